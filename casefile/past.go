package casefile

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
)

// What an event says that a change did.
const (
	doMade    = "made"
	doPut     = "put"
	doCorrect = "correct"
	doDelete  = "delete"
	doRestore = "restore"
	doErase   = "erase"
	doKeep    = "keep"
	doKey     = "key"
	doSchema  = "schema" // the file was brought up to a newer version
)

// Act is what was done, as the history tells it.
type Act string

// What can be done. A correction mends a slip in the writing down; a change says that things are different now.
const (
	ActMade      Act = "made"
	ActAdded     Act = "added"
	ActChanged   Act = "changed"
	ActCorrected Act = "corrected"
	ActDeleted   Act = "deleted"
	ActRestored  Act = "restored"
	ActErased    Act = "erased"
	ActEvidence  Act = "evidence"
	ActKey       Act = "key"
	ActSchema    Act = "schema"
)

// done gives the act for each word of an event, but for a first put.
var done = map[string]Act{doMade: ActMade, doPut: ActChanged, doCorrect: ActCorrected, doDelete: ActDeleted, doRestore: ActRestored,
	doErase: ActErased, doKeep: ActEvidence, doKey: ActKey, doSchema: ActSchema}

var acts = words[Act]{{ActMade, "The case file was made"}, {ActAdded, "Added"}, {ActChanged, "Changed"}, {ActCorrected, "Corrected"},
	{ActDeleted, "Deleted"}, {ActRestored, "Brought back"}, {ActErased, "Erased for good"}, {ActEvidence, "A paper's bytes were kept"},
	{ActKey, "A key was made"}, {ActSchema, "Brought up to a newer version"}}

// Acts gives every act.
func Acts() []Act { return acts.all() }

// Title gives the act in words.
func (a Act) Title() string { return acts.title(a) }

// act tells a first put from a later one. A word that is newer than this version stands for itself.
func (c change) act() Act {
	if c.Do == doPut && c.Was == "" {
		return ActAdded
	}
	if a, ok := done[c.Do]; ok {
		return a
	}
	return Act(c.Do)
}

// Correct puts a record as [Put] does, and the history says that it mends a slip in what was written down, where Put says that things have
// changed. why may be empty; it is sealed beside the former words, and the event holds only its hash. It gives the errors of Put.
func Correct[T Record](tx *Tx, rec T, why string) (T, error) { return putAs(tx, rec, doCorrect, why) }

// Version is one earlier state of a record.
type Version[T Record] struct {
	Record T
	Known  bool      // false where its words were erased or, as those read from a paper, are not kept; Record is then empty
	From   time.Time // when it began to stand so
	Until  time.Time // when it ended
	By     Act       // what ended it: [ActChanged], [ActCorrected] or [ActDeleted]
	Why    string    // the reason given, if any
}

// Past gives every earlier state of a record, newest first; the state in which it stands today is not among them. It reads the whole
// history, and gives [ErrNotFound] for what was never kept, and [ErrDamaged].
func Past[T Record](tx *Tx, id ID) ([]Version[T], error) {
	var zero T
	p := place{zero.kind(), id}
	steps, erased, err := tx.steps(p)
	if err == nil && len(steps) == 0 {
		err = ErrNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("the past of %s %s: %w", p.kind, id, err)
	}
	var out []Version[T]
	var from time.Time
	for _, s := range steps {
		if s.Was != "" {
			v := Version[T]{From: from, Until: s.at, By: s.act(), Known: s.seq > erased && p.kind != kindText}
			if err := readVersion(tx, p, s.change, &v); err != nil {
				return nil, fmt.Errorf("the past of %s %s: %w", p.kind, id, err)
			}
			out = append(out, v)
		}
		from = s.at
	}
	slices.Reverse(out)
	return out, nil
}

// readVersion fills in the words of an earlier state, where they are kept.
func readVersion[T Record](tx *Tx, p place, c change, v *Version[T]) error {
	if !v.Known {
		return nil
	}
	raw, err := tx.former(p, c.Was)
	if err == nil {
		err = decode(raw, &v.Record)
	}
	why, whyErr := tx.reason(c)
	v.Why = why
	return errors.Join(err, whyErr)
}

// step is one change with its place in the history.
type step struct {
	seq uint64
	at  time.Time
	change
}

