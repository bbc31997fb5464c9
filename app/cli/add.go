package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/intake"
)

func runAdd(c *call) error {
	o := newOptions(c)
	child, passphraseFile := o.text("child"), o.withPassphrase()
	title, on, kind := o.text("title"), o.date("on"), o.text("kind")
	privilege, reason := o.text("privilege"), o.text("held-back")
	split, keys := o.yes("split"), o.text("password-file")
	words, err := o.parse(c, 2, -1)
	if err != nil {
		return err
	}
	passwords, err := passwordsIn(*keys)
	if err != nil {
		return err
	}
	if len(passwords) > 0 && !*split {
		return misuse("Passwords are for a bundle that is divided with --split. A locked paper is kept as it is.")
	}
	opt := intake.Options{Title: *title, On: *on}
	if opt.Kind, err = documentKind(*kind); err != nil {
		return err
	}
	if err := holdBack(&opt, *privilege, *reason); err != nil {
		return err
	}
	return c.withCase(words[0], *passphraseFile, func(f *casefile.File) error {
		err := f.View(func(tx *casefile.Tx) (err error) {
			opt.Child, err = oneChild(tx, *child)
			return err
		})
		if err != nil {
			return err
		}
		if *split {
			return c.takeApart(f, words[1:], opt, passwords)
		}
		_, err = c.takeIn(f, words[1:], opt)
		return err
	})
}

// takeApart adds bundles, and takes the documents out of each.
func (c *call) takeApart(f *casefile.File, paths []string, opt intake.Options, passwords []string) error {
	ctx, stop := untilInterrupted()
	defer stop()
	items, notes, err := intake.PathItems(ctx, paths)
	if err != nil {
		return err
	}
	for _, note := range notes {
		fmt.Fprintln(c.errs, note)
	}
	said := func(r intake.Result) { fmt.Fprintln(c.out, c.outcome(f, r)) }
	kept, err := intake.Keep(ctx, f, items, opt, func(r intake.Result) {
		if !r.Document.Unread() {
			said(r)
		}
	})
	if err != nil {
		return err
	}
	trouble := c.splitKept(ctx, f, kept, passwords)
	if _, err = intake.Read(ctx, f, said); err == nil && slices.ContainsFunc(kept, func(r intake.Result) bool { return r.Refused != "" }) {
		err = errSaid
	}
	return errors.Join(err, trouble)
}

// holdBack reads how papers are held back; a reason alone means without prejudice.
func holdBack(opt *intake.Options, privilege, reason string) (err error) {
	if privilege == "" && reason != "" {
		privilege = string(casefile.PrivilegeWithoutPrejudice)
	}
	if opt.Privilege, err = privilegeNamed(privilege); err != nil {
		return err
	}
	if opt.Privilege == casefile.PrivilegeOpen && reason != "" {
		return misuse("A paper is either open or held back: leave out --held-back, or say another --privilege.")
	}
	marked, err := casefile.Document{Kind: opt.Kind}.Mark(opt.Privilege, reason)
	opt.Reason = marked.Reason
	if opt.Privilege == "" {
		return nil
	}
	return err
}

// cameWith names the e-mail or bundle a paper came with, in brackets; nothing where it is no longer there.
func cameWith(f *casefile.File, id casefile.ID) (say string) {
	// A failure to read leaves the name out, which the line can do without; the paper itself is kept.
	_ = f.View(func(tx *casefile.Tx) error {
		d, err := casefile.Get[casefile.Document](tx, id)
		if err == nil {
			say = " (came with " + d.Name + ")"
		}
		return err
	})
	return say
}

// documentKind reads a kind of paper as a person types it; "" stays "".
func documentKind(s string) (casefile.DocumentKind, error) {
	kind := casefile.DocumentKind(strings.ToLower(strings.TrimSpace(s)))
	if kind == "email" {
		kind = casefile.DocumentEmail
	}
	if kind == "" || slices.Contains(casefile.DocumentKinds(), kind) {
		return kind, nil
	}
	var names []string
	for _, k := range casefile.DocumentKinds() {
		names = append(names, string(k))
	}
	return "", misusef("There is no kind of paper called %q. There is %s.", s, listed(names))
}

// takeIn adds papers and prints one line each, after it was kept. The error tells that one was refused, or what stopped the rest.
func (c *call) takeIn(f *casefile.File, paths []string, opt intake.Options) ([]intake.Result, error) {
	ctx, stop := untilInterrupted()
	defer stop()
	items, notes, err := intake.PathItems(ctx, paths)
	if err != nil {
		return nil, err
	}
	for _, note := range notes {
		fmt.Fprintln(c.errs, note)
	}
	results, err := intake.Add(ctx, f, items, opt, func(r intake.Result) { fmt.Fprintln(c.out, c.outcome(f, r)) })
	if err == nil && slices.ContainsFunc(results, func(r intake.Result) bool { return r.Refused != "" }) {
		err = errSaid
	}
	return results, err
}

// outcome says in one line what became of a paper. One that came inside another stands further in, and says with which it came.
func (c *call) outcome(f *casefile.File, r intake.Result) string {
	say := r.Name + ": "
	if r.Document.Within != "" {
		say = "  " + r.Name + cameWith(f, r.Document.Within) + ": "
	}
	switch {
	case r.Refused != "":
		say += "refused: " + r.Refused
	case r.Already:
		say += "already here"
	case r.Document.Pages > 0:
		say += "kept, " + several(r.Document.Pages, "page", "pages")
	default:
		say += "kept"
	}
	if r.Kept && r.Document.Privilege != casefile.PrivilegeOpen {
		say += ". " + heldWords(r.Document)
	}
	for _, note := range r.Notes {
		say = strings.TrimSuffix(say, ".") + ". " + note
	}
	return strings.ReplaceAll(say, "\n", " ")
}
