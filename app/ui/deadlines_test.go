package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// atDeadlines opens the screen by its key.
func (p *user) atDeadlines() *deadlinesScreen {
	p.t.Helper()
	p.keys(ctrl, fyne.Key4)
	s, ok := p.u.top().view.(*deadlinesScreen)
	if !ok {
		p.t.Fatalf("Ctrl+4 shows %T", p.u.top().view)
	}
	return s
}

// listed gives the lines of the list, each heading after "# ".
func (s *deadlinesScreen) lines() (lines []string) {
	for _, i := range s.list.items {
		if i.heading != "" {
			lines = append(lines, "# "+i.heading)
			continue
		}
		lines = append(lines, i.words.title+" | "+i.words.state)
	}
	return lines
}

func TestDeadlinesStandInGroupsAndOpenTheirReason(t *testing.T) {
	p := sitWith(t, "okoro")
	s := p.atDeadlines()
	lines := s.lines()
	p.mustRead("2 dates are late, and not by you", "4 are still to come")
	if lines[0] != "# Late, and not by you · 2 dates" || !strings.HasPrefix(lines[3], "# The next 30 days, to Tuesday 22 December") {
		t.Errorf("the list begins %q", lines[:4])
	}
	if n := len(p.u.dues()); len(lines) < n || s.list.Length() != len(lines) {
		t.Errorf("%d lines for %d dates", len(lines), n)
	}
	p.key(fyne.KeyUp) // stays on the first date, not on its heading
	p.key(fyne.KeyDown)
	p.key(fyne.KeyDown) // over a heading
	p.key(fyne.KeyReturn)
	p.mustRead("Why Tuesday 1 December 2026?", "The law")
	p.key(fyne.KeyEscape)
	if p.u.win.Canvas().Focused() != fyne.Focusable(s.list.rowList) || s.list.at != 4 {
		t.Errorf("back on %T, line %d", p.u.win.Canvas().Focused(), s.list.at)
	}
	p.key(fyne.KeyEnd)
	if s.list.at != len(lines)-1 {
		t.Errorf("End goes to line %d of %d", s.list.at, len(lines))
	}
}

func TestDeadlinesAreChosenByChildActorAndState(t *testing.T) {
	p := sitWith(t, "okoro")
	s := p.atDeadlines()
	all := len(s.list.items)
	p.taps("Choose dates")
	p.mustRead("Whose", "Who must act", "How it stands")
	p.taps("You")
	for _, i := range s.list.items {
		if i.heading == "" && i.due.Rule.Who != "parent" {
			t.Errorf("%s is not for the family to do", i.words.title)
		}
	}
	p.taps("Late")
	p.mustRead("Nothing found")
	p.taps("Show every date")
	if len(s.list.items) != all {
		t.Errorf("%d lines, want all %d again", len(s.list.items), all)
	}
	p.taps("Leo")
	for _, i := range s.list.items {
		if i.heading == "" && p.u.book.childName(i.due.child) != "Leo" {
			t.Errorf("%s is not Leo's", i.words.title)
		}
	}
	p.taps("Late")
	p.taps("Hide the choices")
	p.mustRead("Shown: late")
}

// Whatever is chosen, by pointer or by keyboard, the keyboard stays where it was, on what is in sight.
func TestChoosingKeepsTheKeyboardInSight(t *testing.T) {
	p := sitWith(t, "okoro")
	s := p.atDeadlines()
	holds := func(label string) {
		t.Helper()
		f, ok := p.u.win.Canvas().Focused().(*part.Press)
		if !ok || f.Words != label || !f.Chosen || !inSight(s.Content(), f) {
			t.Errorf("the keyboard is on %v, want %q, chosen, in sight", p.u.win.Canvas().Focused(), label)
		}
	}
	p.taps("Month")
	holds("Month")
	p.key(fyne.KeyLeft)
	holds("List")
	p.taps("Choose dates")
	holds("All the children")
	p.taps("Everything")
	p.key(fyne.KeyRight)
	holds("Late")
	p.taps("You")
	p.key(fyne.KeyLeft)
	holds("The services asked for advice")
	p.taps("All the children")
	p.key(fyne.KeyRight)
	holds("Maya")
}

