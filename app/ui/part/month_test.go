package part

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"ehccasefile/deadlines"
)

// words gives everything a month says.
func (m *Month) wordsShown() string {
	var all []string
	for _, kid := range m.Kids() {
		all = append(all, kid.(*Text).String())
	}
	return strings.Join(all, "\n")
}

func TestAMonthIsReadAndWorkedByKeyboard(t *testing.T) {
	var opened []deadlines.Date
	moved := 0
	m := NewMonth(sunday, sunday, func(d deadlines.Date) MonthDay {
		switch {
		case d == deadlines.On(2026, 12, 25):
			return MonthDay{Rest: "Christmas Day", Shade: true, Falls: []Falls{{Late, "a"}, {Soon, "b"}, {Done, "c"}, {Note, "d"}, {Note, "e"}}}
		}
		return MonthDay{}
	})
	m.Open, m.Moved = func(d deadlines.Date) { opened = append(opened, d) }, func() { moved++ }
	page := NewPage(m)
	w := onCanvas(t, page, 900, 600)
	w.Canvas().Focus(m)
	if !strings.Contains(m.wordsShown(), "22 · today") || strings.Contains(m.wordsShown(), "31") {
		t.Errorf("November 2026 says %q", m.wordsShown())
	}
	for _, step := range []struct {
		key  fyne.KeyName
		want deadlines.Date
	}{
		{fyne.KeyRight, deadlines.On(2026, 11, 23)}, {fyne.KeyDown, deadlines.On(2026, 11, 30)}, {fyne.KeyDown, deadlines.On(2026, 12, 7)},
		{fyne.KeyUp, deadlines.On(2026, 11, 30)}, {fyne.KeyLeft, deadlines.On(2026, 11, 29)}, {fyne.KeyPageDown, deadlines.On(2026, 12, 29)},
		{fyne.KeyPageUp, deadlines.On(2026, 11, 29)}, {fyne.KeyHome, sunday},
	} {
		m.TypedKey(&fyne.KeyEvent{Name: step.key})
		if m.At() != step.want {
			t.Errorf("%s goes to %s, want %s", step.key, m.At().Long(), step.want.Long())
		}
	}
	if moved != 8 {
		t.Errorf("it told of %d steps, want 8", moved)
	}
	m.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	m.Go(deadlines.On(2026, 12, 24))
	for _, words := range []string{"Christmas Day", "▲ a", "● b", "✓ c", "and 2 more", "31"} {
		if !strings.Contains(m.wordsShown(), words) {
			t.Errorf("December does not say %q: %q", words, m.wordsShown())
		}
	}
	c := m.cell(deadlines.On(2026, 12, 25))
	test.TapCanvas(w.Canvas(), fyne.CurrentApp().Driver().AbsolutePositionForObject(c.number).AddXY(2, 2))
	want := []deadlines.Date{sunday, deadlines.On(2026, 12, 25)}
	if len(opened) != 2 || opened[0] != want[0] || opened[1] != want[1] {
		t.Errorf("it opened %v, want %v", opened, want)
	}
	if label := m.AccessibilityLabel(); label != "Month, one day: Friday 25 December 2026" {
		t.Errorf("a screen reader says %q", label)
	}
}

// Nothing that stands in a cell reaches over its edge, and no two cells overlap, in any month.
func TestAMonthHoldsItsWords(t *testing.T) {
	words := strings.Repeat("The council says whether it will assess ", 2)
	m := NewMonth(sunday, sunday, func(d deadlines.Date) MonthDay {
		if d.Day%3 == 0 {
			return MonthDay{Rest: "a bank holiday", Falls: []Falls{{Late, words}, {Soon, "b"}}}
		}
		return MonthDay{}
	})
	onCanvas(t, NewPage(m), 820, 600)
	for range 14 {
		for i, c := range m.cells {
			for _, o := range c.words() {
				text := o.(*Text)
				bottom, edge := text.Position().Y+text.Size().Height, c.ground.Position().Y+c.ground.Size().Height
				if bottom > edge || text.Size().Height < text.HeightFor(text.Size().Width) {
					t.Errorf("%s: %q stands from %v for %v, over the edge at %v", c.on, text.String(), text.Position(), text.Size(), edge)
				}
			}
			if i > 0 && weekdayOf(c.on) > 0 {
				before := m.cells[i-1].ground
				if before.Position().X+before.Size().Width > c.ground.Position().X || before.Position().Y != c.ground.Position().Y {
					t.Errorf("%s does not stand beside the day before", c.on)
				}
			}
		}
		m.Go(m.At().AddMonths(1))
	}
}
