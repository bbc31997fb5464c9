package intake

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/guess"
	"ehccasefile/casefile/internal/pattern"
)

// replied is what mail programs put before a subject they answer or pass on.
var replied = pattern.New(`(?i)^\s*((re|aw|fw|fwd|sv|ymateb)\s*(\[\d+\])?\s*:|\[external\]|external:)\s*`)

// subjectOf gives the title of an e-mail without what was put before it, in lower case.
func subjectOf(d casefile.Document) string {
	s := d.Title
	for {
		cut := replied.ReplaceAllString(s, "")
		if cut == s {
			return strings.ToLower(strings.Join(strings.Fields(s), " "))
		}
		s = cut
	}
}

// SameThread gives the e-mails among papers that seem to belong to one conversation with an e-mail, itself among them, in order of date: those of
// the same child with the same subject. It gives nil where there is no other.
func SameThread(papers []casefile.Document, d casefile.Document) []casefile.Document {
	if d.Type != casefile.FileMail || subjectOf(d) == "" {
		return nil
	}
	var thread []casefile.Document
	for _, p := range papers {
		if p.Type == casefile.FileMail && p.Child == d.Child && subjectOf(p) == subjectOf(d) {
			thread = append(thread, p)
		}
	}
	if len(thread) < 2 {
		return nil
	}
	slices.SortStableFunc(thread, func(a, b casefile.Document) int { return a.On.Compare(b.On) })
	return thread
}

// Gather puts e-mails together into one paper, a mailbox that holds each of them whole, and keeps it. Once [Read] has read it, a bundle shows each
// message once, and what they quote of one another folded. The e-mails themselves stay as they are. Where one is marked as held back,
// then or later, the paper is held back too: it names them. It gives a [casefile.Problem] for a paper that is no e-mail, or that cannot be put together with others (one of Outlook's own).
func Gather(ctx context.Context, f *casefile.File, ids []casefile.ID) (casefile.Document, error) {
	var box bytes.Buffer
	opt := Options{holds: ids}
	name := ""
	err := f.View(func(tx *casefile.Tx) error {
		for _, id := range ids {
			d, err := casefile.Get[casefile.Document](tx, id)
			if err != nil {
				return err
			}
			if d.Type != casefile.FileMail {
				return casefile.Problem{Field: "e-mails", Say: fmt.Sprintf("“%s” is not an e-mail that can be put together with others. Save it from your mail program as an .eml file and add that.", d.Title)}
			}
			if d.Privilege != casefile.PrivilegeOpen && opt.Privilege == "" {
				opt.Privilege, opt.Reason = d.Privilege, d.Reason
			} else if _, err := casefile.Show(tx, id); err != nil && d.Privilege == casefile.PrivilegeOpen {
				return casefile.Problem{Field: "e-mails", Say: fmt.Sprintf("“%s” is held back because of another paper. Open that one first, or leave this e-mail out.", d.Title)}
			}
			data, err := tx.Read(d.Blob)
			if err != nil {
				return err
			}
			if name == "" {
				name, opt.Child = d.Title, d.Child
			}
			addToBox(&box, data, d)
		}
		return nil
	})
	if err != nil {
		return casefile.Document{}, fmt.Errorf("put e-mails together: %w", err)
	}
	opt.Kind, opt.Title = casefile.DocumentEmail, guess.Shorten(fmt.Sprintf("%s (%d e-mails)", name, len(ids)))
	results, err := Keep(ctx, f, []Item{{Name: "e-mails.mbox", Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(box.Bytes())), nil }}}, opt, nil)
	if err != nil || len(results) == 0 {
		return casefile.Document{}, err
	}
	if results[0].Refused != "" {
		return casefile.Document{}, casefile.Problem{Field: "e-mails", Say: "Together these e-mails are too large. Put fewer of them together."}
	}
	return results[0].Document, nil
}

// fromLine begins a message in a mailbox; a line of a message that looks so is marked by one more ">". RFC 4155, the form mboxrd.
var fromLine = pattern.New(`(?m)^(>*From )`)

func addToBox(box *bytes.Buffer, data []byte, d casefile.Document) {
	fmt.Fprintf(box, "From - %s\n", d.Made.UTC().Format("Mon Jan _2 15:04:05 2006"))
	box.Write(fromLine.ReplaceAll(data, []byte(">$1")))
	box.WriteString("\n\n")
}
