package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
)

const (
	prefLock     = "lock"     // idle minutes until the case file locks; 0 for never
	prefUnlisted = "unlisted" // case files that were opened are not listed
	usualLock    = 5
)

// lockMinutes are the times offered; 0 is never.
var lockMinutes = []int{2, 5, 15, 30, 0}

// lockAfter is how long nobody may touch the window before the case file locks; 0 for ever.
func (u *UI) lockAfter() time.Duration {
	minutes := u.app.Preferences().IntWithFallback(prefLock, usualLock)
	if !slices.Contains(lockMinutes, minutes) {
		minutes = usualLock
	}
	return time.Duration(minutes) * time.Minute
}

// safety is the page of reminders, locking and hiding.
type safety struct {
	u    *UI
	page *part.Page
}

func newSafety(u *UI) view { return &safety{u: u, page: part.NewPage()} }

func (s *safety) Content() fyne.CanvasObject { return s.page }
func (s *safety) Close()                     {}

// Refresh shows what is chosen now.
func (s *safety) Refresh() {
	kids := []fyne.CanvasObject{pageHead(s.u, say("Reminders and locking"), say("These hold for every case file on this computer.")),
		reminderCard(s.u), lockingCard(s.u), listingCard(s.u)}
	s.page.Set(kids...)
}

// reminderCard chooses what reminders say.
func reminderCard(u *UI) *part.Card {
	kinds := []string{"", remindDays, remindOff}
	choices := part.NewChoices(say("Without details"), say("With the number of days"), say("None"))
	chosen := max(0, slices.Index(kinds, u.app.Preferences().String(prefRemind)))
	choices.Choose(chosen)
	sample := part.Quiet(sampleWords(kinds[chosen]))
	choices.OnChange = func(i int) {
		u.setReminders(kinds[i])
		sample.Say(sampleWords(kinds[i]))
	}
	how := say("While this program is open, it reminds you at 9 in the morning. If a reminder was missed while it was shut, it says so when you start it.")
	if u.scheduled {
		how = say("The computer reminds you at 9 in the morning, even while this program is shut.")
	}
	kids := []fyne.CanvasObject{part.Body(how),
		part.Body(say("You are reminded of your own dates weeks before, then ever closer, on the day, and on the day after. When others have not done what they must, you are told.")),
		part.NewField(say("What a reminder says"), choices, ""), sample}
	if u.file != nil && !u.book.family.AsOf.IsZero() {
		kids = append(kids, part.Quiet(say("The example family is made up. There are no reminders for it.")))
	}
	return part.NewCard(say("Reminders"), kids...)
}

// sampleWords shows what a reminder says.
func sampleWords(kind string) string {
	if kind == remindOff {
		return say("Nothing is said. Today still shows every date when you open it.")
	}
	return say("“{{.Words}}” It never holds a name or anything about your case.", "Words", reminder{days: 7, kind: kind}.words())
}

// lockingCard chooses when the case file locks, and says how to hide it.
func lockingCard(u *UI) *part.Card {
	var words []string
	for _, m := range lockMinutes {
		words = append(words, sayIf(m == 0, "Never"))
		if m > 0 {
			words[len(words)-1] = say("{{.N}} minutes", "N", m)
		}
	}
	choices := part.NewChoices(words...)
	choices.Choose(slices.Index(lockMinutes, int(u.lockAfter()/time.Minute)))
	choices.OnChange = func(i int) {
		u.app.Preferences().SetInt(prefLock, lockMinutes[i])
		u.status.refresh()
	}
	field := part.NewField(say("Lock when nobody has touched the keyboard or the mouse for"), choices,
		say("It also locks when the computer wakes from sleep. “Never” turns both off. What you are writing is kept, sealed, and is there when you come back."))
	kids := []fyne.CanvasObject{field}
	if u.file != nil && !u.file.Sealed() {
		kids = append(kids, part.Body(say("This case file has no passphrase, so it cannot be locked. A plain page is put over it instead, and anybody can go on from there.")),
			part.Line(1.5, part.Button(say("Give it a passphrase"), part.Outline, u.openPassphrase)))
	}
	kids = append(kids, part.Body(say("Ctrl+Shift+L locks at once. If somebody comes into the room, Ctrl+H puts a plain page over everything; Enter takes it away again.")),
		part.Line(1.5, part.Button(say("Hide everything now (Ctrl+H)"), part.Outline, u.hide)))
	return part.NewCard(say("Locking and hiding"), kids...)
}

// listingCard chooses whether Welcome lists the case files that were opened.
func listingCard(u *UI) *part.Card {
	choices := part.NewChoices(say("List them"), say("Do not list them"))
	if u.app.Preferences().Bool(prefUnlisted) {
		choices.Choose(1)
	}
	empty := part.Button(say("Clear the list"), part.Outline, nil)
	empty.Do = func() {
		u.clearRecent()
		empty.Allow(false)
		u.status.say(say("The list is empty."))
	}
	empty.Allow(len(u.app.Preferences().StringList(prefRecent)) > 0)
	choices.OnChange = func(i int) {
		u.app.Preferences().SetBool(prefUnlisted, i == 1)
		if i == 1 {
			u.clearRecent()
		} else if u.file != nil && u.file.Path() != u.examplePath() {
			u.remember(u.file.Path())
		}
		empty.Allow(len(u.app.Preferences().StringList(prefRecent)) > 0)
	}
	return part.NewCard(say("Files opened lately"),
		part.Body(say("The first page lists the case files you opened, by the name of the file and its folder. It does not look inside them.")),
		part.NewField(say("Case files you open"), choices, ""), part.Line(1.5, empty))
}

// clearRecent forgets which case files were opened, also those whose owner was told of the cloud.
func (u *UI) clearRecent() {
	u.app.Preferences().SetStringList(prefRecent, nil)
	u.app.Preferences().SetStringList(prefClouds, nil)
}
