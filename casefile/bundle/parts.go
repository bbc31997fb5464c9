package bundle

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"ehccasefile/casefile/internal/pdf"
)

// PartFile is one part of a bundle: a PDF that begins with the cover and the whole index, and goes on with its own documents under the page
// numbers that they have in the whole bundle.
type PartFile struct {
	Name    string `json:"name"`    // of the file, in the form the Tribunal asks for
	Subject string `json:"subject"` // of the e-mail
	Path    string `json:"path,omitempty"`
	First   string `json:"first"` // the number on the first page of its documents
	Last    string `json:"last"`
	Pages   int    `json:"pages"` // in the file, cover and index too
	Bytes   int    `json:"bytes"`
	SHA256  string `json:"sha256"`
	Over    bool   `json:"over,omitempty"` // it is one document that is larger than the limit by itself
	Note    string `json:"note,omitempty"`
	Checked Proof  `json:"checked"`

	data []byte
}

// MakeParts makes the bundle in parts that keep to the limit. They are cut between documents only; a document that is larger by itself is a part of
// its own, and that is said. Nothing is given where there is an error: either all parts or none. The report is that of the whole bundle,
// with the parts in Report.Parts. One part is given where the whole bundle fits.
func MakeParts(ctx context.Context, p Plan, limit PartLimit, said func(Progress)) ([][]byte, Report, error) {
	said = paced(said, 2)
	p.Edition = Screen
	k := desk{redacted: p.Redacted, passwords: p.Passwords}
	defer k.close()
	l, err := k.gather(ctx, p, said)
	report := Report{Limit: l.Limit, Left: l.Left}
	if err != nil {
		return nil, report, err
	}
	defer thrift()()
	whole, err := k.assemble(ctx, l, said)
	report.Left = l.Left
	if err != nil {
		return nil, report, err
	}
	l.fill(&report)
	report.SHA256 = whole.Sum // of the whole, which the parts are cut from
	report.sent.SHA256, report.Bytes = report.SHA256, whole.Size()
	said(Progress{Stage: Checking, Of: report.Pages})
	k.prove(ctx, l, whole, &report)
	whole = nil
	parts, err := k.split(ctx, l, limit, said)
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = l.stillOpen()
	}
	if err != nil {
		return nil, report, err
	}
	var files [][]byte
	for _, f := range parts {
		files = append(files, f.data)
		report.Checked.Findings = append(report.Checked.Findings, f.Checked.Findings...)
		report.Checked.OK = report.Checked.OK && f.Checked.OK
		f.data = nil
		report.Parts = append(report.Parts, f)
	}
	report.MailSays, report.HearingMissing = limit.Say(), p.Hearing.IsZero()
	return files, report, nil
}

// chunk is what goes into a part: places of documents, by chapter and place in it.
type chunk struct{ docs [][2]int }

// split cuts and makes the parts. What a part comes to is known only when it is made, so where one is too large it is cut anew with less in each.
func (k *desk) split(ctx context.Context, l *layout, limit PartLimit, said func(Progress)) ([]PartFile, error) {
	weight, err := l.weigh(ctx)
	if err != nil {
		return nil, err
	}
	room := limit.Bytes()
	for range 12 {
		chunks := l.share(weight, room, limit)
		parts, over := []PartFile(nil), 0
		for i := range chunks {
			f, err := k.part(ctx, l, chunks, i, said)
			if err != nil {
				return nil, err
			}
			big := limit.MailMB > 0 && f.Bytes > limit.Bytes() || limit.Pages > 0 && f.Pages > limit.Pages
			switch {
			case big && len(chunks[i].docs) == 1:
				f.Over = true
				f.Note = "It holds one document that is larger than the limit by itself. Ask whoever gets it how to send it, or make the document smaller."
			case big:
				over = max(over, f.Bytes-limit.Bytes())
			}
			parts = append(parts, f)
		}
		if over == 0 {
			return parts, k.provePartsOf(ctx, l, parts, said)
		}
		room -= over + 4096
	}
	return nil, fmt.Errorf("the bundle cannot be cut into parts of %g MB", limit.MailMB)
}

// weigh measures what each document adds to a part, in bytes, by putting it together alone; the first is what stands around them.
func (l *layout) weigh(ctx context.Context) (map[[2]int]int, error) {
	front, err := weight(ctx, pdf.Part{Source: l.front, Own: true, BackTo: -1})
	if err != nil {
		return nil, fmt.Errorf("measure the index: %w", err)
	}
	out := map[[2]int]int{{-1, 0}: front + 1<<16}
	for i, c := range l.chapters {
		for j, d := range c.docs {
			n, err := weight(ctx, pdf.Part{Source: d.source, Own: d.own, BackTo: -1, Keep: d.blacked == nil, Words: d.words})
			if err != nil {
				return nil, fmt.Errorf("measure %q: %w", d.Title, err)
			}
			out[[2]int{i, j}] = n + 300*(d.to-d.from+1)
		}
	}
	return out, nil
}

