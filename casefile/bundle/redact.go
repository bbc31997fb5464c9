package bundle

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/layer"
	"ehccasefile/casefile/internal/page"
	"ehccasefile/casefile/internal/pdf"
	"ehccasefile/casefile/internal/worker"
)

// blacked is a document drawn anew for a redacted copy.
type blacked struct {
	casefile.Redaction
	before  []byte            // the PDF as it is in the copy that is not redacted; nil where sheets stand in for its pages
	was     []pdf.Page        // its pages
	covered map[string]string // the words that lay under an area: bare and in small letters, each as it was spelt
}

// A page of which pictures take up more than this share is a scan. The words that somebody else's program put under a scan may lie beside what
// they stand for, so nobody can tell which of them an area covers: such a page keeps none.
const scanShare = 0.3

// redact draws every page of a document anew where something in it is to be blacked out, and keeps the words that can still be seen. Drawing
// the whole document, and not only the pages with areas, is what makes it safe: pages share pictures, typefaces and outlines with each other.
// What cannot be drawn anew is left out, page for page, so that nothing is shown that should not be and the numbers stay.
func (k *desk) redact(ctx context.Context, out *loaded) error {
	if !k.redacted || len(out.Redaction.Areas) == 0 {
		return nil
	}
	out.blacked = &blacked{Redaction: out.Redaction, was: out.source.Pages(), covered: map[string]string{}}
	if out.shows == nil || sum(out.shows) != out.Redaction.Pages {
		return out.withhold("Its pages have changed since the places to black out were marked, so all of them are left out of the redacted copy. Mark the places again.")
	}
	if slices.ContainsFunc(out.Redaction.Areas, func(a casefile.Area) bool { return a.Page > len(out.blacked.was) }) {
		return out.withhold("A place to black out is marked on a page that it does not have, so all its pages are left out of the redacted copy. Mark the places again.")
	}
	err := k.black(ctx, out)
	if err != nil && ctx.Err() == nil {
		return out.withhold("Its pages could not be drawn anew, so all of them are left out of the redacted copy. " + reason(err))
	}
	return err
}

// black draws the pages of a document anew.
func (k *desk) black(ctx context.Context, out *loaded) error {
	w, err := k.worker(ctx)
	if err != nil {
		return err
	}
	pages := make([]worker.Black, len(out.blacked.was))
	for i, p := range out.blacked.was {
		pages[i] = worker.Black{Width: p.Width, Height: p.Height}
		for _, a := range out.blacked.On(i + 1) {
			pages[i].Areas = append(pages[i].Areas, a.Box)
		}
	}
	drawn, err := w.Redact(ctx, out.data, pages)
	if err != nil {
		return err
	}
	if err := k.still(ctx, out, out.data); err != nil {
		return err
	}
	if out.source, err = pdf.Read(drawn, pdf.DefaultLimits()); err != nil {
		return err
	}
	out.blacked.before = out.data
	out.notes = append(out.notes, fmt.Sprintf("%s blacked out. All its pages were drawn anew as pictures, so that nothing is left beneath.", count(len(out.blacked.Areas), "place")))
	return nil
}

// still puts the words that can still be seen under the new pages, and notes those that cannot.
func (k *desk) still(ctx context.Context, out *loaded, data []byte) error {
	w, err := k.worker(ctx)
	if err != nil {
		return err
	}
	seen, err := w.Inspect(ctx, data)
	if err != nil {
		return err
	}
	read, err := w.Read(ctx, data)
	if err != nil {
		return err
	}
	kept, bare, under := make([][]pdf.Word, len(out.blacked.was)), 0, out.words
	for i, p := range out.blacked.was {
		areas := inPoints(out.blacked.On(i+1), p)
		own := i < len(read.Pictures) && read.Pictures[i] < scanShare
		var words []pdf.Word
		if i < len(seen.Pages) {
			words = ownWords(seen.Pages[i], p)
		}
		if under != nil {
			words = append(words, under(i)...) // these lie where this program's own reader of scans saw them
		}
		for _, word := range words {
			if touches(word.Rect, areas) {
				out.blacked.covered[plainWord(word.Text)] = bareWord(word.Text)
			}
		}
		if len(areas) > 0 && !own && under == nil {
			bare++
			continue
		}
		kept[i] = words
	}
	for i, p := range out.blacked.was {
		kept[i] = out.blacked.leftOf(kept[i], inPoints(out.blacked.On(i+1), p))
	}
	out.words = func(page int) []pdf.Word { return kept[page] }
	if bare > 0 {
		out.notes = append(out.notes, fmt.Sprintf("%s of it cannot be searched in the redacted copy, because the words under a scan may not lie where they are seen.", count(bare, "page")))
	}
	return nil
}

// leftOf leaves out the words under an area, and on a page with areas every other that says the same as a word that was blacked out.
func (b *blacked) leftOf(words []pdf.Word, areas []layer.Rect) (left []pdf.Word) {
	for _, w := range words {
		if hidden := b.covered[plainWord(w.Text)] != ""; touches(w.Rect, areas) || len(areas) > 0 && hidden {
			continue
		}
		left = append(left, w)
	}
	return left
}

