package ui

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"ehccasefile/app/ui/part"
)

// pairs are every ink and the grounds it is written on.
var pairs = map[fyne.ThemeColorName][]fyne.ThemeColorName{
	part.InkPlain:              {part.OnGround, part.OnSide, part.OnCard, theme.ColorNameInputBackground, theme.ColorNameMenuBackground},
	part.InkQuiet:              {part.OnGround, part.OnSide, part.OnCard},
	part.InkMain:               {part.OnGround, part.OnSide, part.OnCard, part.OnNote},
	part.InkOnMain:             {part.InkMain},
	part.InkLate:               {part.OnLate, part.OnCard, part.OnGround},
	part.InkSoon:               {part.OnSoon, part.OnCard},
	part.InkDone:               {part.OnDone, part.OnCard},
	theme.ColorNamePlaceHolder: {theme.ColorNameInputBackground},
}

func TestEveryInkIsReadableOnItsGrounds(t *testing.T) {
	for name, colours := range map[string]map[fyne.ThemeColorName]color.Color{"light": lightColours, "dark": darkColours} {
		for ink, grounds := range pairs {
			for _, ground := range grounds {
				if c := contrast(colours[ink], colours[ground]); c < 4.5 {
					t.Errorf("%s: %s on %s has %.2f:1, needs 4.5:1", name, ink, ground, c)
				}
			}
		}
		for _, ground := range []fyne.ThemeColorName{part.OnGround, part.OnCard, part.OnSide} {
			if c := contrast(colours[part.LineFocus], colours[ground]); c < 3 {
				t.Errorf("%s: the focus ring on %s has %.2f:1, needs 3:1", name, ground, c)
			}
		}
	}
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
