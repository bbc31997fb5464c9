package casefile

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var (
	kills = flag.Int("kills", 8, "how many processes to kill in each phase; the full count is 334")
	saves = flag.Int("saves", 25, "after how many saves a process is killed at the latest; the full count is 60 where saves are quick")
)

// killsOfOneFile is how many kills one file takes before a new one is begun: each is followed by a look through the whole file, which grows.
const killsOfOneFile = 40

// phase is something a program may be doing when it is killed. save does it once, for the n-th time.
type phase struct {
	name  string
	save  func(f *File, n int) error
	sound func(path string) error // what must hold of what lies beside the file after a kill; nil for nothing
}

// phases are those the kill loop goes through; a new way of writing the file adds a line.
var phases = []phase{
	{"records", saveRecord, nil},
	{"evidence", saveEvidence, nil},
	{"delete", saveDelete, nil},
	{"erase", saveErase, nil},
	{"backup", saveBackup, soundBackups},
	{"tidying", saveTidy, nil},
	{"migration", saveMigration, soundCopies},
}

func init() {
	childJobs["phase"] = func(path string) error { return childPhase(path, false) }
	childJobs["boastphase"] = func(path string) error { return childPhase(path, true) }
}

func saveRecord(f *File, n int) error {
	return f.Update(func(tx *Tx) error {
		_, err := Put(tx, Entry{Kind: EntryNote, On: day("2026-03-01").AddDays(n % 300), Said: fmt.Sprint("call ", n)})
		return err
	})
}

func saveEvidence(f *File, n int) error {
	return f.Update(func(tx *Tx) error {
		b, err := tx.Add(bytes.NewReader(randomBytes(1+rand.IntN(300_000))), "x")
		if err != nil {
			return err
		}
		_, err = Put(tx, paper(fmt.Sprint("Report ", n), b))
		return err
	})
}

// saveDelete adds an entry and deletes it the next time.
func saveDelete(f *File, n int) error {
	if n%2 == 0 {
		return saveRecord(f, n)
	}
	return f.Update(func(tx *Tx) error { return Delete[Entry](tx, All[Entry](tx, "")[0].ID) })
}

// saveErase adds a paper, deletes it the next time, and erases it the time after.
func saveErase(f *File, n int) error {
	switch n % 3 {
	case 0:
		return saveEvidence(f, n)
	case 1:
		return f.Update(func(tx *Tx) error { return Delete[Document](tx, All[Document](tx, "")[0].ID) })
	}
	return f.Update(func(tx *Tx) error { _, err := Purge(tx, f.now().AddDate(1, 0, 0)); return err })
}

// saveBackup adds a paper and backs the file up.
func saveBackup(f *File, n int) error {
	if err := saveEvidence(f, n); err != nil {
		return err
	}
	_, err := f.Backup(context.Background(), f.path+".safe", ReasonUse)
	return err
}

// soundBackups tells whether every generation that has its name is proven.
func soundBackups(path string) error {
	all, err := Generations(path+".safe", "")
	if err != nil {
		return err
	}
	f, err := Open(path, NoPassphrase(), clock())
	if err != nil {
		return err
	}
	defer f.Close()
	for _, g := range all {
		if err := prove(context.Background(), g.Path, filepath.Dir(g.Path), f.keys, nil); err != nil {
			return fmt.Errorf("a generation: %w", err)
		}
	}
	return nil
}

// saveTidy saves and erases, and tidies the file every fourth time.
func saveTidy(f *File, n int) error {
	if n%4 == 3 {
		if err := f.Tidy(context.Background(), nil); err != nil {
			return err
		}
	}
	return saveErase(f, n%4%3)
}

// saveMigration brings the file up from the first schema, with a step that changes every record of a child, and takes away the copy made before.
// The new schema may be read by this program, so that the parent can judge the file.
func saveMigration(f *File, n int) error {
	f.header.Schema, f.header.Read = 1, 1
	if err := f.bringUp(2, []stage{func(tx *Tx) error {
		for _, c := range All[Child](tx, "") {
			c.School = fmt.Sprint("School ", n)
			if _, err := Put(tx, c); err != nil {
				return err
			}
		}
		_, err := Put(tx, Child{Name: fmt.Sprint("Child ", n), School: fmt.Sprint("School ", n)})
		return err
	}}); err != nil {
		return err
	}
	copies, err := filepath.Glob(filepath.Join(filepath.Dir(f.path), "*before the update*"))
	for _, c := range copies {
		err = errors.Join(err, os.Remove(c))
	}
	return err
}

// openOld opens a file as one of the first schema, whatever saveMigration made of it.
func openOld(path string) (*File, error) {
	f := &File{path: path, now: time.Now}
	return f, f.open(func(h header) (*keys, error) {
		f.header.Schema = 1
		return h.unlock(NoPassphrase())
	})
}

// soundCopies tells whether the children are all at one school, and whether every whole copy made before a migration opens and is undamaged.
func soundCopies(path string) error {
	f, err := Open(path, NoPassphrase(), clock())
	if err != nil {
		return err
	}
	defer f.Close()
	schools := map[string]bool{}
	if err := f.View(func(tx *Tx) error {
		for _, c := range All[Child](tx, "") {
			schools[c.School] = true
		}
		return nil
	}); err != nil || len(schools) > 1 {
		return fmt.Errorf("the children are at %d schools after half a step: %w", len(schools), err)
	}
	copies, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*before the update*"))
	for _, c := range copies {
		err = errors.Join(err, proven(context.Background(), c, f.keys), os.Remove(c))
	}
	return err
}

