package ui

import (
	"cmp"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile/intake"
)

// picker chooses files by keyboard or mouse, several at once where that is wanted. Fyne's own dialog takes one file only, and
// cannot be read at large text.
type picker struct {
	wish
	u       *UI
	content *part.ListPage
	head    *part.Page
	path    *part.Entry
	pathF   *part.Field
	add     *part.Press
	whole   *part.Press // takes the folder shown, with all in it
	list    *rowList
	none    *part.Text // says that nothing in the folder can be chosen
	dir     string     // the folder shown
	files   []fileLine
	marked  []string // full paths
}

// wish is what files are wanted.
type wish struct {
	title, sentence string
	endings         []string // of the names shown
	many            bool
	folders         bool                 // a whole folder may be taken too
	folder          bool                 // a folder is wanted, and no file is shown
	from            string               // the folder to begin with; "" the one files were last chosen from
	taken           func(paths []string) // gets the full paths
}

// fileLine is a row of the picker.
type fileLine struct {
	name   string
	folder bool
}

// pickFolder asks for a folder.
func (u *UI) pickFolder(title, sentence string, taken func(dir string)) {
	u.pick(wish{title: title, sentence: sentence, folder: true, taken: func(paths []string) { taken(paths[0]) }})
}

// pick opens the picker.
func (u *UI) pick(w wish) {
	u.open(func(u *UI) view { return newPicker(u, w) })
}

func newPicker(u *UI, w wish) view {
	p := &picker{wish: w, u: u, path: part.NewEntry(say("Folder"))}
	p.path.OnSubmitted = func(s string) { p.goTo(trim(s)) }
	p.path.Keys = func(ev *fyne.KeyEvent) bool {
		if ev.Name != fyne.KeyDown || len(p.files) == 0 {
			return false
		}
		p.u.win.Canvas().Focus(p.list)
		return true
	}
	label := say("Folder, or the file itself")
	if w.folder {
		label = say("Folder")
	}
	help := say("Enter goes there. Down goes to the list; there Enter or Space takes, Backspace goes up.")
	if u.short() {
		w.sentence, help = "", ""
	}
	p.pathF = part.NewField(label, p.path, help)
	p.add = part.Button(say("Add"), part.Main, p.finish)
	p.add.Hidden = !w.many && !w.folder
	p.whole = part.Button(say("Add this whole folder"), part.Outline, p.askWhole)
	p.whole.Hidden = !w.folders
	places := part.Line(1)
	for _, place := range commonPlaces(u) {
		places.Add(part.Button(place.words, part.Choice, func() { p.goTo(place.path) }))
	}
	p.none = part.Quiet("")
	p.none.Hide()
	p.head = part.NewPage(part.Stack(1.5, pageHead(u, w.title, w.sentence), part.Line(1, p.add, p.whole), places, p.pathF, p.none))
	p.list = newFileList(p)
	p.content = part.NewListPage(p.head, p.list, p.list)
	if isFolder(w.from) {
		p.goTo(w.from)
	} else {
		p.goTo(startFolder(u))
	}
	return p
}

func (p *picker) Content() fyne.CanvasObject { return p.content }
func (p *picker) Close()                     {}
func (p *picker) Focus() fyne.Focusable      { return p.path }

// Dropped takes files that were dropped instead of chosen.
func (p *picker) Dropped(paths []string) { p.give(paths) }

// Refresh redraws it.
func (p *picker) Refresh() {
	p.showMarked()
	p.list.Refresh()
	p.content.Refresh()
}

// place is a folder offered at the top.
type place struct{ words, path string }

func commonPlaces(u *UI) []place {
	home, err := os.UserHomeDir()
	if err != nil {
		return nil
	}
	out := []place{{say("Home"), home}}
	for _, name := range []string{"Desktop", "Documents", "Downloads", "Pictures"} {
		out = append(out, place{say(name), filepath.Join(home, name)})
	}
	out = append(out, place{say("Case files"), u.folder})
	return slices.DeleteFunc(out, func(p place) bool {
		info, err := os.Stat(p.path)
		return err != nil || !info.IsDir()
	})
}

// prefFolder is the folder files were last chosen from.
const prefFolder = "folder"

func startFolder(u *UI) string {
	home, _ := os.UserHomeDir()
	return u.app.Preferences().StringWithFallback(prefFolder, home)
}

// listing is what a folder holds, or that the path was a file after all.
type listing struct {
	folder string
	files  []fileLine
	file   string
}

// goTo shows a folder, or takes a file written as a path.
func (p *picker) goTo(path string) {
	endings := p.endings
	background(p.u, p.u.scope(), func(context.Context) (listing, error) {
		return readFolder(path, endings)
	}, func(l listing, err error) {
		switch {
		case err != nil:
			t := explain(err)
			p.pathF.Wrong(t.What)
		case l.file != "":
			p.give([]string{l.file})
			return
		default:
			p.dir, p.files = l.folder, l.files
			p.path.SetText(l.folder)
			p.path.CursorColumn = len([]rune(l.folder)) // what is typed goes on from there
			p.pathF.Wrong("")
			p.sayNone()
			p.list.at = 0
			if p.list.Size().Height > 0 { // Fyne's list has nothing to scroll before it was shown
				p.list.ScrollToTop()
			}
		}
		p.Refresh()
	})
}

