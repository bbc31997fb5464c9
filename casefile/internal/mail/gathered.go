package mail

import (
	"fmt"
	"regexp"
	"sort"
	"strings"

	"ehccasefile/casefile/internal/prose"
)

// root gives the letter that stands for a thread.
func (s *squeezer) root(i int) int {
	for s.join[i] != i {
		s.join[i] = s.join[s.join[i]]
		i = s.join[i]
	}
	return i
}

// link puts two letters into one thread.
func (s *squeezer) link(a, b int) {
	a, b = s.root(a), s.root(b)
	s.join[max(a, b)] = min(a, b)
}

// links finds what belongs together: by the ids that messages name, then by subject and people.
func (s *squeezer) links() {
	byID := map[string]int{}
	for i, l := range s.letters {
		for _, id := range append(append([]string{l.m.ID}, l.m.InReplyTo...), l.m.References...) {
			if id == "" {
				continue
			}
			if at, have := byID[id]; have {
				s.link(i, at)
			}
			byID[id] = i
		}
	}
	bySubject := map[string][]int{}
	known := make([][]names, len(s.letters))
	for i, l := range s.letters {
		known[i] = persons(l.m)
		subject := strings.TrimSpace(spread(bare(l.m.Subject)))
		if subject == "" {
			continue
		}
		have := bySubject[subject]
		for _, at := range have {
			if s.root(at) != s.root(i) && shared(known[at], known[i]) {
				s.link(i, at)
			}
		}
		if len(have) < 50 {
			bySubject[subject] = append(have, i)
		}
	}
}

// answerMarks are what programs and councils put before a subject.
var answerMarks = regexp.MustCompile(`(?i)^\s*((re|fw|fwd|aw|wg|sv|tr|automatic reply|auto(?:matic)? response|out of office|read|delivered|undeliverable)(\[\d+\])?\s*:|\[?(external|ext|official|official-sensitive|secure|encrypt)\]?\s*[:\]])\s*`)

// bare takes the marks of answers and of mail filters from a subject.
func bare(subject string) string {
	for range 20 {
		short := answerMarks.ReplaceAllString(subject, "")
		if short == subject {
			break
		}
		subject = strings.TrimLeft(short, " ]")
	}
	return strings.TrimSpace(subject)
}

// shared says whether two of the people of one message are those of another; one is enough where a message names but one.
func shared(a, b []names) bool {
	n := 0
	for _, p := range a {
		for _, q := range b {
			if p.addr != "" && p.addr == q.addr || p.name != "" && p.name == q.name {
				n++
				break
			}
		}
	}
	return n >= min(2, len(a), len(b)) && n > 0
}

// names is a person in a form that can be compared at once.
type names struct{ addr, name string }

// maxPersons is how many people of a message are compared.
const maxPersons = 12

func persons(m Message) (out []names) {
	for _, list := range [][]Address{m.From, m.To, m.Cc} {
		for _, a := range list {
			if len(out) < maxPersons {
				out = append(out, names{strings.ToLower(a.Addr), nameKey(a.Name)})
			}
		}
	}
	return out
}

// threads puts the letters into their threads and in order, and writes the lines of what is folded.
func (s *squeezer) threads() []Thread {
	members := map[int][]int{}
	for i := range s.letters {
		members[s.root(i)] = append(members[s.root(i)], i)
	}
	var groups [][]int
	for _, list := range members {
		sort.SliceStable(list, func(a, b int) bool { return s.earlier(list[a], list[b]) })
		groups = append(groups, list)
	}
	sort.Slice(groups, func(a, b int) bool { return s.earlier(groups[a][0], groups[b][0]) })
	at := make([]seat, len(s.letters))
	for t, list := range groups {
		for n, i := range list {
			at[i] = seat{t, n}
		}
	}
	out := make([]Thread, 0, len(groups))
	for _, list := range groups {
		out = append(out, s.thread(list, at))
	}
	return out
}

// seat is where a letter stands: in which thread, and which one of it.
type seat struct{ thread, number int }

// earlier orders letters by date. One without a date stands after the one it was found in, or last.
func (s *squeezer) earlier(a, b int) bool {
	x, y := s.letters[a].m.Sent, s.letters[b].m.Sent
	if before(x, y) || before(y, x) {
		return before(x, y)
	}
	return a < b
}

