package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// bundling is the bundle's screen, in sight or under another page.
func (p *user) bundling() *bundleScreen {
	p.t.Helper()
	for _, v := range p.u.views {
		if b, ok := v.view.(*bundleScreen); ok {
			return b
		}
	}
	p.t.Fatal("the bundle is not open")
	return nil
}

// order is the titles of the bundle, headings included, as its screen shows them from top to bottom.
func (p *user) order() []string {
	p.t.Helper()
	var titles []string
	b := p.bundling()
	for _, r := range b.rows {
		if r.heading == "" {
			titles = append(titles, b.named(r.spot))
		}
	}
	return titles
}

// savedOrder is the same as the case file holds it.
func (p *user) savedOrder() []string {
	p.t.Helper()
	var titles []string
	p.must(p.u.file.View(func(tx *casefile.Tx) error {
		for _, b := range casefile.All[casefile.Bundle](tx, p.bundling().child) {
			for _, s := range b.Sections {
				for _, id := range s.Documents {
					d, err := casefile.Get[casefile.Document](tx, id)
					if err != nil {
						return err
					}
					titles = append(titles, d.Title)
				}
			}
		}
		return nil
	}))
	return titles
}

// mustAgree fails unless the screen shows what the case file holds.
func (p *user) mustAgree() {
	p.t.Helper()
	if shown, kept := p.order(), p.savedOrder(); !slices.Equal(shown, kept) {
		p.t.Errorf("shown are\n%s\nkept are\n%s", strings.Join(shown, "\n"), strings.Join(kept, "\n"))
	}
}

// focusesRow puts the keyboard on a document of the order.
func (p *user) focusesRow(title string) {
	p.t.Helper()
	p.u.win.Canvas().Focus(p.button(title + ", "))
}

// mustHold fails unless the keyboard is on the row of a document.
func (p *user) mustHold(title string) {
	p.t.Helper()
	if got := p.bundling().named(p.bundling().focused()); got != title {
		p.t.Errorf("the keyboard is on %q, want %q", got, title)
	}
}

// bundleOfFive opens the bundle of a case with five papers that the program chose and ordered itself.
func bundleOfFive(t *testing.T) *user {
	t.Helper()
	p := sitWithEmpty(t)
	folder := t.TempDir()
	var paths []string
	for i, name := range []string{"One", "Two", "Three", "Four", "Five"} {
		paths = append(paths, p.writes(folder, name+".pdf", tinyPDF(i+1, name)))
	}
	p.u.giveFiles(paths)
	p.u.Go("bundle")
	return p
}

func TestBundleOfNothingSaysTheWayOn(t *testing.T) {
	p := sitWithEmpty(t)
	p.keys(ctrl, fyne.Key6)
	p.mustRead("First, add your papers")
	p.mustNotRead("Close this")
	if len(p.u.book.bundles) != 0 {
		t.Error("an empty bundle was kept")
	}
}

func TestBundleOfPapersThatAreNoEvidenceSaysTheWayOn(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.giveFiles([]string{p.writes(t.TempDir(), "Decision.pdf", tinyPDF(2, "We refuse"))})
	p.opens("Decision")
	p.taps("Decision letter")
	p.taps("Save")
	p.u.Go("bundle")
	p.mustRead("No paper here is evidence yet")
	p.mustNotRead("Close this")
	p.taps("Choose papers myself…")
	p.ticks("Decision", false)
	p.types("New heading", "The decision")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("In this order", "The decision", "2 pages of evidence")
	p.mustAgree()
}

func TestBundleIsChosenFirstWithoutBeingAsked(t *testing.T) {
	p := bundleOfFive(t)
	if got := p.order(); len(got) != 5 {
		t.Fatalf("the first choice is %v", got)
	}
	p.mustAgree()
	p.mustRead("15 pages of evidence", "No", "Write down the appeal")
	if n := len(p.u.book.bundles); n != 1 {
		t.Errorf("%d bundles are kept", n)
	}
}

func TestBundleOrderIsChangedByKeys(t *testing.T) {
	p := sitWith(t, "okoro")
	p.keys(ctrl, fyne.Key6)
	p.mustRead("Evidence for the appeal", "of 75 pages", "Maya · refusal to assess")
	before := p.order()
	p.focusesRow(before[1])
	p.keys(fyne.KeyModifierAlt, fyne.KeyDown)
	p.keys(fyne.KeyModifierAlt, fyne.KeyDown)
	p.mustHold(before[1])
	if got := p.order(); got[3] != before[1] || got[1] != before[2] {
		t.Errorf("the order is %v", got[:5])
	}
	p.mustAgree()
	p.key(fyne.KeyUp)
	p.mustHold(before[3])
	p.keys(fyne.KeyModifierAlt, fyne.KeyUp)
	p.mustHold(before[3])
	p.mustAgree()
}

