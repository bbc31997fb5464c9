package sheet

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"ehccasefile/casefile/internal/page"
	"ehccasefile/casefile/timeline"
	"ehccasefile/deadlines"
)

// Point is a point of a timeline with its words: a few beside its sign, and a row of the list that follows the picture.
type Point struct {
	On            deadlines.Date
	State         timeline.State
	Low           bool // below the bands: what is still open
	Whose         string
	Title, Detail string
	Number        int    // shown in place of the sign where it stands for several
	What, About   string // in full, for the list
	Stands        string // how it stands, for the list
}

// Band is a time counted in weeks, with its words.
type Band struct {
	timeline.Band
	Title, Short string
	Over         []string
}

// Key is a sign and what it means.
type Key struct {
	State timeline.State
	Words string
}

// Story is a timeline to print. All its words are the caller's.
type Story struct {
	timeline.Span
	Title, Sentence string
	Foot            string // small, below the picture: who made it and when
	Today           deadlines.Date
	TodayWords      string
	WeekWords       string // before the first number of the weeks
	ListTitle       string
	ListHeads       [3]string // of the columns: the day, what, how it stands
	Points          []Point
	Bands           []Band
	Keys            []Key
	NumberWords     string                   // what a number in place of a sign means
	Many            func(points []int) Point // stands for several points that have no room of their own, or fall on one day
}

// Timeline gives a story as a PDF: one page on its side with the picture, drawn in lines and letters, and after it every point as a row of a list.
// The error says why no pages could be made.
func Timeline(s Story) ([]byte, error) {
	d := &drawing{Story: s, p: page.New(s.Title)}
	d.p.Wide()
	d.head()
	d.lay()
	d.scale()
	d.today()
	d.bands()
	d.points()
	d.keys()
	d.list()
	out, err := d.p.Bytes()
	if err != nil {
		return nil, fmt.Errorf("make the timeline: %w", err)
	}
	return out, nil
}

// The page on its side, in points.
const (
	pictureEdge = 42.0
	pictureFoot = page.Width - 40
	pictureWide = page.Height - 2*pictureEdge
	signSize    = 10.0
	bandTall    = 15.0
	bandRow     = 32.0 // a band with its weeks
	laneAir     = 4.0
	keysTall    = 30.0
)

var (
	pictureTitle = page.Style{Size: 20, Lead: 25, Bold: true, Tag: "H1"}
	pictureBody  = page.Style{Size: 10.5, Lead: 15, Grey: true}
	pointBold    = page.Style{Size: 9, Lead: 12, Bold: true}
	pointPlain   = page.Style{Size: 9, Lead: 12, Grey: true}
	tickStyle    = page.Style{Size: 8.5, Lead: 12, Grey: true}
	bandStyle    = page.Style{Size: 8.5, Lead: 12}
	numberStyle  = page.Style{Size: 7.5, Lead: 10, Bold: true}
)

// The colours of the window by day.
var (
	paper  = page.Tint{0xFF, 0xFF, 0xFF}
	thin   = page.Tint{0xDD, 0xD7, 0xCA}
	strong = page.Tint{0x7B, 0x87, 0x94}
	chief  = page.Tint{0x1D, 0x5B, 0x79}
	ground = page.Tint{0xE4, 0xED, 0xF2}
	red    = page.Tint{0x8C, 0x2F, 0x20}
	pink   = page.Tint{0xF7, 0xE3, 0xDF}
	amber  = page.Tint{0x7A, 0x53, 0x00}
	cream  = page.Tint{0xFB, 0xEF, 0xD0}
	green  = page.Tint{0x22, 0x57, 0x3C}
)

// drawing is a story being drawn.
type drawing struct {
	Story
	p     *page.Paper
	top   float64 // of the picture
	room  timeline.Room
	out   timeline.Layout
	rows  [][]int
	lanes []float64 // the tops of the lanes above, then of those below
	first float64   // the top of the first band
	foot  float64   // where the words of the scale stand
}

func (d *drawing) x(day deadlines.Date) float64 { return pictureEdge + d.room.X(day) }

func clip(x float64) float64 { return max(pictureEdge, min(x, pictureEdge+pictureWide)) }

// head writes the title and the sentence.
func (d *drawing) head() {
	y := 36.0
	y += d.p.Set(pictureEdge, y, pictureWide, page.Said{Style: pictureTitle, Text: d.Title})
	y += 2 + d.p.Set(pictureEdge, y+2, pictureWide, page.Said{Style: pictureBody, Text: d.Sentence})
	d.top = y + 12
}

