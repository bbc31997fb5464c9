package bundle

import (
	"fmt"
	"slices"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/pattern"
)

// checks is every check but those of pages against a limit of the whole bundle, each with its rule: an id of plans/shared/rules.toml, or
// what a limit of the scheme is on. A new one is a row here, a function, and a rule there.
var checks = []struct {
	rule string
	look func(*survey, Rule)
}{
	{"report", longReports}, {"summary", summaries}, {"statement", longStatements}, {"report-age", oldReports},
	{"blank-page", blankPages}, {"blank-form", blankForms}, {"same-paper", samePapers}, {"same-page", samePages},
	{"whole-thread", threads}, {"searchable", unsearchable}, {"dots", dots}, {"turned", turnedPages}, {"small", smallLetters},
	{"page-size", oddSizes}, {"held-back", heldBack}, {"mediation-agreement", agreements}, {"unread", unread}, {"password", locked}, {"date", outOfOrder},
}

// each goes over the papers that are not pages of our own.
func (s *survey) each(look func(looked)) {
	for _, p := range s.papers {
		if !p.ours {
			look(p)
		}
	}
}

func (p looked) isReport() bool {
	return p.kind == casefile.DocumentReport || p.kind == casefile.DocumentMedicalReport
}

func longReports(s *survey, r Rule) {
	s.each(func(p looked) {
		if p.isReport() && r.Most > 0 && p.pages > r.Most {
			s.breach(r, p, nil, "It has %d pages. A report may have %d, with its summary.", p.pages, r.Most)
		}
	})
}

// fewPages is how many pages a report may have and be its own summary. The sources do not say; this only keeps from nagging.
const fewPages = 5

var summaryWord = pattern.New(`(?i)\bsummar(?:y|ies)\b|\boverview\b`)

// summaries looks for a summary where all the words of a report are there to look in.
func summaries(s *survey, r Rule) {
	s.each(func(p looked) {
		whole := len(p.text) == p.pages && !slices.Contains(p.text, "")
		if p.isReport() && p.pages > fewPages && whole && !summaryWord.MatchString(strings.Join(p.text, "\n")) {
			s.say(r, p, nil, "The word summary was not found in this report of %d pages.", p.pages)
		}
	})
}

func longStatements(s *survey, r Rule) {
	s.each(func(p looked) {
		if p.kind == casefile.DocumentStatement && r.Most > 0 && p.pages > r.Most {
			s.breach(r, p, nil, "It has %d pages. A statement may have %d; exhibits do not count.", p.pages, r.Most)
		}
	})
}

func oldReports(s *survey, r Rule) {
	if s.day.IsZero() || r.Most == 0 {
		return
	}
	since := "counted to today, as no appeal was lodged yet"
	if s.lodged {
		since = "counted to the day the appeal was lodged"
	}
	s.each(func(p looked) {
		if (p.isReport() || p.kind == casefile.DocumentSchoolReport) && !p.On.IsZero() && p.On.Before(s.day.AddMonths(-12*r.Most)) {
			s.breach(r, p, nil, "It is dated %s: more than %d years old, %s.", p.On.Short(), r.Most, since)
		}
	})
}

func blankPages(s *survey, r Rule) {
	s.each(func(p looked) {
		if len(p.blank) > 0 {
			s.breach(r, p, p.blank, "%s with nothing on %s.", upperFirst(count(len(p.blank), "page")), it(len(p.blank)))
		}
	})
}

// emptyLine is a place to write in, as forms print them.
var emptyLine = pattern.New(`_{6,}|\.{12,}|…{4,}`)

// manyEmpty is how many such places on one page make it look like a form nobody filled in. A letter has one, for its signature.
const manyEmpty = 5

func blankForms(s *survey, r Rule) {
	s.each(func(p looked) {
		var pages []int
		for i, text := range p.text {
			if len(emptyLine.FindAllString(text, manyEmpty)) == manyEmpty {
				pages = append(pages, i+1)
			}
		}
		if len(pages) > 0 {
			s.say(r, p, pages, "%s with several empty lines to write on: it may be a form that was not filled in.", upperFirst(count(len(pages), "page")))
		}
	})
}

// same is the words of a page without what a printer changes; "" for a page of so few that many pages have the same.
func same(text string) string {
	words := strings.Fields(strings.ToLower(text))
	if len(words) < 40 {
		return ""
	}
	return strings.Join(words, " ")
}