func TestBundlePaperIsLeftOutAndBroughtBack(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	before := p.order()
	p.focusesRow(before[4])
	p.key(fyne.KeyDelete)
	p.mustRead("Left out: " + before[4])
	p.mustHold(before[5])
	if got := p.order(); slices.Contains(got, before[4]) || len(got) != len(before)-1 {
		t.Errorf("the order is %v", got)
	}
	p.mustAgree()
	p.keys(ctrl, fyne.KeyU)
	if got := p.order(); !slices.Equal(got, before) {
		t.Errorf("the order is\n%v\nand was\n%v", got, before)
	}
	p.mustAgree()
}

func TestBundleTakesAPaperUnderAHeading(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	title := p.order()[0]
	p.taps(title + ", ")
	p.taps("Under another heading…")
	p.taps("A new heading")
	p.taps("Put it there")
	p.mustRead("Write the heading")
	p.types("New heading", "Where it began")
	p.taps("Put it there")
	p.mustRead("Where it began")
	if got := p.order(); got[len(got)-1] != title {
		t.Errorf("the order is %v", got)
	}
	p.mustHold(title)
	p.mustAgree()

	p.taps("Heading: Where it began")
	p.taps("Rename…")
	p.types("Heading", "How it began")
	p.key(fyne.KeyReturn)
	p.mustRead("How it began")
	p.mustNotRead("Where it began")
	for range 9 {
		p.keys(fyne.KeyModifierAlt, fyne.KeyUp)
	}
	if got := p.order(); got[0] != title {
		t.Errorf("the order is %v", got)
	}
	p.mustAgree()
}

func TestBundlePaperHeldBackLeavesIt(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	before := p.order()
	p.taps(before[2] + ", ")
	p.taps("Look at it")
	p.taps("Held back")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("2 papers are held back. They stay out.")
	if got := p.order(); slices.Contains(got, before[2]) || len(got) != len(before)-1 {
		t.Errorf("the order is %v", got)
	}
	p.taps("Put in papers…")
	p.mustRead("Our notes of the mediation", "It is held back as without prejudice, so it stays out of every bundle.")
	for _, d := range p.u.top().view.(*addPage).docs {
		if d.Title == before[2] {
			t.Error("it is offered to be put in")
		}
	}
}

func TestBundleTakesFilesThatAreDroppedOnIt(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	before := len(p.order())
	p.u.giveFiles(p.sixFiles())
	p.mustRead("What became of the files")
	p.key(fyne.KeyEscape)
	p.mustRead("Put in papers", "chosen", "Put in 5 papers (Ctrl+Enter)")
	p.ticks("Locked letter", true)
	p.ticks("Broken scan", true)
	p.mustRead("Put in 3 papers (Ctrl+Enter)")
	p.taps("School")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("3 papers were put into the bundle")
	if got := p.order(); len(got) != before+3 {
		t.Errorf("%d papers are in it, want %d", len(got), before+3)
	}
	if d := p.paper("Note"); d.Child != p.bundling().child {
		t.Errorf("the note belongs to %q", p.u.book.childName(d.Child))
	}
	p.mustAgree()
}

func TestBundleOverItsAllowanceSaysSo(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	appeal, _ := p.bundling().appeal()
	appeal.PageLimit = 30
	p.must(p.u.file.Update(func(tx *casefile.Tx) error { _, err := casefile.Put(tx, appeal); return err }))
	p.mustRead("42 of 30 pages", "▲ 12 pages too many", "The Tribunal may refuse what goes over.", "directions in your own case")
	for _, title := range p.order()[:9] {
		p.focusesRow(title)
		p.key(fyne.KeyDelete)
	}
	p.mustNotRead("too many", "may refuse")
}

func TestBundleOfEachChildIsItsOwn(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("bundle")
	mayas := p.order()
	p.u.chooseChild(p.u.book.children[1].ID)
	leos := p.order()
	for _, title := range leos {
		if d := p.paper(title); d.Child == p.u.book.children[0].ID {
			t.Errorf("%q is Maya's and stands in Leo's bundle", title)
		}
	}
	p.mustAgree()
	p.u.chooseChild(p.u.book.children[0].ID)
	if got := p.order(); !slices.Equal(got, mayas) {
		t.Errorf("Maya's order is %v, and was %v", got, mayas)
	}
}

func TestBundleAsksWhoseWhereItCannotKnow(t *testing.T) {
	p := sitWith(t, "okoro")
	p.must(p.u.file.Update(func(tx *casefile.Tx) error {
		for _, a := range casefile.All[casefile.Appeal](tx, "") {
			a.Ended = a.Lodged.AddDays(1)
			if _, err := casefile.Put(tx, a); err != nil {
				return err
			}
		}
		return nil
	}))
	p.u.Go("bundle")
	p.mustRead("Whose bundle?")
	p.taps("Leo")
	p.mustRead("In this order")
}

