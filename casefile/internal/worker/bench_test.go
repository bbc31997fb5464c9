package worker

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// full makes n pages of about 2,500 letters each.
func full(n int) []byte {
	all := make([]sheet, n)
	for i := range all {
		line := fmt.Sprintf("Page %d. Maya needs help with reading, writing and with being understood in class. ", i+1)
		all[i] = sheet{x: 20, y: 800, say: strings.Repeat(line, 30)}
	}
	return paperOf("", all)
}

func BenchmarkRead100Pages(b *testing.B)    { bench(b, full(100), read100) }
func BenchmarkInspect100Pages(b *testing.B) { bench(b, full(100), inspect100) }
func BenchmarkPicture150(b *testing.B)      { bench(b, full(1), draw150) }
func BenchmarkRead3000Pages(b *testing.B)   { bench(b, full(3000), read100) }

func read100(w *Worker, pdf []byte) error {
	_, err := w.Read(context.Background(), pdf)
	return err
}

func inspect100(w *Worker, pdf []byte) error {
	_, err := w.Inspect(context.Background(), pdf)
	return err
}

func draw150(w *Worker, pdf []byte) error {
	_, err := w.Picture(context.Background(), pdf, 0, 150)
	return err
}

func bench(b *testing.B, pdf []byte, job func(*Worker, []byte) error) {
	w := start(b)
	for b.Loop() {
		if err := job(w, pdf); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkStart(b *testing.B) {
	pdf := paperOf("", sheets(1))
	for b.Loop() {
		w, err := Start(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		if _, err := w.Read(context.Background(), pdf); err != nil {
			b.Fatal(err)
		}
		w.Close()
	}
}
