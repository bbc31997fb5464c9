package bundle

import (
	"cmp"
	"slices"

	"ehccasefile/casefile"
)

// An appeal is sent with papers that it cannot do without: a plan names them under needs. Once it was sent they are with the Tribunal, and the
// council's own bundle brings them again, so the evidence served after that is not asked for them. A full bundle always is.

// hold is a paper of the case that an appeal may be sent with.
type hold struct {
	casefile.Document
	held bool // it is held back
}

// holdsOf finds the papers of a child's case, and of the whole family's, that the plan needs one of, the newest first.
func (p *Plan) holdsOf(tx *casefile.Tx, child casefile.CaseID) (found []hold) {
	var kinds []casefile.DocumentKind
	for _, r := range p.Scheme.Needs {
		kinds = append(kinds, r.Papers...)
	}
	if len(kinds) == 0 {
		return nil
	}
	held := casefile.Held(tx)
	for _, d := range casefile.All[casefile.Document](tx, "") {
		if slices.Contains(kinds, d.Kind) && (d.Child == child || d.Child == "") {
			found = append(found, hold{d, held[d.ID] != ""})
		}
	}
	slices.SortStableFunc(found, func(a, b hold) int {
		return cmp.Or(undatedLast(a.Document, b.Document), b.On.Compare(a.On), cmp.Compare(a.Title, b.Title))
	})
	return found
}

// wasSent tells whether an appeal went to the Tribunal: its record says so, or an event does that cannot belong to an earlier appeal.
func wasSent(tx *casefile.Tx, a casefile.Appeal) bool {
	if !a.Lodged.IsZero() {
		return true
	}
	decision, err := casefile.Get[casefile.Event](tx, a.Decision)
	if err != nil && len(casefile.All[casefile.Appeal](tx, a.Child)) > 1 {
		return false
	}
	return slices.ContainsFunc(casefile.All[casefile.Event](tx, a.Child), func(e casefile.Event) bool {
		return e.Kind == "appeal-lodged" && !e.Day().Before(decision.Day())
	})
}

// needs says which of the papers that the appeal is sent with are not in the bundle.
func (s *survey) needs() {
	if s.sentIn && s.product != casefile.ProductFull {
		return
	}
	for _, r := range s.scheme.Needs {
		if !slices.ContainsFunc(s.papers, func(p looked) bool { return !p.ours && slices.Contains(r.Papers, p.kind) }) {
			s.need(r)
		}
	}
}

// need says of one such paper whether the case holds it, and what to do.
func (s *survey) need(r Rule) {
	of := slices.DeleteFunc(slices.Clone(s.holds), func(h hold) bool { return !slices.Contains(r.Papers, h.Kind) })
	at := slices.IndexFunc(of, func(h hold) bool { return !h.held })
	switch {
	case at >= 0:
		s.say(r, looked{Document: Document{ID: of[at].ID, Title: of[at].Title}}, nil, "%s is among your papers, and not in this bundle.", r.Title)
	case len(of) > 0:
		s.say(r, looked{Document: Document{ID: of[0].ID, Title: of[0].Title}}, nil, "%s is held back, so it cannot go into this bundle. Mark it as open if the Tribunal may see it.", r.Title)
	default:
		r.Do = r.Absent
		s.say(r, looked{Document: Document{Title: r.Title}}, nil, "No paper of this kind is among your papers.")
	}
}
