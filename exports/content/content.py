"""What a notebook's cell shows, resolved once for the screen and for every export."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from exports.content import words
from exports.content.grids import Grid, Number
from exports.content.library import Library
from exports.content.provenance import of_rows, source_line
from exports.content.subjects import Found, Picture, found
from schema import Cell, Language, Notebook

MOST_CHANGES = 3


@dataclass(frozen=True)
class Content:
    """A cell as it is drawn. `grid` holds the figures behind a picture too; `moved` says which live figures have
    changed since the words were written; `said` is the title that is computed, whatever the user wrote over it."""

    cell: Cell
    title: str
    said: str
    words: str
    notes: str
    picture: Picture | None = None
    grid: Grid | None = None
    note: str = ""
    source: str = ""
    state: str = ""
    moved: str = ""

    @property
    def below(self) -> str:
        """The line in small type: source, state, and what has moved."""
        return " · ".join(filter(None, (self.source, self.state, self.moved)))


@dataclass(frozen=True)
class About:
    """What every export says of itself."""

    title: str
    made_at: datetime
    release: int

    def line(self, language: Language) -> str:
        return words.MADE.text(language).format(
            school=words.SCHOOL.text(language),
            app=words.APP.text(language),
            date=f"{self.made_at:%Y-%m-%d}",
            release=release_named(self.release, language),
        )


def about(library: Library, notebook: Notebook, made_at: datetime) -> About:
    return About(words.printable(notebook.title), made_at, library.latest)


def contents(library: Library, notebook: Notebook, language: Language) -> list[Content]:
    return [content(library, cell, language) for cell in notebook.cells]


def content(library: Library, cell: Cell, language: Language) -> Content:
    """The cell at its own release, or at the newest; a cell whose subject is no more says so and keeps its words."""
    release = library.latest if cell.frozen is None else cell.frozen
    shown = found(library, cell, release, language)
    return Content(
        cell,
        title=" ".join(words.printable(cell.title).split()) or shown.said,
        said=shown.said,
        words=words.printable(cell.words),
        notes=words.printable(cell.notes),
        picture=shown.picture,
        grid=shown.grid,
        note=shown.note,
        source=_source(library, shown, release, language),
        state="" if cell.kind == "text" else _state(library, cell, release, language),
        moved=_moved(library, cell, shown, release, language),
    )


def release_named(release: int, language: Language) -> str:
    return words.RELEASE.text(language).format(releases=release) if release else words.EMPTY_RELEASE.text(language)


def _state(library: Library, cell: Cell, release: int, language: Language) -> str:
    made_at = library.dates.get(release)
    text = words.LIVE if cell.frozen is None else words.FROZEN
    date = f"{made_at:%Y-%m-%d}" if made_at else "—"
    return text.text(language).format(release=release_named(release, language), date=date)


def _source(library: Library, shown: Found, release: int, language: Language) -> str:
    rows, dataset = shown.rows, shown.dataset
    if rows is None or rows.empty:
        return ""
    if dataset is None:
        return source_line(rows, "", language)
    origins = library.origins(dataset, release)
    return words.printable(source_line(rows, of_rows(dataset, rows, origins, language, shown.columns), language))


def _moved(library: Library, cell: Cell, now: Found, release: int, language: Language) -> str:
    """Which figures of a live cell are not what they were at the release its words were written at."""
    if cell.frozen is not None or not cell.written_at or cell.written_at >= release:
        return ""
    then = found(library, cell, cell.written_at, language)
    if cell.kind == "finding":
        return _findings_moved(cell, then.grid, now.grid, language)
    before, after = ({} if one.grid is None else one.grid.figures() for one in (then, now))
    changes = [
        f"{' '.join(key)} {_shown(before.get(key), language)} → {_shown(after.get(key), language)}"
        for key in dict.fromkeys([*before, *after])
        if before.get(key) != after.get(key)
    ]
    if not changes:
        return ""
    told = changes[:MOST_CHANGES]
    if len(changes) > MOST_CHANGES:
        told.append(words.AND_MORE.text(language).format(count=len(changes)))
    return words.MOVED.text(language).format(changes=("；" if language == "zh" else "; ").join(told))


def _findings_moved(cell: Cell, then: Grid | None, now: Grid | None, language: Language) -> str:
    """Of all findings, that they are others; of one that is no more, the cell's note says it."""
    before, after = (set() if one is None else set(one.rows) for one in (then, now))
    if cell.subject or before == after:
        return ""
    return words.FINDINGS_MOVED.text(language).format(before=len(before), after=len(after))


def _shown(figure: Number | None, language: Language) -> str:
    return figure.text(language) if figure is not None else words.MISSING.text(language)
