#!/usr/bin/env python3
"""A reader of case archives (format "ehc-casefile-archive", schema 1), written from the description at the head of
casefile/archive.go alone and with Python's standard library alone: what it takes for sound, and what it refuses, is what
that description says. The tests hold it against the program. It writes no file.

    read_archive.py ARCHIVE.tar ...                     the tar that "age -d" gave; without a name, one path a line on standard input
    read_archive.py ARCHIVE.age [--identity KEYFILE]    the same, opened by the program age

It prints a JSON object on one line for each: what the archive holds, or "sound": false and why. It leaves with 0 when all are
sound, and with 1 when one is not.
"""
import argparse, datetime, hashlib, json, re, subprocess, sys

KINDS = {"family": "family", "authorities": "authority", "children": "child", "people": "person", "documents": "document",
         "texts": "text", "events": "event", "appeals": "appeal", "entries": "entry", "bundles": "bundle"}
FIELDS = {"made": [""], "put": ["kind id sum", "kind id sum was"], "restore": ["kind id sum"], "keep": ["sum size"], "key": ["kind"],
          "correct": ["kind id sum", "kind id sum was", "kind id sum why", "kind id sum was why"], "schema": [""],
          "delete": ["kind id was", "kind id was why"], "erase": ["kind id was", "sum size"]}
HASH, ID, NAME = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9a-f]{32}"), re.compile(r"[a-z0-9_]+")
UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,8}[1-9])?Z", re.ASCII)


class Damage(Exception):
    """The archive is not sound, and why."""


def must(holds, otherwise):
    if not holds:
        raise Damage(otherwise)


def sha(data):
    return hashlib.sha256(data).hexdigest()


def is_hash(value, pattern=HASH):
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def is_size(value, least=1, most=(8 << 30) - 1):
    return type(value) is int and least <= value <= most


def parse(data, what):
    """Reads one JSON object strictly."""
    def unique(pairs):
        must(len(dict(pairs)) == len(pairs) and all(map(NAME.fullmatch, dict(pairs))), f"{what} names a field twice, or oddly")
        return dict(pairs)
    value = json.loads(data.decode("utf-8"), object_pairs_hook=unique, parse_constant=lambda s: must(False, f"{what} has {s}"))
    must(isinstance(value, dict), f"{what} is no JSON object")
    return value


def header(name, size):
    """Gives the only header that a file of this name and size can have."""
    def build(total):
        return (name.encode().ljust(100, b"\0") + b"0000600\0" + b"0000000\0" * 2 + b"%011o\0" % size + b"00000000000\0" + total
                + b"0" + bytes(100) + b"ustar\x0000" + bytes(64) + b"0000000\0" * 2 + bytes(167))
    return build(b"%06o\0 " % sum(build(b" " * 8)))


def entries(stream):
    """Gives (path, size, hash, bytes) of each file of the tar; of originals, no bytes."""
    def exactly(size, where):
        data = stream.read(size)
        must(len(data) == size, f"the archive is cut short at {where}")
        return data
    where = "its beginning"
    while any(head := exactly(512, where)):
        must(re.fullmatch(rb"[0-7]{11}", head[124:135]), f"the header after {where} is damaged")
        where, size, digest, kept = head[:100].rstrip(b"\0").decode("ascii", "replace"), int(head[124:135], 8), hashlib.sha256(), []
        must(head == header(where, size), f"{where!r} has a header that an archive does not have")
        left = size
        while left:
            piece = exactly(min(left, 1 << 20), where)
            left -= len(piece)
            digest.update(piece)
            kept += [] if where.startswith("originals/") else [piece]
        must(not any(exactly(-size % 512, where)), f"there are bytes between {where} and the next file")
        yield where, size, digest.hexdigest(), b"".join(kept)
    must(not any(exactly(512, "the zeros at its end")) and not stream.read(1), "the tar does not end in 1,024 zeros")


