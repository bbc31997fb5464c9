package mail

import (
	"bytes"
	"strings"

	"ehccasefile/casefile/internal/pattern"
)

// IsMail says whether bytes begin like an e-mail, by content alone. head is the first few thousand bytes or more. A letter
// that begins "To: whom it may concern" is none: it takes fields that only mail programs write, or a sender with an address
// together with a date that can be read.
func IsMail(head []byte) bool {
	head = plainBytes(head)
	h, _, _ := cutHeader(head[:min(len(head), 64<<10)])
	hard, fields := 0, map[string]bool{}
	for _, f := range h {
		if !known[f.name] && !strings.HasPrefix(f.name, "x-") && !strings.HasPrefix(f.name, "arc-") && !strings.HasPrefix(f.name, "dkim-") {
			continue
		}
		fields[f.name] = true
		if hardField(f) {
			hard++
		}
	}
	if len(h) < 2 || len(fields) < 2 {
		return false
	}
	sender := strings.Contains(h.get("from"), "@") && !moment(h.get("date"), "").At.IsZero() && (fields["to"] || fields["subject"])
	return hard > 0 && (fields["from"] || fields["to"] || fields["subject"] || fields["date"] || fields["content-type"]) || sender
}

// hardField says whether a field is one that nobody types.
func hardField(f field) bool {
	switch f.name {
	case "message-id", "in-reply-to", "references", "return-path", "delivered-to":
		return strings.Contains(f.value, "@") || strings.HasPrefix(f.value, "<")
	case "received":
		return strings.Contains(f.value, ";") || strings.Contains(f.value, "by ")
	case "mime-version":
		return strings.HasPrefix(f.value, "1.")
	case "content-type":
		return strings.HasPrefix(f.value, "text/") || strings.HasPrefix(f.value, "multipart/")
	}
	return strings.HasPrefix(f.name, "dkim-") || strings.HasPrefix(f.name, "arc-") || f.name == "x-mailer"
}

// fromLine is what stands before each message of a mailbox: "From ", who, and when.
var fromLine = pattern.New(`^From \S.{0,300}?\s\d{1,2}:\d\d(:\d\d)?\s.{0,40}\d{4}|^From \S.{0,300}?\s\d{1,2} \w{3} \d{4} \d{1,2}:\d\d|^From - \w{3} \w{3} `)

// sureLine is a From line in the form of RFC 4155, which nobody types.
var sureLine = pattern.New(`^From \S+\s+(Mon|Tue|Wed|Thu|Fri|Sat|Sun),? (\w{3} [ \d]\d|\d{1,2} \w{3}) .{0,20}\d\d:\d\d`)

// IsBox says whether bytes begin like a mailbox: a line "From someone, day and hour", then a header.
func IsBox(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")), "\r\n")
	line, rest := cutLine(head)
	if len(line) > 500 || !fromLine.Match(line) {
		return false
	}
	return startsHeader(rest)
}

// startsHeader says whether a header begins here. A mailbox whose first message has none is still one if its line is.
func startsHeader(b []byte) bool {
	line, _ := cutLine(b)
	line = bytes.TrimPrefix(line, []byte(">"))
	name, _, ok := cutField(line)
	return ok && name != "" || bytes.HasPrefix(line, []byte("From "))
}

var cfbMagic = []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")

// IsOutlook says whether bytes are a message as Outlook saves it. Word and Excel files of old begin with the same bytes, so the
// more of the file is given the surer the answer: its table of contents may stand anywhere.
func IsOutlook(head []byte) bool {
	if !bytes.HasPrefix(head, cfbMagic) {
		return false
	}
	if f, err := openCompound(head); err == nil && len(f.root.kids) > 0 {
		return f.root.kid("__properties_version1.0") != nil
	}
	return bytes.Contains(head, wide("__substg1.0_")) && !bytes.Contains(head, wide("WordDocument")) && !bytes.Contains(head, wide("Workbook"))
}

func wide(s string) []byte {
	out := make([]byte, 0, 2*len(s))
	for i := 0; i < len(s); i++ {
		out = append(out, s[i], 0)
	}
	return out
}
