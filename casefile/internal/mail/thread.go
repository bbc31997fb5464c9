package mail

import (
	"hash/maphash"
	"sort"
	"strings"
	"time"
	"unicode"

	"ehccasefile/casefile/internal/prose"
)

// Thread is a conversation squeezed to its messages, each once, in order of date.
type Thread struct {
	Subject    string    // of its first message, without "Re:" and its like
	Messages   []Message // in their Body what stands elsewhere here is folded to one line
	In         int       // messages that were given
	Duplicates int       // of those, copies of one that is kept
	Quoted     int       // messages that are known only from a quotation
	Folded     int       // words of quotations that are folded, because they stand elsewhere here
}

// Unique is how many messages are kept.
func (t Thread) Unique() int { return len(t.Messages) }

// letter is one message in the making.
type letter struct {
	m       Message
	chunks  []chunk
	bits    []bit
	own     string // its own words, plain, a space before and after each
	copies  int
	folded  int
	given   bool
	carrier int // the letter it was found in; itself for one that was given
}

// bit is words, or the place where quotations were folded.
type bit struct {
	blocks []prose.Block
	folds  []int // letters
}

// squeezer holds what is known while threads are squeezed.
type squeezer struct {
	letters []*letter
	byWords map[uint64][]int // the hash of a paragraph of four words or more: whose own it is
	byTime  map[int64][]int  // the minute it was sent
	seed    maphash.Seed
	work    int   // bytes that were searched: hostile mail gets no more than maxWork
	join    []int // for each letter, another of its thread; itself for the last
}

// Squeeze takes any messages, in any order, and gives their conversations, the earliest first. A message that came more than once
// is kept once; a quotation whose words stand elsewhere in the result becomes one line; one that stands nowhere else is kept,
// and becomes a message of its own where it says who wrote it and when. Lines that are answered one by one stay where they are.
func Squeeze(messages []Message) []Thread {
	s := &squeezer{byWords: map[uint64][]int{}, byTime: map[int64][]int{}, seed: maphash.MakeSeed()}
	s.gather(messages)
	given := len(s.letters)
	for i, l := range s.letters {
		s.index(i, l)
	}
	for i := range given {
		s.resolve(i)
	}
	s.links()
	return s.threads()
}

// gather keeps each message once, in order of date.
func (s *squeezer) gather(messages []Message) {
	order := make([]Message, len(messages))
	copy(order, messages)
	sort.SliceStable(order, func(i, j int) bool { return before(order[i].Sent, order[j].Sent) })
	byID, byText := map[string]int{}, map[uint64]int{}
	for _, m := range order {
		all := spread(prose.Words(m.Body))
		key := s.hash(sender(m) + m.Sent.At.UTC().Format(time.DateOnly+" 15:04") + all)
		at, same := byText[key]
		if !same && m.ID != "" {
			at, same = byID[m.ID]
			same = same && s.sameWords(s.letters[at], m, all)
		}
		if same {
			s.letters[at].copies++
			s.letters[at].m.Parts = s.merged(s.letters[at].m.Parts, m.Parts)
			continue
		}
		n := len(s.letters)
		byText[key] = n
		if _, have := byID[m.ID]; !have {
			byID[m.ID] = n
		}
		l := &letter{m: m, chunks: chunks(opened(m.Body), 0), given: true, carrier: n}
		s.letters = append(s.letters, l)
	}
}

// before puts messages in order of date; those without one come last.
func before(a, b Moment) bool {
	if a.At.IsZero() || b.At.IsZero() {
		return !a.At.IsZero() && b.At.IsZero()
	}
	return a.At.Before(b.At)
}

// sameWords says whether two copies under one id say the same. Where the later one says more, it takes the place of the earlier.
func (s *squeezer) sameWords(l *letter, m Message, all string) bool {
	have := spread(prose.Words(l.m.Body))
	if within(have, m.Body) {
		return true
	}
	if !within(all, l.m.Body) {
		return false
	}
	m.Parts = s.merged(m.Parts, l.m.Parts)
	l.m, l.chunks = m, chunks(opened(m.Body), 0)
	return true
}

// within says whether every paragraph stands in plain words.
func within(words string, blocks []prose.Block) bool {
	for _, b := range blocks {
		if !strings.Contains(words, spread(prose.Words([]prose.Block{b}))) {
			return false
		}
	}
	return true
}

