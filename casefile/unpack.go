package casefile

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"

	"filippo.io/age"
)

// What an archive may hold at most. A stranger may have made it.
const (
	maxArchiveFiles = 100_000
	maxArchiveBytes = 256 << 30
	maxTroubles     = 100     // told at most; one is enough to refuse it
	batchBytes      = 8 << 20 // of papers in one commit: bbolt holds a commit in memory
)

// unpacker reads an archive from its first byte to its last and checks all of it: against its manifest, against its history and against what
// this program knows of a case. Where it is given a transaction, it keeps what it reads. What is wrong with the archive as a whole (it was
// altered, cut short, is for another key) is an error; what is wrong with one thing in it is noted, so that all can be told at once.
type unpacker struct {
	ctx   context.Context
	tx    *Tx // nil while it only looks
	m     manifest
	text  []byte // of the manifest
	tar   tarReader
	chain chain
	torn  bool // the history is broken, and tells nothing of what should be there
	put   map[place]bool
	sizes map[string]int64 // of the originals met
	named map[string]bool  // the originals that a record names
	sum   Summary
	newer bool // something in it was made by a newer version of this program
}

// archiveDamage makes an error one about the archive, keeping what it says.
func archiveDamage(err error) error { return fmt.Errorf("%w (%v)", ErrArchiveDamaged, err) }

// trouble notes one thing that is wrong.
func (u *unpacker) trouble(err error, format string, args ...any) {
	u.newer = u.newer || errors.Is(err, ErrNewer)
	if len(u.sum.Troubles) < maxTroubles {
		u.sum.Troubles = append(u.sum.Troubles, fmt.Sprintf(format, args...))
	}
}

// unpack opens the archive and reads its manifest; batches then reads the rest.
func unpack(ctx context.Context, archive io.ReadSeeker, with Opener) (*unpacker, error) {
	if with.err != nil {
		return nil, with.err
	}
	if _, err := archive.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	sealed := bufio.NewReaderSize(untilDoneReader{ctx, archive}, 64<<10)
	if err := sniff(sealed); err != nil {
		return nil, err
	}
	plain, err := age.Decrypt(sealed, with.with...)
	if err != nil {
		return nil, sayUnlock(err)
	}
	return newUnpacker(ctx, plain)
}

// newUnpacker begins to read the tar inside an archive.
func newUnpacker(ctx context.Context, plain io.Reader) (*unpacker, error) {
	u := &unpacker{ctx: ctx, tar: tarReader{from: plain}, chain: newChain(), put: map[place]bool{}, sizes: map[string]int64{}, named: map[string]bool{}}
	u.sum.Kinds = map[string]int{}
	return u, u.manifest()
}

// sniff tells an age file from any other before it is called damaged.
func sniff(r *bufio.Reader) error {
	const first = "age-encryption.org/v1\n"
	if start, err := r.Peek(len(first)); err != nil || string(start) != first {
		if err != nil && err != io.EOF {
			return err
		}
		return ErrNotArchive
	}
	return nil
}

// untilDoneReader reads until its context ends.
type untilDoneReader struct {
	ctx  context.Context
	from io.Reader
}

// Read reads, or gives why the context ended.
func (u untilDoneReader) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.from.Read(p)
}

// broken tells what an error of reading means: that the person stopped it, that the disk failed, or that the archive is not whole.
func (u *unpacker) broken(err error) error {
	var disk *fs.PathError
	if u.ctx.Err() != nil {
		return u.ctx.Err()
	}
	if errors.As(err, &disk) || errors.Is(err, ErrArchiveDamaged) {
		return err
	}
	return archiveDamage(err)
}

// next steps to the next file, which must be this one, of this size, under the very header that an archive gives it.
func (u *unpacker) next(name string, size int64) error {
	got, head, err := u.tar.header()
	if err != nil {
		return u.broken(fmt.Errorf("%s: %w", name, err))
	}
	if got != name {
		return archiveDamage(fmt.Errorf("another file stands in the place of %s", name))
	}
	if !bytes.Equal(head, tarHeader(name, size)) {
		return archiveDamage(fmt.Errorf("%s has another size, or a header that is not an archive's", name))
	}
	return nil
}

