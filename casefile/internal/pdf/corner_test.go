package pdf

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
)

// corners are pages of A4, each with what stands or does not stand where the number goes.
func corners() map[string]struct {
	draft   draft
	crowded bool
} {
	type row = struct {
		draft   draft
		crowded bool
	}
	page := func(keys, content string) draft {
		return paper(1, "/MediaBox"+a4Box+keys, func(int) string { return "BT /F1 12 Tf 72 700 Td (Above) Tj ET " + content })
	}
	text := func(x, y float64, words string) string {
		return fmt.Sprintf("BT /F1 9 Tf %g %g Td (%s) Tj ET ", x, y, words)
	}
	form := page("", "/Fm Do")
	f := form.stream("/Type/XObject/Subtype/Form/BBox[0 0 200 40]/Matrix[1 0 0 1 395 0]/Resources<</Font<</F1 3 0 R>>>>", "BT /F1 9 Tf 140 15 Td (Form7) Tj ET")
	form.Objs[4] = strings.Replace(form.Objs[4], "/Resources<<", fmt.Sprintf("/Resources<</XObject<</Fm %d 0 R>>", f), 1)
	high := page("", "/Fm Do")
	f = high.stream("/Type/XObject/Subtype/Form/BBox[0 500 595 842]/Resources<</Font<</F1 3 0 R>>>>", "BT /F1 9 Tf 535 515 Td (Higher) Tj ET")
	high.Objs[4] = strings.Replace(high.Objs[4], "/Resources<<", fmt.Sprintf("/Resources<</XObject<</Fm %d 0 R>>", f), 1)
	remark := page("", "")
	look := remark.stream("/BBox[0 0 50 20]/Resources<<>>", "1 0 0 rg 0 0 50 20 re f")
	a := remark.add("<</Type/Annot/Subtype/Stamp/F 4/Rect[530 8 580 28]/AP<</N %d 0 R>>>>", look)
	remark.Objs[4] = strings.Replace(remark.Objs[4], "/Type/Page", fmt.Sprintf("/Type/Page/Annots[%d 0 R]", a), 1)
	wide := page("", "BT /F2 9 Tf 72 15 Td (aaaaaaaaaa) Tj ET")
	w := wide.add("<</Type/Font/Subtype/TrueType/BaseFont/Made/FirstChar 97/LastChar 97/Widths[100]>>")
	wide.Objs[4] = strings.Replace(wide.Objs[4], "/Font<<", fmt.Sprintf("/Font<</F2 %d 0 R", w), 1)
	return map[string]row{
		"nothing":                   {page("", ""), false},
		"a footer on the right":     {page("", text(530, 15, "Page1")), true},
		"a footer on the left":      {page("", text(72, 15, "Ref SEN/1234")), false},
		"a long footer":             {page("", text(72, 15, strings.Repeat("all along the foot ", 6))), true},
		"a narrow typeface":         {wide, false},
		"just above":                {page("", text(530, 34, "Above2")), false},
		"by steps":                  {page("", "BT /F1 9 Tf 14 TL 72 43 Td T* T* 470 0 Td [(Pa)-20(ge)] TJ ET"), true},
		"by a matrix":               {page("", "BT /F1 1 Tf 9 0 0 9 540 15 Tm (Mat) Tj ET"), true},
		"a number at the very edge": {page("", text(584, 15, "9")), true},
		"a number at the very foot": {page("", text(540, 2, "30 of 99")), true},
		"a line at the very edge":   {page("", "590 0 m 590 842 l S"), false},
		"a word above, at the edge": {page("", "BT /F1 9 Tf 0 1 -1 0 588 40 Tm (Above) Tj ET"), false},
		"upside down by cm":         {page("", "q -1 0 0 -1 560 20 cm BT /F1 9 Tf 0 0 Td (turned) Tj ET Q"), true},
		"by two strings":            {page("", "BT /F1 9 Tf 480 15 Td (first part of it) Tj (second) Tj ET"), true},
		"by a quote":                {page("", "BT /F1 9 Tf 14 TL 540 29 Td (quoted) ' ET"), true},
		"unseen words":              {page("", "BT 3 Tr /F1 9 Tf 540 15 Td (unseen) Tj ET"), false},
		"a form":                    {form, true},
		"a form higher up":          {high, false},
		"a stamp":                   {remark, true},
		"white paint":               {page("", "1 g 0 0 595 842 re f 1 1 1 rg 500 0 95 50 re f 0 0 0 0 k 500 0 95 50 re f"), false},
		"grey paint":                {page("", "0.9 g 0 0 595 842 re f"), true},
		"white by its space":        {page("", "/DeviceRGB cs 1 1 1 sc 0 0 595 842 re f"), false},
		"black by its space":        {page("", "/DeviceRGB cs 0 0 595 842 re f"), true},
		"a line":                    {page("", "50 20 m 560 20 l S"), true},
		"a line elsewhere":          {page("", "50 40 m 560 40 l S"), false},
		"a curve":                   {page("", "100 20 m 200 20 300 20 560 20 c S"), true},
		"clipped away":              {page("", "q 0 100 595 742 re W n 0 g 0 0 595 842 re f Q"), false},
		"a clip that ended":         {page("", "q 0 100 595 742 re W n Q 0 g 0 0 595 842 re f"), true},
		"an inline picture":         {page("", "q 100 0 0 30 490 0 cm BI /W 1/H 1/BPC 8/CS/G ID x EI Q"), true},
		"turned 90, in its corner":  {page("/Rotate 90", "BT /F1 9 Tf 0 1 -1 0 578 800 Tm (Side) Tj ET"), true},
		"turned 90, at its edge":    {page("/Rotate 90", text(584, 832, "9")), true},
		"turned 90, in the other":   {page("/Rotate 90", text(530, 15, "Corner")), false},
		"turned 180, in its corner": {page("/Rotate 180", "BT /F1 9 Tf -1 0 0 -1 60 825 Tm (Over) Tj ET"), true},
		"cut off inside a string":   {page("", "BT /F1 9 Tf 540 15 Td (never ends"), false},
	}
}

