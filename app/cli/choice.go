package cli

import (
	"os"
	"slices"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/deadlines"
)

// choice is which bundle was asked for, and how it should be.
type choice struct {
	child, name, product, numbering, late, with, note string
	sent                                              deadlines.Date // as it was sent that day
	anew                                              bool           // as if nothing had been sent
	suggested                                         bool           // it was not saved
	add                                               *list          // papers to put in
	redacted                                          bool           // what redact marked is blacked out
	log                                               string         // where to list that; "" for nowhere
}

// withChoice adds the options that choose a bundle.
func (o *options) withChoice() *choice {
	w := new(choice)
	for name, to := range map[string]*string{"child": &w.child, "plan": &w.name, "product": &w.product, "numbering": &w.numbering, "late": &w.late, "with": &w.with, "note": &w.note, "redaction-log": &w.log} {
		o.flags.StringVar(to, name, "", "")
	}
	w.add = o.many("add")
	o.flags.BoolVar(&w.anew, "anew", false, "")
	o.flags.BoolVar(&w.redacted, "redacted", false, "")
	o.flags.Func("as-sent", "", func(s string) (err error) {
		w.sent, o.bad = parseDate(s)
		return o.bad
	})
	return w
}

// isNone tells whether nothing was chosen.
func (w choice) isNone() bool {
	added := len(w.add.words) > 0
	w.add = nil
	return !added && w == choice{}
}

// check looks at the words that are from a list.
func (w choice) check() error {
	if w.log != "" && !w.redacted {
		return misuse("--redaction-log belongs to --redacted.")
	}
	if err := oneOf("product", casefile.BundleProduct(w.product), casefile.BundleProducts()); err != nil {
		return err
	}
	if err := oneOf("numbering", casefile.BundleNumbering(w.numbering), casefile.BundleNumberings()); err != nil {
		return err
	}
	if err := oneOf("late", casefile.BundleLate(w.late), casefile.BundleLates()); err != nil {
		return err
	}
	for _, p := range w.pages() {
		if err := oneOf("with", p, casefile.BundlePages()); err != nil {
			return err
		}
	}
	return nil
}

// oneOf gives an error for a word that is not in a list; "" is in every one.
func oneOf[K ~string](option string, word K, all []K) error {
	if word == "" || slices.Contains(all, word) {
		return nil
	}
	var names []string
	for _, k := range all {
		names = append(names, string(k))
	}
	return misusef("--%s is one of: %s.", option, strings.Join(names, ", "))
}

// pages are the pages of our own that were asked for.
func (w choice) pages() (all []casefile.BundlePage) {
	for _, name := range strings.FieldsFunc(w.with, func(r rune) bool { return r == ',' || r == ' ' }) {
		all = append(all, casefile.BundlePage(name))
	}
	return all
}

// bundle finds the saved bundle that is meant, or has one suggested where none was saved, or another plan or product was asked for. It
// names the child even where there was nothing to suggest.
func (w *choice) bundle(f *casefile.File) (found casefile.Bundle, err error) {
	plan, err := w.plan()
	if err != nil {
		return found, err
	}
	var saved []casefile.Bundle
	var owner casefile.CaseID
	err = f.View(func(tx *casefile.Tx) (err error) {
		if w.name != "" {
			if saved, err = w.named(tx, plan != ""); err != nil || len(saved) > 0 {
				return err
			}
		}
		if owner, err = w.owner(tx); err == nil && plan == "" && w.product == "" {
			saved = casefile.All[casefile.Bundle](tx, owner)
		}
		return err
	})
	switch {
	case err != nil:
		return found, err
	case len(saved) > 1:
		return found, misusef("More than one bundle is meant: %s. Choose with --plan NAME and --child NAME.", listed(titles(saved)))
	case len(saved) == 1:
		return w.changed(f, saved[0])
	}
	w.suggested = true
	like := casefile.Bundle{Head: casefile.Head{Child: owner}, Plan: plan, Product: casefile.BundleProduct(w.product)}
	found, err = bundle.Suggest(f, like)
	if err != nil {
		return like, err
	}
	return w.changed(f, found)
}

// plan gives the plan that the name is the id of; "" where it is that of a saved bundle, or none.
func (w choice) plan() (string, error) {
	all, err := bundle.Schemes()
	for _, s := range all {
		if s.ID == w.name {
			return s.ID, nil
		}
	}
	return "", err
}

// changed gives a bundle as it was asked for.
func (w choice) changed(f *casefile.File, b casefile.Bundle) (casefile.Bundle, error) {
	for _, name := range w.add.words {
		d, err := paperNamed(f, name)
		if err != nil {
			return b, err
		}
		b = put(b, d)
	}
	if w.numbering != "" {
		b.Numbering = casefile.BundleNumbering(w.numbering)
	}
	if w.late != "" {
		b.Late = casefile.BundleLate(w.late)
	}
	if w.with != "" {
		b.With = w.pages()
	}
	if w.product != "" {
		b.Product = casefile.BundleProduct(w.product)
	}
	if w.note != "" {
		data, err := os.ReadFile(w.note)
		if err != nil {
			return b, aboutFile(w.note, err)
		}
		b.Note = strings.ToValidUTF8(string(data), "\uFFFD")
		if !b.Has(casefile.WithNote) {
			b.With = append(slices.Clone(b.With), casefile.WithNote)
		}
	}
	if w.anew {
		b.Served = nil
	}
	if !w.sent.IsZero() {
		return bundle.AsServed(b, w.sent)
	}
	return b, nil
}

// named gives the saved bundles of that name; none is an error unless it is the name of a plan too.
func (w choice) named(tx *casefile.Tx, isPlan bool) ([]casefile.Bundle, error) {
	kids, err := children(tx, w.child)
	if err != nil {
		return nil, err
	}
	all := casefile.All[casefile.Bundle](tx, "")
	found := slices.DeleteFunc(slices.Clone(all), func(b casefile.Bundle) bool {
		mine := w.child == "" || slices.ContainsFunc(kids, func(k casefile.Child) bool { return k.ID == b.Child })
		return !mine || !strings.EqualFold(b.Title, strings.TrimSpace(w.name))
	})
	if len(found) == 0 && isPlan {
		return nil, nil
	}
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

// put puts a paper that is not in yet at the end, under a heading of its own: the window can move it.
func put(b casefile.Bundle, d casefile.Document) casefile.Bundle {
	b.Sections = slices.Clone(b.Sections)
	for _, s := range b.Sections {
		if slices.Contains(s.Documents, d.ID) {
			return b
		}
	}
	if last := len(b.Sections) - 1; last >= 0 && b.Sections[last].Title == addedTitle {
		b.Sections[last].Documents = append(slices.Clone(b.Sections[last].Documents), d.ID)
		return b
	}
	b.Sections = append(b.Sections, casefile.BundleSection{Title: addedTitle, Documents: []casefile.ID{d.ID}})
	return b
}

const addedTitle = "Papers added"
