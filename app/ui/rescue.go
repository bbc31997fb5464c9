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

// rescue is the page for the bad day: a case file is damaged, or gone. It offers the newest proven backup of each case file, and to save what a damaged file still holds.
type rescue struct {
	u      *UI
	page   *part.Page
	path   string // the damaged file; empty where it is gone
	secret *part.Entry
	field  *part.Field
}

func newRescue(u *UI, path string) view {
	r := &rescue{u: u, page: part.NewPage(), path: path, secret: part.NewSecret(say("Passphrase"))}
	r.field = part.NewField(say("Passphrase, or the recovery key you wrote down"), r.secret, say("Leave it empty if the case file has none."))
	return r
}

// offerRescue opens the page for a damaged file.
func (u *UI) offerRescue(path string) {
	if u.file != nil || u.locked != nil {
		u.dropCase()
	}
	u.open(func(u *UI) view { return newRescue(u, path) })
}

// restoreBackup opens the page for a file that is gone.
func (u *UI) restoreBackup() {
	u.leaveCase(func() {
		u.dropCase()
		u.whenClosed(func() { u.open(func(u *UI) view { return newRescue(u, "") }) })
	})
}

func (r *rescue) Content() fyne.CanvasObject { return r.page }
func (r *rescue) Close()                     { r.secret.SetText("") }

// Refresh shows the ways back.
func (r *rescue) Refresh() {
	title, sentence := say("Restore a backup"), say("It becomes a case file again. The backups stay as they are.")
	if r.path != "" {
		title, sentence = say("{{.Name}} is damaged", "Name", filepath.Base(r.path)), say("It may have been cut short while it was copied. It is left exactly as it was, and nothing is lost by looking.")
	}
	kids := []fyne.CanvasObject{pageHead(r.u, title, sentence), part.NewCard("", r.field), r.backups()}
	if r.path != "" {
		kids = append(kids, part.NewCard(say("Save what can be read"),
			part.Body(say("Whatever the damaged file still holds goes into a new file. A backup is better where there is one, because it is whole. You can do both.")),
			part.Line(1.5, part.Button(say("Save what can be read"), part.Outline, r.salvage))))
	}
	r.page.Set(kids...)
}

// backups is the card with the newest backup of each case file.
func (r *rescue) backups() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, g := range newestBackups(r.u.backupFolders()) {
		when := say("{{.Time}} on {{.Day}}", "Time", g.At.Local().Format("15:04"), "Day", dayOf(g.At))
		face := part.Stack(0.25, part.Strong(when), part.Quiet(say("Case file {{.Mark}}, in {{.Folder}}", "Mark", g.File[:8], "Folder", filepath.Dir(filepath.Dir(g.Path)))))
		rows = append(rows, part.Row(face, say("Restore the backup of {{.When}}", "When", when), func() { r.restore(g) }))
	}
	other := part.Button(say("Look in another folder"), part.Outline, r.lookElsewhere)
	if len(rows) == 0 {
		return part.NewCard(say("The newest backups"), part.Body(say("No backup was found on this computer.")).In(part.InkQuiet), part.Line(1.5, other))
	}
	return part.NewCard(say("The newest backups"), part.Rows(rows...), part.Line(1.5, other))
}

// newestBackups gives the newest backup of each case file in some folders.
func newestBackups(dirs []string) []casefile.Generation {
	var all, newest []casefile.Generation
	for _, dir := range dirs {
		some, _ := casefile.Generations(dir, "")
		all = append(all, some...)
	}
	slices.SortStableFunc(all, func(x, y casefile.Generation) int { return y.At.Compare(x.At) })
	for _, g := range all {
		if !slices.ContainsFunc(newest, func(n casefile.Generation) bool { return n.File == g.File }) {
			newest = append(newest, g)
		}
	}
	return newest
}