// lay lays the picture out with as many lanes as the page has room for.
func (d *drawing) lay() {
	var points []timeline.Point
	for _, p := range d.Points {
		points = append(points, timeline.Point{On: p.On, Low: p.Low, Whose: p.Whose})
	}
	for lanes := 9; lanes > 0; lanes-- {
		d.room = timeline.Room{Span: d.Span, Width: pictureWide, Sign: signSize, Air: 4, Gap: 9, Widest: pictureWide * 0.5, Lanes: lanes, Measure: d.measure}
		d.out = d.room.Lay(points)
		d.rows = d.bandRows()
		if d.stack() <= pictureFoot-keysTall {
			return
		}
	}
}

// stack gives every row its place and says where the picture ends.
func (d *drawing) stack() float64 {
	d.lanes = nil
	y := d.top + 20
	for _, h := range d.out.High {
		d.lanes = append(d.lanes, y)
		y += h + laneAir
	}
	d.first = y + 8
	y = d.first + float64(len(d.rows))*bandRow
	if len(d.rows) == 0 {
		y += 10
	}
	y += 4
	for _, h := range d.out.Low {
		d.lanes = append(d.lanes, y)
		y += h + laneAir
	}
	d.foot = y + 8
	return d.foot + tickStyle.Lead
}

func (d *drawing) bandRows() [][]int {
	var rows [][]int
	for i, b := range d.Bands {
		if b.End().Before(d.From) || b.From.After(d.To) {
			continue
		}
		row := 0
		for row < len(rows) && d.x(d.Bands[rows[row][len(rows[row])-1]].End())+8 > d.x(b.From) {
			row++
		}
		if row == len(rows) {
			rows = append(rows, nil)
		}
		rows[row] = append(rows[row], i)
	}
	return rows
}

func (d *drawing) standing(points []int) Point {
	if len(points) == 1 || d.Many == nil {
		return d.Points[points[0]]
	}
	return d.Many(points)
}

func spoken(p Point) []page.Said {
	said := []page.Said{{Style: pointBold, Text: p.Title}}
	if p.Detail != "" {
		said = append(said, page.Said{Style: pointPlain, Text: p.Detail})
	}
	return said
}

func (d *drawing) measure(points []int, most float64) (w, h float64) {
	w, h = d.p.Measured(most, spoken(d.standing(points))...)
	return w + 0.5, h
}

// middle writes a line with its middle at x, inside the picture.
func (d *drawing) middle(s page.Style, x, y float64, text string) {
	w, _ := d.p.Measured(pictureWide, page.Said{Style: s, Text: text})
	x = max(pictureEdge, min(x-w/2, pictureEdge+pictureWide-w))
	d.p.Set(x, y, pictureWide, page.Said{Style: s, Text: text})
}

// scale draws the lines of the scale with their words below.
func (d *drawing) scale() {
	for _, k := range d.Ticks(62 / pictureWide) {
		x := d.x(k.On)
		d.p.Line(thin, 0.6, [2]float64{x, d.top + 16}, [2]float64{x, d.foot})
		d.middle(tickStyle, x, d.foot+1, k.Words)
	}
	if len(d.rows) == 0 {
		d.p.Line(strong, 1.2, [2]float64{pictureEdge, d.first + 4}, [2]float64{pictureEdge + pictureWide, d.first + 4})
	}
}

func (d *drawing) today() {
	if !d.Holds(d.Today) {
		return
	}
	x := d.x(d.Today)
	d.p.Line(chief, 1.4, [2]float64{x, d.top + 13}, [2]float64{x, d.foot})
	d.middle(pointBold, x, d.top, d.TodayWords)
}

func (d *drawing) bands() {
	for row, bands := range d.rows {
		for n, i := range bands {
			end := pictureEdge + pictureWide
			if n+1 < len(bands) {
				end = d.x(d.Bands[bands[n+1]].From)
			}
			d.band(d.Bands[i], d.first+float64(row)*bandRow, end)
		}
	}
}

