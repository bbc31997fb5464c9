package casefile

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"

	"filippo.io/age"
)

// Export writes the whole case as one archive (its format stands above archiveFormat), sealed to one recipient. It streams: no more
// than one record or one chunk of a paper is in memory. It gives the Problem of the recipient, [ErrDamaged] where anything that belongs in
// it cannot be read, and the error of ctx or w. After an error, what was written is no archive: no reader takes it for whole.
func Export(ctx context.Context, f *File, w io.Writer, to Recipient) error {
	if to.err != nil {
		return to.err
	}
	err := f.View(func(tx *Tx) error {
		out, err := age.Encrypt(untilDone{ctx, w}, to.to)
		if err != nil {
			return err
		}
		if err := newPacker(ctx, tx).pack(out); err != nil {
			return err
		}
		return out.Close()
	})
	if err != nil {
		return fmt.Errorf("export %q: %w", f.path, err)
	}
	return nil
}

// WriteExport is [Export] into a new file, which is whole and synced or not there. It gives [ErrExists] where there is a file of this name already.
func WriteExport(ctx context.Context, f *File, name string, to Recipient) error {
	if err := absent(name); err != nil {
		return fmt.Errorf("export to %q: %w", name, err)
	}
	temp, err := os.CreateTemp(filepath.Dir(name), ".casefile-*.part")
	if err != nil {
		return fmt.Errorf("export to %q: %w", name, err)
	}
	defer os.Remove(temp.Name()) // gone already when all went well
	err = Export(ctx, f, temp, to)
	if err == nil {
		err = temp.Sync()
	}
	if closeErr := temp.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = moveIn(temp.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("export to %q: %w", name, err)
	}
	return syncFolder(filepath.Dir(name))
}

// untilDone writes until its context ends.
type untilDone struct {
	ctx context.Context
	to  io.Writer
}

// Write writes, or gives why the context ended.
func (u untilDone) Write(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.to.Write(p)
}

// archivedKinds name the files of records, in the order of kinds.
var archivedKinds = []archivedKind{
	{"family", "family"}, {"authority", "authorities"}, {"child", "children"}, {"person", "people"}, {"document", "documents"},
	{kindText, "texts"}, {"event", "events"}, {"appeal", "appeals"}, {"entry", "entries"}, {"bundle", "bundles"},
}

// archivedKind is a kind of record and the word for several.
type archivedKind struct{ kind, plural string }

// path gives the name of the file that holds the kind's records.
func (k archivedKind) path() string { return path.Join(recordsPath, k.plural+".json") }

// packer writes the inside of an archive. Every file is made twice, first for its hash and then for good, so that the manifest can come
// first and nothing need be held in memory.
type packer struct {
	ctx    context.Context
	tx     *Tx
	chain  chain
	counts map[string]int
	behind map[place]bool // the records that are not handed on
	parts  []part
}

// part is one file of an archive.
type part struct {
	archivedFile
	write func(io.Writer) error
}

func newPacker(ctx context.Context, tx *Tx) *packer {
	return &packer{ctx: ctx, tx: tx, chain: newChain(), counts: map[string]int{}, behind: map[place]bool{}}
}

func (p *packer) pack(w io.Writer) error {
	text, err := p.manifest()
	if err != nil {
		return err
	}
	if err := putTar(w, part{archivedFile{Path: manifestName, Size: int64(len(text))}, writeBytes(text)}); err != nil {
		return err
	}
	for _, one := range p.parts {
		if err := putTar(w, one); err != nil {
			return fmt.Errorf("%s: %w", one.Path, err)
		}
	}
	end := []byte(fullSum(text) + "\n")
	if err := putTar(w, part{archivedFile{Path: endName, Size: int64(len(end))}, writeBytes(end)}); err != nil {
		return err
	}
	_, err = w.Write(make([]byte, tarClosing))
	return err
}

func writeBytes(b []byte) func(io.Writer) error {
	return func(w io.Writer) error { _, err := w.Write(b); return err }
}

