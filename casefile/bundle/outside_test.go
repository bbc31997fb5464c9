package bundle_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// outside is a bundle as other people's programs read it: pikepdf for its structure, poppler for its words.
type outside struct {
	path  string
	Pages []struct {
		Label  string
		Box    [4]float64
		Rotate int
		Links  []struct {
			Rect [4]float64
			To   int
		}
		words []word
		w, h  float64
	}
	Marks      []mark
	Lang       string
	Mode       string
	Title      string
	Info       []string
	Zoom       float64
	ShowsTitle bool `json:"shows_title"`
}

type mark struct {
	Title string
	Page  int
	Kids  []mark
}

// word is a word as poppler sees it, from the top left corner.
type word struct {
	X0   float64 `xml:"xMin,attr"`
	Y0   float64 `xml:"yMin,attr"`
	X1   float64 `xml:"xMax,attr"`
	Y1   float64 `xml:"yMax,attr"`
	Text string  `xml:",chardata"`
}

// seen reads a bundle from the outside.
func seen(t testing.TB, data []byte) outside {
	t.Helper()
	name := onDisk(t, data)
	tool(t, "qpdf", "--check", name)
	o := outside{path: name}
	if err := json.Unmarshal(byPikepdf(t, name), &o); err != nil {
		t.Fatal(err)
	}
	var text struct {
		Pages []struct {
			W     float64 `xml:"width,attr"`
			H     float64 `xml:"height,attr"`
			Words []word  `xml:"word"`
		} `xml:"body>doc>page"`
	}
	said := bytes.ToValidUTF8(tool(t, "pdftotext", "-bbox", "-cropbox", name, "-"), nil) // of a title beyond the BMP poppler writes half a letter
	if err := xml.Unmarshal(said, &text); err != nil {
		t.Fatal(err)
	}
	if len(text.Pages) != len(o.Pages) {
		t.Fatalf("poppler sees %d pages, pikepdf %d", len(text.Pages), len(o.Pages))
	}
	for i, p := range text.Pages {
		if o.Pages[i].Rotate%180 != 0 { // poppler turns the words but not the size
			p.W, p.H = p.H, p.W
		}
		o.Pages[i].words, o.Pages[i].w, o.Pages[i].h = p.Words, p.W, p.H
	}
	return o
}

// oneReader is a process with pikepdf that reads one bundle after another.
var oneReader struct {
	sync.Mutex
	in   io.Writer
	out  *bufio.Reader
	errs *os.File
}

// byPikepdf has it read the bundle of that name; what it says on standard error is a failure.
func byPikepdf(t testing.TB, name string) []byte {
	t.Helper()
	p := &oneReader
	p.Lock()
	defer p.Unlock()
	if p.in == nil {
		cmd := exec.Command(python(t), "testdata/read.py")
		errs, err := os.CreateTemp("", "pikepdf")
		if err != nil {
			t.Fatal(err)
		}
		os.Remove(errs.Name()) // it stays open
		in, err1 := cmd.StdinPipe()
		out, err2 := cmd.StdoutPipe()
		cmd.Stderr = errs
		if err := errors.Join(err1, err2, cmd.Start()); err != nil { // its input ends with the tests, and so does it
			t.Fatal(err)
		}
		p.in, p.out, p.errs = in, bufio.NewReader(out), errs
	}
	fmt.Fprintln(p.in, name)
	said, err := p.out.ReadBytes('\n')
	if end, _ := p.errs.Seek(0, io.SeekEnd); err != nil || end > 0 {
		errs := make([]byte, end)
		p.errs.ReadAt(errs, 0)
		p.in = nil // the next one is read by another
		t.Fatalf("pikepdf, reading %s: %v\n%s", name, err, errs)
	}
	return said
}

var pagesIn = regexp.MustCompile(`^(\d+)(?:–(\d+))?$`)

// disagreements compares everything with everything and says what does not agree.
func (o outside) disagreements() []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, fmt.Sprintf(format, args...)) }
	for i, p := range o.Pages {
		if p.Label != strconv.Itoa(i+1) {
			say("page %d is labelled %q", i+1, p.Label)
		}
		got := o.footer(i)
		if got != strconv.Itoa(i+1) {
			got = o.nearest(i, o.drawn(i)) // perhaps the page hides what stands there
		}
		if got != strconv.Itoa(i+1) {
			say("page %d has %q printed on it", i+1, got)
		}
	}
	rows, next := 0, 0
	for at := 1; at < len(o.Pages) && (next == 0 || at < next-1); at++ {
		n, first := o.rows(at, say)
		rows += n
		if next == 0 {
			next = first
		}
	}
	if marks := o.marks(o.Marks, 0, say); marks != rows {
		say("%d documents in the index, %d in the bookmarks", rows, marks)
	}
	return out
}

// aNumber is what is printed at the foot of a page. Words of the page itself may stand nearer to the corner, beside the number.
var aNumber = regexp.MustCompile(`^[A-Z]*\d+[A-Z]*$|^[ivxlc]+$`)

// footer is the number nearest the bottom right corner.
func (o outside) footer(at int) string { return o.nearest(at, func(word) bool { return true }) }

