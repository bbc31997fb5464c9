// Package cli is the command line: the same work as the window does, without one. It is for people who use a screen reader in a
// terminal, for scripts, and for tests.
//
// It promises that the names of commands and options stay; that --json prints one JSON value on standard output and nothing
// else there; that errors go to standard error in plain sentences; that it never waits for an answer where nobody can give
// one; and that it ends with 0 when all went well, 1 when something did not, and 2 when it was asked wrongly. It needs no
// graphics. To add a command, write one file and one row in commands.
package cli

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"ehccasefile/app/explain"
	"ehccasefile/casefile"
)

// How the program ends.
const (
	exitOK    = 0
	exitError = 1 // something could not be done
	exitUsage = 2 // it was asked wrongly: nothing was tried
)

// command is one row of the table.
type command struct {
	name  string
	forms []string // how it is called, without the program's name
	does  string
	run   func(*call) error
}

// commands gives the table, in the order of a family's work.
func commands() []command {
	return []command{
		{"new", []string{"new FILE [--family NAME] [--child NAME] [--seed NAME] [--no-passphrase]"}, "makes a case file, empty or from a made-up family", runNew},
		{"show", []string{"show FILE [--child NAME] [--today DATE] [--json]"}, "says what the file holds and what is due", runShow},
		{"log", []string{"log FILE --kind KIND --on DATE [--at TIME] [--with NAME] [--said TEXT] [--promised TEXT] [--promised-by DATE] [--awaits-reply] [--attach PATH...] [--child NAME]"}, "writes down a call, an e-mail, a letter, a meeting or a note", runLog},
		{"event", []string{"event FILE FACT DATE [--of ID] [--against RULE] [--dated DATE] [--sent DATE --by METHOD [--at TIME]] [--note TEXT] [--child NAME]"}, "records a dated fact that starts or meets deadlines", runEvent},
		{"add", []string{"add FILE PATH... [--title TEXT] [--on DATE] [--kind KIND] [--privilege MARK] [--held-back REASON] [--split [--password-file PATH]] [--child NAME]"}, "takes papers and folders of papers in, one line a paper", runAdd},
		{"read", []string{"read FILE [--scans] [--as-it-came PAPER] [--straightened PAPER]"}, "reads what was kept and not read; with --scans the words on scans too", runRead},
		{"guess", []string{"guess FILE PAPER [--today DATE] [--json]"}, "says what a paper seems to be, and which dates it shows", runGuess},
		{"mark", []string{"mark FILE PAPER MARK [--held-back REASON] [--sure]"}, "says whether the Tribunal may see a paper, or why it is held back", runMark},
		{"redact", []string{"redact FILE PAPER --words WORDS --why REASON [--json]", "redact FILE PAPER --page N --area LEFT,TOP,RIGHT,BOTTOM --why REASON [--json]", "redact FILE PAPER [--title TEXT] [--clear] [--json]"}, "says what redacted copies black out of a paper", runRedact},
		{"deadlines", []string{"deadlines FILE [--child NAME] [--today DATE] [--law DIR] [--why] [--json]"}, "lists every deadline, soonest first", runDeadlines},
		{"work", []string{"work --fact FACT=DATE[,id=ID][,of=ID][,against=RULE][,dated=DATE][,sent=DATE,by=METHOD,at=TIME]... [--today DATE] [--law DIR] [--json]"}, "works out the law alone, with no file", runWork},
		{"calendar", []string{"calendar FILE -o X.ics [--discreet] [--child NAME] [--today DATE] [--law DIR]"}, "writes the deadlines as a file for any calendar", runCalendar},
		{"rules", []string{"rules [--law DIR] [--json]"}, "lists every rule with its law", runRules},
		{"facts", []string{"facts [--law DIR] [--json]"}, "lists every kind of fact with its question", runFacts},
		{"search", []string{"search FILE WORDS... [--child NAME] [--json]"}, "finds words in the log, papers and their text, people and dates", runSearch},
		{"bundle", []string{"bundle FILE [--child NAME] [--plan NAME] [--product evidence|full] [--numbering continuous|sections] [--late end|letters] [--with PAGES] [--note X.txt] [--add PAPER...] [--served DATE] [--as-sent DATE] [--anew] [--redacted [--redaction-log LOG.pdf]] [--sent-list L.pdf] [--certificate C.pdf [--served-on DATE] [--sent-by e-mail|post|hand] [--to NAME]...] [--edition print|large-print] [--parts MB] [--part-pages N] -o X.pdf [--password-file PATH] [--json]", "bundle --from DIR -o X.pdf [--sent-list L.pdf] [--certificate C.pdf [--served-on DATE] [--sent-by e-mail|post|hand] [--to NAME]...] [--edition print|large-print] [--parts MB] [--part-pages N] [--password-file PATH] [--json]"}, "makes one PDF of the chosen papers, numbered and checked", runBundle},
		{"preflight", []string{"preflight FILE [--child NAME] [--plan NAME] [--product evidence|full] [--today DATE] [--json]"}, "says what to look at before a bundle is made", runPreflight},
		{"check", []string{"check X.pdf [--json]"}, "reads any bundle and says whether its numbers agree", runCheck},
		{"split", []string{"split X.pdf DIR [--password-file PATH] [--json]"}, "takes a bundle apart into its documents", runSplit},
		{"verify", []string{"verify FILE [--drill DIR] [--json]"}, "reads the whole case file and says whether it is sound", runVerify},
		{"backup", []string{"backup FILE DIR [--json]"}, "makes a sealed backup in a folder and proves it", runBackup},
		{"restore", []string{"restore DIR NEWFILE [--generation NAME] [--json]", "restore DIR --list [--json]"}, "makes a case file again from a backup", runRestore},
		{"salvage", []string{"salvage FILE NEWFILE [--json]"}, "saves what can be read of a damaged case file in a new one", runSalvage},
		{"passphrase", []string{"passphrase FILE [--new-passphrase-file PATH]", "passphrase FILE --recovery"}, "changes the passphrase, or makes a new recovery key", runPassphrase},
		{"seal", []string{"seal FILE NEWFILE [--new-passphrase-file PATH]"}, "makes a copy with a passphrase and a new key of its own", runSeal},
		{"export", []string{"export FILE -o X.age [--to KEY | --archive-passphrase-file PATH]", "export FILE --plain DIR"}, "takes the whole case along: in one sealed archive, or as ordinary files", runExport},
		{"import", []string{"import X.age NEWFILE [--identity PATH | --archive-passphrase-file PATH] [--no-passphrase]", "import X.age --list [--identity PATH | --archive-passphrase-file PATH] [--json]"}, "makes a new case file from an archive, or says what is in one", runImport},
		{"history", []string{"history FILE [--proof OUT] [--json]"}, "says what was done to the file and when, and proves it", runHistory},
		{"tidy", []string{"tidy FILE"}, "makes the file as small as what it holds", runTidy},
		{"help", []string{"help [COMMAND]"}, "says how to use it", runHelp},
	}
}

