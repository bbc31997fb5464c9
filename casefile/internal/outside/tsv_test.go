package outside

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
)

const table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n" +
	"1\t1\t0\t0\t0\t0\t0\t0\t1000\t2000\t-1\t\n" +
	"2\t1\t1\t0\t0\t0\t100\t200\t500\t40\t-1\t\n" +
	"3\t1\t1\t1\t0\t0\t100\t200\t500\t40\t-1\t\n" +
	"4\t1\t1\t1\t1\t0\t100\t200\t500\t40\t-1\t\n" +
	"5\t1\t1\t1\t1\t1\t100\t200\t80\t30\t96.5\tDear\n" +
	"5\t1\t1\t1\t1\t2\t200\t205\t80\t35\t41.2\tOkoro,\n" +
	"5\t1\t1\t1\t1\t3\t300\t205\t8\t35\t12\t|\n" +
	"4\t1\t1\t1\t2\t0\t100\t300\t500\t40\t-1\t\n" +
	"5\t1\t1\t1\t2\t1\t100\t300\t80\t30\t90\tthe\n" +
	"2\t1\t2\t0\t0\t0\t100\t900\t500\t40\t-1\t\n" +
	"4\t1\t2\t1\t1\t0\t100\t900\t500\t40\t-1\t\n" +
	"5\t1\t2\t1\t1\t1\t100\t900\t80\t30\t35\t~vr\n" +
	"5\t1\t2\t1\t1\t2\t200\t900\t80\t30\t22\t=n%\n"

func TestTableOfWords(t *testing.T) {
	s, err := readTSV([]byte(table))
	if err != nil {
		t.Fatal(err)
	}
	p := s.page(100)
	if p.Text() != "Dear Okoro,\nthe" {
		t.Errorf("got %q", p.Text())
	}
	if p.Width != 720 || p.Height != 1440 {
		t.Errorf("page %v by %v", p.Width, p.Height)
	}
	w := p.Lines[0]
	// One line stands in one row: from the highest top, 200, to the lowest bottom, 240, of 2000 dots.
	if got, want := w[0].Box, [4]float64{72, 1760 * .72, 129.6, 1800 * .72}; got != want || w[1].Box[1] != want[1] {
		t.Errorf("got %v, want %v", got, want)
	}
	if w[0].Doubt || !w[1].Doubt {
		t.Errorf("doubts: %+v", w)
	}
	for _, bad := range []string{"", "\n\n", "hello", strings.Replace(table, "\t1000\t", "\t-5\t", 1), strings.Repeat("\n", maxRows+1)} {
		if _, err := readTSV([]byte(bad)); !errors.Is(err, ErrFailed) && !errors.Is(err, ErrTooLarge) {
			t.Errorf("%.20q: %v", bad, err)
		}
	}
}

func TestRealWords(t *testing.T) {
	for _, s := range strings.Fields("the Section PROVISION plan’s (speech self-harm £6,000 12/11/2025 twenty-five Ŵyn ysgol cwm; 01632") {
		if !isReal(s) {
			t.Errorf("%q is a word", s)
		}
	}
	for _, s := range strings.Fields("| ~ a| xz% ttt rNnB aB=c — .,. bcd 1 iI1l|") {
		if isReal(s) {
			t.Errorf("%q is none", s)
		}
	}
}

// sane wants of any table a page whose words can be placed, or an error.
func sane(t testing.TB, b []byte) {
	s, err := readTSV(b)
	if err != nil {
		return
	}
	p := s.page(200)
	for _, line := range p.Lines {
		for _, w := range line {
			if w.Text == "" || w.Box[0] > w.Box[2] || w.Box[1] > w.Box[3] {
				t.Errorf("%+v in %q", w, b)
			}
		}
	}
}

func TestBrokenTables(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for range *mutations {
		b := bytes.Clone([]byte(table))
		for range 1 + rnd.IntN(8) {
			i := rnd.IntN(len(b))
			switch rnd.IntN(3) {
			case 0:
				b[i] = byte(rnd.Uint32())
			case 1:
				b[i] = "\t\n-9.5NaN"[rnd.IntN(8)]
			default:
				b = append(b[:i], b[min(len(b), i+rnd.IntN(20)):]...)
				b = append(b, '\n')
			}
		}
		sane(t, b)
	}
}

func FuzzTable(f *testing.F) {
	f.Add([]byte(table))
	f.Fuzz(func(t *testing.T, b []byte) { sane(t, b) })
}
