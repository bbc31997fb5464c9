package ui

import (
	"context"
	"slices"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// book is a copy of what the case file holds, read in one go beside the window. Screens only look at it: a change goes
// through UI.change and comes back as a new book.
type book struct {
	family      casefile.Family
	children    []casefile.Child
	authorities []casefile.Authority
	people      []casefile.Person
	entries     []casefile.Entry       // newest first
	entryAt     map[casefile.ID]int    // where each stands in entries
	contacts    []contact              // everybody the case has to do with, who was dealt with last first
	names       directory              // of people and organisations
	events      []casefile.Event       // oldest first
	documents   []casefile.Document    // in the file's order
	at          map[casefile.ID]int    // where each stands in documents
	unread      int                    // documents that nobody has looked inside yet
	held        map[casefile.ID]string // the documents that are held back, with the sentence why
	appeals     []casefile.Appeal
	bundles     []casefile.Bundle
	dues        []due // soonest first, undated last
	today       deadlines.Date
	changes     uint64 // how often the file had been saved
}

// due is a deadline of one child.
type due struct {
	deadlines.Deadline
	child casefile.CaseID
}

// readBook reads everything but the words and bytes of documents. It is called beside the window.
func readBook(f *casefile.File, pack *deadlines.Pack, clock deadlines.Date) (*book, error) {
	b := &book{today: clock}
	err := f.View(func(tx *casefile.Tx) error {
		if families := casefile.All[casefile.Family](tx, ""); len(families) > 0 {
			b.family = families[0]
		}
		b.children = casefile.All[casefile.Child](tx, "")
		b.authorities = casefile.All[casefile.Authority](tx, "")
		b.people = casefile.All[casefile.Person](tx, "")
		b.entries = casefile.All[casefile.Entry](tx, "")
		b.events = casefile.All[casefile.Event](tx, "")
		b.documents = casefile.All[casefile.Document](tx, "")
		b.held = casefile.Held(tx)
		b.appeals = casefile.All[casefile.Appeal](tx, "")
		b.changes = tx.Changes()
		b.bundles = casefile.All[casefile.Bundle](tx, "")
		return nil
	})
	if err != nil {
		return nil, err
	}
	slices.Reverse(b.entries)
	b.entryAt = make(map[casefile.ID]int, len(b.entries))
	for i, e := range b.entries {
		b.entryAt[e.ID] = i
	}
	b.at = make(map[casefile.ID]int, len(b.documents))
	for i, d := range b.documents {
		b.at[d.ID] = i
		if d.Unread() {
			b.unread++
		}
	}
	if !b.family.AsOf.IsZero() {
		b.today = b.family.AsOf
	}
	b.workOut(pack)
	b.gatherContacts()
	return b, nil
}

// workOut works out every child's deadlines.
func (b *book) workOut(pack *deadlines.Pack) {
	for _, child := range b.children {
		var facts []deadlines.Fact
		for _, e := range b.eventsOf(child.ID) {
			facts = append(facts, e.Fact())
		}
		for _, d := range pack.Work(facts, b.today) {
			b.dues = append(b.dues, due{d, child.ID})
		}
	}
	slices.SortStableFunc(b.dues, func(x, y due) int {
		if x.Due.IsZero() != y.Due.IsZero() {
			if x.Due.IsZero() {
				return 1
			}
			return -1
		}
		return x.Due.Compare(y.Due)
	})
}

// eventsOf gives one child's events; with a single child the family's own are its too.
func (b *book) eventsOf(child casefile.CaseID) []casefile.Event {
	var out []casefile.Event
	for _, e := range b.events {
		if e.Child == child || e.Child == "" && len(b.children) == 1 {
			out = append(out, e)
		}
	}
	return out
}

// of tells whether a record of this child is shown when one child is chosen ("" shows all); the family's own always is.
func of(record, chosen casefile.CaseID) bool {
	return chosen == "" || record == "" || record == chosen
}

func (b *book) child(id casefile.CaseID) (casefile.Child, bool) {
	for _, c := range b.children {
		if c.ID == id {
			return c, true
		}
	}
	return casefile.Child{}, false
}

// childName gives what the family calls the child, or nothing for the whole family.
func (b *book) childName(id casefile.CaseID) string {
	c, _ := b.child(id)
	return c.Name
}

func (b *book) appeal(id casefile.ID) (casefile.Appeal, bool) {
	for _, a := range b.appeals {
		if a.ID == id {
			return a, true
		}
	}
	return casefile.Appeal{}, false
}

func (b *book) event(id casefile.ID) (casefile.Event, bool) {
	for _, e := range b.events {
		if e.ID == id {
			return e, true
		}
	}
	return casefile.Event{}, false
}

func (b *book) entry(id casefile.ID) (casefile.Entry, bool) {
	if i, ok := b.entryAt[id]; ok {
		return b.entries[i], true
	}
	return casefile.Entry{}, false
}

func (b *book) document(id casefile.ID) (casefile.Document, bool) {
	if i, ok := b.at[id]; ok {
		return b.documents[i], true
	}
	return casefile.Document{}, false
}

// titleOf gives the title of a document, or nothing where it is not there.
func (b *book) titleOf(id casefile.ID) string {
	d, _ := b.document(id)
	return d.Title
}

// council gives the name of the council responsible for a child, or "the council".
func (b *book) council(id casefile.CaseID) string {
	c, _ := b.child(id)
	for _, a := range b.authorities {
		if a.ID == c.Authority {
			return a.Name
		}
	}
	return say("the council")
}

// whoActs says in words who must act under a rule, for a child: the child's own council or school by its name.
func (b *book) whoActs(who string, child casefile.CaseID) string {
	c, _ := b.child(child)
	switch {
	case who == "council":
		return b.council(child)
	case who == "school" && c.School != "":
		return c.School
	}
	return whoWords(who)
}

// reload reads the book anew and shows it, and then (which may be nil) follows. Only one reading is under way at a time: what asks meanwhile,
// as two hundred papers taken in one after another do, is answered by one more when it ends.
func (u *UI) reload(then func()) {
	if then != nil {
		u.after = append(u.after, then)
	}
	if u.reloading {
		u.stale = true
		return
	}
	u.reloading, u.stale = true, false
	file, pack, clock, after := u.file, u.pack, u.clock(), u.after
	u.after = nil
	background(u, context.Background(), func(context.Context) (*book, error) {
		return readBook(file, pack, clock)
	}, func(b *book, err error) {
		u.reloading = false
		if u.file == file {
			u.reloaded(b, after, err)
		}
		if u.stale && u.file != nil {
			u.reload(nil)
		}
	})
}

// reloaded shows a book that was read, and does what waited for it.
func (u *UI) reloaded(b *book, after []func(), err error) {
	if err != nil {
		u.fail(say("The case file could not be read."), err)
		return
	}
	u.book = b
	u.findNews()
	u.showBook()
	u.remindAnew()
	u.showTray()
	for _, f := range after {
		f()
	}
}

// change writes to the case file beside the window; done (which may be nil) follows when it is kept. A failure is shown.
func (u *UI) change(do func(*casefile.Tx) error, done func()) { u.changeOr(do, done, nil) }

// changeOr is change with something to do (which may be nil) where it could not be kept.
func (u *UI) changeOr(do func(*casefile.Tx) error, done, failed func()) {
	file := u.file
	background(u, context.Background(), func(context.Context) (struct{}, error) {
		return struct{}{}, file.Update(do)
	}, func(_ struct{}, err error) {
		if err != nil {
			if failed != nil {
				failed()
			}
			u.fail(say("This was not saved."), err)
			return
		}
		if done != nil {
			done()
		}
	})
}

// changed is told by the file after every kept change, off the Fyne goroutine.
func (u *UI) changed() {
	u.post(func() {
		if u.file == nil {
			return
		}
		u.saved = u.now()
		u.reload(nil)
		u.backUpInUse()
	})
}
