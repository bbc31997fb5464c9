package mail

import (
	"regexp"
	"strings"

	"ehccasefile/casefile/internal/limit"
	"ehccasefile/casefile/internal/prose"
)

// heading is what a mail program writes before the words it quotes.
type heading struct {
	from     Address
	to, cc   []Address
	sent     Moment
	subject  string
	attached string // the names of attachments, as Outlook prints them
	marks    bool   // "On …, … wrote:": what follows is marked as quoted
	printed  bool   // the head of a message in a printed conversation: it stands beside the one before, not inside it
	raw      []prose.Block
}

// readable says whether a heading tells who wrote and when, so that what follows can stand as a message.
func (h heading) readable() bool { return h.from != (Address{}) && !h.sent.At.IsZero() }

var (
	separator = regexp.MustCompile(`(?i)^\s*(-{2,}\s*(original message|forwarded message|original appointment|forwarded by .*)\s*-{2,}|_{8,}|-{10,}|begin forwarded message:|forwarded message:?)\s*$`)
	fieldLine = regexp.MustCompile(`(?i)^\s*\*?(from|sent|date|to|cc|bcc|subject|reply-to|importance|attachments?|sensitivity)\s*:\s?\*?\s*(.*)$`)
	wrote     = regexp.MustCompile(`(?is)^\s*(?:on\s+)?(.{6,300}?)\s*\bwrote\s*:\s*$`)
	clock     = regexp.MustCompile(`(?i)\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s*[ap]\.?m\b\.?)?(?:\s*(?:GMT|BST|UTC))?(?:\s*\(?[+-]\d{4}\)?)?`)
	inAngles  = regexp.MustCompile(`<\s*(?:mailto:)?([^<>\s]+@[^<>\s]+?)\s*>|\[mailto:([^\]\s]+)\]`)
	gmailHead = regexp.MustCompile(`^\s*(\S.{0,120}?)\s*<([^<>\s]+@[^<>\s]+)>\s+(\S.{8,60}\d{1,2}:\d\d(?:\s*[APap][Mm])?)\s*$`)
)

// linesOf gives the lines of a block that has words of its own.
func linesOf(b prose.Block) []string {
	if b.Kind != prose.Paragraph && b.Kind != prose.Heading && b.Kind != prose.Item {
		return nil
	}
	var s strings.Builder
	for _, r := range b.Runs {
		s.WriteString(r.Text)
	}
	return strings.Split(s.String(), "\n")
}

// cutBlock parts a block before one of its lines.
func cutBlock(b prose.Block, line int) (head, tail prose.Block) {
	head, tail = b, b
	head.Runs, tail.Runs = nil, nil
	for _, r := range b.Runs {
		rest := r.Text
		for line > 0 {
			first, after, ok := strings.Cut(rest, "\n")
			add := r
			add.Text = first
			if ok && line > 1 {
				add.Text += "\n"
			}
			head.Runs = append(head.Runs, add)
			rest = after
			if !ok {
				break
			}
			line--
		}
		if line == 0 && rest != "" {
			r.Text = rest
			tail.Runs = append(tail.Runs, r)
		}
	}
	return head, tail
}

// maxCuts is how many headings are looked for in one paragraph.
const maxCuts = 1000

// opened parts blocks so that each heading begins a block.
func opened(blocks []prose.Block) []prose.Block {
	out := make([]prose.Block, 0, len(blocks))
	for _, b := range signed(blocks) {
		for lines, cuts := linesOf(b), 0; len(lines) > 1 && cuts < maxCuts; cuts++ {
			at := 1
			for at < len(lines) && !mayOpen(lines, at) {
				at++
			}
			if at == len(lines) {
				break
			}
			var head prose.Block
			head, b = cutBlock(b, at)
			out, lines = append(out, head), lines[at:]
		}
		out = append(out, b)
	}
	return out
}

// signed takes ">" signs for quotation where a page has them as letters: some programs put a plain message into a page.
func signed(blocks []prose.Block) []prose.Block {
	out := make([]prose.Block, 0, len(blocks))
	for _, b := range blocks {
		lines := linesOf(b)
		marked := false
		for _, line := range lines {
			marked = marked || strings.HasPrefix(strings.TrimSpace(line), ">")
		}
		if !marked {
			out = append(out, b)
			continue
		}
		out = append(out, raised(plainBlocks(strings.Join(lines, "\n"), ""), b.Quote)...)
	}
	return out
}

// longLine is how many bytes a line of a heading has at most.
const longLine = 1000

// mayOpen says whether a heading may begin at a line. The line before must not belong to the same heading.
func mayOpen(lines []string, at int) bool {
	line := lines[at]
	if len(line) > longLine {
		return false
	}
	if separator.MatchString(line) || gmailHead.MatchString(line) {
		return true
	}
	if m := fieldLine.FindStringSubmatch(line); m != nil {
		return strings.EqualFold(m[1], "from") && !separator.MatchString(lines[at-1]) && at+1 < len(lines)
	}
	if len(line) > 300 || !strings.HasPrefix(strings.TrimSpace(line), "On ") || !strings.ContainsAny(line, "0123456789") {
		return false
	}
	_, _, ok := attribution(lines[at:])
	return ok
}

