package worker

import (
	"bytes"
	"context"
	"errors"
	"testing"

	"ehccasefile/casefile/internal/pdf"
	"ehccasefile/casefile/internal/pdf/odd"
)

func TestCount(t *testing.T) {
	w := start(t)
	if n, err := w.Count(context.Background(), odd.Simple(7).Bytes(), ""); n != 7 || err != nil {
		t.Errorf("%d, %v", n, err)
	}
	if _, err := w.Count(context.Background(), []byte("no PDF"), ""); !errors.Is(err, ErrDamaged) {
		t.Errorf("got %v", err)
	}
}

func TestFillDrawsAnswersWithoutALook(t *testing.T) {
	w := start(t)
	was, err := pdf.Read(odd.Unfilled().Bytes(), pdf.DefaultLimits())
	if err != nil || !was.Unfilled() {
		t.Fatal("the form of this test is filled in already: ", err)
	}
	out, err := w.Fill(context.Background(), odd.Unfilled().Bytes())
	if err != nil {
		t.Fatal(err)
	}
	now, err := pdf.Read(out, pdf.DefaultLimits())
	if err != nil || now.Answered() == nil {
		t.Errorf("%v", err)
	}
}

func TestFacsimileDrawsPagesOfTheSameSize(t *testing.T) {
	w := start(t)
	for page, want := range map[int]int{-1: 3, 1: 1} {
		out, err := w.Facsimile(context.Background(), odd.Simple(3).Bytes(), page)
		if err != nil {
			t.Fatal(err)
		}
		s, err := pdf.Read(out, pdf.DefaultLimits())
		if err != nil || len(s.Pages()) != want {
			t.Fatalf("%v, %v", s, err)
		}
		if p := s.Pages()[0]; p.Width < 595 || p.Width > 596 || p.Height < 841 || p.Height > 842.5 {
			t.Errorf("%+v", p)
		}
		if bytes.Contains(out, []byte("Evidence")) {
			t.Error("the words are still there")
		}
	}
	if _, err := w.Facsimile(context.Background(), odd.Simple(3).Bytes(), 3); !errors.Is(err, ErrNoPage) {
		t.Errorf("got %v", err)
	}
	if _, err := w.Facsimile(context.Background(), odd.Simple(MaxFacsimile+1).Bytes(), -1); !errors.Is(err, ErrTooLarge) {
		t.Errorf("got %v", err)
	}
}
