package casefile

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var disasters = flag.Int("disasters", 60, "how many disasters to rehearse; the full count is 1000")

var ctx = context.Background()

func backedUp(t testing.TB, f *File, dir string) Generation {
	t.Helper()
	g, err := f.Backup(ctx, dir, ReasonUse)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// familyFile makes a file with a little of everything.
func familyFile(t testing.TB, key Key) *File {
	f := newFile(t, key)
	for i, n := range []int{10, 300, 70_000, chunkSize, 600_000} {
		addDocument(t, f, fmt.Sprintf("Report %d", i), pattern(n, i))
	}
	for i := range 30 {
		put(t, f, Entry{Kind: EntryNote, On: day("2024-01-01").AddDays(i), Said: fmt.Sprintf("planted-words-%d", i)})
	}
	return f
}

func TestBackupAndRestore(t *testing.T) {
	f, dir := familyFile(t, Passphrase("correct horse")), t.TempDir()
	g := backedUp(t, f, dir)
	path := filepath.Join(t.TempDir(), "back.casefile")
	if _, err := Restore(ctx, g, Passphrase("wrong horse"), path); !errors.Is(err, ErrWrongKey) {
		t.Errorf("a wrong passphrase gives %v", err)
	}
	h, err := Restore(ctx, g, Passphrase("correct horse"), path)
	if err != nil || len(h.Damaged) > 0 {
		t.Fatalf("%v, %v", h, err)
	}
	r := openFile(t, path, Passphrase("correct horse"))
	sameCase(t, f, r)
	if r.ID() != f.ID() {
		t.Error("it has another id")
	}
	put(t, r, Child{Name: "Maya"})
	healthy(t, r)
	if _, err := Restore(ctx, g, Passphrase("correct horse"), path); !errors.Is(err, ErrExists) {
		t.Errorf("over a file that is there it gives %v", err)
	}
}

func TestNoWordShowsInABackup(t *testing.T) {
	f, dir := newFile(t, Passphrase("correct horse")), t.TempDir()
	var planted []string
	must(t, f, func(tx *Tx) error {
		for i := range 1000 {
			word := fmt.Sprintf("planted-%d-words", i)
			planted = append(planted, word)
			if _, err := Put(tx, Entry{Kind: EntryNote, On: day("2024-01-01").AddDays(i), Said: word}); err != nil {
				return err
			}
		}
		return nil
	})
	for i := range 20 {
		var text strings.Builder
		for j := range 50 {
			word := fmt.Sprintf("paper-%d-%d-words", i, j)
			planted = append(planted, word)
			text.WriteString(word + "\n")
		}
		addDocument(t, f, "Report", []byte(text.String()))
	}
	backedUp(t, f, dir)
	read := 0
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data := readBytes(t, path)
		read += len(data)
		for _, word := range planted {
			if bytes.Contains(data, []byte(word)) || strings.Contains(path, word) {
				t.Fatalf("%q stands in %s", word, path)
			}
		}
		return nil
	})
	if err != nil || len(planted) != 2000 || read < 100_000 {
		t.Errorf("%d words were looked for in %d bytes: %v", len(planted), read, err)
	}
}

func TestASecondGenerationSharesTheEvidence(t *testing.T) {
	f, dir := familyFile(t, NoPassphrase()), t.TempDir()
	first := backedUp(t, f, dir)
	again := backedUp(t, f, dir)
	if again.Path != first.Path {
		t.Error("a second generation was made though nothing changed")
	}
	pieces := func() (names []string) {
		found, _ := os.ReadDir(filepath.Join(filepath.Dir(first.Path), evidenceFolder))
		for _, e := range found {
			info, _ := e.Info()
			names = append(names, fmt.Sprint(e.Name(), info.ModTime()))
		}
		return names
	}
	before := pieces()
	put(t, f, Child{Name: "Maya"})
	second := backedUp(t, f, dir)
	if second.Path == first.Path || len(before) != 5 || !slices.Equal(before, pieces()) {
		t.Errorf("the evidence was written again: %v, then %v", before, pieces())
	}
	addDocument(t, f, "New", pattern(1000, 9))
	backedUp(t, f, dir)
	if len(pieces()) != 6 {
		t.Errorf("there are %d pieces", len(pieces()))
	}
	gs, err := Generations(dir, "")
	if err != nil || len(gs) != 3 || gs[2].Path != first.Path || gs[0].Seq <= gs[1].Seq || gs[0].Reason != ReasonUse || gs[0].File != f.ID() {
		t.Errorf("%+v, %v", gs, err)
	}
}

