package cli

import (
	"fmt"
	"io"
	"strings"

	"ehccasefile/casefile/bundle"
)

// programName is what the commands stand behind in the usage.
const programName = "casefile"

func runHelp(c *call) error {
	o := newOptions(c)
	words, err := o.parse(c, 0, 1)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		c.usage(c.out)
		return nil
	}
	asked, ok := named(words[0])
	if !ok {
		return misusef("There is no command %q.", words[0])
	}
	c.command = asked
	c.commandUsage(c.out)
	return nil
}

// usage prints every command.
func (c *call) usage(w io.Writer) {
	fmt.Fprintln(w, "EHC Casefile keeps what happened on the way to a child's Education, Health and Care plan,")
	fmt.Fprintln(w, "works out every date the law sets, and makes the evidence bundle. It is not legal advice.")
	fmt.Fprintln(w)
	fmt.Fprintln(w, "Commands:")
	for _, k := range commands() {
		fmt.Fprintf(w, "  %-10s %s\n", k.name, k.does)
	}
	fmt.Fprintln(w)
	fmt.Fprintf(w, "How to call one: %s help COMMAND. Dates are written 2026-03-16.\n", programName)
	fmt.Fprintln(w, "The passphrase is asked for, or comes from --passphrase-file PATH or EHC_PASSPHRASE.")
}

// commandUsage prints how the called command is used.
func (c *call) commandUsage(w io.Writer) {
	fmt.Fprintf(w, "%s %s: %s.\n", programName, c.name, c.does)
	for i, form := range c.forms {
		lead := "Use:"
		if i > 0 {
			lead = " or:"
		}
		fmt.Fprintf(w, "%s %s %s\n", lead, programName, form)
	}
	for _, note := range notes[c.name] {
		fmt.Fprintln(w, note)
	}
}

// notes say what the words of a command's options mean, where they do not say it themselves.
var notes = map[string][]string{
	"work": {"A fact's date may be left empty (request-received=) where only its sending is known: sent, by and at.",
		"METHOD, after by=, is one of: " + methodNames() + ".",
		"of= names the fact it belongs to: its id=, or its number, counted from 1. against= names the rule it is about."},
	"add": {"MARK is open (unless you say another), without-prejudice, mediation or legal-advice. What is held back goes into no bundle.",
		"Of a folder, every file in it and below it is taken, without hidden and system files.",
		"--split takes a bundle, the council’s for example, apart into its documents as well. The bundle stays whole."},
	"check": {"A bundle that this program made must agree in everything. Of any other, what is there must agree; what is not there, and what",
		"could not be told, is said apart. It ends with 0 only where nothing is wrong and nothing was left open."},
	"split": {"DIR must be new or empty. It gets a PDF for each document, and an index.csv that bundle --from DIR reads.",
		"The documents are those that the bookmarks name, or the index. Their pages stay as they are, numbers and all."},
	"read": {"--scans needs the free program tesseract. It takes some seconds a page; what was read stays if you stop it with Ctrl+C.",
		"--as-it-came has a picture shown as it came; --straightened has it straightened and trimmed again. PAPER is its title, its file name or its ID."},
	"guess": {"PAPER is its title, its file name or its ID. Nothing is changed: write a date down with event, and mend a paper in the window.",
		"Under facts, value is what event calls FACT. Where on is null, only you can know the day: that on which a letter arrived, for example."},
	"mark": {"PAPER is its title, its file name or its ID; show FILE --json gives the ID. MARK is open, without-prejudice, mediation or legal-advice.",
		"To open a paper that is held back, say --sure."},
	"redact": {"PAPER is its title, its file name or its ID. The paper itself stays whole; only a bundle made with --redacted is blacked out.",
		"--words marks every place where they stand, in capitals or not. An area is in hundredths of the page, from its left and top.",
		"--title is what a redacted copy calls the paper. --clear gives up all that was marked. With none of these, it says what is marked."},
	"bundle": {"A folder may hold an index.csv headed section,title,date,file,pages,privilege. A file that says it is without prejudice or privileged",
		"is left out, unless its row says open under privilege.",
		"NAME is a saved bundle's, or a plan's: " + planNames() + ".",
		"PAGES are any of chronology, media and note, with commas. --note takes the words of the note that says why a limit is not kept.",
		"--served keeps the bundle as sent on that day: its page numbers stay from then on, and later papers come after it.",
		"--add puts papers in by their title, file name or ID; they stay in the saved bundle with --served alone.",
		"--as-sent makes it again as it was sent that day; --anew numbers it as if nothing had been sent.",
		"--redacted makes the copy in which what redact marked is blacked out, with the same page numbers. --redaction-log lists what and why.",
		"--edition print is for both sides of the paper and a ring binder; large-print enlarges every page. Page 10 stays page 10 in each.",
		"--parts cuts it between papers so that an e-mail with a part stays under so many megabytes (20 is usual); --part-pages goes by pages.",
		"Parts are X part 1 of 3.pdf and so on. Where -o names a folder, they get the names that the Tribunal asks for.",
		"--sent-list makes a page that says what leaves your computer: each paper and each file, with its SHA-256.",
		"--certificate makes a certificate of service to sign. What you do not say (--served-on, --sent-by, --to) is a line to fill in.",
		"--password-file names a file with the passwords of locked papers, one a line. Each is tried on each of them."},
	"event": {"DATE may be - where only the sending is known.",
		"METHOD is one of: " + methodNames() + ".",
		"ID is that of the event it belongs to: deadlines FILE --json gives it under from. RULE is the id of the rule it is about."},
	"export": {"KEY is the public key (age1...) of the person the archive is for. Without it the archive gets a passphrase of its own.",
		"--plain makes a folder that needs no program of ours, and that nothing seals."},
	"import": {"--identity names the file with the secret key the archive was made for. --passphrase-file is for the new case file."},
	"rules":  {"--law DIR reads the rules from a folder instead of the program's own, and checks them as strictly."},
}

// planNames lists the plans that a bundle may follow.
func planNames() string {
	var names []string
	all, _ := bundle.Schemes()
	for _, s := range all {
		names = append(names, s.ID)
	}
	return strings.Join(names, ", ")
}
