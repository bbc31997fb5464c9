package guess

import (
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"ehccasefile/casefile/internal/pattern"
)

// What Guess looks at: a paper tells what it is at its beginning, and sometimes at its end.
const (
	guessFirst = 40     // pages
	guessLast  = 3      // pages
	guessPage  = 20_000 // bytes of a page
	guessHead  = 24     // lines of page 1 that count as its head where no salutation ends it sooner
)

// textLine is one written line that is not blank.
type textLine struct {
	page  int
	text  string   // white space collapsed
	cells []string // what stands apart by wide gaps or tabs
	fold  string   // see fold
	gap   bool     // a blank line stood before it
	last  bool     // among the last three lines of its page, where feet stand
}

// passage is a sentence, or a line that stands alone.
type passage struct {
	page int
	text string
	fold string
}

// reading is what Guess works on.
type reading struct {
	name     string // the file's name without its ending, spaced
	nameFold string
	lines    []textLine
	passages []passage
	dear     int // the index of the salutation's line; -1 where there is none
	close    int // the index of the line "Yours sincerely"; -1 where there is none
}

func readPaper(name string, pages []string) *reading {
	base := strings.TrimSuffix(name, filepath.Ext(name))
	r := &reading{name: clip(TitleOf(name), 200), nameFold: Fold(clip(strings.NewReplacer("_", " ", "-", " ").Replace(base), 200)), dear: -1, close: -1}
	for i, text := range pages {
		if i < guessFirst || i >= len(pages)-guessLast {
			r.addPage(i+1, Cut(text, guessPage))
		}
	}
	r.findEnds()
	r.passages = passagesOf(r.lines)
	return r
}

// Cut gives at most n bytes of s and no half character.
func Cut(s string, n int) string {
	if len(s) > n {
		s = s[:n]
	}
	return strings.ToValidUTF8(s, " ")
}

// clip gives s on one line and at most n characters of it.
func clip(s string, n int) string {
	s = strings.Join(strings.Fields(Cut(s, 4*n)), " ")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return strings.TrimSpace(string([]rune(s)[:n-1])) + "…"
}

var wideGap = pattern.New(`\t| {3,}|\s\|\s?|^\|`)

func (r *reading) addPage(page int, text string) {
	first, gap := len(r.lines), true
	for _, raw := range strings.Split(lines.Replace(text), "\n") {
		line := textLine{page: page, text: strings.Join(strings.Fields(raw), " "), gap: gap}
		if gap = line.text == ""; gap {
			continue
		}
		for _, c := range wideGap.Split(strings.TrimSpace(raw), -1) {
			if c = strings.Join(strings.Fields(c), " "); c != "" {
				line.cells = append(line.cells, c)
			}
		}
		line.fold = Fold(line.text)
		r.lines = append(r.lines, line)
	}
	for i := max(first, len(r.lines)-3); i < len(r.lines); i++ {
		r.lines[i].last = len(r.lines)-first > 12
	}
}

var (
	saluteLine = pattern.New(`^(?:dear|hello|hi) [^.!?]{1,60}$`)
	closeLine  = pattern.New(`^ (?:yours (?:sincerely|faithfully|truly)|(?:with )?(?:kind|best|warm|kindest) (?:regards|wishes)|regards|many thanks) `)
)

// findEnds finds where a letter's words begin and end.
func (r *reading) findEnds() {
	for i, l := range r.lines {
		if r.dear < 0 && l.page == 1 && i < 60 && saluteLine.MatchString(strings.ToLower(l.text)) {
			r.dear = i
		}
		if r.close < 0 && closeLine.MatchString(l.fold) && len(l.text) < 60 {
			r.close = i
		}
	}
}

// head gives the lines above the salutation, or the first ones of page 1.
func (r *reading) head() []textLine {
	n := 0
	for n < len(r.lines) && r.lines[n].page == 1 && n < guessHead && (r.dear < 0 || n < r.dear) {
		n++
	}
	return r.lines[:n]
}

// subject gives the lines that say what a letter is about: those just below the salutation, and what follows "Re:".
func (r *reading) subject() []textLine {
	if r.dear < 0 {
		return nil
	}
	var s []textLine
	for i := r.dear + 1; i < min(len(r.lines), r.dear+4); i++ {
		l := r.lines[i]
		if strings.HasSuffix(l.text, ".") || len(l.text) > 140 {
			break
		}
		s = append(s, l)
	}
	return s
}

