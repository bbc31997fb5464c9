package ui

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile/bundle"
	"ehccasefile/deadlines"
)

// law is the screen that says what this program knows of the law, from where, and how surely. Nothing in it needs the internet; a source is opened in
// the browser only when somebody presses for it.
type law struct {
	u      *UI
	page   *part.Page
	filter *part.Entry
}

func newLaw(u *UI) view {
	l := &law{u: u, page: part.NewPage(), filter: part.NewEntry(say("Find a rule"))}
	l.filter.SetPlaceHolder(say("Find a rule"))
	l.filter.Keys = func(ev *fyne.KeyEvent) bool {
		if ev.Name != fyne.KeyDown {
			return false
		}
		l.find()
		return true
	}
	l.filter.OnSubmitted = func(string) { l.find() }
	return l
}

func (l *law) Content() fyne.CanvasObject { return l.page }
func (l *law) Close()                     {}

// Refresh tells of the pack of rules.
func (l *law) Refresh() {
	p := l.u.pack
	head := pageHead(l.u, say("About the law"), say("The rules this program counts by: where each stands, when it was read, and how sure it is."))
	if p == nil {
		l.page.Set(head, part.NewCard("", part.Body(say("The law built into this program could not be read, so no dates can be worked out."))))
		return
	}
	first := part.NewCard("", part.Strong(say("What the Tribunal orders in your own case comes first.")),
		part.Body(say("Write down the day it sets. That day then counts, and the rule's own day stands beside it.")),
		part.Quiet(say("This is information, not legal advice. It is about England.")))
	first.Accent = true
	l.page.Set(head, first, part.Beside(l.filter, part.Button(say("Find it"), part.Outline, l.find)),
		part.Columns(17, 1.4, part.Stack(2, l.topics(), l.others()), part.Stack(2, l.grades(), l.unchecked())))
}

// find lists the rules that hold the words typed.
func (l *law) find() { l.u.openRules("", l.filter.Text, func(*deadlines.Rule) bool { return true }) }

// topics leads to the rules by what they are about.
func (l *law) topics() fyne.CanvasObject {
	rows := []fyne.CanvasObject{l.row(say("All the rules"), len(l.u.pack.Rules()), func() { l.u.openRules("", "", func(*deadlines.Rule) bool { return true }) })}
	for _, topic := range l.u.pack.Topics() {
		about := func(r *deadlines.Rule) bool { return r.Topic() == topic }
		rows = append(rows, l.row(say(topic), l.number(about), func() { l.u.openRules(say(topic), "", about) }))
	}
	return part.NewCard(say("The rules, by what they are about"), part.Rows(rows...))
}

func (l *law) number(of func(*deadlines.Rule) bool) (n int) {
	for _, r := range l.u.pack.Rules() {
		if of(r) {
			n++
		}
	}
	return n
}

func (l *law) row(words string, n int, do func()) fyne.CanvasObject {
	return part.Row(part.Beside(part.Body(words), part.Quiet(strconv.Itoa(n)).OneLine()), words+", "+strconv.Itoa(n), do)
}

// others leads to what else is in the pack.
func (l *law) others() fyne.CanvasObject {
	u, p := l.u, l.u.pack
	return part.NewCard(say("What else is built in"), part.Rows(
		l.row(say("What can start or end a date"), len(p.Facts()), u.openFacts),
		l.row(say("Reasons the law allows for being late"), len(p.Exceptions()), func() { u.open(newExceptionsPage) }),
		l.row(say("Bank holidays in England"), len(p.Holidays().England), func() { u.open(newHolidaysPage) }),
		l.row(say("Limits on the pages of a bundle"), len(bundleLimits()), func() { u.open(newLimitsPage) })))
}

// grades says in plain words how surely the rules are known, each line leading to its rules.
func (l *law) grades() fyne.CanvasObject {
	meaning := map[string]string{
		"read in the law itself":     say("The words of the law were read."),
		"read in an official source": say("The council, court or government page it comes from was read."),
		"read in part in the law":    say("Some of the words of the law were read."),
		"from published guidance":    say("An advice service or guide was read, not the law."),
		"not yet checked":            say("It is known, but no source was read. Ask before you rely on it."),
	}
	var rows []fyne.CanvasObject
	for _, grade := range []string{"read in the law itself", "read in an official source", "read in part in the law", "from published guidance", "not yet checked"} {
		is := func(r *deadlines.Rule) bool { return r.Sureness() == grade }
		n := l.number(is)
		if n == 0 {
			continue
		}
		face := part.Stack(0.5, part.Beside(part.Strong(upper(say(grade))), part.Quiet(strconv.Itoa(n)).OneLine()), part.Quiet(meaning[grade]))
		rows = append(rows, part.Row(face, upper(say(grade))+", "+strconv.Itoa(n), func() { l.u.openRules(upper(say(grade)), "", is) }))
	}
	return part.NewCard(say("How sure each rule is"), part.Rows(rows...))
}

