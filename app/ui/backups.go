package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// Backups are made without being asked for: now and then while a case file is in use, and when it is closed. They go to a folder of the user's own, and to a second place where one was chosen.

const (
	betweenBackups = 30 * time.Minute   // of a case file that is changed all the time
	backupTooOld   = 7 * 24 * time.Hour // then its owner is told
	prefSecond     = "backups"          // the second place: a folder
)

// backupFolder is the first place.
func (u *UI) backupFolder() string { return filepath.Join(u.folder, "backups") }

// backupFolders are all the places.
func (u *UI) backupFolders() []string {
	dirs := []string{u.backupFolder()}
	if second := u.app.Preferences().String(prefSecond); second != "" {
		dirs = append(dirs, second)
	}
	return dirs
}

// keepsBackups tells whether a file is worth backups: not the made-up family, and not one that can only be read.
func (u *UI) keepsBackups(f *casefile.File) bool {
	return f.Path() != u.examplePath() && f.ReadOnly() == nil
}

// backUp makes a generation in each place, and gives the first one's. A place that is not there (a stick in a drawer) does not keep the others from theirs; its error comes with
// the generation. It is called beside the window.
func backUp(ctx context.Context, f *casefile.File, dirs []string, why casefile.Reason) (casefile.Generation, error) {
	var first casefile.Generation
	var errs []error
	for i, dir := range dirs {
		if _, err := os.Stat(dir); i > 0 && err != nil { // the second place is never made anew: a stick that is not plugged in is no folder on the disk
			errs = append(errs, err)
			continue
		}
		if i == 0 { // the program's own place, which it makes
			errs = append(errs, os.MkdirAll(dir, 0o700))
		}
		g, err := f.Backup(ctx, dir, why)
		if i == 0 {
			first = g
		}
		errs = append(errs, err)
	}
	return first, errors.Join(errs...)
}

// backUpInUse makes a backup now and then while the file is changed.
func (u *UI) backUpInUse() {
	if u.backingUp || !u.keepsBackups(u.file) || u.now().Sub(u.backedUp) < betweenBackups {
		return
	}
	u.backingUp, u.backedUp = true, u.now()
	file, dirs := u.file, u.backupFolders()
	background(u, context.Background(), func(ctx context.Context) (casefile.Generation, error) {
		return backUp(ctx, file, dirs, casefile.ReasonUse)
	}, func(g casefile.Generation, err error) {
		u.backingUp = false
		u.proved(file, g.At)
		if err != nil && u.file == file && !errors.Is(err, casefile.ErrKeyNeeded) {
			u.status.say(say("The backup was not made. Look under Backups"))
		}
	})
}

// lastWords are the drafts of a file that is being closed, and whether it has to keep them.
type lastWords struct {
	words []byte
	keep  bool
}

// finish keeps what was begun in a file, backs it up and closes it, beside the window. Whoever wants to open it again meanwhile waits.
func (u *UI) finish(f *casefile.File, last lastWords) {
	dirs, path := u.backupFolders(), f.Path()
	if !u.keepsBackups(f) || f.Locked() {
		dirs = nil
	}
	u.closing++
	background(u, context.Background(), func(ctx context.Context) (struct{}, error) {
		var err error
		if last.keep {
			err = f.KeepDraft(last.words)
		}
		if len(dirs) > 0 {
			_, backed := backUp(ctx, f, dirs, casefile.ReasonClose)
			err = errors.Join(err, backed)
		}
		if len(dirs) > 0 && f.NeedsTidying() {
			f.Tidy(ctx, nil) // a file that could not be made smaller is as whole as before
		}
		return struct{}{}, errors.Join(err, f.Close())
	}, func(_ struct{}, err error) {
		u.closing--
		if err != nil && !u.leaving {
			u.fail(say("{{.Name}} was closed, but not backed up everywhere.", "Name", filepath.Base(path)), err)
		}
		if u.closing == 0 {
			waiting := u.waiting
			u.waiting = nil
			for _, do := range waiting {
				do()
			}
		}
	})
}

