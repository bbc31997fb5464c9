package ui

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile/bundle"
)

// making is a bundle being made, or the last one that was: how far it is, how to stop it, and what came of it.
type making struct {
	u        *UI
	cancel   context.CancelFunc // nil while nothing is being made
	progress *part.Text
	meter    *part.Meter
	halt     *part.Press // stops it
	path     string
	report   *bundle.Report
	old      bool // the order was changed after it was made, or while it was
	use      use  // what it was made for
	began    time.Time
}

func newMaking(u *UI) *making {
	m := &making{u: u, progress: part.Strong("").AtMost(2), meter: part.NewMeter()}
	m.halt = part.Button(say("Cancel"), part.Outline, func() { m.stop() })
	return m
}

// stop ends the making; nothing half-written stays behind. It tells whether there was anything to stop.
func (m *making) stop() bool {
	if m.cancel == nil {
		return false
	}
	m.progress.Say(say("Stopping…"))
	m.cancel()
	return true
}

// Busy says that a bundle is being made.
func (b *bundleScreen) Busy() string {
	if b.making.cancel == nil {
		return ""
	}
	return say("The bundle is still being made. If you go on, it is not made, and nothing half-made stays.")
}

// outdate remembers that the order is no longer the one that was made.
func (m *making) outdate() { m.old = m.report != nil || m.cancel != nil }

// makeCard is the way to make the bundle, then its progress, then what came of it.
func (b *bundleScreen) makeCard() *part.Card {
	m := b.making
	switch {
	case m.cancel != nil:
		return accent(part.NewCard(say("Making the bundle"), m.progress, m.meter, part.Line(1.5, m.halt, part.Quiet(say("Then it is read again and checked.")))))
	case m.report != nil:
		return b.madeCard()
	}
	return part.NewCard(say("What it will be"), part.Body(say("One PDF with a cover, an index with links, bookmarks, and a number on every page.")), b.useField(),
		part.Quiet(say("“Make the bundle” stands at the top of this page.")))
}

// accent marks the card that comes first now.
func accent(c *part.Card) *part.Card {
	c.Accent = true
	return c
}

// madeCard says what was made, what was left out, and what was checked.
func (b *bundleScreen) madeCard() *part.Card {
	m := b.making
	kids := []fyne.CanvasObject{part.Strong(filepath.Base(m.path)), part.Quiet(say("In the folder {{.Folder}}", "Folder", filepath.Dir(m.path))), part.Quiet(m.countWords())}
	if len(m.report.Parts) > 0 {
		kids = b.partRows()
	}
	if n := len(m.report.Left); n > 0 { // before anything that says all is well
		kids = append(kids, part.Beside(part.Strong(say("{{.Papers}} left out: see why below.", "Papers", upper(count(n, "paper was", "papers were")))).In(part.InkLate), part.NewChip(part.Late, say("look"))))
	}
	if m.old {
		kids = append(kids, part.Beside(part.Body(say("You changed the order after this was made.")), part.NewChip(part.Soon, say("older"))))
	}
	look, again := part.Main, part.Outline
	if m.old {
		look, again = part.Outline, part.Main
	}
	buttons := part.Line(1.25, b.button("Open it", look, func() { m.u.openURL(m.path) }),
		b.button("Show its folder", part.Outline, func() { m.u.openURL(filepath.Dir(m.path)) }))
	if m.report.Checked.OK {
		kids = append(kids, buttons, m.checkedWords())
	} else { // what is wrong comes before the button that opens it
		kids = append(kids, m.checkedWords(), buttons)
	}
	for _, left := range m.report.Left {
		kids = append(kids, part.Body("● "+leftWords(left)))
	}
	for _, line := range m.report.Changes {
		kids = append(kids, part.Body("● "+say(line)))
	}
	if m.report.Again != "" {
		kids = append(kids, part.Body(say(m.report.Again)))
	}
	for _, r := range m.report.Preflight.Remarks {
		if r.At != "" {
			words := say("{{.Title}}, page {{.At}}: {{.Say}}", "Title", shorten(r.Title, 60), "At", r.At, "Say", say(r.Say))
			if strings.Contains(r.At, ",") {
				words = say("{{.Title}}, pages {{.At}}: {{.Say}}", "Title", shorten(r.Title, 60), "At", r.At, "Say", say(r.Say))
			}
			kids = append(kids, part.Body("○ "+words))
		}
	}
	kids = append(kids, part.NewRule(), part.Strong(say("When you send it")), b.sentPapers(), part.NewRule(), b.useField(),
		part.Line(1.25, b.button("Make it again… (Ctrl+Enter)", again, b.askWhere)))
	return accent(part.NewCard(say("The bundle is made"), kids...))
}

