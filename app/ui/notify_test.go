package ui

import (
	"bytes"
	"image/png"
	"regexp"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// system stands for the computer's own notifications and tray, and remembers what it was given.
type system struct {
	fyne.App
	planned map[string]*fyne.ScheduledNotification
	ever    int // how many were planned in all
	said    []string
	menu    *fyne.Menu
	icon    fyne.Resource
}

func (s *system) ScheduleNotification(n *fyne.Notification, at time.Time) (*fyne.ScheduledNotification, error) {
	next, err := s.App.ScheduleNotification(n, at)
	s.planned[next.ID()] = next
	s.ever++
	return next, err
}

func (s *system) CancelScheduledNotification(id string) error {
	delete(s.planned, id)
	return s.App.CancelScheduledNotification(id)
}

func (s *system) SendNotification(n *fyne.Notification) { s.said = append(s.said, n.Content) }
func (s *system) SetSystemTrayMenu(m *fyne.Menu)        { s.menu = m }
func (s *system) SetSystemTrayIcon(r fyne.Resource)     { s.icon = r }
func (s *system) SetSystemTrayWindow(fyne.Window)       {}

// watched opens an empty case before a system that delivers notifications, or does not, while the program is shut.
func watched(t *testing.T, delivers bool) (*user, *system, *clocks) {
	t.Helper()
	p := sitWithEmpty(t)
	s := &system{App: p.u.app, planned: map[string]*fyne.ScheduledNotification{}}
	p.u.app, p.u.scheduled = s, delivers
	return p, s, p.turns()
}

// happens writes down that something with a date happened.
func (p *user) happens(kind string, on deadlines.Date) casefile.Event {
	p.t.Helper()
	var e casefile.Event
	p.u.change(func(tx *casefile.Tx) (err error) {
		e, err = casefile.Put(tx, casefile.Event{Head: casefile.Head{Child: p.u.book.children[0].ID}, Kind: kind, On: on})
		return err
	}, nil)
	return e
}

var refusedOn = deadlines.On(2026, 10, 1) // to be appealed by 1 December 2026, nine days after noon

func TestRemindersAreGivenToTheSystem(t *testing.T) {
	p, s, _ := watched(t, true)
	test.AssertNotificationScheduled(t, fyne.NewNotification("EHC Casefile", "A date has passed. Open EHC Casefile."), func() {
		p.happens("decision-sent", refusedOn)
	})
	days := map[string]bool{}
	for _, n := range s.planned {
		at := n.DeliveryTime
		day := at.UTC().Format("2006-01-02")
		if at.UTC().Hour() != remindHour || days[day] || !at.After(noon()) {
			t.Errorf("one is planned for %v", at)
		}
		days[day] = true
	}
	for _, day := range []string{"2026-11-24", "2026-11-28", "2026-11-30", "2026-12-01", "2026-12-02"} { // seven, three, one, none left, and after
		if !days[day] {
			t.Errorf("nothing is planned for %s: %v", day, days)
		}
	}
	if len(s.planned) > remindMost {
		t.Errorf("%d are planned", len(s.planned))
	}
	before := s.ever
	p.keys(ctrl, fyne.KeyL)
	p.types("What was said", "They rang.")
	p.keys(ctrl, fyne.KeyReturn)
	if s.ever != before {
		t.Errorf("%d were planned anew for nothing", s.ever-before)
	}
}

func TestRemindersFollowTheDates(t *testing.T) {
	p, s, _ := watched(t, true)
	e := p.happens("decision-sent", refusedOn)
	first := len(s.planned)
	p.u.editEvent(e.ID)
	p.types("When", "20 October 2026")
	p.keys(ctrl, fyne.KeyReturn)
	for _, n := range s.planned {
		if n.DeliveryTime.UTC().Format("2006-01-02") == "2026-12-02" {
			t.Error("a reminder of the day before stays")
		}
	}
	path := p.u.file.Path()
	p.u.back()
	p.u.closeCase()
	if len(s.planned) == 0 || first == 0 {
		t.Error("nothing is planned for when the program is shut")
	}
	p.u.openCase(path)
	p.u.editEvent(e.ID)
	p.taps("Delete it")
	p.taps("Delete it")
	if len(s.planned) != 0 || len(p.u.reminders()) != 0 {
		t.Errorf("after the date was deleted %d are planned", len(s.planned))
	}
}

func TestRemindersOfALockedFileStay(t *testing.T) {
	p, _ := sitWithSealed(t)
	s := &system{App: p.u.app, planned: map[string]*fyne.ScheduledNotification{}}
	p.u.app, p.u.scheduled = s, true
	p.happens("decision-sent", refusedOn)
	planned := len(s.planned)
	p.keys(ctrlShift, fyne.KeyL)
	if planned == 0 || len(s.planned) != planned {
		t.Errorf("%d were planned, and %d once it was locked", planned, len(s.planned))
	}
}

func TestWhatRemindersSayIsChosen(t *testing.T) {
	p, s, _ := watched(t, true)
	p.happens("decision-sent", refusedOn)
	p.u.open(newSafety)
	p.mustRead("“A date is coming up. Open EHC Casefile.”")
	p.taps("With the number of days")
	p.mustRead("“A date is in 7 days. Open EHC Casefile.”")
	words := map[string]bool{}
	for _, n := range s.planned {
		words[n.Content] = true
	}
	for _, want := range []string{"A date is in 7 days. Open EHC Casefile.", "A date is tomorrow. Open EHC Casefile.", "A date is today. Open EHC Casefile.", "A date passed yesterday. Open EHC Casefile."} {
		if !words[want] {
			t.Errorf("%q is not among %v", want, words)
		}
	}
	if words["A date is coming up. Open EHC Casefile."] {
		t.Error("one still says it as before")
	}
	p.taps("None")
	if len(s.planned) != 0 || len(p.u.reminders()) != 0 {
		t.Errorf("%d are still planned", len(s.planned))
	}
	p.taps("Without details")
	if len(s.planned) == 0 {
		t.Error("none are planned after they are wanted again")
	}
}

// Each case file has its own; to open another takes nothing away.
func TestRemindersOfTwoFiles(t *testing.T) {
	p, s, _ := watched(t, true)
	p.happens("decision-sent", refusedOn)
	first := len(s.planned)
	p.u.tryExample()
	p.mustRead("Example, made up")
	if len(s.planned) != first {
		t.Errorf("with the example family open %d are planned, and before %d", len(s.planned), first)
	}
	p.u.open(newSafety)
	p.mustRead("There are no reminders for it.")
}

func TestTheExampleFamilyHasNoReminders(t *testing.T) {
	for _, seed := range []string{"okoro"} {
		p := sitWith(t, seed)
		s := &system{App: p.u.app, planned: map[string]*fyne.ScheduledNotification{}}
		p.u.app, p.u.scheduled = s, true
		test.AssertNotificationScheduled(t, nil, func() { p.u.setReminders(remindDays) })
		if len(p.u.reminders()) != 0 || p.u.nearDates() != 0 {
			t.Errorf("%s has reminders", seed)
		}
	}
}

// Of what the council must do, the family hears once it is late.
func TestTheCouncilsDatesRemindAfterwards(t *testing.T) {
	p, _, _ := watched(t, true)
	p.happens("request-received", deadlines.On(2026, 11, 2)) // an answer within six weeks: 14 December
	all := p.u.reminders()
	if len(all) == 0 {
		t.Fatal("nothing is planned")
	}
	for _, r := range all {
		if r.days >= 0 {
			t.Errorf("one is planned for %v, %d days before", r.at, r.days)
		}
	}
}

// Where the system cannot, the program says it at its time; and of all that was missed while it was shut, one thing only.
func TestRemindersWithoutTheSystem(t *testing.T) {
	p, s, c := watched(t, false)
	p.happens("decision-sent", refusedOn)
	if s.ever != 0 || len(p.u.reminders()) == 0 {
		t.Fatalf("%d were given to the system, %d are kept", s.ever, len(p.u.reminders()))
	}
	p.u.setReminders(remindDays)
	c.wall = time.Date(2026, 11, 24, 8, 59, 59, 0, time.UTC)
	p.u.beat()
	if len(s.said) != 0 {
		t.Errorf("too early: %q", s.said)
	}
	c.wall = c.wall.Add(2 * time.Second)
	p.u.beat()
	p.u.beat()
	if len(s.said) != 1 || s.said[0] != "A date is in 7 days. Open EHC Casefile." {
		t.Errorf("said %q", s.said)
	}
	s.said = nil
	next := New(s, Options{Now: func() time.Time { return time.Date(2026, 11, 30, 22, 0, 0, 0, time.UTC) }, Folder: t.TempDir(), Inline: true})
	next.beat()
	next.beat()
	if len(s.said) != 1 || s.said[0] != "A date is tomorrow. Open EHC Casefile." {
		t.Errorf("at the start it said %q", s.said)
	}
	s.said = nil
	later := New(s, Options{Now: func() time.Time { return time.Date(2026, 12, 20, 22, 0, 0, 0, time.UTC) }, Folder: t.TempDir(), Inline: true})
	later.beat()
	if len(s.said) != 1 || strings.ContainsAny(s.said[0], "0123456789") {
		t.Errorf("long after it said %q", s.said)
	}
}

// Fyne hands the words to a script on Windows: nothing but letters, digits, spaces and full stops may ever be among them. And what is noted of reminders names nobody.
func TestRemindersAreFixedWords(t *testing.T) {
	fit := regexp.MustCompile(`^[A-Za-z0-9 .]+$`)
	for _, kind := range []string{"", remindDays, "$(calc)", "\";calc;\""} {
		for days := -1; days <= 400; days++ {
			if n := (reminder{days: days, kind: kind}).notification(); !fit.MatchString(n.Title) || !fit.MatchString(n.Content) {
				t.Fatalf("%q: %q", n.Title, n.Content)
			}
		}
	}
	p, s, _ := watched(t, true)
	p.happens("decision-sent", refusedOn)
	line := regexp.MustCompile(`^[0-9a-f]{12}\|[0-9]+\|-?[0-9]+\|\|[a-z0-9-]+$`)
	for _, l := range s.Preferences().StringList(prefReminders) {
		if !line.MatchString(l) {
			t.Errorf("noted: %q", l)
		}
		if r, ok := readReminder(l); !ok || r.line() != l {
			t.Errorf("%q is read back as %q", l, r.line())
		}
	}
	for _, l := range []string{"", "a|b|c|d|e", "a|1|2|3", "a|1|x||"} {
		if _, ok := readReminder(l); ok {
			t.Errorf("%q is taken for a reminder", l)
		}
	}
}

func TestTheTrayShowsHowManyDatesAreNear(t *testing.T) {
	p, s, _ := watched(t, true)
	p.u.makeTray()
	if p.trayItem(s, "No date is near") == nil || s.icon != p.u.app.Icon() {
		t.Error("the tray of a case without dates shows something")
	}
	p.happens("decision-sent", refusedOn)
	if n := p.u.nearDates(); n != 2 || p.trayItem(s, "2 dates are near") == nil {
		t.Errorf("%d dates are near", n)
	}
	if img, err := png.Decode(bytes.NewReader(s.icon.Content())); err != nil || s.icon == p.u.app.Icon() || img.Bounds().Dx() != traySize {
		t.Errorf("the icon shows no number: %v", err)
	}
	p.trayItem(s, "Hide everything").Action()
	p.mustNotRead("Sam")
	p.trayItem(s, "Open").Action()
	p.u.uncover()
	p.u.closeCase()
	if p.trayItem(s, "No date is near") == nil || !p.trayItem(s, "Lock").Disabled {
		t.Error("the tray of no case shows something")
	}
	for _, item := range s.menu.Items {
		if strings.Contains(item.Label, "Sam") {
			t.Errorf("the tray says %q", item.Label)
		}
	}
	p.trayItem(s, "Quit").Action()
	if !p.u.leaving {
		t.Error("it does not end")
	}
}

// trayItem finds a line of the tray's menu; nil where there is none.
func (p *user) trayItem(s *system, words string) *fyne.MenuItem {
	for _, item := range s.menu.Items {
		if item.Label == words {
			return item
		}
	}
	return nil
}

func TestTheTrayLocks(t *testing.T) {
	p, _ := sitWithSealed(t)
	s := &system{App: p.u.app, planned: map[string]*fyne.ScheduledNotification{}}
	p.u.app = s
	p.happens("decision-sent", refusedOn)
	p.u.makeTray()
	p.trayItem(s, "Lock").Action()
	p.mustRead("This case file is locked.")
	if p.trayItem(s, "2 dates are near") == nil {
		t.Error("the number went with the lock")
	}
}

// Where there is no tray nothing is made of it.
func TestNoTray(t *testing.T) {
	p := sitWithEmpty(t)
	p.u.makeTray()
	p.u.showTray()
	if p.u.tray != nil {
		t.Error("a tray was made for a system without one")
	}
}
