"""Writes every stream of a PDF one after another, each as it lies there and with whatever packs it taken off: lay.py IN OUT."""
import sys
import zlib

import pikepdf

pdf = pikepdf.open(sys.argv[1])
with open(sys.argv[2], "wb") as out:
    for o in pdf.objects:
        if not isinstance(o, pikepdf.Stream):
            continue
        raw = o.read_raw_bytes()
        out.write(raw + b"\n")
        try:
            out.write(zlib.decompress(raw) + b"\n")  # a picture that is packed once more
        except zlib.error:
            pass
