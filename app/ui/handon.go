package ui

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// handOn is the page on which a case leaves: as one sealed archive for somebody else, or as ordinary files.
type handOn struct {
	u             *UI
	page          *part.Page
	fresh, again  *part.Entry
	freshF, twoF  *part.Field
	make, toFiles *part.Press
}

func newHandOn(u *UI) view {
	h := &handOn{u: u, fresh: part.NewSecret(say("A passphrase for the archive")), again: part.NewSecret(say("The same again"))}
	h.freshF = part.NewField(say("A passphrase for the archive"), h.fresh, say("A new one, that you tell the other person in another way: by telephone, for example."))
	h.twoF = part.NewField(say("The same again"), h.again, "")
	h.make = part.Button(say("Make the archive (Ctrl+Enter)"), part.Main, h.Save)
	h.toFiles = part.Button(say("Write ordinary files"), part.Outline, h.plain)
	h.page = part.NewPage(pageHead(u, say("Hand the case on"), say("Nothing is sent. A copy is made, and you decide what happens to it. Your case file stays as it is.")),
		part.NewCard(say("To somebody who helps you, or to another computer"),
			part.Body(say("One sealed archive with everything in it. Only its passphrase opens it, in this program or with common tools.")),
			h.freshF, h.twoF, part.Line(1.5, h.make)),
		part.NewCard(say("To go on without this program"),
			part.Body(say("A folder of ordinary files: your papers as they came, tables, and the log as a page to read. It is not sealed: anybody who has the folder can read it.")),
			part.Line(1.5, h.toFiles)))
	return h
}

func (h *handOn) Content() fyne.CanvasObject { return h.page }
func (h *handOn) Refresh()                   { h.page.Refresh() }
func (h *handOn) Focus() fyne.Focusable      { return h.fresh }

// Close forgets the passphrase.
func (h *handOn) Close() {
	h.fresh.SetText("")
	h.again.SetText("")
}

// Save asks where the archive should go and makes it.
func (h *handOn) Save() {
	h.freshF.Wrong(sayIf(len([]rune(h.fresh.Text)) < shortestSecret, "Use at least 8 letters."))
	h.twoF.Wrong(sayIf(h.fresh.Text != h.again.Text, "The two are not the same. Type them again."))
	h.page.Reflow()
	for _, f := range []*part.Field{h.freshF, h.twoF} {
		if f.IsWrong() {
			h.u.win.Canvas().Focus(f.First())
			return
		}
	}
	u, file, secret := h.u, h.u.file, h.fresh.Text
	u.askPlace(say("Make the archive"), say("Where should it go? It is sealed."), fileStem(file.Path())+".age", func(path string) {
		u.status.say(say("Making the archive…"))
		end := u.begin(say("An archive of the case is still being made. It is finished before the case file closes."))
		background(u, context.Background(), func(ctx context.Context) (struct{}, error) {
			return struct{}{}, writeArchive(ctx, file, path, secret)
		}, func(_ struct{}, err error) {
			end()
			u.status.say("")
			if err != nil {
				u.fail(say("The archive was not made."), err)
				return
			}
			u.ask(say("The archive is made."), []string{path, say("Tell the other person its passphrase in another way than you give them the archive.")}, answer{words: say("Close this")})
		})
	})
}

// writeArchive makes the archive under a free name beside its place, and then takes the place, which may be that of a file whose replacing was agreed to. It is called beside the window.
func writeArchive(ctx context.Context, file *casefile.File, path, secret string) error {
	temp := freePath(filepath.Dir(path), ".part-"+filepath.Base(path))
	if err := casefile.WriteExport(ctx, file, temp, casefile.ToPassphrase(secret)); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		os.Remove(temp)
		return err
	}
	return nil
}

// fileStem is a file's name without its ending.
func fileStem(path string) string {
	return strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
}

// plain asks for a folder and writes ordinary files into a new one in it.
func (h *handOn) plain() {
	u, file := h.u, h.u.file
	u.pickFolder(say("Write ordinary files"), say("A new folder is made in the one you choose."), func(in string) {
		dir := freePath(in, fileStem(file.Path())+" files")
		u.status.say(say("Writing the files…"))
		end := u.begin(say("Ordinary files are still being written. That is finished before the case file closes."))
		background(u, context.Background(), func(ctx context.Context) (struct{}, error) {
			return struct{}{}, casefile.ExportPlain(ctx, file, dir)
		}, func(_ struct{}, err error) {
			end()
			u.status.say("")
			if err != nil {
				u.fail(say("The files were not written."), err)
				return
			}
			u.ask(say("The files are written."), []string{dir, say("They are not sealed. Keep the folder where only you can read it.")}, answer{words: say("Close this")})
		})
	})
}

// takeOver is the page on which a case file is made from an archive.
type takeOver struct {
	u            *UI
	page         *part.Page
	path         string
	secret       *part.Entry
	fresh, again *part.Entry
	place        *part.Entry
	secretF      *part.Field
	freshF, twoF *part.Field
	placeF       *part.Field
	make         *part.Press
	sealed       *part.Choices
	without      *part.Text
}

