package ui

import (
	"fyne.io/fyne/v2"

	"ehccasefile/app/ui/part"
	"ehccasefile/casefile/bundle"
)

// sentPapers offers the two papers about a bundle that was made: what is in it, and the certificate that it was sent. Where it is a bundle to send, it can
// be written down as sent.
func (b *bundleScreen) sentPapers() fyne.CanvasObject {
	row := part.Line(1.25, b.button("List of what is in it…", part.Outline, b.saveSentList), b.button("Certificate of service…", part.Outline, b.saveCertificate))
	if b.making.use.served() {
		row.Add(b.button("I have sent it", part.Outline, b.askSent))
	}
	return row
}

func (b *bundleScreen) saveSentList() {
	u, sent := b.u, b.making.report.Sending(b.making.path)
	u.askPlace(say("List of what is in it"), say("It names each paper and each file with its SHA-256, a number by which anybody can tell that a copy is the same. Keep it with your copy."),
		say("What was sent.pdf"), func(path string) {
			u.writeBeside(path, sent.List, say("The list is saved: {{.Path}}", "Path", path))
		})
}

func (b *bundleScreen) saveCertificate() {
	u, sent := b.u, b.making.report.Sending(b.making.path)
	u.askPlace(say("Certificate of service"), say("A page to sign that says what you sent, to whom, when and how. Fill in the lines once you have sent it."),
		say("Certificate of service.pdf"), func(path string) {
			u.writeBeside(path, func() ([]byte, error) { return sent.Certificate(bundle.Service{}) }, say("The certificate is ready to print and sign: {{.Path}}", "Path", path))
		})
}
