"""Text from outside, fit to be kept and shown: on one line, without what nobody sees, cut where it is quoted; and
guarded on its way out, where a spreadsheet would take it for a formula."""

from __future__ import annotations

import unicodedata
from functools import cache

BEGINNING, ENDING = 40, 20  # characters of a long text that a message quotes
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
FULL_WIDTH = {code: code - 0xFEE0 for code in range(ord("！"), ord("～") + 1)} | {0x3000: " "}


def visible(text: str) -> str:
    """The text less what no reader sees, so that two names that look the same are the same.

    Format characters (zero-width, direction marks) go; any other space, line break or control character is a space;
    half a character is �. The ideographic space stays as it is: notation folds it.
    """
    return text if text.isprintable() else "".join(map(_seen, text))


@cache
def _seen(letter: str) -> str:
    match unicodedata.category(letter):
        case "Cf":
            return ""
        case "Cs":
            return "\ufffd"
        case "Cc" | "Zs" | "Zl" | "Zp" if letter != "\u3000":
            return " "
    return letter


def folded(text: str) -> str:
    """Full-width forms (U+FF01–FF5E) and the ideographic space as their ASCII twins, trimmed.

    Only these: a blanket NFKC would turn ①97.2 into 197.2.
    """
    return text.translate(FULL_WIDTH).strip()


def quoted(text: str) -> str:
    """The text as a message quotes it: a long one by its beginning and its end."""
    seen = " ".join(visible(text).split())
    return seen if len(seen) <= BEGINNING + ENDING else f"{seen[:BEGINNING]}…{seen[-ENDING:]}"


def guarded(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip("'").startswith(FORMULA_STARTS) else text


def unguarded(text: str) -> str:
    """Text as it was before it was guarded."""
    return text[1:] if text.startswith("'") and text.lstrip("'").startswith(FORMULA_STARTS) else text
