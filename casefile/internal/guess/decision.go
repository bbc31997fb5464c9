package guess

import (
	"slices"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/pattern"
	"ehccasefile/deadlines"
)

// verdict is what a council's letter tells a family.
type verdict string

const (
	refuseAssess   verdict = "Decision not to assess"
	agreeAssess    verdict = "Decision to assess"
	refuseReassess verdict = "Decision not to re-assess"
	agreeReassess  verdict = "Decision to re-assess"
	refusePlan     verdict = "Decision not to make a plan"
	agreePlan      verdict = "Decision to make a plan"
	draftSent      verdict = "Letter with the draft plan"
	finalFirst     verdict = "Letter with the final plan"
	finalAmended   verdict = "Letter with the amended final plan"
	finalSome      verdict = "Letter with a final plan"
	noChange       verdict = "Decision not to change the plan"
	willAmend      verdict = "Decision to change the plan"
	amendNotice    verdict = "Notice of proposed amendments"
	ceaseThought   verdict = "Letter about ending the plan"
	ceaseDecided   verdict = "Decision to end the plan"
	considering    verdict = "Letter about considering an assessment"
	travelRefused  verdict = "Decision on school transport"
)

// factOf is the kind of fact that the sending of such a letter is; "" for none.
var factOf = map[verdict]string{
	refuseAssess: "decision-sent", refusePlan: "decision-sent", noChange: "decision-sent", agreeAssess: "assess-decision-sent",
	refuseReassess: "reassess-refused-sent", agreeReassess: "reassess-agreed-sent", draftSent: "draft-served", finalFirst: "final-plan-sent",
	finalAmended: "final-amended-sent", willAmend: "review-decision-sent", amendNotice: "amendment-notice-sent", ceaseThought: "cease-proposed",
	ceaseDecided: "cease-decision-sent", considering: "assess-notice-sent", travelRefused: "travel-decision-sent",
}

// together are verdicts that one letter may bear side by side without contradicting itself.
var together = [][]verdict{
	{willAmend, amendNotice}, {agreePlan, draftSent}, {agreePlan, finalFirst}, {agreeAssess, considering}, {finalFirst, finalSome}, {finalAmended, finalSome},
	{willAmend, finalAmended, finalSome},
}

// decision is a verdict with the sentence that bears it.
type decision struct {
	verdict
	passage
}

// saying is a way in which letters say a verdict.
type saying struct {
	verdict verdict
	words   *pattern.Pattern
	not     *pattern.Pattern // in what matched
}

const (
	decided   = ` (?:(?:has|have|had|having) (?:now |therefore |carefully |since |also |concluded and |today |recently |considered and )*(?:decided|determined|agreed|concluded|resolved)|decision (?:is|was|has been(?: made| taken)?|made|taken|reached)|(?:its|our|the|councils|authoritys|panels) decision|decision of the (?:council|local authority|panel)(?: is| was)?|we (?:decided|agreed|concluded)|(?:council|authority|panel|team) (?:decided|agreed|concluded)|will|of the view|of the opinion|(?:is|are) proposed|(?:do|does))(?: that)?(?: it| we| you| the council| the local authority| the authority| an? ehc \w+| \w+){0,6}?`
	notTo     = ` not (?:to )?(?:be |been )?(?:be )?(?:agreed? (?:to |that )?|going to |think that |consider(?: that)? |felt |satisfied that )?`
	doAssess  = `(?:carry out|carrying out|undertake|undertaking|conduct|conducting|proceed(?:ing)? (?:with|to)|progress(?:ing)?|initiate|initiating|start(?:ing)?|commence|commencing|make|making|secure|agree(?:ing)? (?:to|your)|necessary|required|needed|warranted|assess(?:ing)?|go ahead with|approved?|complete)`
	toPlan    = `(?:issue|issuing|make|making|prepare|preparing|draw up|secure|write|writing|provide|proceed(?:ing)? (?:with|to)|necessary|required|needed|require[sd]?|need[s]?|progress(?:ing)?|produce|agree(?:ing)? to|put in place)`
	assesses  = `(?: \w+){0,9}? (?:ehc needs assessment|assessment of (?:\w+ ){0,4}needs|needs assessment|assessment|assess)\b`
	ofPlan    = `(?: \w+){0,9}? ehc plan\b`
	kept      = `(?: (?:now|therefore|today|also|carefully|since|recently|unanimously|considered|this|your|the|panel|request|and|further))*`
	thatItIs  = `(?: (?:that|it|will|to|we|the|council|local|authority|now|is|be|therefore|should))*`
	enclosing = ` (?:enclos\w+|attach\w+|please find|sending(?: you)?|issuing|here is|share|sharing)\b`
)

