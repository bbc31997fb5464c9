package odd

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Report is a made-up document of n pages of text, A4, as office programs write it: every line set in pieces with its kerning, marked
// for readers aloud, a link on each page, the content packed, three typefaces inside, of 50 KB each. Each seed has words of its own.
func Report(n int, seed uint64) []byte {
	rnd := rand.New(rand.NewPCG(seed, 1))
	words := strings.Fields("the child needs support with speech and language provision must be specified in section F of the plan council report evidence hours weekly therapist school")
	d := Paper(n, "/MediaBox"+A4Box, func(p int) string {
		var b strings.Builder
		for line := range 45 {
			fmt.Fprintf(&b, "/P <</MCID %d>> BDC q BT /F%d 11 Tf 1 0 0 1 72 %d Tm 0 g [", line, 1+line%3, 780-15*line)
			for range 9 {
				w := words[rnd.IntN(len(words))]
				at := rnd.IntN(len(w))
				fmt.Fprintf(&b, "(%s)%d(%s )", w[:at], rnd.IntN(40)-20, w[at:])
			}
			b.WriteString("] TJ ET Q EMC\n")
		}
		return b.String()
	})
	fonts := "/F1 3 0 R"
	for i := range 3 {
		face := make([]byte, 50_000)
		rand.NewChaCha8([32]byte{byte(seed), byte(seed >> 8), byte(i)}).Read(face)
		file := d.Stream("/Filter/NoSuchFilter", string(face))                                    // it is carried, and nobody opens it
		font := d.Add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/CIDToGIDMap %d 0 R>>", file) // a key that no reader looks at in such a font
		fonts += fmt.Sprintf("/F%d %d 0 R", i+2, font)
	}
	tree := d.Add("<</Type/StructTreeRoot>>")
	for i := range n {
		raw := d.Objs[3+2*i]
		body := raw[strings.Index(raw, "stream\n")+7 : strings.Index(raw, "\nendstream")]
		z := Deflated(body)
		d.Objs[3+2*i] = fmt.Sprintf("<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", len(z), z)
		res := d.Add("<</Font<<%s>>>>", fonts)
		link := d.Add("<</Type/Annot/Subtype/Link/Rect[72 300 200 312]/Border[0 0 0]/Dest[%d 0 R/Fit]>>", 5+2*((i+1)%n))
		page := strings.Replace(d.Objs[4+2*i], "/Resources<</Font<</F1 3 0 R>>>>", fmt.Sprintf("/Resources %d 0 R/StructParents %d/Annots[%d 0 R]", res, i, link), 1)
		d.Objs[4+2*i] = page
		for k := range 45 {
			d.Add("<</Type/StructElem/S/P/P %d 0 R/Pg %d 0 R/K %d>>", tree, 5+2*i, k)
		}
	}
	return WithCatalog(d, fmt.Sprintf("/StructTreeRoot %d 0 R", tree)).Bytes()
}

// Scan is n pages of A4, each of which is one JPEG of 2,480 by 3,508 dots: 300 to the inch. Each carries its page's number in a comment,
// so that no two are the same.
func Scan(n int, jpeg []byte) []byte {
	d := Paper(n, "/MediaBox"+A4Box, func(int) string { return "q 595.28 0 0 841.89 0 0 cm /I Do Q" })
	for i := range n {
		note := fmt.Sprintf("\xFF\xFE\x00\x0A%08d", i)
		im := d.Stream("/Type/XObject/Subtype/Image/Width 2480/Height 3508/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode",
			string(jpeg[:2])+note+string(jpeg[2:]))
		d.Objs[4+2*i] = strings.Replace(d.Objs[4+2*i], "/Resources<<", fmt.Sprintf("/Resources<</XObject<</I %d 0 R>>", im), 1)
	}
	return d.Bytes()
}
