package ui

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/seeds"
)

// openCase opens a case file in place of the one that is open, asking for its passphrase where it has one.
func (u *UI) openCase(path string) {
	if u.file != nil && u.file.Path() == path { // it is the one in sight
		u.Go(screens()[0].id)
		return
	}
	u.leaveCase(func() {
		if strings.EqualFold(filepath.Ext(path), ".age") {
			u.dropCase()
			u.whenClosed(func() { u.open(func(u *UI) view { return newTakeOver(u, path) }) })
			return
		}
		u.openNow(path)
	})
}

func (u *UI) openNow(path string) { u.whenClosed(func() { u.openClosed(path) }) }

func (u *UI) openClosed(path string) {
	background(u, context.Background(), func(context.Context) (bool, error) {
		return casefile.NeedsPassphrase(path)
	}, func(sealed bool, err error) {
		switch {
		case errors.Is(err, casefile.ErrDamaged):
			u.offerRescue(path)
		case err != nil:
			u.showTrouble(say("{{.Name}} could not be opened.", "Name", filepath.Base(path)), explainOpening(path, err), nil)
		case sealed:
			u.dropCase()
			u.open(func(u *UI) view {
				return newUnlock(u, path, func(key casefile.Key, failed func(error)) { u.openWith(path, key, failed) })
			})
		default:
			u.openWith(path, casefile.NoPassphrase(), nil)
		}
	})
}

// openWith opens a case file with a key; failed (which may be nil) is told what went wrong instead of a message.
func (u *UI) openWith(path string, key casefile.Key, failed func(error)) {
	now, notes := u.now, u.notes
	var odd error
	background(u, context.Background(), func(context.Context) (*casefile.File, error) {
		f, err := casefile.Open(path, key, now)
		if err == nil {
			odd = oddity(f, notes)
		}
		return f, err
	}, func(f *casefile.File, err error) {
		switch {
		case errors.Is(err, casefile.ErrDamaged):
			u.offerRescue(path)
		case err != nil && failed != nil:
			failed(err)
		case err != nil:
			u.showTrouble(say("{{.Name}} could not be opened.", "Name", filepath.Base(path)), explainOpening(path, err), nil)
		default:
			if path != u.examplePath() {
				u.remember(path)
			}
			u.enter(f, func() { u.tellOddity(odd) })
		}
	})
}

// oddity gives what the owner of a file should know before anything else: it can only be read, or it is an older copy; nil for neither. It is called
// beside the window.
func oddity(f *casefile.File, notes string) error {
	older := f.Remember(notes)
	if err := f.ReadOnly(); err != nil {
		return err
	}
	if errors.Is(older, casefile.ErrOlder) {
		return older
	}
	return nil // a note that cannot be kept harms nothing
}

// tellOddity tells it, and once for each file that a cloud copies it.
func (u *UI) tellOddity(odd error) {
	path := u.file.Path()
	switch cloud := casefile.CloudFolder(path, os.Getenv); {
	case errors.Is(odd, casefile.ErrOlder) && path == u.restored:
	case errors.Is(odd, casefile.ErrOlder):
		t := explain(odd)
		u.ask(say("Is this the right copy?"), []string{t.What, t.Do},
			answer{words: say("Go on with this one")}, answer{words: say("Close it"), do: u.dropCase, main: true})
	case odd != nil:
		u.showTrouble(say("You can read this case file, but not change it."), explain(odd), nil)
	case cloud != "" && u.toldOfCloud(path):
		u.showTrouble(say("{{.Cloud}} copies this case file.", "Cloud", cloud), explainCloud(cloud), nil)
	default:
		u.tellOldBackup()
	}
}

// prefClouds is the list of files whose owner was told of the cloud.
const prefClouds = "clouds"

