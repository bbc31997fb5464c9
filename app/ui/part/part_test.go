package part

import (
	"image/color"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"ehccasefile/deadlines"
)

// lines gives the words of a text as they stand on each line at a width.
func lines(t *Text, width float32) []string {
	var out []string
	for _, row := range t.wrap(width) {
		var line strings.Builder
		for i, w := range row {
			if i > 0 && w.space > 0 {
				line.WriteString(" ")
			}
			line.WriteString(w.text)
		}
		out = append(out, line.String())
	}
	return out
}

// A mark on a part of a word is no place to break it, nor to cut it short.
func TestTextKeepsAMarkedWordWhole(t *testing.T) {
	onCanvas(t, Body(""), 100, 100)
	text := NewText(SizeBody, Span{Words: "Writ"}, Span{Words: "e", Bold: true}, Span{Words: " to th"}, Span{Words: "e", Bold: true}, Span{Words: " p"}, Span{Words: "e", Bold: true},
		Span{Words: "ncil. Sh"}, Span{Words: "e", Bold: true}, Span{Words: " ask"}, Span{Words: "e", Bold: true}, Span{Words: "d"})
	words := strings.Fields(text.String())
	for _, most := range []int{0, 1, 2} {
		text.AtMost(most).Refresh()
		for width := text.MinSize().Width + Strong("…").NaturalWidth(); width < 400; width++ {
			for _, line := range lines(text, width) {
				for _, w := range strings.Fields(strings.TrimSuffix(line, "…")) {
					if !slices.Contains(words, w) && !slices.Contains(words, w+".") {
						t.Fatalf("at %v, at most %d lines: %q stands in %q", width, most, w, line)
					}
				}
			}
		}
	}
}

// What fits but for a hair's breadth is not broken: widths that were added up are never quite the same again.
func TestTextDoesNotBreakAWordForAHair(t *testing.T) {
	onCanvas(t, Body(""), 100, 100)
	copies := Strong("Copy")
	if got := copies.wrap(copies.NaturalWidth() - 0.01); len(got) != 1 || len(got[0]) != 1 {
		t.Errorf("%v", got)
	}
}

func TestTextBreaksAnAddressBehindItsSigns(t *testing.T) {
	onCanvas(t, Body(""), 100, 100)
	text := Body("daniel.okoro-thirsk@northmoor.example")
	all := text.NaturalWidth()
	for _, part := range []float32{0.9, 0.75, 0.6} {
		got := lines(text, all*part)
		for _, line := range got[:len(got)-1] {
			if !strings.ContainsRune("@.-", rune(line[len(line)-1])) {
				t.Errorf("in %v of its width: %q", part, got)
			}
		}
		if strings.Join(got, "") != text.String() {
			t.Errorf("%q is not %q", got, text.String())
		}
	}
	if got := lines(text, all*0.12); strings.Join(got, "") != text.String() {
		t.Errorf("where no sign helps: %q", got)
	}
}

// One word that has no room loses letters, so that the dots stand inside.
func TestTextCutShortStaysInside(t *testing.T) {
	onCanvas(t, Body(""), 100, 100)
	text := Body("Northmoorshire and more").AtMost(1)
	for _, row := range text.wrap(60) {
		if wide(row) > 60.5 {
			t.Errorf("%v is %v wide", row, wide(row))
		}
	}
}

func TestTextWrapsAndKeepsEveryWord(t *testing.T) {
	onCanvas(t, Body(""), 100, 100)
	words := "The council must decide within six weeks, whatever it says about how busy it is."
	text := Body(words)
	for _, width := range []float32{40, 120, 300, 2000} {
		got := lines(text, width)
		if joined := strings.Join(got, " "); width >= 120 && joined != words {
			t.Errorf("at %v: %q", width, joined)
		}
		for _, row := range text.wrap(width) {
			var x float32
			for _, w := range row {
				x += w.space + w.width
			}
			if x > width+1 {
				t.Errorf("at %v a line is %v wide: %v", width, x, row)
			}
		}
		if want := float32(len(got)) * text.lineHeight(); text.HeightFor(width) != want {
			t.Errorf("at %v the height is %v, want %v", width, text.HeightFor(width), want)
		}
	}
}