// unchecked says what nobody has checked, and how far the lists reach.
func (l *law) unchecked() fyne.CanvasObject {
	first, last, lawyers := deadlines.Date{}, deadlines.Date{}, 0
	for _, r := range l.u.pack.Rules() {
		if first.IsZero() || r.Checked.Before(first) {
			first = r.Checked
		}
		if r.Checked.After(last) {
			last = r.Checked
		}
		if r.By != "" {
			lawyers++
		}
	}
	read := say("The sources were read on {{.Day}}. A law that changed later is not in here.", "Day", dayMonthYear(last))
	if first != last {
		read = say("The sources were read between {{.First}} and {{.Last}}. A law that changed later is not in here.", "First", dayMonthYear(first), "Last", dayMonthYear(last))
	}
	checked := say("No lawyer has checked these rules yet.")
	if lawyers > 0 {
		checked = say("A lawyer has checked {{.N}} of the {{.Total}} rules.", "N", lawyers, "Total", len(l.u.pack.Rules()))
	}
	return part.NewCard(say("What to know before you rely on it"), part.Body(checked), part.Body(read),
		part.Body(say("Bank holidays are known up to {{.Day}}. A date after that day says so.", "Day", dayMonthYear(l.u.pack.Holidays().To))),
		part.Body(say("School days are counted only where you wrote down the dates of term.")),
		part.Body(say("The law of Wales, Scotland and Northern Ireland is different, and is not in here.")))
}

// openRules lists rules by a filter, under a heading ("" for all of them), with words typed already.
func (u *UI) openRules(title, typed string, in func(*deadlines.Rule) bool) {
	if title == "" {
		title = say("The rules")
	}
	var items []lookupItem
	for _, topic := range u.pack.Topics() { // in the order of a case
		for _, r := range u.pack.Rules() {
			if r.Topic() == topic && in(r) {
				items = append(items, u.ruleItem(r))
			}
		}
	}
	u.open(func(u *UI) view {
		return newLookup(u, lookupWords{title, say("Each opens into what the law says, how it is counted, and an example."), say("Find words: six weeks"), typed, "rule", "rules"}, items)
	})
}

func (u *UI) ruleItem(r *deadlines.Rule) lookupItem {
	tone := part.Soon
	if r.Grade == "V1" {
		tone = part.Done
	}
	return lookupItem{title: say(r.Title), detail: upper(whoWords(r.Who)) + " · " + say(r.Cite), tone: tone, chip: say(r.Sureness()),
		more: strings.Join([]string{r.ID, say(r.Topic()), say(r.Law), forceWords(r)}, " "),
		open: func() { u.openRule(r) }}
}

// whoWords says in words who must act under a rule.
func whoWords(who string) string {
	switch who {
	case "parent":
		return say("you")
	case "council":
		return say("the council")
	case "school":
		return say("the school")
	case "tribunal":
		return say("the Tribunal")
	case "services":
		return say("the services asked for advice")
	case "organisation":
		return say("the organisation asked")
	case "adviser":
		return say("the mediation adviser")
	case "health":
		return say("the NHS board")
	case "governors":
		return say("the school's governors")
	}
	return who
}

// forceWords says whether a rule is a duty.
func forceWords(r *deadlines.Rule) string {
	switch r.Force {
	case "guidance":
		return say("guidance, not a duty in law")
	case "aim":
		return say("an aim, not a duty")
	}
	return say("a duty in law")
}

// bundleLimits gives every limit on a bundle once, in the order of the plans.
func bundleLimits() (all []bundle.Rule) {
	plans, _ := bundle.Schemes() // a fault in them is said when a bundle is made
	for _, p := range plans {
		for _, r := range p.Limits {
			if !slices.ContainsFunc(all, func(other bundle.Rule) bool { return other.ID == r.ID }) {
				all = append(all, r)
			}
		}
	}
	return all
}
