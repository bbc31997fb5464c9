package mail

import (
	"strings"

	"ehccasefile/casefile/internal/pattern"
	"ehccasefile/casefile/internal/prose"
)

// furniture is what mail programs and browsers print at the edge of a page.
var furniture = pattern.New(`^\s*(\d{1,3} of \d{1,3}|[Pp]age \d{1,3}( of \d{1,3})?|\d{1,3}/\d{1,3}|https://(mail\.google|outlook\.(office|live|office365))\.com\S*(\s+\d{1,3}/\d{1,3})?|about:blank(\s+\d{1,3}/\d{1,3})?|\d\d?/\d\d?/\d{2,4},? \d\d?:\d\d( [AP]M)?\s+(Gmail|Mail|Email|Outlook|Yahoo).*)\s*$`)

// Printed reads the words of an e-mail, or of a whole chain, that was printed to PDF by Outlook, Gmail, Apple Mail or a browser,
// a form feed between pages. It gives one message for [Squeeze] to part; ok is false where the words do not begin like a
// printed e-mail. What a program prints at the edge of each page is left out.
func Printed(text string) (m Message, ok bool) {
	blocks := opened(plainBlocks(strings.Join(trimmedPages(text), "\n"), ""))
	lines := 0
	for i := 0; i < len(blocks) && lines < 15; i++ {
		h, last, found := headingAt(blocks, i)
		if !found || h.marks || h.from == (Address{}) {
			lines += len(firstLines(blocks[i], 20))
			continue
		}
		before := prose.Words(blocks[:i])
		_, rest := take(blocks, i, last)
		m = Message{From: []Address{h.from}, To: h.to, Cc: h.cc, Sent: h.sent, Subject: h.subject, Quoted: true, Body: rest}
		if h.attached != "" {
			m.Body = append(m.Body[:len(m.Body):len(m.Body)], labelled("Attachments named there: ", h.attached))
		}
		if m.Subject == "" && h.printed {
			m.Subject = printedSubject(before)
		}
		if before = clean(before); before != "" {
			m.note("Printed above the message: " + before)
		}
		return m, true
	}
	return Message{}, false
}

// printedSubject is the line that Gmail prints above "2 messages".
func printedSubject(before string) string {
	lines := strings.Split(strings.TrimSpace(before), "\n")
	for i, line := range lines {
		if i > 0 && countLine.MatchString(strings.TrimSpace(line)) {
			return clean(strings.TrimPrefix(lines[i-1], "Gmail - "))
		}
	}
	return ""
}

var countLine = pattern.New(`^\d{1,4} messages?$`)

// trimmedPages takes the furniture from the first and last lines of each page.
func trimmedPages(text string) []string {
	pages := strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\f")
	for i, p := range pages {
		lines := strings.Split(strings.Trim(p, "\n"), "\n")
		for n := 0; n < 3 && len(lines) > 0 && furniture.MatchString(lines[0]); n++ {
			lines = lines[1:]
		}
		for n := 0; n < 3 && len(lines) > 0 && furniture.MatchString(lines[len(lines)-1]); n++ {
			lines = lines[:len(lines)-1]
		}
		pages[i] = strings.Trim(strings.Join(lines, "\n"), "\n")
	}
	return pages
}
