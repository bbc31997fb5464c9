package worker

import (
	"context"
	"errors"
	"flag"
	"math/rand/v2"
	"testing"
)

// mutate changes some bytes of a file, cuts some out or doubles some.
func mutate(r *rand.Rand, data []byte) []byte {
	b := append([]byte(nil), data...)
	for range 1 + r.IntN(8) {
		at, n := r.IntN(len(b)), 1+r.IntN(40)
		end := min(at+n, len(b))
		switch r.IntN(4) {
		case 0:
			b[at] = byte(r.IntN(256))
		case 1:
			b[at] = "0123456789<>[]()/ R"[r.IntN(19)]
		case 2:
			b = append(b[:at:at], b[end:]...)
		case 3:
			b = append(b[:end:end], b[at:]...)
		}
	}
	return b
}

var mutations = flag.Int("mutations", 1000, "how many damaged PDFs to read, look into and draw")

// Whatever a broken file does, the worker gives its contents or one of its own errors, and goes on.
func TestMutatedPapersEndInOurOwnErrors(t *testing.T) {
	w := start(t)
	r := rand.New(rand.NewPCG(2026, 11))
	sealed := qpdf(t, marked(), "--encrypt", "", "owner", "256", "--")
	packed := qpdf(t, marked(), "--object-streams=generate", "--compress-streams=y")
	died := 0
	for i := range *mutations {
		var err error
		switch i % 3 {
		case 0:
			_, err = w.Read(context.Background(), mutate(r, packed))
		case 1:
			_, err = w.Inspect(context.Background(), mutate(r, marked()))
		case 2:
			_, err = w.Picture(context.Background(), mutate(r, sealed), 0, 20)
		}
		if errors.Is(err, ErrDied) {
			died++
			t.Logf("file %d: %v", i, err)
		} else if err != nil && !errors.Is(err, ErrDamaged) && !errors.Is(err, ErrPassword) && !errors.Is(err, ErrTooLarge) && !errors.Is(err, ErrTooLong) && !errors.Is(err, ErrNoPage) {
			t.Errorf("file %d: %v", i, err)
		}
	}
	if died > *mutations/20 {
		t.Errorf("the child died on %d of %d files", died, *mutations)
	}
	w.good(t)
}
