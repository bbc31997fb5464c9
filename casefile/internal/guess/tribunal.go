package guess

import (
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/pattern"
	"ehccasefile/deadlines"
)

var (
	tribunalWords = pattern.New(` (?:first tier tribunal|special educational needs and disability tribunal|send tribunal|health education and social care chamber|hm courts and? ?tribunals service|hmcts) `)
	registered    = pattern.New(` (?:appeal|claim) (?:\w+ ){0,16}?(?:has (?:now )?been|was|is now|is) registered | (?:has|have) (?:now )?registered (?:your|the|this) (?:appeal|claim) | (?:notice|acknowledgement|confirmation) of (?:registration|appeal registration) | registration of (?:your|the|this|an) (?:appeal|claim) | (?:appeal|parental) registration (?:letter )?`)
	orderHeading  = pattern.New(`^ (?:[0-9]+ )?(?:case management |consent |further |amended |final |directions |interim |registrars |judges )*(?:order|orders|directions?|order and directions|directions order|case directions|decision|decision and reasons|decision notice|decision and order|notice of hearing)(?: (?:by|of|on|no|number|and|made|issued|following|for) .{0,50})? $`)
	orderWords    = pattern.New(` (?:it is (?:hereby )?(?:ordered|directed)|the tribunal (?:hereby |therefore |now )?(?:orders|directs|makes the following (?:order|directions))|by order of the tribunal|order is made) `)
	lettersHome   = pattern.New(` (?:my|our) (?:appeal|son|daughter|child) `)
	decisionWords = pattern.New(` (?:appeal is (?:allowed|dismissed|upheld)|the appeal is allowed|tribunal (?:dismisses|allows|upholds) the appeal|decision and reasons) `)
)

// byTribunal finds what the Tribunal itself wrote: its name stands at the top, and it registers an appeal or orders something.
func (r *reading) byTribunal() (sortOf, bool) {
	top := -1
	for i, l := range r.lines[:min(15, len(r.lines))] {
		if tribunalWords.MatchString(l.fold) && (r.dear < 0 || i < r.dear) {
			top = i
			break
		}
	}
	if top < 0 || r.foreignHead() || r.says(lettersHome, 1) {
		return sortOf{}, false
	}
	s := sortOf{tribunal: true}
	for _, p := range r.passages {
		if p.page <= 2 && registered.MatchString(p.fold) {
			s.ProposedKind, s.subject = ProposedKind{clue(p.page, p.text, Likely, ""), casefile.DocumentRegistrationLetter}, "Tribunal’s registration letter"
			return s, true
		}
	}
	for _, l := range r.lines {
		if l.page <= 2 && len(l.text) < 90 && orderHeading.MatchString(l.fold) || l.page <= 3 && orderWords.MatchString(l.fold) {
			s.ProposedKind, s.subject = ProposedKind{clue(l.page, l.text, Likely, ""), casefile.DocumentTribunalOrder}, "Tribunal’s order"
			if r.says(decisionWords, 60) {
				s.subject = "Tribunal’s decision"
			}
			return s, true
		}
	}
	return sortOf{}, false
}

var notTheirs = pattern.New(` (?:witness statement|position statement|skeleton argument|statement of case|grounds of appeal|appeal form|send ?35a?|send ?7|request for changes?|response to the appeal|local authoritys response|respondents response|response form|working document|attendance form|case review form|bundle index|index to|hearing bundle|appeal bundle|dear (?:sir|tribunal)|notice of appeal|reasons for appeal) `)

// foreignHead tells whether the head is that of a paper sent to the Tribunal and not by it.
func (r *reading) foreignHead() bool {
	for _, l := range r.head() {
		if len(l.text) < 100 && notTheirs.MatchString(l.fold) && len(daysIn(l.text)) == 0 {
			return true
		}
	}
	return false
}

// purpose is what the Tribunal sets a day for, by the words beside the date.
type purpose struct {
	kind  string
	words *pattern.Pattern
	not   *pattern.Pattern
}

