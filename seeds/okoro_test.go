package seeds_test

import (
	"io/fs"
	"strings"
	"testing"

	"ehccasefile/seeds"
)

// okoro opens the first family, whose story these tests hold to.
func okoro(t *testing.T) fs.FS {
	t.Helper()
	family, err := seeds.Open("okoro")
	if err != nil {
		t.Fatal(err)
	}
	return family
}

func TestOkoroLogSpansFourYears(t *testing.T) {
	entries := records(t, okoro(t), "entries")
	if len(entries) < 90 {
		t.Errorf("%d entries, want at least 90", len(entries))
	}
	years, kinds := map[string]int{}, map[string]int{}
	for _, e := range entries {
		years[e.text("on")[:4]]++
		kinds[e.text("kind")]++
		if e.text("on") > "2026-11-22" {
			t.Errorf("an entry of %s lies after the day the family is shown on", e.text("on"))
		}
	}
	for _, year := range []string{"2022", "2023", "2024", "2025", "2026"} {
		if years[year] < 5 {
			t.Errorf("%d entries in %s, want some in every year", years[year], year)
		}
	}
	for _, kind := range []string{"call", "e-mail", "letter", "meeting", "note"} {
		if kinds[kind] < 5 {
			t.Errorf("%d entries of kind %s, want several", kinds[kind], kind)
		}
	}
}

func TestOkoroPromises(t *testing.T) {
	var late, waiting, keptLate []string
	for _, e := range records(t, okoro(t), "entries") {
		by, kept := e.text("promised_by"), e.text("promise_kept")
		switch {
		case by == "":
		case kept == "" && by < "2026-11-22":
			late = append(late, e.text("with")+": "+e.text("promised"))
		case kept == "":
			waiting = append(waiting, e.text("with"))
		case kept > by:
			keptLate = append(keptLate, e.text("with"))
		}
	}
	if len(late) != 1 || !strings.HasPrefix(late[0], "Ms Okafor") {
		t.Errorf("promises past their day: %q, want only Ms Okafor's", late)
	}
	if len(waiting) != 1 || len(keptLate) < 4 {
		t.Errorf("promises waiting %q, kept late %q; want one and several", waiting, keptLate)
	}
}

func TestOkoroPapers(t *testing.T) {
	documents := records(t, okoro(t), "documents")
	if len(documents) < 25 {
		t.Errorf("%d documents, want at least 25", len(documents))
	}
	kinds, types := map[string]int{}, map[string]int{}
	held, unread := 0, 0
	for _, d := range documents {
		kinds[d.text("kind")]++
		types[d.text("type")]++
		if d.text("privilege") == "without-prejudice" {
			held++
		}
		if d["searchable"] == nil && d.text("type") == "pdf" {
			unread++
		}
	}
	for _, kind := range []string{"decision-letter", "draft-plan", "final-plan", "amendment-notice", "mediation-certificate", "report",
		"school-report", "medical-report", "letter", "e-mail", "statement", "photo", "note", "form"} {
		if kinds[kind] == 0 {
			t.Errorf("no document of kind %s", kind)
		}
	}
	for _, typ := range []string{"pdf", "jpeg", "png", "text"} {
		if types[typ] == 0 {
			t.Errorf("no document of type %s", typ)
		}
	}
	if held != 1 || unread != 2 {
		t.Errorf("%d held back and %d PDFs without words, want 1 (mediation) and 2 (a scan, one with a password)", held, unread)
	}
}

func TestOkoroBundle(t *testing.T) {
	family := okoro(t)
	byID := map[string]record{}
	for _, d := range records(t, family, "documents") {
		byID[d.text("id")] = d
	}
	bundles := records(t, family, "bundles")
	if len(bundles) != 1 {
		t.Fatalf("%d bundles, want one", len(bundles))
	}
	pages, names := 0, map[string]bool{}
	for _, s := range bundles[0]["sections"].([]any) {
		last := ""
		for _, id := range record(s.(map[string]any)).ids("documents") {
			d := byID[id]
			pages += int(d["pages"].(float64))
			names[d.text("name")] = true
			if d.text("privilege") != "open" || d.text("child") != bundles[0].text("child") {
				t.Errorf("%s must not be in the bundle", d.text("name"))
			}
			if d.text("on") < last {
				t.Errorf("%s stands after a later paper of its section", d.text("name"))
			}
			last = d.text("on")
		}
	}
	if pages < 40 || pages > 60 {
		t.Errorf("%d pages, want 40 to 60 of the 75 allowed", pages)
	}
	for _, name := range []string{"Provision map 25-26 MO.pdf", "Print_210726_1512.pdf", "Scan_20260318.pdf", "IMG_2043.JPG", "RE Outreach.txt"} {
		if !names[name] {
			t.Errorf("%s is not in the bundle", name)
		}
	}
}
