package casefile

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

var flips = flag.Int("flips", 150, "how many archives with one changed bit both readers are given")

// eventful is a sealed file in whose history everything was done that can be done.
func eventful(t *testing.T) *File {
	t.Helper()
	f := newFile(t, Passphrase(testPassphrase))
	put(t, f, Family{Name: "Okoro & Søn"})
	c := put(t, f, Child{Name: "Maya"})
	e := put(t, f, Entry{Head: Head{Child: c.ID}, Kind: EntryNote, On: day("2026-03-02"), Said: "quokka"})
	other := put(t, f, Entry{Head: Head{Child: c.ID}, Kind: EntryNote, On: day("2026-03-03"), Said: "They agreed."})
	put(t, f, Entry{Kind: EntryCall, On: day("2026-03-04"), Said: "They rang."})
	e.Said = "koala"
	e = put(t, f, e)
	must(t, f, func(tx *Tx) error { e.Said = "wombat"; _, err := Correct(tx, e, "A slip."); return err })
	must(t, f, func(tx *Tx) error { return DeleteFor[Entry](tx, e.ID, "Twice.") })
	remove[Entry](t, f, other.ID)
	must(t, f, func(tx *Tx) error { return Undelete(tx, "entry", e.ID) })
	put(t, f, Entry{Head: Head{ID: other.ID}, Kind: EntryNote, On: day("2026-03-03"), Said: "They did agree."}) // again, after it was deleted
	d := addDocument(t, f, "Report", pattern(700, 1))
	d.Child = c.ID
	put(t, f, d)
	addDocument(t, f, "The same, twice", pattern(700, 1))
	withPages(t, f, d.ID, "made pages")
	withPages(t, f, d.ID, "newer pages") // and the first are erased
	gone := addDocument(t, f, "Erased", pattern(900, 2))
	withPages(t, f, gone.ID, "pages that go with it")
	remove[Document](t, f, gone.ID)
	emptied(t, f, far(f))
	binned := addDocument(t, f, "In the bin", pattern(900, 3))
	withPages(t, f, binned.ID, "the secret of the bin")
	remove[Document](t, f, binned.ID)
	if _, err := f.AddRecoveryKey(); err != nil {
		t.Fatal(err)
	}
	if err := f.climb(1, 2, []stage{func(*Tx) error { return nil }}); err != nil {
		t.Fatal(err)
	}
	return f
}

// withPages keeps what was read from a document, with pages and a layer made from it.
func withPages(t *testing.T, f *File, of ID, words string) {
	t.Helper()
	must(t, f, func(tx *Tx) error {
		form, err := tx.Add(strings.NewReader("%PDF "+words), "pages")
		layer, err2 := tx.Add(strings.NewReader("layer of "+words), "layer")
		_, err3 := PutText(tx, Text{Document: of, Pages: []string{words}, Form: form, Layer: layer})
		return errors.Join(err, err2, err3)
	})
}

// python gives what testdata/read_archive.py says of archives, one object for each.
func python(t *testing.T, paths []string, args ...string) []map[string]any {
	t.Helper()
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("python3 is not installed, and the reader is written in it")
	}
	cmd := exec.Command("python3", append([]string{"testdata/read_archive.py"}, args...)...)
	cmd.Stdin = strings.NewReader(strings.Join(paths, "\n"))
	var loud bytes.Buffer
	cmd.Stderr = &loud
	out, err := cmd.Output()
	var left *exec.ExitError
	if err != nil && (!errors.As(err, &left) || left.ExitCode() != 1) || loud.Len() > 0 {
		t.Fatalf("the reader: %v\n%s", err, loud.String())
	}
	var said []map[string]any
	for d := json.NewDecoder(bytes.NewReader(out)); ; {
		var one map[string]any
		if err := d.Decode(&one); err == io.EOF {
			return said
		} else if err != nil {
			t.Fatal(err)
		}
		said = append(said, one)
	}
}

// ours gives what the program makes of the inside of an archive: nil where it is sound.
func ours(inside []byte) (Summary, error) {
	u, err := newUnpacker(context.Background(), bytes.NewReader(inside))
	for n := 0; err == nil && n < len(u.m.Files); {
		n, err = u.batch(n)
	}
	if err == nil {
		err = errors.Join(u.end(), u.sound())
	}
	return u.sum, err
}