var sayings = []saying{
	{refuseAssess, pattern.New(decided + notTo + doAssess + assesses), pattern.New(` plan\b|reassess| (?:do|does) not (?:carry|undertake|conduct|need|make|start|complete|proceed)`)},
	{refuseAssess, pattern.New(` it (?:is|was|would) not (?:be )?(?:considered |felt |thought )?(?:to be )?necessary to (?:carry out|undertake|conduct|make|secure)` + assesses), pattern.New(` plan\b|reassess`)},
	{refuseAssess, pattern.New(` (?:unable|not able|not in a position) to (?:agree|proceed|carry|undertake)` + assesses), pattern.New(` plan\b|reassess`)},
	{refuseAssess, pattern.New(` (?:refus\w+|declin\w+|turned down|rejected)(?: to| your| the| an| this)*` + assesses), pattern.New(` plan\b|reassess`)},
	{refuseAssess, pattern.New(` (?:ehc needs assessment|request for assessment) (?:\w+ ){0,5}?(?:is|was|has been|will) (?:not (?:be )?(?:been )?(?:necessary|required|agreed|approved|carried|undertaken|granted)|refused|declined|unsuccessful)`), pattern.New(` plan\b|reassess`)},
	{refuseReassess, pattern.New(decided + notTo + `(?: ?\w+){0,8}? ?reassess`), nil},
	{agreeReassess, pattern.New(` (?:(?:has|have)` + kept + ` (?:decided|agreed)|will|decision)(?: that we will| it will)? (?:to )?(?:carry out|undertake|conduct|start|do)?(?: \w+){0,2}? ?reassess`), pattern.New(` not `)},
	{agreeAssess, pattern.New(` (?:(?:has|have)` + kept + ` (?:decided|agreed|concluded)|decision(?: is| has been made| was made)?|will(?: now)?(?: be)?)(?: that (?:it|we) will| that)? (?:to )?(?:carry out|carrying out|undertake|undertaking|conduct|conducting|proceed with|proceeding with|begin|start|starting|initiate|commence|go ahead with|progress|make|secure)(?: \w+){0,7}? (?:ehc needs assessment|assessment of (?:\w+ ){0,4}needs)\b`), pattern.New(` (?:not|plan|reassess\w*|whether|unable) `)},
	{agreeAssess, pattern.New(` (?:agreed|agreeing|agree) to (?:your |the |this )?request for (?:an? )?(?:ehc needs )?assessment`), pattern.New(` (?:not|unable) `)},
	{refusePlan, pattern.New(decided + notTo + toPlan + ofPlan), pattern.New(` (?:amend\w*|maintain|final|change\w*|cease|review|copy) | (?:do|does) not (?:issue|make|write|produce|provide|need|prepare)`)},
	{refusePlan, pattern.New(` not necessary for (?:\w+ ){0,6}provision to be made(?: \w+){0,8}? ehc plan\b`), nil},
	{refusePlan, pattern.New(` ehc plan (?:is|was) not (?:necessary|required|needed)`), nil},
	{refusePlan, pattern.New(` (?:refus\w+|declin\w+) to (?:issue|make)` + ofPlan), nil},
	{agreePlan, pattern.New(` (?:has|have)` + kept + ` (?:decided|agreed|concluded)` + thatItIs + ` (?:issue|make|prepare|draw up|necessary|required|needs)` + ofPlan), pattern.New(` (?:not|amend\w*|assessment|cease|final) `)},
	{agreePlan, pattern.New(` (?:has|have)` + kept + ` (?:decided|agreed|concluded) that an ehc plan (?:is|will be) (?:necessary|needed|required|issued)`), nil},
	{noChange, pattern.New(decided + notTo + `(?:amend(?:ing)?|change|changing|make (?:any )?(?:changes|amendments)|propose (?:any )?(?:changes|amendments))(?: \w+){0,7}? ehc plan\b`), pattern.New(` (?:do|does) not (?:amend|change|make)`)},
	{noChange, pattern.New(` (?:maintain|keep|leave|continue(?: with)?)(?: \w+){0,6}? plan (?:unchanged|unamended|without (?:any )?(?:amendment|amendments|change|changes)|as it (?:is|stands|currently stands)|in its (?:current|present|existing) form)`), nil},
	{noChange, pattern.New(` (?:no (?:amendments?|changes?)) (?:\w+ ){0,6}?(?:will be|are to be|are|is) (?:made|needed|required|necessary|proposed)`), nil},
	{noChange, pattern.New(` ehc plan (?:will|is to|should) (?:remain|stay|continue) (?:unchanged|the same|as it is|in its (?:current|present) form|without amendment)`), nil},
	{ceaseThought, pattern.New(` (?:considering|proposing|proposes|propose|minded|intends|intend|intention|thinking of|consult\w*)(?: \w+){0,6}? (?:ceas\w+|end|ending) (?:\w+ ){0,4}?ehc plan\b`), nil},
	{ceaseThought, pattern.New(` (?:considering|proposing|proposes|minded|intends|intend|intention)(?: \w+){0,5}? (?:cease|ceasing) to maintain`), nil},
	{ceaseDecided, pattern.New(` (?:(?:has|have)` + kept + ` (?:decided|determined|concluded)|decision(?: is| has been made)?|will(?: now)?)(?: that it will| that we will)? (?:to )?(?:cease (?:to maintain|maintaining)|cease|stop maintaining|end)(?: \w+){0,4}? (?:ehc plan|plan)\b`), pattern.New(` (?:not|continue|maintained) `)},
	{ceaseDecided, pattern.New(` no longer (?:be )?(?:necessary (?:for|to)|maintain\w*)(?: \w+){0,6}? ehc plan(?: \w+){0,5}? (?:has|have|will) (?:therefore |now )?(?:cease|ceased|end|ended|been ceased)`), nil},
	{willAmend, pattern.New(` (?:(?:has|have)` + kept + ` (?:decided|agreed|concluded)|decision(?: is| has been made)?|will(?: be)?|proposes?|proposing|intends?|intending|is|are)(?: that it will| that we will)? (?:now )?(?:to )?(?:be )?(?:amend(?:ing)?|make (?:\w+ )?(?:amendments|changes) to)(?: \w+){0,6}? ehc plan\b`), pattern.New(` (?:not|no|without|final) `)},
	{amendNotice, pattern.New(` (?:this (?:letter )?(?:is|constitutes|serves as|and the enclosed\w*)|` + `enclos\w+|attach\w+|please find|sending|here is|here are)(?: \w+){0,14}? (?:amendment notice|notice of (?:the )?(?:proposed )?amendments?|proposed amendments|proposed changes|proposed amended (?:ehc )?plan|draft amended (?:ehc )?plan|amended draft (?:ehc )?plan)\b`), pattern.New(` (?:not|will send|will be sent|within) `)},
	{amendNotice, pattern.New(` with this letter(?: \w+){0,25}? (?:proposed amendments|amendments (?:that |which )?(?:we|it|the council|the local authority) proposes?)\b`), nil},
	{draftSent, pattern.New(enclosing + `(?: \w+){0,10}? draft (?:ehc )?(?:plan|ehc)\b`), pattern.New(` (?:amended|amendment|not|will|final|comments on|response to|reply to|within) |ed (?:to|with) `)},
	{finalAmended, pattern.New(enclosing + `(?: \w+){0,10}? (?:final amended|amended final|amended)(?: and final(?:ised)?)? (?:ehc )?plan\b`), pattern.New(` (?:draft|proposed|not|within|will be) |ed (?:to|with) `)},
	{finalAmended, pattern.New(` (?:final amended|amended) ehc plan (?:\w+ ){0,4}?(?:has|have) (?:now )?been (?:finalised|issued)`), pattern.New(` not `)},
	{finalSome, pattern.New(enclosing + `(?: \w+){0,10}? (?:final|finalised) (?:ehc )?(?:plan|ehc)\b`), pattern.New(` (?:draft|proposed|not|within|will|until|before|amended) |ed (?:to|with) `)},
	{finalSome, pattern.New(` ehc plan (?:\w+ ){0,4}?(?:has|have) (?:now )?been (?:finalised|completed and issued)`), pattern.New(` (?:not|amended|draft) `)},
	{considering, pattern.New(` (?:consider(?:ing)?|decide|deciding)(?: \w+){0,4}? whether(?: \w+){0,9}? (?:ehc needs assessment|assessment|assess)\b`), pattern.New(` (?:has considered|have considered) `)},
	{travelRefused, pattern.New(` (?:not (?:be )?(?:eligible|entitled|qualify|agreed|able to (?:offer|provide|agree))|unable to (?:agree|offer|provide)|declined|refused|unsuccessful|decided not to (?:provide|offer|award))(?: \w+){0,10}? (?:transport|travel assistance|travel support)\b`), nil},
}

