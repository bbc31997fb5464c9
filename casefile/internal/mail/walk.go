package mail

import (
	"bytes"
	"strings"

	"ehccasefile/casefile/internal/limit"
)

// node is one part that holds something, found by the walk.
type node struct {
	head   header
	kind   string            // the media type, in lower case
	params map[string]string // of the media type
	place  string            // of Content-Disposition: "inline", "attachment" or ""
	name   string            // as it was said, decoded but not made safe
	id     string
	raw    []byte // still packed; shares the input
	bare   bool   // raw was unpacked already
	in     string // the multipart it lies in, such as "multipart/alternative"
	choice int    // which "multipart/alternative" it lies in, at any depth; 0 for none
}

// data unpacks the part.
func (n node) data() []byte {
	if n.bare {
		return n.raw
	}
	switch strings.ToLower(strings.TrimSpace(n.head.get("content-transfer-encoding"))) {
	case "base64":
		return unbase64(n.raw)
	case "quoted-printable":
		return unquote(n.raw)
	case "x-uuencode", "uuencode", "x-uue":
		if data, ok := unuu(n.raw); ok {
			return data
		}
	}
	return n.raw
}

// words unpacks a text part and reads its letters.
func (n node) words() string {
	raw := n.raw
	if len(raw) > 2*limit.Text {
		raw = raw[:2*limit.Text]
	}
	n.raw = raw
	return text(n.data(), n.params["charset"])
}

// walker goes through the parts of one message in one pass a level: it never goes deeper than limit.MailDepth or counts
// more parts than limit.MailParts, whatever stands there.
type walker struct {
	nodes   []node
	parts   int
	choices int
	notes   notes
}

// notes are sentences, each once.
type notes []string

func (n *notes) add(say string) {
	for _, have := range *n {
		if have == say {
			return
		}
	}
	*n = append(*n, say)
}

// place is where in the walk a part stands.
type place struct {
	in     string
	choice int
	depth  int
}

func (w *walker) walk(h header, body []byte, at place) {
	n := newNode(h, body, at)
	if !strings.HasPrefix(n.kind, "multipart/") {
		w.nodes = append(w.nodes, n)
		return
	}
	if at.depth >= limit.MailDepth {
		w.notes.add("This e-mail holds parts inside parts, deeper than can be read. What lies deeper is not shown.")
		return
	}
	if n.kind == "multipart/encrypted" {
		w.notes.add(sayEncrypted)
	}
	boundary := n.params["boundary"]
	if boundary == "" {
		boundary = guessBoundary(body)
	}
	inside := place{n.kind, at.choice, at.depth + 1}
	if n.kind == "multipart/alternative" {
		w.choices++
		inside.choice = w.choices
	}
	found := 0
	if boundary != "" {
		found = w.each(body, boundary, inside)
	}
	if found == 0 && len(bytes.TrimSpace(body)) > 0 { // nothing is marked off: what stands there is the text
		w.notes.add("The parts of this e-mail are not marked off as they should be. What could be read is shown.")
		h, rest, _ := cutHeader(body)
		if len(h) == 0 || h.get("content-type") == "" {
			h, rest = nil, body
		}
		n = newNode(h, rest, at)
		if !strings.HasPrefix(n.kind, "multipart/") {
			w.nodes = append(w.nodes, n)
		}
	}
}

const sayEncrypted = "This e-mail is encrypted: its words cannot be read here. Open it in the mail program that received it and print it from there."

// each walks the parts between boundary lines, and gives how many there were. A missing last boundary is forgiven.
func (w *walker) each(body []byte, boundary string, at place) int {
	found, start := 0, -1
	closed := false
	for pos := 0; pos <= len(body) && !closed; {
		from, to, last := nextBoundary(body, boundary, pos)
		if start >= 0 {
			if w.parts++; w.parts > limit.MailParts {
				w.notes.add("This e-mail has more parts than can be read. The first 2,000 are shown.")
				return found
			}
			found++
			h, rest, whole := cutHeader(trimEnd(body[start:from]))
			if !whole {
				w.notes.add(sayHeader)
			}
			w.walk(h, rest, at)
		}
		if to < 0 {
			if start >= 0 {
				w.notes.add("The end of this e-mail is missing. What is there is shown.")
			}
			break
		}
		start, pos, closed = to, to, last
	}
	return found
}

