package casefile

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ehccasefile/deadlines"

	"github.com/google/go-cmp/cmp"
	bolt "go.etcd.io/bbolt"
)

// sample fills a file with one of everything, every field set, and gives what was put.
func sample(t testing.TB, f *File) map[string]Record {
	t.Helper()
	out := map[string]Record{}
	must(t, f, func(tx *Tx) error {
		out["family"] = putIn(t, tx, Family{Name: "Okoro", AsOf: day("2026-03-16")})
		council := putIn(t, tx, Authority{Name: "Wexmoor Council", Kind: AuthorityCouncil, Email: "send@wexmoor.example", Phone: "01632 960001", Address: "1 Hall Road"})
		out["authority"] = council
		child := putIn(t, tx, Child{Name: "Maya", FullName: "Maya Ann Okoro", Born: day("2017-05-09"), School: "Hawthorn Primary", Authority: council.ID})
		out["child"] = child
		h := Head{Child: child.ID}
		officer := putIn(t, tx, Person{Head: h, Name: "Ms Hale", Also: []string{"Jane Hale"}, Group: PersonCouncil, Role: "SEND officer", Authority: council.ID,
			Email: "hale@wexmoor.example", Phone: "01632 960002", Address: "2 Hall Road", Note: "back on Mondays"})
		out["person"] = officer
		blob, err := tx.Add(bytes.NewReader(pattern(300_000, 3)), "letter.pdf")
		if err != nil {
			t.Fatal(err)
		}
		email := putIn(t, tx, Document{Head: h, Title: "The letter is attached", Kind: DocumentEmail, Privilege: PrivilegeOpen, Name: "1.eml", Blob: blob, Type: FileMail})
		doc := putIn(t, tx, Document{Head: h, Title: "Decision letter", On: day("2026-02-01"), Author: "Ms Hale", Kind: DocumentDecisionLetter,
			Sections: []Section{SectionB, SectionI}, Privilege: PrivilegeWithoutPrejudice, Name: "Scan 01.PDF", Blob: blob, Type: FilePDF, Pages: 3,
			Searchable: true, Notes: []string{"Page 2 is upside down."}, Reason: "“Without prejudice” on page 1", Within: email.ID, TakenFrom: 28, Bookmarks: 7, Once: 2, Squeezed: true, AsItCame: true, Holds: []ID{email.ID},
			Redaction: Redaction{Pages: blob.SHA256, Title: "A letter", Areas: []Area{{Page: 1, Box: [4]float64{.1, .2, .5, .6}, Why: "another child"}}}})
		out["document"] = doc
		out["text"] = putIn(t, tx, Text{Head: h, Document: doc.ID, Pages: []string{"We have decided", strings.Repeat("long ", 80_000), "“quoted” <&>"},
			Form: blob, Layer: blob, Aside: []string{"", "a note"}, Blind: []int{2}, Failed: []int{2}, Prints: [][]byte{{1, 2}}, Seen: []byte{1}, By: "LibreOffice 7.4"})
		first := putIn(t, tx, Event{Head: h, Kind: "decision-sent", On: day("2026-02-01"), Document: doc.ID, Note: "by e-mail"})
		out["event"] = putIn(t, tx, Event{Head: h, Kind: "certificate-issued", On: day("2026-03-20"), Of: first.ID, Against: "appeal-limit",
			Dated: day("2026-03-19"), Sent: deadlines.Sending{On: day("2026-03-19"), How: deadlines.FirstClass, At: "17:30"}})
		appeal := putIn(t, tx, Appeal{Head: h, Type: AppealRefusalToAssess, Decision: first.ID, Reference: "EH123/26/00001", Lodged: day("2026-03-25"), Ended: day("2026-09-01"), Outcome: "conceded", PageLimit: 120,
			Limits: []OwnLimit{{"core", 120}}})
		out["appeal"] = appeal
		out["entry"] = putIn(t, tx, Entry{Head: h, Kind: EntryCall, On: day("2026-03-02"), At: "09:05", With: "Ms Hale", People: []ID{officer.ID}, Said: "She will look into it.",
			Promised: "a letter", PromisedBy: day("2026-03-09"), PromiseKept: day("2026-03-12"), Awaits: true, Answered: day("2026-03-13"), Documents: []ID{doc.ID}})
		out["bundle"] = putIn(t, tx, Bundle{Head: h, Title: "Evidence", Appeal: appeal.ID, Sections: []BundleSection{{Title: "Letters", Documents: []ID{doc.ID}, Section: "letters"}},
			Plan: "placement", Product: ProductFull, Numbering: NumberingSections, Late: LateLetters, With: []BundlePage{WithNote}, Note: "We need it.",
			Served: []Served{{On: day("2026-05-01"), Title: "Evidence", SHA256: blob.SHA256, Pages: 5, Front: 2, Numbering: NumberingSections, Late: LateAtEnd, Note: "We needed it.",
				Papers: []ServedPaper{{Document: doc.ID, Section: "Letters", Title: "Decision letter", Author: "Ms Hale", On: day("2026-02-01"), SHA256: blob.SHA256, Pages: 3, At: 3, Number: "A1", Late: 1}}}}})
		return nil
	})
	return out
}