var (
	supposed = pattern.New(` (?:if|whether|unless|where|when|may|might|can|could|would|should|must|shall|appeal\w*|right to|rights to|until|before|any decision|complain\w*|such as|for example|either|happens|options?) `)
	past     = pattern.New(` (?:previous|previously|earlier|originally|original|initial|initially|last year|at that time|our letter|a letter|letter of|letter dated|wrote to you|told you|withdrawn|withdraw|overturn\w*|set aside|had|panel minutes|you said|you state|you say|told us|told me|according to|you believe|you understand|understand that|another copy|further copy|second copy|spare copy|as requested|you asked for|you requested|at the last|the last|sorry that|apologise that|apologise for|complaint|appeal against|your view|following mediation) `)
	trigger  = []string{"assess", "plan", "amend", "transport", "travel", "chang"}
)

// decisions gives what a council's letter decided, from its first four pages: plain statements only, none that is supposed, quoted or past.
func (r *reading) decisions() []decision {
	var all []decision
	for _, p := range r.passages {
		if p.page > 4 {
			break
		}
		if len(p.fold) > 1500 || !slices.ContainsFunc(trigger, func(t string) bool { return strings.Contains(p.fold, t) }) {
			continue
		}
		for _, s := range sayings {
			if s.said(p.fold) {
				all = append(all, decision{s.verdict, p})
			}
		}
	}
	return r.settle(all)
}

