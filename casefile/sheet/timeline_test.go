package sheet

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"ehccasefile/casefile/timeline"
	"ehccasefile/deadlines"
)

// made is a story of n points over some days, with a band and an exception claimed in it.
func made(n, days int) Story {
	from := deadlines.On(2026, 1, 5)
	s := Story{Span: timeline.Span{From: from.AddDays(-7), To: from.AddDays(days)}, Title: "The story of Layla ليلى", Sentence: "Today is week 12.", Foot: "Drawn by hand.",
		Today: from.AddDays(80), TodayWords: "Today, 26 March", WeekWords: "week", ListTitle: "The same as a list", ListHeads: [3]string{"Day", "What", "How it stands"},
		NumberWords: "so many together"}
	for i := range n {
		state := timeline.State(i % 6)
		s.Points = append(s.Points, Point{On: from.AddDays(i * days / max(1, n)), State: state, Low: state.Open(), Title: fmt.Sprint("Point ", i), Detail: "5 January",
			What: fmt.Sprintf("Point %d in full", i), About: "ليلى", Stands: "done"})
	}
	for i := range timeline.State(6) {
		s.Keys = append(s.Keys, Key{i, fmt.Sprint("sign ", i)})
	}
	b := timeline.Band{From: from, To: from.AddDays(140), Law: 20, Marks: []int{6, 16, 20}, Over: []timeline.Stretch{
		{From: from.AddDays(42), To: from.AddDays(80), Late: true}, {From: from.AddDays(90), To: from.AddDays(140), Claimed: true}}}
	s.Bands = []Band{{Band: b, Title: "The twenty weeks", Short: "20 weeks", Over: []string{"38 days late", "exception claimed"}}}
	s.Many = func(points []int) Point {
		return Point{On: s.Points[points[0]].On, Title: "several", Number: len(points)}
	}
	return s
}

// readBack makes the PDF, has a second program look for faults, and gives what a third reads on its pages.
func readBack(t *testing.T, s Story) (pages int, text, tree string) {
	t.Helper()
	pdf, err := Timeline(s)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "timeline.pdf")
	if err := os.WriteFile(path, pdf, 0o600); err != nil {
		t.Fatal(err)
	}
	run := func(name string, args ...string) string {
		out, err := exec.Command(name, args...).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v: %s", name, err, out)
		}
		return string(out)
	}
	run("qpdf", "--check", path)
	info := run("pdfinfo", path)
	if !strings.Contains(info, "Tagged:          yes") || !strings.Contains(info, "841.89 x 595.28 pts") {
		t.Errorf("it is not tagged, or does not lie on its side:\n%s", info)
	}
	if _, err := fmt.Sscanf(info[strings.Index(info, "Pages:")+6:], "%d", &pages); err != nil {
		t.Fatal(err)
	}
	return pages, strings.Join(strings.Fields(run("pdftotext", "-f", "1", "-l", "1", path, "-")), " "), strings.Join(strings.Fields(run("pdfinfo", "-struct-text", path)), " ")
}

func TestTimelineSaysEverythingOnItsPages(t *testing.T) {
	pages, text, tree := readBack(t, made(8, 200))
	if pages != 2 {
		t.Errorf("eight points take %d pages", pages)
	}
	for _, want := range []string{"The story of Layla", "ليل", "Today is week 12.", "Today, 26 March", "week 0", "16", "38 days late", "exception claimed", "Point 0 5 January", "Point 7", "sign 3", "Drawn by hand."} {
		if !strings.Contains(text, want) {
			t.Errorf("the picture does not say %q:\n%s", want, text)
		}
	}
	for _, want := range []string{"H1", "Point 3", "Table", "Point 7 in full"} {
		if !strings.Contains(tree, want) {
			t.Errorf("a screen reader is not told %q", want)
		}
	}
}

func TestTimelineOfVeryMuchAndOfNothing(t *testing.T) {
	pages, text, tree := readBack(t, made(120, 3650))
	if !strings.Contains(text, "several") || !strings.Contains(text, "so many together") || pages < 4 {
		t.Errorf("a hundred and twenty points take %d pages:\n%s", pages, text)
	}
	if !strings.Contains(tree, "Point 119 in full") {
		t.Error("the last point is not in the list")
	}
	empty := made(0, 200)
	empty.Bands = nil
	if pages, text, _ := readBack(t, empty); pages != 1 || !strings.Contains(text, "Layla") {
		t.Errorf("nothing takes %d pages:\n%s", pages, text)
	}
}

func TestTimelineIsTheSameEveryTime(t *testing.T) {
	a, err := Timeline(made(50, 900))
	if err != nil {
		t.Fatal(err)
	}
	if b, err := Timeline(made(50, 900)); err != nil || string(a) != string(b) {
		t.Errorf("two drawings of one story differ (%v)", err)
	}
}
