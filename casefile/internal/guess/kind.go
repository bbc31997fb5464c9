package guess

import (
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/pattern"
)

// sorted is what kind of paper it is, with what the other guesses need to know of it.
type sortOf struct {
	ProposedKind
	subject  string     // the title this sort of paper has, "Speech and language therapy report"; "" where it has none of its own
	tribunal bool       // the Tribunal wrote it
	council  bool       // a council's letter to a family
	decided  []decision // what a council's letter says was decided
}

// heading is a kind that its own heading gives away: a short line in the head of the paper.
type heading struct {
	kind    casefile.DocumentKind
	subject string
	words   *pattern.Pattern // on the folded line
	need    *pattern.Pattern // on the folded words of the first pages; nil for nothing more
	against *pattern.Pattern // on the folded line
	letters bool             // also where the paper is a letter
}

const report = ` (?:(?:\w+ ){0,3}(?:report|advice|assessment|summary|review|programme|recommendations|opinion|screening|discharge summary|letter))`

var headings = []heading{
	{kind: casefile.DocumentForm, subject: "Appeal form", words: pattern.New(` (?:send ?35a?|send ?4|appeal form|notice of appeal|application for appeal|appeal an? ehc plan) `)},
	{kind: casefile.DocumentForm, subject: "Request for change", words: pattern.New(` (?:send ?7|request for changes?) `)},
	{kind: casefile.DocumentForm, subject: "Attendance form", words: pattern.New(` (?:send ?11 |attendance form $)`), against: pattern.New(`[0-9]{4}`)},
	{kind: casefile.DocumentForm, subject: "Case review form", words: pattern.New(` (?:send ?45 |case review form $)`), against: pattern.New(`[0-9]{4}`)},
	{kind: casefile.DocumentMediationCertificate, subject: "Mediation certificate", words: pattern.New(` (?:mediation (?:\w+ )?certificate|certificate of mediation|mediation information certificate) |^ (?:mediation )?certificate (?:under |pursuant |of |$)`),
		need: pattern.New(` (?:certif(?:y|ies|ied)|this certificate|section 55|mediation advis[eo]r|certificate number|certificate no) `), letters: true},
	{kind: casefile.DocumentMediationAgreement, subject: "Mediation agreement", words: pattern.New(`^ (?:the )?(?:mediation (?:settlement )?agreement|agreement (?:reached )?(?:at|following|after) mediation|record of (?:the )?mediation agreement|outcome of mediation)`), against: pattern.New(` to mediate `)},
	{kind: casefile.DocumentWorkingDocument, subject: "Working document", words: pattern.New(`^(?: \w+){0,4} working document (?:\w+ ){0,8}$`)},
	{kind: casefile.DocumentStatement, subject: "Witness statement", words: pattern.New(`^ (?:\w+ )?witness statement `)},
	{kind: casefile.DocumentStatement, subject: "Statement", words: pattern.New(`^ (?:(?:parents?|parental|our|my|mothers|fathers|personal|impact|supporting) )+(?:statement|views|submissions?)(?: |$)|^ statement (?:of|from|by|in support) `)},
	{kind: casefile.DocumentSchoolReport, subject: "Annual review: report of the meeting", words: pattern.New(` (?:annual review|interim review|early review|emergency review)(?: of (?:the |an )?ehc plan)?(?: meeting)? (?:report|form|record|meeting|minutes|paperwork|summary|of|advice)?`), letters: false},
	{kind: casefile.DocumentSchoolReport, subject: "School report", words: pattern.New(` (?:school report|annual report to parents|end of (?:year|term|autumn|spring|summer)(?: \w+)? report|pupil report|progress report|report to parents|(?:autumn|spring|summer) (?:term )?report|interim report|attainment report) `)},
	{kind: casefile.DocumentSchoolReport, subject: "SEN support plan", words: pattern.New(` (?:sen support plan|send support plan|individual education plan|iep|provision map|pupil passport|one page profile|individual provision map|assess plan do review|learning plan|school support plan|behaviour support plan|pastoral support plan|individual healthcare plan) `)},
	{kind: casefile.DocumentSchoolReport, subject: "School’s advice", words: pattern.New(` (?:school advice|educational advice|schools advice|advice from (?:the )?(?:school|setting|educational setting)|attendance (?:record|certificate|report|summary)|exclusion record|behaviour log) `)},
	{kind: casefile.DocumentReport, subject: "Educational psychologist’s report", words: pattern.New(` (?:educational psychology|educational psychologist|educational psychologists|ep|psychological|child psychology|psychologists)` + report + ` | report (?:of|by|from) (?:the |an? )?educational psycholog`), letters: true},
	{kind: casefile.DocumentMedicalReport, subject: "Speech and language therapy report", words: pattern.New(` (?:speech and language(?: therapy| therapist)?|speech language(?: therapy)?|speech language and communication|salt|slt|speech therapy)` + report + ` `), letters: true},
	{kind: casefile.DocumentMedicalReport, subject: "Occupational therapy report", words: pattern.New(` (?:occupational therapy|occupational therapist|occupational therapists|ot|sensory integration|sensory(?: needs| processing)?)` + report + ` `), letters: true},
	{kind: casefile.DocumentMedicalReport, subject: "Physiotherapy report", words: pattern.New(` (?:physiotherapy|physiotherapists?|physical therapy)` + report + ` `), letters: true},
	{kind: casefile.DocumentMedicalReport, subject: "Medical report", words: pattern.New(` (?:paediatric|paediatrician|medical|camhs|ados(?: 2)?|autism(?: spectrum)?(?: disorder)?(?: diagnostic)?|adhd|neurodevelopmental|audiology|ophthalmology|orthoptic|dietetic|nursing|psychiatric|clinical psychology|neurology|neuropsycholog(?:y|ical)|diagnostic|health)` + report + ` | diagnostic outcome `), letters: true},
	{kind: casefile.DocumentReport, subject: "Specialist teacher’s report", words: pattern.New(` (?:specialist teacher|specialist teaching|teacher of the deaf|qualified teacher|vision impairment|hearing impairment|advisory teacher|outreach|dyslexia|cognition and learning|diagnostic literacy|independent|expert|social care|social work|social workers|early help|child and family)` + report + ` `), letters: true},
	{kind: casefile.DocumentNote, words: pattern.New(`(?: (?:minutes|notes|note|record) of (?:the |a |our |my )?(?:meeting|call|telephone|phone|conversation|tac|team)|^ (?:meeting (?:notes|minutes)|(?:\w+ ){0,3}(?:diary|log)) )`)},
}

