package bundle

import (
	"fmt"
	"slices"
	"strings"
)

// This file is what e-mail asks of the parts: how large they may be, what they are called, and what goes into the subject line.

// MailMB is how large one e-mail with a part attached may be, in megabytes of a million bytes, where nobody says otherwise. No limit of the
// Tribunal's address is published; 20 MB is what was asked about in Parliament (bundles.md 1.6, grade S).
const MailMB = 20

// mailShare is how much of an e-mail an attached file may be. E-mail writes a file in letters (base64 with its line ends), which makes it 37%
// larger; the rest is for the message itself.
const mailShare = 0.72

// PartLimit is how large the parts of a bundle may be.
type PartLimit struct {
	MailMB float64 // of the e-mail that carries one, in megabytes of a million bytes; 0 for no limit
	Pages  int     // of one part, its cover and index too; 0 for no limit
}

// Bytes is the largest file that fits such an e-mail; 0 for no limit.
func (p PartLimit) Bytes() int { return int(p.MailMB * 1e6 * mailShare) }

// Say says in plain words what the limit means.
func (p PartLimit) Say() string {
	var all []string
	if p.MailMB > 0 {
		all = append(all, fmt.Sprintf("Each file is at most %.1f MB, so that the e-mail with it stays under %g MB. E-mail makes a file about a third larger.", float64(p.Bytes())/1e6, p.MailMB))
	}
	if p.Pages > 0 {
		all = append(all, fmt.Sprintf("Each part has at most %s, its cover and index too.", count(p.Pages, "page")))
	}
	return joined(all)
}

// subject is the subject line of an e-mail in the form the Tribunal asks for: HD dd/mm/yyyy | EHnnn/yy/nnnnn | Child's full name | Evidence
// (bundles.md 1.4, grade S). What is not known is said to be missing.
func (l *layout) subject(n, of int) string {
	day := "HD (date of the hearing missing)"
	if h := l.Hearing; !h.IsZero() {
		day = fmt.Sprintf("HD %02d/%02d/%04d", h.Day, int(h.Month), h.Year)
	}
	ref, child := l.Reference, l.Child
	if ref == "" {
		ref = "(reference missing)"
	}
	if child == "" {
		child = "(name missing)"
	}
	return strings.Join([]string{day, ref, child, "Evidence" + partWords(n, of)}, " | ")
}

func partWords(n, of int) string {
	if of < 2 {
		return ""
	}
	return fmt.Sprintf(" part %d of %d", n, of)
}

// partName is the name of a part's file.
func (l *layout) partName(n, of int) string {
	return FileName(MailName(l.Reference, l.Child)+partWords(n, of)) + ".pdf"
}

// MailName is how a file of evidence is called in the form the Tribunal asks for, without its ending: "EH938-26-00412 Okoro, Maya Evidence". What
// is not known is left out.
func MailName(reference, child string) string {
	words := []string{}
	if reference != "" {
		words = append(words, reference)
	}
	if names := strings.Fields(child); len(names) > 1 {
		words = append(words, names[len(names)-1]+", "+strings.Join(names[:len(names)-1], " "))
	} else if child != "" {
		words = append(words, child)
	}
	return FileName(strings.Join(append(words, "Evidence"), " "))
}

// FileName makes words fit to be the name of a file on every system: what Windows takes for a path or a device is replaced, and it is not too long.
func FileName(words string) string {
	s := strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`/\:*?"<>|`, r):
			return '-'
		case r < ' ' || r == 0x7F:
			return -1
		}
		return r
	}, oneLine(words))
	if r := []rune(s); len(r) > 150 {
		s = string(r[:150])
	}
	s = strings.TrimRight(strings.TrimLeft(s, " ."), " .")
	if base, _, _ := strings.Cut(strings.ToUpper(s), "."); s == "" || slices.Contains(devices, strings.TrimSpace(base)) {
		s = "Bundle " + s
	}
	return strings.TrimSpace(s)
}

// devices are names that Windows keeps for itself.
var devices = strings.Fields("CON PRN AUX NUL COM1 COM2 COM3 COM4 COM5 COM6 COM7 COM8 COM9 LPT1 LPT2 LPT3 LPT4 LPT5 LPT6 LPT7 LPT8 LPT9")
