package pdf

// Content may say what nobody sees: comments between its operators, and in the properties of a marked stretch what a picture shows or a short
// form stands for. Both are blanked; all else stays where it is, byte for byte.

// hush gives content without them.
func hush(b []byte) []byte {
	t := tally{hushed: append([]byte(nil), b...)}
	t.read(b)
	return t.hushed
}

// blank notes that something from p to end is not for a reader, and takes it out where that is asked for.
func (t *tally) blank(p, end int) {
	t.told = true
	for ; t.hushed != nil && p < end && p < len(t.hushed); p++ {
		t.hushed[p] = ' '
	}
}

// comments looks for comments in the white space between two tokens.
func (t *tally) comments(b []byte, p, end int) {
	for ; p < end; p++ {
		if b[p] == '%' {
			at := p
			for p < end && b[p] != '\n' && b[p] != '\r' {
				p++
			}
			t.blank(at, p)
		}
	}
}

// described looks whether a key within the properties of a marked stretch is such a description. It gives the place after its value.
func (t *tally) described(b []byte, p, end int) int {
	if key := string(b[p+1 : end]); key != "Alt" && key != "E" {
		return end
	}
	from := skipBlank(b, end)
	next := -1
	switch {
	case from >= len(b):
	case b[from] == '(':
		next = literalEnd(b, from)
	case b[from] == '<' && from+1 < len(b) && b[from+1] != '<':
		for next = from; next < len(b) && b[next] != '>'; next++ {
		}
		next++
	}
	if next <= from || next > len(b) {
		return end
	}
	t.blank(p, next)
	return next
}