func putIn[T Record](t testing.TB, tx *Tx, rec T) T {
	t.Helper()
	rec, err := Put(tx, rec)
	if err != nil {
		t.Fatalf("put %s: %v", rec.kind(), err)
	}
	return rec
}

// getAny is Get for a record whose type is known only at run time.
func getAny(tx *Tx, r Record) (Record, error) {
	switch r := r.(type) {
	case Family:
		return Get[Family](tx, r.ID)
	case Authority:
		return Get[Authority](tx, r.ID)
	case Child:
		return Get[Child](tx, r.ID)
	case Person:
		return Get[Person](tx, r.ID)
	case Document:
		return Get[Document](tx, r.ID)
	case Text:
		return Get[Text](tx, r.ID)
	case Event:
		return Get[Event](tx, r.ID)
	case Appeal:
		return Get[Appeal](tx, r.ID)
	case Entry:
		return Get[Entry](tx, r.ID)
	case Bundle:
		return Get[Bundle](tx, r.ID)
	}
	return nil, fmt.Errorf("no such type: %T", r)
}

func TestRoundTripOfEveryType(t *testing.T) {
	f := newFile(t, NoPassphrase())
	want := sample(t, f)
	f = reopen(t, f, NoPassphrase())
	for _, kind := range kinds {
		if want[kind] == nil {
			t.Errorf("no sample of a %s", kind)
			continue
		}
		var got Record
		err := f.View(func(tx *Tx) (err error) { got, err = getAny(tx, want[kind]); return err })
		if diff := cmp.Diff(want[kind], got); err != nil || diff != "" {
			t.Errorf("%s: %v\n%s", kind, err, diff)
		}
	}
	if h := healthy(t, f); h.Records != len(kinds)+2 || h.Documents != 2 || h.Bytes != 300_000 {
		t.Errorf("health: %+v", h)
	}
}

// A field that a sample leaves empty would not be tested by the round trip.
func TestTheSamplesFillEveryField(t *testing.T) {
	for kind, rec := range sample(t, newFile(t, NoPassphrase())) {
		v := reflect.ValueOf(rec)
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if v.Field(i).IsZero() && !(kind == "event" && (name == "Document" || name == "Note")) {
				t.Errorf("%s.%s is empty in the sample", kind, name)
			}
		}
	}
}

func TestPutKeepsTheMomentOfMaking(t *testing.T) {
	f := newFile(t, NoPassphrase())
	first := put(t, f, Child{Name: "Maya"})
	second := put(t, f, Child{Head: Head{ID: first.ID}, Name: "Maya O."})
	if second.Made != first.Made || !second.Changed.After(first.Changed) || second.ID != first.ID {
		t.Errorf("first %+v, then %+v", first.Head, second.Head)
	}
	third := put(t, f, Child{Head: Head{ID: first.ID}, Name: "Maya O."})
	if third != second {
		t.Errorf("putting the same again changed it: %+v, then %+v", second, third)
	}
}

func TestMomentsAreKeptInUTC(t *testing.T) {
	f := newFile(t, NoPassphrase())
	f.now = func() time.Time { return time.Date(2026, 6, 1, 10, 0, 0, 5, time.FixedZone("BST", 3600)) }
	c := put(t, f, Child{Name: "Maya"})
	if got := get[Child](t, f, c.ID); got != c || got.Made.Location() != time.UTC || got.Made.Hour() != 9 {
		t.Errorf("got %v, put gave %v", got.Made, c.Made)
	}
}

