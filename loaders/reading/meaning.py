"""What a cell means in its column: the value to store, the words to keep beside it, or what was expected instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

from rapidfuzz import fuzz, process

from loaders.files.text import folded
from loaders.reading import notation
from loaders.reading.folding import same
from loaders.reading.headings import spoken, vocabulary
from loaders.reading.notation import YEARS
from loaders.reading.table import Choices, plain
from schema import PROVENANCE, YEAR, Column, Dataset, Indicator, Key, Label, Measure

Number = TypeVar("Number", int, float)
REMEMBERED = 100_000  # texts: so many are kept with their meanings
NEAR, CANDIDATES = 50, 3  # of 100, by rapidfuzz's ratio: under it a name is no candidate; so many are named


class Meaning(NamedTuple):
    """`fault` says what was expected where the cell is not understood; `value` is None then."""

    value: Any
    words: str = ""
    fault: Label | None = None


class Meanings:
    """The meanings of a dataset's cells. They depend on the column, the text and, in the scorecard, on the indicator
    of the row; so each text is interpreted once, however many cells hold it."""

    def __init__(self, dataset: Dataset, choices: Choices) -> None:
        self.dataset, self.choices = dataset, choices
        self._known: dict[tuple[str, str, str, str], Meaning] = {}
        named = [
            (name, one)
            for one in reversed(dataset.stored_indicators)
            for name in (one.title("en"), *one.headings, one.title("zh"))
        ]
        self._indicators = {plain(name): one for name, one in named} | {same(name): one for name, one in named}
        self._bare_headings = {heading for measure in dataset.stored_measures for heading in measure.headings}
        self._members = {same(name): value for name, (_, value) in vocabulary(dataset).members.items()}

    def indicator(self, written: str) -> Indicator | None:
        """The indicator of that name or id; the template writes its unit behind the name."""
        if not self._indicators:
            return None
        names = (same(written), *spoken(re.sub("^其中:?", "", folded(notation.member(written)))))
        return next((self._indicators[name] for name in names if name in self._indicators), None)

    def of(self, column: Column, text: str, indicator: Indicator | None, unit: str = "") -> Meaning:
        """The meaning of a cell's text in a row of this indicator; `unit` is what its heading or line states."""
        if column in PROVENANCE:
            return Meaning("" if notation.folded(text) in notation.MISSING else text.strip())
        told = (column.id, text, indicator.id if indicator else "", unit)
        meaning = self._known.get(told)
        if meaning is None:
            try:
                meaning = self._interpreted(column, text, indicator, unit)
            except notation.NotUnderstood as error:
                meaning = Meaning(None, fault=error.expected)
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[told] = meaning
        return meaning

    def _interpreted(self, column: Column, text: str, indicator: Indicator | None, unit: str) -> Meaning:
        if column in self.dataset.texts:
            return Meaning(notation.text(text))
        if column == YEAR:
            return Meaning(_within(notation.year(self._bare_year(text)), YEARS.start, YEARS.stop - 1))
        if isinstance(column, Key):
            return Meaning(self._member(text, column, indicator))
        if not isinstance(column, Measure):
            raise TypeError(column)
        declared = indicator or column
        read = notation.figure(text, declared, unit)
        if read.value is None:
            return Meaning(None, read.words)
        value = _within(read.value, declared.minimum, declared.maximum)
        return Meaning(int(value) if column.is_whole_number else value, read.words)

    def _bare_year(self, cell: str) -> str:
        """The year of a cell that also names a measure: 2020本科上线人数."""
        written = notation.folded(cell)
        ending = max((name for name in self._bare_headings if written.endswith(name)), key=len, default="")
        return written.removesuffix(ending)

    def _member(self, cell: str, key: Key, indicator: Indicator | None) -> str:
        if self.dataset.indicators and key.id == "indicator":
            if indicator is None:
                raise notation.NotUnderstood(near_indicators(cell, self.dataset))
            return indicator.id
        value = notation.name(cell)
        if not value and not key.optional:
            raise notation.NotUnderstood(Label(f"应写明{key.label.zh}", f"a {key.label.en.lower()} is expected"))
        known = self._members.get(same(value), value)
        ways = {same(way) for way in (known, *key.sayings.get(known, ()))}
        known = known if known in (*key.order, *key.names) and same(value) in ways else value
        return self.choices.names.get((key.id, value), known)


def near_indicators(name: str, dataset: Dataset, figures: Sequence[str] = ()) -> Label:
    """What is expected in place of an unknown indicator: those with a name near it; where the figures are ratios upside
    down, the way to write them for the nearest ratio."""
    zh, en = "应为词典里的指标名或代号", "the name or id of an indicator in the dictionary is expected"
    labels = {one.label.zh: one for one in dataset.stored_indicators}
    near = [
        labels[told]
        for told, *_ in process.extract(name, list(labels), scorer=fuzz.ratio, limit=CANDIDATES, score_cutoff=NEAR)
    ]
    if near:
        zh += f"；相近的有：{'、'.join(one.label.zh for one in near)}"
        en += f"; near it: {', '.join(one.label.en for one in near)}"
    ratio = next((one for one in near if one.kind == "ratio"), None)
    turned = next(filter(None, map(notation.upside_down, figures)), "")
    if ratio and turned:
        zh += f"；若是“{ratio.label.zh}”，应写成 {turned}"
        en += f"; if it is “{ratio.label.en}”, write {turned}"
    return Label(zh, en)


def _within(value: Number, low: float | None, high: float | None) -> Number:
    if (low is not None and value < low) or (high is not None and value > high):
        lowest, highest = ("" if end is None else f"{end:,.15g}".replace(",", "") for end in (low, high))
        raise notation.NotUnderstood(
            Label(f"应在 {lowest} 到 {highest} 之间", f"a value from {lowest} to {highest} is expected")
        )
    return value