// said tells whether a sentence says the verdict outright.
func (s saying) said(sentence string) bool {
	at := s.words.FindStringIndex(sentence)
	if at == nil {
		return false
	}
	match, before, rest := sentence[at[0]:at[1]]+" ", inMay.ReplaceAllString(sentence[:at[0]]+" ", " "), inMay.ReplaceAllString(" "+sentence[at[1]:], " ")
	if s.verdict != noChange && notYet.MatchString(before) || notUs.MatchString(before) || notNow.MatchString(rest) || strings.Contains(match, " will ") && whenever.MatchString(rest) || sentThen.MatchString(sentence) {
		return false
	}
	if s.verdict == considering {
		return !past.MatchString(before)
	}
	return (s.not == nil || !s.not.MatchString(match)) && !supposed.MatchString(before) && !supposed.MatchString(within(match)) && !past.MatchString(before+match)
}

// notYet is what stands before a sending that is still to come: "we will send you the final plan".
var notYet = pattern.New(` (?:will|shall|will be|shall be|will then|going to|intend to|able to|ready to|plan to|hope to|aim to|expect to|not|yet to|due to be|will also) $`)

// notUs is what stands before words that are somebody else's doing, or are denied.
var notUs = pattern.New(` (?:you|you have|you had|they|they have|school|school has|she|he|not|never) $`)