func TestTheReaderAgreesOnSoundArchives(t *testing.T) {
	id, to, _ := travelKey(t)
	dir := t.TempDir()
	files := map[string]*File{"everything": eventful(t), "lived": lived(t, NoPassphrase()), "nobody": newFile(t, NoPassphrase())}
	seeds, _ := filepath.Glob("../seeds/*/manifest.json")
	for _, seed := range seeds {
		f := newFile(t, NoPassphrase())
		if err := Fill(f, os.DirFS(filepath.Dir(seed))); err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(filepath.Dir(seed))] = f
	}
	for name, f := range files {
		archive := exported(t, f, to)
		inside := insideOf(t, archive, id)
		path := filepath.Join(dir, name)
		write(t, path+".tar", inside)
		said := python(t, []string{path + ".tar"})[0]
		sum, err := ours(inside)
		if err != nil || said["sound"] != true {
			t.Fatalf("%s: the program says %v, the reader %v", name, err, said)
		}
		if said["family"] != sum.Family || said["papers"] != float64(sum.Papers) || said["bytes"] != float64(sum.Bytes) {
			t.Errorf("%s: the reader sees %v, the program %+v", name, said, sum)
		}
		if name == "everything" && len(said["done"].(map[string]any)) != len(shapes) {
			t.Errorf("the history holds only %v", said["done"])
		}
		if bytes.Contains(inside, []byte("secret of the bin")) || name == "everything" && !bytes.Contains(inside, []byte("newer pages")) {
			t.Errorf("%s: the words of a document in the bin travel, or those of another do not", name)
		}
		if _, err := exec.LookPath("age"); err != nil {
			t.Log("the program age is not installed, so the reader saw no sealed archive")
			continue
		}
		write(t, path+".age", archive)
		write(t, path+".key", []byte(id.String()+"\n"))
		if sealed := python(t, nil, path+".age", "--identity", path+".key")[0]; !reflect.DeepEqual(sealed, said) {
			t.Errorf("%s: sealed it is %v", name, sealed)
		}
	}
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// inside is an archive taken apart, to be damaged and put together again.
type inside struct {
	names    []string // in order
	data     map[string][]byte
	manifest map[string]any
	lines    []string // of the history
	padding  int      // of the closing, in bytes
}

func takenApart(t *testing.T, tar []byte) *inside {
	t.Helper()
	in := &inside{data: map[string][]byte{}, padding: tarClosing}
	for _, e := range entriesOf(t, tar) {
		in.names = append(in.names, e.Name)
		in.data[e.Name] = e.data
	}
	in.manifest = decoded[map[string]any](t, in.data[manifestName])
	in.lines = strings.Split(strings.TrimSuffix(string(in.data[historyName]), "\n"), "\n")
	return in
}

// tar puts it together as it is.
func (in *inside) tar() []byte {
	var b bytes.Buffer
	for _, name := range in.names {
		putTar(&b, part{archivedFile{Path: name, Size: int64(len(in.data[name]))}, writeBytes(in.data[name])})
	}
	b.Write(make([]byte, in.padding))
	return b.Bytes()
}

// listed makes the manifest list what is there.
func (in *inside) listed() *inside {
	var files []any
	for _, name := range in.names {
		if name != manifestName && name != endName {
			files = append(files, map[string]any{"path": name, "sha256": fullSum(in.data[name]), "size": len(in.data[name])})
		}
	}
	in.manifest["files"] = files
	return in
}

// closed writes the manifest and makes the end agree.
func (in *inside) closed() *inside {
	in.data[manifestName], _ = json.Marshal(in.manifest)
	return in.ended()
}

func (in *inside) ended() *inside {
	in.data[endName] = []byte(fullSum(in.data[manifestName]) + "\n")
	return in
}

// resealed does what a hand can do that seals an archive again: manifest and end agree with what is there.
func (in *inside) resealed() []byte { return in.listed().closed().tar() }

// rechained makes the history, too, agree with itself again.
func (in *inside) rechained() []byte {
	prev := ""
	for n, line := range in.lines {
		line = seqPattern.ReplaceAllString(line, fmt.Sprintf(`"seq":%d`, n+1))
		in.lines[n] = prevPattern.ReplaceAllString(line, `"prev":"`+prev+`"`)
		prev = fullSum([]byte(in.lines[n]))
	}
	in.manifest["history"] = map[string]any{"seq": len(in.lines), "link": prev}
	return in.written()
}

// written makes the history what the lines are, and seals the archive again.
func (in *inside) written() []byte {
	in.data[historyName] = []byte(strings.Join(in.lines, "\n") + "\n")
	return in.resealed()
}

// did adds an event with these changes to the history, behind all others.
func (in *inside) did(changes ...string) *inside {
	for _, c := range changes {
		in.lines = append(in.lines, `{"seq":0,"prev":"","at":"2026-03-17T09:00:00Z","changes":[`+c+`]}`)
	}
	return in
}

