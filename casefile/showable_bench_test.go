package casefile

import (
	"fmt"
	"testing"
)

// BenchmarkShow proves each of a thousand papers open in one look at the file, as a bundle's plan does.
func BenchmarkShow(b *testing.B) { benchmarkShow(b, false) }

// BenchmarkShowAgain proves each in a look of its own, as the making of a bundle does; the figure is for one paper.
func BenchmarkShowAgain(b *testing.B) { benchmarkShow(b, true) }

func benchmarkShow(b *testing.B, again bool) {
	f := newFile(b, NoPassphrase())
	var ids []ID
	must(b, f, func(tx *Tx) error {
		for i := range 1000 {
			ids = append(ids, newPaper(b, tx, fmt.Sprintf("Paper %d", i), fmt.Sprintf("bytes %d", i)).ID)
		}
		return nil
	})
	var one Showable
	for b.Loop() {
		if again && one.file != nil {
			if _, err := one.Again(); err != nil {
				b.Fatal(err)
			}
			continue
		}
		if err := f.View(func(tx *Tx) (err error) {
			for _, id := range ids {
				if one, err = Show(tx, id); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			b.Fatal(err)
		}
	}
}
