package worker

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"ehccasefile/casefile/internal/limit"
	"ehccasefile/casefile/internal/mail"
	"ehccasefile/casefile/internal/office"
	"ehccasefile/casefile/internal/page"
	"ehccasefile/casefile/internal/photo"
	"ehccasefile/casefile/internal/prose"
)

// prepare is the job of Worker.Ready: what the bytes are, and then what that kind needs.
func prepare(d *desk, o order, data []byte) ([]byte, error) {
	r := Ready{Type: kindOf(o.Type, data), asIs: o.AsIs}
	make, ok := makers[r.Type]
	if !ok {
		return r.pack()
	}
	if err := make(d, data, &r); err != nil {
		return nil, faultOf(err)
	}
	if r.Form != nil {
		if err := d.readForm(&r); err != nil {
			return nil, err
		}
	}
	return r.pack()
}

// makers make each kind of paper ready. A new kind adds a line here and one in kindOf.
var makers = map[string]func(*desk, []byte, *Ready) error{
	"jpeg": pictures, "png": pictures, "tiff": pictures, "webp": pictures, "heic": pictures, "gif": pictures, "bmp": pictures,
	"text": plainText, "docx": written(office.Docx), "odt": written(office.Odt), "rtf": written(office.RTF), "locked": locked,
	"eml": message(mail.Read), "msg": message(mail.Outlook), "mbox": mailbox,
}

// kindOf looks inside where a mark at the beginning cannot tell.
func kindOf(taken string, data []byte) string {
	switch {
	case taken == "text" && mail.IsBox(data):
		return "mbox"
	case taken == "text" && mail.IsMail(data):
		return "eml"
	case taken == "other" && mail.IsOutlook(data):
		return "msg"
	case taken == "other" || taken == "text" || taken == "rtf":
		if k := office.Kind(data); k != office.KindNone {
			return string(k)
		}
	}
	return taken
}

// faultOf gives the fault that an error of one of the readers stands for.
func faultOf(err error) error {
	for _, f := range foreignFaults {
		if errors.Is(err, f.err) {
			return detail{fault: f.is, say: firstLine(err.Error())}
		}
	}
	return err
}

// foreignFaults are the readers' errors. The first that fits counts: what is too large may also look broken.
var foreignFaults = []struct {
	err error
	is  fault
}{
	{office.ErrLocked, needsPassword}, {office.ErrLarge, tooLarge}, {photo.ErrTooLarge, tooLarge}, {page.ErrTooLarge, tooLarge}, {photo.ErrKind, otherKind},
	{office.ErrDamaged, damaged}, {office.ErrOther, damaged}, {photo.ErrDamaged, damaged}, {mail.ErrNotMail, damaged}, {page.ErrEmpty, damaged},
}

// readForm reads the words of the pages that were made, and gives them their place.
func (d *desk) readForm(r *Ready) error {
	c, broken, err := d.readAll(r.Form)
	if err == nil && broken > 0 {
		err = detail{fault: damaged, say: "its pages could not be made"}
	}
	r.Text = c.Text
	return err
}

func locked(*desk, []byte, *Ready) error { return detail{fault: needsPassword} }

// pictures puts each picture of a file on a page of its own.
func pictures(d *desk, data []byte, r *Ready) error {
	if r.Type == "heic" {
		d.warmPictures()
	}
	paper, n := page.New(""), 0
	var wrong []error
	notes := map[int]photo.Page{} // of the pages that are shown, without their pixels
	for p, err := range photo.Pages(data, photo.Wish{AsIs: r.asIs}) {
		if n++; err == nil {
			err = paper.Picture(p.Data)
		}
		if err != nil {
			wrong = append(wrong, err)
			r.Notes = append(r.Notes, fmt.Sprintf("Page %d of it cannot be shown: %s.", n, firstLine(err.Error())))
			continue
		}
		r.Looks = append(r.Looks, Look{Words: p.Words, Likeness: packLikeness(p.Likeness)})
		p.Data = nil
		notes[n] = p
		d.going(working, n)
	}
	if len(r.Looks) == 0 {
		return errors.Join(wrong...)
	}
	for i := 1; i <= n; i++ {
		r.Notes = append(r.Notes, notesOf(notes[i], i, n)...)
	}
	form, err := paper.Bytes()
	r.Form = form
	r.Notes = append(r.Notes, paper.Notes()...)
	return err
}

// notesOf says what was done with page n of all, counted from 1.
func notesOf(p photo.Page, n, all int) (notes []string) {
	which := "This picture"
	if all > 1 {
		which = fmt.Sprintf("Page %d", n)
	}
	if len(p.Done) > 0 {
		notes = append(notes, which+" was straightened or trimmed for the bundle ("+strings.ToLower(strings.Join(p.Done, ", "))+"). The original is kept as it came.")
	}
	if p.Hidden && n == 1 {
		notes = append(notes, "Hidden details (such as camera, time and place) are left out of the copy for a bundle.")
	}
	return append(notes, p.Notes...)
}

func plainText(_ *desk, data []byte, r *Ready) error {
	paper := page.New("")
	if err := paper.Plain(data); err != nil {
		return err
	}
	form, err := paper.Bytes()
	r.Form, r.Notes = form, paper.Notes()
	r.unprinted(string(data))
	return err
}

// unprinted keeps words some letters of which the pages cannot show, to be looked at: full-width ones, for one.
func (r *Ready) unprinted(words string) {
	if page.Lost(words) > 0 {
		r.Unseen += "\n" + words[:min(len(words), maxAside)]
	}
}

