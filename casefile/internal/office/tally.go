package office

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"ehccasefile/casefile/internal/limit"
	"ehccasefile/casefile/internal/prose"
)

// What a reader may end with. Each says what to do.
var (
	// ErrLocked is given for a file that asks for a password.
	ErrLocked = errors.New("the file needs a password: open it, save a copy without a password or as PDF, and add the copy")
	// ErrDamaged is given for a file that breaks off or holds nothing readable.
	ErrDamaged = errors.New("the file is damaged: ask for it again, or open it in a word processor and save it as PDF")
	// ErrLarge is given for a file that unpacks to more than limit allows.
	ErrLarge = errors.New("the file unpacks to far more than a document holds, so it was not opened")
	// ErrOld is given for a file of Word before 2007, whose form is not read here.
	ErrOld = errors.New("this is a file of an old Word: open it in Word or LibreOffice, save it as PDF, and add the PDF")
	// ErrOther is given for bytes of another kind.
	ErrOther = errors.New("this is not a file of the kind it was taken for")
)

// errFull ends the reading of a document at a bound; what was read before is kept.
var errFull = errors.New("the document passes a bound")

// tally counts what a document holds, for its bounds and its notes.
type tally struct {
	blocks, text     int
	runs             int
	pictures         int             // shown, in bytes
	unseen           int             // pictures that are not shown
	unsaid           strings.Builder // words that are hidden, or stand in no text: watermarks
	hidden           bool
	changes          bool
	deep             bool
	holds, notes     []string // as prose.Document has them
	seen             int      // everything that was put on the page so far: to tell whether a branch held anything
	made             *prose.Document
	headers, footers []prose.Block
	ends             []end
}

// end is a list that follows the last page: footnotes, comments.
type end struct {
	title string
	items []prose.Block
}

func (t *tally) note(sentence string) {
	if !slices.Contains(t.notes, sentence) {
		t.notes = append(t.notes, sentence)
	}
}

// hold notes what the file holds, which stays true when another program lays it out.
func (t *tally) hold(sentence string) {
	if !slices.Contains(t.holds, sentence) {
		t.holds = append(t.holds, sentence)
	}
}

// hide keeps words that are not shown, to be looked at.
func (t *tally) hide(text string) {
	t.hidden = t.hidden || strings.TrimSpace(text) != ""
	t.keep(text)
}

// watermark keeps the words of a watermark or of letters drawn as a picture, which our plain pages do not show.
func (t *tally) watermark(text string) {
	if text = strings.Join(strings.Fields(text), " "); text != "" {
		t.keep("\n" + text + "\n")
		t.note(fmt.Sprintf("A watermark or drawn letters of the file are not shown: “%s”.", string([]rune(text)[:min(len([]rune(text)), 100)])))
	}
}

func (t *tally) keep(text string) {
	if t.text += len(text); t.text <= limit.Text {
		t.unsaid.WriteString(strings.ToValidUTF8(text, "\uFFFD"))
	}
}

// put adds a block, unless there are too many.
func (t *tally) put(out *[]prose.Block, b prose.Block) error {
	if err := t.count(); err != nil {
		return err
	}
	t.seen++
	*out = append(*out, b)
	return nil
}

// count counts a block, a row or a cell.
func (t *tally) count() error {
	if t.blocks++; t.blocks > limit.Blocks {
		return errFull
	}
	return nil
}

// image adds a picture, or says that it cannot be shown.
func (t *tally) image(out *[]prose.Block, data []byte, say string) error {
	if !shown(data) || t.pictures+len(data) > limit.OfficePictures {
		data = nil
		t.unseen++
	}
	t.pictures += len(data)
	return t.put(out, prose.Block{Kind: prose.Picture, Picture: data, Say: say})
}

// shown tells whether a picture is a JPEG or a PNG.
func shown(data []byte) bool {
	return strings.HasPrefix(string(data[:min(len(data), 8)]), "\xFF\xD8\xFF") || strings.HasPrefix(string(data[:min(len(data), 8)]), "\x89PNG\r\n\x1a\n")
}

