package part

import (
	"cmp"
	"math"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"ehccasefile/casefile/timeline"
	"ehccasefile/deadlines"
)

// build makes everything anew for a width, with the keyboard on the point it was on.
func (t *Timeline) build(width float32) {
	l := t.lay(width)
	if t.built == l || width < Ems(4) {
		return
	}
	held := slices.IndexFunc(t.ring.presses, func(p *Press) bool { return p.focus })
	heldBar := slices.IndexFunc(t.bars.presses, func(p *Press) bool { return p.focus })
	at := t.story.Today
	if t.ring.current() != nil {
		at = t.ring.starts[t.ring.at]
	}
	t.built, t.drawn, t.front = l, nil, nil
	t.scaleLines(l)
	t.drawToday(l)
	t.drawBands(l)
	t.drawPoints(l)
	t.drawBars(l, width)
	l.keys.Move(fyne.NewPos(0, l.signs))
	l.keys.Resize(fyne.NewSize(width, l.height-l.signs))
	t.front = append(t.front, l.keys)
	t.ring.near(at)
	switch {
	case held >= 0 && len(t.ring.presses) > 0:
		t.ring.goTo(t.ring.at)
	case heldBar >= 0:
		t.bars.goTo(min(heldBar, len(t.bars.presses)-1))
	}
}

func (t *Timeline) rect(fill fyne.ThemeColorName, x, y, w, h float32) *canvas.Rectangle {
	r := canvas.NewRectangle(colour(fill))
	r.Move(fyne.NewPos(x, y))
	r.Resize(fyne.NewSize(w, h))
	t.drawn = append(t.drawn, r)
	return r
}

// scaleLines draws the lines of the scale and their words below.
func (t *Timeline) scaleLines(l *laid) {
	top, width := quietLine()+Steps(0.75), float32(l.room.Width)
	least := Ems(4.6) / width
	for _, k := range t.story.Ticks(float64(least)) {
		x := l.x(k.On)
		t.rect(LineThin, x, top, 1, l.scale-top)
		words := Quiet(k.Words).OneLine()
		t.front = append(t.front, oneLine(words, x, l.scale, 0, width+2*Steps(0.5)))
	}
	if len(l.rows) == 0 { // a line for the points to stand on
		t.rect(LineField, 0, l.bands+Steps(0.5), width, 2)
	}
}

func (t *Timeline) drawToday(l *laid) {
	if !t.story.Holds(t.story.Today) {
		return
	}
	chip := NewChip(Note, t.story.TodayWords)
	least, x := chip.MinSize(), l.x(t.story.Today)
	t.rect(InkMain, x-1, least.Height-1, 2, l.scale-least.Height+1)
	chip.Resize(least)
	chip.Move(fyne.NewPos(max(0, min(x-least.Width/2, float32(l.room.Width)-least.Width)), 0))
	t.front = append(t.front, chip)
}

func (t *Timeline) drawBands(l *laid) {
	for row, bands := range l.rows {
		for n, i := range bands {
			end := float32(l.room.Width) // up to here its words may go on
			if n+1 < len(bands) {
				end = l.x(t.story.Bands[bands[n+1]].From)
			}
			t.drawBand(l, t.story.Bands[i], l.bands+float32(row)*l.row, end)
		}
	}
}

