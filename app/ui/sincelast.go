package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// visit says how far a case file had come when it was open on this computer: the last time on an earlier day, and now. Only the file's random
// id, days and numbers of saves are noted, in the window's own settings; what changed since is read from the history inside the file.
type visit struct {
	file         string
	before, last deadlines.Date
	seenBefore   uint64 // how often it had been saved at the end of the earlier day
	seenLast     uint64
}

// prefVisits is the list of visits, newest first.
const prefVisits = "visits"

// mostVisits is how many case files are remembered.
const mostVisits = 20

func (v visit) String() string {
	return strings.Join([]string{v.file, firstOf(v.before.String(), "-"), fmt.Sprint(v.seenBefore), firstOf(v.last.String(), "-"), fmt.Sprint(v.seenLast)}, " ")
}

// readVisit reads what String wrote; ok is false for anything else.
func readVisit(line string) (v visit, ok bool) {
	words := strings.Fields(line)
	if len(words) != 5 {
		return v, false
	}
	v.file = words[0]
	v.before, _ = deadlines.Parse(words[1]) // "-" is no day
	v.last, _ = deadlines.Parse(words[3])
	_, err := fmt.Sscan(words[2]+" "+words[4], &v.seenBefore, &v.seenLast)
	return v, err == nil
}

// noteVisit notes that the file in sight has come this far today.
func (u *UI) noteVisit() {
	id, today := u.file.ID(), u.clock()
	v := visit{file: id}
	list := slices.DeleteFunc(u.app.Preferences().StringList(prefVisits), func(line string) bool {
		old, ok := readVisit(line)
		if ok && old.file == id {
			v = old
		}
		return !ok || old.file == id
	})
	if !v.last.IsZero() && v.last.Before(today) {
		v.before, v.seenBefore = v.last, v.seenLast
	}
	v.last, v.seenLast = today, u.book.changes
	u.visit = v
	list = append([]string{v.String()}, list...)
	u.app.Preferences().SetStringList(prefVisits, list[:min(len(list), mostVisits)])
}

// news is what has changed since the case file was last open on this computer, on an earlier day.
type news struct {
	since   deadlines.Date
	entries map[casefile.ID]bool // added to the log, and still there
	papers  []casefile.ID        // added, and still there
	facts   int                  // dates written down, changed or deleted
	deleted int                  // entries and papers
	moves   []move               // of days that were shown
}

// readNews finds it in the history. It is called beside the window.
func readNews(f *casefile.File, pack *deadlines.Pack, b *book, v visit) (news, error) {
	n := news{since: v.before, entries: map[casefile.ID]bool{}}
	err := f.View(func(tx *casefile.Tx) error {
		if v.before.IsZero() || v.seenBefore > tx.Changes() { // an older copy stands in the file's place
			n.since = deadlines.Date{}
			return nil
		}
		done, err := casefile.Since(tx, v.seenBefore)
		if err != nil {
			return err
		}
		n.count(done)
		if n.facts == 0 {
			return nil
		}
		was, err := casefile.StoodAt[casefile.Event](tx, v.seenBefore)
		if err == nil {
			n.moves, _ = sortMoves(movesBetween(b.withEvents(was, pack), b))
		}
		return err
	})
	return n, err
}

// count goes through what was done, newest first, and counts each record once.
func (n *news) count(done []casefile.Happening) {
	type record struct {
		kind string
		id   casefile.ID
	}
	gone, seen := map[record]bool{}, map[record]bool{}
	for _, h := range done {
		r := record{h.Kind, h.ID}
		if newest := !seen[r]; newest && h.Act == casefile.ActDeleted {
			gone[r] = true
			if h.Kind == "entry" || h.Kind == "document" {
				n.deleted++
			}
		}
		if !seen[r] && h.Kind == "event" && h.Act != casefile.ActErased {
			n.facts++
		}
		seen[r] = true
		switch {
		case h.Act != casefile.ActAdded:
		case gone[r] && (h.Kind == "entry" || h.Kind == "document"):
			n.deleted-- // it came and went meanwhile
		case h.Kind == "entry":
			n.entries[h.ID] = true
		case h.Kind == "document":
			n.papers = append(n.papers, h.ID)
		}
	}
}

