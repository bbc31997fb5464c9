package guess

import (
	"strings"
	"testing"
)

// Ways in which the words of a marking were slipped past the reader.
var slips = []struct{ name, text string }{
	{"a.pdf", "WITHOUT PREJUDICE\nTo Mrs Okoro\n12 High Street"},
	{"a.pdf", "WITHOUT PREJUDICE\r\nTo the Rights Team\r\n"},
	{"a.pdf", "Without prejudice. To any other right you may have, we offer ten hours."},
	{"a.pdf", "WITHOUT PREJUDICE\n\nto the provisions we offered"},
	{"a.pdf", "Without prejudice save as to costs"},
	{"a.pdf", "Without prejudice to liability, we offer ten hours."},
	{"a.pdf", "Without prejudice to any admission we offer ten hours."},
	{"a.pdf", "Is this open or not? Without prejudice: ten hours."},
	{"a.pdf", "The mediation is on Friday. Our offer, without prejudice, is ten hours."},
	{"a.pdf", "W I T H O U T  P R E J U D I C E"},
	{"a.pdf", "W I T H O U T\nP R E J U D I C E"},
	{"a.pdf", "W ithout P rejudice"},
	{"a.pdf", "WITH OUT PREJU DICE"},
	{"a.pdf", "W.I.T.H.O.U.T P.R.E.J.U.D.I.C.E"},
	{"a.pdf", "Wіthоut Рrejudісe"},                         // Cyrillic і о Р і с
	{"a.pdf", "WΙΤΗΟUΤ ΡRΕJUDΙCΕ"},                         // Greek capitals
	{"a.pdf", "ＷＩＴＨＯＵＴ　ＰＲＥＪＵＤＩＣＥ"},                         // full width
	{"a.pdf", "𝐖𝐢𝐭𝐡𝐨𝐮𝐭 𝐏𝐫𝐞𝐣𝐮𝐝𝐢𝐜𝐞"},                         // mathematical bold
	{"a.pdf", "ⓦⓘⓣⓗⓞⓤⓣ ⓟⓡⓔⓙⓤⓓⓘⓒⓔ"},                         // in circles
	{"a.pdf", "ᴡɪᴛʜᴏᴜᴛ ᴘʀᴇᴊᴜᴅɪᴄᴇ"},                         // small capitals
	{"a.pdf", "Wi\u200bth\u2060out pre\u202eju\ufe0fdice"}, // unseen marks
	{"a.pdf", "Wíthoút préjudicé"},
	{"a.pdf", "w1th0ut prejud1ce"},
	{"a.pdf", "without prejuclice"},
	{"a.pdf", "without perjudice"},
	{"a.pdf", "wihtout prejudice"},
	{"a.pdf", "W/O prejudice"},
	{"a.pdf", "w/out prejudice offer"},
	{"a.pdf", "WITH-\nOUT PREJU\u00ad\nDICE"},
	{"a.pdf", "Dear Mrs Okoro\n(WP)\nWe offer ten hours."},
	{"a.pdf", "Offer of settlement (WP)\n\nDear Mrs Okoro"},
	{"a.pdf", "Subject: Amara Okoro (W.P.)\nTen hours."},
	{"a.pdf", "We write on a WP basis."},
	{"a.pdf", "This is a WPSATC letter."},
	{"offer WP.pdf", "ten hours"},
	{"WP offer.docx", "ten hours"},
	{"OfferWP.pdf", "ten hours"},
	{"Letter (WP).pdf", "ten hours"},
	{"WithoutPrejudiceOffer.pdf", "ten hours"},
	{"without_prejudice_offer.pdf", "ten hours"},
	{"without%20prejudice.pdf", "ten hours"},
	{"offer.without prejudice", "ten hours"},
	{"Wіthоut Рrejudісe.pdf", "ten hours"},
	{"CounselsOpinion.pdf", "ten hours"},
	{"MediationNotes.docx", "ten hours"},
	{"a.pdf", "Рrivileged аnd соnfidential"}, // Cyrillic Р а с о
	{"a.pdf", "Notes of the meｄiation"},
}

