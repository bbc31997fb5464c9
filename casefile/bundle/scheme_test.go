package bundle

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"ehccasefile/casefile"
)

func TestEveryAppealHasAPlan(t *testing.T) {
	all, err := Schemes()
	if err != nil {
		t.Fatal(err)
	}
	var got []casefile.AppealType
	for _, s := range all {
		got = append(got, s.Appeal)
	}
	if want := append(casefile.AppealTypes(), ""); !slices.Equal(got, want) {
		t.Errorf("plans for %q, want %q", got, want)
	}
	for _, want := range []struct {
		plan                                  string
		evidence, core, plan150, working, age int
	}{
		{"refusal-to-assess", 75, 100, 0, 0, 3}, {"refusal-to-issue", 100, 100, 0, 0, 3}, {"contents", 100, 100, 150, 25, 3},
		{"placement", 75, 100, 150, 25, 3}, {"contents-and-placement", 100, 100, 150, 25, 3}, {"cease", 75, 100, 150, 25, 3},
		{"refusal-to-amend", 0, 100, 150, 25, 3}, {"refusal-to-reassess", 75, 100, 150, 25, 3}, {"extended", 75, 100, 150, 25, 3},
		{"discrimination", 200, 100, 0, 0, 3}, {"general", 0, 0, 0, 0, 0},
	} {
		s, err := SchemeOf(casefile.Bundle{Plan: want.plan}, casefile.Appeal{})
		if err != nil {
			t.Fatal(err)
		}
		for on, most := range map[string]int{"evidence": want.evidence, "core": want.core, "plan": want.plan150, "working-document": want.working, "report-age": want.age} {
			if r, _ := s.Limit(on); r.Most != most {
				t.Errorf("%s allows %d of %s, want %d", want.plan, r.Most, on, most)
			}
		}
		if want.plan != general {
			for on, most := range map[string]int{"report": 15, "summary": 2, "statement": 10} {
				if r, _ := s.Limit(on); r.Most != most || r.Grade != "S" || r.Checked.IsZero() || len(r.Read) == 0 {
					t.Errorf("%s: %+v", want.plan, r)
				}
			}
		}
	}
}

// What an appeal is sent with is as the sources have it: a mediation certificate for all but those about the school alone, and a plan where there
// is one. Where no source was read, nothing is asked for.
func TestEveryPlanSaysWhatItsAppealIsSentWith(t *testing.T) {
	decision, certificate, plan := casefile.DocumentDecisionLetter, casefile.DocumentMediationCertificate, casefile.DocumentFinalPlan
	want := map[string][]casefile.DocumentKind{
		"refusal-to-assess": {decision, certificate}, "refusal-to-issue": {decision, certificate}, "contents": {decision, certificate, plan},
		"placement": {decision, plan}, "contents-and-placement": {decision, certificate, plan}, "cease": {decision, certificate, plan},
		"refusal-to-amend": {decision, certificate, plan}, "refusal-to-reassess": {decision, certificate, plan}, "extended": {decision},
		"discrimination": nil, "general": nil,
	}
	all, err := Schemes()
	if err != nil || len(all) != len(want) {
		t.Fatal(len(all), err)
	}
	grades := map[casefile.DocumentKind]string{decision: "P", certificate: "S", plan: "P"}
	for _, s := range all {
		var got []casefile.DocumentKind
		for _, r := range s.Needs {
			got = append(got, r.Papers...)
			if r.Title == "" || r.Do == "" || r.Absent == "" || r.Source == "" || r.Grade != grades[r.Papers[0]] || r.Checked.IsZero() || len(r.Read) == 0 || r.On != "" {
				t.Errorf("%s: %+v", s.ID, r)
			}
		}
		if !slices.Equal(got, want[s.ID]) {
			t.Errorf("%s is sent with %q, want %q", s.ID, got, want[s.ID])
		}
	}
}

func TestEachKindOfPaperHasOnePlaceInAProduct(t *testing.T) {
	all, _ := Schemes()
	for _, s := range all {
		for _, p := range []Product{s.Evidence, s.Full} {
			for _, k := range casefile.DocumentKinds() {
				places := map[string]int{}
				for _, part := range p.Sections {
					if slices.Contains(part.Kinds, k) {
						places[part.From]++
					}
				}
				if places[""] > 1 || places[""]+places["council"] > 1 || places["council"] != places["family"] {
					t.Errorf("%s, %s: a %s has %v places", s.ID, p.Title, k, places)
				}
			}
			agreement := slices.ContainsFunc(p.Sections, func(p Part) bool { return slices.Contains(p.Kinds, casefile.DocumentMediationAgreement) })
			if agreement != (s.ID == general && p.Title == s.Full.Title) {
				t.Errorf("%s, %s: whether a mediation agreement goes in is %v", s.ID, p.Title, agreement)
			}
		}
	}
}

