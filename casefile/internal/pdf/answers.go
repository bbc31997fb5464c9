package pdf

import "context"

// maxAnswers is the most fields whose answers are read.
const maxAnswers = 20_000

// Answers gives the words that the fields of a form hold, whether or not a page shows them (12.7.3).
func (s *Source) Answers() []string {
	r := s.file.reader(context.Background())
	var out []string
	seen := map[int]bool{}
	var down func(list array, depth int)
	down = func(list array, depth int) {
		for _, o := range list {
			n, d := r.target(o), r.dict(o)
			if d == nil || n != 0 && seen[n] || depth > maxMarkDepth || len(seen) > maxAnswers || !r.purse.spend(64) {
				continue
			}
			seen[n] = true
			if t, ok := r.value(d.get("V")).(text); ok && t.words() != "" {
				out = append(out, t.words())
			}
			down(r.array(d.get("Kids")), depth+1)
		}
	}
	down(r.array(r.dict(r.catalog().get("AcroForm")).get("Fields")), 0)
	return out
}
