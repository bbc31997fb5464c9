package ui

import (
	"context"
	"slices"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
)

// This file is what a bundle is: its plan and product, how its pages are numbered, what goes with it, and whether it was sent.

// generalPlan is the plan of what is no appeal.
const generalPlan = "general"

// kindCard says what the bundle is, with the way to change it.
func (b *bundleScreen) kindCard() *part.Card {
	words := say(b.bundle.Product.Title()) + " · " + say(b.scheme().Title)
	more := say("Pages numbered {{.How}}", "How", say(b.bundle.Numbering.Title()))
	if _, ok := b.appeal(); !ok && b.scheme().ID == generalPlan {
		words = say("{{.Product}}, no appeal is written down yet", "Product", say(b.bundle.Product.Title()))
		more = say("If it is for an appeal, write down first which one. The right headings and page limits follow from it. Nothing is sent.") + " " + more
	}
	for _, p := range b.bundle.With {
		more += " · " + lowerFirst(say(p.Title()))
	}
	kids := []fyne.CanvasObject{part.Beside(part.Stack(0.5, part.Strong(words), part.Quiet(more)),
		b.button("Change what it is…", part.Outline, func() { b.u.open(func(*UI) view { return newBundlePlanPage(b) }) }))}
	if last, ok := b.bundle.Last(); ok {
		kids = append(kids, part.Body(say("Sent on {{.Day}}, with {{.Pages}}. Its page numbers stay. Papers you put in now come after it.", "Day", last.On.Long(), "Pages", count(last.Pages, "page", "pages"))))
	}
	return part.NewCard("", kids...)
}

// scheme is the plan the bundle follows.
func (b *bundleScreen) scheme() bundle.Scheme {
	a, _ := b.appeal()
	s, _ := bundle.SchemeOf(b.bundle, a) // an unknown one has no title, and is said when the bundle is made
	return s
}

// bundlePlanPage asks what the bundle is.
type bundlePlanPage struct {
	form
	b                        *bundleScreen
	plans                    []bundle.Scheme
	plan                     *part.Choices
	product, numbering, late *part.Choices
	with                     *part.Choices
}

// withChoices are what can go with a bundle besides a note, which is written on a page of its own.
var withChoices = [][]casefile.BundlePage{nil, {casefile.WithChronology}, {casefile.WithMedia}, {casefile.WithChronology, casefile.WithMedia}}

func newBundlePlanPage(b *bundleScreen) view {
	p := &bundlePlanPage{b: b, form: form{u: b.u}}
	p.form.save = p.keep
	p.plans, _ = bundle.Schemes()
	var names []string
	for _, s := range p.plans {
		names = append(names, say(s.Title))
	}
	p.plan = chosenOf(names, slices.IndexFunc(p.plans, func(s bundle.Scheme) bool { return s.ID == b.scheme().ID }))
	p.product = titled(casefile.BundleProducts(), b.bundle.Product)
	p.numbering = titled(casefile.BundleNumberings(), b.bundle.Numbering)
	p.late = titled(casefile.BundleLates(), b.bundle.Late)
	without := slices.DeleteFunc(slices.Clone(b.bundle.With), func(w casefile.BundlePage) bool { return w == casefile.WithNote })
	p.with = chosenOf([]string{say("Nothing"), say("A chronology"), say("A list of recordings we hold"), say("Both")},
		slices.IndexFunc(withChoices, func(w []casefile.BundlePage) bool { return slices.Equal(w, without) }))
	p.first = p.product.First()
	cards := []fyne.CanvasObject{pageHead(b.u, say("What is this bundle?"), say("If your own letter from the Tribunal says otherwise, follow your letter."))}
	if _, sent := b.bundle.Last(); sent {
		cards = append(cards, part.NewCard("", part.Body(say("It was sent, so its pages keep their numbers. Only where later papers go can be chosen now.")),
			part.NewField(say("Where do later papers go?"), p.late, say("At the end, unless your letter says otherwise."))))
		cards = append(cards, part.NewCard("", p.saveButtons()))
		p.first = p.late.First()
	} else {
		cards = append(cards, part.NewCard("", part.NewField(say("What do you make?"), p.product, say("In most appeals you send your evidence, and the council makes the full bundle.")),
			part.NewField(say("What is it about?"), p.plan, ""),
			part.NewField(say("How are pages numbered?"), p.numbering, say("By section only where an order asks for it.")),
			part.NewField(say("Where do later papers go?"), p.late, say("At the end, unless your letter says otherwise.")),
			part.NewField(say("What goes with it?"), p.with, ""), p.saveButtons()))
	}
	p.page = part.NewPage(b.u.andWords(cards, "A bundle of evidence for the hearing, with a chronology and statements, by the practice direction.")...)
	return p
}

