package deadlines

import (
	"slices"
	"strings"
)

// topics names what the files of rules are about, in the order of a case.
var topics = []struct{ file, title string }{
	{"assessment.toml", "Assessment and the first plan"},
	{"moving.toml", "Moving to another area"},
	{"review.toml", "Review, amendment, the next phase, re-assessment"},
	{"ending.toml", "Ending a plan"},
	{"mediation.toml", "Mediation"},
	{"appeal.toml", "Appeals and claims"},
	{"order.toml", "Orders, concessions, agreements, recommendations"},
	{"nearby.toml", "Records, complaints, the courts, travel"},
	{"exclusion.toml", "Suspension and exclusion"},
}

// otherTopic is what a rule of a file with another name is about.
const otherTopic = "Other rules"

// Topic says in a few words what the rule is about: "Mediation".
func (r *Rule) Topic() string {
	for _, t := range topics {
		if t.file == r.file {
			return t.title
		}
	}
	return otherTopic
}

// Topics gives what the pack's rules are about, in the order of a case, each once.
func (p *Pack) Topics() []string {
	there := map[string]bool{}
	for _, r := range p.rules {
		there[r.Topic()] = true
	}
	var all []string
	for _, t := range topics {
		if there[t.title] {
			all = append(all, t.title)
		}
	}
	if there[otherTopic] {
		all = append(all, otherTopic)
	}
	return all
}

// Exceptions gives every ground on which a time may be missed, in the order of its file.
func (p *Pack) Exceptions() []*Exception {
	var all []*Exception
	for _, k := range p.kinds {
		if e := p.exceptions[k.ID]; e != nil {
			all = append(all, e)
		}
	}
	return all
}

// Holidays is the published list of bank holidays as far as it is known.
type Holidays struct {
	Source, Licence string
	From, To        Date      // the list is whole from the first to the second, both included
	England         []Holiday // oldest first
}

// Holiday is one bank holiday.
type Holiday struct {
	On   Date
	Name string
}

// Holidays gives the bank holidays of England.
func (p *Pack) Holidays() Holidays {
	h := Holidays{Source: p.england.source, Licence: p.england.licence, From: p.england.from, To: p.england.to}
	for on, name := range p.england.holidays {
		h.England = append(h.England, Holiday{on, name})
	}
	slices.SortFunc(h.England, func(a, b Holiday) int { return b.On.DaysTo(a.On) })
	return h
}

// exampleLead is how long before an example's fact the one it belongs to lies.
const exampleLead = 30

// Example works the rule out for made-up facts, of which the one that starts it is of that day or, where the rule does not govern that day, of the
// nearest that it does. It gives false where the rule starts from nothing that can be made up.
func (p *Pack) Example(r *Rule, on Date) (Deadline, bool) {
	if !r.Until.IsZero() && !on.Before(r.Until) {
		on = r.Until.AddDays(-1)
	}
	if on.Before(r.InForce) {
		on = r.InForce
	}
	for _, c := range r.Clocks {
		for _, from := range c.From {
			for _, d := range p.Work(p.starts(from, on), on) {
				if d.Rule == r {
					return d, true
				}
			}
		}
	}
	return Deadline{}, false
}

// starts makes up the facts that a clock may start from: one, with the one it follows where that is named, or those of another rule.
func (p *Pack) starts(from string, on Date) []Fact {
	for range p.rules { // a rule may count from a rule that counts from a rule; never round
		id, isRule := strings.CutPrefix(from, "=")
		if !isRule {
			break
		}
		r, ok := p.Rule(id)
		if !ok {
			return nil
		}
		from = r.Clocks[0].From[0]
	}
	kind, of, follows := strings.Cut(from, " of ")
	if follows {
		return []Fact{{ID: "1", Kind: of, On: on.AddDays(-exampleLead)}, {ID: "2", Kind: kind, Of: "1", On: on}}
	}
	return []Fact{{ID: "1", Kind: kind, On: on}}
}