// countWords says how long the bundle is, and how it stands against the allowance.
func (m *making) countWords() string {
	r := m.report
	words := say("{{.Pages}} with the cover and index, {{.Papers}}", "Pages", count(r.Pages, "page", "pages"), "Papers", count(r.Documents, "paper", "papers"))
	if r.Limit.Pages > 0 {
		words += " · " + say("{{.N}} of {{.Of}} pages of evidence", "N", r.EvidencePages, "Of", r.Limit.Pages)
	}
	if r.OverLimit() {
		words += " · ▲ " + say("{{.Pages}} too many", "Pages", count(r.EvidencePages-r.Limit.Pages, "page", "pages"))
	}
	return words
}

func (m *making) checkedWords() fyne.CanvasObject {
	if m.report.Checked.OK {
		return part.Beside(part.Body(say("It was read again: index, links, bookmarks and printed page numbers agree.")), part.NewChip(part.Done, say("checked")))
	}
	words := part.Stack(0.5, part.Body(say("Reading it again found something that does not agree. Look at it before you send it.")))
	for _, f := range m.report.Checked.Findings {
		words.Add(part.Body("▲ " + say(f.Say)))
	}
	return part.Beside(words, part.NewChip(part.Late, say("look")))
}

func leftWords(left bundle.Line) string {
	return say("Left out: {{.Title}}.", "Title", left.Title) + " " + say(left.Note)
}

// openURL opens a file or folder with the computer's own program for it.
func (u *UI) openURL(path string) {
	if _, err := os.Stat(path); err != nil {
		u.fail(say("It could not be opened."), err)
		return
	}
	slashed := filepath.ToSlash(path)
	if !strings.HasPrefix(slashed, "/") {
		slashed = "/" + slashed // a Windows path begins with its drive
	}
	if err := u.app.OpenURL(&url.URL{Scheme: "file", Path: slashed}); err != nil {
		u.showTrouble(say("It could not be opened from here."), trouble{What: say("You will find it here: {{.Path}}", "Path", path)}, nil)
		return
	}
	u.status.say(say("Opening {{.Name}}…", "Name", filepath.Base(path)))
}

// Save begins to make the bundle: Ctrl+Enter.
func (b *bundleScreen) Save() {
	if len(b.documents()) > 0 && b.making.cancel == nil {
		b.askWhere()
	}
}

// askWhere asks where the PDF should go, and makes it there.
func (b *bundleScreen) askWhere() {
	b.u.askPlace(say("Make the bundle"), say("Where should the PDF go? Anybody who finds it can read it, so keep it in a place of your own."), b.fileName(), b.make)
}

// fileName proposes a name: what it is and the Tribunal's reference.
func (b *bundleScreen) fileName() string {
	name := say("Evidence")
	if b.use() == forMail {
		a, _ := b.appeal()
		return bundle.MailName(a.Reference, b.childName()) + ".pdf"
	}
	if a, ok := b.appeal(); ok && a.Reference != "" {
		name += " " + a.Reference
	}
	if end := b.use().end(); end != "" {
		name += " " + end
	}
	return fileSafe(name) + ".pdf"
}