// written makes pages of the words of an office file.
func written(read func([]byte) (prose.Document, error)) func(*desk, []byte, *Ready) error {
	return func(_ *desk, data []byte, r *Ready) error {
		doc, err := read(data)
		if err != nil {
			return err
		}
		r.Title, r.Holds, r.Unseen = doc.Title, doc.Holds, doc.Unseen
		r.unprinted(prose.Words(doc.Blocks))
		r.Form, r.Notes, err = page.Prose(doc)
		return err
	}
}

// message makes pages of one e-mail.
func message(read func([]byte) (mail.Message, error)) func(*desk, []byte, *Ready) error {
	return func(_ *desk, data []byte, r *Ready) error {
		m, err := read(data)
		if err != nil {
			return err
		}
		r.Title, r.Author, r.On = m.Subject, writers(m), dayOf(m.Sent)
		r.take(m)
		sheet := mail.Sheet(m)
		r.unprinted(prose.Words(sheet.Blocks))
		r.Form, r.Notes, err = page.Prose(sheet)
		return err
	}
}

func writers(m mail.Message) string {
	var names []string
	for _, a := range m.From {
		if a.Name != "" {
			names = append(names, a.Name)
		} else {
			names = append(names, a.Addr)
		}
	}
	return strings.Join(names, ", ")
}

// dayOf gives the day in England; "" where none was said.
func dayOf(m mail.Moment) string {
	if m.At.IsZero() {
		return ""
	}
	return m.At.Format(time.DateOnly)
}

// take adds what came with a message. A picture that is seen in its text is on its page already; one that belongs to a text that is not shown is not.
func (r *Ready) take(m mail.Message) {
	for _, p := range m.Parts {
		if m.Shows(p) {
			continue
		}
		if len(p.Data) > 0 {
			r.Parts = append(r.Parts, Part{Name: p.Name, Data: p.Data, Mail: p.Mail, Note: p.Note})
		}
	}
}

// mailbox squeezes the conversations of a mailbox and makes pages of them.
func mailbox(_ *desk, data []byte, r *Ready) error {
	pieces, notes, err := mail.Box(data)
	if err != nil {
		return err
	}
	messages := mail.Messages(pieces)
	for _, m := range messages {
		r.take(m)
	}
	r.Notes = notes
	return r.squeeze(messages)
}

// chain is the job of Worker.Chain.
func chain(d *desk, _ order, text []byte) ([]byte, error) {
	var pages []string
	if err := json.Unmarshal(text, &pages); err != nil {
		return nil, err
	}
	r := Ready{Type: "pdf"}
	m, ok := mail.Printed(strings.Join(pages, "\f"))
	if !ok {
		return r.pack()
	}
	if err := r.squeeze([]mail.Message{m}); err != nil {
		return nil, err
	}
	r.Squeeze.Before = len(pages)
	if r.Squeeze.Unique < 2 {
		return Ready{Type: "pdf"}.pack()
	}
	if err := d.readForm(&r); err != nil {
		return nil, err
	}
	return r.pack()
}

// squeeze makes pages of conversations, each message once.
func (r *Ready) squeeze(messages []mail.Message) error {
	threads := mail.Squeeze(messages)
	r.Squeeze = &Squeeze{Messages: len(messages)}
	var whole, short prose.Document
	for i, m := range messages {
		if i > 0 {
			whole.Blocks = append(whole.Blocks, prose.Block{Kind: prose.Break})
		}
		whole.Blocks = append(whole.Blocks, mail.Sheet(m).Blocks...)
	}
	for _, t := range threads {
		r.Squeeze.Unique += t.Unique()
		r.Squeeze.Folded += t.Folded
	}
	for i, sheet := range mail.Sheets(threads) {
		if i > 0 {
			short.Blocks = append(short.Blocks, prose.Block{Kind: prose.Break})
		}
		short.Blocks = append(short.Blocks, sheet.Blocks...)
		short.Notes = append(short.Notes, sheet.Notes...)
	}
	if len(threads) > 0 {
		r.Title = threads[0].Subject
		first := threads[0].Messages
		r.On = dayOf(first[len(first)-1].Sent)
	}
	r.unprinted(prose.Words(short.Blocks))
	form, notes, err := page.Prose(short)
	if err != nil {
		return err
	}
	r.Form, r.Notes = form, append(r.Notes, notes...)
	if len(messages) > 1 {
		r.Squeeze.Before, err = countPages(whole)
	}
	return err
}

// countPages tells how many pages words would take.
func countPages(doc prose.Document) (int, error) {
	paper := page.New("")
	paper.Page()
	paper.Prose(doc.Blocks)
	return min(paper.Pages(), limit.Pages), nil
}

func packLikeness(l photo.Likeness) []byte {
	out := append([]byte{0}, l.Cells[:]...)
	if l.Words {
		out[0] = 1
	}
	return out
}

// Alike gives how far apart two likenesses are, from 0, the same page, to about 1; 2 where one is none. Up to [photo.Alike] two pages look alike.
func Alike(a, b []byte) float64 {
	la, ok := unpackLikeness(a)
	lb, also := unpackLikeness(b)
	if !ok || !also || bytes.Equal(a[1:], make([]byte, len(a)-1)) {
		return 2
	}
	return la.Distance(lb)
}

// LooksAlike is the distance of [Alike] up to which two pages are shown as looking alike.
const LooksAlike = photo.Alike

func unpackLikeness(b []byte) (l photo.Likeness, ok bool) {
	if len(b) != 1+len(l.Cells) {
		return l, false
	}
	l.Words = b[0] == 1
	copy(l.Cells[:], b[1:])
	return l, true
}
