package pdf

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// told is what pikepdf says of a book.
type told struct {
	Pages    int
	Title    string
	Docinfo  map[string]string
	XMP      string
	Lang     string
	Mode     string
	ShowName bool
	Open     []any
	Labels   []string
	Marks    []toldMark
	Links    []toldLink
	OCGs     int
	Off      int
	Root     []string
	PageKeys []string
}

type toldMark struct {
	Title string
	Page  int
	Kids  []toldMark
}

type toldLink struct {
	Page, To int
	Rect     []float64
	URI      string
	Say      string
}

const teller = `
import pikepdf, json, sys
p = pikepdf.open(sys.argv[1])
num = {pg.obj.objgen: i for i, pg in enumerate(p.pages)}
def dest(d):
    return num[d[0].objgen]
def marks(items):
    return [dict(Title=i.title, Page=dest(i.destination), Kids=marks(i.children)) for i in items]
links = []
for i, pg in enumerate(p.pages):
    for a in pg.get('/Annots', []):
        if a.Subtype == '/Link':
            links.append(dict(Page=i, To=dest(a.Dest) if '/Dest' in a else -1, Rect=[float(v) for v in a.Rect],
                              URI=str(a.A.URI) if '/A' in a else '', Say=str(a.get('/Contents', ''))))
r = p.Root
oc = r.get('/OCProperties', None)
with p.open_outline() as o:
    tree = marks(o.root)
print(json.dumps(dict(
    Pages=len(p.pages), Title=str(p.docinfo.get('/Title', '')), Docinfo={k: str(v) for k, v in p.docinfo.items()},
    XMP=r.Metadata.read_bytes().decode(), Lang=str(r.get('/Lang', '')), Mode=str(r.get('/PageMode', '')),
    ShowName=bool(r.ViewerPreferences.DisplayDocTitle),
    Open=[num[r.OpenAction[0].objgen], str(r.OpenAction[1])] + [float(v) if v is not None else None for v in list(r.OpenAction)[2:]],
    Labels=[pg.label for pg in p.pages], Marks=tree, Links=links,
    OCGs=len(oc.OCGs) if oc else 0, Off=len(oc.D.get('/OFF', [])) if oc else 0,
    Root=sorted(r.keys()), PageKeys=sorted(set(k for pg in p.pages for k in pg.keys())))))
`

