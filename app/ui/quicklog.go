package ui

import (
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// formEntry is the form's name among those that keep what is begun.
const formEntry = "entry"

// empty tells whether nothing was written in a log entry that anybody would miss.
func (d draft) empty() bool {
	return d.Words["with"]+d.Words["said"]+d.Words["promised"]+d.Words["by"]+d.Words["awaits"] == "" && len(d.Papers) == 0
}

// aboutEntryDraft says how it happened and with whom, and the first words.
func aboutEntryDraft(_ *UI, d draft) (what, words string) {
	what = say(casefile.EntryKind(d.Words["kind"]).Title())
	if with := trim(d.Words["with"]); with != "" {
		what += ", " + shorten(with, 60)
	}
	return what, shorten(strings.Join(strings.Fields(firstOf(d.Words["said"], d.Words["promised"])), " "), 120)
}

// openEntryDraft opens the form that takes it up.
func openEntryDraft(u *UI, d draft) {
	if d.ID == "" {
		u.quickLog()
		return
	}
	u.editEntry(d.ID)
}

// quickLog opens the form for a new entry, with what was begun before.
func (u *UI) quickLog() { u.quickLogWith(nil) }

// quickLogWith opens it with papers to keep.
func (u *UI) quickLogWith(papers []string) {
	if top := u.top(); top != nil {
		if q, already := top.view.(*quickForm); already {
			q.Dropped(papers)
			return
		}
	}
	u.open(func(u *UI) view {
		return newQuickForm(u, casefile.Entry{Head: casefile.Head{Child: u.child}, Kind: casefile.EntryCall})
	})
	if q, ok := u.top().view.(*quickForm); ok && len(papers) > 0 {
		q.Dropped(papers)
	}
}

// quickLogTo opens the form for a new entry with somebody; where one was begun already, it goes on with that.
func (u *UI) quickLogTo(name string, child casefile.CaseID) {
	if d, begun := u.drafts[draft{Form: formEntry}.key()]; begun && !d.empty() {
		u.quickLog()
		return
	}
	u.open(func(u *UI) view {
		return newQuickForm(u, casefile.Entry{Head: casefile.Head{Child: child}, Kind: casefile.EntryCall, With: name})
	})
}

// quickForm writes or changes one entry. Its fields stand in the order in which a call is remembered, what is seldom needed last, so that a
// whole call with a promise takes under ten keys beside its words.
type quickForm struct {
	form
	entry          casefile.Entry
	kind           *part.Choices
	child          *childChoices
	when, by       *part.DateField
	at, said, what *part.Entry
	with           *part.Suggest
	awaits         *part.Press
	papers         []string
	paperList      *part.Box
	begun          draft     // as the form opened
	resumed        *part.Box // says that it was begun before
	kept           bool      // saved or thrown away: no draft stays
}

func newQuickForm(u *UI, e casefile.Entry) view {
	q := &quickForm{entry: e, form: form{u: u}}
	q.form.save, q.form.drop = func() { q.keep(nil) }, q.addPapers
	q.build()
	q.fill()
	q.begun = q.draft()
	if d, ok := u.drafts[q.begun.key()]; ok {
		q.restore(d)
		q.resumed.Set(u.takenUp(d, q.throw)...)
		q.resumed.Hidden = false
	}
	q.first = q.kind.First()
	return q
}

func (q *quickForm) build() {
	u := q.u
	var kinds []string
	for _, k := range casefile.EntryKinds() {
		kinds = append(kinds, say(k.Title()))
	}
	q.kind = part.NewChoices(kinds...).Letters()
	q.child = newChildChoices(u, q.entry.Child, true)
	q.when = part.NewDateField(say("When"), say("Empty means today: {{.Day}}", "Day", u.today().Long()), u.today())
	q.at, q.what = part.NewEntry(say("Time")), part.NewEntry(say("Promise"))
	q.at.SetPlaceHolder("14:05")
	q.with = part.NewSuggest(say("With whom"), u.knownPeople())
	q.said = part.NewLongEntry(say("What was said"), 3)
	q.by = part.NewDateField(say("By when"), "", u.today())
	q.awaits = part.Button(say("I asked for an answer"), part.Choice, nil)
	q.awaits.Do = func() { q.awaits.Choose(!q.awaits.Chosen) }
	q.by.Remark(func(d deadlines.Date) string {
		if !d.After(u.today()) {
			return say("this day has passed")
		}
		return say("Today shows it from {{.Day}} if it has not come", "Day", dayMonthYear(d.AddDays(1)))
	})
	q.paperList = part.Stack(0.5)
	q.layOut()
}

// layOut puts the fields on the page.
func (q *quickForm) layOut() {
	at := part.NewField(say("Time, if you know it"), q.at, "")
	when := part.NewField(say("When"), q.when, "")
	with := part.NewField(say("With whom"), q.with, "")
	said := part.NewField(say("What was said, in their words if you can"), q.said, "")
	what := part.NewField(say("Did they promise something?"), q.what, "")
	by := part.NewField(say("By when"), q.by, "")
	awaits := part.NewField(say("Are you waiting for a reply?"), part.Line(1, q.awaits), "")
	q.fields = map[string]wrongable{"on": q.when, "at": at, "said": said, "promised": what, "promised_by": q.by, "promise_kept": q.by, "answered": awaits}
	q.resumed = part.Stack(0)
	q.resumed.Hidden = true
	kids := []fyne.CanvasObject{q.resumed, part.NewField(say("What was it?"), q.kind, "")}
	if field := q.child.field(say("About whom?")); field != nil {
		kids = append(kids, field)
	}
	drop := part.NewDropZone(say("Drop files here, or press Ctrl+O"), q.u.addFiles)
	kids = append(kids, part.Columns(15, 1, with, when), said, part.Columns(15, 1, what, by),
		part.Columns(22, 1, part.Columns(11, 1, at, awaits), part.NewField(say("Papers"), part.Stack(1, drop, q.paperList), "")), q.foot())
	q.page = part.NewPage(q.head(), part.NewCard("", kids...))
}

func (q *quickForm) head() fyne.CanvasObject {
	if q.entry.ID != "" {
		return pageHead(q.u, say("Change an entry"), say("What you wrote before is replaced when you save."))
	}
	return pageHead(q.u, say("Log what happened"), say("Two minutes now is worth an hour at the hearing. A few words are enough."))
}

func (q *quickForm) foot() fyne.CanvasObject {
	confirm := part.Button(say("Save and write a note to confirm it"), part.Outline, func() {
		q.keep(func(saved casefile.Entry) { q.u.open(func(u *UI) view { return newConfirmPage(u, saved) }) })
	})
	q.kind.OnChange = func(i int) {
		confirm.Hidden = !confirms(casefile.EntryKinds()[i])
		q.page.Reflow()
	}
	return part.Stack(1, q.saveButtons(confirm), part.Quiet(say("Esc keeps this as a draft. Today offers it again.")))
}

// fill writes the entry being changed into the fields.
func (q *quickForm) fill() {
	e := q.entry
	q.kind.Choose(slices.Index(casefile.EntryKinds(), e.Kind))
	q.when.SetDate(e.On)
	q.at.SetText(e.At)
	q.with.Fill(e.With)
	q.said.SetText(e.Said)
	q.what.SetText(e.Promised)
	q.by.SetDate(e.PromisedBy)
	q.awaits.Choose(e.Awaits)
	q.showPapers()
}

func (q *quickForm) draft() draft {
	return draft{Form: formEntry, ID: q.entry.ID, Papers: slices.Clone(q.papers), Words: map[string]string{
		"kind": string(casefile.EntryKinds()[q.kind.Chosen()]), "child": string(q.child.id()), "when": q.when.Entry.Text, "at": q.at.Text,
		"with": q.with.Entry.Text, "said": q.said.Text, "promised": q.what.Text, "by": q.by.Entry.Text, "awaits": yes(q.awaits.Chosen)}}
}

func (q *quickForm) restore(d draft) {
	q.kind.Choose(slices.Index(casefile.EntryKinds(), casefile.EntryKind(d.Words["kind"])))
	q.child.choose(casefile.CaseID(d.Words["child"]))
	q.when.Entry.SetText(d.Words["when"])
	q.at.SetText(d.Words["at"])
	q.with.Fill(d.Words["with"])
	q.said.SetText(d.Words["said"])
	q.what.SetText(d.Words["promised"])
	q.by.Entry.SetText(d.Words["by"])
	q.awaits.Choose(d.Words["awaits"] != "")
	q.papers = slices.Clone(d.Papers)
	q.showPapers()
}

// yes writes a tick into a draft; "" for none.
func yes(ticked bool) string {
	if ticked {
		return "yes"
	}
	return ""
}

// throw leaves without keeping what was begun.
func (q *quickForm) throw() {
	d := q.draft()
	d.At = q.u.now()
	q.kept = true
	q.u.throwDraft(d)
}

// Refresh redraws it without touching what is being written.
func (q *quickForm) Refresh() { q.page.Refresh() }

// Close keeps what was written as a draft.
func (q *quickForm) Close() { q.u.noteDraft(q) }

// written gives what is written that is kept nowhere yet.
func (q *quickForm) written() (draft, bool) {
	d := q.draft()
	return d, !q.kept && !d.equal(q.begun) && (q.entry.ID != "" || !d.empty())
}

// addPapers joins files to the entry.
func (q *quickForm) addPapers(paths []string) {
	for _, p := range paths {
		if !slices.Contains(q.papers, p) {
			q.papers = append(q.papers, p)
		}
	}
	q.showPapers()
}

// showPapers lists the papers kept with the entry and those still to be taken in.
func (q *quickForm) showPapers() {
	var rows []fyne.CanvasObject
	for _, id := range q.entry.Documents {
		if d, ok := q.u.book.document(id); ok {
			rows = append(rows, part.Quiet(shorten(d.Title, 80)))
		}
	}
	for _, p := range q.papers {
		without := part.Button(say("Leave out"), part.Outline, func() {
			q.papers = slices.DeleteFunc(q.papers, func(o string) bool { return o == p })
			q.showPapers()
		})
		without.Words = say("Leave out {{.Name}}", "Name", filepath.Base(p))
		rows = append(rows, part.Beside(part.Body(filepath.Base(p)), without))
	}
	q.paperList.Set(rows...)
	q.page.Reflow()
}

// read makes an entry of what was written.
func (q *quickForm) read() (casefile.Entry, error) {
	e := q.entry
	e.Kind = casefile.EntryKinds()[q.kind.Chosen()]
	e.Child = q.child.id()
	var err error
	if e.On, err = q.when.Date(); err != nil {
		return e, casefile.Problem{Field: "on", Say: err.Error()}
	}
	if e.On.IsZero() {
		e.On = q.u.today()
	}
	if e.PromisedBy, err = q.by.Date(); err != nil {
		return e, casefile.Problem{Field: "promised_by", Say: err.Error()}
	}
	e.At, e.With, e.Said, e.Promised = clock(q.at.Text), trim(q.with.Entry.Text), trim(q.said.Text), trim(q.what.Text)
	if e.Awaits = q.awaits.Chosen; !e.Awaits {
		e.Answered = deadlines.Date{}
	}
	if e.With != q.entry.With || e.ID == "" {
		e.People = q.u.book.peopleIn(e.With)
	}
	if q.entry.ID == "" && e.On.After(q.u.today()) {
		return e, casefile.Problem{Field: "on", Say: say("This day has not come yet. Write down what happened once it has.")}
	}
	if len(q.papers) > 0 && e.With+e.Said+e.Promised == "" {
		e.Said = say("Papers came.")
	}
	return e, e.Validate()
}

func trim(s string) string { return strings.TrimSpace(s) }

// clock makes "9:05" and "9.05" into "09:05"; anything else stays as it is, and is refused with a reason.
func clock(s string) string {
	s = strings.ReplaceAll(trim(s), ".", ":")
	if len(s) == 4 && s[1] == ':' {
		return "0" + s
	}
	return s
}

// keep saves the entry, and after it takes the papers in: the words are safe first. Then (which may be nil) follows.
func (q *quickForm) keep(then func(casefile.Entry)) {
	e, err := q.read()
	if !q.valid(err) {
		return
	}
	u, papers, written := q.u, q.papers, q.draft()
	q.kept = true
	u.back()
	var saved casefile.Entry
	u.changeOr(func(tx *casefile.Tx) (err error) {
		saved, err = casefile.Put(tx, e)
		return err
	}, func() {
		u.status.say(say("The entry is in the log."))
		if then != nil {
			then(saved)
		}
		u.keepDrafts()
		if len(papers) > 0 {
			u.takeIn(papers, saved.Child, func(ids []casefile.ID) { u.joinPapers(saved.ID, ids) })
		}
	}, func() { written.At = u.now(); u.drafts[written.key()] = written })
}

// joinPapers notes on an entry which papers belong to it.
func (u *UI) joinPapers(entry casefile.ID, papers []casefile.ID) {
	if len(papers) == 0 {
		return
	}
	u.change(func(tx *casefile.Tx) error {
		e, err := casefile.Get[casefile.Entry](tx, entry)
		if err != nil {
			return err
		}
		for _, id := range papers {
			if !slices.Contains(e.Documents, id) {
				e.Documents = append(e.Documents, id)
			}
		}
		_, err = casefile.Put(tx, e)
		return err
	}, nil)
}

// knownPeople gives the names to offer: people with their role, and whoever stood in the log before, who was dealt with last first.
func (u *UI) knownPeople() []string {
	var names []string
	add := func(name string) {
		if name != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, c := range u.book.contacts {
		p, _ := u.book.person(c.id)
		role, _, _ := strings.Cut(p.Role, ",") // what they are, without their whole story
		add(strings.TrimSuffix(c.name+", "+role, ", "))
	}
	for _, e := range u.book.entries[:min(len(u.book.entries), 500)] {
		add(e.With)
	}
	return names
}
