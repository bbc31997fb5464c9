package mail

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"
	"time"

	"ehccasefile/casefile/internal/prose"
)

func simple(id, from, when, subject, body string) Message {
	m, err := Read([]byte(fmt.Sprintf("Message-ID: <%s>\nFrom: %s@x.example\nTo: other@x.example\nDate: %s\nSubject: %s\n\n%s", id, from, when, subject, body)))
	if err != nil {
		panic(err)
	}
	return m
}

const (
	day1 = "Mon, 16 Mar 2026 09:00:00 +0000"
	day2 = "Tue, 17 Mar 2026 09:00:00 +0000"
)

func TestSqueezeKeepsWhatWasChanged(t *testing.T) {
	first := "The plan will be sent on Friday of this week.\n\nWe agree that Leo needs two hours of therapy.\n\nPlease ring me about the taxi on Monday.\n"
	quote := func(s string) string {
		return "Noted.\n\nOn 16 Mar 2026, at 09:00, ann@x.example wrote:\n\n> " + strings.ReplaceAll(strings.TrimSpace(s), "\n", "\n> ") + "\n"
	}
	one := simple("1", "ann", day1, "Plan", first)
	for _, c := range []struct {
		name, body     string
		unique, quoted int
		has, hasNot    string
	}{
		{"a paragraph was changed in the quotation", quote(strings.Replace(first, "two hours", "one hour", 1)), 2, 0, "needs one hour of therapy", ""},
		{"all was changed", quote("Nothing was agreed and no plan will come before the summer."), 3, 1, "no plan will come", ""},
		{"nothing was changed", quote(first), 2, 0, "[Quotes the message of Monday 16 March 2026 at 09:00 from ann@x.example, shown above.]", ""},
		{"another's name stands over it", strings.Replace(quote(first), "ann@x", "eve@x", 1), 3, 1, "eve@x.example", ""},
		{"no heading, quoted at the end", "Noted.\n\n> " + strings.ReplaceAll(strings.TrimSpace(first), "\n", "\n> "), 2, 0, "[Quotes", ""},
		{"a line picked out and answered", "> We agree that Leo needs two hours of therapy.\n\nHe needs four.\n", 2, 0, "He needs four", "[Quotes"},
		{"signs only", "Noted.\n\nOn 16 Mar 2026, at 09:00, ann@x.example wrote:\n", 2, 0, "wrote:", ""},
	} {
		two := simple("2", "other", day2, "Re: Plan", c.body)
		two.To = one.From
		threads := Squeeze([]Message{two, one})
		if len(threads) != 1 || threads[0].Unique() != c.unique || threads[0].Quoted != c.quoted {
			t.Errorf("%s: %d threads, %d unique, %d quoted", c.name, len(threads), threads[0].Unique(), threads[0].Quoted)
			continue
		}
		all := prose.Words(Sheets(threads)[0].Blocks)
		if !strings.Contains(all, c.has) || c.hasNot != "" && strings.Contains(all, c.hasNot) {
			t.Errorf("%s: %s", c.name, all)
		}
		noWordLost(t, []Message{one, two}, threads)
	}
}

func TestSqueezeKnowsCopies(t *testing.T) {
	a := simple("1", "ann", day1, "Plan", "The same words.\n")
	other := a
	other.ID = ""
	more := simple("1", "ann", day1, "Plan", "The same words.\n\nAnd a footer of the list.\n")
	differs := simple("1", "ann", day1, "Plan", "Other words under the same id.\n")
	later := simple("2", "ann", day2, "Plan", "The same words.\n")
	for _, c := range []struct {
		name       string
		in         []Message
		unique, of int
	}{
		{"twice", []Message{a, a}, 1, 1},
		{"once without an id", []Message{a, other}, 1, 1},
		{"one with a footer", []Message{a, more}, 1, 1},
		{"one with a footer, first", []Message{more, a}, 1, 1},
		{"one id for two", []Message{a, differs}, 2, 0},
		{"the same words another day", []Message{a, later}, 2, 0},
		{"none", nil, 0, 0},
	} {
		unique, copies := 0, 0
		threads := Squeeze(c.in)
		for _, th := range threads {
			unique, copies = unique+th.Unique(), copies+th.Duplicates
		}
		if unique != c.unique || copies != c.of {
			t.Errorf("%s: %d unique, %d copies", c.name, unique, copies)
		}
		noWordLost(t, c.in, threads)
	}
}

