package cli

import (
	"fmt"
	"io"

	"ehccasefile/casefile/bundle"
)

// sayReport prints what a bundle holds, what was left out, and what the check found. made tells whether a file was written.
func (c *call) sayReport(r bundle.Report, to string, asJSON, made bool) error {
	if asJSON {
		if !made {
			to = ""
		}
		return c.printJSON(struct {
			File string `json:"file"` // empty: none was written
			bundle.Report
			OverLimit bool `json:"over_limit"`
		}{to, withLists(r), r.OverLimit()})
	}
	if made {
		c.sayInside(r, to)
	}
	if len(r.Left) > 0 {
		if made {
			fmt.Fprintln(c.out)
		}
		fmt.Fprintln(c.out, "Left out")
		for _, line := range r.Left {
			fmt.Fprintln(c.out, "  "+withNote(line))
		}
	}
	if made {
		c.sayLook(r)
	}
	return nil
}

// sayInside prints how long the bundle is, how it stands against its limits, and what is in it.
func (c *call) sayInside(r bundle.Report, to string) {
	if len(r.Parts) == 0 {
		fmt.Fprintf(c.out, "Made: %s, %s.\n", to, several(r.Pages, "page", "pages"))
	}
	if r.Sheets > 0 {
		fmt.Fprintf(c.out, "It is an edition of that bundle with the same page numbers, on %s.\n", several(r.Sheets, "sheet side", "sheet sides"))
	}
	fmt.Fprintln(c.out, r.Limit.Say(r.EvidencePages))
	if r.Limit.Source != "" {
		fmt.Fprintln(c.out, r.Limit.Source)
	}
	for _, m := range r.Preflight.Measures {
		if m.Limit.Pages > 0 && (m.Limit.ID != r.Limit.ID || m.Pages != r.EvidencePages) {
			fmt.Fprintf(c.out, "%s: %s\n", m.What, m.Limit.Say(m.Pages))
		}
	}
	fmt.Fprintln(c.out, "\nInside")
	for _, line := range r.Items {
		fmt.Fprintf(c.out, "  %s. %s\n", pagesOf(line), withNote(line))
	}
}

// sayLook prints what there is to look at, and what the check found.
func (c *call) sayLook(r bundle.Report) {
	if len(r.Preflight.Remarks) > 0 {
		fmt.Fprintln(c.out, "\nTo look at")
		for _, remark := range r.Preflight.Remarks {
			fmt.Fprintln(c.out, "  "+remarkLine(remark))
			fmt.Fprintln(c.out, "    "+remark.Do)
		}
	}
	c.sayRedacted(r)
	c.sayParts(r)
	for _, line := range r.Changes {
		fmt.Fprintln(c.out, line)
	}
	if r.Again != "" {
		fmt.Fprintln(c.out, r.Again)
	}
	fmt.Fprintln(c.out)
	sayProof(c.out, r.Checked)
}

// sayRedacted prints what was blacked out of a redacted copy, and which of its words can still be read.
func (c *call) sayRedacted(r bundle.Report) {
	if len(r.Redacted) == 0 {
		return
	}
	fmt.Fprintln(c.out, "\nBlacked out")
	for _, p := range r.Redacted {
		whole := ""
		if p.Whole {
			whole = " (the whole page is left out)"
		}
		fmt.Fprintf(c.out, "  Page %d. %s: %s%s\n", p.Page, p.Title, p.Why, whole)
	}
	if len(r.Remain) == 0 {
		return
	}
	fmt.Fprintln(c.out, "\nBlacked out in one place, and still to be read in another. Look whether it may stay")
	for _, w := range r.Remain {
		fmt.Fprintf(c.out, "  %s: page %s\n", w.Word, numbers(w.Pages))
	}
}

// withLists gives a report whose lists are lists in JSON even when they are empty.
func withLists(r bundle.Report) bundle.Report {
	r.Items = append([]bundle.Line{}, r.Items...)
	r.Left = append([]bundle.Line{}, r.Left...)
	r.Checked.Findings = append([]bundle.Finding{}, r.Checked.Findings...)
	r.Preflight.Measures = append([]bundle.Measure{}, r.Preflight.Measures...)
	r.Preflight.Remarks = append([]bundle.Remark{}, r.Preflight.Remarks...)
	return r
}

func pagesOf(line bundle.Line) string {
	if line.To <= line.From {
		return "Page " + line.First
	}
	return fmt.Sprintf("Pages %s to %s", line.First, line.Last)
}

func withNote(line bundle.Line) string {
	if line.Note == "" {
		return line.Title
	}
	return line.Title + ": " + line.Note
}

// sayProof prints what the check of a bundle that this program made found.
func sayProof(w io.Writer, p bundle.Proof) {
	fmt.Fprintf(w, "Read again from the finished file: %s, %s, %s, %s, %s.\n", several(p.Pages, "page", "pages"),
		several(p.Links, "link that leads where its row says", "links that lead where their rows say"),
		several(p.Bookmarks, "bookmark", "bookmarks"), several(p.Labels, "page label", "page labels"),
		several(p.Numbers, "printed number", "printed numbers"))
	if p.Elsewhere > 0 {
		fmt.Fprintf(w, "It is a part of a set: %s in other parts.\n", several(p.Elsewhere, "row of its index names a paper", "rows of its index name papers"))
	}
	if p.OK {
		fmt.Fprintln(w, "Index, links, bookmarks, labels and printed numbers agree on every page.")
		return
	}
	sayFindings(w, "These do not agree:", p.Findings)
}

// sayFindings prints findings under a heading, none of which is nothing.
func sayFindings(w io.Writer, heading string, list []bundle.Finding) {
	if len(list) > 0 {
		fmt.Fprintln(w, heading)
	}
	for _, f := range list {
		where := "The file"
		if f.Page > 0 {
			where = fmt.Sprintf("Page %d", f.Page)
		}
		fmt.Fprintf(w, "  %s, %s: %s\n", where, f.What, f.Say)
	}
}
