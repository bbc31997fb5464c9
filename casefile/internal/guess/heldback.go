package guess

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"ehccasefile/casefile/internal/pattern"
)

// Cause is why a paper is held back.
type Cause string

// The causes for which a paper is kept out of an appeal bundle until the family opens it.
const (
	CauseWithoutPrejudice Cause = "without-prejudice" // said to settle the dispute
	CauseMediation        Cause = "mediation"         // said in mediation, or agreed there
	CauseAdvice           Cause = "advice"            // advice to the family by a lawyer, an advocate or an advice service
)

// Reason is why a paper is held back, with the words that show it.
type Reason struct {
	Cause Cause
	Page  int    // from 1; 0 for the file's name, and for what stands on no page
	Words string // the words as they stand, at most about 240 characters
	Say   string // a sentence or two for the window
	Where string // where they stand: "on page 2", "in the name of the file"

	what string // what follows from them
}

// Short gives the reason as it stands beside the paper: “without prejudice” on page 1.
func (r Reason) Short() string { return fmt.Sprintf("“%s” %s", clip(r.Words, 80), r.Where) }

// Aside is words that a paper holds beside the text of its pages: a stamp, a note stuck on, the answer in a form, a watermark, hidden words.
type Aside struct {
	Page  int // from 1; 0 where they belong to no page
	Words string
}

func (a Aside) where() string {
	if a.Page == 0 {
		return "in words of the file that its pages do not show"
	}
	return fmt.Sprintf("in a stamp, note or form on page %d", a.Page)
}

// HeldBack tells whether a paper should not go before the Tribunal without a second look: talks without prejudice, mediation, or advice
// to the family. It reads every page, and what lies beside the text. A false alarm costs one step, a miss may cost the case, so doubt
// holds back. The mediation certificate is open, and so are papers that say "without prejudice" only in the sense of a law.
func HeldBack(name string, pages []string, aside ...Aside) (why Reason, ok bool) {
	s := secrets{reading: readPaper(name, pages)}
	s.sort = s.reading.sort()
	s.certificate = s.sort.Kind == certificateKind && len(pages) <= 3 && !s.says(bargain, 3)
	if why, ok = s.inName(name); ok {
		return why, true
	}
	if l, ok := s.shortForm(); ok && !s.certificate {
		return held(CauseWithoutPrejudice, l.page, l.text, whatPrejudice)
	}
	for n, text := range pages {
		if why, ok = s.inPage(n+1, text); ok {
			return why, true
		}
	}
	for _, a := range aside {
		if why, ok = s.inAside(a); ok {
			return why, true
		}
	}
	if why, ok = s.mediator(); ok {
		return why, true
	}
	return s.adviser()
}

// inAside looks at words beside the text. They are short, so each line of them may be a heading.
func (s *secrets) inAside(a Aside) (Reason, bool) {
	why, ok := s.inPage(a.Page, a.Words)
	for _, line := range strings.Split(plain(a.Words), "\n") {
		if !ok && !s.certificate && wpHeading.MatchString(strings.TrimSpace(line)) {
			why, ok = held(CauseWithoutPrejudice, a.Page, line, whatPrejudice)
		}
	}
	if ok {
		why = why.at(a.where())
	}
	return why, ok
}

func held(c Cause, page int, words, what string) (Reason, bool) {
	where := fmt.Sprintf("on page %d", page)
	if page == 0 {
		where = "in the name of the file"
	}
	return Reason{Cause: c, Page: page, Words: clip(words, 240), what: what}.at(where), true
}

// at says where the words of a reason stand.
func (r Reason) at(where string) Reason {
	r.Where = where
	r.Say = fmt.Sprintf("It says “%s” %s. %s It is held back from bundles until you open it.", r.Words, where, r.what)
	return r
}

// cutWords joins words that a hyphen cuts at the end of a line, or that something unseen cuts.
var cutWords = strings.NewReplacer("-\r\n", "", "-\n", "", "\u00ad\r\n", "", "\u00ad\n", "", "\u2010\n", "", "\u2010\r\n", "", "\u00ac\n", "")

