package guess

import (
	"strconv"
	"strings"
	"time"

	"ehccasefile/casefile/internal/pattern"
	"ehccasefile/deadlines"
)

// writtenDay is a date as it stands in a text.
type writtenDay struct {
	day        deadlines.Date // zero for a month alone
	start, end int            // where it stands, in bytes
	doubt      string         // why to look twice; "" for none
}

const monthWords = `jan(?:uary|\.)?|feb(?:ruary|uary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?`

var (
	weekdays = `(?:(mon|tue|tues|wed|weds|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?[,.]?\s+(?:the\s+)?)?`
	dayFirst = pattern.New(`(?i)\b` + weekdays + `([0-9][0-9olI]?|[olI][0-9])\s?(?:st|nd|rd|th)?[\s,-]\s?(?:day\s+)?(?:of\s+)?(` + monthWords + `)[\s,-]\s?('?[0-9olI]{4}|'?[0-9]{2})\b`)
	monFirst = pattern.New(`(?i)\b` + weekdays + `(` + monthWords + `)\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})\b`)
	numbers  = pattern.New(`(?i)` + weekdays + `([0-9]{1,2})\s?([./-])\s?([0-9]{1,2})\s?([./-])\s?([0-9]{4}|[0-9]{2})`)
	isoDay   = pattern.New(`\b([12][0-9]{3})-([0-9]{2})-([0-9]{2})(?:\b|T)`)
	monthDay = pattern.New(`(?i)\b(january|february|march|april|may|june|july|august|september|october|november|december)\s+((?:19|20)[0-9]{2})\b`)
)

const (
	doubtScan  = "A digit was hard to read in the scan."
	doubtOrder = "The day and the month may be the other way round."
	doubtSays  = "The paper says %s, but that day is a %s."
)

// daysIn gives the dates written in s, in order, each once.
func daysIn(s string) []writtenDay {
	if !strings.ContainsAny(s, "0123456789") {
		return nil
	}
	var all []writtenDay
	take := func(re *pattern.Pattern, read func(m []string) (deadlines.Date, string)) {
		for _, at := range re.FindAllStringSubmatchIndex(s, 50) {
			if d, doubt := read(groups(s, at)); !d.IsZero() && !inside(all, at[0], at[1]) && standsAlone(s, at[0], at[1]) {
				all = put(all, writtenDay{d, at[0], at[1], doubt})
			}
		}
	}
	take(isoDay, func(m []string) (deadlines.Date, string) { return civil(m[1], int(number(m[2])), m[3]), "" })
	take(dayFirst, readDayFirst)
	take(monFirst, func(m []string) (deadlines.Date, string) {
		d := civil(m[4], monthOf(m[2]), m[3])
		return d, weekdayDoubt(m[1], d)
	})
	take(numbers, readNumbers)
	return all
}

func groups(s string, at []int) []string {
	m := make([]string, len(at)/2)
	for i := range m {
		if at[2*i] >= 0 {
			m[i] = s[at[2*i]:at[2*i+1]]
		}
	}
	return m
}

func inside(all []writtenDay, start, end int) bool {
	for _, d := range all {
		if start < d.end && d.start < end {
			return true
		}
	}
	return false
}

// standsAlone tells whether a date is not a piece of a longer number: a telephone, a reference, a section 3.2.14.1.
func standsAlone(s string, start, end int) bool {
	joint := func(c byte) bool {
		return c >= '0' && c <= '9' || c == '/' || c == '-' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
	}
	if start > 0 && (joint(s[start-1]) || s[start-1] == '.' && start > 1 && joint(s[start-2])) {
		return false
	}
	if end >= len(s) || s[end-1] == 'T' {
		return true
	}
	return !joint(s[end]) && (s[end] != '.' || end+1 >= len(s) || !joint(s[end+1]))
}

func put(all []writtenDay, d writtenDay) []writtenDay {
	i := len(all)
	for i > 0 && all[i-1].start > d.start {
		i--
	}
	all = append(all, writtenDay{})
	copy(all[i+1:], all[i:])
	all[i] = d
	return all
}

var scanDigits = strings.NewReplacer("o", "0", "O", "0", "l", "1", "I", "1", "'", "")

func readDayFirst(m []string) (deadlines.Date, string) {
	d := civil(scanDigits.Replace(m[4]), monthOf(m[3]), scanDigits.Replace(m[2]))
	if strings.ContainsAny(m[2]+m[4], "oOlI") {
		return d, doubtScan
	}
	return d, weekdayDoubt(m[1], d)
}

// readNumbers reads 4/3/2026 as people in England mean it. Where there is no such month, the other order is offered with a doubt.
func readNumbers(m []string) (deadlines.Date, string) {
	if m[3] != m[5] {
		return deadlines.Date{}, ""
	}
	if d := civil(m[6], int(number(m[4])), m[2]); !d.IsZero() {
		return d, weekdayDoubt(m[1], d)
	}
	return civil(m[6], int(number(m[2])), m[4]), doubtOrder
}

func weekdayDoubt(word string, d deadlines.Date) string {
	if word == "" || d.IsZero() || strings.EqualFold(word[:3], d.Weekday().String()[:3]) {
		return ""
	}
	for w := time.Sunday; w <= time.Saturday; w++ {
		if strings.EqualFold(word[:3], w.String()[:3]) {
			return strings.Replace(strings.Replace(doubtSays, "%s", w.String(), 1), "%s", d.Weekday().String(), 1)
		}
	}
	return ""
}

func monthOf(word string) int {
	for m := time.January; m <= time.December; m++ {
		if len(word) >= 3 && strings.EqualFold(word[:3], m.String()[:3]) {
			return int(m)
		}
	}
	return 0
}

func number(s string) int64 {
	n, err := strconv.ParseInt(s, 10, 32)
	if err != nil {
		return 0
	}
	return n
}

// civil gives a day that exists, of a year a family's papers may have, or the zero Date. Two digits of a year mean 1980 to 2079.
func civil(year string, month int, day string) deadlines.Date {
	y, d := int(number(year)), int(number(day))
	if len(year) == 2 {
		if y += 2000; y >= 2080 {
			y -= 100
		}
	}
	if y < 1980 || y > 2100 || month < 1 || month > 12 || d < 1 {
		return deadlines.Date{}
	}
	on := deadlines.Date{Year: y, Month: time.Month(month), Day: d}
	if deadlines.On(y, time.Month(month), d) != on {
		return deadlines.Date{}
	}
	return on
}
