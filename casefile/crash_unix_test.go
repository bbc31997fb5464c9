//go:build !windows

package casefile

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"testing"
	"time"
)

func init() { childJobs["full"] = childFull }

// childFull meets a disk that takes no more: the system refuses to let any file grow beyond a little more than this one.
func childFull(path string) error {
	f, err := Open(path, NoPassphrase(), time.Now)
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	signal.Ignore(syscall.SIGXFSZ)
	limit := syscall.Rlimit{Cur: uint64(info.Size()) + 50_000, Max: uint64(info.Size()) + 50_000}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	fmt.Println("open")
	big := f.Update(func(tx *Tx) error { _, err := tx.Add(bytes.NewReader(pattern(1_000_000, 1)), "big"); return err })
	small := f.Update(func(tx *Tx) error { _, err := Put(tx, Child{Name: "Leo"}); return err })
	fmt.Println(errors.Is(big, ErrStopped), errors.Is(small, ErrStopped))
	fmt.Println(f.View(func(tx *Tx) error { fmt.Println(len(All[Child](tx, ""))); return nil }))
	return f.Close()
}

func TestAFullDiskStopsWritingAndLosesNothing(t *testing.T) {
	f := newFile(t, NoPassphrase())
	put(t, f, Child{Name: "Maya"})
	f.Close()
	c := startChild(t, "full", f.Path())
	var said []string
	for c.lines.Scan() {
		said = append(said, c.lines.Text())
	}
	if got := strings.Join(said, "; "); got != "true true; 1; <nil>" {
		t.Errorf("the second program says %q", got)
	}
	c.cmd.Wait()
	g := openFile(t, f.Path(), NoPassphrase())
	if h := healthy(t, g); h.Records != 1 {
		t.Errorf("%d records", h.Records)
	}
	put(t, g, Child{Name: "Leo"})
}

// A sync client or a careless hand may empty the file while it is open (Windows does not allow it). Nothing can be saved then, but nothing may
// crash or hang either.
func TestAFileEmptiedUnderUs(t *testing.T) {
	f := newFile(t, NoPassphrase())
	addDocument(t, f, "Report", pattern(5000, 1))
	if err := os.Truncate(f.Path(), 0); err != nil {
		t.Fatal(err)
	}
	if err := f.View(func(tx *Tx) error { All[Document](tx, ""); return nil }); !errors.Is(err, ErrDamaged) {
		t.Errorf("View gives %v", err)
	}
	for range 2 {
		if err := f.Update(func(tx *Tx) error { _, err := Put(tx, Child{Name: "Maya"}); return err }); err == nil {
			t.Error("Update says it saved")
		}
	}
	f.Close()
}
