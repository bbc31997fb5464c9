package ui

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"ehccasefile/app/ui/part"
)

// ground is what words are written on: a colour, with a wash over it where one is named.
type ground struct{ colour, wash fyne.ThemeColorName }

// on makes grounds of plain colours.
func on(colours ...fyne.ThemeColorName) (all []ground) {
	for _, c := range colours {
		all = append(all, ground{colour: c})
	}
	return all
}

// washed are colours under the pointer.
func washed(colours ...fyne.ThemeColorName) (all []ground) {
	for _, c := range colours {
		all = append(all, ground{c, theme.ColorNameHover})
	}
	return all
}

// pairs are every ink and the grounds it is written on.
func pairs() map[fyne.ThemeColorName][]ground {
	paper := []fyne.ThemeColorName{part.OnGround, part.OnSide, part.OnCard}
	field := theme.ColorNameInputBackground
	plain := append(on(append(paper, field, theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground, theme.ColorNameHeaderBackground, theme.ColorNameButton)...), washed(append(paper, theme.ColorNameMenuBackground)...)...)
	plain = append(plain, ground{field, theme.ColorNameSelection}, ground{theme.ColorNameMenuBackground, theme.ColorNameFocus}, ground{part.OnCard, theme.ColorNameFocus})
	plain = append(plain, on(part.OnRest)...)
	return map[fyne.ThemeColorName][]ground{
		part.InkPlain:                      plain,
		part.InkQuiet:                      append(on(append(paper, part.OnRest)...), washed(paper...)...),
		part.InkMain:                       append(on(append(paper, part.OnNote)...), washed(paper...)...),
		part.InkOnMain:                     on(part.InkMain),
		part.InkLate:                       append(on(append(paper, part.OnLate, field)...), washed(part.OnCard, part.OnGround)...),
		part.InkSoon:                       on(append(paper, part.OnSoon)...),
		part.InkDone:                       on(append(paper, part.OnDone)...),
		theme.ColorNamePlaceHolder:         on(field),
		theme.ColorNameHyperlink:           on(paper...),
		theme.ColorNameDisabled:            on(theme.ColorNameMenuBackground, field, part.OnCard),
		theme.ColorNameError:               on(paper...),
		theme.ColorNameForegroundOnError:   on(theme.ColorNameError),
		theme.ColorNameForegroundOnSuccess: on(theme.ColorNameSuccess),
		theme.ColorNameForegroundOnWarning: on(theme.ColorNameWarning),
	}
}

// shapes are lines that have to be seen beside what they stand on: 3:1.
func shapes() map[fyne.ThemeColorName][]ground {
	return map[fyne.ThemeColorName][]ground{
		part.LineFocus:           on(part.OnGround, part.OnSide, part.OnCard, theme.ColorNameInputBackground, theme.ColorNameOverlayBackground),
		part.LineField:           on(part.OnGround, part.OnCard, theme.ColorNameInputBackground),
		part.InkDone:             on(part.OnNote), // the full part of a bar
		part.InkLate:             on(part.OnNote),
		theme.ColorNameScrollBar: on(part.OnGround, part.OnCard),
	}
}

func TestEveryInkIsReadableOnItsGrounds(t *testing.T) {
	for _, s := range schemes {
		if s.least < 4.5 {
			t.Errorf("%s asks for %v:1 only", s.id, s.least)
		}
		s.compare(t, pairs(), s.least)
		s.compare(t, shapes(), 3)
	}
}

// compare fails where an ink is closer to one of its grounds than least.
func (s scheme) compare(t *testing.T, all map[fyne.ThemeColorName][]ground, least float64) {
	t.Helper()
	for ink, grounds := range all {
		for _, g := range grounds {
			if s.ink[ink] == nil || s.ink[g.colour] == nil {
				t.Errorf("%s names no colour for %s or %s", s.id, ink, g.colour)
				continue
			}
			below := s.ink[g.colour]
			if g.wash != "" {
				below = laid(s.ink[g.wash], below)
			}
			if c := contrast(laid(s.ink[ink], below), below); c < least {
				t.Errorf("%s: %s on %s %s has %.2f:1, needs %v:1", s.id, ink, g.colour, g.wash, c, least)
			}
		}
	}
}

// High contrast is asked for by those who need it: 7:1, and lines that are thick.
func TestHighContrastIsHigh(t *testing.T) {
	found := 0
	for _, s := range schemes {
		if s.least < 7 {
			continue
		}
		found++
		l := look{factor: 1, colours: s.id}
		if l.Size(part.SizeRing) < 4 || l.Size(part.SizeLine) < 2 || l.Size(theme.SizeNameInputBorder) < 2 {
			t.Errorf("%s: its lines are thin", s.id)
		}
		s.compare(t, map[fyne.ThemeColorName][]ground{part.LineThin: on(part.OnCard, part.OnGround), part.LineFocus: on(part.OnCard, part.OnGround, part.OnSide)}, 4.5)
	}
	if found != 2 {
		t.Errorf("there are %d schemes of high contrast", found)
	}
}

// A day that does not count is seen to be another, where the other grounds look alike too.
func TestDaysThatDoNotCountAreShaded(t *testing.T) {
	for _, s := range schemes {
		least := 1.2
		if s.least >= 7 {
			least = 1.5
		}
		s.compare(t, map[fyne.ThemeColorName][]ground{part.OnRest: on(part.OnCard)}, least)
	}
}

// Where the lines of a timeline shine through behind the words of a point, the words are as readable.
func TestWordsOfATimelineAreReadableOverItsLines(t *testing.T) {
	for _, s := range schemes {
		for _, line := range []fyne.ThemeColorName{part.InkMain, part.LineThin} {
			shone := color.NRGBAModel.Convert(s.ink[line]).(color.NRGBA)
			shone.A = part.Shine
			for _, ink := range []fyne.ThemeColorName{part.InkPlain, part.InkQuiet} {
				if c := contrast(s.ink[ink], laid(shone, s.ink[part.OnCard])); c < s.least {
					t.Errorf("%s: %s over %s has %.2f:1", s.id, ink, line, c)
				}
			}
		}
	}
}

// Every scheme answers every name, so that none of Fyne's blue is seen among ours.
func TestEverySchemeNamesTheSameColours(t *testing.T) {
	for _, s := range schemes {
		for _, other := range schemes {
			for name := range other.ink {
				if _, ok := s.ink[name]; !ok {
					t.Errorf("%s names no %s", s.id, name)
				}
			}
		}
	}
}

// laid gives the colour seen where a thin one lies over another.
func laid(over, under color.Color) color.Color {
	o, u := color.NRGBAModel.Convert(over).(color.NRGBA), color.NRGBAModel.Convert(under).(color.NRGBA)
	mix := func(a, b uint8) uint8 { return uint8((int(a)*int(o.A) + int(b)*(255-int(o.A))) / 255) }
	return color.NRGBA{R: mix(o.R, u.R), G: mix(o.G, u.G), B: mix(o.B, u.B), A: 255}
}

// contrast is that of WCAG 2.1: from 1 to 21.
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	if x < y {
		x, y = y, x
	}
	return (x + 0.05) / (y + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	channel := func(v uint32) float64 {
		s := float64(v) / 0xffff
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*channel(r) + 0.7152*channel(g) + 0.0722*channel(b)
}
