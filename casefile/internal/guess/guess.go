package guess

import (
	"fmt"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// Sureness says how far a proposal can be trusted.
type Sureness string

// How sure a proposal is. Nothing is ever taken without the family's word, however sure.
const (
	Certain Sureness = "certain" // the paper says so itself, in a place meant for it
	Likely  Sureness = "likely"  // its place and wording point to it, and nothing against it
	Unsure  Sureness = "unsure"  // there is a reason to look twice; Say tells it
)

var surenessWords = map[Sureness]string{Certain: "The paper says so", Likely: "Probably right", Unsure: "Please check"}

// Title gives the sureness in words a window can show.
func (s Sureness) Title() string { return surenessWords[s] }

// Clue is where a proposal was read. The zero Clue means that nothing was found.
type Clue struct {
	Page  int      // from 1; 0 where it was read in the file's name
	Words string   // the words themselves, at most about 240 characters
	Sure  Sureness // "" where nothing was found
	Say   string   // a sentence for the window: "We read “Date: 4 March 2026” on page 1."
}

// Found tells whether there is a proposal at all.
func (c Clue) Found() bool { return c.Sure != "" }

// ProposedKind is a kind of paper with its clue.
type ProposedKind struct {
	Clue
	Kind casefile.DocumentKind
}

// ProposedText is a title or an author with its clue.
type ProposedText struct {
	Clue
	Text string
}

// ProposedDay is the date on the paper with its clue. Where a date was seen that cannot be used ("March 2026"), Day is
// zero and Say tells why.
type ProposedDay struct {
	Clue
	Day deadlines.Date
}

// ProposedFact is a dated fact that the paper shows, for the family to take or leave. It is never more than a proposal.
type ProposedFact struct {
	Clue
	Kind  string         // a deadlines.FactKind's ID; "" where a date was found and it is not clear what for
	On    deadlines.Date // the day itself, where the paper gives it; zero where only the family can know it
	Dated deadlines.Date // the date printed on a letter, where the fact is its sending or its arrival: not surely that day
}

// Proposal is what a paper seems to be. Each part may be empty: nothing is invented.
type Proposal struct {
	Kind   ProposedKind
	Title  ProposedText
	On     ProposedDay
	Author ProposedText
	Facts  []ProposedFact
	Notes  []string // plain sentences: why something that might be expected is not offered
}

// Guess reads a file's name and the words of its pages, and proposes what the paper is. It looks at the first 40 pages and
// the last three, at most 20,000 bytes of each, so its time is bounded whatever the text. Today is used only to doubt dates
// that lie after it; the zero Date doubts none.
func Guess(name string, pages []string, today deadlines.Date) Proposal {
	r := readPaper(name, pages)
	var p Proposal
	p.On = r.paperDay(today)
	k := r.sort()
	p.Kind = k.ProposedKind
	p.Author = r.author(k)
	p.Title = r.title(k)
	switch {
	case k.tribunal:
		p.Facts = r.tribunalFacts(k, p.On)
		p.Notes = []string{"Please read the whole paper too: a date in a table, or one that is counted from another, may not be listed here."}
	case k.Kind == casefile.DocumentMediationCertificate:
		p.Facts, p.Notes = r.certificateFacts(p.On)
	default:
		p.Facts, p.Notes = r.letterFacts(k, p.On)
	}
	return p
}

// clue makes a clue with the usual sentence; why, where given, follows it.
func clue(page int, words string, sure Sureness, why string) Clue {
	words = clip(words, 240)
	say := fmt.Sprintf("We read “%s” on page %d.", words, page)
	if page == 0 {
		say = fmt.Sprintf("We read “%s” in the name of the file.", words)
	}
	if why != "" {
		say += " " + why
	}
	return Clue{Page: page, Words: words, Sure: sure, Say: say}
}