// attribution reads "On 16 March 2026 at 17:31, Name <address> wrote:", which may be broken over four lines.
func attribution(lines []string) (h heading, used int, ok bool) {
	joined := ""
	for used < len(lines) && used < 4 && len(joined) < 400 {
		joined = strings.TrimSpace(joined + " " + strings.TrimSpace(lines[used]))
		used++
		if strings.HasSuffix(joined, "wrote:") || strings.HasSuffix(joined, "wrote :") {
			m := wrote.FindStringSubmatch(joined)
			if m == nil {
				return h, 0, false
			}
			h, ok = who(m[1])
			return h, used, ok
		}
	}
	return h, 0, false
}

// who parts "16 March 2026 at 17:31, Name <address>" into a day, an hour and a person.
func who(s string) (heading, bool) {
	h := heading{marks: true}
	addr := ""
	if m := inAngles.FindStringSubmatchIndex(s); m != nil {
		for _, k := range []int{2, 4} {
			if m[k] >= 0 {
				addr = s[m[k]:m[k+1]]
			}
		}
		s = s[:m[0]] + " " + s[m[1]:]
	}
	at := clock.FindStringIndex(s)
	if at == nil {
		return h, false
	}
	name := s[at[1]:]
	h.sent = moment(s[:at[1]], "quotation")
	name = strings.Trim(name, " ,\t–-<>")
	if h.from = tidy(name, addr); addr == "" {
		h.from = address(name)
	}
	return h, h.readable()
}

// spot is a line of a block.
type spot struct{ block, line int }

// headingAt reads the heading that begins at block i, and gives its last line.
func headingAt(blocks []prose.Block, i int) (h heading, last spot, ok bool) {
	first := firstLines(blocks[i], 40)
	if len(first) == 0 || !startsLike(first[0]) {
		return h, spot{}, false
	}
	var lines []string
	var where []spot // of each line
	for k := i; k < len(blocks) && k < i+10 && len(lines) < 40; k++ {
		if blocks[k].Quote != blocks[i].Quote {
			break
		}
		for n, line := range firstLines(blocks[k], 40) {
			lines, where = append(lines, line[:min(len(line), longLine)]), append(where, spot{k, n})
		}
	}
	used := 0
	if h, used, ok = attribution(first); !ok {
		if h, used, ok = printedHead(lines); !ok {
			h, used, ok = fieldsHead(lines, where)
		}
	}
	if !ok {
		return h, spot{}, false
	}
	return h, where[used-1], true
}

// firstLines gives at most n lines of a block.
func firstLines(b prose.Block, n int) []string {
	if b.Kind != prose.Paragraph && b.Kind != prose.Heading && b.Kind != prose.Item {
		return nil
	}
	var s strings.Builder
	for _, r := range b.Runs {
		if s.WriteString(r.Text); s.Len() > 8192 {
			break
		}
	}
	lines := strings.SplitN(s.String(), "\n", n+1)
	return lines[:min(n, len(lines))]
}

// take gives the blocks of a heading that begins at block i, and the blocks after it. The block in which it ends is cut in place.
func take(blocks []prose.Block, i int, last spot) (raw, rest []prose.Block) {
	raw = append(raw, blocks[i:last.block]...)
	end := blocks[last.block]
	if last.line+1 >= len(linesOf(end)) {
		return append(raw, end), blocks[last.block+1:]
	}
	head, tail := cutBlock(end, last.line+1)
	blocks[last.block] = tail
	return append(raw, head), blocks[last.block:]
}

func startsLike(line string) bool {
	line = strings.TrimSpace(line)
	if len(line) > 500 {
		return false
	}
	return separator.MatchString(line) || fieldLine.MatchString(line) || gmailHead.MatchString(line) ||
		strings.HasPrefix(line, "On ") || strings.HasSuffix(line, "wrote:")
}

// printedHead reads the head of a message in a conversation that Gmail printed.
func printedHead(lines []string) (h heading, used int, ok bool) {
	m := gmailHead.FindStringSubmatch(lines[0])
	if m == nil {
		return h, 0, false
	}
	h = heading{from: tidy(m[1], m[2]), sent: moment(m[3], "quotation"), printed: true}
	used = 1
	for used < len(lines) && used < 6 {
		f := fieldLine.FindStringSubmatch(lines[used])
		if f == nil {
			break
		}
		h.set(f[1], f[2])
		used++
	}
	return h, used, h.readable()
}

