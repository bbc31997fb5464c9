package ui

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

// What no kind tester would type: names of 200 letters without a gap, Arabic, signs, lines inside a name, ten thousand entries, two thousand papers.
var (
	longName   = strings.Repeat("Abcdefghij", 20)
	arabicName = "فاطمة الزهراء بنت محمد"
	wildWords  = []string{longName, arabicName, "שלום עולם", "A\nB\tC", "{{.Name}} %s <b>", "👩‍👧‍👦 Ünïcödé ﷽", strings.Repeat("word ", 60)}
)

// sitWithHostile opens the window on a family that strains everything.
func sitWithHostile(t *testing.T) *user {
	t.Helper()
	p := sit(t)
	path := filepath.Join(p.u.folder, "hostile.casefile")
	f, err := casefile.Create(path, casefile.NoPassphrase(), noon)
	p.must(err)
	p.must(f.Update(strain))
	p.must(f.Close())
	p.u.openCase(path)
	return p
}

// strain fills a case file.
func strain(tx *casefile.Tx) error {
	blob, err := tx.Add(strings.NewReader("Words of a paper."), "paper.txt")
	if err != nil {
		return err
	}
	keep := func(_ any, err error) error { return err }
	if err := putFamily(tx, longName, longName); err != nil {
		return err
	}
	child, err := casefile.Put(tx, casefile.Child{Name: arabicName})
	if err != nil {
		return err
	}
	today := deadlines.DateOf(noon())
	for i, kind := range []string{"request-received", "decision-sent", "certificate-issued", "final-plan-sent", "appeal-lodged"} {
		e := casefile.Event{Head: casefile.Head{Child: child.ID}, Kind: kind, On: today.AddDays(10*i - 120), Note: longName}
		if err := keep(casefile.Put(tx, e)); err != nil {
			return err
		}
	}
	for i := range 200 {
		if err := keep(casefile.Put(tx, casefile.Person{Name: fmt.Sprint(wildWords[i%5], i), Role: wildWords[(i+1)%7]})); err != nil {
			return err
		}
	}
	for i := range 10_000 {
		e := casefile.Entry{Kind: casefile.EntryCall, On: today.AddDays(-i / 5), With: wildWords[i%7], Said: wildWords[(i+2)%7]}
		if i%3 == 0 {
			e.Promised, e.PromisedBy = wildWords[(i+3)%7], e.On.AddDays(i%40)
		}
		if err := keep(casefile.Put(tx, e)); err != nil {
			return err
		}
	}
	for i := range 2000 {
		d := casefile.Document{Head: casefile.Head{Child: child.ID}, Title: fmt.Sprint(i, " ", strings.ReplaceAll(wildWords[i%7], "\n", " ")), On: today.AddDays(-i), Author: wildWords[(i+1)%7],
			Kind: casefile.DocumentKinds()[i%len(casefile.DocumentKinds())], Privilege: casefile.PrivilegeOpen, Name: "paper.txt", Blob: blob, Type: casefile.FileText, Pages: 1 + i%30, Searchable: true}
		if err := keep(casefile.Put(tx, d)); err != nil {
			return err
		}
	}
	return nil
}

func TestAStrainingFamilyOpensEverywhereWithoutCutWords(t *testing.T) {
	p := sitWithHostile(t)
	if n := len(p.u.book.entries); n != 10_000 {
		t.Fatalf("%d entries are in the book", n)
	}
	p.wears(2, "dark")
	p.everyView(func(name string) { p.checkUncut(name + " of the straining family at 200%") })
}
