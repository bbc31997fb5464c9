package pdf

import "strconv"

// ink follows content just far enough to tell whether it draws in a zone of the page, where the number would then cover it. It knows
// where things are drawn and not what they show: a picture counts as ink all over, white paint as none. Where it cannot tell it
// answers yes.
type ink struct {
	*reader
	zone      rect // in the page's coordinates
	letters   rect // the same for letters: zone and what lies between it and the corner of the page
	resources dict
	fonts     map[int]*widths // of the file, by object number
	now       brush
	saved     []brush
	path      rect // around the path being built, in the page's coordinates
	drawn     bool // path has points
	at        [2]float64
	clips     bool // the path becomes a clip as it ends
	depth     int  // forms inside one another
	forms     int  // how many more will be followed
	hit       bool
}

const (
	maxInkDepth = 8
	maxInkForms = 100
	maxSaved    = 256
)

// brush is the part of the graphics state that matters here (8.4).
type brush struct {
	ctm          matrix
	clip         rect
	fill, stroke bool // paints in another colour than white
	space        name // colour space of fill
	width        float64
	text, line   matrix // Tm and the start of the line
	font         any    // reference or dictionary
	size, lead   float64
	stretch      float64 // Tz, as a factor
	rise         float64
	gap, wordGap float64 // Tc, Tw
	unseen       bool    // text render mode 3
}

var everywhere = rect{-1e9, -1e9, 1e9, 1e9}

func newBrush() brush {
	return brush{ctm: identity, clip: everywhere, fill: true, stroke: true, width: 1, text: identity, line: identity, stretch: 1}
}

// given is what stood before an operator: the last numbers, the last name, and where the last string or array of strings stands.
type given struct {
	b     []byte
	nums  [6]span
	count int // numbers seen, of which the last six are kept
	name  span
	text  span
}

type span struct{ from, to int }

func (o *given) number(at, end int) {
	if o.count >= len(o.nums) {
		copy(o.nums[:], o.nums[1:])
		o.nums[len(o.nums)-1] = span{at, end}
	} else {
		o.nums[o.count] = span{at, end}
	}
	o.count++
}

// last gives the last n numbers, false if there are fewer.
func (o *given) last(n int) (v [6]float64, ok bool) {
	have := min(o.count, len(o.nums))
	if n > have {
		return v, false
	}
	for i := range n {
		s := o.nums[have-n+i]
		v[i] = quickNumber(o.b[s.from:s.to])
	}
	return v, true
}

// quickNumber reads a number as content has them.
func quickNumber(b []byte) float64 {
	i, neg := 0, false
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		neg, i = b[0] == '-', 1
	}
	whole, frac, scale := 0.0, 0.0, 1.0
	for ; i < len(b) && class[b[i]]&digit != 0; i++ {
		whole = whole*10 + float64(b[i]-'0')
	}
	if i < len(b) && b[i] == '.' {
		for i++; i < len(b) && class[b[i]]&digit != 0; i++ {
			frac, scale = frac*10+float64(b[i]-'0'), scale*10
		}
	}
	if i < len(b) {
		v, _ := strconv.ParseFloat(string(b), 64)
		return v
	}
	whole += frac / scale
	if neg {
		return -whole
	}
	return whole
}

// do follows one operator.
func (k *ink) do(op []byte, o *given) {
	if k.hit {
		return
	}
	switch len(op) {
	case 1:
		k.one(op[0], o)
	case 2:
		k.two(op, o)
	default:
		if string(op) == "scn" || string(op) == "SCN" {
			k.colour(op[0] == 's', o)
		}
	}
}

func (k *ink) one(op byte, o *given) {
	switch op {
	case 'q':
		if len(k.saved) < maxSaved {
			k.saved = append(k.saved, k.now)
		}
	case 'Q':
		if n := len(k.saved); n > 0 {
			k.now, k.saved = k.saved[n-1], k.saved[:n-1]
		}
	case 'm', 'l':
		k.points(o, 2)
	case 'c':
		k.points(o, 6)
	case 'v', 'y':
		k.points(o, 4)
	case 'f', 'F':
		k.paint(k.now.fill, false)
	case 'b', 'B':
		k.paint(k.now.fill || k.now.stroke, true)
	case 's', 'S':
		k.paint(k.now.stroke, true)
	case 'n':
		k.paint(false, false)
	case 'W':
		k.clips = true
	case 'w':
		if v, ok := o.last(1); ok {
			k.now.width = v[0]
		}
	case 'g', 'k':
		k.now.fill = !k.white(o, op)
	case 'G', 'K':
		k.now.stroke = !k.white(o, op|0x20)
	case '\'', '"':
		k.lines(0, -k.now.lead)
		k.show(o)
	}
}