// sort says what kind of paper it is: by its form first (an e-mail, a paper of the Tribunal), then by its heading, then as a letter
// or a plan, and last by its name.
func (r *reading) sort() sortOf {
	for _, look := range []func() (sortOf, bool){r.asMail, r.byTribunal, r.asPlanLetter, r.byHeading, r.asPlan, r.asLetter, r.byName} {
		if s, ok := look(); ok {
			return s
		}
	}
	return sortOf{}
}

func kindOf(k casefile.DocumentKind, subject string, c Clue) sortOf {
	return sortOf{ProposedKind: ProposedKind{c, k}, subject: subject}
}

func (r *reading) asMail() (sortOf, bool) {
	if !r.isMail() {
		return sortOf{}, false
	}
	return kindOf(casefile.DocumentEmail, "", clue(1, r.mailHeaders()["from"].fold, Certain, "")), true
}

// asPlanLetter finds a council's letter before headings are looked at: a decision letter often has the name of a report or plan in its subject line.
func (r *reading) asPlanLetter() (sortOf, bool) {
	if r.dear < 0 || !r.fromCouncil() {
		return sortOf{}, false
	}
	return r.councilLetter()
}

func (r *reading) byHeading() (sortOf, bool) {
	lines := r.head()
	if r.dear >= 0 {
		lines = append(lines[:len(lines):len(lines)], r.subject()...)
	}
	for _, h := range headings {
		for _, l := range lines {
			if first := l.text[0]; first == '(' || first >= 'a' && first <= 'z' { // the middle of a sentence
				continue
			}
			if r.dear >= 0 && !h.letters && h.kind != casefile.DocumentForm || len(l.text) > 110 || strings.HasSuffix(l.text, ".") && len(l.text) > 70 {
				continue
			}
			if h.words.MatchString(l.fold) && !(h.against != nil && h.against.MatchString(l.fold)) && (h.need == nil || r.says(h.need, 2)) {
				return kindOf(h.kind, h.subject, clue(l.page, l.text, Likely, "")), true
			}
		}
	}
	return sortOf{}, false
}

// says tells whether the words occur on the first pages.
func (r *reading) says(words *pattern.Pattern, pages int) bool {
	for _, p := range r.passages {
		if p.page > pages {
			break
		}
		if words.MatchString(p.fold) {
			return true
		}
	}
	return false
}

var (
	sectionLine = pattern.New(`^ section ([a-k])[ 0-9]`)
	planTitle   = pattern.New(` ehc plan `)
	draftWords  = pattern.New(` (?:draft|proposed) `)
	finalWords  = pattern.New(` (?:final|finalised) `)
	amendWords  = pattern.New(` amended `)
)

