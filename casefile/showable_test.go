package casefile

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

// newPaper puts a paper with bytes of its own.
func newPaper(t testing.TB, tx *Tx, title, bytes string) Document {
	t.Helper()
	b, err := tx.Add(strings.NewReader(bytes), title)
	if err != nil {
		t.Fatal(err)
	}
	return putIn(t, tx, paper(title, b))
}

// marked puts a paper with a mark.
func marked(t *testing.T, tx *Tx, d Document, p Privilege, reason string) Document {
	t.Helper()
	d, err := d.Mark(p, reason)
	if err != nil {
		t.Fatal(err)
	}
	return putIn(t, tx, d)
}

// shows asks Show and gives the sentence of its refusal, "" for a paper that is open.
func shows(t *testing.T, f *File, id ID) (Showable, string) {
	t.Helper()
	var s Showable
	var why string
	if err := f.View(func(tx *Tx) (err error) {
		s, err = Show(tx, id)
		var held HeldBack
		if errors.As(err, &held) {
			why, err = held.Why, nil
		}
		if got := Held(tx)[id]; got != why {
			t.Errorf("Held says %q, Show %q", got, why)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return s, why
}

func TestOnlyAnOpenPaperIsShown(t *testing.T) {
	f := newFile(t, NoPassphrase())
	for _, c := range []struct {
		mark   Privilege
		reason string
		want   string
	}{
		{PrivilegeOpen, "because", ""},
		{PrivilegeWithoutPrejudice, "", "It is held back as without prejudice, so it stays out of every bundle."},
		{PrivilegeMediation, "“Mediation notes” stands on page 1.", "It is held back as said in mediation (“Mediation notes” stands on page 1), so it stays out of every bundle."},
		{PrivilegeLegalAdvice, " counsel’s \n opinion ", "It is held back as legal advice (counsel’s opinion), so it stays out of every bundle."},
	} {
		var d Document
		must(t, f, func(tx *Tx) error {
			d = marked(t, tx, newPaper(t, tx, "Paper", "bytes of "+string(c.mark)), c.mark, c.reason)
			return nil
		})
		s, why := shows(t, f, d.ID)
		if why != c.want {
			t.Errorf("%s: %q", c.mark, why)
		}
		now, data, err := s.Read()
		if opened := err == nil; opened != (c.want == "") || opened && (string(data) != "bytes of open" || now.Reason != "") {
			t.Errorf("%s: read %q, %+v, %v", c.mark, data, now, err)
		}
	}
	if err := f.View(func(tx *Tx) error { _, err := Show(tx, newID()); return err }); !errors.Is(err, ErrNotFound) {
		t.Errorf("no paper at all gives %v", err)
	}
}

func TestAMarkOfANewerVersionHoldsBack(t *testing.T) {
	m := marks{}
	for _, p := range []Privilege{"", "Open", "sealed-by-the-court"} {
		if why := m.why(Document{Privilege: p}); why != "It is held back as not open, so it stays out of every bundle." {
			t.Errorf("%q: %q", p, why)
		}
	}
}

func TestTheSameBytesAreHeldBackUnderEveryName(t *testing.T) {
	f := newFile(t, NoPassphrase())
	var copied, other Document
	must(t, f, func(tx *Tx) error {
		marked(t, tx, newPaper(t, tx, "Notes", "said in the room"), PrivilegeMediation, "")
		copied, other = newPaper(t, tx, "Notes again", "said in the room"), newPaper(t, tx, "Other", "said elsewhere")
		return nil
	})
	if _, why := shows(t, f, copied.ID); why != "It is the same paper as “Notes”, which is held back as said in mediation, so it stays out of every bundle." {
		t.Errorf("%q", why)
	}
	if _, why := shows(t, f, other.ID); why != "" {
		t.Errorf("other bytes: %q", why)
	}
}

func TestWhatCameWithAHeldBackPaperIsHeldBack(t *testing.T) {
	letter := Document{Head: Head{ID: "letter"}, Title: "Letter", Kind: DocumentLetter, Privilege: PrivilegeOpen}
	mail := Document{Head: Head{ID: "mail"}, Title: "Forwarded", Privilege: PrivilegeOpen}
	top := Document{Head: Head{ID: "top"}, Title: "From the lawyer", Privilege: PrivilegeLegalAdvice}
	m := marks{papers: map[ID]Document{"letter": letter, "mail": mail, "top": top}, came: map[ID]ID{"letter": "mail", "mail": "top"}}
	const want = "It came with “From the lawyer”, which is held back as legal advice, so it stays out of every bundle."
	if why := m.why(letter); why != want {
		t.Errorf("two steps up: %q", why)
	}
	certificate := with(letter, func(d *Document) { d.Kind = DocumentMediationCertificate })
	if why := m.why(certificate); why != "" {
		t.Errorf("the certificate: %q", why)
	}
	m.papers["top"] = with(top, func(d *Document) { d.Privilege = PrivilegeOpen })
	m.came["top"] = "letter" // a ring must end
	if why := m.why(letter); why != "" {
		t.Errorf("all open: %q", why)
	}
}

// A mailbox put together of e-mails follows what becomes of each, whenever.
func TestAMailboxFollowsTheMarksOfItsEmails(t *testing.T) {
	f := newFile(t, NoPassphrase())
	var first, second, box, again, inside Document
	must(t, f, func(tx *Tx) error {
		first, second = newPaper(t, tx, "First", "one"), newPaper(t, tx, "Second", "two")
		box = putIn(t, tx, with(newPaper(t, tx, "Both", "one and two"), func(d *Document) { d.Holds = []ID{first.ID, second.ID} }))
		again = newPaper(t, tx, "Both again", "one and two")
		inside = putIn(t, tx, with(newPaper(t, tx, "Attached", "terms"), func(d *Document) { d.Within = box.ID }))
		return nil
	})
	for _, d := range []Document{box, again, inside} {
		if _, why := shows(t, f, d.ID); why != "" {
			t.Errorf("%q before: %q", d.Title, why)
		}
	}
	must(t, f, func(tx *Tx) error { second = marked(t, tx, second, PrivilegeWithoutPrejudice, "an offer"); return nil })
	const mark = "“Second”, which is held back as without prejudice (an offer), so it stays out of every bundle."
	for id, want := range map[ID]string{box.ID: "It holds " + mark, inside.ID: "It came with " + mark, first.ID: ""} {
		if _, why := shows(t, f, id); why != want {
			t.Errorf("%q, not %q", why, want)
		}
	}
	if _, why := shows(t, f, again.ID); !strings.HasPrefix(why, "It is the same paper as “Both”") {
		t.Errorf("the same mailbox: %q", why)
	}
	must(t, f, func(tx *Tx) error { return Delete[Document](tx, second.ID) })
	if _, why := shows(t, f, box.ID); !strings.HasPrefix(why, "It is held back as without prejudice") {
		t.Errorf("after the e-mail was deleted: %q", why)
	}
}

// The e-mail a paper came with is looked at as soon as records name it.
// TestABundleFollowsTheDocumentsTakenOutOfIt: the pages of a document that is held back are in the bundle it was taken out of, too. The other
// documents stay as they are.
func TestABundleFollowsTheDocumentsTakenOutOfIt(t *testing.T) {
	f := newFile(t, NoPassphrase())
	var whole, twin, private, plain Document
	must(t, f, func(tx *Tx) error {
		whole = newPaper(t, tx, "Hearing bundle", "all of it")
		twin = newPaper(t, tx, "The same bundle again", "all of it")
		private = newPaper(t, tx, "Offer", "the offer")
		plain = newPaper(t, tx, "Report", "the report")
		private.Within, private.TakenFrom = whole.ID, 9
		plain.Within, plain.TakenFrom = whole.ID, 2
		private, plain = putIn(t, tx, private), putIn(t, tx, plain)
		return nil
	})
	for _, d := range []Document{whole, twin, private, plain} {
		if _, why := shows(t, f, d.ID); why != "" {
			t.Fatalf("%s: %s", d.Title, why)
		}
	}
	must(t, f, func(tx *Tx) error { private = marked(t, tx, private, PrivilegeWithoutPrejudice, ""); return nil })
	want := "It holds “Offer”, which is held back as without prejudice, so it stays out of every bundle."
	if _, why := shows(t, f, whole.ID); why != want {
		t.Errorf("the bundle: %q", why)
	}
	if _, why := shows(t, f, twin.ID); why == "" {
		t.Error("the same bytes under another name are open")
	}
	if _, why := shows(t, f, plain.ID); why != "" {
		t.Errorf("another document of the bundle: %q", why)
	}
	must(t, f, func(tx *Tx) error { marked(t, tx, whole, PrivilegeLegalAdvice, ""); return nil })
	if _, why := shows(t, f, plain.ID); why == "" {
		t.Error("a bundle that is held back itself leaves its documents open")
	}
	must(t, f, func(tx *Tx) error {
		whole = marked(t, tx, whole, PrivilegeOpen, "")
		return Delete[Document](tx, private.ID)
	})
	if _, why := shows(t, f, whole.ID); why == "" {
		t.Error("deleting the private document opened the bundle that holds its pages")
	}
}

func TestTheRecordsOwnWordOnWhatItCameWithIsHeeded(t *testing.T) {
	field, named := reflect.TypeFor[Document]().FieldByName("Within")
	if !named {
		return // records of this version do not name it
	}
	f := newFile(t, NoPassphrase())
	var d Document
	must(t, f, func(tx *Tx) error {
		mail := marked(t, tx, newPaper(t, tx, "E-mail", "mail"), PrivilegeLegalAdvice, "")
		d = newPaper(t, tx, "Attached", "attached")
		reflect.ValueOf(&d).Elem().FieldByIndex(field.Index).SetString(string(mail.ID))
		d = putIn(t, tx, d)
		return nil
	})
	if _, why := shows(t, f, d.ID); !strings.HasPrefix(why, "It came with “E-mail”") {
		t.Errorf("%q", why)
	}
}

// What is marked between the proof and the reading is not read.
func TestTheProofIsTakenAgainWhenTheBytesAreRead(t *testing.T) {
	f := newFile(t, NoPassphrase())
	var d Document
	must(t, f, func(tx *Tx) error { d = newPaper(t, tx, "Paper", "bytes"); return nil })
	s, _ := shows(t, f, d.ID)
	if _, data, err := s.Read(); err != nil || string(data) != "bytes" {
		t.Fatalf("%q, %v", data, err)
	}
	must(t, f, func(tx *Tx) error { marked(t, tx, d, PrivilegeMediation, ""); return nil })
	_, data, err := s.Read()
	if _, held := errors.AsType[HeldBack](err); !held || data != nil {
		t.Errorf("read %q, %v", data, err)
	}
	if _, err := s.Again(); err == nil {
		t.Error("it was shown again")
	}
	must(t, f, func(tx *Tx) error { marked(t, tx, d, PrivilegeOpen, ""); return nil })
	if _, err := s.Again(); err != nil {
		t.Errorf("opened again: %v", err)
	}
}

// A mark that was not kept proves nothing: the bytes are read only as the file stands.
func TestAProofFromAChangeThatWasNotKeptReadsNothing(t *testing.T) {
	f := newFile(t, NoPassphrase())
	var d Document
	must(t, f, func(tx *Tx) error {
		d = marked(t, tx, newPaper(t, tx, "Paper", "bytes"), PrivilegeMediation, "")
		return nil
	})
	var s Showable
	undo := errors.New("undo")
	if err := f.Update(func(tx *Tx) (err error) {
		marked(t, tx, d, PrivilegeOpen, "")
		if s, err = Show(tx, d.ID); err != nil {
			t.Fatal(err)
		}
		return undo
	}); !errors.Is(err, undo) {
		t.Fatal(err)
	}
	if _, data, err := s.Read(); err == nil {
		t.Errorf("read %q", data)
	}
	var twin Document // the same bytes under another name
	must(t, f, func(tx *Tx) error { twin = newPaper(t, tx, "Again", "bytes"); return nil })
	if err := f.Update(func(tx *Tx) error {
		marked(t, tx, d, PrivilegeOpen, "")
		if _, err := Show(tx, twin.ID); err != nil {
			t.Fatal(err)
		}
		return undo
	}); !errors.Is(err, undo) {
		t.Fatal(err)
	}
	if _, why := shows(t, f, twin.ID); !strings.HasPrefix(why, "It is the same paper") {
		t.Errorf("what was undone opened it: %q", why)
	}
}

func TestTheZeroShowableShowsNothing(t *testing.T) {
	var s Showable
	_, data, err := s.Read()
	if held, ok := errors.AsType[HeldBack](err); !ok || data != nil || !strings.HasPrefix(held.Why, "Nothing shows that it is open") {
		t.Errorf("%q, %v", data, err)
	}
}

func TestTheMediationCertificateIsNotHeldBack(t *testing.T) {
	d := Document{Kind: DocumentMediationCertificate, Privilege: PrivilegeOpen}
	for _, p := range Privileges()[1:] {
		if _, err := d.Mark(p, ""); !errors.As(err, new(Problem)) {
			t.Errorf("%s: %v", p, err)
		}
	}
	if _, err := d.Mark(PrivilegeOpen, ""); err != nil {
		t.Error(err)
	}
}

func TestLockingForgetsTheMarks(t *testing.T) {
	f := newFile(t, Passphrase(testPassphrase))
	var d Document
	must(t, f, func(tx *Tx) error { d = newPaper(t, tx, "Paper", "bytes"); return nil })
	shows(t, f, d.ID)
	if f.marked.Load() == nil {
		t.Fatal("nothing was kept, so the test says nothing")
	}
	if err := f.Lock(); err != nil {
		t.Fatal(err)
	}
	if f.marked.Load() != nil {
		t.Error("the titles of the papers are still there")
	}
}

// What came with a paper that is held back stays held back when that paper is deleted.
func TestDeletingAPrivateEmailOpensNothing(t *testing.T) {
	f := newFile(t, NoPassphrase())
	email := addDocument(t, f, "Offer", []byte("the offer"))
	report := addDocument(t, f, "Report", []byte("came with it"))
	certificate := addDocument(t, f, "Certificate", []byte("came with it too"))
	must(t, f, func(tx *Tx) error {
		report.Within, certificate.Within, certificate.Kind = email.ID, email.ID, DocumentMediationCertificate
		email.Privilege, email.Reason = PrivilegeMediation, "said in mediation"
		for _, d := range []Document{email, report, certificate} {
			if _, err := Put(tx, d); err != nil {
				return err
			}
		}
		return nil
	})
	must(t, f, func(tx *Tx) error { return Delete[Document](tx, email.ID) })
	held := map[ID]string{}
	if err := f.View(func(tx *Tx) error { held = Held(tx); return nil }); err != nil {
		t.Fatal(err)
	}
	if held[report.ID] == "" || held[certificate.ID] != "" {
		t.Errorf("held back: %q", held)
	}
	healthy(t, f)
}
