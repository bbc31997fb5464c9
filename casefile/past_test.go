package casefile

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// past gives the earlier states of an entry.
func past(t *testing.T, f *File, id ID) (out []Version[Entry]) {
	t.Helper()
	if err := f.View(func(tx *Tx) (err error) { out, err = Past[Entry](tx, id); return err }); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestPastTellsCorrectionFromChange(t *testing.T) {
	f := newFile(t, Passphrase(testPassphrase))
	e := put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: "one"})
	if got := past(t, f, e.ID); len(got) != 0 {
		t.Errorf("a new entry has a past: %+v", got)
	}
	e.Said = "two"
	must(t, f, func(tx *Tx) (err error) { e, err = Correct(tx, e, " I misheard. "); return err })
	e.Said = "three"
	put(t, f, e)
	must(t, f, func(tx *Tx) error { return DeleteFor[Entry](tx, e.ID, "Not mine.") })
	f = reopen(t, f, Passphrase(testPassphrase))
	got := past(t, f, e.ID)
	want := []struct {
		said, why string
		by        Act
	}{{"three", "Not mine.", ActDeleted}, {"two", "", ActChanged}, {"one", "I misheard.", ActCorrected}}
	if len(got) != len(want) {
		t.Fatalf("%d versions, want %d", len(got), len(want))
	}
	for i, w := range want {
		v := got[i]
		if v.Record.Said != w.said || v.Why != w.why || v.By != w.by || !v.Known || !v.From.Before(v.Until) || i > 0 && v.Until != got[i-1].From {
			t.Errorf("version %d is %+v, want %+v", i, v, w)
		}
	}
	healthy(t, f)
}

func TestPastOfNothing(t *testing.T) {
	f := newFile(t, NoPassphrase())
	err := f.View(func(tx *Tx) error { _, err := Past[Entry](tx, newID()); return err })
	if !errors.Is(err, ErrNotFound) {
		t.Errorf("got %v", err)
	}
}

func TestHistoryIsNewestFirst(t *testing.T) {
	f := newFile(t, NoPassphrase())
	c := put(t, f, Child{Name: "Maya"})
	c.Name = "Maya O."
	put(t, f, c)
	d := addDocument(t, f, strings.Repeat("A long title ", 10), pattern(5000, 1))
	must(t, f, func(tx *Tx) error { return DeleteFor[Document](tx, d.ID, "A duplicate.") })
	all, err := f.History(context.Background(), 0)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, h := range all {
		said = append(said, strings.Join([]string{string(h.Act), h.Kind, h.Why}, " "))
	}
	if got := strings.Join(said, "; "); got != "deleted document A duplicate.; added document ; evidence  ; changed child ; added child ; made  " {
		t.Errorf("history: %s", got)
	}
	if n := len([]rune(all[0].Title)); n != titleRunes || all[4].Title != "Maya O." {
		t.Errorf("titles %q, %q", all[0].Title, all[4].Title)
	}
	if few, err := f.History(context.Background(), 2); err != nil || len(few) != 2 || few[1] != all[1] {
		t.Errorf("two of it: %+v, %v", few, err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := f.History(ctx, 0); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// proof gives a proof on the disk with the checker that is written in it.
func proof(t *testing.T, f *File) (path, check string) {
	t.Helper()
	var b bytes.Buffer
	if err := f.Proof(&b); err != nil {
		t.Fatal(err)
	}
	var script strings.Builder
	for line := range strings.Lines(b.String()) {
		if code, ok := strings.CutPrefix(line, "#| "); ok {
			script.WriteString(code)
		}
	}
	path, check = filepath.Join(t.TempDir(), "proof.txt"), filepath.Join(t.TempDir(), "check.py")
	for name, text := range map[string][]byte{path: b.Bytes(), check: []byte(script.String())} {
		if err := os.WriteFile(name, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return path, check
}

// The checker is what a court would run: it must say yes to the true proof, and no to every line that was altered, left out or moved.
func TestAnybodyCanCheckTheProof(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3 to check with")
	}
	f := newFile(t, Passphrase(testPassphrase))
	e := put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: "quokka"})
	must(t, f, func(tx *Tx) error {
		_, err := Correct(tx, with(e, func(e *Entry) { e.Said = "wombat" }), "numbat")
		return err
	})
	must(t, f, func(tx *Tx) error { return DeleteFor[Entry](tx, e.ID, "numbat") })
	path, check := proof(t, f)
	text := string(readBytes(t, path))
	for _, secret := range []string{"quokka", "wombat", "numbat"} {
		if strings.Contains(text, secret) {
			t.Errorf("the proof holds the word %q", secret)
		}
	}
	if out, err := exec.Command(python, check, path).CombinedOutput(); err != nil || !strings.Contains(string(out), "All 4 lines fit.") {
		t.Fatalf("the true proof: %s %v", out, err)
	}
	at := strings.Index(text, "\n{") + 1
	head, lines := text[:at], strings.SplitAfter(strings.TrimSuffix(text[at:], "\n"), "\n")
	lines[len(lines)-1] += "\n"
	for i := range lines {
		altered := append([]string(nil), lines...)
		altered[i] = strings.Replace(altered[i], `T09:00`, `T10:00`, 1)
		short := append(append([]string(nil), lines[:i]...), lines[i+1:]...)
		moved := append([]string(nil), lines...)
		moved[i], moved[(i+1)%len(moved)] = moved[(i+1)%len(moved)], moved[i]
		for what, bad := range map[string][]string{"altered": altered, "left out": short, "moved": moved} {
			if err := os.WriteFile(path, []byte(head+strings.Join(bad, "")), 0o600); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command(python, check, path).CombinedOutput(); err == nil {
				t.Errorf("line %d %s is not found: %s", i+1, what, out)
			}
		}
	}
}

func TestRootNamesTheEnd(t *testing.T) {
	f := newFile(t, NoPassphrase())
	before, err := f.Root()
	put(t, f, Child{Name: "Maya"})
	after, err2 := f.Root()
	if err := errors.Join(err, err2); err != nil || after.Seq != before.Seq+1 || after.Link == before.Link || !before.At.Before(after.At) {
		t.Errorf("%+v, then %+v, %v", before, after, err)
	}
}
