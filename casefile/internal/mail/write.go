package mail

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"mime"
	"strings"
	"time"

	"ehccasefile/casefile/internal/prose"
)

// write makes a plain e-mail of a message that had no file of its own, so that it can be kept and read like any other. Two
// writings of one message are the same bytes.
func write(m Message) []byte {
	var b bytes.Buffer
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\r\n", name, value)
		}
	}
	line("From", list(m.From))
	line("To", list(m.To))
	line("Cc", list(m.Cc))
	line("Subject", mime.BEncoding.Encode("utf-8", m.Subject))
	if !m.Sent.At.IsZero() {
		line("Date", m.Sent.At.Format(time.RFC1123Z))
	}
	if m.ID != "" {
		line("Message-ID", "<"+clean(m.ID)+">")
	}
	const boundary = "part-of-a-message-copied-from-outlook"
	line("MIME-Version", "1.0")
	line("Content-Type", `multipart/mixed; boundary="`+boundary+`"`)
	b.WriteString("\r\n--" + boundary + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n")
	packed(&b, []byte(quotedWords(m.Body)))
	for _, p := range m.Parts {
		kind := p.Type
		if !strings.Contains(kind, "/") || strings.ContainsAny(kind, " ;\r\n") {
			kind = "application/octet-stream"
		}
		fmt.Fprintf(&b, "--%s\r\nContent-Type: %s\r\nContent-Disposition: %s\r\nContent-Transfer-Encoding: base64\r\n", boundary, kind,
			mime.FormatMediaType("attachment", map[string]string{"filename": p.Name}))
		b.WriteString("\r\n")
		packed(&b, p.Data)
	}
	b.WriteString("--" + boundary + "--\r\n")
	return b.Bytes()
}

// list writes people as a header wants them.
func list(all []Address) string {
	var out []string
	for _, a := range all {
		switch {
		case a.Addr == "":
			out = append(out, mime.BEncoding.Encode("utf-8", strings.NewReplacer(",", " ", ";", " ", "<", " ", "\"", "").Replace(a.Name)))
		case a.Name == "":
			out = append(out, "<"+a.Addr+">")
		default:
			out = append(out, mime.BEncoding.Encode("utf-8", strings.NewReplacer(",", " ", ";", " ", "<", " ", "\"", "").Replace(a.Name))+" <"+a.Addr+">")
		}
	}
	return strings.Join(out, ",\r\n ")
}

// packed writes base64 in lines of 76.
func packed(b *bytes.Buffer, data []byte) {
	const row = 57
	for len(data) > 0 {
		n := min(row, len(data))
		b.WriteString(base64.StdEncoding.EncodeToString(data[:n]))
		b.WriteString("\r\n")
		data = data[n:]
	}
	b.WriteString("\r\n")
}

// quotedWords gives blocks as plain text, with ">" before what is quoted.
func quotedWords(blocks []prose.Block) string {
	var b strings.Builder
	for _, block := range blocks {
		sign := strings.Repeat(">", block.Quote)
		if sign != "" {
			sign += " "
		}
		for _, line := range strings.Split(prose.Words([]prose.Block{block}), "\n") {
			b.WriteString(sign + line + "\n")
		}
		b.WriteString(strings.TrimSpace(sign) + "\n")
	}
	return b.String()
}
