package mail

import (
	"bytes"
	"mime"
	"strconv"
	"strings"

	"ehccasefile/casefile/internal/limit"
)

// field is one line of a header, unfolded; its value is as it came, not decoded.
type field struct {
	name  string // in lower case
	value string
}

// header is the fields of a message or a part, in order.
type header []field

// get gives the first value of a field, or "".
func (h header) get(name string) string {
	for _, f := range h {
		if f.name == name {
			return f.value
		}
	}
	return ""
}

// cutHeader reads the fields at the start of data and gives what follows the empty line after them. A line that can be no
// field ends the header as well: some programs forget the empty line. whole is false where the header passed its bound.
func cutHeader(data []byte) (h header, rest []byte, whole bool) {
	start := len(data)
	var value []string
	flush := func() {
		if len(value) > 0 {
			h[len(h)-1].value = strings.TrimSpace(strings.Join(value, " "))
			value = value[:0]
		}
	}
	defer flush()
	for len(data) > 0 {
		line, after := cutLine(data)
		if start-len(after) > limit.MailHeader {
			return h, pastHeader(data), false
		}
		switch {
		case len(bytes.TrimSpace(line)) == 0:
			if len(line) > 0 && len(h) > 0 && foldedNext(after) { // a folded line of spaces alone
				data = after
				continue
			}
			return h, after, true
		case (line[0] == ' ' || line[0] == '\t') && len(h) > 0:
			value = append(value, strings.TrimSpace(lenient(line)))
		default:
			name, first, ok := cutField(line)
			if !ok && len(h) == 0 && bytes.HasPrefix(bytes.TrimPrefix(line, []byte(">")), []byte("From ")) {
				break // the line a mailbox puts before a message
			}
			if !ok {
				return h, data, true
			}
			flush()
			h = append(h, field{name, ""})
			value = append(value, first)
		}
		data = after
	}
	return h, nil, true
}

// pastHeader gives what follows the next empty line.
func pastHeader(data []byte) []byte {
	unix, dos := bytes.Index(data, []byte("\n\n")), bytes.Index(data, []byte("\n\r\n"))
	switch {
	case unix >= 0 && (dos < 0 || unix < dos):
		return data[unix+2:]
	case dos >= 0:
		return data[dos+3:]
	}
	return nil
}

// foldedNext says whether a folded line comes next, so that a line of spaces belongs to the header.
func foldedNext(b []byte) bool {
	return len(b) > 1 && (b[0] == ' ' || b[0] == '\t') && b[1] != '\r' && b[1] != '\n'
}

// cutLine gives the first line without its end, and the rest. A lone CR ends no line.
func cutLine(b []byte) (line, rest []byte) {
	at := bytes.IndexByte(b, '\n')
	if at < 0 {
		return bytes.TrimSuffix(b, []byte("\r")), nil
	}
	return bytes.TrimSuffix(b[:at], []byte("\r")), b[at+1:]
}

func cutField(line []byte) (name, value string, ok bool) {
	at := bytes.IndexByte(line, ':')
	if at < 1 || at > 100 {
		return "", "", false
	}
	n := bytes.TrimRight(line[:at], " \t")
	for _, c := range n {
		if c <= ' ' || c >= 0x7F {
			return "", "", false
		}
	}
	return strings.ToLower(string(n)), strings.TrimSpace(lenient(line[at+1:])), len(n) > 0
}

// words decodes the encoded words of RFC 2047. Neighbours in one set are joined before they are read, because some programs cut
// between the bytes of one letter; spaces inside a word are forgiven.
func words(s string) string {
	if !strings.Contains(s, "=?") {
		return s
	}
	var out strings.Builder
	var held []byte
	set := ""
	flush := func() {
		if len(held) > 0 {
			out.WriteString(text(held, set))
			held = held[:0]
		}
	}
	for s != "" {
		at := strings.Index(s, "=?")
		if at < 0 {
			break
		}
		w, after, ok := cutWord(s[at:])
		if !ok {
			flush()
			out.WriteString(s[:at+2])
			s = s[at+2:]
			continue
		}
		if gap := s[:at]; len(held) == 0 || strings.TrimSpace(gap) != "" || !strings.EqualFold(w.set, set) {
			flush()
			if strings.TrimSpace(gap) != "" || out.Len() == 0 {
				out.WriteString(gap)
			}
		}
		set, held, s = w.set, append(held, w.data...), after
	}
	flush()
	out.WriteString(s)
	return out.String()
}

