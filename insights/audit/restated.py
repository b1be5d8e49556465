"""Rules of one year told by several files."""

from __future__ import annotations

from collections.abc import Iterator

from insights.audit.book import Book, Printed, named_by
from insights.audit.printed import number_of
from insights.audit.saying import sentence
from insights.findings import Finding, Place, Statement
from insights.fits import fit
from schema import Dataset, Evidence, Label


def restated(dataset: Dataset, book: Book) -> Iterator[Finding]:
    """A later year's report tells an earlier year's figure as the earlier report did."""
    measured = {measure.id for measure in dataset.stored_indicators or dataset.stored_measures}
    told: dict[tuple[Place, str], tuple[Evidence, Printed]] = {}
    for table in reversed(
        [table for table in book.tables if table.dataset.id == dataset.id]
    ):  # the oldest file's first
        for one in (*table.of("figure"), *table.of("restated")):
            if one.column_id not in measured or one.year is None or number_of(one.text) is None:
                continue
            at = Place(dataset.id, one.column_id, one.year, one.members), one.section
            before, its_table = told.get(at, (one, table))
            if one.kind == "figure" or at not in told:
                told[at] = one, table
            if its_table.last < table.last and before.release != one.release:
                yield from _told_anew(dataset, at[0], before, one, table.last)


def _told_anew(dataset: Dataset, place: Place, before: Evidence, after: Evidence, year: int) -> Iterator[Finding]:
    old, new = number_of(before.text), number_of(after.text)
    if old is None or new is None or fit(old, new) or fit(new, old):
        return
    named = named_by(dataset, place.members, dataset.measure(place.column))
    one = Statement(named, before.text, before.section, before.text, before.text, (place,))
    other = Statement(named, after.text, after.section, after.text, after.text, (place,))
    said = sentence(
        f"{place.year} 年的{named.zh}，先前的文件写 {before.text}，{year} 年的文件写 {after.text}："
        "过去一年的数不会再变。",
        f"{named.en} of {place.year}: an earlier file says {before.text}, that of {year} says {after.text};"
        " the figure of a past year does not change.",
    )
    cause = Label(
        "多半是新报告抄错，或往年的数后来更正过；请确认哪个对，并写明更正",
        "most likely the new report miscopied it, or it was corrected later: decide which is right, and say so",
    )
    yield Finding("restated", year, one, other, said, cause, f"{abs(old - new):,.10g}", weight=2)
