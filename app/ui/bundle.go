package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
)

// bundleScreen is where the evidence for an appeal is chosen, put in order, and made into one PDF.
type bundleScreen struct {
	u      *UI
	ctx    context.Context
	page   *part.Page
	child  casefile.CaseID
	bundle casefile.Bundle // as it is shown: without what may no longer go in

	writing bool             // a change of the order is being kept
	waiting *casefile.Bundle // what is to be kept after that
	asked   bool             // a first choice has been asked for
	none    bool             // and there was nothing to choose from
	picked  spot             // the row whose tools are open
	dragged bool             // a row is being dragged, and its new place is not kept yet
	rows    []orderRow
	kept    map[string]*part.Press // rows and buttons by what they are, so that one with the keyboard stays the same
	making  *making
	uses    *part.Choices // what the bundle is made for
	lock    *unlocker     // takes the password of papers that are locked
	first   fyne.Focusable
	found   bundle.Preflight // what there is to look at
	looked  string           // the bundle it was found in
}

func newBundleScreen(u *UI) view {
	b := &bundleScreen{u: u, ctx: u.scope(), page: part.NewPage(), kept: map[string]*part.Press{}, making: newMaking(u), uses: newUses()}
	b.lock = newUnlocker(u, b.shut, b.unlocked)
	b.lock.press.Look = part.Outline // making the bundle comes first
	return b
}

func (b *bundleScreen) Content() fyne.CanvasObject { return b.page }
func (b *bundleScreen) Focus() fyne.Focusable      { return b.first }

// Close stops what is being made, and says so.
func (b *bundleScreen) Close() {
	b.lock.forget()
	if b.making.stop() {
		b.u.status.say(say("The bundle was not made, because you left its screen. Nothing half-made was kept."))
	}
}

// Refresh shows the bundle as the case file holds it.
func (b *bundleScreen) Refresh() {
	child, ok := b.whose()
	switch {
	case len(b.u.book.children) == 0:
		b.askChild()
	case !ok:
		b.askWhose()
	default:
		if child != b.child {
			b.turnTo(child)
		}
		b.find()
		b.lookOver()
		b.draw()
	}
}

// turnTo begins anew with another child.
func (b *bundleScreen) turnTo(child casefile.CaseID) {
	b.making.stop()
	b.making = newMaking(b.u)
	b.child, b.asked, b.none, b.picked = child, false, false, spot{}
	b.bundle, b.found, b.looked = casefile.Bundle{}, bundle.Preflight{}, ""
}

// whose gives the child whose bundle this is: the one chosen, the only one, or the one with the only running appeal.
func (b *bundleScreen) whose() (casefile.CaseID, bool) {
	book := b.u.book
	if b.u.child != "" {
		return b.u.child, true
	}
	if len(book.children) == 1 {
		return book.children[0].ID, true
	}
	var with []casefile.CaseID
	for _, a := range book.appeals {
		if a.Running() && !slices.Contains(with, a.Child) {
			with = append(with, a.Child)
		}
	}
	if len(with) == 1 {
		return with[0], true
	}
	return "", false
}

// find takes the saved bundle, unless what is shown is newer; where there is none, it asks once for a first choice.
func (b *bundleScreen) find() {
	if (b.writing || b.dragged) && b.bundle.Child == b.child {
		return
	}
	saved := casefile.Bundle{}
	for _, have := range b.u.book.bundles {
		if have.Child == b.child {
			saved = have
		}
	}
	if !saved.Changed.Before(b.bundle.Changed) {
		b.bundle = tidyBundle(saved, b.goesIn)
	}
	if b.bundle.ID == "" && !b.asked {
		b.asked = true
		b.suggest(b.keep)
	}
}

// goesIn tells whether a document may stand in this bundle: it is there, it is open, and it is not another child's.
func (b *bundleScreen) goesIn(id casefile.ID) bool {
	d, ok := b.u.book.document(id)
	return ok && b.u.book.held[id] == "" && of(d.Child, b.child)
}

// suggest asks beside the window for a choice of documents, in order.
func (b *bundleScreen) suggest(take func(casefile.Bundle)) {
	file, child, like := b.u.file, b.child, b.bundle
	like.Child = child
	background(b.u, b.ctx, func(context.Context) (casefile.Bundle, error) {
		return bundle.Suggest(file, like)
	}, func(choice casefile.Bundle, err error) {
		switch {
		case child != b.child: // another child is shown by now
		case errors.Is(err, bundle.ErrNoDocuments):
			b.none = true
			b.u.redraw()
		case err != nil:
			b.u.fail(say("The papers could not be chosen."), err)
		default:
			take(choice)
		}
	})
}

// lookOver looks over the bundle beside the window, once for each state of it and of the case.
func (b *bundleScreen) lookOver() {
	state := fmt.Sprintf("%p %v", b.u.book, b.bundle)
	if state == b.looked || len(b.bundle.Sections) == 0 {
		return
	}
	b.looked = state
	file, chosen, today := b.u.file, b.bundle, b.u.today()
	chosen.Child = b.child
	if a, ok := b.appeal(); ok && chosen.Plan != generalPlan {
		chosen.Appeal = a.ID
	}
	background(b.u, b.ctx, func(context.Context) (bundle.Preflight, error) {
		return bundle.Look(file, chosen, today)
	}, func(found bundle.Preflight, err error) {
		switch {
		case state != b.looked: // another is shown by now
		case err != nil:
			b.u.fail(say("The bundle could not be looked over."), err)
		default:
			b.found = found
			b.u.redraw()
		}
	})
}