// with changes the bytes of one file.
func (in *inside) with(name, old, new string) *inside {
	if !bytes.Contains(in.data[name], []byte(old)) {
		panic(name + " does not hold " + old)
	}
	in.data[name] = bytes.Replace(in.data[name], []byte(old), []byte(new), 1)
	return in
}

// set changes the manifest.
func (in *inside) set(field string, to any) *inside {
	in.manifest[field] = to
	return in
}

// swap changes the places of two files.
func (in *inside) swap(a, b string) *inside {
	i, j := slices.Index(in.names, a), slices.Index(in.names, b)
	in.names[i], in.names[j] = b, a
	return in
}

// drop takes a file out.
func (in *inside) drop(name string) *inside {
	in.names = slices.DeleteFunc(in.names, func(n string) bool { return n == name })
	return in
}

// add puts a file behind another.
func (in *inside) add(after, name, data string) *inside {
	in.names = slices.Insert(in.names, slices.Index(in.names, after)+1, name)
	in.data[name] = []byte(data)
	return in
}

func (in *inside) original(n int) string {
	return in.names[2+n]
}

// TestTheReaderAgreesOnDamage gives the program and the reader the same damaged archives. Where only one of them refuses, the table says why.
func TestTheReaderAgreesOnDamage(t *testing.T) {
	id, to, _ := travelKey(t)
	whole := insideOf(t, exported(t, eventful(t), to), id)
	all := everyDamage(t, whole)
	r := rand.New(rand.NewPCG(5, 6))
	for range *flips {
		at, bit := r.IntN(len(whole)), byte(1)<<r.IntN(8)
		changed := bytes.Clone(whole)
		changed[at] ^= bit
		all = append(all, damage{fmt.Sprintf("bit %d of byte %d", bit, at), refuse, func(*inside) []byte { return changed }})
	}
	dir, paths, program := t.TempDir(), []string{}, []error{}
	for n, d := range all {
		tar := d.make(takenApart(t, whole))
		paths = append(paths, filepath.Join(dir, fmt.Sprint(n)))
		write(t, paths[n], tar)
		_, err := ours(tar)
		program = append(program, err)
	}
	for n, said := range python(t, paths) {
		d, want := all[n], wanted[all[n].want]
		if (program[n] == nil) != want.program || said["sound"] != want.reader {
			t.Errorf("%s: the program says %v, the reader %v; %s", d.name, program[n], said["why"], want.why)
		}
		if d.want == newer != errors.Is(program[n], ErrNewer) && d.want != unknown {
			t.Errorf("%s: the program says %v", d.name, program[n])
		}
	}
	t.Logf("%d archives, %d of them with one bit changed", len(all), *flips)
}

// damage is one way to change an archive.
type damage struct {
	name string
	want want
	make func(*inside) []byte
}

// want is what the two readers should say.
type want int

const (
	refuse  want = iota
	accept       // nothing is wrong, or nobody can know
	newer        // refused, and the program says that a newer version made it
	unknown      // refused by the program as newer; see wanted
	invalid      // see wanted
)

var wanted = map[want]struct {
	program, reader bool
	why             string
}{
	refuse:  {false, false, "both should refuse it"},
	accept:  {true, true, "both should take it for sound"},
	newer:   {false, false, "both should refuse it, the program with ErrNewer"},
	unknown: {false, true, "the program knows which fields each kind of record has; the description leaves them open, so that a reader need not be changed with each"},
	invalid: {false, true, "the program knows what cannot be in a case; the description leaves it open"},
}

// Where the history is broken, it is told once, and so is whose case it is.
func TestABrokenHistoryIsToldOnce(t *testing.T) {
	id, to, with := travelKey(t)
	whole := insideOf(t, exported(t, eventful(t), to), id)
	for name, torn := range map[string]func(in *inside) []byte{
		"its first line": func(in *inside) []byte {
			in.lines[0] = strings.Replace(in.lines[0], "2026", "2025", 1)
			return in.written()
		},
		"its beginning": func(in *inside) []byte { in.lines = in.lines[1:]; return in.written() },
	} {
		archive := sealedFor(t, torn(takenApart(t, whole)), to)
		s, err := Contents(context.Background(), bytes.NewReader(archive), with)
		if err != nil || len(s.Troubles) != 1 || !strings.Contains(s.Troubles[0], "The history of the case is broken") {
			t.Errorf("%s: %v, %q", name, err, s.Troubles)
		}
		if s.Family != "Okoro & Søn" || fmt.Sprint(s.Children) != "[Maya]" || s.Papers != 3 {
			t.Errorf("%s: the case is said to be %+v", name, s)
		}
		refused(t, name, archive, with)
	}
}
