package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/casefile"
	"ehccasefile/deadlines"
)

func TestQuickLogFromAnywhere(t *testing.T) {
	p := sitWithEmpty(t)
	p.keys(ctrl, fyne.KeyL)
	p.mustRead("Log what happened", "Empty means today: Sunday 22 November 2026")
	p.key(fyne.KeyRight) // from phone call to e-mail
	p.types("When", "yesterday")
	p.mustRead("Saturday 21 November 2026")
	p.types("With whom", "Ms Okafor")
	p.types("What was said", "The draft is nearly done.")
	p.types("Promise", "the draft plan")
	p.types("By when", "30 Nov")
	p.mustRead("Monday 30 November 2026", "Today shows it from 1 December 2026")
	p.keys(ctrl, fyne.KeyReturn)

	p.mustRead("Your next step", "The entry is in the log", "Saved 12:00")
	e := p.u.book.entries[0]
	if e.Kind != casefile.EntryEmail || e.On != deadlines.On(2026, 11, 21) || e.PromisedBy != deadlines.On(2026, 11, 30) ||
		e.With != "Ms Okafor" || e.Child != p.u.book.children[0].ID {
		t.Errorf("kept %+v", e)
	}
	p.keys(ctrl, fyne.Key3)
	p.mustRead("1 entry")
}

func TestEscapeKeepsTheDraft(t *testing.T) {
	p := sitWithEmpty(t)
	p.keys(ctrl, fyne.KeyL)
	p.types("What was said", "half a sentence")
	p.types("By when", "31 April")
	p.key(fyne.KeyEscape)
	p.mustRead("Your next step")
	p.keys(ctrl, fyne.Key3)
	p.keys(ctrl, fyne.KeyL)
	if got := p.field("What was said").Text; got != "half a sentence" {
		t.Errorf("the draft says %q", got)
	}
	p.mustRead("There is no 31 April")
	p.key(fyne.KeyEscape)

	p.u.closeCase()
	p.mustRead("A log entry is not saved yet.")
	p.taps("Go back to it")
	if got := p.field("What was said").Text; got != "half a sentence" {
		t.Errorf("the draft says %q", got)
	}
	p.keys(ctrl, fyne.KeyW)
	p.taps("Throw it away")
	p.mustRead("Begin")
}

func TestAnEntryThatWillNotDoSaysWhy(t *testing.T) {
	p := sitWithEmpty(t)
	p.keys(ctrl, fyne.KeyL)
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("Write a few words about what happened.")
	p.types("What was said", "They rang.")
	p.types("When", "tomorrow")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("This day has not come yet.")
	p.types("When", "")
	p.types("Time", "9.05")
	p.keys(ctrl, fyne.KeyReturn)
	if e := p.u.book.entries[0]; e.At != "09:05" || e.On != deadlines.On(2026, 11, 22) {
		t.Errorf("kept %+v", e)
	}
}

func TestPapersDroppedOnTheQuickLogAreKeptWithTheEntry(t *testing.T) {
	p := sitWithEmpty(t)
	note := filepath.Join(t.TempDir(), "note of the call.txt")
	p.must(os.WriteFile(note, []byte("She said the draft would be late again."), 0o600))
	p.keys(ctrl, fyne.KeyL)
	p.u.giveFiles([]string{note, t.TempDir()})
	p.mustRead("note of the call.txt")
	p.types("What was said", "See the note.")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("What became of the files", "folder")
	p.key(fyne.KeyEscape)
	if e := p.u.book.entries[0]; len(e.Documents) != 1 {
		t.Fatalf("%d papers are joined to the entry", len(e.Documents))
	}
	p.u.openEntry(p.u.book.entries[0].ID)
	p.mustRead("Papers", p.u.book.documents[0].Title)
}

func TestChangeAndDeleteAnEntryAndBringItBack(t *testing.T) {
	p := sitWith(t, "okoro")
	before := len(p.u.book.entries)
	e := p.u.book.entries[3]
	p.u.openEntry(e.ID)
	p.taps("Change it")
	p.types("What was said", "Something else entirely.")
	p.taps("Save")
	p.mustRead("Something else entirely.")
	p.taps("Delete it")
	p.mustRead("Delete this entry?")
	p.key(fyne.KeyEscape)
	if len(p.u.book.entries) != before {
		t.Fatal("Escape deleted it")
	}
	p.taps("Delete it")
	p.taps("Delete it")
	if len(p.u.book.entries) != before-1 {
		t.Fatalf("%d entries, want %d", len(p.u.book.entries), before-1)
	}
	p.mustRead("The entry was deleted")
	p.taps("Undo")
	if len(p.u.book.entries) != before {
		t.Fatalf("%d entries after undoing, want %d", len(p.u.book.entries), before)
	}
	p.mustNotRead("Undo (Ctrl+U)")
}

func TestAPromisePastItsDateIsSeenUntilItIsKept(t *testing.T) {
	p := sitWith(t, "okoro")
	quiet := p.u.goneQuiet()
	if len(quiet) == 0 {
		t.Fatal("nobody in the family has gone quiet")
	}
	p.mustRead("Gone quiet", shorten(quiet[0].entry.With, 80))
	p.u.openEntry(quiet[0].entry.ID)
	p.taps("It has come")
	p.mustRead("promise kept")
	if left := len(p.u.goneQuiet()); left != len(quiet)-1 {
		t.Errorf("%d promises are quiet, want %d", left, len(quiet)-1)
	}
}

func TestTheLogFindsByWords(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("log")
	p.types("Find words", "okafor switchboard")
	log := p.u.top().view.(*logScreen)
	if n := len(log.shown); n == 0 || n == len(p.u.book.entries) {
		t.Fatalf("finds %d of %d", n, len(p.u.book.entries))
	}
	for _, e := range log.shown {
		if words := p.u.entryWords(e); !strings.Contains(words, "okafor") || !strings.Contains(words, "switchboard") {
			t.Errorf("found %q", words)
		}
	}
	p.key(fyne.KeyDown)
	p.key(fyne.KeyReturn)
	p.mustRead(log.shown[0].With)
	p.key(fyne.KeyEscape)
	p.types("Find words", "zzzz")
	p.mustRead("Nothing found")
}

func TestTheLogOfOneChildHidesTheOther(t *testing.T) {
	p := sitWith(t, "okoro")
	p.u.Go("log")
	leo := p.u.book.children[1]
	p.u.chooseChild(leo.ID)
	for _, e := range p.u.top().view.(*logScreen).shown {
		if e.Child != "" && e.Child != leo.ID {
			t.Fatalf("an entry of another child is shown: %+v", e)
		}
	}
}
