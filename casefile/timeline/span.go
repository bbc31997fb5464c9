package timeline

import (
	"strconv"
	"time"

	"ehccasefile/deadlines"
)

// Span is the time that a picture shows, both days included.
type Span struct{ From, To deadlines.Date }

// Zoom is how much time is shown.
type Zoom int

// The zooms, from near to far.
const (
	Month Zoom = iota
	Quarter
	Year
	Whole // from the first point to the last
)

// lengths are the days that a zoom shows, and how many of them lie before the day it was opened at.
var lengths = map[Zoom][2]int{Month: {35, 21}, Quarter: {92, 62}, Year: {366, 200}}

// Around gives the span of a zoom around a day, with more room for what was than for what comes. For Whole it gives a year.
func Around(z Zoom, day deadlines.Date) Span {
	l, ok := lengths[z]
	if !ok {
		l = lengths[Year]
	}
	from := day.AddDays(-l[1])
	return Span{from, from.AddDays(l[0] - 1)}
}

// All gives the span that holds every point and band, and today, with a little air.
func All(moments []Moment, bands []Band, today deadlines.Date) Span {
	s := Span{today, today}
	for _, m := range moments {
		s = s.with(m.On)
	}
	for _, b := range bands {
		s = s.with(b.From).with(b.End())
	}
	air := max(3, s.Days()/25)
	return Span{s.From.AddDays(-air), s.To.AddDays(air)}
}

func (s Span) with(d deadlines.Date) Span {
	if d.Before(s.From) {
		s.From = d
	}
	if d.After(s.To) {
		s.To = d
	}
	return s
}

// Days is how many days it is long.
func (s Span) Days() int { return s.From.DaysTo(s.To) + 1 }

// Shift moves it by so many halves of itself, back where by is below zero.
func (s Span) Shift(by int) Span {
	days := s.Days() / 2 * by
	return Span{s.From.AddDays(days), s.To.AddDays(days)}
}

// Holds tells whether a day lies in it.
func (s Span) Holds(d deadlines.Date) bool { return !d.Before(s.From) && !d.After(s.To) }

// At gives where a day stands in it: 0 at its first day, 1 at its last, beyond these outside.
func (s Span) At(d deadlines.Date) float64 {
	return float64(s.From.DaysTo(d)) / float64(max(1, s.Days()-1))
}

// Tick is a line of the scale.
type Tick struct {
	On    deadlines.Date
	Words string
}

// Ticks gives the scale of a span: by weeks, months or years, as many as leave each the share least of its width.
func (s Span) Ticks(least float64) []Tick {
	days := least * float64(s.Days())
	var out []Tick
	if days <= 14 {
		step := 7
		if days > 7 {
			step = 14
		}
		first := s.From.AddDays((8 - int(s.From.Weekday())) % 7) // a Monday
		for d := first; !d.After(s.To); d = d.AddDays(step) {
			out = append(out, Tick{d, strconv.Itoa(d.Day) + " " + d.Month.String()[:3]})
		}
		return out
	}
	step := 12 * int(1+days/365)
	for _, n := range []int{1, 3, 6, 12} {
		if days <= float64(n)*30.5 {
			step = n
			break
		}
	}
	months := (s.From.Year*12+int(s.From.Month)-1)/step*step + step
	if s.From.Day == 1 && (s.From.Year*12+int(s.From.Month)-1)%step == 0 {
		months -= step
	}
	for ; ; months += step {
		d := deadlines.On(months/12, time.Month(months%12+1), 1)
		if d.After(s.To) {
			return out
		}
		out = append(out, Tick{d, tickWords(d, step)})
	}
}

// tickWords names a month, with its year where a year begins or months are left out, or a year.
func tickWords(d deadlines.Date, step int) string {
	switch year := strconv.Itoa(d.Year); {
	case step >= 12:
		return year
	case step > 1 || d.Month == time.January:
		return d.Month.String()[:3] + " " + year
	}
	return d.Month.String()[:3]
}
