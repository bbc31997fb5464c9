package mail

import (
	"fmt"
	"strings"

	"ehccasefile/casefile/internal/prose"
)

// Sheet gives a message as a page for a judge: who wrote to whom, when and about what; the words; and what was attached. What
// is quoted is kept.
func Sheet(m Message) prose.Document {
	title := m.Subject
	if title == "" {
		title = "(no subject)"
	}
	return prose.Document{Title: title, Blocks: sheet(m), Notes: m.Notes}
}

func sheet(m Message) []prose.Block {
	blocks := append([]prose.Block{headTable(m)}, m.Body...)
	if len(wordsOf(m.Body)) == 0 && !anyPicture(m.Body) {
		blocks = append(blocks, italic("(This e-mail has no words.)"))
	}
	var names []string
	for _, p := range m.Parts {
		if m.Shows(p) {
			continue
		}
		say := p.Name + " (" + size(len(p.Data)) + ")"
		if p.Note != "" {
			say += ". " + p.Note
		}
		names = append(names, say)
	}
	switch len(names) {
	case 0:
	case 1:
		blocks = append(blocks, labelled("Attached: ", names[0]))
	default:
		blocks = append(blocks, labelled("Attached:", ""))
		for _, n := range names {
			blocks = append(blocks, prose.Block{Kind: prose.Item, Mark: "•", Runs: []prose.Run{{Text: n}}})
		}
	}
	return blocks
}

func headTable(m Message) prose.Block {
	t := prose.Block{Kind: prose.Table}
	row := func(name, value string) {
		t.Rows = append(t.Rows, prose.Row{Cells: []prose.Cell{
			{Blocks: []prose.Block{{Kind: prose.Paragraph, Runs: []prose.Run{{Text: name, Bold: true}}}}},
			{Blocks: []prose.Block{{Kind: prose.Paragraph, Runs: []prose.Run{{Text: value}}}}}}})
	}
	from := people(m.From)
	if from == "" {
		from = "(not said)"
	}
	row("From", from)
	if len(m.To) > 0 {
		row("To", people(m.To))
	}
	if len(m.Cc) > 0 {
		row("Cc", people(m.Cc))
	}
	sent := m.Sent.String()
	switch {
	case sent == "":
		sent = "(not said)"
	case m.Sent.From == "Received":
		sent += " (when it was delivered)"
	}
	row("Sent", sent)
	if m.Subject != "" {
		row("Subject", m.Subject)
	}
	if m.Quoted {
		row("Known from", "a quotation in another message")
	}
	return t
}

// shownPeople is how many of a list are printed; more would fill pages.
const shownPeople = 50

func people(all []Address) string {
	var out []string
	for i, a := range all {
		if i == shownPeople {
			out = append(out, fmt.Sprintf("and %d more", len(all)-i))
			break
		}
		out = append(out, a.String())
	}
	return strings.Join(out, "; ")
}

// String gives "Name <address>", or the one that is there.
func (a Address) String() string {
	switch {
	case a.Name == "":
		return a.Addr
	case a.Addr == "":
		return a.Name
	}
	return a.Name + " <" + a.Addr + ">"
}

func labelled(label, s string) prose.Block {
	return prose.Block{Kind: prose.Paragraph, Runs: []prose.Run{{Text: label, Bold: true}, {Text: s}}}
}

func italic(s string) prose.Block {
	return prose.Block{Kind: prose.Paragraph, Runs: []prose.Run{{Text: s, Italic: true}}}
}

// Shows tells whether a part is a picture that stands in the text of its message, where its sheet shows it.
func (m Message) Shows(p Part) bool { return p.Inline && shown(m.Body, p.Data) }

// shown says whether a picture stands in the text.
func shown(blocks []prose.Block, data []byte) bool {
	for _, b := range blocks {
		if len(data) > 0 && len(b.Picture) == len(data) && &b.Picture[0] == &data[0] {
			return true
		}
		for _, row := range b.Rows {
			for _, cell := range row.Cells {
				if shown(cell.Blocks, data) {
					return true
				}
			}
		}
	}
	return false
}

func anyPicture(blocks []prose.Block) bool {
	for _, b := range blocks {
		if b.Kind == prose.Picture {
			return true
		}
	}
	return false
}

func wordsOf(blocks []prose.Block) string { return strings.TrimSpace(prose.Words(blocks)) }
