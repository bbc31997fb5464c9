package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/guess"
	"ehccasefile/casefile/internal/limit"
	"ehccasefile/casefile/internal/outside"
	"ehccasefile/casefile/internal/worker"
	"ehccasefile/deadlines"
)

// Read reads every kept paper that has not been read yet, and what comes out of it (the attachments of an e-mail), and calls said (which may be
// nil) after each. Reading a paper finds its pages and words, makes pages of what has none, and holds back what looks private; the original is
// never touched. A paper that cannot be read gets a note that says so. An error means that it stopped early: ctx ended, or the case file
// could not be written.
func Read(ctx context.Context, f *casefile.File, said func(Result)) ([]Result, error) {
	w, err := reader.borrow()
	if err != nil {
		return nil, err
	}
	defer reader.giveBack()
	d := desk{f: f, w: w, tried: map[casefile.ID]bool{}}
	var results []Result
	for {
		waiting, err := d.waiting()
		if err != nil || len(waiting) == 0 {
			return results, err
		}
		left := len(waiting)
		for _, paper := range waiting {
			r, err := d.read(ctx, paper)
			if err != nil {
				return results, err
			}
			if left--; r.Document.Type.Mail() { // what came with it waits too
				now, err := d.waiting()
				if err != nil {
					return results, err
				}
				left = len(now)
			}
			r.Left = left
			results = append(results, r)
			if said != nil {
				said(r)
			}
		}
	}
}

// desk reads papers of one case file.
type desk struct {
	f     *casefile.File
	w     *worker.Worker
	tried map[casefile.ID]bool // what was read, or could not be, in this run
}

// waiting gives the papers that are kept and not read, without those tried before.
func (d *desk) waiting() (papers []casefile.Document, err error) {
	err = d.f.View(func(tx *casefile.Tx) error {
		for _, paper := range casefile.All[casefile.Document](tx, "") {
			if !d.tried[paper.ID] && paper.Unread() {
				papers = append(papers, paper)
			}
		}
		return nil
	})
	return papers, err
}

// read reads one paper and writes down what was found.
func (d *desk) read(ctx context.Context, paper casefile.Document) (Result, error) {
	d.tried[paper.ID] = true
	data, err := d.f.Read(paper.Blob)
	if errors.Is(err, casefile.ErrDamaged) || errors.Is(err, casefile.ErrNotFound) { // one broken or erased paper stops no other
		return Result{Name: paper.Name, Document: paper, Kept: true, Notes: []string{"It is damaged inside the case file. Add it again from the original, or look in your newest backup."}}, nil
	}
	if err != nil {
		return Result{}, fmt.Errorf("read %q: %w", paper.Title, err)
	}
	got, err := d.look(ctx, paper, data)
	if ctx.Err() != nil {
		return Result{}, ctx.Err()
	}
	if err == nil { // else it stays kept and unread, and its note says so
		paper, err = d.finish(paper, got)
		if err != nil {
			return Result{}, fmt.Errorf("write down what is in %q: %w", paper.Title, err)
		}
	}
	return Result{Name: paper.Name, Document: paper, Kept: true, Notes: paper.Notes}, nil
}

// found is what reading a paper gave.
type found struct {
	typ     casefile.FileType
	pages   int
	text    []string // nil where there are no words to keep
	own     []string // the words that our own reader found, where another program made the pages
	beside  []string // what each page holds beside its text: stamps, notes, answers in a form; nil where no page does
	unseen  string   // words of the file that its pages do not show: hidden ones, watermarks, an outline
	form    []byte   // pages made of what has none
	by      string   // the program that made them, if not this one
	prints  [][]byte // what pages that are pictures look like
	seen    []byte   // what a look through the pages found
	blind   []int    // the pages, from 1, whose words can only be seen
	parts   []worker.Part
	said    said     // what it says of itself
	holds   []string // notes on what is in it, whoever makes its pages
	notes   []string // and on its pages
	squeeze *worker.Squeeze
	marks   int // of a PDF, lines of its outline
	once    int // the pages on which each message of a printed chain stands once
}

// said is what a paper says of itself in a place made for it, such as the head of an e-mail.
type said struct {
	title, author string
	on            deadlines.Date
}

