"""Reads a bundle with pikepdf and poppler, which had no part in making it, beside its report, and says what does not agree:
index, links, bookmarks, page labels, printed numbers. The last line is "good" where everything does."""
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as xml

import pikepdf

pdf = pikepdf.open(sys.argv[1])
report = json.load(open(sys.argv[2]))
number = {p.obj.objgen: n for n, p in enumerate(pdf.pages, 1)}
faults = []


def target(holder):
    """The page, counted from 1, that a link or bookmark opens; 0 if none."""
    dest = holder.get("/Dest")
    if dest is None and "/A" in holder and holder.A.get("/S") == "/GoTo":
        dest = holder.A.D
    return 0 if dest is None else number.get(dest[0].objgen, 0)


def marks(node):
    """Every bookmark below node, as its title and the page it opens."""
    item = node.get("/First")
    while item is not None:
        yield str(item.Title), target(item)
        yield from marks(item)
        item = item.get("/Next")


def same(what, a, b):
    if a != b:
        faults.append(f"{what}: {a} and {b}")


html = subprocess.run(["pdftotext", "-bbox", sys.argv[1], "-"], check=True, capture_output=True).stdout.decode()
html = re.sub(r"<!DOCTYPE[^>]*>", "", html).replace(' xmlns="http://www.w3.org/1999/xhtml"', "")
html = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f]", "", html)
seen = [p.findall("word") for p in xml.fromstring(html).iter("page")]
same("pages", [len(pdf.pages), len(seen)], [report["pages"]] * 2)

for n, (page, words) in enumerate(zip(pdf.pages, seen), 1):
    same(f"label of page {n}", page.label, str(n))
    left, low, right, top = (float(x) for x in page.obj.get("/CropBox", page.mediabox))
    width, height = right - left, top - low
    if int(page.obj.get("/Rotate", 0)) % 180:
        width, height = height, width
    same(f"A4, page {n}", sorted([round(width), round(height)]), [595, 842])
    corner = [w for w in words if float(w.get("xMax")) > width - 90 and float(w.get("yMax")) > height - 60]
    last = max(corner, key=lambda w: float(w.get("xMax")) + float(w.get("yMax")), default=None)
    same(f"number printed on page {n}", last is not None and last.text, str(n))

items = report["items"]
starts = [i["from"] for i in items]
ends = [s - 1 for s in starts[1:]] + [report["pages"]]
same("documents' pages follow each other", [i.get("to", i["from"]) for i in items], ends)

rows = []
for n, page in enumerate(pdf.pages, 1):
    if n >= starts[0]:
        break
    top = float(page.mediabox[3])
    for link in (a for a in page.obj.get("/Annots", []) if a.get("/Subtype") == "/Link" and target(a) >= starts[0]):
        x0, y0, x1, y1 = (float(v) for v in link.Rect)
        inside = [w for w in seen[n - 1] if x0 <= (float(w.get("xMin")) + float(w.get("xMax"))) / 2 <= x1
                  and y0 <= top - (float(w.get("yMin")) + float(w.get("yMax"))) / 2 <= y1]
        pages = max(inside, key=lambda w: float(w.get("xMax"))).text
        rows.append((target(link), pages, " ".join(w.text for w in inside)))
same("index and links", [p for _, p, _ in rows], [str(s) if s == e else f"{s}–{e}" for s, e in zip(starts, ends)])
same("links and documents", [to for to, _, _ in rows], starts)
for (_, _, words), item in zip(rows, items):
    if item["title"].split()[0] not in words:
        faults.append(f"the row {words!r} does not name {item['title']!r}")

all_marks = list(marks(pdf.Root.Outlines))
for item in items:
    own = [to for title, to in all_marks if title.startswith(item["title"]) and title.endswith(f" – page {item['from']}")]
    same(f"bookmark of {item['title']}", own, [item["from"]])
for title, page in all_marks:
    said = re.search(r" – page (\d+)$", title)
    if said:
        same(f"bookmark {title!r}", page, int(said.group(1)))

print("\n".join(faults) or "good")
