package ui

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// The kinds of fact that the window has words of its own for.
const (
	kindDirected   = "day-directed"
	kindTermStarts = "term-starts"
	kindTermEnds   = "term-ends"
)

// eventForm asks when it happened, and what proves it.
type eventForm struct {
	form
	event   casefile.Event
	kind    deadlines.FactKind
	child   *childChoices
	on      *part.DateField
	dated   *part.DateField // the date printed on a letter; nil for what is none
	sent    *sending        // nil for what does not arrive
	aboutIn *part.Box       // holds the choice of the date it is about, where there is one
	about   *part.Choices   // nil for most kinds
	rules   []string        // the ids of the rules offered there
	fewer   bool            // there are more than those offered
	all     bool            // all are wanted
	note    *part.Entry
	paper   *part.Suggest
	ofIn    *part.Box // holds the choice of what it belongs to, where there is one
	of      *part.Choices
	ofIDs   []casefile.ID
	begun   draft // as the form opened
	kept    bool  // saved, deleted or thrown away: no draft stays
}

func newEventForm(u *UI, e casefile.Event) view {
	f := &eventForm{event: e, form: form{u: u, fields: map[string]wrongable{}}}
	f.form.save = f.keep
	f.kind, _ = u.pack.Fact(e.Kind)
	f.child = newChildChoices(u, e.Child, false)
	var kids []fyne.CanvasObject
	if field := f.child.field(say("About whom?")); field != nil {
		kids = append(kids, field)
		f.fields["child"] = field
	}
	kids = append(kids, f.dates()...)
	f.aboutIn, f.ofIn = part.Stack(1), part.Stack(0)
	f.aboutWhat()
	resumed := part.Stack(0)
	resumed.Hidden = true
	kids = append([]fyne.CanvasObject{resumed}, kids...)
	kids = append(kids, f.aboutIn, f.ofIn, f.paperField(), f.noteField(), f.buttons())
	f.page = part.NewPage(u.andWords([]fyne.CanvasObject{pageHead(u, u.factTitle(e.Kind), ""), part.NewCard("", kids...)}, f.kind.Title, f.kind.Question, f.kind.Help)...)
	f.first = f.on.Entry
	f.belongs()
	if f.child.choices != nil {
		f.child.choices.OnChange = func(int) {
			f.aboutWhat()
			f.belongs()
		}
	}
	f.begun = f.draft()
	if d, ok := u.drafts[f.begun.key()]; ok {
		f.restore(d)
		resumed.Set(u.takenUp(d, f.throw)...)
		resumed.Hidden = false
	}
	return f
}

// dates are the fields for the day, the date on the letter, and the sending.
func (f *eventForm) dates() []fyne.CanvasObject {
	question := say("When was it?")
	if f.kind.Question != "" {
		question = say(f.kind.Question)
	}
	f.on = part.NewDateField(say("When"), say(f.kind.Help), f.u.today())
	f.on.SetDate(f.event.On)
	f.fields["on"] = f.on
	kids := []fyne.CanvasObject{part.NewField(question, f.on, "")}
	if f.kind.Letter || !f.event.Dated.IsZero() {
		f.dated = part.NewDateField(say("Date on the letter"), say("The earlier of the two days is counted, because that is safe."), f.u.today())
		f.dated.SetDate(f.event.Dated)
		f.fields["dated"] = f.dated
		kids = append(kids, part.NewField(say("The date printed on the letter, if it is another day"), f.dated, ""))
	}
	if f.kind.Arrives != "" {
		f.sent = newSending(f.event.Sent, f.u.today())
		f.fields["sent"], f.fields["how"], f.fields["at"] = f.sent.on, f.sent.howIn, f.sent.atIn
		kids = append(kids, f.sent.content())
	}
	return kids
}

func (f *eventForm) paperField() fyne.CanvasObject {
	f.paper = part.NewSuggest(say("Paper"), paperTitles(f.u))
	if d, ok := f.u.book.document(f.event.Document); ok {
		f.paper.Fill(d.Title)
	}
	field := part.NewField(say("The paper that shows it, if you have added it"), f.paper, say("Begin to type its title."))
	f.fields["document"] = field
	return field
}

func (f *eventForm) noteField() fyne.CanvasObject {
	f.note = part.NewEntry(say("Note"))
	f.note.SetText(f.event.Note)
	return part.NewField(say("Note, if you want one"), f.note, "")
}

// manyRules is how many dates to choose from are too many to show at once.
const manyRules = 8

