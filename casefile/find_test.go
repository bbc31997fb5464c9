package casefile

import (
	"fmt"
	"strings"
	"testing"
)

func TestFindMarksWhatSearchFinds(t *testing.T) {
	for _, row := range []struct{ text, words, marked string }{
		{"She said the draft is late.", "DRAFT late", "She said the [draft] is [late]."},
		{"Zoë O’Brien rang", "zoe o'brien", "[Zoë] [O’Brien] rang"},
		{"Zoe\u0308 rang", "zoe", "[Zoe\u0308] rang"},
		{"the ﬁle", "f", "the [ﬁ]le"},
		{"banana", "ana nan", "b[anana]"},
		{"draft, Draft", "draft", "[draft], [Draft]"},
		{"nothing", "", "nothing"},
		{"", "x", ""},
	} {
		at, _ := Find(row.text, row.words)
		got, end := "", 0
		for _, p := range at {
			got += row.text[end:p[0]] + "[" + row.text[p[0]:p[1]] + "]"
			end = p[1]
		}
		if got += row.text[end:]; got != row.marked {
			t.Errorf("%q in %q: %q, want %q", row.words, row.text, got, row.marked)
		}
	}
	for words, want := range map[string]bool{"draft late": true, "draft early": false, "": false} {
		if _, whole := Find("The draft is late.", words); whole != want {
			t.Errorf("every word of %q: %v", words, whole)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("Zoe\u0308 said İ and more ﬁ words", "zoe fi i")
	f.Fuzz(func(t *testing.T, text, words string) {
		at, _ := Find(text, words)
		end := -1
		for _, p := range at {
			if p[0] <= end || p[1] <= p[0] || p[1] > len(text) {
				t.Fatalf("%v in %q", at, text)
			}
			end = p[1]
		}
	})
}

// What stands behind the first hundred gets its excerpt when somebody comes to it.
func TestExcerptsOfLaterHits(t *testing.T) {
	f := newFile(t, NoPassphrase())
	must(t, f, func(tx *Tx) error {
		for i := range excerpted + 20 {
			putIn(t, tx, Entry{Kind: EntryNote, On: day("2026-01-01").AddDays(i), Said: strings.Repeat("before ", 30) + fmt.Sprintf("the draft number %d", i)})
		}
		return nil
	})
	hits, err := f.Search("draft")
	if err != nil || len(hits) != excerpted+20 || hits[excerpted].Excerpt != "" {
		t.Fatalf("%d hits, %v", len(hits), err)
	}
	must(t, f, func(tx *Tx) error { return Delete[Entry](tx, hits[excerpted+1].ID) })
	more, err := f.Excerpts(hits[excerpted:], "draft")
	if err != nil || !strings.Contains(more[0].Excerpt, "the draft number 19") || more[1].Excerpt != "" || hits[excerpted].Excerpt != "" {
		t.Errorf("%+v, %v", more[:2], err)
	}
}

func TestAPersonIsFoundByEverySpelling(t *testing.T) {
	f := newFile(t, NoPassphrase())
	put(t, f, Person{Name: "Helen Pryce", Also: []string{"Mrs Price"}, Group: PersonSchool, Address: "2 Hall Road"})
	for _, words := range []string{"pryce", "price", "hall road"} {
		if got := finds(t, f, words); len(got) != 1 {
			t.Errorf("%q finds %v", words, got)
		}
	}
}

func TestAroundKeepsWordsWhole(t *testing.T) {
	long := strings.Repeat("before ", 30) + "the draft plan" + strings.Repeat(" behind", 30)
	got := Around(long, "DRAFT")
	if !strings.HasPrefix(got, "…before ") || !strings.HasSuffix(got, " behind…") || !strings.Contains(got, " the draft plan ") {
		t.Errorf("%q", got)
	}
	for text, want := range map[string]string{"The draft.": "The draft.", "": "", "two\nlines draft": "two lines draft"} {
		if got := Around(text, "draft"); got != want {
			t.Errorf("around in %q stands %q", text, got)
		}
	}
	one := strings.Repeat("x", 300) + "draft" + strings.Repeat("y", 300)
	if got := Around(one, "draft"); !strings.Contains(got, "draft") || len(got) > leadIn+leadOut+10 {
		t.Errorf("of one long word: %q", got)
	}
}
