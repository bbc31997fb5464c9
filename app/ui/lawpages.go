package ui

import (
	"fmt"
	"net/url"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile/bundle"
	"ehccasefile/deadlines"
)

// fixedPage is a page whose words never change while it is open.
type fixedPage struct{ page *part.Page }

func (s fixedPage) Content() fyne.CanvasObject { return s.page }
func (s fixedPage) Refresh()                   { s.page.Refresh() }
func (s fixedPage) Close()                     {}

// openFacts lists what can start or end a date.
func (u *UI) openFacts() {
	var items []lookupItem
	for _, k := range u.pack.Facts() {
		items = append(items, lookupItem{title: say(k.Title), detail: say(k.Help), more: say(k.Group) + " " + say(k.Question), open: func() { u.openFact(k) }})
	}
	u.open(func(u *UI) view {
		return newLookup(u, lookupWords{say("What can start or end a date"), say("Each opens into what to look for, and the rules it starts."), say("Find words: plan, letter"), "", "thing that happens", "things that happen"}, items)
	})
}

// openFact shows one kind of fact: its question, where to find the day, and the rules it starts.
func (u *UI) openFact(k deadlines.FactKind) {
	u.open(func(u *UI) view {
		about := part.NewCard(say(k.Question), part.Body(say(k.Help)))
		if u.file != nil {
			about.Add(part.Line(1.5, part.Button(say("Write its date down"), part.Outline, func() { u.newEvent(k.ID, "") })))
		}
		kids := []fyne.CanvasObject{pageHead(u, say(k.Title), say(k.Group)), about}
		var rows []fyne.CanvasObject
		for _, r := range u.pack.Rules() {
			if starts(r, k.ID) {
				rows = append(rows, part.Row(part.Body(say(r.Title)), say(r.Title), func() { u.openRule(r) }))
			}
		}
		if len(rows) > 0 {
			kids = append(kids, part.NewCard(say("Dates that follow from it"), part.Rows(rows...)))
		}
		return fixedPage{part.NewPage(u.andWords(kids, k.Title, k.Help, k.Question)...)}
	})
}

// starts tells whether a rule counts from facts of this kind.
func starts(r *deadlines.Rule, kind string) bool {
	for _, c := range r.Clocks {
		for _, from := range c.From {
			if plainKind(from) == kind {
				return true
			}
		}
	}
	return false
}

// newExceptionsPage tells the reasons for which the law excuses a council that is late.
func newExceptionsPage(u *UI) view {
	kids := []fyne.CanvasObject{pageHead(u, say("Reasons the law allows for being late"),
		say("The council has to name one, and to show that it applies. None of them moves a date by itself."))}
	for _, e := range u.pack.Exceptions() {
		kids = append(kids, part.NewCard(upper(say(e.Title)), part.Strong(say("What has to be shown")), part.Body(say(e.Show)),
			part.Strong(say("What to ask for")), part.Body(say(e.Ask))))
	}
	return fixedPage{part.NewPage(kids...)}
}

// newHolidaysPage lists the bank holidays: this year's and those to come, then the years before, the latest first.
func newHolidaysPage(u *UI) view {
	h := u.pack.Holidays()
	head := pageHead(u, say("Bank holidays in England"), say("Known from {{.From}} to {{.To}}.", "From", dayMonthYear(h.From), "To", dayMonthYear(h.To)))
	source := part.Quiet(say("Source: {{.Source}}. {{.Licence}}.", "Source", h.Source, "Licence", h.Licence))
	kids := []fyne.CanvasObject{head, source}
	for _, year := range yearsFrom(u.today().Year, h) {
		var days []string
		for _, d := range h.England {
			if d.On.Year == year {
				days = append(days, d.On.Long()+" · "+say(d.Name))
			}
		}
		kids = append(kids, part.NewCard(fmt.Sprint(year), part.Body(strings.Join(days, "\n"))))
	}
	return fixedPage{part.NewPage(kids...)}
}

// yearsFrom gives every year of a list: from this one on, then back from it.
func yearsFrom(now int, h deadlines.Holidays) (years []int) {
	for year := max(now, h.From.Year); year <= h.To.Year; year++ {
		years = append(years, year)
	}
	for year := min(now-1, h.To.Year); year >= h.From.Year; year-- {
		years = append(years, year)
	}
	return years
}

// newLimitsPage tells the limits on bundles, with where each comes from.
func newLimitsPage(u *UI) view {
	kids := []fyne.CanvasObject{pageHead(u, say("Limits on the pages of a bundle"),
		say("What your own letter from the Tribunal says comes first. The text of the rule itself was not read; these come from what others wrote about it."))}
	for _, r := range bundleLimits() {
		kids = append(kids, u.limitCard(r))
	}
	return fixedPage{part.NewPage(kids...)}
}

func (u *UI) limitCard(r bundle.Rule) fyne.CanvasObject {
	most := say("No number is known.")
	if r.Most > 0 {
		most = say("At most {{.N}} {{.Unit}}.", "N", r.Most, "Unit", say(r.Unit))
	}
	kids := []fyne.CanvasObject{part.Strong(most), part.Body(say("For: {{.Appeals}}.", "Appeals", list(plansWith(r)))), part.Body(say(r.Do)), part.Quiet(say(r.Source))}
	if !r.Checked.IsZero() {
		kids = append(kids, part.Quiet(say("Last read on {{.Day}}.", "Day", dayMonthYear(r.Checked))))
	}
	if len(r.Read) > 0 {
		kids = append(kids, u.linkButtons(r.Read[0]))
	}
	return part.NewCard(say(r.Title), kids...)
}

// plansWith names the kinds of bundle that have a limit.
func plansWith(r bundle.Rule) (names []string) {
	plans, _ := bundle.Schemes()
	for _, p := range plans {
		if l, ok := p.Limit(r.On); ok && l.ID == r.ID {
			names = append(names, lowerFirst(say(p.Title)))
		}
	}
	return names
}

// linkButtons offers to open a page in the browser, or to copy its address. Nothing is opened before somebody presses.
func (u *UI) linkButtons(address string) fyne.CanvasObject {
	link, err := url.Parse(address)
	if err != nil || address == "" {
		return part.Stack(0)
	}
	open := part.Button(say("Read it at {{.Site}}", "Site", siteOf(link)), part.Outline, func() { u.openLink(link) })
	copied := part.Button(say("Copy the address"), part.Outline, func() {
		u.app.Clipboard().SetContent(address)
		u.status.say(say("The address is copied"))
	})
	return part.Stack(1, part.Line(1.5, open, copied), part.Quiet(say("It opens in your web browser, and only when you press. This program sends nothing.")))
}

// openLink opens a page in the browser.
func (u *UI) openLink(link *url.URL) {
	if err := u.app.OpenURL(link); err != nil {
		u.fail(say("The page could not be opened."), err)
	}
}

// siteOf names a site as people do: "legislation.gov.uk".
func siteOf(link *url.URL) string {
	return strings.TrimPrefix(strings.TrimSuffix(link.Host, "."), "www.")
}
