package worker

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"
)

// good does a job that must work.
func (w *Worker) good(t *testing.T) {
	t.Helper()
	if c, err := w.Read(context.Background(), paperOf("", sheets(2))); err != nil || c.Pages != 2 {
		t.Errorf("a good paper gives %+v, %v", c, err)
	}
}

func TestWhatGoesWrongInTheChildStaysThere(t *testing.T) {
	w := start(t)
	for job, says := range map[string]string{
		"panic":   "a parser lost its way",
		"exit":    "exit status 7",
		"garbage": "could not be understood",
		"unknown": `no job is called "unknown"`,
	} {
		_, err := w.do(context.Background(), order{Job: job}, []byte("x"))
		if !errors.Is(err, ErrDied) || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", job, err)
		}
		w.good(t)
	}
	if got, err := w.do(context.Background(), order{Job: "chatter"}, []byte("x")); string(got) != "done" {
		t.Errorf("a job that prints gives %q, %v", got, err)
	}
}

func TestAKilledChildIsReplaced(t *testing.T) {
	w := start(t)
	w.good(t)
	w.child.cmd.Process.Kill()
	if _, err := w.Read(context.Background(), paperOf("", sheets(1))); !errors.Is(err, ErrDied) {
		t.Errorf("a killed child gives %v", err)
	}
	w.good(t)
}

func TestAChildIsReplacedAfterItsShareOfJobs(t *testing.T) {
	w := start(t)
	w.good(t)
	first := w.child
	w.jobs = jobsOfOneChild - 1
	w.good(t)
	w.good(t)
	if w.child == first || w.jobs != 1 {
		t.Errorf("after its share the child is the same: %v, with %d jobs", w.child == first, w.jobs)
	}
}

func TestCancelStopsAJobAtOnce(t *testing.T) {
	w := start(t)
	w.good(t)
	ctx, cancel := context.WithCancel(context.Background())
	time.AfterFunc(200*time.Millisecond, cancel)
	if _, err := w.Picture(ctx, slow(), 0, 72); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled job gives %v", err)
	}
	w.good(t)
}

func TestCloseEndsEverything(t *testing.T) {
	w := start(t)
	done := make(chan error)
	go func() {
		_, err := w.Picture(context.Background(), slow(), 0, 72)
		done <- err
	}()
	time.Sleep(200 * time.Millisecond)
	if err := w.Close(); err != nil {
		t.Error(err)
	}
	if err := <-done; err == nil {
		t.Error("the job that was at work gave no error")
	}
	if _, err := w.Read(context.Background(), paperOf("", sheets(1))); err == nil {
		t.Error("a closed worker works")
	}
	if err := w.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
}

func TestAWorkerEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	w, err := Start(ctx)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	cancel()
	if _, err := w.Read(context.Background(), paperOf("", sheets(1))); err == nil {
		t.Error("a worker whose context ended works")
	}
	if _, err := Start(ctx); err == nil {
		t.Error("a worker starts with a context that ended")
	}
}

func TestSeveralMayAskAtOnce(t *testing.T) {
	w := start(t)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { w.good(t) })
	}
	all.Wait()
}

func TestWithoutAFolderForCompiledCodeItStillWorks(t *testing.T) {
	w := start(t)
	w.drop()
	w.cache = strings.Repeat("x", 5000) // no system makes a folder of that name
	w.good(t)
}

func TestFramesRefuseWhatIsTooLong(t *testing.T) {
	var b bytes.Buffer
	if err := writeFrame(&b, order{Job: "read"}, []byte("12345")); err != nil {
		t.Fatal(err)
	}
	frame := b.Bytes()
	var o order
	if body, err := readFrame(bytes.NewReader(frame), &o, 5); err != nil || o.Job != "read" || string(body) != "12345" {
		t.Errorf("read %q %q, %v", o.Job, body, err)
	}
	if _, err := readFrame(bytes.NewReader(frame), &o, 4); !errors.Is(err, errFrame) {
		t.Errorf("a body over the limit gives %v", err)
	}
	if _, err := readFrame(bytes.NewReader(frame[:len(frame)-1]), &o, 5); !errors.Is(err, errFrame) {
		t.Errorf("a frame cut short gives %v", err)
	}
	if err := writeFrame(&b, answer{Say: strings.Repeat("x", maxHeader)}, nil); !errors.Is(err, errFrame) {
		t.Errorf("a header over the limit gives %v", err)
	}
}

func FuzzFrame(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x02\x00\x00\x00\x01{}x"))
	f.Add([]byte("\xff\xff\xff\xff\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var a answer
		body, err := readFrame(bytes.NewReader(b), &a, 1000)
		if err == nil && len(body) > 1000 {
			t.Errorf("a body of %d bytes", len(body))
		}
	})
}
