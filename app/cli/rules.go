package cli

import (
	"fmt"
	"slices"
	"strings"

	"ehccasefile/deadlines"
)

// ruleRow is a rule as JSON gives it: all that its file says, in the file's words.
type ruleRow struct {
	ID       string          `json:"id"`
	Title    string          `json:"title"`
	Who      string          `json:"who"`
	Force    string          `json:"force"`
	Cite     string          `json:"cite"`
	URL      string          `json:"url"`
	Quote    string          `json:"quote"`
	Grade    string          `json:"grade"`
	Sureness string          `json:"sureness"`
	Checked  deadlines.Date  `json:"checked"`
	By       string          `json:"by"` // the lawyer who checked it; empty: nobody yet
	Met      []string        `json:"met"`
	Before   string          `json:"before"`
	Missed   string          `json:"missed"`
	Rows     []string        `json:"rows"`
	Law      string          `json:"law"`
	InForce  *deadlines.Date `json:"in_force"`
	Until    *deadlines.Date `json:"until"` // the first day it no longer governs; null while it does
	Clocks   []clockRow      `json:"clocks"`
	Take     string          `json:"take"`
	Lands    string          `json:"lands"`
	Pauses   string          `json:"pauses"`
	Unpaused []string        `json:"unpaused"` // started by one of these facts, every day counts all the same
	Calendar string          `json:"calendar"`
	Hour     string          `json:"hour"`
	HourNote string          `json:"hour_note"`
	Others   []otherRow      `json:"others"`
	Directed bool            `json:"directed"`
	Ends     []string        `json:"ends"`
	Moot     []string        `json:"moot"`
	Unless   []string        `json:"unless"`
	Separate bool            `json:"separate"`
	Resets   bool            `json:"resets"`
	Lapses   string          `json:"lapses"`
	Lead     string          `json:"lead"`
	Anchor   []string        `json:"anchor"`
	Remind   []int           `json:"remind"`
	Letter   *letter         `json:"letter"`
	Excuse   string          `json:"excuse"`
	Note     string          `json:"note"`
	Doubt    string          `json:"doubt"`

	Exceptions []exception `json:"exceptions"`
}

// clockRow is one count of a rule.
type clockRow struct {
	From     []string `json:"from"`
	Count    string   `json:"count"`
	Within   string   `json:"within"`
	Usual    string   `json:"usual"`
	Unusual  string   `json:"unusual"`
	Absent   string   `json:"absent"`
	Next     bool     `json:"next"`
	Optional bool     `json:"optional"`
	Wins     bool     `json:"wins"`
	Alone    bool     `json:"alone"`
	Past     bool     `json:"past"`
}

// otherRow is a second date that some source gives.
type otherRow struct {
	Count string   `json:"count"`
	Lands string   `json:"lands"`
	Why   string   `json:"why"`
	From  []string `json:"from"` // the facts that started the deadline, where it is not for all
}

func runRules(c *call) error {
	o := newOptions(c).withJSON()
	from := o.withLaw()
	if _, err := o.parse(c, 0, 0); err != nil {
		return err
	}
	l, err := c.loadLaw(deadlines.Date{}, *from)
	if err != nil {
		return err
	}
	if o.json {
		return c.printJSON(ruleRows(l.pack))
	}
	for i, r := range l.pack.Rules() {
		if i > 0 {
			fmt.Fprintln(c.out)
		}
		c.printRule(l.pack, r)
	}
	return nil
}

func ruleRows(p *deadlines.Pack) []ruleRow {
	all := []ruleRow{}
	for _, r := range p.Rules() {
		all = append(all, rowOf(r))
	}
	return all
}

