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
	{is(casefile.ErrDamaged), words{"This case file is damaged. It may have been cut short while it was copied. It is left exactly as it was.",
		"Keep it, and open your newest copy or backup instead."}},
	{is(casefile.ErrNotCase), words{"This is not a case file of this program. It was left as it is.",
		"Choose a file whose name ends in .casefile. To keep a paper, open your case file and add the paper to it."}},
	{is(casefile.ErrExists), words{"There is already a file with this name. It was left as it is.",
		"Choose another name, or open the file that is there."}},
	{is(casefile.ErrKeyNeeded), words{"The case file is locked.", "Type the passphrase to go on."}},
	{is(casefile.ErrReadOnly), words{"This case file can be read but not changed, because its folder or disk does not allow writing. Nothing was changed.",
		"Copy it to a folder of your own, and open the copy there."}},
	{is(casefile.ErrNoRoom), words{"There is too little room left on the disk, so this change was not kept. Everything kept before is safe and can be read.",
		"Make room, for example by emptying the bin, and do it again."}},
	{is(casefile.ErrOlder), words{"This is an older copy of the case file than the one last used on this computer. What was written down since is not in it.",
		"Look for the newer one: in the folder where it used to be, in the bin, or among your backups. If you want to go on with this one, you can."}},
	{is(casefile.ErrMoved), words{"The case file was replaced, moved or renamed while it was open, and the last change could not be saved in a new file either.",
		"Keep this window open and make room on the disk. Then find the file, and write the last change down again."}},
	{is(casefile.ErrStopped), words{"This change could not be saved, so nothing more is written. What was saved before is safe.",
		"Close the case file, make sure the disk has room, and open it again."}},
	{is(casefile.ErrClosed), words{"The case file is closed.", "Open it again."}},
	{is(casefile.ErrNoBackup), words{"There is no backup of this case file in the folder.", "Look for the folder that holds your backups, or make one first."}},
	{is(casefile.ErrShrunk), words{"More than a fifth of the papers in the last backup are no longer in the case file. A new backup was made, and every older one is kept.",
		"Look whether papers are missing. If they are, restore an older backup into a new file and compare."}},
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
	if w, ok := named(err); ok {
		return w.happened, w.todo
	}
	if w, ok := find(err); ok {
		return w.happened, w.todo
	}
	return unknown.happened, unknown.todo
}

// named words the errors that know a place or a time of their own.
func named(err error) (words, bool) {
	if e, ok := errors.AsType[*casefile.MovedError](err); ok {
		return words{"The case file was replaced, moved or renamed while it was open. A program that copies files to a cloud does that. Your last change is safe: everything is in a new file, " + e.Rescue + ".",
			"Nothing more is written here. Close this case file and open the new one."}, true
	}
	if e, ok := errors.AsType[*casefile.HeldError](err); ok {
		where := "on this computer"
		if !e.Here {
			where = "on the computer " + e.Computer
		}
		return words{"This case file is already open " + where + ", since " + e.Since.Local().Format("15:04 on 2 January 2006") + ". Nothing was changed.",
			"Close it there first, then open it here."}, true
	}
	return words{}, false
}

// Opening is [Error] for a path that a person gave as a case file, which may be a folder.
func Opening(path string, err error) (happened, todo string) {
	if info, statErr := os.Stat(path); statErr == nil && info.IsDir() {
		return filepath.Base(path) + " is a folder, not a case file.", "Open the folder and choose the file in it whose name ends in .casefile."
	}
	return Error(err)
}

// Cloud says why a case file should not lie in a folder that a cloud copies, and what to do. cloud is its name: "OneDrive".
func Cloud(cloud string) (happened, todo string) {
	return "This case file lies in a folder that " + cloud + " copies. " + cloud + " may copy it half-written, or put an old copy in its place while you work.",
		"Close it and move it to a folder of your own that no cloud copies. Keep backups in the cloud folder instead: they are sealed and do not change."
}

// Details gives an error's own words where this package has none for it, and "" where [Error] says it all.
func Details(err error) string {
	if problem(err) != "" {
		return ""
	}
	if _, ok := named(err); ok {
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
