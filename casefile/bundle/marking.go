package bundle

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/page"
	"ehccasefile/casefile/internal/pdf"
)

// Marking is a document on which places to black out are marked. It is not saved: the caller puts Redaction into the document's record.
type Marking struct {
	Document  casefile.Document
	Redaction casefile.Redaction
	Pages     int  // of the document, as a bundle shows it
	Changed   bool // its pages are others than those that were marked before, so the old places were given up
	Wordless  int  // pages with no word in which to look: scans that nobody has read yet

	size  []pdf.Page
	words [][]pdf.Word // by page
}

// Mark opens a document for marking, with the places that are marked already. A paper that is held back goes into no bundle and gives
// [casefile.HeldBack]; one that has no pages gives a [casefile.Problem]. passwords are tried on a PDF that is locked.
func Mark(ctx context.Context, f *casefile.File, id casefile.ID, passwords ...string) (*Marking, error) {
	var in casefile.Showable
	err := f.View(func(tx *casefile.Tx) (err error) {
		in, err = casefile.Show(tx, id)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("mark a document: %w", err)
	}
	k := desk{passwords: passwords}
	defer k.close()
	d := in.Document()
	out, err := k.load(ctx, Document{ID: d.ID, Title: d.Title, Type: d.Type, bytes: shown{Showable: in, child: d.Child, agreement: true}})
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, casefile.Problem{Field: "document", Say: reason(err)}
	case out.shows == nil:
		return nil, casefile.Problem{Field: "document", Say: "It has no pages of its own on which something could be blacked out."}
	}
	m := &Marking{Document: d, Redaction: d.Redaction, size: out.source.Pages()}
	m.Pages = len(m.size)
	if now := sum(out.shows); m.Redaction.Pages != now {
		m.Changed = len(m.Redaction.Areas) > 0
		m.Redaction.Pages, m.Redaction.Areas = now, nil
	}
	return m, m.look(ctx, &k, &out)
}

// look finds the words of every page.
func (m *Marking) look(ctx context.Context, k *desk, out *loaded) error {
	w, err := k.worker(ctx)
	if err != nil {
		return err
	}
	seen, err := w.Inspect(ctx, out.data)
	if err != nil {
		return casefile.Problem{Field: "document", Say: reason(err)}
	}
	m.words = make([][]pdf.Word, m.Pages)
	for i, p := range m.size {
		if i < len(seen.Pages) {
			m.words[i] = ownWords(seen.Pages[i], p)
		}
		if out.words != nil {
			m.words[i] = append(m.words[i], out.words(i)...)
		}
		if len(m.words[i]) == 0 {
			m.Wordless++
		}
	}
	return nil
}

// Add marks a place. The error is a [casefile.Problem].
func (m *Marking) Add(a casefile.Area) error {
	if a.Page < 1 || a.Page > m.Pages {
		return casefile.Problem{Field: "page", Say: fmt.Sprintf("There is no page %d. The document has %s.", a.Page, count(m.Pages, "page"))}
	}
	m.Redaction.Areas = append(m.Redaction.Areas, a)
	return nil
}

// ParseBox reads a place on a page as hundredths of it, from its left and top: "10,20,50,30" is left, top, right, bottom. The error is a
// [casefile.Problem].
func ParseBox(s string) (box [4]float64, err error) {
	wrong := casefile.Problem{Field: "area", Say: "A place is four numbers, such as 10,20,50,30: left, top, right and bottom, in hundredths of the page."}
	parts := strings.Split(s, ",")
	if len(parts) != 4 {
		return box, wrong
	}
	var n [4]float64
	for i, p := range parts {
		if n[i], err = strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(p), "%"), 64); err != nil || !(n[i] >= 0 && n[i] <= 100) {
			return box, wrong
		}
	}
	if n[0] >= n[2] || n[1] >= n[3] {
		return box, wrong
	}
	return [4]float64{n[0] / 100, 1 - n[3]/100, n[2] / 100, 1 - n[1]/100}, nil
}