// fieldsHead reads "From: … Sent: … To: … Subject: …", in any order, after a line of hyphens or without one.
func fieldsHead(lines []string, where []spot) (h heading, used int, ok bool) {
	marked := false
	for used < len(lines) && used < 3 && separator.MatchString(lines[used]) {
		marked, used = true, used+1
	}
	have := map[string]bool{}
	for used < len(lines) && len(have) < 12 {
		m := fieldLine.FindStringSubmatch(lines[used])
		if m == nil {
			break
		}
		name, value := strings.ToLower(m[1]), m[2]
		if have[name] {
			break
		}
		have[name] = true
		used++
		for more := continued(lines, where, used, name); more > 0; more-- {
			value += " " + strings.TrimSpace(lines[used])
			used++
		}
		h.set(name, value)
	}
	day := have["sent"] || have["date"]
	return h, used, have["from"] && (day && (have["to"] || have["subject"]) || marked && len(have) > 1)
}

// continued counts the lines that go on with a list of people or a subject: those before the next field, if one comes soon.
func continued(lines []string, where []spot, at int, name string) int {
	if name != "to" && name != "cc" && name != "subject" && name != "from" {
		return 0
	}
	for n := 0; n < 8 && at+n < len(lines) && where[at+n].block == where[at-1].block; n++ {
		if fieldLine.MatchString(lines[at+n]) {
			return n
		}
		if strings.TrimSpace(lines[at+n]) == "" || separator.MatchString(lines[at+n]) || len(lines[at+n]) > 200 {
			return 0
		}
	}
	return 0
}

func (h *heading) set(name, value string) {
	value = clean(value)
	switch strings.ToLower(name) {
	case "from":
		h.from = address(strings.ReplaceAll(value, ";", ""))
	case "sent", "date":
		h.sent = moment(value, "quotation")
	case "to":
		h.to, _ = addresses(value)
	case "cc":
		h.cc, _ = addresses(value)
	case "subject":
		h.subject = shorten(value, 1000)
	case "attachments", "attachment":
		h.attached = value
	}
}

// passage is a message that another one quotes: its heading, and what it holds.
type passage struct {
	head     heading
	body     []chunk
	answered bool // words of the quoting message follow below: it may answer these very lines
}

// chunk is either words or a passage.
type chunk struct {
	blocks []prose.Block
	quote  *passage
}

// chunks parts a body into its own words and the passages it quotes. Lines that are answered one by one stay with the answers.
// It changes the blocks it is given, so that a chain of a hundred messages is not copied a hundred times.
func chunks(blocks []prose.Block, depth int) []chunk {
	var out []chunk
	var own []prose.Block
	flush := func() {
		if len(own) > 0 {
			out, own = append(out, chunk{blocks: own}), nil
		}
	}
	for i := 0; i < len(blocks); {
		h, last, ok := headingAt(blocks, i)
		if !ok || depth >= limit.Depth {
			if depth < limit.Depth && (i == 0 || blocks[i-1].Quote == 0) && trailing(blocks[i:]) > 0 {
				flush()
				out = append(out, chunk{quote: &passage{body: chunks(lowered(blocks[i:], 1), depth+1)}})
				return out
			}
			own = append(own, blocks[i])
			i++
			continue
		}
		level := blocks[i].Quote
		raw, rest := take(blocks, i, last)
		h.raw = raw
		n, inline := region(h, rest, level)
		if inline || n == 0 {
			own, blocks, i = append(own, h.raw...), rest, 0
			own, blocks = inlineRun(own, blocks)
			continue
		}
		flush()
		p := &passage{head: h, body: chunks(lowered(rest[:n], 0), depth+1), answered: n < len(rest)}
		out = append(out, chunk{quote: p})
		blocks, i = rest[n:], 0
	}
	flush()
	return out
}

// inlineRun moves the first run of quoted blocks to the words, so that it is not taken for a heading's own.
func inlineRun(own, blocks []prose.Block) (o, b []prose.Block) {
	for len(blocks) > 0 && blocks[0].Quote > 0 {
		own, blocks = append(own, blocks[0]), blocks[1:]
	}
	return own, blocks
}

// trailing says whether all blocks to the end are quoted, without a heading.
func trailing(blocks []prose.Block) int {
	if len(blocks) == 0 || blocks[0].Quote == 0 {
		return 0
	}
	for _, b := range blocks {
		if b.Quote == 0 {
			return 0
		}
	}
	return len(blocks)
}

// region says how many blocks belong to a heading, and whether they are answered line by line.
func region(h heading, rest []prose.Block, level int) (n int, inline bool) {
	inside := func(b prose.Block) bool { return b.Quote >= level }
	if h.marks && len(rest) > 0 && rest[0].Quote > level {
		inside = func(b prose.Block) bool { return b.Quote > level }
	}
	for n < len(rest) && inside(rest[n]) {
		n++
	}
	for k := n; h.marks && k < len(rest); k++ {
		if _, _, ok := headingAt(rest, k); ok {
			break
		}
		if rest[k].Quote > level {
			return n, true
		}
	}
	return n, false
}

// lowered takes away, in place, the quote signs that all blocks share, at least those of the quotation itself.
func lowered(blocks []prose.Block, least int) []prose.Block {
	by := limit.Depth + 1
	for _, b := range blocks {
		by = min(by, b.Quote)
	}
	by = max(by, least)
	for i := range blocks {
		blocks[i].Quote = max(blocks[i].Quote-by, 0)
	}
	return blocks
}
