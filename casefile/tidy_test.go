package casefile

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	bolt "go.etcd.io/bbolt"
)

var (
	tidyKills = flag.Int("tidy-kills", 30, "how often each tidying program is killed")
	tidyMega  = flag.Int("tidy-mb", 300, "megabytes of evidence in BenchmarkTidy")
)

func init() {
	childJobs["tidy"] = func(path string) error {
		return childTidy(path, func(f *File) error { return f.tidy(context.Background(), nil, false) })
	}
	childJobs["tidy closing"] = func(path string) error {
		return childTidy(path, func(f *File) error { return f.tidy(context.Background(), nil, true) })
	}
	childJobs["tidy careless"] = func(path string) error { return childTidy(path, careless) }
}

// bothWays runs a test for either way of putting the new file in the place of the old one.
func bothWays(t *testing.T, do func(t *testing.T, tidy func(*File) error)) {
	for name, closing := range map[string]bool{"open": false, "closing": true} {
		if !closing && closesToRename {
			continue
		}
		t.Run(name, func(t *testing.T) {
			do(t, func(f *File) error { return f.tidy(context.Background(), nil, closing) })
		})
	}
}

// holdings gives every key and value of an open file.
func holdings(t *testing.T, f *File) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := f.db.View(func(tx *bolt.Tx) error {
		return tx.ForEach(func(name []byte, b *bolt.Bucket) error {
			return b.ForEach(func(k, v []byte) error { out[string(name)+string(k)] = string(v); return nil })
		})
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// besides gives the names of the other files in the file's folder.
func besides(t *testing.T, path string) (names []string) {
	t.Helper()
	found, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range found {
		if e.Name() != filepath.Base(path) && e.Name() != filepath.Base(notice(path)) {
			names = append(names, e.Name())
		}
	}
	return names
}

func TestTidyKeepsEverything(t *testing.T) {
	bothWays(t, func(t *testing.T, tidy func(*File) error) {
		f := newFile(t, NoPassphrase())
		r := rand.New(rand.NewPCG(1, 2))
		want := map[ID]Entry{}
		for range 6 {
			for range 8 {
				must(t, f, func(tx *Tx) error { randomChange(t, tx, r, want); return nil })
				addDocument(t, f, "Report", pattern(1000+r.IntN(400_000), r.IntN(1000)))
			}
			before := holdings(t, f)
			if err := tidy(f); err != nil {
				t.Fatal(err)
			}
			after := holdings(t, f)
			if len(before) != len(after) {
				t.Fatalf("%d values became %d", len(before), len(after))
			}
			for k, v := range before {
				if after[k] != v {
					t.Fatal("a value is not what it was")
				}
			}
			put(t, f, Child{Name: "Maya"}) // it goes on with the new file
			compare(t, f, want)
			f = reopen(t, f, NoPassphrase())
			compare(t, f, want)
			healthy(t, f)
			if left := besides(t, f.Path()); len(left) != 0 {
				t.Errorf("left behind: %q", left)
			}
		}
	})
}

func TestTidyShrinksAndForgets(t *testing.T) {
	bothWays(t, func(t *testing.T, tidy func(*File) error) {
		f := newFile(t, NoPassphrase())
		keep := addDocument(t, f, "Kept", pattern(3_000_000, 1))
		d := addDocument(t, f, "Report", pattern(30_000_000, 2))
		if f.NeedsTidying() {
			t.Error("a full file needs tidying")
		}
		keys := chunksOf(t, f, d.Blob)
		var sealed []byte
		f.db.View(func(b *bolt.Tx) error {
			sealed = bytes.Clone(b.Bucket([]byte{bucketChunks}).Get(keys[0])[:64])
			return nil
		})
		remove[Document](t, f, d.ID)
		emptied(t, f, far(f))
		if free, total := f.Loose(); !f.NeedsTidying() || free < 25_000_000 || free > total {
			t.Errorf("%d of %d bytes are loose", free, total)
		}
		before := readBytes(t, f.Path())
		if !bytes.Contains(before, sealed) {
			t.Error("the erased bytes went by themselves, so this proves nothing")
		}
		if err := tidy(f); err != nil {
			t.Fatal(err)
		}
		after := readBytes(t, f.Path())
		if len(after)*2 > len(before) || bytes.Contains(after, sealed) || holdsAny(t, f, bucketChunks, keys) != 0 || f.NeedsTidying() {
			t.Errorf("%d bytes became %d; erased ones are in them: %v", len(before), len(after), bytes.Contains(after, sealed))
		}
		if _, err := f.Read(keep.Blob); err != nil {
			t.Error(err)
		}
		healthy(t, f)
	})
}

func TestTidyStopsWhenAsked(t *testing.T) {
	f := newFile(t, NoPassphrase())
	addDocument(t, f, "Report", pattern(20_000_000, 1))
	before := hashOf(t, f.Path())
	ctx, stop := context.WithCancel(context.Background())
	var told int
	err := f.Tidy(ctx, func(done, total int64) {
		if told++; told == 2 {
			stop()
		}
		if done > total {
			t.Errorf("%d of %d", done, total)
		}
	})
	if !errors.Is(err, context.Canceled) || told < 2 {
		t.Errorf("got %v after %d words", err, told)
	}
	if hashOf(t, f.Path()) != before || len(besides(t, f.Path())) != 0 {
		t.Errorf("something changed; beside it are %q", besides(t, f.Path()))
	}
	put(t, f, Child{Name: "Maya"})
	healthy(t, f)
}

func TestTidyRefusesADamagedFile(t *testing.T) {
	f := newFile(t, NoPassphrase())
	d := addDocument(t, f, "Report", pattern(5000, 1))
	keys := chunksOf(t, f, d.Blob)
	if err := f.db.Update(func(b *bolt.Tx) error { return b.Bucket([]byte{bucketChunks}).Delete(keys[0]) }); err != nil {
		t.Fatal(err)
	}
	before := hashOf(t, f.Path())
	if err := f.Tidy(context.Background(), nil); !errors.Is(err, ErrDamaged) || hashOf(t, f.Path()) != before {
		t.Errorf("got %v", err)
	}
	f.Close()
	if err := f.Tidy(context.Background(), nil); !errors.Is(err, ErrClosed) {
		t.Errorf("closed: %v", err)
	}
}

// Whoever reads or writes while it is tidied waits, and finds everything.
func TestTidyAmongReadersAndWriters(t *testing.T) {
	f := newFile(t, NoPassphrase())
	d := addDocument(t, f, "Report", pattern(500_000, 1))
	stop, done := make(chan bool), make(chan error, 4)
	for i := range 4 {
		go func() {
			for {
				select {
				case <-stop:
					done <- nil
					return
				default:
				}
				_, err := f.Read(d.Blob)
				if i == 0 {
					err = errors.Join(err, f.Update(func(tx *Tx) error { _, err := Put(tx, Child{Name: "Maya"}); return err }))
				}
				if err != nil {
					done <- err
					return
				}
			}
		}()
	}
	for range 5 {
		if err := f.Tidy(context.Background(), nil); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	for range 4 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	healthy(t, f)
}

func TestOpenFindsWhatTidySetAside(t *testing.T) {
	f := newFile(t, NoPassphrase())
	put(t, f, Child{Name: "Maya"})
	f.Close()
	path := f.Path()
	if err := os.Rename(path, path+tidyOld); err != nil {
		t.Fatal(err)
	}
	if _, err := Create(path, NoPassphrase(), clock()); !errors.Is(err, ErrExists) {
		t.Errorf("a new file takes its name: %v", err)
	}
	os.Rename(path, path+tidyOld)
	if needs, err := NeedsPassphrase(path); needs || err != nil {
		t.Error(needs, err)
	}
	if err := os.WriteFile(path+tidyOld, []byte("older"), 0o600); err != nil {
		t.Fatal(err)
	}
	g := openFile(t, path, NoPassphrase())
	if left := besides(t, path); len(all[Child](t, g, "")) != 1 || len(left) != 0 {
		t.Errorf("left behind: %q", left)
	}
}

// careless tidies as one might at first: it removes the old file, and then writes the new one, as slowly as an old stick, so that a kill meets it on
// any machine.
func careless(f *File) error {
	data, err := os.ReadFile(f.path)
	if err == nil {
		err = errors.Join(f.db.Close(), os.Remove(f.path))
		time.Sleep(200 * time.Millisecond)
		err = errors.Join(err, os.WriteFile(f.path, data, 0o600))
	}
	if err == nil {
		f.db, f.disk, err = openDB(f.path, os.O_RDWR)
	}
	return err
}

// childTidy adds a paper, says so, throws an older one away, tidies, and begins again, for ever.
func childTidy(path string, tidy func(*File) error) error {
	f, err := Open(path, NoPassphrase(), time.Now)
	if err != nil {
		return err
	}
	fmt.Println("open")
	var loose ID
	for {
		var d Document
		err := f.Update(func(tx *Tx) error {
			kept, err := tx.Add(bytes.NewReader(randomBytes(100_000)), "kept")
			if err != nil {
				return err
			}
			old, err := tx.Add(bytes.NewReader(randomBytes(400_000)), "loose")
			if err != nil {
				return err
			}
			d, err = Put(tx, paper("Kept", kept))
			e, looseErr := Put(tx, paper("Loose", old))
			loose = e.ID
			return errors.Join(err, looseErr)
		})
		if err != nil {
			return err
		}
		fmt.Println(d.ID, d.Blob.SHA256)
		err = f.Update(func(tx *Tx) error {
			_, err := Purge(tx, time.Now().Add(time.Hour))
			return errors.Join(Delete[Document](tx, loose), err)
		})
		if err = errors.Join(err, tidy(f)); err != nil {
			return err
		}
	}
}

// tidyLoop kills a tidying program at random moments, and counts what it had reported and is lost; inside counts the kills that left something
// half-made behind.
func tidyLoop(t *testing.T, job string, kills int) (lost, inside int) {
	t.Helper()
	f := newFile(t, NoPassphrase())
	addDocument(t, f, "Report", pattern(4_000_000, 1))
	f.Close()
	path := f.Path()
	said := map[string]bool{}
	for range kills {
		safe := readBytes(t, path)
		c := startChild(t, job, path)
		for range 1 + rand.IntN(2) {
			if c.lines.Scan() {
				said[c.lines.Text()] = true
			}
		}
		time.Sleep(time.Duration(rand.IntN(150)) * time.Millisecond) // a whole round, of which the tidying is the end
		for _, line := range c.kill() {
			said[line] = true
		}
		if len(besides(t, path)) > 0 {
			inside++
		}
		n := missing(t, path, said)
		if lost += n; n > 0 {
			clear(said)
			if err := os.WriteFile(path, safe, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	return lost, inside
}

// missing counts what was said to be kept and is not; a file that does not open has lost it all.
func missing(t *testing.T, path string, said map[string]bool) (n int) {
	t.Helper()
	f, err := Open(path, NoPassphrase(), time.Now)
	if err != nil {
		return max(1, len(said))
	}
	defer f.Close()
	if h, err := f.Verify(context.Background()); err != nil || len(h.Damaged) > 0 {
		n++
	}
	for line := range said {
		if id, sum, ok := strings.Cut(line, " "); ok && len(sum) == 64 && !stillKept(f, ID(id), sum) {
			n++
		}
	}
	return n
}

func TestKillInsideTidyLosesNothing(t *testing.T) {
	for _, job := range []string{"tidy", "tidy closing"} {
		if job == "tidy" && closesToRename {
			continue
		}
		lost, inside := tidyLoop(t, job, *tidyKills)
		if lost > 0 || inside == 0 {
			t.Errorf("%s: %d lost in %d kills, %d of them inside", job, lost, *tidyKills, inside)
		}
		t.Logf("%s: %d kills, %d left something half-made beside the file, none lost", job, *tidyKills, inside)
	}
}

// The same loop must see a tidying that is not safe, or it proves nothing.
func TestTidyLoopSeesACarelessOne(t *testing.T) {
	for range 5 {
		if lost, _ := tidyLoop(t, "tidy careless", 10); lost > 0 {
			return
		}
	}
	t.Error("a program that removes the old file first lost nothing in 50 kills")
}

// BenchmarkTidy says how much memory of its own a tidying takes at most; the mapped files are the system's to give and take.
func BenchmarkTidy(b *testing.B) {
	f := newFile(b, NoPassphrase())
	for i := range *tidyMega / 10 {
		addDocument(b, f, "Report", pattern(10_000_000, i))
	}
	var most uint64
	for b.Loop() {
		err := f.Tidy(context.Background(), func(int64, int64) {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.Sys-m.HeapReleased)
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(most)/1e6, "MB-memory")
	if _, err := os.Stat(f.Path()); errors.Is(err, fs.ErrNotExist) {
		b.Error("it is gone")
	}
}
