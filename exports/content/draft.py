"""A first draft of a year's notebook: eight to ten cells with their sentences, ready to edit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

import frames
from exports.content import words
from exports.content.library import Library
from insights.headline import headline
from insights.movements import Movement, movements
from insights.sentences import sentence
from schema import Cell, Chapter, Dataset, Figures, Label, Language, MeasureView, Notebook, View, history_of

MOST = 10
MOVED = 3  # movements that have a chart of their own
SAID = 5  # movements named in the opening cell
FIGURES = 8
TITLE = Label("{year}年质量年报要点", "The {year} quality report in brief")
OPENING = Label("{school}，{year}年", "{school}, {year}")
UNUSUAL = Label("与{first}年相比，变化最不寻常的是：", "The most unusual movements since {first}:")
ONE_YEAR = Label("库中{year}年的数据如下。", "What the store holds of {year}.")
IN_PART = Label(
    "{year}年的数据目前只到了这些章：{chapters}。", "Of {year}, only these chapters have figures so far: {chapters}."
)
AUDITED = Label("数据核对发现 {count} 处对不上，见最后一页。", "The audit has {count} findings: see the last page.")
AUDIT = Label(
    "以下各处，年报里的两个数对不上。请核实后改正，或说明原因。",
    "In these places two numbers of the report do not fit. Correct them, or say why they stand.",
)
DASH = Label("——", " — ")


class NoSuchYear(LookupError):
    """The store has no row of the year; `args[1]` are the years that it has."""


def draft(library: Library, year: int, language: Language) -> Notebook:
    """A notebook for the year, live, written at the newest release. Raises: NoSuchYear."""
    release = library.latest
    held = library.years(release)
    if year not in held:
        raise NoSuchYear(year, held)
    years = frames.by_default(held, year)
    moved = movements(library.chapters, library.all_rows(release), years, language)
    found = [one for one in moved if one.years[1] == year]
    audited = [one for one in library.findings(release) if one.year == year]
    cells = [_opening(years, found, len(audited), release, language, _in_part(library, year, language))]
    if indicators := _headline_indicators(library, year):
        cells.append(Cell("figures", ",".join(indicators), years=years, written_at=release))
    room = MOST - len(cells) - bool(audited)
    cells += _charts(library, found, years, release, language, room)
    if audited:
        cells.append(Cell("finding", years=(year,), words=AUDIT.text(language), written_at=release))
    return Notebook(TITLE.text(language).format(year=year), tuple(cells))


def _in_part(library: Library, year: int, language: Language) -> str:
    """Which chapters have figures of the year, where others do not have them yet."""
    held = library.all_rows(library.latest)
    has = [one for one in library.chapters if any(_has_year(held[each.id], each, year) for each in one.datasets)]
    if len(has) == len(library.chapters):
        return ""
    named = words.listed([one.label.text(language) for one in has], language)
    return IN_PART.text(language).format(year=year, chapters=_plain(named))


def _has_year(rows: pd.DataFrame, dataset: Dataset, year: int) -> bool:
    """Whether the rows have figures of the year; of the scorecard, of the indicators that the chapter declares."""
    own = rows[rows["year"] == year]
    return bool(len(own[own["indicator"].isin([one.id for one in dataset.indicators])] if dataset.indicators else own))


def _opening(
    years: tuple[int, ...], found: Sequence[Movement], audited: int, release: int, language: Language, in_part: str
) -> Cell:
    title = OPENING.text(language).format(school=words.SCHOOL.text(language), year=years[-1])
    lines = [f"- {_plain(one.chapter.label.text(language))}{DASH.text(language)}{_plain(one.sentence(language, years))}"
             for one in found[:SAID]]  # fmt: skip
    lead = UNUSUAL if lines else ONE_YEAR
    said = [in_part, lead.text(language).format(first=years[0], year=years[-1]), "\n".join(lines)]
    if audited:
        said.append(AUDITED.text(language).format(count=audited))
    return Cell("text", title=title, words="\n\n".join(filter(None, said)), written_at=release)


def _headline_indicators(library: Library, year: int) -> list[str]:
    """The indicators of the chapters' headlines that the year has a figure of."""
    scorecards = [one for one in library.datasets if one.indicators]
    known = {
        name
        for one in scorecards
        for rows in [library.rows(one.id, library.latest)]
        for name in rows.loc[(rows["year"] == year) & rows["value"].notna(), "indicator"]
    }
    return [name for chapter in library.chapters for name in chapter.headline if name in known][:FIGURES]


