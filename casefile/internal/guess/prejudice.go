package guess

import (
	"strings"

	"ehccasefile/casefile/internal/pattern"
)

// marking finds "without prejudice" as a mark of talks to settle. It looks at the letters alone, so spaces between or inside the words hide
// nothing, and takes up to two letters of either word amiss, as scans and people write them.
type marking struct {
	b     string // the words, with " . " where a sentence ends
	tight []byte // b without spaces and dots
	place []int  // where in b each letter of tight stands
}

// marked tells cheaply whether a marking can be in words at all.
func marked(tight string) bool {
	for _, part := range []string{"judic", "preju", "predj", "rejud", "udice", "prejd"} {
		if strings.Contains(tight, part) {
			return true
		}
	}
	return false
}

var noSpaces = strings.NewReplacer(" ", "")

// markingOf prepares a text; ok is false where no marking can be in it.
func markingOf(text, bones string) (m marking, ok bool) {
	if !marked(noSpaces.Replace(bones)) {
		return m, false
	}
	m.b = boned(text, true)
	for i := range len(m.b) {
		if c := m.b[i]; c != ' ' && c != '.' {
			m.tight, m.place = append(m.tight, c), append(m.place, i)
		}
	}
	return m, true
}

const (
	without   = "without"
	prejudice = "prejudice"
)

// each gives the places of the words in b, from first to last letter, until f gives true.
func (m *marking) each(f func(from, to int) bool) bool {
	t := string(m.tight)
	for at := 0; at < len(t); at++ {
		end := 0
		switch {
		case strings.HasPrefix(t[at:], without):
			end = wordAt(t, at+len(without), prejudice)
		case strings.HasPrefix(t[at:], prejudice):
			if from := at - len(without); from < 0 || !m.oneWord(at) || apartBy(t[from:at], without) > 2 {
				continue
			}
			at -= len(without)
			end = at + len(without) + len(prejudice)
		case strings.HasPrefix(t[at:], "wo"+prejudice) || strings.HasPrefix(t[at:], "wout"+prejudice): // w/o prejudice
			if m.b[m.place[at]-1] == ' ' {
				end = strings.Index(t[at:], prejudice) + at + len(prejudice)
			}
		}
		if end == 0 {
			continue
		}
		if f(m.place[at], m.place[end-1]+1) {
			return true
		}
		at = end - 1
	}
	return false
}

// oneWord tells whether the seven letters before a place belong to one or two words, as those of a misspelt "without" do.
func (m *marking) oneWord(at int) bool {
	between := m.b[m.place[at-len(without)]:m.place[at]]
	return strings.Count(strings.TrimSpace(between), " ") <= 1 && !strings.Contains(between, ".")
}

// wordAt gives the end of a word, or what is nearly it, that stands at a place of t; 0 where it does not. "Prejudicial" and "prejudicing" are
// other words.
func wordAt(t string, at int, word string) int {
	if strings.HasPrefix(t[at:], "prejudici") || strings.HasPrefix(t[at:], "prejudging") {
		return 0
	}
	for _, n := range []int{len(word), len(word) + 1, len(word) - 1} {
		if at+n <= len(t) && apartBy(t[at:at+n], word) <= 2 {
			return at + n
		}
	}
	return 0
}

// apartBy gives in how many letters two short words differ: changed, left out or put in.
func apartBy(a, b string) int {
	var row, before [16]int
	for j := range len(b) + 1 {
		row[j] = j
	}
	for i := range len(a) {
		before = row
		row[0] = i + 1
		for j := range len(b) {
			change := before[j]
			if a[i] != b[j] {
				change++
			}
			row[j+1] = min(change, before[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}

// inLaw is what follows the words where a law or a form of words is meant and not talks.
var inLaw = pattern.New(`^ ?to (?:the )?(?:generaiity|foregoing|above|provisions?|sections?|paragraphs?|subsections?|reguiations?|rules?|articies?|clauses?|ciauses?|s |ss |reg |para |(?:any |aii |your |their |parents? |parentai |chiids? |young persons )?(?:other |statutory )?(?:rights?|duty|duties|powers?|remedy|remedies|jurisdiction|requirements?|provisions?|enactments?|sections?|reguiations?|operation|appiication|iegisiation|obiigations?)) ?`)

// negated is what stands before the words where they are denied: "this letter is open and not without prejudice".
var negated = pattern.New(` (?:not|no ionger) (?:made |written |marked |sent )?$`)

// offered finds the words "without prejudice", save where they run on as laws do: "without prejudice to section 36", where they are denied,
// and where a letter on the right to appeal says in general that mediation is so.
func (s *secrets) offered(text, bones string) bool {
	m, ok := markingOf(text, bones)
	return ok && m.each(func(from, to int) bool {
		if s.looked++; s.looked > mostPlaces {
			return true
		}
		before, after := m.b[max(0, from-90):from], m.b[to:min(len(m.b), to+60)]
		return !inLaw.MatchString(after) && !negated.MatchString(before) && !generally.MatchString(before+"without prejudice ")
	})
}

// named tells whether a file's name says so.
func (s *secrets) named(name string) bool {
	m, ok := markingOf(name, Bone(name))
	return ok && m.each(func(int, int) bool { return true })
}

var (
	// wpName is the short form in a file's name.
	wpName = pattern.New(` (?:wp|wpsatc|w p) `)
	// wpHeading is the short form as a line of its own, or in brackets at either end of a heading.
	wpHeading = pattern.New(`^\W*(?:W\.?P\.?|WPSATC|W/P)\W*$|^\W*[(\[](?:W\.?P\.?|WPSATC)[)\]]|[(\[](?:W\.?P\.?|WPSATC)[)\]]\W*$`)
	// wpWords is the short form with what it is said of.
	wpWords = pattern.New(`\b(?:WP|W\.P\.|WPSATC) (?i:offers?|letters?|e-?mails?|correspondence|basis|discussions?|negotiations?|proposals?|communications?|meetings?|save as to costs|settlement)\b|\bWPSATC\b`)
	// wpMeant is what the letters mean otherwise: "Working Party (WP)".
	wpMeant = pattern.New(`(?i)\bw\w+[\s-]+(?:and\s+|of\s+)?p\w+\s*[(\[]W\.?P`)
)

// shortForm finds "WP" where it can only mean that, and gives the line.
func (s *secrets) shortForm() (textLine, bool) {
	for i, l := range s.lines {
		head := i < 15 && l.page == 1 && len(l.text) < 100 || strings.HasPrefix(strings.ToLower(l.text), "subject:") || strings.HasPrefix(strings.ToLower(l.text), "re:")
		line := plain(l.text)
		if !wpMeant.MatchString(line) && (head && wpHeading.MatchString(line) || wpWords.MatchString(line)) {
			return l, true
		}
	}
	return textLine{}, false
}
