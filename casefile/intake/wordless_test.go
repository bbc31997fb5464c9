package intake

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

const letterText = "Dear Ms Adeyemi-Hart,\nThank you for your letter. We have decided that it is not necessary for special educational provision to be made.\n" +
	"You have the right to appeal to the First-tier Tribunal within two months of the date of this letter.\nYours sincerely,\n"

// each makes a paper of n pages.
func each(n int, pictures float64, say func(i int) string) []PageLook {
	var out []PageLook
	for i := range n {
		out = append(out, PageLook{Text: say(i), Pictures: pictures})
	}
	return out
}

func TestWhichPagesNeedReading(t *testing.T) {
	all := func(n int) []int {
		var out []int
		for i := range n {
			out = append(out, i)
		}
		return out
	}
	number := func(i int) string { return fmt.Sprintf("Page %d of 12", i+1) }
	for name, c := range map[string]struct {
		pages []PageLook
		want  []int
	}{
		"nothing":             {nil, nil},
		"a typed letter":      {each(3, 0, func(i int) string { return letterText + fmt.Sprint(i) }), nil},
		"share unknown":       {each(3, -1, func(i int) string { return letterText + fmt.Sprint(i) }), nil},
		"a scan":              {each(2, 1, func(int) string { return "" }), all(2)},
		"a scan, unknown":     {each(2, -1, func(int) string { return "" }), all(2)},
		"numbered":            {each(12, 1, number), all(12)},
		"one page numbered":   {each(1, 1, number), all(1)},
		"numbered, unknown":   {each(1, -1, number), all(1)},
		"our own numbers":     {each(2, 1, func(i int) string { return fmt.Sprint(214 + i) }), all(2)},
		"bundle numbers":      {each(2, .99, func(i int) string { return fmt.Sprintf("B%d\n", 17+i) }), all(2)},
		"received":            {each(1, .98, func(int) string { return "Received 4 Mar 2026" }), all(1)},
		"received, two lines": {each(1, .98, func(int) string { return "RECEIVED\n04 MAR 2026\nSEND Team" }), all(1)},
		"fax line":            {each(1, 1, func(int) string { return "04/03/2026 14:22 01632 960482 WESTMERE COUNTY COUNCIL PAGE 02/05" }), all(1)},
		"fax line, every page": {each(5, 1, func(i int) string {
			return fmt.Sprintf("From: Westmere SEND Casework Team and Resolution Service, Civic House, Station Road  Mar 4 14:2%d  %d/5", i, i)
		}), all(5)},
		"long stamp, each page": {each(4, 1, func(i int) string {
			return strings.Repeat("Westmere County Council legal services disclosure bundle ", 4) + fmt.Sprint(i)
		}), all(4)},
		"scanned with":           {each(1, 1, func(int) string { return "Scanned with CamPaper" }), all(1)},
		"read before":            {each(3, 1, func(i int) string { return strings.Repeat(letterText, 1+i) }), nil},
		"read before, one page":  {each(1, 1, func(int) string { return letterText }), nil},
		"an empty back":          {[]PageLook{{letterText, 0}, {"", 0}}, nil},
		"a scan among pages":     {[]PageLook{{letterText, 0}, {"Page 2", 1}, {letterText, .1}}, []int{1}},
		"a letter with a logo":   {[]PageLook{{"See over.", .02}}, nil},
		"a photo with a caption": {[]PageLook{{"Photo 3: the classroom door", .6}}, []int{0}},
		"a form":                 {each(4, .1, func(i int) string { return letterText }), all(4)[:0]},
	} {
		got := NeedsReading(c.pages)
		if len(got)+len(c.want) > 0 && !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

func FuzzNeedsReading(f *testing.F) {
	f.Add(letterText, 3, 0.5)
	f.Add("Page 1 of 2\nReceived 4 Mar 2026", 1, 1.0)
	f.Fuzz(func(t *testing.T, text string, n int, share float64) {
		n = max(0, min(n, 20))
		for _, i := range NeedsReading(each(n, share, func(i int) string { return text + fmt.Sprint(i) })) {
			if i < 0 || i >= n {
				t.Errorf("page %d of %d", i, n)
			}
		}
	})
}
