"""What a cell was pinned from, as it stands at one release."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

import frames
from exports.content import expectation, words
from exports.content.grids import Grid, dataset_grid, findings_grid, grid
from exports.content.library import Library
from exports.content.provenance import stored_columns
from insights.absent import absent, missing
from insights.counted import counted
from insights.findings import Finding
from insights.former import names
from insights.marks import in_words
from insights.sentences import sentence
from insights.targets import told_of
from schema import Bars, Cell, Chapter, Dataset, Figures, Language, MeasureView, View, drawn_names

MOST_IN_TITLE = 3  # indicators; more are named by their heading


@dataclass(frozen=True)
class Picture:
    """A view to draw: `frame` is `frames.of_view` over all years and members, `asked` and `shown` what is chosen, and
    `years` what is drawn of it: the years asked for that have figures, and the two that are compared."""

    view: View
    dataset: Dataset
    frame: pd.DataFrame
    years: tuple[int, ...]
    asked: tuple[int, ...] = ()
    shown: tuple[str, ...] = ()
    pick: str = ""
    key: str | None = None

    def name_of(self, value: str, language: Language) -> str:
        """A value of the chapter's main key as it is named."""
        return words.printable(self.dataset.key(self.key).name(value, language) if self.key else value)

    @property
    def kept(self) -> pd.DataFrame:
        """The rows of the years and members that are drawn."""
        return self.chosen[self.chosen["year"].isin(self.years)]

    @property
    def chosen(self) -> pd.DataFrame:
        """The rows of the chosen members, over all years."""
        frame = self.frame
        return frame[frame["key"].isin(self.shown)] if self.shown and "key" in frame else frame


@dataclass(frozen=True)
class Found:
    """What a cell's subject comes to at one release; `rows` of the dataset are what it shows, in these `columns`."""

    said: str
    picture: Picture | None = None
    grid: Grid | None = None
    note: str = ""
    rows: pd.DataFrame | None = None
    dataset: Dataset | None = None
    columns: tuple[str, ...] = ()


def found(library: Library, cell: Cell, release: int, language: Language) -> Found:
    if cell.kind == "text":
        return Found("")
    if cell.kind == "finding":
        return _finding(library, cell, release, language)
    if cell.kind == "figures":
        return _figures(library, cell, release, language)
    chapter = library.chapter(cell.chapter)
    if chapter is None:
        return _lost(cell, language)
    if cell.kind == "table":
        return _table(library, chapter, cell, release, language)
    view = chapter.view(cell.subject)
    return _lost(cell, language) if view is None else _view(library, chapter, view, cell, release, language)


def _lost(cell: Cell, language: Language) -> Found:
    """Nothing to draw: the title says so, the note names what is gone."""
    return Found(words.LOST.text(language), note=words.printable(f"{cell.chapter} {cell.subject}".strip()))


def _view(library: Library, chapter: Chapter, view: View, cell: Cell, release: int, language: Language) -> Found:
    dataset = chapter.dataset_of(*view.columns)
    rows = library.rows(dataset.id, release)
    marks = library.marks(release)
    frame = frames.of_view(view, dataset, rows, language, chapter.main_key)
    frame = frames.marked(view, dataset, rows, frame, marks, language)
    frame = expectation.with_range(view, dataset, frame) if cell.expected else frame
    kept = frame[frame["key"].isin(cell.shown)] if cell.shown and "key" in frame else frame
    years = _drawn_years(view, kept, cell.years)
    picture = Picture(view, dataset, frame, years, cell.years, cell.shown, cell.pick, chapter.main_key)
    label = chapter.label.text(language)
    named = words.OF_YEAR.text(language).format(label=label, year=years[-1]) if years else label
    if picture.kept.empty:
        return Found(named, note=words.NO_FIGURE.text(language))
    table = grid(view, dataset, picture.chosen, years, cell.years, language)
    drawn = _drawn(view, dataset, frames.stated_once(dataset, rows), years, chapter.main_key, cell.shown)
    source = Found("", rows=drawn, dataset=dataset, columns=stored_columns(dataset, view))
    if isinstance(view, Figures):
        heading = view.heading.text(language) if view.heading else named
        said = _of_few(view.indicators, dataset, rows, cell.years, language) or heading
        note = _beneath(library, view, dataset, rows, (years, cell.years), language)
        return replace(source, said=said, grid=table, note=note)
    said = sentence(view, dataset, picture.chosen, list(cell.years), language) or named
    if len(frames.years_held(frame)) < view.needs_years:
        note = words.TOO_FEW_YEARS.text(language).format(years=view.needs_years)
        return replace(source, said=said, grid=table, note=note)
    filtered = (chapter.main_key, cell.shown)
    at_points = frames.asked_of(view, dataset, rows, picture.kept, marks)
    is_ranged = cell.expected and "expected" in frame
    expected = expectation.beneath(view, dataset, picture.chosen, cell.years, language) if is_ranged else []
    lines = (
        _lacking(picture, drawn, language),
        _beneath(library, view, dataset, rows, (years, cell.years), language, filtered),
        *map(words.printable, (*in_words(at_points, language), *expected)),
    )
    return replace(source, said=said, picture=picture, grid=table, note=" · ".join(filter(None, lines)))


def _drawn_years(view: View, frame: pd.DataFrame, asked: tuple[int, ...]) -> tuple[int, ...]:
    """The years that a view shows; of single figures the years of each."""
    if isinstance(view, Figures):
        return tuple(
            sorted({year for one in frames.periods_by(frame, "indicator", asked).values() for year in one.drawn})
        )
    period = frames.period_of(frame, asked)
    return () if period is None else period.shown(view.needs_years)


