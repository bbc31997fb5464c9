package cli

import (
	"fmt"
	"strconv"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
)

// redaction is what was asked of a paper: words or an area to black out, another title, or to give everything up.
type redaction struct {
	words, area, why, title string
	page                    int
	clear                   bool
}

func runRedact(c *call) error {
	o := newOptions(c).withJSON()
	passphraseFile, page := o.withPassphrase(), o.text("page")
	find, area, why, title := o.text("words"), o.text("area"), o.text("why"), o.text("title")
	empty := o.yes("clear")
	words, err := o.parse(c, 2, 2)
	if err != nil {
		return err
	}
	r := redaction{words: *find, area: *area, why: strings.TrimSpace(*why), title: strings.TrimSpace(*title), clear: *empty}
	if *page != "" {
		if r.page, err = strconv.Atoi(*page); err != nil {
			return misusef("%q is not the number of a page.", *page)
		}
	}
	if err := r.sound(); err != nil {
		return err
	}
	return c.withCase(words[0], *passphraseFile, func(f *casefile.File) error {
		d, err := paperNamed(f, words[1])
		if err != nil {
			return err
		}
		return c.redact(f, d.ID, r, o.json)
	})
}

// sound tells whether the request makes sense in itself.
func (r redaction) sound() error {
	switch {
	case (r.page != 0) != (r.area != ""):
		return misuse("A place is --page and --area together.")
	case (r.words != "" || r.area != "") && r.why == "":
		return misuse("Say why with --why. The reason goes into the log of what was blacked out.")
	case r.words == "" && r.area == "" && r.why != "":
		return misuse("Say what to black out: --words WORDS, or --page N with --area.")
	}
	return nil
}

func (r redaction) asksNothing() bool {
	return r.words == "" && r.area == "" && r.title == "" && !r.clear
}

// redact marks places on a paper, keeps them, and lists what is marked.
func (c *call) redact(f *casefile.File, id casefile.ID, r redaction, asJSON bool) error {
	ctx, stop := untilInterrupted()
	defer stop()
	m, err := bundle.Mark(ctx, f, id)
	if err != nil {
		return err
	}
	if r.clear {
		m.Redaction = casefile.Redaction{Pages: m.Redaction.Pages}
	}
	if r.title != "" {
		m.Redaction.Title = r.title
	}
	found := -1
	if r.words != "" {
		found = m.Find(r.words, r.why)
	}
	if r.area != "" {
		box, err := bundle.ParseBox(r.area)
		if err == nil {
			err = m.Add(casefile.Area{Page: r.page, Box: box, Why: r.why})
		}
		if err != nil {
			return err
		}
	}
	if !r.asksNothing() {
		if err := keepRedaction(f, id, m.Redaction); err != nil {
			return err
		}
	}
	if asJSON {
		return c.printJSON(struct {
			Title   string          `json:"title"`
			Pages   int             `json:"pages"`
			Found   int             `json:"found"` // how often the words stand in it; -1 where none were asked for
			Shown   string          `json:"shown_as,omitempty"`
			Changed bool            `json:"changed"`
			Areas   []casefile.Area `json:"areas"`
		}{m.Document.Title, m.Pages, found, m.Redaction.Title, m.Changed, append([]casefile.Area{}, m.Redaction.Areas...)})
	}
	c.sayMarking(m, r, found)
	return nil
}

// keepRedaction writes what is marked into the paper's record as it is by now.
func keepRedaction(f *casefile.File, id casefile.ID, r casefile.Redaction) error {
	if len(r.Areas) == 0 && r.Title == "" {
		r = casefile.Redaction{}
	}
	return f.Update(func(tx *casefile.Tx) error {
		d, err := casefile.Get[casefile.Document](tx, id)
		if err != nil {
			return err
		}
		d.Redaction = r
		_, err = casefile.Put(tx, d)
		return err
	})
}

func (c *call) sayMarking(m *bundle.Marking, r redaction, found int) {
	if m.Changed {
		fmt.Fprintln(c.out, "Its pages have changed since places were marked. The old places were given up. Mark them again.")
	}
	if found >= 0 {
		fmt.Fprintf(c.out, "“%s” was found in %s.\n", r.words, several(found, "place", "places"))
		if m.Wordless > 0 {
			fmt.Fprintf(c.out, "%s could not be searched: no words are known there. Look at them yourself, and mark places with --page and --area.\n", several(m.Wordless, "page", "pages"))
		}
	}
	if m.Redaction.Title != "" {
		fmt.Fprintf(c.out, "In a redacted copy it is called “%s”.\n", m.Redaction.Title)
	}
	if len(m.Redaction.Areas) == 0 {
		fmt.Fprintf(c.out, "%s: nothing is blacked out.\n", m.Document.Title)
		return
	}
	fmt.Fprintf(c.out, "%s: %s blacked out in a redacted copy.\n", m.Document.Title, several(len(m.Redaction.Areas), "place", "places"))
	for _, a := range m.Redaction.Areas {
		fmt.Fprintf(c.out, "  Page %d, %s: %s\n", a.Page, bundle.BoxWords(a.Box), a.Why)
	}
	fmt.Fprintln(c.out, "Make the copy with bundle --redacted, and look at every page of it before you send it.")
}
