package intake

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"

	"github.com/google/go-cmp/cmp"
)

// taken is what a test looks at of one paper that went in.
type taken struct {
	Title      string
	Kind       casefile.DocumentKind
	Type       casefile.FileType
	Pages      int
	Searchable bool
	Notes      []string
}

func takenOf(d casefile.Document) taken {
	return taken{d.Title, d.Kind, d.Type, d.Pages, d.Searchable, d.Notes}
}

func TestPapersAreToldByContentAndKeptWhole(t *testing.T) {
	letter := pdf("We have decided not to assess Maya", "Yours sincerely")
	huge := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x75\x30\x00\x00\x75\x30\x08\x06\x00\x00\x00") // 30,000 by 30,000
	huge = binary.BigEndian.AppendUint32(huge, crc32.ChecksumIEEE(huge[12:]))
	huge = append(huge, "\x00\x00\x00\x04IDATabcd\x00\x00\x00\x00"...)
	for _, c := range []struct {
		name string
		data []byte
		want taken
	}{
		{"decision_letter.pdf", letter, taken{"Decision letter", "other", "pdf", 2, true, nil}},
		{"letter.jpg", letter, taken{"Letter", "other", "pdf", 2, true, []string{`The name ends in ".jpg", but this is a PDF. It was taken as that.`}}},
		{"photo.pdf", photo(t, "jpeg"), taken{"Photo", "photo", "jpeg", 1, false, []string{`The name ends in ".pdf", but this is a JPEG picture. It was taken as that.`}}},
		{"drawing.png", photo(t, "png"), taken{"Drawing", "photo", "png", 1, false, nil}},
		{"junk first.pdf", append(bytes.Repeat([]byte("junk\n"), 150), letter...), taken{"Junk first", "other", "pdf", 2, true, nil}},
		{"scan.pdf", pdf(scanned, scanned), taken{"Scan", "other", "pdf", 2, false, []string{"No words could be read in this paper: it may be a scan. Searching will not find what it says."}}},
		{"blank.pdf", pdf("", ""), taken{"Blank", "other", "pdf", 2, false, nil}},
		{"mixed.pdf", pdf("Here are words", scanned, scanned, "", "More words"), taken{"Mixed", "other", "pdf", 5, true, []string{"No words could be read on pages 2 to 3. Searching will not find what is there."}}},
		{"locked.pdf", qpdf(t, letter, "--encrypt", "secret", "owner", "256", "--"), taken{"Locked", "other", "pdf", 0, false, []string{"This PDF needs a password. It is kept as it is. Give the password to see it and to put it in a bundle, or save a copy without it and add that."}}},
		{"no printing.pdf", qpdf(t, letter, "--encrypt", "", "owner", "256", "--print=none", "--"), taken{"No printing", "other", "pdf", 2, true, nil}},
		{"half.pdf", letter[:200], taken{"Half", "other", "pdf", 0, false, []string{"This PDF is broken and cannot be shown. It is kept as it is. Ask whoever sent it for another copy."}}},
		{"huge.png", huge, taken{"Huge", "photo", "png", 0, false, []string{"This picture is too large to show safely. It is kept as it is. To put it in a bundle, save a smaller copy and add that."}}},
		{"half.jpg", photo(t, "jpeg")[:300], taken{"Half", "photo", "jpeg", 0, false, []string{"This picture is broken and cannot be shown. It is kept as it is. Ask whoever sent it for another copy."}}},
		{"notes.txt", []byte("Rang the council.\nNobody answered.\n"), taken{"Notes", "other", "text", 1, true, nil}},
		{"old notes.txt", []byte("She said \x93not yet\x94, \xa350 at caf\xe9"), taken{"Old notes", "other", "text", 1, true, nil}},
		{"windows.txt", []byte("\xff\xfeM\x00a\x00y\x00a\x00"), taken{"Windows", "other", "text", 1, true, nil}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newCase(t)
			r := add(t, f, Options{}, paper(c.name, c.data))[0]
			if r.Refused != "" || !r.Kept || r.Already || r.Name != c.name {
				t.Fatalf("%+v", r)
			}
			kept := all[casefile.Document](t, f)
			if len(kept) != 1 || kept[0].Name != c.name || kept[0].Privilege != casefile.PrivilegeOpen {
				t.Fatalf("kept %+v", kept)
			}
			if diff := cmp.Diff(c.want, takenOf(kept[0])); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(kept[0], r.Document); diff != "" {
				t.Errorf("the result is not what is kept (-kept +result):\n%s", diff)
			}
			if got, err := f.Read(kept[0].Blob); err != nil || !bytes.Equal(got, c.data) {
				t.Errorf("%d bytes came back of %d, %v", len(got), len(c.data), err)
			}
			checkText(t, f, kept[0])
		})
	}
}