// merged gives the attachments of both copies, each once.
func (s *squeezer) merged(parts, more []Part) []Part {
	have := map[uint64]bool{}
	for _, p := range parts {
		have[maphash.Bytes(s.seed, p.Data)] = true
	}
	for _, p := range more {
		if key := maphash.Bytes(s.seed, p.Data); !have[key] {
			have[key] = true
			parts = append(parts[:len(parts):len(parts)], p)
		}
	}
	return parts
}

// spread gives the words of a text in small letters, one space before and after each, and nothing else, so that one text can
// be looked for in another whatever its lines and signs.
func spread(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 2)
	gap := true
	b.WriteByte(' ')
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			if !gap && r != '\'' && r != '’' {
				b.WriteByte(' ')
				gap = true
			}
			continue
		}
		b.WriteRune(unicode.ToLower(r))
		gap = false
	}
	if !gap {
		b.WriteByte(' ')
	}
	return b.String()
}

func (s *squeezer) hash(text string) uint64 { return maphash.String(s.seed, text) }

func count(spread string) int { return max(strings.Count(spread, " ")-1, 0) }

// sender is a person as one word, to compare with others.
func sender(m Message) string {
	if len(m.From) == 0 {
		return ""
	}
	if m.From[0].Addr != "" {
		return strings.ToLower(m.From[0].Addr)
	}
	return nameKey(m.From[0].Name)
}

// nameKey makes "Okafor, Adaeze" and "Adaeze Okafor" the same.
func nameKey(name string) string {
	fields := strings.Fields(spread(name))
	sort.Strings(fields)
	return strings.Join(fields, " ")
}

// samePerson compares what is said of both.
func samePerson(a, b Address) bool {
	if a.Addr != "" && b.Addr != "" {
		return strings.EqualFold(a.Addr, b.Addr)
	}
	if a.Name != "" && b.Name != "" {
		return nameKey(a.Name) == nameKey(b.Name)
	}
	if a.Addr == "" {
		a, b = b, a // an address on one side, a name on the other: "j.banks@…" and "Jo Banks"
	}
	mailbox, _, _ := strings.Cut(strings.ToLower(a.Addr), "@")
	for _, word := range strings.Fields(nameKey(b.Name)) {
		if len(word) > 2 && strings.Contains(mailbox, word) {
			return true
		}
	}
	return false
}

// index makes a letter findable by its own words and its minute.
func (s *squeezer) index(i int, l *letter) {
	var b strings.Builder
	b.WriteByte(' ')
	for _, c := range l.chunks {
		for _, block := range c.blocks {
			words := spread(prose.Words([]prose.Block{block}))
			b.WriteString(strings.TrimPrefix(words, " "))
			s.indexBlock(i, words)
		}
	}
	l.own = b.String()
	if !l.m.Sent.At.IsZero() {
		minute := l.m.Sent.At.Unix() / 60
		s.byTime[minute] = append(s.byTime[minute], i)
	}
	s.join = append(s.join, i)
}

// maxSame is how many letters are remembered for one paragraph: a signature stands under hundreds.
const maxSame = 8

func (s *squeezer) indexBlock(i int, words string) {
	if count(words) < 4 {
		return
	}
	key := s.hash(words)
	if have := s.byWords[key]; len(have) < maxSame && (len(have) == 0 || have[len(have)-1] != i) {
		s.byWords[key] = append(have, i)
	}
}

// resolve turns what a letter quotes into folds, letters of their own, or words that stay.
func (s *squeezer) resolve(i int) {
	l := s.letters[i]
	l.bits = s.bits(l.chunks, i, 0)
	l.chunks = nil
}

func (s *squeezer) bits(all []chunk, carrier, quote int) (out []bit) {
	for _, c := range all {
		if c.quote == nil {
			out = append(out, bit{blocks: raised(c.blocks, quote)})
			continue
		}
		out = append(out, s.passage(c.quote, carrier, quote)...)
	}
	return out
}

func raised(blocks []prose.Block, by int) []prose.Block {
	if by == 0 {
		return blocks
	}
	out := make([]prose.Block, len(blocks))
	for i, b := range blocks {
		b.Quote += by
		out[i] = b
	}
	return out
}

