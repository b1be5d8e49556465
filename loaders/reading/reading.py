"""What a sheet was understood to say: rows ready for the store, or problems; and the sentence that sums it up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from loaders.files.sheet import Line
from loaders.files.text import quoted
from loaders.problem import Problem, letter
from loaders.reading import evidence, records
from loaders.reading.records import Left
from loaders.reading.sentences import Offer
from loaders.reading.set_aside import SetAside
from loaders.reading.table import Cell, Choices, Table
from schema import Column, Dataset, Evidence, Label, Language

MOST_YEARS = 6  # so many are listed one by one
MOST_WORDS = 3
IS_TITLE = Label("标题", "a title")


@dataclass(frozen=True)
class Understood:
    """A cell as it is written beside what it was taken for; `value` is None where it is missing or has a problem."""

    cell: Cell
    column: Column
    value: Any
    problem: Problem | None = None


@dataclass(frozen=True)
class Reading:
    """What a sheet was understood to say. Rows are dicts of the dataset's stored columns, ready for the store; they are
    complete only where there are no problems. `places` are each row's cells in the file, by column id;
    `sheet_lines` is the sheet as it is written, and `choices` are the user's of it; `section` is where it stands in its
    document, `offers` are the figures that the document's running text states."""

    file: str
    content: bytes
    sheet: str = ""
    encoding: str = ""
    table: Table | None = None
    rows: tuple[dict[str, Any], ...] = ()
    places: tuple[Mapping[str, Cell], ...] = ()
    cells: tuple[Understood, ...] = ()
    left_out: tuple[Left, ...] = ()
    problems: tuple[Problem, ...] = ()
    near: Dataset | None = None  # where no table is read: the one that the sheet has some headings of
    sheet_lines: tuple[Line, ...] = ()
    section: str = ""
    begins: str = ""  # the cell at which the table begins: a sheet may hold several
    offers: tuple[Offer, ...] = ()
    choices: Choices = field(default=Choices())
    set_aside: tuple[SetAside, ...] = ()
    stays: tuple[Evidence, ...] = ()  # figures of the file that are not taken: the stored ones stay

    @property
    def dataset(self) -> Dataset | None:
        return self.table.dataset if self.table else None

    @property
    def brings(self) -> frozenset[str]:
        """The columns that the file itself has. Words that stand in a figure's cell are kept, but are no news."""
        return self.table.brings if self.table else frozenset()

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the sheet prints beside its figures, and the cell that each figure came from."""
        if self.table is None:
            return ()
        told = evidence.of_table(self.table, self.rows, self.places, self.left_out, self.sheet)
        return tuple(replace(one, section=self.section) for one in told) if self.section else told

    @cached_property
    def said(self) -> tuple[frozenset[str], ...]:
        """For each row the columns in which the file says something: a blank cell says nothing, “/” does."""
        return tuple(frozenset(name for name, cell in cells.items() if cell.text.strip()) for cells in self.places)

    @property
    def years(self) -> list[int]:
        return sorted({row["year"] for row in self.rows})

    @property
    def name(self) -> str:
        """The file, and the sheet where the file has several."""
        return f"{self.file}［{self.sheet}］" if self.sheet else self.file

    @property
    def corrections(self) -> list[tuple[str, str, str]]:
        """The cells that the user corrected, each with its place, as written and as corrected."""
        written = {line.row: line.cells for line in self.sheet_lines}
        return [
            (f"{letter(place)}{row}", written[row][place - 1], text)
            for (row, place), text in self.choices.cells.items()
            if row in written and place <= len(written[row])
        ]

    def summary(self, language: Language) -> str:
        """What was understood, in a sentence."""
        if self.dataset is None:
            return "；".join(one.reason.text(language) for one in self.left_out)
        return summary(self.dataset, len(self.rows), self.years, self.encoding, self._omissions(), language)

    def _omissions(self) -> list[Label]:
        totals, examples, blank = (
            [f"{one.row}（{one.text}）" for one in self.left_out if one.reason == reason] for reason in records.TOLD
        )
        words = titles_left(self.table, self.sheet) if self.table else []
        words += [one for one in self.left_out if one.reason not in records.TOLD]
        return [*self._joined(), *omissions(totals, len(examples), len(blank), words, len(words))]

    def _joined(self) -> list[Label]:
        """The lines that are halves of one row."""
        measures = {one.id for one in self.dataset.stored_measures} if self.dataset else set()
        lines = [sorted({cell.row for name, cell in cells.items() if name in measures}) for cells in self.places]
        pairs = [list(map(str, each)) for each in lines if len(each) > 1]
        if not pairs:
            return []
        zh = "，".join(f"第 {'、'.join(each)} 行" for each in pairs)
        en = ", ".join(f"rows {' and '.join(each)}" for each in pairs)
        return [Label(f"{zh}各填了同一项的一部分，合成一行", f"{en} each have a part of one item, taken as one row")]


def titles_left(table: Table, sheet: str = "") -> list[Left]:
    """The titles over a table, as lines of it that are not stored."""
    return [Left(one.row, one.text, IS_TITLE) for one in evidence.titles(table, sheet) if one.row]


def omissions(totals: Sequence[str], examples: int, blank: int, words: Sequence[Left], count: int) -> list[Label]:
    """What of a sheet is left out: lines whose figures someone may miss, then the first of so many titles, notes,
    signatures."""
    found = []
    if totals:
        found.append(Label(f"合计行不入库：第 {'、'.join(totals)} 行", f"total rows left out: {', '.join(totals)}"))
    if examples:
        found.append(Label("示例行不入库", "the example is not stored"))
    if blank:
        found.append(Label(f"{blank} 行没有填数，不入库", f"{blank} rows not filled in, left out"))
    if words:
        first = words[:MOST_WORDS]
        zh = "、".join(f"第 {one.row} 行“{quoted(one.text)}”（{one.reason.zh}）" for one in first)
        en = ", ".join(f"row {one.row} “{quoted(one.text)}” ({one.reason.en})" for one in first)
        is_cut = count > len(first)
        more = Label(f"等 {count} 处", f" and {count - len(first)} more") if is_cut else Label("", "")
        found.append(Label(f"不是数据：{zh}{more.zh}", f"no figures: {en}{more.en}"))
    return found


def summary(
    dataset: Dataset, rows: int, years: Sequence[int], encoding: str, left: Sequence[Label], language: Language
) -> str:
    """What a file was understood to hold, in a sentence; `left` says what was left out of it."""
    told = _listed_years(years)
    parts = [
        dataset.label,
        Label(f"{rows} 行", f"{rows} row{'s' if rows != 1 else ''}"),
        Label(f"{'、'.join(told)} 年", ", ".join(told)) if rows else None,
        Label(f"编码 {encoding}", f"in {encoding}"),
    ]
    zh = "，".join(part.zh for part in parts if part) + "".join(f"；{one.zh}" for one in left)
    first, *others = (part.en for part in parts if part)
    en = f"{first}: {', '.join(others)}" + "".join(f"; {one.en}" for one in left)
    return Label(zh, en).text(language)


def _listed_years(years: Sequence[int]) -> list[str]:
    """The years; many of them as spans: 1949–2999."""
    if len(years) <= MOST_YEARS:
        return list(map(str, years))
    ends = [one for one, following in pairwise(years) if following > one + 1] + [years[-1]]
    starts = [following for one, following in pairwise(years) if following > one + 1]
    return [f"{start}–{end}" if end > start else f"{end}" for start, end in zip([years[0], *starts], ends, strict=True)]
