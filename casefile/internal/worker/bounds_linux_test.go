package worker

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// proc gives a file of the child in /proc.
func (w *Worker) proc(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", w.child.cmd.Process.Pid, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// peak is the most memory the child ever held, in megabytes.
func (w *Worker) peak(t *testing.T) int {
	t.Helper()
	_, rest, _ := strings.Cut(w.proc(t, "status"), "VmHWM:")
	kb, err := strconv.Atoi(strings.Fields(rest)[0])
	if err != nil {
		t.Fatal(err)
	}
	return kb >> 10
}

func TestTheChildKnowsNothingAndIsBounded(t *testing.T) {
	t.Setenv("EHC_PASSPHRASE", "a secret of the parent")
	w := start(t)
	if _, err := w.Read(context.Background(), paperOf("", sheets(1))); err != nil {
		t.Fatal(err)
	}
	if env := w.proc(t, "environ"); env != "" {
		t.Errorf("the child has an environment: %q", env)
	}
	if args := w.proc(t, "cmdline"); strings.Count(args, "\x00") != 2 {
		t.Errorf("the child was started as %q", args)
	}
	limits := w.proc(t, "limits")
	for name, most := range map[string]int{
		"Max data size": childData, "Max address space": childAddresses, "Max cpu time": childSeconds,
		"Max open files": childFiles, "Max file size": childFileSize, "Max core file size": 0,
	} {
		_, rest, _ := strings.Cut(limits, name)
		got, err := strconv.Atoi(strings.Fields(rest)[1])
		if err != nil || got > most {
			t.Errorf("%s is %d (%v), should be at most %d", name, got, err, most)
		}
	}
	for _, target := range w.openFiles(t) {
		if strings.HasPrefix(target, "/") && !strings.HasPrefix(target, "/dev/") && !strings.HasPrefix(target, "/sys/fs/cgroup/") {
			t.Errorf("the child holds %s open", target)
		}
	}
}

// openFiles gives what the child holds open; pipes and the like have no path.
func (w *Worker) openFiles(t *testing.T) []string {
	t.Helper()
	dir := fmt.Sprintf("/proc/%d/fd", w.child.cmd.Process.Pid)
	open, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var targets []string
	for _, f := range open {
		target, err := os.Readlink(filepath.Join(dir, f.Name()))
		if err != nil {
			t.Fatal(err)
		}
		targets = append(targets, target)
	}
	return targets
}

// blank is a white picture of any size that takes no memory.
type blank struct{ wide, high int }

// ColorModel, Bounds and At make it a picture.
func (blank) ColorModel() color.Model   { return color.NRGBAModel }
func (b blank) Bounds() image.Rectangle { return image.Rect(0, 0, b.wide, b.high) }
func (blank) At(int, int) color.Color   { return color.NRGBA{255, 255, 255, 255} }

func plainPNG(t *testing.T, wide, high int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&b, blank{wide, high}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestBombsDoNotFillTheChild(t *testing.T) {
	for name, job := range map[string]func(*Worker) error{
		"deflated":     func(w *Worker) error { _, err := w.Read(context.Background(), bomb()); return err },
		"saved afresh": func(w *Worker) error { _, err := w.Repair(context.Background(), bomb(), ""); return err },
		"drawn":        func(w *Worker) error { _, err := w.Picture(context.Background(), bomb(), 0, 72); return err },
		"a large picture": func(w *Worker) error {
			_, err := w.Ready(context.Background(), plainPNG(t, 9000, 9000), "png")
			return err
		},
		"boxes in boxes": func(w *Worker) error {
			mail := "From: a@b.example\nDate: Mon, 16 Mar 2026 12:00:00 +0000\nSubject: x\nContent-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\nx\n", 3_000_000)
			_, err := w.Ready(context.Background(), []byte(mail), "text")
			return err
		},
	} {
		w := start(t)
		err := job(w)
		if w.child == nil {
			t.Logf("%s: %v, and the child is gone", name, err)
			continue
		}
		t.Logf("%s: %v, %d MB at most", name, err, w.peak(t))
		if mb := w.peak(t); mb > 512 {
			t.Errorf("%s filled the child to %d MB", name, mb)
		}
	}
}

// A child that is stopped cannot even look at its own clock.
func TestAStoppedChildIsKilled(t *testing.T) {
	w := start(t)
	w.times = timing{warm: time.Second, step: time.Second}
	syscall.Kill(w.child.cmd.Process.Pid, syscall.SIGSTOP)
	if _, err := w.Read(context.Background(), paperOf("", sheets(1))); !errors.Is(err, ErrTooLong) {
		t.Errorf("a stopped child gives %v", err)
	}
	w.times = usual
	if _, err := w.Read(context.Background(), paperOf("", sheets(1))); err != nil {
		t.Errorf("the next job gives %v", err)
	}
}

func TestAMemoryLimitOfTheKernelIsSaidPlainly(t *testing.T) {
	w := start(t)
	if _, err := w.Read(context.Background(), paperOf("", sheets(1))); err != nil {
		t.Fatal(err)
	}
	limit := fmt.Sprintf("--data=%d", 64<<20)
	run(t, "prlimit", "--pid", strconv.Itoa(w.child.cmd.Process.Pid), limit)
	if _, err := w.Read(context.Background(), make([]byte, 150<<20)); !errors.Is(err, ErrTooLarge) {
		t.Errorf("a child out of memory gives %v", err)
	}
}

// The child must not outlive a parent that was killed, not even in the middle of a job that would take for ever.
func TestTheChildEndsWithItsParent(t *testing.T) {
	if os.Getenv("WORKER_PARENT") != "" {
		w := start(t)
		fmt.Printf("child %d\n", w.child.cmd.Process.Pid)
		w.Picture(context.Background(), slow(), 0, 72)
		return
	}
	parent := exec.Command(os.Args[0], "-test.run=^TestTheChildEndsWithItsParent$")
	parent.Env = append(os.Environ(), "WORKER_PARENT=1")
	out, err := parent.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := parent.Start(); err != nil {
		t.Fatal(err)
	}
	var child int
	if _, err := fmt.Fscanf(out, "child %d\n", &child); err != nil {
		t.Fatal(err)
	}
	time.Sleep(300 * time.Millisecond) // so that the job has begun
	if !running(child) {
		t.Fatal("the child ended by itself")
	}
	parent.Process.Kill()
	parent.Wait()
	for range 100 {
		if !running(child) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	syscall.Kill(child, syscall.SIGKILL)
	t.Error("the child was still running five seconds after its parent was killed")
}

// running tells whether a process lives; one that only waits to be buried does not.
func running(pid int) bool {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return false
	}
	_, rest, _ := strings.Cut(string(b), ") ")
	return !strings.HasPrefix(rest, "Z")
}
