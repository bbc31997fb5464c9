package bundle

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/page"
	"ehccasefile/casefile/internal/pdf"
	"ehccasefile/deadlines"
)

// ours are pages of our own that go with a bundle, as a source of a document: a chronology, the list of recordings, the note on
// limits. They say nothing but what the family wrote for the bundle and what names papers that are open.
type ours struct {
	kind  casefile.BundlePage
	text  string     // of the note
	days  []day      // of the chronology
	media []showing  // recordings
	spots []pdf.Link // from the first of its own pages; Page counts from there
}

// day is one line of a chronology: it stands on a paper that is in the bundle, and leads to it.
type day struct {
	on    deadlines.Date
	words string
	paper casefile.ID
}

// showing is a recording and the proof that it is open.
type showing struct {
	casefile.Document
	from shown
}

func (o *ours) read() (casefile.Shown, error) { return casefile.Shown{Own: true}, nil }

// still tells whether every recording that is named may still be named. A chronology names only papers that are in the bundle, each of
// which has its own proof.
func (o *ours) still() error {
	for _, m := range o.media {
		if err := m.from.still(); err != nil {
			return err
		}
	}
	return nil
}

// load makes the pages for the first time; settle makes them again once the numbers are known.
func (o *ours) load(out *loaded) error {
	out.own = true
	p, err := o.paper(nil)
	if err != nil {
		return err
	}
	out.source, err = sourceOf(p)
	return err
}

// draw makes the pages for the numbers as they stand now. Where they were served, they take as many pages as then, or sheets say why not.
func (o *ours) draw(l *layout, d *placed) (err error) {
	p, err := o.paper(l)
	if err != nil {
		return err
	}
	made, err := p.Bytes()
	if err != nil {
		return err
	}
	d.sum = sum(made)
	if d.was != nil && p.Pages() != d.was.Pages {
		d.gone, o.spots = "More or less is written in the case now than when it was sent.", nil
		d.notes = []string{"It cannot be made again as it was sent, so sheets stand in its place."}
		d.source, err = standIn(d.was.Pages)
		return err
	}
	d.source, err = pdf.Read(made, pdf.DefaultLimits())
	return err
}

// links are the ways from the pages to the papers they name; from is the first page in the bundle, counted from 1.
func (o *ours) links(from int) []pdf.Link {
	links := slices.Clone(o.spots)
	for i := range links {
		links[i].Page += from - 1
	}
	return links
}

// paper draws the pages; l is nil before there are any numbers.
func (o *ours) paper(l *layout) (*page.Paper, error) {
	p := page.New("")
	p.Page()
	switch o.kind {
	case casefile.WithChronology:
		o.chronology(p, l)
	case casefile.WithMedia:
		o.recordings(p)
	case casefile.WithNote:
		o.note(p)
	default:
		return nil, fmt.Errorf("there are no pages called %q", o.kind)
	}
	return p, nil
}

func (o *ours) note(p *page.Paper) {
	p.Write(page.Heading, "Note on the limits of this bundle")
	for _, para := range strings.Split(o.text, "\n") {
		p.Write(page.Body, para)
	}
}

// chronology lists what happened by day, each line with the page it stands on.
func (o *ours) chronology(p *page.Paper, l *layout) {
	p.Write(page.Heading, "Chronology")
	p.Write(page.Small, "Each line names the page of this bundle that shows it.")
	t := page.Table{Columns: []page.Column{{Head: "Date", Width: 78}, {Head: "What happened"}, {Head: "Page", Width: 44, Right: true, Bold: true}}}
	at := map[casefile.ID]placed{}
	if l != nil {
		for _, c := range l.chapters {
			for _, d := range c.docs {
				if d.gone == "" && d.ID != "" {
					at[d.ID] = d
				}
			}
		}
	}
	var to []placed
	for _, d := range o.days {
		x, in := at[d.paper]
		if !in {
			continue
		}
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: d.on.Short()}, {Text: d.words}, {Text: l.number(x.from)}}})
		to = append(to, x)
	}
	o.spots = nil
	for i, s := range p.Table(t) {
		o.spots = append(o.spots, pdf.Link{Page: s.Page, Rect: s.Rect, To: to[i].from - 1, Say: l.marked(to[i].Title, to[i].from)})
	}
}