// In a long list the heights are guessed; every line that is guessed has room for its words, at every size of text.
func TestGuessedHeightsAreEnough(t *testing.T) {
	p := sitWith(t, "okoro")
	s := p.atDeadlines()
	for _, factor := range textSizes {
		p.wears(factor, "light")
		for _, width := range []float32{500, 760, 1060} {
			s.list.width = width
			for _, i := range s.list.items {
				if need, got := s.list.measure(i), s.list.guess(i); got < need-0.5 || got > 2.2*need {
					t.Errorf("at %v, %v wide: %q is %v high, needs %v", factor, width, i.heading+i.words.title, got, need)
				}
			}
		}
	}
}

func TestNoDeadlineYetSaysHowToBegin(t *testing.T) {
	p := sitWithEmpty(t)
	p.atDeadlines()
	p.mustRead("No date follows yet")
	p.taps("Something with a date happened")
	p.mustRead("What happened?")
}

func TestTheMonthIsWorkedByKeyboardAndNamesItsHolidays(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.win.Resize(fyne.NewSize(1280, 800))
	s := p.atDeadlines()
	p.taps("Month")
	p.mustRead("November 2026", "22 · today")
	p.mustNotRead("Days that count differently")
	p.u.win.Canvas().Focus(s.month.grid)
	for range 9 {
		p.key(fyne.KeyRight)
	}
	p.mustRead("December 2026", "Tuesday 1 December 2026", "● Leo: the council reviews the plan", "Christmas Day", "Tribunal holiday",
		"Friday 25 December: Christmas Day, a bank holiday.", "The council's own dates run on.")
	if f := p.u.win.Canvas().Focused(); f != fyne.Focusable(s.month.grid) {
		t.Fatalf("the keyboard went to %T", f)
	}
	if label := s.month.grid.AccessibilityLabel(); !strings.Contains(label, "Tuesday 1 December 2026") || !strings.Contains(label, "the council reviews the plan") {
		t.Errorf("a screen reader says %q", label)
	}
	p.key(fyne.KeyReturn)
	p.mustRead("Tuesday 1 December 2026", "In 9 days", "Dates that fall on this day")
	p.taps("Leo: the council reviews the plan")
	p.mustRead("Why Tuesday 1 December 2026?")
	p.key(fyne.KeyEscape)
	p.key(fyne.KeyEscape)
	p.key(fyne.KeyPageDown)
	p.mustRead("January 2027")
	p.key(fyne.KeyHome)
	p.mustRead("November 2026")
	p.taps("December 2026")
	p.taps("January 2027")
	p.mustRead("January 2027", "New Year's Day")
}

// Where the grid cannot be read the days stand one below the other, and the page keys still turn the month.
func TestTheMonthIsOneColumnInLargeText(t *testing.T) {
	p := sitWith(t, "okoro")
	p.wears(2, "light")
	s := p.atDeadlines()
	p.taps("Month")
	p.mustRead("Sunday 22 November · today")
	p.mustNotRead("Mon\n")
	p.button("Sunday 22 November 2026").TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
	p.mustRead("December 2026", "Tuesday 1 December", "Bank holiday: Christmas Day · in the Tribunal's holiday")
	if f, ok := p.u.win.Canvas().Focused().(*part.Press); !ok || !inSight(s.Content(), f) {
		t.Errorf("the keyboard is on %v", p.u.win.Canvas().Focused())
	}
	p.taps("Tuesday 1 December 2026")
	p.mustRead("Dates that fall on this day")
}

