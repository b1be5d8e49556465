"""Tables of a cell: the figures behind each picture, in the order in which it draws them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from exports.content import words
from frames import Period, changes, periods_by
from insights.findings import KINDS, Finding, Statement
from insights.numbers import number, signed
from schema import (
    NOTE,
    SECTION,
    Breakdown,
    Composition,
    Dataset,
    Figures,
    Label,
    Language,
    Measure,
    MeasureView,
    Pair,
    Scatter,
    View,
    drawn_measure,
)


@dataclass(frozen=True)
class Number:
    """A figure with its declaration, so that each target can format it; `is_change` is shown with its sign."""

    value: float
    measure: Measure
    is_change: bool = False

    def text(self, language: Language) -> str:
        return (signed if self.is_change else number)(self.value, self.measure, language)

    @property
    def format(self) -> str:
        """The spreadsheet's number format."""
        plain = number_format(self.measure, [self.value])
        return f"+{plain};−{plain};{plain}" if self.is_change else plain


Value = str | Number | None


@dataclass(frozen=True)
class Grid:
    """Headings and rows; a missing figure is None, and shown as an empty cell."""

    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    @property
    def has_figures(self) -> tuple[bool, ...]:
        """Of each column whether it holds figures: they stand to the right."""
        return tuple(any(isinstance(row[at], Number) for row in self.rows) for at in range(len(self.headings)))

    def texts(self, language: Language) -> list[list[str]]:
        return [[text_of(value, language) for value in row] for row in self.rows]

    def figures(self) -> dict[tuple[str, ...], Number]:
        """Each figure by the words that lead its row and its heading."""
        found = {}
        for row in self.rows:
            lead = tuple(value for value in row[: _leading(row)] if isinstance(value, str))
            for heading, value in zip(self.headings, row, strict=True):
                if isinstance(value, Number) and not value.is_change:
                    found[(*lead, heading)] = value
        return found


def _leading(row: Sequence[Value]) -> int:
    return next((place for place, value in enumerate(row) if not isinstance(value, str)), len(row))


def text_of(value: Value, language: Language) -> str:
    if isinstance(value, Number):
        return value.text(language)
    return value or ""


def number_format(measure: Measure, values: Iterable[float | None]) -> str:
    """A spreadsheet's format with as many decimals as these values need, within the measure's own."""
    fewest, most = measure.decimals
    known = [value for value in values if value is not None]
    need = next((n for n in range(fewest, most) if all(abs(round(v, n) - v) < 1e-9 for v in known)), most)
    return "#,##0" + (f".{'0' * need}" if need else "")


def grid(
    view: View,
    dataset: Dataset,
    frame: pd.DataFrame,
    years: Sequence[int],
    asked: Sequence[int],
    language: Language,
) -> Grid:
    """The figures of a view in the years that it draws, with the change of the period that was asked for.

    `frame` is `frames.of_view` over all its years.
    """
    every, frame = frame, frame[frame["year"].isin(years)]
    match view:
        case Pair():
            shown = (("school", dataset.measure(view.school)), ("other", dataset.measure(view.other)))
            return _side_by_side(frame, shown, dataset.measure(view.school), language)
        case Scatter():
            shown = (("x", dataset.measure(view.x)), ("y", dataset.measure(view.y)))
            return _side_by_side(frame, shown, None, language)
        case Figures():
            return _of_figures(view.indicators, dataset, every, years, asked, language)
        case _ if "part" in frame:
            return _of_parts(frame, whole_measure(view, dataset), language)
        case MeasureView():
            return _by_year(frame, changes(every, asked), drawn_measure(dataset, view), language)
        case _:
            raise TypeError(type(view).__name__)


def whole_measure(view: View, dataset: Dataset) -> Measure:
    """What the parts of a view are counted in."""
    match view:
        case Composition():
            return dataset.measure(view.whole)
        case Breakdown():
            return replace(dataset.measure(view.measures[0]), label=dataset.label)
        case MeasureView():
            return drawn_measure(dataset, view)
        case _:
            raise TypeError(type(view).__name__)