// ownWords gives the words of a page that lie on it, in points as the book counts them.
func ownWords(seen worker.Page, p pdf.Page) (words []pdf.Word) {
	for i, box := range boxes(seen, p.Width, p.Height) {
		if box[2] > 0 && box[3] > 0 && box[0] < p.Width && box[1] < p.Height {
			words = append(words, pdf.Word{Text: seen.Words[i].Text, Rect: box})
		}
	}
	return words
}

// inPoints gives areas as places on a page.
func inPoints(areas []casefile.Area, p pdf.Page) (out []layer.Rect) {
	for _, a := range areas {
		out = append(out, layer.Rect{a.Box[0] * p.Width, a.Box[1] * p.Height, a.Box[2] * p.Width, a.Box[3] * p.Height})
	}
	return out
}

// touches tells whether a word has any part of it in one of the areas.
func touches(word [4]float64, areas []layer.Rect) bool {
	for _, a := range areas {
		if word[0] < a[2] && word[2] > a[0] && word[1] < a[3] && word[3] > a[1] {
			return true
		}
	}
	return false
}

// withhold puts a sheet in the place of every page, so that the numbers stay, and says why.
func (l *loaded) withhold(why string) error {
	p := page.New("")
	for range l.blacked.was {
		p.Page()
		p.Write(page.Sub, "This page is left out of the redacted copy.")
	}
	made, err := p.Bytes()
	if err != nil {
		return err
	}
	l.own, l.words, l.blacked.before = true, nil, nil
	l.notes = append(l.notes, why)
	l.source, err = pdf.Read(made, pdf.DefaultLimits())
	return err
}

// Place is a part of a page that was blacked out, for the log of a redacted copy.
type Place struct {
	Title string     `json:"title"` // of the document, as the case file knows it
	Page  int        `json:"page"`  // of the bundle
	Of    int        `json:"of"`    // page of the document, counted from 1
	Box   [4]float64 `json:"box"`   // as in casefile.Area
	Why   string     `json:"why"`
	Whole bool       `json:"whole,omitempty"` // a sheet stands in for the whole page: it could not be blacked out safely
}

// Remain is a word that was blacked out and can still be read elsewhere in the same copy.
type Remain struct {
	Word  string `json:"word"`
	Pages []int  `json:"pages"` // of the bundle
}

// places lists everything that was blacked out, in order of the pages.
func (l *layout) places() (all []Place) {
	for _, d := range l.blackened() {
		for i := range d.blacked.was {
			for _, a := range d.blacked.On(i + 1) {
				all = append(all, Place{Title: d.trueTitle(), Page: d.from + i, Of: i + 1, Box: a.Box, Why: a.Why, Whole: d.blacked.before == nil})
			}
		}
	}
	return all
}

// blackened gives the documents in which something is blacked out.
func (l *layout) blackened() (docs []placed) {
	for _, c := range l.chapters {
		for _, d := range c.docs {
			if d.blacked != nil {
				docs = append(docs, d)
			}
		}
	}
	return docs
}

// trueTitle is the document's own title, which a redacted copy may not show.
func (d Document) trueTitle() string {
	if d.other != "" {
		return d.other
	}
	return d.Title
}

// remains finds the words that were blacked out and can still be read elsewhere: names, numbers and addresses, not the small words that stand on
// every page.
func (l *layout) remains(seen worker.Inspection) (all []Remain) {
	found := map[string]int{} // where in all, from 1; 0 for a word not met yet
	for _, d := range l.blackened() {
		for w, spelt := range d.blacked.covered {
			if isTelling(spelt) {
				found[w] = 0
			}
		}
	}
	meet := func(text string, page int) {
		key := plainWord(text)
		at, wanted := found[key]
		if !wanted || !isTelling(bareWord(text)) {
			return
		}
		if at == 0 {
			all = append(all, Remain{Word: bareWord(text)})
			at = len(all)
			found[key] = at
		}
		if r := &all[at-1]; !slices.Contains(r.Pages, page) {
			r.Pages = append(r.Pages, page)
		}
	}
	for i, p := range seen.Pages {
		for _, w := range p.Words {
			meet(w.Text, i+1)
		}
	}
	var below func([]worker.Bookmark)
	below = func(marks []worker.Bookmark) {
		for _, m := range marks {
			for _, w := range strings.Fields(m.Title) {
				meet(w, m.Page+1)
			}
			below(m.Kids)
		}
	}
	below(seen.Bookmarks)
	return all
}

// everyday are words with a capital that say nothing of anybody.
var everyday = strings.Fields("the and for with this that from has was are not but she her his him they their you your our all may mrs miss school year " +
	"section plan report date page appendix monday tuesday wednesday thursday friday saturday sunday january february march april june july " +
	"august september october november december")

// isTelling tells whether a word may say who somebody is: it begins as a name does, or holds a digit.
func isTelling(w string) bool {
	if len([]rune(w)) < 3 || slices.Contains(everyday, strings.ToLower(w)) {
		return false
	}
	for i, r := range w {
		if i == 0 && unicode.IsUpper(r) || unicode.IsDigit(r) {
			return true
		}
	}
	return false
}

// bareWord is a word without the marks round it, and without the 's that follows a name.
func bareWord(w string) string {
	w = strings.TrimFunc(w, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, s := range []string{"'s", "’s"} {
		w = strings.TrimSuffix(w, s)
	}
	return w
}

// plainWord is a bare word in small letters.
func plainWord(w string) string { return strings.ToLower(bareWord(w)) }
