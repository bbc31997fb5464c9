package worker

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// child is the parent's end of one child process.
type child struct {
	cmd    *exec.Cmd
	in     io.WriteCloser
	out    *bufio.Reader
	said   *begin
	bounds io.Closer          // what bounds it from outside, on systems where the parent does that
	forget context.CancelFunc // stops waiting for the end of the worker's life
	late   atomic.Bool
	once   sync.Once
}

// startChild starts this program again as a child that has no environment, no open file but its pipes, and no folder of
// the user's as its own.
func startChild(life context.Context, cache string) (*child, error) {
	if err := life.Err(); err != nil {
		return nil, err
	}
	exe, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("start the reader: %w", err)
	}
	cmd := exec.Command(exe, argument)
	cmd.Env, cmd.Dir = []string{}, os.TempDir()
	hide(cmd)
	c := &child{cmd: cmd, said: &begin{}}
	cmd.Stderr = c.said
	if c.in, err = cmd.StdinPipe(); err != nil {
		return nil, fmt.Errorf("start the reader: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("start the reader: %w", err)
	}
	c.out = bufio.NewReader(out)
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the reader: %w", err)
	}
	if err := c.greet(cache); err != nil {
		return nil, err
	}
	life, c.forget = context.WithCancel(life)
	context.AfterFunc(life, c.kill)
	return c, nil
}

// greet bounds the child from outside and only then speaks to it: until hello it reads nothing else.
func (c *child) greet(cache string) error {
	var err error
	if c.bounds, err = boundFromOutside(c.cmd.Process); err == nil {
		err = writeFrame(c.in, hello{Cache: cache}, nil)
	}
	if err != nil {
		c.kill()
		return fmt.Errorf("start the reader: %w", err)
	}
	return nil
}

// do sends one job and waits for its answer, killing the child when its time is up or ctx ends.
func (c *child) do(ctx context.Context, o order, data [][]byte, t timing) ([]byte, answer, error) {
	stop := context.AfterFunc(ctx, c.kill)
	defer stop()
	clock := newClock(t, func() { c.late.Store(true); c.kill() })
	defer clock.stop()
	body, a, err := c.talk(o, data, clock)
	if err == nil {
		return body, a, nil
	}
	c.kill()
	return nil, answer{}, c.why(ctx, err)
}

// talk is the conversation of one job.
func (c *child) talk(o order, data [][]byte, clock *clock) ([]byte, answer, error) {
	if err := writeFrame(c.in, o, data...); err != nil {
		return nil, answer{}, err
	}
	for {
		var a answer
		body, err := readFrame(c.out, &a, maxAnswer)
		if err != nil {
			return nil, answer{}, err
		}
		if a.Going == "" {
			return body, a, nil
		}
		clock.heard(a)
	}
}

// why says in plain words what ended a child in the middle of a job.
func (c *child) why(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case c.late.Load():
		return ErrTooLong
	case errors.Is(err, errFrame) && !errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%w (its answer could not be understood)", ErrDied)
	case strings.Contains(c.said.String(), "out of memory") || strings.Contains(c.said.String(), "cannot allocate memory"):
		return fmt.Errorf("%w (it needs more memory than is safe)", ErrTooLarge)
	}
	return fmt.Errorf("%w (the reading process ended: %s)", ErrDied, c.cmd.ProcessState)
}

// kill ends the child and everything that belongs to it, and waits until it is gone. It may be called more than once.
func (c *child) kill() {
	c.once.Do(func() {
		if c.forget != nil {
			c.forget()
		}
		c.in.Close()
		c.cmd.Process.Kill()
		c.cmd.Wait()
		if c.bounds != nil {
			c.bounds.Close()
		}
	})
}

// clock calls late when a job made no headway for too long, or took too long as a whole.
type clock struct {
	t           timing
	step, whole *time.Timer
	pages       int
}

// newClock starts with the time for warming up, as nothing is heard before that.
func newClock(t timing, late func()) *clock {
	c := &clock{t: t, step: time.AfterFunc(t.warm, late), whole: time.AfterFunc(t.warm, late), pages: -1}
	return c
}

// heard gives the job its next step. The time for the whole starts with the first one, and is set once more when the
// number of pages is known.
func (c *clock) heard(a answer) {
	if a.Going == warming {
		c.step.Reset(c.t.warm)
		c.whole.Reset(c.t.warm)
		return
	}
	c.step.Reset(c.t.step)
	if a.Pages > c.pages {
		c.pages = a.Pages
		c.whole.Reset(c.t.whole(a.Pages))
	}
}

func (c *clock) stop() {
	c.step.Stop()
	c.whole.Stop()
}

// begin keeps the first bytes a child says on standard error, to tell an end for want of memory from another.
type begin struct {
	mu   sync.Mutex
	kept []byte
}

const beginLength = 4096

// Write keeps what still fits of p.
func (b *begin) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.kept = append(b.kept, p[:min(len(p), beginLength-len(b.kept))]...)
	return len(p), nil
}

// String gives what was kept.
func (b *begin) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return string(b.kept)
}
