package casefile

import (
	"strings"

	"ehccasefile/deadlines"
)

// Event is a dated fact that starts or meets a deadline: a letter was sent, a plan was made.
type Event struct {
	Head
	Kind     string         `json:"kind"` // the id of a fact of package deadlines: "decision-sent"
	On       deadlines.Date `json:"on,omitzero"`
	Of       ID             `json:"of,omitempty"`       // the event it belongs to: a certificate to its decision
	Document ID             `json:"document,omitempty"` // the paper that proves it
	Note     string         `json:"note,omitempty"`
}

func (e Event) kind() string { return "event" }
func (e Event) when() when   { return when{on: e.On, made: e.Made} }

// Validate asks for a kind and a day. Whether the law knows the kind is for package deadlines, whose rules may be newer.
func (e Event) Validate() error {
	var c check
	c.owned(e.Head)
	c.that("kind", isFactID(e.Kind), "Choose what happened.")
	c.that("on", !e.On.IsZero(), "Give the day it happened.")
	c.ref("of", e.Of)
	c.that("of", e.Of == "" || e.Of != e.ID, "An event cannot belong to itself.")
	c.ref("document", e.Document)
	return c.err()
}

// isFactID tells whether s has the shape of a fact's id: lower-case words and digits joined by hyphens.
func isFactID(s string) bool {
	return s != "" && len(s) <= 60 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == "" && !strings.HasPrefix(s, "-")
}
