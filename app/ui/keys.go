package ui

import (
	"runtime"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// command is something the window can do: a menu item, its shortcut, and a line of the list that F1 shows. Shortcuts stand
// on menu items only, because those work while a field has the focus; shortcuts of the canvas do not.
type command struct {
	menu, title string
	mod         fyne.KeyModifier
	key         fyne.KeyName
	do          func(*UI)
	needsCase   bool
}

const (
	ctrl      = fyne.KeyModifierShortcutDefault
	ctrlShift = fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift
)

// commands is everything the menus offer but the screens and the children, in order; an empty title is a line between.
func commands() []command {
	return slices.Concat(plainCommands(), colourCommands())
}

// colourCommands choose the colours.
func colourCommands() []command {
	all := []command{{"View", asComputer, 0, "", func(u *UI) { u.setColours("") }, false}}
	for _, s := range schemes {
		all = append(all, command{"View", s.title, 0, "", func(u *UI) { u.setColours(s.id) }, false})
	}
	return all
}

func plainCommands() []command {
	return []command{
		{"File", "New case file…", ctrl, fyne.KeyN, (*UI).newCase, false},
		{"File", "Open a case file…", ctrlShift, fyne.KeyO, (*UI).pickCase, false},
		{"File", "Restore a backup…", 0, "", (*UI).restoreBackup, false},
		{"File", "Try the example family", 0, "", (*UI).tryExample, false},
		{menu: "File"},
		{"File", "Lock the case file", ctrlShift, fyne.KeyL, (*UI).lock, true},
		{"File", "Passphrase and recovery key…", 0, "", (*UI).openPassphrase, true},
		{"File", "Hand the case on…", 0, "", func(u *UI) { u.open(newHandOn) }, true},
		{"File", "Backups", 0, "", func(u *UI) { u.Go("backups") }, true},
		{"File", "Close the case file", ctrl, fyne.KeyW, (*UI).closeCase, true},
		{"File", "Quit", ctrl, fyne.KeyQ, (*UI).leave, false},
		{"Edit", "Save what you are writing", ctrl, fyne.KeyReturn, (*UI).saveView, false},
		{"Edit", "Undo the last deletion", ctrl, fyne.KeyU, (*UI).undo, true},
		{"Edit", "Move up", fyne.KeyModifierAlt, fyne.KeyUp, func(u *UI) { u.move(-1) }, true},
		{"Edit", "Move down", fyne.KeyModifierAlt, fyne.KeyDown, func(u *UI) { u.move(+1) }, true},
		{"Go", "Find anything", ctrl, fyne.KeyF, func(u *UI) { u.Go("search") }, true},
		{"Go", "Back", 0, fyne.KeyEscape, (*UI).back, true},
		{"Case", "Log what happened", ctrl, fyne.KeyL, (*UI).quickLog, true},
		{"Case", "Something with a date happened…", ctrl, fyne.KeyD, func(u *UI) { u.newEvent("", "") }, true},
		{"Case", "Add files…", ctrl, fyne.KeyO, (*UI).addFiles, true},
		{"Case", "What became of the files added last", 0, "", (*UI).openReport, true},
		{"Case", "Stop reading papers", 0, "", (*UI).stopReading, true},
		{menu: "Case"},
		{"Case", "Dates that were written down", ctrl, fyne.KeyE, func(u *UI) { u.open(newEventsPage) }, true},
		{"Case", "Child and appeal details…", 0, "", func(u *UI) { u.open(newCasePage) }, true},
		{"Case", "Reminders and locking…", 0, "", func(u *UI) { u.open(newSafety) }, false},
		{"Case", "Show the next child", ctrlShift, fyne.KeyC, (*UI).nextChild, true},
		{"View", "Larger text", ctrl, fyne.KeyEqual, func(u *UI) { u.resizeText(+1) }, false},
		{"View", "Smaller text", ctrl, fyne.KeyMinus, func(u *UI) { u.resizeText(-1) }, false},
		{"View", "Normal text", ctrl, fyne.Key0, func(u *UI) { u.resizeText(0) }, false},
		{"View", "Keep the text cursor still, or let it blink", 0, "", func(u *UI) { u.setStill(!u.look.still) }, false},
		{menu: "View"},
		{"View", "Hide everything, or show it again", ctrl, keyHide, (*UI).hide, false},
		{"Help", "Help", 0, "", (*UI).openHelp, false},
		{"Help", "What a word means", 0, "", (*UI).openWords, false},
		{"Help", "Everything you can do, with its keys", 0, fyne.KeyF1, (*UI).showShortcuts, false},
	}
}

// menuNames is the order of the menus.
var menuNames = []string{"File", "Edit", "Go", "Case", "View", "Help"}

// menu builds the main menu for the state the window is in.
func (u *UI) menu() *fyne.MainMenu {
	if u.cover != nil {
		return u.coverMenu()
	}
	byName := map[string]*fyne.Menu{}
	var menus []*fyne.Menu
	for _, name := range menuNames {
		byName[name] = fyne.NewMenu(say(name))
		menus = append(menus, byName[name])
	}
	for _, s := range screens() {
		c := command{"Go", s.title, ctrl, s.key, func(u *UI) { u.Go(s.id) }, true}
		byName["Go"].Items = append(byName["Go"].Items, u.item(c))
	}
	for _, c := range commands() {
		if c.title == "" {
			byName[c.menu].Items = append(byName[c.menu].Items, fyne.NewMenuItemSeparator())
			continue
		}
		byName[c.menu].Items = append(byName[c.menu].Items, u.item(c))
	}
	if u.file != nil {
		byName["Case"].Items = append(byName["Case"].Items, fyne.NewMenuItemSeparator())
		byName["Case"].Items = append(byName["Case"].Items, u.childItems()...)
	}
	return fyne.NewMainMenu(menus...)
}

func (u *UI) item(c command) *fyne.MenuItem {
	item := fyne.NewMenuItem(say(c.title), func() { u.obey(c) })
	item.IsQuit = c.title == "Quit"
	item.Disabled = c.needsCase && u.file == nil
	item.Checked = c.menu == "View" && c.title == u.look.title()
	if c.key != "" {
		keys := &desktop.CustomShortcut{KeyName: c.key, Modifier: c.mod}
		item.Shortcut = keys
		if runtime.GOOS != "darwin" {
			item.Label += "  (" + keyName(c.mod, c.key) + ")"
			item.Shortcut = unseen{keys}
		}
	}
	return item
}

// unseen is a shortcut that works but that Fyne's menu does not write beside its item: it would do so in a grey nobody can read.
// The item's own words name the keys instead. (The menu of a Mac is drawn by the system, and readable.)
type unseen struct{ keys *desktop.CustomShortcut }

// ShortcutName is what Fyne finds the item by.
func (s unseen) ShortcutName() string { return s.keys.ShortcutName() }

// urgent tells whether a command cannot wait for the answer to a question: somebody comes into the room.
func (c command) urgent() bool {
	return c.mod == ctrl && c.key == keyHide || c.mod == ctrlShift && c.key == fyne.KeyL
}

// obey does a command, unless a question waits for its answer, the window is covered, or there is no case file for it.
func (u *UI) obey(c command) {
	if u.sheet != nil && !c.urgent() || u.cover != nil || c.needsCase && u.file == nil {
		return
	}
	u.used()
	c.do(u)
}

// addCanvasKeys adds the second keys of some commands, which no menu can show.
func (u *UI) addCanvasKeys() {
	more := []command{
		{"", "", ctrlShift, fyne.KeyEqual, func(u *UI) { u.resizeText(+1) }, false},
		{"", "", ctrl, fyne.KeyPlus, func(u *UI) { u.resizeText(+1) }, false},
		{"", "", ctrl, fyne.KeyEnter, (*UI).saveView, false},
	}
	for _, c := range more {
		u.win.Canvas().AddShortcut(&desktop.CustomShortcut{KeyName: c.key, Modifier: c.mod}, func(fyne.Shortcut) { u.obey(c) })
	}
}

// saveView saves what the view on top is writing.
func (u *UI) saveView() {
	if top := u.top(); top != nil {
		if s, ok := top.view.(saver); ok {
			s.Save()
		}
	}
}

// move moves what is chosen in the view on top.
func (u *UI) move(by int) {
	if top := u.top(); top != nil {
		if m, ok := top.view.(mover); ok {
			m.Move(by)
		}
	}
}

// keyName writes a shortcut as keyboards do: "Ctrl+Shift+O".
func keyName(mod fyne.KeyModifier, key fyne.KeyName) string {
	var keys []string
	if mod&ctrl != 0 {
		keys = append(keys, say("Ctrl"))
	}
	if mod&fyne.KeyModifierShift != 0 {
		keys = append(keys, say("Shift"))
	}
	if mod&fyne.KeyModifierAlt != 0 {
		keys = append(keys, say("Alt"))
	}
	name := string(key)
	switch key {
	case fyne.KeyReturn:
		name = say("Enter")
	case fyne.KeyEscape:
		name = say("Esc")
	case fyne.KeyEqual:
		name = say("plus")
	case fyne.KeyMinus:
		name = say("minus")
	}
	return strings.Join(append(keys, name), "+")
}

// showShortcuts lists everything that can be done, with its keys; each line can be pressed, so that nothing needs a menu.
func (u *UI) showShortcuts() {
	if top := u.top(); top != nil {
		if _, already := top.view.(*shortcuts); already {
			return
		}
	}
	u.open(func(u *UI) view { return &shortcuts{u: u, page: part.NewPage()} })
}

type shortcuts struct {
	u    *UI
	page *part.Page
}

func (s *shortcuts) Content() fyne.CanvasObject { return s.page }
func (s *shortcuts) Close()                     {}

// Refresh lists the commands by menu.
func (s *shortcuts) Refresh() {
	kids := []fyne.CanvasObject{pageHead(s.u, say("Everything you can do"), say("Press a line, or use its keys anywhere. Tab goes on, Shift+Tab goes back, Enter or Space presses."))}
	if s.u.file != nil {
		kids = append(kids, part.NewCard(say("Go to"), s.screens()))
	}
	for _, name := range menuNames {
		if rows := s.rows(name); len(rows) > 0 {
			kids = append(kids, part.NewCard(say(name), part.Rows(rows...)))
		}
	}
	s.page.Set(kids...)
}

func (s *shortcuts) screens() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, screen := range screens() {
		c := command{"Go", screen.title, ctrl, screen.key, func(u *UI) { u.Go(screen.id) }, true}
		rows = append(rows, s.row(c))
	}
	return part.Rows(rows...)
}

func (s *shortcuts) rows(menu string) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, c := range commands() {
		if c.menu == menu && c.title != "" && (s.u.file != nil || !c.needsCase) && c.key != fyne.KeyF1 {
			rows = append(rows, s.row(c))
		}
	}
	return rows
}

func (s *shortcuts) row(c command) fyne.CanvasObject {
	keys := ""
	if c.key != "" {
		keys = keyName(c.mod, c.key)
	}
	face := part.Beside(part.Body(say(c.title)), part.Quiet(keys).OneLine())
	return part.Row(face, say(c.title)+" "+keys, func() {
		s.u.back()
		s.u.obey(c)
	})
}

// casefileID makes an id of a string.
func casefileID(s string) casefile.ID { return casefile.ID(s) }
