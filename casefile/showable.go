package casefile

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
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

// Show proves that a paper is open. It gives [HeldBack] for one that is not: because of its own mark, because it came with or holds one that
// is held back, or because the same bytes are held back elsewhere in the file. [ErrNotFound] where there is none.
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

// Shown is what a bundle shows of a paper.
type Shown struct {
	Document Document // as it is now
	Data     []byte   // the original, or a PDF that was made of it
	Made     bool     // Data is that PDF
	Own      bool     // this program made it, so that the place of a page number is free
	SHA256   string   // of Data, as it was checked when it was read; "" where nobody did
	Seen     []byte   // what a look through the pages of Data found when it was taken in; nil where nobody looked
	Layer    []byte   // the words read off the pages of Data that are pictures, with their places, as intake keeps them; nil for none
}

// Pages is [Showable.Read] for a bundle: it gives the pages made of a paper that is no PDF, and of a printed chain of e-mails that is to be squeezed.
func (s Showable) Pages() (Shown, error) {
	var out Shown
	now, err := s.again(func(tx *Tx, d Document) (err error) {
		out, err = tx.shown(d)
		return err
	})
	if err != nil {
		return Shown{}, err
	}
	out.Document = now.doc
	return out, nil
}

func (tx *Tx) shown(d Document) (out Shown, err error) {
	t, err := TextOf(tx, d.ID)
	if err != nil && !errors.Is(err, ErrNotFound) {
		return out, err
	}
	blob, made := t.Shows(d)
	if out.Made = made; made {
		out.Own = t.By == "" || !strings.Contains(t.By, "LibreOffice")
	}
	if out.Data, err = tx.Read(blob); err != nil {
		return out, err
	}
	if out.SHA256 = blob.SHA256; !made || d.Type != FilePDF { // of a chain that is squeezed the pages as printed were looked at
		out.Seen = t.Seen
	}
	if t.Layer != (Blob{}) && !d.Squeezed {
		out.Layer, err = tx.Read(t.Layer)
	}
	return out, err
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

// marks is what decides whether a paper is held back, as the file stood after one event of its history.
type marks struct {
	link   string // of that event
	papers map[ID]Document
	bytes  map[string]Document // those that are marked themselves, by their SHA-256
	came   map[ID]ID           // the paper that each came with, where it came with one
}

// marks gives every paper's mark. They are read anew only when the file has changed: every change is an event of the history, and so
// gives it another link. An Update always reads them, because what it is about to change is no event yet.
func (tx *Tx) marks() marks {
	if tx.write || tx.ended {
		return tx.readMarks()
	}
	if kept := tx.f.marked.Load(); kept != nil && kept.link == tx.state.Link {
		return *kept
	}
	m := tx.readMarks()
	tx.f.marked.Store(&m)
	return m
}

// readMarks reads every paper's mark. A record that cannot be read marks nothing, so that one damaged paper does not stop a bundle of the
// others; it cannot be shown itself.
func (tx *Tx) readMarks() marks {
	m := marks{tx.state.Link, map[ID]Document{}, map[string]Document{}, map[ID]ID{}}
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
		if d.Within != "" {
			m.came[id] = d.Within
		}
		if d.Privilege != PrivilegeOpen {
			m.bytes[d.Blob.SHA256] = d
		}
	}
	for id, d := range m.papers { // what came with a private paper, or holds one, is private under every name
		with, held := m.cameWith(id)
		if !held {
			with, held = m.private(d)
		}
		if held && d.Privilege == PrivilegeOpen && d.Kind != DocumentMediationCertificate {
			if _, marked := m.bytes[d.Blob.SHA256]; !marked {
				d.Privilege, d.Reason = with.Privilege, with.Reason
				m.bytes[d.Blob.SHA256] = d
			}
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
	if d.Unread() { // a certificate too: nobody has seen that it is one
		return "It has not been read yet, and may say that it is private" + staysOut
	}
	if d.Kind == DocumentMediationCertificate {
		return ""
	}
	if with, ok := m.cameWith(d.ID); ok {
		return fmt.Sprintf("It came with “%s”, which is %s%s", with.Title, with.mark(), staysOut)
	}
	if in, ok := m.private(d); ok {
		return fmt.Sprintf("It holds “%s”, which is %s%s", in.Title, in.mark(), staysOut)
	}
	if twin, ok := m.bytes[d.Blob.SHA256]; ok {
		return fmt.Sprintf("It is the same paper as “%s”, which is %s%s", twin.Title, twin.mark(), staysOut)
	}
	return ""
}

// cameWith gives the paper that is held back and that this one came with, at whatever depth.
func (m marks) cameWith(paper ID) (Document, bool) {
	seen := map[ID]bool{} // a paper cannot have come with itself, but a record might say so
	for id := m.came[paper]; id != "" && !seen[id]; id = m.came[id] {
		seen[id] = true
		if with, ok := m.private(m.papers[id]); ok && m.papers[id].ID != "" {
			return with, true
		}
	}
	return Document{}, false
}

// private gives the paper that makes one private: itself, or for a mailbox that was put together here an e-mail in it that is marked, or came
// with one that is, or has the bytes of one. An e-mail holds no others, so this ends.
func (m marks) private(d Document) (Document, bool) {
	if d.Privilege != PrivilegeOpen {
		return d, true
	}
	for _, id := range d.Holds {
		in, here := m.papers[id]
		if !here {
			continue
		}
		if in.Privilege != PrivilegeOpen {
			return in, true
		}
		if twin, ok := m.bytes[in.Blob.SHA256]; ok {
			return twin, true
		}
		seen := map[ID]bool{d.ID: true}
		for up := m.came[id]; up != "" && !seen[up]; up = m.came[up] {
			seen[up] = true
			if with, ok := m.papers[up]; ok && with.Privilege != PrivilegeOpen {
				return with, true
			}
		}
	}
	return Document{}, false
}

// mark says how a paper is marked: "held back as legal advice (Counsel's opinion)".
func (d Document) mark() string {
	say := "held back as " + d.Privilege.as()
	if d.Reason != "" {
		say += " (" + d.Reason + ")"
	}
	return say
}