// whenClosed does something once no file is being closed any more.
func (u *UI) whenClosed(do func()) {
	if u.closing > 0 {
		u.waiting = append(u.waiting, do)
		return
	}
	do()
}

// tellOldBackup tells the owner of a file whose newest backup is old, where the file has changed since.
func (u *UI) tellOldBackup() {
	file := u.file
	if file == nil || !u.keepsBackups(file) {
		return
	}
	dirs, id := u.backupFolders()[:1], file.ID()
	background(u, context.Background(), func(context.Context) (*kept, error) { return lookForBackups(dirs, id), nil }, func(k *kept, _ error) {
		if len(k.all) == 0 || u.file != file {
			return
		}
		newest := k.all[0].At
		u.proved(file, newest)
		if u.sheet != nil || u.now().Sub(newest) < backupTooOld {
			return
		}
		u.ask(say("The last backup is of {{.Day}}.", "Day", dayOf(newest)), []string{say("The program makes a backup when you close the case file. Make one now, to be sure.")},
			answer{words: say("Back up now"), do: func() { u.Go("backups"); u.top().view.(*backups).make() }, main: true},
			answer{words: say("Later")})
	})
}

// proved notes when the newest backup of the open file was made, for the sidebar.
func (u *UI) proved(file *casefile.File, at time.Time) {
	if u.file == file && at.After(u.proven) {
		u.proven = at
		u.side.refresh()
	}
}

// dayOf says a moment as its day on the wall.
func dayOf(t time.Time) string { return t.Local().Format("2 January 2006") }

// backups is the screen of the backups: the last proven one, where they lie, one more now, a rehearsal, a restore.
type backups struct {
	u    *UI
	page *part.Page
	said string // what was last done here
	busy string // what is being done, for somebody who wants to close
	kept *kept  // what lies in the places; nil until they were looked into
}

// kept is what lies in the places for backups.
type kept struct {
	all    []casefile.Generation // newest first
	second bool                  // the second place is there
}

func newBackups(u *UI) view { return &backups{u: u, page: part.NewPage()} }

func (b *backups) Content() fyne.CanvasObject { return b.page }
func (b *backups) Close()                     {}

// Refresh looks into the places, which may be slow (a stick, a cloud), and shows what is there.
func (b *backups) Refresh() {
	if b.kept == nil {
		b.draw()
	}
	u := b.u
	dirs, id := u.backupFolders(), u.file.ID()
	background(u, u.scope(), func(context.Context) (*kept, error) { return lookForBackups(dirs, id), nil }, func(k *kept, _ error) {
		if u.file == nil {
			return
		}
		words := focusWords(u.win.Canvas())
		b.kept = k
		b.draw()
		focusByWords(u.win.Canvas(), b.page, words)
	})
}

// lookForBackups looks into the first place and the others. A place that cannot be read holds nothing. It is called beside the window.
func lookForBackups(dirs []string, id string) *kept {
	k := &kept{second: len(dirs) > 1 && isFolder(dirs[1])}
	for _, dir := range dirs {
		some, _ := casefile.Generations(dir, id)
		k.all = append(k.all, some...)
	}
	slices.SortStableFunc(k.all, func(x, y casefile.Generation) int { return y.At.Compare(x.At) })
	return k
}

func (b *backups) draw() {
	sentence := say("The program makes a backup while you work and when you close the case file. It opens with the same passphrase.")
	if !b.u.file.Sealed() {
		sentence = say("The program makes a backup while you work and when you close the case file. Like the file, it can be read by anybody who finds it.")
	}
	head := pageHead(b.u, say("Backups"), sentence)
	if b.kept == nil {
		b.page.Set(head, part.NewCard(say("The last proven backup"), part.Body(say("Looking into the places where backups are kept…")).In(part.InkQuiet)))
		return
	}
	b.page.Set(head, b.last(), b.places(), b.list())
}