// Another day changes what is seen and nothing that is kept; the reasons and days that open from it are of that day too.
func TestAnyDayCanBeLookedAt(t *testing.T) {
	p := sitWithEmpty(t)
	p.dates(map[string]string{"request-received": "1 Sep 2026", "decision-sent": "5 Nov 2026"})
	s := p.atDeadlines()
	before, changes := strings.Join(s.lines(), "\n"), p.u.book.changes
	p.taps("View as of another day")
	p.types("Day", "31 Nov 2026")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("There is no 31 November")
	p.types("Day", "20 Oct 2026")
	p.key(fyne.KeyReturn)
	p.mustRead("● Seen from Tuesday 20 October 2026. This is not today.", "What happened after that day counts as not done yet.")
	then := strings.Join(s.lines(), "\n")
	if !strings.Contains(then, "The council says whether it will assess | 7 days late") || strings.Contains(before, "The council says whether it will assess | 7 days late") {
		t.Errorf("on 20 October it stood:\n%s\ntoday:\n%s", then, before)
	}
	if !strings.Contains(before, "Last day for the Tribunal to receive the appeal") || strings.Contains(then, "Last day for the Tribunal to receive the appeal") {
		t.Errorf("what began on 5 November is there on 20 October:\n%s", then)
	}
	p.key(fyne.KeyReturn)
	p.mustRead("Seen from Tuesday 20 October 2026", "7 days late")
	p.key(fyne.KeyEscape)
	p.keys(ctrl, fyne.KeyL) // what is written down is of today
	p.mustRead("Empty means today: Sunday 22 November 2026")
	p.key(fyne.KeyEscape)
	p.mustRead("Seen from")
	p.taps("Back to today")
	p.mustNotRead("Seen from")
	if now := strings.Join(s.lines(), "\n"); now != before || p.u.book.changes != changes || p.u.today() != deadlines.On(2026, 11, 22) {
		t.Errorf("looking at another day changed something:\n%s", now)
	}
	s.byMonth = true
	s.look(deadlines.On(2026, 10, 20))
	p.mustRead("that day", "October 2026")
	p.mustNotRead("· today")
	s.byMonth = false
	s.look(deadlines.On(2027, 3, 1))
	p.mustRead("What is not done by then counts as not done.")
	p.u.Go("today")
	p.atDeadlines()
	p.mustNotRead("Seen from")
}

func TestWhatMovedIsFoundAgainInTheHistory(t *testing.T) {
	p := sitWithEmpty(t)
	p.atDeadlines()
	p.taps("What moved, and why")
	p.mustRead("No date was written down yet")
	p.dates(map[string]string{"decision-sent": "5 Oct 2026", "certificate-issued": "6 Nov 2026"})
	cert := p.u.book.events[1]
	p.u.editEvent(cert.ID)
	p.types("When", "20 Nov 2026")
	p.keys(ctrl, fyne.KeyReturn)
	path := p.u.file.Path()
	p.keys(ctrl, fyne.KeyW)
	p.u.openCase(path) // later
	p.atDeadlines()
	p.taps("What moved, and why")
	p.mustRead("it was Friday 6 November 2026, and is now Friday 20 November 2026.",
		"It was Monday 7 December 2026, and is now Monday 21 December 2026, 14 days later.", "Saved on ")
	p.taps("Last day for the Tribunal to receive the appeal")
	p.mustRead("Why Monday 21 December 2026")
	p.key(fyne.KeyEscape)
	p.taps("The change before this")
	p.mustRead("Written down: ", "Friday 6 November 2026.")
	p.taps("The change before this")
	p.mustRead("Monday 5 October 2026.", "This follows now")
	p.taps("The change before this")
	p.mustRead("That was the first change.")
	p.taps("The change after this")
	p.mustRead("Monday 5 October 2026.")
}

func TestTheCalendarFileIsDiscreetUntilToldOtherwise(t *testing.T) {
	p := sitWithEmpty(t)
	p.dates(map[string]string{"decision-sent": "5 Oct 2026", "certificate-issued": "6 Nov 2026"})
	p.atDeadlines()
	save := func(name string) string {
		p.keys(ctrl, fyne.KeyReturn)
		path := filepath.Join(p.u.folder, name)
		p.types("Where to put it", path)
		p.key(fyne.KeyReturn)
		data, err := os.ReadFile(path)
		p.must(err)
		return string(data)
	}
	p.key(fyne.KeyReturn)
	p.taps("Put the dates in a calendar")
	p.mustRead("Calendar file")
	p.key(fyne.KeyEscape)
	p.key(fyne.KeyEscape)
	p.taps("Calendar file")
	p.mustRead("What will stand in it", "No name, no council", "Reminder, see Casefile", "nine in the morning")
	p.mustNotRead("Last day for the Tribunal")
	text := save("dates.ics")
	if !strings.Contains(text, "DTSTART;VALUE=DATE:20261207") || !strings.Contains(text, "Reminder\\, see Casefile") || strings.Contains(text, "Tribunal") || strings.Contains(text, "Sam") {
		t.Errorf("the discreet file holds:\n%s", text)
	}
	p.taps("Say what each date is")
	p.taps("Only what is for you to do")
	p.mustRead("Last day for the Tribunal to receive the appeal")
	p.mustNotRead("No name, no council")
	if text = save("full.ics"); !strings.Contains(text, "Last day for the Tribunal") || strings.Contains(text, "The council") {
		t.Errorf("the full file holds:\n%s", text)
	}
	p.u.Go("today")
	empty := sitWithEmpty(t)
	empty.u.open(newCalendarPage)
	empty.mustRead("nothing to put into a calendar yet")
	if !empty.button("Save the calendar file").Off {
		t.Error("an empty calendar is offered")
	}
}