// sayNone says why the list is empty, where it is.
func (p *picker) sayNone() {
	p.none.Hidden = len(p.files) > 0
	switch {
	case p.none.Hidden:
	case p.folder:
		p.none.Say(say("There is no other folder in this one. You can still use it."))
	default:
		p.none.Say(say("There is no folder here, and no file of a kind that fits."))
	}
	p.head.Reflow()
}

// readFolder lists a folder, folders first and without what is hidden. It is called beside the window.
func readFolder(path string, endings []string) (listing, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return listing{}, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return listing{}, err
	}
	if !info.IsDir() {
		return listing{file: path}, nil
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		return listing{}, err
	}
	l := listing{folder: path}
	for _, e := range entries {
		folder := e.IsDir()
		if strings.HasPrefix(e.Name(), ".") || !folder && !slices.Contains(endings, strings.ToLower(filepath.Ext(e.Name()))) {
			continue
		}
		l.files = append(l.files, fileLine{e.Name(), folder})
	}
	slices.SortStableFunc(l.files, func(a, b fileLine) int {
		if a.folder != b.folder {
			if a.folder {
				return -1
			}
			return 1
		}
		return byName(a.name, b.name)
	})
	return l, nil
}

// byName orders names as people count: "Letter 2" before "Letter 10", and capitals beside small letters.
func byName(a, b string) int {
	x, y := strings.ToLower(a), strings.ToLower(b)
	for x != "" && y != "" {
		n, m := leadingDigits(x), leadingDigits(y)
		if n > 0 && m > 0 {
			p, q := strings.TrimLeft(x[:n], "0"), strings.TrimLeft(y[:m], "0")
			if c := cmp.Or(cmp.Compare(len(p), len(q)), strings.Compare(p, q)); c != 0 {
				return c
			}
			x, y = x[n:], y[m:]
			continue
		}
		if x[0] != y[0] {
			return cmp.Compare(x[0], y[0])
		}
		x, y = x[1:], y[1:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(a, b))
}

// leadingDigits is how many digits s begins with.
func leadingDigits(s string) int {
	return len(s) - len(strings.TrimLeft(s, "0123456789"))
}

// take opens a folder, and marks or gives a file.
func (p *picker) take(i int) {
	if i < 0 || i >= len(p.files) {
		return
	}
	line := p.files[i]
	path := filepath.Join(p.dir, line.name)
	switch {
	case line.folder:
		p.goTo(path)
	case !p.many:
		p.give([]string{path})
	case slices.Contains(p.marked, path):
		p.marked = slices.DeleteFunc(p.marked, func(m string) bool { return m == path })
		p.Refresh()
	default:
		p.marked = append(p.marked, path)
		p.Refresh()
	}
}

func (p *picker) showMarked() {
	if p.folder {
		p.add.Allow(p.dir != "")
		p.add.Rename(say("Use this folder (Ctrl+Enter)"))
		return
	}
	p.add.Allow(len(p.marked) > 0)
	p.add.Rename(say("Choose files in the list"))
	if n := len(p.marked); n > 0 {
		p.add.Rename(say("Add {{.Files}} (Ctrl+Enter)", "Files", count(n, "file", "files")))
	}
}

// askWhole asks before a whole folder is taken: it may be a bigger one than was meant.
func (p *picker) askWhole() {
	p.u.ask(say("Add everything in “{{.Folder}}”?", "Folder", shorten(filepath.Base(p.dir), 60)),
		[]string{say("Every file in it and in the folders below it is kept, at most {{.Most}}. Hidden and system files are left out.", "Most", intake.MaxFolder)},
		answer{words: say("Add them all"), do: func() { p.give([]string{p.dir}) }, main: true}, answer{words: say("Choose files instead")})
}

// Save is Ctrl+Enter.
func (p *picker) Save() { p.finish() }

func (p *picker) finish() {
	if p.folder && p.dir != "" {
		p.give([]string{p.dir})
		return
	}
	if len(p.marked) > 0 {
		p.give(p.marked)
	}
}

// give closes the picker and hands the files on.
func (p *picker) give(paths []string) {
	p.u.app.Preferences().SetString(prefFolder, filepath.Dir(paths[0]))
	taken := p.taken
	p.u.back()
	taken(paths)
}

func newFileRow() *part.Box { return part.Inset(3.5, 0.75, part.Body("Ág").AtMost(1)) }

// newFileList lists the folder; Enter or a click takes, Backspace goes up.
func newFileList(p *picker) *rowList {
	var l *rowList
	l = newRowList(func() int { return len(p.files) }, newFileRow, p.line, func(i int) {
		l.UnselectAll()
		p.take(i)
	})
	l.say = p.spokenLine
	l.keys = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyBackspace {
			p.goTo(filepath.Dir(p.dir))
		}
		return ev.Name == fyne.KeyBackspace
	}
	return l
}

// spokenLine is line for a screen reader.
func (p *picker) spokenLine(i int) string {
	line := p.files[i]
	switch {
	case line.folder:
		return say("Folder {{.Name}}", "Name", line.name)
	case slices.Contains(p.marked, filepath.Join(p.dir, line.name)):
		return say("{{.Name}}, taken", "Name", line.name)
	}
	return line.name
}

func (p *picker) line(i int, row *part.Box) {
	line, sign := p.files[i], ""
	switch {
	case line.folder:
		sign = "▸ "
	case slices.Contains(p.marked, filepath.Join(p.dir, line.name)):
		sign = "✓ "
	}
	row.Kids()[0].(*part.Text).Set(part.Span{Words: sign + line.name, Bold: line.folder || sign == "✓ "})
	row.Refresh()
}
