package intake

import (
	"testing"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/worker"
)

// The child has read the paper and may have been turned by it: what it says the paper is takes no words away from the eye that looks for
// private ones.
func TestTheChildCannotMakeALetterAPicture(t *testing.T) {
	offer := []byte("Without prejudice: we offer ten hours.")
	for _, claim := range []string{"jpeg", "png", "audio", "video", "pdf", "text"} {
		got := foundIn(casefile.FileText, worker.Ready{Type: claim, Form: []byte("x"), Text: []string{""}, Looks: []worker.Look{{}}}, offer)
		d := casefile.Document{Name: "a.txt", Kind: casefile.DocumentOther, Privilege: casefile.PrivilegeOpen}
		if describe(&d, got); got.typ != casefile.FileText || d.Privilege != casefile.PrivilegeWithoutPrejudice {
			t.Errorf("called %s it is %s and %s", claim, got.typ, d.Privilege)
		}
	}
	got := foundIn(casefile.FileOther, worker.Ready{Type: "png", Form: []byte("x"), Text: []string{string(offer)}}, []byte("PK"))
	if got.typ.Picture() || len(got.text) != 1 {
		t.Errorf("a Word file called a picture is %s with %q", got.typ, got.text)
	}
	if got := foundIn(casefile.FilePNG, worker.Ready{Type: "text"}, nil); got.typ != casefile.FilePNG {
		t.Errorf("a picture called text is %s", got.typ)
	}
	if got := foundIn(casefile.FileOther, worker.Ready{Type: "docx"}, nil); got.typ != casefile.FileDOCX {
		t.Errorf("a Word file is %s", got.typ)
	}
	if got := foundIn(casefile.FileText, worker.Ready{Type: "eml"}, offer); got.typ != casefile.FileMail {
		t.Errorf("an e-mail is %s", got.typ)
	}
}
