package ui

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/deadlines"
)

// dueRow is one deadline in a list by date; it opens "Why this date?".
func (u *UI) dueRow(d due) fyne.CanvasObject {
	tone, words := u.dueChip(d)
	date := rowDate(d.Due, u.today())
	if d.By != "" && !d.Due.IsZero() {
		date += ", " + d.By
	}
	about := part.Stack(0.25, part.Strong(u.dueTitle(d)), part.Quiet(u.dueDetail(d)))
	return u.whyRow(d, part.Led(9.5, part.Body(date), part.Beside(about, part.NewChip(tone, words))), words)
}

// lateRow is one deadline that has passed, in a card of half the width: what was due first, then when and by whom.
func (u *UI) lateRow(d due) fyne.CanvasObject {
	tone, words := u.dueChip(d)
	detail := say("Due {{.Day}}", "Day", dayName(d.Due, u.today())) + " · " + u.dueDetail(d)
	about := part.Stack(0.25, part.Strong(u.dueTitle(d)), part.Quiet(detail))
	return u.whyRow(d, part.Beside(about, part.NewChip(tone, words)), words)
}

func (u *UI) whyRow(d due, face fyne.CanvasObject, state string) fyne.CanvasObject {
	words := say("{{.Title}}, {{.Date}}, {{.State}}. Why this date?", "Title", u.dueTitle(d), "Date", dateWithHour(d.Deadline), "State", state)
	seen := u.seeing
	return part.Row(face, words, func() { u.whyOn(d, seen) })
}

// dueTitle names a deadline, with the child's name where several are shown.
func (u *UI) dueTitle(d due) string {
	title := say(d.Rule.Title)
	if name := u.book.childName(d.child); len(u.book.children) > 1 && u.child == "" {
		title = shorten(name, 24) + ": " + lowerFirst(title)
	}
	return title
}

// dueDetail says who must act and how sure the rule is.
func (u *UI) dueDetail(d due) string {
	words := upper(u.book.whoActs(d.Rule.Who, d.child))
	if d.Rule.Force == "aim" {
		words += " · " + say("an aim, not a duty")
	}
	if d.Rule.Grade == "V2" || d.Rule.Grade == "M" {
		words += " · " + say(d.Rule.Sureness())
	}
	return words
}

// dueChip says how a deadline stands, never by colour alone.
func (u *UI) dueChip(d due) (part.Tone, string) {
	left := 0
	if !d.Due.IsZero() {
		left = u.today().DaysTo(d.Due)
	}
	switch d.State(u.today()) {
	case deadlines.Late:
		return part.Late, say("{{.Days}} late", "Days", days(-left))
	case deadlines.Today, deadlines.Soon:
		return part.Soon, daysLeft(left)
	case deadlines.Later:
		return part.Note, daysLeft(left)
	case deadlines.Met:
		return part.Done, say("done")
	case deadlines.MetLate:
		return part.Soon, say("done, {{.Late}}", "Late", say("{{.Days}} late", "Days", days(d.Due.DaysTo(d.Met.On))))
	case deadlines.Ended:
		return part.Note, say("no longer matters")
	}
	return part.Note, say("no date")
}

// lowerFirst makes the first letter small unless the word is a name or an abbreviation.
func lowerFirst(s string) string {
	first, _, _ := strings.Cut(s, " ")
	if first == "" || first == "I" || strings.HasSuffix(first, ":") || strings.ToLower(first[1:]) != first[1:] {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

// dayMonthYear gives "22 November 2026".
func dayMonthYear(d deadlines.Date) string {
	if d.IsZero() {
		return ""
	}
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC).Format("2 January 2006")
}

// dayName gives "Friday 30 October", with the year where it is not this one.
func dayName(d, today deadlines.Date) string {
	if d.Year != today.Year {
		return d.Long()
	}
	return strings.TrimSuffix(d.Long(), " "+strconv.Itoa(d.Year))
}

// dateWithHour gives "Monday 7 December 2026, 5pm".
func dateWithHour(d deadlines.Deadline) string {
	if d.By == "" {
		return d.Due.Long()
	}
	return d.Due.Long() + ", " + d.By
}
