package deadlines

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestNonsenseFacts: each is refused, by a sentence that names the fact and the thing.
func TestNonsenseFacts(t *testing.T) {
	pack := load(t)
	good, asked := Fact{ID: "d", Kind: "decision-sent", On: On(2026, 2, 2)}, Fact{ID: "r", Kind: "request-received", On: On(2026, 1, 5)}
	for name, x := range map[string]struct {
		fact Fact
		says string
	}{
		"unknown kind":           {Fact{Kind: "decision-snet", On: On(2026, 2, 2)}, `decision-snet 2026-02-02: there is no kind of fact called "decision-snet"`},
		"no day":                 {Fact{Kind: "decision-sent"}, "decision-sent: it has no day"},
		"1890":                   {Fact{Kind: "decision-sent", On: On(1890, 2, 2)}, "1890-02-02 cannot be its day"},
		"31 February":            {Fact{Kind: "decision-sent", On: Date{2026, 2, 31}}, "cannot be its day"},
		"printed in 1890":        {Fact{Kind: "decision-sent", On: On(2026, 2, 2), Dated: On(1890, 1, 1)}, "1890-01-01 cannot be its day"},
		"of nothing":             {Fact{Kind: "certificate-issued", On: On(2026, 3, 2), Of: "x"}, `it belongs to "x", which is not among the facts`},
		"of itself":              {Fact{ID: "c", Kind: "certificate-issued", On: On(2026, 3, 2), Of: "c"}, "it belongs to itself"},
		"about no rule":          {Fact{Kind: "day-directed", On: On(2026, 3, 2)}, "it does not say which rule the day was set for"},
		"about an unknown rule":  {Fact{Kind: "day-directed", On: On(2026, 3, 2), Against: "nothing"}, `there is no rule called "nothing"`},
		"the council's own time": {Fact{Kind: "day-directed", On: On(2026, 3, 2), Against: "assess-decision"}, `"assess-decision" is not a time the Tribunal sets`},
		"no such exception":      {Fact{Kind: "claim-school-closed", On: On(2026, 3, 2), Against: "advice-return"}, `the law of "advice-return" has no such exception`},
		"of a wrong kind":        {Fact{Kind: "certificate-issued", On: On(2026, 3, 2), Of: "r"}, `it cannot belong to a fact of the kind "request-received"`},
		"a name given twice":     {Fact{ID: "d", Kind: "final-plan-sent", On: On(2026, 3, 2)}, `another fact has the same name, "d"`},
		"sent in no way":         {Fact{Kind: "request-received", Sent: Sending{On: On(2026, 3, 2)}}, "it does not say how it was sent"},
		"sent when":              {Fact{Kind: "request-received", Sent: Sending{How: Email}}, "it does not say when it was sent"},
		"by pigeon":              {Fact{Kind: "request-received", Sent: Sending{On: On(2026, 3, 2), How: "pigeon"}}, `"pigeon" is no way to send`},
		"sent on no day":         {Fact{Kind: "request-received", On: On(2026, 3, 2), Sent: Sending{How: Email}}, "it does not say when it was sent"},
		"sent at 25:00":          {Fact{Kind: "request-received", Sent: Sending{On: On(2026, 3, 2), How: Email, At: "25:00"}}, `"25:00" is not a time of day like 17:30`},
		"there before it went":   {Fact{Kind: "request-received", On: On(2026, 3, 1), Sent: Sending{On: On(2026, 3, 2), How: Email}}, "it cannot arrive on 2026-03-01, before it was sent on 2026-03-02"},
		"a letter without a day": {Fact{Kind: "decision-sent", Sent: Sending{On: On(2026, 3, 2), How: Email}}, "it has no day"},
	} {
		t.Run(name, func(t *testing.T) {
			err := pack.Check([]Fact{good, asked, x.fact})
			if err == nil || !strings.Contains(err.Error(), x.says) {
				t.Errorf("it says %v, want %q", err, x.says)
			}
			if err != nil && strings.Contains(err.Error(), good.name()+":") && x.fact.Kind != good.Kind {
				t.Errorf("the good fact is named too: %v", err)
			}
			pack.Work([]Fact{good, x.fact}, On(2026, 4, 1)) // and it must not fall over
		})
	}
	if err := pack.Check([]Fact{good, {Kind: "request-received", Sent: Sending{On: On(2026, 3, 2), How: FirstClass, At: "09:00"}}}); err != nil {
		t.Errorf("good facts are refused: %v", err)
	}
}

// TestAnotherPackFromAFolder: next year's law is a folder of files, taken by the same program, and checked as strictly as its own.
func TestAnotherPackFromAFolder(t *testing.T) {
	dir := t.TempDir()
	files, err := fs.Glob(Files(), "*.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		b, err := fs.ReadFile(Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		text := string(b)
		if name == "assessment.toml" { // as if an Act cut the six weeks to four for requests from 2028
			i := strings.Index(text, "[[rule]]\nid      = \"assess-decision\"")
			end := i + strings.Index(text[i+1:], "\n[[rule]]") + 1
			old := text[i:end]
			changed := strings.NewReplacer("in_force = 2014-09-01", "in_force = 2028-01-01", "6 weeks of", "4 weeks of").Replace(old)
			text = text[:i] + strings.Replace(old, "in_force = 2014-09-01", "in_force = 2014-09-01\nuntil = 2028-01-01", 1) + "\n" + changed + text[end:]
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	pack, err := LoadFS(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	for from, want := range map[Date]Date{On(2027, time.December, 31): On(2028, time.February, 11), On(2028, time.January, 1): On(2028, time.January, 29)} {
		d := first(t, pack.Work([]Fact{{Kind: "request-received", On: from}}, from), "assess-decision")
		if d.Due != want {
			t.Errorf("a request of %s is to be decided by %s, want %s", from.Long(), d.Due.Long(), want.Long())
		}
	}
	spoilt := filepath.Join(dir, "mediation.toml")
	b, err := os.ReadFile(spoilt)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(spoilt, []byte(strings.Replace(string(b), "missed  =", "misssed =", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := LoadFS(os.DirFS(dir)); err == nil || !strings.Contains(err.Error(), "mediation.toml:") || !strings.Contains(err.Error(), `unknown key "rule.misssed"`) {
		t.Errorf("a misspelt key: %v", err)
	}
}
