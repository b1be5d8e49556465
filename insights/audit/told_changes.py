"""Changes that a sentence tells of its own figure: 在校生4902人，比上年增加50人，增长1.03%."""

from __future__ import annotations

import re
from collections.abc import Iterator

from insights.audit.book import Book, Row, figure, places_of
from insights.audit.printed import DOWN, PLAIN, change, dated
from insights.audit.quotations import sentences
from insights.findings import Finding, Place
from schema import Dataset, Evidence

NUMBER = r"\d[\d,]*(?:\.\d+)?"
SINCE = r"(?:(?:比|较)(?:(?P<since>(?:19|20)\d\d)年|(?:上一?|前一?|去)年)(?:度|底|末)?(?:同期)?的?|同比)"
BY = rf"(?:有所|净|略有|又)?(?:增加|增长|提高|上升|提升|增|升|多|减少|下降|降低|下滑|减|降|少)了?(?:{NUMBER})"
TOLD = re.compile(
    rf"(?P<figure>{NUMBER})(?P<unit>%|[^\d\s,;。，、；()（）%]{{0,4}})[,，(（]?{SINCE}(?P<first>{BY}[^\d\s,;。，、；()（）]{{0,4}})"
    rf"(?:[,，、](?:同比)?(?P<second>{BY}%))?"
)
PARTS = re.compile(rf"(?P<verb>\D+)(?P<number>{NUMBER})(?P<unit>.*)")


def in_words(dataset: Dataset, book: Book) -> Iterator[Finding]:
    """A change told behind a figure is what the figure and that of the year before come to, in its own unit."""
    for words, rows in sentences(dataset, book).items():
        for found in TOLD.finditer(words.translate(PLAIN)):
            told = [one for one in (found["first"], found["second"]) if one]
            for pair, place in _years(dataset, book, rows, found):
                for one in told:
                    yield from _held(one, found["unit"], dataset, pair, place)


def _years(
    dataset: Dataset, book: Book, rows: list[Row], found: re.Match[str]
) -> Iterator[tuple[tuple[Row, Row], Place]]:
    """The row that states the figure, of the sentence's own, and that of the year that it is compared with."""
    value = float(found["figure"].replace(",", ""))
    for row in rows:
        for place in places_of(dataset, row):
            year = int(found["since"] or row["year"] - 1)
            if year >= place.year or figure(dataset, place.column, row) != value:
                continue
            earlier = Place(dataset.id, place.column, year, dated(dataset, place.members, year))
            before = book.stating(earlier, row["section"])
            if before is not None:
                yield (before, row), place
                return


def _held(told: str, unit: str, dataset: Dataset, pair: tuple[Row, Row], place: Place) -> Iterator[Finding]:
    """The change as a printed one, where it is in the figure's unit, in percent or in points."""
    parts = PARTS.fullmatch(told)
    if parts is None or not parts["unit"].startswith((unit or "%", "%", "百分点", "个百分点")):
        return
    number = float(parts["number"].replace(",", ""))
    evidence = Evidence(
        "change",
        dataset.id,
        told,
        column_id=place.column,
        year=place.year,
        members=place.members,
        section=pair[1]["section"],
        unit="%" if parts["unit"].startswith("%") else "",
    )
    yield from change(
        evidence, -number if DOWN.search(parts["verb"]) or "少" in parts["verb"] else number, dataset, pair
    )
