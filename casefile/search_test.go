package casefile

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// finds searches and gives what is found as "kind title".
func finds(t *testing.T, f *File, words string) []string {
	t.Helper()
	hits, err := f.Search(words)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, h := range hits {
		out = append(out, h.Kind+" "+h.Title)
	}
	return out
}

func TestSearch(t *testing.T) {
	f := newFile(t, Passphrase("correct horse"))
	maya := put(t, f, Child{Name: "Maya", School: "Hillview Primary"})
	put(t, f, Person{Name: "Zoë O’Brien", Role: "SEND case officer"})
	put(t, f, Entry{Head: Head{Child: maya.ID}, Kind: EntryCall, On: day("2026-03-01"), With: "Ms Hale", Said: "She said the Educational Psychologist is on leave until May."})
	put(t, f, Entry{Head: Head{Child: maya.ID}, Kind: EntryNote, On: day("2026-04-01"), Said: "Psychologist rang back."})
	doc := addDocument(t, f, "Speech therapy report", []byte("x"))
	put(t, f, Text{Document: doc.ID, Pages: []string{"First page.", "Maya needs twenty minutes of direct therapy by an occupational therapist each week."}})
	put(t, f, Appeal{Head: Head{Child: maya.ID}, Type: AppealContents, Reference: "EH300/26/00123"})

	for words, want := range map[string]string{
		"psychologist":           "entry Psychologist rang back.; entry She said the Educational Psychologist is on leave until May.",
		"PSYCHOLOGIST leave":     "entry She said the Educational Psychologist is on leave until May.",
		"hale":                   "entry She said the Educational Psychologist is on leave until May.",
		"zoe o'brien":            "person Zoë O’Brien",
		"Zoë":                    "person Zoë O’Brien",
		"occupational therapist": "document Speech therapy report",
		"speech":                 "document Speech therapy report",
		"therap":                 "document Speech therapy report",
		"eh300":                  "appeal What the plan says (sections B and F)",
		"hillview":               "child Maya",
		"phone":                  "entry She said the Educational Psychologist is on leave until May.",
		"page. maya":             "document Speech therapy report",
		"nothing of the kind":    "",
		"  ":                     "",
	} {
		if got := strings.Join(finds(t, f, words), "; "); got != want {
			t.Errorf("%q finds %q, want %q", words, got, want)
		}
	}
	hits, _ := f.Search("direct therapy")
	if len(hits) != 1 || hits[0].Page != 2 || hits[0].ID != doc.ID || !strings.Contains(hits[0].Excerpt, "twenty minutes of direct therapy by an") {
		t.Errorf("%+v", hits)
	}
	hits, _ = f.Search("on leave")
	if len(hits) != 1 || hits[0].On != day("2026-03-01") || !strings.Contains(hits[0].Excerpt, "is on leave until") || hits[0].Child != maya.ID {
		t.Errorf("%+v", hits)
	}
}

// Search follows what is written, changed and deleted, and forgets when the file is locked.
func TestSearchFollowsTheFile(t *testing.T) {
	f := newFile(t, Passphrase("correct horse"))
	e := put(t, f, Entry{Kind: EntryNote, On: day("2026-03-01"), Said: "the first wording"})
	if got := finds(t, f, "wording"); len(got) != 1 {
		t.Fatal(got)
	}
	e.Said = "another thing"
	put(t, f, e)
	if got := finds(t, f, "wording"); len(got) != 0 {
		t.Errorf("the old words are still found: %v", got)
	}
	if got := finds(t, f, "another"); len(got) != 1 {
		t.Errorf("the new words are not found: %v", got)
	}
	must(t, f, func(tx *Tx) error { return Delete[Entry](tx, e.ID) })
	if got := finds(t, f, "another"); len(got) != 0 {
		t.Errorf("a deleted entry is found: %v", got)
	}
	if err := f.Lock(); err != nil {
		t.Fatal(err)
	}
	if f.corpus.items != nil {
		t.Error("the words are still in memory after locking")
	}
	if _, err := f.Search("another"); err == nil {
		t.Error("a locked file can be searched")
	}
}

func TestFoldKeepsItsPlaces(t *testing.T) {
	for s, want := range map[string]string{"ABC": "abc", "Zoë": "zoe", "Zoe\u0308": "zoe", "O’Brien": "o'brien", "ﬁle": "file", "Ærø": "ærø", "": ""} {
		out, from := foldWith(s)
		if string(out) != want || string(fold(s)) != want || len(from) != len(out) {
			t.Errorf("%q folds to %q and %q, with %d places", s, out, fold(s), len(from))
		}
		for _, at := range from {
			if at >= len(s) {
				t.Errorf("%q: place %d is behind its end", s, at)
			}
		}
	}
}

func FuzzSearch(f *testing.F) {
	f.Add("some words", "Said İ and more ﬁ words")
	f.Fuzz(func(t *testing.T, words, said string) {
		text := strings.Join(strings.Fields(said), " ")
		folded, from := foldWith(text)
		if len(folded) != len(from) {
			t.Fatal("places are missing")
		}
		for _, w := range wantedWords(words) {
			if len(w) == 0 {
				t.Fatal("an empty word")
			}
		}
	})
}

// BenchmarkSearch looks through 10,000 entries and 2,000 documents with 20 MB of text, after a first search has read them.
func BenchmarkSearch(b *testing.B) {
	f := newFile(b, NoPassphrase())
	r := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("the council said that a plan should be made by then and the school agreed to send its report on speech therapy provision in section seven hours each week")
	text := func(n int) string {
		var s strings.Builder
		for s.Len() < n {
			s.WriteString(words[r.IntN(len(words))] + " ")
		}
		return s.String()
	}
	must(b, f, func(tx *Tx) error {
		for i := range 10_000 {
			if _, err := Put(tx, Entry{Kind: EntryNote, On: day("2020-01-01").AddDays(i / 5), Said: text(150)}); err != nil {
				return err
			}
		}
		return nil
	})
	for i := range 20 {
		must(b, f, func(tx *Tx) error {
			for j := range 100 {
				blob, err := tx.Add(strings.NewReader(fmt.Sprint("paper ", i, j)), "x")
				if err != nil {
					return err
				}
				d, err := Put(tx, paper(fmt.Sprintf("Report %d of part %d", j, i), blob))
				if err != nil {
					return err
				}
				if _, err := Put(tx, Text{Document: d.ID, Pages: []string{text(3000), text(3000), text(3000)}}); err != nil {
					return err
				}
			}
			return nil
		})
	}
	must(b, f, func(tx *Tx) error {
		_, err := Put(tx, Entry{Kind: EntryNote, On: day("2026-01-01"), Said: "The hydrotherapy pool is closed."})
		return err
	})
	if _, err := f.Search("hydrotherapy"); err != nil {
		b.Fatal(err)
	}
	for _, words := range []string{"hydrotherapy pool", "speech therapy", "report of part speech", "nowhere"} {
		b.Run(strings.ReplaceAll(words, " ", "+"), func(b *testing.B) {
			for b.Loop() {
				if _, err := f.Search(words); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
