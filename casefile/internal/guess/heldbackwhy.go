package guess

import (
	"net/url"
	"path/filepath"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/pattern"
)

const (
	certificateKind = casefile.DocumentMediationCertificate

	whatPrejudice = "What was said to settle a dispute is not shown to the Tribunal."
	whatMediation = "What is said in mediation is confidential."
	whatAdvice    = "Advice given to you is yours, and need not be shown to anybody."
)

// secrets looks for what should be held back in one paper.
type secrets struct {
	*reading
	sort        sortOf
	looked      int  // doubtful places looked at closely
	certificate bool // a mediation certificate and nothing more
}

// phrases are phrases to look for: first quickly, without any spaces, then for the place.
type phrases struct {
	tight []string
	words *pattern.Pattern
}

func anyPhrase(all ...string) phrases {
	var p phrases
	for i, words := range all {
		all[i] = phrase(words).String()
		p.tight = append(p.tight, strings.ReplaceAll(Bone(words), " ", ""))
	}
	p.words = pattern.New(`\b(?:` + strings.Join(all, "|") + `)\b`)
	return p
}

// find gives the places of the phrases in a short stretch of text.
func (p phrases) find(b string) [][]int {
	tight := strings.ReplaceAll(b, " ", "")
	for _, t := range p.tight {
		if strings.Contains(tight, t) {
			return p.words.FindAllStringIndex(b, -1)
		}
	}
	return nil
}

var (
	bargain = pattern.New(` (?:offer|offered|offers|proposal|proposed|terms|agreement reached|agreed that|council will|council agrees|has agreed to) `)

	mediationWords = anyPhrase("mediation agreement", "agreement to mediate", "mediation settlement", "mediation notes", "notes of mediation", "notes of the mediation",
		"notes from mediation", "notes from the mediation", "mediation summary", "mediation outcome", "outcome of mediation", "outcome of the mediation", "mediation position statement", "position statement for mediation",
		"position statement for the mediation", "mediation statement", "mediation proposal", "mediation offer", "offer made at mediation", "offered at mediation", "offered in mediation",
		"agreed at mediation", "agreed in mediation", "agreement reached at mediation", "agreement was reached at mediation", "said at mediation", "said in mediation", "discussed at mediation", "discussed in mediation",
		"at mediation you", "at mediation the council", "at mediation the local authority", "during mediation the", "during the mediation", "at the mediation meeting", "in the mediation meeting", "at the mediation session", "mediation record", "record of mediation")
	// what a letter about the right to appeal says of mediation in general, and so does not hold it back
	generally = pattern.New(` (?:mediation|mediator) (?:is|are|meetings are|discussions are|meeting is) (?:an? |aiso )?(?:\w+ ){0,6}(?:confidentiai|without ?prejudice)| confidentiai mediation `)

	adviceWords = anyPhrase("privileged and confidential", "confidential and privileged", "private and privileged", "legal professional privilege", "litigation privilege", "legal advice privilege", "legally privileged", "subject to legal privilege",
		"counsels opinion", "counsels advice", "opinion of counsel", "advice of counsel", "advice from counsel", "conference with counsel", "prospects of success", "merits of your appeal", "merits of your case", "merits of the appeal are",
		"strengths and weaknesses of your", "weaknesses in your case", "weakness in your case", "our legal advice", "my legal advice", "this is legal advice", "legal advice to", "note of advice", "written advice on", "advice on the merits", "advice in confidence", "attorney client", "solicitor client privilege")
	disclaimer = pattern.New(` (?:may |might |couid |can )(?:aiso )?(?:contain|inciude|be) (?:\w+ ){0,12}(?:priviieged|priviiege)|intended (?:soieiy|oniy|exciusiveiy) for|intended recipient|not the (?:intended|addressee)|transmitted in error|disciaimer|any (?:iegai )?priviiege is`)
)

// inName looks at the file's name, as it is written and with its words parted at their capitals.
func (s *secrets) inName(full string) (Reason, bool) {
	if decoded, err := url.PathUnescape(full); err == nil {
		full = decoded
	}
	if ext := filepath.Ext(full); len(ext) <= 6 && !strings.Contains(ext, " ") {
		full = strings.TrimSuffix(full, ext)
	}
	for _, name := range []string{full, parted(full)} {
		name = Fold(plain(Cut(name, 4000)))
		b := Bone(name)
		switch {
		case s.named(name) || wpName.MatchString(name):
			return held(CauseWithoutPrejudice, 0, s.name, whatPrejudice)
		case strings.Contains(name, " mediation ") && !strings.Contains(name, " certificate ") && !s.certificate:
			return held(CauseMediation, 0, s.name, whatMediation)
		case len(adviceWords.find(b)) > 0 || adviceName.MatchString(name):
			return held(CauseAdvice, 0, s.name, whatAdvice)
		}
	}
	return Reason{}, false
}

