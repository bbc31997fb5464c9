package deadlines

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"
)

//go:embed rules/*.toml
var embedded embed.FS

// The files of a pack that do not hold rules.
const (
	factsFile      = "facts.toml"
	holidaysFile   = "bank-holidays.toml"
	exceptionsFile = "exceptions.toml"
	lettersFile    = "letters.toml"
)

// noLetter is how a rule says that no letter answers it.
const noLetter = "none"

// notRules are the files that hold something else.
var notRules = []string{factsFile, holidaysFile, exceptionsFile, lettersFile}

// Load reads the rules built into the program.
func Load() (*Pack, error) {
	return LoadFS(Files())
}

// Files gives the rule files built into the program, to read or to begin another pack from.
func Files() fs.FS {
	files, err := fs.Sub(embedded, "rules")
	if err != nil { // it stands in the source
		return embedded
	}
	return files
}

// LoadFS reads a pack of rules: facts.toml, exceptions.toml, letters.toml, bank-holidays.toml and any number of other .toml files of
// rules, all in the root of files, such as os.DirFS of a folder. It is as strict with them as with our own: an unknown key, an unknown fact, a count that cannot be counted, an id given twice, a rule
// that counts from itself are each an error that names the file, the line where it can, and the thing. All faults are
// given at once.
func LoadFS(files fs.FS) (*Pack, error) {
	names, err := fs.Glob(files, "*.toml")
	if err != nil {
		return nil, err
	}
	l := &loader{files: files, pack: &Pack{kind: map[string]int{}, law: map[string]*law{},
		exceptions: map[string]*Exception{}, letters: map[string]*Letter{}}}
	// All files are decoded at once, because that is most of the work, and then checked in this order.
	checks := []func(){l.holidays(holidaysFile), l.facts(factsFile), l.exceptions(exceptionsFile), l.letters(lettersFile)}
	for _, name := range names {
		if !slices.Contains(notRules, name) {
			checks = append(checks, l.rules(name))
		}
	}
	for _, check := range checks {
		check()
	}
	if len(l.faults) == 0 {
		l.arrange()
	}
	if err := errors.Join(l.faults...); err != nil {
		return nil, err
	}
	return l.pack, nil
}

// loader reads one pack and gathers its faults.
type loader struct {
	files  fs.FS
	pack   *Pack
	faults []error
}

// fault notes one: where it is and what is wrong.
func (l *loader) fault(file string, line int, format string, a ...any) {
	where := file
	if line > 0 {
		where = fmt.Sprintf("%s:%d", file, line)
	}
	l.faults = append(l.faults, fmt.Errorf("%s: %w", where, fmt.Errorf(format, a...)))
}

// reading is one file while it is decoded.
type reading struct {
	name, text string
	err        error
	done       chan struct{}
}

// begin starts to decode one file into v, which must be left alone until end.
func (l *loader) begin(name string, v any) *reading {
	r := &reading{name: name, done: make(chan struct{})}
	go func() {
		defer close(r.done)
		b, err := fs.ReadFile(l.files, name)
		if err != nil {
			r.err = fmt.Errorf("cannot be read: %w", err)
			return
		}
		r.text = string(b)
		r.err = toml.NewDecoder(bytes.NewReader(b)).DisallowUnknownFields().Decode(v)
	}()
	return r
}

// end waits for the file and refuses keys it does not know. It gives the text, to find lines in.
func (l *loader) end(r *reading) (text string, ok bool) {
	<-r.done
	if r.err == nil {
		return r.text, true
	}
	if unknown, ok := errors.AsType[*toml.StrictMissingError](r.err); ok {
		for _, e := range unknown.Errors {
			line, _ := e.Position()
			l.fault(r.name, line, "unknown key %q", strings.Join(e.Key(), "."))
		}
		return r.text, true
	}
	line := 0
	err := r.err
	if wrong, ok := errors.AsType[*toml.DecodeError](r.err); ok {
		line, _ = wrong.Position()
		err = fmt.Errorf("is not TOML as it should be: %w", r.err)
	}
	l.fault(r.name, line, "%w", err)
	return "", false
}

// lineOfKey finds the line that a key of a table begins; 0 where it cannot.
func lineOfKey(text, key string) int {
	for i, line := range strings.Split(text, "\n") {
		if after, ok := strings.CutPrefix(line, key); ok && strings.HasPrefix(strings.TrimSpace(after), "=") {
			return i + 1
		}
	}
	return 0
}