func TestAllComesInTimeOrder(t *testing.T) {
	f := newFile(t, NoPassphrase())
	maya, leo := put(t, f, Child{Name: "Maya"}), put(t, f, Child{Name: "Leo"})
	for _, e := range []struct {
		child        ID
		on, at, said string
	}{
		{maya.ID, "2026-03-02", "14:00", "4"}, {leo.ID, "2026-03-02", "", "2"}, {maya.ID, "2026-03-01", "", "1"},
		{maya.ID, "2026-03-02", "09:30", "3"}, {leo.ID, "2026-03-02", "14:00", "5"}, {maya.ID, "2027-01-01", "00:00", "6"},
	} {
		put(t, f, Entry{Head: Head{Child: e.child}, Kind: EntryNote, On: day(e.on), At: e.at, Said: e.said})
	}
	said := func(in CaseID) (s string) {
		for _, e := range all[Entry](t, f, in) {
			s += e.Said
		}
		return s
	}
	if said("") != "123456" || said(maya.ID) != "1346" || said(leo.ID) != "25" || said(newID()) != "" || said("nonsense") != "" {
		t.Errorf("everybody %s, Maya %s, Leo %s", said(""), said(maya.ID), said(leo.ID))
	}
	if got := all[Child](t, f, ""); got[0].Name != "Maya" || got[1].Name != "Leo" {
		t.Errorf("children come as %v", got)
	}
}

func TestUndatedPapersComeLast(t *testing.T) {
	f := newFile(t, NoPassphrase())
	addDocument(t, f, "no date", pattern(10, 1))
	d := addDocument(t, f, "dated", pattern(10, 2))
	d.On = day("2199-12-31")
	put(t, f, d)
	if got := all[Document](t, f, ""); got[0].Title != "dated" || got[1].Title != "no date" {
		t.Errorf("got %q then %q", got[0].Title, got[1].Title)
	}
}

func TestMovingToAnotherChild(t *testing.T) {
	f := newFile(t, NoPassphrase())
	maya, leo := put(t, f, Child{Name: "Maya"}), put(t, f, Child{Name: "Leo"})
	e := put(t, f, Entry{Head: Head{Child: maya.ID}, Kind: EntryNote, On: day("2026-03-02"), Said: "x"})
	e.Child = leo.ID
	put(t, f, e)
	if len(all[Entry](t, f, maya.ID)) != 0 || len(all[Entry](t, f, leo.ID)) != 1 {
		t.Error("the entry did not move")
	}
}

func TestGetAndDeleteOfNothing(t *testing.T) {
	f := newFile(t, NoPassphrase())
	e := put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: "x"})
	for _, id := range []ID{"", "x", newID(), e.ID[:31], ID(strings.ToUpper(string(e.ID)))} {
		err := f.View(func(tx *Tx) error { _, err := Get[Entry](tx, id); return err })
		if id != e.ID && !errors.Is(err, ErrNotFound) {
			t.Errorf("Get(%q) gives %v", id, err)
		}
		err = f.Update(func(tx *Tx) error { return Delete[Entry](tx, id) })
		if id != e.ID && !errors.Is(err, ErrNotFound) {
			t.Errorf("Delete(%q) gives %v", id, err)
		}
	}
	err := f.View(func(tx *Tx) error { _, err := Get[Event](tx, e.ID); return err })
	if !errors.Is(err, ErrNotFound) {
		t.Errorf("an entry was found as an event: %v", err)
	}
}

