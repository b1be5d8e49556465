"""A draft checked before it is signed: against itself and against the stored years. Nothing is stored.

Everything that the file states is taken, the figures of its running text too, and laid on the stored rows; what the
audit then finds of the draft's own figures is told where they stand in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from insights.audit import audit
from insights.audit.book import places_of
from insights.audit.wording import Passage, wording
from insights.findings import Finding, Place
from insights.remarks import Remark, Spot
from loaders.deciding.merging import laid_on, settled
from loaders.files.conversion import turned
from loaders.files.document import Document, document, is_document
from loaders.problem import Problem, letter
from loaders.reading.check import read_file
from loaders.reading.offered import ALL, TEXT
from loaders.reading.reading import Reading
from loaders.reading.sentences import Offer, nearby, offers
from loaders.reading.table import Cell, Choices
from schema import NOTE, SECTION, WORDS, YEAR, Dataset, Evidence, Identity, Label

MOST_SPOTS = 4  # of a sum's addends that are told; of more, the first
Told = dict[tuple[Place, str], list[Spot]]


@dataclass(frozen=True)
class Draft:
    """What was found of a draft. `figures` is how many it states; `problems` are the tables that could not be read."""

    file: str
    figures: int
    remarks: tuple[Remark, ...]
    problems: tuple[Problem, ...]
    left_out: tuple[Label, ...]


def draft(
    file: str,
    content: bytes,
    datasets: Sequence[Dataset],
    identities: Sequence[Identity],
    stored: Mapping[str, pd.DataFrame],
    printed: Sequence[Evidence] = (),
    aliases: Mapping[tuple[str, str], str] | None = None,
) -> Draft:
    """Check a draft against itself and the stored rows, with what their files printed."""
    content = turned(content)
    said = Choices(names=aliases or {}, offered=frozenset({ALL}))
    readings = read_file(file, content, datasets, {TEXT: said}, aliases)
    problems = tuple(problem for one in readings for problem in one.problems)
    left = tuple(
        left.reason for one in readings if one.dataset is None for left in one.left_out if left.text != one.sheet
    )
    fit = [_whole(one, stored) for one in readings if one.dataset is not None and not one.problems]
    held = document(content) if fit and is_document(content) else None
    stated = offers(held, datasets) if held else []
    number = 1 + max((one.release for one in printed), default=0)
    after = {dataset.id: _after(dataset, stored[dataset.id], fit, stated, number) for dataset in datasets}
    evidence = [replace(one, release=number) for reading in fit for one in reading.evidence]
    told = _told(fit, stated, held)
    found = audit(datasets, identities, after, [*printed, *evidence])
    remarks = [Remark(one, spots) for one in found if (spots := tuple(_spots(one, told)))]
    newest = max((int(row[YEAR.id]) for one in fit for row in one.rows), default=0)
    words = _of_words(held, held.year or newest) if held else ()
    return Draft(file, sum(map(len, told.values())), (*remarks, *words), problems, left)


def _of_words(held: Document, year: int) -> Iterator[Remark]:
    """What does not fit in the words of a document, where it stands."""
    passages = [Passage(one.place, one.section, one.text) for one in held.passages]
    for one in wording(passages, year):
        yield Remark(one.finding, tuple(_marked(*spot) for spot in one.spots))


def _marked(passage: Passage, start: int, end: int) -> Spot:
    return Spot(passage.at, start, end, nearby(passage.text, start, end), _of_section(passage.section))


def _whole(reading: Reading, stored: Mapping[str, pd.DataFrame]) -> Reading:
    """The reading with its rows as they would stand."""
    assert reading.dataset is not None
    before = records(stored[reading.dataset.id])
    one = settled(reading, before)
    return replace(one, rows=tuple(laid_on(one, before)))


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): None if pd.isna(value) else value for name, value in row.items()}
        for row in frame.to_dict("records")
    ]


def _after(
    dataset: Dataset, stored: pd.DataFrame, readings: Sequence[Reading], stated: Sequence[Offer], release: int
) -> pd.DataFrame:
    """The dataset's rows with the draft's in their places; a figure that the draft states again is a row more."""
    own = [row for one in readings if one.dataset == dataset for row in one.rows]
    keys = {dataset.key_of(row) for row in own}
    kept = [row for row in records(stored) if dataset.key_of(row) not in keys]
    again = [_row(one) for one in stated if one.dataset == dataset and dataset.indicators]
    blank = dict.fromkeys(stored.columns, "")
    rows = [*kept, *(blank | row | {"release": release} for row in (*own, *again))]
    frame = pd.DataFrame(rows, columns=list(stored.columns))
    return frame.astype({measure.id: float for measure in dataset.stored_measures})


def _row(one: Offer) -> dict[str, Any]:
    provenance = {NOTE.id: one.note, SECTION.id: one.section, WORDS.id: one.sentence}
    return {YEAR.id: one.year, **dict(one.members), one.column: one.value, **provenance}


def _told(readings: Sequence[Reading], stated: Sequence[Offer], held: Document | None) -> Told:
    """Where each figure of the draft stands, by its place in the store and its section."""
    told: Told = {}
    for one in stated:
        spot = Spot(one.place, one.start, one.end, one.nearby, _of_section(one.section))
        column = one.measure.id
        place = Place(one.dataset.id, column, one.year, () if one.dataset.indicators else one.members)
        told.setdefault((place, one.section), []).append(spot)
    for reading in readings:
        if reading.sheet.startswith(TEXT) and held is not None:
            continue
        for row, cells in zip(reading.rows, reading.places, strict=True):
            for place in places_of(_dataset(reading), row):
                column = "value" if _dataset(reading).indicators else place.column
                if column in cells:
                    told.setdefault((place, row[SECTION.id]), []).append(_spot(reading, cells[column], held))
    return told


def _dataset(reading: Reading) -> Dataset:
    assert reading.dataset is not None
    return reading.dataset


def _spot(reading: Reading, cell: Cell, held: Document | None) -> Spot:
    paragraph = held.places.get((reading.sheet, cell.row, cell.column), 0) if held else 0
    name = f"{letter(cell.column)}{cell.row}"
    sheet = reading.sheet or reading.file
    where = Label(f"“{sheet}”第 {cell.row} 行第 {cell.column} 列", f"“{sheet}”, row {cell.row}, column {cell.column}")
    if not held:
        where = Label(f"“{sheet}”{name}", f"“{sheet}” {name}")
    return Spot(paragraph, 0, 0, f"【{cell.text.strip()}】", where)


def _of_section(section: str) -> Label:
    if not section:
        return Label("正文", "the text")
    return Label(f"正文 {section}", f"the text, section {section}")


def _spots(finding: Finding, told: Told) -> Iterator[Spot]:
    """Where the figures in question stand in the draft, each once: in their own section, or wherever they are."""
    seen: set[Spot] = set()
    for side in (side for one in (finding, *finding.doubles) for side in (one.one, one.other)):
        for place in side.places if len(side.places) <= MOST_SPOTS else side.places[:1]:
            spots = told.get((place, side.section)) or [
                spot for (other, _), held in told.items() if other == place for spot in held
            ]
            for spot in spots:
                if spot not in seen:
                    seen.add(spot)
                    yield spot
