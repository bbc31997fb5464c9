package ui

import (
	"bytes"
	"fmt"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/deadlines"
)

// calendarPage saves the dates as a calendar file, and says beforehand what will stand in it.
type calendarPage struct {
	u       *UI
	page    *part.Page
	words   *part.Choices // discreet first
	whose   *part.Choices
	holds   *part.Card
	save    *part.Press
	content []deadlines.CalendarItem
}

func newCalendarPage(u *UI) view {
	c := &calendarPage{u: u, holds: part.NewCard("")}
	c.words = part.NewChoices(say("Say only “Reminder, see Casefile”"), say("Say what each date is"))
	c.whose = part.NewChoices(say("Everybody's dates"), say("Only what is for you to do"))
	c.words.OnChange = func(int) { c.Refresh() }
	c.whose.OnChange = func(int) { c.Refresh() }
	c.save = part.Button(say("Save the calendar file (Ctrl+Enter)"), part.Main, c.Save)
	c.page = part.NewPage(
		pageHead(u, say("Calendar file"), say("A file that any calendar can open, on this computer or on a phone.")),
		part.NewCard("",
			part.NewField(say("How much should it say?"), c.words, say("Others may see your calendar, and many are kept on a company's computers. The first choice names neither your child nor the matter.")),
			part.NewField(say("Whose dates?"), c.whose, ""),
			part.Line(1.5, c.save)),
		c.holds)
	return c
}

func (c *calendarPage) Content() fyne.CanvasObject { return c.page }
func (c *calendarPage) Close()                     {}

// Focus is the first choice.
func (c *calendarPage) Focus() fyne.Focusable { return c.words.First() }

func (c *calendarPage) discreet() bool { return c.words.Chosen() == 0 }

// Refresh says what the file will hold.
func (c *calendarPage) Refresh() {
	u := c.u
	c.content = nil
	var open []due
	for _, d := range u.dues() {
		if c.whose.Chosen() == 1 && d.Rule.Who != "parent" {
			continue
		}
		item := deadlines.CalendarItem{Deadline: d.Deadline, Case: string(d.child)}
		if len(u.book.children) > 1 {
			item.Name = u.book.childName(d.child)
		}
		c.content = append(c.content, item)
		if !d.Due.IsZero() && d.Met == nil && d.Ended == "" {
			open = append(open, d)
		}
	}
	c.save.Allow(len(open) > 0)
	c.holds.Set(c.says(open)...)
	c.page.Reflow()
}

// says what the file holds, in words, and then each of its days as the calendar will show it.
func (c *calendarPage) says(open []due) []fyne.CanvasObject {
	u := c.u
	kids := []fyne.CanvasObject{part.Heading(say("What will stand in it"))}
	if len(open) == 0 {
		return append(kids, part.Body(say("No date is open, so there is nothing to put into a calendar yet.")))
	}
	first, last := open[0].Due, open[len(open)-1].Due
	kids = append(kids, part.Body(say("{{.Dates}}, from {{.First}} to {{.Last}}, each as a whole day.", "Dates", upper(count(len(open), "date that is still open", "dates that are still open")), "First", first.Long(), "Last", last.Long())))
	if c.discreet() {
		kids = append(kids, part.Body(say("Each says only “Reminder, see Casefile”. No name, no council, no word of what it is about.")))
	} else {
		kids = append(kids, part.Body(say("Each says whose date it is, what is due, what to do, what to do if it is missed, and the law.")))
	}
	kids = append(kids,
		part.Body(say("It rings at nine in the morning: usually 28, 14, 7 and 3 days before, the day before, on the day itself, and on the day after. What is done before its day is taken out again.")),
		part.Quiet(say("Make it again when a date changes, and open it again: the same dates are moved and not doubled. Then look at one of them, to see that your calendar kept its reminders.")))
	var lines []fyne.CanvasObject
	for i, d := range open {
		if i == mostPreviewed && len(open) > mostPreviewed+1 {
			lines = append(lines, part.Quiet(say("and {{.N}} more", "N", len(open)-i)))
			break
		}
		title := say("Reminder, see Casefile")
		if !c.discreet() {
			title = c.title(d)
		}
		lines = append(lines, part.Led(9.5, part.Quiet(rowDate(d.Due, u.today())), part.Body(title)))
	}
	return append(kids, part.NewRule(), part.Stack(0.75, lines...))
}

// mostPreviewed is how many of the days are shown.
const mostPreviewed = 12

// title is what the calendar calls a date, as package deadlines writes it.
func (c *calendarPage) title(d due) string {
	title := say(d.Rule.Title)
	if len(c.u.book.children) > 1 {
		title = shorten(c.u.book.childName(d.child), 60) + ": " + title
	}
	return title
}

// Save asks where the file should go, and writes it there.
func (c *calendarPage) Save() {
	if c.save.Off {
		return
	}
	u, items := c.u, c.content
	options := deadlines.CalendarOptions{Now: u.now(), Today: u.today(), Discreet: c.discreet()}
	sentence := say("It says only “Reminder, see Casefile”.")
	if !options.Discreet {
		sentence = say("It says what each date is. Anybody who has the file can read it.")
	}
	u.askPlace(say("Save the calendar file"), sentence, say("Dates")+".ics", func(path string) {
		u.writeBeside(path, func() ([]byte, error) {
			var file bytes.Buffer
			if err := deadlines.WriteCalendar(&file, items, options); err != nil {
				return nil, fmt.Errorf("make the calendar: %w", err)
			}
			return file.Bytes(), nil
		}, say("The calendar file is saved. Open it with your calendar."))
	})
}
