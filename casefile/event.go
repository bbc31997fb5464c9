package casefile

import (
	"strings"

	"ehccasefile/deadlines"
)

// Event is a dated fact that starts or meets a deadline: a letter was sent, a plan was made.
type Event struct {
	Head
	Kind     string            `json:"kind"` // the id of a fact of package deadlines: "decision-sent"
	On       deadlines.Date    `json:"on,omitzero"`
	Of       ID                `json:"of,omitempty"`       // the event it belongs to: a certificate to its decision
	Against  string            `json:"against,omitempty"`  // the id of the rule it is about: a day the Tribunal set, an exception claimed
	Dated    deadlines.Date    `json:"dated,omitzero"`     // the date printed on a letter, where it is not the day it was sent
	Sent     deadlines.Sending `json:"sent,omitzero"`      // how an arrival was sent; On is then the day it is proved to have arrived, or zero
	Document ID                `json:"document,omitempty"` // the paper that proves it
	Note     string            `json:"note,omitempty"`
}

func (e Event) kind() string { return "event" }
func (e Event) when() when   { return when{on: e.Day(), made: e.Made} }

// Day gives the day to list it under: On, or the day it was sent where no day of arrival is proved.
func (e Event) Day() deadlines.Date {
	if e.On.IsZero() {
		return e.Sent.On
	}
	return e.On
}

// Fact gives the event as package deadlines works with it; the fact's ID is the event's.
func (e Event) Fact() deadlines.Fact {
	return deadlines.Fact{ID: string(e.ID), Kind: e.Kind, Of: string(e.Of), Against: e.Against, On: e.On, Dated: e.Dated, Sent: e.Sent}
}

// Validate asks for a kind and a day. Whether the law knows the kind and the rule is for package deadlines (Pack.Check), whose rules may be
// newer.
func (e Event) Validate() error {
	var c check
	c.owned(e.Head)
	c.that("kind", isFactID(e.Kind), "Choose what happened.")
	c.that("on", !e.Day().IsZero(), "Give the day it happened.")
	c.ref("of", e.Of)
	c.that("of", e.Of == "" || e.Of != e.ID, "An event cannot belong to itself.")
	c.that("against", e.Against == "" || isFactID(e.Against), "Choose which date it is about.")
	c.that("sent", e.Sent.On.IsZero() || e.On.IsZero() || !e.On.Before(e.Sent.On), "It cannot arrive before it was sent. Check both days.")
	c.ref("document", e.Document)
	return c.err()
}

// isFactID tells whether s has the shape of a fact's id: lower-case words and digits joined by hyphens.
func isFactID(s string) bool {
	return s != "" && len(s) <= 60 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && !strings.HasPrefix(s, "-")
}
