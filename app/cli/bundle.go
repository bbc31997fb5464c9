package cli

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/term"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
)

func runBundle(c *call) error {
	o := newOptions(c).withJSON()
	child, passphraseFile := o.text("child"), o.withPassphrase()
	name, from, to, keys := o.text("plan"), o.text("from"), o.text("o"), o.text("password-file")
	words, err := o.parse(c, 0, 1)
	if err != nil {
		return err
	}
	if *to == "" {
		return misuse("Say where the bundle goes: -o X.pdf.")
	}
	passwords, err := passwordsIn(*keys)
	if err != nil {
		return err
	}
	switch {
	case *from != "" && len(words) == 0 && *child == "" && *name == "":
		return c.bundleFolder(*from, *to, passwords, o.json)
	case *from == "" && len(words) == 1:
		return c.withCase(words[0], *passphraseFile, func(f *casefile.File) error {
			return c.bundleCase(f, choice{*child, *name}, *to, passwords, o.json)
		})
	}
	return misuse("Give either a case file, or a folder with --from.")
}

// maxPasswords is how many passwords are tried on a locked paper: each takes the reader a moment.
const maxPasswords = 20

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
	if len(out) > maxPasswords {
		return nil, misusef("%s has more than %d passwords. Keep those that are needed.", path, maxPasswords)
	}
	return out, nil
}

// bundleFolder makes a bundle from a folder of files.
func (c *call) bundleFolder(dir, to string, passwords []string, asJSON bool) error {
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
	plan.Passwords = passwords
	return c.makeBundle(plan, to, asJSON)
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
	return err == nil && proof.OK
}

// bundleCase makes a bundle from a case file.
func (c *call) bundleCase(f *casefile.File, chosen choice, to string, passwords []string, asJSON bool) error {
	if isSameFile(f.Path(), to) {
		return misusef("%s is the case file itself. Choose another name for the bundle.", to)
	}
	saved, err := chosen.bundle(f)
	if errors.Is(err, bundle.ErrNoEvidence) {
		return c.sayNoEvidence(f, saved.Child, asJSON)
	}
	if err != nil {
		return err
	}
	plan, err := bundle.FromCase(f, saved)
	if err == nil && saved.ID == "" {
		var passed []bundle.Line
		passed, err = bundle.PassedOver(f, saved.Child)
		plan.Left = append(plan.Left, passed...)
	}
	if err != nil {
		return err
	}
	plan.Passwords = passwords
	return c.makeBundle(plan, to, asJSON)
}

// sayNoEvidence lists papers none of which belong in the evidence, and gives the error that says so.
func (c *call) sayNoEvidence(f *casefile.File, child casefile.CaseID, asJSON bool) error {
	passed, err := bundle.PassedOver(f, child)
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

// choice is what was asked for: a child, a saved bundle, both or neither.
type choice struct{ child, name string }

// bundle finds the saved bundle that is meant, or has one suggested, without an ID, where none was saved. It names the child
// even where there was nothing to suggest.
func (w choice) bundle(f *casefile.File) (found casefile.Bundle, err error) {
	var owner casefile.CaseID
	var saved []casefile.Bundle
	err = f.View(func(tx *casefile.Tx) (err error) {
		if w.name != "" {
			saved, err = w.named(tx)
			return err
		}
		if owner, err = w.owner(tx); err == nil {
			saved = casefile.All[casefile.Bundle](tx, owner)
		}
		return err
	})
	switch {
	case err != nil:
		return found, err
	case len(saved) == 0:
		found, err = bundle.Suggest(f, owner)
		found.Child = owner
		return found, err
	case len(saved) > 1:
		return found, misusef("More than one bundle is meant: %s. Choose with --plan NAME and --child NAME.", listed(titles(saved)))
	}
	return saved[0], nil
}

// named gives the saved bundles of that name.
func (w choice) named(tx *casefile.Tx) ([]casefile.Bundle, error) {
	kids, err := children(tx, w.child)
	if err != nil {
		return nil, err
	}
	all := casefile.All[casefile.Bundle](tx, "")
	found := slices.DeleteFunc(slices.Clone(all), func(b casefile.Bundle) bool {
		mine := w.child == "" || slices.ContainsFunc(kids, func(k casefile.Child) bool { return k.ID == b.Child })
		return !mine || !strings.EqualFold(b.Title, strings.TrimSpace(w.name))
	})
	if len(found) == 0 && len(all) == 0 {
		return nil, misusef("There is no saved bundle called %q. Leave out --plan to have one suggested.", w.name)
	}
	if len(found) == 0 {
		return nil, misusef("There is no saved bundle called %q. There is %s.", w.name, listed(titles(all)))
	}
	return found, nil
}

// owner gives the child the bundle is for: the one named, the only one, or the one whose appeal is running.
func (w choice) owner(tx *casefile.Tx) (casefile.CaseID, error) {
	kids, err := children(tx, w.child)
	if err != nil || len(kids) < 2 {
		if len(kids) == 1 {
			return kids[0].ID, err
		}
		return "", err
	}
	running := slices.DeleteFunc(slices.Clone(kids), func(k casefile.Child) bool {
		return !slices.ContainsFunc(casefile.All[casefile.Appeal](tx, k.ID), casefile.Appeal.Running)
	})
	if len(running) != 1 {
		return "", misusef("This file holds %s. Say whose bundle it is with --child NAME.", childNames(kids))
	}
	return running[0].ID, nil
}

func titles(bundles []casefile.Bundle) []string {
	var names []string
	for _, b := range bundles {
		names = append(names, b.Title)
	}
	return names
}

// makeBundle makes, checks and saves a bundle and prints the report.
func (c *call) makeBundle(plan bundle.Plan, to string, asJSON bool) error {
	if info, err := os.Stat(to); err == nil && info.IsDir() {
		return misusef("%s is a folder. Say which file the bundle goes into, for example %s.", to, filepath.Join(to, "bundle.pdf"))
	}
	if dir := filepath.Dir(to); !isThere(dir) {
		return aboutFile(to, casefile.Problem{Field: "o", Say: fmt.Sprintf("There is no folder %s to save the bundle in. Make it first, or choose another.", dir)})
	}
	if err := madeBundle.mayReplace(to); err != nil {
		return err
	}
	ctx, stop := untilInterrupted()
	defer stop()
	report, err := bundle.Save(ctx, to, plan, c.sayStages())
	if err != nil && !errors.Is(err, bundle.ErrNothing) {
		return aboutFile(to, err)
	}
	if sayErr := c.sayReport(report, to, asJSON, err == nil); sayErr != nil {
		return sayErr
	}
	if err == nil && !report.Checked.OK {
		return errSaid
	}
	return err
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

// sayStages gives what tells a person at a terminal how far the bundle is: a line a stage, on standard error.
func (c *call) sayStages() func(bundle.Progress) {
	if f, ok := c.errs.Writer.(*os.File); !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	var last bundle.Stage
	return func(p bundle.Progress) {
		if p.Stage != last {
			last = p.Stage
			fmt.Fprintln(c.errs, p.Say())
		}
	}
}
