package bundle_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
	"ehccasefile/deadlines"
)

// servedCase is a case file with a bundle of two sections, of six papers, that was served on 20 November 2026.
func servedCase(t *testing.T, change func(*casefile.Bundle)) (f *casefile.File, b casefile.Bundle, sent []byte) {
	t.Helper()
	f, maya, _ := caseFile(t)
	update(t, f, func(tx *casefile.Tx) {
		b = casefile.Bundle{Head: casefile.Head{Child: maya}, Title: "Our evidence"}
		for s, name := range []string{"Letters", "Reports"} {
			section := casefile.BundleSection{Title: name}
			for i := range 3 {
				d := paper(t, tx, maya, fmt.Sprintf("%s %d", name, i+1), casefile.DocumentLetter, deadlines.On(2026, 1, 1+10*s+i))
				section.Documents = append(section.Documents, d.ID)
			}
			b.Sections = append(b.Sections, section)
		}
		if change != nil {
			change(&b)
		}
		b = put(t, tx, b)
	})
	data, r := madeOf(t, f, b)
	b, err := bundle.Serve(f, b, r, deadlines.On(2026, 11, 20))
	if err != nil {
		t.Fatal(err)
	}
	return f, b, data
}

func madeOf(t *testing.T, f *casefile.File, b casefile.Bundle) ([]byte, bundle.Report) {
	t.Helper()
	p, err := bundle.FromCase(f, b)
	if err != nil {
		t.Fatal(err)
	}
	data, r := made(t, p)
	if !r.Checked.OK {
		t.Errorf("%+v", r.Checked.Findings)
	}
	return data, r
}

// lately puts a paper that came later into a section of the bundle.
func lately(t *testing.T, f *casefile.File, b *casefile.Bundle, section int, title string) casefile.ID {
	t.Helper()
	var id casefile.ID
	update(t, f, func(tx *casefile.Tx) {
		id = paper(t, tx, b.Child, title, casefile.DocumentLetter, deadlines.On(2026, 1, 2)).ID
	})
	b.Sections = slices.Clone(b.Sections)
	b.Sections[section].Documents = append([]casefile.ID{id}, b.Sections[section].Documents...)
	return id
}

// numbersOf gives each document's title with the numbers on its first and last page.
func numbersOf(r bundle.Report) (all []string) {
	for _, l := range r.Items {
		all = append(all, l.Title+" "+l.First+"–"+l.Last)
	}
	return all
}

var servedNumbers = []string{"Letters 1 3–4", "Letters 2 5–6", "Letters 3 7–8", "Reports 1 9–10", "Reports 2 11–12", "Reports 3 13–14"}

func TestReopenedItIsTheVeryFile(t *testing.T) {
	f, b, sent := servedCase(t, nil)
	again, r := madeOf(t, f, b)
	if !bytes.Equal(sent, again) || !strings.HasPrefix(r.Again, "This is the very file that was sent on Friday 20 November 2026") {
		t.Errorf("it is another file: %q, %q", numbersOf(r), r.Again)
	}
	if kept, err := bundle.Serve(f, b, r, deadlines.On(2026, 11, 21)); err != nil || len(kept.Served) != 1 {
		t.Errorf("the same file was kept as sent twice: %v", err)
	}
	if _, err := bundle.Serve(f, b, r, deadlines.On(2026, 11, 1)); err == nil {
		t.Error("it was sent before it was sent")
	}
}

func TestLatePapersAtTheEndKeepOldNumbers(t *testing.T) {
	f, b, sent := servedCase(t, nil)
	lately(t, f, &b, 0, "New letter")
	data, r := madeOf(t, f, b)
	if got, want := numbersOf(r), append(slices.Clone(servedNumbers), "New letter 16–17"); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if !slices.Equal(r.Changes, []string{"Added: New letter, pages 16 to 17."}) {
		t.Errorf("changes: %q", r.Changes)
	}
	o, was := seen(t, data), seen(t, sent)
	for i := range o.Pages {
		if o.Pages[i].Label != fmt.Sprint(i+1) || o.footer(i) != fmt.Sprint(i+1) {
			t.Errorf("page %d is labelled %q and has %q printed on it", i+1, o.Pages[i].Label, o.footer(i))
		}
		if i > 0 && i < len(was.Pages) && fmt.Sprint(o.Pages[i].words) != fmt.Sprint(was.Pages[i].words) {
			t.Errorf("page %d is not what it was", i+1)
		}
	}
	text := string(tool(t, "pdftotext", "-f", "15", "-l", "15", onDisk(t, data), "-"))
	if !strings.Contains(text, "Index of later papers") || !strings.Contains(text, "Friday 20 November 2026") || !strings.Contains(text, "New letter") {
		t.Errorf("the index of later papers says %q", text)
	}
	b, err := bundle.Serve(f, b, r, deadlines.On(2026, 12, 1))
	if err != nil {
		t.Fatal(err)
	}
	lately(t, f, &b, 1, "Newer letter")
	_, r = madeOf(t, f, b)
	if got, want := numbersOf(r), append(slices.Clone(servedNumbers), "New letter 16–17", "Newer letter 19–20"); !slices.Equal(got, want) {
		t.Errorf("a second time: got %q, want %q", got, want)
	}
	first, err := bundle.AsServed(b, deadlines.On(2026, 11, 20))
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := madeOf(t, f, first); !bytes.Equal(again, sent) {
		t.Error("what was sent first cannot be made again")
	}
	second, err := bundle.AsServed(b, deadlines.On(2026, 12, 1))
	if err != nil {
		t.Fatal(err)
	}
	if again, _ := madeOf(t, f, second); !bytes.Equal(again, data) {
		t.Error("what was sent second cannot be made again")
	}
}

