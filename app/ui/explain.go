package ui

import (
	words "ehccasefile/app/explain"
)

// trouble is an error as a person needs it: what happened, and what can be done. The words come from package explain, which the
// command line asks too; this file is the one place where the window shows an error.
type trouble struct {
	What, Do string
	Details  string // the program's own words, for whoever helps; empty where What says it all
}

// explain gives what happened and what to do.
func explain(err error) trouble {
	happened, todo := words.Error(err)
	return trouble{say(happened), say(todo), words.Details(err)}
}

// explainOpening is explain for a path a person gave to open, which may be a folder.
func explainOpening(path string, err error) trouble {
	happened, todo := words.Opening(path, err)
	return trouble{say(happened), say(todo), words.Details(err)}
}

// fail shows what went wrong, headed by what could not be done.
func (u *UI) fail(heading string, err error) { u.showTrouble(heading, explain(err), nil) }

// showTrouble shows a trouble, and calls then (which may be nil) when it was read.
func (u *UI) showTrouble(heading string, t trouble, then func()) {
	said := []string{t.What, t.Do}
	if t.Details != "" {
		said = append(said, say("Details: {{.Words}}", "Words", t.Details))
	}
	u.ask(heading, said, answer{words: say("Close this"), do: then})
}
