package ui

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// searches opens the search from wherever somebody is, and types.
func (p *user) searches(words string) *searchScreen {
	p.t.Helper()
	p.keys(ctrl, fyne.KeyF)
	p.types("Find anything", words)
	s, ok := p.u.top().view.(*searchScreen)
	if !ok {
		p.t.Fatal("Ctrl+F does not open the search")
	}
	return s
}

// row gives what a row of a list shows.
func row(l *rowList, i int) (texts []*part.Text) {
	o := l.CreateItem()
	l.UpdateItem(i, o)
	part.Walk(o, func(o fyne.CanvasObject) {
		if text, ok := o.(*part.Text); ok {
			texts = append(texts, text)
		}
	})
	return texts
}

// rowReads fails unless a row of a list shows all these words.
func (p *user) rowReads(l *rowList, i int, words ...string) {
	p.t.Helper()
	all := ""
	for _, text := range row(l, i) {
		all += text.String() + "\n"
	}
	for _, w := range words {
		if !strings.Contains(all, w) {
			p.t.Errorf("row %d does not say %q:\n%s", i, w, all)
		}
	}
}

func TestSearchFindsOverEverythingAndMarksTheWords(t *testing.T) {
	p := sitWith(t, "okoro")
	p.addsPapers()
	p.keys(ctrl, fyne.KeyL) // from a form too, with the keyboard in a field
	s := p.searches("okafor")
	kinds := map[string]int{}
	for _, f := range s.all {
		kinds[f.Kind]++
	}
	for _, kind := range []string{"entry", "person", "document"} {
		if kinds[kind] == 0 {
			t.Errorf("nothing of the kind %q is found: %v", kind, kinds)
		}
	}
	p.mustRead(fmt.Sprintf("Log %d", kinds["entry"]), fmt.Sprintf("Everything %d", len(s.all)), fmt.Sprintf("%d places found", len(s.all)))
	for i := range s.shown {
		marked := 0
		for _, text := range row(s.list, i)[2:4] { // the title and the line below it
			for _, span := range text.Spans {
				if span.Bold && !strings.EqualFold(span.Words, "okafor") {
					t.Errorf("row %d: %q is marked", i, span.Words)
				} else if span.Bold {
					marked++
				}
			}
		}
		if marked == 0 {
			t.Errorf("row %d: no word is marked", i)
		}
	}
	p.taps(fmt.Sprintf("People %d", kinds["person"]+kinds["authority"]))
	for _, f := range s.shown {
		if f.Kind != "person" && f.Kind != "authority" {
			t.Errorf("under People stands a %s", f.Kind)
		}
	}
}

// A date has a name in the law's words, which only the window knows.
func TestSearchFindsDatesByTheirNames(t *testing.T) {
	p := sitWith(t, "okoro")
	title := p.u.factTitle(p.u.book.events[0].Kind)
	s := p.searches(title)
	found := false
	for i, f := range s.shown {
		if f.Kind == "event" && f.ID == p.u.book.events[0].ID {
			found = true
			s.open(i)
			p.mustRead(title)
			break
		}
	}
	if !found {
		t.Fatalf("%q is not found", title)
	}
	d := p.u.dues()[0]
	s = p.searches(d.Rule.Title)
	for i, f := range s.shown {
		if f.Kind == foundDue {
			s.open(i)
			p.mustRead("Why")
			return
		}
	}
	t.Errorf("the date %q is not found", d.Rule.Title)
}

func TestSearchByKeyboardAlone(t *testing.T) {
	p := sitWith(t, "okoro")
	s := p.searches("switchboard")
	if len(s.shown) < 2 {
		t.Fatalf("%d found", len(s.shown))
	}
	p.key(fyne.KeyDown)
	if p.u.win.Canvas().Focused() != fyne.Focusable(s.list) {
		t.Fatal("Down does not go into the list")
	}
	p.key(fyne.KeyEscape)
	if p.u.win.Canvas().Focused() != fyne.Focusable(s.field) {
		t.Fatal("Esc does not come back to the field")
	}
	p.key(fyne.KeyDown)
	p.key(fyne.KeyDown)
	second := s.shown[1]
	p.key(fyne.KeyReturn)
	e, ok := p.u.book.entry(second.ID)
	if !ok {
		t.Fatalf("the second is %+v", second)
	}
	p.mustRead(e.Said, "Change it")
	p.key(fyne.KeyEscape)
	if p.u.win.Canvas().Focused() != fyne.Focusable(s.list) || s.list.at != 1 {
		t.Errorf("back again, the keyboard is not on the row it was on (%d)", s.list.at)
	}
	p.key(fyne.KeyUp)
	p.key(fyne.KeyUp)
	if p.u.win.Canvas().Focused() != fyne.Focusable(s.field) {
		t.Error("Up from the first row does not come back to the field")
	}
	p.keys(ctrl, fyne.Key1)
	p.keys(ctrl, fyne.Key8)
	p.mustRead("places found")
	if got := p.field("Find anything").SelectedText(); got != "switchboard" {
		t.Errorf("the words are kept with %q chosen", got)
	}
}

