package part

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ehccasefile/deadlines"
)

// says fails unless a part says these words to a screen reader.
func says(t *testing.T, o fyne.Accessible, want string) {
	t.Helper()
	if got := o.AccessibilityLabel(); got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}

func TestPressesSayWhatTheyAreAndHowTheyStand(t *testing.T) {
	tick := Tick("School", false)
	box := Stack(1, tick)
	onCanvas(t, box, 400, 300)
	says(t, tick, "Tick box, not ticked: School")
	test.Tap(tick)
	says(t, tick, "Tick box, ticked: School")
	if tick.Name() != "School" {
		t.Errorf("ticked, it is found by %q", tick.Name())
	}
	save := Button("Save", Main, nil)
	says(t, save, "Button: Save")
	save.Allow(false)
	says(t, save, "Button, cannot be pressed now: Save")
	says(t, Row(Body("▲ Late"), "▲ Late", nil), "Row: Late")
	today := SideItem("Today", "Ctrl+1", nil)
	says(t, today, "Screen: Today, Ctrl+1")
	today.Choose(true)
	says(t, today, "Screen, shown now: Today, Ctrl+1")
}

func TestChoicesSayWhichOfHowMany(t *testing.T) {
	c := NewChoices("Call", "Letter")
	onCanvas(t, NewField("What was it?", c, ""), 400, 300)
	says(t, c.presses[0], "Choice 1 of 2, chosen: What was it?, Call")
	c.Choose(1)
	says(t, c.presses[0], "Choice 1 of 2, not chosen: What was it?, Call")
	says(t, c.presses[1], "Choice 2 of 2, chosen: What was it?, Letter")
}

func TestFieldsSayWhatIsWrittenAndWhatIsWrong(t *testing.T) {
	who := NewEntry("Who")
	field := NewField("Who was it", who, "A name is enough.")
	secret, long, names := NewSecret("Passphrase"), NewLongEntry("What was said", 3), NewSuggest("With whom", []string{"Ms Okafor", "Ms Oak"})
	on := NewDateField("When", "Empty means today", sunday)
	onCanvas(t, NewPage(field, secret, long, names, on), 500, 900)

	says(t, who, "Text field: Who. Empty. A name is enough.")
	who.SetText("Ms Okafor")
	says(t, who, "Text field: Who. Ms Okafor. A name is enough.")
	field.Wrong("Write who it was")
	says(t, who, "Text field: Who. Ms Okafor. Wrong: Write who it was.")
	who.Disable()
	says(t, who, "Text field, cannot be changed now: Who. Ms Okafor. Wrong: Write who it was.")

	says(t, secret, "Secret field: Passphrase. Empty.")
	secret.SetText("four brown owls")
	says(t, secret, "Secret field: Passphrase. Something is written.")
	says(t, long, "Text field of several lines: What was said. Empty.")

	says(t, names.Entry, "Text field with names to choose from: With whom. Empty.")
	names.Entry.SetText("Ms O")
	says(t, names.Entry, "Text field with names to choose from: With whom. Ms O. 2 names fit. Down takes Ms Okafor.")

	says(t, on.Entry, "Date field: When. Empty. Empty means today.")
	on.Entry.SetText("5/1/27")
	says(t, on.Entry, "Date field: When. 5/1/27. Tuesday 5 January 2027.")
	on.Entry.SetText("31 Feb")
	says(t, on.Entry, "Date field: When. 31 Feb. Wrong: There is no 31 February 2027. February has 28 days.")
}

func TestOtherPartsSaySomething(t *testing.T) {
	cal := NewCalendar(sunday, sunday, func(deadlines.Date) {})
	page := NewPage(Title("Settings"), cal)
	onCanvas(t, page, 400, 400)
	says(t, cal, "Calendar: Sunday 22 November 2026, today. Arrows go to another day, Enter chooses, Escape leaves.")
	cal.TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	says(t, cal, "Calendar: Monday 23 November 2026. Arrows go to another day, Enter chooses, Escape leaves.")
	says(t, page.Start().(fyne.Accessible), "Page: Settings. Tab goes to the first thing on it.")
	m := NewMeter()
	m.Set(3, 4)
	says(t, m, "Bar: 75 per cent.")
	says(t, Body("● look"), "look")
}
