package odd

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Random is a document of one to four pages drawn by lot: sizes, turns, crops, units and origins of every awkward kind, content that
// leaves something open, text in every corner, bookmarks, and a link from each page to another. To gives the page, counted from 0,
// that the link of each page leads to.
func Random(rnd *rand.Rand) (d *Draft, to []int) {
	n := 1 + rnd.IntN(4)
	boxes := make([]Rect, n)
	for i := range boxes {
		boxes[i] = randomBox(rnd)
	}
	d = Paper(n, "", func(i int) string { return randomContent(rnd, boxes[i], i) })
	page := func(i int) int { return 5 + 2*i }
	names := ""
	for i, box := range boxes {
		next := rnd.IntN(n)
		to = append(to, next)
		by := []string{fmt.Sprintf("/Dest[%d 0 R/Fit]", page(next)), fmt.Sprintf("/A<</S/GoTo/D(p%d)>>", next),
			fmt.Sprintf("/Dest(p%d)", next), fmt.Sprintf("/A<</S/GoTo/D[%d 0 R/XYZ 0 100 null]>>", page(next))}[rnd.IntN(4)]
		x, y := box[0]+box.width()*.1, box[1]+box.height()*.6
		a := d.Add("<</Type/Annot/Subtype/Link/Rect[%f %f %f %f]%s>>", x, y, x+box.width()*.3, y+box.height()*.05, by)
		d.Objs[page(i)-1] = strings.Replace(d.Objs[page(i)-1], "/Type/Page", fmt.Sprintf("/Type/Page%s/Annots[%d 0 R]", randomKeys(rnd, box), a), 1)
		names += fmt.Sprintf("(p%d)[%d 0 R/Fit]", i, page(i))
	}
	root := len(d.Objs) + 1
	d.Add("<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", root+1, root+n, n)
	for i := range n {
		links := ""
		if i > 0 {
			links += fmt.Sprintf("/Prev %d 0 R", root+i)
		}
		if i+1 < n {
			links += fmt.Sprintf("/Next %d 0 R", root+2+i)
		}
		d.Add("<</Title(Part %d)/Parent %d 0 R/Dest(p%d)%s>>", i+1, root, i, links)
	}
	return WithCatalog(d, fmt.Sprintf("/Outlines %d 0 R/Names<</Dests<</Names[%s]>>>>", root, names)), to
}

// randomBox is a page's size and where its origin lies.
func randomBox(rnd *rand.Rand) Rect {
	sizes := [][2]float64{{595.28, 841.89}, {595.28, 841.89}, {595.28, 841.89}, {841.89, 595.28}, {612, 792}, {2383.94, 3370.39},
		{297.64, 419.53}, {200, 50}, {60, 60}, {1190.55, 841.89}, {200, 3000}}
	s := sizes[rnd.IntN(len(sizes))]
	at := [][2]float64{{0, 0}, {0, 0}, {-200, -300}, {1000, 50}}[rnd.IntN(4)]
	return Rect{at[0], at[1], at[0] + s[0], at[1] + s[1]}
}

// randomKeys say how a page with that visible box shows.
func randomKeys(rnd *rand.Rand, box Rect) string {
	keys := ""
	corners := [4]float64(box)
	if rnd.IntN(4) == 0 {
		corners = [4]float64{box[2], box[3], box[0], box[1]} // reversed
	}
	spell := func(c [4]float64) string { return fmt.Sprintf("[%f %f %f %f]", c[0], c[1], c[2], c[3]) }
	if rnd.IntN(3) == 0 {
		keys += "/CropBox" + spell(corners)
		corners = [4]float64{box[0] - 50, box[1] - 80, box[2] + 120, box[3] + 30}
	}
	keys += "/MediaBox" + spell(corners)
	if rnd.IntN(2) == 0 {
		keys += fmt.Sprintf("/Rotate %d", 90*(rnd.IntN(8)-3))
	}
	if rnd.IntN(8) == 0 {
		keys += fmt.Sprintf("/UserUnit %g", []float64{.5, 2, 3}[rnd.IntN(3)])
	}
	return keys
}

// randomContent is a scene, words near the edges, and perhaps something left open.
func randomContent(rnd *rand.Rand, box Rect, i int) string {
	var b strings.Builder
	b.WriteString([]string{"", "", "", "Q ", "0.9 0 0 0.9 5 5 cm ", "1 g 0 0 9999 9999 re f "}[rnd.IntN(6)])
	b.WriteString(Scene(box, fmt.Sprintf("Evidence %d", i+1)))
	size := max(4, min(box.width(), box.height())/60)
	for range rnd.IntN(4) {
		x, y := box[0]+box.width()*[]float64{.02, .5, .86}[rnd.IntN(3)], box[1]+box.height()*[]float64{.015, .97}[rnd.IntN(2)]
		fmt.Fprintf(&b, "BT /F1 %f Tf %f %f Td (%s) Tj ET\n", size, x, y, []string{"Page 7", "12 of 30", "school", "99"}[rnd.IntN(4)])
	}
	b.WriteString([]string{"", "", "", "q q ", "BT /F1 9 Tf ", "q 0 0 1 1 re W n ", "/Span BMC "}[rnd.IntN(7)])
	return b.String()
}
