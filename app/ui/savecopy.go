package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
)

// savePage asks where a file should go: one field with a place already in it, because Fyne's own dialog cannot be read at large
// text. What is there already is never replaced without asking.
type savePage struct {
	u     *UI
	page  *part.Page
	path  *part.Entry
	pathF *part.Field
	end   string // the ending the file must have; "" any
	taken func(path string)
}

// askPlace opens the page; taken gets the full path.
func (u *UI) askPlace(title, sentence, name string, taken func(string)) {
	u.open(func(u *UI) view {
		s := &savePage{u: u, path: part.NewEntry(say("Where to put it")), end: filepath.Ext(name), taken: taken}
		s.path.SetText(freePath(outFolder(u), fileSafe(name)))
		s.path.CursorColumn = len([]rune(s.path.Text))
		s.path.OnSubmitted = func(string) { s.Save() }
		s.pathF = part.NewField(say("Where to put it"), s.path, say("You may write another folder or another name."))
		s.page = part.NewPage(pageHead(u, title, sentence),
			part.NewCard("", s.pathF, part.Line(1.5, part.Button(say("Put it there (Enter)"), part.Main, s.Save),
				part.Button(say("Choose a folder…"), part.Outline, s.chooseFolder))))
		return s
	})
}

func (s *savePage) Content() fyne.CanvasObject { return s.page }
func (s *savePage) Refresh()                   { s.page.Refresh() }
func (s *savePage) Close()                     {}
func (s *savePage) Focus() fyne.Focusable      { return s.path }

// chooseFolder looks through the folders and keeps the name.
func (s *savePage) chooseFolder() {
	s.u.chooseFolder(s.path.Text, func(path string) {
		s.path.SetText(path)
		s.wrong("")
	})
}

// chooseFolder looks for another folder for a file that is still to be written. taken gets a path there that no file has yet.
func (u *UI) chooseFolder(path string, taken func(path string)) {
	path = strings.TrimSpace(path)
	u.pick(wish{title: say("Choose a folder"), sentence: say("The file will be put into it."), folder: true, from: filepath.Dir(path),
		taken: func(paths []string) { taken(freePath(paths[0], filepath.Base(path))) }})
}

// chooseFolderFor does so for the path written in a field.
func (u *UI) chooseFolderFor(place *part.Entry, field *part.Field) {
	u.chooseFolder(place.Text, func(path string) {
		place.SetText(path)
		field.Wrong("")
	})
}

// Save checks the place and goes on.
func (s *savePage) Save() {
	path := strings.TrimSpace(s.path.Text)
	if s.end != "" && !strings.EqualFold(filepath.Ext(path), s.end) {
		path += s.end
	}
	switch info, err := os.Stat(path); {
	case strings.EqualFold(filepath.Ext(path), ".casefile"):
		s.wrong(say("A name that ends in .casefile is for case files. Write another name."))
	case !filepath.IsAbs(path):
		s.wrong(say("Write the whole path, with the folder it lies in."))
	case err == nil && info.IsDir():
		s.wrong(say("This is a folder. Write a file name after it."))
	case err == nil:
		s.u.ask(say("There is already a file with this name."), []string{filepath.Base(path)},
			answer{words: say("Replace it"), do: func() { s.goOn(path) }, main: true}, answer{words: say("Choose another name")})
	case errors.Is(err, os.ErrNotExist) && !isFolder(filepath.Dir(path)):
		s.wrong(say("There is no such folder. Check how it is written."))
	default:
		s.goOn(path)
	}
}

func (s *savePage) wrong(sentence string) {
	s.pathF.Wrong(sentence)
	s.page.Reflow()
}

func (s *savePage) goOn(path string) {
	s.u.app.Preferences().SetString(prefOut, filepath.Dir(path))
	s.u.back()
	s.taken(path)
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// freePath gives a path in folder that no file has yet: "Evidence.pdf", "Evidence 2.pdf".
func freePath(folder, name string) string {
	end := filepath.Ext(name)
	for n := 1; ; n++ {
		path := filepath.Join(folder, name)
		if n > 1 {
			path = filepath.Join(folder, fmt.Sprintf("%s %d%s", strings.TrimSuffix(name, end), n, end))
		}
		if _, err := os.Lstat(path); err != nil || n > 99 {
			return path
		}
	}
}

// fileSafe gives a file name without the signs that Windows does not allow in one.
func fileSafe(name string) string {
	return strings.NewReplacer("/", "-", "\\", "-", ":", "-", "*", "-", "?", "-", "\"", "'", "<", "-", ">", "-", "|", "-").Replace(name)
}

// prefOut is the folder files were last put in.
const prefOut = "out"

// outFolder is where files for others go: where the last one went, or the user's documents.
func outFolder(u *UI) string {
	home, _ := os.UserHomeDir()
	for _, folder := range []string{u.app.Preferences().String(prefOut), filepath.Join(home, "Documents"), home} {
		if folder != "" && isFolder(folder) {
			return folder
		}
	}
	return home
}

// writeBeside writes what read gives to path, beside the window: into a new file first, so that nothing half-written is left.
func (u *UI) writeBeside(path string, read func() ([]byte, error), done string) {
	background(u, context.Background(), func(context.Context) (struct{}, error) {
		data, err := read()
		if err == nil {
			err = replaceFile(path, data)
		}
		return struct{}{}, err
	}, func(_ struct{}, err error) {
		if err != nil {
			u.fail(say("The copy was not saved."), err)
			return
		}
		u.status.say(done)
	})
}

// replaceFile writes a file whole, or leaves what was there.
func replaceFile(path string, data []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), ".part-*")
	if err != nil {
		return err
	}
	_, err = temp.Write(data)
	err = errors.Join(err, temp.Sync(), temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		os.Remove(temp.Name())
	}
	return err
}
