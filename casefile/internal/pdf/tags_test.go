package pdf

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// walker reads a tagged book with pikepdf and says whatever does not agree: each marked stretch of a page's content stands in the
// ParentTree and in its element's kids, and the other way round; each link has its OBJR; no stretch lies in another of the tree's.
const walker = `
import pikepdf, json, sys
p = pikepdf.open(sys.argv[1])
bad = []
num = {pg.obj.objgen: i for i, pg in enumerate(p.pages)}
root = p.Root.get('/StructTreeRoot')
if root is None or not p.Root.MarkInfo.Marked: bad.append('not tagged')
parents = {}
def nums(d, low=None, high=None):
    if '/Nums' in d:
        l = list(d.Nums)
        keys = [int(k) for k in l[::2]]
        if keys != sorted(set(keys)): bad.append('keys out of order')
        if '/Limits' in d and [int(d.Limits[0]), int(d.Limits[1])] != [keys[0], keys[-1]]: bad.append('limits')
        parents.update(zip(keys, l[1::2]))
    for k in d.get('/Kids', []): nums(k)
nums(root.ParentTree)
if parents and int(root.ParentTreeNextKey) <= max(parents): bad.append('next key')
held, objs, count, tree = {}, {}, [0], []
def walk(e, parent, depth, page):
    count[0] += 1
    if e.get('/P').objgen != parent.objgen: bad.append('parent of %s' % e.S)
    tree.append('  ' * depth + str(e.S)[1:] + (' "%s"' % e.T if '/T' in e else '') + (' alt "%s"' % e.Alt if '/Alt' in e else ''))
    pg = e.get('/Pg', page)
    k = e.get('/K')
    if k is None: bad.append('empty %s' % e.S); return
    for kid in (k if isinstance(k, pikepdf.Array) else [k]):
        if isinstance(kid, int): hold(pg, kid, e)
        elif kid.get('/Type') == '/MCR': hold(kid.get('/Pg', pg), int(kid.MCID), e)
        elif kid.get('/Type') == '/OBJR':
            objs[kid.Obj.objgen] = e
            if kid.get('/Pg', pg) is None: bad.append('no page of an object')
        else: walk(kid, e, depth + 1, None)
def hold(pg, n, e):
    key = (num[pg.objgen], n)
    if key in held: bad.append('held twice %s' % (key,))
    held[key] = e
walk(root.K, root, 0, None)
for i, pg in enumerate(p.pages):
    if '/StructParents' not in pg.obj: bad.append('page %d has no StructParents' % i); continue
    if pg.obj.get('/Tabs') != '/S': bad.append('tabs of page %d' % i)
    have, open_, depth = set(), [], 0
    for ins in pikepdf.parse_content_stream(pg):
        op = str(ins.operator)
        if op in ('BDC', 'BMC'):
            n = None
            if op == 'BDC':
                d = ins.operands[1]
                if isinstance(d, pikepdf.Name): d = pg.obj.Resources.Properties[d]
                if '/MCID' in d: n = int(d.MCID)
            if n is not None:
                if n in have: bad.append('page %d marks %d twice' % (i, n))
                have.add(n)
            open_.append(n)
        elif op == 'EMC':
            if not open_: bad.append('page %d closes what is not open' % i)
            else: open_.pop()
        elif op in ('Tj', 'TJ', "'", '"', 'Do', 'sh', 'INLINE IMAGE') and not open_: bad.append('page %d: %s is not marked' % (i, op))
    if open_: bad.append('page %d leaves a stretch open' % i)
    key = int(pg.obj.StructParents)
    of = parents.get(key, [])
    told = {n for n, e in enumerate(of) if e is not None}
    mine = {n for (q, n) in held if q == i}
    if told != mine: bad.append('page %d: ParentTree %s, tree %s' % (i, sorted(told), sorted(mine)))
    if not mine <= have: bad.append('page %d: %s are not in its content' % (i, sorted(mine - have)))
    if STRICT and not have <= mine: bad.append('page %d: %s are not in the tree' % (i, sorted(have - mine)))
    for n in mine:
        if of[n].objgen != held[(i, n)].objgen: bad.append('page %d: %d belongs to two' % (i, n))
    for a in pg.obj.get('/Annots', []):
        e = objs.pop(a.objgen, None)
        if e is None: bad.append('page %d: a %s is not in the tree' % (i, a.Subtype)); continue
        if parents[int(a.StructParent)].objgen != e.objgen: bad.append('page %d: the parent of a %s' % (i, a.Subtype))
        if a.Subtype == '/Link' and '/Dest' in a and '/Contents' not in a and OURS: bad.append('page %d: a link says nothing' % i)
if objs: bad.append('objects of no page: %d' % len(objs))
print(json.dumps(dict(Bad=bad[:20], Elements=count[0], Tree='\n'.join(tree))))
`

type walked struct {
	Bad      []string
	Elements int
	Tree     string
}

func walkTree(t *testing.T, path string, strict bool) walked {
	t.Helper()
	script := strings.NewReplacer("STRICT", python3(strict), "OURS", "False").Replace(walker)
	var w walked
	if err := json.Unmarshal([]byte(python(t, script, path)), &w); err != nil {
		t.Fatal(err)
	}
	for _, b := range w.Bad {
		t.Error(b)
	}
	return w
}

func python3(v bool) string {
	if v {
		return "True"
	}
	return "False"
}

