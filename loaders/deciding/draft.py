"""A draft checked before it is signed: against itself and against the stored years. Nothing is stored.

Everything that the file states is taken, the figures of its running text too, and laid on the stored rows; what the
audit then finds of the draft's own figures is told where they stand in it. What did not fit in stored years already,
and is only quoted in the draft, is told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from insights.audit import audit
from insights.audit.wording import Passage, wording
from insights.findings import Finding, Statement
from insights.remarks import Remark, Spot
from loaders.deciding.merging import laid_on, settled
from loaders.deciding.spots import Spots, in_text
from loaders.deciding.titles import of_titles
from loaders.files.conversion import turned
from loaders.files.document import Document, document, is_document
from loaders.files.text import quoted
from loaders.problem import Problem
from loaders.reading.check import read_file
from loaders.reading.offered import ALL, TEXT
from loaders.reading.reading import Reading
from loaders.reading.sentences import Offer, nearby, offers
from loaders.reading.table import Cell, Choices
from schema import NOTE, SECTION, WORDS, YEAR, Dataset, Evidence, Identity, Label

NOTHING_READ = Label("没有读到认识的数", "no figure known here was read")
WHAT_IS_READ = Label(
    "请确认文件里有报告的正文和表格；可先用“导入数据”页看它怎样读",
    "see that the file has the report's text and tables; the upload page shows how it is read",
)
CELL_CAUSE = Label(
    "多半是录入或小数点有误；请对照原始数据改正", "most likely a slip of the keys or of the decimal point: check it"
)


@dataclass(frozen=True)
class Draft:
    """What was found of a draft. `figures` is how many it states; `remarks` speak of its own figures, `quoted` of
    stored years that it only quotes. `problems` are what could not be read, `left_out` what was left out, and why."""

    file: str
    figures: int
    remarks: tuple[Remark, ...]
    quoted: tuple[Remark, ...]
    problems: tuple[Problem, ...]
    left_out: tuple[Label, ...]


def draft(
    file: str,
    content: bytes,
    datasets: Sequence[Dataset],
    identities: Sequence[Identity],
    stored: Mapping[str, pd.DataFrame],
    school: str,
    printed: Sequence[Evidence] = (),
    aliases: Mapping[tuple[str, str], str] | None = None,
) -> Draft:
    """Check a draft of the school's against itself and the stored rows, with what their files printed."""
    content = turned(content)
    said = Choices(names=aliases or {}, offered=frozenset({ALL}))
    readings = read_file(file, content, datasets, {TEXT: said}, aliases)
    foreign = {one.sheet: told for one in readings if (told := _not_ours(one, school))}
    readings = [one for one in readings if one.sheet not in foreign]
    fit = [_whole(one, stored) for one in readings if one.rows]
    held = document(content) if is_document(content) and any(one.sheet == TEXT for one in readings) else None
    stated = [one for one in offers(held, datasets) if not one.to_come] if held else []
    number = 1 + max((one.release for one in printed), default=0)
    after = {dataset.id: _after(dataset, stored[dataset.id], fit, stated, number) for dataset in datasets}
    evidence = [replace(one, release=number) for reading in fit for one in reading.evidence]
    spots = Spots(fit, stated, held, number)
    found = audit(datasets, identities, after, [*printed, *evidence])
    remarks = [Remark(one, at) for one in found if (at := spots.of(one))]
    year = _year(fit, stated, held)
    known = _numbers(audit(datasets, identities, stored, printed)) if remarks else set()
    is_quoted = [one.finding.year < year and _numbers([one.finding]) <= known for one in remarks]
    own = [one for one, other in zip(remarks, is_quoted, strict=True) if not other]
    cells = [one for reading in fit for one in _of_cells(reading, spots, year) if not _is_told(one, own)]
    words = list(_of_words(held, year)) if held else []
    at_words = {one.finding.said: one.spots for one in words}
    own = [replace(one, spots=at_words.get(one.finding.said, one.spots)) for one in own]
    words = [one for one in words if one.finding.said not in [other.finding.said for other in own]]
    return Draft(
        file,
        spots.figures,
        (*cells, *own, *words),
        tuple(one for one, other in zip(remarks, is_quoted, strict=True) if other),
        _problems(file, readings, spots.figures),
        (*foreign.values(), *_left_out(readings)),
    )


