package casefile

import (
	"strings"

	"ehccasefile/deadlines"
)

// Entry is one thing that happened, written down: who, when, what was said and what was promised by when.
type Entry struct {
	Head
	Kind        EntryKind      `json:"kind"`
	On          deadlines.Date `json:"on,omitzero"`
	At          string         `json:"at,omitempty"`   // "14:05", on a 24-hour clock; empty where nobody looked at it
	With        string         `json:"with,omitempty"` // in the family's words: "Ms Hale, SEND team"
	People      []ID           `json:"people,omitempty"`
	Said        string         `json:"said,omitempty"`
	Promised    string         `json:"promised,omitempty"`
	PromisedBy  deadlines.Date `json:"promised_by,omitzero"`  // the day the promise falls due
	PromiseKept deadlines.Date `json:"promise_kept,omitzero"` // the day it was kept
	Awaits      bool           `json:"awaits,omitempty"`      // the family asked for an answer
	Answered    deadlines.Date `json:"answered,omitzero"`     // the day it came; zero while they wait
	Documents   []ID           `json:"documents,omitempty"`
}

// EntryKind says how it happened.
type EntryKind string

// The kinds of entry.
const (
	EntryCall    EntryKind = "call"
	EntryEmail   EntryKind = "e-mail"
	EntryLetter  EntryKind = "letter"
	EntryMeeting EntryKind = "meeting"
	EntryNote    EntryKind = "note"
)

var entryKinds = words[EntryKind]{
	{EntryCall, "Phone call"},
	{EntryEmail, "E-mail"},
	{EntryLetter, "Letter"},
	{EntryMeeting, "Meeting"},
	{EntryNote, "Note"},
}

// EntryKinds gives every kind in the order to offer them.
func EntryKinds() []EntryKind { return entryKinds.all() }

// Title gives the kind in words.
func (k EntryKind) Title() string { return entryKinds.title(k) }

// ParseEntryKind reads a kind as a person types it ("Email" is e-mail); it gives a [Problem] for one it does not know.
func ParseEntryKind(s string) (EntryKind, error) {
	k := EntryKind(strings.ToLower(strings.TrimSpace(s)))
	if k == "email" {
		k = EntryEmail
	}
	if !entryKinds.has(k) {
		return "", Problem{"kind", sayEntryKind}
	}
	return k, nil
}

const sayEntryKind = "Choose what it was: call, e-mail, letter, meeting or note."

func (e Entry) kind() string { return "entry" }
func (e Entry) when() when   { return when{on: e.On, at: e.At, made: e.Made} }

// Validate asks for a kind, a day and something that happened, and looks for days that cannot be right.
func (e Entry) Validate() error {
	var c check
	c.owned(e.Head)
	c.that("kind", entryKinds.has(e.Kind), sayEntryKind)
	c.that("on", !e.On.IsZero(), "Give the day it happened.")
	c.that("at", e.At == "" || isClock(e.At), "Give the time as 14:05, or leave it empty.")
	c.that("said", e.says(), "Write a few words about what happened.")
	c.that("promised", e.Promised != "" || e.PromisedBy.IsZero() && e.PromiseKept.IsZero(), "Say what was promised, or clear the promise's dates.")
	c.that("promised_by", e.PromisedBy.IsZero() || !e.PromisedBy.Before(e.On), "The promise falls due before the day it was made. Check both dates.")
	c.that("promise_kept", e.PromiseKept.IsZero() || !e.PromiseKept.Before(e.On), "The promise was kept before the day it was made. Check both dates.")
	c.that("answered", e.Awaits || e.Answered.IsZero(), "Say that you asked for an answer, or clear the day it came.")
	c.that("answered", e.Answered.IsZero() || !e.Answered.Before(e.On), "The answer came before the day you asked. Check both dates.")
	c.refs("people", e.People)
	c.refs("documents", e.Documents)
	return c.err()
}

// Waiting tells whether an answer is waited for and has not come.
func (e Entry) Waiting() bool { return e.Awaits && e.Answered.IsZero() }

// says tells whether the entry holds anything at all.
func (e Entry) says() bool {
	return strings.TrimSpace(e.Said+e.Promised+e.With) != "" || len(e.Documents) > 0
}

// isClock tells whether s is a time of day, "00:00" to "23:59".
func isClock(s string) bool {
	if len(s) != 5 || s[2] != ':' {
		return false
	}
	for _, i := range []int{0, 1, 3, 4} {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s[:2] <= "23" && s[3:] <= "59"
}