func TestLatePapersInBetweenTakeLetters(t *testing.T) {
	for _, c := range []struct {
		numbering casefile.BundleNumbering
		want      []string
	}{
		{casefile.NumberingContinuous, []string{"Letters 1 3–4", "Letters 2 5–6", "Letters 3 7–8", "New letter 8A–8B", "Other 8C–8D", "Reports 1 9–10", "Reports 2 11–12", "Reports 3 13–14"}},
		{casefile.NumberingSections, []string{"Letters 1 A1–A2", "Letters 2 A3–A4", "Letters 3 A5–A6", "New letter A6A–A6B", "Other A6C–A6D", "Reports 1 B1–B2", "Reports 2 B3–B4", "Reports 3 B5–B6"}},
	} {
		f, b, _ := servedCase(t, func(b *casefile.Bundle) { b.Numbering, b.Late = c.numbering, casefile.LateLetters })
		lately(t, f, &b, 0, "New letter")
		data, r := madeOf(t, f, b)
		b, err := bundle.Serve(f, b, r, deadlines.On(2026, 12, 1))
		if err != nil {
			t.Fatal(err)
		}
		lately(t, f, &b, 0, "Other")
		data, r = madeOf(t, f, b)
		if got := numbersOf(r); !slices.Equal(got, c.want) {
			t.Errorf("got %q, want %q", got, c.want)
		}
		o := seen(t, data)
		for _, l := range r.Items {
			if o.Pages[l.From-1].Label != l.First || o.Pages[l.To-1].Label != l.Last || o.footer(l.From-1) != l.First || o.footer(l.To-1) != l.Last {
				t.Errorf("%s: labels %q to %q, printed %q to %q, index %s to %s", l.Title, o.Pages[l.From-1].Label, o.Pages[l.To-1].Label, o.footer(l.From-1), o.footer(l.To-1), l.First, l.Last)
			}
			if !strings.Contains(fmt.Sprint(o.Marks), "– page "+l.First) {
				t.Errorf("no bookmark says %s", l.First)
			}
		}
		bare := b
		bare.Numbering = ""
		p, _ := bundle.FromCase(f, bare)
		if p.Numbering != c.numbering {
			t.Error("what was served can be numbered in another way afterwards")
		}
	}
}

