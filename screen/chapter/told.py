"""What a chapter's page says for a choice of years and members, in words and figures: made once, for all readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from exports.content.provenance import of_rows, source_line, stored_columns
from exports.content.words import LACKING
from frames import period_of, periods_by
from insights.absent import absent, missing
from insights.counted import counted
from insights.headline import headline
from insights.numbers import MINUS, change, number, quantity, signed
from insights.sentences import sentence
from insights.targets import told_of
from schema import Chapter, Dataset, Figures, Indicator, Language, View, drawn_names
from screen.shell import data, words
from screen.shell.once import once
from screen.shell.site import current
from screen.shell.state import Chosen


@dataclass(frozen=True)
class Figure:
    """A card: its label with the year, the value, how it moved, and what stands beside it in small type."""

    label: str
    value: str
    moved: str | None = None
    better: str | None = None
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Told:
    """What stands around a view: its finding, or why there is none; the cards; what is lacking; what the
    school says of it; where it is from."""

    finding: str
    instead: str
    figures: tuple[Figure, ...]
    lacking: tuple[str, ...]
    said: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Page:
    """The years and members that a chapter has figures of."""

    years: tuple[int, ...]
    members: tuple[str, ...]


def page_of(chapter: Chapter, release: data.Release) -> Page:
    return _page(data.standing(release, chapter.datasets), chapter.id, chapter)


@once(most=200)
def _page(release: data.Release, chapter_id: str, _chapter: Chapter) -> Page:
    rows = data.rows_of(_chapter, release)
    years = {int(year) for frame in rows.values() for year in set(frame["year"])}
    return Page(tuple(sorted(years)), tuple(_members(_chapter, rows)))


def _members(chapter: Chapter, rows: Mapping[str, pd.DataFrame]) -> list[str]:
    """The values of the main key that the chapter's rows have, in their declared order, then as they come."""
    if chapter.main_key is None:
        return []
    met = dict.fromkeys(
        value for frame in rows.values() if chapter.main_key in frame for value in frame[chapter.main_key]
    )
    order = [value for value in chapter.filter_key().order if value in met]
    return list(dict.fromkeys([*order, *met]))


def told(chapter: Chapter, release: data.Release, chosen: Chosen, speech: Language) -> tuple[str, list[Told | None]]:
    """The page's first sentence, and what is told of each view in their order; None for one that needs more years."""
    standing = data.standing(release, chapter.datasets)
    return _told(standing, chapter.id, speech, chosen.years, chosen.shown, chapter)


@once(most=1000)
def _told(
    release: data.Release,
    chapter_id: str,
    speech: Language,
    years: tuple[int, ...],
    shown: tuple[str, ...],
    _chapter: Chapter,
) -> tuple[str, list[Told | None]]:
    rows = {name: kept(frame, _chapter.main_key, shown) for name, frame in data.rows_of(_chapter, release).items()}
    frames = data.frames_of(_chapter, release, speech)
    stated, own = data.stated_rows(_chapter, release), data.heard(_chapter, release)
    each = [
        None
        if frame["year"].nunique() < view.needs_years
        else _of_view(view, own, frame, stated, release, (years, shown), speech)
        for view, frame in zip(own.views, frames, strict=True)
    ]
    return headline(own, rows, list(years), speech), each


