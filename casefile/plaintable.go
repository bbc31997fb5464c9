package casefile

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"strings"
	"time"

	"ehccasefile/deadlines"
)

// tables writes one table a kind of record.
func (p *plainFolder) tables() error {
	for i, write := range []func(*plainFolder, string) error{
		table[Family], table[Authority], table[Child], table[Person], table[Document], table[Text], table[Event], table[Appeal], table[Entry], table[Bundle],
	} {
		if err := write(p, archivedKinds[i].plural+".csv"); err != nil {
			return err
		}
	}
	return nil
}

// table writes every record of a type: the child's name, for a document where its paper lies, and every field.
func table[T Record](p *plainFolder, name string) error {
	return p.put(name, func(w io.Writer) error {
		if _, err := io.WriteString(w, byteOrderMark); err != nil {
			return err
		}
		out := csv.NewWriter(w)
		out.UseCRLF = true
		var zero T
		columns, _ := cells(reflect.ValueOf(zero))
		if err := out.Write(append([]string{"child's name", "paper"}, columns...)); err != nil {
			return err
		}
		for _, rec := range All[T](p.tx, "") {
			if t, is := any(rec).(Text); is && p.papers[t.Document] == "" {
				continue // of a paper in the bin: whoever may not have the paper may not have its words
			}
			_, row := cells(reflect.ValueOf(rec))
			row = append([]string{p.called[rec.head().Child], p.papers[rec.head().ID]}, row...)
			for i := range row {
				row[i] = Inert(row[i])
			}
			if err := out.Write(row); err != nil {
				return err
			}
		}
		out.Flush()
		return out.Error()
	})
}

// cells gives the names and values of a record's fields, its head's first.
func cells(rec reflect.Value) (columns, row []string) {
	for i := range rec.NumField() {
		field, value := rec.Type().Field(i), rec.Field(i)
		if field.Anonymous {
			headColumns, head := cells(value)
			columns, row = append(columns, headColumns...), append(row, head...)
			continue
		}
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		columns, row = append(columns, strings.ReplaceAll(name, "_", " ")), append(row, cell(value))
	}
	return columns, row
}

// cell writes one value for a person; what has no plain form stands there as JSON.
func cell(v reflect.Value) string {
	if v.IsZero() {
		return ""
	}
	switch x := v.Interface().(type) {
	case deadlines.Date:
		return x.String()
	case time.Time:
		return x.Format(time.RFC3339)
	case bool:
		return "yes"
	case Blob:
		return x.SHA256
	}
	switch v.Kind() {
	case reflect.String, reflect.Int:
		return fmt.Sprint(v.Interface())
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.String {
			parts := make([]string, v.Len())
			for i := range parts {
				parts[i] = v.Index(i).String()
			}
			return strings.Join(parts, "\n")
		}
	}
	text, err := json.Marshal(v.Interface())
	if err != nil {
		return fmt.Sprint(v.Interface())
	}
	return string(text)
}

// Inert keeps a spreadsheet program from taking a cell for a sum, which could do anything that program can.
func Inert(s string) string {
	if strings.HasPrefix(s, "\r") || strings.HasPrefix(s, "\t") || strings.IndexAny(s, "=+-@＝＋－＠") == 0 {
		return "'" + s
	}
	return s
}

// logPage is the log to read: headings for screen readers, nothing from elsewhere, no script.
var logPage = template.Must(template.New("log").Parse(`<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>Log</title>
<style>body{font:1rem/1.5 sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem}p{white-space:pre-wrap}</style></head><body>
<h1>Log</h1>
{{range .}}<h2>{{.Name}}</h2>
{{range .Entries}}<h3>{{.On}}{{with .At}}, {{.}}{{end}}: {{.Kind}}{{with .With}}, {{.}}{{end}}</h3>
{{with .Said}}<p>{{.}}</p>
{{end}}{{with .Promised}}<p>Promised: {{.}}</p>
{{end}}{{with .By}}<p>Promised by: {{.}}</p>
{{end}}{{with .Kept}}<p>Kept: {{.}}</p>
{{end}}{{with .Reply}}<p>Reply asked for: {{.}}</p>
{{end}}{{range .Papers}}<p>Paper: <a href="{{.}}">{{.}}</a></p>
{{end}}{{else}}<p>Nothing was written down.</p>
{{end}}{{else}}<p>Nothing was written down.</p>
{{end}}</body></html>
`))

type logOf struct {
	Name    string
	Entries []logEntry
}

type logEntry struct {
	On, At, Kind, With, Said, Promised, By, Kept, Reply string
	Papers                                              []string
}

// log writes the log, one child after another, and then what belongs to the whole family.
func (p *plainFolder) log() error {
	var page []logOf
	for _, c := range All[Child](p.tx, "") {
		page = append(page, logOf{c.Name, p.entries(c.ID)})
	}
	if ours := p.entries(""); len(ours) > 0 {
		page = append(page, logOf{"The whole family", ours})
	}
	return p.put("log.html", func(w io.Writer) error { return logPage.Execute(w, page) })
}

// reply says how the answer stands that the family asked for; nothing where it asked for none.
func (e Entry) reply() string {
	switch {
	case !e.Awaits:
		return ""
	case e.Answered.IsZero():
		return "not come yet"
	}
	return "came on " + e.Answered.Long()
}

// entries gives what was written down for one child; "" means for no child.
func (p *plainFolder) entries(child ID) (out []logEntry) {
	for _, e := range All[Entry](p.tx, "") {
		if e.Child != child {
			continue
		}
		row := logEntry{e.On.Long(), e.At, e.Kind.Title(), e.With, e.Said, e.Promised, e.PromisedBy.Long(), e.PromiseKept.Long(), e.reply(), nil}
		for _, d := range e.Documents {
			if name := p.papers[d]; name != "" {
				row.Papers = append(row.Papers, name)
			}
		}
		out = append(out, row)
	}
	return out
}