func TestTextKeepsParagraphsAndJoinsSpans(t *testing.T) {
	onCanvas(t, Body(""), 100, 100)
	if got := lines(Body("One.\n\nTwo."), 500); len(got) != 3 || got[1] != "" {
		t.Errorf("paragraphs: %q", got)
	}
	text := NewText(SizeBody, Span{Words: "sent on "}, Span{Words: "Monday", Bold: true}, Span{Words: "."})
	row := text.wrap(500)[0]
	if row[2].space == 0 || row[3].space != 0 {
		t.Errorf("the space before Monday or before the full stop is wrong: %+v", row)
	}
}

func TestTextAtMostSaysThatItWasCut(t *testing.T) {
	onCanvas(t, Body(""), 100, 100)
	got := lines(Body(strings.Repeat("word ", 60)).AtMost(2), 200)
	if len(got) != 2 || !strings.HasSuffix(got[1], "…") {
		t.Errorf("%q", got)
	}
}

func TestTabLeavesAFieldOfSeveralLines(t *testing.T) {
	long, next := NewLongEntry("What was said", 3), Button("Save", Main, nil)
	w := onCanvas(t, Stack(1, long, next), 400, 300)
	w.Canvas().Focus(long)
	if long.AcceptsTab() {
		t.Fatal("the field keeps Tab to itself")
	}
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != fyne.Focusable(next) {
		t.Errorf("Tab goes to %v", w.Canvas().Focused())
	}
}

// In a field of one line no bar lies over the words, the words end before the edge, and the caret stays in sight.
func TestAFieldOfOneLineShowsItsWordsWithoutABar(t *testing.T) {
	e := NewEntry("With whom")
	w := onCanvas(t, e, 200, 60)
	w.SetPadded(false)
	w.Canvas().Focus(e)
	e.SetText(strings.Repeat("Ms Okafor, the officer ", 6))
	var words *container.Scroll
	for _, o := range test.WidgetRenderer(e).Objects() {
		if s, ok := o.(*container.Scroll); ok {
			words = s
		}
	}
	if words == nil {
		t.Fatal("Fyne lays the words of a field out in another way now: look at ringed")
	}
	for _, key := range []fyne.KeyName{fyne.KeyEnd, fyne.KeyHome, fyne.KeyRight, fyne.KeyEnd} {
		e.TypedKey(&fyne.KeyEvent{Name: key})
		if caret := e.CursorPosition().X - words.Offset.X; caret < 0 || caret > words.Size().Width {
			t.Errorf("after %s the caret stands at %v of %v", key, caret, words.Size().Width)
		}
		for i, o := range test.WidgetRenderer(words).Objects() {
			if i > 0 && o.Visible() {
				t.Errorf("after %s a %T is drawn over the words", key, o)
			}
		}
	}
	if end := words.Position().X + words.Size().Width; end > e.Size().Width-2*theme.InputBorderSize() {
		t.Errorf("the words go on to %v of %v", end, e.Size().Width)
	}
}

// Fields in one row begin and end on one line, whatever their labels and whatever stands beside the field.
func TestFieldsInARowStandInLine(t *testing.T) {
	onCanvas(t, Body(""), 100, 100)
	one, two, day, drop := NewEntry(""), NewEntry(""), NewDateField("When", "", sunday), NewDropZone("Drop files here", nil)
	row := Columns(5, 1, Columns(4, 1, NewField("Time", one, ""), NewField("How many pages you may send, if your letter says so", two, "")),
		NewField("When it was that you heard of it", day, ""), NewField("Papers", drop, ""))
	row.Resize(fyne.NewSize(1200, row.HeightFor(1200)))
	top := func(o fyne.CanvasObject) float32 {
		y, _ := depth(row, o)
		return y
	}
	for i, o := range []fyne.CanvasObject{two, day.Entry, drop} {
		if top(o) != top(one) || o.Size().Height != one.Size().Height {
			t.Errorf("%d: at %v and %v high, the first at %v and %v high", i, top(o), o.Size().Height, top(one), one.Size().Height)
		}
	}
	if row.HeightFor(1200) < top(drop)+drop.Size().Height {
		t.Errorf("the row is %v high only", row.HeightFor(1200))
	}
}

func TestEscapeReachesTheWindowFromAnyField(t *testing.T) {
	entry, button := NewEntry("Name"), Button("Save", Main, nil)
	w := onCanvas(t, Stack(1, entry, button), 400, 300)
	heard := 0
	w.Canvas().SetOnTypedKey(func(ev *fyne.KeyEvent) { heard++ })
	for _, f := range []fyne.Focusable{entry, button} {
		w.Canvas().Focus(f)
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	}
	if heard != 2 {
		t.Errorf("the window heard Escape %d times", heard)
	}
}

