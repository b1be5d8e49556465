"""What the audit asks of figures, at the figures: the marks that a picture draws at its points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from frames import Mark
from insights.findings import KINDS, Finding
from schema import Label, Language

MOST_POINTS = 3  # figures that one statement is of; a sum of more has no point of its own

MOST_TOLD = 3
MORE = Label("还有 {count} 处，见数据核对", "{count} more: see the audit")


def marks(found: Iterable[Finding], explained: Mapping[str, str]) -> tuple[Mark, ...]:
    """A mark for each figure that a finding speaks of by itself; `explained` are reasons by the findings' ids."""
    made = [
        Mark(place.dataset, place.column, place.year, place.members, _said(finding), explained.get(finding.id))
        for finding in found
        for one in (finding, *finding.doubles)
        for side in (one.one, one.other)
        if len(side.places) <= MOST_POINTS
        for place in side.places
    ]
    return tuple(dict.fromkeys(made))


def in_words(marks: Sequence[Mark], language: Language) -> list[str]:
    """The marks of a picture in words, each question once, for those who do not see them where they stand."""
    told = list(dict.fromkeys(one.text(language) for one in marks))
    more = [MORE.text(language).format(count=len(told) - MOST_TOLD)] if len(told) > MOST_TOLD else []
    return [*told[:MOST_TOLD], *more]


def _said(finding: Finding) -> Label:
    kind = KINDS[finding.kind]
    return Label(f"{kind.zh}：{finding.said.zh}", f"{kind.en}: {finding.said.en}")