// taggedPaper is a source with tags of its own: a heading and a picture on the first page, a table over both, a type of its own, a
// path where a picture should be described, and a stretch that no element holds.
func taggedPaper() []byte {
	d := paper(2, "/MediaBox"+a4Box+"/StructParents 7", func(p int) string {
		return fmt.Sprintf("/Head <</MCID 0>> BDC BT /F1 20 Tf 72 700 Td (Heading %d) Tj ET EMC /Artifact BMC BT /F1 8 Tf 72 20 Td (foot) Tj ET EMC "+
			"/TD <</MCID 1>> BDC BT /F1 11 Tf 72 600 Td (Cell %d) Tj ET EMC /P <</MCID 2>> BDC BT /F1 11 Tf 72 500 Td (Lost %d) Tj ET EMC", p, p, p)
	})
	pages := []int{}
	for i, o := range d.objs {
		if strings.Contains(o, "/Type/Page/") || strings.Contains(o, "/Type/Page ") {
			pages = append(pages, i+1)
		}
	}
	first, second := pages[0], pages[1]
	d.objs[second-1] = strings.Replace(d.objs[second-1], "/StructParents 7", "/StructParents 9", 1)
	base := len(d.objs) + 1
	n := func(i int) string { return fmt.Sprintf("%d 0 R", base+i) }
	d.objs = append(d.objs,
		"<</Type/StructTreeRoot/K "+n(1)+"/ParentTree "+n(7)+"/RoleMap<</Head/H1/Odd/Strange>>>>",
		"<</Type/StructElem/S/Document/P "+n(0)+"/T(secret title)/K["+n(2)+" "+n(3)+" "+n(4)+"]>>",
		fmt.Sprintf("<</Type/StructElem/S/Head/P %s/Pg %d 0 R/K[0 <</Type/MCR/Pg %d 0 R/MCID 0>>]>>", n(1), first, second),
		"<</Type/StructElem/S/Table/P "+n(1)+"/A<</O/Table/Summary(secret)>>/K["+n(5)+"]>>",
		fmt.Sprintf("<</Type/StructElem/S/Odd/P %s/Pg %d 0 R/Alt(C:\\\\Users\\\\Ada\\\\x.png)/ActualText(secret)/K[%s %s]>>", n(1), second, n(6), n(6)),
		fmt.Sprintf("<</Type/StructElem/S/TD/P %s/A[<</O/Layout/Width 3>> <</O/Table/ColSpan 2/Headers[(secret)]>>]/K[<</Type/MCR/Pg %d 0 R/MCID 1>> <</Type/MCR/Pg %d 0 R/MCID 1>>]>>", n(3), first, second),
		fmt.Sprintf("<</Type/StructElem/S/Span/P %s/Pg %d 0 R/K 2>>", n(4), second),
		"<</Nums[7["+n(2)+" "+n(5)+" "+n(4)+"] 9["+n(2)+" "+n(5)+" "+n(6)+"]]>>")
	return withCatalog(d, "/StructTreeRoot "+n(0)+"/MarkInfo<</Marked true>>").bytes()
}

func TestATaggedBookIsWhole(t *testing.T) {
	for _, a4 := range []bool{false, true} {
		b := indexed(t)
		b.A4, b.Tagged = a4, true
		b.Parts = append(b.Parts, Part{Source: mustRead(t, taggedPaper()), BackTo: 1, Title: "A tagged report"},
			Part{Source: mustRead(t, paper(2, "/MediaBox"+a4Box, func(int) string { return "0.9 g 90 90 200 60 re f" }).bytes()), BackTo: 1, Title: "A scan", Words: func(int) []Word {
				return []Word{{Text: "unseen", Rect: [4]float64{100, 100, 160, 112}}}
			}})
		path := save(t, "book.pdf", assemble(t, b))
		quiet(t, "qpdf", "--check", path)
		quiet(t, "pdftotext", path, "-")
		w := walkTree(t, path, true)
		for _, want := range []string{"Sect \"A tagged report\"\n    Div\n      H1\n      Table\n        TD\n", "alt \"A picture\"", "Sect \"A scan\""} {
			if !strings.Contains(w.Tree, want) {
				t.Errorf("%q is not in the tree:\n%s", want, w.Tree)
			}
		}
		raw, _ := os.ReadFile(save(t, "flat.pdf", []byte(quiet(t, "qpdf", "--qdf", "--object-streams=disable", path, "-"))))
		for _, gone := range []string{"secret", "Users"} {
			if strings.Contains(string(raw), gone) {
				t.Errorf("%q is in the book", gone)
			}
		}
		read := quiet(t, "pdfinfo", "-struct-text", path)
		for _, want := range []string{"Heading 0", "Cell 1", "Lost 0", "unseen"} {
			if !strings.Contains(read, want) {
				t.Errorf("a screen reader does not read %q in\n%s", want, read)
			}
		}
		if strings.Contains(read, "foot") {
			t.Error("an artifact is read")
		}
	}
}

// Every awkward page, whatever it leaves open, is well formed once it is marked.
func TestAwkwardPagesAreReadAsParagraphs(t *testing.T) {
	var list []*Source
	for _, a := range geometries() {
		list = append(list, mustRead(t, a.data))
	}
	b := bookOf(t, true, list...)
	b.Tagged = true
	path := save(t, "book.pdf", assemble(t, b))
	quiet(t, "qpdf", "--check", path)
	walkTree(t, path, true)
	if out, err := exec.Command("mutool", "trace", path).CombinedOutput(); err != nil {
		t.Errorf("mutool: %v %.300s", err, out)
	}
}
