package casefile

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
)

// Health is what [File.Verify] found.
type Health struct {
	Records    int      // of all kinds
	Documents  int      // of those, papers
	Bytes      int64    // of evidence, as it was before it was sealed
	Damaged    []string // what cannot be read or is not what was kept, in words; empty in a healthy file
	LostPapers int      // how many of those are papers whose bytes are lost, while all that is known about them is sound
}

// Verify opens every seal, and checks every hash and the chain of the history. What it finds damaged is named in Health, and is no error;
// the error says why it could not look (ctx ended, the file is closed).
func (f *File) Verify(ctx context.Context) (Health, error) { return f.verify(ctx, false) }

// verify looks at everything, or of evidence only whether it is there in its length: what lies under a hash and was read once need not be read for every backup.
func (f *File) verify(ctx context.Context, quick bool) (Health, error) {
	var h Health
	err := f.View(func(tx *Tx) error {
		v := verifier{whole: true, quick: quick, tx: tx, ctx: ctx, last: map[place]string{}, kept: map[string]int64{}, erased: map[place]uint64{}}
		err := errors.Join(v.history(), v.records(), v.evidence())
		h = v.Health
		return err
	})
	if err != nil {
		return h, fmt.Errorf("verify %q: %w", f.path, err)
	}
	return h, nil
}

// verifier gathers what the history says should be there, and then looks for it.
type verifier struct {
	Health
	tx     *Tx
	whole  bool // the history can be trusted to say what should be there
	quick  bool // evidence is looked for and not read
	ctx    context.Context
	last   map[place]string    // what each record's JSON must hash to
	kept   map[string]int64    // the size of each piece of evidence, by hash
	titles map[string][]string // of the documents, by the hash of their bytes
	called map[ID]string       // the title of each document
	former []earlier           // what the history should still be able to say
	erased map[place]uint64    // the change that erased what a record had said until then
}

func (v *verifier) damaged(format string, args ...any) {
	v.Damaged = append(v.Damaged, fmt.Sprintf(format, args...))
}

// history follows the chain from the first event to the last.
func (v *verifier) history() error {
	prev := ""
	for seq := uint64(1); seq <= v.tx.state.Seq; seq++ {
		if err := v.ctx.Err(); err != nil {
			return err
		}
		e, link, err := v.tx.event(seq)
		if err != nil {
			v.whole = false
			v.damaged("Change %d in the history of the file.", seq)
		} else if prev != "" && e.Prev != prev {
			v.whole = false
			v.damaged("The order of the history before change %d.", seq)
		}
		prev = link // empty after a damaged one, which was named already
		for _, c := range e.Changes {
			v.follow(seq, c)
		}
	}
	if prev != "" && prev != v.tx.state.Link {
		v.whole = false
		v.damaged("The end of the history.")
	}
	return v.formerWords()
}

// earlier is a change that left words behind: what a record said before, or the reason given.
type earlier struct {
	seq uint64
	change
}

// follow notes what one change leaves behind.
func (v *verifier) follow(seq uint64, c change) {
	p := place{c.Kind, c.ID}
	if c.Do != doErase && (c.Was != "" || c.Why != "") {
		v.former = append(v.former, earlier{seq, c})
	}
	switch c.Do {
	case doPut, doCorrect, doRestore:
		v.last[p] = c.Sum
	case doDelete:
		delete(v.last, p)
	case doKeep:
		v.kept[c.Sum] = c.Size
	case doErase:
		v.erased[p] = seq
		delete(v.kept, c.Sum) // of evidence; a record's names none
	}
}

// formerWords looks for what every record said before each change, unless it was erased since.
func (v *verifier) formerWords() error {
	for _, e := range v.former {
		if err := v.ctx.Err(); err != nil {
			return err
		}
		p := place{e.Kind, e.ID}
		if e.seq <= v.erased[p] {
			continue
		}
		if e.Was != "" && e.Kind != kindText {
			if _, err := v.tx.former(p, e.Was); err != nil {
				v.damaged("What a record (%s) said before change %d in the history.", e.Kind, e.seq)
			}
		}
		if _, err := v.tx.reason(e.change); err != nil {
			v.damaged("The reason given for change %d in the history.", e.seq)
		}
	}
	return nil
}

// records compares every list with its records, and both with the history.
func (v *verifier) records() error {
	v.titles, v.called = map[string][]string{}, map[ID]string{}
	for _, kind := range kinds {
		rows, err := v.tx.rows(kind)
		if err != nil {
			v.damaged("The list of every %s.", kind)
			continue
		}
		for _, r := range rows {
			if err := v.ctx.Err(); err != nil {
				return err
			}
			v.record(kind, r)
		}
	}
	for _, p := range v.lost() {
		if !v.whole {
			break
		}
		v.damaged("A record (%s) that the history names is gone.", p.kind)
	}
	return nil
}

func (v *verifier) record(kind string, r indexRow) {
	p := place{kind, ID(hex.EncodeToString(r.id[:]))}
	raw, err := v.tx.loadRow(p, r)
	want := v.last[p]
	delete(v.last, p)
	v.Records++
	var doc Document
	if kind == doc.kind() {
		v.Documents++
	}
	if err != nil || v.whole && want != fullSum(raw) {
		v.damaged("%s.", describe(kind, r))
		return
	}
	if kind == doc.kind() && decode(raw, &doc) == nil {
		v.titles[doc.Blob.SHA256] = append(v.titles[doc.Blob.SHA256], doc.Title)
		v.called[doc.ID] = doc.Title
	}
	var text Text
	if kind == kindText && decode(raw, &text) == nil { // documents come before it in kinds
		for _, b := range text.derived() {
			v.titles[b.SHA256] = append(v.titles[b.SHA256], v.called[text.Document]+" (the pages made from it)")
		}
	}
}

// describe names a record that cannot be read by what the list knows of it.
func describe(kind string, r indexRow) string {
	what := "A record (" + kind + ")"
	if on := r.on(); !on.IsZero() {
		what += " of " + on.Long()
	}
	return what
}

// lost gives the records that the history knows and no list has, in a fixed order.
func (v *verifier) lost() []place {
	var out []place
	for p := range v.last {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b place) int { return bytes.Compare([]byte(a.kind+string(a.id)), []byte(b.kind+string(b.id))) })
	return out
}

// evidence reads every piece again, also that of documents deleted since.
func (v *verifier) evidence() error {
	sums := make([]string, 0, len(v.kept))
	for sum := range v.kept {
		sums = append(sums, sum)
	}
	for sum := range v.titles {
		if _, ok := v.kept[sum]; !ok {
			sums = append(sums, sum)
		}
	}
	slices.Sort(sums)
	for _, sum := range sums {
		if err := v.ctx.Err(); err != nil {
			return err
		}
		v.piece(sum)
	}
	if len(v.kept) != v.tx.state.Evidence {
		v.damaged("The count of the papers: %d were kept, and the history names %d.", v.tx.state.Evidence, len(v.kept))
	}
	return nil
}

func (v *verifier) piece(sum string) {
	e, err := v.tx.evidence(Blob{SHA256: sum})
	switch {
	case err != nil:
	case v.quick:
		err = v.tx.f.pieceBeside(e)
	default:
		err = v.tx.copyTo(io.Discard, e)
	}
	if err == nil {
		v.Bytes += e.size
		return
	}
	before := len(v.Damaged)
	if len(v.titles[sum]) == 0 {
		v.damaged("The paper of a document that was deleted.")
	}
	for _, title := range v.titles[sum] {
		v.damaged("The document %q.", title)
	}
	v.LostPapers += len(v.Damaged) - before
}
