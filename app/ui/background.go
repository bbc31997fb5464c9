package ui

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"
)

// runner starts work beside the window and brings its end back to it. Tests run both inline.
type runner struct {
	start func(func())                         // runs off the Fyne goroutine
	post  func(func())                         // runs on the Fyne goroutine
	pause func(context.Context, time.Duration) // lets a moment pass in background work; less of it once ctx ends
	again func(time.Duration, func())          // runs on the Fyne goroutine, again and again
}

// threads is the runner of the real window: a goroutine, and fyne.Do.
func threads() runner {
	return runner{start: func(f func()) { go f() }, post: fyne.Do, again: every, pause: func(ctx context.Context, d time.Duration) {
		select {
		case <-ctx.Done():
		case <-time.After(d):
		}
	}}
}

// every runs f on the Fyne goroutine once in a while, as long as the program runs. It waits for each to end, so that a window that stood still has no pile of them to
// work off.
func every(d time.Duration, f func()) {
	go func() {
		for range time.Tick(d) {
			fyne.DoAndWait(f)
		}
	}()
}

// inline runs everything at once, for tests, which turn the clock themselves.
func inline() runner {
	now := func(f func()) { f() }
	return runner{start: now, post: now, again: func(time.Duration, func()) {}, pause: func(context.Context, time.Duration) {}}
}

// background runs work off the Fyne goroutine and then done on it. Work gets copies and touches no widget; a panic in it
// becomes an error. Once ctx is cancelled (its screen was closed) done is not called.
func background[T any](u *UI, ctx context.Context, work func(context.Context) (T, error), done func(T, error)) {
	u.busy++
	u.run.start(func() {
		result, err := attempt(ctx, work)
		u.run.post(func() {
			u.busy--
			if ctx.Err() == nil {
				done(result, err)
			}
			u.settled()
		})
	})
}

// post runs f on the Fyne goroutine; it is called from background work only (progress, a file's OnChange).
func (u *UI) post(f func()) { u.run.post(f) }

// attempt runs work, and makes an error of a panic.
func attempt[T any](ctx context.Context, work func(context.Context) (T, error)) (result T, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("something went wrong inside the program: %v", p)
		}
	}()
	return work(ctx)
}
