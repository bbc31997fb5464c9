package bundle

import (
	"crypto/sha256"
	"fmt"
)

// summed is bytes in memory whose SHA-256 is counted beside their writing. What was written is never changed, so it can be counted late.
type summed struct {
	data []byte
	todo chan []byte
	hash chan string
}

// newSummed makes room for size bytes: a slice that grows by itself would hold the bundle twice, and a bytes.Buffer clears the room it
// makes in one go, which for some hundred megabytes holds the collector up for seconds.
func newSummed(size int) *summed {
	s := &summed{data: make([]byte, 0, size), todo: make(chan []byte, 64), hash: make(chan string, 1)}
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
	s.data = append(s.data, p...)
	s.todo <- s.data[len(s.data)-len(p):]
	return len(p), nil
}

// sum ends the writing and gives the SHA-256 of all that was written.
func (s *summed) sum() string {
	close(s.todo)
	return <-s.hash
}
