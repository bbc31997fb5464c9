package intake

import (
	"bytes"
	"context"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"ehccasefile/casefile"
)

// A locked paper is opened with its password: its pages are counted, its words found, and it stays locked as it came.
func TestALockedPaperIsOpenedWithItsPassword(t *testing.T) {
	f, ctx := newCase(t), context.Background()
	letter := qpdf(t, pdf("The therapist recommends weekly sessions", "Yours sincerely"), "--encrypt", "open sesame", "owner", "256", "--")
	doc := taking(t, f, "letter.pdf", letter)
	if !doc.Locked() || doc.Pages != 0 {
		t.Fatalf("kept as %+v", doc)
	}
	if _, err := Unlock(ctx, f, doc.ID, "open barley"); !errors.Is(err, ErrPassword) {
		t.Errorf("a wrong password gives %v", err)
	}
	if now := all[casefile.Document](t, f)[0]; now.Pages != 0 || !slices.Equal(now.Notes, doc.Notes) {
		t.Errorf("a wrong password changed it: %+v", now)
	}
	if _, err := PictureWith(ctx, f, doc, Place{0, 72}, []string{"open barley"}); !errors.Is(err, ErrPassword) {
		t.Errorf("its picture with a wrong password: %v", err)
	}
	open, err := Unlock(ctx, f, doc.ID, "open sesame")
	if err != nil || open.Pages != 2 || !open.Searchable || !open.Locked() || open.Unread() || open.Blob != doc.Blob || !slices.Equal(open.Notes, []string{readLocked}) {
		t.Fatalf("opened as %+v, %v", open, err)
	}
	if hits, err := f.Search("therapist weekly"); err != nil || len(hits) != 1 {
		t.Errorf("its words are found %d times, %v", len(hits), err)
	}
	if _, err := PictureWith(ctx, f, open, Place{1, 72}, []string{"open barley", "open sesame"}); err != nil {
		t.Errorf("its picture: %v", err)
	}
	if _, err := Picture(ctx, f, open, 1, 72); !errors.Is(err, ErrPassword) {
		t.Errorf("its picture without the password: %v", err)
	}
	if data, err := f.Read(open.Blob); err != nil || !bytes.Equal(data, letter) {
		t.Errorf("the original was touched: %v", err)
	}
	// Once it was read, the password is only tried.
	if _, err := Unlock(ctx, f, doc.ID, "open barley"); !errors.Is(err, ErrPassword) {
		t.Errorf("read before, a wrong password gives %v", err)
	}
	if again, err := Unlock(ctx, f, doc.ID, "owner"); err != nil || again.Pages != 2 || !slices.Equal(again.Notes, open.Notes) {
		t.Errorf("its owner's password gives %+v, %v", again, err)
	}
	if _, err := Read(ctx, f, nil); err != nil || len(all[casefile.Text](t, f)) != 1 {
		t.Errorf("read again: %v", err)
	}
	if kept, err := os.ReadFile(f.Path()); err != nil || bytes.Contains(kept, []byte("sesame")) {
		t.Errorf("the password stands in the case file: %v", err)
	}
}

func TestALockedPaperThatLooksPrivateIsHeldBack(t *testing.T) {
	f, ctx := newCase(t), context.Background()
	doc := taking(t, f, "offer.pdf", qpdf(t, pdf("WITHOUT PREJUDICE. We offer ten hours."), "--encrypt", "", "owner", "256", "--"))
	if doc.Locked() || doc.Pages != 1 { // it opens without one
		t.Fatalf("kept as %+v", doc)
	}
	if same, err := Unlock(ctx, f, doc.ID, "anything"); err != nil || same.Pages != 1 {
		t.Errorf("a paper that is not locked: %+v, %v", same, err)
	}
	doc = taking(t, f, "second offer.pdf", qpdf(t, pdf("WITHOUT PREJUDICE. We offer twelve hours."), "--encrypt", "päss", "owner", "256", "--"))
	open, err := Unlock(ctx, f, doc.ID, "päss")
	if err != nil || open.Privilege != casefile.PrivilegeWithoutPrejudice {
		t.Errorf("opened as %+v, %v", open, err)
	}
}

// The pages of a locked scan cannot be drawn again without its password, so nothing promises to read them, or fails at it each time.
func TestTheScansOfALockedPaperAreNotWaitedFor(t *testing.T) {
	f, ctx := newCase(t), context.Background()
	doc := taking(t, f, "scan.pdf", qpdf(t, pdf(scanned), "--encrypt", "secret", "owner", "128", "--use-aes=y", "--"))
	open, err := Unlock(ctx, f, doc.ID, "secret")
	if err != nil || open.Pages != 1 || open.Searchable || !strings.Contains(strings.Join(open.Notes, "\n"), blindLocked) {
		t.Errorf("opened as %+v, %v", open, err)
	}
	err = f.View(func(tx *casefile.Tx) error {
		if papers, pages := Blind(tx); papers+pages > 0 {
			t.Errorf("%d papers and %d pages wait to be read", papers, pages)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
