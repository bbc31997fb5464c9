package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/deadlines"
)

func runBundle(c *call) error {
	o := newOptions(c).withJSON()
	passphraseFile := o.withPassphrase()
	chosen := o.withChoice()
	from, to, served := o.text("from"), o.text("o"), o.date("served")
	keys := o.text("password-file")
	papers := o.withService()
	lay := o.withLayout()
	words, err := o.parse(c, 0, 1)
	if err != nil {
		return err
	}
	if *to == "" {
		return misuse("Say where the bundle goes: -o X.pdf.")
	}
	if err := chosen.check(); err != nil {
		return err
	}
	if err := papers.check(*to, chosen.log); err != nil {
		return err
	}
	if papers.on.IsZero() {
		papers.on = *served
	}
	if err := lay.check(*served, chosen.log); err != nil {
		return err
	}
	passwords, err := passwordsIn(*keys)
	if err != nil {
		return err
	}
	switch {
	case chosen.redacted && !served.IsZero():
		return misuse("Keep as sent the copy that is not redacted. The redacted one has the same page numbers.")
	case *from != "" && chosen.redacted:
		return misuse("What to black out is marked on the papers of a case file. A folder has none.")
	case *from != "" && len(words) == 0 && chosen.isNone() && served.IsZero():
		return c.bundleFolder(*from, output{*to, "", o.json, passwords, *lay, *papers})
	case *from == "" && len(words) == 1:
		return c.withCase(words[0], *passphraseFile, func(f *casefile.File) error {
			return c.bundleCase(f, *chosen, *served, output{*to, chosen.log, o.json, passwords, *lay, *papers})
		})
	}
	return misuse("Give either a case file, or a folder with --from.")
}

// passwordsIn reads the passwords of locked papers, one on each line of a file; none where no file is named.
func passwordsIn(path string) ([]string, error) {
	if path == "" {
		return nil, nil
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, aboutFile(path, err)
	}
	var out []string
	for line := range strings.Lines(strings.TrimPrefix(string(data), "\uFEFF")) {
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			out = append(out, line)
		}
	}
	if len(out) > bundle.MaxPasswords {
		return nil, misusef("%s has more than %d passwords. Keep those that are needed.", path, bundle.MaxPasswords)
	}
	return out, nil
}

// bundleFolder makes a bundle from a folder of files.
func (c *call) bundleFolder(dir string, out output) error {
	to := out.to
	info, err := os.Stat(dir)
	if err != nil {
		return aboutFile(dir, err)
	}
	if !info.IsDir() {
		return misusef("%s is not a folder. --from takes a folder of papers.", dir)
	}
	plan, err := bundle.FromFolder(dir, to)
	if err != nil {
		return aboutFile(dir, err)
	}
	if liesAmong(plan, dir, to) {
		return misusef("%s lies among the papers and would be overwritten. Choose another name or folder for the bundle.", to)
	}
	_, err = c.makeBundle(plan, out)
	return err
}

// liesAmong tells whether to is a file of the folder that a bundle must not replace: anything but a bundle made there before.
func liesAmong(plan bundle.Plan, dir, to string) bool {
	for _, s := range plan.Sections {
		for _, d := range s.Documents {
			if isSameFile(filepath.Join(dir, filepath.FromSlash(d.Name)), to) {
				return true
			}
		}
	}
	above, err := filepath.EvalSymlinks(filepath.Dir(to))
	if err != nil {
		return false // said when it is written
	}
	for last := ""; above != last; last, above = above, filepath.Dir(above) {
		if above, err = filepath.Abs(above); err == nil && isSameFile(above, dir) {
			return isThere(to) && !isBundle(to)
		}
	}
	return false
}

