package ui

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"ehccasefile/app/ui/part"
	"ehccasefile/assets"
)

// look is how the window looks: its colours, its typeface, and the size of the text.
type look struct {
	factor  float32 // the size of the text: one of textSizes
	colours string  // the id of one of schemes; "" is light or dark as the computer is set
	face    string  // the id of one of faces
	still   bool    // nothing moves by itself
}

// textSizes are the sizes offered, as parts of the normal one.
var textSizes = []float32{1, 1.3, 1.6, 2}

var (
	faceRegular    = fyne.NewStaticResource("AtkinsonHyperlegibleNext-Regular.ttf", assets.Regular)
	faceBold       = fyne.NewStaticResource("AtkinsonHyperlegibleNext-Bold.ttf", assets.Bold)
	faceItalic     = fyne.NewStaticResource("AtkinsonHyperlegibleNext-Italic.ttf", assets.Italic)
	faceBoldItalic = fyne.NewStaticResource("AtkinsonHyperlegibleNext-BoldItalic.ttf", assets.BoldItalic)
)

// Font gives Atkinson Hyperlegible Next, drawn for low vision, unless Fyne's own Noto Sans was chosen.
func (l look) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace, style.Symbol, l.face == faceNoto:
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
	if size, ok := l.scheme(theme.VariantLight).strokes[name]; ok {
		return size
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

// Color gives the colours of the chosen scheme. What none of them names is Fyne's own.
func (l look) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	s := l.scheme(variant)
	if c, ok := s.ink[name]; ok {
		return c
	}
	if s.dark {
		return theme.DefaultTheme().Color(name, theme.VariantDark)
	}
	return theme.DefaultTheme().Color(name, theme.VariantLight)
}

// title names the colours as the menu and Settings do.
func (l look) title() string {
	if l.colours == "" {
		return asComputer
	}
	return l.scheme(theme.VariantLight).title
}

// scheme is the one chosen; where none is, the one that goes with how the computer is set.
func (l look) scheme(variant fyne.ThemeVariant) scheme {
	for _, s := range schemes {
		if s.id == l.colours {
			return s
		}
	}
	if variant == theme.VariantDark {
		return schemes[1]
	}
	return schemes[0]
}
