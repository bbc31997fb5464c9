package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"ehccasefile/app/ui/part"
	"ehccasefile/assets"
)

// look is how the window looks: calm paper by day, the same paper by lamplight in the dark, at any size of text.
type look struct {
	factor  float32            // the size of the text: one of textSizes
	variant *fyne.ThemeVariant // nil follows the system
}

// textSizes are the sizes offered, as parts of the normal one.
var textSizes = []float32{1, 1.3, 1.6, 2}

var (
	faceRegular    = fyne.NewStaticResource("AtkinsonHyperlegibleNext-Regular.ttf", assets.Regular)
	faceBold       = fyne.NewStaticResource("AtkinsonHyperlegibleNext-Bold.ttf", assets.Bold)
	faceItalic     = fyne.NewStaticResource("AtkinsonHyperlegibleNext-Italic.ttf", assets.Italic)
	faceBoldItalic = fyne.NewStaticResource("AtkinsonHyperlegibleNext-BoldItalic.ttf", assets.BoldItalic)
)

// Font gives Atkinson Hyperlegible Next, drawn for low vision.
func (l look) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace, style.Symbol:
		return theme.DefaultTheme().Font(style)
	case style.Bold && style.Italic:
		return faceBoldItalic
	case style.Bold:
		return faceBold
	case style.Italic:
		return faceItalic
	}
	return faceRegular
}

// Icon gives Fyne's own.
func (l look) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size gives lengths: those of letters grow with the text, those of air by half as much.
func (l look) Size(name fyne.ThemeSizeName) float32 {
	if name == part.SizeFactor {
		return l.factor
	}
	if size, ok := typeSizes[name]; ok {
		return size * l.factor
	}
	if size, ok := airSizes[name]; ok {
		return size * (1 + (l.factor-1)/2)
	}
	return theme.DefaultTheme().Size(name)
}

var typeSizes = map[fyne.ThemeSizeName]float32{
	part.SizeTitle: 25, part.SizeLead: 20, part.SizeCard: 17, part.SizeBody: 16, part.SizeQuiet: 14.5,
	theme.SizeNameInlineIcon: 20,
}

var airSizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNamePadding: 4, theme.SizeNameInnerPadding: 9, theme.SizeNameLineSpacing: 5,
	theme.SizeNameScrollBar: 14, theme.SizeNameScrollBarSmall: 6,
	theme.SizeNameInputRadius: 8, theme.SizeNameSelectionRadius: 8, theme.SizeNameInputBorder: 1.4,
}

// Color gives the colours of the drawings, by day or in the dark.
func (l look) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	if l.variant != nil {
		variant = *l.variant
	}
	colours := lightColours
	if variant == theme.VariantDark {
		colours = darkColours
	}
	if c, ok := colours[name]; ok {
		return c
	}
	return theme.DefaultTheme().Color(name, variant)
}

func rgb(hex uint32) color.Color {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 255}
}

// wash is a colour thin enough to lie over any ground.
func wash(hex uint32, alpha uint8) color.Color {
	return color.NRGBA{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: alpha}
}

// lightColours and darkColours: every pair of words and ground keeps at least 4.5:1; theme_test.go computes it.
var lightColours = map[fyne.ThemeColorName]color.Color{
	part.OnGround: rgb(0xF6F4EF), part.OnSide: rgb(0xECE8DF), part.OnCard: rgb(0xFFFFFF),
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
	theme.ColorNameScrollBar: wash(0x52606D, 0xA0), theme.ColorNameScrollBarBackground: wash(0x52606D, 0x10),
	theme.ColorNameShadow: wash(0x1F2933, 0x40),
}

var darkColours = map[fyne.ThemeColorName]color.Color{
	part.OnGround: rgb(0x1B1F23), part.OnSide: rgb(0x15181B), part.OnCard: rgb(0x262B30),
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
