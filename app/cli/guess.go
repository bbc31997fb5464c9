package cli

import (
	"errors"
	"fmt"

	"ehccasefile/casefile"
	"ehccasefile/casefile/intake"
	"ehccasefile/deadlines"
)

// proposalView is what a paper seems to be. Nothing of it is written down.
type proposalView struct {
	ID     casefile.ID `json:"id"`
	Paper  string      `json:"paper"`  // its title as it stands
	Kind   *clueView   `json:"kind"`   // null where nothing was found
	Title  *clueView   `json:"title"`  // null where nothing was found
	On     *clueView   `json:"on"`     // null where nothing was found
	Author *clueView   `json:"author"` // null where nothing was found
	Facts  []clueView  `json:"facts"`
	Notes  []string    `json:"notes"`
	Like   []likeView  `json:"looks_like"`
}

// clueView is one proposal, and where it was read.
type clueView struct {
	Value string          `json:"value"`           // of a fact: its kind, empty where only the family can say
	On    *deadlines.Date `json:"on,omitempty"`    // of a fact: its day; null where only the family can know it
	Dated *deadlines.Date `json:"dated,omitempty"` // of a fact: the date printed on the letter
	Page  int             `json:"page"`            // from 1; 0 for the name of the file
	Words string          `json:"words"`
	Sure  intake.Sureness `json:"sure"`
	Say   string          `json:"say"`
}

// likeView is another paper that this one looks like.
type likeView struct {
	ID  casefile.ID     `json:"id"`
	How intake.Likeness `json:"how"`
	Say string          `json:"say"`
}

func runGuess(c *call) error {
	o := newOptions(c).withJSON()
	passphraseFile, today := o.withPassphrase(), o.date("today")
	words, err := o.parse(c, 2, 2)
	if err != nil {
		return err
	}
	return c.withCase(words[0], *passphraseFile, func(f *casefile.File) error {
		d, err := paperNamed(f, words[1])
		if err != nil {
			return err
		}
		if d.Unread() {
			return misusef("“%s” has not been read yet. First: %s read %s", d.Title, programName, words[0])
		}
		v, l, err := c.guess(f, d, *today)
		if err != nil {
			return err
		}
		if o.json {
			return c.printJSON(v)
		}
		c.printGuess(l, v)
		return nil
	})
}

// guess reads the words of a paper and says what it seems to be.
func (c *call) guess(f *casefile.File, d casefile.Document, today deadlines.Date) (v proposalView, l law, err error) {
	var pages []string
	err = f.View(func(tx *casefile.Tx) error {
		if l, err = c.loadLaw(asOf(tx, today), ""); err != nil {
			return err
		}
		text, err := casefile.TextOf(tx, d.ID)
		if errors.Is(err, casefile.ErrNotFound) { // then its name is all there is
			return nil
		}
		pages = text.Pages
		return err
	})
	if err != nil {
		return v, l, err
	}
	v = viewOfGuess(d, intake.Guess(d.Name, pages, l.today))
	found, err := intake.LooksLike(f, d.ID)
	for _, a := range found {
		v.Like = append(v.Like, likeView{casefile.ID(a.Other), a.How, a.Say})
	}
	return v, l, err
}

func viewOfGuess(d casefile.Document, p intake.Proposal) proposalView {
	v := proposalView{ID: d.ID, Paper: d.Title, Facts: []clueView{}, Notes: append([]string{}, p.Notes...), Like: []likeView{}}
	v.Kind, v.Title = clueOf(string(p.Kind.Kind), p.Kind.Clue), clueOf(p.Title.Text, p.Title.Clue)
	v.On, v.Author = clueOf(p.On.Day.String(), p.On.Clue), clueOf(p.Author.Text, p.Author.Clue)
	for _, fact := range p.Facts {
		clue := *clueOf(fact.Kind, fact.Clue)
		if !fact.On.IsZero() {
			clue.On = &fact.On
		}
		if !fact.Dated.IsZero() {
			clue.Dated = &fact.Dated
		}
		v.Facts = append(v.Facts, clue)
	}
	return v
}

// clueOf gives nothing where nothing was found.
func clueOf(value string, c intake.Clue) *clueView {
	if !c.Found() {
		return nil
	}
	return &clueView{Value: value, Page: c.Page, Words: c.Words, Sure: c.Sure, Say: c.Say}
}

// printGuess writes the proposals as short lines that read well aloud.
func (c *call) printGuess(l law, v proposalView) {
	fmt.Fprintf(c.out, "%s\nNothing here is written down until you do it.\n", v.Paper)
	found := false
	for _, line := range []struct {
		what string
		clue *clueView
	}{{"Kind", v.Kind}, {"Title", v.Title}, {"Date", v.On}, {"Writer", v.Author}} {
		if line.clue == nil {
			continue
		}
		found = true
		value := line.clue.Value
		if line.what == "Kind" {
			value = casefile.DocumentKind(value).Title()
		}
		c.printClue(line.what, value, *line.clue)
	}
	for _, fact := range v.Facts {
		found = true
		c.printClue("Fact", l.factWords(fact), fact)
	}
	for _, note := range v.Notes {
		fmt.Fprintf(c.out, "\n%s\n", note)
	}
	for _, like := range v.Like {
		fmt.Fprintf(c.out, "\n%s\n", like.Say)
	}
	if !found {
		fmt.Fprintln(c.out, "\nNothing could be told from its words or its name.")
	}
}

func (c *call) printClue(what, value string, clue clueView) {
	if value == "" {
		value = "not clear"
	}
	fmt.Fprintf(c.out, "\n%s: %s. %s.\n  %s\n", what, value, clue.Sure.Title(), clue.Say)
}

// factWords says what a proposed fact is and when.
func (l law) factWords(fact clueView) string {
	say := "a day, and it is not clear for what"
	if kind, ok := l.pack.Fact(fact.Value); ok {
		say = kind.Title + " (" + fact.Value + ")"
	}
	switch {
	case fact.On != nil:
		say += ", " + fact.On.Long()
	case fact.Dated != nil:
		say += ", on a letter dated " + fact.Dated.Long()
	}
	return say
}
