package guess

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"ehccasefile/casefile"
	"ehccasefile/casefile/internal/pattern"
)

var (
	authorLabel = pattern.New(`(?i)^(?:report (?:written |prepared |completed )?by|author(?:s|\(s\))?|name of author|prepared by|written by|completed by|compiled by|report author|assessed by|assessor|advice (?:given|provided|written) by|statement of|witness statement of|issued by|mediation advis[eo]r|psychologist|therapist|educational psychologist|speech and language therapist|occupational therapist)\s*:?\s*(.*)$`)
	personName  = pattern.New(`^(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor)\.? )?(?:[A-Z]\.? )?[A-Z][a-zA-Z'’-]+(?: (?:[A-Z]\.?|de|van|der|al|bin|[A-Z][a-zA-Z'’-]+)){1,3}(?:,? (?:BSc|MSc|PhD|DEdPsy|BA|MA|HCPC|CPsychol|RCSLT).*)?$`)
	orgHead     = pattern.New(` (?:council|borough|nhs|hospital|school|academy|college|nursery|solicitors|llp|sendiass|trust|tribunal|practice|therapy|psychology|services|service|mediation|ltd|limited|clinic|consultancy) `)
	nhsHead     = pattern.New(` (?:nhs|hospital|clinic|camhs|health centre|paediatric\w*) `)
	councilName = pattern.New(` (?:council|borough of|childrens trust) `)
	notAnAuthor = pattern.New(`(?i)@|www\.|https?:|^tel|^phone|^ref|^our ref|^your ref|^date|^dear|^re:|^to:|\d{4}`)
)

// author finds who wrote the paper: what a label says, then the letterhead of a public body's letter, the signature, the letterhead of anybody else.
func (r *reading) author(k sortOf) ProposedText {
	looks := []func() ProposedText{r.labelledAuthor, r.signature, r.letterhead}
	switch {
	case k.Kind == casefile.DocumentEmail:
		looks = []func() ProposedText{r.mailFrom}
	case k.tribunal:
		looks = []func() ProposedText{r.tribunalAuthor}
	case k.council:
		looks = []func() ProposedText{r.councilAuthor, r.signature}
	case k.Kind == casefile.DocumentDraftPlan || k.Kind == casefile.DocumentFinalPlan || k.subject == "EHC plan":
		looks = []func() ProposedText{r.councilAuthor}
	case k.Kind == casefile.DocumentMediationCertificate || k.Kind == casefile.DocumentForm || k.Kind == casefile.DocumentPhoto:
		looks = []func() ProposedText{r.labelledAuthor, r.letterhead}
	}
	for _, look := range looks {
		if a := look(); a.Found() {
			return a
		}
	}
	return ProposedText{}
}

func (r *reading) mailFrom() ProposedText {
	from := r.mailHeaders()["from"]
	name := strings.TrimSpace(strings.Trim(strings.Split(strings.Split(from.text, "<")[0], "[")[0], `"' `))
	if name == "" {
		name = strings.Trim(from.text, "<> ")
	}
	if name == "" {
		return ProposedText{}
	}
	return ProposedText{clue(1, from.fold, Certain, ""), clip(name, 100)}
}

func (r *reading) tribunalAuthor() ProposedText {
	for _, l := range r.head() {
		if tribunalWords.MatchString(l.fold) {
			return ProposedText{clue(l.page, l.text, Likely, ""), "First-tier Tribunal"}
		}
	}
	return ProposedText{}
}

// councilAuthor gives the council named in the letterhead, or under the signature.
func (r *reading) councilAuthor() ProposedText {
	for i, l := range r.lines {
		head := l.page == 1 && i < guessHead && (r.dear < 0 || i < r.dear)
		if !head && !(r.close >= 0 && i > r.close && i < r.close+8) {
			continue
		}
		for _, c := range l.cells {
			if councilName.MatchString(Fold(c)) && len(c) < 60 && !strings.ContainsAny(c, "@:0123456789") && !strings.HasSuffix(c, ".") && !strings.Contains(Fold(c), " department of ") {
				return ProposedText{clue(l.page, l.text, Likely, ""), unshout(c)}
			}
		}
	}
	return ProposedText{}
}

// unshout gives a name in capitals in the usual letters: "BOROUGH OF NORTHMERE" as "Borough of Northmere".
func unshout(name string) string {
	if name != strings.ToUpper(name) {
		return name
	}
	words := strings.Fields(strings.ToLower(name))
	for i, w := range words {
		if i == 0 || w != "of" && w != "and" && w != "the" && w != "upon" {
			first, size := utf8.DecodeRuneInString(w)
			words[i] = string(unicode.ToUpper(first)) + w[size:]
		}
	}
	return strings.Join(words, " ")
}

