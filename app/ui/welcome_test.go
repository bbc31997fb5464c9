package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"ehccasefile/casefile"
)

func TestNewCaseWithAPassphrase(t *testing.T) {
	p := sit(t)
	p.mustRead("Start a new case file")
	p.taps("Start a new case file")
	p.types("Child's first name", "Sam")
	p.taps("Something else, or not sure")
	p.types("Passphrase", "four brown owls")
	p.types("The same again", "four brown cows")
	p.taps("Make the case file")
	p.mustRead("The two are not the same")
	p.types("The same again", "four brown owls")
	p.taps("Make the case file")

	p.mustRead("Write this down, or print it", "recovery key")
	p.taps("Check it")
	p.mustRead("Type the key from the paper")
	key := strings.ReplaceAll(strings.ReplaceAll(p.leads(), " – ", "-"), " ", "")
	p.types("The recovery key, from the paper", "A"+key[:len(key)-1])
	p.taps("Check it")
	p.mustRead("typing slip")
	p.types("The recovery key, from the paper", strings.ToLower(key))
	p.taps("Check it")
	p.mustRead("Sam", "Your next step", "Write down the first date")

	path := filepath.Join(p.u.folder, "Our case.casefile")
	p.u.closeCase()
	if sealed, err := casefile.NeedsPassphrase(path); err != nil || !sealed {
		t.Errorf("the file says it needs no passphrase: %v, %v", sealed, err)
	}
	p.mustRead("Opened lately", "Our case.casefile")
	p.mustNotRead("Sam")
	p.taps("Open Our case.casefile")
	p.types("Passphrase", "wrong")
	p.taps("Open")
	p.mustRead("does not open the case file", "Caps Lock")
	p.types("Passphrase", "four brown owls")
	p.key(fyne.KeyReturn)
	p.mustRead("Sam", "Your next step")
}

func TestNewCaseWithoutAPassphraseSaysWhatThatMeans(t *testing.T) {
	p := sit(t)
	p.taps("Start a new case file")
	p.mustNotRead("anybody who can use this computer")
	p.taps("No passphrase")
	p.mustRead("anybody who can use this computer")
	p.types("Child's first name", "Sam")
	p.keys(ctrl, fyne.KeyReturn)
	p.mustRead("Sam", "Your next step")
	p.mustNotRead("recovery key")
}

// Where a family is in the story leads to the first date to write down: every answer, by keyboard alone, after the recovery key.
func TestNewCaseLeadsToTheFirstDate(t *testing.T) {
	for i, b := range beginnings {
		p := sit(t)
		p.keys(ctrl, fyne.KeyN)
		p.types("Child's first name", "Sam")
		p.u.win.Canvas().FocusNext()
		for range i {
			p.key(fyne.KeyRight)
		}
		p.key(fyne.KeySpace)
		p.types("Council", "Northmoor Council")
		p.taps("No passphrase")
		p.keys(ctrl, fyne.KeyReturn)
		if b.kind == "" {
			p.mustRead("Your next step", "Write down the first date")
			continue
		}
		kind, ok := p.u.pack.Fact(b.kind)
		if !ok {
			t.Fatalf("there is no fact %s", b.kind)
		}
		p.mustRead(kind.Title, kind.Question)
		if child := p.u.book.children[0]; p.u.book.council(child.ID) != "Northmoor Council" || child.Name != "Sam" {
			t.Errorf("%+v, %+v", child, p.u.book.authorities)
		}
		p.types("When", "5 Oct 2026")
		p.keys(ctrl, fyne.KeyReturn)
		if len(p.u.book.events) != 1 || p.u.book.events[0].Kind != b.kind {
			t.Errorf("%q wrote down %+v", b.words, p.u.book.events)
		}
	}
}