func TestWhatStandsInTheCorner(t *testing.T) {
	for name, c := range corners() {
		s := mustRead(t, c.draft.bytes())
		seen, err := s.look(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if seen[0].crowded != c.crowded {
			t.Errorf("%s: crowded %t, want %t", name, seen[0].crowded, c.crowded)
		}
	}
}

// TestNumberCoversNoWord has poppler say where every word stands in the finished book.
func TestNumberCoversNoWord(t *testing.T) {
	var list []*Source
	var names []string
	for name, c := range corners() {
		list, names = append(list, mustRead(t, c.draft.bytes())), append(names, name)
	}
	path := save(t, "book.pdf", assemble(t, bookOf(t, true, list...)))
	quiet(t, "qpdf", "--check", path)
	for i, p := range look(t, path) {
		number := strconv.Itoa(i + 1)
		if !inCorner(p, number) {
			t.Errorf("%s: its number is not in the corner: %v", names[i], p.words)
		}
		st := newStamp(nil, 2*numberSize*.56/numberSize, p.width, p.height).box()
		ground := rect{st[0], p.height - st[3], p.width, p.height} // with what lies between it and the corner
		for _, w := range p.words {
			if w.text != number && names[i] != "unseen words" && w.box.meets(ground) {
				t.Errorf("%s: %q stands under the number, or beside it in the corner", names[i], w.text)
			}
		}
	}
}

// TestACrowdedPageLosesNothing compares the pictures of pages that were laid above their number.
func TestACrowdedPageLosesNothing(t *testing.T) {
	for name, c := range corners() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := mustRead(t, c.draft.bytes())
			path := save(t, "book.pdf", assemble(t, bookOf(t, true, mustRead(t, simple(1).bytes()), s)))
			checkPictures(t, save(t, "was.pdf", c.draft.bytes()), path, s)
		})
	}
}
