package casefile

import (
	"crypto/rand"
	"encoding/hex"
	"time"

	"ehccasefile/deadlines"
)

// ID names a record: 32 lower-case hexadecimal digits, random, so that it says nothing about what it names.
type ID string

// CaseID is the ID of the [Child] a record belongs to; empty means the whole family.
type CaseID = ID

// newID gives a fresh random ID.
func newID() ID {
	var b [16]byte
	rand.Read(b[:]) // never fails: crypto/rand ends the program instead
	return ID(hex.EncodeToString(b[:]))
}

// bytes gives the 16 bytes of the ID; ok is false where it is not one.
func (id ID) bytes() (b [16]byte, ok bool) {
	if len(id) != 32 {
		return b, false
	}
	for _, c := range id {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return b, false
		}
	}
	_, err := hex.Decode(b[:], []byte(id))
	return b, err == nil
}

// Head is what every record carries.
type Head struct {
	ID      ID        `json:"id"`
	Child   CaseID    `json:"child,omitempty"` // the child it belongs to; empty for the whole family
	Made    time.Time `json:"made"`            // when it was first kept, UTC
	Changed time.Time `json:"changed"`         // when it was last changed, UTC
}

func (h Head) head() Head      { return h }
func (h *Head) setHead(n Head) { *h = n }

// when orders records of one kind: by day, then time of day, then the moment they were first kept.
type when struct {
	on   deadlines.Date // the zero date comes last: a paper without a date waits at the end
	at   string         // "14:05", or "" which comes first in its day
	made time.Time
}

// Record is any of the types a case file stores: [Family], [Child], [Authority], [Person], [Entry], [Event], [Document], [Text],
// [Appeal] and [Bundle].
type Record interface {
	// Validate gives nil, or a Problem (or Problems) fit to show to the person who typed.
	Validate() error
	kind() string
	head() Head
	when() when
}
