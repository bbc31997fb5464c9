// Package prose is written words with what their form means: headings, paragraphs, lists, tables, and bold, italic, underlined
// or struck-out runs. It is what is left of a Word file, a web page or an e-mail once its layout is taken away: what a reader
// needs and nothing that can do harm. It holds no code that reads a format or draws a page.
//
// It promises that [Words] loses no letter of a [Document], and gives them in reading order.
package prose

import "strings"

// Document is what was written, in reading order.
type Document struct {
	Title  string   // what the file says its title is; "" where it says none
	Blocks []Block  // from the first to the last
	Holds  []string // plain sentences on what is in the file, however it is shown: "This file holds tracked changes."
	Notes  []string // plain sentences on what is missing here: "Two pictures could not be shown."
	Unseen string   // words that stand in the file and not in Blocks: hidden ones, watermarks. They are looked at, and never shown
}

// Kind says what a block is.
type Kind string

// The kinds of block.
const (
	Heading   Kind = "heading" // Level 1 to 6
	Paragraph Kind = "paragraph"
	Item      Kind = "item" // of a list: Level 0 and up, Mark before it
	Table     Kind = "table"
	Picture   Kind = "picture"
	Rule      Kind = "rule"  // a line across
	Break     Kind = "break" // a new page begins
)

// Block is a paragraph, a table, a picture, or what stands between them.
type Block struct {
	Kind    Kind
	Level   int    // of a heading or an item
	Mark    string // of an item: "•", "3.", "(b)"
	Quote   int    // how many times it is quoted: 1 for what a reply quotes, 2 for what that quoted
	Runs    []Run  // the words of a heading, paragraph or item; a newline in them begins a new line
	Rows    []Row  // of a table
	Picture []byte // a JPEG or a PNG, as it was found; nil where it cannot be shown
	Say     string // words in the place of a picture that cannot be shown, or its description
}

// Run is words in one form.
type Run struct {
	Text      string
	Bold      bool
	Italic    bool
	Underline bool
	Strike    bool   // struck out: in a working document, words the writer wants to go
	Raised    bool   // superscript, such as the number of a footnote
	Link      string // the address it leads to; "" for none
}

// Row is one row of a table.
type Row struct {
	Head  bool // it names the columns
	Cells []Cell
}

// Cell is one cell. Across is how many columns it takes, at least 1; 0 counts as 1.
type Cell struct {
	Across int
	Blocks []Block
}

// Words gives the words alone, in reading order: a line a block, a tab between cells.
func Words(blocks []Block) string {
	var b strings.Builder
	write(&b, blocks)
	return strings.TrimRight(b.String(), "\n")
}

func write(b *strings.Builder, blocks []Block) {
	for _, block := range blocks {
		switch block.Kind {
		case Table:
			for _, row := range block.Rows {
				for i, cell := range row.Cells {
					if i > 0 {
						b.WriteByte('\t')
					}
					b.WriteString(Words(cell.Blocks))
				}
				b.WriteByte('\n')
			}
			continue
		case Break:
			b.WriteByte('\f')
			continue
		}
		if block.Mark != "" {
			b.WriteString(block.Mark + " ")
		}
		for _, run := range block.Runs {
			b.WriteString(run.Text)
		}
		b.WriteString(block.Say)
		b.WriteByte('\n')
	}
}