// checkText wants words of each page exactly where the paper is searchable.
func checkText(t *testing.T, f *casefile.File, d casefile.Document) {
	t.Helper()
	texts := all[casefile.Text](t, f)
	if !d.Searchable {
		if len(texts) != 0 && len(texts[0].Pages) != 0 {
			t.Errorf("a paper without words has the text %q", texts[0].Pages)
		}
		return
	}
	if len(texts) != 1 || texts[0].Document != d.ID || len(texts[0].Pages) != d.Pages {
		t.Errorf("its text is %+v", texts)
	}
}

func TestTextIsDecodedForReading(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"UTF-8":                    {"café £5", "café £5"},
		"UTF-8 with its mark":      {"\xef\xbb\xbfcafé", "café"},
		"Windows-1252":             {"She said \x93no\x94 \x96 \xa35", "She said “no” – £5"},
		"UTF-16, little end first": {"\xff\xfeM\x00a\x00\xac\x20", "Ma€"},
		"UTF-16, big end first":    {"\xfe\xff\x00M\x00a\x20\xac", "Ma€"},
		"line ends of Windows":     {"one\r\ntwo\r\n", "one\ntwo"},
	} {
		f := newCase(t)
		add(t, f, Options{}, paper("a.txt", []byte(c.data)))
		if got := all[casefile.Text](t, f)[0].Pages; len(got) != 1 || got[0] != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestWhatCannotBeUsedIsRefusedAndTheOthersGoIn(t *testing.T) {
	dir := t.TempDir()
	path := func(name string, data []byte) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	long := path("film.pdf", []byte("%PDF"))
	if err := os.Truncate(long, MaxFile+1); err != nil {
		t.Fatal(err)
	}
	broken := Item{Name: "broken.pdf", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(strings.NewReader("%PDF-1.7"), failing{})), nil
	}}
	forbidden := Item{Name: "theirs.pdf", Open: func() (io.ReadCloser, error) {
		return nil, &os.PathError{Op: "open", Path: "theirs.pdf", Err: os.ErrPermission}
	}}
	endless := Item{Name: "endless.pdf", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(strings.NewReader("%PDF"), zeros{})), nil
	}}
	f := newCase(t)
	cases := []struct {
		item Item
		says string
	}{
		{FileItem(dir), "This is a folder."},
		{FileItem(path("empty.pdf", nil)), "This file is empty."},
		{FileItem(filepath.Join(dir, "gone.pdf")), "This file is not there any more."},
		{FileItem(long), "This file is larger than 200 MB."},
		{broken, "This file could not be read."},
		{forbidden, "This file may not be read."},
		{endless, "This file is larger than 200 MB."},
		{Item{Name: "none"}, "This file is not there any more."},
		{FileItem(path("good.pdf", pdf("Good words"))), ""},
	}
	var items []Item
	for _, c := range cases {
		items = append(items, c.item)
	}
	for i, r := range add(t, f, Options{}, items...) {
		if says := cases[i].says; says == "" {
			if !r.Kept || r.Refused != "" {
				t.Errorf("the good one: %+v", r)
			}
		} else if r.Kept || !strings.HasPrefix(r.Refused, says) || r.Document.ID != "" || r.Name != cases[i].item.Name {
			t.Errorf("%s: %+v, want refused: %s", cases[i].item.Name, r, says)
		}
	}
	if kept := all[casefile.Document](t, f); len(kept) != 1 {
		t.Errorf("%d papers are kept", len(kept))
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("the stick was pulled out") }

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestTheSameFileAgainIsNotAddedTwice(t *testing.T) {
	f := newCase(t)
	maya, leo := child(t, f, "Maya"), child(t, f, "Leo")
	data := pdf("One letter")
	first := add(t, f, Options{Child: maya, Title: "The first letter"}, paper("a.pdf", data))[0]
	again := add(t, f, Options{Child: maya}, paper("b.pdf", data))[0]
	if !again.Already || !again.Kept || again.Document.ID != first.Document.ID {
		t.Errorf("the same again: %+v", again)
	}
	want := []string{"This file is already here as “The first letter”, added on Monday 16 March 2026. Nothing was added twice."}
	if diff := cmp.Diff(want, again.Notes); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	other := add(t, f, Options{Child: leo}, paper("c.pdf", data))[0]
	if other.Already || other.Document.Child != leo || !slices.Contains(other.Notes, "The same file is also kept for Maya as “The first letter”.") {
		t.Errorf("the same for the other child: %+v", other)
	}
	if n := len(all[casefile.Document](t, f)); n != 2 {
		t.Errorf("%d papers are kept", n)
	}
	both := add(t, newCase(t), Options{}, paper("a.pdf", data), paper("b.pdf", data))
	if both[0].Already || !both[1].Already {
		t.Errorf("the same twice at once: %+v", both)
	}
}

