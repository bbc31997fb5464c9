package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"ehccasefile/app/ui/part"
)

// scheme is one set of colours. A new one is one row of schemes and one table of colours; theme_test.go computes every pair of words
// and ground in it.
type scheme struct {
	id      string  // as it is kept in the preferences; never changed
	title   string  // as the menu and Settings say it; goes through words
	about   string  // what it is good for, in one sentence
	dark    bool    // what it does not name is taken from Fyne's dark colours
	least   float64 // the contrast that all its words keep
	ink     map[fyne.ThemeColorName]color.Color
	strokes map[fyne.ThemeSizeName]float32 // lines thicker than usual
}

// schemes is every one there is, in the order they are offered. The first two are what "as the computer is set" means.
var schemes = []scheme{
	{"light", "Light", "Dark words on paper. Good by day.", false, 4.5, lightColours, nil},
	{"dark", "Dark", "Pale words on a dark ground. Good at night.", true, 4.5, darkColours, nil},
	{"contrast", "High contrast, light on black", "White and yellow on black, with thick lines.", true, 7, contrastColours, thickStrokes},
	{"contrast-light", "High contrast, black on white", "Black on white, with thick lines.", false, 7, contrastLightColours, thickStrokes},
	{"warm", "Warm, low glare", "Brown words on sand, with little blue. Good for tired eyes.", false, 4.5, warmColours, nil},
}

// asComputer is how the look is called that follows the computer.
const asComputer = "Light or dark as the computer is set"

// thickStrokes make the ring around what has the keyboard, and every line, easy to find.
var thickStrokes = map[fyne.ThemeSizeName]float32{part.SizeRing: 4.5, part.SizeLine: 2, theme.SizeNameInputBorder: 2.5, theme.SizeNameSeparatorThickness: 2}

func rgb(hex uint32) color.Color {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 255}
}

// wash is a colour thin enough to lie over any ground.
func wash(hex uint32, alpha uint8) color.Color {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: alpha}
}

// lightColours are those of the drawings: paper by day.
var lightColours = map[fyne.ThemeColorName]color.Color{
	part.OnGround: rgb(0xF6F4EF), part.OnSide: rgb(0xECE8DF), part.OnCard: rgb(0xFFFFFF), part.OnRest: rgb(0xECE8DF),
	part.InkPlain: rgb(0x1F2933), part.InkQuiet: rgb(0x52606D), part.LineThin: rgb(0xDDD7CA),
	part.InkMain: rgb(0x1D5B79), part.InkOnMain: rgb(0xFFFFFF), part.OnNote: rgb(0xE4EDF2),
	part.InkLate: rgb(0x8C2F20), part.OnLate: rgb(0xF7E3DF),
	part.InkSoon: rgb(0x7A5300), part.OnSoon: rgb(0xFBEFD0),
	part.InkDone: rgb(0x22573C), part.OnDone: rgb(0xDDEFE4),
	part.LineField: rgb(0x7B8794), part.LineFocus: rgb(0xB25E09),

	theme.ColorNameInputBackground: rgb(0xFFFFFF), theme.ColorNamePlaceHolder: rgb(0x5F6C79),
	theme.ColorNameButton: rgb(0xECE8DF), theme.ColorNameHover: wash(0x1D5B79, 0x16), theme.ColorNamePressed: wash(0x1D5B79, 0x30),
	theme.ColorNameFocus: wash(0x1D5B79, 0x38), theme.ColorNameSelection: wash(0x1D5B79, 0x40),
	theme.ColorNameMenuBackground: rgb(0xFFFFFF), theme.ColorNameOverlayBackground: rgb(0xFFFFFF),
	theme.ColorNameHeaderBackground: rgb(0xECE8DF), theme.ColorNameHyperlink: rgb(0x1D5B79),
	theme.ColorNameError: rgb(0x8C2F20), theme.ColorNameSuccess: rgb(0x22573C), theme.ColorNameWarning: rgb(0x7A5300),
	theme.ColorNameForegroundOnError: rgb(0xFFFFFF), theme.ColorNameForegroundOnSuccess: rgb(0xFFFFFF), theme.ColorNameForegroundOnWarning: rgb(0xFFFFFF),
	theme.ColorNameDisabled: rgb(0x6B7784), theme.ColorNameDisabledButton: rgb(0xECE8DF),
	theme.ColorNameScrollBar: wash(0x52606D, 0xC0), theme.ColorNameScrollBarBackground: wash(0x52606D, 0x10),
	theme.ColorNameShadow: wash(0x1F2933, 0x40),
}