// toldOfCloud notes that the owner of a file is told of the cloud, and is false where that was done before.
func (u *UI) toldOfCloud(path string) bool {
	told := u.app.Preferences().StringList(prefClouds)
	if slices.Contains(told, path) {
		return false
	}
	u.app.Preferences().SetStringList(prefClouds, append(told, path))
	return true
}

// enter shows an open case file, beginning with Today, with what was begun in it and not saved.
func (u *UI) enter(f *casefile.File, then func()) {
	u.dropCase()
	u.file, u.backedUp, u.proven = f, u.now(), time.Time{}
	f.OnChange(u.changed)
	background(u, context.Background(), func(context.Context) ([]byte, error) { return f.Draft() }, func(begun []byte, _ error) {
		if u.file == f { // a draft that cannot be read keeps nobody from their case
			u.reload(func() { u.entered(begun, then) })
		}
	})
}

// entered shows the case file once it was read.
func (u *UI) entered(begun []byte, then func()) {
	u.takeUpDrafts(begun)
	u.frame()
	u.Go(screens()[0].id)
	u.showBook()
	u.readUnread()
	if then != nil {
		then()
	}
}

// closeCase closes the case file and shows Welcome.
func (u *UI) closeCase() { u.leaveCase(u.dropCase) }

// leaveCase does then, once nothing under way and nothing half-written would be lost by it.
func (u *UI) leaveCase(then func()) {
	if lines := u.underWay(); len(lines) > 0 {
		u.ask(say("Something is still being done."), lines,
			answer{words: say("Go on without it"), do: func() {
				u.reading.end()
				u.leaveWriting(then)
			}},
			answer{words: say("Wait for it"), main: true})
		return
	}
	u.leaveWriting(then)
}

// leaveWriting does then, once the writer knows that something they began is not saved.
func (u *UI) leaveWriting(then func()) {
	if !u.begunNow() {
		then()
		return
	}
	words, keep := say("It is kept inside the case file. Today offers it when you open it again."), answer{words: say("Keep it for next time"), do: func() {
		u.closeViews()
		then()
	}, main: true}
	what := say("A log entry is not saved yet.")
	if u.onlyEvents() {
		what = say("A date you began to write down is not saved yet.")
	}
	away := answer{words: say("Throw it away"), do: func() {
		u.closeViews()
		clear(u.drafts)
		then()
	}}
	stay := answer{words: say("Go back to it"), do: u.openDraft}
	if u.file == nil || u.file.ReadOnly() != nil {
		stay.main = true
		u.ask(what, []string{say("This case file cannot be changed. If you go on, what you wrote is lost.")}, away, stay)
		return
	}
	u.ask(what, []string{words}, keep, away, stay)
}

// dropCase closes the case file and shows Welcome.
func (u *UI) dropCase() {
	u.showWelcome()
	u.letGo()
	u.file, u.child, u.gone, u.sought, u.saved, u.after = nil, "", nil, "", time.Time{}, nil
	u.visit, u.news = visit{}, news{}
	u.book, u.drafts, u.keptDrafts, u.draftsFailed = &book{}, map[string]draft{}, nil, false
	u.status.news = ""
	u.win.SetMainMenu(u.menu())
	u.showTray()
}

// letGo keeps what was begun, backs up and closes what is open.
func (u *UI) letGo() {
	u.passwords.forget()
	u.reading.end()
	words, news := u.draftWords()
	open, used := []*casefile.File{u.file, u.locked}, u.file
	u.file, u.locked = nil, nil
	for _, f := range open {
		if f != nil {
			u.finish(f, lastWords{words, news && f == used})
		}
	}
}

// tryExample opens the made-up family in a file of its own, made at the first time.
func (u *UI) tryExample() {
	u.leaveCase(func() {
		u.dropCase()
		u.whenClosed(u.enterExample)
	})
}

func (u *UI) enterExample() {
	path, now := u.examplePath(), u.now
	u.working(say("Making the example family…"))
	background(u, context.Background(), func(context.Context) (*casefile.File, error) {
		return openExample(path, now)
	}, func(f *casefile.File, err error) {
		u.working("")
		if err != nil {
			u.fail(say("The example family could not be opened."), err)
			return
		}
		u.enter(f, nil)
	})
}