func TestSearchOpensAPaperAtItsPage(t *testing.T) {
	p := sitWith(t, "okoro")
	var doc casefile.Document
	for _, d := range p.u.book.documents {
		if d.Pages > 1 && doc.ID == "" {
			doc = d
		}
	}
	p.must(p.u.file.Update(func(tx *casefile.Tx) error {
		_, err := casefile.PutText(tx, casefile.Text{Head: casefile.Head{Child: doc.Child}, Document: doc.ID, Pages: []string{"first", "the xylophone of page two"}})
		return err
	}))
	s := p.searches("xylophone")
	if len(s.shown) != 1 {
		t.Fatalf("%d found", len(s.shown))
	}
	p.rowReads(s.list, 0, "Page 2: ", "xylophone", doc.Title)
	p.key(fyne.KeyDown)
	p.key(fyne.KeyReturn)
	p.mustRead("Page 2 of ")
}

func TestSearchShowsWhatIsHeldBack(t *testing.T) {
	p := sitWith(t, "okoro")
	for id := range p.u.book.held {
		d, _ := p.u.book.document(id)
		s := p.searches(d.Title)
		for i, f := range s.shown {
			if f.ID == id {
				p.rowReads(s.list, i, "held back", d.Title)
				return
			}
		}
	}
	t.Fatal("the family holds nothing back")
}

func TestNothingFoundSaysWhatToTryNext(t *testing.T) {
	p := sitWithEmpty(t)
	p.searches("zzzz")
	p.mustRead("Nothing found", "Try fewer words")
	p = sitWith(t, "okoro")
	p.searches("zzzz")
	p.taps("Look at the papers") // pictures of words among them
	p.mustRead("Documents", "Add files")
	leo := p.u.book.children[1]
	p.u.chooseChild(leo.ID)
	s := p.searches("zzzz")
	p.mustRead("Nothing of Leo holds all these words.")
	p.types("Find anything", "maya")
	for _, f := range s.all {
		if f.Child != "" && f.Child != leo.ID {
			t.Fatalf("with Leo chosen, this is found: %+v", f.Hit)
		}
	}
	p.types("Find anything", "zzzz")
	p.taps("Look in all the children’s papers")
	if p.u.child != "" {
		t.Error("one child is chosen still")
	}
	p.types("Find anything", "")
	p.mustRead("What are you looking for?")
}

// A look that takes long must not put its results over those of words typed later.
func TestTheNewestWordsWin(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("search")
	var waiting []func()
	p.u.run.start = func(f func()) { waiting = append(waiting, f) }
	p.types("Find anything", "ok")
	s := p.u.top().view.(*searchScreen)
	p.mustRead("Looking…")
	if len(waiting) != 2 {
		t.Fatalf("%d looks for two letters", len(waiting))
	}
	waiting[1]()
	newest := len(s.all)
	waiting[0]()
	if s.words != "ok" || len(s.all) != newest || newest == 0 {
		t.Errorf("the results are of %q, %d of %d", s.words, len(s.all), newest)
	}
	p.types("Find anything", "")
	if len(s.all) != 0 {
		t.Error("an empty field shows results")
	}
}

// What was looked for is forgotten with the case file.
func TestSearchWordsGoWithTheCaseFile(t *testing.T) {
	p, _ := sitWithSealed(t)
	p.searches("secret")
	p.u.lock()
	if p.u.sought != "" {
		t.Errorf("%q is remembered while locked", p.u.sought)
	}
	q := sitWithEmpty(t)
	q.searches("secret")
	q.u.closeCase()
	if q.u.sought != "" {
		t.Errorf("%q is remembered after closing", q.u.sought)
	}
}

// Thousands of results scroll, and those far down show the words too.
func TestThousandsOfResultsScroll(t *testing.T) {
	p := sitWithEmpty(t)
	const many = 3000
	p.must(p.u.file.Update(func(tx *casefile.Tx) error {
		for i := range many {
			if _, err := casefile.Put(tx, casefile.Person{Name: fmt.Sprintf("Officer %d", i), Note: strings.Repeat("and so on ", 20) + "the pelican"}); err != nil {
				return err
			}
		}
		return nil
	}))
	s := p.searches("pelican")
	if len(s.shown) != many {
		t.Fatalf("%d found", len(s.shown))
	}
	p.key(fyne.KeyDown)
	p.key(fyne.KeyEnd)
	if s.list.at != many-1 || !strings.Contains(s.shown[many-1].Excerpt, "pelican") {
		t.Errorf("at %d, the last says %q", s.list.at, s.shown[many-1].Excerpt)
	}
	if shown := s.shown[many/2].Excerpt; shown != "" {
		t.Errorf("what nobody scrolled to was read: %q", shown)
	}
}