// look reads a paper in the child process. A paper that cannot be read is no error here but a note; an error means that it
// could not be tried, and reading it again may help.
func (d *desk) look(ctx context.Context, paper casefile.Document, data []byte) (found, error) {
	typ := paper.Type
	switch typ {
	case casefile.FileAudio, casefile.FileVideo:
		return found{typ: typ, notes: []string{recording}}, nil
	case casefile.FilePDF:
		got, err := d.lookAtPDF(ctx, data)
		err = d.forgive(&got, typ, err)
		return got, err
	}
	ready, err := readyFor(paper, d.w)(ctx, data, string(typ))
	if err != nil {
		got := found{typ: typ}
		err = d.forgive(&got, typ, err)
		return got, err
	}
	got := foundIn(typ, ready, data)
	if got.typ.Word() {
		d.layOut(ctx, &got, data)
	}
	return got, ctx.Err()
}

// layOut has LibreOffice lay a paper out as its writer saw it, where the computer has LibreOffice; where not, or where that fails, our own plain
// pages stand.
func (d *desk) layOut(ctx context.Context, got *found, data []byte) {
	office := reader.libreOffice(ctx)
	if office == nil {
		return
	}
	pdf, err := office.PDF(ctx, data, outside.Kind(got.typ))
	if err != nil {
		return
	}
	c, err := d.w.Read(ctx, pdf)
	if err != nil || c.Pages == 0 {
		return
	}
	got.own = got.text // it may hold words that are not printed
	got.form, got.pages, got.text, got.by = pdf, c.Pages, nil, "LibreOffice "+office.Version()
	got.words(c)    // a Word file may hold nothing but scans
	got.notes = nil // they say what our plain pages lack
}

// readyFor gives the way a paper is to be made ready.
func readyFor(paper casefile.Document, w *worker.Worker) func(context.Context, []byte, string) (worker.Ready, error) {
	if paper.AsItCame {
		return w.AsItCame
	}
	return w.Ready
}

// ShowAsItCame says of a picture whether a bundle shows it as it came, or straightened and trimmed where that is safe. It is then read again (see
// [Read]), and stays out of every bundle until it was. A paper that is no picture gives a [casefile.Problem].
func ShowAsItCame(tx *casefile.Tx, id casefile.ID, asItCame bool) (casefile.Document, error) {
	d, err := casefile.Get[casefile.Document](tx, id)
	switch {
	case err != nil || d.AsItCame == asItCame && d.Type.Picture():
		return d, err
	case !d.Type.Picture():
		return d, casefile.Problem{Field: "document", Say: "It is no picture, so nothing of it was straightened or trimmed."}
	}
	d.AsItCame, d.Notes = asItCame, []string{casefile.NotRead}
	return casefile.Put(tx, d)
}

// forgive turns an error that is the paper's own fault into a note.
func (d *desk) forgive(got *found, typ casefile.FileType, err error) error {
	if err == nil {
		return nil
	}
	note := unread(typ, err)
	if note == "" {
		return err
	}
	got.typ, got.notes = typ, []string{note}
	return nil
}

func (d *desk) lookAtPDF(ctx context.Context, data []byte) (found, error) {
	c, err := d.w.Read(ctx, data)
	if err != nil {
		return found{}, err
	}
	got := found{typ: casefile.FilePDF, pages: c.Pages, notes: c.Warnings, unseen: c.Other, marks: c.Bookmarks}
	got.words(c)
	if len(got.blind) == 0 && c.Pages > 1 {
		if chain, err := d.w.Chain(ctx, c.Text); err == nil && chain.Form != nil && chain.Squeeze != nil {
			got.form, got.squeeze, got.once = chain.Form, chain.Squeeze, len(chain.Text)
			got.said.title = chain.Title
		}
	}
	return got, nil
}

// words takes the words of each page, where any page has some, and notes the pages whose words can only be seen.
func (got *found) words(c worker.Contents) {
	got.seen = c.Seen
	got.beside = c.Aside // and no words of the page: a scan with a stamp on it still has to be read
	looks := make([]PageLook, len(c.Text))
	for i, s := range c.Text {
		looks[i] = PageLook{Text: s, Pictures: -1}
		if i < len(c.Pictures) {
			looks[i].Pictures = c.Pictures[i]
		}
		if s != "" {
			got.text = c.Text
		}
	}
	for _, n := range NeedsReading(looks) {
		got.blind = append(got.blind, n+1)
	}
}

