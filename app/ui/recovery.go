package ui

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	sheets "ehccasefile/casefile/sheet"
)

// recovery shows a new recovery key, has it printed or written down, and asks for it back once: a key with a slip in it is found out now and not on the worst day.
type recovery struct {
	u     *UI
	page  *part.Page
	typed *part.Entry
	field *part.Field
	check *part.Press
}

func newRecovery(u *UI, key string) view {
	r := &recovery{u: u, typed: part.NewEntry(say("The recovery key, from the paper"))}
	r.field = part.NewField(say("Type it back once, from the paper"), r.typed, say("Capitals, spaces and hyphens do not matter."))
	r.typed.OnSubmitted = func(string) { r.Save() }
	r.check = part.Button(say("Check it (Ctrl+Enter)"), part.Main, r.Save)
	toPrint := part.Button(say("Make a sheet to print"), part.Outline, func() { u.saveRecoverySheet(key) })
	copied := part.Button(say("Copy it for 30 seconds"), part.Outline, func() { u.copySecret(key) })
	later := part.Button(say("Do this later"), part.Outline, r.later)
	r.page = part.NewPage(
		part.Stack(0.75, part.Title(say("Your recovery key")),
			part.Body(say("It opens your case file if the passphrase is forgotten. It is shown only now, so put it on paper.")).In(part.InkQuiet)),
		part.NewCard(say("Write this down, or print it"), part.Lead(spread(key)),
			part.Body(say("Keep it where you keep birth certificates. Nobody else has it: if both the passphrase and this key are lost, the case file cannot be opened by anyone.")),
			part.Line(1.5, toPrint, copied)),
		part.NewCard("", r.field, part.Line(1.5, r.check, later)))
	return r
}

// spread sets the groups apart, so that a line can break between them and the eye keeps its place.
func spread(key string) string { return strings.ReplaceAll(key, "-", " – ") }

func (r *recovery) Content() fyne.CanvasObject { return r.page }
func (r *recovery) Refresh()                   { r.page.Refresh() }
func (r *recovery) Close()                     { r.typed.SetText("") }
func (r *recovery) Focus() fyne.Focusable      { return r.typed }

// Save checks what was typed back.
func (r *recovery) Save() {
	if strings.TrimSpace(r.typed.Text) == "" {
		r.wrong(say("Type the key from the paper, or choose “Do this later”."))
		return
	}
	r.wrong("")
	if err := r.u.file.CheckRecoveryKey(r.typed.Text); err != nil {
		t := explain(err)
		r.wrong(t.What + " " + t.Do)
		return
	}
	r.u.back()
	r.u.status.say(say("The recovery key on your paper is right"))
}

func (r *recovery) wrong(sentence string) {
	r.field.Wrong(strings.TrimSpace(sentence))
	r.page.Reflow()
	if sentence != "" {
		r.u.win.Canvas().Focus(r.typed)
	}
}

// later leaves without checking, after saying what that means.
func (r *recovery) later() {
	r.u.ask(say("Is the key on paper?"),
		[]string{say("It is not shown again. You can check it later under File, Passphrase and recovery key, or make a new one there.")},
		answer{words: say("Yes, go on"), do: r.u.back},
		answer{words: say("No, show it again"), main: true})
}

// saveRecoverySheet makes the sheet as a PDF to print.
func (u *UI) saveRecoverySheet(key string) {
	name, day := filepath.Base(u.file.Path()), u.clock()
	u.askPlace(say("A sheet to print"), say("Print this PDF and then delete it: whoever has it and the case file can read everything."), say("Recovery sheet.pdf"), func(path string) {
		u.writeBeside(path, func() ([]byte, error) { return sheets.Recovery(name, key, day) },
			say("The sheet is ready to print: {{.Path}}", "Path", path))
	})
}