// BoxWords writes a place as ParseBox reads it.
func BoxWords(b [4]float64) string {
	return fmt.Sprintf("%.1f,%.1f,%.1f,%.1f", b[0]*100, (1-b[3])*100, b[2]*100, (1-b[1])*100)
}

// around is how much more than a word's own letters is blacked out on each side, in points.
const around = 1.5

// Find marks every place where these words stand one after another, in capitals or not, and gives how many it found. A name within a longer
// word of letters and digits, as in an e-mail address, is found where marks such as . or @ part it.
func (m *Marking) Find(words, why string) int {
	want := tokens(words)
	if len(want) == 0 {
		return 0
	}
	found := 0
	for i := range m.words {
		var said []string
		var of []int // which word each token comes from
		for n, w := range m.words[i] {
			for _, t := range tokens(w.Text) {
				said, of = append(said, t), append(of, n)
			}
		}
		for at := 0; at+len(want) <= len(said); at++ {
			if !equal(said[at:at+len(want)], want) {
				continue
			}
			found++
			m.cover(i, of[at], of[at+len(want)-1], why)
		}
	}
	return found
}

// cover marks the words of a page from one to another, a place for each line of them.
func (m *Marking) cover(page, from, to int, why string) {
	var box [4]float64
	end := func() {
		p := m.size[page]
		b := [4]float64{max(0, (box[0]-around)/p.Width), max(0, (box[1]-around)/p.Height), min(1, (box[2]+around)/p.Width), min(1, (box[3]+around)/p.Height)}
		if b[0] < b[2] && b[1] < b[3] {
			m.Redaction.Areas = append(m.Redaction.Areas, casefile.Area{Page: page + 1, Box: b, Why: why})
		}
	}
	for n := from; n <= to; n++ {
		r := m.words[page][n].Rect
		if n > from && r[1] < box[3] && r[3] > box[1] && r[0] >= box[0] {
			box = [4]float64{min(box[0], r[0]), min(box[1], r[1]), max(box[2], r[2]), max(box[3], r[3])}
			continue
		}
		if n > from {
			end()
		}
		box = r
	}
	end()
}

// tokens gives the runs of letters and digits of a text, in small letters.
func tokens(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}

func equal(a, b []string) bool {
	for i := range b {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// RedactionLog makes a PDF that lists what was blacked out of a redacted copy, where and why. It names the documents as they are, so it is not for
// everybody who gets the copy.
func RedactionLog(title string, r Report) ([]byte, error) {
	p := page.New(title)
	p.Page()
	p.Write(page.Title, "What was blacked out, and why")
	p.Write(page.Body, title)
	p.Write(page.Body, "The copy that is not redacted has the same page numbers and stays as it is. This list names the documents as they are. Think before you send it with the redacted copy.")
	t := page.Table{Columns: []page.Column{{Head: "Page", Width: 36}, {Head: "Document"}, {Head: "Its own page", Width: 60}, {Head: "Why", Width: 140}, {Head: "Places", Width: 62, Right: true}}}
	for i := 0; i < len(r.Redacted); {
		a, n := r.Redacted[i], 0
		for ; i < len(r.Redacted) && r.Redacted[i].Page == a.Page && r.Redacted[i].Why == a.Why; i++ {
			n++
		}
		places := fmt.Sprint(n)
		if a.Whole {
			places = "whole page"
		}
		t.Rows = append(t.Rows, page.Row{Cells: []page.Cell{{Text: fmt.Sprint(a.Page)}, {Text: a.Title}, {Text: fmt.Sprint(a.Of)}, {Text: a.Why}, {Text: places}}})
	}
	p.Table(t)
	made, err := p.Bytes()
	if err != nil {
		return nil, fmt.Errorf("make the list of what was blacked out: %w", err)
	}
	return made, nil
}