func TestWhatTheFileWillNotTake(t *testing.T) {
	f := newFile(t, NoPassphrase())
	put(t, f, Family{Name: "Okoro"})
	child := put(t, f, Child{Name: "Maya"})
	put(t, f, Entry{Head: Head{Child: child.ID}, Kind: EntryNote, On: day("2026-03-02"), Said: "x"})
	blob := addBlob(t, f, pattern(100, 1))
	before := healthy(t, f)
	short := paper("Short", blob)
	short.Blob.Size--
	for name, do := range map[string]func(tx *Tx) error{
		"a second family": func(tx *Tx) error { _, err := Put(tx, Family{Head: Head{ID: newID()}, Name: "Other"}); return err },
		"an entry of nobody's child": func(tx *Tx) error {
			_, err := Put(tx, Entry{Head: Head{Child: newID()}, Kind: EntryNote, On: day("2026-03-02"), Said: "x"})
			return err
		},
		"a document without bytes": func(tx *Tx) error {
			_, err := Put(tx, paper("Lost", Blob{strings.Repeat("ab", 32), 5}))
			return err
		},
		"a document of the wrong size":  func(tx *Tx) error { _, err := Put(tx, short); return err },
		"an id of another make":         func(tx *Tx) error { _, err := Put(tx, Child{Head: Head{ID: "mine"}, Name: "Maya"}); return err },
		"deleting a child with entries": func(tx *Tx) error { return Delete[Child](tx, child.ID) },
		"deleting the family":           func(tx *Tx) error { return Delete[Family](tx, families(tx)[0].ID) },
		"an empty file":                 func(tx *Tx) error { _, err := tx.Add(strings.NewReader(""), "empty.pdf"); return err },
	} {
		var p Problem
		err := f.Update(func(tx *Tx) error {
			if err := do(tx); !errors.As(err, &p) {
				t.Errorf("%s gives %v, want a Problem", name, err)
			}
			return nil // the rest of the Update may go on
		})
		if err != nil || p.Say == "" {
			t.Errorf("%s spoils the Update: %v (%q)", name, err, p.Say)
		}
	}
	if after := healthy(t, f); after.Records != before.Records || after.Bytes != before.Bytes {
		t.Errorf("before %+v, after %+v", before, after)
	}
	if again := put(t, f, Family{Name: "Okoro-Hall"}); len(all[Family](t, f, "")) != 1 || again.Name != "Okoro-Hall" {
		t.Error("the family cannot be renamed")
	}
}

func families(tx *Tx) []Family { return All[Family](tx, "") }

// Random changes, some rolled back, against a plain map; the file is closed and opened again in between.
func TestRandomOperations(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := rand.New(rand.NewPCG(seed, 1))
	f := newFile(t, NoPassphrase())
	want := map[ID]Entry{}
	for round := range 80 {
		next := map[ID]Entry{}
		for id, e := range want {
			next[id] = e
		}
		stop := errors.New("stop")
		fails := r.IntN(5) == 0
		err := f.Update(func(tx *Tx) error {
			for range 1 + r.IntN(20) {
				randomChange(t, tx, r, next)
			}
			if fails {
				return stop
			}
			return nil
		})
		switch {
		case fails && err != stop || !fails && err != nil:
			t.Fatalf("round %d: %v", round, err)
		case !fails:
			want = next
		}
		if r.IntN(10) == 0 {
			f = reopen(t, f, NoPassphrase())
		}
		compare(t, f, want)
	}
	if h := healthy(t, f); h.Records != len(want) {
		t.Errorf("verify counts %d records, want %d", h.Records, len(want))
	}
}

// randomChange puts, changes or deletes one entry, in the file and in the map.
func randomChange(t *testing.T, tx *Tx, r *rand.Rand, m map[ID]Entry) {
	t.Helper()
	ids := make([]ID, 0, len(m))
	for id := range m {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	e := Entry{Kind: EntryNote, On: day("2020-01-01").AddDays(r.IntN(2000)), Said: strings.Repeat("a word ", 1+r.IntN(60))}
	if r.IntN(80) == 0 {
		e.Said = strings.Repeat("a long story ", 40_000) // in parts
	}
	choice := r.IntN(10)
	if len(ids) == 0 || choice < 5 {
		e = putIn(t, tx, e)
		m[e.ID] = e
		return
	}
	id := ids[r.IntN(len(ids))]
	if choice < 8 {
		e.ID = id
		m[id] = putIn(t, tx, e)
		return
	}
	if err := Delete[Entry](tx, id); err != nil {
		t.Fatal(err)
	}
	delete(m, id)
}

func compare(t *testing.T, f *File, want map[ID]Entry) {
	t.Helper()
	got := all[Entry](t, f, "")
	if len(got) != len(want) {
		t.Fatalf("%d entries, want %d", len(got), len(want))
	}
	for i, e := range got {
		if diff := cmp.Diff(want[e.ID], e); diff != "" {
			t.Fatal(diff)
		}
		if i > 0 && e.On.Before(got[i-1].On) {
			t.Fatalf("%s comes after %s", e.On, got[i-1].On)
		}
	}
}

func TestDeletedLongRecordLeavesNoParts(t *testing.T) {
	f := newFile(t, NoPassphrase())
	e := put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: strings.Repeat("long ", 200_000)})
	e.Said = "short"
	put(t, f, e)
	must(t, f, func(tx *Tx) error { return Delete[Entry](tx, e.ID) })
	healthy(t, f)
	f.Close()
	raw(t, f.Path(), func(tx *bolt.Tx) error {
		if n := tx.Bucket([]byte{bucketRecords}).Stats().KeyN; n != 0 {
			t.Errorf("%d values stay behind", n)
		}
		return nil
	})
}