// What stands after a verdict that is not one now: it waits for something, or tells of a sending on another day.
var (
	notNow   = pattern.New(` (?:until|unless|yet|pending|in time|on time|subject to|provided that|only if) `)
	whenever = pattern.New(` (?:when|once|if|as soon as) `)
	sentThen = pattern.New(` (?:dated|issued|sent|finalised)(?: to you)?(?: on)?(?: the)? [0-9]`)
	inMay    = pattern.New(` [0-9]{1,2}(?:st|nd|rd|th)? may | may [0-9]{4} `)
)

// within leaves out what the law's own test says inside a verdict: "where it may be necessary".
func within(match string) string { return strings.ReplaceAll(match, " it may be necessary ", " ") }

// settle tells a first final plan from an amended one, drops repetitions, and drops "to amend" where a no was said in the same sentence.
func (r *reading) settle(all []decision) []decision {
	var out []decision
	seen := map[verdict]bool{}
	for _, d := range all {
		if d.verdict == finalSome {
			d.verdict = r.whichFinal()
		}
		if !seen[d.verdict] {
			seen[d.verdict] = true
			out = append(out, d)
		}
	}
	if seen[finalFirst] || seen[finalAmended] {
		out = slices.DeleteFunc(out, func(d decision) bool { return d.verdict == finalSome || d.verdict == draftSent })
	}
	if seen[amendNotice] {
		out = slices.DeleteFunc(out, func(d decision) bool { return d.verdict == draftSent })
	}
	return slices.DeleteFunc(out, func(d decision) bool {
		return d.verdict == considering && (seen[agreeAssess] || seen[refuseAssess]) || d.verdict == travelRefused && len(seen) > 1
	})
}

var (
	amendedSigns = pattern.New(` (?:amended|amendment notice|annual review|early review|interim review|review meeting|following (?:the|a|your) review|proposed amendments|reassessment|transfer review|phase transfer) `)
	firstSigns   = pattern.New(` (?:draft plan|draft ehc plan|needs assessment|first plan|first ehc plan) `)
	yearly       = pattern.New(` (?:will be reviewed|next|within 12 months|at least (?:annually|once)|every 12 months|every year|each year|reviewed annually|twelve months|review the plan|will take place|will be held) `)
)

// whichFinal tells from the whole letter whether a final plan is the first or an amended one; where the signs do not agree it does not say.
func (r *reading) whichFinal() verdict {
	amended, first := false, false
	for _, p := range r.passages {
		if p.page > 2 {
			break
		}
		amended = amended || amendedSigns.MatchString(p.fold) && !yearly.MatchString(p.fold)
		first = first || firstSigns.MatchString(p.fold)
	}
	switch {
	case amended && !first:
		return finalAmended
	case first && !amended:
		return finalFirst
	}
	return finalSome
}

var (
	councilWords = pattern.New(` (?:council|borough|local authority|childrens services|county hall|civic centre|town hall|sen team|send team|send service|sen service|sen assessment\w*|send assessment\w*|statutory assessment\w*|ehc team|ehc assessment\w*|ehc needs assessment (?:team|service)|ehc plan (?:team|coordinator|officer)|inclusion service|special educational needs team|education authority|childrens trust) `)
	otherHead    = pattern.New(`\b(?:solicitors?|llp|barristers?|chambers|sendiass|sendias|iass|ipsea|sossen|sos sen|advocacy|advocates?|tribunal|nhs|hospital|mediation|ombudsman)\b|(?: school| academy| college| nursery| infants| juniors) $`)
	familyWords  = pattern.New(` (?:my|our) (?:\w+ )?(?:son|sons|daughter|daughters|child|childs|boy|girl|grandson|granddaughter) `)
	toFamily     = pattern.New(` (?:your (?:\w+ )?(?:son|sons|daughter|daughters|child|childs|young person)|you|your) `)
	toNamed      = pattern.New(`^ dear (?:mr|mrs|ms|miss|mx|parent|parents) `)
	toOthers     = pattern.New(` (?:complaint|stage (?:1|2|one|two)|freedom of information|subject access|consultation (?:with|to) (?:your )?(?:school|setting|college)|consult (?:you|your school|your setting)|dear head) `)
)

