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
	told               bool  // it says what nobody sees (hush.go)

	ink *ink  // looks where content draws; nil where nobody asks
	had given // of the next operator, for ink

	names  named  // those it uses; nil where nobody asks
	hushed []byte // its bytes, in which what nobody sees is blanked; nil where nobody asks
}

// unmarked is the first number that no marked stretch has; 0 where there are so many that numbers are not avoided.
func (t *tally) unmarked() int {
	if t.marks > maxStray {
		return 0
	}
	return t.marks
}

// even says that the content leaves everything as it found it.
func (t *tally) even() bool {
	return t.depth == 0 && t.texts == 0 && t.tags == 0 && len(t.surplus) == 0 && !t.broken
}

// weigh reads a content stream.
func weigh(b []byte) tally {
	var t tally
	t.read(b)
	return t
}

// read goes through b from its start.
func (t *tally) read(b []byte) {
	t.had = given{b: b}
	for p, end := skipBlank(b, 0), 0; ; p = skipBlank(b, end) {
		if p > end {
			t.comments(b, end, p)
		}
		if p >= len(b) {
			break
		}
		end = t.token(b, p)
		if end <= p {
			t.broken = true
			return
		}
	}
	t.broken = t.nested > 0
}

// token takes the token at p and gives the place after it, -1 if it has no end.
func (t *tally) token(b []byte, p int) int {
	two := p+1 < len(b) && b[p+1] == b[p]
	switch c := b[p]; {
	case c == '(':
		return t.string(p, literalEnd(b, p))
	case c == '/':
		end := regularEnd(b, p+1)
		if t.nested == 0 {
			t.had.name = span{p + 1, end}
			t.names.add(b[p+1 : end])
		} else if end-p < 5 {
			return t.described(b, p, end)
		}
		if end-p == 5 && string(b[p:end]) == "/MCID" {
			n, _, _ := digits(b, skipBlank(b, end))
			t.marks = max(t.marks, n+1)
		}
		return end
	case c == '[', c == '<' && two:
		if t.nested++; t.nested == 1 {
			t.had.text.from = p
		}
	case c == ']', c == '>' && two:
		if t.nested = max(0, t.nested-1); t.nested == 0 {
			t.had.text.to = p + 1
		}
	case c == '<':
		end := bytes.IndexByte(b[p:], '>')
		return t.string(p, p+end+1) // p itself without an end
	case class[c]&delim != 0:
	default:
		return t.operator(b, p, regularEnd(b, p))
	}
	if two && (b[p] == '<' || b[p] == '>') {
		return p + 2
	}
	return p + 1
}

// string notes where a string stands.
func (t *tally) string(p, end int) int {
	if t.nested == 0 {
		t.had.text = span{p, max(p, end)}
	}
	return end
}

func (t *tally) operator(b []byte, p, end int) int {
	if t.nested > 0 {
		return end
	}
	if c := b[p]; class[c]&digit != 0 || c == '.' || c == '-' || c == '+' {
		t.had.number(p, end)
		return end
	}
	if t.ink != nil {
		op := b[p:end]
		if len(op) == 2 && op[0] == 'I' && op[1] == 'D' {
			op = []byte("EI")
		}
		t.ink.do(op, &t.had)
	}
	t.had.count = 0
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
