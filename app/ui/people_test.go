package ui

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// someone finds a person by name.
func (p *user) someone(name string) casefile.Person {
	p.t.Helper()
	for _, who := range p.u.book.people {
		if who.Name == name {
			return who
		}
	}
	p.t.Fatalf("%s is not among the people", name)
	return casefile.Person{}
}

func TestPeopleShowsEverybodyOfTheCase(t *testing.T) {
	p := sitWith(t, "okoro")
	p.keys(ctrl, fyne.Key7)
	s := p.u.top().view.(*peopleScreen)
	if len(s.shown) < len(p.u.book.people)+len(p.u.book.authorities) {
		t.Fatalf("%d are shown", len(s.shown))
	}
	p.taps("School")
	for _, c := range s.shown {
		if c.group != "school" {
			t.Errorf("under School stands %s (%s)", c.name, c.group)
		}
	}
	p.taps("Everybody")
	p.types("Find somebody", "okafor")
	p.key(fyne.KeyDown)
	p.key(fyne.KeyReturn)
	who := p.someone("Ms Adaeze Okafor")
	p.mustRead(who.Name, who.Email, who.Phone, who.Note, "Northmoor Council", "Civic Centre", "What they promised", "16 days late", "In the log", "Papers from them")
	p.taps("Copy e-mail")
	if got := p.u.app.Clipboard().Content(); got != who.Email {
		t.Errorf("copied %q", got)
	}
	p.mustRead("The e-mail address is copied")
	p.taps("Copy phone")
	if got := p.u.app.Clipboard().Content(); got != who.Phone {
		t.Errorf("copied %q", got)
	}
	c, _ := p.u.book.contact(who.ID, "")
	p.taps("Show all")
	log := p.u.top().view.(*logScreen)
	if len(log.shown) != len(c.entries) {
		t.Errorf("the log shows %d entries with her, want %d", len(log.shown), len(c.entries))
	}
}

func TestAddCorrectAndRemoveAPerson(t *testing.T) {
	p := sitWithEmpty(t)
	p.keys(ctrl, fyne.Key7)
	p.mustRead("Nobody is written down yet")
	p.taps("Add a person")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("Give the person's name")
	p.types("Name", "Helen Pryce")
	p.types("Role", "SENCO")
	p.taps("School or college")
	p.types("Organisation", "Hillside Primary")
	p.types("E-mail", "h.pryce@hillside.example")
	p.types("Phone", "01632 960 212")
	p.types("Address", "Hut 3")
	p.types("Notes", "In school Tuesday to Friday.")
	p.types("Also written as", "Mrs Pryce, Mrs Price, ")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("Saved: Helen Pryce")
	p.rowReads(p.u.top().view.(*peopleScreen).list, 0, "Helen Pryce", "SENCO · Hillside Primary")
	who := p.someone("Helen Pryce")
	org := p.u.book.authorities[0]
	want := casefile.Person{Head: who.Head, Name: "Helen Pryce", Also: []string{"Mrs Pryce", "Mrs Price"}, Group: casefile.PersonSchool, Role: "SENCO", Authority: org.ID,
		Email: "h.pryce@hillside.example", Phone: "01632 960 212", Address: "Hut 3", Note: "In school Tuesday to Friday."}
	if !slices.Equal(who.Also, want.Also) || who.Group != want.Group || who.Authority != want.Authority || who.Address != want.Address || org.Kind != casefile.AuthoritySchool {
		t.Errorf("kept %+v at %+v", who, org)
	}
	p.u.openPerson(who.ID)
	p.taps("Change it")
	p.types("Phone", "01632 960 999")
	p.taps("Save")
	p.mustRead("01632 960 999")
	p.taps("Undo")
	p.mustRead("01632 960 212", "As it was before: Helen Pryce")
	p.taps("Remove")
	if len(p.u.book.people) != 0 {
		t.Fatal("she is still there")
	}
	p.mustRead("Removed: Helen Pryce")
	p.taps("Undo")
	if back := p.someone("Helen Pryce"); back.ID != who.ID || back.Phone != who.Phone {
		t.Errorf("back as %+v", back)
	}
	for _, c := range p.u.book.contacts {
		if c.org {
			p.u.Go("people")
			p.u.openContact(c)
		}
	}
	p.mustRead("Who works there", "Helen Pryce")
	p.taps("Remove")
	p.mustRead("Hillside Primary stays", "Helen Pryce works there.")
}

// log writes down that somebody rang.
func (p *user) logs(with, said string) casefile.Entry {
	p.t.Helper()
	var e casefile.Entry
	p.must(p.u.file.Update(func(tx *casefile.Tx) (err error) {
		e, err = casefile.Put(tx, casefile.Entry{Kind: casefile.EntryCall, On: deadlines.On(2026, 11, 20), With: with, Said: said})
		return err
	}))
	return e
}

func (p *user) keepsPerson(who casefile.Person) casefile.Person {
	p.t.Helper()
	p.must(p.u.file.Update(func(tx *casefile.Tx) (err error) {
		who, err = casefile.Put(tx, who)
		return err
	}))
	return who
}

