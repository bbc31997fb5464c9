package ui

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
)

// This file is what a bundle is made for: reading, e-mail, paper, large print, or a redacted copy. The page numbers are the same in each.

// use is what a bundle is made for.
type use int

const (
	forScreen use = iota
	forMail
	forPaper
	forLarge
	forRedacted
)

func newUses() *part.Choices {
	return part.NewChoices(say("To read on a screen"), say("To send by e-mail"), say("To print"), say("Large print"), say("Redacted copy"))
}

// use is the one that is chosen now.
func (b *bundleScreen) use() use { return use(b.uses.Chosen()) }

// useField is the choice, with what it means.
func (b *bundleScreen) useField() fyne.CanvasObject {
	return part.NewField(say("What is it for?"), b.uses, say("The page numbers are the same in each. For e-mail it is cut into parts that fit. To print leaves room for holes, with blank sheets between papers. A redacted copy blacks out what you marked."))
}

// end is what is put after the proposed name of a file.
func (w use) end() string {
	switch w {
	case forPaper:
		return say("to print")
	case forLarge:
		return say("large print")
	case forRedacted:
		return say("redacted")
	}
	return ""
}

// served tells whether such a bundle is kept as sent: whole or in parts, but no other edition of it.
func (w use) served() bool { return w == forScreen || w == forMail }

// save makes and saves a bundle for it.
func (w use) save(ctx context.Context, path string, plan bundle.Plan, said func(bundle.Progress)) (bundle.Report, error) {
	switch w {
	case forMail:
		return bundle.SaveParts(ctx, bundle.Destination{Path: path, May: replaceable}, plan, bundle.PartLimit{MailMB: bundle.MailMB}, said)
	case forPaper:
		plan.Edition = bundle.Print
	case forLarge:
		plan.Edition = bundle.LargePrint
	case forRedacted:
		plan.Redacted = true
	}
	return bundle.Save(ctx, path, plan, said)
}

// replaceable gives an error for a file that is no PDF: a part may not take its place.
func replaceable(path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, 4)
	if n, err := io.ReadFull(f, head); n > 0 && (err != nil || string(head) != "%PDF") {
		return casefile.Problem{Field: "file", Say: fmt.Sprintf("There is already a file %s that is not a PDF. It was left as it is. Choose another name.", filepath.Base(path))}
	}
	return nil
}

// childName is the child's whole name, as it stands on the cover.
func (b *bundleScreen) childName() string {
	for _, c := range b.u.book.children {
		if c.ID == b.child {
			return firstOf(c.FullName, c.Name)
		}
	}
	return ""
}

// partRows say what each part is, with its subject line to copy.
func (b *bundleScreen) partRows() []fyne.CanvasObject {
	r := b.making.report
	kids := []fyne.CanvasObject{part.Strong(upper(count(len(r.Parts), "file for e-mail", "files for e-mail"))), part.Quiet(b.making.countWords())}
	for i, p := range r.Parts {
		name := say("Copy subject line {{.N}}", "N", i+1)
		if len(r.Parts) == 1 {
			name = say("Copy the subject line")
		}
		copied := b.button(name, part.Outline, func() {
			b.u.app.Clipboard().SetContent(p.Subject)
			b.u.status.say(say("The subject line is copied. Paste it into your e-mail."))
		})
		words := part.Stack(0.5, part.Body(filepath.Base(p.Path)), part.Quiet(say("Subject line: {{.Words}}", "Words", p.Subject)),
			part.Quiet(say("Pages {{.First}} to {{.Last}}, {{.Size}} MB", "First", p.First, "Last", p.Last, "Size", strings.TrimSuffix(fmt.Sprintf("%.1f", float64(p.Bytes)/1e6), ".0"))))
		if p.Note != "" {
			words.Add(part.Body("▲ " + say(p.Note)))
		}
		kids = append(kids, part.Beside(words, copied))
	}
	kids = append(kids, part.Quiet(say(r.MailSays)))
	if r.HearingMissing {
		kids = append(kids, part.Body(say("The day of the hearing is not in your case. Add it, or write it into the subject line yourself.")))
	}
	return kids
}
