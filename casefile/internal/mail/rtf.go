package mail

import (
	"encoding/binary"
	"strconv"
	"strings"
	"unicode/utf16"

	"ehccasefile/casefile/internal/limit"
)

// rtfStart is what every reader of compressed RTF has in its window before the first byte (MS-OXRTFCP, 2.1.2.1).
const rtfStart = `{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0` +
	"\r\n" + `\par \pard\plain\f0\fs20\b\i\u\tab\tx`

// unrtf unpacks compressed RTF. It gives nothing for what is not, and never more than limit.Text.
func unrtf(b []byte) []byte {
	if len(b) < 16 {
		return nil
	}
	want := min(int64(binary.LittleEndian.Uint32(b[4:])), limit.Text)
	switch binary.LittleEndian.Uint32(b[8:]) {
	case 0x414C454D: // "MELA": not packed
		return b[16:min(16+want, int64(len(b)))]
	case 0x75465A4C: // "LZFu"
	default:
		return nil
	}
	var window [4096]byte
	at := copy(window[:], rtfStart)
	var out []byte
	put := func(c byte) {
		out = append(out, c)
		window[at] = c
		at = (at + 1) % 4096
	}
	for b = b[16:]; len(b) > 0; {
		flags := b[0]
		b = b[1:]
		for bit := 0; bit < 8 && len(b) > 0 && int64(len(out)) < want; bit++ {
			if flags>>bit&1 == 0 {
				put(b[0])
				b = b[1:]
				continue
			}
			if len(b) < 2 {
				return out
			}
			from, n := int(b[0])<<4|int(b[1])>>4, int(b[1]&15)+2
			b = b[2:]
			if from == at {
				return out
			}
			for i := range n {
				put(window[(from+i)%4096])
			}
		}
		if int64(len(out)) >= want {
			break
		}
	}
	return out
}

// rtfText is what an RTF body says: words, or the HTML that Outlook wrapped in it (MS-OXRTFEX).
type rtfText struct {
	words  string
	isHTML bool
}

// group is an RTF group that is open.
type group struct {
	skip   bool // a destination that is no text
	html   bool // \*\htmltag: raw HTML
	hidden bool // \htmlrtf: RTF that stands for HTML which stands beside it
	uc     int  // signs that stand for a letter \u in programs that know none
}

// rtfReader takes an RTF body apart. Groups past limit.Depth are counted, not kept.
type rtfReader struct {
	src   string
	out   strings.Builder
	now   group
	stack []group
	deep  int
	set   string
	html  bool
	bytes []byte // letters in the file's own set, not read yet
	eat   int    // signs to leave out after \u
	high  rune   // the first half of a letter that \u gives in two
}

func readRTF(b []byte) rtfText {
	r := &rtfReader{src: string(b[:min(len(b), limit.Text)]), set: "windows-1252", now: group{uc: 1}}
	r.html = strings.Contains(r.src[:min(len(r.src), 2000)], `\fromhtml`)
	for r.src != "" {
		r.step()
	}
	r.flush()
	return rtfText{r.out.String(), r.html}
}

func (r *rtfReader) flush() {
	if len(r.bytes) > 0 {
		r.out.WriteString(text(r.bytes, r.set))
		r.bytes = r.bytes[:0]
	}
}

func (r *rtfReader) visible() bool {
	if r.html {
		return !r.now.skip && (r.now.html || !r.now.hidden)
	}
	return !r.now.skip
}

func (r *rtfReader) byte(c byte) {
	if r.eat > 0 {
		r.eat--
		return
	}
	if r.visible() {
		r.bytes = append(r.bytes, c)
	}
}

func (r *rtfReader) word(s string) {
	if r.visible() {
		r.flush()
		r.out.WriteString(s)
	}
}

// unicode adds a letter of \u, which may come in two halves.
func (r *rtfReader) unicode(c rune) {
	r.eat = r.now.uc
	if c >= 0xD800 && c < 0xDC00 {
		r.high = c
		return
	}
	if c >= 0xDC00 && c < 0xE000 {
		c = utf16.DecodeRune(r.high, c)
	}
	r.word(string(c))
}

// step reads one sign, group or control word.
func (r *rtfReader) step() {
	c := r.src[0]
	r.src = r.src[1:]
	switch c {
	case '{':
		if len(r.stack) >= limit.Depth {
			r.deep++
			return
		}
		r.stack = append(r.stack, r.now)
	case '}':
		if r.deep > 0 {
			r.deep--
		} else if n := len(r.stack); n > 0 {
			r.now, r.stack = r.stack[n-1], r.stack[:n-1]
		}
	case '\\':
		r.control()
	case '\r', '\n':
	default:
		r.byte(c)
	}
}

func (r *rtfReader) control() {
	if r.src == "" {
		return
	}
	c := r.src[0]
	if c < 'a' || c > 'z' {
		r.src = r.src[1:]
		r.symbol(c)
		return
	}
	n := 0
	for n < len(r.src) && n < 32 && r.src[n] >= 'a' && r.src[n] <= 'z' {
		n++
	}
	name, rest := r.src[:n], r.src[n:]
	n = 0
	for n < len(rest) && n < 11 && (rest[n] >= '0' && rest[n] <= '9' || n == 0 && rest[n] == '-') {
		n++
	}
	value, err := strconv.Atoi(rest[:n])
	r.src = strings.TrimPrefix(rest[n:], " ")
	r.apply(name, value, err == nil)
}

func (r *rtfReader) symbol(c byte) {
	switch c {
	case '\'':
		if n, err := strconv.ParseUint(r.src[:min(2, len(r.src))], 16, 8); err == nil {
			r.byte(byte(n))
		}
		r.src = r.src[min(2, len(r.src)):]
	case '*':
		if strings.HasPrefix(r.src, `\htmltag`) {
			r.now.html, r.now.skip = true, false
		} else {
			r.now.skip = true
		}
	case '~':
		r.word(" ")
	case '_':
		r.word("-")
	case '\\', '{', '}':
		r.byte(c)
	case '\r', '\n':
		r.word("\n")
	}
}

func (r *rtfReader) apply(name string, value int, has bool) {
	switch name {
	case "line":
		r.word("\n")
	case "par", "sect", "page", "row":
		r.word("\n")
		if !r.html && name != "par" {
			r.word("\n")
		}
	case "tab", "cell":
		r.word("\t")
	case "lquote", "rquote", "ldblquote", "rdblquote", "bullet", "endash", "emdash":
		r.word(map[string]string{"lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•", "endash": "–", "emdash": "—"}[name])
	case "uc":
		r.now.uc = min(max(value, 0), 10)
	case "u":
		r.unicode(rune(uint16(value)))
	case "htmlrtf":
		r.now.hidden = !has || value != 0
	case "ansicpg":
		r.set = "windows-" + strconv.Itoa(value)
	case "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "listtable", "generator", "themedata", "datastore", "fldinst":
		r.now.skip = !r.now.html
	}
}
