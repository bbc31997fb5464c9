package ui

import (
	"fmt"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
)

// settingsCards is every card of Settings, in order. A card is made anew from the present state whenever the screen is drawn; one that
// gives nil is left out. A new card is one function and one line here.
func settingsCards() []func(*UI) *part.Card {
	return []func(*UI) *part.Card{
		looksCard,
		reminderCard,
		lockingCard,
		listingCard,
		placesCard,
		childrenCard,
		languageCard,
	}
}

// settings is the screen of everything that can be set.
type settings struct {
	u    *UI
	page *part.Page
}

func newSettings(u *UI) view { return &settings{u: u, page: part.NewPage()} }

func (s *settings) Content() fyne.CanvasObject { return s.page }
func (s *settings) Close()                     {}

// Refresh shows every card as things are now.
func (s *settings) Refresh() {
	kids := []fyne.CanvasObject{pageHead(s.u, say("Settings"), say("Each change takes effect at once. Tab goes to the next thing, the arrow keys choose."))}
	for _, card := range settingsCards() {
		if made := card(s.u); made != nil {
			kids = append(kids, made)
		}
	}
	s.page.Set(kids...)
}

// setting is one thing to choose: its name, what is offered, what is chosen now and what that means.
type setting struct {
	label string
	words []string
	at    int
	means string
	do    func(int)
}

// field shows a setting: the choices, and below them in words what is chosen.
func (s setting) field() fyne.CanvasObject {
	choices := part.NewChoices(s.words...)
	choices.Choose(s.at)
	choices.OnChange = s.do
	now := say("Now: {{.Choice}}.", "Choice", s.words[s.at])
	if s.means != "" {
		now += " " + s.means
	}
	return part.NewField(s.label, choices, now)
}

// looksCard is how the window looks.
func looksCard(u *UI) *part.Card {
	return part.NewCard(say("How it looks"), part.Stack(2.5, coloursSetting(u).field(), sizeSetting(u).field(), faceSetting(u).field(), motionSetting(u).field()))
}

func coloursSetting(u *UI) setting {
	s := setting{label: say("Colours"), words: []string{say(asComputer)}, means: say("Light by day or dark, whichever the computer is set to."),
		do: func(i int) { u.setColours(append([]string{""}, schemeIDs()...)[i]) }}
	for i, c := range schemes {
		s.words = append(s.words, say(c.title))
		if c.id == u.look.colours {
			s.at, s.means = i+1, say(c.about)
		}
	}
	return s
}

func schemeIDs() (ids []string) {
	for _, s := range schemes {
		ids = append(ids, s.id)
	}
	return ids
}

func sizeSetting(u *UI) setting {
	s := setting{label: say("Size of text"), at: slices.Index(textSizes, u.look.factor), do: func(i int) { u.setText(textSizes[i]) },
		means: say("{{.Larger}} makes it larger anywhere, {{.Smaller}} smaller.", "Larger", keyName(ctrl, fyne.KeyEqual), "Smaller", keyName(ctrl, fyne.KeyMinus))}
	for _, factor := range textSizes {
		s.words = append(s.words, fmt.Sprintf("%.0f%%", factor*100))
	}
	return s
}

func faceSetting(u *UI) setting {
	s := setting{label: say("Typeface"), words: []string{"Atkinson Hyperlegible", "Noto Sans"}, means: say("It was drawn for people with low vision, so that letters are hard to mix up."),
		do: func(i int) { u.setFace([]string{faceAtkinson, faceNoto}[i]) }}
	if u.look.face == faceNoto {
		s.at, s.means = 1, say("It is plainer, and knows more alphabets.")
	}
	return s
}

func motionSetting(u *UI) setting {
	s := setting{label: say("Movement"), words: []string{say("The text cursor blinks"), say("Nothing moves by itself")}, do: func(i int) { u.setStill(i == 1) },
		means: say("Nothing else in this program moves by itself.")}
	if u.look.still {
		s.at, s.means = 1, say("The text cursor stands still too.")
	}
	if u.look.still && !canHoldStill() {
		s.means = say("On a Mac the text cursor goes on blinking all the same.")
	}
	return s
}

// lies is something that lies on this computer.
type lies struct {
	what, path, about string
	folder            string // to be shown; "" where there is none
}

// placesCard says where everything lies, and shows it.
func placesCard(u *UI) *part.Card {
	var rows []fyne.CanvasObject
	for _, l := range placesOf(u) {
		words := part.Stack(0.25, part.Strong(l.what), part.Body(l.path), part.Quiet(l.about))
		if !isFolder(l.folder) {
			rows = append(rows, words)
			continue
		}
		show := part.Button(say("Show in folder"), part.Outline, func() { u.openURL(l.folder) })
		rows = append(rows, part.Beside(words, spoken(show, say("Show in folder")+": "+l.what)))
	}
	return part.NewCard(say("Where things lie"), part.Stack(1.5, withRules(rows)...))
}

func placesOf(u *UI) []lies {
	backups := u.backupFolder()
	all := []lies{
		{say("The case file"), u.file.Path(), say("Everything is in this one file. Close the program before you copy it."), filepath.Dir(u.file.Path())},
		{say("Backups"), backups, say("They are made by themselves, now and then and when you close the case file."), backups},
	}
	if second := u.app.Preferences().String(prefSecond); second != "" {
		about := say("The second place that you chose for backups.")
		if !isFolder(second) {
			about = say("The second place for backups. It is not there now.")
		}
		all = append(all, lies{say("More backups"), second, about, second})
	}
	if !isFolder(backups) {
		all[1].about = say("The folder is made with the first backup, at the latest when you close the case file.")
	}
	kept := u.settingsFolder()
	return append(all, lies{say("These settings"), kept, say("Size of text, colours, the last folders and the names of case files opened lately. Nothing from inside a case."), kept})
}

// settingsFolder is where the preferences lie.
func (u *UI) settingsFolder() string { return filepath.FromSlash(u.app.Storage().RootURI().Path()) }

// childrenCard opens the pages of the children and what belongs to them.
func childrenCard(u *UI) *part.Card {
	var names []string
	for _, c := range u.book.children {
		names = append(names, shorten(c.Name, 40))
	}
	who := say("No child yet.")
	if len(names) > 0 {
		who = sentence(list(names))
	}
	appeals := say("No appeal is written down.")
	if n := len(u.book.appeals); n > 0 {
		appeals = sentence(count(n, "appeal", "appeals"))
	}
	row := func(title, about string, build func(*UI) view) fyne.CanvasObject {
		return part.Row(part.Stack(0.25, part.Strong(title), part.Quiet(about)), title+". "+about, func() { u.open(build) })
	}
	return part.NewCard(say("The child and the appeal"), part.Rows(
		row(say("Children and appeals"), who+" "+appeals, newCasePage),
		row(say("Dates that were written down"), say("What every deadline is counted from."), newEventsPage),
		row(say("Add a child"), say("Several children of one family can be in one case file."), newChildPage),
	))
}

// languageCard says which language is spoken.
func languageCard(*UI) *part.Card {
	return part.NewCard(say("Language"), part.Body(say("This program speaks English. What you write, and the papers you add, may be in any language.")))
}