func TestRotation(t *testing.T) {
	now := time.Date(2026, 11, 27, 21, 0, 0, 0, time.UTC)
	at := func(days int, reason Reason) Generation {
		return Generation{Path: fmt.Sprint(days, reason), At: now.AddDate(0, 0, -days), Reason: reason}
	}
	var all []Generation
	for d := range 800 {
		all = append(all, at(d, ReasonUse))
		if d == 500 {
			all = append(all, at(d, ReasonRestore))
		}
	}
	stay := kept(all)
	var days []int
	for i, g := range all {
		if stay[g.Path] && g.Reason == ReasonUse {
			days = append(days, i)
		}
	}
	// Seven days; the Sundays of three more weeks; the last days of eleven more months.
	want := []int{0, 1, 2, 3, 4, 5, 6, 12, 19, 27, 58, 88, 119, 150, 180, 211, 241, 272, 300, 331}
	if !slices.Equal(days, want) {
		t.Errorf("kept are those of %v days ago, want %v", days, want)
	}
	if !stay["500restore"] {
		t.Error("the one before a restore is gone")
	}
	sameDay := []Generation{at(0, "a"), at(0, "b"), at(0, "c"), at(0, "d")}
	if got := kept(sameDay); len(got) != 3 || !got["0a"] || !got["0c"] {
		t.Errorf("of four of one day %v are kept", got)
	}
	if len(kept(nil)) != 0 {
		t.Error("of none, some are kept")
	}
}

