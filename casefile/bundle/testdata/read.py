"""Reads bundles with pikepdf, each named by a line on standard input, and prints what each holds as a line of JSON: for the tests, as a
reader that is not ours. It goes on until its input ends, as starting Python takes longer than reading a bundle."""
import json
import sys

import pikepdf


def target(holder, number):
    """The page, counted from 0, that a link or bookmark leads to; -1 if none."""
    dest = holder.get("/Dest")
    if dest is None and "/A" in holder and holder.A.get("/S") == "/GoTo":
        dest = holder.A.D
    if dest is None or isinstance(dest, (pikepdf.Name, pikepdf.String)):
        return -1
    return number.get(dest[0].objgen, -1)


def marks(node, number):
    out = []
    item = node.get("/First")
    while item is not None:
        out.append({"title": str(item.Title), "page": target(item, number), "kids": marks(item, number)})
        item = item.get("/Next")
    return out


def read(pdf):
    number = {p.obj.objgen: i for i, p in enumerate(pdf.pages)}
    pages = []
    for page in pdf.pages:
        box = [float(x) for x in page.obj.get("/CropBox", page.mediabox)]
        links = [
            {"rect": [float(x) for x in a.Rect], "to": target(a, number)}
            for a in page.obj.get("/Annots", [])
            if a.get("/Subtype") == "/Link" and "/URI" not in a.get("/A", {})
        ]
        pages.append({"label": page.label, "box": box, "rotate": int(page.obj.get("/Rotate", 0)), "links": links})

    root = pdf.Root
    action = root.get("/OpenAction")
    if isinstance(action, pikepdf.Dictionary):
        action = action.D
    return {
        "pages": pages,
        "marks": marks(root.Outlines, number) if "/Outlines" in root else [],
        "lang": str(root.get("/Lang", "")),
        "mode": str(root.get("/PageMode", "")),
        "title": str(pdf.docinfo.get("/Title", "")),
        "info": sorted(str(k) for k in pdf.docinfo.keys()),
        "zoom": float(action[4]) if action is not None and len(action) > 4 else 0,
        "shows_title": bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)),
    }


for line in sys.stdin:
    with pikepdf.open(line.rstrip("\n")) as pdf:
        print(json.dumps(read(pdf)), flush=True)