var abbreviation = pattern.New(`(?i)(?:^|[\s(.])(?:mr|mrs|ms|miss|dr|st|no|ref|e\.g|i\.e|d\.o\.b|prof|reg|regs|rev|[a-z])\.$`)

// passagesOf joins lines that belong together and cuts them at the ends of sentences.
func passagesOf(all []textLine) []passage {
	var out []passage
	var text strings.Builder
	page := 0
	flush := func() {
		for _, s := range sentences(text.String()) {
			out = append(out, passage{page, s, Fold(s)})
		}
		text.Reset()
	}
	for i, l := range all {
		if i == 0 || l.page != page || !follows(all[i-1], l) {
			flush()
		}
		if text.Len() > 0 {
			text.WriteByte(' ')
		}
		text.WriteString(l.text)
		page = l.page
	}
	flush()
	return out
}

// follows tells whether a line goes on what the line before began.
func follows(before, l textLine) bool {
	if l.gap || len(l.cells) > 1 || len(before.cells) > 1 || len(l.text) < 40 && aloneDay(l.text) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(l.text)
	last := before.text[len(before.text)-1]
	return unicode.IsLower(first) || len(before.text) >= 50 && !strings.ContainsRune(".?!:;", rune(last)) && !unicode.Is(unicode.Symbol, first) && first != '•'
}

// aloneDay tells whether a line is a date and nothing more.
func aloneDay(line string) bool {
	days := daysIn(line)
	return len(days) == 1 && strings.Trim(line[:days[0].start]+line[days[0].end:], " .,;") == ""
}

func sentences(s string) []string {
	var out []string
	start := 0
	for i := 0; i+2 < len(s); i++ {
		if (s[i] != '.' && s[i] != '?' && s[i] != '!') || s[i+1] != ' ' || s[i+2] >= 'a' && s[i+2] <= 'z' {
			continue
		}
		if s[i] == '.' && abbreviation.MatchString(s[max(start, i-8):i+1]) {
			continue
		}
		out = append(out, strings.TrimSpace(s[start:i+1]))
		start = i + 2
	}
	if rest := strings.TrimSpace(s[start:]); rest != "" {
		out = append(out, rest)
	}
	return out
}

// sameWords gives one wording for what people write in many ways.
var sameWords = strings.NewReplacer(
	" education health and care needs assessment ", " ehc needs assessment ", " education health and care ", " ehc ",
	" education health care ", " ehc ", " ehcna ", " ehc needs assessment ", " ehcp ", " ehc plan ", " ehcps ", " ehc plans ",
	" ehc assessment ", " ehc needs assessment ", " statutory assessment ", " ehc needs assessment ",
	" re assess ", " reassess ", " re assessment ", " reassessment ", " local education authority ", " local authority ", " la ", " local authority ", " las ", " local authoritys ")

// Fold gives words for comparing: lower case, letters and digits alone, single spaces, one space at both ends, zeros and ones that
// a scan left inside a word put right, and the commonest terms in one wording.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte(' ')
	space := true
	for _, c := range s {
		if twin, ok := twins[c]; ok {
			c = twin
		}
		switch {
		case unicode.IsLetter(c) || unicode.IsDigit(c):
			b.WriteRune(unicode.ToLower(c))
			space = false
		case c == '\'' || c == '’' || c == '‘' || c == '\u00ad':
		case !space:
			b.WriteByte(' ')
			space = true
		}
	}
	if !space {
		b.WriteByte(' ')
	}
	f := strings.ReplaceAll(mendScan(b.String()), " ehc and ", " ehc ")
	return sameWords.Replace(sameWords.Replace(f)) // twice: a space is shared by two neighbours
}

var digitLetters = strings.NewReplacer("0", "o", "1", "l")

// mendScan puts letters for the digits 0 and 1 in words that are letters otherwise: "p1an", "decisi0n", "n0t", "t0".
func mendScan(s string) string {
	if !strings.ContainsAny(s, "01") {
		return s
	}
	words := strings.Split(s, " ")
	for i, w := range words {
		if !strings.ContainsAny(w, "01") || strings.ContainsAny(w, "23456789") {
			continue
		}
		letters := len(w) - strings.Count(w, "0") - strings.Count(w, "1")
		if letters >= 3 && letters > len(w)/2 || w == "n0t" || w == "t0" || w == "0f" || w == "n0" {
			words[i] = digitLetters.Replace(w)
		}
	}
	return strings.Join(words, " ")
}

var lines = strings.NewReplacer("\r\n", "\n", "\r", "\n")
