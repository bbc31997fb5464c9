package mail

import (
	netmail "net/mail"
	"regexp"
	"strings"
	"time"
)

// The zones that mail programs write as letters; the standard library knows only those of the United States and UTC.
var zones = strings.NewReplacer(" BST", " +0100", " IST", " +0100", " CEST", " +0200", " CET", " +0100", " GMT", " +0000", " UTC", " +0000",
	" UT", " +0000", " Z", " +0000", " EST", " -0500", " EDT", " -0400", " WET", " +0000", " WEST", " +0100")

// layouts are the ways in which people's programs write a day and an hour. Those of the first list say a zone.
var zoned = []string{"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04 -0700", "2 January 2006 15:04:05 -0700", "2 January 2006 15:04 -0700",
	"2006-01-02 15:04:05 -0700", time.RFC3339, "2006-01-02T15:04:05-0700", "Jan 2 15:04:05 2006 -0700", "Jan 2 15:04:05 -0700 2006",
	"2 Jan 06 15:04:05 -0700", "2 Jan 2006 15.04.05 -0700"}

var local = []string{"2 Jan 2006 15:04:05", "2 Jan 2006 15:04", "2 January 2006 15:04:05", "2 January 2006 15:04", "2 January 2006 3:04 PM",
	"2 Jan 2006 3:04 PM", "2 January 2006 3:04:05 PM", "January 2 2006 3:04 PM", "Jan 2 2006 3:04 PM", "January 2 2006 3:04:05 PM",
	"January 2 2006 15:04", "Jan 2 2006 15:04", "2/1/2006 15:04", "2/1/2006 15:04:05", "2/1/2006 3:04 PM", "2/1/06 15:04", "2006-01-02 15:04",
	"2006-01-02 15:04:05", "2006-01-02T15:04:05", "Jan 2 15:04:05 2006", "2 Jan 06 15:04"}

var days = []string{"2 January 2006", "2 Jan 2006", "January 2 2006", "2/1/2006", "2006-01-02"}

var (
	dayName  = regexp.MustCompile(`(?i)\b(mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b[.,]*`)
	ordinal  = regexp.MustCompile(`\b(\d{1,2})(st|nd|rd|th)\b`)
	remark   = regexp.MustCompile(`\([^()]*\)`)
	noon     = regexp.MustCompile(`(?i)\b(\d{1,2}[:.]\d\d(?:[:.]\d\d)?)\s*([ap])\.?m\b\.?`)
	hourOnly = regexp.MustCompile(`(\d{1,2})\.(\d\d) (AM|PM)`)
	dotHour  = regexp.MustCompile(`(\d{4}) (\d{1,2})\.(\d\d)\b`)
	gmtOff   = regexp.MustCompile(`\b(?:GMT|UTC)\s?([+-]\d\d?):?(\d\d)?\b`)
	sept     = regexp.MustCompile(`(?i)\bsept\b\.?`)
)

// moment reads when something was said to be sent. Days come before months: the reader is in England.
func moment(said, from string) Moment {
	said = shorten(clean(words(said)), 200)
	if said == "" {
		return Moment{}
	}
	m := Moment{Said: said, From: from}
	if t, err := netmail.ParseDate(remark.ReplaceAllString(zones.Replace(said+" "), " ")); err == nil && sane(t) {
		m.At, m.Zone = t, true
		return m
	}
	s := plainDate(said)
	for _, layout := range zoned {
		if t, err := time.Parse(layout, s); err == nil && sane(t) {
			m.At, m.Zone = t, true
			return m
		}
	}
	for _, layout := range local {
		if t, err := time.Parse(layout, s); err == nil && sane(t) {
			m.At = inUK(t)
			return m
		}
	}
	for _, layout := range days {
		if t, err := time.Parse(layout, s); err == nil && sane(t) {
			m.At, m.Day = inUK(t), true
			return m
		}
	}
	return m
}

func sane(t time.Time) bool { return t.Year() >= 1980 && t.Year() < 2200 }

// plainDate takes away what stands around a date: the day's name, commas, "at", "1st" for "1", remarks in brackets.
func plainDate(s string) string {
	s = remark.ReplaceAllString(s, " ")
	s = dayName.ReplaceAllString(s, " ")
	s = ordinal.ReplaceAllString(s, "$1")
	s = sept.ReplaceAllString(s, "Sep")
	s = gmtOff.ReplaceAllStringFunc(s, func(z string) string {
		p := gmtOff.FindStringSubmatch(z)
		h := p[1]
		if len(h) == 2 {
			h = h[:1] + "0" + h[1:]
		}
		return h + (p[2] + "00")[:2]
	})
	s = noon.ReplaceAllStringFunc(s, func(h string) string {
		p := noon.FindStringSubmatch(h)
		return p[1] + " " + strings.ToUpper(p[2]) + "M"
	})
	s = hourOnly.ReplaceAllString(s, "$1:$2 $3")
	s = strings.NewReplacer(",", " ", " at ", " ", " – ", " ", " - ", " ", " of ", " ").Replace(s)
	s = dotHour.ReplaceAllString(strings.Join(strings.Fields(s), " "), "$1 $2:$3")
	return strings.TrimSpace(zones.Replace(strings.Join(strings.Fields(s), " ") + " "))
}

// The clock in the United Kingdom, by the rule in force since 1996, so that no table of zones need be carried.
var (
	gmt = time.FixedZone("GMT", 0)
	bst = time.FixedZone("BST", 3600)
)

// summer says whether British Summer Time runs at t: from 1 in the morning UTC on the last Sunday of March to that of October.
func summer(t time.Time) bool {
	t = t.UTC()
	from, to := lastSunday(t.Year(), time.March), lastSunday(t.Year(), time.October)
	return !t.Before(from) && t.Before(to)
}

func lastSunday(year int, month time.Month) time.Time {
	d := time.Date(year, month, 31, 1, 0, 0, 0, time.UTC)
	return d.AddDate(0, 0, -int(d.Weekday()))
}

// ukTime gives the clock in the United Kingdom at t.
func ukTime(t time.Time) time.Time {
	if summer(t) {
		return t.In(bst)
	}
	return t.In(gmt)
}

// inUK takes the numbers of t as a clock in the United Kingdom.
func inUK(t time.Time) time.Time {
	u := time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, gmt)
	if summer(u.Add(-time.Hour)) {
		return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, bst)
	}
	return u
}

// String gives the moment as a judge reads it, "Monday 16 March 2026 at 17:31", on the clock in the United Kingdom. A zone that
// was said and differs is added. A date that could not be read is given in its own words.
func (m Moment) String() string {
	if m.At.IsZero() {
		return m.Said
	}
	uk := ukTime(m.At)
	if m.Day {
		return uk.Format("Monday 2 January 2006")
	}
	s := uk.Format("Monday 2 January 2006 at 15:04")
	_, said := m.At.Zone()
	if _, here := uk.Zone(); m.Zone && said != here && said != 0 {
		s += " (UK time; written as " + m.At.Format("15:04 -0700") + ")"
	}
	return s
}
