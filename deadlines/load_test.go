package deadlines

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// A small pack that loads, to be spoilt in one place at a time.
const (
	goodFacts = `
[[fact]]
id = "asked"
group = "Asking"
title = "It was asked"
question = "When was it asked?"
help = "The day it arrived."
who = "parent"

[[fact]]
id = "answered"
title = "It was answered"
question = "When was it answered?"
help = "The day it was sent."
who = "council"
of = ["asked"]
`
	goodRule = `
[[rule]]
id = "answer"
title = "An answer"
who = "council"
force = "law"
law = "It must be answered."
cite = "An Act, s 1"
url = "https://example.org/"
grade = "V1"
checked = 2026-11-22
clock = [{ from = "asked", count = "6 weeks after" }]
met = ["answered"]
before = "Wait."
missed = "Ask."
letter = "chase"
`
	goodHolidays = `
source = "a list"
licence = "a licence"
from = 2026-01-01
to = 2026-12-31
[day]
2026-12-25 = ["Christmas Day", "Christmas Day", "Christmas Day"]
`
)

const (
	goodExceptions = `
[[exception]]
id = "claim-absence"
title = "the family was away"
show = "The days they were away."
ask = "The days, and how they delayed it."
help = "The day of the letter."
`
	goodLetters = `
[[letter]]
id = "chase"
title = "A reminder"
`
)

// packOf makes the files of a pack.
func packOf(facts, rule, holidays string) fstest.MapFS {
	return fstest.MapFS{
		"facts.toml":         {Data: []byte(facts)},
		"a.toml":             {Data: []byte(rule)},
		"bank-holidays.toml": {Data: []byte(holidays)},
		"exceptions.toml":    {Data: []byte(goodExceptions)},
		"letters.toml":       {Data: []byte(goodLetters)},
	}
}

func TestASmallPackLoads(t *testing.T) {
	p, err := LoadFS(packOf(goodFacts, goodRule, goodHolidays))
	if err != nil {
		t.Fatal(err)
	}
	got := p.Work([]Fact{{Kind: "asked", On: On(2026, 3, 2)}}, On(2026, 3, 3))
	if len(got) != 1 || got[0].Due != On(2026, 4, 13) {
		t.Errorf("it works out %v", got)
	}
}

