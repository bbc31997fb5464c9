package part

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"ehccasefile/casefile/timeline"
	"ehccasefile/deadlines"
)

// layKey is what a layout hangs on beside the story.
type layKey struct{ width, points float32 }

// laid is a Timeline laid out in a width: where each row of it begins, from the top.
type laid struct {
	timeline.Layout
	room   timeline.Room
	rows   [][]int   // the bands by row
	lanes  []float32 // the tops of the lanes above, then of those below
	bands  float32   // the top of the first band
	row    float32   // from one row of bands to the next
	scale  float32   // the top of the words of the scale
	bars   float32   // the top of the bars' title; 0 where there are none
	signs  float32   // the top of the line that says what the signs mean
	keys   *Box      // that line
	height float32
}

// pointLanes is how many lanes of points there are on each side of the bands, before points are put together.
const pointLanes = 5

func quietLine() float32 { return Quiet("Ág").lineHeight() }

// barHeight is how high a band is, and how high the highest bar.
func bandHeight() float32 { return quietLine() + Steps(0.75) }
func barHeight() float32  { return Steps(4) }

// pinAir is the air around a point's sign and words.
func pinAir() (x, y float32) { return Steps(0.5), Steps(0.2) }

// x gives where a day stands.
func (l *laid) x(d deadlines.Date) float32 {
	air, _ := pinAir()
	return air + float32(l.room.X(d))
}

// lay lays the story out, and remembers it for the few widths that are asked for.
func (t *Timeline) lay(width float32) *laid {
	key := layKey{width, theme.Size(SizeQuiet)}
	if l, ok := t.lays[key]; ok {
		return l
	}
	if len(t.lays) > 4 || t.lays == nil {
		t.lays = map[layKey]*laid{}
	}
	air, _ := pinAir()
	l := &laid{room: timeline.Room{Span: t.story.Span, Width: float64(max(width-2*air, Ems(4))), Sign: float64(signSide()), Air: float64(signAir()),
		Gap: float64(2*air + 2), Widest: float64(max(width*0.56, Ems(15))), Lanes: pointLanes, Measure: t.measure}}
	var points []timeline.Point
	for _, p := range t.story.Points {
		points = append(points, timeline.Point{On: p.On, Low: p.Low, Whose: p.Whose})
	}
	l.Layout = l.room.Lay(points)
	l.rows = t.bandRows(l)
	l.stackRows(t.barsTitle(width))
	l.keys = t.signLine(l)
	l.signs = l.height + Steps(1.5)
	l.height = l.signs + l.keys.HeightFor(width)
	t.lays[key] = l
	return l
}

// stackRows gives every row its place, from the top down.
func (l *laid) stackRows(barsTitle float32) {
	_, air := pinAir()
	y := quietLine() + Steps(1.5) // of the word today
	for _, h := range l.High {
		l.lanes = append(l.lanes, y)
		y += max(float32(h), signSide()) + 2*air + Steps(0.5)
	}
	l.bands = y + Steps(1)
	l.row = bandHeight() + quietLine() + Steps(1)
	y = l.bands + float32(len(l.rows))*l.row
	if len(l.rows) == 0 {
		y += Steps(1.5)
	}
	y += Steps(0.5)
	for _, h := range l.Low {
		l.lanes = append(l.lanes, y)
		y += max(float32(h), signSide()) + 2*air + Steps(0.5)
	}
	l.scale = y + Steps(0.75)
	y = l.scale + quietLine()
	if barsTitle > 0 {
		l.bars = y + Steps(1)
		y = l.bars + barsTitle + Steps(0.5) + barHeight() + 2*Steps(0.2)
	}
	l.height = y
}

// barsTitle is how high the title of the bars is; 0 where there are none.
func (t *Timeline) barsTitle(width float32) float32 {
	if len(t.story.Days) == 0 {
		return 0
	}
	return Quiet(t.story.DaysTitle).HeightFor(width)
}