func child(t *testing.T, f *casefile.File, name string) casefile.CaseID {
	t.Helper()
	var c casefile.Child
	err := f.Update(func(tx *casefile.Tx) (err error) {
		c, err = casefile.Put(tx, casefile.Child{Name: name})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c.ID
}

func TestOptionsGoIntoEachPaper(t *testing.T) {
	f := newCase(t)
	on := deadlines.On(2026, 2, 1)
	opt := Options{Child: child(t, f, "Maya"), Title: "EP report", On: on, Kind: casefile.DocumentReport}
	add(t, f, opt, paper("a.pdf", pdf("one")), paper("b.png", photo(t, "png")))
	for i, d := range all[casefile.Document](t, f) {
		want := fmt.Sprintf("EP report (%d of 2)", i+1)
		if d.Title != want || d.On != on || d.Kind != casefile.DocumentReport || d.Child != opt.Child {
			t.Errorf("%+v", d)
		}
	}
}

func TestCancelKeepsWhatWasReported(t *testing.T) {
	f := newCase(t)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	var items []Item
	for i := range 10 {
		items = append(items, paper(fmt.Sprintf("%d.pdf", i), pdf(fmt.Sprintf("Paper %d", i))))
	}
	said := 0
	results, err := Keep(ctx, f, items, Options{}, func(Result) {
		if said++; said == 4 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || len(results) != 4 || said != 4 || len(all[casefile.Document](t, f)) != 4 {
		t.Errorf("%d results, %d said, %d kept, %v", len(results), said, len(all[casefile.Document](t, f)), err)
	}
	ctx, cancel = context.WithCancel(context.Background())
	defer cancel()
	read, err := Read(ctx, f, func(Result) { cancel() })
	if !errors.Is(err, context.Canceled) || len(read) != 1 {
		t.Errorf("stopped after the first: %d read, %v", len(read), err)
	}
	unread := 0
	for _, d := range all[casefile.Document](t, f) {
		if d.Unread() {
			unread++
		}
	}
	if unread != 3 {
		t.Errorf("%d of 4 are unread after one was read", unread)
	}
}

// What was kept and not read, because the program ended in between, is read by the next Add and by Read.
func TestWhatWasNotReadIsReadLater(t *testing.T) {
	data := pdf("Words", "and more words")
	for name, heal := range map[string]func(*casefile.File) error{
		"Read": func(f *casefile.File) error { _, err := Read(context.Background(), f, nil); return err },
		"Add":  func(f *casefile.File) error { _, err := Add(context.Background(), f, nil, Options{}, nil); return err },
		"the same file again": func(f *casefile.File) error {
			r, err := Add(context.Background(), f, []Item{paper("a.pdf", data)}, Options{}, nil)
			if err == nil && (!r[0].Already || r[0].Document.Pages != 2) {
				err = fmt.Errorf("got %+v", r)
			}
			return err
		},
	} {
		f := newCase(t)
		keepOnly(t, f, paper("a.jpg", data))
		if kept := all[casefile.Document](t, f)[0]; kept.Pages != 0 || !kept.Unread() {
			t.Fatalf("before it is read: %+v", kept)
		}
		if err := heal(f); err != nil {
			t.Fatal(err)
		}
		kept := all[casefile.Document](t, f)[0]
		want := []string{`The name ends in ".jpg", but this is a PDF. It was taken as that.`}
		if kept.Pages != 2 || !kept.Searchable || !cmp.Equal(kept.Notes, want) {
			t.Errorf("%s: %+v", name, kept)
		}
		checkText(t, f, kept)
	}
}

// keepOnly keeps a paper without reading it, as a program that ends too soon does.
func keepOnly(t testing.TB, f *casefile.File, item Item) casefile.Document {
	t.Helper()
	r, err := Keep(context.Background(), f, []Item{item}, Options{}, nil)
	if err != nil || !r[0].Kept {
		t.Fatalf("%+v, %v", r, err)
	}
	return r[0].Document
}

func TestAPaperDeletedMeanwhileIsLeftDeleted(t *testing.T) {
	f := newCase(t)
	d := keepOnly(t, f, paper("a.pdf", pdf("Words")))
	if err := f.Update(func(tx *casefile.Tx) error { return casefile.Delete[casefile.Document](tx, d.ID) }); err != nil {
		t.Fatal(err)
	}
	if _, err := (&desk{f: f}).finish(d, found{pages: 1, text: []string{"Words"}}); err != nil {
		t.Error(err)
	}
	if len(all[casefile.Document](t, f)) != 0 || len(all[casefile.Text](t, f)) != 0 {
		t.Error("a deleted paper came back")
	}
}

func TestAClosedCaseFileStopsWithAnError(t *testing.T) {
	f := newCase(t)
	f.Close()
	if _, err := Add(context.Background(), f, []Item{paper("a.txt", []byte("words"))}, Options{}, nil); !errors.Is(err, casefile.ErrClosed) {
		t.Errorf("got %v", err)
	}
}
