package part

import (
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"ehccasefile/deadlines"
)

// plainTheme answers the names of ink.go, at a size of text.
type plainTheme struct {
	fyne.Theme
	factor float32
}

func (p plainTheme) Size(name fyne.ThemeSizeName) float32 {
	switch name {
	case SizeFactor:
		return p.factor
	case SizeCard:
		return 17 * p.factor
	}
	return p.Theme.Size(name) * p.factor
}

func (p plainTheme) Color(name fyne.ThemeColorName, v fyne.ThemeVariant) color.Color {
	if len(name) > 3 && name[:3] == "ehc" {
		return p.Theme.Color(theme.ColorNameForeground, v)
	}
	return p.Theme.Color(name, v)
}

// onCanvas shows a part in a window of that size.
func onCanvas(t *testing.T, o fyne.CanvasObject, width, height float32) fyne.Window {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(plainTheme{theme.DefaultTheme(), 1})
	w := test.NewTempWindow(t, o)
	w.Resize(fyne.NewSize(width, height))
	return w
}

// sunday is the day every test counts from.
var sunday = deadlines.On(2026, 11, 22)
