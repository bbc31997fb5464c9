package ui

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"ehccasefile/casefile"
)

// crash ends the program without any farewell, and opens the file in a new one.
func (p *user) crash(path, passphrase string) *user {
	p.t.Helper()
	p.must(p.u.file.Close()) // the system closes what a dead program had open; nothing more is written
	p.u.file = nil
	next := sit(p.t)
	next.u.openCase(path)
	if passphrase != "" {
		next.types("Passphrase", passphrase)
		next.taps("Open")
	}
	return next
}

func TestHalfAnEntrySurvivesACrash(t *testing.T) {
	p, path := sitWithSealed(t)
	c := p.turns()
	p.keys(ctrl, fyne.KeyL)
	p.key(fyne.KeyRight) // an e-mail
	p.types("With whom", "Ms Okafor")
	p.types("What was said", "The draft is nearly")
	p.waits(c, 2*beatEvery)
	p.mustRead("What you are writing is kept as a draft, and not saved yet")
	p.mustNotRead("Everything is saved")
	raw, err := os.ReadFile(path)
	p.must(err)
	if strings.Contains(string(raw), "nearly") {
		t.Error("the words lie open in the file")
	}
	p = p.crash(path, "four brown owls")
	p.mustRead("Begun and not saved", "E-mail, Ms Okafor", "The draft is nearly", "Last changed today at 12:00.")
	p.taps("Not saved yet: E-mail")
	if got := p.field("What was said").Text; got != "The draft is nearly" {
		t.Errorf("the field says %q", got)
	}
	p.mustRead("This is what you began and did not save.")
	p.keys(ctrl, fyne.KeyReturn)
	if e := p.u.book.entries[0]; e.Said != "The draft is nearly" || e.Kind != casefile.EntryEmail || e.With != "Ms Okafor" {
		t.Errorf("kept %+v", e)
	}
	p.mustNotRead("Begun and not saved")
	p.turns()
	p.mustRead("Saved 12:00")
	p = p.crash(path, "four brown owls")
	p.mustNotRead("Begun and not saved")
}

func TestHalfADateSurvivesACrash(t *testing.T) {
	p := sitWithEmpty(t)
	path, c := p.u.file.Path(), p.turns()
	p.u.openEvent(casefile.Event{Kind: "request-received"})
	p.types("When", "31 Novembe")
	p.types("Note", "by hand, at the desk")
	p.taps("I know when it was sent")
	p.types("Hour", "17:")
	p.waits(c, 2*beatEvery)
	p = p.crash(path, "")
	p.mustRead("Begun and not saved")
	p.taps("Not saved yet:")
	for label, want := range map[string]string{"When": "31 Novembe", "Note": "by hand, at the desk", "Hour": "17:"} {
		if got := p.field(label).Text; got != want {
			t.Errorf("%s says %q", label, got)
		}
	}
}

func TestAChangedEntrySurvivesACrash(t *testing.T) {
	p := sitWith(t, "okoro")
	path, c, e := p.u.file.Path(), p.turns(), p.u.book.entries[0]
	p.u.editEntry(e.ID)
	p.types("What was said", "quite another thing")
	p.waits(c, 2*beatEvery)
	p = p.crash(path, "")
	p.taps("Not saved yet:")
	p.mustRead("Change an entry")
	if got := p.field("What was said").Text; got != "quite another thing" {
		t.Errorf("the field says %q", got)
	}
}

// A form that only was looked at leaves nothing behind.
func TestLookingAtAFormIsNoDraft(t *testing.T) {
	p := sitWith(t, "okoro")
	c := p.turns()
	p.u.editEntry(p.u.book.entries[0].ID)
	p.waits(c, 2*beatEvery)
	p.u.back()
	for _, e := range p.u.book.events {
		p.u.editEvent(e.ID)
		p.waits(c, beatEvery)
		p.u.back()
	}
	if len(p.u.drafts) != 0 {
		t.Errorf("drafts: %v", p.u.drafts)
	}
}

func TestLockingKeepsWhatIsBegunSealed(t *testing.T) {
	p, _ := sitWithSealed(t)
	p.keys(ctrl, fyne.KeyL)
	p.types("What was said", "half a sentence")
	p.keys(ctrlShift, fyne.KeyL)
	p.mustRead("This case file is locked.")
	if len(p.u.drafts) != 0 || p.u.keptDrafts != nil || p.u.unkept != nil || p.u.watch.trace.text != "" {
		t.Error("the words are still in memory")
	}
	p.types("Passphrase", "four brown owls")
	p.key(fyne.KeyReturn)
	p.mustRead("Begun and not saved", "half a sentence")
}

func TestWhatIsBegunIsKeptForNextTime(t *testing.T) {
	p := sitWithEmpty(t)
	path := p.u.file.Path()
	p.keys(ctrl, fyne.KeyL)
	p.types("What was said", "half a sentence")
	p.u.closeCase()
	p.mustRead("A log entry is not saved yet.", "It is kept inside the case file.")
	p.taps("Keep it for next time")
	p.mustRead("Opened lately")
	p.u.openCase(path)
	p.mustRead("Begun and not saved", "half a sentence")
	p.u.closeCase() // it was put aside before, and is known
	p.mustRead("Opened lately")
	p.u.openCase(path)
	p.taps("Not saved yet:")
	p.taps("Throw away what you began")
	p.mustNotRead("half a sentence")
	p.mustRead("What you began is thrown away")
	p.keys(ctrl, fyne.KeyU)
	p.mustRead("Begun and not saved", "half a sentence")
	p.taps("Not saved yet:")
	p.taps("Throw away what you began")
	p.u.closeCase()
	p.u.openCase(path)
	p.mustNotRead("Begun and not saved")
}