func TestWhatToSayToWhoIsLate(t *testing.T) {
	p := sitWithEmpty(t)
	p.dates(map[string]string{"request-received": "1 Sep 2026"})
	p.taps("What to say")
	p.mustRead("What to say to the council", "I am writing about Sam.", "By law, “the council says whether it will assess” was due by Tuesday 13 October 2026.",
		"The law is SEND Regulations 2014, reg 5(1)", "It is now 40 days late", "by Monday 30 November 2026", "please tell me which one and what shows it", "What you can do")
	p.taps("Copy these words")
	copied := p.u.app.Clipboard().Content()
	for _, s := range p.u.lateWords(p.u.top().view.(*sayPage).due) {
		if !strings.Contains(copied, s) {
			t.Errorf("%q was not copied: %q", s, copied)
		}
	}
	p.mustRead("Copied.")
	p.taps("Why this date?")
	p.mustRead("The sum, step by step")
	p.taps("What to say to them")
	p.mustRead("I am writing about Sam.")
	p.u.Go("today")
	p.taps("The council says whether it will assess")
	p.mustRead("I am writing about Sam.")
	d := p.u.top().view.(*sayPage).due
	p.taps("Why this date?")
	p.taps("It has happened")
	p.types("When", "20 Nov 2026")
	p.keys(ctrl, fyne.KeyReturn)
	p.u.Go("today")
	p.u.whatToSay(d)
	p.mustRead("no longer late")
}

// Every late duty of every made-up family has words that name its day and its law, and none has a blank.
func TestTheWordsForWhoIsLateAreWhole(t *testing.T) {
	families(t, func(t *testing.T, p *user) {
		for _, d := range p.u.book.dues {
			if d.Due.IsZero() {
				continue
			}
			words := strings.Join(p.u.lateWords(d), " ")
			if !strings.Contains(words, d.Due.Long()) || strings.Contains(words, "{{") || strings.Contains(words, "  ") || strings.Contains(words, "..") || strings.Contains(words, "“”") {
				t.Errorf("%s: %q", d.Rule.ID, words)
			}
		}
	})
}

func TestWhoWasAskedAndHasNotAnswered(t *testing.T) {
	p := sitWithEmpty(t)
	p.dates(map[string]string{"decision-sent": "5 Oct 2026"})
	p.mustRead("no answer is overdue")
	ask := func(with, on string) {
		p.keys(ctrl, fyne.KeyL)
		p.taps("E-mail")
		p.types("When", on)
		p.types("With whom", with)
		p.types("What was said", "Asked for the report")
		p.taps("I asked for an answer")
		p.keys(ctrl, fyne.KeyReturn)
	}
	ask("Dr Lindqvist", "2 Nov 2026")
	ask("Ms Okafor", "20 Nov 2026") // too short a time to be silence
	p.u.Go("today")
	p.mustRead("Dr Lindqvist", "Asked on 2 November 2026, no answer yet: Asked for the report", "20 days")
	p.mustNotRead("Ms Okafor")
	p.u.Go("log")
	for _, e := range p.u.book.entries {
		_, words := p.u.promiseChip(e)
		if want := map[string]string{"Dr Lindqvist": "no reply for 20 days", "Ms Okafor": "awaiting reply, 2 days"}[e.With]; words != want {
			t.Errorf("%s: the log says %q, want %q", e.With, words, want)
		}
	}
	p.u.Go("today")
	p.taps("Gone quiet: Dr Lindqvist")
	p.mustRead("Asked for on Monday 2 November 2026.")
	p.taps("The reply came")
	p.mustRead("It came on Sunday 22 November 2026.")
	p.key(fyne.KeyEscape)
	p.mustNotRead("Dr Lindqvist")
	p.u.openEntry(p.u.book.entries[1].ID)
	p.taps("It has not come after all")
	p.mustRead("no reply for 20 days")
	p.taps("Change it")
	p.taps("I asked for an answer")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustNotRead("Asked for on")
}