// openExample opens the example family as it was left, and makes it at the first time, or anew where the file is damaged: there
// is nothing of anybody's own in it. It is called beside the window.
func openExample(path string, now func() time.Time) (*casefile.File, error) {
	f, err := casefile.Open(path, casefile.NoPassphrase(), now)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return makeExample(path, now)
	case errors.Is(err, casefile.ErrDamaged), errors.Is(err, casefile.ErrNotCase):
		if err := os.Remove(path); err != nil {
			return nil, err
		}
		return makeExample(path, now)
	}
	return f, err
}

// examplePath is where the example family is kept.
func (u *UI) examplePath() string {
	return filepath.Join(u.folder, "Example family (made up).casefile")
}

// makeExample makes a case file from the first made-up family. It is called beside the window.
func makeExample(path string, now func() time.Time) (*casefile.File, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	family, err := seeds.Open(seeds.Names()[0])
	if err != nil {
		return nil, err
	}
	f, err := casefile.Create(path, casefile.NoPassphrase(), now)
	if err != nil {
		return nil, err
	}
	if err := casefile.Fill(f, family); err != nil {
		f.Close()
		os.Remove(path) // half a family is worse than none
		return nil, err
	}
	return f, nil
}

// unlock asks for the passphrase of a case file.
type unlock struct {
	u      *UI
	path   string
	with   func(key casefile.Key, failed func(error)) // opens it
	page   *part.Page
	secret *part.Entry
	field  *part.Field
	open   *part.Press
}

func newUnlock(u *UI, path string, with func(casefile.Key, func(error))) view {
	k := &unlock{u: u, path: path, with: with, secret: part.NewSecret(say("Passphrase"))}
	k.field = part.NewField(say("Passphrase, or the recovery key you wrote down"), k.secret, say("In a passphrase, capital letters count."))
	k.secret.OnSubmitted = func(string) { k.try() }
	k.open = part.Button(say("Open (Enter)"), part.Main, k.try)
	k.page = part.NewPage(
		pageHead(u, say("Open {{.Name}}", "Name", filepath.Base(path)), say("This case file is locked.")),
		part.NewCard("", k.field, part.Line(1.5, k.open)))
	return k
}

func (k *unlock) Content() fyne.CanvasObject { return k.page }
func (k *unlock) Refresh()                   { k.page.Refresh() }
func (k *unlock) Close()                     { k.secret.SetText("") }
func (k *unlock) Focus() fyne.Focusable      { return k.secret }

// keyLength is the least number of letters and digits in what can be a recovery key.
const keyLength = 30

// try opens with what was typed as a passphrase, and where that is wrong and it is long enough, as a recovery key.
func (k *unlock) try() {
	typed := k.secret.Text
	k.open.Allow(false)
	k.field.Wrong("")
	k.with(casefile.Passphrase(typed), func(err error) {
		if errors.Is(err, casefile.ErrWrongKey) && letters(typed) >= keyLength {
			k.with(casefile.RecoveryKey(typed), k.failed)
			return
		}
		k.failed(err)
	})
}

// letters counts letters and digits.
func letters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

func (k *unlock) failed(err error) {
	k.open.Allow(true)
	t := explainOpening(k.path, err)
	k.field.Wrong(t.What + " " + t.Do)
	k.u.win.Canvas().Focus(k.secret)
}

// working says at the foot of the window, or on Welcome, that something takes a moment.
func (u *UI) working(words string) {
	u.status.say(words)
	if u.file == nil && words != "" {
		u.stage.Objects = []fyne.CanvasObject{part.NewPage(part.Lead(words))}
		u.stage.Refresh()
		return
	}
	if top := u.top(); u.file == nil && top != nil {
		u.show(top.view)
	}
}
