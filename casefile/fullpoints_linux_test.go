package casefile

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

var fullPoints = flag.Int("fullpoints", 40, "at how many points the disk is full, and a sync fails")

func init() {
	for _, boast := range []bool{false, true} {
		name := map[bool]string{true: "boast"}[boast]
		childJobs[name+"fullat"] = func(path string) error { return childFailing(path, noRoom, boast) }
		childJobs[name+"syncat"] = func(path string) error { return childFailing(path, noSync, boast) }
	}
}

// childFailing saves until the disk fails it, and checks that nothing is written after that.
func childFailing(path string, fail func(f *File, at int) error, boast bool) error {
	f, err := Open(path, NoPassphrase(), time.Now)
	if err != nil {
		return err
	}
	fmt.Println("open")
	var at int
	if _, err := fmt.Sscan(os.Getenv("EHC_TEST_AT"), &at); err != nil {
		return err
	}
	if err := fail(f, at); err != nil {
		return err
	}
	first := saveOn(f, phaseNamed(os.Getenv("EHC_TEST_PHASE")), boast)
	before, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	second := saveRecord(f, 1)
	after, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	seen := f.View(func(tx *Tx) error { All[Entry](tx, ""); return nil })
	fmt.Println("stopped", errors.Is(first, ErrStopped), errors.Is(second, ErrStopped), string(before) == string(after), seen)
	return nil
}

// noRoom lets no file grow by more than at bytes beyond this one.
func noRoom(f *File, at int) error {
	info, err := os.Stat(f.path)
	if err != nil {
		return err
	}
	signal.Ignore(syscall.SIGXFSZ)
	most := uint64(info.Size()) + uint64(at)
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: most, Max: most})
}

// noSync makes every sync fail, some time from now: the kernel refuses the call, as it does for a disk that broke.
func noSync(_ *File, at int) error {
	filter := []unix.SockFilter{
		{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS}, // the number of the call
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: unix.SYS_FDATASYNC, Jt: 2},
		{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: unix.SYS_FSYNC, Jt: 1},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW},
		{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ERRNO | uint32(unix.EIO)},
	}
	go func() {
		runtime.LockOSThread()
		time.Sleep(time.Duration(at) * time.Microsecond)
		program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
		err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
		_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, unix.SECCOMP_FILTER_FLAG_TSYNC, uintptr(unsafe.Pointer(&program)))
		if err != nil || errno != 0 {
			fmt.Println("nofilter", err, errno)
			os.Exit(0)
		}
		select {}
	}()
	return nil
}

// failPoints runs a child at each point on a file of its own, and gives how often what it had said was not there.
func failPoints(t *testing.T, job string, points, most int) (wrong int) {
	t.Helper()
	for i := range points {
		t.Setenv("EHC_TEST_PHASE", phases[i%2].name)
		t.Setenv("EHC_TEST_AT", fmt.Sprint(rand.IntN(most)))
		f := newFile(t, NoPassphrase())
		put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: "before"})
		f.Close()
		c := startChild(t, job, f.Path())
		var said []string
		for c.lines.Scan() {
			said = append(said, c.lines.Text())
		}
		c.cmd.Wait()
		if len(said) == 0 {
			t.Fatal("the second program died")
		}
		seq, link, _ := lastSaid(said)
		end := said[len(said)-1]
		if strings.HasPrefix(end, "nofilter") {
			t.Skip("this kernel lets no program refuse its own syncs: " + end)
		}
		if end != "stopped true true true <nil>" {
			t.Errorf("point %d: the second program ends with %q", i, end)
		}
		if err := keptAll(f.Path(), seq, link); err != nil {
			wrong++
			t.Logf("point %d: %v", i, err)
		}
	}
	return wrong
}

func TestNothingIsLostWhereverTheDiskIsFull(t *testing.T) {
	if wrong := failPoints(t, "fullat", *fullPoints, 250_000); wrong > 0 {
		t.Errorf("%d of %d lost something", wrong, *fullPoints)
	}
}

func TestNothingIsLostWhicheverSyncFails(t *testing.T) {
	if wrong := failPoints(t, "syncat", *fullPoints, 100_000); wrong > 0 {
		t.Errorf("%d of %d lost something", wrong, *fullPoints)
	}
}

// The same points must see a program that speaks before it saves.
func TestTheFullDiskSeesABoaster(t *testing.T) {
	if wrong := failPoints(t, "boastfullat", 6, 250_000); wrong == 0 {
		t.Error("a program that reports before it saves lost nothing")
	}
}
