package layer

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"ehccasefile/casefile/internal/limit"
)

// ErrUnknown is given for bytes that are no layer, or one of a version that this program does not know. The words can be read
// off the pictures again.
var ErrUnknown = errors.New("these are not words read from a scan as this program keeps them")

// How a layer is spelt: "EHCL", the version, then a deflated stream of two parts: the words with spaces
// and newlines between them, after its length, and the numbers: varints, places as whole steps from the place before.
const (
	mark    = "EHCL"
	version = 1

	step = 10 // parts of a point that a place is kept to

	maxWordBytes = 400
	maxPageWords = 20_000
	maxPacked    = 64 << 20        // bytes of a layer as it is kept
	maxOpen      = 2 * limit.Text  // bytes of either part, unpacked
	maxSide      = 200 * 72 * step // of a page: 200 inches, the largest that PDF knows
	maxSpread    = 4 * maxSide     // of a place from the place before it
	flagDoubt    = 1               // of a word
	flagOwn      = 2               // it does not stand as high as the word before it
)

// Encode gives the bytes to keep. Words without text are left out, and what passes the bounds of Decode is cut.
func (p Paper) Encode() []byte {
	var words strings.Builder
	n := binary.AppendUvarint(nil, uint64(min(len(p), limit.Pages)))
	for _, page := range p[:min(len(p), limit.Pages)] {
		n = page.encode(n, &words)
	}
	var out bytes.Buffer
	out.WriteString(mark)
	out.WriteByte(version)
	z, _ := flate.NewWriter(&out, flate.BestCompression) // the level is a known one
	z.Write(binary.AppendUvarint(nil, uint64(words.Len())))
	io.WriteString(z, words.String())
	z.Write(n)
	z.Close() // a bytes.Buffer takes everything
	return out.Bytes()
}

func (p Page) encode(n []byte, words *strings.Builder) []byte {
	lines := p.spellable()
	n = binary.AppendUvarint(n, uint64(max(0, min(p.Number, limit.Pages))))
	n = binary.AppendUvarint(n, uint64(steps(p.Width, 0, maxSide)))
	n = binary.AppendUvarint(n, uint64(steps(p.Height, 0, maxSide)))
	n = binary.AppendUvarint(n, uint64(len(lines)))
	var at place
	for _, line := range lines {
		n = binary.AppendUvarint(n, uint64(len(line)))
		for i, w := range line {
			if i > 0 {
				words.WriteByte(' ')
			}
			words.WriteString(w.Text)
			n = at.encode(n, w)
		}
		words.WriteByte('\n')
	}
	return n
}

// spellable gives the lines that can be kept.
func (p Page) spellable() []Line {
	var out []Line
	left := maxPageWords
	for _, line := range p.Lines {
		var kept Line
		for _, w := range line {
			if w.Text = Clean(w.Text); w.Text != "" && left > 0 {
				kept = append(kept, w)
				left--
			}
		}
		if kept != nil {
			out = append(out, kept)
		}
	}
	return out
}

// steps is a measure in whole steps, within bounds; what is no number is the lower bound.
func steps(v float64, low, high int) int {
	if math.IsNaN(v) {
		return low
	}
	return int(math.Round(max(float64(low), min(v*step, float64(high)))))
}

// place is where the word before ended: the next one is kept as its distance from there.
type place struct{ right, bottom, high int }

func (at *place) encode(n []byte, w Word) []byte {
	left, bottom := steps(w.Box[0], -maxSide, 2*maxSide), steps(w.Box[1], -maxSide, 2*maxSide)
	right, top := max(left, steps(w.Box[2], -maxSide, 2*maxSide)), max(bottom, steps(w.Box[3], -maxSide, 2*maxSide))
	flags := 0
	if w.Doubt {
		flags |= flagDoubt
	}
	if bottom != at.bottom || top-bottom != at.high {
		flags |= flagOwn
	}
	n = binary.AppendUvarint(n, uint64(flags))
	n = binary.AppendVarint(n, int64(left-at.right))
	n = binary.AppendUvarint(n, uint64(right-left))
	if flags&flagOwn != 0 {
		n = binary.AppendVarint(n, int64(bottom-at.bottom))
		n = binary.AppendUvarint(n, uint64(top-bottom))
	}
	*at = place{right, bottom, top - bottom}
	return n
}

