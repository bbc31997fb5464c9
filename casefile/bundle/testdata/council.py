"""Makes bundles as councils make them: council.py DIR < specs.json, one file a spec, by pikepdf alone.

A spec says how the pages are numbered, how the index is set and what bookmarks, links and labels there are, and which fault is planted.
What it does not say has the value of PLAIN. The papers are always the same, so that a test knows them."""
import json
import random
import sys
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name, String

PLAIN = dict(format="%d", at="foot-right", start=1, first=1, sections=False, turned="seen", mirror=False,
             heading="INDEX", ranges=True, range="%s-%s", column="right", items=True, dates=True, leaders=False, wrap=True, lines=0,
             marks="none", mark="%s", nest=False, links=False, labels="none", fault="", scans=[], scanned_index=False, cover=False, running=True, own=True, inner=False, private=False)

PAPERS = [  # section, title, date, pages
    ("A", "Registration of the appeal", "2 March 2026", 4),
    ("A", "Decision letter of the council refusing to amend the plan after the annual review", "14 January 2026", 3),
    ("A", "Mediation certificate", "20 January 2026", 1),
    ("B", "Final EHC plan", "5 January 2026", 12),
    ("B", "Working document", "", 6),
    ("C", "Educational psychologist's report", "11 November 2025", 9),
    ("C", "Speech and language therapy report of Ms Lewis, with the summary of her visits to school", "3 October 2025", 7),
    ("C", "Occupational therapy report", "22 September 2025", 5),
    ("D", "Statement of the parent", "1 May 2026", 3),
    ("D", "E-mail to the SENCo", "9 February 2026", 1),
    ("D", "School attendance record", "30 April 2026", 2),
]
SECTIONS = {"A": "SECTION A - APPEAL PAPERS", "B": "SECTION B - THE PLAN", "C": "SECTION C - REPORTS", "D": "SECTION D - OTHER PAPERS"}

WIDE = dict(zip(map(chr, range(32, 127)), [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278,
    584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667,
    944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556,
    333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584]))
WIDE["\u2013"] = 556


def width(s, size):
    return sum(WIDE[c] for c in s) * size / 1000


def show(x, y, s, size=11, font="F"):
    raw = s.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /%s %.1f Tf %.2f %.2f Td (%s) Tj ET\n" % (font.encode(), size, x, y, raw)


WORDS = "the child needs help with reading and writing in class and at home so that progress can be seen by staff who know her well over two terms".split()


