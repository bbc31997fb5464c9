package casefile

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	bolt "go.etcd.io/bbolt"
)

// A backup folder has one folder for each case file, named by its random id. In it lie generations and the evidence they share:
//
//	<id>/2026-11-27T213005Z-123-1a2b3c4d-use.backup   every bucket of the file but the evidence's bytes, as a small bbolt file
//	<id>/evidence/<handle>                            one piece of evidence: its sealed chunks one after another, as they lie in the file
//
// Everything is sealed as in the file itself. What has its name was synced, opened again and verified before it got it, and is never written to after that; so a cloud may copy
// the folder, and a stick may be pulled out.

// Reason says why a generation was made.
type Reason string

// The reasons. Those before a restore are kept for good. (Before a file is brought up to a newer version, the whole of it is copied beside it.)
const (
	ReasonUse     Reason = "use"     // now and then while the file is in use
	ReasonClose   Reason = "close"   // when it was closed
	ReasonAsked   Reason = "asked"   // because the family asked
	ReasonRestore Reason = "restore" // before another generation was restored
)

// Generation is one proven backup.
type Generation struct {
	Path   string
	File   string    // the id of the case file: see [File.ID]
	At     time.Time // when it was made, in UTC
	Seq    uint64    // how far the file had come
	Reason Reason
	Size   int64 // of the records; the evidence is shared
	Lost   int   // papers that the case file can no longer read and the folder does not have; known only to who made it

	link string // the first letters of the link of its last event
}

// ErrShrunk is a warning: a generation was made, but more than a fifth of the evidence of the one before it is gone from the case file. Nothing older is removed
// until somebody has looked.
var ErrShrunk = errors.New("More than a fifth of the papers in the last backup are no longer in the case file. A new backup was made, and every older one is kept. Look whether papers are missing.")

const (
	backupEnd      = ".backup"
	evidenceFolder = "evidence"
	backupTemp     = ".part-" // what is not finished, and may be swept
	backupTime     = "2006-01-02T150405Z"
)

// Backup makes a generation in dir, which it makes where only the last folder of its path is missing (a stick that is away must not come into being on another disk), proves it and removes what is older than is kept. Where nothing changed since the newest
// generation, that one is given and none is made. It gives [ErrShrunk] beside a good generation, [ErrKeyNeeded], [ErrDamaged] where the file itself cannot be read whole, or what the disk says.
func (f *File) Backup(ctx context.Context, dir string, why Reason) (Generation, error) {
	g, err := f.backup(ctx, dir, why)
	if err != nil {
		return g, fmt.Errorf("back up %q to %q: %w", f.path, dir, err)
	}
	return g, nil
}

func (f *File) backup(ctx context.Context, dir string, why Reason) (g Generation, err error) {
	home := filepath.Join(dir, f.ID())
	if err := makeHome(home); err != nil {
		return g, err
	}
	sweep(home)
	older, err := generationsOf(home)
	if err != nil {
		return g, err
	}
	err = f.View(func(tx *Tx) error {
		if len(older) > 0 && older[0].Seq == tx.state.Seq && strings.HasPrefix(tx.state.Link, older[0].link) {
			g = older[0]
			return nil
		}
		g, err = tx.backup(ctx, home, why, older)
		return err
	})
	if err != nil || len(older) > 0 && older[0].Path == g.Path {
		return g, err
	}
	err = f.View(func(tx *Tx) error { return tx.stillThere(home) })
	if len(older) > 0 {
		err = errors.Join(err, f.notShrunk(older[0], g))
	}
	if err != nil {
		return g, err
	}
	return g, f.rotate(home)
}

// makeHome makes the folder of one case file, and the names of new folders survive a power cut.
func makeHome(home string) error {
	for _, dir := range []string{filepath.Dir(home), home, filepath.Join(home, evidenceFolder)} {
		switch err := os.Mkdir(dir, 0o700); {
		case err == nil:
			err = syncFolder(filepath.Dir(dir))
			if err != nil {
				return err
			}
		case !errors.Is(err, fs.ErrExist):
			return err
		}
	}
	return nil
}

// momentAfter gives the moment of the next generation. It is always behind the one before, even when the clock was set back: otherwise the newest would be taken for the oldest, and rotation would take it away.
func momentAfter(older []Generation, now time.Time) time.Time {
	now = now.Truncate(time.Second)
	if len(older) > 0 && !now.After(older[0].At) {
		return older[0].At.Add(time.Second)
	}
	return now
}

// backup writes one generation and proves it before it gets its name.
func (tx *Tx) backup(ctx context.Context, home string, why Reason, older []Generation) (Generation, error) {
	lost, err := tx.backupEvidence(ctx, home)
	if err != nil {
		return Generation{}, err
	}
	g := Generation{File: hex.EncodeToString(tx.keys.file), At: momentAfter(older, tx.at()), Seq: tx.state.Seq, Reason: why, Lost: len(lost), link: tx.state.Link[:8]}
	g.Path = filepath.Join(home, fmt.Sprintf("%s-%d-%s-%s%s", g.At.Format(backupTime), g.Seq, g.link, why, backupEnd))
	temp := filepath.Join(home, backupTemp+hex.EncodeToString(randomBytes(4)))
	defer os.Remove(temp)
	if err := tx.copyRecords(temp); err != nil {
		return Generation{}, err
	}
	if err := prove(ctx, temp, home, tx.keys, lost); err != nil {
		return Generation{}, err
	}
	info, err := os.Stat(temp)
	if err == nil {
		g.Size = info.Size()
		err = errors.Join(os.Rename(temp, g.Path), syncFolder(home))
	}
	return g, err
}