def _charts(
    library: Library,
    found: Sequence[Movement],
    years: tuple[int, ...],
    release: int,
    language: Language,
    most: int,
) -> list[Cell]:
    """The views of the most unusual movements, then the chapters' leading views, then their next ones; none twice.

    In the order of the chapters, as the report has them.
    """
    chosen: dict[tuple[str, str], Cell] = {}
    for one in found:
        if len(chosen) == min(MOVED, most):
            break
        view = next((view for view in _drawn(library, one.chapter, years) if _draws(view, one)), None)
        if view is not None and one.chapter.id not in {chapter for chapter, _ in chosen}:
            chosen[one.chapter.id, view.name] = _cell(library, one.chapter, view, years, release, language)
    for chapter, view in _leading(library, years, {chapter for chapter, _ in chosen}):
        if len(chosen) == most:
            break
        if (chapter.id, view.name) not in chosen:
            chosen[chapter.id, view.name] = _cell(library, chapter, view, years, release, language)
    places = {chapter.id: place for place, chapter in enumerate(library.chapters)}
    return sorted(chosen.values(), key=lambda cell: places[cell.chapter])


def _leading(library: Library, years: tuple[int, ...], taken: set[str]) -> Iterator[tuple[Chapter, View]]:
    """Chapters with tables of their own come first, each with its first view; then the others; then further views."""
    views = {chapter.id: _drawn(library, chapter, years) for chapter in library.chapters}
    own = [one for one in library.chapters if not one.datasets[0].indicators]
    ordered = [*own, *(one for one in library.chapters if one not in own)]
    for chapter in ordered:
        if chapter.id not in taken and views[chapter.id]:
            yield chapter, views[chapter.id][0]
    for place in range(max(map(len, views.values()), default=0)):
        for chapter in ordered:
            if place < len(views[chapter.id]):
                yield chapter, views[chapter.id][place]


def _drawn(library: Library, chapter: Chapter, years: tuple[int, ...]) -> list[View]:
    """The chapter's views that are pictures and have a figure of the last year; over many years the lines that lead."""
    found = []
    for view in chapter.views:
        dataset = chapter.dataset_of(*view.columns)
        if isinstance(view, Figures):
            continue
        frame = frames.of_view(view, dataset, library.rows(dataset.id, library.latest), "zh", chapter.main_key)
        held = frames.years_held(frame)
        if years[-1] in held and len(held) >= view.needs_years:
            history = history_of(view)
            found.append(history if history is not None and len(held) >= history.needs_years else view)
    return found


def _draws(view: View, movement: Movement) -> bool:
    """Whether the view draws the measure (or indicator) that moved."""
    if isinstance(view, MeasureView) and view.where is not None and movement.dataset.indicators:
        return movement.measure.id in view.where[1]
    return movement.measure.id in view.columns


def _cell(
    library: Library, chapter: Chapter, view: View, years: tuple[int, ...], release: int, language: Language
) -> Cell:
    """The view under its own sentence; what its chapter says of the year is for the speaker."""
    rows = {one.id: library.rows(one.id, release) for one in chapter.datasets}
    dataset = chapter.dataset_of(*view.columns)
    frame = frames.of_view(view, dataset, rows[dataset.id], language)
    told = headline(chapter, rows, years, language) or sentence(view, dataset, frame, list(years), language)
    return Cell("view", view.name, chapter.id, years=years, notes=_plain(told), written_at=release)


def _plain(text: str) -> str:
    """Computed text as Markdown that shows it letter for letter."""
    return "".join(f"\\{letter}" if letter in "\\`*_[]<>#+-.!|~&" and letter.isascii() else letter for letter in text)