class Maker:
    def __init__(self, spec):
        self.s = {**PLAIN, **spec}
        self.pdf = pikepdf.new()
        self.font = self.pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding))
        self.random = random.Random(7)
        self.content = []  # of each page
        self.boxes = []

    def page(self, content, w=595, h=842, rotate=0, xobjects=None):
        res = Dictionary(Font=Dictionary(F=self.font))
        if xobjects:
            res.XObject = Dictionary(xobjects)
        p = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, w, h]), Resources=res)
        if rotate:
            p.Rotate = rotate
        self.pdf.pages.append(pikepdf.Page(self.pdf.make_indirect(p)))
        self.content.append(content)
        self.boxes.append((w, h, rotate))

    def body(self, title, n, of, w, h, lines=20):
        out = show(72, h - 60, title[:70] if self.s["running"] else "Okoro", 9)
        if n == 1:
            out += show(72, h - 110, title[:60], 16)
        if self.s["private"] and title == "Working document" and n == 2:
            out += show(72, h - 128, "WITHOUT PREJUDICE", 12)
        for i in range(lines):
            out += show(72, h - 150 - 22 * i, " ".join(self.random.choice(WORDS) for _ in range(11)), 10.5)
        own = "Page %d of %d" % (n, of) if self.s["own"] else "In confidence"
        return out + show(w / 2 - width(own, 8) / 2, 44, own, 8)

    def picture(self, dark=True, dots=150, w=595, h=842):
        px, py = int(w / 72 * dots), int(h / 72 * dots)
        row = bytes((255 if not dark or (x // 9) % 3 else 40) for x in range(px))
        blank = b"\xff" * px
        data = b"".join(row if dark and (y // 14) % 3 == 0 and y > py // 8 and y < py * 7 // 8 else blank for y in range(py))
        im = pikepdf.Stream(self.pdf, zlib.compress(data), Type=Name.XObject, Subtype=Name.Image, Width=px, Height=py, ColorSpace=Name.DeviceGray,
                            BitsPerComponent=8, Filter=Name.FlateDecode)
        return {"/Im": im}, b"q %d 0 0 %d 0 0 cm /Im Do Q\n" % (w, h)

    # the papers

    def papers(self):
        self.starts = []
        for k, (section, title, date, pages) in enumerate(PAPERS):
            self.starts.append(len(self.content))
            for n in range(1, pages + 1):
                at = (k, n)
                w, h, rotate = 595, 842, 0
                if k == 6 and n == 3:
                    w, h = 842, 595
                if k == 6 and n == 4:
                    rotate = 90
                if list(at) in self.s["scans"] or self.s["fault"] == "scan" and at == (7, 2):
                    x, c = self.picture()
                    self.page(c, xobjects=x)
                elif self.s["fault"] == "dots" and at == (8, 1):
                    x, c = self.picture(dots=420)
                    self.page(c + self.body(title, n, pages, w, h), xobjects=x)
                elif self.s["fault"] == "blank" and at == (5, 4):
                    self.page(b"")
                elif self.s["fault"] == "blank-scan" and at == (5, 4):
                    x, c = self.picture(dark=False)
                    self.page(c, xobjects=x)
                elif self.s["fault"] == "upside-down" and at == (5, 2):
                    self.page(b"q -1 0 0 -1 595 842 cm\n" + self.body(title, n, pages, 595, 842) + b"Q\n")
                elif self.s["fault"] == "sideways" and at == (5, 2):
                    self.page(b"q 0 1 -1 0 595 0 cm\n" + self.body(title, n, pages, 842, 595, lines=12) + b"Q\n")
                elif self.s["fault"] == "size" and at == (9, 1):
                    self.page(self.body(title, n, pages, 300, 420, lines=8), 300, 420)
                else:
                    lines = 20 if h > 700 else 10
                    if rotate:
                        self.page(b"q 0 1 -1 0 %d 0 cm\n" % w + self.body(title, n, pages, h, w, lines=12) + b"Q\n", w, h, rotate)
                    else:
                        self.page(self.body(title, n, pages, w, h, lines), w, h)

    def named(self, i):
        """What page i, from 0, is called; "" for one without number."""
        s = self.s
        if i + 1 < s["first"]:
            return ""
        if s["sections"]:
            k = max((k for k, at in enumerate(self.starts) if at <= i), default=-1)
            if k < 0:
                return ""
            first = min(at for j, at in enumerate(self.starts) if PAPERS[j][0] == PAPERS[k][0])
            return PAPERS[k][0] + str(i - first + 1)
        return str(i + 1 - s["first"] + s["start"])

    def front(self):
        if self.s["cover"]:
            self.page(show(120, 600, "IN THE FIRST-TIER TRIBUNAL", 16) + show(120, 560, "Hearing bundle", 20) + show(120, 500, "Appeal EH938/26/00412", 12))
        self.index_at = len(self.content)
        rows = len(PAPERS) + self.s["lines"]
        for _ in range(1 + max(0, (rows - 18) // 22 + (1 if rows > 18 else 0))):
            self.page(b"")

    def index(self):
        """Fills the index's pages once the numbers are known."""
        s, at, y = self.s, self.index_at, 720
        out, links = show(72, 790, "Appeal EH938/26/00412", 9), []
        if s["heading"]:
            out += show(72, 760, s["heading"], 16)
        out += show(80, 738, "No.", 9) + show(120, 738, "Document", 9) + (show(370, 738, "Date", 9) if s["dates"] else b"") + show(470, 738, "Page", 9)
        section, n = "", 0
        self.rows = []
        for k, (sec, title, date, pages) in enumerate(PAPERS):
            first, last = self.starts[k], self.starts[k] + pages - 1
            if y < 120:
                self.finish(at, out, links)
                at, y, out, links = at + 1, 760, b"", []
            if sec != section:
                section = sec
                y -= 10
                out += show(80, y, SECTIONS[sec], 10.5)
                y -= 24
            n += 1
            a, b = self.named(first), self.named(last)
            if s["fault"] == "row" and k == 5:
                a = self.named(first + 1)
            if s["fault"] == "row-far" and k == 5:
                a, b = "912", "920"
            if s["fault"] == "row-overlap" and k == 5:
                b = self.named(last + 2)
            if s["fault"] == "row-short" and k == 5:
                b = self.named(last - 2)
            says = a if not s["ranges"] or a == b else s["range"] % (a, b)
            if s["column"] == "right":
                x = 540 - width(says, 10.5)
            elif s["column"] == "centre":
                x = 510 - width(says, 10.5) / 2
            else:
                x = 485
            lines = [title]
            if s["wrap"] and len(title) > 45:
                cut = title.rfind(" ", 0, 45)
                lines = [title[:cut], title[cut + 1:]]
            elif len(title) > 45:
                title = title[:45]
                lines = [title]
            if s["items"]:
                out += show(80, y, "%d%s" % (n, "." if s["items"] == "dot" else ""), 10.5)
            for i, one in enumerate(lines):
                out += show(120, y - 12.5 * i, one, 10.5)
            if s["dates"]:
                out += show(370, y, date, 10.5)
            if s["leaders"]:
                start = 126 + width(lines[0], 10.5)
                out += show(start, y, "." * int((x - start - 4) / 2.92), 10.5)
            out += show(x, y, says, 10.5)
            if s["links"] and not (s["fault"] == "link-gone" and k == 4):
                to = first + (1 if s["fault"] == "link" and k == 4 else 0)
                links.append(([110, y - 15 * len(lines) + 8, 550, y + 12], to))
            self.rows.append((title, a))
            y -= 12.5 * len(lines) + 12
        self.finish(at, out, links)

    def finish(self, at, out, links):
        if self.s["scanned_index"]:
            x, c = self.picture()
            self.pdf.pages[at].obj.Resources.XObject = Dictionary(x)
            self.content[at] = c
            return
        self.content[at] = out
        if links:
            self.pdf.pages[at].obj.Annots = Array([self.pdf.make_indirect(Dictionary(
                Type=Name.Annot, Subtype=Name.Link, Rect=Array(r), Border=Array([0, 0, 0]), Dest=Array([self.pdf.pages[to].obj, Name.Fit]))) for r, to in links])

    # the numbers

    def stamp(self):
        s, total = self.s, len(self.content)
        size = 10
        for i in range(total):
            name = self.named(i)
            if not name:
                continue
            at = self.starts[5] + 3
            if s["fault"] == "gap" and i >= at and not s["sections"]:
                name = str(int(name) + 2)
            if s["fault"] == "double" and i >= at and not s["sections"]:
                name = str(int(name) - 1)
            if s["fault"] == "number-gone" and i == at:
                continue
            if s["fault"] == "number" and i == at:
                name = str(int(name) + 40)
            full = s["format"].replace("%d", name).replace("%t", str(total - s["first"] + s["start"] - (3 if s["fault"] == "total" else 0)))
            w, h, rotate = self.boxes[i]
            turn = rotate if s["turned"] == "seen" else 0
            if turn == 90:
                w, h = h, w
            where, side = s["at"].split("-")
            if s["mirror"] and i % 2:
                side = {"right": "left", "left": "right"}.get(side, side)
            x = {"left": 36, "right": w - 36 - width(full, size), "centre": w / 2 - width(full, size) / 2}[side]
            y = 22 if where == "foot" else h - 30
            ink = show(x, y, full, size)
            if turn == 90:
                ink = b"q 0 1 -1 0 %d 0 cm\n" % h + ink + b"Q\n"
            self.content[i] += ink

    # the ways in

    def bookmarks(self):
        s = self.s
        if s["marks"] == "none":
            return
        with self.pdf.open_outline() as o:
            if s["marks"] in ("papers", "nested"):
                o.root.append(pikepdf.OutlineItem("Index", self.index_at, "Fit"))
            into, section = o.root, ""
            for k, (sec, title, date, pages) in enumerate(PAPERS):
                first = self.starts[k]
                if s["marks"] in ("nested", "sections") and sec != section:
                    section = sec
                    item = pikepdf.OutlineItem(SECTIONS[sec].title(), first, "Fit")
                    o.root.append(item)
                    into = item.children
                if s["marks"] == "sections" or s["fault"] == "mark-gone" and k == 5:
                    continue
                to = first + (1 if s["fault"] == "mark" and k == 5 else 0)
                says = s["mark"].replace("%s", title).replace("%a", self.named(first)).replace("%b", self.named(first + pages - 1)).replace("%n", str(k + 1)).replace("%d", date)
                item = pikepdf.OutlineItem(says, to, "Fit")
                if s["nest"] and pages > 4:
                    for i in (0, 2, 3):
                        item.children.append(pikepdf.OutlineItem("%d. Heading" % (i + 1), first + i, "Fit"))
                into.append(item)

    def page_labels(self):
        s, nums = self.s, []
        if s["labels"] == "none":
            return
        if s["labels"] == "match":
            for i in range(len(self.content)):
                name = self.named(i)
                if not name:
                    nums += [i, Dictionary(P=String("Front %d" % (i + 1)))]
                elif name[0].isdigit():
                    nums += [i, Dictionary(S=Name.D, St=int(name) + (1 if s["fault"] == "label" and i > 20 else 0))]
                else:
                    nums += [i, Dictionary(S=Name.D, P=String(name[0]), St=int(name[1:]))]
        elif s["labels"] == "restart":
            for at in [0] + self.starts:
                nums += [at, Dictionary(S=Name.D)]
            nums = nums[2:] if self.starts[0] == 0 else nums
        self.pdf.Root.PageLabels = Dictionary(Nums=Array(nums))

    def make(self, path):
        s = self.s
        self.front()
        self.papers()
        self.index()
        self.stamp()
        for i, c in enumerate(self.content):
            self.pdf.pages[i].obj.Contents = pikepdf.Stream(self.pdf, c)
        self.bookmarks()
        self.page_labels()
        if s["inner"]:  # on the second page of the sixth paper: to its fourth, and to the paper before it
            to = [self.starts[5] + 3, self.starts[4]]
            self.pdf.pages[self.starts[5] + 1].obj.Annots = Array([self.pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link,
                Rect=Array([72, 500 + 40 * n, 200, 520 + 40 * n]), Dest=Array([self.pdf.pages[at].obj, Name.Fit]))) for n, at in enumerate(to)])
        if s["fault"] == "page-gone":
            del self.pdf.pages[self.starts[5] + 3]
        if s["fault"] == "page-twice":
            self.pdf.pages.insert(self.starts[5] + 3, self.pdf.pages[self.starts[5] + 3])
        self.pdf.save(path, encryption=pikepdf.Encryption(user="", owner="x") if s["fault"] == "locked" else None)


for spec in json.load(sys.stdin):
    m = Maker(spec)
    m.make(sys.argv[1] + "/" + spec["name"] + ".pdf")