func TestButtonByKeyboard(t *testing.T) {
	pressed := 0
	b := Button("Save", Main, func() { pressed++ })
	w := onCanvas(t, b, 200, 60)
	w.Canvas().Focus(b)
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	b.Allow(false)
	b.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	test.Tap(b)
	if pressed != 2 {
		t.Errorf("pressed %d times, want 2", pressed)
	}
}

// What cannot be pressed is told by more than its colour: it has no edge and no ground.
// It must look neither like one that can be pressed nor like a heading.
func TestASwitchedOffButtonIsAThinOne(t *testing.T) {
	onCanvas(t, Body(""), 100, 100)
	for _, look := range []Look{Main, Outline, Choice, Drop} {
		b := Button("Save", look, nil)
		ground := test.WidgetRenderer(b).Objects()[0].(*canvas.Rectangle)
		b.Resize(b.MinSize())
		words := test.WidgetRenderer(b.labels[0])
		looks := func() [3]any {
			return [3]any{ground.StrokeWidth, ground.FillColor != color.Transparent, words.Objects()[0].(*canvas.Text).TextStyle.Bold}
		}
		on := looks()
		if on == [3]any{float32(0), false, false} {
			t.Errorf("look %d has neither edge nor ground", look)
		}
		if b.Allow(false); looks() != [3]any{thick(0.6), false, false} {
			t.Errorf("look %d has edge, ground, bold words %v when it is off", look, looks())
		}
		if b.Allow(true); looks() != on {
			t.Errorf("look %d stays off", look)
		}
	}
}

// The ring around an input touches neither its label nor the button beside it, however thick it is.
func TestTheRingTouchesNothing(t *testing.T) {
	onCanvas(t, Body(""), 100, 100)
	for _, ring := range []float32{2.5, 4.5} {
		fyne.CurrentApp().Settings().SetTheme(ringTheme{plainTheme{theme.DefaultTheme(), 1}, ring})
		choices, day := NewField("What was it?", NewChoices("Call", "Note"), "Help"), NewDateField("When", "", sunday)
		for _, o := range []*Box{choices.Box, day.Box} {
			o.Resize(fyne.NewSize(500, o.HeightFor(500)))
		}
		label, input, help := choices.Box.kids[0], choices.Box.kids[1], choices.Box.kids[2]
		if gap := input.Position().Y - label.Position().Y - label.Size().Height; gap < ring+1.5 {
			t.Errorf("a ring of %v has %v below the label", ring, gap)
		}
		if gap := help.Position().Y - input.Position().Y - input.Size().Height; gap < ring+1.5 {
			t.Errorf("a ring of %v has %v above the help", ring, gap)
		}
		if gap := day.open.Position().X - day.Entry.Position().X - day.Entry.Size().Width; gap < ring+1.5 {
			t.Errorf("a ring of %v has %v to the button", ring, gap)
		}
	}
}

type ringTheme struct {
	plainTheme
	ring float32
}

func (r ringTheme) Size(name fyne.ThemeSizeName) float32 {
	if name == SizeRing {
		return r.ring
	}
	return r.plainTheme.Size(name)
}

// A row of choices is not broken to make room for the buttons beside it, where it has room by itself.
func TestChoicesStayInOneRow(t *testing.T) {
	onCanvas(t, Body(""), 100, 100)
	choices := NewChoices("A month", "Three months", "A year", "The whole story")
	row := Beside(choices, Button("Earlier", Outline, nil), Button("Later", Outline, nil), Button("To today", Outline, nil))
	for width := choices.NaturalWidth() + 2; width < 1000; width += 20 {
		row.Resize(fyne.NewSize(width, row.HeightFor(width)))
		if got, one := choices.Size().Height, choices.HeightFor(2000); got > one {
			t.Errorf("in %v the choices are %v high, not %v", width, got, one)
		}
	}
}

// A day stays with its month and the halves of a postcode stay together, wherever the line ends.
func TestADayIsNotPartedFromItsMonth(t *testing.T) {
	for width := float32(60); width < 600; width += 7 {
		text := Body("Invited to the review on Monday 14 October 2026 at 5 Mill Lane, Northmoor NM4 2PL, not before 1 May")
		for _, row := range text.wrap(width) {
			last := row[len(row)-1].text
			if strings.HasSuffix(last, "14") || last == "1" || strings.HasSuffix(last, "NM4") {
				t.Errorf("at %v a line ends with %q", width, last)
			}
		}
	}
}

