package guess

import "testing"

func TestDated(t *testing.T) {
	for title, want := range map[string][2]string{
		"Report of Dr Rahman (14 May 2026)":          {"2026-05-14", "Report of Dr Rahman"},
		"Letter to the council dated 3rd March 2026": {"2026-03-03", "Letter to the council"},
		"2026-03-16 School report":                   {"2026-03-16", "School report"},
		"School report – 16/03/26":                   {"2026-03-16", "School report"},
		"Draft plan 12.11.2025 with the notes":       {"2025-11-12", "Draft plan with the notes"},
		"EHC plan, May 2026":                         {"", "EHC plan, May 2026"},
		"Statement of the mother":                    {"", "Statement of the mother"},
		"31 February 2026 letter":                    {"", "31 February 2026 letter"},
	} {
		on, rest := Dated(title)
		got := ""
		if !on.IsZero() {
			got = on.String()
		}
		if got != want[0] || rest != want[1] {
			t.Errorf("%q: %q %q, want %q", title, got, rest, want)
		}
	}
}
