package mail

import (
	"bytes"
	"strings"

	"ehccasefile/casefile/internal/limit"
	"ehccasefile/casefile/internal/prose"
)

// Read reads one message of RFC 5322: what a .eml holds, or one piece of a mailbox. It takes the whole message, which must not
// change while the result is in use, and fails with [ErrNotMail] where no field of an e-mail is found.
func Read(data []byte) (Message, error) {
	data = plainBytes(data)
	h, body, whole := cutHeader(data)
	if !anyKnown(h) {
		return Message{}, ErrNotMail
	}
	w := &walker{}
	if !whole {
		w.notes.add(sayHeader)
	}
	w.walk(h, body, place{})
	m := Message{Notes: w.notes}
	m.takeHeader(h)
	r := reader{m: &m, nodes: w.nodes, left: limit.Text}
	r.read()
	if len(m.Body) == 0 && len(m.Parts) == 0 && len(m.Notes) == 0 {
		m.note("This e-mail has no words and nothing attached.")
	}
	return m, nil
}

// plainBytes takes away a byte order mark and empty lines at the start, and turns UTF-16 into UTF-8.
func plainBytes(data []byte) []byte {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xFF\xFE")):
		data = []byte(utf16Text(data[2:], false))
	case bytes.HasPrefix(data, []byte("\xFE\xFF")):
		data = []byte(utf16Text(data[2:], true))
	}
	return bytes.TrimLeft(data, "\r\n")
}

// known are the fields that make an e-mail.
var known = map[string]bool{"from": true, "to": true, "cc": true, "bcc": true, "subject": true, "date": true, "message-id": true, "received": true,
	"mime-version": true, "return-path": true, "delivered-to": true, "reply-to": true, "sender": true, "in-reply-to": true, "references": true,
	"content-type": true, "x-mailer": true, "content-transfer-encoding": true}

func anyKnown(h header) bool {
	for _, f := range h {
		if known[f.name] {
			return true
		}
	}
	return false
}

func (m *Message) note(say string) { (*notes)(&m.Notes).add(say) }

func (m *Message) takeHeader(h header) {
	if id := ids(h.get("message-id")); len(id) > 0 {
		m.ID = id[0]
	}
	m.InReplyTo, m.References = ids(h.get("in-reply-to")), ids(h.get("references"))
	var more [3]bool
	m.From, more[0] = addresses(h.get("from"))
	if len(m.From) == 0 {
		m.From, more[0] = addresses(h.get("sender"))
	}
	m.To, more[1] = addresses(every(h, "to"))
	m.Cc, more[2] = addresses(every(h, "cc"))
	if more[0] || more[1] || more[2] {
		m.note("This e-mail names more people than can be shown. The first 1,000 are.")
	}
	m.Subject = shorten(clean(words(h.get("subject"))), 1000)
	m.takeDate(h)
	if len(m.From) == 0 {
		m.note("This e-mail does not say who sent it.")
	}
}

// every joins the values of a field that should stand once and is found more often.
func every(h header, name string) string {
	var all []string
	for _, f := range h {
		if f.name == name {
			all = append(all, f.value)
		}
	}
	return strings.Join(all, ", ")
}

// takeDate takes the writer's own date; where there is none that can be read, the time at which the last server took the message.
func (m *Message) takeDate(h header) {
	m.Sent = moment(h.get("date"), "Date")
	if !m.Sent.At.IsZero() {
		return
	}
	for _, f := range h {
		if f.name != "received" {
			continue
		}
		if at := strings.LastIndexByte(f.value, ';'); at >= 0 {
			if got := moment(f.value[at+1:], "Received"); !got.At.IsZero() {
				m.Sent = got
				m.note("The date of this e-mail could not be read. The time it was delivered is shown.")
				return
			}
		}
	}
	m.note("This e-mail does not say when it was sent, or its date could not be read.")
}

// reader makes the body and the parts of a message from the parts found.
type reader struct {
	m     *Message
	nodes []node
	left  int // bytes of words that may still be read, over all parts
}