// manifest reads the first file. What a newer version made says so in it; only then must it be as this version writes it.
func (u *unpacker) manifest() error {
	name, head, err := u.tar.header()
	if err != nil {
		return u.broken(fmt.Errorf("%s: %w", manifestName, err))
	}
	if name != manifestName || u.tar.size > maxArchiveText {
		return archiveDamage(fmt.Errorf("it does not begin with %s", manifestName))
	}
	if u.text, err = io.ReadAll(&u.tar); err != nil {
		return u.broken(err)
	}
	if err := u.m.read(u.text); err != nil {
		return err
	}
	if !bytes.Equal(head, tarHeader(manifestName, int64(len(u.text)))) {
		return archiveDamage(fmt.Errorf("%s has a header that is not an archive's", manifestName))
	}
	for _, kind := range sortedKeys(u.m.Records) {
		if !slices.ContainsFunc(archivedKinds, func(k archivedKind) bool { return k.plural == kind }) {
			u.trouble(ErrNewer, "It counts records of a kind that this version of the program does not know.")
		}
	}
	return nil
}

// batch reads the files from number n on, as many as fit one commit, and gives the number of the next.
func (u *unpacker) batch(n int) (int, error) {
	for size := int64(0); n < len(u.m.Files) && size < batchBytes; n++ {
		size += u.m.Files[n].Size
		if err := u.file(u.m.Files[n]); err != nil {
			return n, err
		}
	}
	return n, nil
}

// file reads one file and proves that it is the one the manifest lists.
func (u *unpacker) file(f archivedFile) error {
	if err := u.next(f.Path, f.Size); err != nil {
		return err
	}
	h := sha256.New()
	body := io.TeeReader(&u.tar, h)
	if err := u.route(f, body); err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, body); err != nil {
		return u.broken(err)
	}
	if hex.EncodeToString(h.Sum(nil)) != f.SHA256 {
		u.trouble(nil, "%s is not the file that was archived.", f.Path)
	}
	return nil
}

// route reads a file as what it is.
func (u *unpacker) route(f archivedFile, body io.Reader) error {
	switch {
	case f.Path == historyName:
		return u.history(body)
	case path.Dir(f.Path) == originalsPath:
		return u.original(f, body)
	}
	for _, k := range archivedKinds {
		if f.Path == k.path() {
			return u.records(k, body)
		}
	}
	u.trouble(ErrNewer, "%s is a file that this version of the program does not know.", f.Path)
	return nil
}

// history follows the chain. After the first fault nothing behind it can be trusted, and it is told once.
func (u *unpacker) history(body io.Reader) error {
	err := eachLine(body, u.chain.add)
	if err != nil && !errors.Is(err, ErrDamaged) {
		return u.broken(err)
	}
	u.torn = err != nil || u.chain.seq != u.m.History.Seq || u.chain.link != u.m.History.Link
	if u.torn {
		u.trouble(nil, "The history of the case is broken after change %d.", u.chain.seq)
	} else if u.chain.newer > 0 {
		u.trouble(ErrNewer, "Change %d of the history holds something that this version of the program does not know.", u.chain.newer)
	}
	u.sum.Changes, u.sum.From, u.sum.Until = u.chain.seq, u.chain.from, u.chain.until
	return nil
}

// original proves, and keeps, one paper.
func (u *unpacker) original(f archivedFile, body io.Reader) error {
	known := u.torn || u.chain.kept[f.SHA256] == f.Size
	if path.Base(f.Path) != f.SHA256 || !known || checkSize(f.Size) != nil {
		u.trouble(nil, "The history does not know the paper %s.", f.Path)
		return nil
	}
	u.sizes[f.SHA256] = f.Size
	u.sum.Papers++
	u.sum.Bytes += f.Size
	if u.tx == nil {
		return nil
	}
	got, err := u.tx.Add(body, f.Path)
	if err != nil {
		return u.broken(err)
	}
	if got != (Blob{f.SHA256, f.Size}) {
		return archiveDamage(fmt.Errorf("%s is not the paper that was archived", f.Path))
	}
	return nil
}

// records reads one kind's records, one a line between the brackets.
func (u *unpacker) records(k archivedKind, body io.Reader) error {
	n, more, plural := 0, true, k.plural
	err := eachLine(body, func(line []byte) error {
		n++
		switch {
		case n == 1 && string(line) == "[":
			return nil
		case n > 1 && string(line) == "]" && (!more || n == 2):
			n = -1 // nothing may follow
			return nil
		case n > 1 && more:
			raw, comma := bytes.CutSuffix(line, []byte(","))
			more = comma
			return u.record(k, raw)
		}
		return ErrDamaged
	})
	if errors.Is(err, ErrDamaged) || err == nil && n != -1 {
		u.trouble(nil, "The list of %s cannot be read.", plural)
		return nil
	}
	if err != nil {
		return u.broken(err)
	}
	if u.sum.Kinds[plural] != u.m.Records[plural] {
		u.trouble(nil, "There are %d records among the %s, and there should be %d.", u.sum.Kinds[plural], plural, u.m.Records[plural])
	}
	return nil
}