// foundIn takes what the child made of a paper that is no PDF. taken is the type that the beginning of its bytes gave here. The child has read
// the paper and may have been turned by it, so of its claims none takes words away from the eye that looks for private ones.
func foundIn(taken casefile.FileType, r worker.Ready, data []byte) found {
	got := found{typ: typeIn(taken, r.Type), pages: len(r.Text), form: r.Form, parts: r.Parts, holds: r.Holds, notes: r.Notes, squeeze: r.Squeeze, unseen: r.Unseen}
	got.said.title, got.said.author = r.Title, r.Author
	if on, err := deadlines.Parse(r.On); err == nil {
		got.said.on = on
	}
	switch {
	case got.typ == casefile.FileOther:
		got.notes = append(got.notes, unreadable(r.Type, data[:min(len(data), sniffed)]))
	case got.typ == casefile.FileDOC && r.Form == nil:
		got.notes = append(got.notes, oldWord)
	}
	if slices.ContainsFunc(r.Text, func(s string) bool { return s != "" }) { // a picture's pages have none, unless they were made to
		got.text = r.Text
	}
	if taken == casefile.FileText && got.typ == taken { // its words can be looked at here, whatever was made of them
		got.own = []string{string(data[:min(len(data), limit.Text)])}
	}
	if !got.typ.Picture() {
		return got
	}
	for i, look := range r.Looks {
		got.prints = append(got.prints, look.Likeness)
		if look.Words {
			got.blind = append(got.blind, i+1)
		}
	}
	return got
}

// typeIn gives the type of a paper: what its beginning says, or what a file that holds others turns out to be inside. A picture is one
// by its beginning or not at all, and what this program cannot show is other.
func typeIn(taken casefile.FileType, name string) casefile.FileType {
	switch t := casefile.FileType(name); {
	case t == taken:
		return t
	case taken.Picture() || t.Picture() || t == casefile.FileAudio || t == casefile.FileVideo || t == casefile.FilePDF:
		return taken
	case t.Title() != "" && t.Title() != name:
		return t
	}
	return casefile.FileOther
}

