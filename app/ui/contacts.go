package ui

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"ehccasefile/casefile"
)

// contact is somebody the case has to do with: a person, an organisation, or a name that stands in the log alone. It is put together
// with the book, beside the window.
type contact struct {
	id      casefile.ID // of the person or organisation; empty for a name in the log alone
	org     bool        // it is an organisation
	name    string
	group   string // of contactGroups
	child   casefile.CaseID
	entries []int         // of the book, newest first
	papers  []casefile.ID // written by them, in the file's order
}

// contactGroups sort them, in the order to offer.
const (
	groupOrg   = "organisation"
	groupNames = "names"
)

// directory finds people and organisations in words: "Mrs Pryce, Miss Banks".
type directory struct {
	names    map[string][]casefile.ID // by a name as plain gives it
	surnames map[string]casefile.ID   // of people whose last name nobody shares
	longest  int                      // words in the longest name
}

// courtesies are what stands before a last name.
var courtesies = []string{"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame"}

// plainWords gives the words of a name without capitals, and with nothing between them.
func plainWords(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r) && r != '\'' && r != '’'
	})
}

func newDirectory(people []casefile.Person, authorities []casefile.Authority) directory {
	d := directory{names: map[string][]casefile.ID{}, surnames: map[string]casefile.ID{}}
	shared := map[string]bool{}
	for _, p := range people {
		for _, name := range append([]string{p.Name}, p.Also...) {
			d.add(name, p.ID)
		}
		fields := strings.Fields(p.Name)
		last := strings.Join(plainWords(fields[len(fields)-1]), " ")
		if _, taken := d.surnames[last]; taken || len(fields) < 2 {
			shared[last] = taken || shared[last]
			continue
		}
		d.surnames[last] = p.ID
	}
	for last, is := range shared {
		if is {
			delete(d.surnames, last)
		}
	}
	for _, a := range authorities {
		d.add(a.Name, a.ID)
	}
	return d
}

// add learns a name, and the same without what stands before it: "Ms Adaeze Okafor" is "Adaeze Okafor" too.
func (d *directory) add(name string, id casefile.ID) {
	words := plainWords(name)
	for ; len(words) > 0; words = words[1:] {
		key := strings.Join(words, " ")
		if !slices.Contains(d.names[key], id) {
			d.names[key] = append(d.names[key], id)
		}
		d.longest = max(d.longest, len(words))
		if len(words) < 3 || !slices.Contains(courtesies, words[0]) {
			return
		}
	}
}

