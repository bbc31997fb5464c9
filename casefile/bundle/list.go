package bundle

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// listHeads are the columns of index.csv. Only file is needed in every row.
var listHeads = []string{"section", "title", "date", "file", "pages"}

// privilegeHead is one more column, which may be left out: whether the Tribunal may see the file.
const privilegeHead = "privilege"

// maxList is the most rows an index.csv may have.
const maxList = 5000

// fromList takes the documents an index.csv names, in its order. Rows of one section stand together, where the section
// first appears.
func (p *Plan) fromList(f folder, data []byte) error {
	rows, err := readList(data)
	if err != nil {
		return err
	}
	for _, r := range rows {
		title, _ := fromName(r["file"])
		if r["title"] != "" {
			title = r["title"]
		}
		d := Document{Title: title, Name: r["file"]}
		d.On, err = anyDate(r["date"])
		if err != nil {
			d.Notes = append(d.Notes, fmt.Sprintf("The date %q in index.csv is not a date, so none is shown.", r["date"]))
		}
		if r["pages"] != "" {
			if n, err := strconv.Atoi(r["pages"]); err == nil && n > 0 {
				d.Expect = n
			} else {
				d.Notes = append(d.Notes, fmt.Sprintf("Under pages, index.csv says %q; how many pages the file has was expected, such as 4.", r["pages"]))
			}
		}
		if r["file"] == "" {
			p.Left = append(p.Left, Line{Title: r["title"], Note: "Its row in index.csv names no file. Write the file’s name under file."})
			continue
		}
		mark := casefile.Privilege(strings.ToLower(r[privilegeHead]))
		if mark != "" && mark != casefile.PrivilegeOpen {
			p.Left = append(p.Left, Line{Title: title, Note: reason(errMarked)})
			continue
		}
		p.take(f, sectionFor(&p.Sections, r["section"]), d, mark == casefile.PrivilegeOpen)
	}
	p.unlisted(f, rows)
	p.Sections = slices.DeleteFunc(p.Sections, func(s Section) bool { return len(s.Documents) == 0 })
	return nil
}

// unlisted puts into Left the files of the folder that no row names; of a folder in it that no row leads into, its name alone.
func (p *Plan) unlisted(f folder, rows []map[string]string) {
	isNamed := f.namedBy(rows)
	err := fs.WalkDir(os.DirFS(f.dir), ".", func(name string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case isNamed(name, e):
		case f.passes(name) && e.IsDir():
			return fs.SkipDir
		case f.passes(name):
		case e.IsDir():
			p.Left = append(p.Left, Line{Title: name, Note: "It is a folder, and index.csv names nothing in it."})
			return fs.SkipDir
		default:
			p.Left = append(p.Left, Line{Title: name, Note: "index.csv does not name it. Add a row for it if it belongs in."})
		}
		return nil
	})
	if err != nil {
		p.Left = append(p.Left, Line{Title: "Other files of the folder", Note: "Not all could be looked at, so some that index.csv does not name may be missing here."})
	}
}

// namedBy tells of a file or folder whether a row names it or leads into it.
func (f folder) namedBy(rows []map[string]string) func(string, fs.DirEntry) bool {
	named := map[string]bool{listName: true, ".": true}
	var infos []fs.FileInfo // a row may write a name as the disk does not: in capitals, or through a link
	for _, r := range rows {
		for name := path.Clean(r["file"]); name != "." && !named[name]; name = path.Dir(name) {
			if info, err := os.Stat(filepath.Join(f.dir, filepath.FromSlash(name))); err == nil && filepath.IsLocal(name) {
				named[name], infos = true, append(infos, info)
			}
			if path.Dir(name) == name {
				break
			}
		}
	}
	return func(name string, e fs.DirEntry) bool {
		info, err := e.Info()
		return named[name] || err == nil && slices.ContainsFunc(infos, func(i fs.FileInfo) bool { return os.SameFile(i, info) })
	}
}

// readList reads the rows of an index.csv by column. Blank rows are passed over.
func readList(data []byte) ([]map[string]string, error) {
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if !utf8.Valid(data) { // as older spreadsheets save it
		data, _ = charmap.Windows1252.NewDecoder().Bytes(data)
	}
	r := csv.NewReader(bytes.NewReader(data))
	if line, _, _ := bytes.Cut(data, []byte("\n")); !bytes.Contains(line, []byte(",")) && bytes.Contains(line, []byte(";")) {
		r.Comma = ';' // as spreadsheets of other countries save it
	}
	r.FieldsPerRecord, r.LazyQuotes, r.TrimLeadingSpace = -1, true, true
	heads, err := r.Read()
	for i := range heads {
		heads[i] = strings.ToLower(strings.TrimSpace(heads[i]))
	}
	if err != nil || !slices.Contains(heads, "file") {
		return nil, badList("Its first line must be: %s", strings.Join(listHeads, ","))
	}
	for _, h := range heads {
		if h != "" && h != privilegeHead && !slices.Contains(listHeads, h) {
			return nil, badList("There is no column %q. Its first line may name: %s", h, strings.Join(append(slices.Clone(listHeads), privilegeHead), ","))
		}
	}
	var rows []map[string]string
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, badList("A line of it cannot be read (%v).", err)
		}
		row := map[string]string{}
		for i, v := range record[:min(len(record), len(heads))] {
			row[heads[i]] = strings.Join(strings.Fields(active(v)), " ")
		}
		if row["file"] == "" && row["title"] == "" {
			continue
		}
		if rows = append(rows, row); len(rows) > maxList {
			return nil, badList("It has more than %d lines.", maxList)
		}
	}
}

// active takes off the apostrophe that keeps a spreadsheet program from taking a cell for a sum.
func active(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && casefile.Inert(rest) == s {
		return rest
	}
	return s
}

// badList is what is wrong with an index.csv, fit to show.
func badList(say string, args ...any) error {
	return casefile.Problem{Field: listName, Say: "Please mend index.csv. " + fmt.Sprintf(say, args...)}
}

// anyDate reads the ways people in Britain write a day; "" is no date.
func anyDate(s string) (deadlines.Date, error) {
	if s == "" {
		return deadlines.Date{}, nil
	}
	for _, layout := range []string{"2006-01-02", "2/1/2006", "2.1.2006", "2-1-2006", "2 January 2006", "2 Jan 2006"} {
		if t, err := time.Parse(layout, s); err == nil {
			return deadlines.Parse(t.Format("2006-01-02"))
		}
	}
	return deadlines.Date{}, errors.New("not a date")
}
