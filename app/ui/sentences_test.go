package ui

import (
	"encoding/json"
	"flag"
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/casefile/intake"
	"ehccasefile/deadlines"
)

var writeWords = flag.Bool("words", false, "write every sentence that can be translated into assets/words/en.json")

// sentences are English sentences, each with the places it stands in.
type sentences map[string][]string

func (s sentences) add(where string, all ...string) {
	for _, words := range all {
		if words != "" && !slices.Contains(s[words], where) {
			s[words] = append(s[words], where)
		}
	}
}

// literal gives the text of a string literal, or of several joined by +.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			s, err := strconv.Unquote(e.Value)
			return s, err == nil
		}
	case *ast.BinaryExpr:
		left, ok := literal(e.X)
		right, ok2 := literal(e.Y)
		return left + right, ok && ok2 && e.Op == token.ADD
	}
	return "", false
}

// said finds the sentences that the window's own source hands to say, sayIf and count. What say is given from tables is gathered from those.
func (s sentences) said(src source) {
	ast.Inspect(src.file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		name, ok := call.Fun.(*ast.Ident)
		if method, is := call.Fun.(*ast.SelectorExpr); is && (method.Sel.Name == "button" || method.Sel.Name == "tool") {
			name, ok = ast.NewIdent("say"), len(call.Args) > 0 // the bundle screen's own buttons say their words
			_, lit := call.Args[0].(*ast.BasicLit)
			ok = ok && lit
		}
		if !ok {
			return true
		}
		at := src.path + ":" + strconv.Itoa(src.set.Position(n.Pos()).Line)
		take := func(i int, before string) {
			if words, ok := literal(call.Args[i]); ok && words != "" {
				s.add(at, before+words)
			}
		}
		switch {
		case (name.Name == "say" || name.Name == "Say") && len(call.Args) > 0: // Say in part
			take(0, "")
		case name.Name == "sayIf" && len(call.Args) == 2:
			take(1, "")
		case name.Name == "count" && len(call.Args) == 3:
			take(1, "1 ")
			take(2, "{{.N}} ")
		case name.Name == "some" && len(call.Args) == 3: // the head of Deadlines
			take(1, "")
			take(2, "")
		}
		return true
	})
}

// window gives what the window itself says: its own literals, and its own tables.
func windowSentences(t *testing.T) sentences {
	t.Helper()
	s := sentences{}
	for _, src := range ours(t) {
		if src.room == "app/ui" || src.room == "app/ui/part" {
			s.said(src)
		}
	}
	for _, screen := range screens() {
		s.add("screens", screen.title)
	}
	for _, c := range commands() {
		s.add("commands", c.title)
	}
	s.add("menus", append(menuNames, "Show everything again")...)
	for _, c := range schemes {
		s.add("colours.go", c.title, c.about)
	}
	for _, st := range dueStates {
		s.add("duelist.go", st.title)
	}
	for _, g := range searchGroups {
		s.add("found.go", g.title)
	}
	for _, st := range logStates {
		s.add("log.go", st.title)
	}
	for _, table := range []map[string]string{shortFacts, shortDues, bandTitles} {
		for _, words := range table {
			s.add("talewords.go", words)
		}
	}
	for _, b := range beginnings {
		s.add("newcase.go", b.words)
	}
	s.add("help", topicGroups...)
	for _, topic := range topics() {
		s.add("help", topic.title, topic.about, topic.act)
		for _, p := range topic.parts {
			s.add("help", append(append([]string{p.heading}, p.words...), p.steps...)...)
		}
	}
	for _, w := range glossary() {
		s.add("glossary", w.term, w.means)
	}
	return s
}

// titles gives the words of every value of a kind.
func titles[K interface{ Title() string }](all []K) (words []string) {
	for _, k := range all {
		words = append(words, k.Title())
	}
	return words
}