// linesOf gives the line of each table headed so.
func linesOf(text, header string) []int {
	var at []int
	for i, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) == header {
			at = append(at, i+1)
		}
	}
	return at
}

// nth gives the n-th of lines, or 0.
func nth(lines []int, n int) int {
	if n < len(lines) {
		return lines[n]
	}
	return 0
}

// tomlDay takes a date as TOML has it, 2026-11-22 without hour or zone, and nothing else; zero where there is none.
func tomlDay(v any) (Date, error) {
	switch d := v.(type) {
	case nil:
		return Date{}, nil
	case toml.LocalDate:
		return On(d.Year, time.Month(d.Month), d.Day), nil
	}
	return Date{}, fmt.Errorf("%v is not a date like 2026-11-22", v)
}

// oneOrMany takes what TOML has for `from = "a"` or `from = ["a", "b"]`.
func oneOrMany(v any) ([]string, error) {
	switch v := v.(type) {
	case nil:
		return nil, nil
	case string:
		return []string{v}, nil
	case []any:
		var all []string
		for _, e := range v {
			s, ok := e.(string)
			if !ok {
				return nil, fmt.Errorf("%v is not text", e)
			}
			all = append(all, s)
		}
		return all, nil
	}
	return nil, fmt.Errorf("%v is neither text nor a list of texts", v)
}

// holidays reads the bank holidays into the two calendars.
func (l *loader) holidays(name string) func() {
	var f struct {
		Source, Licence string
		From, To        any
		Doubt           map[string]string
		Day             map[string][]string
	}
	england := &calendar{name: "England", holidays: map[Date]string{}}
	uk := &calendar{name: "the United Kingdom", holidays: map[Date]string{}, doubtful: map[Date]string{}}
	l.pack.england, l.pack.uk = england, uk
	r := l.begin(name, &f)
	return func() {
		text, ok := l.end(r)
		if !ok {
			return
		}
		var from, to error
		england.from, from = tomlDay(f.From)
		england.to, to = tomlDay(f.To)
		if err := errors.Join(from, to); err != nil {
			l.fault(name, 0, "%w", err)
		}
		uk.from, uk.to = england.from, england.to
		england.source, england.licence = f.Source, f.Licence
		if f.Source == "" || f.Licence == "" {
			l.fault(name, 0, "names no source or no licence")
		}
		if !england.from.Before(england.to) {
			l.fault(name, 0, "does not say which days it covers (from, to)")
		}
		for key, names := range f.Day {
			day := l.listed(name, text, key, england)
			if len(names) != 3 {
				l.fault(name, lineOfKey(text, key), "%s needs three names: England and Wales, Scotland, Northern Ireland", key)
				continue
			}
			if names[0] != "" {
				england.holidays[day] = names[0]
			}
			if n := someName(names); n != "" {
				uk.holidays[day] = n
			}
		}
		for key, why := range f.Doubt {
			uk.doubtful[l.listed(name, text, key, uk)] = why
		}
	}
}

// listed reads a day of the list, which must lie within what the list covers.
func (l *loader) listed(file, text, key string, c *calendar) Date {
	day, err := Parse(key)
	if err != nil {
		l.fault(file, lineOfKey(text, key), "%w", err)
	} else if !c.known(day) {
		l.fault(file, lineOfKey(text, key), "%s lies outside the days the list says it covers", key)
	}
	return day
}

// someName names a holiday that at least one part of the kingdom keeps.
func someName(names []string) string {
	for i, part := range []string{"", " in Scotland", " in Northern Ireland"} {
		if names[i] != "" {
			return names[i] + part
		}
	}
	return ""
}