// make makes the bundle beside the window. Leaving the screen stops it, as Cancel does; then done is not called.
func (b *bundleScreen) make(path string) {
	m, u, file, chosen, held := b.making, b.u, b.u.file, b.bundle, b.heldLines()
	a, _ := b.appeal()
	if chosen.Plan != generalPlan {
		chosen.Appeal = a.ID
	}
	today := u.today()
	ctx, cancel := context.WithCancel(b.ctx)
	m.cancel, m.path, m.report, m.old, m.use, m.began = cancel, path, nil, false, b.use(), u.now()
	use, words := m.use, u.passwords.list("")
	m.progress.Say(say("Reading the papers…"))
	m.meter.Set(0, 1)
	u.redraw()
	b.page.ToTop()
	b.focus(m.halt)
	said := func(p bundle.Progress) { u.post(func() { m.show(b, p) }) }
	background(u, b.ctx, func(context.Context) (bundle.Report, error) {
		plan, err := bundle.FromCase(file, chosen)
		if err != nil {
			return bundle.Report{}, err
		}
		plan.Left, plan.Today = append(plan.Left, held...), today
		plan.Passwords = words
		return use.save(ctx, path, plan, said)
	}, func(r bundle.Report, err error) { m.done(b, r, err) })
}

// focus gives the keyboard to a button of this screen, where the screen is in sight.
func (b *bundleScreen) focus(press *part.Press) {
	if top := b.u.top(); press != nil && top != nil && top.view == view(b) && b.u.sheet == nil {
		b.u.win.Canvas().Focus(press)
	}
}

// show shows how far the making is.
func (m *making) show(b *bundleScreen, p bundle.Progress) {
	if m.cancel == nil || m != b.making {
		return
	}
	words := progressWords(p)
	if left, ok := p.Left(m.u.now().Sub(m.began)); ok {
		words += " · " + timeLeft(left)
	}
	m.progress.Say(words)
	m.meter.Set(p.Done, p.Of)
	b.page.Reflow()
}

// progressWords says what is being done, as bundle does for the command line.
func progressWords(p bundle.Progress) string {
	switch p.Stage {
	case bundle.Reading:
		return say("Reading document {{.N}} of {{.Of}}: {{.Title}}", "N", p.Done, "Of", p.Of, "Title", p.Title)
	case bundle.Making:
		return say("Making page {{.N}} of {{.Of}}", "N", p.Done, "Of", p.Of)
	}
	return say("Checking {{.Pages}}", "Pages", count(p.Of, "page", "pages"))
}

func timeLeft(left time.Duration) string {
	switch n, minutes := bundle.LeftAbout(left); {
	case n == 0:
		return say("a few seconds left")
	case minutes:
		return say("about {{.Time}} left", "Time", count(n, "minute", "minutes"))
	default:
		return say("about {{.Time}} left", "Time", count(n, "second", "seconds"))
	}
}

// done says what came of it. The keyboard goes on where it was on Cancel.
func (m *making) done(b *bundleScreen, r bundle.Report, err error) {
	held := b.u.win.Canvas().Focused() == fyne.Focusable(m.halt)
	m.cancel()
	m.cancel = nil
	if err == nil {
		m.report = &r
		if len(r.Parts) > 0 {
			m.path = r.Parts[0].Path
		}
	}
	m.u.redraw()
	if held {
		b.page.ToTop()
		b.focus(b.kept[m.next()])
	}
	switch {
	case err == nil:
		m.u.status.say(say("The bundle is made: {{.Name}}", "Name", filepath.Base(m.path)))
	case errors.Is(err, context.Canceled):
		m.u.status.say(say("The bundle was not made. Nothing half-made was kept."))
	case errors.Is(err, bundle.ErrNothing):
		m.u.showTrouble(say("The bundle was not made."), trouble{What: say("None of these papers can go in."), Do: leftLines(r.Left)}, nil)
	default:
		m.u.fail(say("The bundle was not made."), err)
	}
}

// next names the button that follows Cancel.
func (m *making) next() string {
	if m.report != nil {
		return "Open it"
	}
	return "Make the bundle… (Ctrl+Enter)"
}

func leftLines(left []bundle.Line) string {
	var lines []string
	for _, l := range left {
		lines = append(lines, leftWords(l))
	}
	return strings.Join(lines, "\n")
}
