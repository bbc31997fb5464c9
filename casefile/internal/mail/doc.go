// Package mail reads e-mails as families really have them: single messages (.eml), mailboxes (.mbox) and Outlook's own files
// (.msg), whole or broken. It gives what was written, by whom and when, and what came with it, and squeezes a thread that
// quotes itself again and again to its messages, each once.
//
// It promises that [Read], [Box] and [Outlook] end on any bytes, in a time that grows with their length, within the bounds of
// package limit; that nothing is fetched, run or followed; and that no word is lost in silence: what cannot be read is said
// in a note, and [Squeeze] folds only a quotation whose words stand elsewhere in its result.
//
// What a message says of itself is a claim: anyone can write any name into From. Nothing here checks a signature.
//
// The formats: RFC 5322, 2045-2047, 2231, 3676 and 4155; MS-CFB, MS-OXMSG, MS-OXRTFCP, MS-OXRTFEX and MS-OXTNEF.
package mail

import (
	"errors"
	"time"

	"ehccasefile/casefile/internal/prose"
)

// ErrNotMail says that bytes hold no message that can be read. Its text is fit to show.
var ErrNotMail = errors.New("this does not look like an e-mail; it is kept as it is")

// Message is one e-mail.
type Message struct {
	ID         string   // the Message-ID without its brackets; "" where none is said
	InReplyTo  []string // the ids it says it answers
	References []string // the ids of its thread, oldest first
	From       []Address
	To, Cc     []Address
	Sent       Moment
	Subject    string
	Body       []prose.Block // what was written; what it quotes has a Quote of 1 and more
	Parts      []Part        // what came with it, in order
	Notes      []string      // plain sentences a reader should know
	Quoted     bool          // known only from a quotation in another message, or from a printout
}

// Address is a person as a message names them. Either part may be "".
type Address struct {
	Name, Addr string
}

// Moment is when a message says it was sent.
type Moment struct {
	At   time.Time // zero where nothing could be read; without a zone, the clock in the United Kingdom
	Said string    // the words it was read from; "" for a date that Outlook keeps as a number
	Zone bool      // a time zone was said
	Day  bool      // no hour was said, only the day
	From string    // where it was said: "Date", "Received", "Outlook", "From line", "quotation"
}

// Part is one thing that came with a message.
type Part struct {
	Name      string // safe to show and never a path; made up from the type where none is said
	Type      string // as it was said, in lower case, such as "application/pdf"; never to be relied on
	Inline    bool   // meant to be seen in the text
	ContentID string // what the text calls it by; "" for none
	Data      []byte // as it was before it was packed for sending; shared with the input where that is possible
	Mail      bool   // a message itself: its Data is for [Read], or for [Outlook] where IsOutlook says so
	Note      string // a plain sentence about it; "" for none
}
