package outside

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// errand is one run of a program.
type errand struct {
	path string // whole
	args []string
	in   []byte
	env  []string
	dir  string        // where it runs: a folder that holds nothing of the user's
	time time.Duration // then it is killed
	most int           // bytes of standard output
}

// run runs a program to its end and gives what it wrote on standard output. The program and all it started are gone when run
// returns, whatever happened.
func (e errand) run(ctx context.Context) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	cmd := exec.Command(e.path, e.args...)
	cmd.Env, cmd.Dir = e.env, e.dir
	out, said := &kept{most: e.most}, &kept{most: sayBytes}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(e.in), out, said
	cmd.WaitDelay = time.Second // for a grandchild that holds the pipes open although it was killed
	setOff(cmd)
	tied := newTie(cmd)
	defer tied.close()
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("%w (it does not start: %v)", ErrFailed, err)
	}
	tied.fasten(cmd.Process.Pid)
	held, err := leash(cmd.Process)
	if err != nil {
		cmd.Process.Kill()
		cmd.Wait()
		return nil, fmt.Errorf("%w (it cannot be bounded: %v)", ErrFailed, err)
	}
	var late atomic.Bool
	out.whenFull(held.kill)
	stop := context.AfterFunc(ctx, held.kill)
	clock := time.AfterFunc(e.time, func() { late.Store(true); held.kill() })
	err = cmd.Wait()
	clock.Stop()
	stop()
	held.close()
	return out.bytes(), e.why(ctx, outcome{err, late.Load(), out.isFull(), said.bytes()})
}

// outcome is how a run ended.
type outcome struct {
	err        error
	late, full bool
	said       []byte
}

// why puts the end of a run in words; nil for a good one.
func (e errand) why(ctx context.Context, o outcome) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case o.late:
		return ErrTooLong
	case o.full:
		return fmt.Errorf("%w (it said too much)", ErrTooLarge)
	case o.err != nil:
		return fmt.Errorf("%w (%v%s)", ErrFailed, o.err, lastLine(o.said))
	}
	return nil
}

// lastLine is the last thing a program complained of, made safe to show.
func lastLine(said []byte) string {
	lines := strings.Split(strings.TrimSpace(strings.ToValidUTF8(string(said), "")), "\n")
	last := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, lines[len(lines)-1])
	if last == "" {
		return ""
	}
	return ": " + last[:min(len(last), 200)]
}

// kept keeps the first bytes written to it. Once it is full it calls over, if that is set, and throws the rest away.
type kept struct {
	mu   sync.Mutex
	b    []byte
	most int
	full bool
	over func()
}

// Write keeps what still fits of p.
func (k *kept) Write(p []byte) (int, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	fits := min(len(p), k.most-len(k.b))
	k.b = append(k.b, p[:fits]...)
	if fits < len(p) && !k.full {
		k.full = true
		if k.over != nil {
			go k.over()
		}
	}
	return len(p), nil
}

// whenFull has f called once there is more than fits.
func (k *kept) whenFull(f func()) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.over = f
	if k.full {
		go f()
	}
}

func (k *kept) bytes() []byte {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.b
}

func (k *kept) isFull() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.full
}