// steps gives what happened to one record, oldest first, and the number of the change that erased its earlier words, or 0.
func (tx *Tx) steps(p place) (steps []step, erased uint64, err error) {
	err = tx.walk(func(s step) error {
		switch {
		case s.Kind != p.kind || s.ID != p.id:
		case s.Do == doErase:
			erased = s.seq
		default:
			steps = append(steps, s)
		}
		return nil
	})
	return steps, erased, err
}

// walk goes through every change from the first to the last, with those of this very transaction.
func (tx *Tx) walk(do func(step) error) error {
	for seq := uint64(1); seq <= tx.state.Seq; seq++ {
		e, _, err := tx.event(seq)
		if err != nil {
			return err
		}
		for _, c := range e.Changes {
			if err := do(step{seq, e.At, c}); err != nil {
				return err
			}
		}
	}
	for _, c := range slices.Clone(tx.changes) {
		if err := do(step{tx.state.Seq + 1, tx.at(), c}); err != nil {
			return err
		}
	}
	return nil
}

// reason is why something was done. The salt keeps a stranger with the event's hash from guessing at short words.
type reason struct {
	Salt []byte `json:"salt"`
	Why  string `json:"why"`
}

func (tx *Tx) reasonKey(sum string) []byte { return tx.keys.name("reason", sum) }

// noteWith notes a change with the reason given for it, which is sealed apart, so that the event stays without words.
func (tx *Tx) noteWith(c change, why string) error {
	if why = strings.TrimSpace(why); why != "" {
		raw, err := json.Marshal(reason{randomBytes(16), why})
		if err != nil {
			return err
		}
		c.Why = fullSum(raw)
		if err := tx.put(bucketHistory, tx.reasonKey(c.Why), raw); err != nil {
			return tx.fail(fmt.Errorf("keep the reason: %w", err))
		}
	}
	tx.note(c)
	return nil
}

// reason gives why a change was made, "" where nobody said, or ErrDamaged.
func (tx *Tx) reason(c change) (string, error) {
	if c.Why == "" {
		return "", nil
	}
	raw, err := tx.get(bucketHistory, tx.reasonKey(c.Why))
	if err != nil || fullSum(raw) != c.Why {
		return "", ErrDamaged
	}
	var r reason
	err = decode(raw, &r)
	return r.Why, err
}

// Happening is one thing that was done to the case file.
type Happening struct {
	Seq   uint64 // of the commit, from 1; several may share one
	At    time.Time
	Act   Act
	Kind  string // of record: "entry"; empty for what is about no record
	ID    ID
	Title string // the record's title or first words as they are now or last were; empty where they were erased
	Why   string // the reason given, if any
}

