"""What a heading says: the column that it names, the year and the member that it gives, its unit; or that it heads a
printed change, a total, a list number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from loaders.files.text import folded
from loaders.reading import notation, units
from loaders.reading.folding import marked
from loaders.reading.notation import years_in
from loaders.reading.table import IS_UNIT, Slot, plain
from schema import ORIGIN, Column, Dataset, Key, Label, Measure

SINCE = ("", "同比", "较上年", "比上年", "较去年", "比去年", "与上年相比", "与去年相比")
MOVED = (
    "", "变化情况", "增长情况%", "增长情况", "增减情况", "增长率%", "增长率", "增长", "增长幅度", "增幅", "升降",
    "涨幅", "变动", "变化", "变化值", "增减", "增减值",
)  # fmt: skip
PRINTED_CHANGES = (
    *sorted({f"{since}{moved}" for since in SINCE for moved in MOVED} - {"", "增长"}, key=len, reverse=True),
    "change",
)  # the longest first: each is looked for at the end of a heading
NUMBERING = {"序号", "编号", "no", "no.", "#"}
SCHOOL_HEADINGS = {"院校代码", "院校名称", "学校代码", "学校名称", "学校标识码", "填报单位"}
UNIT_HEADINGS = {"单位", "计量单位", "unit", "units"}
BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
LATIN = re.compile(r"[a-z][a-z0-9'’.,/&-]*(?:\s+[a-z0-9'’.,/&-]+)*", re.ASCII | re.IGNORECASE)
CORNER = re.compile(r"[\\/|]")

IS_CHANGE = Label("印出的变化由本应用自己计算，不入库", "a printed change: the app computes it itself")
IS_TOTAL_COLUMN = Label("合计列不入库", "a column of totals, not stored")
IS_SCHOOL = Label("学校的代码或名称，不是数据", "the school's own code or name, no figure")
IS_NUMBERING = Label("序号，不是数据", "a list number, no figure")
IS_ORIGIN = Label("数来自哪个文件，不是数据", "the file that a figure came from, no figure")


@dataclass(frozen=True)
class Vocabulary:
    """The words of a dataset, as headings have them: its columns by their names, its keys' known values (in the
    scorecard its indicators), the headings that stand for a measure of one member."""

    columns: Mapping[str, Column]
    members: Mapping[str, tuple[Key, str]]
    crossed: Mapping[str, tuple[str, str, str]]


@cache
def vocabulary(dataset: Dataset) -> Vocabulary:
    members = {
        plain(name): (key, value)
        for key in dataset.keys
        if not dataset.indicators
        for value in dict.fromkeys((*key.order, *key.names))
        for name in (value, key.name(value, "en"), *key.sayings.get(value, ()))
    }
    named = {
        plain(name): (dataset.keys[0], one.id)
        for one in reversed(dataset.stored_indicators)
        for name in (one.id, one.title("en"), *one.headings, one.title("zh"))
    }
    columns = {plain(heading): column for column in dataset.file_columns for heading in column.headings}
    crossed = {plain(name): told for name, told in dataset.crossed.items()}
    return Vocabulary(columns, members | named, crossed)


def slot_of(place: int, path: tuple[str, ...], dataset: Dataset) -> Slot:
    """What the headings of a column say; a slot without a column gives at most a year or a member."""
    words = vocabulary(dataset)
    slot = Slot(place, path, unit=unit_of(path))
    pieces = [plain(piece) for piece in path]
    whole = "".join(pieces)
    if (crossed := words.crossed.get(whole)) is not None:
        measure, key, value = crossed
        return replace(slot, column=dataset.measure(measure), member=(dataset.key(key), value))
    if (exact := words.columns.get(whole)) is not None:
        return replace(slot, column=exact)
    if any("学年" in piece for piece in pieces):
        return _without_year(slot, [notation.SCHOOL_YEAR.sub("", folded(piece)) for piece in path], words)
    years = {year for piece in pieces for year in years_in(piece)}
    if len(years) > 1:
        return slot
    slot = replace(slot, year=next(iter(years), None))
    rest = [left for piece in path if (left := notation.without_years(folded(piece)))]
    if not any(map(plain, rest)):
        return slot
    return _without_year(slot, rest, words)


def _without_year(slot: Slot, path: Sequence[str], words: Vocabulary) -> Slot:
    pieces = list(filter(None, map(plain, path)))
    if not pieces:
        return slot
    if (changed := _printed_change(pieces, words.columns)) is not None:
        return replace(slot, dropped=IS_CHANGE, printed="change", of=words.columns.get(changed))
    if pieces[-1] in NUMBERING:
        return replace(slot, dropped=IS_NUMBERING)
    if pieces[-1] in SCHOOL_HEADINGS:
        return replace(slot, dropped=IS_SCHOOL)
    if pieces[-1] in map(plain, ORIGIN.headings):
        return replace(slot, dropped=IS_ORIGIN)
    column = _column(path, words.columns)
    if pieces[-1] in UNIT_HEADINGS and column is None:
        return replace(slot, dropped=IS_UNIT)
    member = next((words.members[piece] for piece in pieces if piece in words.members), None)
    if member is None and any(map(notation.is_total, path)) and (column is None or isinstance(column, Measure)):
        return replace(slot, dropped=IS_TOTAL_COLUMN, printed="total", of=column)
    if isinstance(column, Measure) or (column is None and member):
        return replace(slot, column=column, member=member)
    return replace(slot, column=column)


def _printed_change(pieces: Sequence[str], columns: Mapping[str, Column]) -> str | None:
    """The heading of which a printed change speaks, "" where it does not say so; None where it is no change."""
    whole = "".join(pieces)
    for word in PRINTED_CHANGES:
        if whole.endswith(word) and ((rest := whole.removesuffix(word)) in columns or word in pieces):
            return rest
    return None


def _column(path: Sequence[str], columns: Mapping[str, Column]) -> Column | None:
    """The column that the headings name together, or else the innermost of them that names one."""
    for piece in ("".join(path), *reversed(path)):
        for name in spoken(piece):
            if name in columns and not _says_otherwise(piece, columns[name], columns):
                return columns[name]
    return None


@lru_cache(maxsize=10_000)
def spoken(heading: str) -> tuple[str, ...]:
    """The ways to say a heading: whole; without its remarks in brackets; in one of its two languages; without a list
    number before it; one side of a corner cell's stroke."""
    return tuple(dict.fromkeys(filter(None, map(plain, _spoken(folded(heading))))))


