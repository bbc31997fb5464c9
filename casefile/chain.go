package casefile

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// chain follows a history from its first event and keeps what should be there at its end.
type chain struct {
	seq         uint64
	link        string
	from, until time.Time        // of the first and the last event
	last        map[place]string // the hash of each record's JSON
	bin         map[place]string // the same of each that was deleted and can come back
	kept        map[string]int64 // the size of each piece of evidence, by its hash
	newer       uint64           // the first event that holds something a newer version of this program wrote; 0 for none
}

func newChain() chain {
	return chain{last: map[place]string{}, bin: map[place]string{}, kept: map[string]int64{}}
}

// add follows one event, given as it is stored, or gives ErrDamaged where it does not belong behind the one before, or where what it tells
// cannot have been done then.
func (c *chain) add(raw []byte) error {
	e, known, err := readEvent(raw)
	if err != nil || e.Seq != c.seq+1 || e.Prev != c.link || len(e.Changes) == 0 {
		return fmt.Errorf("change %d of the history: %w", c.seq+1, ErrDamaged)
	}
	for i, ch := range e.Changes {
		begins := e.Seq == 1 && i == 0
		ok := (ch.Do == doMade) == begins
		if ok && known {
			ok, known = c.allows(ch)
		}
		if !ok {
			return fmt.Errorf("change %d of the history: %w", c.seq+1, ErrDamaged)
		}
		c.follow(ch)
	}
	if c.seq == 0 {
		c.from = e.At
	}
	if !known && c.newer == 0 {
		c.newer = e.Seq
	}
	c.seq, c.link, c.until = e.Seq, fullSum(raw), e.At
	return nil
}

// readEvent reads an event that stands as this program writes one, to the byte. known is false for one with a field that only a newer version
// can have written.
func readEvent(raw []byte) (e event, known bool, err error) {
	if err := decode(raw, &e); err != nil {
		return e, false, err
	}
	again, err := json.Marshal(e)
	_, east := e.At.Zone()
	if err == nil && east == 0 && bytes.Equal(again, raw) {
		return e, true, nil
	}
	if decodeWhole(raw, &event{}) != nil {
		return e, false, nil
	}
	return e, false, ErrDamaged
}

// shapes gives the fields that a change has beside "do", in each way that this program writes it.
var shapes = map[string][]string{
	doMade:    {""},
	doSchema:  {""},
	doKey:     {"kind"},
	doPut:     {"kind id sum", "kind id sum was"},
	doCorrect: {"kind id sum", "kind id sum was", "kind id sum why", "kind id sum was why"},
	doDelete:  {"kind id was", "kind id was why"},
	doRestore: {"kind id sum"},
	doKeep:    {"sum size"},
	doErase:   {"sum size", "kind id was"},
}

// shape gives the fields a change has.
func (ch change) shape() string {
	var has []string
	for _, f := range []struct {
		name  string
		there bool
	}{{"kind", ch.Kind != ""}, {"id", ch.ID != ""}, {"sum", ch.Sum != ""}, {"size", ch.Size != 0}, {"was", ch.Was != ""}, {"why", ch.Why != ""}} {
		if f.there {
			has = append(has, f.name)
		}
	}
	return strings.Join(has, " ")
}

// allows tells whether a change can have been made where the history stands. known is false for one of a sort or of a kind of record that only
// a newer version has.
func (c *chain) allows(ch change) (ok, known bool) {
	all, known := shapes[ch.Do]
	if !known {
		return true, false
	}
	if !slices.Contains(all, ch.shape()) || !ch.written() {
		return false, true
	}
	switch ch.Do {
	case doMade, doSchema:
		return true, true
	case doKey:
		return true, ch.Kind == slotPassphrase || ch.Kind == slotRecovery
	}
	return c.fits(ch), ch.ID == "" || slices.Contains(kinds, ch.Kind)
}

// written tells whether the id and the hashes of a change are some.
func (ch change) written() bool {
	for _, s := range []string{ch.Sum, ch.Was, ch.Why} {
		if s != "" && !isSum(s) {
			return false
		}
	}
	_, ok := ch.ID.bytes()
	return ok || ch.ID == ""
}

// fits compares a change with what was there before it.
func (c *chain) fits(ch change) bool {
	at := place{ch.Kind, ch.ID}
	size, kept := c.kept[ch.Sum]
	switch {
	case ch.Do == doKeep:
		return !kept && ch.Size > 0 && ch.Size <= maxEvidence
	case ch.Do == doErase && ch.ID == "":
		return kept && size == ch.Size
	case ch.Do == doErase:
		return c.bin[at] == ch.Was
	case ch.Do == doRestore:
		return c.bin[at] == ch.Sum
	}
	return c.last[at] == ch.Was // nothing where none stood
}

// follow notes what is there after a change.
func (c *chain) follow(ch change) {
	at := place{ch.Kind, ch.ID}
	switch ch.Do {
	case doPut, doCorrect, doRestore:
		c.last[at] = ch.Sum
		delete(c.bin, at)
	case doDelete:
		delete(c.last, at)
		if ch.Kind != kindText { // they can be read again
			c.bin[at] = ch.Was
		}
	case doKeep:
		c.kept[ch.Sum] = ch.Size
	case doErase:
		delete(c.kept, ch.Sum) // of evidence; a record's names none
		delete(c.bin, at)
	}
}

// maxLine bounds one line of an archive's text. Nothing in an archive is compressed, so a long line is as long in the file.
const maxLine = 512 << 20

// eachLine gives each line of r, without its line feed, to do. A last line without one, or a line too long, gives ErrDamaged.
func eachLine(r io.Reader, do func(line []byte) error) error {
	b := bufio.NewReaderSize(r, 64<<10)
	for {
		line, err := readLine(b)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := do(line); err != nil {
			return err
		}
	}
}

func readLine(b *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := b.ReadSlice('\n')
		line = append(line, part...)
		switch {
		case err == nil:
			return line[:len(line)-1], nil
		case err == io.EOF && len(line) > 0, len(line) > maxLine:
			return nil, fmt.Errorf("a line has no end: %w", ErrDamaged)
		case !errors.Is(err, bufio.ErrBufferFull):
			return nil, err
		}
	}
}
