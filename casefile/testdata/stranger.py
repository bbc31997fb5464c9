"""Checks an unpacked archive by its description alone, with nothing but Python's standard library."""
import hashlib, json, pathlib, sys

root = pathlib.Path(sys.argv[1])


def sha(data):
    return hashlib.sha256(data).hexdigest()


text = (root / "manifest.json").read_bytes()
manifest = json.loads(text)
assert manifest["format"] == "ehc-casefile-archive" and manifest["schema"] == 1
assert (root / manifest["end"]).read_text() == sha(text) + "\n", "the end"

listed = {"manifest.json", manifest["end"]}
for f in manifest["files"]:
    data = (root / f["path"]).read_bytes()
    assert len(data) == f["size"] and sha(data) == f["sha256"], f["path"]
    listed.add(f["path"])
there = {str(p.relative_to(root)).replace("\\", "/") for p in root.rglob("*") if p.is_file()}
assert there == listed, there ^ listed

link, last, kept = "", {}, {}
lines = (root / "history/events.jsonl").read_bytes().split(b"\n")
assert lines.pop() == b""
for number, line in enumerate(lines, 1):
    event = json.loads(line)
    assert event["seq"] == number and event["prev"] == link, number
    link = sha(line)
    for c in event["changes"]:
        if c["do"] in ("put", "correct", "restore"):
            last[c["kind"], c["id"]] = c["sum"]
        elif c["do"] == "delete":
            del last[c["kind"], c["id"]]
        elif c["do"] == "keep":
            kept[c["sum"]] = c["size"]
        elif c["do"] == "erase" and "sum" in c:
            del kept[c["sum"]]
assert manifest["history"] == {"seq": len(lines), "link": link}

kinds = {"family": "family", "authorities": "authority", "children": "child", "people": "person", "documents": "document",
         "texts": "text", "events": "event", "appeals": "appeal", "entries": "entry", "bundles": "bundle"}
records = 0
for plural, kind in kinds.items():
    data = (root / "records" / (plural + ".json")).read_bytes()
    whole = json.loads(data)
    lines = data.split(b"\n")
    assert lines[0] == b"[" and lines[-2:] == [b"]", b""]
    assert len(whole) == len(lines) - 3 == manifest["records"][plural]
    for record, line in zip(whole, lines[1:-2]):
        assert last.pop((kind, record["id"])) == sha(line.rstrip(b",")), record["id"]
        records += 1
        if kind == "document":
            assert kept[record["blob"]["sha256"]] == record["blob"]["size"]
            assert (root / "originals" / record["blob"]["sha256"]).stat().st_size == record["blob"]["size"]
assert not last, last
papers = len(list((root / "originals").iterdir()))
print(f"{records} records, {papers} papers, all as the history says")