// document makes the end result: headers above, words, footers, then footnotes and comments. The error is why the reading
// stopped early: what was read before it is kept, and a note says that there is more.
func (t *tally) document(body []prose.Block, title string, err error) (prose.Document, error) {
	for _, e := range t.ends {
		if len(e.items) > 0 {
			body = append(body, prose.Block{Kind: prose.Heading, Level: 2, Runs: []prose.Run{{Text: e.title}}})
			body = append(body, e.items...)
		}
	}
	body = t.margins(body)
	switch {
	case errors.Is(err, errFull):
		t.note("It is very long: only its first part is shown. The file itself is kept whole.")
	case errors.Is(err, ErrLarge), errors.Is(err, ErrLocked):
		return prose.Document{}, err
	case err != nil && strings.TrimSpace(prose.Words(body)) == "":
		return prose.Document{}, fmt.Errorf("%w (%v)", ErrDamaged, err)
	case err != nil:
		t.note("The file is damaged: only what comes before the damage is shown. Ask for it again.")
	}
	t.say()
	if len([]rune(title)) > 300 {
		title = string([]rune(title)[:300])
	}
	return prose.Document{Title: strings.TrimSpace(title), Blocks: body, Holds: t.holds, Notes: t.notes, Unseen: t.unsaid.String()}, nil
}

// margins puts headers above the words and footers below them.
func (t *tally) margins(body []prose.Block) []prose.Block {
	if len(t.headers) > 0 {
		body = append(append(t.headers, prose.Block{Kind: prose.Rule}), body...)
	}
	if len(t.footers) > 0 {
		body = append(append(body, prose.Block{Kind: prose.Rule}), t.footers...)
	}
	return body
}

// say writes the notes of what was counted.
func (t *tally) say() {
	if t.changes {
		t.hold("This file holds tracked changes. Added words are underlined, deleted words are struck out.")
	}
	if t.hidden {
		t.hold("Some words are hidden in the file and are not shown.")
	}
	switch {
	case t.unseen == 1:
		t.note("One picture could not be shown.")
	case t.unseen > 1:
		t.note(fmt.Sprintf("%d pictures could not be shown.", t.unseen))
	}
	if t.deep {
		t.note("Some parts lie too deep inside one another and are not shown.")
	}
}

// passage collects the runs of one paragraph, and what must follow it because it cannot stand inside it.
type passage struct {
	t     *tally
	out   *[]prose.Block
	runs  []prose.Run
	text  strings.Builder // of the last run, which is still growing
	last  prose.Run
	any   bool
	after []prose.Block // text boxes, pictures
}

// write adds words in a form.
func (p *passage) write(r prose.Run) error {
	if r.Text == "" {
		return nil
	}
	if p.t.text += len(r.Text); p.t.text > limit.Text {
		return errFull
	}
	p.t.seen++
	text := r.Text
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	r.Text = ""
	if p.any && r != p.last {
		p.close()
		if p.t.runs++; p.t.runs > limit.OfficeRuns {
			return errFull
		}
	}
	p.last, p.any = r, true
	p.text.WriteString(text)
	return nil
}

// close ends the run that is growing.
func (p *passage) close() {
	if p.any {
		p.last.Text = p.text.String()
		p.runs = append(p.runs, p.last)
		p.text.Reset()
		p.any = false
	}
}

// empty tells whether no words are in it yet.
func (p *passage) empty() bool { return !p.any && len(p.runs) == 0 }

// emit puts the paragraph into the document in this shape, then what follows it.
func (p *passage) emit(shape prose.Block) error {
	p.close()
	shape.Runs = p.runs
	p.runs = nil
	after := p.after
	p.after = nil
	if len(shape.Runs) == 0 && shape.Mark == "" && len(after) > 0 {
		*p.out = append(*p.out, after...)
		return nil
	}
	if shape.Kind == prose.Heading && len(shape.Runs) == 0 {
		shape.Kind = prose.Paragraph
	}
	err := p.t.put(p.out, shape)
	*p.out = append(*p.out, after...)
	return err
}

// picture puts a picture before a paragraph that has no words yet, and after one that has.
func (p *passage) picture(data []byte, say string) error { return p.t.image(&p.after, data, say) }
