package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/deadlines"
)

// rulePage is one rule of law, opened: what it says and to whom, how it is counted, where it stands, and an example.
type rulePage struct {
	u    *UI
	rule *deadlines.Rule
	page *part.Page
}

// openRule shows a rule.
func (u *UI) openRule(r *deadlines.Rule) {
	u.open(func(u *UI) view { return &rulePage{u, r, part.NewPage()} })
}

func (p *rulePage) Content() fyne.CanvasObject { return p.page }
func (p *rulePage) Close()                     {}

// Refresh writes the rule out.
func (p *rulePage) Refresh() {
	r, u := p.rule, p.u
	head := part.Stack(1, pageHead(u, say(r.Title), say(r.Topic())), part.Line(1, u.sureChip(r), part.NewChip(part.Note, forceWords(r))))
	left := part.Stack(2, p.says(), p.counted())
	for _, card := range []*part.Card{p.example(), p.todo(), p.excuses()} {
		if card != nil {
			left.Add(card)
		}
	}
	right := part.Stack(2, p.stands())
	if card := u.wordsCard(r.Title, r.Law, r.Before, r.Missed); card != nil {
		right.Add(card)
	}
	p.page.Set(head, part.Columns(17, 1.4, left, right))
}

// says tells what the law says, and to whom.
func (p *rulePage) says() *part.Card {
	r := p.rule
	kids := []fyne.CanvasObject{part.Body(say(r.Law))}
	if r.Quote != "" {
		kids = append(kids, part.Body("“"+r.Quote+"”"))
	}
	kids = append(kids, part.Strong(say("It is for {{.Who}} to do.", "Who", whoWords(r.Who))))
	for _, words := range []string{r.Doubt, r.Note} {
		if words != "" {
			kids = append(kids, part.Quiet(say(words)))
		}
	}
	return part.NewCard(say("What the law says"), kids...)
}

// counted tells in words how the day is counted.
func (p *rulePage) counted() *part.Card {
	r, rows := p.rule, []fyne.CanvasObject{}
	for _, k := range r.Clocks {
		var from []string
		for _, f := range k.From {
			from = append(from, lowerFirst(p.u.startWords(f)))
		}
		rows = append(rows, countFrom(k.Count, strings.Join(from, say(", or when "))))
	}
	kids := withRules(rows)
	for _, words := range countingWords(r) {
		kids = append(kids, part.Quiet(words))
	}
	return part.NewCard(say("How it is counted"), kids...)
}

// countFrom says how long from what. Most counts are the first words of a sentence, "6 weeks of", and stand before what they are counted from.
func countFrom(count, what string) fyne.CanvasObject {
	words := say(count)
	switch count[strings.LastIndex(count, " ")+1:] {
	case "of":
		return part.Body(say("Within {{.Count}} the day when {{.What}}.", "Count", words, "What", what))
	case "after", "before", "from", "following", "with":
		return part.Body(upper(say("{{.Count}} the day when {{.What}}.", "Count", words, "What", what)))
	}
	return part.Stack(0.25, part.Strong(upper(words)), part.Body(say("Counted from the day when {{.What}}.", "What", what)))
}

// startWords says what a clock starts from: a fact, a fact that follows another, or another rule's day.
func (u *UI) startWords(from string) string {
	if id, ok := strings.CutPrefix(from, "="); ok {
		r, _ := u.pack.Rule(id)
		if r == nil {
			return id
		}
		return say("this falls due: {{.Rule}}", "Rule", lowerFirst(say(r.Title)))
	}
	id, of, follows := strings.Cut(from, " of ")
	kind, _ := u.pack.Fact(id)
	if !follows {
		return say(kind.Title)
	}
	before, _ := u.pack.Fact(of)
	return say("{{.What}} (after this: {{.Before}})", "What", say(kind.Title), "Before", lowerFirst(say(before.Title)))
}

