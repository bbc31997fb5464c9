package pdf

import (
	"fmt"
	"math"
)

// carrier copies what the pages of one part need into a batch.
type carrier struct {
	*reader
	*plan
	batch
	job
	pages  map[int]int     // page object of the source to page of the part
	places []place         // where each page of the part goes
	given  []local         // number in the batch of each object of the source, 0 for none
	queue  []int           // objects that have a number and wait to be copied
	forms  map[int]bool    // streams that are used as forms, whatever they call themselves
	res    map[int]dressed // resources of the source with our font in them
	names  map[string]any  // named destinations, once asked for
	copied int             // bytes of streams copied
	marks  []bookmark      // the source's own bookmarks
	layers layers
	tags   tags
	again  map[string]local // content of ours that several pages of the part may have: mostly they lie the same way
}

// place is how one page of a source stands in the book.
type place struct {
	view   view   // of the page in the book
	onto   matrix // from the source's page to the book's
	scaled bool
	lay    *Lay   // nil for a page that is a sheet of its own
	sight  matrix // from the page as displayed to the sheet it is laid on
}

// carry gives what a reference of the source becomes: a page of the book, a
// numbered copy, or nothing.
func (c *carrier) carry(r ref) any {
	n := c.target(r)
	if i, ok := c.pages[n]; ok {
		return c.pageNumber(i)
	}
	if n <= 0 || n >= len(c.given) {
		return nil
	}
	if c.given[n] == 0 {
		o := c.load(n)
		if d, ok := o.val.(dict); o.val == nil || ok && unwanted(d) {
			return nil
		}
		c.given[n] = c.fresh()
		c.queue = append(c.queue, n)
	}
	return c.given[n]
}

// target gives the number of the object that o refers to in the end. Pages and what has a number already are known not to be references
// themselves, and need not be read for it.
func (c *carrier) target(o any) int {
	if r, ok := o.(ref); ok {
		n := int(r)
		if _, page := c.pages[n]; page || n > 0 && n < len(c.given) && c.given[n] != 0 {
			return n
		}
	}
	return c.reader.target(o)
}

// drain copies what waits, and what that refers to, until nothing waits.
func (c *carrier) drain() error {
	for len(c.queue) > 0 {
		n := c.queue[len(c.queue)-1]
		c.queue = c.queue[:len(c.queue)-1]
		before := len(c.buf)
		if err := c.copy(n); err != nil {
			return err
		}
		if !c.purse.spend(len(c.buf) - before) {
			return c.purse.err
		}
	}
	return nil
}

func (c *carrier) copy(n int) error {
	o := c.load(n)
	d, ok := o.val.(dict)
	switch {
	case o.stream:
		return c.copyStream(n, o, d)
	case ok && c.name(d.get("Type")) == "OCG":
		c.put(c.given[n], c.layer(n, d))
	default:
		c.put(c.given[n], o.val)
	}
	return nil
}

func (c *carrier) copyStream(n int, o object, d dict) error {
	// Streams of an honest file do not overlap, so all of them are no longer
	// than the file.
	if c.copied += len(o.data); c.copied > 2*len(c.b)+1<<20 {
		return fmt.Errorf("%w: its parts lie over one another", ErrDamaged)
	}
	d = c.tidy(n, d)
	data := [][]byte{o.data}
	switch steps := c.filters(d); {
	case len(steps) > 0:
		d, data = c.bare(d, steps, o.data)
	case c.part.Own && len(o.data) >= fewBytes:
		d, data = d.with("Filter", name("FlateDecode")), [][]byte{deflate(o.data)}
	}
	c.putStream(c.given[n], d, data...)
	return nil
}

// bare gives a picture without what is said about it inside. A picture that is
// packed once more is unpacked for it, if that is needed.
func (c *carrier) bare(d dict, steps []filter, data []byte) (dict, [][]byte) {
	as := [][]byte{data}
	last := steps[len(steps)-1]
	strip := bareJPEG
	switch last.name {
	case "DCTDecode", "DCT":
	case "JPXDecode":
		strip = bareJPX
	default:
		return d, as
	}
	if len(steps) == 1 {
		return d, strip(data)
	}
	open, err := c.run(steps[:len(steps)-1], data)
	if err != nil {
		return d, as
	}
	less := strip(open)
	if total(less) == len(open) {
		return d, as
	}
	var parms any
	if last.parms != nil {
		parms = last.parms
	}
	return d.with("Filter", last.name).with("DecodeParms", parms), less
}

// form marks the stream that o refers to as a form, and gives o back.
func (c *carrier) form(o any) any {
	c.forms[c.target(o)] = true
	return o
}

// numbers reads an array of finite numbers.
func (r *reader) numbers(o any) ([]float64, bool) {
	a := r.array(o)
	out := make([]float64, 0, len(a))
	for _, v := range a {
		n, ok := number(r.value(v))
		if !ok {
			return nil, false
		}
		out = append(out, n)
	}
	return out, len(out) > 0
}

// matrix reads a form's Matrix; a missing or broken one changes nothing.
func (r *reader) matrix(o any) matrix {
	list, ok := r.numbers(o)
	if !ok || len(list) != 6 {
		return identity
	}
	m := matrix(list)
	for _, v := range m {
		if math.Abs(v) > 1e7 {
			return identity
		}
	}
	return m
}