// TestRotationRemovesWhatNobodyNeeds goes through two months, a backup a day, each with one paper more, and all generations that are kept still restore.
func TestRotationRemovesWhatNobodyNeeds(t *testing.T) {
	now := time.Date(2026, 9, 1, 20, 0, 0, 0, time.UTC)
	f, err := Create(filepath.Join(t.TempDir(), "a.casefile"), NoPassphrase(), func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	dir := t.TempDir()
	for i := range 60 {
		now = now.AddDate(0, 0, 1)
		addDocument(t, f, fmt.Sprint("Report ", i), pattern(300, i))
		backedUp(t, f, dir)
	}
	gs, err := Generations(dir, f.ID())
	if err != nil || len(gs) < 9 || len(gs) > 13 {
		t.Errorf("%d generations are kept, %v", len(gs), err)
	}
	for i, g := range gs {
		path := filepath.Join(t.TempDir(), "x.casefile")
		if h, err := Restore(ctx, g, NoPassphrase(), path); err != nil || len(h.Damaged) > 0 {
			t.Errorf("generation %d: %v, %v", i, h, err)
		}
	}
}

func TestAGenerationWithoutAPieceIsNotProven(t *testing.T) {
	f, dir := familyFile(t, NoPassphrase()), t.TempDir()
	home := filepath.Join(dir, f.ID())
	g := backedUp(t, f, dir)
	pieces, _ := os.ReadDir(filepath.Join(home, evidenceFolder))
	if err := os.Remove(filepath.Join(home, evidenceFolder, pieces[0].Name())); err != nil {
		t.Fatal(err)
	}
	if err := prove(ctx, g.Path, home, f.keys, nil); !errors.Is(err, ErrDamaged) {
		t.Errorf("without a piece of evidence it is proven: %v", err)
	}
	put(t, f, Child{Name: "Maya"})
	g = backedUp(t, f, dir) // which writes the piece again
	if err := prove(ctx, g.Path, home, f.keys, nil); err != nil {
		t.Errorf("the next generation does not mend it: %v", err)
	}
}

// A piece that rotted in the backup is named when it is restored, the rest is restored, and the drill finds it before that day.
func TestARottenPieceIsNamed(t *testing.T) {
	f, dir := familyFile(t, NoPassphrase()), t.TempDir()
	g := backedUp(t, f, dir)
	if _, h, err := f.Drill(ctx, dir); err != nil || len(h.Damaged) > 0 {
		t.Fatalf("the drill of a sound backup: %v, %v", h, err)
	}
	pieces, _ := filepath.Glob(filepath.Join(dir, f.ID(), evidenceFolder, "*"))
	data := readBytes(t, pieces[0])
	data[len(data)/2] ^= 1
	if err := os.WriteFile(pieces[0], data, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, h, err := f.Drill(ctx, dir); err != nil || len(h.Damaged) != 1 || !strings.Contains(h.Damaged[0], "Report") {
		t.Errorf("the drill says %v, %v", h, err)
	}
	path := filepath.Join(t.TempDir(), "back.casefile")
	h, err := Restore(ctx, g, NoPassphrase(), path)
	if err != nil || len(h.Damaged) != 1 {
		t.Errorf("%v, %v", h, err)
	}
	r := openFile(t, path, NoPassphrase())
	if got := all[Entry](t, r, ""); len(got) != 30 {
		t.Errorf("%d entries are restored", len(got))
	}
	left, _ := filepath.Glob(filepath.Join(dir, f.ID(), backupTemp+"*"))
	if len(left) > 0 {
		t.Errorf("the drill leaves %v", left)
	}
}

func TestTheNewestWholeGenerationIsRestored(t *testing.T) {
	f, dir := familyFile(t, NoPassphrase()), t.TempDir()
	for i := range 3 {
		put(t, f, Child{Name: fmt.Sprint("Child ", i)})
		backedUp(t, f, dir)
	}
	gs, _ := Generations(dir, f.ID())
	cut := readBytes(t, gs[0].Path)
	if err := os.WriteFile(gs[0].Path, cut[:20_000], 0o600); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "back.casefile")
	g, h, err := RestoreNewest(ctx, gs, NoPassphrase(), path)
	if err != nil || g.Path != gs[1].Path || len(h.Damaged) > 0 {
		t.Errorf("%+v, %v, %v", g, h, err)
	}
	if got := all[Child](t, openFile(t, path, NoPassphrase()), ""); len(got) != 2 {
		t.Errorf("%d children are restored", len(got))
	}
	if _, _, err := RestoreNewest(ctx, nil, NoPassphrase(), path+"2"); !errors.Is(err, ErrNotFound) {
		t.Errorf("with no backup it gives %v", err)
	}
}

// TestAShrunkenFileIsToldOf compares generations both ways: with more papers than before all is well, with a third fewer it is not, with a sixth fewer it is.
func TestAShrunkenFileIsToldOf(t *testing.T) {
	f, dir := familyFile(t, NoPassphrase()), t.TempDir() // five papers
	var gs []Generation
	for i := range 3 {
		addDocument(t, f, "More", pattern(900, 50+i))
		gs = append(gs, backedUp(t, f, dir)) // six, seven, eight
	}
	if err := f.notShrunk(gs[0], gs[2]); err != nil {
		t.Errorf("a file that grew gives %v", err)
	}
	if err := f.notShrunk(gs[2], gs[0]); !errors.Is(err, ErrShrunk) {
		t.Errorf("two of eight gone gives %v", err)
	}
	if err := f.notShrunk(gs[1], gs[0]); err != nil {
		t.Errorf("one of seven gone gives %v", err)
	}
}

// The evidence in the file itself is gone or changed, which its index does not show: a generation is made, it is told, and nothing is rotated.
func TestVanishedEvidenceIsToldOf(t *testing.T) {
	f, dir := familyFile(t, NoPassphrase()), t.TempDir()
	backedUp(t, f, dir)
	n := 0
	must(t, f, func(tx *Tx) error {
		tx.note(change{Do: "key"})
		return tx.eachEvidence(func(e evidence) error {
			switch n++; n {
			case 1:
				return tx.remove(bucketChunks, e.chunk(0))
			case 2:
				return tx.putSealed(bucketChunks, e.chunk(0), []byte("something else"))
			}
			return nil
		})
	})
	if g, err := f.Backup(ctx, dir, ReasonUse); !errors.Is(err, ErrShrunk) || g.Path == "" {
		t.Errorf("%+v, %v", g, err)
	}
	if gs, _ := Generations(dir, f.ID()); len(gs) != 2 {
		t.Errorf("%d generations", len(gs))
	}
}

// Rotation counts only what can still be read, and leaves what another copy of the file made.
func TestRotationKeepsWhatCannotBeReplaced(t *testing.T) {
	now := time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)
	clock := func() time.Time { now = now.Add(time.Minute); return now }
	f, err := Create(filepath.Join(t.TempDir(), "a.casefile"), NoPassphrase(), clock)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	put(t, f, Child{Name: "Maya"})
	older := readBytes(t, f.Path())
	put(t, f, Child{Name: "the other way"})
	other := backedUp(t, f, dir)
	f.Close()
	if err := os.WriteFile(f.Path(), older, 0o600); err != nil { // a copy of before, which goes on in its own way
		t.Fatal(err)
	}
	g, err := Open(f.Path(), NoPassphrase(), clock)
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	var made []Generation
	for i := range 7 {
		put(t, g, Child{Name: fmt.Sprint("Child ", i)})
		made = append(made, backedUp(t, g, dir))
		if i == 5 { // two of the newest three rot
			for _, bad := range made[4:6] {
				if err := os.WriteFile(bad.Path, []byte("rotten"), 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	left := map[string]bool{}
	gs, _ := Generations(dir, g.ID())
	for _, x := range gs {
		left[x.Path] = true
	}
	if !left[other.Path] {
		t.Error("the generation of the copy that went another way is gone")
	}
	if !left[made[6].Path] || !left[made[3].Path] || left[made[0].Path] {
		t.Errorf("left are %v", gs)
	}
}

func TestUnfinishedWorkIsSwept(t *testing.T) {
	f, dir := familyFile(t, NoPassphrase()), t.TempDir()
	backedUp(t, f, dir)
	home := filepath.Join(dir, f.ID())
	for _, name := range []string{filepath.Join(home, backupTemp+"x"), filepath.Join(home, evidenceFolder, backupTemp+"y")} {
		if err := os.WriteFile(name, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	own := filepath.Join(home, "my notes.txt")
	if err := os.WriteFile(own, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	put(t, f, Child{Name: "Maya"})
	backedUp(t, f, dir)
	left, _ := filepath.Glob(filepath.Join(home, "*", backupTemp+"*"))
	if more, _ := filepath.Glob(filepath.Join(home, backupTemp+"*")); len(left)+len(more) > 0 {
		t.Errorf("there is still %v %v", left, more)
	}
	if _, err := os.Stat(own); err != nil {
		t.Error("a file of somebody else was removed")
	}
}

// TestDisasters rehearses the bad days: the file deleted, cut short, encrypted by an intruder, replaced by an older copy. Everything up to the last generation comes back.
func TestDisasters(t *testing.T) {
	f, dir := familyFile(t, NoPassphrase()), t.TempDir()
	older := readBytes(t, f.Path())
	put(t, f, Entry{Kind: EntryCall, On: day("2026-01-01"), Said: "the last thing"})
	g := backedUp(t, f, dir)
	last := all[Entry](t, f, "")
	f.Close()
	data := readBytes(t, f.Path())
	seed := uint64(time.Now().UnixNano())
	r := rand.New(rand.NewPCG(seed, 1))
	folder := t.TempDir()
	for i := range *disasters {
		path := filepath.Join(folder, fmt.Sprint(i, ".casefile"))
		strike := func(b []byte) {
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		what := [...]string{"deleted", "cut short", "encrypted", "replaced by an older copy"}[i%4]
		switch i % 4 {
		case 1:
			strike(data[:r.IntN(len(data))])
		case 2:
			b := make([]byte, len(data))
			for j := range b {
				b[j] = byte(r.Uint32())
			}
			strike(b)
		case 3:
			strike(older)
		}
		if _, err := os.Stat(path); err == nil {
			if _, err := SetAside(path, clock()); err != nil {
				t.Fatalf("seed %d, %s: %v", seed, what, err)
			}
		}
		h, err := Restore(ctx, g, NoPassphrase(), path)
		if err != nil || len(h.Damaged) > 0 || h.Documents != 5 {
			t.Fatalf("seed %d, %s: %+v, %v", seed, what, h, err)
		}
		back := openFile(t, path, NoPassphrase())
		if d := cmp.Diff(last, all[Entry](t, back, "")); d != "" {
			t.Fatalf("seed %d, %s: %s", seed, what, d)
		}
		back.Close()
		os.RemoveAll(folder)
		os.MkdirAll(folder, 0o700)
	}
}

// BenchmarkNextGeneration makes a generation of a case with 2,000 entries and 200 papers of 10 KB after one entry more.
func BenchmarkNextGeneration(b *testing.B) {
	f, dir := newFile(b, NoPassphrase()), b.TempDir()
	must(b, f, func(tx *Tx) error {
		for i := range 2000 {
			if _, err := Put(tx, Entry{Kind: EntryNote, On: day("2020-01-01").AddDays(i), Said: strings.Repeat("what was said ", 15)}); err != nil {
				return err
			}
		}
		for i := range 200 {
			blob, err := tx.Add(bytes.NewReader(pattern(10_000, i)), "x")
			if err != nil {
				return err
			}
			if _, err := Put(tx, paper("Report", blob)); err != nil {
				return err
			}
		}
		return nil
	})
	backedUp(b, f, dir)
	for b.Loop() {
		b.StopTimer()
		put(b, f, Entry{Kind: EntryNote, On: day("2026-01-01"), Said: "one more"})
		b.StartTimer()
		backedUp(b, f, dir)
	}
}
