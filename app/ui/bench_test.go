package ui

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// longCase makes a case file with n log entries and opens the window on it.
func longCase(b *testing.B, n int) *UI {
	b.Helper()
	u := New(test.NewTempApp(b), Options{Now: noon, Folder: b.TempDir(), Inline: true})
	b.Cleanup(u.shut)
	u.win.Resize(fyne.NewSize(1280, 800))
	path := filepath.Join(u.folder, "long.casefile")
	f, err := casefile.Create(path, casefile.NoPassphrase(), noon)
	if err != nil {
		b.Fatal(err)
	}
	err = f.Update(func(tx *casefile.Tx) error {
		if err := putFamily(tx, "Hale", "Sam"); err != nil {
			return err
		}
		for i := range n {
			e := casefile.Entry{Kind: casefile.EntryCall, On: deadlines.On(2026, 11, 22).AddDays(-i / 7),
				With: fmt.Sprintf("Ms Okafor %d", i%50), Said: strings.Repeat("what she said about the draft plan. ", 8)}
			if _, err := casefile.Put(tx, e); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		b.Fatal(err)
	}
	u.openCase(path)
	return u
}

// BenchmarkLongLog measures ten thousand entries: reading the book (beside the window), and what the window itself waits for,
// opening the log and typing a letter into its filter.
func BenchmarkLongLog(b *testing.B) {
	u := longCase(b, 10_000)
	b.Run("read", func(b *testing.B) {
		for b.Loop() {
			if _, err := readBook(u.file, u.pack, u.clock()); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			u.Go("log")
		}
	})
	b.Run("filter", func(b *testing.B) {
		u.Go("log")
		log := u.top().view.(*logScreen)
		for i := 0; b.Loop(); i++ {
			log.filter.SetText([]string{"okafor 7", "okafor"}[i%2])
		}
	})
}
