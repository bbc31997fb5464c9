package deadlines

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// FactKind is a kind of dated fact that may be asked of a family, in plain words.
type FactKind struct {
	ID       string   // "decision-sent"
	Title    string   // "The council sent its decision letter"
	Question string   // "When did the council send its decision letter?"
	Help     string   // where to find the date, and which date counts
	Who      string   // who does it: "parent", "council", "school", "tribunal", …
	Group    string   // the heading it stands under in lists
	Of       []string // the kinds of fact it may belong to, as a certificate belongs to a decision
	Arrives  string   // "received" or "served" where its day is an arrival, which may be worked out from the sending; "" otherwise
	Letter   bool     // it is a letter with a date printed on it, and time runs from its sending

	joins  []string // those of Of that it joins without being told
	closed []string // the facts that close one it might belong to: after them it joins that one only if told to
	says   string   // the fact as a sentence, with {date} in it
}

// sentence tells the fact with its day: "The council sent its decision letter on Monday 5 October 2026."
func (k FactKind) sentence(on Date) string { return strings.ReplaceAll(k.says, "{date}", on.Long()) }

// Fact is something that happened, or is set to happen, on a day.
type Fact struct {
	ID      string  // the caller's own name for it, unique among the facts given; may be empty
	Kind    string  // a FactKind's ID
	Of      string  // the ID of the fact this one belongs to (a certificate to its decision); may be empty
	Against string  // the ID of the rule it is about: a day the Tribunal set, an exception that is claimed; empty: whatever it fits
	On      Date    // the day; for an arrival that was sent, the day it is proved to have arrived, or zero
	Dated   Date    // the date printed on a letter, where it is not the day it was sent; may be zero
	Sent    Sending // how an arrival was sent; the zero value where that is not known
}

// Sending is how and when something was sent to somebody.
type Sending struct {
	On  Date   `json:"on,omitzero"`  // the day it was sent
	How Method `json:"how"`          // how
	At  string `json:"at,omitempty"` // the time of day, "17:30"; may be empty
}

// Method is a way to send something.
type Method string

// The ways to send.
const (
	ByHand     Method = "hand"
	SignedFor  Method = "signed-for"
	FirstClass Method = "first-class"
	Email      Method = "e-mail"
	Portal     Method = "portal"
)

var methodWords = map[Method]string{ByHand: "by hand", SignedFor: "by signed-for post", FirstClass: "by first-class post",
	Email: "by e-mail", Portal: "by an upload to a portal"}

// Methods gives every way to send, the commonest first.
func Methods() []Method { return []Method{Email, FirstClass, SignedFor, ByHand, Portal} }

// String gives the way in words that end a sentence: "by first-class post".
func (m Method) String() string { return methodWords[m] }

// kindDirected is the fact of a day the Tribunal set for what a rule governs. The pack must hold it where a rule is directed.
const kindDirected = "day-directed"

// kindNotice is the fact of a notice of changes, which finishes a review only where no decision has done so.
const kindNotice = "amendment-notice-sent"

// oldest is the first year that a fact of a family can lie in; an earlier one is a slip.
const oldest = 1950

// Check gives an error that names each fact that is nonsense: of an unknown kind, without a day, of a year before 1950, belonging to a
// fact that is not there, about a rule that cannot be meant, sent in no known way. It gives nil where the facts can be worked with.
// Work leaves such facts out, or what is wrong in them, without a word; callers that take facts from people check them first.
func (p *Pack) Check(facts []Fact) error {
	kinds := map[string]string{}
	var wrong []error
	for _, f := range facts {
		if _, twice := kinds[f.ID]; twice && f.ID != "" {
			wrong = append(wrong, fmt.Errorf("%s: another fact has the same name, %q", f.name(), f.ID))
		}
		kinds[f.ID] = f.Kind
	}
	for _, f := range facts {
		if err := p.checkOne(f, kinds); err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", f.name(), err))
		}
	}
	return errors.Join(wrong...)
}

