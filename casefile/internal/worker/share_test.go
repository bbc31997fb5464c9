package worker

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"
)

func TestHowMuchOfAPageIsPictures(t *testing.T) {
	content := []string{
		"q 595 0 0 842 0 0 cm /I Do Q BT /F 9 Tf 20 20 Td (Page 3 of 12) Tj ET", // a scan with a number
		"q 297.5 0 0 421 0 0 cm /I Do Q",                                        // a quarter
		"q 595 0 0 421 0 -210.5 cm /I Do Q q 5 0 0 5 9000 0 cm /I Do Q",         // half of it below the page, and one off it
		"q 595 0 0 842 0 0 cm /X Do Q",                                          // inside a form
		strings.Repeat("10 10 3 3 re f ", 600),                                  // shapes alone
		strings.Repeat("10 10 3 3 re f ", 600) + "BT /F 9 Tf 20 20 Td (A chart) Tj ET",
		"",
		"q 595 0 0 842 0 0 cm /I Do Q BT /F 1 Tf 20 20 Td (" + strings.Repeat("words and ", 400) + ") Tj ET",
	}
	want := []float64{1, .25, .25, 1, 1, 0, 0, 0}
	all := []string{"<</Type/Catalog /Pages 2 0 R>>", "", "<<>>", "<</Type/Font /Subtype/Type1 /BaseFont/Helvetica>>",
		stream("/Type/XObject /Subtype/Image /Width 1 /Height 1 /ColorSpace/DeviceGray /BitsPerComponent 8", "x"),
		stream("/Type/XObject /Subtype/Form /BBox [0 0 1 1] /Resources<</XObject<</I 5 0 R>>>>", "/I Do")}
	kids := ""
	for _, c := range content {
		n := len(all) + 1
		kids += fmt.Sprintf("%d 0 R ", n)
		all = append(all, fmt.Sprintf("<</Type/Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "+
			"/Resources<</Font<</F 4 0 R>>/XObject<</I 5 0 R /X 6 0 R>>>>>>", n+1), stream("", c))
	}
	all[1] = fmt.Sprintf("<</Type/Pages /Count %d /Kids [%s]>>", len(content), kids)
	c, err := start(t).Read(context.Background(), objects(all...))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Pictures) != len(want) {
		t.Fatalf("got %v", c.Pictures)
	}
	for i, w := range want {
		if math.Abs(c.Pictures[i]-w) > .01 {
			t.Errorf("page %d: %v of it is pictures, want %v", i, c.Pictures[i], w)
		}
	}
}