def value(number_or_none: float | None, measure: Measure, *, is_change: bool = False) -> Number | None:
    if number_or_none is None or pd.isna(number_or_none):
        return None
    return Number(float(number_or_none), measure, is_change)


def name_of(member: object) -> str:
    """A member's name in one line, with a plain space between the names of its keys."""
    return words.printable(" ".join(str(member).split()))


def _by_year(frame: pd.DataFrame, moved: pd.DataFrame, measure: Measure, language: Language) -> Grid:
    years = sorted({int(year) for year in frame["year"]})
    ends = _ends(moved)
    alike = moved[(moved["before"] == ends[0]) & (moved["now"] == ends[1])] if ends else moved
    own = alike["change"].to_dict()
    headings = [words.NAME.text(language), *(f"{measure.title(language)} {year}" for year in years)]
    headings += [_change_of(ends, (years[0], years[-1]), language)] if ends else []
    rows = []
    for member, row in wide_by_year(frame).iterrows():
        cells = [value(row[year], measure) for year in years]
        cells += [value(own.get(member), measure, is_change=True)] if ends else []
        rows.append((name_of(member), *cells))
    return Grid(tuple(headings), tuple(rows))


def _ends(moved: pd.DataFrame) -> tuple[int, int] | None:
    """The two years that most members are compared in: the newest, and of those the earliest before it."""
    if moved.empty:
        return None
    newest = moved[moved["now"] == moved["now"].max()]
    return int(newest["before"].mode().iloc[0]), int(newest["now"].iloc[0])


def _change_of(ends: tuple[int, int], shown: tuple[int, int], language: Language) -> str:
    """The heading of a change; it names its years where they are not the first and the last shown."""
    heading = words.CHANGE.text(language)
    return heading if ends == shown else f"{heading} {ends[0]}→{ends[1]}"


