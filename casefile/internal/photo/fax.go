package photo

import (
	"errors"
	"sync"
)

// The ways fax machines pack rows of black and white, as TIFF numbers them.
const (
	faxRows   = 2 // each row for itself, from a whole byte
	faxGroup3 = 3
	faxGroup4 = 4
)

var faxTables = sync.OnceValue(func() (t struct{ white, black, mode *faxTable }) {
	t.white, t.black, t.mode = runTable(whiteShort, whiteLong), runTable(blackShort, blackLong), modeTable()
	return t
})

var (
	errFax    = errors.New("the fax's code is damaged")
	errFaxEnd = errors.New("the fax ends")
)

// fax unpacks rows of a fax. A row is known by its edges: where it turns black, where white again, and so on.
type fax struct {
	data       []byte
	bit        int // the next to be read
	wide, kind int
	twoWays    bool // Group 3 whose rows may go on from the one above
	reverse    bool // the first dot is a byte's lowest bit
	above, now []int
	hurt       bool // a row was lost and the one above shown again
}

// next fills a row of bits, 1 for black.
func (f *fax) next(row []byte) error {
	f.above, f.now = f.now, f.above[:0]
	if err := f.edges(); err != nil {
		return err
	}
	clear(row)
	for i := 0; i < len(f.now); i += 2 {
		to := f.wide
		if i+1 < len(f.now) {
			to = f.now[i+1]
		}
		fillBits(row, f.now[i], to)
	}
	return nil
}

// fillBits sets the bits from…to, the first being a byte's highest.
func fillBits(row []byte, from, to int) {
	for x := from; x < to; {
		if x&7 == 0 && to-x >= 8 {
			row[x>>3] = 0xFF
			x += 8
			continue
		}
		row[x>>3] |= 0x80 >> (x & 7)
		x++
	}
}

func (f *fax) edges() error {
	switch f.kind {
	case faxRows:
		err := f.alone()
		f.bit = (f.bit + 7) &^ 7
		return err
	case faxGroup4:
		return f.onward()
	}
	return f.group3()
}

// group3 reads a row after its mark. A damaged row becomes the one above, and reading goes on after the next mark, as fax
// machines do.
func (f *fax) group3() error {
	marks := 0
	onward := false
	for f.mark() {
		marks++
		if f.twoWays {
			onward = f.peek(1) == 0
			f.bit++
		}
		if marks > 2 {
			return errFaxEnd
		}
	}
	if f.bit >= 8*len(f.data) {
		return errFaxEnd
	}
	read := f.alone
	if onward {
		read = f.onward
	}
	if read() == nil {
		return nil
	}
	f.hurt = true
	f.now = append(f.now[:0], f.above...)
	for f.bit < 8*len(f.data) && !f.atMark() {
		f.bit++
	}
	return nil
}

// atMark tells whether a mark begins here: eleven or more zeros and a one.
func (f *fax) atMark() bool { return f.peek(11) == 0 && f.bit+12 <= 8*len(f.data) }

// mark reads over the mark that begins a row, if one is here.
func (f *fax) mark() bool {
	if !f.atMark() {
		return false
	}
	at := f.bit + 11
	for at < 8*len(f.data) && !f.isOne(at) {
		at++
	}
	f.bit = min(at+1, 8*len(f.data))
	return true
}

func (f *fax) isOne(at int) bool {
	if f.reverse {
		return f.data[at>>3]>>(at&7)&1 == 1
	}
	return f.data[at>>3]<<(at&7)&0x80 != 0
}

// peek gives the next bits, zeros after the end.
func (f *fax) peek(n int) int {
	v := 0
	for i := f.bit >> 3; i <= (f.bit+n-1)>>3; i++ {
		b := byte(0)
		if i < len(f.data) {
			b = f.data[i]
		}
		if f.reverse {
			b = reversed(b)
		}
		v = v<<8 | int(b)
	}
	return v >> (7 - (f.bit+n-1)&7) & (1<<n - 1)
}

func reversed(b byte) byte {
	b = b>>4 | b<<4
	b = b>>2&0x33 | b<<2&0xCC
	return b>>1&0x55 | b<<1&0xAA
}

func (f *fax) code(t *faxTable) (int, error) {
	c := t[f.peek(faxBits)]
	if c.bits == 0 || f.bit >= 8*len(f.data) {
		return 0, errFax
	}
	f.bit += int(c.bits)
	return int(c.means), nil
}

// run reads how long a run is: any number of long codes and a short one.
func (f *fax) run(black bool) (int, error) {
	t := faxTables().white
	if black {
		t = faxTables().black
	}
	for n := 0; ; {
		part, err := f.code(t)
		if err != nil || n > f.wide {
			return 0, errFax
		}
		n += part
		if part < 64 {
			return n, nil
		}
	}
}

// alone reads a row that stands for itself.
func (f *fax) alone() error {
	for at, black := 0, false; at < f.wide; black = !black {
		n, err := f.run(black)
		if err != nil {
			return err
		}
		if at += n; at > f.wide {
			return errFax
		}
		f.now = append(f.now, at)
	}
	return nil
}

// onward reads a row that goes on from the one above.
func (f *fax) onward() error {
	for at, black, i := -1, false, 0; at < f.wide; {
		for i > 0 && i <= len(f.above) && f.above[i-1] > at { // the edge may lie behind the one last used
			i--
		}
		for f.edge(i) <= at && f.edge(i) < f.wide || (i&1 == 1) != black {
			i++
		}
		mode, err := f.code(faxTables().mode)
		switch {
		case err != nil:
			return err
		case mode == faxPass:
			at = f.edge(i + 1)
		case mode == faxFull:
			one, err1 := f.run(black)
			two, err2 := f.run(!black)
			at = max(at, 0) + one + two
			if err1 != nil || err2 != nil || at > f.wide {
				return errFax
			}
			f.now = append(f.now, at-two, at)
		default:
			next := f.edge(i) + mode
			if next < max(at, 0) || next > f.wide {
				return errFax
			}
			at = next
			f.now = append(f.now, at)
			black = !black
		}
	}
	return nil
}

// edge gives edge i of the row above; after its last it is the row's end.
func (f *fax) edge(i int) int {
	if i < len(f.above) {
		return f.above[i]
	}
	return f.wide
}
