"""Plants one fault in a good bundle: fault.py NAME GOOD BAD. The index is on the second page."""
import sys

import pikepdf

name, good, bad = sys.argv[1:]
pdf = pikepdf.open(good)
index = pdf.pages[1]


def redirect(holder, to):
    """Makes a link or bookmark open another page, counted from 0."""
    page = pdf.pages[to].obj
    if "/Dest" in holder:
        holder.Dest[0] = page
    else:
        holder.A.D[0] = page


def rewrite(page, change):
    """Rewrites the text shown on a page: change gets and gives a string; it must change exactly one."""
    changed = 0
    out = []
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tj":
            old = bytes(operands[0]).decode("utf-16-be", "replace")
            new = change(old)
            if new != old:
                changed += 1
                operands = [pikepdf.String(new.encode("utf-16-be").decode("latin-1"))]
        out.append((operands, operator))
    assert changed == 1, changed
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(out))


if name == "link":
    redirect(index.Annots[2], 20)
elif name == "link-gone":
    del index.Annots[2]
elif name == "bookmark":
    mark = pdf.Root.Outlines.First.Next.First
    redirect(mark, 14)
elif name == "bookmark-gone":
    section = pdf.Root.Outlines.First.Next.Next
    section.First = section.First.Next
    del section.First.Prev
elif name in ("title-head", "title-tail"):
    mark = pdf.Root.Outlines.First.Next.Next.First
    title, rest = str(mark.Title).split(" (", 1)
    words = title.split()
    assert len(words) > 2, words
    kept = words[1:] if name == "title-head" else words[:1]
    mark.Title = " ".join(kept) + " (" + rest
elif name == "crop":
    page = pdf.pages[7]
    x0, y0, x1, y1 = (float(v) for v in page.mediabox)
    page.CropBox = [x0, y0 + 60, x1, y1]
elif name == "crop-side":
    page = pdf.pages[7]
    x0, y0, x1, y1 = (float(v) for v in page.mediabox)
    page.CropBox = [x0, y0, x1 - 60, y1]
elif name == "label":
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.D), 8, pikepdf.Dictionary(S=pikepdf.Name.D, St=10)])
elif name == "insert":
    pdf.pages.insert(9, pdf.pages[9])
elif name == "remove":
    del pdf.pages[10]
elif name == "row":
    first = []

    def change(s):
        if "–" in s and s[0].isdigit() and not first:
            first.append(s)
            a, b = s.split("–")
            return f"{int(a) + 1}–{b}"
        return s

    rewrite(index, change)
elif name == "stamp":
    page = pdf.pages[7]
    contents = page.Contents
    # The number is written by the streams from the one that opens its artifact on.
    begins = [i for i, stream in enumerate(contents) if stream.read_bytes().startswith(b"/Artifact")]
    assert isinstance(contents, pikepdf.Array) and len(begins) == 1 and begins[0] > 0
    page.Contents = pikepdf.Array(list(contents)[:begins[0]])
else:
    sys.exit("no such fault")
pdf.save(bad)