// lawSentences are those of the law's own files, which go through say.
func lawSentences(t *testing.T) sentences {
	t.Helper()
	s := sentences{}
	pack, err := deadlines.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range pack.Rules() {
		s.add("law "+r.ID, r.Title, r.Law, r.Cite, r.Before, r.Missed, r.Note, r.Doubt, r.HourNote, r.Sureness(), r.Topic())
		for _, c := range r.Clocks {
			s.add("law "+r.ID, c.Count)
		}
	}
	for _, k := range pack.Facts() {
		s.add("fact "+k.ID, k.Title, k.Question, k.Help, k.Group)
	}
	for _, e := range pack.Exceptions() {
		s.add("exception "+e.ID, e.Title, e.Show, e.Ask)
	}
	for _, h := range pack.Holidays().England {
		s.add("bank holidays", h.Name)
	}
	return s
}

// caseSentences are those that the other rooms hand to the window.
func caseSentences(t *testing.T) sentences {
	t.Helper()
	s := sentences{}
	s.add("casefile", titles(casefile.EntryKinds())...)
	s.add("casefile", titles(casefile.DocumentKinds())...)
	s.add("casefile", titles(casefile.PersonKinds())...)
	s.add("casefile", titles(casefile.AuthorityKinds())...)
	s.add("casefile", titles(casefile.AppealTypes())...)
	s.add("casefile", titles(casefile.BundleProducts())...)
	s.add("casefile", titles(casefile.BundleNumberings())...)
	s.add("casefile", titles(casefile.BundleLates())...)
	s.add("casefile", titles(casefile.BundlePages())...)
	s.add("casefile", titles(casefile.Privileges())...)
	s.add("casefile", titles(casefile.Sections())...)
	for _, p := range casefile.Privileges() {
		s.add("casefile", p.Explain())
	}
	for _, m := range deadlines.Methods() {
		s.add("deadlines", m.String())
	}
	s.add("intake", intake.HowToRead)
	s.add("intake", titles([]intake.Sureness{intake.Certain, intake.Likely, intake.Unsure})...)
	plans, err := bundle.Schemes()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range plans {
		s.add("bundle "+p.ID, p.Title, p.Evidence.Title, p.Full.Title)
		for _, r := range p.Limits {
			s.add("bundle "+p.ID, r.Title, r.Do, r.Ask, r.Source, r.Unit)
		}
		for _, r := range p.Needs {
			s.add("bundle "+p.ID, r.Title, r.Do, r.Absent, r.Source)
		}
		for _, part := range append(p.Evidence.Sections, p.Full.Sections...) {
			s.add("bundle "+p.ID, part.Title)
		}
	}
	for _, src := range ours(t) {
		if slices.Contains([]string{"app/explain", "casefile", "casefile/bundle", "casefile/intake", "casefile/internal/guess"}, src.room) {
			s.whole(src)
		}
	}
	return s
}

// whole finds the literals of another room that are whole sentences: what its errors, notes and warnings say.
func (s sentences) whole(src source) {
	ast.Inspect(src.file, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if !ok || lit.Kind != token.STRING {
			return true
		}
		words, err := strconv.Unquote(lit.Value)
		if err != nil || strings.ContainsAny(words, "%\n\t") || !strings.Contains(words, " ") || !strings.HasSuffix(words, ".") {
			return true
		}
		if first := []rune(words)[0]; unicode.IsUpper(first) {
			s.add(src.path, words)
		}
		return true
	})
}

func everySentence(t *testing.T) sentences {
	all := windowSentences(t)
	for _, more := range []sentences{lawSentences(t), caseSentences(t)} {
		for words, places := range more {
			all.add(places[0], words)
		}
	}
	return all
}

// TestOneFileHoldsEverySentence: assets/words/en.json is what a translator is given. Each sentence is its own translation there.
func TestOneFileHoldsEverySentence(t *testing.T) {
	path := filepath.Join("..", "..", "assets", "words", "en.json")
	want := map[string]string{}
	for words := range everySentence(t) {
		want[part.WordKey(words)] = words
	}
	if *writeWords {
		var b strings.Builder
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		if err := e.Encode(want); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]string
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	faults := 0
	for words, text := range want {
		if got[words] != text {
			faults++
			if faults < 10 {
				t.Errorf("not in the file: %q", words)
			}
		}
	}
	for words := range got {
		if want[words] == "" {
			faults++
			if faults < 10 {
				t.Errorf("nobody says this any more: %q", words)
			}
		}
	}
	if faults > 0 {
		t.Errorf("%d sentences differ; write the file anew with go test ./app/ui -run OneFile -words", faults)
	}
}