// countingWords says which days count, and what moves the last one.
func countingWords(r *deadlines.Rule) []string {
	count := ""
	for _, k := range r.Clocks {
		count += k.Count + "; "
	}
	var words []string
	add := func(when bool, sentence string) {
		if when {
			words = append(words, sentence)
		}
	}
	add(strings.Contains(count, "ing with"), say("The first day counts too."))
	add(strings.Contains(count, "working day") && r.Calendar == "", say("Working days are Monday to Friday, without the bank holidays of England."))
	add(strings.Contains(count, "working day") && r.Calendar != "", say("Working days are Monday to Friday, without the bank holidays of any part of the United Kingdom."))
	add(strings.Contains(count, "school day"), say("School days are the working days of the terms you wrote down."))
	add(len(r.Clocks) > 1 && r.Take == "later", say("The later of these days counts."))
	add(len(r.Clocks) > 1 && r.Take == "earlier", say("The earlier of these days counts."))
	add(r.Lands == "working-day", say("If the last day is a day of rest, the next working day is in time."))
	add(r.Lands == "tribunal-start", say("If the last day is a day of rest, the next working day is in time. If it is in August, or from 25 December to 1 January, the first working day after is in time."))
	add(r.Lands == "", say("Nothing moves the last day: it stays where it falls, at a weekend too."))
	add(r.Pauses != "", say("August, and 25 December to 1 January, are not counted."))
	add(r.Hour != "", say("By {{.Hour}} on that day ({{.Source}}).", "Hour", r.Hour, "Source", say(r.HourNote)))
	add(r.Directed, say("The Tribunal may set another day. That day then counts."))
	return words
}

// example works the rule out for made-up facts of today; nil where there is nothing to work out.
func (p *rulePage) example() *part.Card {
	d, ok := p.u.pack.Example(p.rule, p.u.today())
	if !ok || len(d.Steps) == 0 {
		return nil
	}
	var rows []fyne.CanvasObject
	for i, s := range d.Steps {
		rows = append(rows, part.Step(i+1, part.Body(s.String())))
	}
	kids := []fyne.CanvasObject{}
	if !d.Due.IsZero() {
		kids = append(kids, part.Strong(dateWithHour(d)))
	}
	return part.NewCard(say("An example, made up"), append(append(kids, part.Quiet(say("As if it had begun today."))), withRules(rows)...)...)
}

// todo tells what to do before the day, and once it has passed; nil where the rule says neither.
func (p *rulePage) todo() *part.Card {
	r := p.rule
	card := part.NewCard(say("What to do"))
	if r.Before != "" {
		card.Add(part.Strong(say("Before the day")), part.Body(sentence(say(r.Before))))
	}
	if r.Missed != "" {
		card.Add(part.Strong(say("Once it has passed")), part.Body(sentence(say(r.Missed))))
	}
	if r.Before == "" && r.Missed == "" {
		return nil
	}
	return card
}

// excuses names the exceptions; nil where the law knows none.
func (p *rulePage) excuses() *part.Card {
	if len(p.rule.Exceptions) == 0 {
		return nil
	}
	var rows []fyne.CanvasObject
	for _, e := range p.rule.Exceptions {
		rows = append(rows, part.Stack(0.25, part.Strong(upper(say(e.Title))), part.Quiet(say(e.Show))))
	}
	return part.NewCard(say("Reasons the law allows for being late"), append([]fyne.CanvasObject{part.Body(say("They are for the council to name and to show. They never move the date."))}, withRules(rows)...)...)
}

// stands tells where the rule stands, since when, who read and who checked it.
func (p *rulePage) stands() *part.Card {
	r, u := p.rule, p.u
	kids := []fyne.CanvasObject{part.Strong(say(r.Cite)), part.Body(governs(r)), part.Quiet(checkedWords(r))}
	if r.URL != "" {
		kids = append(kids, u.linkButtons(r.URL))
	}
	return part.NewCard(say("Where it stands"), kids...)
}

// governs says for what happened when a rule holds.
func governs(r *deadlines.Rule) string {
	switch {
	case !r.InForce.IsZero() && !r.Until.IsZero():
		return say("It holds for what happened from {{.From}} to {{.To}}.", "From", r.InForce.Long(), "To", r.Until.AddDays(-1).Long())
	case !r.Until.IsZero():
		return say("It holds for what happened up to {{.To}}.", "To", r.Until.AddDays(-1).Long())
	case !r.InForce.IsZero():
		return say("It holds for what happened from {{.From}} on.", "From", r.InForce.Long())
	}
	return say("Since when it holds is not written down here.")
}
