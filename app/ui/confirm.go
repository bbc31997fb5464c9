package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile"
)

// confirmPage writes a short e-mail that confirms what was said in a call or a meeting, from its entry in the log: what is not written down is
// soon remembered differently. The words can be changed, copied, and noted as sent.
type confirmPage struct {
	form
	entry casefile.Entry
	words *part.Entry
}

// confirms tells whether a note that confirms it makes sense: nothing was written when it happened.
func confirms(k casefile.EntryKind) bool {
	return k == casefile.EntryCall || k == casefile.EntryMeeting
}

func newConfirmPage(u *UI, e casefile.Entry) view {
	c := &confirmPage{entry: e, form: form{u: u}, words: part.NewLongEntry(say("The note"), 12)}
	c.form.save = c.sent
	c.words.SetText(u.confirmWords(e))
	copies := part.Button(say("Copy the note"), part.Main, func() {
		u.app.Clipboard().SetContent(c.words.Text)
		u.status.say(say("The note is copied. Paste it into your e-mail."))
	})
	buttons := []fyne.CanvasObject{copies}
	if address := u.addressOf(e); address != "" {
		buttons = append(buttons, part.Button(say("Copy {{.Address}}", "Address", address), part.Outline, func() {
			u.app.Clipboard().SetContent(address)
			u.status.say(say("The e-mail address is copied."))
		}))
	}
	buttons = append(buttons, part.Button(say("I sent it: log it (Ctrl+Enter)"), part.Outline, c.sent))
	c.page = part.NewPage(pageHead(u, say("A note to confirm it"), say("Send it soon, so that both of you have the same record. Change any word you like.")),
		part.NewCard("", part.NewField(say("The note"), c.words, ""), part.Line(1.5, buttons...),
			part.Quiet(say("This program sends nothing itself. Copy the note, paste it into your e-mail and send it, then log that you did."))))
	c.first = copies
	return c
}

// confirmWords writes the note.
func (u *UI) confirmWords(e casefile.Entry) string {
	how := say("Thank you for speaking with me on the phone on {{.Day}}.", "Day", dayAt(e))
	if e.Kind == casefile.EntryMeeting {
		how = say("Thank you for meeting me on {{.Day}}.", "Day", dayAt(e))
	}
	words := []string{say("Hello,"), how + " " + say("I am writing down what was said, so that we both have the same record.")}
	if name, _, _ := strings.Cut(e.With, ","); trim(name) != "" {
		words[0] = say("Dear {{.Name}},", "Name", trim(name))
	}
	if e.Said != "" {
		words = append(words, say("My note of it: {{.Said}}", "Said", e.Said))
	}
	switch {
	case e.Promised != "" && !e.PromisedBy.IsZero():
		words = append(words, say("I understood that I can expect this by {{.Day}}: {{.What}}.", "Day", e.PromisedBy.Long(), "What", strings.TrimRight(e.Promised, ". ")))
	case e.Promised != "":
		words = append(words, say("I understood that I can expect this: {{.What}}. Please tell me by when.", "What", strings.TrimRight(e.Promised, ". ")))
	}
	return strings.Join(append(words, say("If any of this is not right, please let me know."), say("Kind regards")), "\n\n")
}

// dayAt gives the day of an entry, and the time where it is known.
func dayAt(e casefile.Entry) string {
	if e.At == "" {
		return e.On.Long()
	}
	return say("{{.Day}} at {{.Time}}", "Day", e.On.Long(), "Time", e.At)
}

// addressOf gives the e-mail address of the one person an entry was with, as far as it is known.
func (u *UI) addressOf(e casefile.Entry) string {
	ids := u.book.peopleIn(e.With)
	if len(ids) == 0 {
		ids = e.People
	}
	if len(ids) != 1 {
		return ""
	}
	p, _ := u.book.person(ids[0])
	return p.Email
}

// sent logs the note as an e-mail that was sent today.
func (c *confirmPage) sent() {
	u, e := c.u, c.entry
	sent := casefile.Entry{Head: casefile.Head{Child: e.Child}, Kind: casefile.EntryEmail, On: u.today(), With: e.With, People: e.People,
		Said: say("I sent a note to confirm what was said on {{.Day}}:", "Day", e.On.Long()) + "\n" + trim(c.words.Text)}
	u.change(func(tx *casefile.Tx) error {
		_, err := casefile.Put(tx, sent)
		return err
	}, func() { u.status.say(say("The note is in the log as sent today.")) })
	u.back()
}
