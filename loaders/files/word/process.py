"""The process itself: a document on standard input; its blocks, or why there are none, as JSON on standard output.

Links to other files are never followed, macros are never looked into.
"""

from __future__ import annotations

import io
import json
import sys
import zipfile
from typing import Any

from ..opening.process import bound
from ..opening.refused import Refused
from .blocks import Reader
from .parts import Limits, Package
from .styles import Numbers, Styles


def read(content: bytes, limits: Limits) -> dict[str, Any]:
    """The blocks, and what of the document was not read as it stands; or what was refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _document(Package(archive, limits), limits)
    except Refused as refused:
        return refused.told
    except RecursionError:
        return Refused("nested").told


def _document(package: Package, limits: Limits) -> dict[str, Any]:
    main = package.main()
    if any(name.endswith("vbaproject.bin") for name in package.members):
        raise Refused("macros")
    folder = main.rpartition("/")[0]
    beside = f"{folder}/" if folder else ""
    styles, numbers = Styles(package.tree(f"{beside}styles.xml")), Numbers(package.tree(f"{beside}numbering.xml"))
    reader = Reader(styles, numbers, limits)
    with package.open(main) as part:
        blocks = list(reader.blocks(part))
    for name in (f"{beside}footnotes.xml", f"{beside}endnotes.xml"):
        if name in package.members:
            with package.open(name) as part:
                notes = [one for one in Reader(styles, numbers, limits).blocks(part) if one.get("text", "").strip()]
            blocks += [note | {"place": 0} for note in notes]
            if notes:
                reader.seen.add("notes")
    links = package.tree(f"{beside}_rels/{main.rpartition('/')[2]}.rels")
    outside = [one for one in (links if links is not None else ()) if one.get("TargetMode") == "External"]
    if any(not one.get("Type", "").endswith("hyperlink") for one in outside):
        reader.seen.add("links")
    if f"{beside}comments.xml" in package.members:
        reader.seen.add("comments")
    return {"blocks": blocks, "seen": sorted(reader.seen)}


def main() -> None:
    limits = json.loads(sys.argv[1])
    bound(limits)
    sys.stdout.write(json.dumps(read(sys.stdin.buffer.read(), limits)))