func TestWhatIsGoneSinceLeavesItsNumbersBehind(t *testing.T) {
	f, b, _ := servedCase(t, nil)
	update(t, f, func(tx *casefile.Tx) {
		held, err := casefile.Get[casefile.Document](tx, b.Sections[0].Documents[1])
		if err != nil {
			t.Fatal(err)
		}
		held.Title = "PRIVATE"
		put(t, tx, markAs(t, held, casefile.PrivilegeLegalAdvice, ""))
		if err := casefile.Delete[casefile.Document](tx, b.Sections[1].Documents[0]); err != nil {
			t.Fatal(err)
		}
	})
	b.Sections = slices.Clone(b.Sections)
	b.Sections[1].Documents = b.Sections[1].Documents[:2]
	data, r := madeOf(t, f, b)
	private(t, data)
	got := numbersOf(r)
	want := []string{"Letters 1 3–4", "A paper that was withdrawn 5–6", "Letters 3 7–8", "Reports 1 9–10", "Reports 2 11–12", "Reports 3 13–14"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
	for i, says := range map[int]string{1: "held back as legal advice", 3: "no longer in the case file", 5: "taken out of the bundle"} {
		if !strings.Contains(r.Items[i].Note, says) {
			t.Errorf("%s: %q", r.Items[i].Title, r.Items[i].Note)
		}
	}
	text := string(tool(t, "pdftotext", onDisk(t, data), "-"))
	if n := strings.Count(text, "no longer part of it"); n != 6 {
		t.Errorf("%d sheets stand in for 6 pages", n)
	}
	if len(r.Changes) != 3 || !strings.Contains(r.Again, "not every paper is there") {
		t.Errorf("%q, %q", r.Changes, r.Again)
	}
}

func TestAChronologyNamesOnlyWhatTheBundleShows(t *testing.T) {
	f, maya, _ := caseFile(t)
	var b casefile.Bundle
	update(t, f, func(tx *casefile.Tx) {
		in := paper(t, tx, maya, "Decision", casefile.DocumentDecisionLetter, deadlines.On(2026, 10, 5))
		out := paper(t, tx, maya, "Not chosen", casefile.DocumentLetter, deadlines.On(2026, 10, 6))
		held := put(t, tx, markAs(t, paper(t, tx, maya, "PRIVATE", casefile.DocumentNote, deadlines.On(2026, 10, 7)), casefile.PrivilegeMediation, ""))
		head := casefile.Head{Child: maya}
		put(t, tx, casefile.Event{Head: head, Kind: "decision-sent", On: deadlines.On(2026, 10, 5), Document: in.ID})
		put(t, tx, casefile.Event{Head: head, Kind: "request-received", On: deadlines.On(2026, 8, 21), Document: out.ID})
		put(t, tx, casefile.Entry{Head: head, Kind: casefile.EntryCall, On: deadlines.On(2026, 10, 8), With: "Ms Hale", Said: "PRIVATE words", Documents: []casefile.ID{in.ID}})
		put(t, tx, casefile.Entry{Head: head, Kind: casefile.EntryMeeting, On: deadlines.On(2026, 10, 9), With: "PRIVATE mediator", Documents: []casefile.ID{in.ID, held.ID}})
		put(t, tx, casefile.Entry{Head: head, Kind: casefile.EntryNote, On: deadlines.On(2026, 10, 10), Said: "PRIVATE thoughts"})
		b = casefile.Bundle{Head: head, Title: "Mine", With: []casefile.BundlePage{casefile.WithChronology, casefile.WithMedia}, Sections: []casefile.BundleSection{
			{Title: "All", Documents: []casefile.ID{in.ID, held.ID}}}}
	})
	data, r := madeOf(t, f, b)
	private(t, data)
	text := strings.Join(strings.Fields(string(tool(t, "pdftotext", "-layout", "-f", "3", "-l", "3", onDisk(t, data), "-"))), " ")
	if want := "5 Oct 2026 The council sent its decision letter (Decision) 4 8 Oct 2026 Phone call with Ms Hale (Decision) 4"; !strings.Contains(text, want) {
		t.Errorf("the chronology says %q", text)
	}
	if strings.Contains(text, "Not chosen") || strings.Contains(text, "Aug 2026") {
		t.Errorf("it names what is not in the bundle: %q", text)
	}
	for _, l := range seen(t, data).Pages[2].Links {
		if l.To != 3 && l.To != 1 { // the paper, or back to the index
			t.Errorf("a line of it opens page %d", l.To+1)
		}
	}
	if r.Documents != 2 || !slices.ContainsFunc(r.Left, func(l bundle.Line) bool { return l.Title == "A list of recordings we hold" }) {
		t.Errorf("%+v", r)
	}
}

func TestRecordingsAreListed(t *testing.T) {
	f, maya, _ := caseFile(t)
	var b casefile.Bundle
	var sum string
	update(t, f, func(tx *casefile.Tx) {
		in := paper(t, tx, maya, "Letter", casefile.DocumentLetter, deadlines.On(2026, 10, 5))
		for _, title := range []string{"Maya on the stairs", "PRIVATE"} {
			blob, err := tx.Add(strings.NewReader("\x00\x00\x00\x18ftypmp42"+title), title+".mp4")
			if err != nil {
				t.Fatal(err)
			}
			d := casefile.Document{Head: casefile.Head{Child: maya}, Title: title, Kind: casefile.DocumentOther, On: deadlines.On(2026, 1, 12), Blob: blob, Name: "SECRET.mp4",
				Type: casefile.FileVideo, Privilege: casefile.PrivilegeOpen}
			if title == "PRIVATE" {
				d = markAs(t, d, casefile.PrivilegeLegalAdvice, "")
			} else {
				sum = blob.SHA256
			}
			put(t, tx, d)
		}
		b = casefile.Bundle{Head: casefile.Head{Child: maya}, Title: "Mine", With: []casefile.BundlePage{casefile.WithMedia}, Sections: []casefile.BundleSection{{Title: "All", Documents: []casefile.ID{in.ID}}}}
	})
	data, _ := madeOf(t, f, b)
	private(t, data)
	text := strings.Join(strings.Fields(string(tool(t, "pdftotext", onDisk(t, data), "-"))), "")
	for _, says := range []string{"Mayaonthestairs", sum, "12Jan2026", "notknown"} {
		if !strings.Contains(text, says) {
			t.Errorf("the list does not say %q", says)
		}
	}
}
