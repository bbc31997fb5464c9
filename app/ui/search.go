package ui

import (
	"context"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// searchScreen finds words in everything: the log, papers and what they say, dates, people, appeals. It looks while somebody types, beside
// the window, and what was typed last wins. It stays quick with thousands of results.
type searchScreen struct {
	u       *UI
	ctx     context.Context
	content *part.ListPage
	head    *part.Page
	field   *part.Entry
	groups  *part.Choices
	counted *part.Text
	empty   *part.Page
	list    *rowList
	stop    context.CancelFunc // ends the look that is under way
	words   string             // what the results are of
	looking bool
	opened  bool    // a result was opened from the list: the keyboard comes back to it
	all     []found // every result, by group
	shown   []found // those of the group chosen
	asked   map[int]bool
	filling bool
}

// searchPause is how long the keys have to rest before a look begins.
const searchPause = 150 * time.Millisecond

func newSearch(u *UI) view {
	s := &searchScreen{u: u, ctx: u.scope(), field: part.NewEntry(say("Find anything")), counted: part.Quiet(""), empty: part.NewPage(), stop: func() {}}
	s.field.SetPlaceHolder(say("A name, or part of a word"))
	s.field.SetText(u.sought)
	s.field.OnChanged = func(string) { s.look(searchPause) }
	var words []string
	for _, g := range searchGroups {
		words = append(words, say(g.title))
	}
	s.groups = part.NewChoices(words...)
	s.groups.OnChange = func(int) { s.choose() }
	s.head = part.NewPage(part.Stack(1.5, part.Title(say("Search")), s.field, s.groups, s.counted))
	s.list = newRowList(func() int { return len(s.shown) }, newFoundRow, s.showRow, s.open)
	s.list.keys = s.listKey
	s.field.Keys = s.list.fromFilter
	s.content = part.NewListPage(s.head, container.NewStack(s.list, s.empty), s.list)
	return s
}

func (s *searchScreen) Content() fyne.CanvasObject { return s.content }

// Close ends the look that is under way.
func (s *searchScreen) Close() { s.stop() }

// Focus begins with the field, its words chosen so that typing replaces them, and with the list when coming back from a result.
func (s *searchScreen) Focus() fyne.Focusable {
	if s.opened && len(s.shown) > 0 {
		return s.list
	}
	s.field.TypedShortcut(&fyne.ShortcutSelectAll{})
	return s.field
}

// Refresh looks again, for the case file may have changed.
func (s *searchScreen) Refresh() {
	s.head.Refresh()
	s.look(0)
}

// listKey goes from the list back to the field: with Escape, and with Up from the first row.
func (s *searchScreen) listKey(ev *fyne.KeyEvent) bool {
	if ev.Name != fyne.KeyEscape && (ev.Name != fyne.KeyUp || s.list.at > 0) {
		return false
	}
	s.u.win.Canvas().Focus(s.field)
	return true
}

// look looks for the words in the field once the keys have rested. A look that began earlier is forgotten.
func (s *searchScreen) look(rest time.Duration) {
	s.stop()
	words := strings.TrimSpace(s.field.Text)
	s.u.sought = words
	if words == "" {
		s.looking = false
		s.result("", nil)
		return
	}
	s.looking = true
	s.counted.Say(say("Looking…"))
	ctx, stop := context.WithCancel(s.ctx)
	s.stop = stop
	file, pause, named := s.u.file, s.u.run.pause, s.named()
	background(s.u, ctx, func(ctx context.Context) ([]found, error) {
		if rest > 0 {
			pause(ctx, rest)
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		hits, err := file.Search(words)
		return together(hits, named, words), err
	}, func(all []found, err error) {
		s.looking = false
		if err != nil {
			s.u.fail(say("The case file could not be searched."), err)
			return
		}
		s.result(words, all)
	})
}

// result takes what was found by these words.
func (s *searchScreen) result(words string, all []found) {
	anew := words != s.words
	s.words, s.all = words, slices.DeleteFunc(all, func(f found) bool { return !of(f.Child, s.u.child) })
	for i, g := range searchGroups {
		n := 0
		for _, f := range s.all {
			if g.has(f.Kind) {
				n++
			}
		}
		s.groups.Rename(i, say("{{.What}} {{.N}}", "What", say(g.title), "N", n))
		if n == 0 && i == s.groups.Chosen() && i > 0 {
			s.groups.Choose(0)
		}
		s.groups.Offer(i, n > 0)
	}
	s.groups.Hidden = len(s.all) == 0
	if anew && !s.list.Size().IsZero() { // before it was ever shown, it stands at its top
		s.opened = false
		s.list.goTo(0)
		s.list.ScrollToTop()
	}
	s.choose()
}

// choose shows the results of the group that is chosen.
func (s *searchScreen) choose() {
	g := searchGroups[s.groups.Chosen()]
	s.shown, s.asked = make([]found, 0, len(s.all)), map[int]bool{}
	for _, f := range s.all {
		if g.has(f.Kind) {
			s.shown = append(s.shown, f)
		}
	}
	s.counted.Say(s.countWords())
	s.empty.Hidden, s.list.Hidden = len(s.shown) > 0, len(s.shown) == 0
	if len(s.shown) == 0 {
		s.empty.Set(s.nothing())
	}
	s.list.UnselectAll()
	s.list.Refresh()
	s.head.Reflow()
	s.content.Refresh()
}

func (s *searchScreen) countWords() string {
	switch {
	case s.words == "":
		return say("Looks through the log, papers and the words in them, dates, people and appeals.")
	case len(s.shown) == 0:
		return say("Nothing found.")
	}
	return say("{{.Found}}. Down goes to the list, Enter opens, Esc comes back here.", "Found", count(len(s.shown), "place found", "places found"))
}

// nothing is what stands in place of the list where it is empty: what to type, or what to try next.
func (s *searchScreen) nothing() *part.Card {
	if s.words == "" {
		return part.NewCard(say("What are you looking for?"),
			part.Body(say("Type a few letters. Every word has to be in it, in any order; a part of a word is enough. Capitals and accents make no difference.")))
	}
	card := part.NewCard(say("Nothing found"))
	switch blind := s.blind(); {
	case s.u.child != "" && len(s.u.book.children) > 1:
		card.Add(part.Body(say("Nothing of {{.Name}} holds all these words.", "Name", shorten(s.u.book.childName(s.u.child), 40))),
			part.Line(1, part.Button(say("Look in all the children’s papers"), part.Main, func() { s.u.chooseChild("") })))
	case blind > 0:
		card.Add(part.Body(say("Nothing holds all these words. But {{.Papers}} cannot be searched yet: pictures of words have to be read first.", "Papers", count(blind, "paper", "papers"))),
			part.Line(1, part.Button(say("Look at the papers"), part.Main, func() { s.u.Go("documents") })))
	default:
		card.Add(part.Body(say("Nothing holds all these words. Try fewer words, or a part of one: “psych” finds “psychologist”.")))
	}
	return card
}

// blind counts the papers that are pictures of words.
func (s *searchScreen) blind() (n int) {
	for _, d := range s.u.book.documents {
		if isBlind(d) {
			n++
		}
	}
	return n
}

// fillAround is how many results get their excerpts at once when somebody scrolls to them.
const fillAround = 40

// showRow fills a row, and asks for its excerpt where it has none yet.
func (s *searchScreen) showRow(i int, r *foundRow) {
	if i >= len(s.shown) {
		return
	}
	block := i / fillAround
	if s.shown[i].lacks() && !s.asked[block] {
		s.asked[block] = true
		s.fill(block * fillAround)
	}
	s.filling = true
	r.show(s.u, s.shown[i], s.words)
	s.filling = false
}

// fill reads the excerpts of some results, beside the window.
func (s *searchScreen) fill(from int) {
	to := min(from+fillAround, len(s.shown))
	var hits []casefile.Hit
	for _, f := range s.shown[from:to] {
		hits = append(hits, f.Hit)
	}
	file, words, shown := s.u.file, s.words, s.shown
	background(s.u, s.ctx, func(context.Context) ([]casefile.Hit, error) {
		return file.Excerpts(hits, words)
	}, func(hits []casefile.Hit, err error) {
		if err != nil {
			return // a row without an excerpt still opens; the next look says what is wrong
		}
		for i, h := range hits {
			shown[from+i].Excerpt = h.Excerpt
		}
		if !s.filling {
			s.list.Refresh()
		}
	})
}

// open shows a result at its place.
func (s *searchScreen) open(i int) {
	s.opened = true
	u, f := s.u, s.shown[i]
	switch f.Kind {
	case "entry":
		u.openEntry(f.ID)
	case "document":
		u.openPaperAt(f.ID, f.Page)
	case "event":
		u.editEvent(f.ID)
	case foundDue:
		u.why(*f.due)
	case "person":
		u.openPerson(f.ID)
	case "authority":
		u.openAuthority(f.ID)
	default:
		s.openCase(f)
	}
}

// openCase shows what belongs to the case as a whole.
func (s *searchScreen) openCase(f found) {
	u := s.u
	if f.Kind == "bundle" {
		if f.Child != "" {
			u.chooseChild(f.Child)
		}
		u.Go("bundle")
		return
	}
	for _, a := range u.book.appeals {
		if a.ID == f.ID {
			u.open(func(u *UI) view { return newAppealForm(u, a) })
			return
		}
	}
	if c, ok := u.book.child(f.ID); ok {
		u.open(func(u *UI) view { return newChildForm(u, c) })
		return
	}
	u.open(newCasePage)
}

// openPaperAt shows a document at one of its pages, counted from 1.
func (u *UI) openPaperAt(id casefile.ID, page int) {
	u.openPaper(id)
	if p, ok := u.top().view.(*paperPage); ok && p.doc.ID == id && page > 1 {
		p.turn(page - 1)
	}
}
