package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// newCase asks the four questions of a new case file.
func (u *UI) newCase() {
	u.leaveCase(func() {
		u.dropCase()
		u.open(newNewCase)
	})
}

// beginnings are where a family may be in the story, with the kind of fact that each writes down first; "" asks which.
var beginnings = []struct{ words, kind string }{
	{"We have asked for a plan", "request-received"},
	{"The council said no", "decision-sent"},
	{"They are assessing", "assess-decision-sent"},
	{"A draft plan came", "draft-served"},
	{"We have a final plan", "final-plan-sent"},
	{"The plan is being reviewed", "review-meeting"},
	{"They want to change the plan", "amendment-notice-served"},
	{"An appeal is running", "appeal-lodged"},
	{"Something else, or not sure", ""},
}

type newCaseForm struct {
	u                     *UI
	page                  *part.Page
	child, council, place *part.Entry
	secret, again         *part.Entry
	childF, placeF        *part.Field
	secretF, twoF, whereF *part.Field
	secrets               *part.Box
	where, lock           *part.Choices
	without, lies         *part.Text
	elsewhere, browse     *part.Press
	make                  *part.Press
}

func newNewCase(u *UI) view {
	n := &newCaseForm{u: u}
	n.child, n.council, n.place = part.NewEntry(say("Child's first name")), part.NewEntry(say("Council")), part.NewEntry(say("Where to keep it"))
	n.secret, n.again = part.NewSecret(say("Passphrase")), part.NewSecret(say("The same again"))
	n.childF = part.NewField(say("1. What is the child's first name?"), n.child, say("You can add more children later."))
	var words []string
	for _, b := range beginnings {
		words = append(words, say(b.words))
	}
	n.where = part.NewChoices(words...).None()
	n.whereF = part.NewField(say("2. Where are you now?"), n.where, say("Choose the last thing that happened. It leads to the first date to write down."))
	council := part.NewField(say("3. Which council?"), n.council, say("Such as Northmoor Council. You may leave it empty."))
	n.lock = part.NewChoices(say("Lock it with a passphrase"), say("No passphrase"))
	n.lock.OnChange = func(int) { n.showLock() }
	n.secretF = part.NewField(say("Passphrase"), n.secret, say("Three or four words that nobody would guess work well."))
	n.twoF = part.NewField(say("The same again"), n.again, "")
	n.without = part.Body(say("Without a passphrase, anybody who can use this computer can read all of it. So can anybody who finds a copy of the file."))
	n.place.SetText(freeName(u.folder))
	n.placeF = part.NewField(say("Where to keep it"), n.place, say("This folder is your own, and no cloud copies it. You may write another."))
	n.placeF.Hidden = true
	n.lies = part.Quiet(say("It is kept in {{.Folder}}.", "Folder", u.folder))
	n.elsewhere = part.Button(say("Keep it somewhere else"), part.Outline, n.choosePlace)
	n.browse = part.Button(say("Choose a folder…"), part.Outline, n.chooseFolder)
	n.browse.Hidden = true
	n.secrets = part.Columns(18, 1, n.secretF, n.twoF)
	n.make = part.Button(say("Make the case file (Ctrl+Enter)"), part.Main, n.Save)
	n.page = part.NewPage(pageHead(u, say("A new case file"), say("Four short questions. Everything can be changed later, and nothing leaves this computer.")),
		part.NewCard("", n.childF, n.whereF, council, part.NewField(say("4. Should it be locked?"), n.lock, ""), n.secrets, n.without),
		part.Stack(1, n.lies, n.placeF), part.Line(1.5, n.make, n.elsewhere, n.browse))
	n.showLock()
	return n
}

// choosePlace shows the field for the place of the file.
func (n *newCaseForm) choosePlace() {
	n.placeF.Hidden, n.lies.Hidden, n.elsewhere.Hidden, n.browse.Hidden = false, true, true, false
	n.page.Reflow()
	n.u.win.Canvas().Focus(n.place)
}

// chooseFolder looks through the folders and keeps the name.
func (n *newCaseForm) chooseFolder() { n.u.chooseFolderFor(n.place, n.placeF) }

func (n *newCaseForm) Content() fyne.CanvasObject { return n.page }
func (n *newCaseForm) Refresh()                   { n.page.Refresh() }
func (n *newCaseForm) Focus() fyne.Focusable      { return n.child }