def read_manifest(data):
    """Gives the manifest, and the (path, size, hash) of each file it names."""
    manifest = parse(data, "manifest.json")
    kind = f"{manifest.get('format')} schema {manifest.get('schema')!r}"
    must(kind == "ehc-casefile-archive schema 1", f"this reader knows ehc-casefile-archive schema 1, not {kind}")
    fields = {"format", "schema", "family", "file", "history", "records", "files", "end"}
    must(set(manifest) == fields and manifest["end"] == "end" and isinstance(manifest["family"], str) and is_hash(manifest["file"], ID),
         "manifest.json has not the fields of schema 1")
    must(set(manifest["history"]) == {"seq", "link"} and set(manifest["records"]) == set(KINDS)
         and all(is_size(n, 0) for n in manifest["records"].values()), "manifest.json has not the history or the counts of schema 1")
    must(all(set(f) == {"path", "sha256", "size"} and is_hash(f["sha256"]) and is_size(f["size"]) for f in manifest["files"]),
         "manifest.json lists a file without its path, hash and size")
    files = [(f["path"], f["size"], f["sha256"]) for f in manifest["files"]]
    originals = sorted({"originals/" + s for p, _, s in files if p.startswith("originals/")})
    must([p for p, _, _ in files] == ["history/events.jsonl", *originals, *(f"records/{k}.json" for k in KINDS)],
         "manifest.json names a file too many, too few, twice, wrongly or out of order")
    must(len(files) <= 100_000 and sum(f[1] for f in files) <= 256 << 30 and len(data) <= 64 << 20, "it is larger than an archive can be")
    return manifest, files


class History:
    """Follows the events; knows the records that stand, those that can come back, and the bytes that are kept."""

    def __init__(self, data):
        self.stand, self.bin, self.kept, self.done, self.link = {}, {}, {}, {}, ""
        lines = data.split(b"\n")
        must(lines.pop() == b"" and lines, "the history does not end with a line feed, or is empty")
        self.seq = len(lines)
        for number, line in enumerate(lines, 1):
            where = f"line {number} of the history"
            event = parse(line, where)
            must(list(event) == ["seq", "prev", "at", "changes"] and json.dumps(event, separators=(",", ":")).encode() == line,
                 f"{where} is not written as an event is")
            must(event["prev"] == self.link and type(event["seq"]) is int and event["seq"] == number,
                 f"{where} does not follow from the line before it: the chain is broken")
            must(is_hash(event["at"], UTC) and datetime.datetime.fromisoformat(event["at"][:19]), f"{where} has no moment in UTC")
            must(isinstance(event["changes"], list) and event["changes"], f"{where} changes nothing")
            for n, change in enumerate(event["changes"]):
                must((change["do"] == "made") == (number == 1 and n == 0), f'{where} has "made" in the wrong place, or lacks it')
                self.change(change, f"{where}, change {n + 1},")
                self.done[change["do"]] = self.done.get(change["do"], 0) + 1
            self.link = sha(line)

    def change(self, change, where):
        do, fields = change["do"], list(change)
        must(fields[0] == "do" and do in FIELDS and " ".join(fields[1:]) in FIELDS[do], f"{where} has not the fields of a {do!r}")
        must(all(is_hash(change[k], HASH) for k in ("sum", "was", "why") if k in change) and ("id" not in change or is_hash(change["id"], ID)),
             f"{where} has an id or a hash that is none")
        kinds = ["passphrase", "recovery"] if do == "key" else KINDS.values()
        must(change.get("kind") in kinds or "kind" not in change, f"{where} is about a kind that schema 1 does not know")
        at, total, was = (change.get("kind"), change.get("id")), change.get("sum"), change.get("was")
        if "size" in change:
            must(is_size(change["size"], 1, 512 << 20) and self.kept.get(total) == (change["size"] if do == "erase" else None),
                 f"{where} does {do} to bytes that are not there for that")
            self.kept.pop(total, None) if do == "erase" else self.kept.update({total: change["size"]})
        elif do in ("put", "correct", "delete"):
            must(self.stand.get(at) == was, f"{where} finds another record than there was")
            self.bin.pop(at, None)
            self.stand[at] = total
            if do == "delete":
                del self.stand[at]
                self.bin.update({at: was} if at[0] != "text" else {})
        elif do in ("restore", "erase"):
            must(self.bin.pop(at, None) == (total or was), f"{where} does {do} to a record that was not deleted so")
            self.stand.update({at: total} if do == "restore" else {})