func chosenOf(words []string, at int) *part.Choices {
	c := part.NewChoices(words...)
	c.Choose(max(0, at))
	return c
}

// titled are choices among stored values by their titles; the first stands for an empty one.
func titled[K interface {
	~string
	Title() string
}](all []K, now K) *part.Choices {
	var words []string
	for _, k := range all {
		words = append(words, say(k.Title()))
	}
	return chosenOf(words, slices.Index(all, now))
}

func (p *bundlePlanPage) keep() {
	b := p.b
	next := b.bundle
	next.Late = casefile.BundleLates()[p.late.Chosen()]
	if _, sent := next.Last(); !sent {
		next.Product = casefile.BundleProducts()[p.product.Chosen()]
		next.Numbering = casefile.BundleNumberings()[p.numbering.Chosen()]
		if plan := p.plans[p.plan.Chosen()].ID; plan != b.scheme().ID {
			next.Plan = plan
		}
		next.With = slices.Clone(withChoices[p.with.Chosen()])
		if b.bundle.Has(casefile.WithNote) {
			next.With = append(next.With, casefile.WithNote)
		}
	}
	was, now := b.scheme(), p.plans[p.plan.Chosen()]
	if next.Title == was.Product(b.bundle.Product).Title {
		next.Title = now.Product(next.Product).Title
	}
	other := next.Plan != b.bundle.Plan || next.Product != b.bundle.Product && (b.bundle.Product != "" || next.Product != casefile.ProductEvidence)
	b.keep(next)
	b.u.back()
	if other {
		b.u.ask(say("Choose and order the papers for it?"),
			[]string{say("The order you have now is replaced by one made by the plan and by date. No paper is deleted.")},
			answer{words: say("Choose anew"), do: b.suggestAgain, main: true}, answer{words: say("Keep it as it is")})
	}
}

// newNotePage is the note that says why a limit is not kept: a draft to change, which then goes with the bundle.
func newNotePage(b *bundleScreen) view {
	entry := part.NewLongEntry(say("Note"), 12)
	entry.SetText(firstOf(b.bundle.Note, b.found.Note()))
	f := &form{u: b.u, first: entry}
	begun := f.keepsBegun(formNote, "", string(b.child), inputOf("note", entry))
	f.save = func() {
		next := b.bundle
		next.Note = trim(entry.Text)
		next.With = slices.DeleteFunc(slices.Clone(next.With), func(p casefile.BundlePage) bool { return p == casefile.WithNote })
		if next.Note != "" {
			next.With = append(next.With, casefile.WithNote)
		}
		f.leave()
		b.keep(next)
	}
	f.page = part.NewPage(pageHead(b.u, say("Why a limit is not kept"), say("This page goes first in the bundle. Write it in your own words, or change what stands here.")),
		part.NewCard("", begun, part.NewField(say("Note"), entry, say("Empty it to leave the note out.")), f.saveButtons()))
	f.resume()
	return f
}

// askSent asks before the bundle that was made is kept as sent.
func (b *bundleScreen) askSent() {
	b.u.ask(say("Did you send this bundle today?"),
		[]string{say("Then its page numbers stay as they are. Papers that come later go after it, and it can be made again as it was.")},
		answer{words: say("Yes, today"), do: b.sent, main: true}, answer{words: say("No")})
}

// sent keeps the bundle that was made as sent today.
func (b *bundleScreen) sent() {
	m := b.making
	if m.report == nil || m.old || b.writing {
		b.u.status.say(say("The order was changed after it was made. Make it again first."))
		return
	}
	file, chosen, report, today := b.u.file, b.bundle, *m.report, b.u.today()
	background(b.u, b.ctx, func(context.Context) (casefile.Bundle, error) {
		return bundle.Serve(file, chosen, report, today)
	}, func(kept casefile.Bundle, err error) {
		if err != nil {
			b.u.fail(say("It could not be kept as sent."), err)
			return
		}
		b.bundle = kept
		b.u.status.say(say("Kept as sent on {{.Day}}.", "Day", today.Long()))
		b.u.reload(nil)
	})
}