func TestTheFamilysOwnLimitsGoFirst(t *testing.T) {
	a := casefile.Appeal{Type: casefile.AppealPlacement, PageLimit: 40, Limits: []casefile.OwnLimit{{On: "core", Most: 120}, {On: "report-age", Most: 5}}}
	s, err := SchemeOf(casefile.Bundle{}, a)
	if err != nil || s.ID != "placement" {
		t.Fatal(s.ID, err)
	}
	for on, most := range map[string]int{"evidence": 40, "core": 120, "report-age": 5} {
		if r, _ := s.Limit(on); r.Most != most || r.Grade != "own" || r.Source != ownSource {
			t.Errorf("%s: %+v", on, r)
		}
	}
	if r, _ := s.Limit("plan"); r.Most != 150 || r.Grade != "S" {
		t.Errorf("a limit that no order changed: %+v", r)
	}
	if again, _ := SchemeOf(casefile.Bundle{}, casefile.Appeal{Type: casefile.AppealPlacement}); !slices.ContainsFunc(again.Limits, func(r Rule) bool { return r.On == "core" && r.Most == 100 }) {
		t.Error("one family’s limits came into another’s plan")
	}
	if _, err := SchemeOf(casefile.Bundle{Plan: "nonsense"}, a); err == nil {
		t.Error("an unknown plan was found")
	}
}

func TestPlansAreReadStrictly(t *testing.T) {
	for name, change := range map[string]struct{ file, old, new string }{
		"unknown key":            {"cease.toml", "title ", "tilte "},
		"unknown kind":           {"shared/sections.toml", `"statement"`, `"poem"`},
		"unknown section":        {"cease.toml", `"statements"`, `"poems"`},
		"unknown limit":          {"cease.toml", `"core-100"`, `"core-1000"`},
		"two limits on one":      {"cease.toml", `"core-100"`, `"core-100", "evidence-100"`},
		"a rule that is none":    {"cease.toml", `"core-100"`, `"dots"`},
		"unknown appeal":         {"cease.toml", `appeal    = "cease"`, `appeal    = "seize"`},
		"unknown numbering":      {"cease.toml", `"continuous"`, `"roman"`},
		"unknown source":         {"shared/rules.toml", `source = "courts"`, `source = "hearsay"`},
		"a source without grade": {"shared/rules.toml", `grade = "S"`, `grade = ""`},
		"nothing was read":       {"shared/rules.toml", `read  = ["https://schoolsweek.co.uk/schools-could-face-send-tribunal-penalties"]`, `read  = []`},
		"never checked":          {"shared/rules.toml", "checked = 2026-11-22\n", ""},
		"no advice":              {"shared/rules.toml", `do = "Leave one of them out."`, ``},
		"an id twice":            {"shared/rules.toml", `id = "dots"`, `id = "small"`},
		"counts as nothing":      {"shared/sections.toml", `counts = "core"`, `counts = "bore"`},
		"not TOML":               {"general.toml", "[full]", "[full"},
		"unknown need":           {"cease.toml", `"needs-plan"`, `"needs-luck"`},
		"a need twice":           {"cease.toml", `"needs-plan"`, `"needs-decision"`},
		"a need that is none":    {"cease.toml", `"needs-plan"`, `"core-100"`},
		"a need of no appeal":    {"general.toml", "[evidence]", "needs = [\"needs-plan\"]\n[evidence]"},
		"need of no such paper":  {"shared/rules.toml", `papers = ["final-plan"]`, `papers = ["poem"]`},
		"need of nothing":        {"shared/rules.toml", `papers = ["final-plan"]`, ``},
		"absent and no advice":   {"shared/rules.toml", "absent = \"Where", "ask = \"Where"},
	} {
		files := fstest.MapFS{}
		sub, _ := fs.Sub(embedded, "plans")
		fs.WalkDir(sub, ".", func(name string, d fs.DirEntry, err error) error {
			if !d.IsDir() {
				data, _ := fs.ReadFile(sub, name)
				files[name] = &fstest.MapFile{Data: data}
			}
			return err
		})
		if _, err := readSchemes(files); err != nil {
			t.Fatal(err)
		}
		was := string(files[change.file].Data)
		files[change.file].Data = []byte(strings.Replace(was, change.old, change.new, 1))
		if string(files[change.file].Data) == was {
			t.Fatalf("%s: nothing was changed", name)
		}
		_, err := readSchemes(files)
		if err == nil || !strings.Contains(err.Error(), strings.TrimPrefix(change.file, "shared/")) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