def wide_by_year(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a member, one column a year, the last year's largest value first; wholes lead, the missing come last."""
    wide = frame.pivot_table(index="member", columns="year", values="value", aggfunc="first", dropna=False, sort=False)
    wide = wide.reindex(columns=sorted(wide.columns)).reindex(frame["member"].drop_duplicates())
    whole = frame.groupby("member", sort=False)["whole"].any()
    order = pd.DataFrame({"whole": whole.reindex(wide.index), "last": wide[wide.columns[-1]]})
    return wide.loc[order.sort_values(["whole", "last"], ascending=False, kind="stable", na_position="last").index]


def _side_by_side(
    frame: pd.DataFrame, shown: tuple[tuple[str, Measure], ...], lead: Measure | None, language: Language
) -> Grid:
    headings = [words.NAME.text(language), words.YEAR.text(language), *(m.title(language) for _, m in shown)]
    rows = []
    for row in frame.sort_values(["order", "year"], kind="stable").to_dict("records"):
        cells = [value(row[column], measure) for column, measure in shown]
        if lead is not None:
            cells.append(value(row["difference"], lead, is_change=True))
        rows.append((name_of(row["member"]), str(int(row["year"])), *cells))
    return Grid((*headings, *([words.APART.text(language)] if lead is not None else [])), tuple(rows))


def _of_parts(frame: pd.DataFrame, measure: Measure, language: Language) -> Grid:
    parts = list(frame.sort_values("part_order", kind="stable")["part"].drop_duplicates())
    rows = []
    by_year = frame["year"].nunique() > 1 and not (frame["member"] == frame["year"].astype(str)).all()
    for (_, member, year), own in frame.groupby(["order", "member", "year"], sort=True):
        told = dict(zip(own["part"], own["value"], strict=True))
        head = (name_of(member), str(year)) if by_year else (name_of(member),)
        rows.append((*head, *(value(told.get(part), measure) for part in parts)))
    titles = [replace(measure, label=Label(name_of(part), name_of(part))).title(language) for part in parts]
    lead = (words.NAME.text(language), words.YEAR.text(language)) if by_year else (words.NAME.text(language),)
    return Grid((*lead, *titles), tuple(rows))


def _of_figures(
    indicators: Sequence[str],
    dataset: Dataset,
    frame: pd.DataFrame,
    years: Sequence[int],
    asked: Sequence[int],
    language: Language,
) -> Grid:
    """Indicators in the order named, a column a year, their change; each in its own two years, which a note names
    where they are not the first and the last of the table."""
    told = {(row["indicator"], row["year"]): row for row in frame.to_dict("records")}
    lines: list[tuple[Value, ...]] = []
    for name, period in _ordered(indicators, periods_by(frame, "indicator", asked)):
        measure = dataset.measure(name)
        own = {year: told.get((name, year)) for year in years}
        cells = [None if row is None else value(row["value"], measure) for row in own.values()]
        now, before = own.get(period.now), None if period.before is None else own.get(period.before)
        change = None
        if now is not None and before is not None:
            change = value(round(now["value"] - before["value"], 6), measure, is_change=True)
        note = str(now["note"]) if now is not None else ""
        if period.before is not None and (period.before, period.now) != (years[0], years[-1]):
            note = " ".join(filter(None, (f"{period.before}→{period.now}", note)))
        lines.append((measure.title(language), *cells, *([change] if len(years) > 1 else []), words.printable(note)))
    headings = [words.NAME.text(language), *map(str, years)]
    headings += [words.CHANGE.text(language)] if len(years) > 1 else []
    if not any(line[-1] for line in lines):
        return Grid(tuple(headings), tuple(line[:-1] for line in lines))
    return Grid((*headings, words.NOTE.text(language)), tuple(lines))


def _ordered(names: Sequence[str], found: Mapping[str, Period]) -> list[tuple[str, Period]]:
    return [(name, found[name]) for name in names if name in found]


def dataset_grid(dataset: Dataset, rows: pd.DataFrame, language: Language) -> Grid:
    """A dataset's rows as they are stored, under their headings, each scorecard row in its indicator's own unit."""
    columns = [*dataset.keys, *dataset.stored_measures, *dataset.texts, NOTE, SECTION]
    headings = [words.YEAR.text(language)]
    headings += [one.title(language) if isinstance(one, Measure) else one.label.text(language) for one in columns]
    lines: list[tuple[Value, ...]] = []
    for row in rows.to_dict("records"):
        cells: list[Value] = [str(int(row["year"]))]
        for column in columns:
            if isinstance(column, Measure):
                cells.append(value(row[column.id], dataset.measure(row["indicator"]) if dataset.indicators else column))
            elif column in dataset.keys:
                cells.append(name_of(_named(dataset, column.id, row[column.id], language)))
            else:
                cells.append(words.printable(str(row[column.id])))
        lines.append(tuple(cells))
    return Grid(tuple(headings), tuple(lines))


def _named(dataset: Dataset, key: str, stored: str, language: Language) -> str:
    if dataset.indicators:
        return dataset.measure(stored).title(language)
    return dataset.key(key).name(stored, language)


def findings_grid(found: Sequence[Finding], language: Language) -> Grid:
    """What does not add up: both statements with their sections, how far apart, what would make them fit."""
    labels = (words.KIND, words.YEAR, words.STATED, words.AGAINST, words.APART, words.RECONCILE)
    rows = tuple(
        (
            KINDS[one.kind].text(language),
            str(one.year),
            stated(one.one, language),
            stated(one.other, language),
            words.printable(one.difference),
            words.printable(one.reconcile.text(language)),
        )
        for whole in found
        for one in (whole, *whole.doubles)
    )
    return Grid(tuple(label.text(language) for label in labels), rows)


def stated(one: Statement, language: Language) -> str:
    where = f"（{words.section(one.section, 'zh')}）" if language == "zh" else f" ({words.section(one.section, 'en')})"
    return words.printable(f"{one.label.text(language)} {one.shown(language)}{where}")
