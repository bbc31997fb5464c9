package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/pattern"
	"ehccasefile/deadlines"
)

// maxFile is the largest file taken from a folder, in bytes.
const maxFile = 512 << 20

// listName is the file that gives a folder's order and names.
const listName = "index.csv"

// folder is a folder of documents. Files are reached only through it, so that no name and no symbolic link leads out.
type folder struct {
	dir string
	not os.FileInfo // the bundle made from it before, which is no document; nil if there is none
}

// passes tells whether a file is none of the family's papers: hidden, the computer's own, or the bundle itself.
func (f folder) passes(name string) bool {
	base := path.Base(name)
	if strings.HasPrefix(base, ".") || strings.EqualFold(base, "thumbs.db") || strings.EqualFold(base, "desktop.ini") {
		return true
	}
	info, err := os.Stat(filepath.Join(f.dir, name))
	return err == nil && f.not != nil && os.SameFile(info, f.not)
}

// FromFolder makes a plan from a folder of files without any case. An index.csv in it, headed
// section,title,date,file,pages, gives order, names and dates; without one, the files in it go in by name. No record says of a file
// whether the Tribunal may see it. So Make looks at its name, title and words as intake does at those of a paper, and leaves out one that
// looks private or whose words it could not read, unless index.csv says open of it in a further column, privilege; any other word there
// leaves the file out. Words that are only pictures are not seen; a note says so. What index.csv names and is not there, lies outside the folder, or is of a kind that cannot go in, stands in Plan.Left, and so does each file
// that index.csv does not name. to is the file the bundle is for: where it lies in the folder it is never taken for a document;
// "" if there is none.
func FromFolder(dir, to string) (Plan, error) {
	f := folder{dir: dir}
	if info, err := os.Stat(to); to != "" && err == nil {
		f.not = info
	}
	p := Plan{Title: "Bundle of documents"}
	list, err := f.read(listName)
	switch {
	case err == nil:
		err = p.fromList(f, list)
	case errors.Is(err, fs.ErrNotExist):
		err = p.fromNames(f)
	}
	if err != nil {
		return Plan{}, fmt.Errorf("read the folder %q: %w", filepath.Base(dir), err)
	}
	return p, nil
}

// fromNames takes every file of the folder in order of name. Hidden files and folders in it are not looked at.
func (p *Plan) fromNames(f folder) error {
	entries, err := os.ReadDir(f.dir)
	if err != nil {
		return err
	}
	var s Section
	for _, e := range entries {
		name := e.Name()
		switch {
		case f.passes(name):
		case e.IsDir():
			p.Left = append(p.Left, Line{Title: name, Note: "It is a folder. Put its files beside the others, or name them in index.csv."})
		default:
			title, on := fromName(name)
			p.take(f, &s, Document{Title: title, On: on, Name: name}, false)
		}
	}
	if len(s.Documents) > 0 {
		p.Sections = []Section{s}
	}
	return nil
}

// take adds a file to a section, or says in Left why it cannot. open tells that index.csv says so of it.
func (p *Plan) take(f folder, s *Section, d Document, open bool) {
	kind, err := f.sniff(d.Name)
	if err != nil {
		p.Left = append(p.Left, Line{Title: d.Title, Note: reason(err)})
		return
	}
	d.Type, d.bytes = kind, filed{f, d.Name, open}
	s.Documents = append(s.Documents, d)
}

// The ways a file of a folder cannot be taken.
var (
	errMarked  = errors.New("index.csv does not say that it is open")
	errOutside = errors.New("the file is not inside the folder")
	errNotFile = errors.New("it is not a file")
	errBig     = errors.New("the file is too large")
	errKind    = errors.New("this kind of file cannot go in")
	errEmpty   = errors.New("the file is empty")
)

// open opens a file of the folder, and nothing outside it.
func (f folder) open(name string) (*os.File, error) {
	local := filepath.FromSlash(name)
	if name == "" || !filepath.IsLocal(local) || strings.Contains(name, `\`) {
		return nil, errOutside
	}
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	info, err := root.Stat(local)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, err
	case err != nil:
		return nil, errOutside // a link that leads out, or a name no file can have
	case !info.Mode().IsRegular():
		return nil, errNotFile
	case info.Size() > maxFile:
		return nil, errBig
	}
	return root.Open(local)
}

func (f folder) read(name string) ([]byte, error) {
	file, err := f.open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, maxFile))
}

// sniff tells what a file is by its first bytes, not its name.
func (f folder) sniff(name string) (casefile.FileType, error) {
	file, err := f.open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	head, err := io.ReadAll(io.LimitReader(file, 4096))
	if err != nil {
		return "", err
	}
	if len(head) == 0 {
		return "", errEmpty
	}
	kind := casefile.Sniff(head)
	if kind == casefile.FileOther && !bytes.HasPrefix(head, []byte("PK")) && !bytes.HasPrefix(head, []byte{0xD0, 0xCF, 0x11, 0xE0}) {
		return "", errKind // it holds no others, among which a letter may be
	}
	return kind, nil
}

var (
	leadingDay    = pattern.New(`^(\d{4}-\d\d-\d\d)[ _.-]+`)
	leadingNumber = pattern.New(`^\d{1,3}[ _.)-]+`)
)

// fromName makes a title and a date out of a file name: "03_2026-03-16 School report.pdf" is the school report of
// 16 March 2026, third in order.
func fromName(name string) (string, deadlines.Date) {
	title := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	if !leadingDay.MatchString(title) {
		title = leadingNumber.ReplaceAllString(title, "")
	}
	var on deadlines.Date
	if m := leadingDay.FindStringSubmatch(title); m != nil {
		if day, err := deadlines.Parse(m[1]); err == nil {
			on, title = day, title[len(m[0]):]
		}
	}
	title = strings.Join(strings.Fields(strings.ReplaceAll(title, "_", " ")), " ")
	if title == "" {
		return "Document", on
	}
	return title, on
}

// sectionFor gives the section of that title, which is begun at the end if there is none yet.
func sectionFor(sections *[]Section, title string) *Section {
	at := slices.IndexFunc(*sections, func(s Section) bool { return s.Title == title })
	if at < 0 {
		*sections = append(*sections, Section{Title: title})
		at = len(*sections) - 1
	}
	return &(*sections)[at]
}
