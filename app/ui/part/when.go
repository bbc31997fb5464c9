package part

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"ehccasefile/deadlines"
)

// ParseWhen reads a day the way people write it: "5/1/27", "5.1.2027", "5 Jan", "Monday 5 January", "yesterday",
// "last Tuesday", "in 3 weeks", "2026-03-16". Day comes before month, as in Britain. Without a year it is the nearest such
// day, up to nine months ahead and otherwise past. Empty gives no date and no error. The error's text is fit to show.
func ParseWhen(text string, today deadlines.Date) (deadlines.Date, error) {
	words := dateWords(text)
	if len(words) == 0 {
		return deadlines.Date{}, nil
	}
	if d, ok := spokenDay(words, today); ok {
		return d, nil
	}
	return writtenDay(words, today)
}

// dateWords splits into numbers and words, lower-case, without punctuation; "5th" becomes "5" and "5jan" "5 jan".
func dateWords(text string) []string {
	var words []string
	var last rune
	for _, r := range strings.ToLower(text) {
		letter, digit := unicode.IsLetter(r), r >= '0' && r <= '9'
		switch {
		case !letter && !digit:
		case len(words) > 0 && (letter && unicode.IsLetter(last) || digit && last >= '0' && last <= '9'):
			words[len(words)-1] += string(r)
		default:
			words = append(words, string(r))
		}
		last = r
	}
	return dropFillers(words)
}

// dropFillers takes away what says nothing about the day.
func dropFillers(words []string) []string {
	out := words[:0]
	for i, w := range words {
		switch w {
		case "on", "the", "of", "by", "at":
			continue
		case "st", "nd", "rd", "th":
			if i > 0 && isNumber(words[i-1]) {
				continue
			}
		}
		out = append(out, w)
	}
	return out
}

// spokenDay understands days said from today: "yesterday", "last Tuesday", "in 3 weeks", "2 days ago".
func spokenDay(words []string, today deadlines.Date) (deadlines.Date, bool) {
	switch strings.Join(words, " ") {
	case "today", "now":
		return today, true
	case "yesterday":
		return today.AddDays(-1), true
	case "tomorrow":
		return today.AddDays(1), true
	case "day before yesterday":
		return today.AddDays(-2), true
	case "day after tomorrow":
		return today.AddDays(2), true
	}
	if d, ok := spokenWeekday(words, today); ok {
		return d, true
	}
	return spokenSpan(words, today)
}

// spokenWeekday: "Tuesday" and "last Tuesday" are the last one before today, "next Tuesday" the first one after it, "this
// Tuesday" the one of the week that begins on Monday.
func spokenWeekday(words []string, today deadlines.Date) (deadlines.Date, bool) {
	which := "last"
	if len(words) == 2 {
		which, words = words[0], words[1:]
	}
	if len(words) != 1 {
		return deadlines.Date{}, false
	}
	day, ok := weekdayNamed(words[0])
	if !ok {
		return deadlines.Date{}, false
	}
	back := (int(today.Weekday()) - int(day) + 7) % 7
	switch which {
	case "last":
		if back == 0 {
			back = 7
		}
		return today.AddDays(-back), true
	case "next":
		return today.AddDays(7 - back), true
	case "this":
		monday := today.AddDays(-((int(today.Weekday()) + 6) % 7))
		return monday.AddDays((int(day) + 6) % 7), true
	}
	return deadlines.Date{}, false
}

// spokenSpan: "in 3 weeks", "3 weeks", "2 days ago", "a week ago", "last week", "next month".
func spokenSpan(words []string, today deadlines.Date) (deadlines.Date, bool) {
	sign := 1
	switch n := len(words); {
	case n > 0 && words[n-1] == "ago":
		sign, words = -1, words[:n-1]
	case n > 0 && words[0] == "in":
		words = words[1:]
	case n == 2 && words[0] == "last":
		sign, words = -1, []string{"a", words[1]}
	case n == 2 && words[0] == "next":
		words = []string{"a", words[1]}
	}
	if len(words) != 2 {
		return deadlines.Date{}, false
	}
	n, ok := smallNumber(words[0])
	if !ok {
		return deadlines.Date{}, false
	}
	switch strings.TrimSuffix(words[1], "s") {
	case "day":
		return today.AddDays(sign * n), true
	case "week":
		return today.AddDays(sign * 7 * n), true
	case "month":
		return today.AddMonths(sign * n), true
	case "year":
		return today.AddMonths(sign * 12 * n), true
	}
	return deadlines.Date{}, false
}

func smallNumber(word string) (int, bool) {
	for i, w := range []string{"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"} {
		if i > 0 && w == word {
			return i, true
		}
	}
	if word == "a" || word == "an" {
		return 1, true
	}
	n, err := strconv.Atoi(word)
	return n, err == nil && n >= 0 && n < 1000
}

