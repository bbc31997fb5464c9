package casefile

import (
	"bytes"
	"context"
	"errors"
	"testing"
)

// readPaper keeps a document with words and with pages made from it, as reading it does.
func readPaper(t *testing.T, f *File, title, form string) (Document, Text) {
	t.Helper()
	var d Document
	var text Text
	must(t, f, func(tx *Tx) error {
		original, err := tx.Add(bytes.NewReader([]byte("original of "+title)), title)
		if err != nil {
			return err
		}
		if d, err = Put(tx, paper(title, original)); err != nil {
			return err
		}
		made, err := tx.Add(bytes.NewReader([]byte(form)), title)
		if err != nil {
			return err
		}
		text, err = PutText(tx, Text{Document: d.ID, Pages: []string{"words of " + title}, Form: made, By: "LibreOffice"})
		return err
	})
	return d, text
}

func evidenceKept(t *testing.T, f *File) int {
	t.Helper()
	s, err := standing(f)
	if err != nil {
		t.Fatal(err)
	}
	healthy(t, f)
	return s.Evidence
}

func TestWhatWasReadFromADocument(t *testing.T) {
	f := newFile(t, NoPassphrase())
	d, first := readPaper(t, f, "Report", "pages, made once")
	if first.ID != d.ID || evidenceKept(t, f) != 2 {
		t.Errorf("the text is %q of %q, %d pieces", first.ID, d.ID, evidenceKept(t, f))
	}
	must(t, f, func(tx *Tx) error { // read again: the new pages take the place of the old
		made, err := tx.Add(bytes.NewReader([]byte("pages, made again")), "x")
		if err != nil {
			return err
		}
		_, err = PutText(tx, Text{Document: d.ID, Form: made})
		return err
	})
	if n := evidenceKept(t, f); n != 2 {
		t.Errorf("%d pieces are kept after it was read again, not the original and its pages", n)
	}
	if _, err := f.Read(first.Form); !errors.Is(err, ErrNotFound) {
		t.Errorf("the old pages: %v", err)
	}
}

// Pages that two documents share, or that are a document themselves, stay when one of them is read again.
func TestSharedPagesStay(t *testing.T) {
	f := newFile(t, NoPassphrase())
	d, _ := readPaper(t, f, "Report", "the same pages")
	_, other := readPaper(t, f, "Copy", "the same pages")
	must(t, f, func(tx *Tx) error { _, err := PutText(tx, Text{Document: d.ID}); return err })
	if _, err := f.Read(other.Form); err != nil {
		t.Errorf("the pages of the other: %v", err)
	}
	healthy(t, f)
}

// A text that an older program kept under an ID of its own is found, and replaced in place.
func TestAnOlderTextIsFound(t *testing.T) {
	f := newFile(t, NoPassphrase())
	d := addDocument(t, f, "Report", []byte("report"))
	old := put(t, f, Text{Document: d.ID, Pages: []string{"before"}})
	must(t, f, func(tx *Tx) error {
		got, err := TextOf(tx, d.ID)
		if err != nil || got.ID != old.ID {
			t.Errorf("found %q, %v", got.ID, err)
		}
		if _, err := TextOf(tx, newID()); !errors.Is(err, ErrNotFound) {
			t.Errorf("the text of nothing: %v", err)
		}
		_, err = PutText(tx, Text{Document: d.ID, Pages: []string{"after"}})
		return err
	})
	if texts := all[Text](t, f, ""); len(texts) != 1 || texts[0].ID != old.ID || texts[0].Pages[0] != "after" {
		t.Errorf("kept: %+v", texts)
	}
}

// Erasing a paper erases the pages made from it.
func TestPagesGoWithTheirPaper(t *testing.T) {
	f := newFile(t, NoPassphrase())
	d, text := readPaper(t, f, "Report", "its pages")
	must(t, f, func(tx *Tx) error { return Delete[Document](tx, d.ID) })
	must(t, f, func(tx *Tx) error { _, err := Purge(tx, f.now().AddDate(1, 0, 0)); return err })
	if _, err := f.Read(text.Form); !errors.Is(err, ErrNotFound) {
		t.Errorf("the pages: %v", err)
	}
	if n := evidenceKept(t, f); n != 0 {
		t.Errorf("%d pieces are left", n)
	}
}

func TestPagesTravel(t *testing.T) {
	f := newFile(t, NoPassphrase())
	_, text := readPaper(t, f, "Report", "its pages")
	var archive bytes.Buffer
	if err := Export(context.Background(), f, &archive, ToPassphrase("a long enough phrase")); err != nil {
		t.Fatal(err)
	}
	g, err := Import(context.Background(), bytes.NewReader(archive.Bytes()), WithPassphrase("a long enough phrase"), newPlace(t))
	if err != nil {
		t.Fatal(err)
	}
	defer g.Close()
	if got, err := g.Read(text.Form); err != nil || string(got) != "its pages" {
		t.Errorf("the pages after the journey: %q, %v", got, err)
	}
	healthy(t, g)
}

// A text cannot name pages that are not there.
func TestATextOfMissingPages(t *testing.T) {
	f := newFile(t, NoPassphrase())
	d, text := readPaper(t, f, "Report", "its pages")
	err := f.Update(func(tx *Tx) error {
		text.Form.Size++
		_, err := PutText(tx, Text{Document: d.ID, Form: text.Form})
		return err
	})
	if _, typed := errors.AsType[Problem](err); !typed {
		t.Errorf("got %v", err)
	}
}
