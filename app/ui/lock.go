package ui

import (
	"context"
	"time"

	"ehccasefile/casefile"
)

// lock forgets the keys and everything that was read, and asks for the passphrase. What was begun is kept in the file before, sealed, and no longer in memory.
func (u *UI) lock() {
	file := u.file
	if !file.Sealed() {
		u.openPassphrase()
		return
	}
	u.closeOverlays()
	u.reading.end()
	u.reading.shut = true // until it is locked, so that nothing begins meanwhile
	u.clearSecret()
	u.passwords.forget()
	u.closeViews() // the forms hand over what they hold
	words, fresh := u.draftWords()
	u.locked, u.file, u.book, u.gone, u.news, u.sought = file, nil, &book{}, nil, news{}, ""
	clear(u.keptDrafts)
	u.drafts, u.keptDrafts, u.unkept = map[string]draft{}, nil, nil
	u.status.news, u.watch.trace = "", trace{} // it holds words
	u.showWelcome()
	u.open(func(u *UI) view { return newUnlock(u, file.Path(), u.unlock) })
	u.side.refresh() // it names the children, wherever it is
	u.status.refresh()
	u.showTray()
	u.watch.sweep = u.ran() + sweepAfter
	background(u, context.Background(), func(context.Context) ([]byte, error) {
		if fresh && file.KeepDraft(words) != nil {
			return words, file.Lock() // words that are kept nowhere stay in memory: to lose them would be worse
		}
		clear(words)
		return nil, file.Lock()
	}, u.lockEnded)
}

// sweep overwrites once more what a locked case left in memory: what is drawn is remembered for a minute, to be drawn quickly again. It waits while anything else is
// under way, for instance the passphrase being tried.
func (u *UI) sweep(ran time.Duration) {
	if u.watch.sweep == 0 || ran < u.watch.sweep || u.locked == nil || u.busy > 0 {
		return
	}
	u.watch.sweep, u.reading.shut = 0, true
	file := u.locked
	background(u, context.Background(), func(context.Context) ([]byte, error) { return nil, file.Lock() }, func(_ []byte, err error) {
		u.lockEnded(u.unkept, err)
	})
}

// lockEnded goes on once the keys are forgotten, or could not be.
func (u *UI) lockEnded(unkept []byte, err error) {
	u.reading.shut = false
	u.unkept = unkept
	u.reading.end()
	if err != nil {
		file := u.locked
		u.locked = nil
		u.enter(file, func() { u.fail(say("The case file could not be locked."), err) })
		return
	}
	if waits := u.whenLocked; waits != nil {
		u.whenLocked = nil
		waits()
	}
}

// unlock opens the locked case file again, where it was left.
func (u *UI) unlock(key casefile.Key, failed func(error)) {
	if u.reading.shut { // the passphrase was typed before the keys were forgotten
		u.whenLocked = func() { u.unlock(key, failed) }
		return
	}
	file := u.locked
	background(u, context.Background(), func(context.Context) (struct{}, error) {
		return struct{}{}, file.Unlock(key)
	}, func(_ struct{}, err error) {
		if err != nil {
			failed(err)
			return
		}
		unkept := u.unkept
		u.locked, u.unkept = nil, nil
		u.enter(file, func() { u.takeUpUnkept(unkept) })
	})
}

// takeUpUnkept takes up drafts that were held in memory while the file was locked.
func (u *UI) takeUpUnkept(words []byte) {
	if words == nil {
		return
	}
	clear(u.drafts)
	u.takeUpDrafts(words)
	u.keptDrafts = nil
	u.redraw()
}
