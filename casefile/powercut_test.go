package casefile

// The power-cut test. A recording of a session on a disk is replayed here up to any operation, the disk that a cut of the power may leave then
// is written out, and the case files on it are opened and judged. Flags of the tests that prove that saved means saved:
//
//	-powercuts n   disks to judge (300)
//	-fullpoints n  points at which the disk is full, or a sync fails (40)
//	-kills n       processes killed in each phase (8)
//	-damages n     damaged files of each sort (60)
//	-wrongkeys n   wrong data keys (10000)
//	-wrongwords n  wrong passphrases (2), about a second each
//	-disasters n   rehearsed disasters, each followed by a restore (60)
//	-tidy-kills n  kills inside a tidying (30)
//	-seed n        repeats the power cuts of a run that failed; without it the seed is drawn, and shown
//
// The full counts of the design: -powercuts 5000 -fullpoints 200 -kills 334 -damages 625 -wrongwords 50 -disasters 1000.
//
// The one command that records the session anew (Linux, root, /dev/fuse): go run -tags fuse ./casefile/internal/powercut/record

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ehccasefile/casefile/internal/powercut"
)

var (
	powercuts = flag.Int("powercuts", 300, "how many disks after a power cut to judge")
	seedFlag  = flag.Uint64("seed", 0, "the seed of a run to repeat; 0 draws one")
)

func init() { childJobs["session"] = childSession }

// luck gives the chance for a test and shows its seed.
func luck(t testing.TB) *rand.Rand {
	t.Helper()
	seed := *seedFlag
	if seed == 0 {
		seed = rand.Uint64()
	}
	t.Logf("-seed %d", seed)
	return rand.New(rand.NewPCG(seed, 1))
}

// session is what is done to two case files while the recorder writes down what it asks of the disk.
type session struct {
	dir  string
	acks *os.File
}

// childSession works in a folder and acknowledges each save in the file "acks" there: the name of the case file, its data key (so that the
// replay need not work out a passphrase), and the sequence and end of its history.
func childSession(dir string) error {
	acks, err := os.Create(filepath.Join(dir, "acks"))
	if err != nil {
		return err
	}
	s := session{dir, acks}
	return errors.Join(s.plain(), s.sealed(), acks.Close())
}

func (s session) ack(f *File) error {
	return f.View(func(tx *Tx) error {
		said := fmt.Sprintln(filepath.Base(f.path), hex.EncodeToString(f.keys.data), tx.state.Seq, tx.state.Link)
		_, err := s.acks.WriteAt([]byte(said), 0) // always there, because a write across two pages reaches the recorder as two
		return err
	})
}

func (s session) save(f *File, do func(tx *Tx) error) error {
	if err := f.Update(do); err != nil {
		return err
	}
	return s.ack(f)
}

func (s session) create(name string, key Key) (*File, error) {
	f, err := Create(filepath.Join(s.dir, name), key, clock())
	if err != nil {
		return nil, err
	}
	return f, s.ack(f)
}

// plain is the long life of a file without a passphrase.
func (s session) plain() error {
	f, err := s.create("plain.casefile", NoPassphrase())
	if err != nil {
		return err
	}
	err = errors.Join(s.entries(f, 12), s.papers(f, 200, 5_000, 40_000), s.changes(f), f.Close())
	if err != nil {
		return err
	}
	if f, err = Open(f.path, NoPassphrase(), clock()); err != nil {
		return err
	}
	return errors.Join(s.entries(f, 6), s.papers(f, 270_000, 1_000), s.deletes(f), s.entries(f, 4), f.Close())
}

// sealed is the short life of a file with a passphrase and a recovery key.
func (s session) sealed() error {
	f, err := s.create("sealed.casefile", Passphrase(testPassphrase))
	if err != nil {
		return err
	}
	err = s.entries(f, 2)
	if err == nil {
		_, err = f.AddRecoveryKey()
	}
	return errors.Join(err, s.ack(f), s.papers(f, 3_000), s.entries(f, 2), f.Close())
}

