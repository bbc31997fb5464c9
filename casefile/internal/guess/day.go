package guess

import (
	"strconv"
	"strings"

	"ehccasefile/casefile/internal/pattern"
	"ehccasefile/deadlines"
)

// ownLabels are what stands before the date of the paper itself. The better ones come first.
var ownLabels = []*pattern.Pattern{
	pattern.New(`(?:^ |\b)(?:date (?:of|on) (?:this )?(?:the )?(?:final )?(?:report|letter|certificate|order|notice|statement|advice|issue|amendment notice)|(?:report|letter|certificate|order|issue|advice) date|date (?:the )?(?:report|certificate|letter|notice|order) (?:was )?(?:written|issued|completed|made|sent)|date (?:issued|written|completed|sent|typed|of completion|of writing)|(?:certificate|report|order|notice) (?:issued|dated|written|completed)(?: on)?) $`),
	pattern.New(`^ (?:date|dated|issued|issued on|todays date|our date|sent|signed and dated|dated this|date sent|dated the|dated this the) $`),
	pattern.New(`\b(?:signed|signature)\b.*\b(?:date|dated|on) $`),
}

// planLabel is what stands before the date of a plan. In other papers it is the date of a plan that they speak of.
var planLabel = pattern.New(`(?:^ |\b)(?:date (?:of|on) (?:this |the )?(?:(?:final |draft |amended |proposed )*(?:plan|ehc plan)|draft)|date (?:the )?(?:final |draft |amended )*(?:plan|ehc plan) (?:was )?(?:issued|made|sent)|(?:final |draft |amended )*(?:plan|ehc plan) (?:date|issued|dated)(?: on)?) $`)

// otherLabels are what stands before a date that is not the paper's.
var otherLabels = pattern.New(`\b(?:birth|dob|d o b|born|version|form|rev|revised|revision|review|template|updated|valid|expires?|effective|next|clinic|seen|visit|visits|assessment|assessed|appointment|meeting|received|request|referral|referred|admission|start|hearing|deadline|by|before|until|since|from|your letter|copyright|policy|page|printed|downloaded)\b`)

// notThis marks the label of a birth, or of another paper than this one.
var notThis = pattern.New(` (?:birth|dob|born|first|previous|last|original|earlier|next|your|their|old|prior) `)

// sightedDay is a date that may be the paper's own.
type sightedDay struct {
	writtenDay
	page  int
	words string
	rank  int // 0 best
}

// ranks below the labels: a line in the head that is nothing but a date, then one anywhere on page 1 of a paper with no salutation.
const (
	rankHead = 3
	rankTop  = 4
)

// paperDay finds the date on the paper.
func (r *reading) paperDay(today deadlines.Date) ProposedDay {
	best := r.bestSightings()
	if len(best) == 0 {
		return r.dayOfName()
	}
	d := best[0]
	for _, o := range best[1:] {
		if o.day != d.day {
			c := clue(d.page, d.words, Unsure, "On page "+strconv.Itoa(o.page)+" we also read “"+clip(o.words, 80)+"”. Choose the date of the paper.")
			return ProposedDay{Clue: c}
		}
	}
	sure := Certain
	if d.rank > 1 {
		sure = Likely
	}
	doubt := d.doubt
	if doubt == "" && !today.IsZero() && d.day.After(today) {
		doubt = "That day is still to come."
	}
	if doubt != "" {
		sure = Unsure
	}
	return ProposedDay{clue(d.page, d.words, sure, doubt), d.day}
}

// bestSightings gives the dates of the best rank that occurs on the first page that has it.
func (r *reading) bestSightings() []sightedDay {
	var best []sightedDay
	mail := r.isMail()
	for i := range r.lines {
		for _, s := range r.sightings(i) {
			switch {
			case len(best) == 0 || s.rank < best[0].rank && s.page <= best[0].page:
				best = []sightedDay{s}
			case s.rank == best[0].rank && s.page == best[0].page && !mail:
				best = append(best, s)
			}
		}
		if mail && len(best) > 0 {
			break
		}
	}
	return best
}

// sightings gives the dates of one line that may be the paper's, with what speaks for each.
func (r *reading) sightings(i int) []sightedDay {
	l := r.lines[i]
	if l.last && otherLabels.MatchString(l.fold) || quotedMail.MatchString(l.text) {
		return nil
	}
	var out []sightedDay
	for n, cell := range l.cells {
		from := 0
		for _, d := range daysIn(cell) {
			label := Fold(cell[from:d.start])
			alone := label == " " && strings.TrimSpace(strings.Trim(cell[d.end:], " .,;")) == ""
			if label == " " && from == 0 {
				label = r.labelBefore(i, n)
			}
			if rank, ok := r.rank(i, label, alone); ok {
				out = append(out, sightedDay{d, l.page, shown(label, cell, from, d), rank})
			}
			from = d.end
		}
	}
	return out
}

// shown gives the label and the date, as they stand.
func shown(label, cell string, from int, d writtenDay) string {
	words := strings.Trim(cell[from:d.end], " ,;|")
	if strings.TrimSpace(cell[from:d.start]) == "" && strings.TrimSpace(label) != "" {
		return strings.TrimSpace(label) + ": " + words
	}
	return words
}

// labelBefore gives the label in the cell before, or alone in the line before: "Date of report" above "4 March 2026".
func (r *reading) labelBefore(i, n int) string {
	l := r.lines[i]
	if n > 0 {
		return Fold(l.cells[n-1])
	}
	if i == 0 || r.lines[i-1].page != l.page || len(r.lines[i-1].cells) != 1 || len(r.lines[i-1].text) > 60 {
		return " "
	}
	f := r.lines[i-1].fold
	for _, own := range append(ownLabels[:2:2], planLabel) {
		if own.MatchString(f) {
			return f
		}
	}
	if otherLabels.MatchString(f) && (strings.HasSuffix(r.lines[i-1].text, ":") || strings.Contains(f, "date of")) {
		return f
	}
	return " "
}

// rank says how well a label and a place speak for a date.
func (r *reading) rank(i int, label string, alone bool) (int, bool) {
	if n, ok := r.mailRank(i); ok {
		return n, true
	}
	if !notThis.MatchString(label) {
		if planLabel.MatchString(label) {
			_, plan := r.asPlan()
			return 0, plan
		}
		for n, own := range ownLabels {
			if own.MatchString(label) {
				return n, true
			}
		}
	}
	l := r.lines[i]
	if !alone || label != " " || l.page != 1 {
		return 0, false
	}
	switch {
	case r.dear >= 0 && i < r.dear:
		return rankHead, true
	case r.dear < 0 && i < guessHead:
		return rankTop, true
	}
	return 0, false
}

// dayOfName reads a date in the file's name, or says that only a month is given.
func (r *reading) dayOfName() ProposedDay {
	if days := daysIn(r.name); len(days) == 1 {
		why := "A file's name is not the paper itself."
		return ProposedDay{clue(0, r.name, Unsure, strings.TrimSpace(days[0].doubt+" "+why)), days[0].day}
	}
	for i, l := range r.head() {
		if at := monthDay.FindStringIndex(l.text); at != nil && (len(l.text) == at[1]-at[0] || strings.HasPrefix(l.fold, " date ")) && i < guessHead {
			return ProposedDay{Clue: clue(l.page, l.text, Unsure, "It gives a month and no day.")}
		}
	}
	return ProposedDay{}
}
