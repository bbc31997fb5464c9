package ui

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ehccasefile/casefile"
)

// trouble is an error as a person needs it: what happened, and what can be done.
type trouble struct {
	What, Do string
	Details  string // the program's own words, for whoever helps
}

// explanation says in words one error a program can decide on.
type explanation struct {
	is       error
	what, do string
}

// explanations is looked through in order; the first that fits is said.
var explanations = []explanation{
	{casefile.ErrWrongKey, "This passphrase or recovery key does not open the case file. Nothing was changed.",
		"Check capital letters, spaces and the Caps Lock key, then try again. The recovery key you wrote down opens it too."},
	{casefile.ErrLocked, "This case file is already open in another window or program.",
		"Close it there first, then open it here. Nothing was changed."},
	{casefile.ErrNewer, "This case file was made by a newer version of this program. Nothing was changed.",
		"Install the newest version of EHC Casefile, then open it."},
	{casefile.ErrDamaged, "This case file is damaged. It may have been cut short while it was copied. It was left exactly as it is.",
		"Keep it, and open your newest copy or backup instead."},
	{casefile.ErrNotCase, "This is not a case file of this program. It was left as it is.",
		"Choose a file whose name ends in .casefile. To keep a paper, open your case file first and then add it with Ctrl+O."},
	{casefile.ErrExists, "There is already a file with this name. It was left as it is.",
		"Choose another name, or open the file that is there."},
	{casefile.ErrStopped, "An earlier change could not be saved, so nothing more is written. What was saved before is safe.",
		"Close the case file, make sure the disk has room, and open it again."},
	{casefile.ErrClosed, "The case file is closed.", "Open it again from the File menu."},
	{casefile.ErrNotFound, "This is no longer in the case file. It may have been deleted.", "Go back and look at the list again."},
	{fs.ErrNotExist, "There is no such file any more. It may have been moved, renamed, or be on a disk that is not plugged in.",
		"Look for it with File, Open a case file."},
	{fs.ErrPermission, "This computer does not allow the file to be read or written.",
		"Choose another folder, or ask whoever looks after the computer."},
	{context.Canceled, "This was stopped before it was finished.", "Nothing half-made was kept. Start it again when you are ready."},
}

// explain turns any error into what happened and what to do. It is the one place where the window does so.
func explain(err error) trouble {
	t := trouble{Details: err.Error()}
	var problem casefile.Problem
	var problems casefile.Problems
	switch {
	case errors.As(err, &problems):
		return trouble{What: problems.Error()}
	case errors.As(err, &problem):
		return trouble{What: say(problem.Say)}
	case isFull(err):
		t.What = say("There is no room left on the disk. What was saved before is safe; this last change was not kept.")
		t.Do = say("Make room, for example by emptying the bin, and do it again.")
		return t
	}
	for _, e := range explanations {
		if errors.Is(err, e.is) {
			return trouble{What: say(e.what), Do: say(e.do)}
		}
	}
	t.What = say("Something went wrong that this program did not expect.")
	t.Do = say("Try it once more. If it happens again, the details below help whoever looks into it.")
	return t
}

// explainOpening is explain for a path a person gave to open, which may be a folder.
func explainOpening(path string, err error) trouble {
	if info, statErr := os.Stat(path); statErr == nil && info.IsDir() {
		return trouble{
			What: say("{{.Name}} is a folder, not a case file.", "Name", filepath.Base(path)),
			Do:   say("Open the folder and choose the file in it whose name ends in .casefile."),
		}
	}
	return explain(err)
}

// isFull tells whether the disk is full; Windows and the others say so in their own words.
func isFull(err error) bool {
	words := strings.ToLower(err.Error())
	for _, sign := range []string{"no space left", "not enough space", "disk full", "disk quota"} {
		if strings.Contains(words, sign) {
			return true
		}
	}
	return false
}

// fail shows what went wrong, headed by what could not be done.
func (u *UI) fail(heading string, err error) { u.showTrouble(heading, explain(err), nil) }

// showTrouble shows a trouble, and calls then when it was read.
func (u *UI) showTrouble(heading string, t trouble, then func()) {
	words := []string{t.What, t.Do}
	if t.Details != "" {
		words = append(words, say("Details: {{.Words}}", "Words", t.Details))
	}
	u.ask(heading, words, answer{words: say("Close this"), do: then})
}
