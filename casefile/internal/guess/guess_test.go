package guess

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// sample is a paper made for these tests, with what should be guessed of it. A field that is not given is not looked at.
type sample struct {
	name, from string
	pages      []string
	want       map[string]string
}

// samplesOf reads the papers of a folder: "### name", lines "key: value", a blank line, the words. "~~~" begins a new page.
func samplesOf(t testing.TB, dir string) []sample {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", dir, "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("no papers", err)
	}
	var all []sample
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split("\n"+string(data), "\n### ")[1:] {
			head, body, _ := strings.Cut(part, "\n\n")
			rows := strings.Split(strings.TrimSpace(head), "\n")
			s := sample{name: rows[0], from: filepath.Base(f), want: map[string]string{}}
			for _, row := range rows[1:] {
				k, v, ok := strings.Cut(row, ": ")
				if !ok {
					t.Fatalf("%s: %s: line %q", f, s.name, row)
				}
				s.want[k] = v
			}
			if body = strings.TrimRight(body, "\n"); body != "" {
				s.pages = strings.Split(body, "\n~~~\n")
			}
			all = append(all, s)
		}
	}
	return all
}

var samplesToday = deadlines.On(2026, 11, 27)

// none stands for nothing in the tables.
func none(s string) string {
	if s == "" {
		return "none"
	}
	return s
}

func factWords(f ProposedFact) string {
	kind := f.Kind
	if kind == "" {
		kind = "?"
	}
	if f.On.IsZero() {
		return kind + " dated " + f.Dated.String()
	}
	return kind + " on " + f.On.String()
}

// score counts, for one field, what was right, missed and wrong.
type score struct{ right, missed, wrong int }

func (s score) String() string {
	return fmt.Sprintf("%d right, %d missed, %d wrong of %d", s.right, s.missed, s.wrong, s.right+s.missed+s.wrong)
}

func (s *score) count(got, want string) (ok bool) {
	switch {
	case got == want:
		s.right++
	case got == "none":
		s.missed++
	default:
		s.wrong++
	}
	return got == want
}

// judge holds the guesses of all the papers of a folder against their tables.
func judge(t *testing.T, dir string) map[string]*score {
	scores := map[string]*score{"kind": {}, "title": {}, "on": {}, "author": {}, "facts": {}, "held": {}}
	for _, s := range samplesOf(t, dir) {
		p := Guess(s.name, s.pages, samplesToday)
		on := none(p.On.Day.String())
		if strings.HasSuffix(s.want["on"], " unsure") && p.On.Sure == Unsure {
			on += " unsure"
		}
		got := map[string]string{"kind": none(string(p.Kind.Kind)), "title": none(p.Title.Text), "on": on, "author": none(p.Author.Text), "held": "no"}
		if why, ok := HeldBack(s.name, s.pages); ok {
			got["held"] = string(why.Cause)
		}
		for k, v := range got {
			if want, asked := s.want[k]; asked && !scores[k].count(v, want) {
				t.Logf("%s %q: %s is %q, not %q", s.from, s.name, k, v, want)
			}
		}
		judgeFacts(t, s, p, scores["facts"])
		everyClueIsRead(t, s, p)
	}
	return scores
}

func judgeFacts(t *testing.T, s sample, p Proposal, c *score) {
	want := strings.Split(s.want["facts"], "; ")
	if s.want["facts"] == "none" || s.want["facts"] == "" {
		want = nil
	}
	for _, f := range p.Facts {
		if got := factWords(f); slices.Contains(want, got) {
			c.right++
			want = slices.Delete(want, slices.Index(want, got), slices.Index(want, got)+1)
		} else if f.Kind != "" {
			c.wrong++
			t.Errorf("%s %q: WRONG FACT %s from %q", s.from, s.name, got, f.Words)
		} else {
			t.Logf("%s %q: a date too much: %s from %q", s.from, s.name, got, f.Words)
		}
	}
	for _, w := range want {
		c.missed++
		t.Logf("%s %q: missed %s", s.from, s.name, w)
	}
}

// everyClueIsRead proves that each proposal names a page that is there, in a sentence, and that each kind of fact and paper is known.
func everyClueIsRead(t *testing.T, s sample, p Proposal) {
	t.Helper()
	clues := []Clue{p.Kind.Clue, p.Title.Clue, p.On.Clue, p.Author.Clue}
	pack, err := deadlines.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range p.Facts {
		clues = append(clues, f.Clue)
		if _, known := pack.Fact(f.Kind); !known && f.Kind != "" {
			t.Errorf("%q: there is no fact %q", s.name, f.Kind)
		}
	}
	for _, c := range clues {
		if c.Found() && (c.Page < 0 || c.Page > len(s.pages) || c.Words == "" || c.Sure.Title() == "" || !strings.HasSuffix(c.Say, ".")) {
			t.Errorf("%q: a clue is %+v", s.name, c)
		}
	}
	if k := p.Kind.Kind; k != "" && !slices.Contains(casefile.DocumentKinds(), k) {
		t.Errorf("%q: there is no kind %q", s.name, k)
	}
}

// TestGuessMeetsTheTable holds the guesses against papers that they were written with, fresh against ones written afterwards.
func TestGuessMeetsTheTable(t *testing.T) {
	for _, dir := range []string{"guess", "fresh"} {
		t.Run(dir, func(t *testing.T) {
			scores := judge(t, dir)
			for _, k := range []string{"kind", "title", "on", "author", "facts", "held"} {
				t.Logf("%-7s %v", k, scores[k])
				if c := scores[k]; c.missed+c.wrong > 0 {
					t.Errorf("%s: %v", k, c)
				}
			}
		})
	}
	if n := len(samplesOf(t, "guess")); n < 70 {
		t.Errorf("only %d papers", n)
	}
}
