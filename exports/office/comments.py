"""Remarks as Word's own comments, put at their places in the user's own document; nothing else of it is changed."""

from __future__ import annotations

import copy
import io
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from insights.findings import WEIGHTS
from insights.remarks import Remark, Spot
from schema import Label, Language

MOST_UNPACKED = 40 * 1024 * 1024  # of a document's body: more is not held in memory for comments
AUTHOR = Label("数据核对", "Audit")
REFERENCE = Label(
    "{weight}：与{where}的“{figure}”有关，说明见那里的批注", "{weight}: see the comment at “{figure}” in {where}"
)
MOST = 8  # places of one finding that are commented on
SKIPPED = {qn(f"w:{name}") for name in ("del", "moveFrom", "pPr")}
BOX = qn("w:txbxContent")


class TooLarge(Exception):
    """The document's body is too large to be held with comments."""


def is_too_large(content: bytes) -> bool:
    """Whether the document's parts are more than is held in memory for comments."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return sum(one.file_size for one in archive.infolist() if one.filename.endswith(".xml")) > MOST_UNPACKED


def commented(content: bytes, remarks: Sequence[Remark], language: Language) -> bytes:
    """The document with a comment at each place that a finding speaks of. Raises: TooLarge."""
    if is_too_large(content):
        raise TooLarge
    document = docx.Document(io.BytesIO(content))
    paragraphs = list(document.element.iter(qn("w:p")))
    author = AUTHOR.text(language)
    for spot, text in _comments(remarks, language):
        if 0 < spot.paragraph <= len(paragraphs):
            runs = _runs_of(Paragraph(paragraphs[spot.paragraph - 1], document.part), spot)
            document.add_comment(runs, text=text, author=author, initials=author[:2])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _comments(remarks: Sequence[Remark], language: Language) -> list[tuple[Spot, str]]:
    """What is said at each place, in the order of the findings; what is cut from the end of a paragraph goes first, so
    that the places before it stay as they are counted."""
    told = [
        (spot, _reference(one, language) if at else _text(one, language))
        for one in remarks
        for at, spot in enumerate(one.spots[:MOST])
    ]
    return sorted(told, key=lambda one: (one[0].paragraph, -one[0].start))


def _text(one: Remark, language: Language) -> str:
    finding = one.finding
    return (
        f"{WEIGHTS[finding.weight].text(language)}\n{finding.said.text(language)}\n{finding.reconcile.text(language)}"
    )


def _reference(one: Remark, language: Language) -> str:
    """What is said at the further places of a finding: where its comment stands."""
    first = one.spots[0]
    figure = first.words.partition("【")[2].partition("】")[0]
    return REFERENCE.text(language).format(
        weight=WEIGHTS[one.finding.weight].text(language), where=first.where.text(language), figure=figure
    )


def _runs_of(paragraph: Paragraph, one: Spot) -> list[Run]:
    """The runs that hold the words in question, cut where these begin and end; all of them where none do."""
    runs = [Run(element, paragraph) for element in _elements(paragraph._p)]
    if not runs:
        return [paragraph.add_run("")]
    if one.end <= one.start:
        return [runs[0], runs[-1]]
    found, at = [], 0
    for run in runs:
        length = _length(run.text)
        begin, end = max(one.start - at, 0), min(one.end - at, length)
        if begin < end:
            found.append(_cut(run, begin, end))
        at += length
    return found or [runs[0], runs[-1]]


def _length(text: str) -> int:
    """How many of the letters are seen: places are counted by these."""
    return sum(unicodedata.category(letter) != "Cf" for letter in text)


def _elements(parent: Any) -> Iterator[Any]:
    """The runs of a paragraph that are read, in links and insertions too, without what stands in boxes."""
    for one in parent:
        if one.tag == qn("w:r"):
            yield one
        elif one.tag not in SKIPPED and one.tag != BOX:
            yield from _elements(one)


def _cut(run: Run, begin: int, end: int) -> Run:
    """The run from `begin` to `end`, cut out of it; the whole of a run that holds more than words."""
    text = run.text
    if _length(text) != len(text) or any(one.tag not in (qn("w:t"), qn("w:rPr")) for one in run._r):
        return run
    for part, place in ((text[:begin], "before"), (text[end:], "behind")):
        if part:
            other = copy.deepcopy(run._r)
            Run(other, run._parent).text = part
            (run._r.addprevious if place == "before" else run._r.addnext)(other)
    run.text = text[begin:end]
    return run