func TestTheRecoveryKeyComesBeforeTheFirstDate(t *testing.T) {
	p := sit(t)
	p.taps("Start a new case file")
	p.types("Child's first name", "Sam")
	p.taps("The council said no")
	p.types("Passphrase", "four brown owls")
	p.types("The same again", "four brown owls")
	p.taps("Make the case file")
	p.mustRead("Your recovery key")
	p.taps("Do this later")
	p.taps("Yes, go on")
	p.mustRead("When did the council send its decision letter?")
}

// Help and the words are there before any case file is.
func TestHelpIsThereWithoutACaseFile(t *testing.T) {
	p := sit(t)
	p.taps("Help")
	p.types("Find in Help", "mediation certificate")
	p.key(fyne.KeyReturn)
	p.mustRead("Mediation certificate", "You need it for most appeals")
	p.key(fyne.KeyEscape)
	p.key(fyne.KeyEscape)
	p.mustRead("Begin")
	p.u.openLaw()
	p.mustRead("What the Tribunal orders in your own case comes first.")
}

func TestNewCaseAsksForWhatIsMissing(t *testing.T) {
	p := sit(t)
	p.taps("Start a new case file")
	p.taps("Keep it somewhere else")
	p.types("Where to keep it", "case")
	p.taps("Make the case file")
	p.mustRead("Write your child's first name.", "Write the whole path", "at least 8 letters")
	if got := p.u.win.Canvas().Focused(); got != fyne.Focusable(p.field("Child's first name")) {
		t.Errorf("the keyboard is with %v, not with the first field that is wrong", got)
	}
}

func TestTheExampleFamilyIsMarkedAndShownOnItsOwnDay(t *testing.T) {
	p := sit(t)
	p.taps("Try the example family")
	p.mustRead("Example, made up", "Sunday 22 November 2026", "today is 22 Nov 2026", "Your next step")
	if list := p.u.app.Preferences().StringList(prefRecent); len(list) != 0 {
		t.Errorf("the example stands among the recent case files: %q", list)
	}
}

func TestADamagedExampleIsMadeAnew(t *testing.T) {
	p := sit(t)
	p.must(os.WriteFile(p.u.examplePath(), []byte("half an example"), 0o600))
	p.taps("Try the example family")
	p.mustRead("Example, made up", "Your next step")
}

// What cannot be opened is said in a sentence, and nothing is lost by trying.
func TestWhatCannotBeOpenedIsExplained(t *testing.T) {
	p := sitWithEmpty(t)
	mine := p.u.file.Path()
	whole, err := os.ReadFile(mine)
	p.must(err)
	short := filepath.Join(p.u.folder, "short.casefile")
	const kept = 20_000 // what is written lies at the front of the file, and the room for what will come behind it
	p.must(os.WriteFile(short, whole[:kept], 0o600))
	letter := filepath.Join(p.u.folder, "letter.pdf")
	p.must(os.WriteFile(letter, []byte("%PDF-1.7 not a case file, but long enough to be looked at"), 0o600))
	other := sit(t)
	for path, want := range map[string]string{
		short:      "damaged",
		letter:     "not a case file",
		p.u.folder: "is a folder, not a case file",
		filepath.Join(p.u.folder, "gone.casefile"): "no such file",
		mine: "already open on this computer, since",
	} {
		other.u.openCase(path)
		if words := other.reads(); !strings.Contains(words, want) {
			t.Errorf("%s says:\n%s\nwant %q", filepath.Base(path), words, want)
		}
		other.mustNotRead("did not expect")
		other.key(fyne.KeyEscape)
		other.mustRead("Begin")
	}
	if now, err := os.ReadFile(short); err != nil || len(now) != kept {
		t.Errorf("the damaged file was changed: %d bytes, %v", len(now), err)
	}
	p.u.Go("today")
	p.mustRead("Sam")
}

func TestTheTitleAndTheRecentListNameNoChild(t *testing.T) {
	p := sitWithEmpty(t)
	if title := p.u.win.Title(); strings.Contains(title, "Sam") || strings.Contains(title, "Hale") {
		t.Errorf("the title is %q", title)
	}
}
