package office

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"ehccasefile/casefile/internal/limit"
)

// tree walks XML as it is read: nothing is kept, nothing is expanded but the five entities every XML has.
type tree struct {
	d     *xml.Decoder
	depth int
	deep  *bool // set where something lay deeper than limit.Depth and was passed over
}

func newTree(r io.Reader, deep *bool) *tree {
	d := xml.NewDecoder(&guard{r: r})
	d.CharsetReader = letters
	return &tree{d: d, deep: deep}
}

// guard lets through XML of a bounded length whose elements have a bounded number of attributes: the library keeps all of
// one element's at once.
type guard struct {
	r      io.Reader
	read   int
	tag    bool // within an element's own brackets
	opened bool // the last byte was <
	quote  byte // within a value, the sign that ends it
	attrs  int
}

// Read gives errFull where a bound is passed: what came before it was sound.
func (g *guard) Read(b []byte) (int, error) {
	n, err := g.r.Read(b)
	if g.read += n; g.read > limit.OfficeXML {
		return 0, errFull
	}
	for _, c := range b[:n] {
		g.see(c)
		if g.attrs > limit.OfficeAttrs {
			return 0, errFull
		}
	}
	return n, err
}

func (g *guard) see(c byte) {
	switch {
	case g.quote != 0:
		if c == g.quote {
			g.quote = 0
		}
	case g.tag && (c == '"' || c == '\''):
		g.quote = c
	case g.tag && c == '>':
		g.tag = false
	case g.tag && c == '=':
		g.attrs++
	case g.opened && (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'):
		g.tag, g.attrs = true, 0
	}
	g.opened = c == '<'
}

// letters reads the few other encodings that XML of old programs comes in.
func letters(name string, r io.Reader) (io.Reader, error) {
	switch strings.ToLower(name) {
	case "utf-16", "utf-16le", "utf-16be":
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(r), nil
	case "iso-8859-1", "windows-1252", "latin1", "us-ascii", "ascii":
		return charmap.Windows1252.NewDecoder().Reader(r), nil
	}
	return nil, fmt.Errorf("unknown encoding %q", name)
}

// each calls f for each child of the element it stands in, up to its end. What f leaves of a child is passed over. At the
// top it goes through the whole file.
func (x *tree) each(f func(e xml.StartElement) error) error { return x.mixed(f, nil) }

// mixed is each that also gives the letters between children.
func (x *tree) mixed(f func(e xml.StartElement) error, letters func(string) error) error {
	home := x.depth
	for {
		token, err := x.d.Token()
		if err == io.EOF && home == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			x.depth++
			if x.depth > limit.Depth {
				*x.deep = true
			} else if err := f(token); err != nil {
				return err
			}
			if err := x.pass(home); err != nil {
				return err
			}
		case xml.EndElement:
			x.depth--
			return nil
		case xml.CharData:
			if letters != nil {
				if err := letters(string(token)); err != nil {
					return err
				}
			}
		}
	}
}

// pass reads on to the end of the elements deeper than home.
func (x *tree) pass(home int) error {
	for x.depth > home {
		token, err := x.d.Token()
		if err != nil {
			return err
		}
		switch token.(type) {
		case xml.StartElement:
			x.depth++
		case xml.EndElement:
			x.depth--
		}
	}
	return nil
}

// words gives all letters inside the element it stands in.
func (x *tree) words() (string, error) {
	var b strings.Builder
	var inside func(e xml.StartElement) error
	add := func(s string) error {
		if b.Len()+len(s) > limit.Text {
			return errFull
		}
		b.WriteString(s)
		return nil
	}
	inside = func(xml.StartElement) error { return x.mixed(inside, add) }
	err := x.mixed(inside, add)
	return b.String(), err
}

// attr gives an attribute by its name without its namespace, so that both flavours of a format read alike.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// has tells whether an element has such an attribute.
func has(e xml.StartElement, name string) bool {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return true
		}
	}
	return false
}
