package ui

import (
	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/deadlines"
)

// newDatesPage lists every date that follows, also those that were met.
func newDatesPage(u *UI) view { return &datesPage{u: u, page: part.NewPage()} }

type datesPage struct {
	u    *UI
	page *part.Page
}

func (p *datesPage) Content() fyne.CanvasObject { return p.page }
func (p *datesPage) Close()                     {}

// Refresh lists them by how they stand.
func (p *datesPage) Refresh() {
	groups := []struct {
		title  string
		states []deadlines.State
	}{
		{say("Late"), []deadlines.State{deadlines.Late}},
		{say("To come"), []deadlines.State{deadlines.Today, deadlines.Soon, deadlines.Later}},
		{say("No date yet"), []deadlines.State{deadlines.Undated}},
		{say("Done, or no longer matters"), []deadlines.State{deadlines.Met, deadlines.MetLate, deadlines.Ended}},
	}
	kids := []fyne.CanvasObject{pageHead(p.u, say("Every date that follows"), say("Press one to see why."))}
	for _, g := range groups {
		var rows []fyne.CanvasObject
		for _, s := range g.states {
			for _, d := range p.u.dues() {
				if d.State(p.u.today()) == s {
					rows = append(rows, p.u.dueRow(d))
				}
			}
		}
		if len(rows) > 0 {
			kids = append(kids, part.NewCard(g.title, part.Rows(rows...)))
		}
	}
	if len(kids) == 1 {
		kids = append(kids, part.NewCard("", part.Body(say("No date was written down yet, so none follows."))))
	}
	p.page.Set(kids...)
}
