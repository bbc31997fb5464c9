package deadlines

import "testing"

// Every rule has a topic of its own kind, and can be shown by an example that it governs itself.
func TestEveryRuleHasATopicAndAnExample(t *testing.T) {
	p := load(t)
	for _, r := range p.Rules() {
		if r.Topic() == otherTopic {
			t.Errorf("%s lies in %s, which no topic names", r.ID, r.file)
		}
		d, ok := p.Example(r, On(2026, 11, 22))
		if !ok || len(d.Steps) == 0 {
			t.Errorf("%s has no example: %+v", r.ID, d)
		}
	}
	if n := len(p.Topics()); n != len(topics) {
		t.Errorf("%d topics have rules, want %d", n, len(topics))
	}
}

func TestHolidaysAreThePublishedList(t *testing.T) {
	h := load(t).Holidays()
	if h.Source == "" || h.Licence == "" || h.From.IsZero() || !h.To.After(h.From) {
		t.Errorf("%+v", h)
	}
	for i, day := range h.England {
		if day.Name == "" || i > 0 && !day.On.After(h.England[i-1].On) {
			t.Errorf("%v stands after %v", day, h.England[max(0, i-1)])
		}
	}
	if n := len(load(t).Exceptions()); n != 7 {
		t.Errorf("%d exceptions", n)
	}
}