// nonsense spoils the small pack in one place each: in which file, what by what, and what the error must say.
var nonsense = []struct{ name, file, old, new, says string }{
	{"unknown key", "rule", `who = "council"`, "who = \"council\"\nwhom = 1", `a.toml:6: unknown key "rule.whom"`},
	{"unknown key of a clock", "rule", `from = "asked",`, `from = "asked", till = 1,`, `a.toml:12: unknown key "rule.till"`},
	{"unknown fact in a clock", "rule", `from = "asked"`, `from = "requested"`, `a.toml:2: rule "answer": clock names the unknown fact "requested"`},
	{"unknown fact in met", "rule", `met = ["answered"]`, `met = ["replied"]`, `met names the unknown fact "replied"`},
	{"unknown fact after of", "rule", `met = ["answered"]`, `met = ["answered of nothing"]`, `met names the unknown fact "nothing"`},
	{"empty fact", "rule", `met = ["answered"]`, `met = [""]`, `met names the unknown fact ""`},
	{"bad count", "rule", `6 weeks after`, `6 week after`, `count "6 week after"`},
	{"no count", "rule", `, count = "6 weeks after"`, ``, `count ""`},
	{"no clock", "rule", `clock = [{ from = "asked", count = "6 weeks after" }]`, ``, `has no clock`},
	{"clock from nothing", "rule", `from = "asked",`, ``, `starts from nothing`},
	{"counts from itself", "rule", `from = "asked"`, `from = "=answer"`, `rule "answer" counts from itself`},
	{"counts from an unknown rule", "rule", `from = "asked"`, `from = "=nothing"`, `unknown rule "nothing"`},
	{"two clocks and no take", "rule", `weeks after" }]`, `weeks after" }, { from = "answered", count = "1 day after" }]`, `does not say which to take`},
	{"mixed clocks", "rule", `clock = [`, "take = \"later\"\nclock = [{ from = \"=answer\", count = \"1 day after\" }, ", `with some clocks only`},
	{"no title", "rule", `title = "An answer"`, ``, `has no title`},
	{"no law", "rule", `law = "It must be answered."`, ``, `has no law`},
	{"bad id", "rule", `id = "answer"`, `id = "Answer me"`, `the id is not made of small letters`},
	{"bad grade", "rule", `grade = "V1"`, `grade = "sure"`, `grade is "sure"`},
	{"bad who", "rule", `who = "council"`, `who = "cuoncil"`, `who is "cuoncil"`},
	{"bad force", "rule", `force = "law"`, `force = "rule"`, `force is "rule"`},
	{"bad landing", "rule", `force = "law"`, "force = \"law\"\nlands = \"monday\"", `lands is "monday"`},
	{"unpaused without a pause", "rule", `force = "law"`, "force = \"law\"\nunpaused = [\"asked\"]", `unpaused goes with pauses`},
	{"closed by an unknown fact", "facts", `of = ["asked"]`, "of = [\"asked\"]\nclosed_by = [\"nothing\"]", `the unknown fact "nothing"`},
	{"bad pause", "rule", `force = "law"`, "force = \"law\"\npauses = \"august\"", `pauses is "august"`},
	{"bad calendar", "rule", `force = "law"`, "force = \"law\"\ncalendar = \"wales\"", `calendar is "wales"`},
	{"bad lapse", "rule", `force = "law"`, "force = \"law\"\nlapses = \"2 weeks before\"", `lapses is "2 weeks before"`},
	{"bad lead", "rule", `force = "law"`, "force = \"law\"\nlead = \"2 weeks after\"", `lead is "2 weeks after", which is not a plain time like "12 months before"`},
	{"usual without a warning", "rule", `weeks after" }]`, `weeks after", usual = "4 months after" }]`, `usual and unusual go together`},
	{"hour without its law", "rule", `force = "law"`, "force = \"law\"\nhour = \"5pm\"", `hour and hour_note go together`},
	{"other without why", "rule", `force = "law"`, "force = \"law\"\nother = [{ count = \"1 day after\" }]", `gives no reason`},
	{"no letter", "rule", `letter = "chase"`, ``, `rule "answer": names no letter`},
	{"unknown letter", "rule", `letter = "chase"`, `letter = "chess"`, `letter is "chess", which letters.toml does not have`},
	{"unknown exception", "rule", `letter = "chase"`, "letter = \"none\"\nexceptions = [\"claim-nothing\"]", `exceptions names "claim-nothing", which exceptions.toml does not have`},
	{"unknown anchor", "rule", `letter = "chase"`, "letter = \"none\"\nanchor = [\"nothing\"]", `anchored to the unknown rule "nothing"`},
	{"directed without a fact", "rule", `letter = "chase"`, "letter = \"none\"\ndirected = true", `has no fact "day-directed"`},
	{"reminders that grow", "rule", `letter = "chase"`, "letter = \"none\"\nremind = [1, 7]", `remind is not a list of days that grows smaller`},
	{"bad url", "rule", `https://example.org/`, `example`, `is not a web address`},
	{"not checked", "rule", `checked = 2026-11-22`, ``, `does not say when its source was checked`},
	{"checked is no date", "rule", `checked = 2026-11-22`, `checked = "2026-11-22"`, `a.toml:`},
	{"checked has an hour", "rule", `checked = 2026-11-22`, `checked = 2026-11-22T10:00:00Z`, `is not a date like`},
	{"until before in force", "rule", `force = "law"`, "force = \"law\"\nin_force = 2026-01-01\nuntil = 2025-01-01", `before it begins`},
	{"not TOML", "rule", `[[rule]]`, `[[rule]`, `a.toml:2: is not TOML as it should be`},
	{"given twice", "rule", goodRule, goodRule + goodRule, `rule "answer" is given twice`},
	{"versions that overlap", "rule", goodRule, strings.Replace(goodRule, `force = "law"`, "force = \"law\"\nuntil = 2026-06-01", 1) +
		strings.Replace(goodRule, `force = "law"`, "force = \"law\"\nin_force = 2026-05-01", 1), `given twice for the same days`},

	{"fact twice", "facts", `id = "answered"`, `id = "asked"`, `facts.toml:10: fact "asked" is given twice`},
	{"fact without question", "facts", `question = "When was it asked?"`, ``, `fact "asked" has no question`},
	{"question without mark", "facts", `When was it asked?`, `When was it asked`, `does not end with a question mark`},
	{"fact of unknown", "facts", `of = ["asked"]`, `of = ["begged"]`, `belongs to the unknown fact "begged"`},
	{"fact said of unknown", "facts", `of = ["asked"]`, `said_of = ["begged"]`, `belongs to the unknown fact "begged"`},
	{"sentence without a date", "facts", `of = ["asked"]`, `says = "It was answered."`, `has no {date}`},
	{"unknown key of a fact", "facts", `of = ["asked"]`, `off = ["asked"]`, `facts.toml:16: unknown key "fact.off"`},

	{"no licence", "holidays", `licence = "a licence"`, ``, `no source or no licence`},
	{"no end", "holidays", `to = 2026-12-31`, ``, `which days it covers`},
	{"day that is none", "holidays", `2026-12-25 =`, `2026-02-30 =`, `a day that does not exist`},
	{"day outside", "holidays", `2026-12-25 =`, `2027-12-25 =`, `outside the days the list says it covers`},
	{"two names", "holidays", `, "Christmas Day"]`, `]`, `needs three names`},
	{"day twice", "holidays", `[day]`, "[day]\n2026-12-25 = [\"Christmas Day\", \"\", \"\"]", `bank-holidays.toml:`},
}

