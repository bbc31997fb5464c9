package intake

import (
	"context"
	"sync"
	"time"

	"ehccasefile/casefile/internal/outside"
	"ehccasefile/casefile/internal/worker"
)

// bench keeps one worker warm between papers and previews, and lets it go when it was idle for a while.
type bench struct {
	mu    sync.Mutex
	w     *worker.Worker
	users int
	idle  *time.Timer

	office struct { // the LibreOffice of this computer, looked for once
		once  sync.Once
		found *outside.LibreOffice
	}
}

// libreOffice gives the computer's LibreOffice, nil where there is none. To ask it for its version takes a second or more, the first time.
func (b *bench) libreOffice(ctx context.Context) *outside.LibreOffice {
	b.office.once.Do(func() {
		b.office.found, _ = outside.FindLibreOffice(context.WithoutCancel(ctx)) // it bounds itself; one that does not run is none
	})
	return b.office.found
}

// idleFor is how long a worker without work is kept: long enough to leaf through a paper.
const idleFor = 2 * time.Minute

var reader bench

// Sweep removes what LibreOffice's work left on the disk if the program was ended in the middle of it. It is called once, when the program starts.
func Sweep() { outside.Sweep() }

// WorkerIfAsked serves as the bounded child process when the program was started as that, and then ends the program. It is the
// first line of main.
func WorkerIfAsked() { worker.IfAsked() }

// borrow gives the worker; each borrow needs a giveBack.
func (b *bench) borrow() (*worker.Worker, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.idle != nil {
		b.idle.Stop()
	}
	if b.w == nil {
		w, err := worker.Start(context.Background())
		if err != nil {
			return nil, err
		}
		b.w = w
	}
	b.users++
	return b.w, nil
}

func (b *bench) giveBack() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.users--; b.users == 0 {
		b.idle = time.AfterFunc(idleFor, b.rest)
	}
}

// rest lets an idle worker go.
func (b *bench) rest() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.users == 0 && b.w != nil {
		b.w.Close()
		b.w = nil
	}
}