func (s session) entries(f *File, n int) error {
	for i := range n {
		err := s.save(f, func(tx *Tx) error {
			_, err := Put(tx, Entry{Kind: EntryNote, On: day("2026-03-01").AddDays(i), Said: strings.Repeat("They will write to us. ", 1+i)})
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s session) papers(f *File, sizes ...int) error {
	for _, n := range sizes {
		err := s.save(f, func(tx *Tx) error {
			b, err := tx.Add(bytes.NewReader(pattern(n, n)), "report")
			if err != nil {
				return err
			}
			_, err = Put(tx, paper(fmt.Sprint("Report ", n), b))
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// changes puts several records again in one commit.
func (s session) changes(f *File) error {
	return s.save(f, func(tx *Tx) error {
		for _, e := range All[Entry](tx, "")[:5] {
			e.Said += " And they did."
			if _, err := Put(tx, e); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s session) deletes(f *File) error {
	return s.save(f, func(tx *Tx) error {
		var err error
		for _, e := range All[Entry](tx, "")[:3] {
			err = errors.Join(err, Delete[Entry](tx, e.ID))
		}
		for _, d := range All[Document](tx, "")[:1] {
			err = errors.Join(err, Delete[Document](tx, d.ID))
		}
		return err
	})
}

func recording(t *testing.T) powercut.Log {
	t.Helper()
	f, err := os.Open("testdata/powercut.zst")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	l, err := powercut.Load(f)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// promise is one acknowledgement.
type promise struct {
	name, key, link string
	seq             uint64
}

func promises(t *testing.T, acks []string) (out []promise) {
	t.Helper()
	for _, ack := range acks {
		var p promise
		if _, err := fmt.Sscan(ack, &p.name, &p.key, &p.seq, &p.link); err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

// after is what a file must say after a cut: no less than the last that was acknowledged, and no more than the one being saved.
type after struct {
	key   string
	acked uint64
	links map[uint64]string
}

func (a after) check(path string) error {
	f, err := openWith(path, func(h header) (*keys, error) {
		data, err := hex.DecodeString(a.key)
		if err != nil {
			return nil, err
		}
		return newKeys(data, h.File)
	}, clock())
	if errors.Is(err, fs.ErrNotExist) && a.acked == 0 {
		return nil // it was not made yet
	}
	if err != nil {
		return err
	}
	defer f.Close()
	var s state
	if err := f.View(func(tx *Tx) error { s = tx.state; return nil }); err != nil {
		return err
	}
	if s.Seq < a.acked || s.Seq > a.acked+1 || s.Link != a.links[s.Seq] {
		return fmt.Errorf("it stands at %d, and %d was acknowledged", s.Seq, a.acked)
	}
	h, err := f.Verify(context.Background())
	if err == nil && len(h.Damaged) > 0 {
		err = fmt.Errorf("verify names %q", h.Damaged)
	}
	return err
}

// afterwards gives what each file must say when the first n promises were made.
func afterwards(all []promise, n int) map[string]*after {
	out := map[string]*after{}
	for i, p := range all {
		a := out[p.name]
		if a == nil {
			a = &after{key: p.key, links: map[uint64]string{}}
			out[p.name] = a
		}
		a.links[p.seq] = p.link
		if i < n {
			a.acked = p.seq
		}
	}
	return out
}

// cutPower judges one disk after a cut before operation at.
func cutPower(t *testing.T, l powercut.Log, at int, mode powercut.Mode, r *rand.Rand) error {
	t.Helper()
	dir := t.TempDir()
	disk := l.Cut(at, mode, r)
	for name, data := range disk {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var err error
	for name, a := range afterwards(promises(t, l.Acks()), len(l[:at].Acks())) {
		if wrong := a.check(filepath.Join(dir, name)); wrong != nil {
			err = errors.Join(err, fmt.Errorf("%s: %w", name, wrong))
		}
	}
	os.RemoveAll(dir) // thousands of them must not wait for the end of the test
	return err
}

func TestAPowerCutLosesNothingThatWasSaved(t *testing.T) {
	l, r := recording(t), luck(t)
	for i := range *powercuts {
		at, mode := r.IntN(len(l)+1), powercut.Mode(i%int(powercut.Modes))
		if err := cutPower(t, l, at, mode, r); err != nil {
			t.Errorf("cut %d, before operation %d of %d, mode %d: %v", i, at, len(l), mode, err)
		}
	}
	t.Logf("%d cuts over %d operations and %d saves, none lost", *powercuts, len(l), len(l.Acks()))
}

// The same cuts must see a program that forgets a sync, or they prove nothing.
func TestThePowerCutsSeeAForgottenSync(t *testing.T) {
	l := recording(t)
	nextIs := func(at int, kind powercut.Kind) bool { return at+1 < len(l) && l[at+1].Kind == kind }
	for _, row := range []struct {
		name string
		drop func(at int) bool
	}{
		{"every sync of a file", func(at int) bool { return l[at].Kind == powercut.Sync }},
		{"the sync before a save is acknowledged", func(at int) bool { return l[at].Kind == powercut.Sync && nextIs(at, powercut.Ack) }},
		{"the sync before the new state is named", func(at int) bool { return l[at].Kind == powercut.Sync && !nextIs(at, powercut.Ack) }},
		{"the sync of the folder", func(at int) bool { return l[at].Kind == powercut.SyncDir }},
	} {
		t.Run(row.name, func(t *testing.T) {
			r, without, lost := luck(t), l.Without(row.drop), 0
			if len(without) == len(l) {
				t.Fatal("there is none in the recording")
			}
			for i := range 200 {
				if cutPower(t, without, r.IntN(len(without)+1), powercut.Mode(1+i%int(powercut.Modes-1)), r) != nil {
					lost++
				}
			}
			if lost == 0 {
				t.Error("200 cuts lost nothing")
			}
			t.Logf("%d of 200 cuts lost something", lost)
		})
	}
}

// One sync forgotten once is seen too, by cuts right behind the save that went without it.
func TestThePowerCutsSeeOneForgottenSync(t *testing.T) {
	l, r := recording(t), luck(t)
	var syncs []int
	for i := range len(l) - 1 {
		if l[i].Kind == powercut.Sync && l[i+1].Kind == powercut.Ack {
			syncs = append(syncs, i)
		}
	}
	one := syncs[len(syncs)/2]
	without := l.Without(func(at int) bool { return at == one })
	if cutPower(t, without, one+1, powercut.Lose, r) == nil {
		t.Error("nothing was lost")
	}
	if err := cutPower(t, l, one+2, powercut.Lose, r); err != nil {
		t.Errorf("with the sync: %v", err)
	}
}
