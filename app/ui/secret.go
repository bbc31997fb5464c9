package ui

import (
	"crypto/sha256"
	"time"

	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
)

// secretFor is how long a secret stays on the clipboard.
const secretFor = 30 * time.Second

// secret is what was copied that must not stay on the clipboard: its hash alone, and when.
type secret struct {
	sum [sha256.Size]byte
	at  time.Duration
}

// copySecret puts a secret on the clipboard for half a minute.
func (u *UI) copySecret(words string) {
	u.app.Clipboard().SetContent(words)
	u.copied(words)
}

// copied notes that a secret is on the clipboard.
func (u *UI) copied(words string) {
	u.secret = &secret{sha256.Sum256([]byte(words)), u.ran()}
	u.status.say(say("Copied. In 30 seconds it is taken off the clipboard again"))
}

// guardSecrets has the fields for secrets tell when something is copied out of them.
func (u *UI) guardSecrets(v view) {
	part.Walk(v.Content(), func(o fyne.CanvasObject) {
		if e, ok := o.(*part.Entry); ok && e.IsSecret() {
			e.Copied = u.copied
		}
	})
}

// forgetSecret clears the clipboard when the time has come.
func (u *UI) forgetSecret(ran time.Duration) {
	if u.secret != nil && ran-u.secret.at >= secretFor {
		u.clearSecret()
	}
}

// clearSecret clears the clipboard, if it still holds the secret.
func (u *UI) clearSecret() {
	if u.secret == nil {
		return
	}
	clipboard := u.app.Clipboard()
	if sha256.Sum256([]byte(clipboard.Content())) == u.secret.sum {
		clipboard.SetContent("")
	}
	u.secret = nil
}
