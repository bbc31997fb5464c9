package ui

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"ehccasefile/deadlines"
)

// Reminders come at nine in the morning, at most one a day for each case file. Their words are fixed, whatever the case holds: a notification is read by whoever
// passes the screen, Fyne hands it to a script on Windows, and keeps it in clear elsewhere. Where the system can deliver them while the program is shut, it is
// given them beforehand; where it cannot, the program says at its start that one was missed.

const (
	prefRemind    = "remind"    // "", remindDays or remindOff
	prefReminders = "reminders" // those to come, a line each: see reminder
	remindDays    = "days"      // the number of days is said
	remindOff     = "off"

	remindHour  = 9
	remindAhead = 60 // days: they are planned anew whenever the case file is opened or changed
	remindMost  = 10 // at once, for one case file: on Windows, each costs the start of a program
)

// reminder is one notification to come.
type reminder struct {
	file string // a hash of the case file's own number: it leads to nobody
	at   time.Time
	days int    // how many are left then; -1 on the day after
	kind string // as prefRemind was
	id   string // what the system calls it; "" where the program says it itself
}

// line writes it for the preferences.
func (r reminder) line() string {
	return strings.Join([]string{r.file, strconv.FormatInt(r.at.Unix(), 10), strconv.Itoa(r.days), r.kind, r.id}, "|")
}

// readReminder reads such a line back.
func readReminder(line string) (r reminder, ok bool) {
	part := strings.Split(line, "|")
	if len(part) != 5 {
		return r, false
	}
	at, err := strconv.ParseInt(part[1], 10, 64)
	days, err2 := strconv.Atoi(part[2])
	return reminder{part[0], time.Unix(at, 0), days, part[3], part[4]}, err == nil && err2 == nil
}

// same tells whether two say the same at the same moment.
func (r reminder) same(o reminder) bool {
	return r.file == o.file && r.at.Equal(o.at) && r.kind == o.kind && (r.days == o.days || r.words() == o.words())
}

// words is all a notification ever says.
func (r reminder) words() string {
	switch {
	case r.kind != remindDays && r.days < 0:
		return say("A date has passed. Open EHC Casefile.")
	case r.kind != remindDays:
		return say("A date is coming up. Open EHC Casefile.")
	case r.days < 0:
		return say("A date passed yesterday. Open EHC Casefile.")
	case r.days == 0:
		return say("A date is today. Open EHC Casefile.")
	case r.days == 1:
		return say("A date is tomorrow. Open EHC Casefile.")
	}
	return say("A date is in {{.N}} days. Open EHC Casefile.", "N", r.days)
}

func (r reminder) notification() *fyne.Notification {
	return fyne.NewNotification("EHC Casefile", r.words())
}

// reminders gives those to come, of every case file.
func (u *UI) reminders() (all []reminder) {
	for _, line := range u.app.Preferences().StringList(prefReminders) {
		if r, ok := readReminder(line); ok {
			all = append(all, r)
		}
	}
	return all
}

func (u *UI) keepReminders(all []reminder) {
	slices.SortFunc(all, func(a, b reminder) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.file, b.file)) })
	lines := make([]string, len(all))
	for i, r := range all {
		lines[i] = r.line()
	}
	if !slices.Equal(lines, u.app.Preferences().StringList(prefReminders)) {
		u.app.Preferences().SetStringList(prefReminders, lines)
	}
	u.nextReminder = time.Time{}
	if len(all) > 0 {
		u.nextReminder = all[0].at
	}
}

// remindAnew plans the reminders of the open case file by its dates as they are now: what is planned already stays, what no longer holds is taken back.
func (u *UI) remindAnew() {
	if u.file == nil {
		return
	}
	wanted, mine := u.remindersWanted(), u.fileMark()
	var keep []reminder
	for _, r := range u.reminders() {
		at := slices.IndexFunc(wanted, r.same)
		switch {
		case r.file != mine:
			keep = append(keep, r)
		case at >= 0:
			keep = append(keep, r)
			wanted = slices.Delete(wanted, at, at+1)
		default:
			u.takeBack(r)
		}
	}
	for _, r := range wanted {
		keep = append(keep, u.plan(r))
	}
	u.keepReminders(keep)
}

