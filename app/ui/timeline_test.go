package ui

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/timeline"
	"ehccasefile/deadlines"
)

// looksAt chooses one child's case.
func (p *user) looksAt(child string) {
	p.t.Helper()
	for _, c := range p.u.book.children {
		if c.Name == child {
			p.u.chooseChild(c.ID)
			return
		}
	}
	p.t.Fatalf("there is no child %q", child)
}

// timeline opens the screen with its shortcut.
func (p *user) timeline() *timelineScreen {
	p.t.Helper()
	p.keys(ctrl, fyne.Key2)
	s, ok := p.u.top().view.(*timelineScreen)
	if !ok {
		p.t.Fatalf("Ctrl+2 shows %T", p.u.top().view)
	}
	return s
}

// labels gives what a screen reader says of the picture's points and bars.
func (t *timelineScreen) labels() (out []string) {
	for _, o := range t.picture.Kids() {
		if p, ok := o.(*part.Press); ok {
			out = append(out, p.AccessibilityLabel())
		}
	}
	return out
}

func TestTheTimelineShowsWhatIsMetMissedAndToCome(t *testing.T) {
	p := sitWith(t, "okoro")
	p.looksAt("Leo")
	s := p.timeline()
	p.mustRead("Leo’s story so far", "The 12 weeks from the review to the amended plan began on Friday 2 October and end on Friday 25 December. Today is week 8.",
		"Today, 22 November", "12 weeks", "Review meeting 2 October", "Decision after the review due 30 October, 23 days late, and 1 more", "Annual review due 1 December, 9 days left",
		"Next school named by 14 February 2027", "done in time", "to come", "The same as a list")
	all := strings.Join(s.labels(), "\n")
	for _, want := range []string{"The review meeting took place, Friday 2 October 2026, done in time", "The council decides after the review, Friday 30 October 2026, 23 days late"} {
		if !strings.Contains(all, want) {
			t.Errorf("no point says %q:\n%s", want, all)
		}
	}
	p.looksAt("Maya")
	p.mustRead("Maya’s story so far", "ended early, on Monday 5 October", "week 0", "Decision letter 5 October, on the last day")
	p.u.chooseChild("")
	p.mustRead("The story so far", "Maya: request received 24 August", "Leo: review meeting 2 October")
}

func TestThePictureIsWorkedByKeys(t *testing.T) {
	p := sitWith(t, "okoro")
	p.looksAt("Leo")
	s := p.timeline()
	p.u.win.Canvas().Focus(s.picture.First())
	p.key(fyne.KeyHome)
	p.key(fyne.KeyRight)
	if got := focusWords(p.u.win.Canvas()); !strings.HasPrefix(got, "The review meeting took place") {
		t.Errorf("Home and Right go to %q", got)
	}
	p.key(fyne.KeyReturn)
	p.mustRead("Counted from", "The review meeting took place")
	p.key(fyne.KeyEscape)
	p.mustRead("Leo’s story so far")
	if got := focusWords(p.u.win.Canvas()); !strings.HasPrefix(got, "The review meeting took place") {
		t.Errorf("after coming back the keyboard is on %q", got)
	}
	year := s.span
	p.key(fyne.KeyEqual)
	if s.zoom != timeline.Quarter || s.span.Days() != 92 || s.zooms.Chosen() != int(timeline.Quarter) {
		t.Errorf("plus shows %d days", s.span.Days())
	}
	if got := focusWords(p.u.win.Canvas()); !strings.HasPrefix(got, "The review meeting took place") {
		t.Errorf("after zooming the keyboard is on %q", got)
	}
	p.key(fyne.KeyMinus)
	p.key(fyne.KeyComma)
	if !s.span.From.Before(year.From) {
		t.Errorf("the comma shows %v", s.span)
	}
	p.key(fyne.KeyPeriod)
	if s.span != year {
		t.Errorf("the full stop goes back to %v, not %v", s.span, year)
	}
	p.key(fyne.KeyHome)
	p.key(fyne.KeyLeft)
	if !s.span.From.Before(year.From) || !strings.Contains(focusWords(p.u.win.Canvas()), "2025") {
		t.Errorf("Left from the first point shows %v with the keyboard on %q", s.span, focusWords(p.u.win.Canvas()))
	}
}

