package guess

import (
	"flag"
	"math/rand/v2"
	"strings"
	"testing"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

func TestDatesAreReadAsPeopleInEnglandWriteThem(t *testing.T) {
	for _, c := range []struct {
		text, want string
		doubt      bool
	}{
		{"4 March 2026", "2026-03-04", false},
		{"4th March 2026", "2026-03-04", false},
		{"the 4th day of March 2026", "2026-03-04", false},
		{"4 Mar. 2026", "2026-03-04", false},
		{"04-Mar-26", "2026-03-04", false},
		{"March 4, 2026", "2026-03-04", false},
		{"04/03/2026", "2026-03-04", false},
		{"4.3.26", "2026-03-04", false},
		{"2026-03-04", "2026-03-04", false},
		{"2026-03-04T10:00:00Z", "2026-03-04", false},
		{"03/25/2026", "2026-03-25", true},
		{"Wednesday 4 March 2026", "2026-03-04", false},
		{"Weds, 4 March 2026", "2026-03-04", false},
		{"Thursday 4 March 2026", "2026-03-04", true},
		{"Thursday, 4/3/2026", "2026-03-04", true},
		{"l4 March 2O26", "2026-03-14", true},
		{"29 February 2024", "2024-02-29", false},
		{"29 February 2026", "", false},
		{"31/04/2026", "", false},
		{"13/13/2026", "", false},
		{"March 2026", "", false},
		{"4/3-2026", "", false},
		{"section 4.3.26.1", "", false},
		{"tel 01234/04/03/2026", "", false},
		{"0/3/2026", "", false},
		{"4 March 1826", "", false},
		{"12.5.3 and 1.2", "", false},
	} {
		days := daysIn(c.text)
		if c.want == "" {
			if len(days) > 0 {
				t.Errorf("%q gives %v", c.text, days)
			}
			continue
		}
		if len(days) != 1 || days[0].day.String() != c.want || (days[0].doubt != "") != c.doubt {
			t.Errorf("%q gives %+v, not %s", c.text, days, c.want)
		}
	}
	if two := daysIn("from 1 May 2026 to 02/06/2026"); len(two) != 2 || two[0].day.Month != 5 || two[1].day.Month != 6 {
		t.Errorf("two dates give %v", two)
	}
}

func TestADateThatIsNotThePapersIsLeftAlone(t *testing.T) {
	for _, text := range []string{
		"Report\nDOB: 4 March 2015", "Report\nDate of birth\n4 March 2015", "Report\nBorn 4 March 2015", "Report\nD.O.B.   4/3/2015",
		"Thank you for your letter of 4 March 2026.", "We met on 4 March 2026.", "Your next appointment is on 4 March 2026.",
		"Report\nNext review date: 4 March 2026", "Report\nDate of assessment: 4 March 2026", "Form v2, last updated 4 March 2026", "Comments by: 4 March 2026",
	} {
		if p := Guess("paper.pdf", []string{text}, deadlines.Date{}); !p.On.Day.IsZero() {
			t.Errorf("%q gives %v", text, p.On)
		}
	}
	if p := Guess("x.pdf", []string{"Report\nDate: 4 March 2027"}, samplesToday); p.On.Sure != Unsure || !strings.Contains(p.On.Say, "still to come") {
		t.Errorf("a date to come gives %+v", p.On)
	}
	if p := Guess("x.pdf", []string{"EP report\nDate: 4 March 2026\nDate: 6 March 2026"}, samplesToday); !p.On.Day.IsZero() || !strings.Contains(p.On.Say, "6 March") {
		t.Errorf("two dates give %+v", p.On)
	}
	if p := Guess("x.pdf", []string{"EP report\nMarch 2026\n"}, samplesToday); !p.On.Day.IsZero() || !strings.Contains(p.On.Say, "no day") {
		t.Errorf("a month gives %+v", p.On)
	}
}

func TestTheSentenceIsQuoted(t *testing.T) {
	p := Guess("x.pdf", []string{"Wexdale Council\nDate: 4 March 2026\n\nDear Mr Umbridge\n\nWe have decided not to carry out an EHC needs assessment of Piers. You can appeal."}, samplesToday)
	if p.On.Say != "We read “Date: 4 March 2026” on page 1." {
		t.Error(p.On.Say)
	}
	if len(p.Facts) != 1 || !strings.HasPrefix(p.Facts[0].Say, "We read “We have decided not to carry out an EHC needs assessment of Piers.” on page 1.") || !p.Facts[0].On.IsZero() {
		t.Errorf("%+v", p.Facts)
	}
}

// A council's letter that only supposes, quotes or recalls a decision must give no fact.
func TestWhatIsNotDecidedGivesNoFact(t *testing.T) {
	for _, body := range []string{
		"If we decide not to carry out an EHC needs assessment you can appeal.",
		"You can appeal where the council has decided not to amend the plan.",
		"You have told us that the council has decided not to issue an EHC plan. You say this was wrong.",
		"The panel will meet to decide. It may decide not to assess.",
		"In our letter of 1 May 2025 we told you that we had decided to cease to maintain your EHC plan.",
		"We will send you the final EHC plan when it is ready.",
		"We cannot issue the final EHC plan until your school has answered.",
		"You asked whether we have decided to amend the EHC plan.",
		"The council previously decided not to carry out an EHC needs assessment.",
		"The Tribunal can order that the council shall carry out an EHC needs assessment.",
		"We have not yet decided whether to issue an EHC plan.",
		"We have decided nol to carry out an EHC needs assessment.",
	} {
		p := Guess("x.pdf", []string{"Wexdale Council\nDate: 4 March 2026\n\nDear Mr Umbridge\n\n" + body + "\n\nYours sincerely\nDunstan Vale"}, samplesToday)
		for _, f := range p.Facts {
			t.Errorf("%q gives %s", body, factWords(f))
		}
	}
}

func TestHeldBackQuotesWhy(t *testing.T) {
	why, ok := HeldBack("x.pdf", []string{"Dear Ms Hale\n", "Heading\nThis letter is written WITHOUT PREJU-\nDICE to settle.\n"})
	if !ok || why.Page != 2 || why.Cause != CauseWithoutPrejudice || !strings.Contains(why.Words, "WITHOUT PREJU") || !strings.Contains(why.Say, "on page 2") {
		t.Errorf("%+v %v", why, ok)
	}
	for _, open := range []string{
		"without prejudice to section 36 of the Act", "Without prejudice to the generality of the foregoing", "This is an open letter and not without prejudice.", "no prejudice was caused",
		"You may wish to seek legal advice.", "This e-mail may contain legally privileged information.",
	} {
		if why, ok := HeldBack("x.pdf", []string{open}); ok {
			t.Errorf("%q is held back: %+v", open, why)
		}
	}
	for _, secret := range []string{
		"without prejudice save as to costs", "Without-Prejudice", "withoutprejudice", "made without prejudice to our position", "WITHOUT\nPREJUDICE",
		strings.Repeat("without prejudice to section 36. ", 200) + "without prejudice offer", "subject to legal professional privilege",
	} {
		if _, ok := HeldBack("x.pdf", []string{secret}); !ok {
			t.Errorf("%q is not held back", secret)
		}
	}
	far := make([]string, 300)
	far[200] = strings.Repeat("word ", 5000) + "without prejudice"
	if why, ok := HeldBack("x.pdf", far); !ok || why.Page != 201 {
		t.Error("what stands far back is missed")
	}
}

func TestNothingIsInvented(t *testing.T) {
	for _, pages := range [][]string{nil, {}, {""}, {" \n\t\n"}, {"\x00\xff\xfe"}, {"hello"}} {
		if p := Guess("x", pages, samplesToday); p.Kind.Found() || p.Title.Found() || p.On.Found() || p.Author.Found() || p.Facts != nil || p.Notes != nil {
			t.Errorf("%q gives %+v", pages, p)
		}
		if why, ok := HeldBack("x", pages); ok {
			t.Errorf("%q is held back: %+v", pages, why)
		}
	}
	if k := Guess("IMG_0001.HEIC", nil, samplesToday).Kind; k.Kind != casefile.DocumentPhoto || k.Sure != Unsure || k.Page != 0 {
		t.Errorf("a photo is %+v", k)
	}
}

func FuzzGuess(f *testing.F) {
	for _, s := range samplesOf(f, "guess") {
		f.Add(s.name, strings.Join(s.pages, "\f"))
	}
	f.Fuzz(func(t *testing.T, name, text string) { guessAnything(name, text) })
}

// guessAnything asks everything of any text.
func guessAnything(name, text string) {
	pages := strings.Split(text, "\f")
	Guess(name, pages, samplesToday)
	HeldBack(name, pages)
}

var guessMutations = flag.Int("guess-mutations", 1000, "how many times each kind of paper is mutated for Guess and HeldBack")

// TestMutatedPapersAreGuessed changes the papers of the table at random: bytes lost, doubled, swapped, cut.
func TestMutatedPapersAreGuessed(t *testing.T) {
	all, random := samplesOf(t, "guess"), rand.New(rand.NewPCG(5, 7))
	for range *guessMutations {
		s := all[random.IntN(len(all))]
		b := []byte(strings.Join(s.pages, "\f"))
		for range 1 + random.IntN(8) {
			if len(b) < 2 {
				break
			}
			i, j := random.IntN(len(b)), random.IntN(len(b))
			switch random.IntN(4) {
			case 0:
				b[i] = byte(random.IntN(256))
			case 1:
				b = append(b[:i:i], b[min(len(b), i+random.IntN(40)):]...)
			case 2:
				b[i], b[j] = b[j], b[i]
			case 3:
				b = append(b[:i:i], append([]byte(strings.Repeat(string(b[i:min(len(b), i+9)]), random.IntN(50))), b[i:]...)...)
			}
		}
		guessAnything(s.name, string(b))
	}
}

// BenchmarkGuessHuge guesses texts of 20 MB, in 1,000 pages and on one: plain words, words that are nearly those looked for, and places that have to be
// looked at closely.
func BenchmarkGuessHuge(b *testing.B) {
	for name, line := range map[string]string{
		"plain":  "Wexdale Council wrote on 4 March 2026 that the school would look at what the child needs in class and at play. ",
		"nearly": "It may be prejudice, a mediation adviser gave advice on 4 March 2026 and counsel saw merits; the panel has decided to plan. ",
		"close":  "Wexdale Council says without prejudice to section 36 that it may contain legally privileged words if you may seek legal advice. ",
	} {
		page := strings.Repeat(line, 20<<20/1000/len(line))
		pages := make([]string, 1000)
		for i := range pages {
			pages[i] = page
		}
		for shape, p := range map[string][]string{"pages": pages, "one": {strings.Repeat(page, 1000)}} {
			b.Run(name+"/"+shape+"/guess", func(b *testing.B) {
				for b.Loop() {
					Guess("x.pdf", p, samplesToday)
				}
			})
			b.Run(name+"/"+shape+"/held", func(b *testing.B) {
				b.SetBytes(20 << 20)
				for b.Loop() {
					HeldBack("x.pdf", p)
				}
			})
		}
	}
}

// BenchmarkGuess guesses a paper of the table.
func BenchmarkGuess(b *testing.B) {
	all := samplesOf(b, "guess")
	for i := 0; b.Loop(); i++ {
		s := all[i%len(all)]
		Guess(s.name, s.pages, samplesToday)
		HeldBack(s.name, s.pages)
	}
}

// The Tribunal's own letter tells what may not be shown; that holds nothing back.
func TestTheTribunalsWordsOnMediationAreOpen(t *testing.T) {
	text := "First-tier Tribunal\nSpecial Educational Needs and Disability\n3 November 2026\n\nDear Mrs Hale\n\nYour appeal has been registered.\nNothing said in mediation may be shown."
	if why, ok := HeldBack("x.pdf", []string{text}); ok {
		t.Errorf("%+v", why)
	}
	if why, ok := HeldBack("x.pdf", []string{"Northmere Borough Council\n\nDear Mrs Hale\n\nYou said in mediation that 15 hours would do."}); !ok || why.Cause != CauseMediation {
		t.Errorf("%+v %v", why, ok)
	}
}