def _spoken(heading: str) -> Iterator[str]:
    yield heading
    bare = BRACKETS.sub("", heading)
    yield bare
    yield notation.member(bare)
    yield marked(bare)[0]
    if LATIN.search(bare) and not bare.isascii():
        yield LATIN.sub("", bare).strip(" /|\\-")
        yield from LATIN.findall(bare)
    if CORNER.search(bare):
        yield from CORNER.split(bare)


def _says_otherwise(heading: str, column: Column, columns: Mapping[str, Column]) -> bool:
    """Whether a heading in two languages names another column in its other half."""
    bare = BRACKETS.sub("", folded(heading))
    if bare.isascii():
        return False
    halves = [LATIN.sub("", bare), *LATIN.findall(bare)]
    return any(columns.get(plain(half), column) != column for half in halves)


@lru_cache(maxsize=10_000)
def unit_of(path: tuple[str, ...]) -> str:
    """The unit that a heading states in brackets: 起薪（元/月）; empty where it states none."""
    stated = (
        unit
        for piece in reversed(path)
        for inside in BRACKETS.findall(folded(piece))
        if (unit := units.unit_in(inside))
    )
    return next(stated, "")


@dataclass(frozen=True)
class Names:
    """Every word that heads a column of any dataset: by them a line is known for a header."""

    columns: frozenset[str]

    def count(self, cells: Sequence[str]) -> tuple[int, int]:
        """How many cells name a column, and how many a year."""
        named = years = 0
        for cell in cells:
            told, dated = self._told(cell)
            named += told
            years += dated
        return named, years

    def _told(self, cell: str) -> tuple[bool, bool]:
        return _told(cell, self.columns)


@lru_cache(maxsize=50_000)
def _told(cell: str, columns: frozenset[str]) -> tuple[bool, bool]:
    years = years_in(plain(cell))
    rest = notation.without_years(folded(cell)) if years else cell
    return any(name in columns for name in spoken(rest)), len(years) == 1


@lru_cache(maxsize=8)
def names_of(datasets: tuple[Dataset, ...]) -> Names:
    columns = (name for dataset in datasets for name in vocabulary(dataset).columns)
    return Names(frozenset((*columns, *PRINTED_CHANGES, *NUMBERING)))