func TestThreadsAreToldApart(t *testing.T) {
	to := func(m Message, who string) Message { m.To = []Address{{"", who + "@x.example"}}; return m }
	a := to(simple("1", "ann", day1, "Maya", "To the school.\n"), "school")
	b := to(simple("2", "ann", day1, "Maya", "To the council.\n"), "council")
	c := to(simple("3", "council", day2, "RE: Maya", "From the council.\n"), "ann")
	d := to(simple("4", "school", day2, "Something else", "From the school.\n"), "ann")
	d.InReplyTo = []string{"1"}
	threads := Squeeze([]Message{a, b, c, d})
	if len(threads) != 2 || threads[0].Unique() != 2 || threads[1].Unique() != 2 {
		t.Fatalf("%d threads: %+v", len(threads), threads)
	}
	if got := prose.Words(threads[0].Messages[1].Body) + prose.Words(threads[1].Messages[1].Body); got != "From the school.From the council." {
		t.Errorf("%q", got)
	}
}

// Conversations made by chance, in which each answer quotes what it answers in one of four ways, lose no word, and each
// message's own words stand once.
func TestSqueezeLosesNothing(t *testing.T) {
	for seed := range int64(60) {
		r := rand.New(rand.NewSource(seed))
		var notes []mailNote
		people := []string{"grace", "adaeze", "helen", "thirsk"}
		start := time.Date(2026, 3, 16, 9, 0, 0, 0, time.UTC)
		for i := range 4 + r.Intn(12) {
			n := mailNote{id: fmt.Sprint("R", i), from: people[r.Intn(4)], to: people[r.Intn(4)], when: start.Add(time.Duration(i) * 7 * time.Hour).Format("2006-01-02 15:04"), subject: "Chance"}
			for p := range 1 + r.Intn(3) {
				n.words += fmt.Sprintf("Paragraph %d of message %d says word%d and word%d today.\n\n", p, i, r.Intn(1e6), r.Intn(1e6))
			}
			n.words = strings.TrimSpace(n.words)
			if i > 0 && r.Intn(4) > 0 {
				n.quotes, n.style = notes[r.Intn(i)].id, []string{"outlook", "gmail", "plain", "forward"}[r.Intn(4)]
			}
			n.lost = r.Intn(5) == 0
			notes = append(notes, n)
		}
		k := &maker{map[string]mailNote{}}
		for _, n := range notes {
			k.notes[n.id] = n
		}
		var given []Message
		for _, n := range notes {
			if m, err := Read([]byte(k.message(n, 0))); err != nil {
				t.Fatal(err)
			} else if !n.lost {
				given = append(given, m)
			}
		}
		r.Shuffle(len(given), func(i, j int) { given[i], given[j] = given[j], given[i] })
		threads := Squeeze(given)
		noWordLost(t, given, threads)
		all := ""
		for _, d := range Sheets(threads) {
			all += spread(prose.Words(d.Blocks))
		}
		for _, n := range notes {
			for _, p := range strings.Split(n.words, "\n\n") {
				if c := strings.Count(all, spread(p)); c > 1 || c == 0 && !n.lost {
					t.Errorf("seed %d, %s: %q stands %d times", seed, n.id, p, c)
				}
			}
		}
		if t.Failed() {
			return
		}
	}
}

func BenchmarkOkoro(b *testing.B) {
	data := newMaker().box()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		pieces, _, _ := Box(data)
		Sheets(Squeeze(Messages(pieces)))
	}
}

// A mailbox of 20,000 messages, each with what it answers.
func BenchmarkLargeMailbox(b *testing.B) {
	var all []Message
	for i := range 20_000 {
		body := fmt.Sprintf("Message number %d has words of its own, such as w%d.\n", i, i*7919)
		if i%5 > 0 {
			body += fmt.Sprintf("\nOn 16 Mar 2026, at 09:00, ann@x.example wrote:\n\n> Message number %d has words of its own, such as w%d.\n", i-1, (i-1)*7919)
		}
		all = append(all, simple(fmt.Sprint(i), "ann", day1, fmt.Sprint("Subject ", i/5), body))
	}
	for b.Loop() {
		Squeeze(all)
	}
}