// What was to be changed and is no longer there becomes something new: no word is lost.
func TestADraftOfWhatIsGone(t *testing.T) {
	p := sitWith(t, "okoro")
	path, e := p.u.file.Path(), p.u.book.entries[0]
	p.u.editEntry(e.ID)
	p.types("What was said", "quite another thing")
	p.u.back()
	p.u.change(func(tx *casefile.Tx) error { return casefile.Delete[casefile.Entry](tx, e.ID) }, nil)
	p.u.closeCase()
	p.taps("Keep it for next time")
	p.u.openCase(path)
	p.taps("Not saved yet:")
	p.mustRead("Log what happened")
	if got := p.field("What was said").Text; got != "quite another thing" {
		t.Errorf("the field says %q", got)
	}
}

// What is begun is written to the disk only where there is news.
func TestNothingIsWrittenWhileNothingChanges(t *testing.T) {
	p := sitWithEmpty(t)
	path, c := p.u.file.Path(), p.turns()
	p.keys(ctrl, fyne.KeyL)
	p.types("What was said", "half a sentence")
	p.waits(c, 2*beatEvery)
	before, err := os.ReadFile(path)
	p.must(err)
	p.waits(c, time.Minute)
	after, err := os.ReadFile(path)
	p.must(err)
	if string(before) != string(after) {
		t.Error("the file was written to")
	}
}

// Every form of plain fields keeps what is begun in it: left by Escape, taken up from Today, over a crash too, and gone once it is saved.
func TestEveryPlainFormKeepsWhatIsBegun(t *testing.T) {
	forms := map[string]struct {
		open  func(p *user)
		field string
		fill  func(p *user) // what else must be written before it can be saved
		saved func(p *user, w string) bool
	}{
		formChild: {func(p *user) { p.u.open(newChildPage) }, "School", func(p *user) { p.types("First name", "Ada") },
			func(p *user, w string) bool {
				return slices.ContainsFunc(p.u.book.children, func(c casefile.Child) bool { return c.School == w })
			}},
		formAppeal: {func(p *user) {
			child := p.u.book.children[0].ID
			p.u.open(func(u *UI) view {
				return newAppealForm(u, casefile.Appeal{Head: casefile.Head{Child: child}, Type: casefile.AppealContents})
			})
		}, "Reference", func(*user) {},
			func(p *user, w string) bool {
				return slices.ContainsFunc(p.u.book.appeals, func(a casefile.Appeal) bool { return a.Reference == w })
			}},
		formPerson: {func(p *user) { p.u.open(func(u *UI) view { return newPersonForm(u, casefile.Person{}) }) }, "Role",
			func(p *user) { p.types("Name", "Ms Ito"); p.taps(say(casefile.PersonKinds()[0].Title())) },
			func(p *user, w string) bool {
				return slices.ContainsFunc(p.u.book.people, func(c casefile.Person) bool { return c.Role == w })
			}},
		formOrg: {func(p *user) {
			p.u.open(func(u *UI) view { return newOrgForm(u, casefile.Authority{Kind: casefile.AuthoritySchool}) })
		}, "Phone",
			func(p *user) { p.types("Name", "Hill School") },
			func(p *user, w string) bool {
				return slices.ContainsFunc(p.u.book.authorities, func(a casefile.Authority) bool { return a.Phone == w })
			}},
		formNote: {func(p *user) { p.u.Go("bundle"); p.u.open(func(*UI) view { return newNotePage(p.bundling()) }) }, "Note", func(*user) {},
			func(p *user, w string) bool { p.u.Go("bundle"); return p.bundling().bundle.Note == w }},
	}
	for name := range plainForms() {
		if _, ok := forms[name]; !ok {
			t.Errorf("nothing tries the form %q", name)
		}
	}
	for name, form := range forms {
		t.Run(name, func(t *testing.T) {
			p, path := sitWithSealed(t)
			words := "7 Half-written"
			form.open(p)
			p.types(form.field, words)
			p.u.back()
			p.u.Go("today")
			p.mustRead("Begun and not saved")
			p.u.keepDrafts()
			p = p.crash(path, "four brown owls")
			p.mustRead("Begun and not saved")
			p.taps("Not saved yet: " + aboutPlain(p.u, name))
			p.mustRead("This is what you began and did not save.")
			if got := p.field(form.field).Text; got != words {
				t.Fatalf("the field says %q", got)
			}
			form.fill(p)
			p.keys(ctrl, fyne.KeyReturn)
			if !form.saved(p, words) {
				t.Error("it was not saved")
			}
			p.u.Go("today")
			p.mustNotRead("Begun and not saved")

			form.open(p)
			p.types(form.field, words+"!")
			p.u.back()
			form.open(p)
			p.taps("Throw away what you began")
			p.u.Go("today")
			p.mustNotRead("Begun and not saved")
			p.keys(ctrl, fyne.KeyU)
			p.mustRead("Begun and not saved")
		})
	}
}

func aboutPlain(u *UI, name string) string {
	what, _ := aboutPlainDraft(u, draft{Form: name})
	return what
}