var adviceName = pattern.New(` (?:legal advice|(?:sendiass|ipsea|sossen|sos sen|solicitors?|barristers?|counsels?|lawyers?|advocates?)(?: \w+)? (?:advice|advise|opinion|call notes|call)) `)

// inPage looks at every word of one page.
func (s *secrets) inPage(page int, text string) (Reason, bool) {
	b := Bone(text)
	if !s.certificate && s.offered(text, b) {
		return held(CauseWithoutPrejudice, page, quoteMarking(text), whatPrejudice)
	}
	if at := s.near(b, []string{"mediat"}, s.mediated); at != nil && !s.certificate {
		return held(CauseMediation, page, quoteAround(text, "mediat", b[at[0]:at[1]]), whatMediation)
	}
	if at := s.near(b, adviceStems, s.advised); at != nil {
		return held(CauseAdvice, page, quoteAround(text, "", b[at[0]:at[1]]), whatAdvice)
	}
	return Reason{}, false
}

// adviceStems are what one of each of adviceWords holds.
var adviceStems = []string{"priviieg", "counsei", "prospects", "merits", "weakness", "advice"}

// reach is how far around a stem a phrase may lie, in bytes; around how much more is looked at to understand it.
const (
	reach  = 60
	around = 160
)

// mostPlaces is how many doubtful places of one paper are looked at closely. No real paper has so many; one that has is held back.
const mostPlaces = 5000

// near looks for what a judge finds around each place where one of the stems stands, and gives the first.
func (s *secrets) near(b string, stems []string, judge func(b string, from, to int) []int) []int {
	for _, stem := range stems {
		for from := 0; ; {
			at := strings.Index(b[from:], stem)
			if at < 0 {
				break
			}
			at += from
			if found := judge(b, max(0, at-reach), min(len(b), at+reach)); found != nil {
				return found
			}
			from = at + len(stem)
		}
	}
	return nil
}

// mediated finds words of what was said or settled in mediation.
func (s *secrets) mediated(b string, from, to int) []int {
	if s.sort.tribunal { // its letters tell what may not be shown, and show nothing
		return nil
	}
	for _, at := range mediationWords.find(b[from:to]) {
		s.looked++
		if found := []int{from + at[0], from + at[1]}; s.looked > mostPlaces || !s.rightsOnly(b, found) {
			return found
		}
	}
	return nil
}

// rightsOnly tells whether the words are part of a letter's notes on the right to appeal: "a mediation agreement is binding".
func (s *secrets) rightsOnly(b string, at []int) bool {
	near := b[max(0, at[0]-200):min(len(b), at[1]+120)]
	return s.sort.council && rightsNear.MatchString(near)
}

var rightsNear = pattern.New(` (?:if you|you can|you may|right to|mediation adviser|mediation advisor|mediation certificate|if (?:an )?agreement|if mediation) `)

// advised finds words of advice that are not those of a footer under every e-mail.
func (s *secrets) advised(b string, from, to int) []int {
	for _, at := range adviceWords.find(b[from:to]) {
		start, end := from+at[0], from+at[1]
		if s.looked++; s.looked > mostPlaces {
			return []int{start, end}
		}
		if !disclaimer.MatchString(b[max(0, start-around):min(len(b), end+around)]+" ") && !notGiven.MatchString(b[max(0, start-60):start]) && !s.theirAdvice(b[start:end]) {
			return []int{start, end}
		}
	}
	return nil
}

// notGiven is what stands before advice that is only spoken of: "you may wish to seek legal advice".
var notGiven = pattern.New(` (?:seek|want|wanting|wish for|get|obtain|take|taking|seeking|obtaining|need|instead of|not|constitute|suitabie) (?:\w+ ){0,4}$`)

// theirAdvice tells whether a phrase in a council's or the Tribunal's own paper is about law in general.
func (s *secrets) theirAdvice(phrase string) bool {
	return (s.sort.council || s.sort.tribunal) && !strings.Contains(phrase, "priviieg")
}

// quoteAround gives the line that holds the word, or the words found.
func quoteAround(text, word, found string) string {
	if word == "" {
		word = "rivileg"
		for _, w := range []string{"counsel", "prospects", "merits", "weakness", "advice"} {
			if strings.Contains(found, strings.ReplaceAll(w, "l", "i")) {
				word = w
			}
		}
	}
	return quoteNear(text, word, strings.TrimSpace(found))
}