// darkColours are the same paper by lamplight.
var darkColours = map[fyne.ThemeColorName]color.Color{
	part.OnGround: rgb(0x1B1F23), part.OnSide: rgb(0x15181B), part.OnCard: rgb(0x262B30), part.OnRest: rgb(0x15181B),
	part.InkPlain: rgb(0xECE7DC), part.InkQuiet: rgb(0xB3B8BD), part.LineThin: rgb(0x434B53),
	part.InkMain: rgb(0x8CC4E0), part.InkOnMain: rgb(0x0E2733), part.OnNote: rgb(0x22404F),
	part.InkLate: rgb(0xFFB4A5), part.OnLate: rgb(0x54241B),
	part.InkSoon: rgb(0xF6CF7A), part.OnSoon: rgb(0x473506),
	part.InkDone: rgb(0x9FDDB9), part.OnDone: rgb(0x1D4430),
	part.LineField: rgb(0x89939D), part.LineFocus: rgb(0xF2A65A),

	theme.ColorNameInputBackground: rgb(0x1B1F23), theme.ColorNamePlaceHolder: rgb(0xA3A9AF),
	theme.ColorNameButton: rgb(0x343B42), theme.ColorNameHover: wash(0x8CC4E0, 0x1C), theme.ColorNamePressed: wash(0x8CC4E0, 0x34),
	theme.ColorNameFocus: wash(0x8CC4E0, 0x40), theme.ColorNameSelection: wash(0x8CC4E0, 0x48),
	theme.ColorNameMenuBackground: rgb(0x262B30), theme.ColorNameOverlayBackground: rgb(0x262B30),
	theme.ColorNameHeaderBackground: rgb(0x15181B), theme.ColorNameHyperlink: rgb(0x8CC4E0),
	theme.ColorNameError: rgb(0xFFB4A5), theme.ColorNameSuccess: rgb(0x9FDDB9), theme.ColorNameWarning: rgb(0xF6CF7A),
	theme.ColorNameForegroundOnError: rgb(0x2B0F09), theme.ColorNameForegroundOnSuccess: rgb(0x0C2417), theme.ColorNameForegroundOnWarning: rgb(0x2A1F00),
	theme.ColorNameDisabled: rgb(0x98A0A8), theme.ColorNameDisabledButton: rgb(0x343B42),
	theme.ColorNameScrollBar: wash(0xB3B8BD, 0xA0), theme.ColorNameScrollBarBackground: wash(0xB3B8BD, 0x10),
	theme.ColorNameShadow: wash(0x000000, 0x80),
}

// contrastColours are for eyes that need every difference to be strong: 7:1 for all words.
var contrastColours = map[fyne.ThemeColorName]color.Color{
	part.OnGround: rgb(0x000000), part.OnSide: rgb(0x000000), part.OnCard: rgb(0x000000), part.OnRest: rgb(0x383838),
	part.InkPlain: rgb(0xFFFFFF), part.InkQuiet: rgb(0xF0F0F0), part.LineThin: rgb(0xB0B0B0),
	part.InkMain: rgb(0xFFE45C), part.InkOnMain: rgb(0x000000), part.OnNote: rgb(0x2B2600),
	part.InkLate: rgb(0xFFC4BA), part.OnLate: rgb(0x4A0A00),
	part.InkSoon: rgb(0xFFD98A), part.OnSoon: rgb(0x3A2800),
	part.InkDone: rgb(0xB4F5CC), part.OnDone: rgb(0x00321A),
	part.LineField: rgb(0xFFFFFF), part.LineFocus: rgb(0x4DE3FF),

	theme.ColorNameInputBackground: rgb(0x000000), theme.ColorNamePlaceHolder: rgb(0xD6D6D6),
	theme.ColorNameButton: rgb(0x1A1A1A), theme.ColorNameHover: wash(0xFFE45C, 0x28), theme.ColorNamePressed: wash(0xFFE45C, 0x40),
	theme.ColorNameFocus: wash(0x4DE3FF, 0x40), theme.ColorNameSelection: wash(0x4DE3FF, 0x48),
	theme.ColorNameMenuBackground: rgb(0x000000), theme.ColorNameOverlayBackground: rgb(0x000000),
	theme.ColorNameHeaderBackground: rgb(0x000000), theme.ColorNameHyperlink: rgb(0xFFE45C),
	theme.ColorNameError: rgb(0xFFC4BA), theme.ColorNameSuccess: rgb(0xB4F5CC), theme.ColorNameWarning: rgb(0xFFD98A),
	theme.ColorNameForegroundOnError: rgb(0x000000), theme.ColorNameForegroundOnSuccess: rgb(0x000000), theme.ColorNameForegroundOnWarning: rgb(0x000000),
	theme.ColorNameDisabled: rgb(0xC0C0C0), theme.ColorNameDisabledButton: rgb(0x1A1A1A),
	theme.ColorNameScrollBar: rgb(0xFFFFFF), theme.ColorNameScrollBarBackground: wash(0xFFFFFF, 0x30),
	theme.ColorNameShadow: wash(0x000000, 0xA0), // what lies behind a question goes back
}

