package page_test

import (
	"bytes"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"ehccasefile/casefile/internal/page"
	"ehccasefile/casefile/internal/prose"
)

// names are written in every script we carry a typeface for, alone and in a line with others.
var names = []string{
	"محمد عبد الله", "سارہ خان", "ولاء الإسلام", "فاطمة الزهراء", "ڑ ٹ ڈ ے ں گ پ چ", "שרה כהן", "דוד לוי",
	"শ্রীমতী কৃষ্ণা ভট্টাচার্য", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ", "પ્રિયા પટેલ", "தமிழ்ச்செல்வி கிருஷ்ணன்", "प्रियंका शर्मा क्षत्रिय",
	"లక్ష్మి రెడ్డి", "ಕೃಷ್ಣಮೂರ್ತಿ", "ശ്രീലക്ഷ്മി", "ශ්‍රී ලංකා", "สมหญิง", "ሰላም ኃይለ", "Աննա Սարգսյան", "ნინო ბერიძე",
}

func TestNamesInEveryScriptAreReadAsTheyWereWritten(t *testing.T) {
	p := page.New("Names")
	for _, n := range names {
		p.Write(page.Body, n)
	}
	if notes := p.Notes(); len(notes) > 0 {
		t.Errorf("notes: %q", notes)
	}
	file := keep(t, p)
	tool(t, "qpdf", "--check", file)
	poppler, mupdf := bare(tool(t, "pdftotext", file, "-")), bare(muText(t, file))
	for _, n := range names {
		if !strings.Contains(poppler, bare(n)) {
			t.Errorf("poppler: %q is not in %q", n, poppler)
		}
		if !strings.Contains(mupdf, bare(n)) && !strings.Contains(mupdf, backwards(bare(n))) { // MuPDF 1.21 does not turn round what runs from the right
			t.Errorf("mupdf: %q is not in %q", n, mupdf)
		}
	}
}

func backwards(s string) string {
	r := []rune(s)
	slices.Reverse(r)
	return string(r)
}

// muText is what MuPDF reads.
func muText(t *testing.T, file string) string {
	t.Helper()
	out, err := exec.Command("mutool", "draw", "-q", "-F", "txt", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// bare leaves out joiners, the marks of direction that readers add, and spaces.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069 \n\f", r) {
			return -1
		}
		return r
	}, s)
}

func TestLinesOfTwoScripts(t *testing.T) {
	p := page.New("")
	p.Write(page.Title, "School report – سارہ خان")
	p.Write(page.Heading, "تقریر: Okoro (12 pages)")
	p.Prose([]prose.Block{
		{Kind: prose.Heading, Level: 1, Runs: []prose.Run{{Text: "رسالة من المدرسة"}}},
		{Runs: []prose.Run{{Text: "ولدي يحتاج إلى دعم في المدرسة كل يوم، والخطة النهائية وصلت في 12 March 2026 بدون القسم "}, {Text: "Section F", Bold: true}, {Text: ". نطلب من المجلس (LA) أن يجيب خلال 15 يوما."}}},
		{Runs: []prose.Run{{Text: "Dear Mrs Okoro, the child’s name is محمد عبد الله (born 12.3.2016), and the sister’s is فاطمة."}}},
		{Kind: prose.Item, Mark: "1.", Runs: []prose.Run{{Text: "প্রথম বিষয়: সন্তানের স্কুল পরিবর্তন করা হয়েছে এবং পরিকল্পনা সংশোধন করা হয়নি, তাই আমরা আপিল করছি।"}}},
		{Kind: prose.Item, Mark: "2.", Runs: []prose.Run{{Text: "שלום, הילד צריך עזרה (כל יום) 3 שעות."}}},
		{Kind: prose.Table, Rows: []prose.Row{
			{Head: true, Cells: []prose.Cell{oneCell("Name"), oneCell("நாள்")}},
			{Cells: []prose.Cell{oneCell("زينب"), oneCell("5 May 2026")}}}},
	})
	p.Table(page.Table{Columns: []page.Column{{Head: "No.", Width: 24}, {Head: "Document"}, {Head: "Pages", Width: 58, Right: true, Bold: true}},
		Rows: []page.Row{{Section: true, Cells: []page.Cell{{Text: "Section خ"}}}, {Opens: true, Cells: []page.Cell{{Text: "1"}, {Text: "گزارش مدرسه – School report, 2026 (سارہ)", Sub: "प्रियंका शर्मा"}, {Text: "3–4"}}}}})
	file := keep(t, p)
	tool(t, "qpdf", "--check", file)
	got := bare(tool(t, "pdftotext", file, "-"))
	for _, want := range []string{"School report – سارہ خان", "محمد عبد الله", "فاطمة", "সংশোধন", "प्रियंका शर्मा", "زينب", "Section F"} {
		if !strings.Contains(got, bare(want)) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

func oneCell(text string) prose.Cell {
	return prose.Cell{Blocks: []prose.Block{{Runs: []prose.Run{{Text: text}}}}}
}

func TestShapedPagesAreTheSameBytes(t *testing.T) {
	make := func() []byte {
		p := page.New("")
		for _, n := range names {
			p.Write(page.Sub, n)
		}
		out, err := p.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if !bytes.Equal(make(), make()) {
		t.Error("the same names gave different bytes")
	}
}