func TestAHardSpaceHoldsWordsTogether(t *testing.T) {
	onCanvas(t, Body(""), 100, 100)
	text := Body("30 October, 23 days late, " + Unbroken("and 1 more"))
	for width := text.MinSize().Width; width < 400; width += 3 {
		got := lines(text, width)
		if last := got[len(got)-1]; !strings.HasSuffix(last, "and 1 more") {
			t.Errorf("at %v: %q", width, got)
		}
	}
	if text.String() != "30 October, 23 days late, and 1 more" {
		t.Errorf("it says %q", text.String())
	}
	long := Body(Unbroken(strings.Repeat("word ", 30)))
	for _, line := range lines(long, 200) {
		if strings.Trim(strings.ReplaceAll(line, "word", ""), " ") != "" {
			t.Errorf("%q breaks a word", line)
		}
	}
}

func TestAChipStandsLevelWithWords(t *testing.T) {
	onCanvas(t, Body(""), 100, 100)
	chip, words := NewChip(Soon, "9 days left"), Body("The council reviews the plan")
	chip.Resize(chip.MinSize())
	chip.Move(fyne.NewPos(0, 50-chip.Rise()))
	middle := chip.Position().Y + chip.label.Position().Y + chip.label.Size().Height/2
	if want := 50 + words.lineHeight()/2; middle < want-1 || middle > want+1 {
		t.Errorf("the middle of the chip's words is at %v, of the line at %v", middle, want)
	}
}

func TestChoicesAreOneStopOfTabAndMoveByArrows(t *testing.T) {
	c, next := NewChoices("Call", "E-mail", "Letter"), Button("Save", Main, nil)
	w := onCanvas(t, Stack(1, c, next), 400, 200)
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != c.First() {
		t.Fatalf("Tab goes to %v", w.Canvas().Focused())
	}
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if c.Chosen() != 1 || w.Canvas().Focused() != c.First() {
		t.Errorf("after Right: chosen %d, focus %v", c.Chosen(), w.Canvas().Focused())
	}
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != fyne.Focusable(next) {
		t.Errorf("Tab stays among the choices: %v", w.Canvas().Focused())
	}
	test.Tap(c.presses[2])
	if c.Chosen() != 2 {
		t.Errorf("a tap chose %d", c.Chosen())
	}
}

func TestChoicesByLetterAndWithoutThoseThatLeadNowhere(t *testing.T) {
	c := NewChoices("Log 3", "Letters 2", "People 1", "Papers 4").Letters()
	w := onCanvas(t, c, 600, 100)
	w.Canvas().FocusNext()
	c.Offer(1, false)
	at := func(want int) {
		t.Helper()
		if c.Chosen() != want || w.Canvas().Focused() != c.First() {
			t.Errorf("chosen %d, want %d; focus %v", c.Chosen(), want, w.Canvas().Focused())
		}
	}
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	at(2)
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
	at(0)
	w.Canvas().Focused().TypedRune('p')
	at(2)
	w.Canvas().Focused().TypedRune('P')
	at(3)
	w.Canvas().Focused().TypedRune('l') // Letters are not offered
	at(0)
	w.Canvas().Focused().TypedRune('z')
	at(0)
	c.Offer(0, false) // the chosen one stays in sight
	c.Rename(0, "Log none")
	if c.presses[0].Hidden || c.presses[0].Words != "Log none" {
		t.Errorf("the chosen one: hidden %v, %q", c.presses[0].Hidden, c.presses[0].Words)
	}
}

func TestSuggestOffersAndTakes(t *testing.T) {
	s := NewSuggest("With whom", []string{"Mr Lowe", "Ms Okafor, SEND team", "Dr Lindqvist"})
	w := onCanvas(t, s, 500, 200)
	w.Canvas().Focus(s.Entry)
	test.Type(s.Entry, "oka")
	if !s.offer.Visible() || len(s.offer.Kids()) != 1 {
		t.Fatalf("offers %d names", len(s.offer.Kids()))
	}
	s.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if s.Entry.Text != "Ms Okafor, SEND team" || s.offer.Visible() {
		t.Errorf("took %q", s.Entry.Text)
	}
}