// words reads a text part, as far as the bound of the whole message allows.
func (r *reader) words(n node) string {
	s := n.words()
	if len(s) > r.left || len(r.m.Body) > limit.Blocks {
		r.m.note("This e-mail is longer than can be shown. Its beginning is.")
		s = strings.ToValidUTF8(s[:min(len(s), r.left)], "")
	}
	r.left -= len(s)
	return s
}

func (r *reader) read() {
	html := map[int]bool{} // the choices of which one way is HTML with something in it
	pages := map[int][]prose.Block{}
	pictures := r.pictures()
	for i, n := range r.nodes {
		if n.kind == "text/html" && !n.attached() {
			blocks, notes := htmlBlocks(r.words(n), pictures)
			for _, say := range notes {
				r.m.note(say)
			}
			pages[i] = blocks
			html[n.choice] = html[n.choice] || len(blocks) > 0
		}
	}
	for i, n := range r.nodes {
		blocks, isPage := pages[i]
		switch {
		case isPage:
			r.m.Body = append(r.m.Body, blocks...)
		case n.attached():
			r.part(n)
		case strings.HasPrefix(n.kind, "text/") && n.choice > 0 && html[n.choice] && n.kind != "text/calendar":
			// the same words once more, in a plainer form
		default:
			r.take(n)
		}
	}
}

// attached says whether a part is a thing of its own and not words of the message.
func (n node) attached() bool {
	return n.place == "attachment" || n.name != "" && n.kind != "text/calendar" && !strings.HasPrefix(n.kind, "application/")
}

// pictures are those of the message that its text may show, by content id.
func (r *reader) pictures() map[string][]byte {
	found := map[string][]byte{}
	for i := range r.nodes {
		n := &r.nodes[i]
		if n.id != "" && (strings.HasPrefix(n.kind, "image/") || n.kind == "application/octet-stream") {
			n.raw, n.bare = n.data(), true // unpacked once
			found[n.id] = n.raw
		}
	}
	return found
}

// take reads a part that is not attached: words, reports, signatures.
func (r *reader) take(n node) {
	switch n.kind {
	case "text/plain", "text/enriched", "text/markdown":
		r.m.Body = append(r.m.Body, plainBlocks(r.words(n), flow(n.params))...)
	case "text/rfc822-headers", "message/rfc822-headers":
		r.m.Body = append(r.m.Body, plainBlocks(r.words(n), "")...)
	case "message/delivery-status", "message/disposition-notification", "message/feedback-report", "message/global-delivery-status":
		r.m.Body = append(r.m.Body, plainBlocks(r.words(n), "")...)
	case "text/calendar":
		r.m.Body = append(r.m.Body, invite(r.words(n))...)
		r.part(n)
	case "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature":
		r.m.note("This e-mail carries a digital signature. It was not checked.")
	case "application/pkcs7-mime", "application/x-pkcs7-mime":
		r.sealed(n)
	case "application/ms-tnef", "application/vnd.ms-tnef":
		r.tnef(n)
	default:
		if n.in == "multipart/encrypted" || len(n.raw) == 0 && n.kind == "text/html" {
			return
		}
		r.part(n)
	}
}

func flow(params map[string]string) string {
	if !strings.EqualFold(params["format"], "flowed") {
		return ""
	}
	if strings.EqualFold(params["delsp"], "yes") {
		return "delsp"
	}
	return "flowed"
}

