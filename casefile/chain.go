package casefile

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"time"
)

// chain follows a history from its first event and keeps what should be there at its end.
type chain struct {
	seq         uint64
	link        string
	from, until time.Time        // of the first and the last event
	last        map[place]string // the hash of each record's JSON
	kept        map[string]int64 // the size of each piece of evidence, by its hash
}

func newChain() chain { return chain{last: map[place]string{}, kept: map[string]int64{}} }

// add follows one event, given as it is stored, or gives ErrDamaged where it does not belong behind the one before.
func (c *chain) add(raw []byte) error {
	var e event
	if err := decode(raw, &e); err != nil || e.Seq != c.seq+1 || e.Prev != c.link {
		return fmt.Errorf("change %d of the history: %w", c.seq+1, ErrDamaged)
	}
	if c.seq == 0 {
		c.from = e.At
	}
	c.seq, c.link, c.until = e.Seq, fullSum(raw), e.At
	for _, ch := range e.Changes {
		switch ch.Do {
		case doPut, doCorrect, doRestore:
			c.last[place{ch.Kind, ch.ID}] = ch.Sum
		case doDelete:
			delete(c.last, place{ch.Kind, ch.ID})
		case doKeep:
			c.kept[ch.Sum] = ch.Size
		case doErase:
			delete(c.kept, ch.Sum) // of evidence; a record's names none
		}
	}
	return nil
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
