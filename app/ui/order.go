package ui

import (
	"slices"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// This file holds what changes the order of a bundle. Every function gives a new bundle and leaves the one it got as it was.

// copyBundle gives a bundle whose sections can be changed without changing the book's.
func copyBundle(b casefile.Bundle) casefile.Bundle {
	b.Sections = slices.Clone(b.Sections)
	for i := range b.Sections {
		b.Sections[i].Documents = slices.Clone(b.Sections[i].Documents)
	}
	return b
}

// tidyBundle keeps the documents that may go in, each once; headings with the same words become one, and those with nothing
// under them are dropped.
func tidyBundle(b casefile.Bundle, goesIn func(casefile.ID) bool) casefile.Bundle {
	tidy := b
	tidy.Sections = nil
	seen := map[casefile.ID]bool{}
	for _, s := range b.Sections {
		at := sectionIndex(tidy, s.Title)
		if at < 0 {
			at = len(tidy.Sections)
			tidy.Sections = append(tidy.Sections, casefile.BundleSection{Title: s.Title, Section: s.Section})
		}
		for _, id := range s.Documents {
			if !seen[id] && goesIn(id) {
				seen[id] = true
				tidy.Sections[at].Documents = append(tidy.Sections[at].Documents, id)
			}
		}
	}
	return withoutEmpty(tidy)
}

// sectionIndex finds a section by its heading; -1 where there is none.
func sectionIndex(b casefile.Bundle, heading string) int {
	return slices.IndexFunc(b.Sections, func(s casefile.BundleSection) bool { return s.Title == heading })
}

// placeOf says under which heading a document stands, and as which there; false where it does not.
func placeOf(b casefile.Bundle, id casefile.ID) (section, at int, ok bool) {
	for i, s := range b.Sections {
		if at := slices.Index(s.Documents, id); at >= 0 {
			return i, at, true
		}
	}
	return 0, 0, false
}

// moveDocument moves a document one place up (-1) or down (+1), into the section next to it at an end.
func moveDocument(b casefile.Bundle, id casefile.ID, by int) (casefile.Bundle, bool) {
	section, at, ok := placeOf(b, id)
	if !ok {
		return b, false
	}
	next := copyBundle(b)
	docs := next.Sections[section].Documents
	if to := at + by; to >= 0 && to < len(docs) {
		docs[at], docs[to] = docs[to], docs[at]
		return next, true
	}
	to := section + by
	if to < 0 || to >= len(next.Sections) {
		return b, false
	}
	next.Sections[section].Documents = without(docs, id)
	end := len(next.Sections[to].Documents)
	if by > 0 {
		end = 0
	}
	next.Sections[to].Documents = slices.Insert(next.Sections[to].Documents, end, id)
	return withoutEmpty(next), true
}

// moveHeading moves a heading with everything under it one place up (-1) or down (+1).
func moveHeading(b casefile.Bundle, heading string, by int) (casefile.Bundle, bool) {
	at := sectionIndex(b, heading)
	to := at + by
	if at < 0 || to < 0 || to >= len(b.Sections) {
		return b, false
	}
	next := copyBundle(b)
	next.Sections[at], next.Sections[to] = next.Sections[to], next.Sections[at]
	return next, true
}

// renameHeading gives a heading other words; where another has these words already, the two become one.
func renameHeading(b casefile.Bundle, heading, words string) casefile.Bundle {
	next := copyBundle(b)
	if at := sectionIndex(next, heading); at >= 0 {
		next.Sections[at].Title = words
	}
	return tidyBundle(next, func(casefile.ID) bool { return true })
}

func without(ids []casefile.ID, id casefile.ID) []casefile.ID {
	return slices.DeleteFunc(slices.Clone(ids), func(have casefile.ID) bool { return have == id })
}

// withoutEmpty drops headings with nothing under them.
func withoutEmpty(b casefile.Bundle) casefile.Bundle {
	b.Sections = slices.DeleteFunc(slices.Clone(b.Sections), func(s casefile.BundleSection) bool { return len(s.Documents) == 0 })
	return b
}

// withoutDocument takes a document out.
func withoutDocument(b casefile.Bundle, id casefile.ID) casefile.Bundle {
	return tidyBundle(b, func(have casefile.ID) bool { return have != id })
}

// putUnder puts documents at the end of the section with this heading, made at the end where there is none; they leave the
// place they had.
func putUnder(b casefile.Bundle, heading string, ids []casefile.ID) casefile.Bundle {
	next := copyBundle(b)
	for i := range next.Sections {
		for _, id := range ids {
			next.Sections[i].Documents = without(next.Sections[i].Documents, id)
		}
	}
	at := sectionIndex(next, heading)
	if at < 0 {
		at = len(next.Sections)
		next.Sections = append(next.Sections, casefile.BundleSection{Title: heading})
	}
	next.Sections[at].Documents = append(next.Sections[at].Documents, ids...)
	return withoutEmpty(next)
}

// putBack puts a document where it stood before, as near as that is still there.
func putBack(b, before casefile.Bundle, id casefile.ID) casefile.Bundle {
	section, at, ok := placeOf(before, id)
	if _, _, in := placeOf(b, id); in || !ok {
		return b
	}
	next := copyBundle(b)
	heading := before.Sections[section].Title
	to := sectionIndex(next, heading)
	if to < 0 {
		to = min(section, len(next.Sections))
		next.Sections = slices.Insert(next.Sections, to, casefile.BundleSection{Title: heading})
	}
	docs := next.Sections[to].Documents
	next.Sections[to].Documents = slices.Insert(docs, min(at, len(docs)), id)
	return next
}

// isOld tells whether a report is more than three years old on a day; published summaries of the Practice Direction of 2025
// say that such reports stay out unless there is a reason.
func isOld(d casefile.Document, today deadlines.Date) bool {
	switch d.Kind {
	case casefile.DocumentReport, casefile.DocumentSchoolReport, casefile.DocumentMedicalReport:
		return !d.On.IsZero() && d.On.AddMonths(36).Before(today)
	}
	return false
}