var (
	mediatorHead = pattern.New(` (?:mediation|mediators?|dispute resolution|disagreement resolution) `)
	mediatorSign = pattern.New(`^ (?:\w+ ){0,4}(?:mediator|mediation (?:case ?worker|officer|coordinator|manager|team|service|adviser|advisor)) `)
	adviserHead  = pattern.New(` (?:sendiass|sendias|sendiasn|sendias service|iass|ias service|ipsea|sossen|sos sen|send advocacy|send advocates?|advocacy service|education advocates?|educational advocates?|parent partnership|information advice and support|tribunal support service|education law advice|contact helpline|coram|childlaw) |(?:sendiass|ipsea|sossen|advocacy|sendadvice)`)
	lawyerHead   = pattern.New(` (?:solicitors?|llp|barristers?|lawyers|chambers|law centre|legal aid|law firm|legal practice) |(?:solicitors|chambers|lawyers)\b`)
	forClient    = pattern.New(` (?:our clients?|my clients?|we act (?:for|on behalf)|i act (?:for|on behalf)|we are instructed (?:by|on behalf)|acting (?:for|on behalf)|act on behalf of|letter before (?:claim|action)|pre action protocol|proposed claim|on behalf of (?:mr|mrs|ms|miss|the family|the parents?)) `)
	toClient     = pattern.New(` (?:we advise|i advise|our advice|my advice|we would advise|our fees|client care|your instructions|you instructed|terms of business|prospects|we recommend|i recommend|thank you for instructing) `)
	toTheirs     = pattern.New(`(?i)(?:gov\.uk|council|borough|local authority|\bhead ?teacher|school)`)
)

// mediator tells whether the paper comes from a mediator, or is a message to one.
func (s *secrets) mediator() (Reason, bool) {
	if s.certificate || s.sort.council || s.sort.tribunal {
		return Reason{}, false
	}
	h, mail := s.mailHeaders(), s.isMail()
	for _, name := range []string{"from", "to", "cc", "subject"} {
		if l := h[name]; mail && mailMediation.MatchString(l.fold) && !strings.Contains(strings.ToLower(l.fold), "certificate") {
			return held(CauseMediation, 1, l.fold, whatMediation)
		}
	}
	for i, l := range s.lines {
		head := !mail && l.page == 1 && i < 8 && (s.dear < 0 || i < s.dear)
		sign := s.close >= 0 && i > s.close && i < s.close+6
		if head && len(l.text) < 90 && mediatorHead.MatchString(l.fold) || sign && len(l.text) < 90 && mediatorSign.MatchString(l.fold) {
			return held(CauseMediation, l.page, l.text, whatMediation)
		}
	}
	return Reason{}, false
}

var mailMediation = pattern.New(`(?i)mediat`)

// adviser tells whether the paper is advice to the family: a lawyer's letter that is not written for a client to somebody else, or what an
// advice service or advocate wrote to them, or they wrote to it.
func (s *secrets) adviser() (Reason, bool) {
	if s.sort.council || s.sort.tribunal {
		return Reason{}, false
	}
	if s.isMail() {
		return s.advisedByMail()
	}
	for i, l := range s.lines {
		place := l.page == 1 && i < 8 && (s.dear < 0 || i < s.dear) || s.close >= 0 && i > s.close && i < s.close+7
		if !place || len(l.text) > 100 || !adviserHead.MatchString(l.fold) && !lawyerHead.MatchString(l.fold) {
			continue
		}
		if !s.says(forClient, 2) || s.says(toClient, 3) {
			return held(CauseAdvice, l.page, l.text, whatAdvice)
		}
	}
	return Reason{}, false
}

// advisedByMail looks at who wrote an e-mail to whom. What also went to a council is no secret any more.
func (s *secrets) advisedByMail() (Reason, bool) {
	h := s.mailHeaders()
	open := toTheirs.MatchString(h["to"].text) || toTheirs.MatchString(h["cc"].text) || toTheirs.MatchString(h["from"].text) && !adviserHead.MatchString(Fold(h["from"].text))
	for _, name := range []string{"from", "to"} {
		f := Fold(h[name].text)
		if (adviserHead.MatchString(f) || lawyerHead.MatchString(f)) && !open {
			return held(CauseAdvice, 1, h[name].fold, whatAdvice)
		}
	}
	return Reason{}, false
}
