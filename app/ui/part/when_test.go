package part

import (
	"strings"
	"testing"

	"ehccasefile/deadlines"
)

func TestParseWhen(t *testing.T) {
	for typed, want := range map[string]string{
		"":                         "",
		"  ":                       "",
		"today":                    "2026-11-22",
		"Yesterday":                "2026-11-21",
		"tomorrow":                 "2026-11-23",
		"the day before yesterday": "2026-11-20",
		"last Tuesday":             "2026-11-17",
		"Tuesday":                  "2026-11-17",
		"tues":                     "2026-11-17",
		"last sunday":              "2026-11-15",
		"next Sunday":              "2026-11-29",
		"next tuesday":             "2026-11-24",
		"this friday":              "2026-11-20",
		"3 days ago":               "2026-11-19",
		"a week ago":               "2026-11-15",
		"two weeks ago":            "2026-11-08",
		"in 3 weeks":               "2026-12-13",
		"in a month":               "2026-12-22",
		"last week":                "2026-11-15",
		"next month":               "2026-12-22",
		"5/1/27":                   "2027-01-05",
		"05/01/2027":               "2027-01-05",
		"5.1.27":                   "2027-01-05",
		"5-1-2027":                 "2027-01-05",
		"5 1 27":                   "2027-01-05",
		"2026-03-16":               "2026-03-16",
		"2026/3/16":                "2026-03-16",
		"16 March 2026":            "2026-03-16",
		"16th of March, 2026":      "2026-03-16",
		"March 16 2026":            "2026-03-16",
		"2026 March 16":            "2026-03-16",
		"Monday 16 March 2026":     "2026-03-16",
		"16mar26":                  "2026-03-16",
		"1st sept 2025":            "2025-09-01",
		"5 Jan":                    "2027-01-05", // six weeks ahead is nearer than ten months ago
		"5/1":                      "2027-01-05",
		"1 Nov":                    "2026-11-01",
		"30 nov":                   "2026-11-30",
		"1 September":              "2026-09-01",
		"29 Feb 2028":              "2028-02-29",
	} {
		got, err := ParseWhen(typed, sunday)
		if err != nil || got.String() != want {
			t.Errorf("%q gives %q, %v; want %q", typed, got, err, want)
		}
	}
}

func TestParseWhenSaysWhy(t *testing.T) {
	for typed, want := range map[string]string{
		"31 April 2026":         "April has 30 days",
		"30/2/27":               "February has 28 days",
		"16/13/2026":            "no month 13",
		"Tuesday 16 March 2026": "is a Monday, not a Tuesday",
		"29 Feb":                "no 29 February in 2026",
		"0/1/27":                "There is no 0 January",
		"5 Jan 202":             "cannot be right",
		"soon":                  "not understood",
		"5":                     "not understood",
		"1/2/3/4":               "not understood",
		"99999999999999999999":  "not understood",
	} {
		got, err := ParseWhen(typed, sunday)
		if err == nil {
			t.Errorf("%q gives %q, and should give none", typed, got)
			continue
		}
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q says %q; want it to say %q", typed, err, want)
		}
	}
}

// Whatever the field writes for a day it reads back as that day.
func TestEveryDayIsReadBack(t *testing.T) {
	for d := deadlines.On(2019, 1, 1); d.Year < 2032; d = d.AddDays(1) {
		for _, words := range []string{plain(d), d.Long(), d.Short(), d.String()} {
			got, err := ParseWhen(words, sunday)
			if err != nil || got != d {
				t.Fatalf("%q gives %v, %v", words, got, err)
			}
		}
	}
}

func FuzzParseWhen(f *testing.F) {
	for _, s := range []string{"5 Jan", "last Tuesday", "2026-03-16", "31 April", "९/९"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseWhen(s, sunday)
		if err != nil && !d.IsZero() {
			t.Errorf("%q gives both %v and %v", s, d, err)
		}
		if !d.IsZero() && deadlines.On(d.Year, d.Month, d.Day) != d {
			t.Errorf("%q gives a day that does not exist: %+v", s, d)
		}
	})
}
