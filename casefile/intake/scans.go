package intake

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/layer"
	"ehccasefile/casefile/internal/outside"
	"ehccasefile/casefile/internal/worker"
)

// ErrNoReader means that the program which reads words off pictures is not installed. Its text says how to get it.
var ErrNoReader = errors.New("reading the words off scans needs the free program tesseract, which is not installed on this computer")

// HowToRead says how to get what [ReadScans] needs, in a sentence or two for the window.
const HowToRead = "A free program called tesseract can read scans. On Windows, get it from github.com/UB-Mannheim/tesseract/wiki. On Linux, install the package tesseract-ocr. On a Mac, type: brew install tesseract. Then start this program again."

// CanReadScans tells whether the computer has what [ReadScans] needs. It starts that program once to see that it runs.
func CanReadScans(ctx context.Context) bool {
	_, err := outside.FindTesseract(ctx)
	return err == nil
}

// Blind counts the papers and pages that cannot be searched, because their words can only be seen and nobody has read them off yet.
func Blind(tx *casefile.Tx) (papers, pages int) {
	for _, t := range casefile.All[casefile.Text](tx, "") {
		if n := len(unscanned(t)); n > 0 {
			papers++
			pages += n
		}
	}
	return papers, pages
}

// unscanned gives the pages of a paper, from 1, whose words were not read off yet: all that are blind, and after that those on which it failed.
func unscanned(t casefile.Text) []int {
	if wasScanned(t) {
		return t.Failed
	}
	return t.Blind
}

// wasScanned tells whether any page of a paper was looked at for its words.
func wasScanned(t casefile.Text) bool { return strings.Contains(t.By, "tesseract") }

// Headway says how far reading scans has come.
type Headway struct {
	Title        string // of the paper at hand
	Page, Pages  int    // of all that are to be read, from 1
	Found, Blank int    // pages read so far, with words and without
	Failed       int    // pages that could not be read this time; the next ReadScans tries them again
}

// ReadScans reads the words off every page that is only a picture of words, with tesseract where the computer has it (ErrNoReader where not), and
// keeps them: they can be searched, and in a bundle they lie unseen under the picture. It takes some seconds a page; said, if not nil, is told of
// each. A page on which it fails is noted, and tried again the next time. What was read stays when ctx ends in the middle.
func ReadScans(ctx context.Context, f *casefile.File, said func(Headway)) (Headway, error) {
	var h Headway
	eye, err := outside.FindTesseract(ctx)
	if errors.Is(err, outside.ErrMissing) {
		return h, ErrNoReader
	}
	if err != nil {
		return h, fmt.Errorf("read scans: %w", err)
	}
	w, err := reader.borrow()
	if err != nil {
		return h, err
	}
	defer reader.giveBack()
	s := scanner{f: f, w: w, eye: eye, said: said}
	waiting, err := s.waiting()
	if err != nil {
		return h, err
	}
	for _, t := range waiting {
		s.Pages += len(unscanned(t))
	}
	for _, t := range waiting {
		if err := s.paper(ctx, t); err != nil {
			return s.Headway, err
		}
	}
	return s.Headway, nil
}

// scanner reads the scans of one case file.
type scanner struct {
	Headway
	f    *casefile.File
	w    *worker.Worker
	eye  *outside.Tesseract
	said func(Headway)
}

func (s *scanner) waiting() (texts []casefile.Text, err error) {
	err = s.f.View(func(tx *casefile.Tx) error {
		texts = slices.DeleteFunc(casefile.All[casefile.Text](tx, ""), func(t casefile.Text) bool { return len(unscanned(t)) == 0 })
		return nil
	})
	return texts, err
}

// paper reads the scanned pages of one paper and keeps their words.
func (s *scanner) paper(ctx context.Context, t casefile.Text) error {
	var d casefile.Document
	err := s.f.View(func(tx *casefile.Tx) (err error) {
		d, err = casefile.Get[casefile.Document](tx, t.Document)
		return err
	})
	if errors.Is(err, casefile.ErrNotFound) { // deleted
		s.Page += len(unscanned(t))
		return nil
	}
	if err != nil {
		return err
	}
	d.Squeezed = false // its own pages are the ones that were seen to be blind
	pdf, err := Pages(s.f, d)
	if errors.Is(err, ErrNoPicture) || errors.Is(err, casefile.ErrDamaged) || errors.Is(err, casefile.ErrNotFound) { // it stops no other
		s.Page += len(unscanned(t))
		return nil
	}
	if err != nil {
		return err
	}
	s.Title = d.Title
	var now readOff
	for _, n := range unscanned(t) {
		page, err := s.page(ctx, pdf, n-1)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			now.failed = append(now.failed, n)
		default:
			now.pages = append(now.pages, page)
		}
	}
	return s.keep(t, now)
}

