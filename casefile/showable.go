package casefile

import (
	"encoding/hex"
	"fmt"
)

// Showable is a paper that may be shown to the Tribunal, and for a bundle the only way to its bytes. [Show] alone makes one, and only of
// a paper that is open; the zero Showable shows nothing. So that what is held back cannot go in, whoever writes the code: there is
// nothing to forget.
type Showable struct {
	file *File
	doc  Document
}

// HeldBack is the refusal of a paper that may not be shown.
type HeldBack struct {
	Title string // of the paper
	Why   string // in a plain sentence, which ends with what follows from it
}

// Error gives the sentence.
func (h HeldBack) Error() string { return h.Why }

// Show proves that a paper is open. It gives [HeldBack] for one that is not: because of its own mark, because it came with one that is
// held back, or because the same bytes are held back elsewhere in the file. [ErrNotFound] where there is none.
func Show(tx *Tx, id ID) (Showable, error) {
	d, err := Get[Document](tx, id)
	if err != nil {
		return Showable{}, err
	}
	if why := tx.marks().why(d); why != "" {
		return Showable{}, HeldBack{d.Title, why}
	}
	return Showable{tx.f, d}, nil
}

// Held gives every paper that [Show] refuses, with the sentence why.
func Held(tx *Tx) map[ID]string {
	m, held := tx.marks(), map[ID]string{}
	for _, d := range m.papers {
		if why := m.why(d); why != "" {
			held[d.ID] = why
		}
	}
	return held
}

// Document gives the record as it stood when it was shown to be open.
func (s Showable) Document() Document { return s.doc }

// Read proves again that the paper is open, and gives the record and the bytes as they are now, all in one look at the file. A paper that
// was marked meanwhile gives [HeldBack].
func (s Showable) Read() (Document, []byte, error) {
	var data []byte
	now, err := s.again(func(tx *Tx, d Document) (err error) {
		data, err = tx.Read(d.Blob)
		return err
	})
	if err != nil {
		return Document{}, nil, err
	}
	return now.doc, data, nil
}

// Again proves anew that the paper is open, as the file is now; the error is that of [Show].
func (s Showable) Again() (Showable, error) {
	return s.again(func(*Tx, Document) error { return nil })
}

func (s Showable) again(do func(*Tx, Document) error) (now Showable, err error) {
	if s.file == nil {
		return now, HeldBack{s.doc.Title, "Nothing shows that it is open, so it stays out of every bundle."}
	}
	err = s.file.View(func(tx *Tx) (err error) {
		if now, err = Show(tx, s.doc.ID); err != nil {
			return err
		}
		return do(tx, now.doc)
	})
	if err != nil {
		return Showable{}, fmt.Errorf("show %q: %w", s.doc.Title, err)
	}
	return now, nil
}

// marks is what decides whether a paper is held back.
type marks struct {
	papers map[ID]Document
	bytes  map[string]Document // those that are marked themselves, by their SHA-256
	came   map[ID]ID           // the paper that each came with, where it came with one
}

// marks gives every paper's mark; within one View they are read once.
func (tx *Tx) marks() marks {
	if tx.write || tx.ended {
		return tx.readMarks()
	}
	if tx.marked == nil {
		m := tx.readMarks()
		tx.marked = &m
	}
	return *tx.marked
}

// readMarks reads every paper's mark. A record that cannot be read marks nothing, so that one damaged paper does not stop a bundle of the
// others; it cannot be shown itself.
func (tx *Tx) readMarks() marks {
	m := marks{map[ID]Document{}, map[string]Document{}, map[ID]ID{}}
	rows, err := tx.rowsOf(Document{}.kind(), "")
	if err != nil {
		tx.fail(err)
	}
	for _, r := range rows {
		var d Document
		id := ID(hex.EncodeToString(r.id[:]))
		raw, err := tx.loadRow(place{d.kind(), id}, r)
		if err != nil || decode(raw, &d) != nil {
			continue
		}
		m.papers[id] = d
		if d.Privilege != PrivilegeOpen {
			m.bytes[d.Blob.SHA256] = d
		}
	}
	return m
}

const staysOut = ", so it stays out of every bundle."

// why says why a paper is held back; "" for one that is open. A mediation certificate marked open is open whatever it came with.
func (m marks) why(d Document) string {
	if d.Privilege != PrivilegeOpen {
		return "It is " + d.mark() + staysOut
	}
	if d.Kind == DocumentMediationCertificate {
		return ""
	}
	if twin, ok := m.bytes[d.Blob.SHA256]; ok {
		return fmt.Sprintf("It is the same paper as “%s”, which is %s%s", twin.Title, twin.mark(), staysOut)
	}
	seen := map[ID]bool{} // a paper cannot have come with itself, but a record might say so
	for id := m.came[d.ID]; id != "" && !seen[id]; id = m.came[id] {
		seen[id] = true
		if with, ok := m.papers[id]; ok && with.Privilege != PrivilegeOpen {
			return fmt.Sprintf("It came with “%s”, which is %s%s", with.Title, with.mark(), staysOut)
		}
	}
	return ""
}

// mark says how a paper is marked: "held back as legal advice (Counsel's opinion)".
func (d Document) mark() string {
	say := "held back as " + d.Privilege.as()
	if d.Reason != "" {
		say += " (" + d.Reason + ")"
	}
	return say
}
