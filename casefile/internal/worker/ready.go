package worker

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"strings"
)

// Ready is a paper that is no PDF, made ready for a bundle and for search.
type Ready struct {
	Type    string   `json:"type"`             // what it is, told by content: "docx", "eml", "jpeg"; what was asked for where that was right
	Form    []byte   `json:"-"`                // a PDF that shows it; nil where it cannot be shown on pages
	Text    []string `json:"text,omitempty"`   // the words of each page of Form
	Unseen  string   `json:"unseen,omitempty"` // words of the file that Form does not show: hidden ones, watermarks, what was kept of former versions
	Looks   []Look   `json:"looks,omitempty"`  // of a picture, one for each page of Form
	Parts   []Part   `json:"parts,omitempty"`  // what came inside it, as the attachments of an e-mail
	Holds   []string `json:"holds,omitempty"`  // plain sentences on what is in the paper, whoever makes its pages
	Notes   []string `json:"notes,omitempty"`  // plain sentences on what these pages lack or show otherwise
	Title   string   `json:"title,omitempty"`  // as it says itself: the subject of an e-mail
	Author  string   `json:"author,omitempty"` // as it says itself
	On      string   `json:"on,omitempty"`     // its day, "2026-03-16", as it says itself
	asIs    bool     // pictures are neither straightened nor trimmed
	Squeeze *Squeeze `json:"squeeze,omitempty"` // of a chain of e-mails: what was left out
}

// Look is what a page that was a picture looks like.
type Look struct {
	Words    bool   `json:"words"`              // it is a page of text, so its words can be read off it
	Likeness []byte `json:"likeness,omitempty"` // see [Alike]
}

// Part is something that came inside a paper: the attachment of an e-mail. It is as foreign as the paper itself.
type Part struct {
	Name string `json:"name"`
	Data []byte `json:"-"`
	Mail bool   `json:"mail,omitempty"` // a message itself
	Note string `json:"note,omitempty"`
}

// Squeeze counts what squeezing a chain of e-mails saved.
type Squeeze struct {
	Messages int `json:"messages"` // as they came, copies among them
	Unique   int `json:"unique"`
	Folded   int `json:"folded"` // words quoted again
	Before   int `json:"before"` // pages, had every message been shown whole
}

// Ready makes a paper ready that was taken for a type, "text" or "other" where only its content can tell. Errors as for Read, and
// ErrKind.
func (w *Worker) Ready(ctx context.Context, data []byte, typ string) (Ready, error) {
	body, err := w.do(ctx, order{Job: jobReady, Type: typ}, data)
	if err != nil {
		return Ready{}, err
	}
	return readyOf(body)
}

// AsItCame is Ready of a picture that is neither straightened nor trimmed.
func (w *Worker) AsItCame(ctx context.Context, data []byte, typ string) (Ready, error) {
	body, err := w.do(ctx, order{Job: jobReady, Type: typ, AsIs: true}, data)
	if err != nil {
		return Ready{}, err
	}
	return readyOf(body)
}

// Chain makes the words of a PDF, page by page, ready as a chain of e-mails that was printed. Its Form is nil where they are none.
func (w *Worker) Chain(ctx context.Context, pages []string) (Ready, error) {
	text, err := json.Marshal(pages)
	if err != nil {
		return Ready{}, err
	}
	body, err := w.do(ctx, order{Job: jobChain}, text)
	if err != nil {
		return Ready{}, err
	}
	return readyOf(body)
}

// packed is a Ready on the wire: JSON with the lengths of the pieces of bytes that follow it.
type packed struct {
	Ready
	Lengths []int `json:"lengths"` // of Form and of each part
}

// pack writes a Ready as bytes.
func (r Ready) pack() ([]byte, error) {
	p := packed{Ready: r, Lengths: []int{len(r.Form)}}
	size := len(r.Form)
	for _, part := range r.Parts {
		p.Lengths = append(p.Lengths, len(part.Data))
		size += len(part.Data)
	}
	head, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("write down what was found: %w", err)
	}
	out := make([]byte, 0, 4+len(head)+size)
	out = append(append(binary.BigEndian.AppendUint32(out, uint32(len(head))), head...), r.Form...)
	for _, part := range r.Parts {
		out = append(out, part.Data...)
	}
	return out, nil
}

// What an answer may hold, whatever the child says.
const (
	maxPacked = 64 << 20 // bytes of its JSON
	maxPieces = 300_000  // things in it
	maxNotes  = 50
)

// clipped cuts words to a length, in bytes, and takes out what does not print.
func clipped(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.ToValidUTF8(s[:min(len(s), most)], "")
}

// readyOf undoes pack. The child that wrote it may have been turned by what it read, so nothing in it is trusted.
func readyOf(body []byte) (Ready, error) {
	wrong := fmt.Errorf("%w (its answer could not be understood)", ErrDied)
	if len(body) < 4 {
		return Ready{}, wrong
	}
	n := int64(binary.BigEndian.Uint32(body))
	if n > int64(len(body)-4) || n > maxPacked || bytes.Count(body[4:4+n], []byte("{")) > maxPieces {
		return Ready{}, wrong
	}
	var p packed
	if json.Unmarshal(body[4:4+n], &p) != nil || len(p.Lengths) != 1+len(p.Parts) {
		return Ready{}, wrong
	}
	rest := body[4+n:]
	piece := func(i int) ([]byte, bool) {
		n := p.Lengths[i]
		if n < 0 || n > len(rest) {
			return nil, false
		}
		b := rest[:n:n]
		rest = rest[n:]
		return b, true
	}
	form, ok := piece(0)
	if len(form) > 0 {
		p.Form = form
	}
	for i := range p.Parts {
		if ok {
			p.Parts[i].Data, ok = piece(1 + i)
		}
	}
	if !ok || len(rest) > 0 || len(p.Text) > MaxPages || len(p.Looks) > MaxPages {
		return Ready{}, wrong
	}
	for _, notes := range []*[]string{&p.Holds, &p.Notes} {
		*notes = (*notes)[:min(len(*notes), maxNotes)]
		for i := range *notes {
			(*notes)[i] = clipped((*notes)[i], 500)
		}
	}
	for i := range p.Parts {
		p.Parts[i].Name, p.Parts[i].Note = clipped(p.Parts[i].Name, 255), clipped(p.Parts[i].Note, 500)
	}
	return p.Ready, nil
}