// aboutWhat offers the rules that a day of the Tribunal, or an exception, may be about: where there are many, those that follow for the
// child now, and the others on asking. It stays empty for every other kind.
func (f *eventForm) aboutWhat() {
	chosen := f.against()
	if f.about == nil {
		chosen = f.event.Against
	}
	rules := f.offered(chosen)
	f.aboutIn.Hidden = len(rules) == 0
	if len(rules) == 0 {
		return
	}
	f.rules = nil
	var words []string
	help := ""
	if f.kind.ID != kindDirected {
		f.rules, words = []string{""}, []string{say("Whichever date it fits")}
		help = say("A claim never moves a date. It is shown beside it, with what has to be proved.")
	}
	for _, r := range rules {
		f.rules, words = append(f.rules, r.ID), append(words, say(r.Title))
	}
	f.about = part.NewChoices(words...)
	f.about.None()
	f.about.Choose(slices.Index(f.rules, chosen))
	f.about.OnChange = func(int) { f.belongs() }
	field := part.NewField(say("Which date is it about?"), f.about, help)
	f.fields["against"] = field
	f.aboutIn.Set(field)
	if f.fewer {
		f.aboutIn.Add(part.Line(1, part.Button(say("Another date"), part.Outline, f.showAllRules)))
	}
}

// showAllRules offers every rule, and leaves the keyboard there.
func (f *eventForm) showAllRules() {
	f.all = true
	f.aboutWhat()
	f.page.Reflow()
	f.u.win.Canvas().Focus(f.about.First())
}

// offered gives the rules to choose from, and notes whether there are more.
func (f *eventForm) offered(chosen string) []*deadlines.Rule {
	var every, now []*deadlines.Rule
	seen := map[string]bool{}
	for _, r := range f.u.pack.Rules() {
		if seen[r.ID] || !f.mayBeAbout(r) {
			continue
		}
		seen[r.ID] = true
		every = append(every, r)
		if r.ID == chosen || f.follows(r.ID) {
			now = append(now, r)
		}
	}
	f.fewer = !f.all && len(now) > 0 && len(every) > manyRules
	if f.fewer {
		return now
	}
	return every
}

// follows tells whether a date of this rule matters now: for the child, or for any while none is chosen.
func (f *eventForm) follows(rule string) bool {
	return slices.ContainsFunc(f.u.book.dues, func(d due) bool {
		return of(d.child, f.child.id()) && d.Rule.ID == rule && stillOpen(&d.Deadline)
	})
}

func (f *eventForm) mayBeAbout(r *deadlines.Rule) bool {
	if f.kind.ID == kindDirected {
		return r.Directed
	}
	return slices.ContainsFunc(r.Exceptions, func(x *deadlines.Exception) bool { return x.ID == f.kind.ID })
}

// against gives the rule chosen; "" where none is.
func (f *eventForm) against() string {
	if f.about == nil || f.about.Chosen() < 0 {
		return ""
	}
	return f.rules[f.about.Chosen()]
}

// belongs offers what the event may belong to (a certificate to its decision), where there is more than one.
func (f *eventForm) belongs() {
	chosen, words := f.belongsTo(), []string{say("The last one before it")}
	f.ofIDs = []casefile.ID{""}
	for _, e := range f.u.book.eventsOf(f.child.id()) {
		if e.ID != f.event.ID && (slices.Contains(f.parents(), e.Kind) || e.ID == f.event.Of && f.against() == f.event.Against) {
			f.ofIDs = append(f.ofIDs, e.ID)
			words = append(words, f.u.factTitle(e.Kind)+", "+e.Day().Short())
		}
	}
	f.of, f.ofIn.Hidden = nil, true
	delete(f.fields, "of")
	if len(f.ofIDs) >= 3 {
		f.of = part.NewChoices(words...)
		f.of.Choose(max(0, slices.Index(f.ofIDs, chosen)))
		field := part.NewField(say("Which one does it belong to?"), f.of, "")
		f.ofIn.Set(field)
		f.ofIn.Hidden = false
		f.fields["of"] = field
	}
	f.page.Reflow()
}

// parents gives the kinds of fact it may belong to; for a day of the Tribunal, what starts the rule it is about.
func (f *eventForm) parents() []string {
	r, ok := f.u.pack.Rule(f.against())
	if f.kind.ID != kindDirected || !ok {
		return f.kind.Of
	}
	var kinds []string
	for _, c := range r.Clocks {
		for _, from := range c.From {
			kinds = append(kinds, plainKind(from))
		}
	}
	return kinds
}

// belongsTo gives what it belongs to: what was chosen, or what was known before, as long as it may be.
func (f *eventForm) belongsTo() casefile.ID {
	switch {
	case f.of != nil:
		return f.ofIDs[f.of.Chosen()]
	case f.ofIDs == nil || slices.Contains(f.ofIDs, f.event.Of):
		return f.event.Of
	}
	return ""
}

func (f *eventForm) buttons() fyne.CanvasObject {
	if f.event.ID == "" {
		return f.saveButtons()
	}
	return f.saveButtons(part.Button(say("Delete it"), part.Outline, f.askDelete))
}

