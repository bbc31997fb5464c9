package odd

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// Report is a made-up document of n pages of text, A4, as office programs write it: every line set letter by letter with its kerning, the
// content packed, one typeface of 150 KB inside. Each seed has words of its own.
func Report(n int, seed uint64) []byte {
	rnd := rand.New(rand.NewPCG(seed, 1))
	words := strings.Fields("the child needs support with speech and language provision must be specified in section F of the plan council report evidence hours weekly therapist school")
	d := Paper(n, "/MediaBox"+A4Box, func(p int) string {
		var b strings.Builder
		for line := range 45 {
			fmt.Fprintf(&b, "BT /F1 11 Tf 1 0 0 1 72 %d Tm [", 780-15*line)
			for range 9 {
				for _, letter := range words[rnd.IntN(len(words))] {
					fmt.Fprintf(&b, "(%c)%d", letter, rnd.IntN(40)-20)
				}
				b.WriteString("( )")
			}
			b.WriteString("] TJ ET\n")
		}
		return b.String()
	})
	for i := range n {
		raw := d.Objs[3+2*i]
		body := raw[strings.Index(raw, "stream\n")+7 : strings.Index(raw, "\nendstream")]
		z := Deflated(body)
		d.Objs[3+2*i] = fmt.Sprintf("<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", len(z), z)
	}
	face := make([]byte, 150_000)
	rand.NewChaCha8([32]byte{byte(seed)}).Read(face)
	file := d.Stream("/Filter/NoSuchFilter", string(face)) // it is carried, and nobody opens it
	d.Objs[2] = fmt.Sprintf("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Carried %d 0 R>>", file)
	return d.Bytes()
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