// appeal gives the appeal the bundle is for, or the child's running one.
func (b *bundleScreen) appeal() (casefile.Appeal, bool) {
	var running casefile.Appeal
	for _, a := range b.u.book.appeals {
		if a.ID == b.bundle.Appeal && a.ID != "" {
			return a, true
		}
		if a.Child == b.child && a.Running() {
			running = a
		}
	}
	return running, running.ID != ""
}

// keep shows a changed bundle at once, and keeps it. One change is kept at a time, so that none overtakes another.
func (b *bundleScreen) keep(next casefile.Bundle) {
	next.Head.ID, next.Head.Made, next.Child = b.bundle.ID, b.bundle.Made, b.child
	next.Title = firstOf(next.Title, say("Evidence for the appeal"))
	b.bundle = next
	b.making.outdate()
	if b.writing {
		b.waiting = &next
	} else {
		b.write(next)
	}
	b.u.redraw()
}

func (b *bundleScreen) write(next casefile.Bundle) {
	b.writing = true
	var kept casefile.Bundle
	b.u.changeOr(func(tx *casefile.Tx) (err error) {
		kept, err = casefile.Put(tx, next)
		return err
	}, func() { b.written(kept.Head) }, b.notWritten)
}

func (b *bundleScreen) written(head casefile.Head) {
	b.writing = false
	if head.Child == b.child {
		b.bundle.Head = head
	}
	if b.waiting != nil {
		next := *b.waiting
		b.waiting = nil
		if next.Child == head.Child {
			next.Head = head
		}
		b.write(next)
	}
}

// notWritten shows again what the case file holds.
func (b *bundleScreen) notWritten() {
	b.writing, b.waiting, b.bundle = false, nil, casefile.Bundle{}
	b.u.reload(nil)
}

// documents gives the bundle's documents in order.
func (b *bundleScreen) documents() []casefile.Document {
	var docs []casefile.Document
	for _, s := range b.bundle.Sections {
		for _, id := range s.Documents {
			if d, ok := b.u.book.document(id); ok {
				docs = append(docs, d)
			}
		}
	}
	return docs
}

// others gives the child's documents that are not in the bundle and may go in, newest first, and how many are held back.
func (b *bundleScreen) others() (docs []casefile.Document, held int) {
	for _, d := range b.u.book.documents {
		_, _, in := placeOf(b.bundle, d.ID)
		switch {
		case !of(d.Child, b.child) || in:
		case b.u.book.held[d.ID] != "":
			held++
		default:
			docs = append(docs, d)
		}
	}
	sortPapers(docs)
	return docs, held
}

// Dropped keeps files as this child's documents, and offers to put them into the bundle.
func (b *bundleScreen) Dropped(paths []string) {
	b.u.takeIn(paths, b.child, func(ids []casefile.ID) {
		if top := b.u.top(); b.child != "" && len(ids) > 0 && top != nil && top.view == view(b) {
			b.u.open(func(u *UI) view { return newAddPage(b, ids) })
		}
	})
}

// leaveOut takes a document out of the bundle; it stays in the case file, and Undo puts it back in its place.
func (b *bundleScreen) leaveOut(d casefile.Document) {
	before, next := b.bundle, b.after(d.ID)
	b.picked = spot{}
	b.keep(withoutDocument(before, d.ID))
	b.focusOn(next)
	b.u.gone = &deletion{func(tx *casefile.Tx) error {
		now, err := casefile.Get[casefile.Bundle](tx, before.ID)
		if err == nil {
			_, err = casefile.Put(tx, putBack(now, before, d.ID))
		}
		return err
	}, say("It is in the bundle again: {{.Title}}.", "Title", d.Title)}
	b.u.status.say(say("Left out: {{.Title}}. It is still among your documents.", "Title", shorten(d.Title, 60)))
}

// askSuggest asks before an order made by hand is replaced.
func (b *bundleScreen) askSuggest() {
	b.u.ask(say("Choose and order the papers anew?"),
		[]string{say("The order you have now is replaced by one made by kind of paper and date. No paper is deleted.")},
		answer{words: say("Choose anew"), do: b.suggestAgain, main: true}, answer{words: say("Keep it as it is")})
}

// suggestAgain replaces the order; Undo brings the old one back.
func (b *bundleScreen) suggestAgain() {
	old := b.bundle
	b.suggest(func(next casefile.Bundle) {
		next.Title = firstOf(old.Title, next.Title)
		b.picked = spot{}
		b.keep(next)
		b.u.gone = &deletion{func(tx *casefile.Tx) error {
			_, err := casefile.Put(tx, old)
			return err
		}, say("The order is as it was.")}
		b.u.status.say(say("The papers were chosen and put in order anew."))
	})
}