// read makes an event of what was written.
func (f *eventForm) read() (casefile.Event, error) {
	e, err := f.event, error(nil)
	if e.On, err = f.on.Date(); err != nil {
		return e, casefile.Problem{Field: "on", Say: err.Error()}
	}
	if f.dated != nil {
		if e.Dated, err = f.dated.Date(); err != nil {
			return e, casefile.Problem{Field: "dated", Say: err.Error()}
		}
	}
	if f.sent != nil {
		if e.Sent, err = f.sent.read(); err != nil {
			return e, err
		}
	}
	if f.child.asked() {
		return e, casefile.Problem{Field: "child", Say: say("Choose whom it is about.")}
	}
	e.Child, e.Note, e.Document, e.Of = f.child.id(), trim(f.note.Text), "", f.belongsTo()
	if f.about != nil {
		if f.about.Chosen() < 0 {
			return e, casefile.Problem{Field: "against", Say: say("Choose which date the Tribunal set.")}
		}
		e.Against = f.against()
	}
	if title := trim(f.paper.Entry.Text); title != "" {
		id, ok := f.paperNamed(title)
		if !ok {
			return e, casefile.Problem{Field: "document", Say: say("No paper in the case file has this title. Choose one below the field, or leave it empty.")}
		}
		e.Document = id
	}
	if err := e.Validate(); err != nil {
		return e, err
	}
	return e, f.checked(e)
}

// paperNamed finds the paper of a title: the one it was opened with, where several have that title.
func (f *eventForm) paperNamed(title string) (casefile.ID, bool) {
	if d, ok := f.u.book.document(f.event.Document); ok && d.Title == title {
		return d.ID, true
	}
	return paperTitled(f.u, title)
}

// checked asks package deadlines whether the law can make sense of the event among the child's others.
func (f *eventForm) checked(e casefile.Event) error {
	var others []deadlines.Fact
	for _, other := range f.u.book.eventsOf(e.Child) {
		if other.ID != e.ID {
			others = append(others, other.Fact())
		}
	}
	if wrong := errors.Unwrap(f.u.pack.CheckAmong(e.Fact(), others)); wrong != nil {
		first, _, _ := strings.Cut(wrong.Error(), "\n")
		return f.problem(e, first)
	}
	return nil
}

// problem says in plain words what package deadlines found, and at which field.
func (f *eventForm) problem(e casefile.Event, words string) casefile.Problem {
	p := casefile.Problem{Field: "on", Say: sentence(upper(words))}
	switch {
	case strings.Contains(words, "check the year"):
		p.Say = say("This day cannot be meant. Check the year.")
		for field, day := range map[string]deadlines.Date{"dated": e.Dated, "sent": e.Sent.On} {
			if !day.IsZero() && day != e.On && strings.HasPrefix(words, day.String()) {
				p.Field = field
			}
		}
	case strings.Contains(words, "not among the facts"), strings.Contains(words, "cannot belong"):
		p = casefile.Problem{Field: "of", Say: say("What it belongs to is no longer written down for this child. Choose again.")}
	case strings.Contains(words, "no such exception"):
		p = casefile.Problem{Field: "against", Say: say("The law of this date does not know this exception. Choose another.")}
	case strings.Contains(words, "rule"), strings.Contains(words, "Tribunal"):
		p = casefile.Problem{Field: "against", Say: say("The Tribunal does not set this date. Choose another.")}
	case strings.Contains(words, "arrive"):
		p.Say = say("It cannot arrive before it was sent. Check both days.")
	}
	if _, shown := f.fields[p.Field]; !shown {
		p.Field = "on"
	}
	return p
}

func (f *eventForm) keep() {
	e, err := f.read()
	if !f.valid(err) {
		return
	}
	u, written := f.u, f.draft()
	f.kept = true
	u.back()
	told := u.tellMoves(e)
	u.changeOr(func(tx *casefile.Tx) error { _, err := casefile.Put(tx, e); return err }, func() {
		u.status.say(say("The date is written down."))
		u.keepDrafts()
		told()
	}, func() { written.At = u.now(); u.drafts[written.key()] = written })
}

func (f *eventForm) askDelete() {
	u, e := f.u, f.event
	u.ask(say("Delete this date?"),
		[]string{say("{{.What}}, {{.Day}}. Every date that follows from it goes too. Ctrl+U brings it back until something else is deleted or the case file is closed.", "What", u.factTitle(e.Kind), "Day", e.Day().Long())},
		answer{words: say("Delete it"), do: func() {
			f.kept = true
			u.back()
			u.remove(func(tx *casefile.Tx) error { return casefile.Delete[casefile.Event](tx, e.ID) },
				func(tx *casefile.Tx) error { _, err := casefile.Put(tx, e); return err },
				say("The date was deleted."), say("The date is back."), u.tellMoves(e))
		}}, answer{words: say("Keep it"), main: true})
}
