package cli

import (
	"fmt"
	"slices"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// overview is what show says of a case file.
type overview struct {
	Family   string         `json:"family"`
	File     string         `json:"file"`
	Sealed   bool           `json:"sealed"`
	Today    deadlines.Date `json:"today"`
	AsOf     deadlines.Date `json:"as_of"` // set in made-up families only
	Children []childView    `json:"children"`
	Whole    counts         `json:"family_wide"` // what belongs to no single child
	Held     []heldView     `json:"held_back"`   // papers the Tribunal may not see
	Due      []row          `json:"due"`         // what is open, soonest first
	dues     []due
}

// childView is one child of an overview.
type childView struct {
	ID       casefile.CaseID `json:"id"`
	Name     string          `json:"name"`
	FullName string          `json:"full_name"`
	Born     deadlines.Date  `json:"born"`
	School   string          `json:"school"`
	Appeals  []appealView    `json:"appeals"`
	Bundles  []string        `json:"bundles"` // titles, as bundle --plan takes them
	counts
}

// heldView is a paper that is held back.
type heldView struct {
	ID        casefile.ID        `json:"id"`
	Child     casefile.CaseID    `json:"child"` // empty: the whole family's
	Title     string             `json:"title"`
	Privilege casefile.Privilege `json:"privilege"` // its own mark: open where it came with, or is the same as, one that is held back
	Reason    string             `json:"reason"`
	Why       string             `json:"why"` // in a plain sentence
}

// appealView is an appeal of an overview.
type appealView struct {
	Type      casefile.AppealType `json:"type"`
	Reference string              `json:"reference"`
	Lodged    deadlines.Date      `json:"lodged"`
	Ended     deadlines.Date      `json:"ended"`
	Outcome   string              `json:"outcome"`
	Running   bool                `json:"running"`
}

// counts says how much there is.
type counts struct {
	Entries   int `json:"entries"`
	Events    int `json:"events"`
	Documents int `json:"documents"`
	Pages     int `json:"pages"`
}

func runShow(c *call) error {
	o := newOptions(c).withJSON()
	child, passphraseFile, today := o.text("child"), o.withPassphrase(), o.date("today")
	words, err := o.parse(c, 1, 1)
	if err != nil {
		return err
	}
	return c.withCase(words[0], *passphraseFile, func(f *casefile.File) error {
		v := overview{File: words[0], Sealed: f.Sealed()}
		l, err := c.look(f, &v, *child, *today)
		if err != nil {
			return err
		}
		if o.json {
			return c.printJSON(v)
		}
		c.printOverview(l, v)
		return nil
	})
}

// look fills an overview from a case file.
func (c *call) look(f *casefile.File, v *overview, child string, today deadlines.Date) (l law, err error) {
	err = f.View(func(tx *casefile.Tx) error {
		kids, err := children(tx, child)
		if err != nil {
			return err
		}
		if l, err = c.loadLaw(asOf(tx, today), ""); err != nil {
			return err
		}
		for _, family := range casefile.All[casefile.Family](tx, "") {
			v.Family, v.AsOf = family.Name, family.AsOf
		}
		v.Today, v.Children = l.today, []childView{}
		for _, kid := range kids {
			v.Children = append(v.Children, viewOf(tx, kid))
		}
		v.Whole = count(tx, "")
		v.Held = heldIn(tx, kids)
		v.dues = slices.DeleteFunc(l.ofCase(tx, kids, child == ""), func(d due) bool { return !l.isOpen(d) })
		v.Due = rows(v.dues, l.today)
		return nil
	})
	return l, err
}

func viewOf(tx *casefile.Tx, kid casefile.Child) childView {
	v := childView{ID: kid.ID, Name: kid.Name, FullName: kid.FullName, Born: kid.Born, School: kid.School,
		Appeals: []appealView{}, Bundles: []string{}, counts: count(tx, kid.ID)}
	for _, a := range casefile.All[casefile.Appeal](tx, kid.ID) {
		v.Appeals = append(v.Appeals, appealView{a.Type, a.Reference, a.Lodged, a.Ended, a.Outcome, a.Running()})
	}
	for _, b := range casefile.All[casefile.Bundle](tx, kid.ID) {
		v.Bundles = append(v.Bundles, b.Title)
	}
	return v
}

// heldIn lists the papers of these children and of the family that are held back.
func heldIn(tx *casefile.Tx, kids []casefile.Child) []heldView {
	why, list := casefile.Held(tx), []heldView{}
	for _, d := range casefile.All[casefile.Document](tx, "") {
		ours := d.Child == "" || slices.ContainsFunc(kids, func(k casefile.Child) bool { return k.ID == d.Child })
		if say, held := why[d.ID]; held && ours {
			list = append(list, heldView{d.ID, d.Child, d.Title, d.Privilege, d.Reason, say})
		}
	}
	return list
}

// count counts what belongs to a child; with "" what belongs to no child.
func count(tx *casefile.Tx, in casefile.CaseID) (n counts) {
	for _, e := range casefile.All[casefile.Entry](tx, in) {
		n.Entries += one(e.Child == in)
	}
	for _, e := range casefile.All[casefile.Event](tx, in) {
		n.Events += one(e.Child == in)
	}
	for _, d := range casefile.All[casefile.Document](tx, in) {
		if d.Child == in {
			n.Documents++
			n.Pages += d.Pages
		}
	}
	return n
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// printOverview writes an overview as short lines, without columns or drawings, so that it reads well aloud.
func (c *call) printOverview(l law, v overview) {
	name := v.Family
	if name == "" {
		name = v.File
	}
	fmt.Fprintf(c.out, "%s\n", name)
	fmt.Fprintf(c.out, "Seen on %s.\n", v.Today.Long())
	if !v.AsOf.IsZero() {
		fmt.Fprintln(c.out, "A made-up family, to try things on.")
	}
	if !v.Sealed {
		fmt.Fprintln(c.out, "It has no passphrase: anybody who has the file can read it.")
	}
	for _, kid := range v.Children {
		c.printChild(kid)
	}
	if v.Whole != (counts{}) || len(v.Children) == 0 {
		fmt.Fprintf(c.out, "\nThe whole family\n  %s.\n", v.Whole)
	}
	if len(v.Held) > 0 {
		fmt.Fprintln(c.out, "\nHeld back")
	}
	for _, h := range v.Held {
		fmt.Fprintf(c.out, "  %s: %s\n", h.Title, h.Why)
	}
	fmt.Fprintln(c.out, "\nWhat is due")
	if len(v.dues) == 0 {
		fmt.Fprintln(c.out, "Nothing is waiting.")
	}
	for _, d := range v.dues {
		fmt.Fprintln(c.out)
		l.print(c.out, d, false)
	}
}

func (c *call) printChild(kid childView) {
	fmt.Fprintf(c.out, "\n%s\n", strings.Join(nonEmpty(kid.Name, kid.School), ", "))
	fmt.Fprintf(c.out, "  %s.\n", kid.counts)
	for _, a := range kid.Appeals {
		words := nonEmpty(a.Type.Title(), a.Reference)
		switch {
		case !a.Running:
			words = append(words, "ended "+a.Ended.Long(), a.Outcome)
		case a.Lodged.IsZero():
			words = append(words, "not sent yet")
		default:
			words = append(words, "running since "+a.Lodged.Long())
		}
		fmt.Fprintf(c.out, "  Appeal: %s.\n", strings.TrimSuffix(strings.Join(nonEmpty(words...), ", "), "."))
	}
	for _, title := range kid.Bundles {
		fmt.Fprintf(c.out, "  Saved bundle: %s.\n", title)
	}
}

// String gives the counts in words.
func (n counts) String() string {
	say := []string{
		several(n.Entries, "log entry", "log entries"),
		several(n.Events, "dated fact", "dated facts"),
		several(n.Documents, "paper", "papers"),
	}
	if n.Pages > 0 {
		say[2] += " of " + several(n.Pages, "page", "pages")
	}
	return listed(say)
}

// several writes a number of things.
func several(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// nonEmpty gives the words that are not empty.
func nonEmpty(words ...string) []string {
	return slices.DeleteFunc(words, func(s string) bool { return s == "" })
}
