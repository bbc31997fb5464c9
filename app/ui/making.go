package ui

import (
	"context"
	"errors"
	"net/url"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
	"ehccasefile/casefile/bundle"
)

// making is a bundle being made, or the last one that was: how far it is, how to stop it, and what came of it.
type making struct {
	u        *UI
	cancel   context.CancelFunc // nil while nothing is being made
	progress *part.Text
	meter    *part.Meter
	path     string
	report   *bundle.Report
}

func newMaking(u *UI) *making {
	return &making{u: u, progress: part.Strong(""), meter: part.NewMeter()}
}

// stop ends the making; nothing half-written stays behind.
func (m *making) stop() {
	if m.cancel != nil {
		m.cancel()
	}
}

// beforeCard says what to look at before the bundle is made.
func (b *bundleScreen) beforeCard() *part.Card {
	var rows []fyne.CanvasObject
	warn := func(n int, one, many string) {
		if n > 0 {
			rows = append(rows, part.Beside(part.Body(count(n, one, many)), part.NewChip(part.Soon, say("look"))))
		}
	}
	old, blind, uncounted := 0, 0, 0
	for _, d := range b.documents() {
		if isOld(d, b.u.today()) {
			old++
		}
		if d.Pages == 0 {
			uncounted++
		} else if isBlind(d) {
			blind++
		}
	}
	warn(old, "report is more than three years old. Say in your statement why it is needed.", "reports are more than three years old. Say in your statement why they are needed.")
	warn(blind, "paper has words that cannot be searched, because it is a scan.", "papers have words that cannot be searched, because they are scans.")
	warn(uncounted, "paper could not be read and may be left out. Open it to see why.", "papers could not be read and may be left out. Open them to see why.")
	if len(rows) == 0 {
		rows = append(rows, part.Beside(part.Body(say("Nothing stands out.")), part.NewChip(part.Done, "")))
	}
	rows = append(rows, part.Beside(part.Body(b.heldWords()), part.NewChip(part.Done, "")))
	return part.NewCard(say("Before you make it"), part.Rows(rows...))
}

// heldWords says that nothing held back is inside, and how much is held.
func (b *bundleScreen) heldWords() string {
	held := 0
	for _, d := range b.u.book.documents {
		if of(d.Child, b.child) && d.Privilege == casefile.PrivilegeWithoutPrejudice {
			held++
		}
	}
	if held == 0 {
		return say("Nothing is held back.")
	}
	return say("{{.N}} held back as without prejudice. They never go in.", "N", count(held, "paper", "papers"))
}

// makeCard is the way to make the bundle, then its progress, then what came of it.
func (b *bundleScreen) makeCard() *part.Card {
	m := b.making
	switch {
	case m.cancel != nil:
		return part.NewCard(say("Making the bundle"), m.progress, m.meter,
			part.Line(1.5, part.Button(say("Cancel"), part.Outline, m.stop)), part.Quiet(say("Then it is read again and checked.")))
	case m.report != nil:
		return m.doneCard(b)
	}
	return part.NewCard(say("Make it"), part.Body(say("One PDF with a cover, an index with links, bookmarks and a number on every page.")),
		part.Line(1.5, b.makeButton(say("Make the bundle…"))))
}

func (b *bundleScreen) makeButton(words string) *part.Press {
	press := part.Button(words, part.Main, b.askWhere)
	press.Off = len(b.documents()) == 0
	return press
}

// doneCard says what was made, what was left out, and what was checked.
func (m *making) doneCard(b *bundleScreen) *part.Card {
	r := m.report
	checked := part.Beside(part.Body(say("It was read again by another reader: index, links, bookmarks, labels and printed numbers agree.")), part.NewChip(part.Done, say("checked")))
	if !r.Checked.OK {
		checked = part.Beside(part.Body(say("Reading it again found something that does not agree. Do not send it before you have looked.")), part.NewChip(part.Late, say("look")))
	}
	kids := []fyne.CanvasObject{
		part.Strong(say("{{.Pages}}: {{.Name}}", "Pages", count(r.Pages, "page", "pages"), "Name", filepath.Base(m.path))), checked,
	}
	for _, f := range r.Checked.Findings {
		kids = append(kids, part.Body("▲ "+f.Say))
	}
	for _, left := range r.Left {
		kids = append(kids, part.Body("● "+say("Left out: {{.Title}}.", "Title", left.Title)+" "+left.Note))
	}
	kids = append(kids, part.Line(1.5, part.Button(say("Open it"), part.Main, func() { m.u.openURL(m.path) }),
		part.Button(say("Show its folder"), part.Outline, func() { m.u.openURL(filepath.Dir(m.path)) }), part.Button(say("Make it again…"), part.Outline, b.askWhere)))
	return part.NewCard(say("The bundle is made"), kids...)
}

// openURL opens a file or folder with the computer's own program for it.
func (u *UI) openURL(path string) {
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // a Windows path begins with its drive
	}
	if err := u.app.OpenURL(&url.URL{Scheme: "file", Path: slashed}); err != nil {
		u.showTrouble(say("It could not be opened from here."), trouble{What: say("You will find it here: {{.Path}}", "Path", path)}, nil)
	}
}

// askWhere asks where the PDF should go, and makes it there.
func (b *bundleScreen) askWhere() {
	b.u.askPlace(say("Make the bundle"), say("Where should the PDF go? It is not sealed: keep it where only you can read it."), b.fileName(), b.make)
}

// fileName proposes a name: what it is and the Tribunal's reference, without the letters that file names may not hold.
func (b *bundleScreen) fileName() string {
	name := say("Evidence")
	if a, ok := b.appeal(); ok && a.Reference != "" {
		name += " " + a.Reference
	}
	return strings.NewReplacer("/", "-", "\\", "-", ":", "-").Replace(name) + ".pdf"
}

// make makes the bundle beside the window. Leaving the screen cancels it, as the button does.
func (b *bundleScreen) make(path string) {
	m, u, file, chosen := b.making, b.u, b.u.file, b.bundle
	ctx, cancel := context.WithCancel(b.ctx)
	m.cancel, m.path, m.report = cancel, path, nil
	m.progress.Say(say("Reading the papers…"))
	m.meter.Set(0, 1)
	b.Refresh()
	said := func(p bundle.Progress) { u.post(func() { m.show(b, p) }) }
	background(u, b.ctx, func(context.Context) (bundle.Report, error) {
		plan, err := bundle.FromCase(file, chosen)
		if err != nil {
			return bundle.Report{}, err
		}
		return bundle.Save(ctx, path, plan, said)
	}, func(r bundle.Report, err error) { m.done(b, r, err) })
}

// show shows how far the making is.
func (m *making) show(b *bundleScreen, p bundle.Progress) {
	if m.cancel == nil {
		return
	}
	m.progress.Say(p.Say())
	m.meter.Set(p.Done, p.Of)
	b.page.Reflow()
}

func (m *making) done(b *bundleScreen, r bundle.Report, err error) {
	m.cancel()
	m.cancel = nil
	switch {
	case errors.Is(err, context.Canceled):
		m.u.status.say(say("The bundle was not made. Nothing half-made was kept."))
	case err != nil:
		m.u.fail(say("The bundle was not made."), err)
	default:
		m.report = &r
		m.u.status.say(say("The bundle is made and checked."))
	}
	b.Refresh()
}