// asPlan finds a plan: its title in the head, and at least four of the sections the law asks for.
func (r *reading) asPlan() (sortOf, bool) {
	seen := map[string]bool{}
	for _, l := range r.lines {
		if m := sectionLine.FindStringSubmatch(l.fold); m != nil && len(l.text) < 120 {
			seen[m[1]] = true
		}
	}
	var title, draft, final textLine
	for _, l := range r.head() {
		first := func(at *textLine, re *pattern.Pattern) {
			if at.text == "" && len(l.text) < 90 && re.MatchString(l.fold) {
				*at = l
			}
		}
		first(&title, planTitle)
		first(&draft, draftWords)
		first(&final, finalWords)
	}
	if r.dear >= 0 || title.text == "" || len(seen) < 4 {
		return sortOf{}, false
	}
	amended := ""
	if r.headSays(amendWords) {
		amended = "Amended "
	}
	switch {
	case draft.text != "" && final.text != "":
		return kindOf("", "EHC plan", clue(1, final.text, Unsure, "But it also says “"+clip(draft.text, 80)+"”. Choose whether it is a draft or the final plan.")), true
	case draft.text != "":
		return kindOf(casefile.DocumentDraftPlan, "Draft plan", clue(draft.page, draft.text, Likely, "")), true
	case final.text != "":
		return kindOf(casefile.DocumentFinalPlan, upperFirst(strings.ToLower(amended)+"final plan"), clue(final.page, final.text, Likely, "")), true
	}
	return kindOf("", "EHC plan", clue(title.page, title.text, Unsure, "It does not say whether it is a draft or the final plan.")), true
}

func (r *reading) headSays(words *pattern.Pattern) bool {
	for _, l := range r.head() {
		if len(l.text) < 90 && words.MatchString(l.fold) {
			return true
		}
	}
	return false
}

func upperFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

var clinicWords = pattern.New(` (?:diagnos[ie]s|clinic|consultant|nhs|hospital|paediatric\w*) `)

// asLetter takes what has a salutation, or a signature under "Yours sincerely", for a letter.
func (r *reading) asLetter() (sortOf, bool) {
	at := r.dear
	if at < 0 {
		at = r.close
	}
	if at < 0 {
		return sortOf{}, false
	}
	c := clue(r.lines[at].page, r.lines[at].text, Likely, "")
	if h, ok := r.headLine(nhsHead); ok && r.says(clinicWords, 1) {
		return kindOf(casefile.DocumentMedicalReport, "Clinic letter", clue(h.page, h.text, Likely, "")), true
	}
	return kindOf(casefile.DocumentLetter, "", c), true
}

// headLine gives the first short line of the head that matches.
func (r *reading) headLine(words *pattern.Pattern) (textLine, bool) {
	for _, l := range r.head() {
		if len(l.text) < 90 && words.MatchString(l.fold) {
			return l, true
		}
	}
	return textLine{}, false
}

// nameKinds are kinds that the file's name alone suggests.
var nameKinds = []struct {
	words   *pattern.Pattern
	kind    casefile.DocumentKind
	subject string
}{
	{pattern.New(` (?:decision letter|refusal(?: letter)?|refused) `), casefile.DocumentDecisionLetter, ""},
	{pattern.New(` (?:amendment notice|proposed amendments) `), casefile.DocumentAmendmentNotice, ""},
	{pattern.New(` draft (?:\w+ )?(?:ehc )?plan `), casefile.DocumentDraftPlan, ""},
	{pattern.New(` final (?:amended )?(?:ehc )?plan `), casefile.DocumentFinalPlan, ""},
	{pattern.New(` mediation (?:\w+ )?certificate `), casefile.DocumentMediationCertificate, ""},
	{pattern.New(` (?:registration letter|tribunal registration) `), casefile.DocumentRegistrationLetter, ""},
	{pattern.New(` (?:tribunal order|case management order|tribunal directions|tribunal decision) `), casefile.DocumentTribunalOrder, ""},
	{pattern.New(` working document `), casefile.DocumentWorkingDocument, ""},
	{pattern.New(` (?:ep|educational psycholog\w+)(?: \w+)? (?:report|advice) `), casefile.DocumentReport, ""},
	{pattern.New(` (?:salt|slt|speech and language|speech|ot|occupational therapy|physio\w*|paediatric\w*|camhs)(?: \w+)? (?:report|letter|advice|assessment) `), casefile.DocumentMedicalReport, ""},
	{pattern.New(` (?:school report|annual review|iep|provision map) `), casefile.DocumentSchoolReport, ""},
	{pattern.New(`^ (?:img|dsc|dscn|dscf|pxl|photo|image|screenshot|signal|whatsapp image) `), casefile.DocumentPhoto, ""},
	{pattern.New(` (?:photo|photograph|screenshot) `), casefile.DocumentPhoto, ""},
}

// byName guesses from the file's name, where the words of the paper say nothing.
func (r *reading) byName() (sortOf, bool) {
	for _, n := range nameKinds {
		if n.words.MatchString(r.nameFold) {
			if n.kind == casefile.DocumentPhoto && len(r.lines) > 12 {
				continue
			}
			return kindOf(n.kind, n.subject, clue(0, r.name, Unsure, "A file's name is not the paper itself.")), true
		}
	}
	return sortOf{}, false
}