// drawBand draws one band: its ground as far as it counted, an edge for the rest, what ran over, its words, and its weeks below.
func (t *Timeline) drawBand(l *laid, b TimeBand, y, end float32) {
	clip := func(x float32) float32 { return max(0, min(x, float32(l.room.Width)+2*Steps(0.5))) }
	from, to := clip(l.x(b.From)), clip(l.x(b.To))
	solid := to
	if !b.Ended.IsZero() {
		solid = clip(l.x(b.Ended))
		rest := t.rect(OnCard, from, y, to-from, bandHeight())
		rest.StrokeColor, rest.StrokeWidth, rest.CornerRadius = colour(LineField), thick(1), Steps(0.5)
	}
	ground := t.rect(OnNote, from, y, solid-from, bandHeight())
	ground.StrokeColor, ground.StrokeWidth, ground.CornerRadius = colour(LineField), thick(1), Steps(0.5) // the wash alone is hardly seen
	var covered [][2]float32
	if solid < to {
		covered = append(covered, [2]float32{solid - 3, solid + 3})
	}
	var words []fyne.CanvasObject
	for i, s := range b.Band.Over {
		a, z := clip(l.x(s.From)), clip(l.x(s.To))
		if z-a < 1 {
			continue
		}
		ground, ink := stretchInk(s)
		h := newHatch(ground, ink, s.Claimed)
		h.Move(fyne.NewPos(a, y))
		h.Resize(fyne.NewSize(z-a, bandHeight()))
		t.drawn = append(t.drawn, h)
		covered = append(covered, [2]float32{a, z})
		if text := Quiet(b.Over[i]).In(ink).OneLine(); text.MinSize().Width+Steps(2) < z-a {
			w := text.MinSize().Width + Steps(1)
			t.rect(ground, (a+z-w)/2, y+2, w, bandHeight()-4)
			words = append(words, oneLine(text, (a+z)/2, y+Steps(0.375), a, z))
		}
	}
	today := [2]float32{l.x(t.story.Today) - 3, l.x(t.story.Today) + 3} // no line runs through words
	covered = append(covered, today)
	slices.SortFunc(covered, func(a, b [2]float32) int { return cmp.Compare(a[0], b[0]) })
	a, z := free(from, to, covered)
	beyond, end := free(clip(l.x(b.End())), end, [][2]float32{today})
	for _, try := range []struct {
		say  string
		a, z float32
	}{{b.Title, a, z}, {b.Short, a, z}, {b.Title, beyond, end}, {b.Short, beyond, end}} {
		text := Quiet(try.say).In(InkPlain).OneLine()
		if try.say != "" && text.MinSize().Width+Steps(1.5) < try.z-try.a {
			words = append([]fyne.CanvasObject{oneLine(text, 0, y+Steps(0.375), try.a+Steps(0.75), try.z)}, words...)
			break
		}
	}
	if x := l.x(t.story.Today); t.story.Holds(t.story.Today) && x >= from && x <= clip(l.x(b.End()))+1 {
		t.rect(InkMain, x-1, y, 2, bandHeight())
	}
	t.front = append(t.front, words...)
	t.drawWeeks(l, b, y+bandHeight())
}

// stretchInk gives the colours of a stretch of a band.
func stretchInk(s timeline.Stretch) (ground, ink fyne.ThemeColorName) {
	if !s.Late { // only claimed: a claim moves no date, and what is late stays late
		return OnSoon, InkSoon
	}
	return OnLate, InkLate
}

// drawWeeks writes as many of a band's weeks below it as fit: all of them, or every second or fourth, or those that matter.
func (t *Timeline) drawWeeks(l *laid, b TimeBand, y float32) {
	for _, weeks := range b.WeekSets() {
		if n := float32(len(weeks) - 1); n > 0 && l.x(b.To)-l.x(b.From) < n*Ems(1) {
			continue // far too narrow: nothing needs measuring
		}
		var texts []*Text
		var at []float32
		end, fits := float32(-1e6), true
		for _, w := range weeks {
			x, words := l.x(b.From.AddDays(7*w)), strconv.Itoa(w)
			if x < 0 || x > float32(l.room.Width) {
				continue
			}
			if len(texts) == 0 {
				words = t.story.WeekWords + " " + words
			}
			text := oneLine(Quiet(words), x, y+Steps(0.25), 0, float32(l.room.Width)+Steps(1))
			fits = fits && text.Position().X > end+Steps(1.5)
			end = text.Position().X + text.Size().Width
			texts, at = append(texts, text), append(at, x)
		}
		if !fits {
			continue
		}
		for i, text := range texts {
			t.rect(OnCard, text.Position().X-1, text.Position().Y, text.Size().Width+2, text.Size().Height) // no line runs through it
			t.rect(LineField, at[i], y-Steps(0.5), 1, Steps(0.75))
			t.front = append(t.front, text)
		}
		return
	}
}

// drawPoints makes a press of each label, in the order of time.
func (t *Timeline) drawPoints(l *laid) {
	t.ring.presses, t.ring.starts = nil, nil
	air, _ := pinAir()
	for _, label := range l.Labels {
		p := t.standing(label.Points)
		sign := newSign(p.State, p.Number)
		press := Row(newBox(pin{label.Left}, []fyne.CanvasObject{sign, pointWords(p)}), p.Words, p.Do)
		press.Look, press.Keys, press.page = Pin, func(ev *fyne.KeyEvent) bool { return t.key(&t.ring, ev) }, t.page
		lane := label.Lane
		if label.Low {
			lane += len(l.High)
		}
		w := float32(label.W+l.room.Sign+l.room.Air) + 2*air
		x := float32(label.X - l.room.Sign/2) // the air at its edge is the air before the sign
		if label.Left {
			x = float32(label.X+l.room.Sign/2) + 2*air - w
		}
		press.Move(fyne.NewPos(x, l.lanes[lane]))
		press.Resize(fyne.NewSize(w, press.HeightFor(w)))
		t.front = append(t.front, press)
		t.ring.presses, t.ring.starts = append(t.ring.presses, press), append(t.ring.starts, p.On)
	}
}

