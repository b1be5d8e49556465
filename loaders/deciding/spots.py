"""Where in a draft stands what a finding speaks of: a sentence's figure, a cell, a printed change or total, a title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from insights.audit.book import places_of
from insights.findings import Finding, Place, Statement
from insights.remarks import Spot
from loaders.files.document import Document
from loaders.files.text import folded
from loaders.problem import letter
from loaders.reading.offered import TEXT
from loaders.reading.reading import Reading
from loaders.reading.sentences import Offer
from loaders.reading.table import Cell
from schema import SECTION, Label

MOST_SPOTS = 4  # of a sum's addends that are told; of more, the first


class Spots:
    """The places of a draft's figures, and of what is printed beside them: the evidence of release `number`."""

    def __init__(
        self, readings: Sequence[Reading], stated: Sequence[Offer], held: Document | None, number: int
    ) -> None:
        self._held = held
        self._number = number
        self._figures: dict[tuple[Place, str], list[Spot]] = {}
        self._names: dict[Spot, list[Spot]] = {}  # beside each cell's figure, the cells that name its line
        for one in stated:
            self._add_offer(one)
        for reading in readings:
            if held is None or not reading.sheet.startswith(TEXT):
                self._add_table(reading)

    @property
    def figures(self) -> int:
        """How many figures the draft states."""
        return sum(map(len, self._figures.values()))

    def of(self, finding: Finding) -> tuple[Spot, ...]:
        """Where the finding's statements stand in the draft, each place once: what is printed wrong before the figures
        that it was held against; a title alone."""
        sides = [side for one in (finding, *finding.doubles) for side in (one.one, one.other)]
        printed = [one for side in sides for one in side.printed if one.release == self._number]
        beside = [self._at(one.sheet, one.row, one.column, one.text) for one in printed]
        if any(one.kind == "caption" for one in printed):
            return tuple(dict.fromkeys(beside))
        figures = [spot for side in sides for spot in self._of_statement(side)]
        named = [
            name
            for side in sides
            for spot in (figures if not side.places and not side.printed else ())
            for name in self._names.get(spot, ())
            if side.value in name.words
        ]
        return tuple(dict.fromkeys((*beside, *named, *figures)))

    def cell(self, reading: Reading, cell: Cell) -> Spot:
        return self._at(reading.sheet or reading.file, cell.row, cell.column, cell.text)

    def _of_statement(self, side: Statement) -> Iterator[Spot]:
        """Where a statement's figures stand: in their own section, or wherever they are."""
        for place in side.places if len(side.places) <= MOST_SPOTS else side.places[:1]:
            spots = self._figures.get((place, side.section)) or [
                spot for (other, _), held in self._figures.items() if other == place for spot in held
            ]
            yield from [spot for spot in spots if _marked(spot) == _digits(side.value)] or spots

    def _at(self, sheet: str, row: int, column: int, text: str) -> Spot:
        place = f"{letter(column)}{row}"
        where = Label(f"“{sheet}”第 {row} 行第 {column} 列", f"“{sheet}”, row {row}, column {column}")
        if row < 1:
            where = Label(f"“{sheet}”的标题", f"the title of “{sheet}”")
        elif not self._held:
            where = Label(f"“{sheet}”{place}", f"“{sheet}” {place}")
        paragraph = self._held.paragraph(sheet, row, column) if self._held else 0
        return Spot(paragraph, 0, 0, f"【{text.strip()}】", where)

    def _add_offer(self, one: Offer) -> None:
        spot = Spot(one.place, one.start, one.end, one.nearby, in_text(one.section))
        members = () if one.dataset.indicators else one.members
        place = Place(one.dataset.id, one.measure.id, one.year, members)
        self._figures.setdefault((place, one.section), []).append(spot)

    def _add_table(self, reading: Reading) -> None:
        dataset = reading.dataset
        assert dataset is not None
        keys = {key.id for key in dataset.keys}
        for row, cells in zip(reading.rows, reading.places, strict=True):
            names = [self.cell(reading, cell) for name, cell in cells.items() if name in keys and cell.column]
            for place in places_of(dataset, row):
                column = "value" if dataset.indicators else place.column
                if column in cells:
                    spot = self.cell(reading, cells[column])
                    self._figures.setdefault((place, row[SECTION.id]), []).append(spot)
                    self._names[spot] = names


def _marked(spot: Spot) -> str:
    """The number that is marked in a place's words."""
    return _digits(spot.words.partition("【")[2].partition("】")[0])


def _digits(text: str) -> str:
    return re.sub(r"[^\d.]", "", folded(text))


def in_text(section: str) -> Label:
    """The running text of a section, as a place."""
    if not section:
        return Label("正文", "the text")
    return Label(f"正文 {section}", f"the text, section {section}")