// weight is how many bytes a book of this alone has.
func weight(ctx context.Context, part pdf.Part) (int, error) {
	var n counter
	err := pdf.Assemble(ctx, &n, pdf.Book{A4: true, Tagged: true, Parts: []pdf.Part{part}}, nil)
	return int(n), err
}

// counter counts what is written to it.
type counter int

func (n *counter) Write(b []byte) (int, error) {
	*n += counter(len(b))
	return len(b), nil
}

// share puts the documents in order into parts that should keep to the limit.
func (l *layout) share(weight map[[2]int]int, room int, limit PartLimit) []chunk {
	fixed := l.frontN
	for _, c := range l.chapters {
		fixed += c.sheetN
	}
	all := []chunk{{}}
	bytes, pages := weight[[2]int{-1, 0}], fixed
	for i, c := range l.chapters {
		for j, d := range c.docs {
			at, n := [2]int{i, j}, d.to-d.from+1
			if j == 0 && l.Divider && c.title != "" {
				n++
			}
			last := &all[len(all)-1]
			full := limit.MailMB > 0 && bytes+weight[at] > room || limit.Pages > 0 && pages+n > limit.Pages
			if full && len(last.docs) > 0 {
				all = append(all, chunk{})
				last = &all[len(all)-1]
				bytes, pages = weight[[2]int{-1, 0}], fixed
			}
			last.docs = append(last.docs, at)
			bytes, pages = bytes+weight[at], pages+n
		}
	}
	return all
}

// part makes one part: the whole index, in which each document says where it is, and its own documents.
func (k *desk) part(ctx context.Context, l *layout, all []chunk, at int, said func(Progress)) (PartFile, error) {
	mine := *l
	first, last := l.at(all[at].docs[0]), l.at(all[at].docs[len(all[at].docs)-1])
	f := PartFile{First: l.number(first.from), Last: l.number(last.to)}
	mine.chapters = make([]chapter, len(l.chapters))
	for i, c := range l.chapters {
		c.docs = slices.Clone(c.docs)
		mine.chapters[i] = c
	}
	if len(all) > 1 {
		d := dressing{other: true, partOf: map[int]string{}}
		d.part = fmt.Sprintf("Part %d of %d: pages %s, after the cover and the whole index", at+1, len(all), pageRange(f.First, f.Last))
		for n, c := range all {
			for _, x := range c.docs {
				d.partOf[l.at(x).from] = fmt.Sprintf("Part %d", n+1)
			}
		}
		if err := mine.redress(d); err != nil {
			return f, fmt.Errorf("lay out part %d: %w", at+1, err)
		}
	}
	book, err := mine.book()
	if err != nil {
		return f, err
	}
	if len(all) > 1 {
		book.Outline = append([]pdf.Mark{{Title: fmt.Sprintf("Part %d of %d, pages %s – page %s", at+1, len(all), pageRange(f.First, f.Last), l.number(1)), Part: -1}}, book.Outline...)
		book.Title += fmt.Sprintf(" – part %d of %d", at+1, len(all))
	}
	var pieces []piece
	in := mine.startsOf(all[at].docs)
	for i := range book.Parts {
		if in[mine.starts[i]] {
			pieces = append(pieces, mine.whole(book, i))
		}
	}
	book = relay(book, pieces)
	var out bytes.Buffer
	if err := pdf.Assemble(ctx, &out, book, func(done, of int) { said(Progress{Stage: Making, Done: done, Of: of}) }); err != nil {
		return f, fmt.Errorf("put part %d together: %w", at+1, err)
	}
	for _, p := range pieces {
		f.Pages += len(p.of)
	}
	f.data, f.Bytes = out.Bytes(), out.Len()
	f.SHA256 = sum(f.data)
	f.Subject, f.Name = l.subject(at+1, len(all)), l.partName(at+1, len(all))
	return f, nil
}

func (l *layout) at(x [2]int) placed { return l.chapters[x[0]].docs[x[1]] }

// startsOf gives the first pages, counted from 0, of what goes into a part: the front, the indexes of later papers, and documents with the sheets
// before their sections.
func (l *layout) startsOf(docs [][2]int) map[int]bool {
	in := map[int]bool{0: true}
	for i, c := range l.chapters {
		if c.round > 0 {
			in[c.at-1] = true
		}
		for j, d := range c.docs {
			if !slices.Contains(docs, [2]int{i, j}) {
				continue
			}
			in[d.from-1] = true
			if j == 0 && l.Divider && c.title != "" {
				in[d.from-2] = true
			}
		}
	}
	return in
}

// provePartsOf reads each part again.
func (k *desk) provePartsOf(ctx context.Context, l *layout, parts []PartFile, said func(Progress)) error {
	for i := range parts {
		said(Progress{Stage: Checking, Of: parts[i].Pages})
		seen, err := k.inspect(ctx, parts[i].data)
		if err != nil {
			return err
		}
		parts[i].Checked = compare(seen)
		for n := range parts[i].Checked.Findings {
			f := &parts[i].Checked.Findings[n]
			f.Say = fmt.Sprintf("Part %d: %s", i+1, f.Say)
		}
	}
	return nil
}