// lookElsewhere makes another folder the second place, and so looks there too.
func (r *rescue) lookElsewhere() {
	r.u.pickFolder(say("Where backups lie"), say("Choose the folder they were put in: on a stick, or in a cloud."), func(dir string) {
		r.u.app.Preferences().SetString(prefSecond, dir)
		r.Refresh()
	})
}

// key is what was typed: nothing, a recovery key or a passphrase.
func (r *rescue) key() casefile.Key {
	typed := r.secret.Text
	if strings.TrimSpace(typed) == "" {
		return casefile.NoPassphrase()
	}
	if spare := casefile.RecoveryKey(typed); spare.Fits() {
		return spare
	}
	return casefile.Passphrase(typed)
}

// wrong shows what is wrong with the key, and everything else as a message.
func (r *rescue) wrong(heading string, err error) {
	t := explain(err)
	if strings.TrimSpace(t.Details) == "" && isKeyTrouble(err) {
		r.field.Wrong(t.What + " " + t.Do)
		r.page.Reflow()
		r.u.win.Canvas().Focus(r.secret)
		return
	}
	r.u.showTrouble(heading, t, nil)
}

// restore restores a backup under the name of the damaged file, which is set aside, or under a free name.
func (r *rescue) restore(g casefile.Generation) {
	u, to, key, now := r.u, r.path, r.key(), r.u.now
	if to == "" {
		to = freeName(u.folder)
	}
	r.field.Wrong("")
	background(u, u.scope(), func(ctx context.Context) (casefile.Health, error) {
		return restoreInPlace(ctx, g, key, to, now)
	}, func(h casefile.Health, err error) {
		if err != nil {
			r.wrong(say("The backup could not be restored."), err)
			return
		}
		u.openRestored(to, key, h)
	})
}

// salvage saves what can be read into a new file and opens it.
func (r *rescue) salvage() {
	u, path, key, now := r.u, r.path, r.key(), r.u.now
	to := freePath(filepath.Dir(path), strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))+" (saved).casefile")
	r.field.Wrong("")
	background(u, u.scope(), func(ctx context.Context) (casefile.Salvaged, error) {
		return casefile.Salvage(ctx, path, key, to, now)
	}, func(s casefile.Salvaged, err error) {
		if err != nil {
			r.wrong(say("Nothing could be saved."), err)
			return
		}
		words := []string{say("It is in {{.Name}}. The damaged file is still there.", "Name", filepath.Base(to))}
		if len(s.Lost) > 0 {
			words = append(words, say("Lost:"))
		}
		u.ask(say("{{.Papers}} papers and {{.Records}} records were saved.", "Papers", s.Documents, "Records", s.Records), append(words, few(s.Lost, 12)...),
			answer{words: say("Open it"), do: func() { u.openWith(to, key, nil) }, main: true})
	})
}

// few gives the first of a list, and how many more there are.
func few(all []string, n int) []string {
	if len(all) <= n {
		return all
	}
	return append(slices.Clone(all[:n]), say("And {{.N}} more.", "N", len(all)-n))
}

// restoreInPlace restores a backup to a path. A damaged file that stands there is set aside first, and put back should the restore fail. It is called beside the window.
func restoreInPlace(ctx context.Context, g casefile.Generation, key casefile.Key, to string, now func() time.Time) (casefile.Health, error) {
	if _, err := os.Lstat(to); errors.Is(err, os.ErrNotExist) {
		return casefile.Restore(ctx, g, key, to)
	}
	aside, err := casefile.SetAside(to, now)
	if err != nil {
		return casefile.Health{}, err
	}
	h, err := casefile.Restore(ctx, g, key, to)
	if err != nil {
		return h, errors.Join(err, os.Rename(aside, to))
	}
	return h, nil
}

// isKeyTrouble tells whether an error is about the passphrase that was typed.
func isKeyTrouble(err error) bool {
	_, typed := errors.AsType[casefile.Problem](err)
	return typed || errors.Is(err, casefile.ErrWrongKey)
}
