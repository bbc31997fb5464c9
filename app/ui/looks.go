package ui

import (
	"runtime"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// The names under which the look is remembered between one start and the next. No word about a case is ever kept there.
const (
	prefText    = "text"    // the factor
	prefVariant = "variant" // "light", "dark" or "" for the system's
	prefRecent  = "recent"  // paths of case files
)

// restoreLook sets the look as it was left.
func (u *UI) restoreLook() {
	u.look = look{factor: float32(u.app.Preferences().FloatWithFallback(prefText, 1))}
	if !slices.Contains(textSizes, u.look.factor) {
		u.look.factor = 1
	}
	u.look.variant = variantNamed(u.app.Preferences().StringWithFallback(prefVariant, firstVariant()))
	u.app.Settings().SetTheme(u.look)
}

// firstVariant is the look before anybody chose one: as the computer is set, where that can be asked, and light elsewhere.
func firstVariant() string {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return ""
	}
	return "light"
}

func variantNamed(name string) *fyne.ThemeVariant {
	light, dark := theme.VariantLight, theme.VariantDark
	switch name {
	case "light":
		return &light
	case "dark":
		return &dark
	}
	return nil
}

// resizeText makes the text larger (+1), smaller (-1) or normal (0).
func (u *UI) resizeText(by int) {
	at := slices.Index(textSizes, u.look.factor) + by
	if by == 0 {
		at = 0
	}
	if at < 0 || at >= len(textSizes) {
		return
	}
	u.look.factor = textSizes[at]
	u.app.Preferences().SetFloat(prefText, float64(u.look.factor))
	u.applyLook()
}

// setVariant chooses light, dark, or as the computer is set.
func (u *UI) setVariant(name string) {
	u.look.variant = variantNamed(name)
	u.app.Preferences().SetString(prefVariant, name)
	u.applyLook()
}

// applyLook draws everything anew: parts measure themselves by the theme.
func (u *UI) applyLook() {
	u.app.Settings().SetTheme(u.look)
	if content := u.win.Content(); content != nil {
		content.Refresh()
	}
	u.win.SetMainMenu(u.menu())
	if u.sheet != nil {
		u.sheet.fit()
	}
	if u.file != nil {
		u.showBook()
		return
	}
	u.redraw()
}