// nearest is the nearest of those that show.
func (o outside) nearest(at int, shows func(word) bool) string {
	p := o.Pages[at]
	best, near := "", math.Inf(1)
	for _, w := range p.words {
		hidden := w.X0 < 0 || w.Y0 < 0 || w.X1 > p.w || w.Y1 > p.h
		if d := math.Hypot(p.w-w.X1, p.h-w.Y1); !hidden && d < near && d < 120 && aNumber.MatchString(w.Text) && shows(w) {
			best, near = w.Text, d
		}
	}
	return best
}

// drawn has poppler draw a page, and tells of words whether anything is drawn where they stand: of words that a clip hides, such as those that ran
// over the edge of a page which was laid on a larger sheet, it still gives the text.
func (o outside) drawn(at int) func(word) bool {
	const perPoint = 2
	n := strconv.Itoa(at + 1)
	pgm, err := exec.Command("pdftoppm", "-gray", "-cropbox", "-r", strconv.Itoa(72*perPoint), "-f", n, "-l", n, o.path).Output()
	var wide, high, white int
	if _, said := fmt.Fscanf(bytes.NewReader(pgm), "P5\n%d %d\n%d", &wide, &high, &white); err != nil || said != nil || len(pgm) < wide*high {
		return func(word) bool { return true }
	}
	dots := pgm[len(pgm)-wide*high:]
	return func(w word) bool {
		for y := max(0, int(perPoint*w.Y0)); y < min(high, int(perPoint*w.Y1)+1); y++ {
			for x := max(0, int(perPoint*w.X0)); x < min(wide, int(perPoint*w.X1)+1); x++ {
				if dots[y*wide+x] < 250 {
					return true
				}
			}
		}
		return false
	}
}

// rows compares the lines of an index page with their links, and gives how many there are and where the first leads. A line has its number under
// the head of the first column and its pages under that of the last: a section's title runs all the way across, and may have numbers in it.
func (o outside) rows(at int, say func(string, ...any)) (rows, first int) {
	p := o.Pages[at]
	left, right := slices.IndexFunc(p.words, headed("No.")), slices.IndexFunc(p.words, headed("Pages"))
	if left < 0 || right < 0 {
		return 0, 0
	}
	for _, w := range p.words {
		m := pagesIn.FindStringSubmatch(w.Text)
		if m == nil || math.Abs(w.X1-p.words[right].X1) > .1 || w.Y1 > p.h-60 || !slices.ContainsFunc(p.words, func(x word) bool {
			return math.Abs(x.X0-p.words[left].X0) < .1 && math.Abs(x.Y0-w.Y0) < 1 && aNumber.MatchString(x.Text)
		}) {
			continue
		}
		rows++
		n, _ := strconv.Atoi(m[1])
		if first == 0 {
			first = n
		}
		to := -1
		for _, l := range p.Links {
			if l.Rect[0] < w.X0 && w.X1 < l.Rect[2] && l.Rect[1] < p.h-w.Y1+2 && p.h-w.Y0-2 < l.Rect[3] {
				to = l.To
			}
		}
		if to+1 != n {
			say("the index says %s, the link opens page %d", w.Text, to+1)
		}
		if !o.marked(o.Marks, n) {
			say("no bookmark opens page %d, which the index names", n)
		}
		if line := firstLine(p.words, w); !o.begins(o.Marks, n, line) {
			say("no bookmark of page %d begins with %q, as the index does", n, line)
		}
	}
	return rows, first
}

func headed(as string) func(word) bool { return func(w word) bool { return w.Text == as } }

// marked tells whether a document's bookmark opens a page.
func (o outside) marked(marks []mark, n int) bool {
	for _, m := range marks {
		if m.Page+1 == n && strings.HasSuffix(m.Title, fmt.Sprintf("– page %d", n)) || o.marked(m.Kids, n) {
			return true
		}
	}
	return false
}

// firstLine is the first line of a title in the index, without spaces: what stands between its number and its date, left of
// the page numbers w.
func firstLine(words []word, w word) string {
	line := ""
	for _, x := range words {
		if x.Y0 < w.Y1 && w.Y0 < x.Y1 && x.X0 > 90 && x.X0 < w.X1-140 && math.Abs((x.Y0+x.Y1)-(w.Y0+w.Y1)) < 8 {
			line += x.Text
		}
	}
	return line
}

// begins tells whether a bookmark that opens page n begins with the words of the index and ends with them, or goes on with a
// date or with more lines of the title. Letters that were not printed, or that are written from the right, are not compared.
func (o outside) begins(marks []mark, n int, line string) bool {
	for _, m := range marks {
		if o.begins(m.Kids, n, line) {
			return true
		}
		if m.Page+1 != n {
			continue
		}
		title := strings.Join(strings.Fields(m.Title), "")
		if strings.HasPrefix(title, line) || strings.ContainsFunc(line, func(r rune) bool { return r == '�' || r >= 0x590 && r < 0x700 }) {
			return true
		}
	}
	return false
}

// marks compares the bookmarks of sections and documents with the pages they open, and counts the documents.
func (o outside) marks(marks []mark, depth int, say func(string, ...any)) int {
	documents := 0
	for _, m := range marks {
		at := strings.LastIndex(m.Title, "– page ")
		if at < 0 || m.Title[at+len("– page "):] != strconv.Itoa(m.Page+1) {
			say("the bookmark %q opens page %d", m.Title, m.Page+1)
		}
		if depth == 1 {
			documents++
		} else {
			documents += o.marks(m.Kids, depth+1, say)
		}
	}
	return documents
}