type word struct {
	set  string
	data []byte
}

// cutWord reads one "=?set?Q?text?=" at the start of s.
func cutWord(s string) (word, string, bool) {
	body := s[2:]
	at := strings.IndexByte(body[:min(len(body), 80)], '?')
	if at < 1 || len(body) < at+4 || body[at+2] != '?' {
		return word{}, "", false
	}
	set, _, _ := strings.Cut(body[:at], "*") // RFC 2231 may name a language
	kind, rest := body[at+1], body[at+3:]
	end := strings.Index(rest[:min(len(rest), 4096)], "?=")
	if end < 0 {
		return word{}, "", false
	}
	switch kind {
	case 'B', 'b':
		return word{set, unbase64([]byte(rest[:end]))}, rest[end+2:], true
	case 'Q', 'q':
		return word{set, unquote([]byte(strings.ReplaceAll(rest[:end], "_", " ")))}, rest[end+2:], true
	}
	return word{}, "", false
}

// media reads a Content-Type or Content-Disposition with what follows it. Where the standard library finds fault, the words
// are taken apart by hand: "name=a;b.pdf", unclosed quotes, a stray semicolon.
func media(s string) (kind string, params map[string]string) {
	kind, params, err := mime.ParseMediaType(s)
	if err == nil || err == mime.ErrInvalidMediaParameter && len(params) > 0 {
		return strings.ToLower(kind), params
	}
	params = map[string]string{}
	for i, piece := range splitOutside(s, ";", 50) {
		name, value, ok := strings.Cut(piece, "=")
		name = strings.ToLower(strings.TrimSpace(name))
		if i == 0 && !ok {
			kind = name
		} else if ok {
			loose(params, name, strings.Trim(strings.TrimSpace(value), `"`))
		}
	}
	return kind, params
}

// loose puts one parameter into its place, in the form of RFC 2231 as well: "name*=utf-8”a%20b".
func loose(params map[string]string, name, value string) {
	base, star := strings.CutSuffix(name, "*")
	if star {
		if parts := strings.SplitN(value, "'", 3); len(parts) == 3 {
			value = text(unpercent(parts[2]), parts[0])
		}
	}
	base, num, split := strings.Cut(base, "*")
	if _, err := strconv.Atoi(num); split && err == nil {
		value = params[base] + value
	}
	if base != "" && (params[base] == "" || split) {
		params[base] = value
	}
}

func unpercent(s string) []byte {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				out = append(out, byte(n))
				i += 2
				continue
			}
		}
		out = append(out, s[i])
	}
	return out
}

// splitOutside cuts s at any sign of seps that stands outside quotes, brackets and comments, into at most n pieces.
func splitOutside(s, seps string, n int) []string {
	var out []string
	start, quoted, angle, round := 0, false, false, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && quoted:
			i++
		case c == '"' && round == 0:
			quoted = !quoted
		case quoted:
		case c == '(':
			round++
		case c == ')' && round > 0:
			round--
		case round > 0:
		case c == '<':
			angle = true
		case c == '>':
			angle = false
		case !angle && strings.IndexByte(seps, c) >= 0:
			out, start = append(out, s[start:i]), i+1
			if len(out) == n {
				return out
			}
		}
	}
	return append(out, s[start:])
}

// addresses reads a list of people, leniently; more is true where it held more than the bound.
func addresses(s string) (list []Address, more bool) {
	if len(s) > limit.MailHeader {
		s, more = s[:limit.MailHeader], true
	}
	for _, piece := range splitOutside(s, ",;", limit.MailAddrs+1) {
		if name, rest, ok := strings.Cut(piece, ":"); ok && !strings.ContainsAny(name, `"<@`) {
			piece = rest // a group, such as "undisclosed-recipients:;"
		}
		a := address(piece)
		if a == (Address{}) {
			continue
		}
		if len(list) == limit.MailAddrs {
			return list, true
		}
		list = append(list, a)
	}
	return list, more
}

