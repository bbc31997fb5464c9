package pdf

import "maps"

// destinations collects the source's named destinations (12.3.2.3), from the
// name tree and from the older dictionary.
func (c *carrier) destinations() map[string]any {
	if c.names != nil {
		return c.names
	}
	c.names = map[string]any{}
	cat := c.catalog()
	for _, f := range c.dict(cat.get("Dests")) {
		c.names[string(f.key)] = f.val
	}
	found := map[string]any{}
	c.nameTree(c.dict(cat.get("Names")).get("Dests"), found, map[int]bool{}, 0)
	maps.Copy(c.names, found)
	return c.names
}

func (c *carrier) nameTree(o any, into map[string]any, seen map[int]bool, depth int) {
	n := c.target(o)
	d := c.dict(o)
	if d == nil || seen[n] || depth > c.lim.MaxTree || !c.purse.spend(64) {
		return
	}
	if n != 0 {
		seen[n] = true
	}
	list := c.array(d.get("Names"))
	for i := 0; i+1 < len(list); i += 2 {
		if key, ok := c.value(list[i]).(text); ok {
			into[string(key.bytes())] = list[i+1]
		}
	}
	for _, k := range c.array(d.get("Kids")) {
		c.nameTree(k, into, seen, depth+1)
	}
}

// destination turns what a source calls a destination into a place in the book:
// a page's number and how it is shown. It is nil if that is no page of the part.
func (c *carrier) destination(o any) array {
	for range 8 { // a name may stand for a dictionary that holds an array
		switch v := c.value(o).(type) {
		case array:
			return c.explicit(v)
		case dict:
			o = v.get("D")
		case name:
			o = c.destinations()[string(v)]
		case text:
			o = c.destinations()[string(v.bytes())]
		default:
			return nil
		}
	}
	return nil
}

func (c *carrier) explicit(a array) array {
	if len(a) == 0 {
		return nil
	}
	page, ok := c.pages[c.target(a[0])]
	if n, direct := a[0].(int); direct {
		page, ok = n, n >= 0 && n < len(c.places)
	}
	if !ok {
		return nil
	}
	kind, list := name("Fit"), []any(nil)
	if len(a) > 1 {
		kind, list = c.name(a[1]), a[2:]
	}
	return append(array{c.pageNumber(page)}, c.aim(c.places[page], kind, list)...)
}

// aim carries the rest of a destination (12.3.2.2) over to where the page lies.
func (c *carrier) aim(p place, kind name, list []any) array {
	arg := func(i int) any {
		if i < len(list) {
			if v, ok := number(c.value(list[i])); ok {
				return v
			}
		}
		return nil
	}
	var left, top any
	switch kind {
	case "XYZ":
		left, top = arg(0), arg(1)
	case "FitH", "FitBH":
		top = arg(0)
	case "FitR":
		left, top = arg(0), arg(3)
	case "FitV", "FitBV":
		left = arg(0)
	default:
		return array{name("Fit")}
	}
	// The zoom of the source is not kept: the reader's own is the one that is
	// comfortable, and on a scaled page the old one would be wrong.
	if !p.scaled {
		return array{name("XYZ"), left, top, nil}
	}
	x, ok1 := left.(float64)
	y, ok2 := top.(float64)
	if !ok1 && !ok2 {
		return array{name("Fit")}
	}
	back := p.onto.inverse()
	cx, cy := back.point(p.view.box[0], p.view.box[3])
	if !ok1 {
		x = cx
	}
	if !ok2 {
		y = cy
	}
	x, y = p.onto.point(x, y)
	return array{name("XYZ"), round(min(max(x, 0), p.view.box[2])), round(min(max(y, 0), p.view.box[3])), nil}
}

// top is the destination of a whole page: its upper left corner as a reader
// sees it, at the zoom the reader has.
func (p place) top(page global) array {
	_, h := p.view.size()
	x, y := p.view.fromSight().point(0, h)
	return array{page, name("XYZ"), round(x), round(y), nil}
}
