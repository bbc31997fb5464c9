package guess

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestProposedTitles(t *testing.T) {
	for name, want := range map[string]string{
		"EP_report%20v2.pdf":        "EP report v2",
		"letter.from.council.PDF":   "Letter.from.council",
		"Scan 2026-03-01.jpeg":      "Scan 2026-03-01",
		"IMG_1234.JPG":              "IMG 1234",
		"été.txt":                   "Été",
		".pdf":                      "Pdf",
		"":                          "Paper without a name",
		"   ":                       "Paper without a name",
		"no ending":                 "No ending",
		"Mr. Smith":                 "Mr. Smith",
		"abc\u202efdp.exe":          "Abcfdp",
		"line\nbreak.pdf":           "Line break",
		`C:\papers\ltr.pdf`:         "C: papers ltr",
		"\xff\xfe.pdf":              "Pdf",
		strings.Repeat("long ", 50): strings.TrimSpace(strings.Repeat("Long ", 1)+strings.Repeat("long ", 23)[:114]) + "…",
	} {
		got := TitleOf(name)
		if got != want {
			t.Errorf("%q: %q, want %q", name, got, want)
		}
		if utf8.RuneCountInString(got) > longestTitle {
			t.Errorf("%q: %d characters", name, utf8.RuneCountInString(got))
		}
	}
}

func FuzzTitle(f *testing.F) {
	f.Add("EP_report%20v2.pdf")
	f.Fuzz(func(t *testing.T, name string) {
		if s := TitleOf(name); strings.TrimSpace(s) == "" || !utf8.ValidString(s) || utf8.RuneCountInString(s) > longestTitle {
			t.Errorf("%q gives %q", name, s)
		}
	})
}