// address reads one person: "Name <a@b>", "a@b (Name)", "a@b", or a bare name.
func address(s string) Address {
	s = strings.TrimSpace(s)
	if at := strings.LastIndexByte(s, '<'); at >= 0 {
		addr, _, _ := strings.Cut(s[at+1:], ">")
		return tidy(s[:at], addr)
	}
	if at := strings.IndexByte(s, '('); at > 0 && strings.Contains(s[:at], "@") {
		return tidy(strings.Trim(s[at:], "() "), s[:at])
	}
	if at := strings.Index(s, "[mailto:"); at >= 0 {
		addr, _, _ := strings.Cut(s[at+8:], "]")
		return tidy(s[:at], addr)
	}
	if at := strings.LastIndexAny(s, " \t"); strings.Contains(s[at+1:], "@") { // Apple prints no brackets
		return tidy(s[:max(at, 0)], s[at+1:])
	}
	return tidy(s, "")
}

func tidy(name, addr string) Address {
	name = strings.TrimSpace(name)
	if len(name) > 1 && name[0] == '"' && strings.HasSuffix(name, `"`) {
		name = strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(name[1 : len(name)-1])
	}
	name = shorten(strings.Trim(clean(words(name)), `"' `), 200)
	addr = strings.TrimPrefix(strings.Trim(clean(words(addr)), `"'<>[] `), "mailto:")
	if strings.EqualFold(name, addr) {
		name = ""
	}
	return Address{name, shorten(addr, 254)}
}

// ids gives the message ids in a field: what stands in brackets, or each word where nothing does.
func ids(s string) (list []string) {
	for len(list) < limit.MailAddrs {
		_, after, ok := strings.Cut(s, "<")
		if !ok {
			break
		}
		id, rest, ok := strings.Cut(after, ">")
		if !ok {
			break
		}
		if id = strings.TrimSpace(id); id != "" && len(id) < 1000 {
			list = append(list, id)
		}
		s = rest
	}
	if one := strings.TrimSpace(s); len(list) == 0 && one != "" && !strings.ContainsAny(one, " <>") {
		return []string{one}
	}
	return list
}

// unbase64 decodes what can be decoded: spaces, line ends and stray signs are skipped, and a missing end is forgiven.
func unbase64(src []byte) []byte {
	dst := make([]byte, 0, len(src)/4*3+3)
	return appendBase64(dst, src)
}

func appendBase64(dst, src []byte) []byte {
	var acc uint32
	n := 0
	for _, c := range src {
		v := base64Value[c]
		if c == '=' {
			acc, n = finishBase64(&dst, acc, n), 0 // several pieces glued together, each with its own end
			continue
		}
		if v < 0 {
			continue
		}
		acc, n = acc<<6|uint32(v), n+1
		if n == 4 {
			dst, acc, n = append(dst, byte(acc>>16), byte(acc>>8), byte(acc)), 0, 0
		}
	}
	finishBase64(&dst, acc, n)
	return dst
}

func finishBase64(dst *[]byte, acc uint32, n int) uint32 {
	switch n {
	case 2:
		*dst = append(*dst, byte(acc>>4))
	case 3:
		*dst = append(*dst, byte(acc>>10), byte(acc>>2))
	}
	return 0
}

var base64Value = func() (t [256]int8) {
	for i := range t {
		t[i] = -1
	}
	const std = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	for i := range 64 {
		t[std[i]] = int8(i)
	}
	t['-'], t['_'] = 62, 63
	return t
}()

// unquote decodes quoted-printable; an "=" that begins nothing sensible stays.
func unquote(src []byte) []byte {
	dst := make([]byte, 0, len(src))
	for len(src) > 0 {
		at := bytes.IndexByte(src, '=')
		if at < 0 {
			return append(dst, src...)
		}
		dst, src = append(dst, src[:at]...), src[at:]
		if len(src) > 2 {
			if n, err := strconv.ParseUint(string(src[1:3]), 16, 8); err == nil {
				dst, src = append(dst, byte(n)), src[3:]
				continue
			}
		}
		if rest, ok := softEnd(src[1:]); ok {
			src = rest
			continue
		}
		dst, src = append(dst, '='), src[1:]
	}
	return dst
}

// softEnd skips spaces and the end of the line, or of everything, after "=".
func softEnd(b []byte) ([]byte, bool) {
	for i, c := range b {
		switch c {
		case ' ', '\t', '\r':
		case '\n':
			return b[i+1:], true
		default:
			return nil, false
		}
	}
	return nil, true
}