def _numbers(found: Iterable[Finding]) -> set[tuple[object, ...]]:
    """What the findings and those that they stand for say, in whichever section."""
    return {
        (part.kind, part.year, *((side.label.zh, side.value) for side in (part.one, part.other)))
        for one in found
        for part in (one, *one.doubles)
    }


def _year(readings: Sequence[Reading], stated: Sequence[Offer], held: Document | None) -> int:
    """The year that the draft is of: the one that it names often, or the newest of its tables, or of its text."""
    years = [int(row[YEAR.id]) for one in readings if not one.sheet.startswith(TEXT) for row in one.rows]
    return (held.year if held else None) or max(years or [one.year for one in stated], default=0)


def _not_ours(reading: Reading, school: str) -> Label | None:
    """Why a table's figures are not the school's own actual ones of a year, where its title says so."""
    if reading.table is None:
        return None
    doubt = next(of_titles(reading.name, reading.table, school, reading.sheet), None)
    if doubt is None:
        return None
    name, why = quoted(reading.sheet or reading.file), doubt.problem.found
    return Label(f"“{name}”没有参加核对：{why.zh}", f"“{name}” took no part in the check: {why.en}")


def _left_out(readings: Sequence[Reading]) -> Iterator[Label]:
    """What of the file is not read, and the tables of it that are none known here."""
    told = [left for one in readings if one.dataset is None for left in one.left_out]
    yield from (left.reason for left in told if left.text == TEXT)
    if names := [f"“{quoted(left.text)}”" for left in told if left.text != TEXT]:
        yield Label(
            f"不认识的表没有参加核对：{'、'.join(names)}",
            f"tables that are not known here took no part in the check: {', '.join(names)}",
        )


def _problems(file: str, readings: Sequence[Reading], figures: int) -> tuple[Problem, ...]:
    """What could not be read, but for the cells that are findings; of a file without a figure at least that."""
    told = [problem for one in readings for problem in one.problems if problem not in _wrong_cells(one)]
    if not figures and not told:
        told = [Problem(file, 0, "", NOTHING_READ, WHAT_IS_READ)]
    return tuple(told)


def _wrong_cells(reading: Reading) -> dict[Problem, Cell]:
    """The problems of cells in which a figure stands that cannot be one, or that is another elsewhere in the file."""
    if not reading.rows:
        return {}
    figures = {one.id for one in _dataset(reading).stored_measures}
    wrong = {one.problem: one.cell for one in reading.cells if one.problem and one.column.id in figures}
    cells = {(cell.row, cell.column): cell for row in reading.places for cell in row.values()}
    otherwise = {one: cells[at] for one in reading.problems if (at := (one.row, one.place)) in cells}
    return otherwise | wrong


def _of_cells(reading: Reading, spots: Spots, year: int) -> Iterator[Remark]:
    """The cells whose figures cannot be right as they stand, each as a finding at its place."""
    for problem, cell in _wrong_cells(reading).items():
        spot = spots.cell(reading, cell)
        section = reading.section or _dataset(reading).section
        one = Statement(Label(cell.heading, cell.heading), cell.text.strip(), section, cell.text)
        other = Statement(Label("应当", "expected"), problem.expected.zh, section, "", problem.expected.en)
        said = Label(
            f"{spot.where.zh}写的是{problem.found.zh}：{problem.expected.zh}。",
            f"{spot.where.en} says {problem.found.en}: {problem.expected.en}.",
        )
        yield Remark(Finding("cell", year, one, other, said, CELL_CAUSE), (spot,))


def _is_told(one: Remark, others: Iterable[Remark]) -> bool:
    """Whether others speak of the place already."""
    return any(set(one.spots) <= set(other.spots) for other in others)


def _of_words(held: Document, year: int) -> Iterator[Remark]:
    """What does not fit in the words of a document, where it stands."""
    passages = [Passage(one.place, one.section, one.text) for one in held.passages]
    for one in wording(passages, year):
        yield Remark(one.finding, tuple(_marked(*spot) for spot in one.spots))


def _marked(passage: Passage, start: int, end: int) -> Spot:
    return Spot(passage.at, start, end, nearby(passage.text, start, end), in_text(passage.section))


def _dataset(reading: Reading) -> Dataset:
    assert reading.dataset is not None
    return reading.dataset


def _whole(reading: Reading, stored: Mapping[str, pd.DataFrame]) -> Reading:
    """The reading with its rows as they would stand."""
    before = records(stored[_dataset(reading).id])
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