// signLine says what the signs mean, and a number and slanting lines, where some stand in the picture.
func (t *Timeline) signLine(l *laid) *Box {
	line := Line(2)
	for _, s := range t.story.Signs {
		line.kids = append(line.kids, signKey(NewSign(s.State), s.Words))
	}
	for _, label := range l.Labels {
		if len(label.Points) > 1 {
			if p := t.standing(label.Points); p.Number > 1 {
				line.kids = append(line.kids, signKey(newSign(p.State, p.Number), t.story.NumberSays))
				break
			}
		}
	}
	for _, s := range t.stretches() {
		ground, ink := stretchInk(s)
		line.kids = append(line.kids, signKey(newHatch(ground, ink, s.Claimed), t.story.OverSays(s.Late, s.Claimed)))
	}
	return line
}

// stretches gives one of each sort of stretch in sight.
func (t *Timeline) stretches() (out []timeline.Stretch) {
	for _, b := range t.story.Bands {
		for _, s := range b.Band.Over {
			same := func(o timeline.Stretch) bool { return o.Late == s.Late && o.Claimed == s.Claimed }
			if t.story.OverSays != nil && !s.To.Before(t.story.From) && !s.From.After(t.story.To) && !slices.ContainsFunc(out, same) {
				out = append(out, s)
			}
		}
	}
	return out
}

// bandRows puts bands that overlap in rows of their own.
func (t *Timeline) bandRows(l *laid) [][]int {
	var rows [][]int
	for i, b := range t.story.Bands {
		if b.End().Before(t.story.From) || b.From.After(t.story.To) {
			continue
		}
		row := 0
		for row < len(rows) && l.x(t.story.Bands[rows[row][len(rows[row])-1]].End())+Steps(1) > l.x(b.From) {
			row++
		}
		if row == len(rows) {
			rows = append(rows, nil)
		}
		rows[row] = append(rows[row], i)
	}
	return rows
}

// measure gives the size of a label's words.
func (t *Timeline) measure(points []int, most float64) (w, h float64) {
	words := pointWords(t.standing(points))
	natural := words.NaturalWidth() + 1
	if natural <= float32(most) {
		return float64(natural), float64(words.lineHeight())
	}
	widest := float32(0)
	for _, row := range words.wrap(float32(most)) {
		wide := float32(0)
		for i, w := range row {
			if wide += w.width; i > 0 {
				wide += w.space
			}
		}
		widest = max(widest, wide)
	}
	return min(most, float64(widest+1)), float64(words.HeightFor(float32(most)))
}

// standing gives the point that stands for some.
func (t *Timeline) standing(points []int) TimePoint {
	switch {
	case len(points) > 1 && t.story.Many != nil:
		return t.story.Many(points)
	case t.story.One != nil:
		return t.story.One(points[0])
	}
	return t.story.Points[points[0]]
}

func pointWords(p TimePoint) *Text {
	spans := []Span{{Words: p.Title, Bold: true}}
	if p.Detail != "" {
		spans = append(spans, Span{Words: " " + p.Detail, Ink: InkQuiet})
	}
	return NewText(SizeQuiet, spans...)
}

// free gives the widest part of a stretch of x that none of the others, which are in order, covers.
func free(from, to float32, others [][2]float32) (float32, float32) {
	best := [2]float32{from, from}
	at := from
	for _, o := range append(slices.Clone(others), [2]float32{to, to}) {
		if end := min(o[0], to); end-at > best[1]-best[0] {
			best = [2]float32{at, end}
		}
		at = max(at, min(o[1], to))
	}
	return best[0], best[1]
}

// oneLine gives a text at its own size, with its middle at x but within from and to.
func oneLine(t *Text, x, y, from, to float32) *Text {
	least := t.OneLine().MinSize()
	t.Resize(least)
	t.Move(fyne.NewPos(max(from, min(x-least.Width/2, to-least.Width)), y))
	return t
}