func (s *squeezer) thread(list []int, at []seat) Thread {
	t := Thread{}
	for _, i := range list {
		l := s.letters[i]
		if t.Subject == "" {
			t.Subject = bare(l.m.Subject)
		}
		t.Duplicates += l.copies
		t.Folded += l.folded
		if l.given {
			t.In += 1 + l.copies
		}
		if l.m.Quoted {
			t.Quoted++
		}
		m := l.m
		m.Body = s.body(l, at[i], at)
		t.Messages = append(t.Messages, m)
	}
	return t
}

// body writes what is left of a letter: neighbouring folds become one line.
func (s *squeezer) body(l *letter, here seat, at []seat) (out []prose.Block) {
	var folds []int
	flush := func() {
		if len(folds) > 0 {
			out, folds = append(out, italic(s.folded(folds, here, at))), nil
		}
	}
	for _, b := range l.bits {
		for _, i := range b.folds {
			if !holds(folds, i) {
				folds = append(folds, i)
			}
		}
		if len(b.blocks) > 0 {
			flush()
			out = append(out, b.blocks...)
		}
	}
	flush()
	return out
}

func holds(list []int, i int) bool {
	for _, have := range list {
		if have == i {
			return true
		}
	}
	return false
}

// folded says what a quotation was of, and where that stands.
func (s *squeezer) folded(folds []int, here seat, at []seat) string {
	m := s.letters[folds[0]].m
	name := "someone"
	if len(m.From) > 0 {
		if name = m.From[0].Name; name == "" {
			name = m.From[0].Addr
		}
	}
	of := "the message from " + name
	if when := m.Sent.String(); when != "" {
		of = "the message of " + when + " from " + name
	}
	where := map[string]bool{}
	for _, i := range folds {
		switch {
		case at[i].thread != here.thread:
			where["in another thread"] = true
		case at[i].number < here.number:
			where["above"] = true
		default:
			where["below"] = true
		}
	}
	say := "elsewhere"
	if len(where) == 1 {
		for one := range where {
			say = one
		}
	}
	if n := len(folds) - 1; n == 1 {
		of += " and one other"
	} else if n > 1 {
		of += fmt.Sprintf(" and %d others", n)
	}
	return "[Quotes " + of + ", shown " + say + ".]"
}

// Sheets gives each thread as one document: who wrote what and when, one message after the other.
func Sheets(threads []Thread) []prose.Document {
	out := make([]prose.Document, 0, len(threads))
	for _, t := range threads {
		d := prose.Document{Title: t.Subject}
		if d.Title == "" {
			d.Title = "(no subject)"
		}
		d.Blocks = []prose.Block{{Kind: prose.Heading, Level: 1, Runs: []prose.Run{{Text: d.Title}}}, italic(t.Say())}
		for i, m := range t.Messages {
			if i > 0 {
				d.Blocks = append(d.Blocks, prose.Block{Kind: prose.Rule})
			}
			blocks := sheet(m)
			if head := &blocks[0]; bare(m.Subject) == t.Subject && i > 0 { // the title says it
				head.Rows = withoutSubject(head.Rows)
			}
			d.Blocks = append(d.Blocks, blocks...)
			for _, say := range m.Notes {
				(*notes)(&d.Notes).add(say)
			}
		}
		out = append(out, d)
	}
	return out
}

func withoutSubject(rows []prose.Row) (out []prose.Row) {
	for _, row := range rows {
		if prose.Words(row.Cells[0].Blocks) != "Subject" {
			out = append(out, row)
		}
	}
	return out
}

// Say tells a reader how the thread came to be what it is.
func (t Thread) Say() string {
	say := plural(len(t.Messages), "message", "messages") + ", in order of date, each shown once."
	if t.Duplicates > 0 {
		say += " " + plural(t.Duplicates, "copy is", "copies are") + " left out."
	}
	if t.Quoted > 0 {
		say += " " + plural(t.Quoted, "message is", "messages are") + " known only from a quotation."
	}
	if t.Folded > 0 {
		say += " Where a message quotes another that is shown here, one line stands for the quotation."
	}
	return say
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