// TestNonsense: each fault is refused, and the error names the file, the line where it can, and the thing.
func TestNonsense(t *testing.T) {
	for _, x := range nonsense {
		t.Run(x.name, func(t *testing.T) {
			files := map[string]string{"facts": goodFacts, "rule": goodRule, "holidays": goodHolidays}
			spoilt := strings.Replace(files[x.file], x.old, x.new, 1)
			if spoilt == files[x.file] {
				t.Fatal("the test spoils nothing")
			}
			files[x.file] = spoilt
			p, err := LoadFS(packOf(files["facts"], files["rule"], files["holidays"]))
			if err == nil {
				t.Fatal("the pack was taken")
			}
			if p != nil {
				t.Error("a pack is given beside the error")
			}
			if !strings.Contains(err.Error(), x.says) {
				t.Errorf("the error does not say %q:\n%v", x.says, err)
			}
		})
	}
}

func TestAMissingFileIsNamed(t *testing.T) {
	for _, name := range []string{"facts.toml", "bank-holidays.toml"} {
		files := packOf(goodFacts, goodRule, goodHolidays)
		delete(files, name)
		if _, err := LoadFS(files); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: %v", name, err)
		}
	}
}

// TestAllFaultsAreTold: a person who mends a pack sees everything at once.
func TestAllFaultsAreTold(t *testing.T) {
	rule := strings.NewReplacer(`grade = "V1"`, `grade = "X"`, `6 weeks`, `6 moons`).Replace(goodRule)
	_, err := LoadFS(packOf(goodFacts, rule, strings.Replace(goodHolidays, `"a list"`, `""`, 1)))
	for _, want := range []string{`grade is "X"`, "6 moons", "no source"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not told: %v", want, err)
		}
	}
}

// TestCycle: two rules that count from each other.
func TestCycle(t *testing.T) {
	one := strings.Replace(goodRule, `from = "asked"`, `from = "=other"`, 1)
	two := strings.NewReplacer(`"answer"`, `"other"`, `from = "asked"`, `from = "=answer"`).Replace(goodRule)
	if _, err := LoadFS(packOf(goodFacts, one+two, goodHolidays)); err == nil || !strings.Contains(err.Error(), "counts from itself") {
		t.Errorf("two rules that count from each other: %v", err)
	}
}

// TestVersions: the day of the fact that starts a deadline picks the version, on each side of the change.
func TestVersions(t *testing.T) {
	old := strings.Replace(goodRule, `force = "law"`, "force = \"law\"\nin_force = 2020-01-01\nuntil = 2026-06-01", 1)
	new := strings.NewReplacer(`force = "law"`, "force = \"law\"\nin_force = 2026-06-01", "6 weeks", "4 weeks").Replace(goodRule)
	for _, both := range []string{old + new, new + old} {
		p, err := LoadFS(packOf(goodFacts, both, goodHolidays))
		if err != nil {
			t.Fatal(err)
		}
		for from, want := range map[string]string{"2026-05-31": "2026-07-12", "2026-06-01": "2026-06-29", "2020-01-01": "2020-02-12", "2019-12-31": ""} {
			got := p.Work([]Fact{{Kind: "asked", On: day(t, from)}}, day(t, from))
			if len(got) != 1 || got[0].Due.String() != want {
				t.Errorf("asked on %s: %v, want %s", from, got, want)
			}
			if want == "" && (got[0].Sure || !strings.Contains(steps(got[0]), "no date is given")) {
				t.Errorf("a day no version covers is not told of: %q", steps(got[0]))
			}
		}
		if r, _ := p.Rule("answer"); r.InForce != On(2026, 6, 1) {
			t.Errorf("Rule gives the version of %s", r.InForce)
		}
	}
}

