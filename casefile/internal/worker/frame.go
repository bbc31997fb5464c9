package worker

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// hello is the first frame to a child.
type hello struct {
	Cache string `json:"cache"` // folder for compiled code, "" for none; the only path a child is ever given
}

// order is a frame from parent to child; the file's bytes follow it.
type order struct {
	Job      string `json:"job"`
	Password string `json:"password,omitempty"`
	Page     int    `json:"page,omitempty"`
	Size     int    `json:"size,omitempty"`  // dots per inch, or the longer side in pixels
	AsIs     bool   `json:"as_is,omitempty"` // pictures are neither straightened nor trimmed
	Type     string `json:"type,omitempty"`  // what the bytes were taken for by a look at their beginning
}

// answer is a frame from child to parent. One with Going set only says that the child is alive; the one without it is
// the last, and its result follows it.
type answer struct {
	Going string `json:"going,omitempty"` // "warming" or "working"
	Pages int    `json:"pages,omitempty"` // how many pages the document has, once known
	Wrong fault  `json:"wrong,omitempty"` // "" when the job was done
	Say   string `json:"say,omitempty"`   // more about what was wrong
}

const (
	warming = "warming"
	working = "working"
)

var errFrame = errors.New("not a frame")

// A frame is two 32-bit lengths, a JSON header of the first and bytes of the second, which may come in pieces.
func writeFrame(w io.Writer, header any, body ...[]byte) error {
	head, err := json.Marshal(header)
	if err != nil {
		return err
	}
	size := sizeOf(body)
	if len(head) > maxHeader || size > maxAnswer {
		return fmt.Errorf("%w: too long", errFrame)
	}
	start := make([]byte, 8, 8+len(head))
	binary.BigEndian.PutUint32(start, uint32(len(head)))
	binary.BigEndian.PutUint32(start[4:], uint32(size))
	out := bufio.NewWriter(w) // for short pieces; it keeps what goes wrong until Flush
	out.Write(append(start, head...))
	for _, piece := range body {
		out.Write(piece)
	}
	return out.Flush()
}

func sizeOf(pieces [][]byte) int {
	n := 0
	for _, p := range pieces {
		n += len(p)
	}
	return n
}

// readFrame reads one frame; a body longer than most is refused before any memory is asked for.
func readFrame(r io.Reader, header any, most int) ([]byte, error) {
	var start [8]byte
	if _, err := io.ReadFull(r, start[:]); err != nil {
		return nil, err
	}
	headLen, bodyLen := binary.BigEndian.Uint32(start[:]), binary.BigEndian.Uint32(start[4:])
	if headLen > maxHeader || int64(bodyLen) > int64(most) {
		return nil, fmt.Errorf("%w: lengths %d and %d", errFrame, headLen, bodyLen)
	}
	both := make([]byte, int(headLen)+int(bodyLen))
	if _, err := io.ReadFull(r, both); err != nil {
		return nil, fmt.Errorf("%w: %w", errFrame, err)
	}
	if err := json.Unmarshal(both[:headLen], header); err != nil {
		return nil, fmt.Errorf("%w: %w", errFrame, err)
	}
	return both[headLen:], nil
}
