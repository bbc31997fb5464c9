package intake

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"ehccasefile/casefile"
)

// E-mails saved one by one become one paper in which each message stands once.
func TestEmailsArePutTogether(t *testing.T) {
	f := newCase(t)
	said := []string{"When will the taxi come again?", "The contract passed to another company in August.", "From next week a new driver will come, they say."}
	quoted := ""
	var items []Item
	for i, words := range said {
		subject := "Taxi"
		if i > 0 {
			subject = "RE: Taxi"
		}
		mail := fmt.Sprintf("From: P%d <p%d@x.example>\r\nTo: Q <q@x.example>\r\nMessage-ID: <%d@x.example>\r\nDate: Mon, %d Mar 2026 12:00:00 +0000\r\nSubject: %s\r\n\r\n%s\r\n\r\n%s", i, i, i, 16+i, subject, words, quoted)
		quoted = fmt.Sprintf("On %d March 2026 at 12:00, P%d <p%d@x.example> wrote:\r\n> %s\r\n", 16+i, i, i, strings.ReplaceAll(words+"\r\n"+quoted, "\r\n", "\r\n> "))
		items = append(items, paper(fmt.Sprintf("%d.eml", i), []byte(mail)))
	}
	items = append(items, paper("other.eml", []byte(mailHead+"Subject: School dinner\n\nNo more peas, please.\n")))
	addAll(t, f, Options{}, items...)
	docs := all[casefile.Document](t, f)
	var of casefile.Document
	for _, d := range docs {
		if d.Title == "RE: Taxi" {
			of = d
		}
	}
	thread := SameThread(docs, of)
	if len(thread) != 3 || thread[0].Title != "Taxi" || thread[0].On.After(thread[2].On) {
		t.Fatalf("the thread is %+v", thread)
	}
	var ids []casefile.ID
	for _, d := range thread {
		ids = append(ids, d.ID)
	}
	d, err := Gather(context.Background(), f, ids)
	if err != nil || !d.Unread() || d.Title != "Taxi (3 e-mails)" || d.Kind != casefile.DocumentEmail {
		t.Fatalf("%+v, %v", d, err)
	}
	d = readNow(t, f, d)
	words := pdfText(t, f, d)
	for _, s := range said {
		if strings.Count(words, s) != 1 {
			t.Errorf("%q stands %d times", s, strings.Count(words, s))
		}
	}
	if len(all[casefile.Document](t, f)) != 5 {
		t.Errorf("%d papers", len(all[casefile.Document](t, f)))
	}
	box, err := f.Read(d.Blob)
	if err != nil || !strings.Contains(string(box), "\n>From next week") {
		t.Errorf("the mailbox does not mark a line that looks like its own: %v", err)
	}
}

// readNow reads what waits and gives a paper as it is then.
func readNow(t *testing.T, f *casefile.File, d casefile.Document) casefile.Document {
	t.Helper()
	if _, err := Read(context.Background(), f, nil); err != nil {
		t.Fatal(err)
	}
	err := f.View(func(tx *casefile.Tx) (err error) {
		d, err = casefile.Get[casefile.Document](tx, d.ID)
		return err
	})
	if err != nil || d.Type != casefile.FileMailbox {
		t.Fatalf("it is %s, %v", d.Type, err)
	}
	return d
}

// An e-mail that is marked after it was put together with others holds the whole back.
func TestAMarkSetLaterFollows(t *testing.T) {
	f := newCase(t)
	a := taking(t, f, "a.eml", []byte(mailHead+"Subject: Hours\n\nTen hours?\n"))
	b := taking(t, f, "b.eml", []byte(mailHead+"Subject: Hours\n\nTwelve hours.\n"))
	box, err := Gather(context.Background(), f, []casefile.ID{a.ID, b.ID})
	if err != nil {
		t.Fatal(err)
	}
	box = readNow(t, f, box)
	show := func() error {
		return f.View(func(tx *casefile.Tx) error { _, err := casefile.Show(tx, box.ID); return err })
	}
	if err := show(); err != nil {
		t.Fatal(err)
	}
	err = f.Update(func(tx *casefile.Tx) error {
		b, err := b.Mark(casefile.PrivilegeLegalAdvice, "")
		if err == nil {
			_, err = casefile.Put(tx, b)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := show(); !errors.As(err, new(casefile.HeldBack)) || !strings.Contains(err.Error(), "It holds “Hours”") {
		t.Errorf("%v", err)
	}
}

func TestWhatCannotBePutTogether(t *testing.T) {
	f := newCase(t)
	d := taking(t, f, "a.pdf", pdf("No e-mail"))
	if _, err := Gather(context.Background(), f, []casefile.ID{d.ID}); !errors.As(err, new(casefile.Problem)) {
		t.Errorf("a PDF: %v", err)
	}
	private := taking(t, f, "b.eml", []byte(mailHead+"Subject: Offer\n\nWithout prejudice, we offer ten hours.\n"))
	open := taking(t, f, "c.eml", []byte(mailHead+"Subject: Offer\n\nThank you for your call.\n"))
	if got, err := Gather(context.Background(), f, []casefile.ID{open.ID, private.ID}); err != nil || got.Privilege != casefile.PrivilegeWithoutPrejudice {
		t.Errorf("with one that is held back it is %q, %v", got.Privilege, err)
	}
	with := casefile.Document{}
	err := f.Update(func(tx *casefile.Tx) (err error) { // it came with one that is held back, and is not marked itself
		with = open
		with.Within = private.ID
		with, err = casefile.Put(tx, with)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Gather(context.Background(), f, []casefile.ID{with.ID}); !errors.As(err, new(casefile.Problem)) {
		t.Errorf("an e-mail that came with a private one: %v", err)
	}
	if SameThread([]casefile.Document{open, d}, open) != nil {
		t.Error("one e-mail alone is a thread")
	}
}
