package ui

import (
	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile/timeline"
	"ehccasefile/deadlines"
)

// shortFacts name in two or three words what most pictures hold; what is not here has its full title.
var shortFacts = map[string]string{
	"request-received": "Request received", "assess-decision-sent": "Decided to assess", "advice-requested": "Advice asked for", "advice-received": "Advice back",
	"draft-served": "Draft plan", "draft-answered": "You answered the draft", "school-consulted": "School asked", "school-answered": "School answered",
	"plan-made": "Plan made", "final-plan-sent": "Final plan", "school-admitted": "School place", "decision-sent": "Decision letter",
	"review-invited": "Invited to the review", "review-papers-sent": "Papers for the review", "review-meeting": "Review meeting", "review-report-sent": "Report of the review",
	"review-decision-sent": "Decision after the review", "plan-reviewed": "Review finished", "amendment-notice-sent": "Changes proposed",
	"amendment-notice-served": "Changes served", "amendment-answered": "You answered the changes", "final-amended-sent": "Amended plan",
	"transfer-due": "Next phase starts", "reassessment-request-received": "Re-assessment asked for", "reassess-agreed-sent": "Agreed to re-assess",
	"reassess-refused-sent": "Refused to re-assess", "cease-decision-sent": "Decision to end the plan",
	"mediation-contacted": "You contacted mediation", "mediation-wanted": "Mediation asked for", "mediation-held": "Mediation", "certificate-issued": "Certificate",
	"appeal-lodged": "Appeal", "appeal-received-by-la": "Council has the appeal", "la-response-received": "Council’s answer", "hearing-set": "Hearing",
	"hearing-held": "Hearing held", "tribunal-decision-sent": "Tribunal’s decision", "evidence-served": "Your evidence", "bundle-received": "Bundle came",
	"sar-received": "Records asked for", "sar-answered": "Records came",
}

func shortFact(kind string) string { return say(shortFacts[kind]) }

// shortDues do the same for dates that are still open.
var shortDues = map[string]string{
	"assess-decision": "Decision to assess due", "advice-return": "Advice due", "no-plan-decision": "Decision on a plan due", "draft-plan": "Draft plan due",
	"draft-response": "Your answer to the draft", "final-plan": "Final plan due", "review-annual": "Annual review due", "review-notice": "Notice of the review due",
	"review-papers": "Papers for the review due", "review-report": "Report of the review due", "review-decision": "Decision after the review due",
	"amend-notice": "Notice of changes due", "amend-response": "Your answer to the changes", "amend-final": "Amended plan due", "phase-transfer": "Next school named by",
	"reassess-decision": "Decision to re-assess due", "reassess-final": "Plan after re-assessing due", "med-contact": "Last day for mediation",
	"med-arrange": "Mediation due", "appeal-limit": "Last day to appeal", "la-response": "Council’s answer due", "evidence-due": "Your evidence due",
	"hearing": "Hearing", "bundle": "Bundle due", "decision": "Tribunal’s decision due", "sar": "Records due",
}

func shortDue(r *deadlines.Rule) string {
	if words := shortDues[r.ID]; words != "" {
		return say(words)
	}
	return say(r.Title)
}

// bandTitles say what the weeks of a band are for.
var bandTitles = map[string]string{
	"final-plan": "The {{.Weeks}} from the request to the final plan", "amend-final": "The {{.Weeks}} from the review to the amended plan",
	"review-decision": "The {{.Weeks}} from the review to the decision", "reassess-final": "The {{.Weeks}} to re-assess",
}

// bandTitle names a band by its weeks and what they are for.
func bandTitle(b timeline.Band) string {
	weeks := count(b.Law, "week", "weeks")
	if words := bandTitles[b.Due.Rule.ID]; words != "" {
		return say(words, "Weeks", weeks)
	}
	return say("The {{.Weeks}} after the order", "Weeks", weeks)
}