// record checks, and keeps, one record.
func (u *unpacker) record(k archivedKind, raw []byte) error {
	u.sum.Records++
	u.sum.Kinds[k.plural]++
	number := u.sum.Kinds[k.plural]
	rec, err := u.read(k, raw)
	if err == nil {
		err = u.fits(rec)
	}
	if err != nil {
		what := "it is not the record that was archived"
		if errors.Is(err, ErrNewer) {
			what = "this version of the program does not know everything in it"
		}
		u.trouble(err, "Record %d of the %s: %s.", number, k.plural, what)
		return nil
	}
	u.put[place{rec.kind(), rec.head().ID}] = true
	u.sum.note(rec)
	if u.tx == nil {
		return nil
	}
	return u.tx.restore(rec, raw)
}

// read reads a record that is the one the history names; only of such a one a newer version can be to blame for what is not known here.
func (u *unpacker) read(k archivedKind, raw []byte) (Record, error) {
	var h struct{ Head }
	if err := decode(raw, &h); err != nil {
		return nil, err
	}
	if !u.torn && u.chain.last[place{k.kind, h.ID}] != fullSum(raw) {
		return nil, ErrDamaged
	}
	return recordReaders[k.kind](raw)
}

// fits tells whether the record is met once, whole, and with all it refers to.
func (u *unpacker) fits(rec Record) error {
	h := rec.head()
	at := place{rec.kind(), h.ID}
	_, ok := h.ID.bytes()
	if !ok || u.put[at] || h.Made.IsZero() || h.Changed.IsZero() {
		return ErrDamaged
	}
	if h.Child != "" && !u.put[place{"child", h.Child}] {
		return ErrDamaged
	}
	for _, b := range blobsOf(rec) {
		if u.sizes[b.SHA256] != b.Size {
			return ErrDamaged
		}
		u.named[b.SHA256] = true
	}
	if rec.Validate() != nil || rec.kind() == "family" && u.sum.Kinds["family"] > 1 {
		return ErrDamaged
	}
	return nil
}

// blobsOf gives the kept bytes that a record refers to.
func blobsOf(rec Record) []Blob {
	switch r := rec.(type) {
	case Document:
		return []Blob{r.Blob}
	case Text:
		return r.derived()
	}
	return nil
}

// end reads the last file and what is behind it, and looks for what never came.
func (u *unpacker) end() error {
	want := fullSum(u.text) + "\n"
	if err := u.next(endName, int64(len(want))); err != nil {
		return err
	}
	got, err := io.ReadAll(&u.tar)
	if err != nil || string(got) != want {
		return u.broken(fmt.Errorf("the mark at its end is missing (%v)", err))
	}
	if err := u.tar.close(); err != nil {
		return u.broken(err)
	}
	if !u.torn {
		u.whole()
	}
	return nil
}

// whole tells what is left open when all was read.
func (u *unpacker) whole() {
	missing := 0
	for at := range u.chain.last {
		if !u.put[at] && !u.staysBehind(at) {
			missing++
		}
	}
	if missing > 0 {
		u.trouble(nil, "%d records that the history names are missing.", missing)
	}
	if len(u.sum.Troubles) > 0 {
		return // what could not be read may have named a paper, and the family
	}
	if more := len(u.sizes) - len(u.named); more > 0 {
		u.trouble(nil, "%d papers are in it that no record names.", more)
	}
	if u.sum.Family != u.m.Family {
		u.trouble(nil, "The list of files names another family.")
	}
}

// staysBehind tells whether a record need not be there: the text of a document that is not.
func (u *unpacker) staysBehind(at place) bool {
	return at.kind == kindText && !u.put[place{Document{}.kind(), at.id}]
}

// recordReader reads one record strictly: what it does not know is ErrNewer.
type recordReader func(raw []byte) (Record, error)

var recordReaders = map[string]recordReader{
	"family": readRecord[Family], "authority": readRecord[Authority], "child": readRecord[Child], "person": readRecord[Person],
	"document": readRecord[Document], kindText: readRecord[Text], "event": readRecord[Event], "appeal": readRecord[Appeal],
	"entry": readRecord[Entry], "bundle": readRecord[Bundle],
}

func readRecord[T Record](raw []byte) (Record, error) {
	var rec T
	if err := plainNames(raw); err != nil {
		return rec, err
	}
	err := decodeWhole(raw, &rec)
	return rec, err
}

// restore keeps a record exactly as it was stored in another file, its times included, so that its hash stays the one in that file's history.
func (tx *Tx) restore(rec Record, raw []byte) error {
	if err := tx.allowed(rec); err != nil {
		return err
	}
	h := rec.head()
	return tx.keep(keeping{place: place{rec.kind(), h.ID}, head: h, do: doPut}, newRow(h, rec.when(), raw), raw)
}