def _of_view(
    view: View,
    chapter: Chapter,
    frame: pd.DataFrame,
    stated: Mapping[str, pd.DataFrame],
    release: data.Release,
    choice: tuple[tuple[int, ...], tuple[str, ...]],
    speech: Language,
) -> Told:
    years, shown = choice
    dataset = chapter.dataset_of(*view.columns)
    rows = stated[dataset.id]
    drawn = _drawn(view, dataset, rows)
    drawn = drawn[drawn["year"].isin(_years_of(view, frame, years))]
    origins = data.origins(dataset, release, {int(year) for year in drawn["year"]})
    cells = of_rows(dataset, drawn, origins, speech, stored_columns(dataset, view))
    source = source_line(drawn, cells, speech)
    if isinstance(view, Figures):
        cards = _figures(view, chapter, frame, rows, years, speech)
        return Told("", "", tuple(cards), (), (), source)
    beneath = told_of(
        dataset, drawn_names(view), rows, speech, _years_of(view, frame, years), (chapter.main_key, shown)
    )
    shown_rows = kept(rows, chapter.main_key, shown)
    beneath += counted(chapter.identities, _declared(chapter), dataset, drawn_names(view), shown_rows, years, speech)
    own = kept(frame, "key", shown)
    finding = sentence(view, dataset, own, list(years), speech)
    no_year = words.NO_YEAR.text(speech).format(years=", ".join(map(str, years)))
    instead = no_year if period_of(frame, years) is None else words.HIDDEN.text(speech)
    measures = tuple(name for name in view.columns if name in {one.id for one in dataset.stored_measures})
    reasons = missing(dataset, drawn, measures, speech)
    said = [LACKING.text(speech).format(members=reasons)] if reasons else []
    lacking = (*said, *absent(own, years, speech))
    return Told(finding, "" if finding else instead, (), lacking, tuple(beneath), source)


def _years_of(view: View, frame: pd.DataFrame, years: tuple[int, ...]) -> set[int]:
    """The years that a view draws; of cards those of each."""
    if isinstance(view, Figures):
        return {year for one in periods_by(frame, "indicator", years).values() for year in one.drawn}
    period = period_of(frame, years)
    return set() if period is None else set(period.shown(view.needs_years))


def _figures(
    view: Figures,
    chapter: Chapter,
    frame: pd.DataFrame,
    rows: pd.DataFrame,
    years: tuple[int, ...],
    speech: Language,
) -> Iterator[Figure]:
    dataset = chapter.dataset_of(*view.columns)
    for name in view.indicators:
        card = _figure(name, dataset, frame[frame["indicator"] == name], years, speech)
        said = told_of(dataset, [name], rows, speech, years)
        said += counted(chapter.identities, _declared(chapter), dataset, [name], rows, years, speech)
        yield replace(card, beside=(*card.beside, *said))


def _declared(chapter: Chapter) -> Sequence[Dataset]:
    """Every dataset that is at hand: a chapter's rate may be of what another one counts."""
    site = current()
    return chapter.datasets if site is None else site.datasets


def _figure(name: str, dataset: Dataset, rows: pd.DataFrame, years: tuple[int, ...], speech: Language) -> Figure:
    indicator = dataset.measure(name)
    assert isinstance(indicator, Indicator)
    label = indicator.label.text(speech) if indicator.unit.is_rate else indicator.title(speech)
    period = period_of(rows, years)
    if period is None:
        return Figure(label, "—")
    own = rows.set_index("year")
    values = own["value"]
    moved = ""
    if period.before is not None:
        by = _moved(round(float(values[period.now] - values[period.before]), 6), indicator, speech)
        moved = by.replace(MINUS, "-")  # the arrow's sign is ASCII
        moved = moved if period.is_as_asked else words.SINCE.text(speech).format(change=moved, year=period.before)
    reference = indicator.reference.label.text(speech) if indicator.reference is not None else ""
    return Figure(
        f"{label} {period.now}",
        (quantity if indicator.unit.is_rate else number)(float(values[period.now]), indicator, speech),
        moved or None,
        indicator.better,
        tuple(filter(None, (reference, own["note"][period.now]))),
    )


def _moved(value: float, indicator: Indicator, speech: Language) -> str:
    return (change if indicator.unit.is_rate else signed)(value, indicator, speech)


def kept(rows: pd.DataFrame, key: str | None, shown: tuple[str, ...]) -> pd.DataFrame:
    """The rows of the members that are shown."""
    return rows[rows[key].isin(shown)] if shown and key in rows else rows


def _drawn(view: View, dataset: Dataset, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows that the view shows: of the scorecard, those of its indicators."""
    if not dataset.indicators:
        return rows
    return rows[rows["indicator"].isin(drawn_names(view))]