func newTakeOver(u *UI, path string) view {
	t := &takeOver{u: u, path: path, secret: part.NewSecret(say("The archive's passphrase")), fresh: part.NewSecret(say("Passphrase")),
		again: part.NewSecret(say("The same again")), place: part.NewEntry(say("Where to keep it"))}
	t.place.SetText(freePath(u.folder, fileStem(path)+".casefile"))
	t.secretF = part.NewField(say("The archive's passphrase"), t.secret, say("Whoever made the archive can tell you."))
	t.placeF = part.NewField(say("Where to keep it"), t.place, "")
	t.freshF = part.NewField(say("Passphrase"), t.fresh, say("Your own, for the new case file. Three or four words that nobody would guess work well."))
	t.twoF = part.NewField(say("The same again"), t.again, "")
	t.sealed = part.NewChoices(say("Lock it with a passphrase"), say("No passphrase"))
	t.sealed.OnChange = func(int) { t.showLock() }
	t.without = part.Body(say("Without a passphrase, anybody who can use this computer can read all of it. So can anybody who finds a copy of the file."))
	t.make = part.Button(say("Make the case file (Ctrl+Enter)"), part.Main, t.Save)
	t.page = part.NewPage(pageHead(u, say("Open {{.Name}}", "Name", filepath.Base(path)), say("A case file is made from the archive. Everything is checked first, and the archive stays as it is.")),
		part.NewCard("", t.secretF),
		part.NewCard(say("The new case file"), t.placeF, part.Line(1, part.Button(say("Choose a folder…"), part.Outline, t.chooseFolder)), part.NewField(say("Should it be locked?"), t.sealed, ""), t.freshF, t.twoF, t.without),
		part.Line(1.5, t.make))
	t.showLock()
	return t
}

func (t *takeOver) Content() fyne.CanvasObject { return t.page }
func (t *takeOver) Refresh()                   { t.page.Refresh() }
func (t *takeOver) Focus() fyne.Focusable      { return t.secret }

// Close forgets the passphrases.
func (t *takeOver) Close() {
	for _, e := range []*part.Entry{t.secret, t.fresh, t.again} {
		e.SetText("")
	}
}

// chooseFolder looks through the folders and keeps the name.
func (t *takeOver) chooseFolder() { t.u.chooseFolderFor(t.place, t.placeF) }

func (t *takeOver) showLock() {
	locked := t.sealed.Chosen() == 0
	t.freshF.Hidden, t.twoF.Hidden, t.without.Hidden = !locked, !locked, locked
	t.page.Reflow()
}

func (t *takeOver) check() bool {
	locked := t.sealed.Chosen() == 0
	t.secretF.Wrong(sayIf(t.secret.Text == "", "Type the passphrase of the archive."))
	t.placeF.Wrong(sayIf(!filepath.IsAbs(strings.TrimSpace(t.place.Text)), "Write the whole path, with the folder it lies in."))
	t.freshF.Wrong(sayIf(locked && len([]rune(t.fresh.Text)) < shortestSecret, "Use at least 8 letters."))
	t.twoF.Wrong(sayIf(locked && t.fresh.Text != t.again.Text, "The two are not the same. Type them again."))
	t.page.Reflow()
	for _, f := range []*part.Field{t.secretF, t.placeF, t.freshF, t.twoF} {
		if f.IsWrong() {
			t.u.win.Canvas().Focus(f.First())
			return false
		}
	}
	return true
}

// Save makes the case file and opens it.
func (t *takeOver) Save() {
	if t.make.Off || !t.check() {
		return
	}
	t.make.Allow(false)
	t.make.Rename(say("Making it…"))
	key := casefile.NoPassphrase()
	if t.sealed.Chosen() == 0 {
		key = casefile.Passphrase(t.fresh.Text)
	}
	u, path, with := t.u, t.path, casefile.WithPassphrase(t.secret.Text)
	to := casefile.NewFile{Path: strings.TrimSpace(t.place.Text), Key: key, Now: u.now}
	background(u, u.scope(), func(ctx context.Context) (made, error) {
		return importCase(ctx, path, with, to)
	}, func(m made, err error) {
		t.make.Allow(true)
		t.make.Rename(say("Make the case file (Ctrl+Enter)"))
		if err != nil {
			u.fail(say("No case file was made."), err)
			return
		}
		u.remember(to.Path)
		u.enter(m.file, func() {
			if m.recovery != "" {
				u.open(func(u *UI) view { return newRecovery(u, m.recovery) })
			}
		})
	})
}

// Busy says that the case file is being made.
func (t *takeOver) Busy() string {
	return sayIf(t.make.Off, "The case file is still being made from the archive. If you go on, it is not made.")
}

// importCase makes a case file from an archive and gives it a recovery key. It is called beside the window.
func importCase(ctx context.Context, path string, with casefile.Opener, to casefile.NewFile) (m made, err error) {
	if err := os.MkdirAll(filepath.Dir(to.Path), 0o700); err != nil {
		return m, err
	}
	archive, err := os.Open(path)
	if err != nil {
		return m, err
	}
	defer archive.Close()
	if m.file, err = casefile.Import(ctx, archive, with, to); err != nil {
		return m, err
	}
	if m.file.Sealed() {
		m.recovery, err = m.file.AddRecoveryKey()
	}
	return m, err
}
