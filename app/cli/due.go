package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// due is a deadline with the child it is about; the name is empty where there is none to tell apart.
type due struct {
	deadlines.Deadline
	child string // the name to show
	id    string // the child's id; empty for the family as a whole
}

// row is a deadline as JSON gives it. Its first eleven fields never change their names or meaning; others may join them.
type row struct {
	Rule    string         `json:"rule"`
	Nominal deadlines.Date `json:"nominal"`
	Due     deadlines.Date `json:"due"`
	Who     string         `json:"who"`
	Cite    string         `json:"cite"`
	Grade   string         `json:"grade"`
	Sure    bool           `json:"sure"`
	Met     *fact          `json:"met"`
	Missing []string       `json:"missing"`
	Other   []otherDate    `json:"other"`
	Steps   []string       `json:"steps"`

	Child    string `json:"child,omitempty"`
	Title    string `json:"title"`
	By       string `json:"by,omitempty"`
	Force    string `json:"force"`
	State    string `json:"state"`
	Ended    string `json:"ended,omitempty"`
	From     []fact `json:"from"`
	Sureness string `json:"sureness"`
	URL      string `json:"url,omitempty"`

	Directed   bool        `json:"directed"` // the Tribunal set the day
	NoTerms    bool        `json:"no_terms"` // it is counted in school days, and no term dates reach it
	Near       *nearRow    `json:"near"`     // the nearest fixed date of one that has none
	Claims     []claimRow  `json:"claims"`   // the exceptions claimed
	Exceptions []exception `json:"exceptions"`
	Before     string      `json:"before"`
	Missed     string      `json:"missed"`
	Letter     *letter     `json:"letter"`
}

// nearRow is the fixed date nearest to something that has none.
type nearRow struct {
	Rule  string         `json:"rule"`
	Title string         `json:"title"`
	Due   deadlines.Date `json:"due"`
}

// claimRow is an exception that was claimed.
type claimRow struct {
	exception
	Fact fact `json:"fact"`
}

// exception is a ground on which the law excuses a missed time.
type exception struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Show  string `json:"show"`
	Ask   string `json:"ask"`
}

// letter is one of the program's model letters.
type letter struct {
	ID    string `json:"id"`
	Title string `json:"title"`
}

func letterOf(r *deadlines.Rule) *letter {
	if r.Letter == nil {
		return nil
	}
	return &letter{r.Letter.ID, r.Letter.Title}
}

func exceptionsOf(r *deadlines.Rule) []exception {
	all := []exception{}
	for _, e := range r.Exceptions {
		all = append(all, exception(*e))
	}
	return all
}

// fact is a dated fact as JSON gives it.
type fact struct {
	Fact string         `json:"fact"`
	On   deadlines.Date `json:"on"`
	ID   string         `json:"id,omitempty"`
	Of   string         `json:"of,omitempty"`

	Against string             `json:"against,omitempty"`
	Dated   deadlines.Date     `json:"dated,omitzero"`
	Sent    *deadlines.Sending `json:"sent,omitempty"`
}

// factOf gives a fact as JSON shows it.
func factOf(f deadlines.Fact) fact {
	out := fact{Fact: f.Kind, On: f.On, ID: f.ID, Of: f.Of, Against: f.Against, Dated: f.Dated}
	if f.Sent != (deadlines.Sending{}) {
		out.Sent = &f.Sent
	}
	return out
}

// otherDate is a second date that some source gives.
type otherDate struct {
	Due deadlines.Date `json:"due"`
	Why string         `json:"why"`
}

// stateNames are the states as JSON names them.
var stateNames = map[deadlines.State]string{
	deadlines.Undated: "undated", deadlines.Late: "late", deadlines.Today: "today", deadlines.Soon: "soon",
	deadlines.Later: "later", deadlines.MetLate: "met-late", deadlines.Met: "met", deadlines.Ended: "ended",
}

