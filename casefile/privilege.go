package casefile

import (
	"slices"
	"strings"
)

// Privilege says whether a paper may be shown to the Tribunal, and if not, why.
type Privilege string

// Open papers may be shown; the others are held back: what was written to settle the dispute without prejudice, what was said in
// mediation, and what a lawyer or adviser told the family. A value this version does not know is held back too.
const (
	PrivilegeOpen             Privilege = "open"
	PrivilegeWithoutPrejudice Privilege = "without-prejudice"
	PrivilegeMediation        Privilege = "mediation"
	PrivilegeLegalAdvice      Privilege = "legal-advice"
)

var privileges = words[Privilege]{
	{PrivilegeOpen, "Open"},
	{PrivilegeWithoutPrejudice, "Held back: without prejudice"},
	{PrivilegeMediation, "Held back: said in mediation"},
	{PrivilegeLegalAdvice, "Held back: legal advice"},
}

// Privileges gives every privilege in the order to offer them; the first is open.
func Privileges() []Privilege { return privileges.all() }

// Title gives the privilege in words: "Held back: legal advice".
func (p Privilege) Title() string { return privileges.title(p) }

// Explain says in a plain sentence or two what the privilege means; "" for a value this version does not know.
func (p Privilege) Explain() string {
	switch p {
	case PrivilegeOpen:
		return "The Tribunal may see it."
	case PrivilegeWithoutPrejudice:
		return "It was written to settle the dispute, without prejudice. It is not for the Tribunal."
	case PrivilegeMediation:
		return "What was said or offered in mediation is confidential. The mediation certificate may be shown; this may not."
	case PrivilegeLegalAdvice:
		return "What a lawyer or adviser told you is private. Once shown, it cannot be made private again."
	}
	return ""
}

// as says what a paper is held back as, to stand after "held back as".
func (p Privilege) as() string {
	switch p {
	case PrivilegeWithoutPrejudice:
		return "without prejudice"
	case PrivilegeMediation:
		return "said in mediation"
	case PrivilegeLegalAdvice:
		return "legal advice"
	}
	return "not open"
}

// passOn marks what came with or holds a document that is held back, and what that was taken out of, when it is deleted: nothing but that
// document said that they are private. A mediation certificate stays open. raw is the document's JSON.
func (tx *Tx) passOn(raw []byte, p place) error {
	var gone Document
	if p.kind != gone.kind() {
		return nil
	}
	if err := decode(raw, &gone); err != nil || gone.Privilege == PrivilegeOpen {
		return err
	}
	for _, d := range All[Document](tx, "") {
		part := gone.TakenFrom > 0 && d.ID == gone.Within
		if d.Within != p.id && !slices.Contains(d.Holds, p.id) && !part || d.Privilege != PrivilegeOpen {
			continue
		}
		if marked, err := d.Mark(gone.Privilege, gone.Reason); err == nil {
			if _, err := Put(tx, marked); err != nil {
				return err
			}
		}
	}
	return nil
}

// Mark gives the document marked as open or as held back. reason says why it is held back, in words without a full stop; "" gives
// none, and an open paper has none. A mediation certificate goes with the appeal and is always open: holding one back gives a [Problem].
func (d Document) Mark(p Privilege, reason string) (Document, error) {
	if d.Kind == DocumentMediationCertificate && p != PrivilegeOpen {
		return d, Problem{"privilege", "A mediation certificate goes with the appeal, so it is open. If this paper says what was said in mediation, choose another sort of paper first."}
	}
	d.Privilege, d.Reason = p, strings.TrimRight(strings.Join(strings.Fields(reason), " "), ".")
	if p == PrivilegeOpen {
		d.Reason = ""
	}
	return d, nil
}
