"""Reads a bundle with pikepdf and prints what it holds as JSON: for the tests, as a reader that is not ours."""
import json
import sys

import pikepdf

pdf = pikepdf.open(sys.argv[1])
number = {p.obj.objgen: i for i, p in enumerate(pdf.pages)}


def target(holder):
    """The page, counted from 0, that a link or bookmark leads to; -1 if none."""
    dest = holder.get("/Dest")
    if dest is None and "/A" in holder and holder.A.get("/S") == "/GoTo":
        dest = holder.A.D
    if dest is None or isinstance(dest, (pikepdf.Name, pikepdf.String)):
        return -1
    return number.get(dest[0].objgen, -1)


def marks(node):
    out = []
    item = node.get("/First")
    while item is not None:
        out.append({"title": str(item.Title), "page": target(item), "kids": marks(item)})
        item = item.get("/Next")
    return out


pages = []
for page in pdf.pages:
    box = [float(x) for x in page.obj.get("/CropBox", page.mediabox)]
    links = [
        {"rect": [float(x) for x in a.Rect], "to": target(a)}
        for a in page.obj.get("/Annots", [])
        if a.get("/Subtype") == "/Link" and "/URI" not in a.get("/A", {})
    ]
    pages.append({"label": page.label, "box": box, "rotate": int(page.obj.get("/Rotate", 0)), "links": links})

root = pdf.Root
action = root.get("/OpenAction")
if isinstance(action, pikepdf.Dictionary):
    action = action.D
json.dump(
    {
        "pages": pages,
        "marks": marks(root.Outlines) if "/Outlines" in root else [],
        "lang": str(root.get("/Lang", "")),
        "mode": str(root.get("/PageMode", "")),
        "title": str(pdf.docinfo.get("/Title", "")),
        "info": sorted(str(k) for k in pdf.docinfo.keys()),
        "zoom": float(action[4]) if action is not None and len(action) > 4 else 0,
        "shows_title": bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)),
    },
    sys.stdout,
)
