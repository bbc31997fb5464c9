package pdf

import (
	"errors"
	"testing"
)

func TestReadAwkward(t *testing.T) {
	for _, a := range awkwardSet() {
		t.Run(a.name, func(t *testing.T) {
			s, err := Read(a.data, Limits{})
			if a.err != nil {
				if !errors.Is(err, a.err) {
					t.Fatalf("got %v, want %v", err, a.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := len(s.Pages()); got != a.pages {
				t.Errorf("got %d pages, want %d", got, a.pages)
			}
		})
	}
}
