package mail

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"time"

	"ehccasefile/casefile/internal/limit"
	"ehccasefile/casefile/internal/prose"
)

// Outlook reads a message as Outlook saves it (.msg), as far as it can be read: who, when, the subject, the words (HTML, RTF or
// plain) and what is attached. A message inside it is given as a plain e-mail made from what stands there. It fails with a
// sentence where the bytes are no such file or hold no message.
func Outlook(data []byte) (Message, error) {
	f, err := openCompound(data)
	if err != nil {
		return Message{}, err
	}
	if f.root.kid("__properties_version1.0") == nil && len(f.root.kids) < 3 {
		return Message{}, ErrNotMail
	}
	o := &outlook{file: f}
	m := o.message(f.root, true)
	if m.Subject == "" && len(m.Body) == 0 && len(m.From) == 0 && len(m.Parts) == 0 {
		return Message{}, errCompound
	}
	return m, nil
}

// outlook reads one file; depth and parts are counted over all messages in it.
type outlook struct {
	file  *compound
	depth int
	parts int
}

// The properties that are read (MS-OXPROPS), by their numbers.
const (
	pSubject  = 0x0037
	pSubmit   = 0x0039 // when the sender sent it
	pSentName = 0x0042
	pHeaders  = 0x007D // the header as it came over the internet
	pSender   = 0x0C1A
	pSendMail = 0x0C1F
	pSendSMTP = 0x5D01
	pTo       = 0x0E04
	pCc       = 0x0E03
	pDeliver  = 0x0E06
	pBody     = 0x1000
	pRTF      = 0x1009
	pHTML     = 0x1013
	pID       = 0x1035
	pRefs     = 0x1039
	pReplyTo  = 0x1042
	pName     = 0x3001
	pMail     = 0x3003
	pSMTP     = 0x39FE
	pRole     = 0x0C15 // of a person: 1 To, 2 Cc, 3 Bcc
	pData     = 0x3701
	pShort    = 0x3704
	pLong     = 0x3707
	pMime     = 0x370E
	pCID      = 0x3712
	pHidden   = 0x7FFE
	pCodepage = 0x3FDE
)

// text reads a property that holds words: as UTF-16, or in the machine's own letters of old.
func (o *outlook) text(e *entry, prop int) string {
	if k := e.kid(fmt.Sprintf("__substg1.0_%04X001F", prop)); k != nil {
		return utf16Text(o.file.bytes(k), false)
	}
	if k := e.kid(fmt.Sprintf("__substg1.0_%04X001E", prop)); k != nil {
		return strings.TrimRight(text(o.file.bytes(k), ""), "\x00")
	}
	return ""
}

func (o *outlook) raw(e *entry, prop int) []byte {
	return o.file.bytes(e.kid(fmt.Sprintf("__substg1.0_%04X0102", prop)))
}

// number reads a property of fixed length, which stands in a table; head is how many bytes come before the table's rows.
func (o *outlook) number(e *entry, prop, head int) (uint64, bool) {
	table := o.file.bytes(e.kid("__properties_version1.0"))
	for at := head; at+16 <= len(table); at += 16 {
		if int(binary.LittleEndian.Uint16(table[at+2:])) == prop {
			return binary.LittleEndian.Uint64(table[at+8:]), true
		}
	}
	return 0, false
}

func (o *outlook) message(e *entry, top bool) Message {
	head := 24
	if top {
		head = 32
	}
	var m Message
	if h := o.text(e, pHeaders); h != "" {
		fields, _, _ := cutHeader(plainBytes([]byte(h)))
		if anyKnown(fields) {
			m.takeHeader(fields)
			m.Notes = nil // what the internet header lacks, the properties may have
		}
	}
	o.people(&m, e)
	if s := clean(o.text(e, pSubject)); s != "" {
		m.Subject = shorten(s, 1000)
	}
	if m.ID == "" {
		m.ID = strings.Trim(strings.TrimSpace(o.text(e, pID)), "<>")
		m.References, m.InReplyTo = ids(o.text(e, pRefs)), ids(o.text(e, pReplyTo))
	}
	o.date(&m, e, head)
	pictures := o.attachments(&m, e)
	m.Body = o.body(&m, e, pictures)
	if len(m.From) == 0 {
		m.note("This e-mail does not say who sent it.")
	}
	return m
}

func (o *outlook) date(m *Message, e *entry, head int) {
	for _, prop := range []int{pSubmit, pDeliver} {
		if n, ok := o.number(e, prop, head); ok && m.Sent.At.IsZero() && n > 116444736000000000 && n < 1<<62 {
			if t := time.Unix(int64(n/10_000_000)-11644473600, 0).UTC(); sane(t) {
				m.Sent = Moment{At: t, Zone: true, From: "Outlook"}
			}
		}
	}
	if m.Sent.At.IsZero() {
		m.note("This e-mail does not say when it was sent, or its date could not be read.")
	}
}

