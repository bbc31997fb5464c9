package pdf

import (
	"fmt"
	"math"
)

// leaf is one page of a source with what it inherits (7.7.3.4).
type leaf struct {
	num       int // object number, 0 if the page is written inside its parent
	dict      dict
	resources any
	view      view
}

// legacy is a page that inherits: the nearest value of each key.
type legacy struct{ resources, media, crop, rotate any }

// walk is one way down the page tree.
type walk struct {
	*reader
	above map[int]bool // nodes on the way down to this one
	pages []leaf
	lost  int // kids that are no page
}

// leaves lists the pages. Count is not believed, a node is not entered from
// below itself, and a kid that cannot be read costs only itself.
func (r *reader) leaves() ([]leaf, int, error) {
	w := walk{reader: r, above: map[int]bool{}}
	if err := w.down(r.catalog().get("Pages"), legacy{}, 0); err != nil {
		return nil, 0, err
	}
	if len(w.pages) == 0 {
		w.strays()
	}
	if r.purse.err != nil {
		return nil, 0, r.purse.err
	}
	if len(w.pages) == 0 {
		return nil, 0, fmt.Errorf("%w: it has no pages that can be read", ErrDamaged)
	}
	return w.pages, w.lost, nil
}

func (w *walk) down(o any, from legacy, depth int) error {
	n := w.target(o)
	d := w.dict(o)
	if d == nil || depth > w.lim.MaxTree || w.above[n] {
		w.lost++
		return nil
	}
	from = w.inherit(d, from)
	kids, kind := w.array(d.get("Kids")), w.name(d.get("Type"))
	if kind == "Page" || kids == nil && kind != "Pages" {
		return w.add(n, d, from)
	}
	if n != 0 {
		w.above[n] = true
		defer delete(w.above, n)
	}
	for _, k := range kids {
		if !w.purse.spend(32) {
			return w.purse.err
		}
		if err := w.down(k, from, depth+1); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) inherit(d dict, from legacy) legacy {
	take := func(into *any, key name) {
		if v := d.get(key); v != nil {
			*into = v
		}
	}
	take(&from.resources, "Resources")
	take(&from.media, "MediaBox")
	take(&from.crop, "CropBox")
	take(&from.rotate, "Rotate")
	return from
}

func (w *walk) add(n int, d dict, from legacy) error {
	if len(w.pages) >= w.lim.MaxPages {
		return fmt.Errorf("%w: it has more than %d pages", ErrTooLarge, w.lim.MaxPages)
	}
	w.pages = append(w.pages, leaf{
		num: n, dict: d, resources: from.resources,
		view: view{box: w.visible(from), turn: w.turn(from.rotate), unit: w.unit(d)},
	})
	return nil
}

// strays takes every page object there is, in the order of their numbers, when
// the tree that should order them is gone.
func (w *walk) strays() {
	for n := 1; n < len(w.entries) && len(w.pages) < w.lim.MaxPages && w.purse.err == nil; n++ {
		if d, ok := w.load(n).val.(dict); ok && w.name(d.get("Type")) == "Page" {
			w.rebuilt = true
			_ = w.add(n, d, w.inherit(d, legacy{})) // cannot be too many: the loop counts
		}
	}
}

// usLetter is what readers take for a page without a usable size.
var usLetter = rect{0, 0, 612, 792}

// visible gives the part of the page that shows: CropBox within MediaBox.
func (w *walk) visible(from legacy) rect {
	media, ok := w.rect(from.media)
	if !ok {
		media = usLetter
	}
	crop, ok := w.rect(from.crop)
	if !ok {
		return media
	}
	crop = rect{max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3])}
	if crop.width() < 1 || crop.height() < 1 {
		return media
	}
	return crop
}

// rect reads a rectangle that something can be seen in.
func (r *reader) rect(o any) (rect, bool) {
	v, ok := r.area(o)
	return v, ok && v.width() >= 1e-3 && v.height() >= 1e-3
}

// area reads a rectangle whose corners may come in any order. One that no page
// could have is refused.
func (r *reader) area(o any) (rect, bool) {
	a := r.array(o)
	if len(a) < 4 {
		return rect{}, false
	}
	var v rect
	for i := range v {
		n, ok := number(r.value(a[i]))
		if !ok || math.Abs(n) > 1e7 {
			return rect{}, false
		}
		v[i] = n
	}
	return rect{min(v[0], v[2]), min(v[1], v[3]), max(v[0], v[2]), max(v[1], v[3])}, true
}

// turn reads Rotate; what is no quarter turn counts as the quarter before it.
func (w *walk) turn(o any) int {
	n, _ := integer(w.value(o))
	return ((n%360 + 360) % 360) / 90 * 90
}

func (w *walk) unit(d dict) float64 {
	u, ok := number(w.value(d.get("UserUnit")))
	if !ok || u < 1e-3 || u > 1e4 {
		return 1
	}
	return u
}
