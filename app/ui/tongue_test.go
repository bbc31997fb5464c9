package ui

import (
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// speaks has the window say each sentence as made gives it, and English again once the test is over.
func speaks(t *testing.T, made func(string) string) {
	t.Helper()
	if err := loadWords(); err != nil {
		t.Fatal(err)
	}
	set := func(made func(string) string) {
		file := map[string]string{}
		for words := range everySentence(t) {
			file[part.WordKey(words)] = made(words)
		}
		data, err := json.Marshal(file)
		if err == nil {
			err = lang.AddTranslationsForLocale(data, "en")
		}
		if err != nil {
			t.Fatal(err)
		}
		part.ForgetWords()
	}
	set(made)
	t.Cleanup(func() { set(func(words string) string { return words }) })
}

// A made-up language, in which every sentence stands in brackets, shows which words do not go through say, or are not in the file.
func TestEveryWordCanBeTranslated(t *testing.T) {
	speaks(t, func(words string) string { return "⟦" + words + "⟧" })
	found := map[string]string{}
	look := func(p *user, name string) {
		known := p.untranslated()
		p.shows(func(words string) {
			if builtElsewhere(words) {
				return
			}
			for _, piece := range outside(words) {
				if !known.holds(piece) && found[piece] == "" {
					found[piece] = name
				}
			}
		})
	}
	p := sit(t)
	look(p, "welcome")
	p.u.newCase()
	look(p, "new case")
	p = sitWith(t, "okoro")
	p.addsPapers()
	p.everyView(func(name string) { look(p, name) })
	p = sitWithEmpty(t)
	p.everyView(func(name string) { look(p, name) })
	for piece, where := range found {
		t.Errorf("%s: %q stands there in English whatever the language", where, piece)
	}
}

// elsewhere are sentences that other rooms build with values in them, so that they cannot be found by their words: what would have to change there
// before they can be translated is to hand out the sentence and its values apart.
var elsewhere = []struct{ begins, who string }{
	{"We read “", "casefile/internal/guess: where a proposal was read"},
	{"This looks like the same", "casefile/intake: two papers that are alike"},
	{"There are no files in the folder", "casefile/intake: a folder"},
	{"It is dated ", "casefile/bundle: how old a report is"},
	{"Decision not to assess", "casefile/internal/guess: a proposed title, which the family may change"},
	{"Tribunal’s registration letter", "casefile/internal/guess: the same"},
	{"Northfield County Council", "the paper itself: a proposed author"},
	{"/tmp/", "a folder"},
	{"ABCDE – ", "a recovery key"},
	{"Reading scans: page 3", "the test itself"},
	{"Atkinson Hyperlegible", "a typeface's name"}, {"Noto Sans", "a typeface's name"},
	{"Each file is at most", "casefile/bundle: what the limit of an e-mail means"}, {"HD (date of the hearing", "the subject line, which the Tribunal reads"},
	{"Our evidence.pdf", "the test itself"}, {"Ms Okafor", "the test itself"}, {"The draft is nearly done", "the test itself"}, {"by post", "the test itself"},
}

// builtElsewhere tells whether a text outside any brackets is one of those.
func builtElsewhere(words string) bool {
	for _, e := range elsewhere {
		for _, before := range []string{"⟧: ", "⟧, ", "● ", ": ", "\n"} {
			if strings.HasPrefix(words, e.begins) || strings.Contains(words, before+e.begins) {
				return true
			}
		}
	}
	return false
}

// shows calls see with all words on the window, those for a screen reader and in the menus too.
func (p *user) shows(see func(string)) {
	p.seen(func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *part.Text:
			see(o.String())
		case *part.Press:
			see(o.Words)
		case *part.Entry:
			see(o.Words)
			see(o.PlaceHolder)
		}
	})
	for _, m := range p.u.win.MainMenu().Items {
		see(m.Label)
		for _, item := range m.Items {
			see(item.Label)
		}
	}
}

var (
	days7     = `(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*`
	months12  = `(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*`
	aDate     = regexp.MustCompile(`(?:` + days7 + `,? )?\d{1,2} ` + months12 + `(?: \d{4})?|` + months12 + ` \d{4}`)
	aKey      = regexp.MustCompile(`\((?:(?:Ctrl|Shift|Alt)\+)*[A-Z][A-Za-z0-9]*\)`)
	separator = regexp.MustCompile(`[·\n|]|, |: |; |\. `)
)

// outside gives the pieces of a text that stand outside all brackets and hold a word.
func outside(words string) (pieces []string) {
	var b strings.Builder
	depth := 0
	for _, r := range words {
		switch {
		case r == '⟦':
			depth++
			b.WriteString("\n")
		case r == '⟧':
			depth--
		case depth == 0:
			b.WriteRune(r)
		}
	}
	rest := aKey.ReplaceAllString(aDate.ReplaceAllString(b.String(), ""), "")
	for _, piece := range separator.Split(rest, -1) {
		if piece = strings.Trim(piece, " .,:;?()“”–—…●▲✓▾0123456789+/-"); strings.ContainsAny(strings.ToLower(piece), "abcdefghijklmnopqrstuvwxyz") {
			pieces = append(pieces, piece)
		}
	}
	return pieces
}

// plainText is what stands in a window in nobody's language: what the family wrote.
type plainText struct{ all string }

func (p plainText) holds(piece string) bool { return strings.Contains(p.all, strings.ToLower(piece)) }

// untranslated gathers what is not for a translator: what the family wrote and its files are called, and the sums and reasons that package deadlines
// writes as whole sentences, with the words of the sources it read.
func (p *user) untranslated() plainText {
	var b strings.Builder
	gather(reflect.ValueOf(*p.u.book), &b)
	for _, d := range p.u.book.dues {
		for _, s := range d.Steps {
			b.WriteString(s.String() + "\n")
		}
		for _, o := range d.Other {
			b.WriteString(o.Why + "\n")
		}
		b.WriteString(d.Ended + "\n")
	}
	for _, r := range p.u.pack.Rules() {
		d, _ := p.u.pack.Example(r, p.u.today())
		for _, s := range d.Steps {
			b.WriteString(s.String() + "\n")
		}
		b.WriteString(r.Quote + "\n" + r.Hour + "\n" + r.URL + "\n")
	}
	for _, m := range movesAll(p.u) {
		b.WriteString(m.Say + "\n")
	}
	if s, ok := p.u.top().view.(*bundleScreen); ok {
		for _, r := range s.found.Remarks {
			b.WriteString(r.Say + "\n" + r.Do + "\n" + r.Source + "\n")
		}
	}
	h := p.u.pack.Holidays()
	b.WriteString(h.Source + "\n" + h.Licence + "\n" + p.u.folder + "\n")
	return plainText{strings.ToLower(b.String() + strings.Join(outside(b.String()), "\n"))}
}

// gather writes every text in a value.
func gather(v reflect.Value, b *strings.Builder) {
	switch v.Kind() {
	case reflect.String:
		b.WriteString(v.String() + "\n")
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[casefile.Event]() || v.Type() != reflect.TypeFor[due]() {
			for i := range v.NumField() {
				gather(v.Field(i), b)
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			gather(v.Index(i), b)
		}
	case reflect.Pointer:
		if !v.IsNil() && v.Elem().Kind() == reflect.Struct {
			gather(v.Elem(), b)
		}
	}
}