func TestDateFieldShowsTheDayItUnderstood(t *testing.T) {
	d := NewDateField("When", "Empty means today", sunday)
	onCanvas(t, d, 500, 200)
	for typed, want := range map[string]string{
		"yesterday": "Saturday 21 November 2026",
		"5/1/27":    "Tuesday 5 January 2027",
		"31 April":  "▲ There is no 31 April",
		"":          "Empty means today",
	} {
		d.Entry.SetText(typed)
		if got := d.below.String(); !strings.HasPrefix(got, want) {
			t.Errorf("%q shows %q, want %q", typed, got, want)
		}
	}
}

func TestCalendarByKeyboard(t *testing.T) {
	d := NewDateField("When", "", sunday)
	w := onCanvas(t, d, 600, 600)
	w.Canvas().Focus(d.Entry)
	d.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	cal, ok := w.Canvas().Focused().(*Calendar)
	if !ok {
		t.Fatalf("Down gives the keyboard to %T", w.Canvas().Focused())
	}
	for _, key := range []fyne.KeyName{fyne.KeyPageDown, fyne.KeyDown, fyne.KeyLeft, fyne.KeyReturn} {
		cal.TypedKey(&fyne.KeyEvent{Name: key})
	}
	if got, _ := d.Date(); got != deadlines.On(2026, 12, 28) {
		t.Errorf("chose %v", got)
	}
	if w.Canvas().Focused() != fyne.Focusable(d.Entry) {
		t.Errorf("the keyboard stays with %T", w.Canvas().Focused())
	}
}

func TestCalendarByPointer(t *testing.T) {
	var chosen deadlines.Date
	cal := NewCalendar(sunday, sunday, func(d deadlines.Date) { chosen = d })
	onCanvas(t, cal, 600, 600)
	cell := cal.cell()
	// November 2026 begins on a Sunday: the second line of days starts with Monday the 2nd.
	cal.Tapped(&fyne.PointEvent{Position: fyne.NewPos(cell.Width*0.5, cell.Height*3.5)})
	if chosen != deadlines.On(2026, 11, 2) {
		t.Errorf("chose %v", chosen)
	}
	cal.Tapped(&fyne.PointEvent{Position: fyne.NewPos(cell.Width*6.5, cell.Height*0.5)})
	if cal.at.Month != 12 {
		t.Errorf("› shows month %v", cal.at.Month)
	}
}

func TestColumnsGoBelowEachOtherWhereThereIsNoRoom(t *testing.T) {
	onCanvas(t, Body(""), 100, 100)
	a, b := NewCard("One", Body("words")), NewCard("Two", Body("words"))
	columns := Columns(15, 1, a, b)
	columns.Resize(fyne.NewSize(800, 300))
	if b.Position().X == 0 || b.Position().Y != 0 {
		t.Errorf("in a wide page the second stands at %v", b.Position())
	}
	columns.Resize(fyne.NewSize(300, 300))
	if b.Position().X != 0 || b.Position().Y == 0 {
		t.Errorf("in a narrow page the second stands at %v", b.Position())
	}
}

func TestPageBringsTheFocusIntoView(t *testing.T) {
	var kids []fyne.CanvasObject
	var last *Press
	for range 40 {
		last = Button("A row", Outline, nil)
		kids = append(kids, last)
	}
	page := NewPage(kids...)
	w := onCanvas(t, page, 400, 300)
	w.Canvas().Focus(last)
	top := fyne.CurrentApp().Driver().AbsolutePositionForObject(last).Y
	if top < 0 || top+last.Size().Height > 300 {
		t.Errorf("the button with the focus stands at %v", top)
	}
}

func TestChipsHaveASignBesideTheirColour(t *testing.T) {
	onCanvas(t, Body(""), 100, 100)
	for tone, sign := range map[Tone]string{Late: "▲", Soon: "●", Done: "✓"} {
		if words := NewChip(tone, "5 days").label.String(); !strings.HasPrefix(words, sign) {
			t.Errorf("%q has no %q", words, sign)
		}
	}
}

func TestMatching(t *testing.T) {
	names := []string{"Mr Lowe", "Ms Okafor, SEND team", "Loweswater School"}
	for typed, want := range map[string]string{"low": "Loweswater School|Mr Lowe", "send ok": "Ms Okafor, SEND team", "mr lowe": "", "": "", "xyz": ""} {
		if got := strings.Join(matching(names, typed, 4), "|"); got != want {
			t.Errorf("%q gives %q, want %q", typed, got, want)
		}
	}
}