// band draws one band: its ground as far as it counted, an edge for the rest, what ran over, its words, and its weeks below.
func (d *drawing) band(b Band, y, end float64) {
	from, to := clip(d.x(b.From)), clip(d.x(b.To))
	solid := to
	if !b.Ended.IsZero() {
		solid = clip(d.x(b.Ended))
		d.p.Box(paper, from, y, to-from, bandTall)
		d.p.Line(strong, 0.7, [2]float64{from, y}, [2]float64{to, y}, [2]float64{to, y + bandTall}, [2]float64{from, y + bandTall}, [2]float64{from, y})
	}
	d.p.Box(ground, from, y, solid-from, bandTall)
	today := [2]float64{d.x(d.Today) - 3, d.x(d.Today) + 3} // no line runs through words
	covered := [][2]float64{today}
	for i, s := range b.Band.Over {
		if l, r := clip(d.x(s.From)), clip(d.x(s.To)); r-l > 0.5 {
			d.over(s, b.Over[i], l, r, y)
			covered = append(covered, [2]float64{l, r})
		}
	}
	if x := d.x(d.Today); d.Holds(d.Today) && x >= from && x <= clip(d.x(b.End()))+1 {
		d.p.Line(chief, 1.4, [2]float64{x, y}, [2]float64{x, y + bandTall})
	}
	best, beyond := free(from, to, covered), free(clip(d.x(b.End())), end, [][2]float64{today})
	for _, try := range []struct {
		say  string
		a, z float64
	}{{b.Title, best[0], best[1]}, {b.Short, best[0], best[1]}, {b.Title, beyond[0], beyond[1]}, {b.Short, beyond[0], beyond[1]}} {
		w, _ := d.p.Measured(pictureWide, page.Said{Style: bandStyle, Text: try.say})
		if w+10 < try.z-try.a {
			d.p.Set(try.a+5, y+1.5, pictureWide, page.Said{Style: bandStyle, Text: try.say})
			break
		}
	}
	d.weeks(b, y+bandTall)
}

// free gives the widest part of a stretch that none of the others covers.
func free(from, to float64, others [][2]float64) [2]float64 {
	slices.SortFunc(others, func(a, b [2]float64) int { return cmp.Compare(a[0], b[0]) })
	best, at := [2]float64{from, from}, from
	for _, o := range append(others, [2]float64{to, to}) {
		if end := min(o[0], to); end-at > best[1]-best[0] {
			best = [2]float64{at, end}
		}
		at = max(at, min(o[1], to))
	}
	return best
}

// over draws a stretch in slanting lines, and says what it is where that fits.
func (d *drawing) over(s timeline.Stretch, say string, a, z, y float64) {
	back, ink := pink, red
	if !s.Late { // only claimed: a claim moves no date, and what is late stays late
		back, ink = cream, amber
	}
	d.p.Box(back, a, y, z-a, bandTall)
	for x := a + 5 - bandTall; x < z; x += max(5, (z-a)/150) {
		l, r := max(a, x), min(z, x+bandTall)
		if r <= l {
			continue
		}
		from, to := [2]float64{l, y + bandTall - (l - x)}, [2]float64{r, y + bandTall - (r - x)}
		if s.Claimed { // they lean the other way
			from[1], to[1] = 2*y+bandTall-from[1], 2*y+bandTall-to[1]
		}
		d.p.Line(ink, 0.7, from, to)
	}
	d.p.Line(ink, 0.7, [2]float64{a, y}, [2]float64{z, y}, [2]float64{z, y + bandTall}, [2]float64{a, y + bandTall}, [2]float64{a, y})
	if w, _ := d.p.Measured(pictureWide, page.Said{Style: bandStyle, Text: say}); w+14 < z-a {
		d.p.Box(back, (a+z-w)/2-4, y+1, w+8, bandTall-2)
		d.p.Set((a+z-w)/2, y+1.5, pictureWide, page.Said{Style: bandStyle, Text: say})
	}
}

// weeks writes as many of a band's weeks below it as fit.
func (d *drawing) weeks(b Band, y float64) {
	for _, weeks := range b.WeekSets() {
		end, fits := -1e6, true
		type mark struct {
			x     float64
			words string
		}
		var marks []mark
		for _, w := range weeks {
			x := d.x(b.From.AddDays(7 * w))
			if x < pictureEdge || x > pictureEdge+pictureWide {
				continue
			}
			m := mark{x, strconv.Itoa(w)}
			if len(marks) == 0 {
				m.words = d.WeekWords + " " + m.words
			}
			wide, _ := d.p.Measured(pictureWide, page.Said{Style: tickStyle, Text: m.words})
			fits = fits && x-wide/2 > end+4
			end = x + wide/2
			marks = append(marks, m)
		}
		if !fits {
			continue
		}
		for _, m := range marks {
			wide, _ := d.p.Measured(pictureWide, page.Said{Style: tickStyle, Text: m.words})
			d.p.Box(paper, m.x-wide/2-1, y+1, wide+2, tickStyle.Lead) // no line runs through it
			d.p.Line(strong, 0.7, [2]float64{m.x, y - 3}, [2]float64{m.x, y + 2})
			d.middle(tickStyle, m.x, y+1, m.words)
		}
		return
	}
}

