package mail

import (
	"net/url"
	"strings"

	"ehccasefile/casefile/internal/limit"
	"ehccasefile/casefile/internal/pattern"
	"ehccasefile/casefile/internal/prose"
)

// plainBlocks turns a plain text body into paragraphs: an empty line ends one, a line's ">" signs say how often it is quoted.
// flow is "flowed" or "delsp" for RFC 3676, in which a space at the end of a line means that the line goes on.
func plainBlocks(s, flow string) []prose.Block {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	var b paragraphs
	open := false // the last line goes on
	for s != "" && len(b.out) < limit.Blocks {
		var line string
		line, s, _ = strings.Cut(s, "\n")
		depth, line := unquoteLine(line, flow != "")
		goes := false
		if flow != "" && line != "-- " && strings.HasSuffix(line, " ") {
			goes = true
			if flow == "delsp" {
				line = line[:len(line)-1]
			}
		}
		line = spaced(line)
		if goes && flow == "flowed" && line != "" {
			line += " "
		}
		b.add(line, depth, open)
		open = goes
	}
	b.flush()
	return b.out
}

// unquoteLine takes away the quote signs before a line, at most limit.Depth of them, and a space that stuffs it.
func unquoteLine(line string, flowed bool) (depth int, rest string) {
	rest = line
	for depth < limit.Depth {
		cut := rest
		if depth > 0 || !flowed {
			cut = strings.TrimPrefix(cut, " ")
		}
		if !strings.HasPrefix(cut, ">") {
			break
		}
		if strings.HasPrefix(cut, ">From ") && depth == 0 {
			return 0, cut[1:] // an escape that a mailbox left behind
		}
		depth, rest = depth+1, cut[1:]
	}
	if depth > 0 || flowed {
		rest = strings.TrimPrefix(rest, " ")
	}
	return depth, rest
}

// spaced keeps the words of a line: tabs and hard spaces become spaces, other control signs go.
func spaced(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == 0xA0:
			return ' '
		case r < ' ' || r >= 0x7F && r < 0xA0 || r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0xFEFF || r == 0xAD:
			return -1
		}
		return r
	}, s)
	return shortLinks(strings.TrimRight(s, " "))
}

// paragraphs gathers lines into blocks.
type paragraphs struct {
	out   []prose.Block
	lines strings.Builder
	quote int
}

func (p *paragraphs) add(line string, quote int, joined bool) {
	if strings.TrimSpace(line) == "" {
		p.flush()
		return
	}
	if quote != p.quote {
		p.flush()
		p.quote = quote
	}
	if p.lines.Len() > 0 && !joined {
		p.lines.WriteByte('\n')
	}
	p.lines.WriteString(line)
}

func (p *paragraphs) flush() {
	if p.lines.Len() > 0 {
		p.out = append(p.out, para(strings.TrimRight(p.lines.String(), " "), p.quote))
		p.lines.Reset()
	}
}

var webAddress = pattern.New(`https?://[^\s<>"]+`)

// shortLinks puts the true address in the place of one that a mail filter or a newsletter wrapped, and leaves out what only
// tells the sender who looked.
func shortLinks(s string) string {
	if !strings.Contains(s, "://") {
		return s
	}
	return webAddress.ReplaceAllStringFunc(s, plainLink)
}

const longLink = 100 // letters of an address that are worth reading

// plainLink unwraps an address and cuts what is junk to a reader. An address that is no web page or mail gives "".
func plainLink(s string) string {
	for range 3 {
		u, err := url.Parse(strings.TrimSpace(s))
		if err != nil || len(s) > 8192 {
			return shorten(s, longLink)
		}
		inner := ""
		switch {
		case strings.HasSuffix(u.Hostname(), "safelinks.protection.outlook.com"):
			inner = u.Query().Get("url")
		case strings.HasSuffix(u.Hostname(), "urldefense.com"), strings.HasSuffix(u.Hostname(), "urldefense.proofpoint.com"):
			inner = proofpoint(u)
		case u.Hostname() == "www.google.com" && u.Path == "/url":
			inner = u.Query().Get("q")
		}
		if !strings.HasPrefix(inner, "http") {
			return cutLink(u, s)
		}
		s = inner
	}
	return shorten(s, longLink)
}

func proofpoint(u *url.URL) string {
	if _, after, ok := strings.Cut(u.String(), "/v3/__"); ok {
		inner, _, _ := strings.Cut(after, "__;")
		return inner
	}
	inner, err := url.QueryUnescape(strings.NewReplacer("-", "%", "_", "/").Replace(u.Query().Get("u")))
	if err != nil {
		return ""
	}
	return inner
}

func cutLink(u *url.URL, s string) string {
	if strings.Contains(u.RawQuery, "utm_") || len(s) > longLink {
		u.RawQuery, u.Fragment = "", ""
		s = u.String()
	}
	return shorten(clean(s), longLink)
}
