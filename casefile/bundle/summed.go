package bundle

import (
	"bytes"
	"crypto/sha256"
	"fmt"
)

// summed is bytes in memory whose SHA-256 is counted beside their writing. What was written is never changed, so it can be counted late.
type summed struct {
	data bytes.Buffer
	todo chan []byte
	hash chan string
}

// newSummed makes room for size bytes: a buffer that grows by itself would hold the bundle twice.
func newSummed(size int) *summed {
	s := &summed{todo: make(chan []byte, 64), hash: make(chan string, 1)}
	s.data.Grow(size)
	go func() {
		h := sha256.New()
		for b := range s.todo {
			h.Write(b)
		}
		s.hash <- fmt.Sprintf("%x", h.Sum(nil))
	}()
	return s
}

// Write takes bytes.
func (s *summed) Write(p []byte) (int, error) {
	n, err := s.data.Write(p)
	all := s.data.Bytes()
	s.todo <- all[len(all)-n:]
	return n, err
}

// sum ends the writing and gives the SHA-256 of all that was written.
func (s *summed) sum() string {
	close(s.todo)
	return <-s.hash
}
