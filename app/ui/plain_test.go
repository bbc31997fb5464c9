package ui

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// What the window says must be readable by a tired person, and by a child of eleven: reading age is the Flesch-Kincaid grade (years of school in the
// United States, of which a child of eleven has had about six) and five.
const (
	mostGrade    = 8.0 // of a sentence of some length
	averageGrade = 3.0 // of all of them
	mostLawGrade = 5.0 // of the law, on average
	shortest     = 6   // words; below that the formula says nothing
)

var (
	blanks      = regexp.MustCompile(`\{\{[^}]*\}\}`)
	sentenceEnd = regexp.MustCompile(`[.?:;…]+(?:\s|$)`)
)

// legal are names and words that have no plainer ones, each with the reason. They count as one short word.
var legal = map[string]string{
	"education, health and care": "the name of the plan", "special educational needs and disability": "part of the Tribunal's name",
	"tribunal": "its name", "passphrase": "there is no shorter word, and Help explains it", "recovery key": "Help explains it",
	"council": "its name", "mediation": "its name", "assessment": "its name in the law", "regulations": "the name of a law",
	"educational psychologist": "the name of a job", "integrated care board": "its name", "first-tier": "part of the Tribunal's name",
	"without prejudice": "words that stand on letters", "casefile": "the name of the program", "certificate": "its name",
	"northern ireland": "its name", "united kingdom": "its name", "amendment": "its name in the law", "representations": "its name in the law",
	"computer": "everybody knows it", "january": "a month", "february": "a month", "december": "a month", "monday": "a day", "saturday": "a day",
	"libreoffice": "the name of a program", "tesseract": "the name of a program", "ombudsman": "its name",
}

// grade is the Flesch-Kincaid grade of a text, and how many words it has.
func grade(text string) (grade float64, words int) {
	text = strings.ToLower(blanks.ReplaceAllString(text, "x"))
	for name := range legal {
		text = strings.ReplaceAll(text, name, "x")
	}
	sentences, syllables := 0, 0
	for _, s := range sentenceEnd.Split(text, -1) {
		n := 0
		for _, w := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && r != '\'' && r != '’' }) {
			n++
			syllables += syllablesOf(w)
		}
		if n > 0 {
			sentences++
		}
		words += n
	}
	if words == 0 {
		return 0, 0
	}
	return 0.39*float64(words)/float64(sentences) + 11.8*float64(syllables)/float64(words) - 15.59, words
}

// syllablesOf counts groups of vowels, without a silent e at the end.
func syllablesOf(word string) int {
	n, before := 0, false
	for _, r := range word {
		vowel := strings.ContainsRune("aeiouy", r)
		if vowel && !before {
			n++
		}
		before = vowel
	}
	if strings.HasSuffix(word, "e") && !strings.HasSuffix(word, "le") || strings.HasSuffix(word, "ed") && !strings.HasSuffix(word, "ted") && !strings.HasSuffix(word, "ded") {
		n--
	}
	return max(1, n)
}

func TestTheWindowReadsAtElevenYears(t *testing.T) {
	var sum float64
	n := 0
	for words, places := range windowSentences(t) {
		g, length := grade(words)
		if length < shortest {
			continue
		}
		sum += g
		n++
		if g > mostGrade {
			t.Errorf("%s reads at grade %.1f: %q", places[0], g, words)
		}
	}
	if n < 500 {
		t.Fatalf("only %d sentences were found", n)
	}
	if average := sum / float64(n); average > averageGrade {
		t.Errorf("the %d sentences read at grade %.1f on average, more than %.1f", n, average, averageGrade)
	} else {
		t.Logf("%d sentences at grade %.1f on average", n, average)
	}
}

// shouting and blaming are words that the window never uses.
var unkind = []string{"!", "please", "sorry", "oops", "invalid", "illegal", "incorrect", "you failed", "you forgot", "your mistake", "your fault", "you should have",
	"not allowed", "error", "abort", "fatal", "unfortunately", "simply", "obviously"}

func TestTheWindowNeitherShoutsNorBlames(t *testing.T) {
	for words, places := range windowSentences(t) {
		lower := strings.ToLower(words)
		for _, w := range unkind {
			if w == "please" && wholeWord(lower, "me") >= 0 {
				continue // the family says it to somebody else, in a letter
			}
			if w == "!" && strings.Contains(lower, w) || w != "!" && wholeWord(lower, w) >= 0 {
				t.Errorf("%s says %q: %q", places[0], w, words)
			}
		}
	}
}

// known are long words and short forms that need no glossary.
var known = strings.Fields(`anybody everybody somebody everything everywhere ordinary original secondary organisation certificates casefile differently f1 usb`)

// A long word or a short form that Help's glossary does not explain is jargon.
func TestTheWindowUsesNoJargon(t *testing.T) {
	var explained strings.Builder
	for _, w := range glossary() {
		explained.WriteString(" " + strings.Join(w.ways(), " "))
	}
	found := map[string]string{}
	for words, places := range windowSentences(t) {
		for _, w := range strings.FieldsFunc(blanks.ReplaceAllString(words, ""), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			lower := strings.ToLower(w)
			short := len(w) > 1 && strings.ToUpper(w) == w && strings.ToLower(w) != w
			if (short || syllablesOf(lower) > 3) && wholeWord(explained.String(), lower) < 0 && !slices.Contains(known, lower) && found[lower] == "" {
				found[lower] = places[0] + ": " + words
			}
		}
	}
	for w, where := range found {
		t.Errorf("%q needs a plainer word, or a place in the glossary: %s", w, where)
	}
}

// The law's own sentences are longer, because they have to be right: what they may not do is get longer.
func TestTheLawIsToldAsPlainlyAsItCanBe(t *testing.T) {
	var sum float64
	n := 0
	for words := range lawSentences(t) {
		if g, length := grade(words); length >= shortest {
			sum += g
			n++
		}
	}
	if average := sum / float64(n); average > mostLawGrade {
		t.Errorf("the law's %d sentences read at grade %.1f on average, more than %.1f", n, average, mostLawGrade)
	} else {
		t.Logf("%d sentences of law at grade %.1f on average", n, average)
	}
}

// Every word of the glossary is explained once, in a sentence that does not need another dictionary, and is found by each of its names.
func TestTheGlossaryIsWhole(t *testing.T) {
	seen := map[string]string{}
	for _, w := range glossary() {
		for _, way := range w.ways() {
			if other := seen[way]; other != "" && other != w.term {
				t.Errorf("%q is another way of %q and of %q", way, other, w.term)
			}
			seen[way] = w.term
			if found, ok := findWord(way); !ok || found.term != w.term {
				t.Errorf("%q finds %q, want %q", way, found.term, w.term)
			}
		}
		if len(strings.Fields(w.means)) < 4 || !strings.HasSuffix(w.means, ".") {
			t.Errorf("%q is explained by %q", w.term, w.means)
		}
	}
	for text, want := range map[string]string{
		"the council sends the draft plan and the final amended plan": "Council, Draft plan, Final amended plan",
		"A mediation certificate is not mediation.":                   "Mediation certificate, Mediation",
		"Section Fun and a reordering":                                "",
		"What the plan says (sections B and F)":                       "Section B, Section F",
		"Appeals are about Section F.":                                "Appeal, Section F",
	} {
		var got []string
		for _, w := range wordsIn(text) {
			got = append(got, w.term)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("in %q: %q, want %q", text, got, want)
		}
	}
}
