package ui

import (
	"errors"
	"io/fs"
	"path"
	"strings"
	"sync"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"ehccasefile/app/ui/part"
	"ehccasefile/assets"
	"ehccasefile/deadlines"
)

// loadWords hands Fyne the words on screen in other languages, once. The English sentence is the key, so that English needs none: words/en.json, which is
// complete because a translator is given it, is not read.
var loadWords = sync.OnceValue(func() error {
	files, err := fs.Glob(assets.Words, "words/*.json")
	for _, name := range files {
		if name == englishWords {
			continue
		}
		data, bad := assets.Words.ReadFile(name)
		if bad == nil {
			bad = lang.AddTranslations(fyne.NewStaticResource(path.Base(name), data))
		}
		err = errors.Join(err, bad)
	}
	part.ForgetWords()
	return err
})

const englishWords = "words/en.json"

// say gives a sentence in the reader's language: see [part.Say].
func say(sentence string, pairs ...any) string { return part.Say(sentence, pairs...) }

// days says a number of days.
func days(n int) string {
	if n == 1 {
		return say("1 day")
	}
	return say("{{.N}} days", "N", n)
}

// daysLeft says how far off a day is: "today", "tomorrow", "15 days left".
func daysLeft(n int) string {
	switch n {
	case 0:
		return say("today")
	case 1:
		return say("tomorrow")
	}
	return say("{{.N}} days left", "N", n)
}

// count says a number of things: count(3, "entry", "entries").
func count(n int, one, many string) string {
	if n == 1 {
		return say("1 " + one)
	}
	return say("{{.N}} "+many, "N", n)
}

// list joins names as people write them: "Maya, Leo and Sam".
func list(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return say("{{.Some}} and {{.Last}}", "Some", strings.Join(names[:len(names)-1], ", "), "Last", names[len(names)-1])
}

// rowDate gives a day for the first column of a list: "Mon 7 Dec", with the year where it is not this one.
func rowDate(d, today deadlines.Date) string {
	if d.IsZero() {
		return say("no date")
	}
	layout := "Mon 2 Jan"
	if d.Year != today.Year {
		layout = "Mon 2 Jan 2006"
	}
	return time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, time.UTC).Format(layout)
}

// upper makes the first letter large, for a word that begins a sentence.
func upper(s string) string {
	for _, r := range s {
		return strings.ToUpper(string(r)) + s[len(string(r)):]
	}
	return s
}
