package intake

import (
	"bytes"
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
		if unscanned(t) {
			papers++
			pages += len(t.Blind)
		}
	}
	return papers, pages
}

// unscanned tells whether a paper has pages whose words were not read off yet.
func unscanned(t casefile.Text) bool {
	return len(t.Blind) > 0 && !strings.Contains(t.By, "tesseract")
}

// Headway says how far reading scans has come.
type Headway struct {
	Title        string // of the paper at hand
	Page, Pages  int    // of all that are to be read, from 1
	Found, Blank int    // pages read so far, with words and without
}

// ReadScans reads the words off every page that is only a picture of words, with tesseract where the computer has it (ErrNoReader where not), and
// keeps them: they can be searched, and in a bundle they lie unseen under the picture. It takes some seconds a page; said, if not nil, is told of
// each. What was read stays when ctx ends in the middle.
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
		s.Pages += len(t.Blind)
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
		texts = slices.DeleteFunc(casefile.All[casefile.Text](tx, ""), func(t casefile.Text) bool { return !unscanned(t) })
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
		s.Page += len(t.Blind)
		return nil
	}
	if err != nil {
		return err
	}
	d.Squeezed = false // its own pages are the ones that were seen to be blind
	pdf, err := Pages(s.f, d)
	if errors.Is(err, ErrNoPicture) || errors.Is(err, casefile.ErrDamaged) || errors.Is(err, casefile.ErrNotFound) { // it stops no other
		s.Page += len(t.Blind)
		return nil
	}
	if err != nil {
		return err
	}
	s.Title = d.Title
	var read layer.Paper
	for _, n := range t.Blind {
		page, err := s.page(ctx, pdf, n-1)
		if err != nil {
			return err
		}
		if words, _ := page.Count(); words > 0 {
			read = append(read, page)
		}
	}
	return s.keep(t, read)
}

// scanDPI is how sharply a page is drawn to be read: tesseract reads best at about 300 dots an inch.
const scanDPI = 300

// page reads one page, counted from 0. One that cannot be drawn or read has no words; only an end of ctx stops the rest.
func (s *scanner) page(ctx context.Context, pdf []byte, n int) (layer.Page, error) {
	var page layer.Page
	picture, err := s.w.Picture(ctx, pdf, n, scanDPI)
	if err == nil {
		page, err = s.eye.Read(ctx, picture, scanDPI)
	}
	if ctx.Err() != nil {
		return page, ctx.Err()
	}
	if err != nil {
		page = layer.Page{}
	}
	page.Number = n
	s.Page++
	if words, _ := page.Count(); words > 0 {
		s.Found++
	} else {
		s.Blank++
	}
	if s.said != nil {
		s.said(s.Headway)
	}
	return page, nil
}

// keep writes the words down, with what they change about the paper: it can be searched now, and they may show that it is private.
func (s *scanner) keep(t casefile.Text, read layer.Paper) error {
	return s.f.Update(func(tx *casefile.Tx) error {
		d, err := casefile.Get[casefile.Document](tx, t.Document)
		if errors.Is(err, casefile.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		before := blindNote(found{pages: d.Pages, blind: t.Blind})
		t.By = strings.TrimPrefix(t.By+", tesseract "+s.eye.Version(), ", ")
		if len(t.Pages) < d.Pages {
			t.Pages = append(t.Pages, make([]string, d.Pages-len(t.Pages))...)
		}
		for _, page := range read {
			t.Pages[page.Number] = page.Text()
			t.Blind = slices.DeleteFunc(t.Blind, func(n int) bool { return n == page.Number+1 })
		}
		if len(read) > 0 {
			if t.Layer, err = tx.Add(bytes.NewReader(read.Encode()), "the words of "+d.Title); err != nil {
				return err
			}
		}
		d.Searchable = d.Searchable || len(read) > 0
		d.Notes = slices.DeleteFunc(d.Notes, func(n string) bool { return n == before })
		d.Notes = append(d.Notes, scanNotes(read, d.Pages, t.Blind)...)
		holdBack(&d, t.Pages)
		if _, err := casefile.Put(tx, d); err != nil {
			return err
		}
		_, err = casefile.PutText(tx, t)
		return err
	})
}

// scanNotes says which words were read off pictures, and how far they can be trusted.
func scanNotes(read layer.Paper, pages int, blind []int) (notes []string) {
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
	if note := blindNote(found{pages: pages, blind: blind}); note != "" {
		notes = append(notes, note)
	}
	return notes
}
