package casefile

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
)

// made for this test
const killIdentity = "AGE-SECRET-KEY-1AQHHWVSY968CTM5NLR9TQFAJAUL07WK54CEGS7LCNSVMLCJLEDPSN85M62"

func killKeys() (Recipient, Opener) {
	id, err := age.ParseX25519Identity(killIdentity)
	if err != nil {
		panic(err)
	}
	return ToPublicKey(id.Recipient().String()), WithIdentities(strings.NewReader(killIdentity))
}

func init() {
	childJobs["travel"] = func(path string) error { return childTravel(path, WriteExport) }
	childJobs["scrawl"] = func(path string) error { return childTravel(path, scrawl) }
}

// scrawl writes an archive under its own name from the first byte on, as WriteExport does not.
func scrawl(ctx context.Context, f *File, name string, to Recipient) error {
	out, err := os.Create(name)
	if err != nil {
		return err
	}
	defer out.Close()
	return Export(ctx, f, slow{out}, to)
}

// slow writes as slowly as an old stick, so that a kill meets a half-written file on any machine.
type slow struct{ io.Writer }

// Write waits and writes.
func (s slow) Write(p []byte) (int, error) {
	time.Sleep(3 * time.Millisecond)
	return s.Writer.Write(p)
}

// childTravel sends a case out and takes it in for ever, always to new places beside it.
func childTravel(path string, send func(context.Context, *File, string, Recipient) error) error {
	f, err := Open(path, NoPassphrase(), time.Now)
	if err != nil {
		return err
	}
	fmt.Println("open")
	to, with := killKeys()
	for n := 0; ; n++ {
		base := fmt.Sprintf("%s-%d-%d", path, os.Getpid(), n)
		if err := send(context.Background(), f, base+".age", to); err != nil {
			return err
		}
		if err := ExportPlain(context.Background(), f, base+".plain"); err != nil {
			return err
		}
		data, err := os.ReadFile(base + ".age")
		if err != nil {
			return err
		}
		g, err := Import(context.Background(), bytes.NewReader(data), with, NewFile{base + ".casefile", NoPassphrase(), time.Now})
		if err != nil {
			return err
		}
		g.Close()
	}
}

func TestWhatAKilledJourneyLeavesIsWhole(t *testing.T) {
	bad, good := killTravel(t, "travel", 20)
	if bad > 0 || good < 5 {
		t.Errorf("%d things that look whole are not, %d are", bad, good)
	}
	t.Logf("20 kills, %d things made, all whole", good)
}

// The same loop must see an archive that is written in its place, or it proves nothing.
func TestKillingSeesAScrawl(t *testing.T) {
	if bad, good := killTravel(t, "scrawl", 20); bad == 0 {
		t.Errorf("none of %d things was found half-made", good)
	}
}

// killTravel kills a child on its journeys and looks at everything that has a final name.
func killTravel(t *testing.T, job string, kills int) (bad, good int) {
	t.Helper()
	f := newFile(t, NoPassphrase())
	sample(t, f)
	addDocument(t, f, "Big", pattern(3_000_000, 1))
	f.Close()
	for range kills {
		c := startChild(t, job, f.Path())
		time.Sleep(time.Duration(rand.IntN(300)) * time.Millisecond)
		c.kill()
	}
	_, with := killKeys()
	made, err := filepath.Glob(f.Path() + "-*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range made {
		if whole, known := wholeThing(t, name, with); whole {
			good++
		} else if known {
			bad++
		}
	}
	return bad, good
}

// wholeThing tells whether what has a final name is whole; known is false for what was still being made.
func wholeThing(t *testing.T, name string, with Opener) (whole, known bool) {
	t.Helper()
	switch filepath.Ext(name) {
	case ".age":
		s, err := Contents(context.Background(), bytes.NewReader(readBytes(t, name)), with)
		return err == nil && len(s.Troubles) == 0, true
	case ".casefile":
		g, err := Open(name, NoPassphrase(), clock())
		if err != nil {
			return false, true
		}
		defer g.Close()
		h, err := g.Verify(context.Background())
		return err == nil && len(h.Damaged) == 0 && h.Documents == 3, true
	case ".plain":
		files := filesIn(t, name)
		for line := range strings.Lines(string(files["hashes.txt"])) {
			if len(line) < 67 || sumOf(files[strings.TrimSpace(line[66:])]) != line[:64] {
				return false, true
			}
		}
		return len(files["hashes.txt"]) > 0, true
	}
	return false, false
}
