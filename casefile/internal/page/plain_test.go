package page_test

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"ehccasefile/casefile/internal/page"
)

var mutations = flag.Int("mutations", 1000, "how many broken copies of each kind of text are printed")

// Whatever a text file holds, it becomes pages, or ends in an error, and never in a panic.
func TestMutatedTextIsPrintedOrRefused(t *testing.T) {
	words := "Dear Ms Hale,\r\n\r\nThe plan\twill be amended by 16 March 2026.\f\nSection F: 15 hours a week — “direct”.\n" + strings.Repeat("a long line without an end ", 40)
	wide := "\xff\xfe"
	for _, r := range "Dear Ms Hale, 😀 Section F.\n" {
		wide += string([]byte{byte(r), byte(r >> 8)})
	}
	for name, seed := range map[string]string{"utf-8": words, "windows": strings.ReplaceAll(words, "—", "\x97"), "utf-16": wide} {
		t.Run(name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(2026, uint64(len(seed))))
			for i := range *mutations {
				data := brokenText(r, seed)
				p := page.New("")
				err := p.Plain(data)
				if err != nil && !errors.Is(err, page.ErrEmpty) && !strings.Contains(err.Error(), "pages") {
					t.Errorf("text %d: %v", i, err)
				}
				if i%20 > 0 { // writing the file takes far longer than setting the words
					continue
				}
				if pdf, wrong := p.Bytes(); err == nil && (wrong != nil || len(pdf) == 0) {
					t.Errorf("text %d: %d bytes, %v: %q", i, len(pdf), wrong, fmt.Sprintf("%.80s", data))
				}
			}
		})
	}
}

// brokenText changes some bytes, cuts some out, doubles some, or ends early.
func brokenText(r *rand.Rand, seed string) []byte {
	b := []byte(seed)
	for range 1 + r.IntN(8) {
		if len(b) < 2 {
			return b
		}
		at := r.IntN(len(b))
		end := min(len(b), at+1+r.IntN(40))
		switch r.IntN(5) {
		case 0:
			b[at] = byte(r.IntN(256))
		case 1:
			b[at] = "\x00\f\t\r\n\v\x85\xe2\xff\xfe\xd8"[r.IntN(11)]
		case 2:
			b = append(b[:at:at], b[end:]...)
		case 3:
			b = append(b[:end:end], b[at:]...)
		case 4:
			if r.IntN(4) == 0 {
				b = b[:at]
			}
		}
	}
	return b
}
