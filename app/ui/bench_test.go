package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

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

// BenchmarkTodayOfALongCase draws Today where ten thousand calls were logged and a third of what was promised in them never came. The bound is 100 ms.
func BenchmarkTodayOfALongCase(b *testing.B) {
	u := longCase(b, 100)
	err := u.file.Update(func(tx *casefile.Tx) error {
		for i := range 3300 {
			day := u.today().AddDays(-i / 5)
			if _, err := casefile.Put(tx, casefile.Entry{Kind: casefile.EntryCall, On: day.AddDays(-7), With: fmt.Sprint("Officer ", i), Promised: "the draft", PromisedBy: day.AddDays(-1)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	u.reload(nil)
	for b.Loop() {
		u.Go("today")
	}
}

// BenchmarkSearching types words that stand in each of ten thousand entries into the search, and gives the longest time that the window itself is busy
// at once. The bound is 100 ms.
func BenchmarkSearching(b *testing.B) {
	u := longCase(b, 10_000)
	u.Go("search")
	s, p := u.top().view.(*searchScreen), watch(u)
	for i := 0; b.Loop(); i++ {
		s.field.SetText([]string{"draft plan", "okafor"}[i%2])
		if len(s.shown) != 10_000 {
			b.Fatalf("%d found", len(s.shown))
		}
	}
	b.ReportMetric(float64(p.most.Microseconds())/1000, "ms-busy")
	b.ReportMetric(float64(p.sum.Microseconds())/1000/float64(p.n), "ms-usual")
}

// pauses measures how long the window itself is kept busy at a time: what background work takes is not its time.
type pauses struct {
	mark  time.Time
	busy  []time.Duration // of each piece of the window's work that has begun and not ended
	inRun bool            // background work has the processor
	most  time.Duration
	sum   time.Duration
	n     int
}

// watch puts the clock around everything that u starts and posts.
func watch(u *UI) *pauses {
	p := &pauses{inRun: true}
	start, post := u.run.start, u.run.post
	u.run.start = func(f func()) {
		was := p.turn(true)
		start(f)
		p.turn(was)
	}
	u.run.post = func(f func()) {
		was := p.turn(false)
		p.busy = append(p.busy, 0)
		post(f)
		p.turn(was)
		last := len(p.busy) - 1
		p.most = max(p.most, p.busy[last])
		p.sum, p.n = p.sum+p.busy[last], p.n+1
		p.busy = p.busy[:last]
	}
	return p
}

// turn books the time since the last turn, and says whose time begins.
func (p *pauses) turn(inRun bool) (was bool) {
	now := time.Now()
	if !p.inRun && len(p.busy) > 0 {
		p.busy[len(p.busy)-1] += now.Sub(p.mark)
	}
	was, p.inRun, p.mark = p.inRun, inRun, now
	return was
}

// BenchmarkTakingIn takes 40 files in on the screen for documents of a case with 2,000, and gives the longest time that the window is busy at once. The
// bound is 100 ms.
func BenchmarkTakingIn(b *testing.B) {
	u := longCase(b, 100)
	err := u.file.Update(func(tx *casefile.Tx) error {
		for i := range 2000 {
			blob, err := tx.Add(strings.NewReader(fmt.Sprint("paper ", i)), "x")
			if err != nil {
				return err
			}
			if _, err := casefile.Put(tx, casefile.Document{Title: fmt.Sprint("Report ", i), On: deadlines.On(2024, 1, 1).AddDays(i / 3), Kind: casefile.DocumentReport,
				Privilege: casefile.PrivilegeOpen, Name: "x.txt", Blob: blob, Type: casefile.FileText, Pages: 1}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	u.Go("documents")
	p, n := watch(u), 0
	for b.Loop() {
		var paths []string
		for range 40 {
			n++
			path := filepath.Join(b.TempDir(), fmt.Sprintf("note %d.txt", n))
			if err := os.WriteFile(path, fmt.Appendf(nil, "The council rang about matter %d.", n), 0o600); err != nil {
				b.Fatal(err)
			}
			paths = append(paths, path)
		}
		u.giveFiles(paths)
	}
	if len(u.book.documents) < 2040 {
		b.Fatalf("%d documents", len(u.book.documents))
	}
	b.ReportMetric(float64(p.most.Microseconds())/1000, "ms-busy")
	b.ReportMetric(float64(p.sum.Microseconds())/1000/float64(p.n), "ms-usual")
}

// BenchmarkAnotherDay works out a case with 400 facts as of another day, which the window waits for, and draws the list and the month of it.
func BenchmarkAnotherDay(b *testing.B) {
	u := longCase(b, 10_000)
	err := u.file.Update(func(tx *casefile.Tx) error {
		for i := range 400 {
			kind := []string{"request-received", "decision-sent", "review-meeting", "records-asked"}[i%4]
			if _, ok := u.pack.Fact(kind); !ok {
				kind = "request-received"
			}
			if _, err := casefile.Put(tx, casefile.Event{Kind: kind, On: deadlines.On(2016, 1, 4).AddDays(9 * i)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	u.Go("deadlines")
	s := u.top().view.(*deadlinesScreen)
	for _, month := range []bool{false, true} {
		b.Run(map[bool]string{false: "list", true: "month"}[month], func(b *testing.B) {
			s.byMonth = month
			for i := 0; b.Loop(); i++ {
				s.look(deadlines.On(2026, 6, 1).AddDays(i))
			}
		})
	}
	b.Logf("%d dates", len(u.book.dues))
}