// fromCouncil tells whether this is a council's letter to a family: its letterhead or signature says so, nobody else's does, and it speaks to the
// family and not for it.
func (r *reading) fromCouncil() bool {
	council, other, own, to, never := false, false, false, false, false
	for i, l := range r.lines {
		if l.page > 2 {
			break
		}
		place := i < r.dear || r.close >= 0 && i > r.close && i < r.close+8
		if place && len(l.text) < 90 {
			council = council || councilWords.MatchString(l.fold)
			other = other || i < 8 && otherHead.MatchString(l.fold) && !councilWords.MatchString(l.fold)
		}
		own = own || familyWords.MatchString(l.fold)
		to = to || i > r.dear && toFamily.MatchString(l.fold) || i == r.dear && toNamed.MatchString(l.fold)
		never = never || (i == r.dear || i < r.dear+4) && toOthers.MatchString(l.fold)
	}
	return council && !other && !own && to && !never
}

// councilLetter sorts a council's letter by what it decided.
func (r *reading) councilLetter() (sortOf, bool) {
	all := r.decisions()
	if len(all) == 0 {
		return sortOf{}, false
	}
	main := all[0]
	for _, d := range all {
		if d.verdict == amendNotice || main.verdict == considering || main.verdict == agreePlan {
			main = d
		}
	}
	kind := casefile.DocumentDecisionLetter
	switch main.verdict {
	case amendNotice:
		kind = casefile.DocumentAmendmentNotice
	case draftSent, considering, ceaseThought:
		kind = casefile.DocumentLetter
	}
	s := kindOf(kind, string(main.verdict), clue(main.page, main.text, Likely, ""))
	s.council, s.decided = true, all
	if !agree(all) {
		s.subject = "Decision letter"
		s.ProposedKind = ProposedKind{clue(main.page, main.text, Unsure, ""), casefile.DocumentDecisionLetter}
	}
	return s, true
}

// agree tells whether the verdicts of one letter can stand side by side.
func agree(all []decision) bool {
	if len(all) < 2 {
		return true
	}
	return slices.ContainsFunc(together, func(set []verdict) bool {
		return !slices.ContainsFunc(all, func(d decision) bool { return !slices.Contains(set, d.verdict) })
	})
}

const datedNotSent = "A letter is not always sent on the day it is dated. If you know the day it was sent, give that too."

// letterFacts offers what a council's letter starts, with the sentence that shows it; or says why not.
func (r *reading) letterFacts(k sortOf, on ProposedDay) (facts []ProposedFact, notes []string) {
	switch {
	case k.Kind == casefile.DocumentEmail:
		return nil, nil
	case !k.council:
		return nil, nil
	case !agree(k.decided):
		return nil, []string{"This letter speaks of more than one decision, so no date is offered from it. Read it and write down what it decides."}
	}
	facts = append(facts, r.requestReceived()...)
	for _, d := range k.decided {
		kind := factOf[d.verdict]
		switch {
		case d.verdict == finalSome:
			notes = append(notes, "It is not clear whether this is the first plan or an amended one, so no date is offered. Choose which it is.")
		case d.verdict == willAmend && !r.says(reviewSpoken, 3):
			notes = append(notes, "It is not clear whether this follows a review of the plan, so no date is offered.")
		case kind == "":
		case on.Day.IsZero() || on.Sure == Unsure:
			notes = append(notes, "We could not read for certain when this letter is dated. Give its date, and the program can count from it.")
		default:
			facts = append(facts, ProposedFact{clue(d.page, d.text, Likely, arrivalSay(kind)), kind, deadlines.Date{}, on.Day})
			facts = append(facts, r.commentsBy(kind)...)
		}
	}
	return facts, slices.Compact(notes)
}

var reviewSpoken = pattern.New(` (?:annual review|review meeting|early review|interim review|review of (?:\w+ ){0,4}(?:ehc )?plan|transfer review|review was held|reviewed) `)

func arrivalSay(kind string) string {
	if kind == "draft-served" {
		return "Time to comment runs from the day it reached you, not from the date on the letter. Give that day."
	}
	return datedNotSent
}

