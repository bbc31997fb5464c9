package intake

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"ehccasefile/deadlines"
)

// Papers of any words at all are compared.
func TestMutatedPapersAreCompared(t *testing.T) {
	random := scribe{rand.New(rand.NewPCG(5, 7))}
	for range 300 {
		x := NewIndex()
		for _, id := range []string{"a", "b"} {
			words := []byte(random.page(200))
			for range random.IntN(20) {
				words[random.IntN(len(words))] = byte(random.IntN(256))
			}
			x.Add(Paper{ID: id, Title: string(words[:20]), Pages: []Leaf{{Words: string(words)}, {}}})
		}
		x.All()
	}
}

// prose writer: pages of made-up words that no two pages share by chance.
type scribe struct{ *rand.Rand }

func (s scribe) page(words int) string {
	var b strings.Builder
	for range words {
		for range 1 + s.IntN(4) {
			b.WriteByte("bcdfghklmnprstvw"[s.IntN(16)])
			b.WriteByte("aeiou"[s.IntN(5)])
		}
		b.WriteByte(" \n"[s.IntN(12)/11])
	}
	return b.String()
}

// scan writes a page as OCR would: that share of the words gets a wrong letter, some letters look alike, the lines break elsewhere.
func (s scribe) scan(page string, wrong float64) string {
	words := strings.Fields(page)
	for i, w := range words {
		if s.Float64() < wrong {
			at := s.IntN(len(w))
			words[i] = w[:at] + string("xzqjy"[s.IntN(5)]) + w[at+1:]
		}
		words[i] = strings.ReplaceAll(words[i], "l", "1")
		if i%9 == 8 {
			words[i] += "\n"
		}
	}
	return strings.Join(words, " ")
}

func (s scribe) paper(id string, pages int) Paper {
	p := Paper{ID: id, Title: "Paper " + id}
	for range pages {
		p.Pages = append(p.Pages, Leaf{Words: s.page(300)})
	}
	return p
}

func newScribe() scribe { return scribe{rand.New(rand.NewPCG(3, 4))} }

func one(t *testing.T, all []Alike, how Likeness, other string) Alike {
	t.Helper()
	if len(all) != 1 || all[0].How != how || all[0].Other != other {
		t.Fatalf("not %s of %s: %+v", how, other, all)
	}
	if a := all[0]; a.Share < 0 || a.Share > 1 || len(a.Pages) == 0 || !strings.HasPrefix(a.Say, "This looks like ") {
		t.Fatalf("%+v", a)
	}
	return all[0]
}

func TestPapersThatLookAlike(t *testing.T) {
	s := newScribe()
	x := NewIndex()
	first := s.paper("report", 6)
	first.Title, first.Author, first.On = "EP report", "Dr Solveig Hartnoll", deadlines.On(2026, 4, 17)
	if got := x.Add(first); got != nil {
		t.Fatal(got)
	}
	if got := x.Add(s.paper("stranger", 6)); got != nil {
		t.Fatal("a stranger looks like", got)
	}

	again := first
	again.ID = "again"
	one(t, x.Add(again), SameWords, "report")

	x = NewIndex()
	x.Add(first)
	newer := first
	newer.ID, newer.On, newer.Title = "newer", deadlines.On(2026, 6, 1), "EP report v2"
	newer.Pages = append([]Leaf(nil), first.Pages...)
	newer.Pages[2], newer.Pages[4] = Leaf{Words: s.page(300)}, Leaf{Words: first.Pages[4].Words + s.page(80)}
	a := one(t, x.Add(newer), NewerVersion, "report")
	if len(a.Pages) != 5 || a.Pages[0] != (PagePair{1, 1, 1}) || !strings.Contains(a.Say, "a newer version of “EP report”") {
		t.Errorf("%+v", a)
	}

	x = NewIndex()
	x.Add(newer)
	one(t, x.Add(first), OlderVersion, "newer")
}

func TestARescanLooksAlike(t *testing.T) {
	s := newScribe()
	for _, wrong := range []float64{0, 0.02, 0.05, 0.10} {
		x := NewIndex()
		first := s.paper("clean", 4)
		x.Add(first)
		x.Add(s.paper("other", 4))
		scan := Paper{ID: "scan", Title: "Scan 17"}
		for _, p := range first.Pages {
			scan.Pages = append(scan.Pages, Leaf{Words: s.scan(p.Words, wrong)})
		}
		how := RescanOf
		if wrong == 0 {
			how = SameWords // letters that look alike are no difference
		}
		a := one(t, x.Add(scan), how, "clean")
		t.Logf("%2.0f%% of the words misread: share %.2f", 100*wrong, a.Share)
	}
}

func TestAPartAndAPage(t *testing.T) {
	s := newScribe()
	x := NewIndex()
	long := s.paper("long", 12)
	x.Add(long)
	part := Paper{ID: "part", Title: "Part", Pages: long.Pages[3:7]}
	a := one(t, x.Add(part), WithinOther, "long")
	if a.Pages[0].Other != 4 || a.Pages[3].Other != 7 {
		t.Error(a.Pages)
	}
	page := s.paper("page", 5)
	page.Pages[2] = long.Pages[10]
	a = one(t, x.Add(page), SamePages, "long")
	if len(a.Pages) != 1 || a.Pages[0].This != 3 || a.Pages[0].Other != 11 {
		t.Error(a.Pages)
	}

	x = NewIndex()
	x.Add(part)
	one(t, x.Add(long), HoldsOther, "part")
}

func TestBoilerplateSaysNothing(t *testing.T) {
	s := newScribe()
	x := NewIndex()
	rights, short := s.page(300), "Page left blank on purpose. "+s.page(20)
	var last []Alike
	for i := range 8 {
		p := s.paper(fmt.Sprint(i), 2)
		p.Pages = append(p.Pages, Leaf{Words: rights}, Leaf{Words: short})
		last = x.Add(p)
	}
	if len(last) != 0 {
		t.Errorf("the eighth looks like %+v", last)
	}
	if all := x.All(); len(all) != 0 {
		t.Errorf("in the end %d look alike: %+v", len(all), all[0])
	}
}

// BenchmarkAlike takes in 2,000 papers of ten pages; every tenth is a new version of one before, and all carry one page of boilerplate.
func BenchmarkAlike(b *testing.B) {
	s := newScribe()
	rights := s.page(300)
	var papers []Paper
	for i := range 2000 {
		p := s.paper(fmt.Sprint(i), 9)
		if i%10 == 9 {
			copy(p.Pages, papers[i-5].Pages[:7])
		}
		p.Pages = append(p.Pages, Leaf{Words: rights})
		papers = append(papers, p)
	}
	for _, n := range []int{500, 1000, 2000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			found, held := 0, uint64(0)
			for b.Loop() {
				var before, after runtime.MemStats
				runtime.GC()
				runtime.ReadMemStats(&before)
				x := NewIndex()
				for _, p := range papers[:n] {
					x.Add(p)
				}
				found = len(x.All())
				runtime.GC()
				runtime.ReadMemStats(&after)
				held = after.HeapAlloc - before.HeapAlloc
				runtime.KeepAlive(x)
			}
			b.ReportMetric(float64(held)/(1<<20), "MB-kept")
			b.ReportMetric(float64(found), "found")
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/paper")
		})
	}
}