// Busy says that a backup is being made or tried.
func (b *backups) Busy() string { return b.busy }

// last is the card of the newest backup.
func (b *backups) last() fyne.CanvasObject {
	kids := []fyne.CanvasObject{part.Lead(say("There is no backup yet."))}
	if len(b.kept.all) > 0 {
		g := b.kept.all[0]
		kids = []fyne.CanvasObject{part.Lead(say("{{.Time}} on {{.Day}}", "Time", g.At.Local().Format("15:04"), "Day", dayOf(g.At))),
			part.Body(say("It was opened again and read before it counted as a backup.")).In(part.InkQuiet)}
	}
	if b.said != "" {
		kids = append(kids, part.Strong(b.said))
	}
	buttons := []fyne.CanvasObject{part.Button(say("Back up now"), part.Main, b.make)}
	if len(b.kept.all) > 0 {
		buttons = append(buttons, part.Button(say("Rehearse a restore"), part.Outline, b.rehearse))
	}
	return part.NewCard(say("The last proven backup"), append(kids, part.Line(1.5, buttons...))...)
}

// places is the card of where they lie.
func (b *backups) places() fyne.CanvasObject {
	second := b.u.app.Preferences().String(prefSecond)
	kids := []fyne.CanvasObject{part.Body(b.u.backupFolder())}
	choose := part.Button(say("Choose a second place"), part.Outline, b.choose)
	buttons := []fyne.CanvasObject{choose}
	switch {
	case second == "" && !b.u.file.Sealed():
		kids = append(kids, part.Quiet(say("A second place, such as a USB stick, guards against a lost or broken computer. Choose one that only you can reach: without a passphrase anybody who finds a backup can read it.")))
	case second == "":
		kids = append(kids, part.Quiet(say("A second place, such as a USB stick or a cloud folder, guards against a lost or broken computer. Nobody can read the backups there without your passphrase.")))
	case b.kept.second:
		kids = append(kids, part.Body(second))
	default:
		kids = append(kids, part.Body(second), part.Strong(say("This second place is not there now. Plug the stick in, or choose another.")).In(part.InkLate))
	}
	if second != "" {
		choose.Rename(say("Choose another second place"))
		buttons = append(buttons, part.Button(say("Use no second place"), part.Outline, func() {
			b.u.app.Preferences().SetString(prefSecond, "")
			b.Refresh()
		}))
	}
	return part.NewCard(say("Where they are kept"), append(kids, part.Line(1.5, buttons...))...)
}

// list is the card of every backup, each of which can be restored into a new file.
func (b *backups) list() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, g := range b.kept.all {
		when := say("{{.Time}} on {{.Day}}", "Time", g.At.Local().Format("15:04"), "Day", dayOf(g.At))
		face := part.Stack(0.25, part.Strong(when), part.Quiet(filepath.Dir(filepath.Dir(g.Path))))
		rows = append(rows, part.Row(face, say("Restore the backup of {{.When}}", "When", when), func() { b.restore(g, when) }))
	}
	if len(rows) == 0 {
		return part.NewCard(say("Restore one"), part.Body(say("Nothing to restore yet.")).In(part.InkQuiet))
	}
	return part.NewCard(say("Restore one"), part.Quiet(say("It becomes a new file. The one you have stays as it is.")), part.Rows(rows...))
}

// did shows what was done, or what went wrong.
func (b *backups) did(words string, failed string, err error) {
	b.said, b.busy = words, ""
	if err != nil {
		b.said = ""
		b.u.fail(failed, err)
	}
	if b.u.file != nil {
		b.Refresh()
	}
}