// points draws every label, in the order of time.
func (d *drawing) points() {
	for _, l := range d.out.Labels {
		p := d.standing(l.Points)
		lane := l.Lane
		if l.Low {
			lane += len(d.out.High)
		}
		x, y := pictureEdge+l.X, d.lanes[lane]
		at := x + d.room.Sign/2 + d.room.Air
		if l.Left {
			at = x - d.room.Sign/2 - d.room.Air - l.W
		}
		d.p.Box(paper, at-1, y, l.W+2, l.H) // no line runs through words
		d.sign(p.State, p.Number, x, y+pointBold.Lead/2)
		d.p.Set(at, y, l.W, spoken(p)...)
	}
}

// sign draws a state in its shape, its middle at x and y.
func (d *drawing) sign(s timeline.State, number int, x, y float64) {
	const r = signSize / 2
	ink := map[timeline.State]page.Tint{timeline.Met: green, timeline.MetLate: amber, timeline.Soon: amber, timeline.Late: red}[s]
	if ink == (page.Tint{}) {
		ink = chief
	}
	switch {
	case number > 1:
		d.p.Box(ink, x-r, y-r, 2*r, 2*r)
		d.p.Box(paper, x-r+1, y-r+1, 2*r-2, 2*r-2)
		w, _ := d.p.Measured(pictureWide, page.Said{Style: numberStyle, Text: strconv.Itoa(number)})
		d.p.Set(x-w/2, y-numberStyle.Lead/2, pictureWide, page.Said{Style: numberStyle, Text: strconv.Itoa(number)})
	case s == timeline.Late:
		d.p.Fill(ink, [2]float64{x, y - r}, [2]float64{x + r, y + r*0.85}, [2]float64{x - r, y + r*0.85})
	case s == timeline.Happened:
		d.p.Disc(ink, x, y, r*0.62, 0)
	case s == timeline.Soon:
		d.p.Disc(paper, x, y, r, 0)
		d.p.Disc(ink, x, y, r*0.92, 1.3)
		d.p.Disc(ink, x, y, r*0.36, 0)
	case s == timeline.Ahead:
		d.p.Disc(paper, x, y, r, 0)
		d.p.Disc(ink, x, y, r*0.92, 1.3)
	default:
		if s == timeline.MetLate {
			d.p.Box(ink, x-r*0.88, y-r*0.88, r*1.76, r*1.76)
		} else {
			d.p.Disc(ink, x, y, r*0.95, 0)
		}
		d.p.Line(paper, 1.2, [2]float64{x - r*0.45, y + r*0.05}, [2]float64{x - r*0.1, y + r*0.38}, [2]float64{x + r*0.48, y - r*0.35})
	}
}

// keys says what the signs mean, and who made the page.
func (d *drawing) keys() {
	x, y := pictureEdge, pictureFoot-14
	key := func(s timeline.State, number int, words string) {
		d.sign(s, number, x+signSize/2, y+tickStyle.Lead/2)
		w, _ := d.p.Measured(pictureWide, page.Said{Style: tickStyle, Text: words})
		d.p.Set(x+signSize+4, y, pictureWide, page.Said{Style: tickStyle, Text: words})
		x += signSize + w + 22
	}
	for _, k := range d.Keys {
		key(k.State, 0, k.Words)
	}
	for _, l := range d.out.Labels {
		if n := d.standing(l.Points).Number; n > 1 {
			key(timeline.Happened, n, d.NumberWords)
			break
		}
	}
	d.p.Set(pictureEdge, pictureFoot, pictureWide, page.Said{Style: tickStyle, Text: d.Foot})
}

// list writes every point in sight as a row, on upright pages.
func (d *drawing) list() {
	t := page.Table{Columns: []page.Column{{Head: d.ListHeads[0], Width: 78}, {Head: d.ListHeads[1]}, {Head: d.ListHeads[2], Width: 110}}}
	points := slices.Clone(d.Points)
	slices.SortStableFunc(points, func(a, b Point) int { return a.On.Compare(b.On) })
	for _, p := range points {
		if d.Holds(p.On) {
			t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: p.On.Short()}, {Text: p.What, Sub: p.About}, {Text: p.Stands}}})
		}
	}
	if len(t.Rows) == 0 {
		return
	}
	d.p.Page()
	d.p.Write(page.Heading, d.ListTitle)
	d.p.Table(t)
}
