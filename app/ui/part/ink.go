package part

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Colours a theme must answer, beside Fyne's own. The On… pairs are a ground and the ink that is readable on it.
const (
	InkPlain   fyne.ThemeColorName = theme.ColorNameForeground // the words
	InkQuiet   fyne.ThemeColorName = "ehcQuiet"                // explanations; still 4.5:1 on every ground
	InkMain    fyne.ThemeColorName = theme.ColorNamePrimary    // links and what is chosen
	InkOnMain  fyne.ThemeColorName = theme.ColorNameForegroundOnPrimary
	InkLate    fyne.ThemeColorName = "ehcLate"
	InkSoon    fyne.ThemeColorName = "ehcSoon"
	InkDone    fyne.ThemeColorName = "ehcDone"
	OnGround   fyne.ThemeColorName = theme.ColorNameBackground
	OnSide     fyne.ThemeColorName = "ehcSide"
	OnCard     fyne.ThemeColorName = "ehcCard"
	OnRest     fyne.ThemeColorName = "ehcOnRest" // a day that does not count
	OnLate     fyne.ThemeColorName = "ehcOnLate"
	OnSoon     fyne.ThemeColorName = "ehcOnSoon"
	OnDone     fyne.ThemeColorName = "ehcOnDone"
	OnNote     fyne.ThemeColorName = "ehcOnNote" // a pale wash of the main colour
	LineThin   fyne.ThemeColorName = theme.ColorNameSeparator
	LineField  fyne.ThemeColorName = theme.ColorNameInputBorder
	LineFocus  fyne.ThemeColorName = "ehcFocusLine"
	WashHover  fyne.ThemeColorName = theme.ColorNameHover
	inkNothing fyne.ThemeColorName = ""
)

// Sizes of type a theme must answer.
const (
	SizeTitle  fyne.ThemeSizeName = theme.SizeNameHeadingText    // 25: the name of a screen
	SizeLead   fyne.ThemeSizeName = theme.SizeNameSubHeadingText // 20: the next step
	SizeCard   fyne.ThemeSizeName = "ehcCardTitle"               // 17
	SizeBody   fyne.ThemeSizeName = theme.SizeNameText           // 16
	SizeQuiet  fyne.ThemeSizeName = theme.SizeNameCaptionText    // 14.5
	SizeRing   fyne.ThemeSizeName = "ehcRing"                    // how thick the line around what has the keyboard is
	SizeLine   fyne.ThemeSizeName = "ehcLine"                    // how thick edges and rules are
	sizeFactor fyne.ThemeSizeName = "ehcFactor"                  // how much larger than 100% everything is
)

// SizeFactor is the name under which a theme answers how much larger than normal the text is: 1, 1.3, 1.6 or 2.
const SizeFactor = sizeFactor

// Ems gives a length of n times the body text's size, so that distances grow with the text.
func Ems(n float32) float32 { return theme.Size(SizeBody) * n }

// Steps gives n steps of 8, the grid of the drawings, grown by half of what the text grew: at 200% a screen needs its room
// for words more than for air.
func Steps(n float32) float32 {
	factor := theme.Size(sizeFactor)
	if factor < 1 {
		factor = 1
	}
	return n * 8 * (1 + (factor-1)/2)
}

// Ring gives how thick the line is around what has the keyboard.
func Ring() float32 { return lineOf(SizeRing, 2.5) }

// thick gives how thick a line is that is usually as thick as this.
func thick(usual float32) float32 { return max(lineOf(SizeLine, 0), usual) }

// lineOf asks the theme for a thickness, which it need not know.
func lineOf(name fyne.ThemeSizeName, otherwise float32) float32 {
	if size := theme.Size(name); size > 0 {
		return size
	}
	return otherwise
}

func colour(name fyne.ThemeColorName) color.Color {
	if name == inkNothing {
		return color.Transparent
	}
	return theme.Color(name)
}
