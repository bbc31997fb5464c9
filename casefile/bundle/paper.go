package bundle

import (
	"fmt"

	"ehccasefile/casefile/internal/page"
	"ehccasefile/casefile/internal/pdf"
)

// This file is the edition for paper: both sides printed, each document begun on a right-hand page, room for the holes, a mark at the edge
// for each section, and a label for the spine. What it adds bears no number: blank pages do not belong into what is served.

// A sheet of A4, and what is kept free on it for printing, in points.
const (
	paperWide  = 595.28
	paperHigh  = 841.89
	holes      = 62.36 // 22 mm on the side of the holes
	outerFree  = 20.0  // for the marks of the sections
	footFree   = 44.0  // for the number
	perBinder  = 350   // pages a lever-arch file takes, as courts commonly ask: more are hard to turn
	spineWide  = 150.0 // of a spine's label: 53 mm, for a file of 70 mm and more
	spineHigh  = 600.0 // and at most so long
	firstTab   = 96.0  // from the head of the sheet to the middle of the first mark
	betweenTab = 52.0
	tabsDown   = 13 // how many marks there are down the edge, before they begin again at its head
)

// onPaper lays the bundle out for printing.
func (l *layout) onPaper(b pdf.Book) ([]piece, error) {
	begins, n := l.beginnings()
	var pieces []piece
	sheets := 0
	add := func(p piece) { pieces, sheets = append(pieces, p), sheets+len(p.of) }
	even := func() error {
		if sheets%2 == 0 {
			return nil
		}
		blank, err := blankSheet()
		add(piece{Part: pdf.Part{Source: blank, Own: true, BackTo: -1}, was: -1, of: []int{-1}, say: []string{""}})
		return err
	}
	tab := 0
	for i := range b.Parts {
		if err := even(); err != nil {
			return nil, err
		}
		if c := begins[l.starts[i]]; c != nil && n > 1 {
			sheet, err := tabSheet(letters(tab), c.title)
			if err != nil {
				return nil, err
			}
			tab++
			p := piece{Part: pdf.Part{Source: sheet, Own: true, BackTo: -1}, was: -1, of: []int{-1}, say: []string{""}}
			p.Lays = []pdf.Lay{upright(paperWide, paperHigh, sheets, true, tab)}
			add(p)
			if err := even(); err != nil {
				return nil, err
			}
		}
		p, front := l.whole(b, i), i == 0 || l.isLateIndex(l.starts[i])
		for k, s := range b.Parts[i].Source.Pages() {
			w, h := displayed(s, b.Parts[i].Own)
			p.Lays = append(p.Lays, upright(w, h, sheets+k, front, tab))
		}
		add(p)
	}
	if err := even(); err != nil {
		return nil, err
	}
	err := l.spines(add)
	return pieces, err
}

// beginnings gives the sections that have a title by the first page of each, counted from 0, and how many there are.
func (l *layout) beginnings() (map[int]*chapter, int) {
	at := map[int]*chapter{}
	for i := range l.chapters {
		c := &l.chapters[i]
		if c.title == "" {
			continue
		}
		first := c.docs[0].from - 1
		if l.Divider {
			first--
		}
		if c.round > 0 {
			first = c.at - 1
		}
		at[first] = c
	}
	return at, len(at)
}

func (l *layout) isLateIndex(at int) bool {
	for _, c := range l.chapters {
		if c.round > 0 && c.at-1 == at {
			return true
		}
	}
	return false
}

// displayed is the size of a page as a book with A4 set shows it.
func displayed(p pdf.Page, own bool) (w, h float64) {
	if own {
		return p.Width, p.Height
	}
	if p.Width > p.Height {
		return paperHigh, paperWide
	}
	return paperWide, paperHigh
}

// upright lays a page of w by h points on an upright sheet, counted from 0, with room for the holes on its inner side. A page that lies on its
// side is turned, its head to the left. A page of ours has room enough as it is. tab is the section's number, 0 for none.
func upright(w, h float64, at int, roomy bool, tab int) pdf.Lay {
	left := at%2 == 1
	out := pdf.Lay{Sheet: [2]float64{paperWide, paperHigh}, See: [4]float64{0, 0, w, h}, Left: left}
	if tab > 0 {
		out.Tab = letters(tab - 1)
		out.TabAt = paperHigh - firstTab - betweenTab*float64((tab-1)%tabsDown)
	}
	if roomy {
		out.Onto = [6]float64{1, 0, 0, 1, 0, 0}
		return out
	}
	sideways := w > h
	if sideways {
		w, h = h, w
	}
	k := min((paperWide-holes-outerFree)/w, (paperHigh-2*footFree)/h)
	x := holes + (paperWide-holes-outerFree-k*w)/2
	if left {
		x = outerFree + (paperWide-holes-outerFree-k*w)/2
	}
	y := (paperHigh - k*h) / 2
	out.Onto = [6]float64{k, 0, 0, k, x, y}
	if sideways {
		out.Onto = [6]float64{0, k, -k, 0, x + k*w, y}
	}
	return out
}

// blankSheet is the back of a sheet whose next one begins a document. It says so, because an empty page looks like a lost one.
func blankSheet() (*pdf.Source, error) {
	p := page.New("")
	p.Page()
	p.Gap(640)
	p.Write(page.Small, "This side is blank on purpose and has no number.")
	return sourceOf(p)
}

// tabSheet is the sheet in front of a section.
func tabSheet(letter, title string) (*pdf.Source, error) {
	p := page.New("")
	p.Page()
	p.Gap(230)
	p.Write(page.Title, letter)
	p.Write(page.Title, title)
	return sourceOf(p)
}

// binder is what goes into one lever-arch file: pages of the bundle, counted from 1.
type binder struct{ from, to int }

// binders shares the bundle among files, cut between documents.
func (l *layout) binders() []binder {
	all := []binder{{from: 1}}
	for _, c := range l.chapters {
		for _, d := range c.docs {
			last := &all[len(all)-1]
			if last.to > 0 && d.to-last.from+1 > perBinder {
				all = append(all, binder{from: last.to + 1})
				last = &all[len(all)-1]
			}
			last.to = d.to
		}
	}
	return all
}

// spines adds the labels for the spines, one for each file, to be cut out. They read from the top down, as books do here.
func (l *layout) spines(add func(piece)) error {
	all := l.binders()
	for i, b := range all {
		p := page.New("")
		p.Page()
		p.Write(page.Title, l.Title)
		if l.Child != "" {
			p.Write(page.Heading, l.Child)
		}
		words := fmt.Sprintf("File %d of %d · Pages %s", i+1, len(all), pageRange(l.number(b.from), l.number(b.to)))
		if l.Reference != "" {
			words = l.Reference + " · " + words
		}
		last := p.Write(page.Sub, words)
		source, err := sourceOf(p)
		if err != nil {
			return err
		}
		see := [4]float64{50, last.Rect[1] - 10, 50 + page.Measure + 24, paperHigh - 52}
		k := min(spineHigh/(see[2]-see[0]), spineWide/(see[3]-see[1]))
		x, y := (paperWide-k*(see[3]-see[1]))/2-k*see[1], (paperHigh+k*(see[2]-see[0]))/2+k*see[0]
		lay := pdf.Lay{Sheet: [2]float64{paperWide, paperHigh}, See: see, Cut: true, Onto: [6]float64{0, -k, k, 0, x, y}}
		add(piece{Part: pdf.Part{Source: source, Own: true, BackTo: -1, Lays: []pdf.Lay{lay}}, was: -1, of: []int{-1}, say: []string{""}})
	}
	return nil
}