// facts reads the kinds of fact.
func (l *loader) facts(name string) func() {
	var f struct {
		Fact []struct {
			ID, Title, Question, Help, Who, Says, Group, Arrives string
			Letter                                               bool
			Of                                                   []string
			SaidOf                                               []string `toml:"said_of"`
			ClosedBy                                             []string `toml:"closed_by"`
		}
	}
	r := l.begin(name, &f)
	return func() {
		text, ok := l.end(r)
		if !ok {
			return
		}
		lines := linesOf(text, "[[fact]]")
		for i, k := range f.Fact {
			line := nth(lines, i)
			if k.Group == "" && i > 0 {
				k.Group = l.pack.kinds[i-1].Group
			}
			if k.Says == "" {
				k.Says = k.Title + " on {date}."
			}
			l.addKind(name, line, FactKind{ID: k.ID, Title: k.Title, Question: k.Question, Help: k.Help, Who: k.Who, Group: k.Group,
				Arrives: k.Arrives, Letter: k.Letter, Of: slices.Concat(k.Of, k.SaidOf), joins: k.Of, closed: k.ClosedBy, says: k.Says})
		}
		for i, k := range l.pack.kinds {
			for _, of := range slices.Concat(k.Of, k.closed) {
				if _, ok := l.pack.kind[of]; !ok {
					l.fault(name, nth(lines, i), "fact %q belongs to the unknown fact %q", k.ID, of)
				}
			}
		}
	}
}

// addKind keeps a kind of fact.
func (l *loader) addKind(file string, line int, k FactKind) {
	if _, twice := l.pack.kind[k.ID]; twice {
		l.fault(file, line, "fact %q is given twice", k.ID)
	}
	l.pack.kind[k.ID] = len(l.pack.kinds)
	l.pack.kinds = append(l.pack.kinds, k)
	l.checkFact(file, line, k)
}

// exceptionsGroup is the heading of the facts that record claims.
const exceptionsGroup = "Exceptions the council claims"

// exceptions reads the grounds on which a time may be missed, and makes a kind of fact of each.
func (l *loader) exceptions(name string) func() {
	var f struct {
		Exception []struct{ ID, Title, Show, Ask, Help string }
	}
	r := l.begin(name, &f)
	return func() {
		text, ok := l.end(r)
		if !ok {
			return
		}
		lines := linesOf(text, "[[exception]]")
		for i, e := range f.Exception {
			line := nth(lines, i)
			if e.Show == "" || e.Ask == "" {
				l.fault(name, line, "exception %q does not say what must be shown (show) and what to ask for (ask)", e.ID)
			}
			l.pack.exceptions[e.ID] = &Exception{ID: e.ID, Title: e.Title, Show: e.Show, Ask: e.Ask}
			l.addKind(name, line, FactKind{ID: e.ID, Title: "An exception is claimed: " + e.Title, Question: "When was this exception claimed?",
				Help: e.Help, Who: "council", Group: exceptionsGroup, says: "An exception was claimed on {date}: " + e.Title + "."})
		}
	}
}

// letters reads the names of the model letters.
func (l *loader) letters(name string) func() {
	var f struct{ Letter []struct{ ID, Title string } }
	r := l.begin(name, &f)
	return func() {
		text, ok := l.end(r)
		if !ok {
			return
		}
		lines := linesOf(text, "[[letter]]")
		for i, t := range f.Letter {
			if !idShape.MatchString(t.ID) || t.ID == noLetter || t.Title == "" || l.pack.letters[t.ID] != nil {
				l.fault(name, nth(lines, i), "letter %q needs an id of its own and a title", t.ID)
			}
			l.pack.letters[t.ID] = &Letter{t.ID, t.Title}
		}
	}
}

// idShape is how ids look: lower-case words joined by hyphens.
var idShape = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)

// checkFact refuses a fact that could not be asked.
func (l *loader) checkFact(file string, line int, k FactKind) {
	if !idShape.MatchString(k.ID) {
		l.fault(file, line, "fact id %q is not made of small letters, digits and hyphens", k.ID)
	}
	for name, v := range map[string]string{"title": k.Title, "question": k.Question, "help": k.Help, "who": k.Who, "group": k.Group} {
		if strings.TrimSpace(v) == "" {
			l.fault(file, line, "fact %q has no %s", k.ID, name)
		}
	}
	if !slices.Contains([]string{"", "received", "served"}, k.Arrives) {
		l.fault(file, line, "fact %q arrives %q, which is neither \"received\" nor \"served\"", k.ID, k.Arrives)
	}
	if !strings.HasSuffix(k.Question, "?") {
		l.fault(file, line, "the question of fact %q does not end with a question mark", k.ID)
	}
	if !strings.Contains(k.says, "{date}") {
		l.fault(file, line, "the sentence of fact %q has no {date}", k.ID)
	}
}
