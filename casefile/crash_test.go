package casefile

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test binary be started again as a second program that works on a case file: EHC_TEST_CHILD says what it does.
func TestMain(m *testing.M) {
	if job := os.Getenv("EHC_TEST_CHILD"); job != "" {
		if err := childJobs[job](os.Getenv("EHC_TEST_FILE")); err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// childJobs are what a second program can be asked to do with a file.
var childJobs = map[string]func(path string) error{
	"hold":  childHold,
	"add":   func(path string) error { return childAdd(path, false) },
	"boast": func(path string) error { return childAdd(path, true) },
	"lock":  childLock,
}

// childHold keeps the file open until its input ends.
func childHold(path string) error {
	f, err := Open(path, NoPassphrase(), time.Now)
	if err != nil {
		return err
	}
	fmt.Println("open")
	io.Copy(io.Discard, os.Stdin)
	return f.Close()
}

// childLock works on a file with a passphrase, and locks it.
func childLock(path string) error {
	f, err := Open(path, Passphrase("correct horse"), time.Now)
	if err != nil {
		return err
	}
	work := func() error {
		return f.Update(func(tx *Tx) error { _, err := Put(tx, Child{Name: "Maya"}); return err })
	}
	if err := work(); err != nil {
		return err
	}
	fmt.Println("open")
	bufio.NewReader(os.Stdin).ReadString('\n')
	if err := f.Lock(); err != nil {
		return err
	}
	fmt.Println("locked")
	io.Copy(io.Discard, os.Stdin)
	return f.Close()
}

// childAdd adds documents for ever and prints each after it was kept; a boaster prints before.
func childAdd(path string, boast bool) error {
	f, err := Open(path, NoPassphrase(), time.Now)
	if err != nil {
		return err
	}
	fmt.Println("open")
	for {
		var d Document
		say := func() { fmt.Println(d.ID, d.Blob.SHA256) }
		err := f.Update(func(tx *Tx) error {
			b, err := tx.Add(bytes.NewReader(randomBytes(200_000+rand.IntN(600_000))), "x")
			if err != nil {
				return err
			}
			d, err = Put(tx, paper("Report", b))
			if boast {
				say()
			}
			return err
		})
		if err != nil {
			return err
		}
		if !boast {
			say()
		}
	}
}

// child is a running second program.
type child struct {
	cmd   *exec.Cmd
	lines *bufio.Scanner
	in    io.WriteCloser
}

func startChild(t *testing.T, job, path string) *child {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := &child{cmd: exec.Command(exe)}
	c.cmd.Env = append(os.Environ(), "EHC_TEST_CHILD="+job, "EHC_TEST_FILE="+path)
	out, err := c.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if c.in, err = c.cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	if err := c.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { c.cmd.Process.Kill(); c.cmd.Wait() })
	c.lines = bufio.NewScanner(out)
	if !c.lines.Scan() || c.lines.Text() != "open" {
		t.Fatalf("the second program says %q", c.lines.Text())
	}
	return c
}

// kill ends the child as a power cut would end a program, and gives what it still had said.
func (c *child) kill() (rest []string) {
	c.cmd.Process.Kill()
	for c.lines.Scan() {
		rest = append(rest, c.lines.Text())
	}
	c.cmd.Wait()
	return rest
}

func TestASecondProgramIsTold(t *testing.T) {
	f := newFile(t, NoPassphrase())
	f.Close()
	c := startChild(t, "hold", f.Path())
	if _, err := Open(f.Path(), NoPassphrase(), clock()); !errors.Is(err, ErrLocked) {
		t.Errorf("got %v, want ErrLocked", err)
	}
	c.in.Close()
	if err := c.cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	openFile(t, f.Path(), NoPassphrase())
}

func TestKillLosesNothingThatWasKept(t *testing.T) {
	lost, kept := killLoop(t, "add", 20)
	if lost > 0 || kept < 20 {
		t.Errorf("%d of %d documents reported as kept are lost", lost, kept)
	}
	t.Logf("20 kills, %d documents kept, none lost", kept)
}

// The same loop must see a program that speaks too early, or it proves nothing.
func TestKillLoopSeesABoaster(t *testing.T) {
	if lost, kept := killLoop(t, "boast", 10); lost == 0 {
		t.Errorf("a program that reports before it saves lost none of %d", kept)
	}
}

// killLoop kills a child that adds documents, again and again on one file, and counts what it had reported and is not there, or not right.
func killLoop(t *testing.T, job string, kills int) (lost, kept int) {
	t.Helper()
	f := newFile(t, NoPassphrase())
	f.Close()
	var said []string
	for range kills {
		c := startChild(t, job, f.Path())
		for range 1 + rand.IntN(3) {
			if c.lines.Scan() {
				said = append(said, c.lines.Text())
			}
		}
		time.Sleep(time.Duration(rand.IntN(8)) * time.Millisecond) // somewhere within the next commit
		said = append(said, c.kill()...)
		g := openFile(t, f.Path(), NoPassphrase())
		healthy(t, g)
		g.Close()
	}
	g := openFile(t, f.Path(), NoPassphrase())
	for _, line := range said {
		id, sum, ok := strings.Cut(line, " ")
		if !ok || len(sum) != 64 {
			continue // a line cut off by the kill
		}
		kept++
		if !stillKept(g, ID(id), sum) {
			lost++
		}
	}
	return lost, kept
}

// stillKept tells whether a document is there with the bytes it was reported with.
func stillKept(f *File, id ID, sum string) bool {
	err := f.View(func(tx *Tx) error {
		d, err := Get[Document](tx, id)
		if err != nil {
			return err
		}
		if d.Blob.SHA256 != sum {
			return ErrDamaged
		}
		_, err = tx.Read(d.Blob)
		return err
	})
	return err == nil
}
