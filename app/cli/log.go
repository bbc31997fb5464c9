package cli

import (
	"fmt"

	"ehccasefile/casefile"
	"ehccasefile/casefile/intake"
)

func runLog(c *call) error {
	o := newOptions(c)
	child, passphraseFile := o.text("child"), o.withPassphrase()
	kind, on, at, with := o.text("kind"), o.date("on"), o.text("at"), o.text("with")
	said, promised, promisedBy, attach := o.text("said"), o.text("promised"), o.date("promised-by"), o.many("attach")
	awaits := o.yes("awaits-reply")
	words, err := o.parse(c, 1, 1)
	if err != nil {
		return err
	}
	if *kind == "" || on.IsZero() {
		return misuse("Say what it was and when: --kind and --on.")
	}
	entry := casefile.Entry{On: *on, At: *at, With: *with, Said: *said, Promised: *promised, PromisedBy: *promisedBy, Awaits: *awaits}
	if entry.Kind, err = casefile.ParseEntryKind(*kind); err != nil {
		return misuse(err.Error())
	}
	return c.withCase(words[0], *passphraseFile, func(f *casefile.File) error {
		return c.writeDown(f, entry, *child, attach.words)
	})
}

// writeDown keeps a log entry and the papers attached to it. A paper that is refused does not stop the entry.
func (c *call) writeDown(f *casefile.File, entry casefile.Entry, child string, paths []string) (err error) {
	err = f.View(func(tx *casefile.Tx) (err error) {
		entry.Child, err = oneChild(tx, child)
		return err
	})
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return c.keepEntry(f, entry)
	}
	if err := checkWords(entry); err != nil {
		return err // before any paper goes in
	}
	results, refused := c.takeIn(f, paths, intake.Options{Child: entry.Child})
	for _, r := range results {
		if r.Kept {
			entry.Documents = append(entry.Documents, r.Document.ID)
		}
	}
	if err := c.keepEntry(f, entry); err != nil {
		return err
	}
	return refused
}

// checkWords looks whether an entry will do before its papers are kept; with papers it needs no words.
func checkWords(entry casefile.Entry) error {
	if entry.Said == "" {
		entry.Said = "-"
	}
	return entry.Validate()
}

func (c *call) keepEntry(f *casefile.File, entry casefile.Entry) error {
	err := f.Update(func(tx *casefile.Tx) (err error) {
		entry, err = casefile.Put(tx, entry)
		return err
	})
	if err != nil {
		return err
	}
	with := ""
	if entry.With != "" {
		with = ", " + entry.With
	}
	fmt.Fprintf(c.out, "Written down: %s, %s%s.\n", entry.Kind.Title(), entry.On.Long(), with)
	return nil
}
