"""What a file is that is neither a workbook nor text, by its first bytes and what stands in it, never by its name."""

from __future__ import annotations

BEGINNINGS = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"PK\x05\x06", "empty"),
    (b"<", "web"),
)
BLANK = 4_000  # bytes of blanks that may stand before them
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STREAMS = (  # of a compound file, by their names; what is locked holds no other
    ("EncryptedPackage", "locked"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "presentation"),
)
ENTRY = 128  # bytes of a stream's entry in the directory: its name, the name's length, its type
NAME_ENDS, TYPE_AT = 64, 66
OWNER_SIZES = (162, 165)  # of the file by which Word and Excel say who is editing
OWNER_NAME = 54


def other_kind(content: bytes) -> str:
    """The reason why a file is none that is read; empty where nothing says so."""
    if content.startswith(COMPOUND):
        return next((kind for name, kind in STREAMS if _has_stream(content, name)), "compound")
    if len(content) in OWNER_SIZES and 0 < content[0] <= OWNER_NAME and b"\0" in content[OWNER_NAME:]:
        return "lock"
    beginning = content[:BLANK].lstrip()
    if beginning.startswith(b"BM") and b"\0" not in beginning[:32]:
        return ""
    return next((kind for start, kind in BEGINNINGS if beginning.startswith(start)), "")


def _has_stream(content: bytes, name: str) -> bool:
    """Whether the directory of a compound file has a stream of this name."""
    written = name.encode("utf-16-le") + b"\0\0"
    at = content.find(written)
    while at >= 0:
        length = int.from_bytes(content[at + NAME_ENDS : at + NAME_ENDS + 2], "little")
        if at % ENTRY == 0 and length == len(written) and content[at + TYPE_AT : at + TYPE_AT + 1] == b"\x02":
            return True
        at = content.find(written, at + 2)
    return False