func TestNoSpellingSlipsPast(t *testing.T) {
	for _, s := range slips {
		if why, ok := HeldBack(s.name, []string{s.text}); !ok || why.Say == "" {
			t.Errorf("%q in %q is open", s.text, s.name)
		}
	}
}

// What only sounds so stays open.
func TestWhatOnlySoundsPrivateStaysOpen(t *testing.T) {
	for _, s := range []struct{ name, text string }{
		{"plan.pdf", "Without prejudice to the generality of section 42 of the Children and Families Act 2014, the council must secure it."},
		{"plan.pdf", "This is without prejudice\nto the generality of subsection (2)."},
		{"plan.pdf", "without prejudice to\nSection 36(8)"},
		{"plan.pdf", "Regulation 5 is without prejudice to any other enactment."},
		{"plan.pdf", "This is without prejudice to the parent’s rights, without prejudice to your right of appeal, and without prejudice to the rights of the child under s.19."},
		{"plan.pdf", "without prejudice to paragraph 3, articles 8 and 14 apply"},
		{"letter.pdf", "This is an open letter and is not without prejudice."},
		{"letter.pdf", "Dear Mrs Hale\nMediation meetings are confidential and without prejudice."},
		{"letter.pdf", "There was no prejudice. Nothing was done without thought, throughout. Prejudices were named."},
		{"letter.pdf", "He works without practice or guidance."},
		{"letter.pdf", "without prejudicing the outcome, without prejudicial effect"},
		{"letter.pdf", "Two prejudices were named, and a group prejudice."},
		{"report.pdf", "The Working Party (WP) met. WP agreed a new timetable. WP will report."},
		{"report.pdf", "WP1 is the first work package. Mr W P Hale attended; WP was not there."},
		{"wpm typing test.pdf", "He types 14 words per minute (wpm)."},
		{"IMG_20260316_WA0001.jpg", ""},
		{"Swp report.pdf", "Support and welfare plan"},
		{"mediation certificate.pdf", "Certificate number 12. I certify that mediation information was given."},
		{"MediationCertificate.pdf", "Mediation certificate\nThis certificate is issued under section 55."},
		{"Δοκιμή.pdf", "Καλημέρα. Здравствуйте, это письмо о школе."},
	} {
		if why, ok := HeldBack(s.name, []string{s.text}); ok {
			t.Errorf("%q in %q is held back: %+v", s.text, s.name, why)
		}
	}
}

// The judgement takes any bytes, and long ones.
func TestAnyLettersAreJudged(t *testing.T) {
	for _, s := range []string{"\xff", "Ⱥ", "prejudice\xff", "judice\xe2\x80", ")", "x\n", "without preju", "prejudice", "woprejudice", strings.Repeat("without ", 40_000) + "judice"} {
		HeldBack(s, []string{s, s + "without prejudice"})
	}
}

func TestWordsBesideTheTextAreLookedAt(t *testing.T) {
	open := []string{"Dear Mrs Okoro\nWe offer ten hours."}
	for _, c := range []struct {
		aside Aside
		where string
	}{
		{Aside{1, "WITHOUT PREJUDICE"}, "in a stamp, note or form on page 1"},
		{Aside{3, "a note\n(WP)\n"}, "in a stamp, note or form on page 3"},
		{Aside{0, "Privileged and confidential"}, "in words of the file that its pages do not show"},
	} {
		why, ok := HeldBack("a.pdf", open, Aside{2, "Received 4 March"}, c.aside)
		if !ok || why.Where != c.where || !strings.Contains(why.Say, c.where+". ") || why.Page != c.aside.Page || !strings.Contains(why.Short(), c.where) {
			t.Errorf("%+v: %+v %v", c.aside, why, ok)
		}
	}
	if why, ok := HeldBack("a.pdf", open, Aside{1, "RECEIVED 4 March 2026\nDRAFT\nwithout prejudice to section 36"}); ok {
		t.Errorf("%+v", why)
	}
}
