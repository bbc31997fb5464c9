package part

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Drag lets what it holds be dragged by the pointer; a short press still reaches what lies below it. Whoever uses it offers
// the same by keyboard.
type Drag struct {
	widget.BaseWidget
	held fyne.CanvasObject
	to   func(y float32) // told where on the window the pointer is
	end  func()
}

// NewDrag makes a part draggable: to is told the pointer's height on the window while it is dragged, end when it is let go.
func NewDrag(held fyne.CanvasObject, to func(y float32), end func()) *Drag {
	d := &Drag{held: held, to: to, end: end}
	d.ExtendBaseWidget(d)
	return d
}

// Dragged is Fyne's.
func (d *Drag) Dragged(ev *fyne.DragEvent) { d.to(ev.AbsolutePosition.Y) }

// DragEnd is Fyne's.
func (d *Drag) DragEnd() { d.end() }

// Kids is what it holds.
func (d *Drag) Kids() []fyne.CanvasObject { return []fyne.CanvasObject{d.held} }

// HeightFor gives the height at a width.
func (d *Drag) HeightFor(width float32) float32 { return HeightFor(d.held, width) }

// MinSize is the least size of what it holds.
func (d *Drag) MinSize() fyne.Size { return d.held.MinSize() }

// CreateRenderer is Fyne's.
func (d *Drag) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(d.held) }