// people fills in those whom the internet header does not name. Inside an organisation an address may be a path in its
// directory ("/O=COUNCIL/…"), which tells a reader nothing: then the name alone is kept.
func (o *outlook) people(m *Message, e *entry) {
	if len(m.From) == 0 {
		name := o.text(e, pSender)
		if name == "" {
			name = o.text(e, pSentName)
		}
		if a := o.person(name, o.text(e, pSendSMTP), o.text(e, pSendMail)); a != (Address{}) {
			m.From = []Address{a}
		}
	}
	if len(m.To)+len(m.Cc) > 0 {
		return
	}
	for _, k := range e.kids {
		if !strings.HasPrefix(k.name, "__recip_version1.0_") {
			continue
		}
		if len(m.To)+len(m.Cc) >= limit.MailAddrs {
			m.note("This e-mail names more people than can be shown. The first 1,000 are.")
			break
		}
		a := o.person(o.text(k, pName), o.text(k, pSMTP), o.text(k, pMail))
		switch role, _ := o.number(k, pRole, 8); {
		case a == (Address{}):
		case role&0xFFFFFFFF == 2:
			m.Cc = append(m.Cc, a)
		case role&0xFFFFFFFF != 3:
			m.To = append(m.To, a)
		}
	}
	if len(m.To)+len(m.Cc) == 0 {
		m.To, _ = addresses(o.text(e, pTo))
		m.Cc, _ = addresses(o.text(e, pCc))
	}
}

func (o *outlook) person(name string, addrs ...string) Address {
	for _, a := range addrs {
		if strings.Contains(a, "@") {
			return tidy(name, a)
		}
	}
	return tidy(name, "")
}

// body takes the richest form that gives words.
func (o *outlook) body(m *Message, e *entry, pictures map[string][]byte) []prose.Block {
	page := ""
	if raw := o.raw(e, pHTML); len(raw) > 0 {
		page = text(raw, metaCharset(raw))
	} else {
		page = o.text(e, pHTML)
	}
	rtf := rtfText{}
	if strings.TrimSpace(page) == "" {
		if rtf = readRTF(unrtf(o.raw(e, pRTF))); rtf.isHTML {
			page = rtf.words
		}
	}
	if page != "" {
		blocks, notes := htmlBlocks(page, pictures)
		for _, say := range notes {
			m.note(say)
		}
		if len(blocks) > 0 {
			return blocks
		}
	}
	if plain := o.text(e, pBody); strings.TrimSpace(plain) != "" {
		return plainBlocks(shorten(plain, limit.Text), "")
	}
	if !rtf.isHTML {
		return plainBlocks(rtf.words, "")
	}
	return nil
}

// metaCharset finds the character set that a page names in its head.
func metaCharset(page []byte) string {
	head := bytes.ToLower(page[:min(len(page), 2048)])
	_, after, ok := bytes.Cut(head, []byte("charset="))
	if !ok {
		return ""
	}
	after = bytes.TrimLeft(after, `"'`)
	end := bytes.IndexAny(after, "\"'> ;/")
	return string(after[:max(end, 0)])
}

// attachments keeps what lies in the attachment folders, and gives the pictures that the text may show.
func (o *outlook) attachments(m *Message, e *entry) map[string][]byte {
	pictures := map[string][]byte{}
	for _, k := range e.kids {
		if !strings.HasPrefix(k.name, "__attach_version1.0_") {
			continue
		}
		if o.parts++; o.parts > limit.MailParts {
			m.note("This e-mail has more parts than can be read. The first 2,000 are shown.")
			break
		}
		p := o.attachment(k, m)
		if p.ContentID != "" {
			pictures[p.ContentID] = p.Data
		}
		if p.Name == "" {
			p.Name = o.text(k, pShort)
		}
		p.Name = safeName(p.Name, p.Type, len(m.Parts)+1)
		m.Parts = append(m.Parts, p)
	}
	return pictures
}

func (o *outlook) attachment(k *entry, m *Message) Part {
	p := Part{Name: o.text(k, pLong), Type: strings.ToLower(clean(o.text(k, pMime))), ContentID: strings.Trim(clean(o.text(k, pCID)), "<>")}
	if hidden, ok := o.number(k, pHidden, 8); ok && hidden&1 == 1 {
		p.Inline = true
	}
	p.Inline = p.Inline || p.ContentID != "" && strings.HasPrefix(p.Type, "image/")
	if inner := k.kid("__substg1.0_3701000D"); inner != nil && !inner.stream {
		if o.depth+1 >= limit.MailDepth {
			m.note("This e-mail holds parts inside parts, deeper than can be read. What lies deeper is not shown.")
			p.Note = "This message lies too deep to be read."
			return p
		}
		o.depth++
		nested := o.message(inner, false)
		o.depth--
		if nested.Subject == "" && len(nested.Body) == 0 && len(nested.From) == 0 {
			p.Note = "This was put into the e-mail as an object of another program. It could not be read."
			return p
		}
		p.Type, p.Mail, p.Data = "message/rfc822", true, write(nested)
		p.Note = "This e-mail lay inside an Outlook file. It is a copy made from what stood there."
		p.Name = strings.TrimSuffix(p.Name, ".msg")
		if p.Name == "" {
			p.Name = nested.Subject
		}
		p.Name = strings.TrimSuffix(p.Name, ".eml") + ".eml"
		return p
	}
	if k := k.kid("__substg1.0_37010102"); k != nil {
		if p.Data = o.file.bytes(k); uint64(len(p.Data)) < k.size {
			p.Note = "Part of this attachment is missing."
		}
	} else {
		p.Note = "This attachment is not in the file."
	}
	p.Mail = IsOutlook(p.Data) || p.Type == "message/rfc822"
	return p
}