// finish writes what was found into the paper's record, unless the paper was deleted meanwhile. Its words, its pages and what came inside it go
// with it in the same commit.
func (d *desk) finish(paper casefile.Document, got found) (casefile.Document, error) {
	return paper, d.f.Update(func(tx *casefile.Tx) error {
		now, err := casefile.Get[casefile.Document](tx, paper.ID)
		if errors.Is(err, casefile.ErrNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		if !now.Unread() && !isShut(now) { // somebody else read it meanwhile
			paper = now
			return nil
		}
		paper, err = d.write(tx, now, got)
		return err
	})
}

// write puts down everything found in a paper.
func (d *desk) write(tx *casefile.Tx, now casefile.Document, got found) (casefile.Document, error) {
	describe(&now, got) // before what came inside it, which is held back with it
	notes := slices.Concat(misnamed(now.Name, got.typ), got.holds, got.notes)
	notes = append(notes, d.keepParts(tx, now, got.parts)...)
	if note := squeezed(got); note != "" {
		notes = append(notes, note)
	}
	if note := blindNote(got); note != "" {
		notes = append(notes, note)
	}
	at := slices.IndexFunc(now.Notes, func(note string) bool { return note == NotRead || strings.HasPrefix(note, casefile.LockedNote) })
	now.Notes = slices.Replace(now.Notes, at, at+1, notes...)
	if len(now.Notes) == 0 {
		now.Notes = nil // as the case file gives it back
	}
	now, err := casefile.Put(tx, now)
	if err != nil || got.text == nil && got.form == nil && len(got.prints) == 0 && len(got.blind) == 0 && got.beside == nil {
		return now, err
	}
	t := casefile.Text{Head: casefile.Head{Child: now.Child}, Document: now.ID, Pages: got.text, Prints: got.prints, Aside: got.beside, Blind: got.blind, Seen: got.seen, By: got.by}
	if got.form != nil {
		if t.Form, err = tx.Add(bytes.NewReader(got.form), "the pages of "+now.Name); err != nil {
			return now, err
		}
	}
	_, err = casefile.PutText(tx, t)
	return now, err
}

// describe fills in what the paper says of itself, where nobody said otherwise.
func describe(d *casefile.Document, got found) {
	if kindFor(d.Type) == d.Kind {
		d.Kind = kindFor(got.typ)
	}
	d.Type, d.Pages, d.Once, d.Searchable, d.Bookmarks = got.typ, got.pages, got.once, len(got.text) > 0, got.marks
	holdBack(d, got.text, got.aside()...)
	holdBack(d, got.own)
	if !got.typ.Mail() {
		return
	}
	if d.Title == guess.TitleOf(d.Name) && got.said.title != "" {
		d.Title = guess.Shorten(got.said.title)
	}
	if d.Author == "" {
		d.Author = guess.Shorten(got.said.author)
	}
	if d.On.IsZero() {
		d.On = got.said.on
	}
}

// aside gives the words that lie beside the text, for the eye that looks for private ones.
func (got found) aside() []guess.Aside {
	out := []guess.Aside{{Words: got.unseen}}
	for i, words := range got.beside {
		if words != "" {
			out = append(out, guess.Aside{Page: i + 1, Words: words})
		}
	}
	return out
}

// holdBack marks a paper whose words say that it is not for the Tribunal. A family that knows better opens it in one step.
func holdBack(d *casefile.Document, pages []string, aside ...guess.Aside) {
	why, private := guess.HeldBack(d.Name, pages, aside...)
	if !private || d.Privilege != casefile.PrivilegeOpen {
		return
	}
	if marked, err := d.Mark(causes[why.Cause], why.Short()); err == nil {
		*d = marked
		d.Notes = append(d.Notes, why.Say)
	}
}

var causes = map[guess.Cause]casefile.Privilege{
	guess.CauseWithoutPrejudice: casefile.PrivilegeWithoutPrejudice, guess.CauseMediation: casefile.PrivilegeMediation, guess.CauseAdvice: casefile.PrivilegeLegalAdvice,
}

// keepParts keeps what came inside a paper as documents of their own, and says what is to be said.
func (d *desk) keepParts(tx *casefile.Tx, of casefile.Document, parts []worker.Part) (notes []string) {
	if len(parts) > 0 && depth(tx, of) >= limit.MailDepth {
		return []string{fmt.Sprintf("It is %d e-mails deep. What came inside it was not taken out.", limit.MailDepth)}
	}
	kept, again := map[string]casefile.Document{}, []string(nil)
	for _, other := range casefile.All[casefile.Document](tx, of.Child) {
		if other.Child == of.Child { // for the whole family, All gives every child's too
			kept[other.Blob.SHA256] = other
		}
	}
	for _, p := range parts {
		blob, err := tx.Add(bytes.NewReader(p.Data), p.Name)
		if err == nil {
			if other, already := kept[blob.SHA256]; already {
				again = append(again, fmt.Sprintf("“%s” came with it and is here already as “%s”.", p.Name, other.Title))
				r := Result{Document: other} // what came with a private e-mail is private, whichever came first
				if err := holdBackToo(tx, &r, of); err != nil && !errors.As(err, new(casefile.Problem)) {
					notes = append(notes, fmt.Sprintf("“%s” could not be held back: %v", other.Title, err))
				}
				continue
			}
			paper := propose(p.Name, casefile.Sniff(p.Data[:min(len(p.Data), sniffed)]), Options{Child: of.Child})
			paper.Blob, paper.Within, paper.Privilege, paper.Reason = blob, of.ID, of.Privilege, of.Reason
			if p.Note != "" {
				paper.Notes = append(paper.Notes, p.Note)
			}
			if paper, err = casefile.Put(tx, paper); err == nil {
				kept[blob.SHA256] = paper
			}
		}
		if err != nil {
			notes = append(notes, fmt.Sprintf("“%s”, which came with it, could not be kept: %v", p.Name, err))
		}
	}
	if len(again) > 3 { // the council's logo, in every message of a mailbox
		again = []string{fmt.Sprintf("%d of the files that came with it are here already.", len(again))}
	}
	return append(notes, again...)
}

// depth counts the e-mails around a paper.
func depth(tx *casefile.Tx, d casefile.Document) (n int) {
	for ; d.Within != "" && n < limit.MailDepth; n++ {
		around, err := casefile.Get[casefile.Document](tx, d.Within)
		if err != nil {
			return n
		}
		d = around
	}
	return n
}