// recordings lists what cannot be printed.
func (o *ours) recordings(p *page.Paper) {
	p.Write(page.Heading, "Recordings held by the family")
	p.Write(page.Body, "The recordings themselves are not in this bundle. The family can provide them if the Tribunal asks for them.")
	t := page.Table{Columns: []page.Column{{Head: "No.", Width: 24}, {Head: "Recording"}, {Head: "Made on", Width: 78}, {Head: "Length", Width: 60}}}
	for i, m := range o.media {
		sub := strings.ToLower(m.Type.Title()) + ", " + sizeWords(int(m.Blob.Size)) + ", SHA-256 " + m.Blob.SHA256
		if m.Author != "" {
			sub = "made by " + m.Author + "; " + sub
		}
		made := m.On.Short()
		if m.On.IsZero() {
			made = "not known"
		}
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: fmt.Sprint(i + 1)}, {Text: m.Title, Sub: sub}, {Text: made}, {Text: "not known"}}})
	}
	p.Table(t)
}

// ownPages gathers what pages of our own may say: what was written in the case up to a day, where one is given. note is the words of the
// note.
func ownPages(tx *casefile.Tx, b casefile.Bundle, kind casefile.BundlePage, note string, until deadlines.Date) *ours {
	o := &ours{kind: kind}
	switch kind {
	case casefile.WithChronology:
		o.days = days(tx, b, until)
	case casefile.WithMedia:
		for _, d := range casefile.All[casefile.Document](tx, "") {
			proof, err := casefile.Show(tx, d.ID)
			from := shown{Showable: proof, child: b.Child}
			late := !until.IsZero() && deadlines.DateOf(d.Made).After(until)
			if err == nil && !late && from.fits(d) == nil && (d.Type == casefile.FileAudio || d.Type == casefile.FileVideo) {
				o.media = append(o.media, showing{d, from})
			}
		}
	case casefile.WithNote:
		o.text = note
	}
	return o
}

// empty tells whether the pages would say nothing.
func (o *ours) empty() bool {
	switch o.kind {
	case casefile.WithChronology:
		return len(o.days) == 0
	case casefile.WithMedia:
		return len(o.media) == 0
	}
	return strings.TrimSpace(o.text) == ""
}

// days gathers the lines of a chronology. What the family wrote into its log is its own: a line says when, how and with whom, and which
// paper shows it, and never what was said. What stands on no paper of the bundle, or on one that is held back too, is not there.
func days(tx *casefile.Tx, b casefile.Bundle, until deadlines.Date) []day {
	held, title := casefile.Held(tx), map[casefile.ID]casefile.Document{}
	for _, d := range casefile.All[casefile.Document](tx, "") {
		title[d.ID] = d
	}
	early := func(h casefile.Head) bool {
		return (h.Child == b.Child || h.Child == "") && (until.IsZero() || !deadlines.DateOf(h.Made).After(until))
	}
	var all []day
	told := map[casefile.ID]bool{}
	names := factTitles()
	for _, e := range casefile.All[casefile.Event](tx, b.Child) {
		if d, ok := title[e.Document]; ok && early(e.Head) && held[e.Document] == "" && names[e.Kind] != "" {
			words := names[e.Kind] + " (" + d.Title + ")"
			if strings.HasPrefix(words, "You ") { // it speaks to the family, and this page to the Tribunal
				words = d.Title
			}
			all = append(all, day{e.Day(), words, e.Document})
			told[e.Document] = told[e.Document] || e.Day() == d.On
		}
	}
	for _, e := range casefile.All[casefile.Entry](tx, b.Child) {
		private := slices.ContainsFunc(e.Documents, func(id casefile.ID) bool { return held[id] != "" })
		for _, id := range e.Documents {
			d, ok := title[id]
			if !ok || private || !early(e.Head) || told[id] && e.On == d.On {
				continue
			}
			words := e.Kind.Title()
			if e.With != "" {
				words += " with " + e.With
			}
			all = append(all, day{e.On, words + " (" + d.Title + ")", id})
			told[id] = told[id] || e.On == d.On
		}
	}
	for id, d := range title {
		if !told[id] && !d.On.IsZero() && early(d.Head) {
			all = append(all, day{d.On, d.Title, id})
		}
	}
	slices.SortFunc(all, func(a, b day) int {
		return cmp.Or(a.on.Compare(b.on), cmp.Compare(a.words, b.words), cmp.Compare(a.paper, b.paper))
	})
	return all
}

// factTitles gives the kinds of fact in words.
func factTitles() map[string]string {
	names := map[string]string{}
	pack, err := deadlines.Load()
	if err != nil {
		return names
	}
	for _, k := range pack.Facts() {
		names[k.ID] = k.Title
	}
	return names
}