// The facts and rules this program is to know; families' files and scripts hold on to these names.
var (
	namedFacts = strings.Fields(`request-received decision-sent certificate-issued draft-served final-plan-sent plan-made plan-reviewed review-meeting
		amendment-notice-sent amendment-notice-served reassessment-request-received reassess-agreed-sent appeal-received-by-la tribunal-decision-sent
		permission-refused-sent conduct sar-received foi-received mediation-wanted transfer-due transfer-due-post16 final-amended-sent appeal-lodged cease-decision-sent moved-area
		plan-transferred exclusion-began`)
	namedRules = strings.Fields(`assess-decision assess-notify-request advice-return no-plan-decision draft-plan draft-response school-consult final-plan
		school-admit review-annual review-u5 review-notice review-papers review-report review-decision amend-notice amend-response amend-final amend-refused
		amend-no-review phase-transfer phase-post16 phase-backsolve appeal-limit la-response med-contact med-arrange reassess-decision reassess-final costs
		setaside-pta ut-pta ddtd-claim sar foi move-transfer move-notify move-review icb-change reassess-advice cease-consult cease-hold med-cert-no med-health-tell
		med-late-cert med-cert-yes med-agreement-other med-icb-tell edu-record foi-school lgsco jr excl-governors excl-irp excl-dd`)
)

func TestNamesThatFilesHoldOnTo(t *testing.T) {
	pack := load(t)
	for _, id := range namedFacts {
		if k, ok := pack.Fact(id); !ok || k.ID != id {
			t.Errorf("there is no fact %s", id)
		}
	}
	for _, id := range namedRules {
		if r, ok := pack.Rule(id); !ok || r.ID != id {
			t.Errorf("there is no rule %s", id)
		}
	}
	if _, ok := pack.Fact("nothing"); ok {
		t.Error("there is a fact called nothing")
	}
	if _, ok := pack.Rule("nothing"); ok {
		t.Error("there is a rule called nothing")
	}
}

// TestEveryFactServes: each fact starts, meets or ends a rule.
func TestEveryFactServes(t *testing.T) {
	pack := load(t)
	serves := map[string]bool{}
	for _, r := range pack.Rules() {
		lists := [][]selector{r.met, r.ends, r.moot, r.unless}
		for _, c := range r.clocks {
			lists = append(lists, c.from)
		}
		for _, s := range slices.Concat(lists...) {
			serves[s.kind] = true
		}
		for _, e := range r.Exceptions {
			serves[e.ID] = true
		}
		serves[kindTermStarts], serves[kindTermEnds] = true, true // school days are counted by them
		serves[kindDirected] = serves[kindDirected] || r.Directed
	}
	for _, k := range pack.Facts() {
		if !serves[k.ID] {
			t.Errorf("fact %s serves no rule", k.ID)
		}
	}
}

// TestWords: what families read is made of whole sentences, and no rule claims to have been checked by a lawyer.
func TestWords(t *testing.T) {
	sentence := regexp.MustCompile(`^[A-Z][^!]*[.?]$`)
	pack := load(t)
	for _, r := range pack.Rules() {
		for _, s := range []string{r.Law, r.Before, r.Missed, r.Excuse, r.Note, r.Doubt} {
			if s != "" && !sentence.MatchString(s) {
				t.Errorf("rule %s: not a plain sentence: %q", r.ID, s)
			}
		}
		if r.By != "" {
			t.Errorf("rule %s says %q checked it; no lawyer has yet", r.ID, r.By)
		}
		if r.Sureness() == "" || r.Checked != On(2026, 11, 22) {
			t.Errorf("rule %s: grade %q, checked %s", r.ID, r.Grade, r.Checked)
		}
		if len(r.Met) == 0 {
			t.Errorf("rule %s can never be met", r.ID)
		}
	}
	for _, k := range pack.Facts() {
		for _, s := range []string{k.Question, k.Help, k.sentence(On(2026, 3, 16))} {
			if !sentence.MatchString(s) {
				t.Errorf("fact %s: not a plain sentence: %q", k.ID, s)
			}
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
