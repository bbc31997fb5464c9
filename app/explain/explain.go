// Package explain turns any error into words for the person it happened to: what happened, and what they can do. The window and
// the command line say the same, because both ask here.
//
// It promises plain sentences without blame, and that nothing an error knows is lost: what this package has no words for keeps
// its own, in [Details].
package explain

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
)

// words are what is said of one error a program can decide on.
type words struct{ happened, todo string }

// known is looked through in order; the first that fits is said.
var known = []struct {
	fits func(error) bool
	words
}{
	{is(casefile.ErrWrongKey), words{"This passphrase or recovery key does not open the case file. Nothing was changed.",
		"Check capital letters, spaces and the Caps Lock key, then try again. The recovery key you wrote down opens it too."}},
	{is(casefile.ErrLocked), words{"This case file is already open in another window or program. Nothing was changed.",
		"Close it there first, then open it here."}},
	{is(casefile.ErrNewer), words{"This case file was made by a newer version of this program. Nothing was changed.",
		"Install the newest version of EHC Casefile, then open it."}},
	{is(casefile.ErrDamaged), words{"This case file is damaged. It may have been cut short while it was copied. It was left exactly as it is.",
		"Keep it, and open your newest copy or backup instead."}},
	{is(casefile.ErrNotCase), words{"This is not a case file of this program. It was left as it is.",
		"Choose a file whose name ends in .casefile. To keep a paper, open your case file and add the paper to it."}},
	{is(casefile.ErrExists), words{"There is already a file with this name. It was left as it is.",
		"Choose another name, or open the file that is there."}},
	{is(casefile.ErrStopped), words{"This change could not be saved, so nothing more is written. What was saved before is safe.",
		"Close the case file, make sure the disk has room, and open it again."}},
	{is(casefile.ErrClosed), words{"The case file is closed.", "Open it again."}},
	{is(casefile.ErrNotFound), words{"This is no longer in the case file. It may have been deleted.", "Look at the list again."}},
	{is(bundle.ErrNoEvidence), words{"There are papers, but none of a kind that belongs in the evidence, so no bundle was made.",
		"Add the reports, letters and statements that support you, or choose papers yourself in the window."}},
	{is(bundle.ErrNoDocuments), words{"There are no papers yet that belong in a bundle.", "Add papers to the case file first."}},
	{is(bundle.ErrNothing), words{"There is nothing to put in the bundle, so none was made.", "Add papers, or choose others."}},
	{is(casefile.ErrArchiveKey), words{"This passphrase or key does not open the archive. Nothing was changed.",
		"Check capital letters, spaces and the Caps Lock key, then try again. It is the archive's own passphrase, not the case file's."}},
	{is(casefile.ErrArchiveDamaged), words{"This archive is damaged or was cut short, so nothing was made from it.",
		"Ask for it again, or use another copy."}},
	{is(casefile.ErrNotArchive), words{"This is not an archive of a case. It was left as it is.", "Choose a file whose name ends in .age."}},
	{is(casefile.ErrFolderInUse), words{"There is something in this folder already. It was left as it is.", "Choose a new or empty folder."}},
	{isFull, words{"There is no room left on the disk. What was saved before is safe; this last change was not kept.",
		"Make room, for example by emptying the bin, and do it again."}},
	{isBusy, words{"Another program is using this file, so it could not be written.",
		"Close it there, for example in the program that shows PDFs, and do it again."}},
	{isFolder, words{"This is a folder, not a file.", "Open the folder and choose the file in it."}},
	{is(fs.ErrNotExist), words{"There is no such file. It may have been moved, renamed, or be on a disk that is not plugged in.",
		"Look for it, and check how its name is written."}},
	{is(fs.ErrExist), words{"There is already a file with this name. It was left as it is.", "Choose another name."}},
	{isForbidden, words{"This computer does not allow the file to be read or written.",
		"Choose another folder, or ask whoever looks after the computer."}},
	{is(context.DeadlineExceeded), words{"This took too long and was stopped.", "Nothing half-made was kept. Try it once more."}},
	{is(context.Canceled), words{"This was stopped before it was finished.", "Nothing half-made was kept. Start it again when you are ready."}},
}

// unknown is said of every other error; its own words are in Details.
var unknown = words{"Something went wrong that this program did not expect.",
	"Try it once more. If it happens again, the details help whoever looks into it."}

// Error gives what happened and what can be done about it, each a sentence or a few. What a person typed wrong (a
// [casefile.Problem]) says both in one, and leaves nothing to do. It must not be called with nil.
func Error(err error) (happened, todo string) {
	if say := problem(err); say != "" {
		return say, ""
	}
	if w, ok := find(err); ok {
		return w.happened, w.todo
	}
	return unknown.happened, unknown.todo
}

// Opening is [Error] for a path that a person gave as a case file, which may be a folder.
func Opening(path string, err error) (happened, todo string) {
	if info, statErr := os.Stat(path); statErr == nil && info.IsDir() {
		return filepath.Base(path) + " is a folder, not a case file.", "Open the folder and choose the file in it whose name ends in .casefile."
	}
	return Error(err)
}

// Details gives an error's own words where this package has none for it, and "" where [Error] says it all.
func Details(err error) string {
	if problem(err) != "" {
		return ""
	}
	if _, ok := find(err); ok {
		return ""
	}
	return err.Error()
}

// problem gives what a person typed wrong, as it is fit to show; "" for any other error.
func problem(err error) string {
	var several casefile.Problems
	var one casefile.Problem
	switch {
	case errors.As(err, &several):
		return several.Error()
	case errors.As(err, &one):
		return one.Say
	}
	return ""
}

func find(err error) (words, bool) {
	for _, k := range known {
		if k.fits(err) {
			return k.words, true
		}
	}
	return words{}, false
}

func is(target error) func(error) bool {
	return func(err error) bool { return errors.Is(err, target) }
}

// isFolder tells whether a folder stood where a file was wanted.
func isFolder(err error) bool { return errors.Is(err, syscall.EISDIR) }

// isForbidden tells whether the system does not let us; a disk that can only be read says it differently from a file.
func isForbidden(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}

// isFull tells whether the disk has no more room.
func isFull(err error) bool { return among(err, full) }

// isBusy tells whether another program keeps the file to itself.
func isBusy(err error) bool { return among(err, busy) }

func among(err error, numbers []syscall.Errno) bool {
	for _, n := range numbers {
		if errors.Is(err, n) {
			return true
		}
	}
	return false
}
