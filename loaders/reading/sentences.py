"""What the running text states, offered as figures: matched by declared names and sayings and by units, never stored
unasked.

A figure belongs to the name that stands next to it, before it (`毕业生数1474人`) or behind it (`13个专业`); of several
names the longest is meant. Its year is the one that its sentence begins with, or the one that the document is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from loaders.files.document import Document, Passage
from loaders.reading.figures import Stated, folded_with_places, stated
from schema import Dataset, Indicator, Measure

REACH = 60  # characters before and behind a figure in which its name is looked for
ENDS = re.compile(r"[。;!?]")
FILLER = r"(?:人数|总数|数)?(?:(?:已|共计|共有|共|总计|合计|累计|为|达到|达|是|有|约|近|超过|超|:|将)*)$"
BEGINS_WITH_YEAR = re.compile(r"[(“]?((?:19|20)\d{2})年(?!级|制)")
WISH = re.compile("努力实现|力争|争取(?!到)|预计|计划达到|目标是")  # a figure behind these is none yet
BRACKETS = re.compile(r"\([^()]*\)$")


@dataclass(frozen=True)
class Offer:
    """A figure of the running text taken for an indicator. It stands in the paragraph `place`, from `start` to `end` of
    its words; `sentence` is the one that states it."""

    dataset: Dataset
    indicator: Indicator
    year: int
    value: float
    text: str
    section: str
    sentence: str
    place: int
    start: int
    end: int
    is_plain: bool

    @property
    def id(self) -> str:
        """The same for the same figure, said of the same thing in the same section."""
        told = (self.dataset.id, self.indicator.id, self.year, self.value, self.section)
        return sha256(repr(told).encode()).hexdigest()[:8]


@dataclass(frozen=True)
class Name:
    """One way of stating an indicator: what stands before the figure and what behind it; `weight` is its length."""

    indicator: Indicator
    before: re.Pattern[str] | None
    behind: re.Pattern[str] | None
    hint: str
    weight: int
    is_saying: bool = False

    def fits(self, before: str, behind: str) -> bool:
        if self.hint not in before and self.hint not in behind:
            return False
        if self.before is not None and not self.before.search(before):
            return False
        return self.behind is None or self.behind.match(behind) is not None


def names(indicators: Sequence[Indicator]) -> list[Name]:
    """Every way of stating each of the indicators, the longest first."""
    found = [name for one in indicators for name in _names(one)]
    return sorted(found, key=lambda name: (-name.weight, name.behind is None))


def _names(one: Indicator) -> Iterator[Name]:
    for written in (one.label.zh, *one.aliases, *one.sayings):
        plain = BRACKETS.sub("", folded_with_places(written)[0])
        before, is_saying, behind = plain.partition("#")
        hint = max(re.split("[#…]", plain), key=len)
        weight = len(re.sub("[#…]", "", plain))
        if is_saying:
            yield Name(one, _pattern(before, "[^。;]", FILLER), _pattern(behind, r"(?:[^。;\d]|\d{4}年)"), hint, weight, True)
        else:
            yield Name(one, _pattern(plain, "[^。;]", FILLER), None, hint, weight)
            yield Name(one, None, _pattern(plain, "[^。;]"), hint, weight)


def _pattern(words: str, between: str, end: str = "") -> re.Pattern[str] | None:
    """The words as a pattern; `between` is a letter that may stand where they leave some out."""
    pieces = [re.escape(piece) for piece in words.split("…")]
    return re.compile(f"{between}{{0,30}}?".join(pieces) + end) if words else None


def offers(document: Document, dataset: Dataset) -> list[Offer]:
    """The figures of the running text that state indicators, in the order of the text; a section states each once."""
    known = names(dataset.stored_indicators)
    found: dict[tuple[str, int, str], Offer] = {}
    for passage in document.passages:
        for offer in _of_passage(passage, document.year, dataset, known):
            found.setdefault((offer.indicator.id, offer.year, offer.section), offer)
    return list(found.values())


def _of_passage(passage: Passage, year: int | None, dataset: Dataset, known: Sequence[Name]) -> Iterator[Offer]:
    text, places = folded_with_places(passage.text)
    for figure in stated(text):
        begin = max((found.end() for found in ENDS.finditer(text, 0, figure.start)), default=0)
        ending = ENDS.search(text, figure.end)
        end = ending.start() if ending else len(text)
        named = _named(
            text[max(begin, figure.start - REACH) : figure.start], text[figure.end : end][:REACH], figure, known
        )
        told = _year(text[begin : figure.start]) or year
        if named is None or told is None or WISH.search(text, begin, figure.start):
            continue
        indicator, value = named
        sentence = passage.text[places[begin] : places[end - 1] + 1].strip()
        start, stop = places[figure.start], places[figure.end - 1] + 1
        yield Offer(
            dataset,
            indicator,
            told,
            value,
            passage.text[start:stop],
            passage.section,
            sentence,
            passage.place,
            start,
            stop,
            not figure.is_round and figure.text[0].isdigit(),
        )


def _named(before: str, behind: str, figure: Stated, known: Sequence[Name]) -> tuple[Indicator, float] | None:
    for name in known:
        value = figure.as_(name.indicator, name.is_saying)
        if value is not None and name.fits(before, behind) and _is_possible(value, name.indicator):
            return name.indicator, value
    return None


def _is_possible(value: float, measure: Measure) -> bool:
    low = measure.minimum is None or value >= measure.minimum
    return low and (measure.maximum is None or value <= measure.maximum)


def _year(before: str) -> int | None:
    """The year that a clause of the sentence begins with, the last one before the figure."""
    clauses = [BEGINS_WITH_YEAR.match(clause) for clause in re.split("[,、]", before)]
    years = [int(found[1]) for found in clauses if found]
    return years[-1] if years else None