// manifest works out every file and gives the text that lists them.
func (p *packer) manifest() ([]byte, error) {
	if err := p.measure(historyName, p.writeHistory); err != nil {
		return nil, err
	}
	if err := p.originals(); err != nil {
		return nil, err
	}
	for _, k := range archivedKinds {
		write := func(w io.Writer) error { return p.writeRecords(w, k.kind, k.plural) }
		if err := p.measure(k.path(), write); err != nil {
			return nil, err
		}
	}
	m := manifest{Format: archiveFormat, Schema: archiveSchema, File: ID(hex.EncodeToString(p.tx.keys.file)), Records: p.counts, End: endName,
		History: &archivedHistory{p.chain.seq, p.chain.link}}
	for _, f := range All[Family](p.tx, "") {
		m.Family = f.Name
	}
	for _, one := range p.parts {
		m.Files = append(m.Files, one.archivedFile)
	}
	if m.check() != nil { // what could not be read again is not written
		return nil, Problem{"file", "This case is too large for one archive. Make a folder of ordinary files instead."}
	}
	return json.MarshalIndent(m, "", " ")
}

// measure finds the size and hash of a file by making it.
func (p *packer) measure(name string, write func(io.Writer) error) error {
	h := sha256.New()
	var n counter
	if err := write(untilDone{p.ctx, io.MultiWriter(h, &n)}); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	p.parts = append(p.parts, part{archivedFile{name, hex.EncodeToString(h.Sum(nil)), int64(n)}, write})
	return nil
}

type counter int64

// Write counts.
func (c *counter) Write(b []byte) (int, error) {
	*c += counter(len(b))
	return len(b), nil
}

// originals adds the papers of the documents in the lists and the pages that were made from them, each once. Their hashes are known, and proved again as they are copied.
func (p *packer) originals() error {
	sums, documents := map[string]bool{}, map[ID]bool{}
	for _, d := range All[Document](p.tx, "") {
		sums[d.Blob.SHA256] = true
		documents[d.ID] = true
	}
	if err := p.texts(documents, sums); err != nil {
		return err
	}
	for _, sum := range sortedKeys(sums) {
		e, err := p.tx.evidence(Blob{SHA256: sum})
		if err != nil {
			return fmt.Errorf("a paper: %w", ErrDamaged)
		}
		write := func(w io.Writer) error { return p.tx.copyTo(w, e) }
		p.parts = append(p.parts, part{archivedFile{path.Join(originalsPath, sum), sum, e.size}, write})
	}
	return nil
}

// texts notes the pages that were made from the documents in the lists, and which texts stay behind: a document in the bin has its words in the
// lists until it is erased, and whoever may not have the paper may not have its words. One text after another, because they are long.
func (p *packer) texts(documents map[ID]bool, sums map[string]bool) error {
	rows, err := p.tx.rows(kindText)
	if err != nil {
		return err
	}
	for _, r := range rows {
		t, err := Get[Text](p.tx, ID(hex.EncodeToString(r.id[:])))
		if err != nil {
			return err
		}
		if !documents[t.Document] {
			p.behind[place{kindText, t.ID}] = true
			continue
		}
		for _, b := range t.derived() {
			sums[b.SHA256] = true
		}
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// writeHistory writes every event as it is stored and follows the chain meanwhile.
func (p *packer) writeHistory(w io.Writer) error {
	p.chain = newChain()
	for seq := uint64(1); seq <= p.tx.state.Seq; seq++ {
		raw, err := p.tx.eventText(seq)
		if err != nil {
			return err
		}
		if err := p.chain.add(raw); err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s\n", raw); err != nil {
			return err
		}
	}
	if p.chain.link != p.tx.state.Link {
		return fmt.Errorf("the end of the history: %w", ErrDamaged)
	}
	return nil
}

// writeRecords writes a kind's records as they are stored, one a line; each must be the one the history names.
func (p *packer) writeRecords(w io.Writer, kind, plural string) error {
	rows, err := p.tx.rows(kind)
	if err != nil {
		return err
	}
	before := "[\n"
	p.counts[plural] = 0
	for _, r := range rows {
		at := place{kind, ID(hex.EncodeToString(r.id[:]))}
		if p.behind[at] {
			continue
		}
		raw, err := p.tx.loadRow(at, r)
		if err != nil || p.chain.last[at] != fullSum(raw) {
			return fmt.Errorf("%s %s: %w", kind, at.id, ErrDamaged)
		}
		if _, err := fmt.Fprintf(w, "%s%s", before, raw); err != nil {
			return err
		}
		p.counts[plural]++
		before = ",\n"
	}
	closing := "\n]\n"
	if p.counts[plural] == 0 {
		closing = "[\n]\n"
	}
	_, err = io.WriteString(w, closing)
	return err
}