const sayHeader = "The header of this e-mail is longer than can be read. What could be read is shown."

// nextBoundary finds the next line that is the boundary and nothing else: where it begins, where the line after it begins (-1
// where there is none), and whether it closes the multipart.
func nextBoundary(body []byte, boundary string, pos int) (from, to int, last bool) {
	mark := []byte("--" + boundary)
	for pos < len(body) {
		i := bytes.Index(body[pos:], mark)
		if i < 0 {
			break
		}
		i += pos
		end := i + len(mark)
		pos = end
		if i > 0 && body[i-1] != '\n' {
			continue
		}
		last = bytes.HasPrefix(body[end:], []byte("--"))
		if last {
			end += 2
		}
		for end < len(body) && (body[end] == ' ' || body[end] == '\t' || body[end] == '\r') {
			end++
		}
		if end == len(body) {
			return i, end, last
		}
		if body[end] == '\n' {
			return i, end + 1, last
		}
	}
	return len(body), -1, false
}

// trimEnd takes away the end of line before a boundary, which belongs to the boundary.
func trimEnd(b []byte) []byte {
	return bytes.TrimSuffix(bytes.TrimSuffix(b, []byte("\n")), []byte("\r"))
}

// guessBoundary takes the first line that begins like one, where the header names none.
func guessBoundary(body []byte) string {
	for look := body; len(look) > 0 && len(body)-len(look) < 4096; {
		line, rest := cutLine(look)
		if bytes.HasPrefix(line, []byte("--")) && len(line) > 8 && len(line) < 80 {
			return string(bytes.TrimRight(line[2:], " \t"))
		}
		look = rest
	}
	return ""
}

func newNode(h header, body []byte, at place) node {
	n := node{head: h, raw: body, in: at.in, choice: at.choice}
	n.kind, n.params = media(h.get("content-type"))
	if n.kind == "" || !strings.Contains(n.kind, "/") {
		n.kind = "text/plain"
		if at.in == "multipart/digest" {
			n.kind = "message/rfc822"
		}
	}
	var disposition map[string]string
	n.place, disposition = media(h.get("content-disposition"))
	n.name = words(disposition["filename"])
	if n.name == "" {
		n.name = words(n.params["name"])
	}
	n.id = strings.Trim(strings.TrimSpace(h.get("content-id")), "<>")
	return n
}

// unuu decodes what Unix programs used before MIME; ok is false where no such block begins.
func unuu(b []byte) (data []byte, ok bool) {
	for len(b) > 0 {
		line, rest := cutLine(b)
		b = rest
		switch {
		case !ok:
			ok = bytes.HasPrefix(line, []byte("begin "))
		case string(bytes.TrimSpace(line)) == "end":
			return data, true
		default:
			data = append(data, uuLine(line)...)
		}
	}
	return data, ok
}

func uuLine(line []byte) []byte {
	if len(line) == 0 || line[0] < ' ' || line[0] > '`' {
		return nil
	}
	want := int(line[0]-' ') & 63
	out := make([]byte, 0, want+3)
	for q := line[1:]; len(out) < want && len(q) > 0; q = q[min(4, len(q)):] {
		var v [4]byte
		for i := range v {
			if i < len(q) {
				v[i] = (q[i] - ' ') & 63
			}
		}
		out = append(out, v[0]<<2|v[1]>>4, v[1]<<4|v[2]>>2, v[2]<<6|v[3])
	}
	return out[:min(want, len(out))]
}