// rows gives deadlines as JSON shows them; lists are never null.
func rows(dues []due, today deadlines.Date) []row {
	out := make([]row, 0, len(dues))
	for _, d := range dues {
		r := row{
			Rule: d.Rule.ID, Nominal: d.Nominal, Due: d.Due, Who: d.Rule.Who, Cite: d.Rule.Cite, Grade: d.Rule.Grade, Sure: d.Sure,
			Missing: append([]string{}, d.Missing...), Other: []otherDate{}, Steps: []string{}, From: []fact{},
			Child: d.child, Title: d.Rule.Title, By: d.By, Force: d.Rule.Force, State: stateNames[d.State(today)], Ended: d.Ended,
			Sureness: d.Rule.Sureness(), URL: d.Rule.URL, Directed: d.Directed, NoTerms: d.NoTerms, Claims: []claimRow{},
			Exceptions: exceptionsOf(d.Rule), Before: d.Rule.Before, Missed: d.Rule.Missed, Letter: letterOf(d.Rule),
		}
		if d.Met != nil {
			met := factOf(*d.Met)
			r.Met = &met
		}
		if d.Near != nil {
			r.Near = &nearRow{d.Near.Rule.ID, d.Near.Rule.Title, d.Near.Due}
		}
		for _, a := range d.Claims {
			r.Claims = append(r.Claims, claimRow{exception(*a.Exception), factOf(a.Fact)})
		}
		for _, a := range d.Other {
			r.Other = append(r.Other, otherDate(a))
		}
		for _, s := range d.Steps {
			r.Steps = append(r.Steps, s.String())
		}
		for _, f := range d.From {
			r.From = append(r.From, factOf(f))
		}
		out = append(out, r)
	}
	return out
}

// law is the rules with the day they are asked about.
type law struct {
	pack  *deadlines.Pack
	today deadlines.Date
}

// withLaw adds --law, a folder of rules to use instead of those built into the program.
func (o *options) withLaw() *string { return o.text("law") }

// loadLaw reads the rules of a folder, or those built into the program where none is named; for a given day, or for the clock's where none is given.
func (c *call) loadLaw(today deadlines.Date, folder string) (law, error) {
	if today.IsZero() {
		today = deadlines.DateOf(c.now())
	}
	if folder == "" {
		pack, err := deadlines.Load()
		return law{pack, today}, err
	}
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return law{}, misusef("%s is not a folder of rules.", folder)
	}
	pack, err := deadlines.LoadFS(os.DirFS(folder))
	if err != nil {
		fmt.Fprintf(c.errs, "The rules in %s cannot be used:\n%s\nMend them, or leave --law out to use the program's own.\n", folder, err)
		return law{}, errSaid
	}
	return law{pack, today}, nil
}

// asOf gives the day on which a file is looked at: the one asked for, a made-up family's own, or none.
func asOf(tx *casefile.Tx, asked deadlines.Date) deadlines.Date {
	if !asked.IsZero() {
		return asked
	}
	for _, family := range casefile.All[casefile.Family](tx, "") {
		return family.AsOf
	}
	return deadlines.Date{}
}

// ofCase gives the deadlines of the children, soonest first. What happened to the family as a whole is worked apart, and only
// where all children are asked for.
func (l law) ofCase(tx *casefile.Tx, kids []casefile.Child, whole bool) []due {
	var all []due
	for _, kid := range kids {
		all = append(all, l.work(casefile.Facts(tx, kid.ID), kid)...)
	}
	if whole {
		all = append(all, l.work(familyFacts(tx), casefile.Child{})...)
	}
	slices.SortStableFunc(all, sooner)
	return all
}

// work gives the deadlines that follow from facts.
func (l law) work(facts []deadlines.Fact, of casefile.Child) []due {
	var all []due
	for _, d := range l.pack.Work(facts, l.today) {
		all = append(all, due{d, of.Name, string(of.ID)})
	}
	return all
}

// familyFacts gives the facts that belong to no child.
func familyFacts(tx *casefile.Tx) []deadlines.Fact {
	var facts []deadlines.Fact
	for _, e := range casefile.All[casefile.Event](tx, "") {
		if e.Child == "" {
			facts = append(facts, e.Fact())
		}
	}
	return facts
}

// sooner orders deadlines by their day, those without one last.
func sooner(a, b due) int {
	if a.Due.IsZero() != b.Due.IsZero() {
		if a.Due.IsZero() {
			return 1
		}
		return -1
	}
	return a.Due.Compare(b.Due)
}

// fitNothing gives the claims and set days that are about no date that follows.
func (l law) fitNothing(facts []deadlines.Fact, dues []due) []string {
	var say []string
	for _, f := range facts {
		about := slices.ContainsFunc(dues, func(d due) bool { return d.isFrom(f.ID) })
		if kind, _ := l.pack.Fact(f.Kind); !about && (l.pack.IsClaim(f.Kind) || f.Kind == "day-directed") {
			say = append(say, fmt.Sprintf("%s, %s: no date follows yet that this could be about.", kind.Title, f.On.Long()))
		}
	}
	return say
}