// CheckAmong gives what Check gives for one fact that is to join others; what is wrong with the others is not told.
func (p *Pack) CheckAmong(f Fact, others []Fact) error {
	kinds := map[string]string{f.ID: f.Kind}
	for _, o := range others {
		kinds[o.ID] = o.Kind
	}
	if err := p.checkOne(f, kinds); err != nil {
		return fmt.Errorf("%s: %w", f.name(), err)
	}
	return nil
}

// name tells which fact is meant: "decision-sent 2026-02-01".
func (f Fact) name() string {
	on := f.On
	if on.IsZero() {
		on = f.Sent.On
	}
	return strings.TrimSpace(f.Kind + " " + on.String())
}

// checkOne checks a fact among others, of which the kinds are known by their IDs.
func (p *Pack) checkOne(f Fact, kinds map[string]string) error {
	kind, known := p.Fact(f.Kind)
	if !known {
		return fmt.Errorf("there is no kind of fact called %q", f.Kind)
	}
	if err := f.checkSent(kind); err != nil {
		return err
	}
	if f.On.IsZero() && (f.Sent.On.IsZero() || kind.Arrives == "") {
		return errors.New("it has no day")
	}
	for _, d := range []Date{f.On, f.Dated, f.Sent.On} {
		if !d.IsZero() && (d.Year < oldest || On(d.Year, d.Month, d.Day) != d) {
			return fmt.Errorf("%s cannot be its day: check the year", d)
		}
	}
	return errors.Join(p.checkOf(f, kind, kinds), p.checkAgainst(f))
}

// checkOf holds what it belongs to against what a fact of its kind may belong to. A day that was set may be for anything.
func (p *Pack) checkOf(f Fact, kind FactKind, kinds map[string]string) error {
	if f.Of == "" {
		return nil
	}
	of, there := kinds[f.Of]
	switch {
	case f.Of == f.ID:
		return errors.New("it belongs to itself")
	case !there:
		return fmt.Errorf("it belongs to %q, which is not among the facts", f.Of)
	case f.Kind != kindDirected && !slices.Contains(kind.Of, of):
		return fmt.Errorf("it cannot belong to a fact of the kind %q", of)
	}
	return nil
}

// checkAgainst holds the rule it is about against what the rule allows.
func (p *Pack) checkAgainst(f Fact) error {
	if f.Against == "" {
		if f.Kind == kindDirected {
			return errors.New("it does not say which rule the day was set for")
		}
		return nil
	}
	l, ok := p.law[f.Against]
	if !ok {
		return fmt.Errorf("there is no rule called %q", f.Against)
	}
	if p.exceptions[f.Kind] != nil && !l.excepts(f.Kind) {
		return fmt.Errorf("the law of %q has no such exception", f.Against)
	}
	if f.Kind == kindDirected && !l.newest().Directed {
		return fmt.Errorf("%q is not a time the Tribunal sets", f.Against)
	}
	return nil
}

// excepts says whether any version of the law knows the exception.
func (l *law) excepts(id string) bool {
	return slices.ContainsFunc(l.versions, func(r *Rule) bool {
		return slices.ContainsFunc(r.Exceptions, func(e *Exception) bool { return e.ID == id })
	})
}

func (f Fact) checkSent(kind FactKind) error {
	s := f.Sent
	if s == (Sending{}) {
		return nil
	}
	_, clock := time.Parse("15:04", s.At)
	switch {
	case s.How == "":
		return errors.New("it does not say how it was sent")
	case s.How.String() == "":
		return fmt.Errorf("%q is no way to send that this program knows", string(s.How))
	case s.On.IsZero():
		return errors.New("it does not say when it was sent")
	case s.At != "" && clock != nil:
		return fmt.Errorf("%q is not a time of day like 17:30", s.At)
	case kind.Arrives != "" && !f.On.IsZero() && f.On.Before(s.On):
		return fmt.Errorf("it cannot arrive on %s, before it was sent on %s", f.On, s.On)
	}
	return nil
}