// copyRecords copies every bucket but the evidence's bytes into a new file, as they lie, and syncs it.
func (tx *Tx) copyRecords(path string) (err error) {
	db, _, err := openDBFor(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, max(0, tx.b.Size()-tx.state.Bytes))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	db.NoSync = true
	err = db.Update(func(to *bolt.Tx) error {
		return tx.b.ForEach(func(name []byte, from *bolt.Bucket) error {
			b, err := to.CreateBucket(name)
			if err != nil || name[0] == bucketChunks {
				return err
			}
			b.FillPercent = 1 // it is written once, in order
			return errors.Join(b.SetSequence(from.Sequence()), from.ForEach(b.Put))
		})
	})
	if err != nil {
		return err
	}
	return db.Sync()
}

// eachEvidence calls do with every piece of evidence the file keeps.
func (tx *Tx) eachEvidence(do func(evidence) error) (err error) {
	defer guard(&err)
	b, err := tx.bucket(bucketEvidence)
	if err != nil {
		return err
	}
	return b.ForEach(func(key, _ []byte) error {
		raw, err := tx.get(bucketEvidence, key)
		if err != nil || len(raw) != len(evidence{}.encode()) {
			return errors.Join(err, ErrDamaged)
		}
		return do(evidenceOf(raw))
	})
}

// sealedChunk is the length of a whole chunk as it is sealed: the nonce, the chunk with its length padded, and the tag.
var sealedChunk = int64(12 + roundUp(4+chunkSize, padStep) + 16)

// sealedSize gives the length of a piece of evidence in a backup.
func (e evidence) sealedSize() int64 {
	last := padme(e.size) - (e.padded()-1)*chunkSize
	return (e.padded()-1)*sealedChunk + int64(12+roundUp(4+int(last), padStep)+16)
}

func (e evidence) file(home string) string {
	return filepath.Join(home, evidenceFolder, hex.EncodeToString(e.handle[:]))
}

// openGeneration opens a generation for reading, as if it were the file, its evidence beside it.
func openGeneration(path, home string, unlock func(header) (*keys, error)) (*File, error) {
	f := &File{path: path, now: func() time.Time { return time.Time{} }, readOnly: ErrReadOnly, beside: home}
	if err := f.open(unlock); err != nil {
		return nil, err
	}
	return f, nil
}

// chunkBeside reads one sealed chunk of evidence from the folder of a backup.
func (f *File) chunkBeside(key []byte) ([]byte, error) {
	file, err := os.Open(filepath.Join(f.beside, evidenceFolder, hex.EncodeToString(key[:nameSize])))
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", ErrNotFound, err)
	}
	defer file.Close()
	at := int64(binary.BigEndian.Uint32(key[nameSize:])) * sealedChunk
	sealed := make([]byte, sealedChunk)
	n, err := file.ReadAt(sealed, at)
	if err != nil && err != io.EOF {
		return nil, err
	}
	return sealed[:n], nil
}

// pieceBeside tells whether a piece of evidence lies in the folder of a backup in its length.
func (f *File) pieceBeside(e evidence) error {
	if f.without[string(e.handle[:])] {
		return nil
	}
	info, err := os.Stat(e.file(f.beside))
	if err != nil || info.Size() != e.sealedSize() {
		return errors.Join(err, ErrDamaged)
	}
	return nil
}

// withKeys gives an unlock that uses keys that are known already.
func withKeys(k *keys) func(header) (*keys, error) {
	return func(h header) (*keys, error) {
		if !bytes.Equal(h.File, k.file) {
			return nil, fmt.Errorf("it belongs to another case file: %w", ErrDamaged)
		}
		return newKeys(bytes.Clone(k.data), k.file)
	}
}

// prove opens a finished generation again and verifies all of it: every record, the whole history, and that each piece of evidence is there in its length, but for those known to be lost.
func prove(ctx context.Context, path, home string, k *keys, lost map[string]bool) error {
	g, err := openGeneration(path, home, withKeys(k))
	if err != nil {
		return err
	}
	g.without = lost
	health, err := g.verify(ctx, true)
	if err == nil && len(health.Damaged) > 0 {
		err = fmt.Errorf("the new backup: %w", cmp.Or(pulledOut(home), ErrDamaged))
	}
	return errors.Join(err, g.Close())
}

// pulledOut gives an error of the file system where the whole folder of a backup is away, and not one paper in it: then nothing is to be called damaged.
func pulledOut(home string) error {
	_, err := os.Stat(filepath.Join(home, evidenceFolder))
	return err
}