var purposes = []purpose{
	{"response-directed", pattern.New(` (?:local authority|council|respondent|authority)s? (?:\w+ ){0,8}?(?:response|respond) | response (?:to the appeal|from the (?:local authority|council|respondent)|deadline|due|date)|^(?: \w+){0,2} response (?:due |by |to be received )?(?:by )?$| date for (?:the )?response `),
		pattern.New(` (?:further|reply|replies|request for change|working document|response to the (?:application|request|order)|amended response) `)},
	{"evidence-directed", pattern.New(` (?:final evidence(?: deadline)?|evidence deadline|deadline for (?:\w+ ){0,4}evidence|(?:any|all|further|last|written|additional|new) (?:\w+ ){0,4}evidence|last (?:day|date) for (?:\w+ ){0,3}evidence|evidence (?:\w+ ){0,6}(?:must|should|shall|is to|to) be (?:\w+ )?(?:sent|filed|served|received|submitted|provided)) `), pattern.New(` (?:late evidence|reply|replies|in response|request for changes?) `)},
	{"attendance-directed", pattern.New(` (?:attendance (?:form|sheet|details)|send ?11|details of (?:\w+ ){0,3}witnesses|who will attend|names of (?:\w+ ){0,4}witnesses|hearing attendance) `), nil},
	{"case-review-directed", pattern.New(` (?:case review(?: form)?|send ?45) `), nil},
	{"working-document-directed", pattern.New(` working document `), nil},
	{"bundle-directed", pattern.New(` (?:bundle|bundles) `), pattern.New(` (?:supplementary bundle|after the bundle|included in the bundle) `)},
	{"hearing-set", pattern.New(` (?:hearing|heard) `), pattern.New(` (?:window|week commencing|not before|provisional\w*|vacat\w+|previous\w*|adjourned|cancel\w+|working days|prior to|before the hearing|telephone|case management|preliminary|ground rules|estimate|moved from|postponed|no longer|if |notice of hearing dated|original|instead of|following|after|request|application|judicial alternative|jadr|written reasons|paper|bundle|hearing was|took place|was held|hearing held|heard on|held a|deadline|evidence) `)},
	{"appeal-lodged", pattern.New(` (?:(?:received|receipt of) (?:your|the|this) (?:notice of )?appeal|appeal (?:form )?(?:was |has been )?received|(?:notice of appeal|appeal|appeal form) (?:which )?(?:was )?received) `), pattern.New(` (?:not|must|incomplete|response) `)},
}

var (
	ownDate    = pattern.New(`^ (?:date|dated|date of (?:order|issue|letter|decision)|order dated|issued|issued on|date issued|date sent|sent) $`)
	ofBirth    = pattern.New(` (?:birth|dob|d o b|born) $`)
	ofDecision = pattern.New(` (?:decision|letter|order|directions|plan|report|application|request|form|e mail|email|certificate|notice) (?:\w+ ){0,4}(?:dated|of|on|made|issued|sent|received)(?: the)? $`)
	movedTo    = pattern.New(`^ (?:(?:is|be|has been|shall be|to be) )?(?:hereby |therefore )?(?:(?:postponed|moved|changed|varied|extended|relisted|adjourned|brought forward) )?(?:and (?:relisted|listed|moved) )?(?:to|until) (?:the )?$`)
	replaced   = pattern.New(` (?:from|instead of|rather than|not on|replaces|replacing|in place of) (?:the )?$`)
	asked      = pattern.New(` (?:applications?|appl(?:y|ies|ied)|requests?|requested|sought|seeks?|asks?|asked|proposes?|proposed|suggests?|suggested|would|if|wishes|refused|availab\w+) `)
	calledOff  = pattern.New(` (?:is|are|be|was|has been|shall be|will be|now) (?:hereby |therefore |also )?(?:vacated|adjourned|cancelled|postponed|set aside|revoked|extended|moved|varied|replaced|stayed|missed|refused|over) | (?:vacated|adjourned|postponed|cancelled) $|^ (?:has|have) (?:now )?(?:passed|gone|been missed) `)
	onlyPast   = pattern.New(` (?:previous\w*|vacated|adjourned|was (?:due|listed|to be)|had been|extended from|original(?:ly)?) `)
)