// timeBand gives a band its words.
func (u *UI) timeBand(b taleBand) part.TimeBand {
	out := part.TimeBand{Band: b.Band, Title: u.named(b.child, bandTitle(b.Band)), Short: u.named(b.child, count(b.Law, "week", "weeks"))}
	if !b.Ended.IsZero() {
		out.Title = say("{{.Weeks}}: ended early", "Weeks", out.Title)
	}
	for _, s := range b.Over {
		words := say("{{.Days}} late", "Days", days(s.From.DaysTo(s.To)))
		switch {
		case s.Claimed && s.Late:
			words = say("{{.Late}}, exception claimed", "Late", words)
		case s.Claimed:
			words = say("exception claimed")
		}
		out.Over = append(out.Over, words)
	}
	return out
}

// title names whose story it is.
func (t *timelineScreen) title() string {
	name := t.u.book.childName(t.u.child)
	if len(t.u.book.children) == 1 {
		name = t.u.book.children[0].Name
	}
	if name == "" {
		return say("The story so far")
	}
	return say("{{.Name}}’s story so far", "Name", shorten(name, 60))
}

// sentence says where the weeks stand: those of the band that began last, of each child shown.
func (t *timelineScreen) sentence() string {
	words := ""
	for _, c := range t.u.book.children {
		if !of(c.ID, t.u.child) {
			continue
		}
		for i := len(t.tale.bands) - 1; i >= 0; i-- {
			if b := t.tale.bands[i]; b.child == c.ID && !b.From.After(t.u.today()) {
				if words != "" {
					words += " "
				}
				words += t.u.bandSentence(b)
				break
			}
		}
	}
	if words == "" {
		return say("What happened, what is due and what is late, as a picture and as a list.")
	}
	return words
}

func (u *UI) bandSentence(b taleBand) string {
	today := u.today()
	begun := u.named(b.child, say("{{.What}} began on {{.Day}}", "What", bandTitle(b.Band), "Day", dayName(b.From, today)))
	switch {
	case !b.Ended.IsZero():
		return say("{{.Begun}} and ended early, on {{.Day}}.", "Begun", begun, "Day", dayName(b.Ended, today))
	case b.Due.Met != nil:
		return say("{{.Begun}}; it was done on {{.Day}}.", "Begun", begun, "Day", dayName(b.Due.Met.On, today))
	case today.After(b.To):
		return say("{{.Begun}} and ended on {{.End}}. Today is week {{.N}}.", "Begun", begun, "End", dayName(b.To, today), "N", week(b.From, today))
	}
	return say("{{.Begun}} and end on {{.End}}. Today is week {{.N}}.", "Begun", begun, "End", dayName(b.To, today), "N", week(b.From, today))
}

// week is how many whole weeks have gone since a day; the week that is running counts from the first as week 1.
func week(from, today deadlines.Date) int { return from.DaysTo(today)/7 + 1 }

// pointsPage lists the points that one label of the picture stands for.
type pointsPage struct {
	u      *UI
	page   *part.Page
	points []point
}

func newPointsPage(points []point) func(*UI) view {
	return func(u *UI) view { return &pointsPage{u: u, page: part.NewPage(), points: points} }
}

func (p *pointsPage) Content() fyne.CanvasObject { return p.page }
func (p *pointsPage) Close()                     {}

// Refresh lists them; what was changed meanwhile is found again by its fact or its date.
func (p *pointsPage) Refresh() {
	var rows []fyne.CanvasObject
	span := timeline.Span{From: p.points[0].On, To: p.points[len(p.points)-1].On}
	for i, now := range p.u.tale().points {
		if i < 10*fewPoints && p.holds(now) {
			rows = append(rows, p.u.pointRow(now))
		}
	}
	if len(rows) == 0 {
		rows = append(rows, part.Body(say("Nothing is written down between these days.")))
	}
	p.page.Set(pageHead(p.u, count(len(p.points), "thing", "things"), p.u.spanWords(span)), part.NewCard("", part.Rows(rows...)))
}

func (p *pointsPage) holds(now point) bool {
	for _, was := range p.points {
		if was.child != now.child || (was.Fact == nil) != (now.Fact == nil) {
			continue
		}
		if was.Fact != nil && was.Fact.ID == now.Fact.ID || was.Fact == nil && was.Due.Key() == now.Due.Key() {
			return true
		}
	}
	return false
}