// part keeps a part as a thing that came with the message.
func (r *reader) part(n node) {
	switch n.kind {
	case "application/ms-tnef", "application/vnd.ms-tnef":
		r.tnef(n)
		return
	case "application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature":
		r.m.note("This e-mail carries a digital signature. It was not checked.")
		return
	case "application/pkcs7-mime", "application/x-pkcs7-mime":
		r.sealed(n)
		return
	}
	p := Part{Name: n.name, Type: n.kind, Inline: n.place == "inline" || n.id != "" && n.in == "multipart/related", ContentID: n.id}
	p.Data = n.data()
	p.Mail = n.kind == "message/rfc822" || n.kind == "message/global" || IsOutlook(p.Data)
	switch {
	case n.kind == "message/external-body":
		p.Note = "This attachment is kept somewhere on the internet and was not sent with the e-mail."
	case n.kind == "message/partial":
		p.Note = "This is one piece of an e-mail that was sent in several pieces."
	case len(p.Data) == 0:
		p.Note = "This attachment is empty."
	}
	if p.Name == "" && p.Mail {
		if h, _, _ := cutHeader(plainBytes(p.Data)); h.get("subject") != "" {
			p.Name = clean(words(h.get("subject"))) + ".eml"
		}
	}
	p.Name = safeName(p.Name, p.Type, len(r.m.Parts)+1)
	r.m.Parts = append(r.m.Parts, p)
}

// sealed reads S/MIME in which words and signature are one block. What is encrypted can be opened only with the reader's own key.
func (r *reader) sealed(n node) {
	inner, ok := signedContent(n.data())
	if ok {
		if got, err := readInner(inner); err == nil {
			r.m.note("This e-mail carries a digital signature. It was not checked.")
			r.m.Body, r.m.Parts = append(r.m.Body, got.Body...), append(r.m.Parts, got.Parts...)
			for _, say := range got.Notes {
				r.m.note(say)
			}
			return
		}
	}
	r.m.note(sayEncrypted)
}

// readInner reads what a signature wraps: a part with a header of its own, in which nothing is signed once more.
func readInner(data []byte) (Message, error) {
	h, body, _ := cutHeader(plainBytes(data))
	if h.get("content-type") == "" {
		return Message{}, ErrNotMail
	}
	w := &walker{}
	w.walk(h, body, place{depth: 1})
	var kept []node
	for _, n := range w.nodes {
		if !strings.HasSuffix(n.kind, "pkcs7-mime") {
			kept = append(kept, n)
		}
	}
	m := Message{Notes: w.notes}
	(&reader{&m, kept, limit.Text}).read()
	return m, nil
}

// invite gives the words of a calendar entry that a reader needs.
func invite(s string) []prose.Block {
	s = strings.NewReplacer("\r\n ", "", "\n ", "", "\r\n\t", "", "\n\t", "").Replace(s)
	var lines []string
	for _, line := range strings.Split(s, "\n") {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		name, _, _ = strings.Cut(name, ";")
		value = clean(strings.NewReplacer(`\n`, " ", `\,`, ",", `\;`, ";").Replace(value))
		if label := inviteWords[strings.ToUpper(name)]; ok && label != "" && value != "" {
			lines = append(lines, label+": "+calendarTime(value))
		}
		if strings.HasPrefix(strings.ToUpper(line), "END:VEVENT") || len(lines) > 10 {
			break
		}
		if strings.HasPrefix(strings.ToUpper(line), "BEGIN:VEVENT") {
			lines = lines[:0] // what stands before is the rule of the time zone
		}
	}
	if len(lines) == 0 {
		return nil
	}
	return []prose.Block{para("Calendar entry\n"+strings.Join(lines, "\n"), 0)}
}

var inviteWords = map[string]string{"SUMMARY": "What", "DTSTART": "From", "DTEND": "Until", "LOCATION": "Where", "STATUS": "Status"}

// calendarTime turns 20260316T173100Z into words; anything else stays.
func calendarTime(s string) string {
	for layout, zone := range map[string]string{"20060102T150405Z": "zone", "20060102T150405": "", "20060102": "day"} {
		if t, err := parseExact(layout, s); err == nil {
			switch zone {
			case "zone":
				return Moment{At: t, Zone: true}.String()
			case "day":
				return Moment{At: inUK(t), Day: true}.String()
			}
			return Moment{At: inUK(t)}.String()
		}
	}
	return s
}

func para(s string, quote int) prose.Block {
	return prose.Block{Kind: prose.Paragraph, Quote: quote, Runs: []prose.Run{{Text: s}}}
}
