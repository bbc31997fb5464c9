package part

import (
	"image"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestPreviewKeepsThePagesShape(t *testing.T) {
	p := NewPreview()
	onCanvas(t, NewPage(p), 400, 900)
	for _, size := range []image.Point{{210, 297}, {297, 210}, {100, 3000}} {
		p.Draw(image.NewGray(image.Rectangle{Max: size}))
		drawn := test.WidgetRenderer(p).Objects()[0].Size()
		if got, want := drawn.Width/drawn.Height, float32(size.X)/float32(size.Y); got < want*0.99 || got > want*1.01 {
			t.Errorf("%v is drawn as %v", size, drawn)
		}
		if height := p.HeightFor(300); height > Ems(34)+1 {
			t.Errorf("%v is %v high", size, height)
		}
	}
}

func TestPreviewShowsWordsInPlaceOfAPicture(t *testing.T) {
	p := NewPreview()
	onCanvas(t, NewPage(p), 400, 900)
	p.Draw(image.NewGray(image.Rect(0, 0, 210, 297)))
	p.Say("They said the plan would be late.")
	if p.Kids()[0].(*Text).String() == "" || test.WidgetRenderer(p).Objects()[0].Visible() {
		t.Error("the picture is still there")
	}
}

func TestDragTellsWhereThePointerIs(t *testing.T) {
	var at []float32
	ended := false
	d := NewDrag(Body("A row"), func(y float32) { at = append(at, y) }, func() { ended = true })
	onCanvas(t, NewPage(d), 300, 200)
	d.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: fyne.NewPos(5, 70)}})
	d.DragEnd()
	if len(at) != 1 || at[0] != 70 || !ended {
		t.Errorf("told %v, ended %v", at, ended)
	}
}

func TestAsidePutsTheShortPartFirstWhereThereIsNoRoom(t *testing.T) {
	long, short := NewCard("Long"), NewCard("Short")
	box := Aside(17, 1.5, long, short)
	w := onCanvas(t, NewPage(box), 1200, 600)
	if long.Position().X >= short.Position().X || long.Position().Y != short.Position().Y {
		t.Errorf("side by side they stand at %v and %v", long.Position(), short.Position())
	}
	w.Resize(fyne.NewSize(500, 600))
	if short.Position().Y >= long.Position().Y || short.Position().X != long.Position().X {
		t.Errorf("in one column they stand at %v and %v", long.Position(), short.Position())
	}
}
