package casefile

import (
	"fmt"
	"sync"
	"testing"
	"time"
)

// Views see whole states beside a running Update, and Updates from several goroutines follow one another.
func TestManyAtOnce(t *testing.T) {
	f := newFile(t, NoPassphrase())
	var mu sync.Mutex
	tick := f.now
	f.now = func() time.Time { mu.Lock(); defer mu.Unlock(); return tick() }
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range 15 {
				err := f.Update(func(tx *Tx) error {
					for j := range 2 { // always in pairs
						if _, err := Put(tx, Entry{Kind: EntryNote, On: day("2026-03-16"), Said: fmt.Sprint(i, j)}); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
		wg.Go(func() {
			for range 30 {
				err := f.View(func(tx *Tx) error {
					if n := len(All[Entry](tx, "")); n%2 != 0 {
						t.Errorf("a View saw %d entries", n)
					}
					return nil
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if h := healthy(t, f); h.Records != 120 {
		t.Errorf("%d records", h.Records)
	}
}
