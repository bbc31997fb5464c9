package ui

import (
	"testing"

	"fyne.io/fyne/v2"
)

func (p *user) blackens(title string) *blackoutPage {
	p.t.Helper()
	p.opens(title)
	p.taps("Black out…")
	return p.u.top().view.(*blackoutPage)
}

func TestNamesAreBlackedOutByKeyboard(t *testing.T) {
	p := sitWith(t, "okoro")
	p.blackens("Statement of Grace Okoro")
	p.mustRead("Nothing is blacked out", "Page 1 of 5")
	p.types("Words", "Leo")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("Say why, in a few words.")
	p.types("Why", "Another child")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("Found in 2 places: Leo", "2 places blacked out", "Page 1: Another child", "Page 4: Another child")
	p.types("Words", "Nobody at all")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("Not found: Nobody at all", "2 places blacked out")
	p.types("Place", "10,20,50,30")
	p.taps("Black out this place")
	p.mustRead("3 places blacked out")
	p.types("Place", "10,20")
	p.taps("Black out this place")
	p.mustRead("A place is four numbers")
	if n := len(p.paper("Statement of Grace Okoro").Redaction.Areas); n != 3 {
		t.Errorf("%d places are kept", n)
	}
	p.taps("Give up")
	if n := len(p.paper("Statement of Grace Okoro").Redaction.Areas); n != 2 {
		t.Errorf("%d places are kept after one was given up", n)
	}
	p.keys(ctrl, fyne.KeyU)
	if n := len(p.paper("Statement of Grace Okoro").Redaction.Areas); n != 3 {
		t.Errorf("%d places are kept after Undo", n)
	}
	p.types("Title in the redacted copy", "Statement of a parent")
	p.key(fyne.KeyEscape)
	if got := p.paper("Statement of Grace Okoro").Redaction.Title; got != "Statement of a parent" {
		t.Errorf("the other title is %q", got)
	}
	p.mustRead("In a redacted copy, 3 places are blacked out.")
}

func TestAPlaceIsMarkedByDragging(t *testing.T) {
	p := sitWith(t, "okoro")
	b := p.blackens("School report, Year 2")
	p.types("Why", "Another child")
	size := b.paper.Size()
	for _, step := range []float32{0, 30, 60} { // as a real pointer is told: where it is, and how far it came
		at := fyne.NewPos(size.Width/2+step, size.Height/4+step)
		b.paper.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}, Dragged: fyne.NewDelta(min(step, 30), min(step, 30))})
	}
	b.paper.DragEnd()
	areas := p.paper("School report, Year 2").Redaction.Areas
	if len(areas) != 1 || areas[0].Page != 1 || areas[0].Box[0] < .4 || areas[0].Box[3] < .6 || areas[0].Box[2]-areas[0].Box[0] < .02 {
		t.Fatalf("marked %+v, the page is %v", areas, size)
	}
	p.mustRead("1 place blacked out")
}

// The page beside the fields is too small to read: it can have the whole width, where a place is marked as before.
func TestThePageToBlackOutCanBeMadeLarger(t *testing.T) {
	p := sitWith(t, "okoro")
	b := p.blackens("School report, Year 2")
	beside := b.paper.Size().Width
	p.taps("Show it larger")
	if wide := b.paper.Size(); wide.Width < 1.8*beside || wide.Height < wide.Width {
		t.Errorf("beside the fields it is %v wide, larger %v", beside, wide)
	}
	p.types("Why", "Another child")
	p.types("Place", "10,20,50,30")
	p.taps("Black out this place")
	p.mustRead("1 place blacked out", "Page 1 of ")
	p.taps("Show it smaller")
	if b.paper.Size().Width != beside {
		t.Errorf("smaller again it is %v wide, not %v", b.paper.Size().Width, beside)
	}
}

func TestWhatIsHeldBackIsNotBlackedOut(t *testing.T) {
	p := sitWith(t, "okoro")
	p.opens("Our notes of the mediation")
	p.mustRead("Nothing can be blacked out of it")
	p.mustNotRead("Black out…")
}