func tell(t *testing.T, path string) told {
	t.Helper()
	var v told
	if err := json.Unmarshal([]byte(python(t, teller, path)), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// indexed is a book as the program makes it: our own first pages with links,
// then sources with bookmarks of their own.
func indexed(t *testing.T) Book {
	own, doc := mustRead(t, simple(2).bytes()), mustRead(t, linked().bytes())
	letter := mustRead(t, paper(3, "/MediaBox[0 0 612 792]/Rotate 90", sceneOn(rect{0, 0, 612, 792})).bytes())
	return Book{
		Title: "Bundle “Okoro” & others ł", Lang: "en-GB", A4: true, Font: numberFontFile(t),
		Number: func(p int) string { return strconv.Itoa(p + 1) },
		Parts:  []Part{{Source: own, Own: true, BackTo: -1}, {Source: doc, BackTo: 1, Keep: true}, {Source: letter, BackTo: 1}},
		Links: []Link{{Page: 1, Rect: [4]float64{60, 700, 500, 716}, To: 2, Say: "Report, page 3"},
			{Page: 1, Rect: [4]float64{60, 680, 500, 696}, To: 7, Say: "Letter, page 8"}},
		Outline: []Mark{
			{Title: "Index", Page: 1, Part: -1},
			{Title: "Section B", Page: 2, Part: -1, Kids: []Mark{
				{Title: "Report (page 3)", Page: 2, Part: 1},
				{Title: "Letter (page 8)", Page: 7, Part: 2}}},
		},
		Labels: []Label{{From: 0, Style: "r"}, {From: 2, Prefix: "B", Style: "D", Start: 3}},
	}
}

func TestBookAsPikepdfSeesIt(t *testing.T) {
	b := indexed(t)
	path := save(t, "book.pdf", assemble(t, b))
	quiet(t, "qpdf", "--check", path)
	v := tell(t, path)
	if v.Pages != 10 || v.Title != b.Title || v.Lang != "en-GB" || v.Mode != "/UseOutlines" || !v.ShowName {
		t.Errorf("got %+v", v)
	}
	if want := map[string]string{"/Title": b.Title}; !reflect.DeepEqual(v.Docinfo, want) {
		t.Errorf("the file says more of itself than its title: %v", v.Docinfo)
	}
	if !strings.Contains(v.XMP, "Bundle “Okoro” &amp; others ł") || strings.Contains(v.XMP, "Date") || strings.Contains(v.XMP, "Producer") {
		t.Errorf("XMP: %s", v.XMP)
	}
	if want := []any{0.0, "/XYZ", nil, nil, 1.0}; !reflect.DeepEqual(v.Open, want) {
		t.Errorf("it opens at %v, want %v", v.Open, want)
	}
	if want := strings.Fields("i ii B3 B4 B5 B6 B7 B8 B9 B10"); !reflect.DeepEqual(v.Labels, want) {
		t.Errorf("labels %v, want %v", v.Labels, want)
	}
	want := []toldMark{{"Index", 1, []toldMark{}}, {"Section B", 2, []toldMark{
		{"Report (page 3)", 2, []toldMark{
			{"Chapter one", 2, []toldMark{{"Inside (one)", 3, []toldMark{}}}},
			{"Chapter two Ł1", 5, []toldMark{}}}},
		{"Letter (page 8)", 7, []toldMark{}}}}}
	if !reflect.DeepEqual(v.Marks, want) {
		t.Errorf("bookmarks %+v\nwant %+v", v.Marks, want)
	}
}

func TestLinksLeadWhereTheySay(t *testing.T) {
	v := tell(t, save(t, "book.pdf", assemble(t, indexed(t))))
	back, rows, inside, web := 0, 0, 0, 0
	for _, l := range v.Links {
		switch {
		case l.Say == "Back to the index":
			back++
			if l.To != 1 || l.Page < 2 || l.Rect[2]-l.Rect[0] > 40 {
				t.Errorf("a number leads astray: %+v", l)
			}
		case l.Say != "":
			rows++
			if l.Page != 1 || l.Say != fmt.Sprintf("%s, page %d", strings.Split(l.Say, ",")[0], l.To+1) || l.Rect[0] != 60 {
				t.Errorf("a row leads astray: %+v", l)
			}
		case l.URI != "":
			web++
			if l.URI != fmt.Sprintf("https://example.org/%d", l.Page-2) {
				t.Errorf("an address changed: %+v", l)
			}
		default:
			inside++
			if l.To != 2+(l.Page-2+1)%5 {
				t.Errorf("a link inside the document leads astray: %+v", l)
			}
		}
	}
	if back != 8 || rows != 2 || inside != 5 || web != 5 {
		t.Errorf("%d back, %d rows, %d inside, %d web", back, rows, inside, web)
	}
}

// TestBackLinkLiesOnNumber compares our link with where poppler sees the number.
func TestBackLinkLiesOnNumber(t *testing.T) {
	path := save(t, "book.pdf", assemble(t, indexed(t)))
	seen, v := look(t, path), tell(t, path)
	for _, l := range v.Links {
		if l.Say != "Back to the index" {
			continue
		}
		p, found := seen[l.Page], false
		for _, w := range p.words {
			r := rect{l.Rect[0], p.height - l.Rect[3], l.Rect[2], p.height - l.Rect[1]}
			mid := [2]float64{(w.box[0] + w.box[2]) / 2, (w.box[1] + w.box[3]) / 2}
			if w.text == strconv.Itoa(l.Page+1) && mid[0] > r[0] && mid[0] < r[2] && mid[1] > r[1] && mid[1] < r[3] {
				found = true
			}
		}
		if !found {
			t.Errorf("page %d: the link at %v is not on the number", l.Page+1, l.Rect)
		}
	}
}

func TestNothingOfASourceLeaks(t *testing.T) {
	for _, name := range []string{"secrets", "form", "layers"} {
		for _, a := range living() {
			if a.name != name {
				continue
			}
			s := mustRead(t, a.data)
			path := save(t, "book.pdf", assemble(t, bookOf(t, true, s)))
			flat := save(t, "flat.pdf", nil)
			quiet(t, "qpdf", "--qdf", "--object-streams=disable", "--stream-data=uncompress", path, flat)
			b, err := os.ReadFile(flat)
			if err != nil {
				t.Fatal(err)
			}
			for _, word := range []string{secret, "JavaScript", "/Launch", "EmbeddedFile", "StructElem", "PieceInfo", "/AA", "/Thumb", "PTEX", "LastModified", "AcroForm", "/Producer", "/Author"} {
				if i := bytes.Index(b, []byte(word)); i >= 0 {
					t.Errorf("%s: %q is in the book: …%q…", name, word, b[max(0, i-80):min(len(b), i+80)])
				}
			}
			if n := telling(t, path); n > 0 {
				t.Errorf("%s: %d streams of the book still tell", name, n)
			}
			if name == "secrets" && !bytes.Contains(b, []byte("a remark")) {
				t.Error("the remark itself was lost")
			}
		}
	}
}

// telling counts the streams with the secret in them, pictures unpacked but not decoded.
func telling(t *testing.T, path string) int {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := mustRead(t, b).file.reader(context.Background())
	count := 0
	for n := range r.entries {
		o := r.load(n)
		d, _ := o.val.(dict)
		steps := r.filters(d)
		for i, s := range steps {
			if s.name == "DCTDecode" {
				steps = steps[:i]
				break
			}
		}
		if open, _ := r.run(steps, o.data); bytes.Contains(open, []byte(secret)) {
			count++
		}
	}
	return count
}

func TestWarnings(t *testing.T) {
	want := map[string][]loss{
		"plain": nil, "linked": nil, "remarks": nil,
		"secrets":     {lostFiles, lostMedia, lostScripts, lostLinks},
		"form":        {lostSignature, emptyFields, flattened},
		"layers":      {hasLayers},
		"bad offsets": {damaged}, "bad startxref": {damaged}, "lost kids": nil,
	}
	for _, a := range awkwardSet() {
		losses, ok := want[a.name]
		if !ok {
			continue
		}
		got := mustRead(t, a.data).Warnings()
		var words []string
		for _, l := range losses {
			words = append(words, lossWords[l])
		}
		if a.name == "lost kids" {
			words = []string{lossWords[lostPages]}
		}
		if strings.Join(got, "|") != strings.Join(words, "|") {
			t.Errorf("%s: %q\nwant %q", a.name, got, words)
		}
	}
}

func TestFormBecomesPrint(t *testing.T) {
	path := save(t, "book.pdf", assemble(t, bookOf(t, true, mustRead(t, form().bytes()))))
	words := quiet(t, "pdftotext", path, "-")
	for _, w := range []string{"Jan Kowalski", "ticked"} {
		if !strings.Contains(words, w) {
			t.Errorf("%q is not printed: %s", w, words)
		}
	}
	for _, w := range []string{"notticked", "hiddenfield"} {
		if strings.Contains(words, w) {
			t.Errorf("%q is printed", w)
		}
	}
}

func TestHiddenLayerStaysHidden(t *testing.T) {
	path := save(t, "book.pdf", assemble(t, bookOf(t, true, mustRead(t, layered().bytes()), mustRead(t, layered().bytes()))))
	v := tell(t, path)
	if v.OCGs != 4 || v.Off != 2 {
		t.Errorf("%d layers, %d off; want 4 and 2", v.OCGs, v.Off)
	}
	byMuPDF, _ := run(t, "mutool", "draw", "-q", "-F", "txt", path, "1,2")
	for _, words := range []string{byMuPDF, quiet(t, "pdftotext", path, "-")} {
		if strings.Count(words, "shownlayer") != 2 || strings.Contains(words, "hiddenlayer") {
			t.Errorf("shown: %s", words)
		}
	}
}

func TestSameBookSameBytes(t *testing.T) {
	var list []*Source
	for _, a := range append(append(geometries(), contents()...), living()...) {
		list = append(list, mustRead(t, a.data))
	}
	b := bookOf(t, true, list...)
	was := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(was)
	var first []byte
	for _, n := range []int{1, 2, 7} {
		runtime.GOMAXPROCS(n)
		got := assemble(t, b)
		if first == nil {
			first = got
		}
		if !bytes.Equal(first, got) {
			t.Fatalf("with %d processors the book differs", n)
		}
	}
}

func TestCreatedIsWrittenOnlyIfGiven(t *testing.T) {
	b := bookOf(t, true, mustRead(t, simple(1).bytes()))
	b.Created = time.Date(2026, 3, 16, 9, 30, 0, 0, time.UTC)
	v := tell(t, save(t, "book.pdf", assemble(t, b)))
	if v.Docinfo["/CreationDate"] != "D:20260316093000Z" || !strings.Contains(v.XMP, "2026-03-16T09:30:00Z") {
		t.Errorf("%v %s", v.Docinfo, v.XMP)
	}
}

func TestSameSourceTwice(t *testing.T) {
	s := mustRead(t, linked().bytes())
	path := save(t, "book.pdf", assemble(t, bookOf(t, true, s, s)))
	quiet(t, "qpdf", "--check", path)
	v := tell(t, path)
	if v.Pages != 10 {
		t.Fatalf("%d pages", v.Pages)
	}
	for _, l := range v.Links {
		if l.Say == "" && l.URI == "" && l.To/5 != l.Page/5 {
			t.Errorf("a link leads from one copy into the other: %+v", l)
		}
	}
}

func TestManyPagesMakeATree(t *testing.T) {
	s := mustRead(t, simple(4500).bytes())
	path := save(t, "book.pdf", assemble(t, bookOf(t, false, s)))
	quiet(t, "qpdf", "--check", path)
	checkPages(t, path, 4500)
	words := quiet(t, "pdftotext", "-f", "4500", "-l", "4500", path, "-")
	if !regexp.MustCompile(`(?m)^4500$`).MatchString(words) {
		t.Errorf("page 4500 says %q", words)
	}
}

func TestCancel(t *testing.T) {
	b := bookOf(t, true, mustRead(t, simple(3000).bytes()), mustRead(t, simple(3000).bytes()))
	ctx, cancel := context.WithCancel(context.Background())
	before := runtime.NumGoroutine()
	var at int
	err := Assemble(ctx, &bytes.Buffer{}, b, func(page, of int) {
		if at == 0 {
			at = page
			cancel()
		}
		if page > 5900 {
			t.Errorf("it went on to page %d of %d", page, of)
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	after := runtime.NumGoroutine()
	for range 100 { // one that is done may take a moment to be gone
		if after <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
		after = runtime.NumGoroutine()
	}
	t.Errorf("%d goroutines are left behind", after-before)
}

func TestProgressGrows(t *testing.T) {
	last := 0
	b := bookOf(t, true, mustRead(t, simple(300).bytes()), mustRead(t, simple(30).bytes()))
	err := Assemble(context.Background(), &bytes.Buffer{}, b, func(page, of int) {
		if page < last || page > of || of != 330 {
			t.Errorf("page %d of %d after %d", page, of, last)
		}
		last = page
	})
	if err != nil || last != 330 {
		t.Errorf("%v at %d", err, last)
	}
}

// failing takes some bytes and then no more, like a full disk.
type failing struct{ left int }

var errFull = errors.New("no space left")

func (f *failing) Write(b []byte) (int, error) {
	if f.left -= len(b); f.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestFullDisk(t *testing.T) {
	b := bookOf(t, true, mustRead(t, simple(3000).bytes()))
	for _, room := range []int{0, 100000, 300000} {
		if err := Assemble(context.Background(), &failing{room}, b, nil); !errors.Is(err, errFull) {
			t.Errorf("room for %d: got %v", room, err)
		}
	}
}

func TestWrongBooks(t *testing.T) {
	s := mustRead(t, simple(2).bytes())
	for name, change := range map[string]func(*Book){
		"no parts":       func(b *Book) { b.Parts = nil },
		"no source":      func(b *Book) { b.Parts[0].Source = nil },
		"no font":        func(b *Book) { b.Font = nil },
		"a wrong font":   func(b *Book) { b.Font = s },
		"back to 2":      func(b *Book) { b.Parts[0].BackTo = 2 },
		"link from 2":    func(b *Book) { b.Links = []Link{{Page: 2}} },
		"link to -1":     func(b *Book) { b.Links = []Link{{To: -1}} },
		"mark to 9":      func(b *Book) { b.Outline[0].Page = 9 },
		"mark of part 7": func(b *Book) { b.Outline[0].Part = 7 },
		"label style":    func(b *Book) { b.Labels = []Label{{Style: "x"}} },
		"label from 2":   func(b *Book) { b.Labels = []Label{{From: 2}} },
		"no such glyph":  func(b *Book) { b.Number = func(int) string { return "६" } },
	} {
		b := bookOf(t, true, s)
		change(&b)
		if err := Assemble(context.Background(), &bytes.Buffer{}, b, nil); err == nil {
			t.Errorf("%s: it was made all the same", name)
		}
	}
}

func TestNoNumbersNoFont(t *testing.T) {
	b := bookOf(t, false, mustRead(t, simple(2).bytes()))
	b.Font, b.Number, b.Outline = nil, nil, nil
	path := save(t, "book.pdf", assemble(t, b))
	quiet(t, "qpdf", "--check", path)
	if v := tell(t, path); v.Pages != 2 || v.Mode != "/UseNone" {
		t.Errorf("%+v", v)
	}
}
