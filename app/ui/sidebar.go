package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"ehccasefile/app/ui/part"
	"ehccasefile/deadlines"
)

// sidebar holds the child chooser, the screens with their shortcuts, and the way to the quick log.
type sidebar struct {
	u       *UI
	content *fyne.Container
	scroll  *container.Scroll
	column  *fyne.Container
	example *part.Chip // seen only in a made-up family
	chooser *part.Press
	items   map[string]*part.Press
	proven  *part.Press // when the newest backup was made; hidden where there is none
	when    *part.Text
}

func newSidebar(u *UI) *sidebar {
	s := &sidebar{u: u, items: map[string]*part.Press{}}
	s.example = part.NewChip(part.Soon, say("Example, made up"))
	s.chooser = part.Button("", part.Outline, s.choose)
	list := part.Stack(0.25)
	for _, screen := range screens() {
		item := part.SideItem(say(screen.title), screen.keys(), func() { u.Go(screen.id) })
		s.items[screen.id] = item
		list.Add(item)
	}
	quick := part.SideItem(say("Log what happened"), say("Ctrl+L"), u.quickLog)
	s.when = part.Quiet("")
	s.proven = part.Row(part.Inset(0.5, 0, part.Stack(0, part.Quiet(say("Last proven backup")), s.when)), "", func() { u.Go("backups") })
	s.proven.Hide()
	s.column = container.New(sideLayout{}, part.Inset(1.25, 1.75, part.Stack(1.5, s.example, s.chooser, list, part.NewRule(), quick, s.proven)))
	s.scroll = container.NewVScroll(s.column)
	s.content = container.NewStack(s.scroll)
	return s
}

// sideLayout gives the sidebar's column all the height there is.
type sideLayout struct{}

func (sideLayout) MinSize(o []fyne.CanvasObject) fyne.Size { return o[0].MinSize() }
func (sideLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	o[0].Resize(fyne.NewSize(size.Width, part.HeightFor(o[0], size.Width)))
}

// refresh shows which screen and whose case is seen.
func (s *sidebar) refresh() {
	for id, item := range s.items {
		item.Choose(id == s.u.screen)
	}
	s.chooser.Rename(s.who() + "  ▾")
	if len(s.u.book.children) < 2 {
		s.chooser.Rename(s.who())
	}
	s.showProven()
	s.example.Hidden = s.u.book.family.AsOf.IsZero()
	s.content.Refresh()
	s.reveal()
}

// reveal brings the screen that is chosen into sight, where large text leaves no room for all. Where it is in sight from the top, the top is
// shown: whose case it is, and whether it is made up.
func (s *sidebar) reveal() {
	item, driver := s.items[s.u.screen], fyne.CurrentApp().Driver()
	if item == nil || s.scroll.Size().Height <= 0 {
		return
	}
	top := driver.AbsolutePositionForObject(item).Y - driver.AbsolutePositionForObject(s.column).Y
	low := top + item.Size().Height - s.scroll.Size().Height
	if at := s.scroll.Offset.Y; low <= 0 || at > top || at < low {
		s.scroll.ScrollToOffset(fyne.NewPos(0, max(0, min(top, low+part.Steps(1)))))
	}
}

// showProven says when the newest backup was made: today with its hour, else the day.
func (s *sidebar) showProven() {
	at := s.u.proven
	s.proven.Hidden = at.IsZero()
	when := dayOf(at)
	if deadlines.DateOf(at.Local()) == s.u.clock() {
		when = say("today, {{.Time}}", "Time", at.Local().Format("15:04"))
	}
	s.when.Say(when)
	s.proven.Words = say("Last proven backup") + ": " + when
}

// who names the children whose case is seen.
func (s *sidebar) who() string {
	b := s.u.book
	if name := b.childName(s.u.child); name != "" {
		return shorten(name, 18)
	}
	var names []string
	for _, c := range b.children {
		names = append(names, c.Name)
	}
	switch all := list(names); {
	case len(names) == 0:
		return say("No child yet")
	case len([]rune(all)) <= 18:
		return all
	}
	return say("All {{.N}} children", "N", len(names))
}

// shorten keeps n letters of a long name.
func shorten(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// choose offers the children, and to add one.
func (s *sidebar) choose() {
	menu := fyne.NewMenu("", s.u.childItems()...)
	pop := widget.NewPopUpMenu(menu, s.u.win.Canvas())
	pop.ShowAtRelativePosition(fyne.NewPos(0, s.chooser.Size().Height+2), s.chooser)
	s.u.win.Canvas().Focus(pop)
}

// childItems are the menu items that choose a child.
func (u *UI) childItems() []*fyne.MenuItem {
	var items []*fyne.MenuItem
	if len(u.book.children) > 1 {
		all := fyne.NewMenuItem(say("All the children"), func() { u.chooseChild("") })
		all.Checked = u.child == ""
		items = append(items, all)
	}
	for _, c := range u.book.children {
		item := fyne.NewMenuItem(shorten(c.Name, 40), func() { u.chooseChild(c.ID) })
		item.Checked = u.child == c.ID
		items = append(items, item)
	}
	return append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(say("Add a child…"), func() { u.open(newChildPage) }))
}

// nextChild goes round the children and all of them.
func (u *UI) nextChild() {
	ids := []string{""}
	for _, c := range u.book.children {
		ids = append(ids, string(c.ID))
	}
	for i, id := range ids {
		if id == string(u.child) {
			u.chooseChild(casefileID(ids[(i+1)%len(ids)]))
			return
		}
	}
}
