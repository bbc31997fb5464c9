package part

import (
	"fmt"
	"strings"
	"sync"

	"fyne.io/fyne/v2/lang"
)

// spoken keeps each sentence as the reader's language has it, its blanks still open. Fyne parses a sentence anew each time it is asked for, and a page
// of a large case asks thousands of times.
var spoken sync.Map // by the English sentence

// Say gives a sentence in the reader's language, with its blanks filled: Say("{{.Who}} promised", "Who", name). The values come in pairs after the
// sentence, and stand as they are, whatever signs they hold. The English sentence is the key.
func Say(sentence string, pairs ...any) string {
	if sentence == "" {
		return ""
	}
	words, known := spoken.Load(sentence)
	if !known {
		open := map[string]any{}
		for i := 0; i+1 < len(pairs); i += 2 {
			open[pairs[i].(string)] = blank(pairs[i])
		}
		words = lang.X(WordKey(sentence), sentence, open)
		spoken.Store(sentence, words)
	}
	if len(pairs) < 2 {
		return words.(string)
	}
	fill := make([]string, 0, len(pairs))
	for i := 0; i+1 < len(pairs); i += 2 {
		fill = append(fill, blank(pairs[i]), fmt.Sprint(pairs[i+1]))
	}
	return strings.NewReplacer(fill...).Replace(words.(string))
}

// blank is how a value's place is written in a sentence.
func blank(name any) string { return "{{." + name.(string) + "}}" }

// ForgetWords has every sentence looked up anew: other words were handed to Fyne.
func ForgetWords() { spoken.Clear() }

// WordKey is what a sentence is called in the file of words: itself, but for the words that the file's format keeps for its own use.
func WordKey(sentence string) string {
	switch strings.ToLower(sentence) {
	case "id", "description", "hash", "leftdelim", "rightdelim", "zero", "one", "two", "few", "many", "other", "translation":
		return sentence + " (the word alone)"
	}
	return sentence
}