func (b *backups) make() {
	u := b.u
	file, dirs := u.file, u.backupFolders()
	b.said, b.busy = say("Backing up…"), say("A backup is still being made. If you go on, another one is made while the case file closes.")
	b.Refresh()
	background(u, u.scope(), func(ctx context.Context) (casefile.Generation, error) {
		return backUp(ctx, file, dirs, casefile.ReasonAsked)
	}, func(g casefile.Generation, err error) {
		u.backedUp = u.now()
		u.proved(file, g.At)
		b.did(say("Backed up, and read again."), say("The backup was not made everywhere."), err)
	})
}

func (b *backups) rehearse() {
	u := b.u
	file, dir := u.file, filepath.Dir(filepath.Dir(b.kept.all[0].Path))
	b.said, b.busy = say("Rehearsing…"), say("A restore is still being rehearsed. If you go on, it is broken off. Nothing is lost.")
	b.Refresh()
	background(u, u.scope(), func(ctx context.Context) (casefile.Health, error) {
		_, h, err := file.Drill(ctx, dir)
		return h, err
	}, func(h casefile.Health, err error) {
		words := say("The backup was made into a file for a moment, read, and removed again: {{.Papers}} papers and {{.Records}} records, all sound.", "Papers", h.Documents, "Records", h.Records)
		if len(h.Damaged) > 0 {
			words = say("The backup has lost something: {{.What}} Back up now.", "What", strings.Join(h.Damaged, " "))
		}
		b.did(words, say("The rehearsal did not work."), err)
	})
}

// choose asks for the second place.
func (b *backups) choose() {
	b.u.pickFolder(say("A second place for backups"), say("Choose a folder on a stick or in a cloud."), func(dir string) {
		b.u.app.Preferences().SetString(prefSecond, dir)
		b.make()
	})
}

// restore makes a new file from a backup and opens it.
func (b *backups) restore(g casefile.Generation, when string) {
	u := b.u
	old := u.file.Path()
	to := freePath(filepath.Dir(old), strings.TrimSuffix(filepath.Base(old), filepath.Ext(old))+" (restored).casefile")
	sealed := u.file.Sealed()
	u.ask(say("Restore the backup of {{.When}}?", "When", when), []string{say("It becomes a new file, {{.Name}}. The one you have stays as it is.", "Name", filepath.Base(to))},
		answer{words: say("Restore it"), do: func() {
			if !sealed {
				u.restoreTo(g, casefile.NoPassphrase(), to, nil)
				return
			}
			u.open(func(u *UI) view {
				return newUnlock(u, to, func(key casefile.Key, failed func(error)) { u.restoreTo(g, key, to, failed) })
			})
		}, main: true},
		answer{words: say("Leave it")})
}

// restoreTo restores beside the window, and opens what was restored. failed (which may be nil) is told of a wrong passphrase.
func (u *UI) restoreTo(g casefile.Generation, key casefile.Key, to string, failed func(error)) {
	u.status.say(say("Restoring…"))
	end := u.begin(say("A backup is still being restored."))
	file, dirs := u.file, u.backupFolders()
	background(u, context.Background(), func(ctx context.Context) (casefile.Health, error) {
		if _, err := backUp(ctx, file, dirs[:1], casefile.ReasonRestore); err != nil {
			return casefile.Health{}, err
		}
		return casefile.Restore(ctx, g, key, to)
	}, func(h casefile.Health, err error) {
		end()
		u.status.say("")
		switch {
		case err != nil && failed != nil:
			failed(err)
		case err != nil:
			u.fail(say("The backup could not be restored."), err)
		default:
			u.openRestored(to, key, h)
		}
	})
}

// openRestored opens a restored file, and says what the backup had lost.
func (u *UI) openRestored(path string, key casefile.Key, h casefile.Health) {
	u.leaveCase(func() {
		u.dropCase()
		u.whenClosed(func() {
			u.restored = path
			u.openWith(path, key, nil)
			if len(h.Damaged) > 0 {
				u.ask(say("The backup had lost something."), append([]string{say("Everything else is in the restored file.")}, h.Damaged...), answer{words: say("Close this")})
			}
		})
	})
}