// standing gives the sequence and end of the history, which cover everything that was saved.
func standing(f *File) (s state, err error) {
	err = f.View(func(tx *Tx) error { s = tx.state; return nil })
	return s, err
}

// childPhase saves for ever in the phase that EHC_TEST_PHASE names, and says where the history stands after each save. A boaster says it before.
func childPhase(path string, boast bool) error {
	f, err := openOld(path)
	if err != nil {
		return err
	}
	fmt.Println("open")
	return saveOn(f, phaseNamed(os.Getenv("EHC_TEST_PHASE")), boast)
}

func phaseNamed(name string) phase {
	for _, p := range phases {
		if p.name == name {
			return p
		}
	}
	return phase{name: name, save: func(*File, int) error { return fmt.Errorf("there is no phase %q", name) }}
}

// saveOn saves until it cannot, and gives that error.
func saveOn(f *File, p phase, boast bool) error {
	for n := 0; ; n++ {
		s, err := standing(f)
		if err != nil {
			return err
		}
		if boast {
			fmt.Println(s.Seq+1, "-")
		}
		if err := p.save(f, n); err != nil {
			return err
		}
		if s, err = standing(f); err != nil {
			return err
		}
		if !boast {
			fmt.Println(s.Seq, s.Link)
		}
	}
}

// lastSaid gives where a child said the history stands. A line cut off by the kill does not count.
func lastSaid(lines []string) (seq uint64, link string, saves int) {
	for _, line := range lines {
		var n uint64
		var end string
		if got, _ := fmt.Sscan(line, &n, &end); got == 2 && (len(end) == 64 || end == "-") {
			seq, link, saves = n, end, saves+1
		}
	}
	return seq, link, saves
}

// keptAll tells whether a file holds what was said of it, nothing but the one save more that was under way, and nothing damaged.
func keptAll(path string, seq uint64, link string) error {
	f, err := Open(path, NoPassphrase(), clock())
	if err != nil {
		return err
	}
	defer f.Close()
	s, err := standing(f)
	if err != nil {
		return err
	}
	if seq > 0 && (s.Seq < seq || s.Seq > seq+1) {
		return fmt.Errorf("it stands at %d, and %d was said to be saved", s.Seq, seq)
	}
	err = f.View(func(tx *Tx) error {
		_, end, err := tx.event(max(seq, 1))
		if err == nil && seq > 0 && link != "-" && end != link {
			err = fmt.Errorf("save %d is another than the one that was said", seq)
		}
		return err
	})
	if err != nil {
		return err
	}
	h, err := f.Verify(context.Background())
	if err == nil && len(h.Damaged) > 0 {
		err = fmt.Errorf("verify names %q", h.Damaged)
	}
	return err
}

// killPhase kills a child in a phase again and again. It gives how often the file was not as the child had said, and how many saves were said.
func killPhase(t *testing.T, job, name string, kills int) (wrong, said int) {
	t.Helper()
	t.Setenv("EHC_TEST_PHASE", name)
	for kills > 0 {
		n := min(kills, killsOfOneFile)
		w, s := killOneFile(t, job, name, n)
		wrong, said, kills = wrong+w, said+s, kills-n
	}
	return wrong, said
}

// killOneFile kills a child again and again on one file.
func killOneFile(t *testing.T, job, name string, kills int) (wrong, saved int) {
	t.Helper()
	f := newFile(t, NoPassphrase())
	f.Close()
	for range kills {
		c := startChild(t, job, f.Path())
		var said []string
		for range 1 + rand.IntN(*saves) {
			if c.lines.Scan() {
				said = append(said, c.lines.Text())
			}
		}
		time.Sleep(time.Duration(rand.IntN(4000)) * time.Microsecond)
		seq, link, n := lastSaid(append(said, c.kill()...))
		saved += n
		err := keptAll(f.Path(), seq, link)
		if sound := phaseNamed(name).sound; err == nil && sound != nil {
			err = sound(f.Path())
		}
		if err != nil {
			wrong++
			if job == "phase" {
				t.Errorf("after a kill: %v", err)
			}
		}
	}
	os.RemoveAll(filepath.Dir(f.Path())) // room for the next
	return wrong, saved
}

func TestAKillInAnyPhaseLosesNothing(t *testing.T) {
	for _, p := range phases {
		t.Run(p.name, func(t *testing.T) {
			_, saves := killPhase(t, "phase", p.name, *kills)
			if saves < *kills {
				t.Errorf("%d saves in %d kills", saves, *kills)
			}
			t.Logf("%d kills, %d saves acknowledged", *kills, saves)
		})
	}
}

// The same loop must see a program that speaks before it saves.
func TestTheKillsSeeABoaster(t *testing.T) {
	if wrong, saves := killPhase(t, "boastphase", "evidence", 12); wrong == 0 {
		t.Errorf("a program that reports before it saves lost none of %d", saves)
	}
}