func samePapers(s *survey, r Rule) {
	first := map[string]looked{}
	s.each(func(p looked) {
		if key := p.whole(); key != "" {
			if twin, ok := first[key]; ok {
				s.breach(r, p, nil, "It has the same words, page by page, as “%s”.", twin.Title)
				return
			}
			first[key] = p
		}
	})
}

// whole is a paper's words on all pages; "" where a page has too few to tell.
func (p looked) whole() string {
	var all []string
	for _, text := range p.text {
		key := same(text)
		if key == "" {
			return ""
		}
		all = append(all, key)
	}
	return strings.Join(all, "\f")
}

func samePages(s *survey, r Rule) {
	type at struct{ paper, page int }
	first, whole := map[string]at{}, map[string]bool{}
	for i, p := range s.papers {
		key := p.whole()
		if p.ours || key != "" && whole[key] {
			continue // said of the whole paper
		}
		whole[key] = true
		with := map[int][]int{} // pages of this paper by the paper that has them too
		for n, text := range p.text {
			key := same(text)
			if was, ok := first[key]; ok && key != "" {
				with[was.paper] = append(with[was.paper], n+1)
			} else if key != "" {
				first[key] = at{i, n + 1}
			}
		}
		for other := range s.papers {
			pages := with[other]
			switch {
			case len(pages) == 0:
			case other == i:
				s.say(r, p, pages, "%s in it twice.", upperFirst(stands(len(pages))))
			default:
				s.say(r, p, pages, "%s in “%s” too.", upperFirst(stands(len(pages))), s.papers[other].Title)
			}
		}
	}
}

func stands(n int) string {
	if n == 1 {
		return "1 page stands"
	}
	return fmt.Sprintf("%d pages stand", n)
}

// quoted is how a message begins that another one quotes.
var quoted = pattern.New(`(?mi)(?:^|\s)(?:From|Sent):\s|\bwrote:\s*$|-----Original Message-----`)

func threads(s *survey, r Rule) {
	s.each(func(p looked) {
		mail := p.chain || p.kind == casefile.DocumentEmail && len(quoted.FindAllString(strings.Join(p.text, "\n"), 6)) == 6
		if mail {
			s.say(r, p, nil, "It looks like a whole thread of e-mails, with messages that others repeat.")
		}
	})
}

func unsearchable(s *survey, r Rule) {
	s.each(func(p looked) {
		if p.own {
			return
		}
		pages := p.blind
		if s.final {
			pages = nil
			for i, text := range p.text {
				if text == "" && !slices.Contains(p.blank, i+1) {
					pages = append(pages, i+1)
				}
			}
		}
		switch {
		case len(pages) > 0:
			s.say(r, p, pages, "The words of %s cannot be searched.", count(len(pages), "page"))
		case !s.final && !p.Searchable && p.pages > 0 && len(pages) == 0 && strings.Join(p.text, "") == "" && p.Type == casefile.FilePDF:
			s.say(r, p, nil, "No words could be found in it: it may be a scan.")
		}
	})
}

func heldBack(s *survey, r Rule) {
	for _, l := range s.asked {
		s.say(r, looked{Document: Document{ID: l.held, Title: l.Title}}, nil, "It was asked for. %s", l.Note)
	}
}

func agreements(s *survey, r Rule) {
	s.each(func(p looked) {
		if p.kind == casefile.DocumentMediationAgreement {
			s.say(r, p, nil, "It is a signed mediation agreement. What was said in mediation must stay out.")
		}
	})
}

func unread(s *survey, r Rule) {
	s.each(func(p looked) {
		if p.pages == 0 && !p.locked {
			s.say(r, p, nil, "Its pages could not be counted, so it is not in the numbers here.")
		}
	})
}

func locked(s *survey, r Rule) {
	s.each(func(p looked) {
		switch {
		case p.locked && p.pages == 0:
			s.say(r, p, nil, "It is locked with a password, so its pages are not in the numbers here.")
		case p.locked:
			s.say(r, p, nil, "It is locked with a password.")
		}
	})
}

func outOfOrder(s *survey, r Rule) {
	var before looked
	s.each(func(p looked) {
		if p.Round == 0 && before.section == p.section && !before.On.IsZero() && !p.On.IsZero() && p.On.Before(before.On) {
			s.say(r, p, nil, "It is dated %s, and stands after a later one, dated %s.", p.On.Short(), before.On.Short())
		}
		before = p
	})
}

// upperFirst begins a sentence.
func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func it(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}
