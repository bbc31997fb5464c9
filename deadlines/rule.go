package deadlines

import (
	"errors"
	"io/fs"
)

// Pack is the law as read from one set of rule files. It never changes after loading and may be shared freely.
type Pack struct{}

// FactKind is a kind of dated fact that may be asked of a family, in plain words.
type FactKind struct {
	ID       string // "decision-sent"
	Title    string // "The council sent its decision letter"
	Question string // "When did the council send its decision letter?"
	Help     string // where to find the date, and which date counts
	Who      string // who does it: "parent", "council", "school", "tribunal", …
}

// Fact is something that happened on a day.
type Fact struct {
	ID   string // the caller's own name for it; may be empty
	Kind string // a FactKind's ID
	Of   string // the ID of the fact this one belongs to (a certificate to its decision); may be empty
	On   Date
}

// Rule is one duty or limit, with its law.
type Rule struct {
	ID      string
	Title   string
	Who     string // who must act: "parent", "council", "school", "tribunal", …
	Force   string // "law", "guidance" or "aim"
	Cite    string
	URL     string
	Quote   string
	Grade   string // "V1", "V1-part", "V2" or "M"
	Checked Date   // when the source was last read
	By      string // the named lawyer who checked it; empty: nobody yet
	Met     []string
	Before  string // what to do before the day
	Missed  string // what can be done once it has passed
}

// Sureness gives the grade in words.
func (r *Rule) Sureness() string { return "" }

// Load reads the rules built into the program.
func Load() (*Pack, error) { return nil, errors.New("not built yet") }

// LoadFS reads a pack of rules from files.
func LoadFS(files fs.FS) (*Pack, error) { return nil, errors.New("not built yet") }

// Facts gives every kind of fact.
func (p *Pack) Facts() []FactKind { return nil }

// Fact gives the kind with that id.
func (p *Pack) Fact(id string) (FactKind, bool) { return FactKind{}, false }

// Rules gives every rule.
func (p *Pack) Rules() []*Rule { return nil }

// Rule gives the rule with that id.
func (p *Pack) Rule(id string) (*Rule, bool) { return nil, false }