func isThere(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// isBundle tells whether a file is a bundle as this program makes them.
func isBundle(path string) bool {
	data, err := readPDF(path)
	if err != nil {
		return false
	}
	ctx, stop := untilInterrupted()
	defer stop()
	proof, err := bundle.Check(ctx, data)
	return err == nil && proof.Ours && proof.OK
}

// bundleCase makes a bundle from a case file. Where a day is given, it is kept as sent on that day.
func (c *call) bundleCase(f *casefile.File, chosen choice, served deadlines.Date, out output) error {
	if isSameFile(f.Path(), out.to) {
		return misusef("%s is the case file itself. Choose another name for the bundle.", out.to)
	}
	saved, err := chosen.bundle(f)
	if errors.Is(err, bundle.ErrNoEvidence) {
		return c.sayNoEvidence(f, saved, out.asJSON)
	}
	if err == nil {
		err = c.withNote(f, &saved)
	}
	if err != nil {
		return err
	}
	plan, err := bundle.FromCase(f, saved)
	plan.Today = deadlines.DateOf(c.now())
	if err == nil && chosen.suggested {
		var passed []bundle.Line
		passed, err = bundle.PassedOver(f, saved)
		plan.Left = append(plan.Left, passed...)
	}
	if err != nil {
		return err
	}
	plan.Redacted = chosen.redacted
	report, err := c.makeBundle(plan, out)
	if err != nil || served.IsZero() {
		return err
	}
	_, err = bundle.Serve(f, saved, report, served)
	return err
}

// withNote drafts the note on limits where one was asked for and none was written.
func (c *call) withNote(f *casefile.File, b *casefile.Bundle) error {
	if _, served := b.Last(); served || !b.Has(casefile.WithNote) || b.Note != "" {
		return nil
	}
	found, err := bundle.Look(f, *b, deadlines.DateOf(c.now()))
	b.Note = found.Note()
	return err
}

// sayNoEvidence lists papers none of which belong in the evidence, and gives the error that says so.
func (c *call) sayNoEvidence(f *casefile.File, b casefile.Bundle, asJSON bool) error {
	passed, err := bundle.PassedOver(f, b)
	if err == nil {
		err = c.sayReport(bundle.Report{Left: passed}, "", asJSON, false)
	}
	if err != nil {
		return err
	}
	return bundle.ErrNoEvidence
}

// isSameFile tells whether two names lead to one file.
func isSameFile(a, b string) bool {
	infoA, errA := os.Stat(a)
	infoB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(infoA, infoB)
}

// output is where a bundle goes, where what was blacked out is listed ("" for nowhere), and how the report is printed.
type output struct {
	to, log   string
	asJSON    bool
	passwords []string // for papers that are locked
	layout    layout
	service   service // papers about the sending
}

// makeBundle makes, checks and saves a bundle and prints the report.
func (c *call) makeBundle(plan bundle.Plan, out output) (bundle.Report, error) {
	to, log := out.to, out.log
	plan.Passwords, plan.Edition = out.passwords, bundle.Edition(out.layout.edition)
	if info, err := os.Stat(to); err == nil && info.IsDir() && !out.layout.inParts() {
		return bundle.Report{}, misusef("%s is a folder. Say which file the bundle goes into, for example %s.", to, filepath.Join(to, "bundle.pdf"))
	}
	if dir := filepath.Dir(to); !isThere(dir) {
		return bundle.Report{}, aboutFile(to, casefile.Problem{Field: "o", Say: fmt.Sprintf("There is no folder %s to save the bundle in. Make it first, or choose another.", dir)})
	}
	if err := madeBundle.mayReplace(to); err != nil && !out.layout.inParts() {
		return bundle.Report{}, err
	}
	if log != "" {
		if err := madeBundle.mayReplace(log); err != nil {
			return bundle.Report{}, err
		}
	}
	if err := out.service.mayWrite(); err != nil {
		return bundle.Report{}, err
	}
	ctx, stop := untilInterrupted()
	defer stop()
	report, err := save(ctx, to, plan, out.layout, c.sayStages())
	if err != nil && !errors.Is(err, bundle.ErrNothing) {
		return report, aboutFile(to, err)
	}
	if sayErr := c.sayReport(report, to, out.asJSON, err == nil); sayErr != nil {
		return report, sayErr
	}
	if err == nil && log != "" {
		if err := saveLog(plan.Title, log, report); err != nil {
			return report, aboutFile(log, err)
		}
	}
	if err == nil {
		if err := out.service.write(report.Sending(to)); err != nil {
			return report, err
		}
	}
	if err == nil && !report.Checked.OK {
		return report, errSaid
	}
	return report, err
}

// saveLog writes the list of what was blacked out.
func saveLog(title, to string, r bundle.Report) error {
	list, err := bundle.RedactionLog(title, r)
	if err != nil {
		return err
	}
	return os.WriteFile(to, list, 0o600)
}

// made is what a command makes: how such a file begins, and what it is called.
type made struct{ begins, kind, name string }

var (
	madeBundle   = made{"%PDF", "a PDF", "the bundle"}
	madeCalendar = made{"BEGIN:VCALENDAR", "a calendar", "the calendar"}
)

// mayReplace gives an error where what is made would destroy a file of another kind.
func (m made) mayReplace(path string) error {
	kept := aboutFile(path, casefile.Problem{Field: "file",
		Say: fmt.Sprintf("There is already a file with this name that is not %s. It was left as it is. Choose another name for %s.", m.kind, m.name)})
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return aboutFile(path, err)
	case !info.Mode().IsRegular():
		return kept
	case info.Size() == 0: // nothing is lost with it
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return aboutFile(path, err)
	}
	defer f.Close()
	head := make([]byte, len(m.begins))
	if _, err := io.ReadFull(f, head); err != nil || string(head) != m.begins {
		return kept
	}
	return nil
}