// find gives everybody named in words, each once. A name that two share names neither.
func (d directory) find(words string) []casefile.ID {
	var found []casefile.ID
	all := plainWords(words)
	for i := range all {
		for n := 1; n <= d.longest && i+n <= len(all); n++ {
			key := strings.Join(all[i:i+n], " ")
			if ids := d.names[key]; len(ids) == 1 {
				found = append(found, ids[0])
			}
			if id, ok := d.surnames[key]; ok && i > 0 && slices.Contains(courtesies, all[i-1]) {
				found = append(found, id)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// people gives the people named in words, and no organisations.
func (b *book) peopleIn(words string) []casefile.ID {
	return slices.DeleteFunc(b.names.find(words), func(id casefile.ID) bool { _, ok := b.person(id); return !ok })
}

func (b *book) person(id casefile.ID) (casefile.Person, bool) {
	for _, p := range b.people {
		if p.ID == id {
			return p, true
		}
	}
	return casefile.Person{}, false
}

func (b *book) authority(id casefile.ID) (casefile.Authority, bool) {
	for _, a := range b.authorities {
		if a.ID == id {
			return a, true
		}
	}
	return casefile.Authority{}, false
}

// contact finds one by its id, or where that is empty by its name in the log.
func (b *book) contact(id casefile.ID, name string) (contact, bool) {
	for _, c := range b.contacts {
		if c.id == id && (id != "" || sameName(c.name, name)) {
			return c, true
		}
	}
	return contact{}, false
}

func sameName(a, b string) bool { return slices.Equal(plainWords(a), plainWords(b)) }

// gatherContacts puts together everybody the case has to do with.
func (b *book) gatherContacts() {
	b.names = newDirectory(b.people, b.authorities)
	at := map[casefile.ID]int{}
	works := map[casefile.ID]casefile.ID{}
	for _, p := range b.people {
		at[p.ID], works[p.ID] = len(b.contacts), p.Authority
		b.contacts = append(b.contacts, contact{id: p.ID, name: p.Name, group: string(b.groupOf(p)), child: p.Child})
	}
	for _, a := range b.authorities {
		at[a.ID] = len(b.contacts)
		b.contacts = append(b.contacts, contact{id: a.ID, org: true, name: a.Name, group: groupOrg, child: a.Child})
	}
	b.joinEntries(at, works)
	for _, d := range b.documents {
		for _, id := range b.names.find(d.Author) {
			b.contacts[at[id]].papers = append(b.contacts[at[id]].papers, d.ID)
		}
	}
	slices.SortStableFunc(b.contacts, func(x, y contact) int {
		return cmp.Or(cmp.Compare(x.last(len(b.entries)), y.last(len(b.entries))), cmp.Compare(strings.ToLower(x.name), strings.ToLower(y.name)))
	})
}

// joinEntries gives each entry of the log to those it was with, to where they work, or to the name that stands there.
func (b *book) joinEntries(at map[casefile.ID]int, works map[casefile.ID]casefile.ID) {
	known, loose := map[string][]casefile.ID{}, map[string]int{}
	for i, e := range b.entries {
		with, ok := known[e.With]
		if !ok {
			with = b.names.find(e.With)
			known[e.With] = with
		}
		with = append(slices.Clone(with), e.People...)
		for _, id := range with {
			if org := works[id]; org != "" {
				with = append(with, org)
			}
		}
		slices.Sort(with)
		met := false
		for _, id := range slices.Compact(with) {
			if c, ok := at[id]; ok {
				b.contacts[c].entries, met = append(b.contacts[c].entries, i), true
			}
		}
		if key := strings.Join(plainWords(e.With), " "); !met && key != "" {
			c, ok := loose[key]
			if !ok {
				c = len(b.contacts)
				loose[key] = c
				b.contacts = append(b.contacts, contact{name: e.With, group: groupNames})
			}
			b.contacts[c].entries = append(b.contacts[c].entries, i)
		}
	}
}

// last is the place of the newest entry with them; none is where there is none.
func (c contact) last(none int) int {
	if len(c.entries) == 0 {
		return none
	}
	return c.entries[0]
}

// about says what somebody does and where.
func (b *book) about(c contact) string {
	if c.id == "" {
		return say("Stands in the log, without details yet")
	}
	if a, ok := b.authority(c.id); ok {
		return say(a.Kind.Title())
	}
	p, _ := b.person(c.id)
	a, _ := b.authority(p.Authority)
	words := slices.DeleteFunc([]string{upper(p.Role), a.Name}, func(s string) bool { return s == "" })
	if len(words) == 0 && p.Group != "" {
		return say(p.Group.Title())
	}
	return strings.Join(words, " · ")
}

// groupOf says what a person is to the family, by the organisation where nobody chose.
func (b *book) groupOf(p casefile.Person) casefile.PersonKind {
	if p.Group != "" {
		return p.Group
	}
	a, _ := b.authority(p.Authority)
	switch a.Kind {
	case casefile.AuthorityCouncil:
		return casefile.PersonCouncil
	case casefile.AuthoritySchool:
		return casefile.PersonSchool
	case casefile.AuthorityHealth:
		return casefile.PersonProfessional
	case casefile.AuthorityTribunal:
		return casefile.PersonTribunal
	}
	return casefile.PersonOther
}
