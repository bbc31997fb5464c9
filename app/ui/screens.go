package ui

import "fyne.io/fyne/v2"

// view is a screen, or a page opened from one. All its methods are called on the Fyne goroutine.
type view interface {
	// Content is what the shell shows; always the same object.
	Content() fyne.CanvasObject
	// Refresh shows the book as it is now: after a change, when another child is chosen, when it comes back into sight.
	Refresh()
	// Close ends whatever the view began; its background work is cancelled.
	Close()
}

// dropper is a view that takes files dropped on the window, or chosen with Ctrl+O, as paths.
type dropper interface{ Dropped(paths []string) }

// focuser is a view that says where the keyboard should be when it opens; without it, it starts at the top of the page.
type focuser interface{ Focus() fyne.Focusable }

// mover is a view with something that can be moved up (-1) or down (+1): Alt+Up and Alt+Down.
type mover interface{ Move(by int) }

// saver is a view with something to save: Ctrl+Enter.
type saver interface{ Save() }

// screen is one row of the sidebar.
type screen struct {
	id    string
	title string       // as the sidebar and the menu say it; goes through words
	key   fyne.KeyName // with Ctrl; "" for one reached by the sidebar and the menu alone
	build func(*UI) view
}

// screens is every screen there is, in the order of the sidebar. A new screen is one file and one row here.
func screens() []screen {
	return []screen{
		{"today", "Today", fyne.Key1, newToday},
		{"timeline", "Timeline", fyne.Key2, newTimeline},
		{"log", "Log", fyne.Key3, newLog},
		{"deadlines", "Deadlines", fyne.Key4, newDeadlines},
		{"documents", "Documents", fyne.Key5, newDocuments},
		{"bundle", "Bundle", fyne.Key6, newBundleScreen},
		{"people", "People", fyne.Key7, newPeople},
		{"search", "Search", fyne.Key8, newSearch},
		{"settings", "Settings", fyne.Key9, newSettings},
		{"backups", "Backups", "", newBackups},
		{"law", "About the law", "", newLaw},
		{"help", "Help", "", newHelp},
	}
}

// keys writes the screen's shortcut; "" where it has none.
func (s screen) keys() string {
	if s.key == "" {
		return ""
	}
	return keyName(ctrl, s.key)
}

// screenKeys gives the shortcut of a screen by its id, for sentences that name it.
func screenKeys(id string) string {
	for _, s := range screens() {
		if s.id == id {
			return s.keys()
		}
	}
	return ""
}