// contrastLightColours are the same the other way round.
var contrastLightColours = map[fyne.ThemeColorName]color.Color{
	part.OnGround: rgb(0xFFFFFF), part.OnSide: rgb(0xFFFFFF), part.OnCard: rgb(0xFFFFFF), part.OnRest: rgb(0xCCCCCC),
	part.InkPlain: rgb(0x000000), part.InkQuiet: rgb(0x1F1F1F), part.LineThin: rgb(0x4D4D4D),
	part.InkMain: rgb(0x002B7F), part.InkOnMain: rgb(0xFFFFFF), part.OnNote: rgb(0xE3EBFF),
	part.InkLate: rgb(0x7A0000), part.OnLate: rgb(0xFFE4E0),
	part.InkSoon: rgb(0x4D3400), part.OnSoon: rgb(0xFFF2CC),
	part.InkDone: rgb(0x00401F), part.OnDone: rgb(0xDDF5E6),
	part.LineField: rgb(0x000000), part.LineFocus: rgb(0xB3005E),

	theme.ColorNameInputBackground: rgb(0xFFFFFF), theme.ColorNamePlaceHolder: rgb(0x3D3D3D),
	theme.ColorNameButton: rgb(0xEDEDED), theme.ColorNameHover: wash(0x002B7F, 0x18), theme.ColorNamePressed: wash(0x002B7F, 0x30),
	theme.ColorNameFocus: wash(0xB3005E, 0x20), theme.ColorNameSelection: wash(0x002B7F, 0x38),
	theme.ColorNameMenuBackground: rgb(0xFFFFFF), theme.ColorNameOverlayBackground: rgb(0xFFFFFF),
	theme.ColorNameHeaderBackground: rgb(0xFFFFFF), theme.ColorNameHyperlink: rgb(0x002B7F),
	theme.ColorNameError: rgb(0x7A0000), theme.ColorNameSuccess: rgb(0x00401F), theme.ColorNameWarning: rgb(0x4D3400),
	theme.ColorNameForegroundOnError: rgb(0xFFFFFF), theme.ColorNameForegroundOnSuccess: rgb(0xFFFFFF), theme.ColorNameForegroundOnWarning: rgb(0xFFFFFF),
	theme.ColorNameDisabled: rgb(0x4A4A4A), theme.ColorNameDisabledButton: rgb(0xEDEDED),
	theme.ColorNameScrollBar: rgb(0x000000), theme.ColorNameScrollBarBackground: wash(0x000000, 0x20),
	theme.ColorNameShadow: wash(0x000000, 0x60),
}

// warmColours are sand and bark: nothing as bright as white, and little blue.
var warmColours = map[fyne.ThemeColorName]color.Color{
	part.OnGround: rgb(0xE6D9BE), part.OnSide: rgb(0xDACBAB), part.OnCard: rgb(0xEFE4CD), part.OnRest: rgb(0xDACBAB),
	part.InkPlain: rgb(0x33261A), part.InkQuiet: rgb(0x5B4934), part.LineThin: rgb(0xC9B894),
	part.InkMain: rgb(0x76400F), part.InkOnMain: rgb(0xF6EBD6), part.OnNote: rgb(0xE3D2AE),
	part.InkLate: rgb(0x842A18), part.OnLate: rgb(0xEBCDB8),
	part.InkSoon: rgb(0x6A4A00), part.OnSoon: rgb(0xEDDBA4),
	part.InkDone: rgb(0x3D5222), part.OnDone: rgb(0xD9DDB5),
	part.LineField: rgb(0x806B4F), part.LineFocus: rgb(0x0A5A62),

	theme.ColorNameInputBackground: rgb(0xF3EAD6), theme.ColorNamePlaceHolder: rgb(0x665440),
	theme.ColorNameButton: rgb(0xDACBAB), theme.ColorNameHover: wash(0x76400F, 0x16), theme.ColorNamePressed: wash(0x76400F, 0x30),
	theme.ColorNameFocus: wash(0x76400F, 0x30), theme.ColorNameSelection: wash(0x76400F, 0x38),
	theme.ColorNameMenuBackground: rgb(0xEFE4CD), theme.ColorNameOverlayBackground: rgb(0xEFE4CD),
	theme.ColorNameHeaderBackground: rgb(0xDACBAB), theme.ColorNameHyperlink: rgb(0x76400F),
	theme.ColorNameError: rgb(0x842A18), theme.ColorNameSuccess: rgb(0x3D5222), theme.ColorNameWarning: rgb(0x6A4A00),
	theme.ColorNameForegroundOnError: rgb(0xF6EBD6), theme.ColorNameForegroundOnSuccess: rgb(0xF6EBD6), theme.ColorNameForegroundOnWarning: rgb(0xF6EBD6),
	theme.ColorNameDisabled: rgb(0x6A5A44), theme.ColorNameDisabledButton: rgb(0xDACBAB),
	theme.ColorNameScrollBar: wash(0x5B4934, 0xC0), theme.ColorNameScrollBarBackground: wash(0x5B4934, 0x10),
	theme.ColorNameShadow: wash(0x33261A, 0x40),
}
