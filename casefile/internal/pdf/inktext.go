package pdf

// textual follows the operators of text (9.3, 9.4).
func (k *ink) textual(op []byte, o *given) {
	p := &k.now
	v, ok := o.last(1)
	switch string(op) {
	case "BT":
		p.text, p.line = identity, identity
	case "Td":
		if v, ok := o.last(2); ok {
			k.lines(v[0], v[1])
		}
	case "TD":
		if v, ok := o.last(2); ok {
			p.lead = -v[1]
			k.lines(v[0], v[1])
		}
	case "Tm":
		if m, ok := k.matrixOf(o); ok {
			p.text, p.line = m, m
		}
	case "T*":
		k.lines(0, -p.lead)
	case "Tj", "TJ":
		k.show(o)
	case "Tf":
		if ok {
			p.size = v[0]
			p.font = k.dict(k.resources.get("Font")).get(name(o.b[o.name.from:o.name.to]))
		}
	case "TL":
		p.lead = v[0]
	case "Tz":
		p.stretch = v[0] / 100
	case "Ts":
		p.rise = v[0]
	case "Tc":
		p.gap = v[0]
	case "Tw":
		p.wordGap = v[0]
	case "Tr":
		p.unseen = ok && v[0] == 3
	}
}

// lines begins a line at a distance from the start of this one.
func (k *ink) lines(x, y float64) {
	k.now.line = matrix{1, 0, 0, 1, x, y}.then(k.now.line)
	k.now.text = k.now.line
}

// How far letters may reach above and below their base line, in sizes of the type. Few reach so far.
const (
	letterHigh = 0.9
	letterLow  = 0.3
)

// show follows text being shown. How long it is matters only where its line passes the zone.
func (k *ink) show(o *given) {
	p := &k.now
	m := p.text.then(p.ctm)
	low, high := p.rise-letterLow*abs64(p.size), p.rise+letterHigh*abs64(p.size)
	if p.size < 0 {
		low, high = -high, -low
	}
	if !k.inBand(m, low, high) {
		return
	}
	long := k.length(o.b[o.text.from:o.text.to]) * p.stretch
	if box := m.box(rect{min(0, long), low, max(0, long), high}); !p.unseen {
		k.reach(box, k.letters)
	}
	p.text = matrix{1, 0, 0, 1, long, 0}.then(p.text)
}

// inBand tells whether a line of text, however long, passes the zone: m takes it to the page.
func (k *ink) inBand(m matrix, low, high float64) bool {
	det := m[0]*m[3] - m[1]*m[2]
	if abs64(det) < 1e-12 {
		return false
	}
	z := m.inverse().box(k.letters)
	return z[1] < high && z[3] > low
}

// length adds up the widths of a string, or of the strings and steps of an array, in units of text space.
func (k *ink) length(b []byte) float64 {
	x := parser{b: b, left: 4}
	val, err := x.object()
	if err != nil {
		return 1e4 // cannot be read: as if it reached across the page
	}
	w := k.widthsOf(k.now.font)
	switch v := val.(type) {
	case text:
		return k.measure(w, v)
	case array:
		sum := 0.0
		for _, one := range v {
			if t, ok := one.(text); ok {
				sum += k.measure(w, t)
			} else if n, ok := number(one); ok {
				sum -= n / 1000 * k.now.size
			}
		}
		return sum
	}
	return 0
}

func (k *ink) measure(w *widths, t text) float64 {
	b := t.bytes()
	sum, n := 0.0, 0
	for i := 0; i < len(b); i++ {
		code := int(b[i])
		if w.pairs && i+1 < len(b) {
			i++
			code = code<<8 | int(b[i])
		} else if code == ' ' {
			sum += k.now.wordGap
		}
		sum += w.of(code) / 1000 * k.now.size
		n++
	}
	return sum + float64(n)*k.now.gap
}

// widths is how wide a font's characters are, in thousandths of its size (9.2.4).
type widths struct {
	pairs bool // two bytes a character
	by    map[uint16]float64
	usual float64
}

func (w *widths) of(code int) float64 {
	if v, ok := w.by[uint16(code)]; ok {
		return v
	}
	return w.usual
}

// broad is taken for a character whose width is not said: wider than most, so that text seems rather too long than too short.
const broad = 750

// widthsOf reads the widths of a font once.
func (k *ink) widthsOf(o any) *widths {
	n := k.target(o)
	if w, ok := k.fonts[n]; ok && n != 0 {
		return w
	}
	w := k.readWidths(k.dict(o))
	if n != 0 {
		k.fonts[n] = w
	}
	return w
}

func (k *ink) readWidths(d dict) *widths {
	w := &widths{by: map[uint16]float64{}, usual: broad}
	if k.name(d.get("Subtype")) == "Type0" {
		w.pairs, w.usual = true, 1000
		if below := k.array(d.get("DescendantFonts")); len(below) > 0 {
			f := k.dict(below[0])
			if v, ok := number(k.value(f.get("DW"))); ok {
				w.usual = v
			}
			k.widths(k.array(f.get("W")), w.by)
		}
		return w
	}
	from, _ := integer(k.value(d.get("FirstChar")))
	list := k.array(d.get("Widths"))
	scale := 1.0
	if k.name(d.get("Subtype")) == "Type3" {
		scale = 1000 * abs64(k.matrix(d.get("FontMatrix"))[0])
	}
	for i, o := range list[:min(len(list), 256)] {
		if v, ok := number(k.value(o)); ok && v > 0 {
			w.by[uint16(from+i)] = v * scale
		}
	}
	return w
}