// tribunalFacts offers each date in a registration letter or an order, one by one, with the words it stands in. A date whose purpose is
// not plain is offered without a kind.
func (r *reading) tribunalFacts(k sortOf, on ProposedDay) []ProposedFact {
	var all []ProposedFact
	for i, p := range r.passages {
		days := daysIn(p.text)
		for n := range days {
			all = append(all, r.directed(i, n, days, on)...)
		}
		if len(all) >= mostDirected {
			break
		}
	}
	return append(unclash(all), r.ordered(k, on)...)
}

// mostDirected is where the list of dates of one paper ends: a registration letter has about ten.
const mostDirected = 200

// directed reads the date number n of a passage. The paper's own date and a date of birth give nothing.
func (r *reading) directed(i, n int, days []writtenDay, on ProposedDay) []ProposedFact {
	p, d := r.passages[i], days[n]
	before, _ := r.around(i, n, days)
	if strings.Contains(before, " birth ") && !strings.Contains(before, " hearing ") || ofBirth.MatchString(before) {
		return nil
	}
	kinds := inTime(r.meant(i, n, days), d.day, on.Day)
	if d.day == on.Day && (len(kinds) == 0 || ownDate.MatchString(before)) {
		return nil
	}
	words := p.text
	if Fold(p.text[:d.start]) == " " && before != " " && n == 0 { // its label stands in the passage before
		words = r.passages[i-1].text + " " + p.text
	}
	if len(kinds) == 0 {
		why := strings.TrimSpace("It is not plain what this day is for. " + d.doubt)
		return []ProposedFact{{clue(p.page, words, Unsure, why), "", d.day, deadlines.Date{}}}
	}
	sure := Likely
	if d.doubt != "" {
		sure = Unsure
	}
	var out []ProposedFact
	for _, kind := range kinds {
		out = append(out, ProposedFact{clue(p.page, words, sure, d.doubt), kind, d.day, deadlines.Date{}})
	}
	return out
}

// meant gives the kinds of fact that the words around a date point to: none where the date is spoken of as past, called off, replaced or only
// asked for. The new day of "from 4 May to 8 June" is read by the words before the old one.
func (r *reading) meant(i, n int, days []writtenDay) []string {
	before, after := r.around(i, n, days)
	kinds := purposesOf(before)
	if len(kinds) == 0 {
		kinds = purposesOf(after)
	}
	switch {
	case n > 0 && movedTo.MatchString(before):
		before, _ = r.around(i, n-1, days)
		before = strings.TrimSuffix(before, "from ")
		kinds = purposesOf(before)
	case replaced.MatchString(before):
		return nil
	}
	if ofDecision.MatchString(before) || asked.MatchString(before) || onlyPast.MatchString(before) || calledOff.MatchString(after) {
		return nil
	}
	return kinds
}

// inTime drops what cannot be: a paper sets days that lie after it, and tells of an appeal that came before it.
func inTime(kinds []string, day, on deadlines.Date) []string {
	if on.IsZero() {
		return kinds
	}
	var out []string
	for _, k := range kinds {
		if k == "appeal-lodged" && !day.After(on) || k != "appeal-lodged" && day.After(on) {
			out = append(out, k)
		}
	}
	return out
}

// around gives the folded words that belong to a date: those since the date before it, and those up to the next one. A date that stands alone
// takes the passage before it for its label.
func (r *reading) around(i, n int, days []writtenDay) (before, after string) {
	p, from, to := r.passages[i], 0, len(r.passages[i].text)
	if n > 0 {
		from = days[n-1].end
	}
	if n+1 < len(days) {
		to = days[n+1].start
	}
	before, after = Fold(p.text[from:days[n].start]), Fold(p.text[days[n].end:to])
	if n == 0 && before == " " && i > 0 && r.passages[i-1].page == p.page && len(r.passages[i-1].text) < 80 && len(daysIn(r.passages[i-1].text)) == 0 &&
		len(purposesOf(after)) == 0 && !strings.HasSuffix(r.passages[i-1].text, ".") {
		before = r.passages[i-1].fold
	}
	return before, after
}