var (
	commentWords = pattern.New(` (?:comments?|views|representations?|respond|response|reply|observations) `)
	byWords      = pattern.New(` (?:by|no later than|not later than|before|deadline (?:is|for \w+ is)|until|on or before) (?:the )?(?:end of )?(?:(?:5pm|midday|noon|midnight|close of business) )?(?:on )?(?:mon\w+|tue\w+|wed\w+|thu\w+|fri\w+|sat\w+|sun\w+)? ?$`)
)

// commentsBy offers the last day for comments that a letter with a draft or with amendments gives.
func (r *reading) commentsBy(kind string) []ProposedFact {
	to := map[string]string{"draft-served": "draft-comments-by", "amendment-notice-sent": "amendment-comments-by"}[kind]
	if to == "" {
		return nil
	}
	var found []ProposedFact
	for _, p := range r.passages {
		days := daysIn(p.text)
		if p.page > 3 || len(days) != 1 || days[0].doubt != "" || !commentWords.MatchString(p.fold) || !byWords.MatchString(Fold(p.text[:days[0].start])) {
			continue
		}
		found = append(found, ProposedFact{clue(p.page, p.text, Likely, ""), to, days[0].day, deadlines.Date{}})
	}
	return oneDay(found)
}

// oneDay gives the first of facts that all have the same day, and nothing where they differ.
func oneDay(found []ProposedFact) []ProposedFact {
	for _, f := range found {
		if f.On != found[0].On {
			return nil
		}
	}
	return found[:min(1, len(found))]
}

var (
	requestWords  = pattern.New(` request (?:\w+ ){0,6}?(?:for )?(?:an? )?(?:\w+ ){0,3}?(?:assessment|reassessment|assess|reassess) `)
	receivedThen  = pattern.New(` (?:received|receiving|receipt of) (?:your|the|a) request (?:\w+ ){0,14}on (?:the )?(?:mon\w+ |tue\w+ |wed\w+ |thu\w+ |fri\w+ )?$`)
	notReceived   = pattern.New(` (?:made|dated|sent|submitted|written|signed|completed|posted|not|decision|panel|meeting) `)
	receivedEnd   = pattern.New(` (?:received|receipt)(?: by (?:us|the council|the local authority|\w+ council))?(?: of (?:\w+ ){0,14}?)?(?: on)?(?: the)?(?: mon\w+| tue\w+| wed\w+| thu\w+| fri\w+)? $`)
	receivedAfter = pattern.New(`^ (?:we|the council|the local authority|i) received (?:a|your|the) request `)
	onStart       = pattern.New(`^ (?:on|the)? ?(?:on )?(?:mon\w+|tue\w+|wed\w+|thu\w+|fri\w+)? ?$`)
)

// requestReceived offers the day a council says it received the request for an assessment.
func (r *reading) requestReceived() []ProposedFact {
	var found []ProposedFact
	for _, p := range r.passages {
		days := daysIn(p.text)
		if p.page > 2 || len(days) != 1 || days[0].doubt != "" || !requestWords.MatchString(p.fold) {
			continue
		}
		before, after := Fold(p.text[:days[0].start]), Fold(p.text[days[0].end:])
		if notReceived.MatchString(before) || !receivedThen.MatchString(before) && !receivedEnd.MatchString(before) && !(onStart.MatchString(before) && receivedAfter.MatchString(after)) {
			continue
		}
		kind := "request-received"
		if strings.Contains(p.fold, " reassess") {
			kind = "reassessment-request-received"
		}
		found = append(found, ProposedFact{clue(p.page, p.text, Likely, ""), kind, days[0].day, deadlines.Date{}})
	}
	return oneDay(found)
}

// certificateFacts offers the date on a mediation certificate.
func (r *reading) certificateFacts(on ProposedDay) ([]ProposedFact, []string) {
	if on.Day.IsZero() || on.Sure == Unsure {
		return nil, []string{"We could not read for certain when this certificate was issued. Give the date printed on it."}
	}
	return []ProposedFact{{clue(on.Page, on.Words, on.Sure, "It belongs to one decision of the council: say which, if there are several."), "certificate-issued", on.Day, deadlines.Date{}}}, nil
}