// contents is what a generation says of itself.
type contents struct {
	head   head
	pieces map[string]bool // the handles of the evidence it needs
}

// contents opens a generation and reads how far the file had come and what evidence it needs.
func (f *File) contents(g Generation) (contents, error) {
	c := contents{pieces: map[string]bool{}}
	data, err := f.dataKey()
	if err != nil {
		return c, err
	}
	defer clear(data)
	file, err := openGeneration(g.Path, filepath.Dir(g.Path), func(h header) (*keys, error) { return newKeys(bytes.Clone(data), h.File) })
	if err != nil {
		return c, err
	}
	defer file.Close()
	err = file.View(func(tx *Tx) error {
		c.head = head{tx.state.Seq, tx.state.Link}
		return tx.eachEvidence(func(e evidence) error { c.pieces[hex.EncodeToString(e.handle[:])] = true; return nil })
	})
	return c, err
}

// notShrunk compares the evidence of two generations.
func (f *File) notShrunk(older, newer Generation) error {
	before, err := f.contents(older)
	if err != nil {
		return nil // what cannot be read any more says nothing; rotation does not count it either
	}
	now, err := f.contents(newer)
	if err != nil {
		return err
	}
	gone := 0
	for handle := range before.pieces {
		if !now.pieces[handle] {
			gone++
		}
	}
	if gone*5 > len(before.pieces) {
		return ErrShrunk
	}
	return nil
}

// stillThere compares each piece of evidence in the file with the backup's, by how it begins: that is random, and different for every seal. To read all of it would take minutes in a
// large case; Verify does.
func (tx *Tx) stillThere(home string) error {
	all, gone := 0, 0
	err := tx.eachEvidence(func(e evidence) error {
		all++
		b, err := tx.bucket(bucketChunks)
		if err != nil {
			return err
		}
		var begins [32]byte
		file, err := os.Open(e.file(home))
		if errors.Is(err, fs.ErrNotExist) { // lost already before: it was told of
			all--
			return nil
		}
		if err != nil {
			return err
		}
		defer file.Close()
		if _, err := file.ReadAt(begins[:], 0); err != nil || !bytes.HasPrefix(b.Get(e.chunk(0)), begins[:]) || b.Get(e.chunk(e.padded()-1)) == nil {
			gone++
		}
		return nil
	})
	if err == nil && gone*5 > all {
		err = ErrShrunk
	}
	return err
}

// sweep removes what a crash left unfinished.
func sweep(home string) {
	for _, dir := range []string{home, filepath.Join(home, evidenceFolder)} {
		left, _ := filepath.Glob(filepath.Join(dir, backupTemp+"*"))
		for _, name := range left {
			os.Remove(name)
		}
	}
}

// Generations gives every proven backup in a folder, the newest first: of one case file, by its id, or of all with "". A folder that is not there has none.
func Generations(dir, id string) ([]Generation, error) {
	homes := []string{id}
	if id == "" {
		found, err := os.ReadDir(dir)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("look for backups in %q: %w", dir, err)
		}
		homes = nil
		for _, e := range found {
			homes = append(homes, e.Name())
		}
	}
	var all []Generation
	for _, home := range homes {
		some, err := generationsOf(filepath.Join(dir, home))
		if err != nil {
			return nil, fmt.Errorf("look for backups in %q: %w", dir, err)
		}
		all = append(all, some...)
	}
	slices.SortStableFunc(all, func(a, b Generation) int { return b.At.Compare(a.At) })
	return all, nil
}

// generationsOf gives those of one case file, the newest first.
func generationsOf(home string) ([]Generation, error) {
	if _, err := hex.DecodeString(filepath.Base(home)); err != nil {
		return nil, nil
	}
	found, err := os.ReadDir(home)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var all []Generation
	for _, e := range found {
		g, ok := readName(e.Name())
		info, infoErr := e.Info()
		if !ok || infoErr != nil || !info.Mode().IsRegular() {
			continue
		}
		g.Path, g.File, g.Size = filepath.Join(home, e.Name()), filepath.Base(home), info.Size()
		all = append(all, g)
	}
	slices.SortFunc(all, func(a, b Generation) int { return strings.Compare(b.Path, a.Path) })
	slices.SortStableFunc(all, func(a, b Generation) int { return b.At.Compare(a.At) })
	return all, err
}

// readName reads the name of a generation: moment, sequence, link, reason.
func readName(name string) (g Generation, ok bool) {
	bare, ok := strings.CutSuffix(name, backupEnd)
	if !ok || len(bare) <= len(backupTime) {
		return g, false
	}
	at, err := time.Parse(backupTime, bare[:len(backupTime)])
	parts := strings.Split(bare[len(backupTime):], "-")
	if err != nil || len(parts) != 4 || parts[0] != "" || len(parts[2]) != 8 {
		return g, false
	}
	seq, err := strconv.ParseUint(parts[1], 10, 64)
	return Generation{At: at, Seq: seq, link: parts[2], Reason: Reason(parts[3])}, err == nil
}
