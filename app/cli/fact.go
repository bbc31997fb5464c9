package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ehccasefile/deadlines"
)

// factForm is how a fact is written.
const factForm = "Write it like decision-sent=2026-02-01, or with more behind commas: certificate-issued=2026-03-20,of=1 or request-received=,sent=2026-02-01,by=e-mail,at=17:30."

// readFacts reads facts written as decision-sent=2026-02-01. Each gets a number as its ID, counted from 1, unless it names itself with id=; by that another
// fact says what it belongs to. What cannot be meant is refused.
func (l law) readFacts(words []string) ([]deadlines.Fact, error) {
	var facts []deadlines.Fact
	for i, w := range words {
		f, err := l.readFact(w)
		if err != nil {
			return nil, err
		}
		if f.ID == "" {
			f.ID = strconv.Itoa(i + 1)
		}
		if slices.ContainsFunc(facts, func(o deadlines.Fact) bool { return o.ID == f.ID }) {
			return nil, misusef("Two facts have the name %q. Facts without a name of their own have their number, from 1.", f.ID)
		}
		facts = append(facts, f)
	}
	if err := l.pack.Check(facts); err != nil {
		return nil, misuse(sentence(err))
	}
	return facts, nil
}

// readFact reads one: its kind, its day, and what is known of it besides.
func (l law) readFact(words string) (deadlines.Fact, error) {
	parts := strings.Split(words, ",")
	id, day, ok := strings.Cut(parts[0], "=")
	if !ok {
		return deadlines.Fact{}, misusef("%q is not a fact with its date. %s", words, factForm)
	}
	kind, err := l.kindOf(id)
	if err != nil {
		return deadlines.Fact{}, err
	}
	f := deadlines.Fact{Kind: kind.ID}
	if day != "" {
		if f.On, err = parseDate(day); err != nil {
			return f, err
		}
	}
	given := map[string]bool{}
	for _, part := range parts[1:] {
		key, value, ok := strings.Cut(part, "=")
		switch {
		case !ok || value == "":
			return f, misusef("%q in %q says nothing. %s", part, words, factForm)
		case given[key]:
			return f, misusef("%q stands twice in %q.", key, words)
		}
		given[key] = true
		if err := setFact(&f, key, value); err != nil {
			return f, err
		}
	}
	return f, nil
}

// setFact sets what stands behind one of a fact's commas.
func setFact(f *deadlines.Fact, key, value string) (err error) {
	switch key {
	case "id":
		f.ID = value
	case "of":
		f.Of = value
	case "against":
		f.Against = value
	case "dated":
		f.Dated, err = parseDate(value)
	case "sent":
		f.Sent.On, err = parseDate(value)
	case "by":
		f.Sent.How, err = parseMethod(value)
	case "at":
		f.Sent.At = value
	default:
		return misusef("A fact has no %q. It may have id, of, against, dated, sent, by and at.", key)
	}
	return err
}

// parseMethod reads a way to send.
func parseMethod(s string) (deadlines.Method, error) {
	if slices.Contains(deadlines.Methods(), deadlines.Method(s)) {
		return deadlines.Method(s), nil
	}
	return "", misusef("%q is no way to send that this program knows. Choose one of: %s.", s, methodNames())
}

// methodNames lists the ways to send.
func methodNames() string {
	var names []string
	for _, m := range deadlines.Methods() {
		names = append(names, string(m))
	}
	return strings.Join(names, ", ")
}

// sentence gives an error of package deadlines as sentences.
func sentence(err error) string {
	var say []string
	for line := range strings.Lines(err.Error()) {
		say = append(say, strings.TrimSuffix(strings.TrimSpace(line), ".")+".")
	}
	return strings.Join(say, " ")
}

// kindOf finds a kind of fact by its id.
func (l law) kindOf(id string) (deadlines.FactKind, error) {
	kind, ok := l.pack.Fact(strings.ToLower(strings.TrimSpace(id)))
	if !ok {
		return kind, misusef("There is no kind of fact called %q. The command facts lists them.", id)
	}
	return kind, nil
}

// sentWords says how something was sent: "sent by e-mail on Monday 2 February 2026 at 17:30".
func sentWords(s deadlines.Sending) string {
	at := ""
	if s.At != "" {
		at = " at " + s.At
	}
	return fmt.Sprintf("sent %s on %s%s", s.How, s.On.Long(), at)
}