func TestTheLogKnowsWhoIsMeant(t *testing.T) {
	p := sitWithEmpty(t)
	helen := p.keepsPerson(casefile.Person{Name: "Helen Pryce", Role: "SENCO", Also: []string{"the SENCO"}})
	p.keepsPerson(casefile.Person{Name: "Dr Karin Lindqvist"})
	p.keepsPerson(casefile.Person{Name: "Ann Vaughan-Price"})
	p.keepsPerson(casefile.Person{Name: "Jo Banks"})
	p.keepsPerson(casefile.Person{Name: "Tom Banks"})
	for with, want := range map[string]string{
		"Helen Pryce": "Helen Pryce", "Mrs Pryce": "Helen Pryce", "mrs pryce, office": "Helen Pryce", "the SENCO rang": "Helen Pryce",
		"Karin Lindqvist": "Dr Karin Lindqvist", "Dr Lindqvist’s office": "", "Dr Lindqvist": "Dr Karin Lindqvist",
		"Ms Vaughan-Price": "Ann Vaughan-Price", "Miss Banks": "", "Pryce": "", "": "", "Mrs Pryce and Dr Lindqvist": "Dr Karin Lindqvist, Helen Pryce",
	} {
		var names []string
		for _, id := range p.u.book.peopleIn(with) {
			who, _ := p.u.book.person(id)
			names = append(names, who.Name)
		}
		slices.Sort(names)
		if got := strings.Join(names, ", "); got != want {
			t.Errorf("%q is %q, want %q", with, got, want)
		}
	}
	p.keys(ctrl, fyne.KeyL)
	p.types("With whom", "hel")
	p.key(fyne.KeyDown)
	if got := p.field("With whom").Text; got != "Helen Pryce, SENCO" {
		t.Errorf("Down takes %q", got)
	}
	p.types("What was said", "She will look.")
	p.keys(ctrl, fyne.KeyReturn)
	if e := p.u.book.entries[0]; !slices.Equal(e.People, []casefile.ID{helen.ID}) {
		t.Errorf("kept with %v", e.People)
	}
	p.u.openEntry(p.u.book.entries[0].ID)
	p.taps("Helen Pryce")
	p.mustRead("In the log", "She will look.")
}

func TestASecondSpellingIsJoinedAndParted(t *testing.T) {
	p := sitWithEmpty(t)
	p.keepsPerson(casefile.Person{Name: "Helen Pryce", Phone: "01632 960 212"})
	p.logs("Mrs Price (school)", "First.")
	p.logs("mrs price, school", "Second.")
	p.keys(ctrl, fyne.Key7)
	p.taps("In the log only 1")
	p.u.top().view.(*peopleScreen).open(0)
	p.mustRead("Stands in the log, without details yet", "First.", "Second.")
	p.taps("Same as somebody else")
	p.mustRead("Who is")
	p.u.top().view.(*joinPage).list.OnSelected(0)
	p.mustRead("the same person?")
	p.taps("Yes, the same person")
	p.mustRead("Helen Pryce", "First.", "Second.", "Also written as", "01632 960 212")
	if n := len(p.u.book.contacts); n != 1 {
		t.Errorf("%d are left, want one", n)
	}
	p.taps("Undo")
	if n := len(p.u.book.contacts); n != 2 {
		t.Errorf("%d after undoing, want two", n)
	}
}

// Two records of one person become one, with what was known of each, and can be parted again.
func TestTwoRecordsOfOnePersonAreJoinedAndParted(t *testing.T) {
	p := sitWithEmpty(t)
	helen := p.keepsPerson(casefile.Person{Name: "Helen Pryce", Phone: "01632 960 212", Note: "Tuesdays"})
	twin := p.keepsPerson(casefile.Person{Name: "H. Pryce", Email: "h@hillside.example", Note: "Fridays"})
	other := p.keepsPerson(casefile.Person{Name: "Jo Banks"})
	e := p.logs("school", "Both.")
	p.must(p.u.file.Update(func(tx *casefile.Tx) error {
		e.People = []casefile.ID{other.ID, twin.ID}
		_, err := casefile.Put(tx, e)
		return err
	}))
	c, _ := p.u.book.contact(twin.ID, "")
	p.u.Go("people")
	p.u.openContact(c)
	p.taps("Same as somebody else")
	j := p.u.top().view.(*joinPage)
	p.types("Find somebody", "helen")
	if len(j.shown) != 1 {
		t.Fatalf("%d fit", len(j.shown))
	}
	p.key(fyne.KeyDown)
	p.key(fyne.KeyReturn)
	p.taps("Yes, the same person")
	one := p.someone("Helen Pryce")
	if len(p.u.book.people) != 2 || one.Email != twin.Email || one.Phone != helen.Phone || one.Note != "Tuesdays\nFridays" || !slices.Equal(one.Also, []string{"H. Pryce"}) {
		t.Errorf("joined as %+v", one)
	}
	if now, _ := p.u.book.entry(e.ID); !slices.Equal(now.People, []casefile.ID{other.ID, helen.ID}) {
		t.Errorf("the entry is with %v", now.People)
	}
	p.taps("Undo")
	if back := p.someone("H. Pryce"); back.ID != twin.ID || p.someone("Helen Pryce").Note != "Tuesdays" {
		t.Errorf("parted as %+v", back)
	}
	if now, _ := p.u.book.entry(e.ID); !slices.Equal(now.People, []casefile.ID{other.ID, twin.ID}) {
		t.Errorf("the entry is with %v", now.People)
	}
}

// Ten thousand entries with fifty people are sorted to them quickly, and to the right ones.
func TestEveryEntryIsFoundUnderWhomItWasWith(t *testing.T) {
	p := sitWith(t, "okoro")
	for i, e := range p.u.book.entries {
		if e.With == "" && len(e.People) == 0 {
			continue
		}
		found := false
		for _, c := range p.u.book.contacts {
			found = found || slices.Contains(c.entries, i)
		}
		if !found {
			t.Errorf("the entry with %q is under nobody", e.With)
		}
	}
}