// Decode reads what Encode gave. Any other bytes are ErrUnknown.
func Decode(b []byte) (Paper, error) {
	if len(b) < len(mark)+1 || len(b) > maxPacked || string(b[:len(mark)]) != mark {
		return nil, ErrUnknown
	}
	if b[len(mark)] != version {
		return nil, fmt.Errorf("%w (version %d)", ErrUnknown, b[len(mark)])
	}
	all, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(b[len(mark)+1:])), 2*maxOpen+1))
	if err != nil || len(all) > 2*maxOpen {
		return nil, ErrUnknown
	}
	long, took := binary.Uvarint(all)
	if took <= 0 || long > uint64(len(all)-took) {
		return nil, ErrUnknown
	}
	d := decoder{numbers: all[took+int(long):], words: string(all[took : took+int(long)])}
	p := d.paper()
	if d.bad || len(d.numbers) > 0 || d.words != "" {
		return nil, ErrUnknown
	}
	return p, nil
}

// decoder takes numbers and words off the front of what is left. Once bad, it gives zeros.
type decoder struct {
	numbers []byte
	words   string
	bad     bool
}

func (d *decoder) number(most int) int {
	v, took := binary.Uvarint(d.numbers)
	if d.bad = d.bad || took <= 0 || v > uint64(most); d.bad {
		return 0
	}
	d.numbers = d.numbers[took:]
	return int(v)
}

func (d *decoder) signed() int {
	v, took := binary.Varint(d.numbers)
	if d.bad = d.bad || took <= 0 || v > maxSpread || v < -maxSpread; d.bad {
		return 0
	}
	d.numbers = d.numbers[took:]
	return int(v)
}

func (d *decoder) paper() Paper {
	var p Paper
	last := -1
	for range d.number(limit.Pages) {
		page := Page{Number: d.number(limit.Pages)}
		d.bad = d.bad || page.Number <= last
		last = page.Number
		page.Width, page.Height = float64(d.number(maxSide))/step, float64(d.number(maxSide))/step
		left := maxPageWords
		var at place
		for range d.number(maxPageWords) {
			n := d.number(left)
			left -= n
			page.Lines = append(page.Lines, d.line(n, &at))
			if d.bad {
				return nil
			}
		}
		p = append(p, page)
	}
	return p
}

// line takes n words, which one newline ends.
func (d *decoder) line(n int, at *place) Line {
	text, rest, ok := strings.Cut(d.words, "\n")
	d.words = rest
	texts := strings.Split(text, " ")
	if d.bad = d.bad || !ok || n != len(texts); d.bad {
		return nil
	}
	line := make(Line, 0, n)
	for _, s := range texts {
		w := at.decode(d)
		if w.Text = s; d.bad || s == "" || s != Clean(s) {
			d.bad = true
			return nil
		}
		line = append(line, w)
	}
	return line
}

func (at *place) decode(d *decoder) Word {
	flags := d.number(flagDoubt | flagOwn)
	left := at.right + d.signed()
	right := left + d.number(maxSpread)
	bottom, high := at.bottom, at.high
	if flags&flagOwn != 0 {
		bottom += d.signed()
		high = d.number(maxSpread)
	}
	far := func(v int) bool { return v < -maxSide || v > 2*maxSide }
	d.bad = d.bad || far(left) || far(right) || far(bottom) || far(bottom+high)
	*at = place{right, bottom, high}
	back := func(v int) float64 { return float64(v) / step }
	return Word{Box: Rect{back(left), back(bottom), back(right), back(bottom + high)}, Doubt: flags&flagDoubt != 0}
}
