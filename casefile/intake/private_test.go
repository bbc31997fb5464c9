package intake

import (
	"testing"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/guess"
)

// Ways in which a private paper might become an open one.
func TestAPrivatePaperStaysPrivate(t *testing.T) {
	f := newCase(t)
	terms := []byte("The terms: ten hours of support in class each week from September.")
	open := addAll(t, f, Options{}, paper("terms.txt", terms))[0].Document
	again := addAll(t, f, Options{Privilege: casefile.PrivilegeLegalAdvice, Reason: "our adviser wrote it"}, paper("terms.txt", terms))[0]
	if again.Document.ID != open.ID || again.Document.Privilege != casefile.PrivilegeLegalAdvice {
		t.Errorf("added again as advice it is %q", again.Document.Privilege)
	}
	g := newCase(t)
	addAll(t, g, Options{}, paper("terms.txt", terms))
	addAll(t, g, Options{}, paper("offer.eml", []byte(mailHead+"Subject: Offer\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nWithout prejudice: see attached.\n"+attached("terms.txt", "text/plain", terms)+"--b--\n")))
	for _, d := range all[casefile.Document](t, g) {
		if d.Privilege != casefile.PrivilegeWithoutPrejudice {
			t.Errorf("%q, which was here before the private e-mail it came with, is %q", d.Title, d.Privilege)
		}
	}
	certificate := Options{Kind: casefile.DocumentMediationCertificate}
	h := newCase(t)
	r, err := Keep(t.Context(), h, []Item{paper("c.txt", []byte("Without prejudice: the offer."))}, certificate, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := h.View(func(tx *casefile.Tx) error { _, err := casefile.Show(tx, r[0].Document.ID); return err }); err == nil {
		t.Error("a certificate nobody has read is shown")
	}
	for _, words := range []string{"Without predjudice, we offer", "WITHOUT PREJU\u00ad\nDICE we offer", "With\u200bout prejudice"} {
		if _, private := guess.HeldBack("a.txt", []string{words}); !private {
			t.Errorf("%q is open", words)
		}
	}
}