def _lacking(picture: Picture, rows: pd.DataFrame, language: Language) -> str:
    """Which years and members a picture lacks, and why, as far as the report says."""
    view, dataset = picture.view, picture.dataset
    measures = tuple(name for name in view.columns if name in {one.id for one in dataset.stored_measures})
    reasons = missing(dataset, rows, measures, language) if not dataset.indicators else ""
    said = [words.LACKING.text(language).format(members=reasons)] if reasons else []
    return words.printable(" · ".join([*said, *absent(picture.chosen, picture.asked, language)]))


def _beneath(
    library: Library,
    view: View,
    dataset: Dataset,
    rows: pd.DataFrame,
    years: tuple[Sequence[int], Sequence[int]],
    language: Language,
    shown: tuple[str | None, tuple[str, ...]] = (None, ()),
) -> str:
    """What the school says of what is drawn, and a rate's change in people; `years` are those drawn and those asked
    for."""
    drawn, asked = years
    names = drawn_names(view)
    key, kept = shown
    own = rows[rows[key].isin(kept)] if kept and key in rows else rows
    said = told_of(dataset, names, rows, language, drawn, shown)
    said += counted(library.identities, library.datasets, dataset, names, own, asked, language)
    return words.printable(" · ".join(said))


def _drawn(
    view: View,
    dataset: Dataset,
    rows: pd.DataFrame,
    years: Sequence[int],
    key: str | None,
    shown: tuple[str, ...],
) -> pd.DataFrame:
    """The stored rows that a view draws."""
    kept = rows[rows["year"].isin(years)]
    if dataset.indicators:
        names = view.where[1] if isinstance(view, MeasureView) and view.where else view.columns
        return kept[kept["indicator"].isin(names)]
    if isinstance(view, MeasureView) and view.where:
        kept = kept[kept[view.where[0]].isin(view.where[1])]
    return kept[kept[key].isin(shown)] if shown and key in kept else kept


def _of_few(
    indicators: Sequence[str], dataset: Dataset, rows: pd.DataFrame, asked: Sequence[int], language: Language
) -> str:
    """The sentence of a few indicators; empty where there are too many to speak of in a title."""
    if len(indicators) > MOST_IN_TITLE:
        return ""
    view = Bars("value", by="indicator", where=("indicator", tuple(indicators)))
    frame = frames.of_view(view, dataset, rows, language)
    return sentence(view, dataset, frame, list(asked), language)


def _figures(library: Library, cell: Cell, release: int, language: Language) -> Found:
    """Indicators of the scorecard, whichever chapters declare them."""
    dataset = next((one for one in library.datasets if one.indicators), None)
    dataset = None if dataset is None else dataset.hearing(library.said)
    declared = {one.id for one in dataset.indicators} if dataset else set()
    names = [name for name in cell.subject.split(",") if name in declared]
    if dataset is None or not names:
        return _lost(cell, language)
    rows = frames.stated_once(dataset, library.rows(dataset.id, release))
    view = Figures(tuple(names))
    frame = frames.of_view(view, dataset, rows, language)
    years = _drawn_years(view, frame, cell.years)
    if not years:
        return Found(dataset.label.text(language), note=words.NO_FIGURE.text(language))
    said = _of_few(names, dataset, rows, cell.years, language)
    said = said or words.AT_A_GLANCE.text(language).format(year=years[-1])
    own = rows[rows["indicator"].isin(names) & rows["year"].isin(years)]
    table = grid(view, dataset, frame, years, cell.years, language)
    note = _beneath(library, view, dataset, library.rows(dataset.id, release), (years, cell.years), language)
    return Found(said, grid=table, note=note, rows=own, dataset=dataset)


def _table(library: Library, chapter: Chapter, cell: Cell, release: int, language: Language) -> Found:
    dataset = next((one for one in chapter.datasets if one.id == cell.subject), None)
    if dataset is None:
        return _lost(cell, language)
    rows = library.rows(dataset.id, release)
    if dataset.indicators:
        rows = rows[rows["indicator"].isin([one.id for one in dataset.indicators])]
    held = {int(year): 0 for year in rows["year"]}
    period = frames.period_between(held, cell.years)
    years = () if period is None else period.drawn
    rows = rows[rows["year"].isin(years)]
    if cell.shown and chapter.main_key in rows:
        rows = rows[rows[chapter.main_key].isin(cell.shown)]
    label = (chapter if dataset.indicators else dataset).label.text(language)
    named = words.OF_YEAR.text(language).format(label=label, year=words.listed(list(map(str, years)), language))
    if rows.empty:
        return Found(named, note=words.NO_FIGURE.text(language))
    return Found(named, grid=dataset_grid(dataset, rows, language), rows=rows, dataset=dataset)


def _finding(library: Library, cell: Cell, release: int, language: Language) -> Found:
    """One finding, or all of the cell's years; one that is no more is shown as it was when it was pinned."""
    found = library.findings(release)
    if not cell.subject:
        own = [one for one in found if not cell.years or one.year in cell.years]
        text = (words.FINDINGS if own else words.NO_FINDING).text(language)
        return Found(text.format(count=len(own)), grid=findings_grid(own, language), rows=_places(own, release))
    one = next((each for each in found if cell.subject in names(each)), None)
    note = ""
    if one is None and cell.written_at and cell.written_at != release:
        one = next((each for each in library.findings(cell.written_at) if cell.subject in names(each)), None)
        note = words.GONE.text(language)
    if one is None:
        return _lost(cell, language)
    said = words.printable(one.said.text(language))
    return Found(said, grid=findings_grid([one], language), note=note, rows=_places([one], release))


def _places(found: Sequence[Finding], release: int) -> pd.DataFrame:
    sections = {one.section for finding in found for one in (finding.one, finding.other)}
    return pd.DataFrame({"section": sorted(sections), "release": release})
