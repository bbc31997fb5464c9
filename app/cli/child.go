package cli

import (
	"slices"
	"strings"

	"ehccasefile/casefile"
)

// children gives the children of a case file, the one named alone if a name is given.
func children(tx *casefile.Tx, name string) ([]casefile.Child, error) {
	all := casefile.All[casefile.Child](tx, "")
	if name == "" {
		return all, nil
	}
	named := slices.DeleteFunc(slices.Clone(all), func(c casefile.Child) bool { return !isCalled(c, name) })
	switch {
	case len(named) > 0:
		return named, nil
	case len(all) == 0:
		return nil, misusef("There is no child called %q in this file.", name)
	}
	return nil, misusef("There is no child called %q in this file. It holds %s.", name, childNames(all))
}

// oneChild gives the child that something is written for: the one named, the only one, or "" for a file without any.
func oneChild(tx *casefile.Tx, name string) (casefile.CaseID, error) {
	all, err := children(tx, name)
	switch {
	case err != nil:
		return "", err
	case len(all) == 0:
		return "", nil
	case len(all) > 1:
		return "", misusef("This file holds %s. Say whose it is with --child NAME.", childNames(all))
	}
	return all[0].ID, nil
}

// isCalled tells whether name is what a child is called, at home or on papers.
func isCalled(c casefile.Child, name string) bool {
	name = strings.TrimSpace(name)
	return strings.EqualFold(c.Name, name) || strings.EqualFold(c.FullName, name) || name == string(c.ID)
}

// childNames lists children as people do: "Maya and Leo".
func childNames(all []casefile.Child) string {
	var names []string
	for _, c := range all {
		names = append(names, c.Name)
	}
	return listed(names)
}

// listed writes a list as people do: "a, b and c".
func listed(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	last := len(words) - 1
	return strings.Join(words[:last], ", ") + " and " + words[last]
}