// Since last time: what others wrote into the file, and what time alone has done, until it was looked at on an earlier day.
func TestWhatHasChangedSinceLastTime(t *testing.T) {
	p := sitWithEmpty(t)
	p.dates(map[string]string{"request-received": "1 Sep 2026", "decision-sent": "5 Oct 2026", "certificate-issued": "6 Nov 2026"})
	p.mustNotRead("Since you last looked", "Nothing has changed")
	path := p.u.file.Path()
	p.keys(ctrl, fyne.KeyW)

	f, err := casefile.Open(path, casefile.NoPassphrase(), noon) // by somebody else, elsewhere
	p.must(err)
	p.must(f.Update(func(tx *casefile.Tx) error {
		for _, e := range casefile.All[casefile.Event](tx, "") {
			if e.Kind == "certificate-issued" {
				e.On = deadlines.On(2026, 11, 20)
				if _, err := casefile.Put(tx, e); err != nil {
					return err
				}
			}
		}
		if _, err := casefile.Put(tx, casefile.Entry{Kind: casefile.EntryCall, On: deadlines.On(2026, 11, 21), With: "Ms Hale", Said: "She rang."}); err != nil {
			return err
		}
		gone, err := casefile.Put(tx, casefile.Entry{Kind: casefile.EntryNote, On: deadlines.On(2026, 11, 21), Said: "A slip."})
		if err != nil {
			return err
		}
		return casefile.Delete[casefile.Entry](tx, gone.ID)
	}))
	p.must(f.Close())

	p.u.openCase(path) // on the same day, nothing is told
	p.mustNotRead("Since you last looked")
	p.keys(ctrl, fyne.KeyW)
	p.u.app.Preferences().RemoveValue(prefVisits)
	seen := visit{file: "", last: deadlines.On(2026, 11, 22), seenLast: 0}
	p.u.openCase(path)
	seen.file = p.u.file.ID()
	root, err := p.u.file.Root()
	p.must(err)
	seen.seenLast = root.Seq - 1 // before the other wrote
	p.keys(ctrl, fyne.KeyW)
	p.u.app.Preferences().SetStringList(prefVisits, []string{seen.String()})

	later := func() { // where it asks for a backup first
		if p.u.sheet != nil {
			p.taps("Later")
		}
	}
	p.u.now = func() time.Time { return noon().AddDate(0, 0, 30) }
	p.u.openCase(path)
	later()
	p.mustRead("Since you last looked, on Sunday 22 November", "1 date moved", "1 entry in the log is new: Ms Hale", "1 date was written down or changed", "Became late: ")
	p.mustNotRead("deleted", "Nothing has changed")
	p.taps("1 entry in the log is new")
	p.mustRead("She rang.")
	p.u.Go("today")
	p.taps("1 date moved")
	p.mustRead("It was Monday 7 December 2026, and is now Monday 21 December 2026")
	p.keys(ctrl, fyne.KeyW)
	p.u.openCase(path) // once more on that day
	later()
	p.mustRead("Since you last looked, on Sunday 22 November")
	p.keys(ctrl, fyne.KeyW)
	p.u.now = func() time.Time { return noon().AddDate(0, 0, 31) }
	p.u.openCase(path)
	later()
	p.mustNotRead("1 entry in the log is new")
	for _, line := range p.u.app.Preferences().StringList(prefVisits) {
		if strings.Contains(line, "Sam") || strings.Contains(line, "Hale") || strings.Contains(line, path) {
			t.Errorf("%q is noted outside the case file", line)
		}
	}
}

func TestVisitsAreReadAsTheyWereWritten(t *testing.T) {
	for _, v := range []visit{{file: "ab"}, {"ab", deadlines.On(2026, 1, 2), deadlines.On(2026, 1, 3), 4, 5}, {file: "ab", last: deadlines.On(2026, 1, 3), seenLast: 5}} {
		if got, ok := readVisit(v.String()); !ok || got != v {
			t.Errorf("%q is read as %+v", v.String(), got)
		}
	}
	for _, line := range []string{"", "ab", "ab - x - 3", "ab - 1 - 3 4"} {
		if v, ok := readVisit(line); ok {
			t.Errorf("%q is read as %+v", line, v)
		}
	}
}
