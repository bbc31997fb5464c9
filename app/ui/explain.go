package ui

import (
	"errors"

	"ehccasefile/casefile"

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

// explainCloud is explain for a folder that a cloud copies.
func explainCloud(cloud string) trouble {
	happened, todo := words.Cloud(cloud)
	return trouble{What: say(happened), Do: say(todo)}
}

// fail shows what went wrong, headed by what could not be done.
func (u *UI) fail(heading string, err error) {
	if moved, ok := errors.AsType[*casefile.MovedError](err); ok {
		t := explain(err)
		u.ask(say("The case file was moved or replaced."), []string{t.What, t.Do},
			answer{words: say("Open the new file"), do: func() { u.openNow(moved.Rescue) }, main: true}, answer{words: say("Close this")})
		return
	}
	u.showTrouble(heading, explain(err), nil)
}

// showTrouble shows a trouble, and calls then (which may be nil) when it was read.
func (u *UI) showTrouble(heading string, t trouble, then func()) {
	said := []string{t.What, t.Do}
	if t.Details != "" {
		said = append(said, say("Details: {{.Words}}", "Words", t.Details))
	}
	u.ask(heading, said, answer{words: say("Close this"), do: then})
}