// rowOf gives a rule as JSON shows it; lists are never null.
func rowOf(r *deadlines.Rule) ruleRow {
	row := ruleRow{
		ID: r.ID, Title: r.Title, Who: r.Who, Force: r.Force, Cite: r.Cite, URL: r.URL, Quote: r.Quote, Grade: r.Grade,
		Sureness: r.Sureness(), Checked: r.Checked, By: r.By, Met: append([]string{}, r.Met...), Before: r.Before, Missed: r.Missed,
		Rows: append([]string{}, r.Rows...), Law: r.Law, InForce: known(r.InForce), Until: known(r.Until), Clocks: []clockRow{},
		Take: r.Take, Lands: r.Lands, Pauses: r.Pauses, Unpaused: append([]string{}, r.Unpaused...), Calendar: r.Calendar, Hour: r.Hour, HourNote: r.HourNote, Others: []otherRow{},
		Directed: r.Directed, Ends: append([]string{}, r.Ends...), Moot: append([]string{}, r.Moot...), Unless: append([]string{}, r.Unless...),
		Separate: r.Separate, Resets: r.Resets, Lapses: r.Lapses, Lead: r.Lead, Anchor: append([]string{}, r.Anchor...),
		Remind: append([]int{}, r.Remind...), Letter: letterOf(r), Excuse: r.Excuse, Exceptions: exceptionsOf(r), Note: r.Note, Doubt: r.Doubt,
	}
	for _, k := range r.Clocks {
		row.Clocks = append(row.Clocks, clockRow(k))
	}
	for _, o := range r.Others {
		o.From = append([]string{}, o.From...)
		row.Others = append(row.Others, otherRow(o))
	}
	return row
}

// known gives nil for no date, so that JSON has null.
func known(d deadlines.Date) *deadlines.Date {
	if d.IsZero() {
		return nil
	}
	return &d
}

// landing says where an end may not rest, and paused which days do not count.
var (
	landing = map[string]string{"working-day": "An end on a day of rest moves to the next working day.",
		"tribunal-start": "An end on a day of rest moves to the next working day; one in August or from 25 December to 1 January to the first working day after."}
	paused = map[string]string{"tribunal-holidays": "August and 25 December to 1 January are not counted."}
)

// counting says in sentences how a rule counts, and from when it holds.
func counting(p *deadlines.Pack, r *deadlines.Rule) []string {
	var say []string
	for _, k := range r.Clocks {
		var from []string
		for _, f := range k.From {
			from = append(from, startWords(p, f))
		}
		say = append(say, fmt.Sprintf("Time: %s %s.", k.Count, strings.Join(from, ", or ")))
	}
	if len(r.Clocks) > 1 && r.Take != "" {
		say = append(say, "Of these, the "+r.Take+".")
	}
	say = append(say, landing[r.Lands], paused[r.Pauses])
	if r.Hour != "" {
		say = append(say, "By "+r.Hour+" ("+r.HourNote+").")
	}
	if r.Directed {
		say = append(say, "The Tribunal may set another day, which then governs.")
	}
	if !r.InForce.IsZero() || !r.Until.IsZero() {
		say = append(say, "It governs what happened"+governed(r)+".")
	}
	return slices.DeleteFunc(say, func(s string) bool { return s == "" })
}

// governed says for which days a rule holds.
func governed(r *deadlines.Rule) string {
	say := ""
	if !r.InForce.IsZero() {
		say += " from " + r.InForce.Long()
	}
	if !r.Until.IsZero() {
		say += " until " + r.Until.AddDays(-1).Long()
	}
	return say
}

// startWords gives what starts a clock in words, with the id to record it by: a fact, a fact that follows another, or another rule's day.
func startWords(p *deadlines.Pack, from string) string {
	if id, ok := strings.CutPrefix(from, "="); ok {
		if r, known := p.Rule(id); known {
			return fmt.Sprintf("the day of %q (%s)", r.Title, id)
		}
	}
	id, _, _ := strings.Cut(from, " of ")
	kind, _ := p.Fact(id)
	return fmt.Sprintf("%q (%s)", kind.Title, from)
}

func (c *call) printRule(p *deadlines.Pack, r *deadlines.Rule) {
	fmt.Fprintf(c.out, "%s: %s\n", r.ID, r.Title)
	fmt.Fprintf(c.out, "  %s\n", actor(r))
	fmt.Fprintf(c.out, "  %s\n", r.Law)
	for _, say := range counting(p, r) {
		fmt.Fprintf(c.out, "  %s\n", say)
	}
	for _, e := range r.Exceptions {
		fmt.Fprintf(c.out, "  It may be excused where %s. To be shown: %s\n", e.Title, e.Show)
	}
	fmt.Fprintf(c.out, "  %s\n", r.Cite)
	if r.URL != "" {
		fmt.Fprintf(c.out, "  %s\n", r.URL)
	}
	by := "not yet checked by a lawyer"
	if r.By != "" {
		by = "checked by " + r.By
	}
	fmt.Fprintf(c.out, "  Law: %s; source seen on %s; %s.\n", r.Sureness(), r.Checked.Long(), by)
}
