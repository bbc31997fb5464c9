package ui

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
)

// explain shows what a word means: Help's page of that word. A screen that uses a legal word calls it; a word that Help does not know opens the whole list.
func (u *UI) explain(term string) {
	w, ok := findWord(term)
	if !ok {
		u.openWords()
		return
	}
	u.open(func(u *UI) view {
		kids := []fyne.CanvasObject{pageHead(u, say(w.term), ""), part.NewCard("", part.Body(say(w.means)))}
		if u.pack != nil {
			if rows := u.rulesWith(w); len(rows) > 0 {
				kids = append(kids, part.NewCard(say("Rules that use it"), part.Rows(rows...)))
			}
		}
		kids = append(u.andWords(kids, w.means), part.Line(1.5, part.Button(say("All the words"), part.Outline, u.openWords)))
		return fixedPage{part.NewPage(kids...)}
	})
}

// fewRules is how many rules a word's page names.
const fewRules = 5

// rulesWith gives the first rules whose name has a word in it.
func (u *UI) rulesWith(w word) (rows []fyne.CanvasObject) {
	for _, r := range u.pack.Rules() {
		if len(rows) < fewRules && w.in(strings.ToLower(r.Title)) {
			rows = append(rows, part.Row(part.Body(say(r.Title)), say(r.Title), func() { u.openRule(r) }))
		}
	}
	return rows
}

// findWord finds a word of the glossary by its name or another way it is written.
func findWord(term string) (word, bool) {
	term = strings.ToLower(term)
	for _, w := range glossary() {
		if strings.ToLower(w.term) == term || slices.Contains(w.also, term) {
			return w, true
		}
	}
	return word{}, false
}

// openWords lists every word that Help explains.
func (u *UI) openWords() {
	var items []lookupItem
	for _, w := range glossary() {
		items = append(items, lookupItem{title: say(w.term), detail: say(w.means), more: strings.Join(w.also, " "), open: func() { u.explain(w.term) }})
	}
	slices.SortStableFunc(items, func(a, b lookupItem) int { return strings.Compare(strings.ToLower(a.title), strings.ToLower(b.title)) })
	u.open(func(u *UI) view {
		return newLookup(u, lookupWords{say("What a word means"), say("In plain English. Your own papers say what it means in your case."), say("Find words: draft, certificate, Section F"), ""}, items)
	})
}

// wordRow is a word with its meaning, which opens.
func (u *UI) wordRow(w word) fyne.CanvasObject {
	return part.Row(part.Stack(0.25, part.Strong(say(w.term)), part.Quiet(say(w.means)).AtMost(2)), say(w.term)+": "+say(w.means), func() { u.explain(w.term) })
}

// mostWords is how many words a page explains at its side.
const mostWords = 4

// wordsCard explains the words of the glossary that stand in these sentences (in English, as the program has them), the longest names first. It is nil
// where there are none.
func (u *UI) wordsCard(sentences ...string) *part.Card {
	var rows []fyne.CanvasObject
	for _, w := range wordsIn(strings.Join(sentences, " ")) {
		if len(rows) < mostWords && !slices.Contains(everywhere, w.term) {
			rows = append(rows, u.wordRow(w))
		}
	}
	if len(rows) == 0 {
		return nil
	}
	return part.NewCard(say("Words on this page"), part.Rows(rows...))
}

// andWords adds that card, where there is one, to what stands on a page.
func (u *UI) andWords(kids []fyne.CanvasObject, sentences ...string) []fyne.CanvasObject {
	if card := u.wordsCard(sentences...); card != nil {
		return append(kids, card)
	}
	return kids
}

// wordsIn gives the words of the glossary that stand in a text, in the order they come in it; one that stands only inside a longer one ("plan" in
// "draft plan") is left out.
func wordsIn(text string) []word {
	text = strings.ToLower(text)
	type place struct {
		at int
		w  word
	}
	all := glossary()
	slices.SortStableFunc(all, func(a, b word) int { return len(b.term) - len(a.term) })
	var found []place
	for _, w := range all {
		if at := w.place(text); at >= 0 {
			found = append(found, place{at, w})
			text = blank(text, w)
		}
	}
	slices.SortStableFunc(found, func(a, b place) int { return a.at - b.at })
	var words []word
	for _, p := range found {
		words = append(words, p.w)
	}
	return words
}

func (w word) in(lower string) bool { return w.place(lower) >= 0 }

// ways are all the ways a word is written, in lower case.
func (w word) ways() []string { return append([]string{strings.ToLower(w.term)}, w.also...) }

// place is where a word first stands in a lower-case text, as whole words; -1 where it does not.
func (w word) place(lower string) int {
	first := -1
	for _, way := range w.ways() {
		if at := wholeWord(lower, way); at >= 0 && (first < 0 || at < first) {
			first = at
		}
	}
	return first
}

// wholeWord finds words in a text where no letter or digit touches them; an "s" may follow.
func wholeWord(text, words string) int {
	for from := 0; ; {
		at := strings.Index(text[from:], words)
		if at < 0 {
			return -1
		}
		at += from
		end := at + len(words)
		after := strings.TrimPrefix(text[end:], "s")
		if !endsInLetter(text[:at]) && !beginsWithLetter(after) {
			return at
		}
		from = at + 1
	}
}

func endsInLetter(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func beginsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

// blank takes a word out of a text, keeping every other place.
func blank(text string, w word) string {
	for _, way := range w.ways() {
		for at := wholeWord(text, way); at >= 0; at = wholeWord(text, way) {
			text = text[:at] + strings.Repeat(" ", len(way)) + text[at+len(way):]
		}
	}
	return text
}
