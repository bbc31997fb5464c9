package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// move is what a changed fact did to one of a child's deadlines.
type move struct {
	deadlines.Move
	child casefile.CaseID
}

// tellMoves remembers the dates as they stand before an event changes. What it gives back is called when the change is kept: where a day
// that was shown has moved, a page says which and why. Nothing opens over what somebody has gone on to.
func (u *UI) tellMoves(e casefile.Event) func() {
	before, under := u.book, u.top()
	if under == nil {
		return func() {}
	}
	shown, because := under.view, u.factTitle(e.Kind)+", "+e.Day().Long()
	return func() {
		u.reload(func() {
			moves := movesBetween(before, u.book)
			moved, _ := sortMoves(moves)
			if top := u.top(); len(moved) == 0 || u.sheet != nil || top == nil || top.view != shown {
				return
			}
			u.open(func(u *UI) view { return newMovesPage(u, because, moves) })
		})
	}
}

// movesBetween compares two readings of the case file, and leaves out what mattered in neither.
func movesBetween(before, after *book) []move {
	var moves []move
	for _, child := range after.children {
		for _, m := range deadlines.Moved(before.deadlinesOf(child.ID), after.deadlinesOf(child.ID)) {
			if stillOpen(m.Was) || stillOpen(m.Is) {
				moves = append(moves, move{m, child.ID})
			}
		}
	}
	return moves
}

func (b *book) deadlinesOf(child casefile.CaseID) []deadlines.Deadline {
	var out []deadlines.Deadline
	for _, d := range b.dues {
		if d.child == child {
			out = append(out, d.Deadline)
		}
	}
	return out
}

func stillOpen(d *deadlines.Deadline) bool { return d != nil && d.Met == nil && d.Ended == "" }

// sortMoves puts the days that were shown and moved apart from everything else.
func sortMoves(moves []move) (moved, others []move) {
	for _, m := range moves {
		if m.Was != nil && m.Is != nil && !m.Was.Due.IsZero() && m.Was.Due != m.Is.Due {
			moved = append(moved, m)
		} else {
			others = append(others, m)
		}
	}
	return moved, others
}

// movesPage says which dates moved when a fact was changed, and why.
type movesPage struct {
	u             *UI
	because       string
	moved, others []move
	page          *part.Page
}

func newMovesPage(u *UI, because string, moves []move) view {
	p := &movesPage{u: u, because: because, page: part.NewPage()}
	p.moved, p.others = sortMoves(moves)
	return p
}

func (p *movesPage) Content() fyne.CanvasObject { return p.page }
func (p *movesPage) Close()                     {}

// Refresh lists them: what moved first.
func (p *movesPage) Refresh() {
	because := p.because + "."
	if len(p.moved)+len(p.others) > 0 {
		because += " " + say("Press a date to see the whole sum.")
	}
	kids := []fyne.CanvasObject{pageHead(p.u, say("What this changed"), because)}
	if len(p.moved) > 0 || len(p.others) == 0 {
		kids = append(kids, part.NewCard(say("Moved"), p.movedRows()))
	}
	if len(p.others) > 0 {
		kids = append(kids, part.NewCard(say("Changed as well"), p.rows(p.others)))
	}
	p.page.Set(kids...)
}

func (p *movesPage) movedRows() fyne.CanvasObject {
	if len(p.moved) == 0 {
		return part.Body(say("No date moved because of this change."))
	}
	return p.rows(p.moved)
}

func (p *movesPage) rows(moves []move) fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, m := range moves {
		rows = append(rows, p.row(m))
	}
	return part.Rows(rows...)
}

// row tells one; where the date is no longer there, there is nothing to open.
func (p *movesPage) row(m move) fyne.CanvasObject {
	d := m.Is
	if d == nil {
		d = m.Was
	}
	title := p.u.dueTitle(due{*d, m.child})
	words := upper(strings.TrimPrefix(m.Say, d.Rule.Title+": "))
	face := part.Stack(0.25, part.Strong(title), part.Body(words))
	if why := reasons(m.Why); why != "" {
		face.Add(part.Quiet(why).AtMost(4))
	}
	if m.Is == nil {
		return part.Inset(0, 1, face)
	}
	return part.Row(face, title+". "+words, func() { p.u.why(due{*d, m.child}) })
}

// reasons joins the new steps of a reason.
func reasons(steps []deadlines.Step) string {
	var words []string
	for _, s := range steps {
		words = append(words, s.String())
	}
	return strings.Join(words, " ")
}