func TestHistoryKeepsFormerWords(t *testing.T) {
	f := newFile(t, NoPassphrase())
	e := put(t, f, Entry{Kind: EntryNote, On: day("2026-03-02"), Said: "first words"})
	e.Said = "second words"
	put(t, f, e)
	must(t, f, func(tx *Tx) error { return Delete[Entry](tx, e.ID) })
	var was []string
	f.View(func(tx *Tx) error {
		for seq := uint64(1); seq <= tx.state.Seq; seq++ {
			e, _, err := tx.event(seq)
			if err != nil {
				t.Fatal(err)
			}
			c := e.Changes[0]
			said := []byte{}
			if c.Was != "" {
				if said, err = tx.former(place{c.Kind, c.ID}, c.Was); err != nil {
					t.Fatal(err)
				}
			}
			was = append(was, c.Do+" "+string(said))
		}
		return nil
	})
	if len(was) != 4 || was[0] != "made " || was[1] != "put " || !strings.Contains(was[2], "first words") || !strings.HasPrefix(was[3], "delete ") ||
		!strings.Contains(was[3], "second words") {
		t.Errorf("the history says %q", was)
	}
}

func TestFacts(t *testing.T) {
	f := newFile(t, NoPassphrase())
	maya, leo := put(t, f, Child{Name: "Maya"}), put(t, f, Child{Name: "Leo"})
	d := put(t, f, Event{Head: Head{Child: maya.ID}, Kind: "decision-sent", On: day("2026-02-01")})
	c := put(t, f, Event{Head: Head{Child: maya.ID}, Kind: "certificate-issued", On: day("2026-03-20"), Of: d.ID})
	put(t, f, Event{Head: Head{Child: leo.ID}, Kind: "plan-made", On: day("2026-01-01")})
	var got []deadlines.Fact
	f.View(func(tx *Tx) error { got = Facts(tx, maya.ID); return nil })
	want := []deadlines.Fact{
		{ID: string(d.ID), Kind: "decision-sent", On: day("2026-02-01")},
		{ID: string(c.ID), Kind: "certificate-issued", Of: string(d.ID), On: day("2026-03-20")},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func BenchmarkListTenThousandEntries(b *testing.B) {
	f := newFile(b, NoPassphrase())
	fillEntries(b, f, 10_000)
	for b.Loop() {
		if n := len(all[Entry](b, f, "")); n != 10_000 {
			b.Fatal(n)
		}
	}
}

func BenchmarkLogOneEntryAmongTenThousand(b *testing.B) {
	f := newFile(b, NoPassphrase())
	fillEntries(b, f, 10_000)
	for b.Loop() {
		put(b, f, Entry{Kind: EntryCall, On: day("2026-03-16"), Said: "She will call back."})
	}
}

func BenchmarkOpenTenThousandEntries(b *testing.B) {
	f := newFile(b, NoPassphrase())
	fillEntries(b, f, 10_000)
	f.Close()
	for b.Loop() {
		openFile(b, f.Path(), NoPassphrase()).Close()
	}
}

func fillEntries(b *testing.B, f *File, n int) {
	b.Helper()
	must(b, f, func(tx *Tx) error {
		for i := range n {
			e := Entry{Kind: EntryCall, On: day("2020-01-01").AddDays(i % 2000), With: "Ms Hale, SEND team", Said: strings.Repeat("what was said ", 20), Promised: "a letter"}
			if _, err := Put(tx, e); err != nil {
				return err
			}
		}
		return nil
	})
}
