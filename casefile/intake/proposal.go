package intake

import (
	"ehccasefile/casefile/internal/guess"
	"ehccasefile/deadlines"
)

// What a paper seems to be, as package guess finds it.
type (
	Proposal     = guess.Proposal     // all of it; each part may be empty
	ProposedKind = guess.ProposedKind // a kind of paper with its clue
	ProposedText = guess.ProposedText // a title or an author with its clue
	ProposedDay  = guess.ProposedDay  // the date on the paper with its clue
	ProposedFact = guess.ProposedFact // a dated fact that the paper shows
	Clue         = guess.Clue         // where a proposal was read
	Sureness     = guess.Sureness     // how far a proposal can be trusted
)

// How sure a proposal is.
const (
	Certain = guess.Certain
	Likely  = guess.Likely
	Unsure  = guess.Unsure
)

// Guess reads a file's name and the words of its pages, and proposes what the paper is. Today is used only to doubt dates that lie after it;
// the zero Date doubts none.
func Guess(name string, pages []string, today deadlines.Date) Proposal {
	return guess.Guess(name, pages, today)
}