// purposesOf gives the kinds of fact that words point to. One is plain; attendance and case review may share a day; any other mixture is not plain.
func purposesOf(words string) []string {
	var kinds []string
	for _, p := range purposes {
		if p.words.MatchString(words) && (p.not == nil || !p.not.MatchString(words)) {
			kinds = append(kinds, p.kind)
		}
	}
	if len(kinds) > 1 && !(len(kinds) == 2 && kinds[0] == "attendance-directed" && kinds[1] == "case-review-directed") {
		return nil
	}
	return kinds
}

// unclash takes the kind from facts of one kind that have different days: only a person can say which day holds.
func unclash(all []ProposedFact) []ProposedFact {
	days := map[string]map[deadlines.Date]bool{}
	for _, f := range all {
		if days[f.Kind] == nil {
			days[f.Kind] = map[deadlines.Date]bool{}
		}
		days[f.Kind][f.On] = true
	}
	var out []ProposedFact
	seen := map[string]bool{}
	for _, f := range all {
		if f.Kind != "" && len(days[f.Kind]) > 1 {
			f.Kind, f.Sure, f.Say = "", Unsure, f.Say+" The paper gives more than one day for this."
		}
		key := f.Kind + f.On.String()
		if f.Kind == "" {
			key += f.Words
		}
		if !seen[key] {
			seen[key] = true
			out = append(out, f)
		}
	}
	return out
}

// orders are what the Tribunal orders a council to do.
var orders = []struct {
	kind  string
	words *pattern.Pattern
}{
	{"order-assess", pattern.New(` (?:local authority|council|respondent) (?:shall|must|is (?:hereby )?(?:ordered|directed) to|is to|to|do)(?: \w+){0,6}? (?:assessment|reassessment)\b`)},
	{"order-make-plan", pattern.New(` (?:local authority|council|respondent) (?:shall|must|is (?:hereby )?(?:ordered|directed) to|is to|to|do)(?: \w+){0,3}? (?:make|issue|prepare|secure)(?: \w+){0,4}? ehc plan\b`)},
	{"order-school", pattern.New(` (?:shall|must|is (?:hereby )?(?:ordered|directed) to|is to)(?: \w+){0,3}? (?:name|amend|replace|substitute|specify)(?: \w+){0,6}? (?:section i)\b`)},
	{"order-amend", pattern.New(` (?:shall|must|is (?:hereby )?(?:ordered|directed) to|is to)(?: \w+){0,3}? amend(?: \w+){0,8}? (?:sections? b|sections? f|section b and f|sections b and f)\b`)},
	{"order-continue", pattern.New(` (?:shall|must|is (?:hereby )?(?:ordered|directed) to|is to) (?:continue to )?maintain(?: \w+){0,4}? ehc plan\b`)},
}

// ordered offers what a final decision of the Tribunal orders. The day is that on the order.
func (r *reading) ordered(k sortOf, on ProposedDay) []ProposedFact {
	if k.subject != "Tribunal’s decision" || on.Day.IsZero() || on.Sure == Unsure {
		return nil
	}
	out := []ProposedFact{{clue(k.Page, k.Words, Likely, datedNotSent), "tribunal-decision-sent", deadlines.Date{}, on.Day}}
	for _, o := range orders {
		for _, p := range r.passages {
			if at := o.words.FindStringIndex(p.fold); at != nil && !supposedOrder.MatchString(p.fold) {
				out = append(out, ProposedFact{clue(p.page, p.text, Likely, ""), o.kind, on.Day, deadlines.Date{}})
				break
			}
		}
	}
	return out
}

var supposedOrder = pattern.New(` (?:not|if|whether|unless|asks?|asked|seeks?|sought|submits?|submitted|argued?|contends?|request(?:s|ed)?|section 42|section 36|regulation|may|could|would|says|said|proposed|proposes|evidence) `)