// labelledAuthor reads "Report by: …", on the line itself or on the one below.
func (r *reading) labelledAuthor() ProposedText {
	for i, l := range r.lines {
		if l.page > 2 && !l.last {
			continue
		}
		for n, c := range l.cells {
			m := authorLabel.FindStringSubmatch(c)
			if m == nil {
				continue
			}
			who := m[1]
			if who == "" && n+1 < len(l.cells) {
				who = l.cells[n+1]
			}
			if who == "" && i+1 < len(r.lines) && len(l.cells) == 1 {
				who = r.lines[i+1].cells[0]
			}
			if a := asAuthor(who); a != "" {
				return ProposedText{clue(l.page, strings.TrimSpace(l.text), Certain, ""), a}
			}
		}
	}
	return ProposedText{}
}

// asAuthor gives who up to the first comma or bracket where a person's name stands there, or nothing.
func asAuthor(who string) string {
	who = strings.TrimSpace(strings.Trim(who, ":–- "))
	if at := strings.IndexAny(who, ",(;"); at > 0 {
		who = strings.TrimSpace(who[:at])
	}
	who = strings.TrimSpace(strings.Split(who, " – ")[0])
	if !personName.MatchString(who) || len(who) > 60 || orgHead.MatchString(Fold(who)) && !strings.HasPrefix(who, "Dr") {
		return ""
	}
	return who
}

// signature gives the name under "Yours sincerely", or beside "Signed".
func (r *reading) signature() ProposedText {
	if r.close < 0 {
		return r.signed()
	}
	for _, l := range r.lines[r.close+1 : min(len(r.lines), r.close+5)] {
		if a := asAuthor(l.cells[0]); a != "" && !notAnAuthor.MatchString(l.text) && !jobTitle.MatchString(Fold(l.text)) {
			return ProposedText{clue(l.page, l.text, Likely, ""), a}
		}
	}
	return r.signed()
}

var (
	signedLine = pattern.New(`(?i)^(?:signed|name)\s*(?:by)?\s*:\s*(.+)$`)
	jobTitle   = pattern.New(` (?:officer|manager|coordinator|head|director|teacher|psychologist|therapist|consultant|senco|team|service|lead|principal|adviser|advisor|registrar|judge|paediatrician) `)
)

func (r *reading) signed() ProposedText {
	for i := len(r.lines) - 1; i >= max(0, len(r.lines)-12); i-- {
		for _, c := range r.lines[i].cells {
			if m := signedLine.FindStringSubmatch(c); m != nil {
				if a := asAuthor(m[1]); a != "" && strings.HasPrefix(strings.ToLower(c), "signed") {
					return ProposedText{clue(r.lines[i].page, c, Likely, ""), a}
				}
			}
		}
	}
	return ProposedText{}
}

// letterhead gives the body named at the very top.
func (r *reading) letterhead() ProposedText {
	for i, l := range r.head() {
		if i >= 4 {
			break
		}
		c := l.cells[0]
		if orgHead.MatchString(Fold(c)) && len(c) < 70 && !notAnAuthor.MatchString(c) && !strings.HasSuffix(c, ".") && !strings.Contains(Fold(c), " report ") && !strings.Contains(Fold(c), " plan ") && !strings.Contains(c, ":") && !strings.Contains(Fold(c), " not ") && unicode.IsUpper([]rune(c)[0]) {
			return ProposedText{clue(l.page, l.text, Likely, ""), c}
		}
	}
	return ProposedText{}
}

// title gives the title of this sort of paper, an e-mail's subject, or what a letter says it is about.
func (r *reading) title(k sortOf) ProposedText {
	if k.subject != "" {
		return ProposedText{k.Clue, k.subject}
	}
	if k.Kind == casefile.DocumentEmail {
		s := r.mailHeaders()["subject"]
		if s.text == "" {
			return ProposedText{}
		}
		return ProposedText{clue(1, s.fold, Certain, ""), Shorten(s.text)}
	}
	if k.Kind == casefile.DocumentNote && k.Page > 0 {
		return ProposedText{k.Clue, Shorten(k.Words)}
	}
	for _, l := range r.subject() {
		if len(l.text) < 100 && len(l.text) > 5 {
			return ProposedText{clue(l.page, l.text, Likely, ""), Shorten(strings.TrimSpace(reWords.ReplaceAllString(l.text, "")))}
		}
	}
	return ProposedText{}
}

var reWords = pattern.New(`(?i)^(?:re|subject|regarding)\s*[:.-]\s*`)
