package casefile

import "ehccasefile/deadlines"

// Facts gives a child's events as the facts the deadlines are worked from; a fact's ID is its event's. Work one child at a time: with "" the facts of
// all children come together, and would be taken for one case.
func Facts(tx *Tx, in CaseID) []deadlines.Fact {
	events := All[Event](tx, in)
	facts := make([]deadlines.Fact, len(events))
	for i, e := range events {
		facts[i] = e.Fact()
	}
	return facts
}