func TestButtonsZoomAndMove(t *testing.T) {
	p := sitWith(t, "okoro")
	p.looksAt("Leo")
	s := p.timeline()
	p.taps("The whole story")
	p.mustRead("Request received 7 July 2023", "Next phase starts 1 September 2027")
	if !p.button("◂ Earlier").Off || !p.button("Later ▸").Off {
		t.Error("there is something before or after the whole story")
	}
	p.taps("A month")
	was := s.span
	p.taps("◂ Earlier")
	if s.span.From.DaysTo(was.From) != 17 {
		t.Errorf("it went from %v to %v", was, s.span)
	}
	for range 100 {
		s.Move(-1)
	}
	if !s.span.Holds(s.whole().From) || !p.button("◂ Earlier").Off {
		t.Errorf("a hundred times earlier is %v", s.span)
	}
	p.taps("To today")
	if s.span != was {
		t.Errorf("today is %v, and was %v", s.span, was)
	}
}

// Every point of the story is in the list as well as in the picture.
func TestTheListHoldsThePicture(t *testing.T) {
	p := sitWith(t, "okoro")
	s := p.timeline()
	p.taps("The whole story")
	for strings.Contains(p.reads(), "more\n") && p.hasButton("Show ") {
		p.taps("Show ")
	}
	rows := 0
	p.seen(func(o fyne.CanvasObject) {
		if b, ok := o.(*part.Press); ok && strings.HasSuffix(b.Words, ". Open it") {
			rows++
		}
	})
	if rows != len(s.tale.points) || rows < 40 {
		t.Errorf("%d of %d points are in the list", rows, len(s.tale.points))
	}
}

func (p *user) hasButton(words string) (found bool) {
	p.seen(func(o fyne.CanvasObject) {
		if b, ok := o.(*part.Press); ok && strings.HasPrefix(b.Words, words) {
			found = true
		}
	})
	return found
}

func TestSeveralPointsOpenAsAList(t *testing.T) {
	p := sitWith(t, "okoro")
	p.looksAt("Leo")
	s := p.timeline()
	for _, o := range s.picture.Kids() {
		if b, ok := o.(*part.Press); ok && strings.Contains(b.Words, "2 things, Friday 30 October 2026") {
			test.Tap(b)
			break
		}
	}
	p.mustRead("2 things", "The council decides after the review", "The council sends the changes it proposes")
	p.taps("The council sends the changes it proposes")
	p.mustRead("Why Friday 30 October 2026?")
	p.key(fyne.KeyEscape)
	p.key(fyne.KeyEscape)
	p.mustRead("Leo’s story so far")
}

func TestABarOpensTheDaysItStandsFor(t *testing.T) {
	p := sitWith(t, "okoro")
	p.looksAt("Maya")
	s := p.timeline()
	p.taps("A month")
	for _, o := range s.picture.Kids() {
		if b, ok := o.(*part.Press); ok && strings.Contains(b.Words, "of the log and papers, 3 November 2026 to") {
			test.Tap(b)
			break
		}
	}
	p.mustRead("Log and papers", "3 November 2026 to 4 November 2026")
	page := p.u.top().view.(*daysPage)
	papers := 0
	for _, x := range page.things {
		if x.on.Before(deadlines.On(2026, 11, 3)) || x.on.After(deadlines.On(2026, 11, 4)) {
			t.Errorf("%v is listed", x.on)
		}
		if x.paper != nil {
			papers++
		}
	}
	if papers == 0 || papers == len(page.things) {
		t.Errorf("%d of %d are papers", papers, len(page.things))
	}
	p.key(fyne.KeyReturn)
	if len(p.u.views) != 3 {
		t.Error("Enter opened nothing")
	}
}

func TestAClaimIsSeenOnTheTimeline(t *testing.T) {
	p := sitWith(t, "okoro")
	p.looksAt("Leo")
	p.must(p.u.file.Update(func(tx *casefile.Tx) error {
		for _, e := range p.u.book.events {
			if e.Kind == "request-received" && e.Child == p.u.child {
				claim := casefile.Event{Head: casefile.Head{Child: e.Child}, Kind: "claim-absence", On: deadlines.On(2023, 8, 10), Of: e.ID, Against: "assess-decision"}
				_, err := casefile.Put(tx, claim)
				return err
			}
		}
		return fmt.Errorf("no request")
	}))
	p.timeline()
	p.mustRead("Exceptions claimed", "The family was away for four weeks or more", "A claim moves no date.")
	p.taps("The whole story")
	p.mustRead("Exception claimed 10 August 2023")
}