// scanDPI is how sharply a page is drawn to be read: tesseract reads best at about 300 dots an inch.
const scanDPI = 300

// readOff is what reading the pages of one paper gave.
type readOff struct {
	pages  layer.Paper // that were looked at, with words or without
	failed []int       // from 1: those that could not be drawn or read this time
}

// page reads one page, counted from 0, and counts it.
func (s *scanner) page(ctx context.Context, pdf []byte, n int) (layer.Page, error) {
	var page layer.Page
	picture, err := s.w.Picture(ctx, pdf, n, scanDPI)
	if err == nil {
		page, err = s.eye.Read(ctx, picture, scanDPI)
	}
	if ctx.Err() != nil {
		return page, ctx.Err()
	}
	page.Number = n
	s.Page++
	switch {
	case err != nil:
		s.Failed++
	case hasWords(page):
		s.Found++
	default:
		s.Blank++
	}
	if s.said != nil {
		s.said(s.Headway)
	}
	return page, err
}

func hasWords(p layer.Page) bool {
	words, _ := p.Count()
	return words > 0
}

// keep writes the words down, with what they change about the paper: it can be searched now, and they may show that it is private. What was read off
// its other pages before stays.
func (s *scanner) keep(t casefile.Text, now readOff) error {
	return s.f.Update(func(tx *casefile.Tx) error {
		d, err := casefile.Get[casefile.Document](tx, t.Document)
		if errors.Is(err, casefile.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		read, err := readBefore(tx, t)
		if err != nil {
			return err
		}
		before := append(scanNotes(read, d.Pages, t), againNote(t.Failed, d.Pages)...)
		if len(now.pages) > 0 && !wasScanned(t) {
			t.By = strings.TrimPrefix(t.By+", tesseract "+s.eye.Version(), ", ")
		}
		t.Failed = now.failed
		if len(t.Pages) < d.Pages {
			t.Pages = append(t.Pages, make([]string, d.Pages-len(t.Pages))...)
		}
		for _, page := range slices.DeleteFunc(now.pages, func(p layer.Page) bool { return !hasWords(p) }) {
			read = append(read, page)
			t.Pages[page.Number] = page.Text()
			t.Blind = slices.DeleteFunc(t.Blind, func(n int) bool { return n == page.Number+1 })
		}
		slices.SortFunc(read, func(a, b layer.Page) int { return cmp.Compare(a.Number, b.Number) })
		if len(read) > 0 {
			if t.Layer, err = tx.Add(bytes.NewReader(read.Encode()), "the words of "+d.Title); err != nil {
				return err
			}
		}
		d.Searchable = d.Searchable || len(read) > 0
		d.Notes = slices.DeleteFunc(d.Notes, func(n string) bool { return slices.Contains(before, n) })
		d.Notes = slices.Concat(d.Notes, scanNotes(read, d.Pages, t), againNote(t.Failed, d.Pages))
		holdBack(&d, t.Pages)
		if _, err := casefile.Put(tx, d); err != nil {
			return err
		}
		_, err = casefile.PutText(tx, t)
		return err
	})
}

// readBefore gives the words that were read off other pages of a paper before. A layer that this program cannot read gives none.
func readBefore(tx *casefile.Tx, t casefile.Text) (layer.Paper, error) {
	if t.Layer == (casefile.Blob{}) {
		return nil, nil
	}
	kept, err := tx.Read(t.Layer)
	if err != nil {
		return nil, err
	}
	read, err := layer.Decode(kept)
	if errors.Is(err, layer.ErrUnknown) {
		return nil, nil
	}
	return read, err
}

// scanNotes says which words were read off pictures, how far they can be trusted, and which pages have none.
func scanNotes(read layer.Paper, pages int, t casefile.Text) (notes []string) {
	if len(read) > 0 {
		var which []int
		words, doubts := 0, 0
		for _, p := range read {
			which = append(which, p.Number+1)
			w, d := p.Count()
			words, doubts = words+w, doubts+d
		}
		say := "The words on " + pageList(which) + " were read off the picture"
		if pages == 1 {
			say = "Its words were read off the picture"
		}
		notes = append(notes, fmt.Sprintf("%s, and may have slips: %d of %d are in doubt.", say, doubts, words))
	}
	blind := slices.DeleteFunc(slices.Clone(t.Blind), func(n int) bool { return slices.Contains(t.Failed, n) })
	if note := blindNote(found{pages: pages, blind: blind}); note != "" {
		notes = append(notes, note)
	}
	return notes
}

// againNote says on which pages the reading failed, and that this is not the end of it.
func againNote(failed []int, pages int) []string {
	switch {
	case len(failed) == 0:
		return nil
	case len(failed) == pages:
		return []string{"Its words could not be read off the picture this time. They are tried again the next time that papers are read."}
	}
	return []string{"The words on " + pageList(failed) + " could not be read off the picture this time. They are tried again the next time that papers are read."}
}
