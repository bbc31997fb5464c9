package ui

import (
	"runtime"
	"slices"
)

// The names under which the look is remembered between one start and the next. No word about a case is ever kept there.
const (
	prefText    = "text"    // the factor
	prefVariant = "variant" // the id of the colours, or "" for as the computer is set
	prefFace    = "face"    // the id of the typeface
	prefStill   = "still"   // nothing moves by itself
	prefRecent  = "recent"  // paths of case files
)

// The typefaces there are.
const (
	faceAtkinson = ""
	faceNoto     = "noto"
)

// restoreLook sets the look as it was left. What an older or newer program kept and this one does not know is as if nothing was chosen.
func (u *UI) restoreLook() {
	kept := u.app.Preferences()
	u.look = look{factor: float32(kept.FloatWithFallback(prefText, 1)), still: kept.Bool(prefStill)}
	if !slices.Contains(textSizes, u.look.factor) {
		u.look.factor = 1
	}
	if kept.String(prefFace) == faceNoto {
		u.look.face = faceNoto
	}
	u.look.colours = kept.StringWithFallback(prefVariant, firstColours())
	if u.look.colours != "" && !isScheme(u.look.colours) {
		u.look.colours = firstColours()
	}
	u.app.Settings().SetTheme(u.look)
}

// firstColours are those before anybody chose: as the computer is set, where that can be asked, and light elsewhere.
func firstColours() string {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return ""
	}
	return "light"
}

func isScheme(id string) bool {
	return slices.ContainsFunc(schemes, func(s scheme) bool { return s.id == id })
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
	u.setText(textSizes[at])
}

// setText chooses the size of the text.
func (u *UI) setText(factor float32) {
	u.look.factor = factor
	u.app.Preferences().SetFloat(prefText, float64(factor))
	u.applyLook()
}

// setColours chooses a scheme by its id; "" is as the computer is set.
func (u *UI) setColours(id string) {
	u.look.colours = id
	u.app.Preferences().SetString(prefVariant, id)
	u.applyLook()
}

// setFace chooses the typeface.
func (u *UI) setFace(id string) {
	u.look.face = id
	u.app.Preferences().SetString(prefFace, id)
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