// drawBars counts the quiet things by cells of equal width and draws a bar for each that has any.
func (t *Timeline) drawBars(l *laid, width float32) {
	t.bars.presses, t.bars.starts = nil, nil
	if l.bars == 0 {
		return
	}
	title := Quiet(t.story.DaysTitle)
	title.Move(fyne.NewPos(0, l.bars))
	title.Resize(fyne.NewSize(width, t.barsTitle(width)))
	t.front = append(t.front, title)
	cells := t.cells(min(max(int(width/Ems(1.5)), 6), 60))
	most := 1
	for _, c := range cells {
		most = max(most, c.n)
	}
	bottom := l.bars + t.barsTitle(width) + Steps(0.5) + barHeight() + 2*Steps(0.2)
	for _, c := range cells {
		if c.n == 0 {
			continue
		}
		a, z := l.x(c.From), l.x(c.To.AddDays(1))
		high := max(0.12, float32(math.Sqrt(float64(c.n)/float64(most))))
		press := Row(newStick(high), t.story.OfDays(c.n, c.Span), func() { t.story.OpenDays(c.n, c.Span) })
		press.Look, press.Keys, press.page = Pin, func(ev *fyne.KeyEvent) bool { return t.key(&t.bars, ev) }, t.page
		w := min(z, width) - a
		h := press.HeightFor(w)
		press.Move(fyne.NewPos(a, bottom-h))
		press.Resize(fyne.NewSize(w, h))
		t.front = append(t.front, press)
		t.bars.presses, t.bars.starts = append(t.bars.presses, press), append(t.bars.starts, c.From)
	}
	t.rect(LineThin, 0, bottom, width, 1)
	t.bars.near(t.story.Today)
}

// cell is a part of the time shown and how many quiet things fall into it.
type cell struct {
	timeline.Span
	n int
}

// cells counts the quiet things by cells of whole days.
func (t *Timeline) cells(most int) []cell {
	days := (t.story.Span.Days() + most - 1) / most
	var out []cell
	at, _ := slices.BinarySearchFunc(t.story.Days, t.story.From, func(a, b deadlines.Date) int { return a.Compare(b) })
	for from := t.story.From; !from.After(t.story.To); from = from.AddDays(days) {
		c := cell{Span: timeline.Span{From: from, To: from.AddDays(days - 1)}}
		if c.To.After(t.story.To) {
			c.To = t.story.To
		}
		for ; at < len(t.story.Days) && !t.story.Days[at].After(c.To); at++ {
			c.n++
		}
		out = append(out, c)
	}
	return out
}

// stick is a bar of part of the height there is.
type stick struct {
	widget.BaseWidget
	part float32
}

func newStick(part float32) *stick {
	s := &stick{part: part}
	s.ExtendBaseWidget(s)
	return s
}

// MinSize is narrow.
func (s *stick) MinSize() fyne.Size { return fyne.NewSize(2, barHeight()) }

// CreateRenderer is Fyne's.
func (s *stick) CreateRenderer() fyne.WidgetRenderer {
	return &stickRenderer{s, canvas.NewRectangle(colour(LineField))}
}

type stickRenderer struct {
	stick *stick
	bar   *canvas.Rectangle
}

func (r *stickRenderer) Destroy()                     {}
func (r *stickRenderer) MinSize() fyne.Size           { return r.stick.MinSize() }
func (r *stickRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.bar} }

func (r *stickRenderer) Layout(size fyne.Size) {
	h := size.Height * r.stick.part
	r.bar.CornerRadius = min(3, h/2)
	r.bar.Move(fyne.NewPos(0, size.Height-h))
	r.bar.Resize(fyne.NewSize(size.Width, h))
}

func (r *stickRenderer) Refresh() {
	r.bar.FillColor = colour(LineField)
	canvas.Refresh(r.bar)
}