def read_records(plural, data, left):
    """Reads one file of records, and takes each record out of those left to find."""
    found, name, lines = [], f"records/{plural}.json", data.split(b"\n")
    must(len(lines) > 2 and (lines[0], lines[-2], lines[-1]) == (b"[", b"]", b""), f'{name} is not "[", records and "]"')
    for number, line in enumerate(lines[1:-2], 1):
        must(line.endswith(b",") == (number < len(lines) - 3), f"{name}: record {number} has a comma too many or too few")
        line = line.removesuffix(b",")
        record = parse(line, f"record {number} of {name}")
        must(left.pop((KINDS[plural], record["id"]), "") == sha(line), f"{name}: record {number} is there twice, or not as in the history")
        must({"made", "changed"} <= set(record), f"{name}: record {number} does not say when it was made")
        found.append(record)
    return found


def read(stream):
    """Reads the whole tar and gives its summary."""
    found = list(entries(stream))
    must(found and found[0][0] == "manifest.json", "the first file is not manifest.json")
    manifest, files = read_manifest(found[0][3])
    must([f[0] for f in found] == ["manifest.json", *(f[0] for f in files), "end"], "the files are not those that manifest.json lists")
    for want, (*got, _) in zip(files, found[1:]):
        must(got == list(want), f"{want[0]} is not the file that was archived")
    must(found[-1][3] == found[0][2].encode() + b"\n", "the end is not the hash of manifest.json: it was changed")
    history = History(found[1][3])
    must(manifest["history"] == {"seq": history.seq, "link": history.link}, "manifest.json tells of another history, or of more")
    left = dict(history.stand)
    records = {kind: read_records(kind, found[n - 1 - len(KINDS)][3], left) for n, kind in enumerate(KINDS)}
    documents, children = {d["id"] for d in records["documents"]}, {c["id"] for c in records["children"]}
    must(all(kind == "text" and id not in documents for kind, id in left), "records are missing that the history has")
    must({k: len(r) for k, r in records.items()} == manifest["records"], "manifest.json counts other records than there are")
    must(all(r.get("child", "") in {"", *children} for rs in records.values() for r in rs), "a record belongs to a child that is not there")
    must([f["name"] for f in records["family"]] == ([manifest["family"]] if manifest["family"] or records["family"] else []),
         "there are two families, or manifest.json names another")
    blobs = [d["blob"] for d in records["documents"]] + [t[k] for t in records["texts"] for k in ("form", "layer") if k in t]
    there = {sha: size for path, size, sha in files if path.startswith("originals/")}
    must(all(there.get(b["sha256"]) == b["size"] and set(b) == {"sha256", "size"} for b in blobs) and len(there) == len({b["sha256"] for b in blobs}),
         "there are papers without a record, or records without their paper")
    must(there.items() <= history.kept.items(), "a paper is there that the history did not keep, or has erased")
    return {"sound": True, "family": manifest["family"], "file": manifest["file"], "history": manifest["history"], "done": history.done,
            "records": manifest["records"], "papers": len(there), "bytes": sum(there.values())}


def look(path, identity):
    """Reads one archive; one that is sealed through the program age, which asks for a passphrase itself."""
    with open(path, "rb") as stream:
        sealed = stream.peek(21).startswith(b"age-encryption.org/v1")
        age = subprocess.Popen(["age", "-d", *(["-i", identity] if identity else []), path], stdout=subprocess.PIPE) if sealed else None
        try:
            said = read(age.stdout if age else stream)
            must(not age or age.wait() == 0, "age could not open it to its end")
            return said
        except Damage as err:
            return {"sound": False, "why": str(err)}
        except (KeyError, TypeError, AttributeError, IndexError, ValueError, RecursionError) as err:
            return {"sound": False, "why": f"a field is missing, or is something else: {err!r}"}


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("archive", nargs="*")
    parser.add_argument("--identity")
    args = parser.parse_args()
    said = [look(path, args.identity) for path in args.archive or map(str.strip, sys.stdin)]
    print(*(json.dumps(one, ensure_ascii=False) for one in said), sep="\n")
    return 0 if all(one["sound"] for one in said) else 1


if __name__ == "__main__":
    sys.exit(main())