// writtenDay understands a day with its number: "5/1/27", "5 Jan", "Jan 5 2027", "2026-03-16", "Monday 5 January".
func writtenDay(words []string, today deadlines.Date) (deadlines.Date, error) {
	weekday, named := weekdayNamed(words[0])
	if named {
		words = words[1:]
	}
	day, month, year, err := dayParts(words)
	if err != nil {
		return deadlines.Date{}, err
	}
	d, err := realDay(day, month, year, today)
	if err != nil {
		return deadlines.Date{}, err
	}
	if named && d.Weekday() != weekday {
		return deadlines.Date{}, fmt.Errorf("%s is a %s, not a %s. Check the day.", plain(d), d.Weekday(), weekday)
	}
	return d, nil
}

var errNotUnderstood = fmt.Errorf("This was not understood as a day. Write it like 5 Jan, 5/1/27, yesterday or last Tuesday.")

// dayParts finds day, month and year among the words; year 0 where none was written.
func dayParts(words []string) (day, month, year int, err error) {
	if len(words) < 2 || len(words) > 3 {
		return 0, 0, 0, errNotUnderstood
	}
	numbers, named := make([]int, 0, 3), 0
	for _, w := range words {
		if m, ok := monthNamed(w); ok && named == 0 {
			named = m
			continue
		}
		n, convErr := strconv.Atoi(w)
		if convErr != nil || len(w) > 4 {
			return 0, 0, 0, errNotUnderstood
		}
		numbers = append(numbers, n)
	}
	return arrange(numbers, named, len(words[0]) == 4)
}

// arrange says which number is which. Where a month was named the rest is day and year; otherwise day, month, year, or
// year, month, day where the first has four digits.
func arrange(numbers []int, named int, yearFirst bool) (day, month, year int, err error) {
	switch {
	case named > 0 && len(numbers) == 1:
		return numbers[0], named, 0, nil
	case named > 0 && len(numbers) == 2 && yearFirst:
		return numbers[1], named, numbers[0], nil
	case named > 0 && len(numbers) == 2:
		return numbers[0], named, fullYear(numbers[1]), nil
	case named == 0 && len(numbers) == 3 && yearFirst:
		return numbers[2], numbers[1], numbers[0], nil
	case named == 0 && len(numbers) == 3:
		return numbers[0], numbers[1], fullYear(numbers[2]), nil
	case named == 0 && len(numbers) == 2 && !yearFirst:
		return numbers[0], numbers[1], 0, nil
	}
	return 0, 0, 0, errNotUnderstood
}

// fullYear makes 27 of the year into 2027; a year of three digits stays and is refused later.
func fullYear(year int) int {
	if year < 100 {
		return 2000 + year
	}
	return year
}

// realDay makes a day that exists, and says why one does not.
func realDay(day, month, year int, today deadlines.Date) (deadlines.Date, error) {
	if month < 1 || month > 12 {
		return deadlines.Date{}, fmt.Errorf("There is no month %d. The day comes first, then the month: 5/1/27 is 5 January 2027.", month)
	}
	if year == 0 {
		return nearest(day, month, today)
	}
	if year < 1950 || year > 2150 {
		return deadlines.Date{}, fmt.Errorf("The year %d cannot be right. Check it.", year)
	}
	return onDay(day, month, year)
}

func onDay(day, month, year int) (deadlines.Date, error) {
	d := deadlines.On(year, time.Month(month), day)
	if day < 1 || d.Day != day {
		last := deadlines.On(year, time.Month(month)+1, 0)
		return deadlines.Date{}, fmt.Errorf("There is no %d %s %d. %s has %d days.", day, time.Month(month), year, time.Month(month), last.Day)
	}
	return d, nil
}

// nearest gives the day without a year that lies nearest: up to nine months ahead, otherwise past.
func nearest(day, month int, today deadlines.Date) (deadlines.Date, error) {
	var found deadlines.Date
	var failed error
	for year := today.Year - 4; year <= today.Year+1; year++ {
		d, err := onDay(day, month, year)
		if err != nil {
			failed = err
			continue
		}
		if found.IsZero() || !d.After(today.AddMonths(9)) {
			found = d
		}
	}
	if found.IsZero() {
		return found, failed
	}
	if d, err := onDay(day, month, today.Year); err != nil && found.Year != today.Year && day == 29 {
		return d, fmt.Errorf("There is no 29 February in %d. If you mean another year, write it too: 29/2/%d.", today.Year, found.Year)
	}
	return found, nil
}

func isNumber(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

// monthNamed reads "jan", "january", "sept".
func monthNamed(word string) (int, bool) {
	if len(word) < 3 {
		return 0, false
	}
	for m := time.January; m <= time.December; m++ {
		if strings.HasPrefix(strings.ToLower(m.String()), word) || word == "sept" && m == time.September {
			return int(m), true
		}
	}
	return 0, false
}

// weekdayNamed reads "tue", "tues", "tuesday".
func weekdayNamed(word string) (time.Weekday, bool) {
	if len(word) < 3 {
		return 0, false
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if strings.HasPrefix(strings.ToLower(d.String()), word) {
			return d, true
		}
	}
	return 0, false
}

// plain gives a day without its weekday: "5 January 2027".
func plain(d deadlines.Date) string {
	return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
}
