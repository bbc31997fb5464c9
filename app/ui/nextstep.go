package ui

import (
	"slices"
	"strings"

	"ehccasefile/deadlines"
)

// step is the one thing to do next.
type step struct {
	do, detail string
	buttons    []answer // the first is the main one
}

// lateAndFresh is for how many days a passed date of the family's own is still the first thing to look at.
const lateAndFresh = 31

// nearEnough is how many days ahead a date of the family's own comes before everything that is late by others.
const nearEnough = 28

// nextStep chooses one thing: a date of the family's own that just passed or comes soon, then who is late, then who has gone
// quiet, then the family's next date however far off; and where nothing is known yet, how to begin.
func (u *UI) nextStep() step {
	if len(u.book.children) == 0 {
		return step{say("Add your child."), say("Dates and papers belong to a child, so this comes first."),
			[]answer{{words: say("Add a child"), do: func() { u.open(newChildPage) }}}}
	}
	choices := []func([]due) (step, bool){u.ownSoon, u.otherLate, u.quietStep, u.ownLater}
	for _, choice := range choices {
		if s, ok := choice(u.dues()); ok {
			return s
		}
	}
	if len(u.book.events) == 0 {
		return step{say("Write down the first date."),
			say("For example the day the council received your request for an assessment, or the date on its last letter. Every date that follows is then worked out."),
			[]answer{{words: say("Something with a date happened (Ctrl+D)"), do: func() { u.newEvent("", "") }}, {words: say("Log what happened"), do: u.quickLog}}}
	}
	return step{say("Nothing is waiting for you today."), u.whatComes() + say("When something happens, write it down while you remember it."),
		[]answer{{words: say("Log what happened"), do: u.quickLog}}}
}

// whatComes names the next date of anybody's, where there is one.
func (u *UI) whatComes() string {
	for _, d := range u.dues() {
		if !d.Due.IsZero() && !d.Due.Before(u.today()) && d.Met == nil && d.Ended == "" {
			return say("Next comes “{{.What}}”, by {{.Day}}.", "What", u.dueTitle(d), "Day", dateWithHour(d.Deadline)) + " "
		}
	}
	return ""
}

// ownSoon is the family's own date that comes within four weeks, or passed a short time ago.
func (u *UI) ownSoon(dues []due) (step, bool) {
	for _, d := range dues {
		if d.Rule.Who != "parent" {
			continue
		}
		left := u.today().DaysTo(d.Due)
		switch d.State(u.today()) {
		case deadlines.Late:
			if -left <= lateAndFresh && d.Rule.Missed != "" {
				return u.ownStep(d), true
			}
		case deadlines.Today, deadlines.Soon, deadlines.Later:
			if left <= nearEnough {
				return u.ownStep(d), true
			}
		}
	}
	return step{}, false
}

// ownLater is the family's next date however far off.
func (u *UI) ownLater(dues []due) (step, bool) {
	for _, d := range dues {
		if d.Rule.Who == "parent" && d.State(u.today()) == deadlines.Later {
			return u.ownStep(d), true
		}
	}
	return step{}, false
}

func (u *UI) ownStep(d due) step {
	title, day := say(d.Rule.Title), dateWithHour(d.Deadline)
	words := say("{{.What}}: {{.Day}}.", "What", title, "Day", day)
	detail := []string{upper(daysLeft(u.today().DaysTo(d.Due))) + ".", sentence(say(d.Rule.Before)), u.missingWords(d.Deadline), u.thenComes(d)}
	if d.State(u.today()) == deadlines.Late {
		words = sentence(say(d.Rule.Missed))
		detail = []string{say("{{.What}} was {{.Day}}.", "What", title, "Day", day)}
	}
	return step{u.withName(d, words), strings.Join(slices.DeleteFunc(detail, func(s string) bool { return s == "" }), " "), []answer{{words: say("Why this date?"), do: func() { u.why(d) }}}}
}

// thenComes names the family's next date of the same child, where it follows within two weeks: whoever reads only the first step must not miss the last day
// to appeal, which comes at the end of the same two months.
func (u *UI) thenComes(first due) string {
	for _, d := range u.dues() {
		if d.child != first.child || d.Rule.Who != "parent" || d.Rule.ID == first.Rule.ID || d.Met != nil || d.Ended != "" || d.Due.IsZero() {
			continue
		}
		if gap := first.Due.DaysTo(d.Due); gap >= 0 && gap <= 14 && !d.Due.Before(u.today()) {
			return say("After it comes “{{.What}}”: {{.Day}}.", "What", say(d.Rule.Title), "Day", dateWithHour(d.Deadline))
		}
	}
	return ""
}

// otherLate is the duty of somebody else that is longest overdue.
func (u *UI) otherLate(dues []due) (step, bool) {
	for _, d := range dues {
		if d.Rule.Who != "parent" && d.State(u.today()) == deadlines.Late {
			who := u.book.whoActs(d.Rule.Who, d.child)
			words := say("Write to {{.Who}}. “{{.What}}” was due on {{.Day}}.", "Who", who, "What", say(d.Rule.Title), "Day", d.Due.Long())
			todo := sentence(say(d.Rule.Missed), say("Ask for it in writing, and for the day you will have it"))
			detail := say("{{.Days}} late.", "Days", upper(days(d.Due.DaysTo(u.today())))) + " " + todo
			return step{u.withName(d, words), detail, []answer{{words: say("What to say"), do: func() { u.whatToSay(d) }},
				{words: say("Why this date?"), do: func() { u.why(d) }}, {words: say("Log what you did"), do: u.quickLog}}}, true
		}
	}
	return step{}, false
}

// withName says which child a step is about, where several are shown.
func (u *UI) withName(d due, words string) string {
	if len(u.book.children) > 1 && u.child == "" {
		return shorten(u.book.childName(d.child), 24) + ": " + lowerFirst(words)
	}
	return words
}

// missingWords says whether anything would make a date surer.
func (u *UI) missingWords(d deadlines.Deadline) string {
	if len(d.Missing) == 0 {
		return ""
	}
	var titles []string
	for _, id := range d.Missing {
		titles = append(titles, lowerFirst(u.factTitle(id)))
	}
	return say("This is the safe date. It may move once you write down when {{.Facts}}.", "Facts", list(titles))
}

// sentence gives the first that is not empty, ended with a full stop.
func sentence(words ...string) string {
	for _, w := range words {
		if w = strings.TrimSpace(w); w != "" {
			if strings.ContainsAny(w[len(w)-1:], ".?") {
				return w
			}
			return w + "."
		}
	}
	return ""
}
