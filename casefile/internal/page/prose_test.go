package page_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ehccasefile/casefile/internal/limit"
	"ehccasefile/casefile/internal/page"
	"ehccasefile/casefile/internal/prose"
)

func runs(text string) []prose.Run { return []prose.Run{{Text: text}} }

func words(text string) prose.Block { return prose.Block{Kind: prose.Paragraph, Runs: runs(text)} }

func cell(blocks ...prose.Block) prose.Cell { return prose.Cell{Blocks: blocks} }

// printed draws a document and keeps the PDF.
func printed(t *testing.T, blocks ...prose.Block) (file string, notes []string) {
	t.Helper()
	pdf, notes, err := page.Prose(prose.Document{Title: "Sheet", Blocks: blocks})
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := page.Prose(prose.Document{Title: "Sheet", Blocks: blocks})
	if err != nil || !bytes.Equal(pdf, again) {
		t.Errorf("the same words gave different bytes (%v)", err)
	}
	file = filepath.Join(t.TempDir(), "prose.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	tool(t, "qpdf", "--check", file)
	return file, notes
}

// read gives what poppler reads, in the order it is drawn, without spaces: a line may break anywhere.
func read(t *testing.T, file string) string {
	t.Helper()
	return strings.Join(strings.Fields(tool(t, "pdftotext", "-raw", file, "-")), "")
}

func squeezed(text string) string { return strings.Join(strings.Fields(text), "") }

func TestProseLosesNoWord(t *testing.T) {
	blocks := []prose.Block{
		{Kind: prose.Heading, Level: 1, Runs: runs("A report on Rowan Ashdown")},
		{Kind: prose.Heading, Level: 3, Mark: "1.2", Runs: runs("Needs " + strings.Repeat("and more needs ", 12))},
		{Kind: prose.Paragraph, Runs: []prose.Run{{Text: "He will have "}, {Text: "up to ", Strike: true}, {Text: "20 hours ", Underline: true}, {Text: "a we", Bold: true}, {Text: "ek", Italic: true}, {Text: "3", Raised: true}, {Text: " of\thelp\nfrom a therapist", Bold: true, Italic: true}}},
		{Kind: prose.Item, Mark: "(a)", Level: 1, Runs: runs(strings.Repeat("Hanging words. ", 30))},
		{Kind: prose.Item, Mark: "a mark as long as a sentence may ever be, which no list needs but a file may hold all the same", Runs: runs("beside")},
		{Kind: prose.Item, Mark: "•", Level: 60, Runs: runs("very deep")},
		{Kind: prose.Paragraph, Quote: 2, Runs: runs(strings.Repeat("Quoted twice. ", 30))},
		{Kind: prose.Paragraph, Quote: 99, Runs: runs("Quoted many times.")},
		{Kind: prose.Paragraph, Runs: runs("x" + strings.Repeat("unbroken", 200))},
		{Kind: prose.Rule}, {Kind: prose.Break}, {Kind: prose.Break},
		words("Zażółć gęślą jaźń “quoted” £5 – end"),
	}
	file, notes := printed(t, blocks...)
	if got, want := read(t, file), squeezed(prose.Words(blocks)); got != want {
		t.Errorf("read\n%s\nnot\n%s", got, want)
	}
	if len(notes) > 0 {
		t.Errorf("notes: %q", notes)
	}
}

func TestBoxesOfFormsAreToldApartAndLostLettersCounted(t *testing.T) {
	file, notes := printed(t, words("☒ yes ☐ no ✓ 报告一二三"))
	if got := read(t, file); got != "[X]yes[]no(tick)"+strings.Repeat("\uFFFD", 5) {
		t.Errorf("read %q", got)
	}
	if s := strings.Join(notes, " "); !strings.Contains(s, "5 characters") {
		t.Errorf("notes: %q", s)
	}
}

// provisions makes a table whose rows have a number each, so that none may be lost or come twice.
func provisions(rows int) prose.Block {
	t := prose.Block{Kind: prose.Table, Rows: []prose.Row{{Head: true, Cells: []prose.Cell{cell(words("Outcome")), cell(words("Provision")), cell(words("Who"))}}}}
	for i := range rows {
		t.Rows = append(t.Rows, prose.Row{Cells: []prose.Cell{cell(words(fmt.Sprintf("Number%03d", i))), cell(words(strings.Repeat("Twenty minutes a day. ", 1+i%7))), cell(words("School"))}})
	}
	return t
}

func TestATableGoesOverPagesWithItsHead(t *testing.T) {
	file, _ := printed(t, append([]prose.Block{words("Before")}, provisions(70), words("After"))...)
	pages := strings.Split(strings.TrimSuffix(tool(t, "pdftotext", "-raw", file, "-"), "\f"), "\f")
	if len(pages) < 3 {
		t.Fatalf("%d pages", len(pages))
	}
	all := strings.Join(pages, "")
	for i, p := range pages {
		if strings.Count(p, "Outcome") != 1 {
			t.Errorf("page %d has its head %d times", i+1, strings.Count(p, "Outcome"))
		}
	}
	for i := range 70 {
		if n := strings.Count(all, fmt.Sprintf("Number%03d", i)); n != 1 {
			t.Errorf("row %d is there %d times", i, n)
		}
	}
}

func TestARowHigherThanAPageIsCutAndNestedTablesKeepTheirWords(t *testing.T) {
	inner := provisions(40)
	high := strings.Repeat("A very high row. ", 700)
	table := prose.Block{Kind: prose.Table, Rows: []prose.Row{
		{Cells: []prose.Cell{{Across: 2, Blocks: []prose.Block{words("Over two")}}, cell(words("Third"))}},
		{Cells: []prose.Cell{cell(words("one")), cell(words(high)), cell(words("three"))}},
		{Cells: []prose.Cell{{Across: 2, Blocks: []prose.Block{inner}}, {}}},
		{Cells: []prose.Cell{{Across: 3}}},
	}}
	file, notes := printed(t, table)
	got := read(t, file)
	if n := strings.Count(got, "Averyhighrow."); n < 690 { // pages and columns may cut a few in two
		t.Errorf("%d of 700 sentences", n)
	}
	for i := range 40 {
		if n := strings.Count(got, fmt.Sprintf("Number%03d", i)); n != 1 {
			t.Errorf("row %d of the inner table is there %d times", i, n)
		}
	}
	if len(notes) > 0 {
		t.Errorf("notes: %q", notes)
	}
}

func TestATableTooWideOrTooDeepIsListed(t *testing.T) {
	row := prose.Row{}
	for i := range 200 {
		row.Cells = append(row.Cells, cell(words(fmt.Sprintf("c%03d", i))))
	}
	deep := words("innermost")
	for range 80 {
		deep = prose.Block{Kind: prose.Table, Rows: []prose.Row{{Cells: []prose.Cell{cell(deep), cell(words("x"))}}}}
	}
	file, notes := printed(t, prose.Block{Kind: prose.Table, Rows: []prose.Row{row}}, deep)
	got := read(t, file)
	if !strings.Contains(got, "c000") || !strings.Contains(got, "c199") || !strings.Contains(got, "innermost") {
		t.Errorf("read %q", got)
	}
	if s := strings.Join(notes, " "); !strings.Contains(s, "too wide") {
		t.Errorf("notes: %q", s)
	}
}

func TestPicturesStandBetweenWordsAndOnceInTheFile(t *testing.T) {
	pic := photo(t, 900, 300, 1)
	file, notes := printed(t, words("Before"), prose.Block{Kind: prose.Picture, Picture: pic, Say: "a map"}, words("After"),
		prose.Block{Kind: prose.Picture, Picture: pic}, prose.Block{Kind: prose.Picture, Picture: []byte("\x89PNG\r\n\x1a\nno")}, prose.Block{Kind: prose.Picture, Say: "a chart"})
	if got := tool(t, "pdftotext", "-raw", file, "-"); !strings.Contains(got, "could not be shown: a chart") || !strings.Contains(got, "After") {
		t.Errorf("read %q", got)
	}
	list := strings.Split(strings.TrimSpace(tool(t, "pdfimages", "-list", file)), "\n")[2:]
	objects := map[string]bool{}
	for _, l := range list {
		objects[strings.Fields(l)[10]] = true
	}
	if len(list) != 2 || len(objects) != 1 {
		t.Errorf("%d pictures of %d objects:\n%s", len(list), len(objects), strings.Join(list, "\n"))
	}
	if s := strings.Join(notes, " "); !strings.Contains(s, "could not be read") {
		t.Errorf("notes: %q", s)
	}
	img := drawn(t, file)
	if r, _, _, _ := img.At(62+10, 62+60).RGBA(); r > 0xE000 { // the picture's left edge lies on the measure
		if r2, g2, b2, _ := img.At(62+40, 62+70).RGBA(); r2 > 0xE000 && g2 > 0xE000 && b2 > 0xE000 {
			t.Error("no picture is drawn under the words")
		}
	}
}

func TestTheFootOfEachPageStaysEmpty(t *testing.T) {
	var blocks []prose.Block
	for i := range 60 {
		blocks = append(blocks, words(strings.Repeat("Words on the page. ", 10+i)))
	}
	file, _ := printed(t, append(blocks, provisions(60))...)
	out := tool(t, "pdftotext", "-bbox", file, "-")
	for _, line := range strings.Split(out, "\n") {
		_, rest, is := strings.Cut(line, `yMax="`)
		if !is {
			continue
		}
		var bottom float64
		if _, err := fmt.Sscanf(rest, "%f", &bottom); err != nil || bottom > page.Height-60 {
			t.Fatalf("a word reaches down to %v: %s (%v)", bottom, line, err)
		}
	}
}

func TestTooManyPagesAreCutAndSaid(t *testing.T) {
	blocks := make([]prose.Block, 2*limit.Pages+2)
	for i := range blocks {
		blocks[i] = prose.Block{Kind: prose.Break}
		if i%2 == 0 {
			blocks[i] = words("x")
		}
	}
	pdf, notes, err := page.Prose(prose.Document{Blocks: append(blocks, provisions(2))})
	if err != nil || !strings.Contains(strings.Join(notes, " "), "Only the first 5000 pages") {
		t.Fatalf("%v, notes: %q", err, notes)
	}
	file := filepath.Join(t.TempDir(), "long.pdf")
	if err := os.WriteFile(file, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	if out := tool(t, "pdfinfo", file); !strings.Contains(out, fmt.Sprintf("Pages:           %d\n", limit.Pages)) {
		t.Errorf("%s", out)
	}
}

// BenchmarkProse draws about 200 and 2,000 pages: the second must take ten times the first.
func BenchmarkProse(b *testing.B) {
	for _, n := range []int{200, 2000} {
		var blocks []prose.Block
		for i := range n * 3 {
			blocks = append(blocks, words(strings.Repeat("The quick brown fox jumps over the lazy dog. ", 8)))
			if i%10 == 0 {
				blocks = append(blocks, provisions(8))
			}
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				p := page.New("")
				p.Prose(blocks)
				if _, err := p.Bytes(); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(p.Pages()), "pages")
			}
		})
	}
}
