"""A text in runs, each with its own font: what is raised is a mark, what is struck is said no more."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .xml import ON, Elements, attribute

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
SIGN = r"(?:\d{1,3}|[A-Za-z]|[*＊#†‡§¶]+|[①-⑳⑴-⒇㈠-㈩㊀-㊉ⅰ-ⅹ]|[注备]?\s*[\d一二三四五六七八九十]+|注)"
MARK = re.compile(rf"\s*[\[(（〔【]?\s*{SIGN}(?:\s*[,，、]\s*{SIGN})*\s*[\])）〕】]?\s*")
POWER_OF = re.compile(r"(?:^|[^A-Za-z])[kdcm]?m$")  # m², km³
POWERS = {"2": "²", "3": "³"}


@dataclass(slots=True)
class Run:
    """A piece of a text; None is as the cell's own font has it."""

    text: str
    place: str = ""  # superscript, subscript
    is_struck: bool | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """What a reader takes from the runs, and what stands beside it."""

    text: str
    marks: tuple[str, ...] = ()
    struck: str = ""
    is_struck: bool = False


def unescaped(text: str) -> str:
    """The text without the escapes by which a workbook writes what XML cannot hold."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def understood(runs: Sequence[Run], cell_is_struck: bool) -> Text:
    """The runs as one text. Where all is struck, or all raised, the cell still says it."""
    told = [run for run in runs if run.text.strip()]
    struck = [cell_is_struck if run.is_struck is None else run.is_struck for run in told]
    is_struck = bool(told) and all(struck)
    all_raised = all(run.place for run in told)
    text, marks, gone = "", [], []
    for run in runs:
        is_gone = cell_is_struck if run.is_struck is None else run.is_struck
        if is_gone and not is_struck:
            gone.append(run.text)
        elif not run.place or all_raised:
            text += run.text
        elif run.place == "superscript" and run.text in POWERS and POWER_OF.search(text):
            text += POWERS[run.text]
        elif MARK.fullmatch(run.text) and not (
            run.place == "subscript" and text[-1:].isascii() and text[-1:].isalpha()
        ):
            marks.append(run.text.strip())
        else:
            text += run.text
    return Text(text.strip(), tuple(marks), "".join(gone).strip(), is_struck)


@dataclass
class Runs:
    """Gathers the runs of a text element by element; phonetic readings are no part of it."""

    found: list[Run] = field(default_factory=list)
    current: Run = field(default_factory=lambda: Run(""))
    phonetic: bool = False

    def begin(self) -> None:
        self.found, self.current, self.phonetic = [], Run(""), False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        match name:
            case "r":
                self.current = Run("")
            case "rPr":
                self.current.is_struck = False
            case "strike" | "dstrike":
                self.current.is_struck = (attribute(attributes, "val") or "1") in ON
            case "vertAlign":
                place = attribute(attributes, "val")
                self.current.place = place if place in ("superscript", "subscript") else ""
            case "rPh":
                self.phonetic = True

    def end(self, name: str, text: str) -> None:
        if name == "rPh":
            self.phonetic = False
        elif name == "t" and not self.phonetic:
            self.found.append(Run(unescaped(text), self.current.place, self.current.is_struck))
        elif name == "r":
            self.current = Run("")


class SharedTexts(Elements):
    """The texts that a workbook's cells share."""

    listens = True

    def __init__(self) -> None:
        self.texts: list[list[Run]] = []
        self._runs = Runs()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "si":
            self._runs.begin()
        else:
            self._runs.start(name, attributes)

    def end(self, name: str, text: str) -> None:
        if name == "si":
            self.texts.append(self._runs.found)
        else:
            self._runs.end(name, text)
