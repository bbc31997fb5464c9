package deadlines

import (
	"cmp"
	"fmt"
	"slices"
)

// usualDays is how many days before the last day a family is reminded, where the rule says nothing else: four weeks ahead, as a letter takes
// time, and then ever closer, down to the day itself.
var usualDays = []int{28, 14, 7, 3, 1, 0}

// dayAfter is the place of the reminder that follows a missed day, in the days of a Reminder.
const dayAfter = -1

// Reminder is one day on which to remind of one deadline.
type Reminder struct {
	On       Date      // the day to remind on
	Days     int       // how many days are left on it: 0 on the last day, -1 on the day after
	Deadline *Deadline // of the list that was given
	Say      string    // whole sentences: what is due, when, and what to do
}

// Reminders gives what to remind of from one day to another, both included, soonest first. A deadline that was met, that ended or that has no
// date is not reminded of. Days are counted to Due, which is the safe day. The day after the last comes too, with what can be done now that it was
// missed: a list made afresh after every change of the facts never tells that of something that was done.
func Reminders(all []Deadline, from, to Date) []Reminder {
	var found []Reminder
	for i := range all {
		d := &all[i]
		for _, n := range d.remindDays() {
			if on := d.Due.AddDays(-n); !on.Before(from) && !on.After(to) {
				found = append(found, Reminder{On: on, Days: n, Deadline: d, Say: d.reminder(n)})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b Reminder) int {
		return cmp.Or(a.On.Compare(b.On), a.Deadline.Due.Compare(b.Deadline.Due))
	})
	return found
}

// remindDays gives on which days before the last day to remind, the day after it at the end; none where nothing is open.
func (d *Deadline) remindDays() []int {
	if d.Due.IsZero() || d.Met != nil || d.Ended != "" {
		return nil
	}
	days := usualDays
	if len(d.Rule.Remind) > 0 {
		days = d.Rule.Remind
	}
	return append(slices.Clone(days), dayAfter)
}

// reminder words what to say n days before the last day.
func (d *Deadline) reminder(n int) string {
	by := ""
	if d.By != "" {
		by = ", by " + d.By
	}
	switch {
	case n < 0:
		return fmt.Sprintf("%s: the last day was %s, and it is not written down as done. %s", d.Rule.Title, d.Due.Long(), d.Rule.Missed)
	case n == 0:
		return fmt.Sprintf("%s: today, %s%s, is the last day. %s", d.Rule.Title, d.Due.Long(), by, d.Rule.Before)
	}
	return fmt.Sprintf("%s: the last day is %s%s, in %s. %s", d.Rule.Title, d.Due.Long(), by, plural(n, "day"), d.Rule.Before)
}
