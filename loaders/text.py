"""Text from outside, fit to be kept and shown: on one line, without what nobody sees, cut where it is quoted."""

from __future__ import annotations

import unicodedata
from functools import cache

BEGINNING, ENDING = 40, 20  # characters of a long text that a message quotes


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


def quoted(text: str) -> str:
    """The text as a message quotes it: a long one by its beginning and its end."""
    seen = " ".join(visible(text).split())
    return seen if len(seen) <= BEGINNING + ENDING else f"{seen[:BEGINNING]}…{seen[-ENDING:]}"
