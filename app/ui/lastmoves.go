package ui

import (
	"context"
	"math"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// lastMoves is what the change of one or more facts did to the dates, found again in the history of the case file.
type lastMoves struct {
	saving casefile.Saving
	was    []casefile.Event // the facts it changed, as they were; without those it added
	is     []casefile.Event // the same as they became; without those it deleted
	moves  []move
}

// findMoves finds the newest change of a fact that was saved as number seq or before, and works out the dates before and after it. It is
// called beside the window.
func findMoves(f *casefile.File, pack *deadlines.Pack, b *book, seq uint64) (lastMoves, error) {
	var l lastMoves
	err := f.View(func(tx *casefile.Tx) (err error) {
		if l.saving, err = casefile.LastSaving[casefile.Event](tx, seq); err != nil || l.saving.Seq == 0 {
			return err
		}
		before, err := casefile.StoodAt[casefile.Event](tx, l.saving.Seq-1)
		if err != nil {
			return err
		}
		after, err := casefile.StoodAt[casefile.Event](tx, l.saving.Seq)
		if err != nil {
			return err
		}
		l.was, l.is = touched(before, l.saving.IDs), touched(after, l.saving.IDs)
		l.moves = movesBetween(b.withEvents(before, pack), b.withEvents(after, pack))
		return nil
	})
	return l, err
}

// touched gives the events with these ids.
func touched(events []casefile.Event, ids []casefile.ID) (out []casefile.Event) {
	for _, e := range events {
		if slices.Contains(ids, e.ID) {
			out = append(out, e)
		}
	}
	return out
}

// withEvents gives the book as it would be with these facts and no others.
func (b *book) withEvents(events []casefile.Event, pack *deadlines.Pack) *book {
	o := *b
	o.events, o.dues = slices.Clone(events), nil
	slices.SortStableFunc(o.events, func(x, y casefile.Event) int { return x.Day().Compare(y.Day()) })
	o.workOut(pack)
	return &o
}

// openLastMoves shows what the last change of a fact moved, and from there what those before it did.
func (u *UI) openLastMoves() {
	u.open(func(u *UI) view {
		p := &lastMovesPage{u: u, page: part.NewPage(), seqs: []uint64{math.MaxUint64}}
		p.find()
		return p
	})
}

// lastMovesPage says which dates moved when a fact was changed, and why; it goes from change to change.
type lastMovesPage struct {
	u     *UI
	page  *part.Page
	seqs  []uint64 // where the search for each change that was shown began, newest first
	last  lastMoves
	state int
	ctx   context.Context
}

const (
	movesSearched = iota
	movesFound
	movesNone
)

func (p *lastMovesPage) Content() fyne.CanvasObject { return p.page }
func (p *lastMovesPage) Close()                     {}

// find looks for the change, beside the window.
func (p *lastMovesPage) find() {
	u := p.u
	if p.ctx == nil {
		p.ctx = u.scope()
	}
	file, pack, b, seq := u.file, u.pack, u.book, p.seqs[len(p.seqs)-1]
	p.state = movesSearched
	background(u, p.ctx, func(context.Context) (lastMoves, error) {
		return findMoves(file, pack, b, seq)
	}, func(l lastMoves, err error) {
		if err != nil {
			u.fail(say("The history could not be read."), err)
			l = lastMoves{}
		}
		p.last, p.state = l, movesFound
		if l.saving.Seq == 0 {
			p.state = movesNone
		}
		if u.inSight() == view(p) {
			p.Refresh()
		}
	})
}

// Refresh draws the change that was found.
func (p *lastMovesPage) Refresh() {
	u := p.u
	title := say("What moved, and why")
	switch p.state {
	case movesSearched:
		p.page.Set(pageHead(u, title, say("Looking through the history of the case file…")))
		return
	case movesNone:
		kids := []fyne.CanvasObject{pageHead(u, title, "")}
		words := say("No date was written down yet, so nothing has moved.")
		if len(p.seqs) > 1 {
			words = say("That was the first change. There is none before it.")
		}
		p.page.Set(append(kids, part.NewCard("", part.Body(words)), p.steps())...)
		return
	}
	kids := []fyne.CanvasObject{pageHead(u, title, say("What a change of your dates did to every date that follows. Press one to see the whole sum.")), p.changed()}
	moved, others := sortMoves(p.last.moves)
	m := &movesPage{u: u}
	if len(moved) > 0 {
		kids = append(kids, part.NewCard(say("Moved"), m.rows(moved)))
	} else {
		kids = append(kids, part.NewCard(say("Moved"), part.Body(say("No date moved because of this change."))))
	}
	if len(others) > 0 {
		shown := others[:min(len(others), mostOthers)]
		card := part.NewCard(say("Changed as well"), m.rows(shown))
		if n := len(others) - len(shown); n > 0 {
			card.Add(part.Quiet(say("and {{.N}} more", "N", n)))
		}
		kids = append(kids, card)
	}
	p.page.Set(append(kids, p.steps())...)
}

// mostOthers is how many dates are listed that a change began or ended.
const mostOthers = 30

// changed says what the change was.
func (p *lastMovesPage) changed() *part.Card {
	l := p.last
	when := savedAt(l.saving.At)
	var lines []fyne.CanvasObject
	for i, e := range l.is {
		if i == fewRows && len(l.is) > fewRows+1 {
			lines = append(lines, part.Quiet(say("and {{.N}} more", "N", len(l.is)-i)))
			break
		}
		lines = append(lines, part.Body(p.changeWords(e)))
	}
	for i, e := range l.was {
		gone := !slices.ContainsFunc(l.is, func(o casefile.Event) bool { return o.ID == e.ID })
		if gone && i < fewRows {
			lines = append(lines, part.Body(say("Deleted: {{.What}}, {{.Day}}.", "What", p.u.eventTitle(e), "Day", e.Day().Long())))
		}
	}
	return part.NewCard(say("What was changed"), part.Stack(0.5, lines...), part.Quiet(say("Saved {{.When}}.", "When", when)))
}

// changeWords says what became of one fact.
func (p *lastMovesPage) changeWords(e casefile.Event) string {
	title := p.u.eventTitle(e)
	for _, was := range p.last.was {
		switch {
		case was.ID != e.ID:
		case was.Day() != e.Day():
			return say("{{.What}}: it was {{.Was}}, and is now {{.Is}}.", "What", title, "Was", was.Day().Long(), "Is", e.Day().Long())
		default:
			return say("Changed: {{.What}}, {{.Day}}. The day is the same.", "What", title, "Day", e.Day().Long())
		}
	}
	return say("Written down: {{.What}}, {{.Day}}.", "What", title, "Day", e.Day().Long())
}

// savedAt gives a moment in words, by the computer's own clock.
func savedAt(at time.Time) string {
	local := at.Local()
	return say("on {{.Day}} at {{.Time}}", "Day", deadlines.DateOf(local).Long(), "Time", local.Format("15:04"))
}

// steps goes to the change before, or the one after.
func (p *lastMovesPage) steps() fyne.CanvasObject {
	earlier := part.Button(say("The change before this"), part.Outline, func() {
		p.seqs = append(p.seqs, p.last.saving.Seq-1)
		p.goOn()
	})
	earlier.Allow(p.state == movesFound && p.last.saving.Seq > 1)
	later := part.Button(say("The change after this"), part.Outline, func() {
		p.seqs = p.seqs[:len(p.seqs)-1]
		p.goOn()
	})
	later.Allow(len(p.seqs) > 1)
	line := part.Line(1.5, earlier, later)
	line.Hidden = earlier.Off && later.Off
	return line
}

// goOn shows another change, from the top.
func (p *lastMovesPage) goOn() {
	p.find()
	p.page.ToTop()
	p.u.focusFirst(p)
}