// findNews looks for it beside the window, and shows it on Today.
func (u *UI) findNews() {
	u.noteVisit()
	file, pack, b, v := u.file, u.pack, u.book, u.visit
	if v.before.IsZero() || b == nil || pack == nil {
		return
	}
	background(u, context.Background(), func(context.Context) (news, error) {
		return readNews(file, pack, b, v)
	}, func(n news, err error) {
		if u.file != file || err != nil { // what cannot be told is left out; opening and checking say what is damaged
			return
		}
		u.news = n
		if _, ok := u.inSight().(*today); ok {
			u.redraw()
		}
	})
}

// sinceCard says what has changed since last time; a quiet line where nothing has, and nil at the first time.
func (t *today) sinceCard() fyne.CanvasObject {
	u := t.u
	n := u.news
	if n.since.IsZero() {
		return nil
	}
	rows := append(t.turnedLate(n), t.newThings(n)...)
	day := dayName(n.since, u.clock())
	if len(rows) == 0 {
		return part.Quiet(say("Nothing has changed since you last looked, on {{.Day}}.", "Day", day))
	}
	return t.card(say("Since you last looked, on {{.Day}}", "Day", day), "", rows)
}

// turnedLate are the dates that became late, and the promises that passed their day, since then.
func (t *today) turnedLate(n news) (rows []rowMaker) {
	u := t.u
	if !u.book.family.AsOf.IsZero() { // a made-up family's day stands still
		return nil
	}
	for _, d := range u.dues() {
		if d.State(u.today()) == deadlines.Late && !d.Due.Before(n.since) {
			rows = append(rows, func() fyne.CanvasObject {
				words := say("Became late: {{.What}}", "What", u.dueTitle(d))
				return part.Row(part.Beside(part.Body(words), part.NewChip(u.dueChip(d))), words, func() { u.why(d) })
			})
		}
	}
	for _, e := range u.book.entries {
		if of(e.Child, u.child) && u.broken(e) && !e.PromisedBy.Before(n.since) {
			rows = append(rows, func() fyne.CanvasObject {
				words := say("A promise passed its day: {{.What}}", "What", shorten(e.Promised, 120))
				return part.Row(part.Body(words), words, func() { u.openEntry(e.ID) })
			})
		}
	}
	return rows
}

// newThings are what was added, changed and deleted since then, of the children shown.
func (t *today) newThings(n news) (rows []rowMaker) {
	u := t.u
	add := func(words string, do func()) {
		rows = append(rows, func() fyne.CanvasObject { return part.Row(part.Body(words), words, do) })
	}
	if moves := t.movesShown(n.moves); len(moves) > 0 {
		add(upper(count(len(moves), "date moved, because what it is counted from changed", "dates moved, because what they are counted from changed")), func() {
			because := say("Since {{.Day}}", "Day", n.since.Long())
			u.open(func(u *UI) view { return newMovesPage(u, because, moves) })
		})
	}
	var entries []casefile.Entry
	for _, e := range u.book.entries {
		if of(e.Child, u.child) && n.entries[e.ID] {
			entries = append(entries, e)
		}
	}
	switch {
	case len(entries) == 1:
		add(say("1 entry in the log is new: {{.What}}", "What", shorten(firstOf(entries[0].With, entries[0].Said, entries[0].Promised), 80)), func() { u.openEntry(entries[0].ID) })
	case len(entries) > 1:
		add(say("{{.N}} entries in the log are new", "N", len(entries)), func() { u.Go("log") })
	}
	var papers []casefile.Document
	for _, id := range n.papers {
		if d, ok := u.book.document(id); ok && of(d.Child, u.child) {
			papers = append(papers, d)
		}
	}
	switch {
	case len(papers) == 1:
		add(say("1 paper is new: {{.Title}}", "Title", shorten(papers[0].Title, 80)), func() { u.openPaper(papers[0].ID) })
	case len(papers) > 1:
		add(say("{{.N}} papers are new", "N", len(papers)), func() { u.Go("documents") })
	}
	if n.facts > 0 {
		add(upper(count(n.facts, "date was written down or changed", "dates were written down or changed")), u.openLastMoves)
	}
	if n.deleted > 0 {
		add(upper(count(n.deleted, "entry or paper was deleted", "entries or papers were deleted")), func() { u.Go("log") })
	}
	return rows
}

// movesShown leaves out the children that are not shown.
func (t *today) movesShown(moves []move) []move {
	return slices.DeleteFunc(slices.Clone(moves), func(m move) bool { return !of(m.child, t.u.child) })
}
