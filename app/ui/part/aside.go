package part

import "fyne.io/fyne/v2"

// Aside puts a short part at the right of a long one, which gets share times its width. Where either would be narrower than
// least ems, the short part comes first and the long one below it, so that nobody has to go past it.
func Aside(least, share float32, long, short fyne.CanvasObject) *Box {
	return newBox(aside{columns{narrow: least, share: share}}, []fyne.CanvasObject{long, short})
}

type aside struct{ columns }

func (a aside) place(kids []fyne.CanvasObject, width float32, at put) float32 {
	widths := a.widths(len(kids), width-Steps(2)*float32(len(kids)-1))
	for i, kid := range kids {
		if len(kids) == 2 && (widths[i] < Ems(a.narrow) || widths[i] < kid.MinSize().Width) {
			return stack{2}.place([]fyne.CanvasObject{kids[1], kids[0]}, width, at)
		}
	}
	return a.columns.place(kids, width, at)
}
