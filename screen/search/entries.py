"""What can be found in a release: its pages, measures, members and figures, and the report's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from insights.numbers import quantity
from loaders.files.text import folded
from schema import Chapter, Column, Dataset, Figures, Label, Language, Measure
from screen.search import search_words as said
from screen.shell import data
from screen.shell.once import once

THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


@dataclass(frozen=True)
class Stored:
    """A figure as the store has it."""

    measure: Measure
    value: float
    year: int

    def text(self, language: Language) -> str:
        value = quantity(self.value, self.measure, language)
        return said.OF_YEAR.text(language).format(value=value, year=self.year)


@dataclass(frozen=True)
class Entry:
    """A thing that can be found: its names, the text by which it is found too, and the address that shows it.

    `figure` is a stored figure, itself or the newest of a measure; `meaning` what is said of it in words. What names
    nothing new (a figure, a quotation) has no `names`.
    """

    group: str
    title: Label
    text: str
    page: str
    query: tuple[tuple[str, str | tuple[str, ...]], ...] = ()
    names: tuple[str, ...] = ()
    figure: Stored | None = None
    meaning: Label | None = None

    @property
    def year(self) -> int:
        return self.figure.year if self.figure is not None else 0


def searchable(*texts: str) -> str:
    """Texts as they are compared: half-width, small, without the commas of large numbers."""
    return THOUSANDS.sub("", folded("\n".join(texts)).casefold())


def called(column: Column | Chapter) -> tuple[str, ...]:
    """Every name of a column or a chapter, in both languages."""
    aliases = column.aliases if isinstance(column, Column) else ()
    return tuple(map(searchable, (column.label.zh, column.label.en, *aliases, *column.synonyms)))


def of_chapter(chapter: Chapter, release: data.Release) -> tuple[Entry, ...]:
    """What a chapter shows, itself first."""
    return _of_chapter(data.standing(release, chapter.datasets), chapter.id, chapter)


@once(most=200)
def _of_chapter(release: data.Release, chapter_id: str, _chapter: Chapter) -> tuple[Entry, ...]:
    rows, views = data.rows_of(_chapter, release), _views(_chapter)
    names = called(_chapter)
    found = [Entry("page", _chapter.label, searchable(*names), _chapter.id, names=names)]
    for dataset in _chapter.datasets:
        held = rows[dataset.id]
        if dataset.indicators:
            held = held[held["indicator"].isin([one.id for one in dataset.indicators])]
        found += _members(_chapter, dataset, held)
        found += _measures(_chapter, dataset, held, views)
        found += _quotations(_chapter, dataset, held, views)
    return tuple(found)


def _views(chapter: Chapter) -> dict[str, int]:
    """The first view that draws each measure; a picture before a card."""
    found: dict[str, int] = {}
    for pictures in (True, False):
        for place, view in enumerate(chapter.views):
            if isinstance(view, Figures) != pictures:
                for name in data.drawn_columns(chapter, view):
                    found.setdefault(name, place)
    return found


def _members(chapter: Chapter, dataset: Dataset, rows: pd.DataFrame) -> Iterator[Entry]:
    """The members that the page can put in the foreground."""
    for key in dataset.keys:
        if key.id == "indicator":
            continue
        for value in dict.fromkeys(map(str, rows[key.id])):
            if value:
                title = Label(key.name(value, "zh"), key.name(value, "en"))
                names = tuple(map(searchable, (value, title.zh, title.en)))
                query = (("pick", value),) if key.id == chapter.main_key else ()
                yield Entry("member", title, searchable(*names), chapter.id, query, names)


def _measures(chapter: Chapter, dataset: Dataset, rows: pd.DataFrame, views: dict[str, int]) -> Iterator[Entry]:
    for measure in dataset.indicators or dataset.measures:
        names, view = called(measure), (("view", str(views.get(f"{dataset.id}.{measure.id}", 0))),)
        figures = list(_figures(chapter, dataset, measure, rows, names, view))
        newest = max(figures, key=lambda one: one.year, default=None) if dataset.indicators else None
        meaning = measure.definition
        text = searchable(*names, *((meaning.zh, meaning.en) if meaning is not None else ()))
        figure = newest.figure if newest is not None else None
        yield Entry("measure", measure.label, text, chapter.id, view, names, figure, meaning)
        yield from figures


def _figures(
    chapter: Chapter,
    dataset: Dataset,
    measure: Measure,
    rows: pd.DataFrame,
    names: Sequence[str],
    view: tuple[tuple[str, str], ...],
) -> Iterator[Entry]:
    column = measure.id
    if dataset.indicators:
        rows, column = rows[rows["indicator"] == measure.id], dataset.stored_measures[0].id
    if column not in rows:
        return
    rows = rows[rows[column].notna()]
    keys = () if dataset.indicators else dataset.keys
    years = sorted(set(rows["year"]))
    members = [tuple(map(str, each)) for each in zip(*(rows[key.id] for key in keys), strict=True)] if keys else None
    for at, (year, value) in enumerate(zip(rows["year"], rows[column], strict=True)):
        member = members[at] if members is not None else ()
        shown = [(key.name(own, "zh"), key.name(own, "en")) for key, own in zip(keys, member, strict=True) if own]
        title = Label(
            " ".join((*(zh for zh, _ in shown), measure.label.zh)),
            " · ".join((*(en for _, en in shown), measure.label.en)),
        )
        before = [one for one in years if one < year][-1:]
        query: list[tuple[str, str | tuple[str, ...]]] = [
            *view,
            ("years", ",".join(str(one) for one in (*before, year))),
            ("figure", (f"{dataset.id}.{measure.id}", str(year), *member)),
        ]
        query += [("pick", own) for key, own in zip(keys, member, strict=True) if key.id == chapter.main_key]
        text = searchable(*names, *member, *(name for pair in shown for name in pair), str(year))
        yield Entry("figure", title, text, chapter.id, tuple(query), (), Stored(measure, float(value), int(year)))


def _quotations(chapter: Chapter, dataset: Dataset, rows: pd.DataFrame, views: dict[str, int]) -> Iterator[Entry]:
    """The report's words and the notes, each once, leading to a figure that they give."""
    for kind in ("words", "note"):
        told = rows[rows[kind].astype(str).str.strip() != ""] if kind in rows else rows[:0]
        for row in told.drop_duplicates([kind], keep="last").to_dict("records"):
            words, name = str(row[kind]), str(row["indicator"]) if dataset.indicators else dataset.measures[0].id
            members = () if dataset.indicators else tuple(str(row[key.id]) for key in dataset.keys)
            view = (("view", str(views.get(f"{dataset.id}.{name}", 0))),)
            figure = ("figure", (f"{dataset.id}.{name}", str(row["year"]), *members))
            about = Label(
                f"{said.SECTION_OF.zh.format(section=row['section'])} · {row['year']}",
                f"{said.SECTION_OF.en.format(section=row['section'])} · {row['year']}",
            )
            yield Entry("words", Label(words, words), searchable(words), chapter.id, (*view, figure), meaning=about)