// Bone gives the words of a text in the shape a bad scan still has: letters and digits that look alike become one, everything else a
// space, letters set apart are joined.
func Bone(s string) string { return boned(s, false) }

// boned is Bone, which with stops sets a dot where a sentence ends, or where a line that is not one begins with "To".
func boned(s string, stops bool) string {
	b := make([]byte, 0, len(s)+2)
	b = append(b, ' ')
	if strings.Contains(s, "-\n") || strings.Contains(s, "-\r") || strings.ContainsAny(s, "\u00ad\u00ac\u2010") {
		s = cutWords.Replace(s)
	}
	for at, c := range s {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		} else if c >= 0x80 {
			c = unicode.ToLower(seen(c))
		}
		switch {
		case c == 'l' || c == '1' || c == '|' || c == '!':
			b = append(b, 'i')
		case c == '0':
			b = append(b, 'o')
		case c == '5':
			b = append(b, 's')
		case c >= 'a' && c <= 'z' || c >= '2' && c <= '9':
			b = append(b, byte(c))
		case c == '\'' || c == 0:
		case stops && stop(s, at, c):
			b = append(bytes.TrimRight(b, " "), " . "...)
		case b[len(b)-1] != ' ':
			b = append(b, ' ')
		}
	}
	return joinLetters(string(append(b, ' ')))
}

// stop tells whether a sentence or a heading ends with a sign.
func stop(s string, at int, c rune) bool {
	if !strings.ContainsRune(".?:;)]…*–—\n\f", c) {
		return false
	}
	rest := s[at+utf8.RuneLen(c):]
	switch c {
	case '.', '?', ':', ';', ')', ']', '…', '*':
		return rest == "" || strings.ContainsAny(rest[:1], " \t\r\n)]*\"")
	case '–', '—':
		return true
	case '\n', '\f':
		line := strings.TrimLeft(rest, " \t\r")
		return strings.HasPrefix(line, "\n") || strings.HasPrefix(line, "To ") || strings.HasPrefix(line, "To:") || strings.HasPrefix(line, "TO ") || strings.HasPrefix(line, "TO:")
	}
	return false
}

// apart are the words that headings set letter by letter.
var apart = []string{"without", "prejudice", "privileged", "confidential", "mediation"}

// joinLetters joins those of apart that stand letter by letter: "w i t h o u t".
func joinLetters(s string) string {
	for _, w := range apart {
		w = strings.ReplaceAll(w, "l", "i")
		if spaced := " " + strings.Join(strings.Split(w, ""), " ") + " "; strings.Contains(s, spaced) {
			s = strings.ReplaceAll(s, spaced, " "+w+" ")
		}
	}
	return s
}

// phrase gives an expression for words in their bones; the words may run together, and a hyphen at a line's end may have cut them.
func phrase(words string) *pattern.Pattern {
	return pattern.New(strings.ReplaceAll(strings.TrimSpace(Bone(words)), " ", " ?"))
}

// quoteMarking gives the line that says so, after the line before it where that begins the words.
func quoteMarking(text string) string {
	line := quoteNear(text, "preju", "without prejudice")
	at := strings.Index(text, line)
	if at < 0 || strings.Contains(strings.ToLower(line), "without") {
		return line
	}
	before := strings.TrimSpace(text[:at])
	before = before[strings.LastIndexByte(before, '\n')+1:]
	return strings.TrimSpace(Cut(before[max(0, len(before)-120):], 120) + " " + line)
}

// quoteNear gives the line of a text that holds a word, or the phrase itself where no line does.
func quoteNear(text, word, phrase string) string {
	at := strings.Index(strings.ToLower(text), word)
	if at < 0 || at >= len(text) {
		return phrase
	}
	start, end := strings.LastIndexByte(text[:at], '\n')+1, strings.IndexByte(text[at:], '\n')
	if end < 0 {
		end = len(text) - at
	}
	start, end = max(start, at-120), min(at+end, at+120)
	return Cut(text[start:end], 240)
}