func (k *ink) two(op []byte, o *given) {
	switch string(op) {
	case "cm":
		if m, ok := k.matrixOf(o); ok {
			k.now.ctm = m.then(k.now.ctm)
		}
	case "re":
		if v, ok := o.last(4); ok {
			k.point(v[0], v[1])
			k.point(v[0]+v[2], v[1]+v[3])
			k.point(v[0]+v[2], v[1])
			k.point(v[0], v[1]+v[3])
		}
	case "f*":
		k.paint(k.now.fill, false)
	case "b*", "B*":
		k.paint(k.now.fill || k.now.stroke, true)
	case "W*":
		k.clips = true
	case "rg":
		k.now.fill = !k.white(o, 'r')
	case "RG":
		k.now.stroke = !k.white(o, 'r')
	case "cs":
		k.now.fill, k.now.space = true, name(o.b[o.name.from:o.name.to])
	case "CS":
		k.now.stroke = true
	case "sc", "SC":
		k.colour(op[0] == 's', o)
	case "sh":
		k.cover(k.now.clip)
	case "Do":
		k.draw(name(o.b[o.name.from:o.name.to]))
	case "EI":
		k.cover(k.now.ctm.box(rect{0, 0, 1, 1}))
	default:
		k.textual(op, o)
	}
}

// points adds the points of a path's operator.
func (k *ink) points(o *given, n int) {
	v, ok := o.last(n)
	if !ok {
		return
	}
	for i := 0; i < n; i += 2 {
		k.point(v[i], v[i+1])
	}
}

func (k *ink) point(x, y float64) {
	x, y = k.now.ctm.point(x, y)
	if !k.drawn {
		k.path, k.drawn = rect{x, y, x, y}, true
		return
	}
	k.path = rect{min(k.path[0], x), min(k.path[1], y), max(k.path[2], x), max(k.path[3], y)}
}

// paint ends a path.
func (k *ink) paint(inked, stroked bool) {
	if k.drawn {
		box := k.path
		if stroked {
			m := k.now.ctm
			half := k.now.width / 2 * max(abs64(m[0])+abs64(m[2]), abs64(m[1])+abs64(m[3]))
			half = max(half, .5)
			box = rect{box[0] - half, box[1] - half, box[2] + half, box[3] + half}
		}
		if inked {
			k.cover(box)
		}
		if k.clips {
			k.now.clip = k.now.clip.within(k.path)
		}
	}
	k.drawn, k.clips = false, false
}

// cover says that ink lies in a box, as far as the clip lets it.
func (k *ink) cover(box rect) { k.reach(box, k.zone) }

// reach says that ink in a box must not be in a zone.
func (k *ink) reach(box, zone rect) {
	if box.within(k.now.clip).meets(zone) {
		k.hit = true
	}
}

// white tells of the colour operators that name their space whether they ask for white: g, rg as 'r', k.
func (k *ink) white(o *given, how byte) bool {
	switch how {
	case 'g':
		v, ok := o.last(1)
		return ok && v[0] >= .995
	case 'r':
		v, ok := o.last(3)
		return ok && min(v[0], v[1], v[2]) >= .995
	}
	v, ok := o.last(4)
	return ok && max(v[0], v[1], v[2], v[3]) <= .005
}

// colour follows sc and scn. Only in spaces of red, green and blue, of grey and of four inks is it known which numbers are white.
func (k *ink) colour(fill bool, o *given) {
	if !fill {
		k.now.stroke = true
		return
	}
	how := map[int]byte{1: 'g', 3: 'r', 4: 'k'}[o.count]
	k.now.fill = how == 0 || !k.white(o, how) || !k.plain(k.now.space, o.count)
}

// plain tells whether a colour space of n numbers is grey, red, green and blue, or four inks.
func (k *ink) plain(space name, n int) bool {
	switch space {
	case "DeviceGray", "DeviceRGB", "DeviceCMYK":
		return true
	}
	list := k.array(k.dict(k.resources.get("ColorSpace")).get(space))
	if len(list) == 0 {
		return false
	}
	switch k.name(list[0]) {
	case "CalGray", "CalRGB":
		return true
	case "ICCBased":
		s, ok := k.stream(list[1%len(list)])
		d, _ := s.val.(dict)
		had, _ := integer(k.value(d.get("N")))
		return ok && had == n
	}
	return false
}

func (k *ink) matrixOf(o *given) (matrix, bool) {
	v, ok := o.last(6)
	return matrix(v), ok
}

// draw follows a picture or a form.
func (k *ink) draw(key name) {
	o := k.dict(k.resources.get("XObject")).get(key)
	s, ok := k.stream(o)
	if !ok {
		return
	}
	d := s.val.(dict)
	if k.name(d.get("Subtype")) != "Form" {
		k.cover(k.now.ctm.box(rect{0, 0, 1, 1}))
		return
	}
	was, saved := k.now, k.saved
	k.now.ctm = k.matrix(d.get("Matrix")).then(k.now.ctm)
	if box, ok := k.area(d.get("BBox")); ok {
		k.now.clip = k.now.clip.within(k.now.ctm.box(box))
	}
	if k.now.clip.meets(k.letters) {
		k.follow(s, d)
	}
	k.now, k.saved = was, saved
}

// follow goes through the content of a form that may reach the zone.
func (k *ink) follow(s object, d dict) {
	if k.forms--; k.forms < 0 || k.depth >= maxInkDepth {
		k.hit = true
		return
	}
	b, err := k.decode(s)
	if err != nil && len(b) == 0 || !k.purse.spend(len(b)/8) {
		k.hit = true
		return
	}
	resources := k.resources
	if own := k.dict(d.get("Resources")); own != nil {
		k.resources = own
	}
	k.depth++
	k.saved = nil
	t := tally{ink: k}
	t.read(b)
	k.depth--
	k.resources = resources
}
