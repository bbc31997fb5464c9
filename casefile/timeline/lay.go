package timeline

import (
	"cmp"
	"slices"

	"ehccasefile/deadlines"
)

// Point is what the layout needs to know of a point.
type Point struct {
	On    deadlines.Date
	Low   bool   // it stands below the bands and not above them
	Whose string // points of one day are put together only where they are of one child
}

// Room is what a picture is laid out in, in any unit of length.
type Room struct {
	Span
	Width  float64
	Sign   float64 // the width of a point's sign
	Air    float64 // between a sign and its words
	Gap    float64 // at least so much between two labels of one lane
	Widest float64 // the words of a label wrap at this width
	Lanes  int     // about so many lanes above the bands, and so many below
	// Measure gives the size of a label's words at most so wide: those of one point, or of several that are put together.
	Measure func(points []int, most float64) (w, h float64)
}

// Label is one or more points with their words beside the sign.
type Label struct {
	Points  []int   // which of the points given, the oldest first
	X       float64 // the middle of the sign
	Left    bool    // the words stand on the left of it
	W, H    float64 // of the words
	Low     bool
	Lane    int // counted from the top, above and below each on its own
	a, b    float64
	pointed deadlines.Date
}

// Layout is where everything goes: the labels in the order of time, and how high each lane is.
type Layout struct {
	Labels    []Label
	High, Low []float64
}

const (
	mostCells = 40 // of a picture's width, where there are more points than this on one side
	heapShare = 8  // points that found no room are put together within this part of the width
)

// X gives where the sign of a day stands.
func (r Room) X(d deadlines.Date) float64 { return r.Sign/2 + r.At(d)*(r.Width-r.Sign) }

// Lay puts every point of the span into a label and every label into a lane.
func (r Room) Lay(points []Point) Layout {
	var out Layout
	for _, low := range []bool{false, true} {
		s := side{room: r, low: low, points: points}
		var crowd [][]int
		for _, group := range r.gather(points, low) {
			if !s.put(group, r.Lanes) {
				crowd = append(crowd, group)
			}
		}
		for _, heap := range r.heaps(points, crowd) {
			s.put(heap, r.Lanes+heapShare+1)
		}
		out.Labels = append(out.Labels, s.labels...)
		if low {
			out.Low = s.heights()
		} else {
			out.High = s.heights()
		}
	}
	slices.SortStableFunc(out.Labels, func(a, b Label) int {
		return cmp.Or(a.pointed.Compare(b.pointed), cmp.Compare(a.Points[0], b.Points[0]))
	})
	return out
}

// gather gives the points of one side that are in sight, in the order of time, those of one day together; and where there are very many, those of one cell.
func (r Room) gather(points []Point, low bool) [][]int {
	var seen []int
	for i, p := range points {
		if p.Low == low && r.Holds(p.On) {
			seen = append(seen, i)
		}
	}
	slices.SortStableFunc(seen, func(a, b int) int {
		return cmp.Or(points[a].On.Compare(points[b].On), cmp.Compare(points[a].Whose, points[b].Whose))
	})
	sameDay := func(a, b int) bool { return points[a].On == points[b].On && points[a].Whose == points[b].Whose }
	groups := joined(seen, sameDay)
	if len(groups) > mostCells {
		cell := func(i int) int { return int(r.At(points[i].On) * mostCells) }
		groups = joined(seen, func(a, b int) bool { return cell(a) == cell(b) })
	}
	return groups
}

// heaps puts together what found no room of its own.
func (r Room) heaps(points []Point, crowd [][]int) [][]int {
	slices.SortFunc(crowd, func(a, b []int) int { return points[a[0]].On.Compare(points[b[0]].On) })
	var out [][]int
	for _, group := range crowd {
		if n := len(out); n > 0 && r.X(points[group[0]].On)-r.X(points[out[n-1][0]].On) < r.Width/heapShare {
			out[n-1] = append(out[n-1], group...)
			continue
		}
		out = append(out, slices.Clone(group))
	}
	return out
}

func joined(list []int, together func(first, next int) bool) [][]int {
	var out [][]int
	for _, i := range list {
		if n := len(out); n > 0 && together(out[n-1][0], i) {
			out[n-1] = append(out[n-1], i)
			continue
		}
		out = append(out, []int{i})
	}
	return out
}

// side is the lanes above the bands, or those below.
type side struct {
	room   Room
	low    bool
	points []Point
	labels []Label
	lanes  int
}

// put finds a lane for a label among the first most lanes; false where none has room.
func (s *side) put(group []int, most int) bool {
	r, on := s.room, s.points[group[0]].On
	x := r.X(on)
	left, right := x-r.Sign/2-r.Air, r.Width-x-r.Sign/2-r.Air
	l := Label{Points: group, X: x, Low: s.low, pointed: on}
	l.W, l.H = r.Measure(group, min(max(left, right), r.Widest))
	l.a, l.b = x-r.Sign/2, x+r.Sign/2+r.Air+l.W
	if l.W > right {
		l.Left = true
		l.a, l.b = x-r.Sign/2-r.Air-l.W, x+r.Sign/2
	}
	for l.Lane = range most {
		if l.Lane >= s.lanes || !slices.ContainsFunc(s.labels, func(o Label) bool {
			return o.Lane == l.Lane && l.a < o.b+r.Gap && o.a < l.b+r.Gap
		}) {
			s.lanes = max(s.lanes, l.Lane+1)
			s.labels = append(s.labels, l)
			return true
		}
	}
	return false
}

func (s *side) heights() []float64 {
	out := make([]float64, s.lanes)
	for _, l := range s.labels {
		out[l.Lane] = max(out[l.Lane], l.H)
	}
	return out
}