// plan gives a reminder to the system, where it can deliver it.
func (u *UI) plan(r reminder) reminder {
	if !u.scheduled {
		return r
	}
	if s, err := u.app.ScheduleNotification(r.notification(), r.at); err == nil {
		r.id = s.ID()
	}
	return r // without an id the program says it itself, if it runs then
}

func (u *UI) takeBack(r reminder) {
	if r.id != "" {
		_ = u.app.CancelScheduledNotification(r.id) // one that is gone already is what was wanted
	}
}

// remindersWanted gives what to remind of in the coming weeks: for each day, what is nearest. The made-up family has nothing to be reminded of.
func (u *UI) remindersWanted() (out []reminder) {
	kind := u.app.Preferences().String(prefRemind)
	if kind == remindOff || !u.book.family.AsOf.IsZero() || u.file.Path() == u.examplePath() {
		return nil
	}
	all := make([]deadlines.Deadline, len(u.book.dues))
	for i, d := range u.book.dues {
		all[i] = d.Deadline
	}
	today := u.clock()
	for _, r := range deadlines.Reminders(all, today, today.AddDays(remindAhead)) {
		at := time.Date(r.On.Year, r.On.Month, r.On.Day, remindHour, 0, 0, 0, u.now().Location())
		if !minds(r) || !at.After(u.now()) {
			continue
		}
		next := reminder{file: u.fileMark(), at: at, days: r.Days, kind: kind}
		if last := len(out) - 1; last >= 0 && out[last].at.Equal(at) {
			if out[last].days < 0 || r.Days >= 0 && r.Days < out[last].days {
				out[last] = next
			}
			continue
		}
		out = append(out, next)
	}
	return out[:min(len(out), remindMost)]
}

// minds tells whether the family wants to hear of it: of its own dates and the hearing always, of what others must do once they have not done it.
func minds(r deadlines.Reminder) bool { return r.Days < 0 || ownDate(r.Deadline) }

// ownDate tells whether a date is one on which the family itself has something to do.
func ownDate(d *deadlines.Deadline) bool { return d.Rule.Who == "parent" || d.Rule.ID == "hearing" }

// fileMark tells the open case file from others without saying which it is.
func (u *UI) fileMark() string {
	sum := sha256.Sum256([]byte("reminders of " + u.file.ID()))
	return hex.EncodeToString(sum[:6])
}

// remindNow says what the system could not, once its time has come: one notification for all that was missed, and nothing else about it.
func (u *UI) remindNow() {
	if u.nextReminder.IsZero() || u.now().Before(u.nextReminder) {
		return
	}
	var keep, due []reminder
	for _, r := range u.reminders() {
		switch {
		case r.at.After(u.now()):
			keep = append(keep, r)
		case r.id == "":
			due = append(due, r)
		}
	}
	u.keepReminders(keep)
	if len(due) == 0 || u.app.Preferences().String(prefRemind) == remindOff {
		return
	}
	last := due[len(due)-1]
	for _, r := range due {
		if r.days >= 0 {
			last = r // of what is to come rather than of what has passed
		}
	}
	if deadlines.DateOf(last.at.In(u.now().Location())) != u.clock() {
		last.kind = "" // the number of days was of another day
	}
	u.app.SendNotification(last.notification())
}

// setReminders chooses what reminders say, or that there are none; those of case files that are not open change too.
func (u *UI) setReminders(kind string) {
	u.app.Preferences().SetString(prefRemind, kind)
	var keep []reminder
	for _, r := range u.reminders() {
		u.takeBack(r)
		if kind != remindOff {
			r.kind, r.id = kind, ""
			keep = append(keep, u.plan(r))
		}
	}
	u.keepReminders(keep)
	u.remindAnew()
}

// startReminding finds out when the next reminder is due.
func (u *UI) startReminding() {
	for _, r := range u.reminders() {
		if u.nextReminder.IsZero() || r.at.Before(u.nextReminder) {
			u.nextReminder = r.at
		}
	}
}
