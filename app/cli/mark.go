package cli

import (
	"fmt"
	"slices"
	"strings"

	"ehccasefile/casefile"
)

func runMark(c *call) error {
	o := newOptions(c)
	passphraseFile, reason, sure := o.withPassphrase(), o.text("held-back"), o.yes("sure")
	words, err := o.parse(c, 3, 3)
	if err != nil {
		return err
	}
	privilege, err := privilegeNamed(words[2])
	if err != nil {
		return err
	}
	return c.withCase(words[0], *passphraseFile, func(f *casefile.File) error {
		d, err := paperNamed(f, words[1])
		if err != nil {
			return err
		}
		opens := privilege == casefile.PrivilegeOpen && d.Privilege != casefile.PrivilegeOpen
		if opens && !*sure {
			return misusef("Are you sure that the Tribunal may see “%s”? %s. Say --sure to open it.", d.Title, heldWords(d))
		}
		return c.keepMark(f, d.ID, privilege, *reason)
	})
}

// keepMark marks a paper as it is by now, and says so.
func (c *call) keepMark(f *casefile.File, id casefile.ID, p casefile.Privilege, reason string) error {
	var d casefile.Document
	err := f.Update(func(tx *casefile.Tx) (err error) {
		if d, err = casefile.Get[casefile.Document](tx, id); err != nil {
			return err
		}
		if d, err = d.Mark(p, reason); err != nil {
			return err
		}
		d, err = casefile.Put(tx, d)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "%s: %s.\n", d.Title, lowerFirst(heldWords(d)))
	return nil
}

// heldWords says how a paper is marked, with the reason, without a full stop.
func heldWords(d casefile.Document) string {
	if d.Reason == "" {
		return d.Privilege.Title()
	}
	return d.Privilege.Title() + " (" + d.Reason + ")"
}

func lowerFirst(s string) string { return strings.ToLower(s[:1]) + s[1:] }

// privilegeNamed reads how a paper is marked; "" stays "".
func privilegeNamed(s string) (casefile.Privilege, error) {
	p := casefile.Privilege(strings.ToLower(strings.TrimSpace(s)))
	if p == "" || slices.Contains(casefile.Privileges(), p) {
		return p, nil
	}
	var names []string
	for _, p := range casefile.Privileges() {
		names = append(names, string(p))
	}
	return "", misusef("A paper cannot be marked as %q. There is %s.", s, listed(names))
}

// paperNamed finds the one paper of that title, file name or ID.
func paperNamed(f *casefile.File, name string) (casefile.Document, error) {
	var found []casefile.Document
	err := f.View(func(tx *casefile.Tx) error {
		for _, d := range casefile.All[casefile.Document](tx, "") {
			if string(d.ID) == name || strings.EqualFold(d.Title, strings.TrimSpace(name)) || d.Name == name {
				found = append(found, d)
			}
		}
		return nil
	})
	switch {
	case err != nil:
		return casefile.Document{}, err
	case len(found) == 0:
		return casefile.Document{}, misusef("There is no paper called %q in this file.", name)
	case len(found) > 1:
		return casefile.Document{}, misusef("%d papers are called %q. Say which by its ID: %s.", len(found), name, listed(idsOf(found)))
	}
	return found[0], nil
}

func idsOf(docs []casefile.Document) []string {
	var ids []string
	for _, d := range docs {
		ids = append(ids, string(d.ID))
	}
	return ids
}
