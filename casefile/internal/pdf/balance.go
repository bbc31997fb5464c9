package pdf

import "bytes"

// Content that leaves a state open (7.8.2: q, BT, BDC, a string) would swallow
// whatever is put after it, and one Q too many would take away the matrix put
// before it. So content is read for what it leaves open.

// tally is what reading a page's content found.
type tally struct {
	depth, texts, tags int   // open q, BT and BMC or BDC
	surplus            []int // places of Q, ET and EMC that close nothing, with their lengths after them
	nested             int   // arrays and dictionaries open
	last               int   // place after the last operator outside them
	marks              int   // one more than the largest MCID
	broken             bool  // what comes after last never ends: a string, an array, an inline picture
}

// even says that the content leaves everything as it found it.
func (t *tally) even() bool {
	return t.depth == 0 && t.texts == 0 && t.tags == 0 && len(t.surplus) == 0 && !t.broken
}

// weigh reads a content stream.
func weigh(b []byte) tally {
	var t tally
	for p := skipBlank(b, 0); p < len(b); p = skipBlank(b, p) {
		next := t.token(b, p)
		if next <= p {
			t.broken = true
			return t
		}
		p = next
	}
	t.broken = t.nested > 0
	return t
}

// token takes the token at p and gives the place after it, -1 if it has no end.
func (t *tally) token(b []byte, p int) int {
	two := p+1 < len(b) && b[p+1] == b[p]
	switch c := b[p]; {
	case c == '(':
		return literalEnd(b, p)
	case c == '/':
		end := regularEnd(b, p+1)
		if end-p == 5 && string(b[p:end]) == "/MCID" {
			n, _, _ := digits(b, skipBlank(b, end))
			t.marks = max(t.marks, n+1)
		}
		return end
	case c == '[', c == '<' && two:
		t.nested++
	case c == ']', c == '>' && two:
		t.nested = max(0, t.nested-1)
	case c == '<':
		end := bytes.IndexByte(b[p:], '>')
		return p + end + 1 // p itself without an end
	case class[c]&delim != 0:
	default:
		return t.operator(b, p, regularEnd(b, p))
	}
	if two && (b[p] == '<' || b[p] == '>') {
		return p + 2
	}
	return p + 1
}

func (t *tally) operator(b []byte, p, end int) int {
	if c := b[p]; t.nested > 0 || class[c]&digit != 0 || c == '.' || c == '-' || c == '+' {
		return end
	}
	switch string(b[p:min(end, p+4)]) {
	case "q":
		t.depth++
	case "Q":
		t.close(&t.depth, p, end)
	case "BT":
		if t.texts == 0 {
			t.texts++ // a second BT inside the first changes nothing
		}
	case "ET":
		t.close(&t.texts, p, end)
	case "BMC", "BDC":
		t.tags++
	case "EMC":
		t.close(&t.tags, p, end)
	case "ID":
		end = pictureEnd(b, end)
	}
	if end > 0 {
		t.last = end
	}
	return end
}

func (t *tally) close(open *int, p, end int) {
	if *open > 0 {
		*open--
		return
	}
	t.surplus = append(t.surplus, p, end-p)
}

// pictureEnd gives the place after the EI of an inline picture: the first one
// between white space that content, not picture bytes, comes after.
func pictureEnd(b []byte, p int) int {
	for p < len(b) {
		i := bytes.Index(b[p:], []byte("EI"))
		if i < 0 {
			return -1
		}
		p += i + 2
		open := class[b[p-3]]&space != 0
		if open && (p == len(b) || class[b[p]]&space != 0) && looksLikeContent(b[p:min(len(b), p+12)]) {
			return p
		}
	}
	return -1
}

func looksLikeContent(b []byte) bool {
	for _, c := range b {
		if c >= 127 || c < 32 && class[c]&space == 0 {
			return false
		}
	}
	return true
}

// levelled gives content that draws the same and leaves nothing open: what
// never ends is cut off, what closes nothing becomes blanks, what is open is
// closed.
func (t tally) levelled(b []byte) []byte {
	if t.broken {
		b = b[:t.last]
		t = weigh(b)
	}
	out := append(make([]byte, 0, len(b)+64), b...)
	for i := 0; i < len(t.surplus); i += 2 {
		for k := range t.surplus[i+1] {
			out[t.surplus[i]+k] = ' '
		}
	}
	out = append(out, '\n')
	for range t.texts {
		out = append(out, "ET "...)
	}
	for range t.tags {
		out = append(out, "EMC "...)
	}
	for range t.depth {
		out = append(out, "Q "...)
	}
	return out
}
