package casefile

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/google/go-cmp/cmp"
)

// travelKey gives a key pair for archives: quick to use, other than a passphrase.
func travelKey(t testing.TB) (*age.X25519Identity, Recipient, Opener) {
	t.Helper()
	id, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	return id, ToPublicKey(id.Recipient().String()), WithIdentities(strings.NewReader(id.String()))
}

// exported gives an archive's bytes.
func exported(t testing.TB, f *File, to Recipient) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Export(context.Background(), f, &b, to); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// insideOf gives the tar in an archive.
func insideOf(t testing.TB, archive []byte, id age.Identity) []byte {
	t.Helper()
	r, err := age.Decrypt(bytes.NewReader(archive), id)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func sealedFor(t testing.TB, plain []byte, to Recipient) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := age.Encrypt(&b, to.to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(plain); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func newPlace(t testing.TB) NewFile {
	return NewFile{filepath.Join(t.TempDir(), "new.casefile"), NoPassphrase(), clock()}
}

func imported(t testing.TB, archive []byte, with Opener) *File {
	t.Helper()
	f, err := Import(context.Background(), bytes.NewReader(archive), with, newPlace(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// lived is a file with a history: records that were changed and deleted, and a paper that two documents share.
func lived(t testing.TB, key Key) *File {
	t.Helper()
	f := newFile(t, key)
	recs := sample(t, f)
	e := recs["entry"].(Entry)
	e.Said = "quokka"
	put(t, f, e)
	e.Said = "She rang back."
	put(t, f, e)
	gone := addDocument(t, f, "withdrawn-wombat", pattern(9_000, 8))
	must(t, f, func(tx *Tx) error { return Delete[Document](tx, gone.ID) })
	addDocument(t, f, "Second copy", pattern(300_000, 3))
	addDocument(t, f, "Big scan", pattern(900_000, 5))
	return f
}

// stored gives every record's JSON as it is kept, by kind and id.
func stored(t testing.TB, f *File) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := f.View(func(tx *Tx) error {
		for _, kind := range kinds {
			rows, err := tx.rows(kind)
			if err != nil {
				return err
			}
			for n, r := range rows {
				raw, err := tx.loadRow(place{kind, ID(fmt.Sprintf("%x", r.id))}, r)
				if err != nil {
					return err
				}
				out[fmt.Sprintf("%s %d", kind, n)] = string(raw)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func sameCase(t testing.TB, a, b *File) {
	t.Helper()
	if diff := cmp.Diff(stored(t, a), stored(t, b)); diff != "" {
		t.Errorf("the records differ:\n%s", diff)
	}
	for _, d := range all[Document](t, a, "") {
		was, err := a.Read(d.Blob)
		is, err2 := b.Read(d.Blob)
		if err != nil || err2 != nil || !bytes.Equal(was, is) {
			t.Errorf("a paper differs: %v, %v", err, err2)
		}
	}
	healthy(t, b)
}

func TestACaseTravels(t *testing.T) {
	f := lived(t, Passphrase(testPassphrase))
	_, to, with := travelKey(t)
	archive := exported(t, f, to)
	g := imported(t, archive, with)
	sameCase(t, f, g)
	g = reopen(t, g, NoPassphrase())
	sameCase(t, f, g)
	put(t, g, Child{Name: "Leo"}) // the new file can be worked with
	sameInside := insideOf(t, exported(t, f, to), with.with[0])
	if !bytes.Equal(sameInside, insideOf(t, archive, with.with[0])) {
		t.Error("the same content gave another tar")
	}
}

func TestContents(t *testing.T) {
	f := lived(t, NoPassphrase())
	_, to, with := travelKey(t)
	s, err := Contents(context.Background(), bytes.NewReader(exported(t, f, to)), with)
	if err != nil {
		t.Fatal(err)
	}
	if s.Family != "Okoro" || fmt.Sprint(s.Children) != "[Maya]" || s.Papers != 2 || s.Bytes != 1_200_000 || s.Kinds["documents"] != 4 || s.Records != 14 ||
		s.Changes == 0 || s.Until.Before(s.From) || len(s.Troubles) > 0 {
		t.Errorf("%+v", s)
	}
}

func TestEverySeedTravels(t *testing.T) {
	dirs, err := filepath.Glob("../seeds/*/manifest.json")
	if err != nil || len(dirs) == 0 {
		t.Fatal("there are no seeds", err)
	}
	_, to, with := travelKey(t)
	for _, dir := range dirs {
		f := newFile(t, NoPassphrase())
		if err := Fill(f, os.DirFS(filepath.Dir(dir))); err != nil {
			t.Fatal(err)
		}
		sameCase(t, f, imported(t, exported(t, f, to), with))
	}
}

func TestAnArchiveWithAPassphrase(t *testing.T) {
	f := newFile(t, NoPassphrase())
	put(t, f, Family{Name: "Okoro"})
	name := filepath.Join(t.TempDir(), "case.age")
	if err := WriteExport(context.Background(), f, name, ToPassphrase("Zoë's four words")); err != nil {
		t.Fatal(err)
	}
	r, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	to := newPlace(t)
	if _, err := Import(context.Background(), r, WithPassphrase("zoë's four words"), to); !errors.Is(err, ErrArchiveKey) {
		t.Errorf("a wrong passphrase gives %v", err)
	}
	if names, _ := os.ReadDir(filepath.Dir(to.Path)); len(names) != 0 {
		t.Errorf("something was made: %v", names)
	}
	g, err := Import(context.Background(), r, WithPassphrase("Zoe\u0308's four words"), to) // another keyboard
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	sameCase(t, f, g)
	if before := hashOf(t, name); !errors.Is(WriteExport(context.Background(), f, name, ToPassphrase("x")), ErrExists) || hashOf(t, name) != before {
		t.Error("a file that was there is written over")
	}
	if _, err := Import(context.Background(), r, WithPassphrase("x"), to); !errors.Is(err, ErrExists) {
		t.Errorf("importing over a file gives %v", err)
	}
}

func TestKeysForArchives(t *testing.T) {
	f := newFile(t, NoPassphrase())
	for name, to := range map[string]Recipient{"empty": ToPassphrase(" "), "a slip": ToPublicKey("age1qqq"), "ssh": ToPublicKey("ssh-ed25519 AAAA")} {
		var b bytes.Buffer
		if err := Export(context.Background(), f, &b, to); !errors.As(err, new(Problem)) || b.Len() > 0 {
			t.Errorf("%s gives %v and %d bytes", name, err, b.Len())
		}
	}
	_, to, _ := travelKey(t)
	_, _, other := travelKey(t)
	archive := bytes.NewReader(exported(t, f, to))
	for name, row := range map[string]struct {
		with Opener
		want error
	}{"another's key": {other, ErrArchiveKey}, "a passphrase instead": {WithPassphrase("some words"), ErrArchiveKey}} {
		if _, err := Contents(context.Background(), archive, row.with); !errors.Is(err, row.want) {
			t.Errorf("%s gives %v", name, err)
		}
	}
	for _, with := range []Opener{WithPassphrase(""), WithIdentities(strings.NewReader("secret-canary"))} {
		_, err := Contents(context.Background(), archive, with)
		if !errors.As(err, new(Problem)) || strings.Contains(err.Error(), "canary") {
			t.Errorf("got %v", err)
		}
	}
	if _, err := Contents(context.Background(), strings.NewReader("PK\x03\x04 a zip"), other); !errors.Is(err, ErrNotArchive) {
		t.Errorf("a zip gives %v", err)
	}
}

// refused tells whether nothing at all comes of an archive, for the reason it should be.
func refused(t *testing.T, what string, archive []byte, with Opener) {
	t.Helper()
	to := newPlace(t)
	f, err := Import(context.Background(), bytes.NewReader(archive), with, to)
	if err == nil {
		f.Close()
		t.Errorf("%s: it was accepted", what)
		return
	}
	if !errors.Is(err, ErrArchiveDamaged) && !errors.Is(err, ErrArchiveKey) && !errors.Is(err, ErrNotArchive) && !errors.Is(err, ErrNewer) {
		t.Errorf("%s: got %v", what, err)
	}
	if names, _ := os.ReadDir(filepath.Dir(to.Path)); len(names) != 0 {
		t.Errorf("%s: something was made: %v", what, names)
	}
}

func TestCutOrChangedArchivesAreRefused(t *testing.T) {
	f := lived(t, NoPassphrase())
	id, to, with := travelKey(t)
	archive := exported(t, f, to)
	inside := insideOf(t, archive, id)
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 300 {
		at := r.IntN(len(archive))
		if n%3 == 0 {
			at = r.IntN(400) // the header
		}
		refused(t, fmt.Sprint("cut at ", at), archive[:at], with)
		flipped := bytes.Clone(archive)
		flipped[at] ^= byte(1 << r.IntN(8))
		refused(t, fmt.Sprint("flipped at ", at), flipped, with)
	}
	for range 60 { // by somebody who can seal again
		at := r.IntN(len(inside) - 1024)
		refused(t, fmt.Sprint("the inside cut at ", at), sealedFor(t, inside[:at], to), with)
	}
	imported(t, archive, with) // so it was not refused for another reason
}

// A hand that can seal an archive again changes one byte of what matters: content, not the spare room of a tar.
func TestAChangedInsideIsRefused(t *testing.T) {
	f := lived(t, NoPassphrase())
	id, to, with := travelKey(t)
	inside := insideOf(t, exported(t, f, to), id)
	r := rand.New(rand.NewPCG(3, 4))
	for name, spot := range spots(t, inside) {
		for range 4 {
			at := spot.from + r.IntN(spot.size)
			flipped := bytes.Clone(inside)
			flipped[at] ^= 1
			archive := sealedFor(t, flipped, to)
			refused(t, fmt.Sprintf("%s flipped at %d", name, at), archive, with)
			if s, err := Contents(context.Background(), bytes.NewReader(archive), with); err == nil && len(s.Troubles) == 0 {
				t.Errorf("%s flipped at %d is called sound", name, at)
			}
		}
	}
	imported(t, sealedFor(t, inside, to), with)
}

type spot struct{ from, size int }

// spots finds where each file's bytes lie in a tar.
func spots(t *testing.T, inside []byte) map[string]spot {
	t.Helper()
	out := map[string]spot{}
	r := bytes.NewReader(inside)
	for tr := tar.NewReader(r); ; {
		h, err := tr.Next()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		out[h.Name] = spot{len(inside) - r.Len(), int(h.Size)}
	}
}

// entries is the inside of an archive in pieces.
type tarEntry struct {
	tar.Header
	data []byte
}

func entriesOf(t *testing.T, inside []byte) (out []tarEntry) {
	t.Helper()
	for tr := tar.NewReader(bytes.NewReader(inside)); ; {
		h, err := tr.Next()
		if err == io.EOF {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(tr)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, tarEntry{*h, data})
	}
}

func joined(t *testing.T, entries []tarEntry) []byte {
	t.Helper()
	var b bytes.Buffer
	for _, e := range entries {
		w := tar.NewWriter(&b) // one for each, so that a header may claim more than follows
		if err := w.WriteHeader(&e.Header); err != nil {
			t.Fatal(err)
		}
		if e.Typeflag == tar.TypeReg {
			w.Write(e.data)
		}
		b.Write(make([]byte, -b.Len()&511))
	}
	b.Write(make([]byte, 1024))
	return b.Bytes()
}

func TestHostileArchivesAreRefused(t *testing.T) {
	f := lived(t, NoPassphrase())
	id, to, with := travelKey(t)
	inside := insideOf(t, exported(t, f, to), id)
	in := func(n int, e tarEntry) func([]tarEntry) []tarEntry {
		return func(all []tarEntry) []tarEntry { return append(all[:n:n], append([]tarEntry{e}, all[n:]...)...) }
	}
	file := func(name string, data string) tarEntry {
		return tarEntry{tar.Header{Name: name, Typeflag: tar.TypeReg, Size: int64(len(data)), Mode: 0o600}, []byte(data)}
	}
	for name, change := range map[string]func([]tarEntry) []tarEntry{
		"a way out":          in(1, file("../x", "x")),
		"an absolute name":   in(1, file("/etc/x", "x")),
		"a backslash":        in(1, file(`records\x.json`, "[]")),
		"a link":             in(1, tarEntry{tar.Header{Name: "originals/x", Typeflag: tar.TypeSymlink, Linkname: "/etc/passwd"}, nil}),
		"a hard link":        in(1, tarEntry{tar.Header{Name: "originals/x", Typeflag: tar.TypeLink, Linkname: "manifest.json"}, nil}),
		"a device":           in(1, tarEntry{tar.Header{Name: "originals/x", Typeflag: tar.TypeChar}, nil}),
		"a folder":           in(1, tarEntry{tar.Header{Name: "originals/", Typeflag: tar.TypeDir}, nil}),
		"a stranger's file":  in(1, file("readme.txt", "hello")),
		"a file at its end":  func(all []tarEntry) []tarEntry { return append(all, file("more", "x")) },
		"no end":             func(all []tarEntry) []tarEntry { return all[:len(all)-1] },
		"a missing file":     func(all []tarEntry) []tarEntry { return append(all[:3:3], all[4:]...) },
		"another order":      func(all []tarEntry) []tarEntry { all[2], all[3] = all[3], all[2]; return all },
		"a name twice":       func(all []tarEntry) []tarEntry { return append(all[:3:3], all[2:]...) },
		"a second manifest":  func(all []tarEntry) []tarEntry { return append(all[:1:1], all...) },
		"a claim of 1 GB":    func(all []tarEntry) []tarEntry { all[2].Size = 1 << 30; return all },
		"a manifest of 1 GB": func(all []tarEntry) []tarEntry { all[0].Size = 1 << 30; return all },
		"a name twice, listed": remanifest(t, func(m *manifest) {
			m.Files = append(m.Files, m.Files[len(m.Files)-1])
		}),
		"a way out, listed":    remanifest(t, func(m *manifest) { m.Files[1].Path = "originals/../../x" }),
		"a claim, listed":      remanifest(t, func(m *manifest) { m.Files[1].Size = 1 << 60 }),
		"a size below nothing": remanifest(t, func(m *manifest) { m.Files[1].Size = -1 }),
		"another history":      remanifest(t, func(m *manifest) { m.History.Link = strings.Repeat("0", 64) }),
		"a shorter history":    remanifest(t, func(m *manifest) { m.History.Seq-- }),
		"too few records":      remanifest(t, func(m *manifest) { m.Records["entries"]++ }),
		"a newer schema":       remanifest(t, func(m *manifest) { m.Schema++ }),
		"another format":       remanifest(t, func(m *manifest) { m.Format = "zip" }),
		"no history":           remanifest(t, func(m *manifest) { m.History = nil }),
	} {
		t.Run(name, func(t *testing.T) {
			refused(t, name, sealedFor(t, joined(t, change(entriesOf(t, inside))), to), with)
		})
	}
	imported(t, sealedFor(t, joined(t, entriesOf(t, inside)), to), with) // taking it apart and joining it is not what is refused
	imported(t, sealedFor(t, joined(t, remanifest(t, func(*manifest) {})(entriesOf(t, inside))), to), with)
}

// remanifest changes the manifest and makes the end agree.
func remanifest(t *testing.T, change func(*manifest)) func([]tarEntry) []tarEntry {
	return func(all []tarEntry) []tarEntry {
		m := decoded[manifest](t, all[0].data)
		change(&m)
		all[0].data = encoded(t, m)
		all[0].Size = int64(len(all[0].data))
		end := &all[len(all)-1]
		end.data = []byte(fullSum(all[0].data) + "\n")
		return all
	}
}

// A record whose file, manifest and end all agree, but which is not the one in the history.
func TestAForgedRecordIsNamed(t *testing.T) {
	f := lived(t, NoPassphrase())
	id, to, with := travelKey(t)
	inside := insideOf(t, exported(t, f, to), id)
	forge := func(old, new string) []byte {
		all := entriesOf(t, inside)
		for i := range all {
			if all[i].Name == "records/entries.json" {
				all[i].data = bytes.Replace(all[i].data, []byte(old), []byte(new), 1)
				all[i].Size = int64(len(all[i].data))
				sum, size := sumOf(all[i].data), all[i].Size
				all = remanifest(t, func(m *manifest) {
					for j := range m.Files {
						if m.Files[j].Path == "records/entries.json" {
							m.Files[j].SHA256, m.Files[j].Size = sum, size
						}
					}
				})(all)
			}
		}
		return sealedFor(t, joined(t, all), to)
	}
	imported(t, forge("She rang back.", "She rang back."), with)
	forged := forge("She rang back.", "She gave in.")
	refused(t, "a forged record", forged, with)
	s, err := Contents(context.Background(), bytes.NewReader(forged), with)
	if err != nil || len(s.Troubles) == 0 || !strings.Contains(s.Troubles[0], "Record 1 of the entries") || strings.Contains(fmt.Sprint(s.Troubles), "gave in") {
		t.Errorf("%v, %q", err, s.Troubles)
	}
	refused(t, "a record of a newer version", forge(`"kind":`, `"mood":"x","kind":`), with)
}

func TestAnArchiveShowsNoWords(t *testing.T) {
	f := lived(t, NoPassphrase())
	id, to, _ := travelKey(t)
	archive := exported(t, f, to)
	inside := insideOf(t, archive, id)
	for _, word := range []string{"Okoro", "Maya", "Hale", "Wexmoor", "She rang back", "Decision letter", "manifest.json", "2026-03-02"} {
		if bytes.Contains(archive, []byte(word)) {
			t.Errorf("%q can be read in it", word)
		}
		if !bytes.Contains(inside, []byte(word)) {
			t.Errorf("%q is not inside, so the test sees nothing", word)
		}
	}
	for _, word := range []string{"quokka", "wombat"} {
		if bytes.Contains(inside, []byte(word)) {
			t.Errorf("%q was deleted or changed, and travels", word)
		}
	}
}

// Whatever goes wrong while an archive is written, nothing has its name.
func TestAFailedExportLeavesNothing(t *testing.T) {
	f := lived(t, NoPassphrase())
	_, to, with := travelKey(t)
	dir := t.TempDir()
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if err := WriteExport(ctx, f, filepath.Join(dir, "x.age"), to); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	if names, _ := os.ReadDir(dir); len(names) != 0 {
		t.Errorf("left behind: %v", names)
	}
	if err := WriteExport(context.Background(), f, filepath.Join(dir, "no", "x.age"), to); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	archive := exported(t, f, to)
	for _, room := range []int{0, 100, len(archive) / 2, len(archive) - 1} {
		var short bytes.Buffer
		if err := Export(context.Background(), f, &narrow{&short, room}, to); err == nil {
			t.Errorf("a full disk after %d bytes is not told", room)
		}
		refused(t, "what a full disk left", short.Bytes(), with)
	}
}

// narrow is a disk with little room.
type narrow struct {
	w    io.Writer
	room int
}

func (n *narrow) Write(b []byte) (int, error) {
	if len(b) > n.room {
		k, _ := n.w.Write(b[:n.room])
		n.room = 0
		return k, errors.New("no room")
	}
	n.room -= len(b)
	return n.w.Write(b)
}

func TestAStoppedImportLeavesNothing(t *testing.T) {
	f := lived(t, NoPassphrase())
	_, to, with := travelKey(t)
	archive := exported(t, f, to)
	for _, reads := range []int{0, 3, 20, 30, 40, 50} {
		ctx, stop := context.WithCancel(context.Background())
		place := newPlace(t)
		_, err := Import(ctx, &stopping{bytes.NewReader(archive), reads, stop}, with, place)
		stop()
		if !errors.Is(err, context.Canceled) {
			t.Errorf("stopped after %d reads: %v", reads, err)
		}
		if names, _ := os.ReadDir(filepath.Dir(place.Path)); len(names) != 0 {
			t.Errorf("left behind: %v", names)
		}
	}
}

// stopping stops the work at its n-th read.
type stopping struct {
	io.ReadSeeker
	n    int
	stop func()
}

func (s *stopping) Read(b []byte) (int, error) {
	if s.n--; s.n < 0 {
		s.stop()
	}
	return s.ReadSeeker.Read(b)
}

// manyPapers is a case with so many papers of 1 MB.
func manyPapers(t testing.TB, n int) *File {
	t.Helper()
	f := newFile(t, NoPassphrase())
	put(t, f, Family{Name: "Okoro"})
	for i := range n {
		addDocument(t, f, fmt.Sprint("Paper ", i), append(pattern(1<<20, i), fmt.Sprint(i)...))
	}
	return f
}

// journey writes an archive and makes a file from it, and gives the most memory each took.
func journey(t testing.TB, f *File) (out, in uint64) {
	t.Helper()
	_, to, with := travelKey(t)
	name := filepath.Join(t.TempDir(), "x.age")
	var err error
	out = peak(func() { err = WriteExport(context.Background(), f, name, to) })
	if err != nil {
		t.Fatal(err)
	}
	r, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	var g *File
	in = peak(func() { g, err = Import(context.Background(), r, with, newPlace(t)) })
	if err != nil {
		t.Fatal(err)
	}
	sameCase(t, f, g)
	g.Close()
	return out, in
}

// However large a case is, little of it is in memory at once.
func TestAJourneyTakesLittleMemory(t *testing.T) {
	const room = 80 << 20
	f := manyPapers(t, 90)
	if out, in := journey(t, f); out > room || in > room {
		t.Errorf("exporting took %d MiB and importing %d", out>>20, in>>20)
	}
	_, to, _ := travelKey(t)
	if all := peak(func() { exported(t, f, to) }); all < room { // or the measure sees nothing
		t.Errorf("an archive held in memory is said to take %d MiB", all>>20)
	}
}

func BenchmarkTravelOf200Papers(b *testing.B) {
	f := manyPapers(b, 200)
	for b.Loop() {
		out, in := journey(b, f)
		b.ReportMetric(float64(out)/(1<<20), "MiB-export")
		b.ReportMetric(float64(in)/(1<<20), "MiB-import")
	}
}

// peak gives the most live memory seen while do runs.
func peak(do func()) uint64 {
	runtime.GC()
	done, most := make(chan bool), make(chan uint64)
	go func() {
		var high uint64
		for tick := time.Tick(5 * time.Millisecond); ; {
			select {
			case <-tick:
				high = max(high, liveHeap())
			case <-done:
				most <- high
				return
			}
		}
	}()
	do()
	close(done)
	return <-most
}

func liveHeap() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func decoded[T any](t *testing.T, text []byte) (v T) {
	t.Helper()
	if err := json.Unmarshal(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func encoded(t *testing.T, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// While an archive is imported, and where the program dies in the middle of it, no word of it lies on the disk in clear.
func TestImportingWritesNoPlainWords(t *testing.T) {
	words := []string{"Okoro", "Maya", "Wexmoor", "She rang back", "wombat-paper"}
	f := lived(t, NoPassphrase())
	addDocument(t, f, "Wombats", append([]byte("wombat-paper"), pattern(50_000, 9)...))
	_, to, with := travelKey(t)
	archive := exported(t, f, to)
	place := newPlace(t)
	place.Key = Passphrase(testPassphrase)
	dir, looks, files := filepath.Dir(place.Path), 0, 0
	g, err := Import(context.Background(), &looking{bytes.NewReader(archive), func() {
		looks++
		for name, data := range filesIn(t, dir) {
			files++
			for _, w := range words {
				if bytes.Contains(data, []byte(w)) {
					t.Errorf("%q lies in %s in clear", w, name)
				}
			}
		}
	}}, with, place)
	if err != nil {
		t.Fatal(err)
	}
	g.Close()
	if looks < 10 || files == 0 {
		t.Errorf("looked %d times at %d files, which shows nothing", looks, files)
	}
	inClear := filesIn(t, plainOf(t, f)) // and these words can be seen where they are in clear
	for _, w := range words {
		seen := false
		for _, data := range inClear {
			seen = seen || bytes.Contains(data, []byte(w))
		}
		if !seen {
			t.Errorf("%q is nowhere to be seen, so the test sees nothing", w)
		}
	}
}

// looking looks around at each read.
type looking struct {
	io.ReadSeeker
	look func()
}

func (l *looking) Read(b []byte) (int, error) {
	l.look()
	return l.ReadSeeker.Read(b)
}
