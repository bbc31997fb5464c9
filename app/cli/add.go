package cli

import (
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
	words, err := o.parse(c, 2, -1)
	if err != nil {
		return err
	}
	opt := intake.Options{Title: *title, On: *on}
	if opt.Kind, err = documentKind(*kind); err != nil {
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
		_, err = c.takeIn(f, words[1:], opt)
		return err
	})
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
	var items []intake.Item
	for _, p := range paths {
		items = append(items, intake.FileItem(p))
	}
	ctx, stop := untilInterrupted()
	defer stop()
	results, err := intake.Add(ctx, f, items, opt, func(r intake.Result) { fmt.Fprintln(c.out, outcome(r)) })
	if err == nil && slices.ContainsFunc(results, func(r intake.Result) bool { return r.Refused != "" }) {
		err = errSaid
	}
	return results, err
}

// outcome says in one line what became of a paper.
func outcome(r intake.Result) string {
	say := r.Name + ": "
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
	for _, note := range r.Notes {
		say = strings.TrimSuffix(say, ".") + ". " + note
	}
	return strings.ReplaceAll(say, "\n", " ")
}