func TestBundleChoosesAnewWhenAskedAndUndoes(t *testing.T) {
	p := bundleOfFive(t)
	p.focusesRow(p.order()[0])
	p.keys(fyne.KeyModifierAlt, fyne.KeyDown)
	byHand := p.order()
	p.taps("Choose and order anew…")
	p.key(fyne.KeyEscape)
	if got := p.order(); !slices.Equal(got, byHand) {
		t.Fatal("Escape chose anew")
	}
	p.taps("Choose and order anew…")
	p.taps("Choose anew")
	if got := p.order(); slices.Equal(got, byHand) {
		t.Errorf("the order is still %v", got)
	}
	p.keys(ctrl, fyne.KeyU)
	if got := p.order(); !slices.Equal(got, byHand) {
		t.Errorf("the order is %v, and was %v", got, byHand)
	}
	p.mustAgree()
}

// drags pulls the row of a document to the middle of another's and lets it go.
func (p *user) drags(title, onto string) {
	p.t.Helper()
	var row *part.Drag
	part.Walk(p.button(title+", "), func(o fyne.CanvasObject) {
		if d, ok := o.(*part.Drag); ok {
			row = d
		}
	})
	target := p.button(onto + ", ")
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(target)
	ev := &fyne.DragEvent{}
	ev.AbsolutePosition = at.Add(fyne.NewPos(20, target.Size().Height/2))
	row.Dragged(ev)
	if slices.Equal(p.order(), p.savedOrder()) {
		p.t.Error("the row was kept before it was let go")
	}
	row.DragEnd()
}

func TestBundleRowIsDragged(t *testing.T) {
	p := bundleOfFive(t)
	p.u.win.Resize(fyne.NewSize(1280, 1200))
	before := p.order()
	p.drags(before[0], before[3])
	want := []string{before[1], before[2], before[3], before[0], before[4]}
	if got := p.order(); !slices.Equal(got, want) {
		t.Errorf("the order is %v, want %v", got, want)
	}
	p.drags(before[0], before[1])
	if got := p.order(); !slices.Equal(got, before) {
		t.Errorf("the order is %v, want %v", got, before)
	}
	p.mustAgree()
}

// later runs background work only when told, so that a test can act while it is under way.
type later struct{ waiting []func() }

func (l *later) take(p *user) {
	p.u.run.start = func(f func()) { l.waiting = append(l.waiting, f) }
}

// finish runs what waits, and what that starts.
func (l *later) finish(inAnyOrder bool) {
	for len(l.waiting) > 0 {
		i := 0
		if inAnyOrder {
			i = len(l.waiting) - 1
		}
		work := l.waiting[i]
		l.waiting = slices.Delete(l.waiting, i, i+1)
		work()
	}
}

func TestBundleChangesNeverOvertakeEachOther(t *testing.T) {
	p := bundleOfFive(t)
	before := p.order()
	l := &later{}
	l.take(p)
	p.focusesRow(before[0])
	for range 4 {
		p.keys(fyne.KeyModifierAlt, fyne.KeyDown)
	}
	want := []string{before[1], before[2], before[3], before[4], before[0]}
	if got := p.order(); !slices.Equal(got, want) {
		t.Errorf("before anything is kept the order is %v", got)
	}
	l.finish(true)
	if got := p.savedOrder(); !slices.Equal(got, want) {
		t.Errorf("kept is %v, want %v", got, want)
	}
	p.mustAgree()
}

func TestBundleOfTheSecondChildIsNotGivenTheFirstOnesChoice(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.giveFiles([]string{p.writes(t.TempDir(), "Sam's.pdf", tinyPDF(1, "Sam"))})
	p.must(p.u.file.Update(func(tx *casefile.Tx) error {
		_, err := casefile.Put(tx, casefile.Child{Name: "Ada"})
		return err
	}))
	p.u.chooseChild(p.u.book.children[0].ID)
	l := &later{}
	l.take(p)
	p.u.Go("bundle")
	p.mustRead("Choosing the papers")
	p.u.chooseChild(p.u.book.children[1].ID)
	l.finish(false)
	p.mustRead("First, add your papers")
	for _, b := range p.u.book.bundles {
		if b.Child == p.u.book.children[1].ID {
			t.Errorf("Ada's bundle is %+v", b.Sections)
		}
	}
}

func TestBundleFollowsTheMenuWhileAButtonHasTheKeyboard(t *testing.T) {
	p := bundleOfFive(t)
	before := p.order()
	p.taps(before[0] + ", ")
	test.Tap(p.button("Move down (Alt+Down)"))
	test.Tap(p.button("Move down (Alt+Down)"))
	if got := p.order(); got[2] != before[0] {
		t.Errorf("the order is %v", got)
	}
	p.mustRead(before[0] + " was moved")
}
