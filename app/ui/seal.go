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

// sealPage gives a case file a passphrase: a sealed copy is made and opened, and the old file can then be deleted.
type sealPage struct {
	u                      *UI
	page                   *part.Page
	fresh, again, place    *part.Entry
	freshF, againF, placeF *part.Field
	make                   *part.Press
}

func newSealPage(u *UI) view {
	s := &sealPage{u: u, fresh: part.NewSecret(say("The passphrase")), again: part.NewSecret(say("The same again")), place: part.NewEntry(say("Where to keep it"))}
	old := u.file.Path()
	s.place.SetText(freePath(filepath.Dir(old), strings.TrimSuffix(filepath.Base(old), filepath.Ext(old))+" (sealed).casefile"))
	s.freshF = part.NewField(say("The passphrase"), s.fresh, say("Three or four words that nobody would guess work well."))
	s.againF = part.NewField(say("The same again"), s.again, "")
	s.placeF = part.NewField(say("Where to keep it"), s.place, "")
	s.make = part.Button(say("Make the sealed copy (Ctrl+Enter)"), part.Main, s.Save)
	s.page = part.NewPage(pageHead(u, say("Give it a passphrase"),
		say("This case file has no passphrase. Anybody who can use this computer, or who finds a copy of the file, can read everything in it.")),
		part.NewCard("", part.Body(say("A sealed copy is made, with everything in it. The file you have stays until you delete it.")),
			s.freshF, s.againF, s.placeF, part.Line(1.5, s.make, part.Button(say("Choose a folder…"), part.Outline, s.chooseFolder))))
	return s
}

func (s *sealPage) Content() fyne.CanvasObject { return s.page }
func (s *sealPage) Refresh()                   { s.page.Refresh() }
func (s *sealPage) Focus() fyne.Focusable      { return s.fresh }

// chooseFolder looks through the folders and keeps the name.
func (s *sealPage) chooseFolder() { s.u.chooseFolderFor(s.place, s.placeF) }

// Close forgets the passphrase.
func (s *sealPage) Close() {
	s.fresh.SetText("")
	s.again.SetText("")
}

func (s *sealPage) check() bool {
	s.freshF.Wrong(sayIf(len([]rune(s.fresh.Text)) < shortestSecret, "Use at least 8 letters."))
	s.againF.Wrong(sayIf(s.fresh.Text != s.again.Text, "The two are not the same. Type them again."))
	s.placeF.Wrong(sayIf(!filepath.IsAbs(strings.TrimSpace(s.place.Text)), "Write the whole path, with the folder it lies in."))
	s.page.Reflow()
	for _, f := range []*part.Field{s.freshF, s.againF, s.placeF} {
		if f.IsWrong() {
			s.u.win.Canvas().Focus(f.First())
			return false
		}
	}
	return true
}

// Save makes the copy and goes on with it.
func (s *sealPage) Save() {
	if s.make.Off || !s.check() {
		return
	}
	s.make.Allow(false)
	s.make.Rename(say("Making it…"))
	u, old, path, key, now := s.u, s.u.file, strings.TrimSpace(s.place.Text), casefile.Passphrase(s.fresh.Text), s.u.now
	background(u, u.scope(), func(ctx context.Context) (made, error) {
		return sealedCopy(ctx, old, path, key, now)
	}, func(m made, err error) {
		s.make.Allow(true)
		s.make.Rename(say("Make the sealed copy (Ctrl+Enter)"))
		if err != nil {
			u.fail(say("The sealed copy was not made."), err)
			return
		}
		u.remember(path)
		u.enter(m.file, func() {
			u.open(func(u *UI) view { return newRecovery(u, m.recovery) })
			u.offerToDelete(old.Path())
		})
	})
}

// Busy says that the copy is being made.
func (s *sealPage) Busy() string {
	return sayIf(s.make.Off, "The sealed copy is still being made. If you go on, it is not made, and the file you have stays as it is.")
}

// sealedCopy makes the copy, opens it and gives it a recovery key. It is called beside the window.
func sealedCopy(ctx context.Context, old *casefile.File, path string, key casefile.Key, now func() time.Time) (m made, err error) {
	if err := old.CopySealed(ctx, path, key); err != nil {
		return m, err
	}
	if m.file, err = casefile.Open(path, key, now); err != nil {
		return m, err
	}
	m.recovery, err = m.file.AddRecoveryKey()
	return m, err
}

// offerToDelete offers to delete the file that needs no passphrase, now that everything is in the sealed one.
func (u *UI) offerToDelete(old string) {
	u.ask(say("Delete the file without a passphrase?"),
		[]string{say("Everything is in the sealed file now, and it was checked. {{.Name}} can still be read by anybody who finds it.", "Name", filepath.Base(old))},
		answer{words: say("Delete it"), do: func() {
			if err := os.Remove(old); err != nil {
				u.fail(say("The old file could not be deleted."), err)
				return
			}
			u.status.say(say("The file without a passphrase is deleted"))
		}},
		answer{words: say("Keep it for now"), main: true})
}