// A claim that is late is shown as late all the same, and an aim is told from a duty.
func TestAClaimHidesNoLateness(t *testing.T) {
	p := sitWithEmpty(t)
	child := p.u.book.children[0].ID
	p.must(p.u.file.Update(func(tx *casefile.Tx) error {
		request, err := casefile.Put(tx, casefile.Event{Head: casefile.Head{Child: child}, Kind: "request-received", On: deadlines.On(2026, 4, 6)})
		if err != nil {
			return err
		}
		_, err = casefile.Put(tx, casefile.Event{Head: casefile.Head{Child: child}, Kind: "claim-circumstances", On: deadlines.On(2026, 8, 3), Of: request.ID, Against: "final-plan"})
		return err
	}))
	p.timeline()
	p.mustRead("Sam’s story so far", "The 20 weeks from the request to the final plan began on Monday 6 April and ended on Monday 24 August. Today is week 33.",
		"90 days late, exception claimed", "Final plan due 24 August, 90 days late", "Draft plan due 27 July, 118 days late, an aim", "Exceptions claimed", "week 0", "Late today: the council says whether it will assess")
}

func TestTheTimelineIsSavedAsAPDFPage(t *testing.T) {
	p := sitWith(t, "okoro")
	p.looksAt("Leo")
	p.timeline()
	path := filepath.Join(t.TempDir(), "Leo.pdf")
	p.taps("Save as a PDF page")
	p.types("Where to put it", path)
	p.taps("Put it there")
	if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	out, err := exec.Command("pdftotext", "-layout", path, "-").Output()
	p.must(err)
	text := strings.Join(strings.Fields(string(out)), " ")
	for _, want := range []string{"Leo’s story so far", "Today, 22 November", "Decision after the review due 30 October, 23 days late, and 1 more", "Drawn on Sunday 22 November 2026",
		"The same as a list", "The review meeting took place", "23 days late"} {
		if !strings.Contains(text, want) {
			t.Errorf("the page does not say %q:\n%s", want, text)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Size() > 300_000 {
		t.Errorf("%v, %v", info, err)
	}
}

func TestAnEmptyTimelineSaysWhatItIsFor(t *testing.T) {
	p := sitWithEmpty(t)
	p.timeline()
	p.mustRead("No date is written down yet", "Something with a date happened (Ctrl+D)")
	p.keys(ctrl, fyne.KeyD)
	p.mustRead("What happened?")
}

// Ten thousand log entries and ten years of dates are drawn with few objects; BenchmarkLongTimeline says how quickly.
func TestALongStoryIsDrawnWithFewObjects(t *testing.T) {
	p := sitWithEmpty(t)
	p.must(tenYears(p.u))
	s := p.timeline()
	for z := timeline.Month; z <= timeline.Whole; z++ {
		s.show(z, p.u.today())
		if n := len(s.labels()); n > 200 {
			t.Errorf("zoom %d has %d labels", z, n)
		}
	}
}

// tenYears writes ten thousand log entries and three hundred dates into the open case file.
func tenYears(u *UI) error {
	return u.file.Update(func(tx *casefile.Tx) error {
		for i := range 10_000 {
			e := casefile.Entry{Kind: casefile.EntryCall, On: deadlines.On(2026, 11, 22).AddDays(-i * 365 / 1000), With: "Ms Okafor", Said: "A call."}
			if _, err := casefile.Put(tx, e); err != nil {
				return err
			}
		}
		for i := range 300 {
			e := casefile.Event{Head: casefile.Head{Child: u.book.children[0].ID}, Kind: []string{"request-received", "review-meeting", "sar-received"}[i%3], On: deadlines.On(2016, 11, 22).AddDays(i * 12)}
			if _, err := casefile.Put(tx, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// BenchmarkLongTimeline measures what the window waits for when it shows ten years and ten thousand log entries.
func BenchmarkLongTimeline(b *testing.B) {
	u := longCase(b, 1)
	if err := tenYears(u); err != nil {
		b.Fatal(err)
	}
	u.Go("timeline")
	s := u.top().view.(*timelineScreen)
	for z, name := range []string{"month", "quarter", "year", "whole"} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				s.show(timeline.Zoom(z), u.today())
			}
		})
	}
	b.Run("refresh", func(b *testing.B) {
		for b.Loop() {
			s.Refresh()
		}
	})
}