// call is one use of the command line: its words, its streams and its clock.
type call struct {
	command
	args      []string
	in        io.Reader
	out, errs visible
	now       func() time.Time
}

// Knows tells whether name is a command (or an option) and so for [Main]; anything else is a file for the window.
func Knows(name string) bool {
	_, ok := named(name)
	return ok || strings.HasPrefix(name, "-")
}

// Main does what args ask (without the program's own name) and gives the exit status: 0, 1 for an error, 2 for wrong usage. now
// is the clock that dates what is written.
func Main(args []string, in io.Reader, out, errs io.Writer, now func() time.Time) int {
	c := &call{in: in, out: visible{out}, errs: visible{errs}, now: now}
	if len(args) == 0 {
		c.usage(c.errs)
		return exitUsage
	}
	var ok bool
	if c.command, ok = named(args[0]); !ok {
		fmt.Fprintf(c.errs, "There is no command %q. Type %s help to see them all.\n", args[0], programName)
		return exitUsage
	}
	c.args = args[1:]
	return c.end(c.run(c))
}

// named finds a command by its name.
func named(name string) (command, bool) {
	if name == "-h" || name == "--help" {
		name = "help"
	}
	for _, c := range commands() {
		if c.name == name {
			return c, true
		}
	}
	return command{}, false
}

// misuse is a call that was wrong in itself; its text says what would be right.
type misuse string

// Error gives the sentence.
func (m misuse) Error() string { return string(m) }

// misusef makes a misuse of a sentence.
func misusef(format string, a ...any) error { return misuse(fmt.Sprintf(format, a...)) }

// about is an error with the file it is about.
type about struct {
	path string
	err  error
}

// Error gives the file and the error's own words.
func (a about) Error() string { return a.path + ": " + a.err.Error() }

// Unwrap gives the error.
func (a about) Unwrap() error { return a.err }

// aboutFile says which file an error is about, unless the error says so already; nil stays nil.
func aboutFile(path string, err error) error {
	var already about
	if err == nil || errors.As(err, &already) {
		return err
	}
	return about{path, err}
}

var (
	errSaid = errors.New("said already")   // what went wrong stands on the page already; only the exit status is left
	errHelp = errors.New("asked for help") // --help was among the words
)

// end says what went wrong, if anything did, and gives the exit status.
func (c *call) end(err error) int {
	var wrong misuse
	var file about
	switch {
	case err == nil:
		return exitOK
	case errors.Is(err, errHelp):
		c.commandUsage(c.out)
		return exitOK
	case errors.Is(err, errSaid):
		return exitError
	case errors.As(err, &wrong):
		fmt.Fprintf(c.errs, "%s\n\n", wrong)
		c.commandUsage(c.errs)
		return exitUsage
	case errors.As(err, &file):
		say := explain.Error
		if errors.Is(err, casefile.ErrNotCase) {
			say = func(err error) (string, string) { return explain.Opening(file.path, err) }
		}
		happened, todo := say(file.err)
		c.trouble(file.path+": "+happened, todo, explain.Details(file.err))
	default:
		happened, todo := explain.Error(err)
		c.trouble(happened, todo, explain.Details(err))
	}
	return exitError
}

// trouble prints what happened, what to do, and the details where there are any.
func (c *call) trouble(happened, todo, details string) {
	fmt.Fprintln(c.errs, happened)
	if todo != "" {
		fmt.Fprintln(c.errs, todo)
	}
	if details != "" {
		fmt.Fprintln(c.errs, "Details:", details)
	}
}