// Close forgets the passphrase.
func (n *newCaseForm) Close() {
	n.secret.SetText("")
	n.again.SetText("")
}

func (n *newCaseForm) showLock() {
	locked := n.lock.Chosen() == 0
	n.secrets.Hidden, n.without.Hidden = !locked, locked
	n.page.Reflow()
}

// shortestSecret is the least number of letters a passphrase may have.
const shortestSecret = 8

// check says beside each field what is wrong with it.
func (n *newCaseForm) check() bool {
	locked := n.lock.Chosen() == 0
	n.childF.Wrong(sayIf(strings.TrimSpace(n.child.Text) == "", "Write your child's first name."))
	n.placeF.Wrong(sayIf(!filepath.IsAbs(strings.TrimSpace(n.place.Text)), "Write the whole path, with the folder it lies in."))
	n.secretF.Wrong(sayIf(locked && len([]rune(n.secret.Text)) < shortestSecret, "Use at least 8 letters."))
	n.twoF.Wrong(sayIf(locked && n.secret.Text != n.again.Text, "The two are not the same. Type them again."))
	if n.placeF.IsWrong() && n.placeF.Hidden {
		n.choosePlace()
	}
	for _, f := range []*part.Field{n.childF, n.secretF, n.twoF, n.placeF} {
		if f.IsWrong() {
			if target, ok := f.Input.(fyne.Focusable); ok {
				n.u.win.Canvas().Focus(target)
			}
			return false
		}
	}
	return true
}

func sayIf(wrong bool, sentence string) string {
	if wrong {
		return say(sentence)
	}
	return ""
}

// made is a fresh case file and the recovery key to write down.
type made struct {
	file     *casefile.File
	recovery string
}

// Save makes the case file.
func (n *newCaseForm) Save() {
	if n.make.Off || !n.check() {
		return
	}
	path := strings.TrimSpace(n.place.Text)
	if filepath.Ext(path) != ".casefile" {
		path += ".casefile"
	}
	n.make.Allow(false)
	n.make.Rename(say("Making it…"))
	child, council, secret := strings.TrimSpace(n.child.Text), strings.TrimSpace(n.council.Text), n.secret.Text
	if n.lock.Chosen() != 0 {
		secret = ""
	}
	now := n.u.now
	background(n.u, n.u.scope(), func(context.Context) (made, error) {
		m, err := createCase(path, secret, now)
		if err == nil {
			err = m.file.Update(func(tx *casefile.Tx) error { return putFirst(tx, child, council) })
		}
		return m, err
	}, func(m made, err error) { n.finished(path, m, err) })
}

func (n *newCaseForm) finished(path string, m made, err error) {
	n.make.Allow(true)
	n.make.Rename(say("Make the case file (Ctrl+Enter)"))
	if err != nil {
		if m.file != nil {
			m.file.Close()
		}
		n.u.showTrouble(say("The case file was not made."), explainOpening(path, err), nil)
		return
	}
	n.u.remember(path)
	u, kind := n.u, ""
	if at := n.where.Chosen(); at >= 0 {
		kind = beginnings[at].kind
	}
	u.enter(m.file, func() {
		if kind != "" { // below the recovery key, which comes first
			u.newEvent(kind, "")
		}
		if m.recovery != "" {
			u.open(func(u *UI) view { return newRecovery(u, m.recovery) })
		}
	})
}

// createCase makes the file and, where it is locked, its recovery key. It is called beside the window.
func createCase(path, secret string, now func() time.Time) (m made, err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return m, err
	}
	key := casefile.NoPassphrase()
	if secret != "" {
		key = casefile.Passphrase(secret)
	}
	if m.file, err = casefile.Create(path, key, now); err != nil {
		return m, err
	}
	if secret != "" {
		m.recovery, err = m.file.AddRecoveryKey()
	}
	return m, err
}

// putFirst puts the child into a new case file, with the council where it was given. The family is called after the child.
func putFirst(tx *casefile.Tx, child, council string) error {
	if err := putFamily(tx, child, child); err != nil || council == "" {
		return err
	}
	return putChild(tx, casefile.All[casefile.Child](tx, "")[0], council, nil)
}

func putFamily(tx *casefile.Tx, family, child string) error {
	if _, err := casefile.Put(tx, casefile.Family{Name: family}); err != nil {
		return err
	}
	_, err := casefile.Put(tx, casefile.Child{Name: child})
	return err
}