// isOpen tells whether somebody still has to act.
func (l law) isOpen(d due) bool {
	switch d.State(l.today) {
	case deadlines.Met, deadlines.MetLate, deadlines.Ended:
		return false
	}
	return true
}

// print writes a deadline as a few lines that read well aloud; with why, also how its date was found.
func (l law) print(w io.Writer, d due, why bool) {
	name := ""
	if d.child != "" {
		name = d.child + ": "
	}
	fmt.Fprintf(w, "%s. %s%s\n", l.standing(d), name, d.Rule.Title)
	fmt.Fprintf(w, "  %s%s\n", dayOf(d), actor(d.Rule))
	fmt.Fprintf(w, "  %s. Law: %s.\n", strings.TrimSuffix(d.Rule.Cite, "."), d.Rule.Sureness())
	for _, s := range l.doubts(d) {
		fmt.Fprintln(w, "  "+s)
	}
	if why {
		for i, s := range d.Steps {
			fmt.Fprintf(w, "  Step %d: %s\n", i+1, s)
		}
	}
}

// standing says in a few words how a deadline stands.
func (l law) standing(d due) string {
	switch d.State(l.today) {
	case deadlines.Late:
		return "Late by " + days(d.Due.DaysTo(l.today))
	case deadlines.Today:
		return "Today"
	case deadlines.Soon, deadlines.Later:
		return "In " + days(l.today.DaysTo(d.Due))
	case deadlines.Met:
		return "Done in time"
	case deadlines.MetLate:
		return "Done, but " + days(d.Due.DaysTo(d.Met.On)) + " late"
	case deadlines.Ended:
		return "Over"
	}
	return "No date yet"
}

// doubts gives what else a reader should know: why an old deadline ended, what would make the date surer, what other sources say.
func (l law) doubts(d due) []string {
	var say []string
	if d.Ended != "" {
		say = append(say, d.Ended)
	}
	if d.Near != nil {
		say = append(say, "The nearest fixed date is "+d.Near.Due.Long()+": "+d.Near.Rule.Title+".")
	}
	if d.Directed {
		say = append(say, "This day was set for this case, by the Tribunal or in writing. It counts instead of the rule.")
	}
	for _, a := range d.Claims {
		say = append(say, "An exception is claimed, on "+a.Fact.On.Long()+": "+a.Exception.Title+". It does not move the date. It has to be shown: "+a.Exception.Show+" "+a.Exception.Ask)
	}
	if d.NoTerms {
		say = append(say, "It is counted in school days, and the term dates that are known do not reach far enough. Record the days on which terms start and end with the facts term-starts and term-ends.")
	}
	if len(d.Missing) > 0 {
		var titles []string
		for _, id := range d.Missing {
			titles = append(titles, l.factName(id))
		}
		say = append(say, "It would be surer with the date of: "+listed(titles)+".")
	} else if !d.Sure && l.isOpen(d) {
		say = append(say, "This date is not certain. Check it before you rely on it.")
	}
	for _, o := range d.Other {
		if o.Due.IsZero() {
			say = append(say, "Another view: "+o.Why)
			continue
		}
		say = append(say, "It could also be "+o.Due.Long()+": "+o.Why)
	}
	return say
}

// factName gives a kind of fact with the id to record it by.
func (l law) factName(id string) string {
	if kind, ok := l.pack.Fact(id); ok {
		return fmt.Sprintf("%s (%s)", kind.Title, id)
	}
	return id
}

func dayOf(d due) string {
	switch {
	case d.Due.IsZero():
		return ""
	case d.By != "":
		return fmt.Sprintf("%s, %s. ", d.Due.Long(), d.By)
	}
	return d.Due.Long() + ". "
}

// actor says who has to act, and whether the law makes them.
func actor(r *deadlines.Rule) string {
	say := "For the " + r.Who + " to do."
	if r.Who == "parent" {
		say = "For you to do."
	}
	switch r.Force {
	case "guidance":
		return say + " This is guidance, not a duty in law."
	case "aim":
		return say + " This is an aim, not a duty in law."
	}
	return say
}

// days writes a number of days.
func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

// printJSON writes one JSON value, with every text as it is kept.
func (c *call) printJSON(v any) error {
	e := json.NewEncoder(c.out.Writer)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(v)
}