// History gives what was done to the case file, newest first, and at most limit of it (all for 0). It gives the error of ctx, [ErrDamaged]
// where the history cannot be read, and [ErrClosed].
func (f *File) History(ctx context.Context, limit int) (out []Happening, err error) {
	err = f.View(func(tx *Tx) error {
		titles := map[place]string{}
		for seq := tx.state.Seq; seq > 0 && (limit <= 0 || len(out) < limit); seq-- {
			if err := ctx.Err(); err != nil {
				return err
			}
			e, _, err := tx.event(seq)
			if err != nil {
				return err
			}
			for _, c := range slices.Backward(e.Changes) {
				out = append(out, tx.happening(step{seq, e.At, c}, titles))
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("the history of %q: %w", f.path, err)
	}
	if limit > 0 && len(out) > limit {
		out = out[:limit]
	}
	return out, nil
}

// happening puts a change in words. titles remembers those found already: newer ones come first, and each record is looked for once.
func (tx *Tx) happening(s step, titles map[place]string) Happening {
	h := Happening{Seq: s.seq, At: s.at, Act: s.act(), Kind: s.Kind, ID: s.ID}
	h.Why, _ = tx.reason(s.change) // erased with the words, or damaged, which Verify says
	if s.ID == "" {
		h.Kind = "" // a key slot is no record
		return h
	}
	p := place{s.Kind, s.ID}
	title, ok := titles[p]
	if !ok {
		raw, _, err := tx.load(p)
		if err != nil && s.Was != "" {
			raw, _ = tx.former(p, s.Was)
		}
		title = titleOf(raw)
		titles[p] = title
	}
	h.Title = title
	return h
}

// titleRunes is how much of a record's first words stand for it.
const titleRunes = 60

// titleOf gives a record's title, name or first words, whatever its kind; "" for none.
func titleOf(raw []byte) string {
	var r struct{ Title, Name, Said, Promised, Note, Reference, Kind string }
	if json.Unmarshal(raw, &r) != nil {
		return ""
	}
	for _, s := range []string{r.Title, r.Name, r.Said, r.Promised, r.Note, r.Reference, r.Kind} {
		if s = strings.Join(strings.Fields(s), " "); s == "" {
			continue
		}
		if runes := []rune(s); len(runes) > titleRunes {
			return string(runes[:titleRunes-1]) + "…"
		}
		return s
	}
	return ""
}

// Root stands for everything the file ever held: whoever noted it down can tell later that nothing before it was altered.
type Root struct {
	Seq  uint64    // how many commits there were
	Link string    // the SHA-256 of the last event, in hexadecimal
	At   time.Time // when the last one was made, by this computer's clock
}

// Root gives the present end of the history. It needs no key to be checked: see [File.Proof]. It gives [ErrDamaged] and [ErrClosed].
func (f *File) Root() (r Root, err error) {
	err = f.View(func(tx *Tx) error {
		r, err = tx.root()
		return err
	})
	return r, err
}

func (tx *Tx) root() (Root, error) {
	e, link, err := tx.event(tx.state.Seq)
	return Root{tx.state.Seq, link, e.At}, err
}

// proofSays stands before the events. Its lines begin with #, so that the rest is JSON lines.
const proofSays = `# The history of a case file, made to be checked by anybody, without a password and without our program.
# Every line below that begins with { is one saving of the file, in order and exactly as it was written down. It holds no words of the
# family: "at" is when, by the clock of the computer; "sum" is the SHA-256 of what was saved; "prev" is the SHA-256 of the line before,
# without its line end (empty for the first). A line that was altered, left out or moved no longer fits the "prev" of the line after it, and
# the last line must fit the end noted here. What this does not prove: when a saving happened, if the clock was wrong; note the end with
# somebody independent to prove that it was there by then.
# Number of lines: %d
# SHA-256 of the last line: %s
# Made at: %s
# To check one line, here line N, by hand: grep '^{' THIS-FILE | sed -n 'Np' | tr -d '\n' | sha256sum
# To check all of them with Python 3, save the five lines below without their "#| " as check.py, and run: python3 check.py THIS-FILE
#| import hashlib, json, sys
#| said = open(sys.argv[1], "rb").read().split(b"\n"); lines = [l for l in said if l.startswith(b"{")]; prev = ""
#| for n, l in enumerate(lines, 1):
#|     e = json.loads(l); assert e["prev"] == prev and e["seq"] == n, "Line %%d does not fit." %% n; prev = hashlib.sha256(l).hexdigest()
#| assert b"# SHA-256 of the last line: " + prev.encode() in said, "The end does not fit."; print("All", n, "lines fit.")
`

// Proof writes the history so that a court can check it: in plain English how, and then the exact bytes of every event, one a line. It
// holds no words and needs no key. It gives the errors of w, [ErrDamaged] where the chain does not hold, and [ErrClosed].
func (f *File) Proof(w io.Writer) error {
	err := f.View(func(tx *Tx) error {
		r, err := tx.root()
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, proofSays, r.Seq, r.Link, r.At.Format(time.RFC3339)); err != nil {
			return err
		}
		return tx.proveTo(w)
	})
	if err != nil {
		return fmt.Errorf("the history of %q: %w", f.path, err)
	}
	return nil
}

// proveTo writes the events, and sees for itself that each fits the one before.
func (tx *Tx) proveTo(w io.Writer) error {
	prev := ""
	for seq := uint64(1); seq <= tx.state.Seq; seq++ {
		e, link, err := tx.event(seq)
		if err != nil || e.Prev != prev {
			return errors.Join(err, fmt.Errorf("change %d: %w", seq, ErrDamaged))
		}
		raw, err := tx.eventText(seq)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "%s\n", raw); err != nil {
			return err
		}
		prev = link
	}
	if prev != tx.state.Link {
		return fmt.Errorf("the end of its history: %w", ErrDamaged)
	}
	return nil
}