// passage decides what becomes of one quotation.
func (s *squeezer) passage(p *passage, carrier, quote int) []bit {
	own := p.own()
	target, left := s.find(p, own, carrier)
	if target >= 0 {
		kept := []bit{{folds: []int{target}}}
		if p.head.printed {
			kept = nil
		}
		s.letters[carrier].folded += count(plainOf(own)) - count(plainOf(left))
		if len(left) > 0 {
			kept = append(kept, bit{blocks: raised(left, quote+1)})
		}
		s.link(carrier, target)
		return append(kept, s.bits(p.quoted(), carrier, quote)...)
	}
	if p.head.readable() && len(own) > 0 && !p.answered {
		return s.found(p, carrier)
	}
	kept := []bit{{blocks: raised(p.head.raw, quote)}}
	return append(kept, s.bits(p.body, carrier, quote+1)...)
}

// own gives the words of a passage without those it quotes in turn.
func (p *passage) own() (blocks []prose.Block) {
	for _, c := range p.body {
		blocks = append(blocks, c.blocks...)
	}
	return blocks
}

func (p *passage) quoted() (all []chunk) {
	for _, c := range p.body {
		if c.quote != nil {
			all = append(all, c)
		}
	}
	return all
}

func plainOf(blocks []prose.Block) string { return spread(prose.Words(blocks)) }

// found makes a letter of a quotation that stands nowhere else.
func (s *squeezer) found(p *passage, carrier int) []bit {
	h := p.head
	m := Message{From: []Address{h.from}, To: h.to, Cc: h.cc, Sent: h.sent, Subject: h.subject, Quoted: true}
	if m.Subject == "" {
		m.Subject = s.letters[carrier].m.Subject
	}
	if h.attached != "" {
		p.body = append(p.body, chunk{blocks: []prose.Block{labelled("Attachments named there: ", h.attached)}})
	}
	n := len(s.letters)
	l := &letter{m: m, carrier: carrier, chunks: p.body}
	s.letters = append(s.letters, l)
	s.index(n, l)
	s.link(carrier, n)
	s.resolve(n)
	if h.printed {
		return nil
	}
	return []bit{{folds: []int{n}}}
}

// find looks for the letter that a passage quotes: at least half of its words must be that letter's own, and who and when must
// not speak against it. left are the paragraphs that are not there.
func (s *squeezer) find(p *passage, own []prose.Block, carrier int) (target int, left []prose.Block) {
	total := count(plainOf(own))
	if total == 0 {
		return -1, nil
	}
	for _, i := range s.candidates(p, own) {
		if i == carrier || !s.fits(p.head, s.letters[i].m) {
			continue
		}
		if s.work += len(own) * len(s.letters[i].own); s.work > maxWork {
			return -1, nil
		}
		left = missing(own, s.letters[i].own)
		lost := count(plainOf(left))
		if p.answered && lost*10 > total || p.answered && total*10 < count(s.letters[i].own)*9 {
			continue // an excerpt that the words below may answer
		}
		if lost*2 <= total {
			return i, left
		}
	}
	return -1, nil
}

const maxWork = 8 << 30 // a few seconds

// maxCandidates is how many letters are looked through for one quotation.
const maxCandidates = 64

// candidates are letters that share a paragraph, and those of that minute.
func (s *squeezer) candidates(p *passage, own []prose.Block) (all []int) {
	seen := map[int]bool{}
	add := func(list []int) {
		for _, i := range list {
			if len(all) >= maxCandidates {
				return
			}
			if !seen[i] {
				seen[i] = true
				all = append(all, i)
			}
		}
	}
	for _, b := range own[:min(len(own), 200)] {
		add(s.byWords[s.hash(spread(prose.Words([]prose.Block{b})))])
	}
	if !p.head.sent.At.IsZero() {
		minute := p.head.sent.At.Unix() / 60
		for _, off := range []int64{0, -60, 60} {
			add(s.byTime[minute+off])
		}
	}
	return all
}

// fits says whether a heading can be that of a message: the same person, within a day. Programs write the hour on the clock of
// the one who quotes.
func (s *squeezer) fits(h heading, m Message) bool {
	if h.from != (Address{}) && len(m.From) > 0 && !samePerson(h.from, m.From[0]) {
		return false
	}
	if h.sent.At.IsZero() || m.Sent.At.IsZero() {
		return true
	}
	d := h.sent.At.Sub(m.Sent.At)
	return d < 26*time.Hour && d > -26*time.Hour
}

// missing are the blocks whose words do not stand in a text. A picture that was lost on the way is no loss of words.
func missing(blocks []prose.Block, text string) (left []prose.Block) {
	for _, b := range blocks {
		words := spread(prose.Words([]prose.Block{b}))
		if count(words) > 0 && !strings.Contains(text, words) {
			left = append(left, b)
		}
	}
	return left
}
