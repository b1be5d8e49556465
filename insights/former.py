"""How earlier versions knew a finding: what was said of it then is said of it now.

A finding's id is made of its numbers and of the names of what they are. Where a later version names a sum or a total
in other words, or joins several findings to one, the id is another; the numbers are the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from insights.findings import Finding, Statement
from schema import Label

Said = TypeVar("Said")
KINDS_BEFORE = {"near": "sections"}
SUM = re.compile(r"(?P<dataset>[^ ]+?)表中(?:(?P<where>[^ ]+)的)?(?P<measure>[^ ]+?)(?=之和（| |$)")
MORE_ADDENDS = re.compile(r"，共 (\d+) 项）")


def names(finding: Finding) -> tuple[str, ...]:
    """Every id that the finding has or had, its own first."""
    alone = [one for part in _parts(finding) for one in _ids(part)]
    return tuple(dict.fromkeys([finding.id, *alone]))


def answers(found: Iterable[Finding], said: Mapping[str, Said]) -> dict[str, Said]:
    """What was said of the findings, by the ids that they have now; of one that joins several, if all were answered."""
    given = {}
    for finding in found if said else ():
        own = [said[finding.id]] if finding.id in said else _of_parts(finding, said)
        if own:
            given[finding.id] = own[0]
    return given


def _of_parts(finding: Finding, said: Mapping[str, Said]) -> list[Said]:
    told = [next((said[name] for name in _ids(part) if name in said), None) for part in _parts(finding)]
    known = [one for one in told if one is not None]
    return known if len(known) == len(told) else []


def _parts(finding: Finding) -> Iterator[Finding]:
    yield replace(finding, doubles=())
    yield from finding.doubles


def _ids(part: Finding) -> Iterator[str]:
    """The ids of a finding that stands for itself: today's, and that of the words of before."""
    yield part.id
    kind = KINDS_BEFORE.get(part.kind, part.kind)
    one, other = _before(part.one), _before(part.other)
    if part.kind == "total_row":
        one = _named(one, one.label.zh.rpartition(" ")[0])
        other = _named(other, other.label.zh.replace("、", "+"))
    if part.kind == "label" and one.label.zh == "印出的名称":
        one = _named(one, one.value)
    yield replace(part, kind=kind, one=one, other=other).id


def _before(one: Statement) -> Statement:
    return _named(one, MORE_ADDENDS.sub(r"（\1））", SUM.sub(_sum_before, one.label.zh)))


def _sum_before(found: re.Match[str]) -> str:
    return f"{found['where'] or ''}{found['dataset']}·{found['measure']}"


def _named(one: Statement, name: str) -> Statement:
    return replace(one, label=Label(name, one.label.en))
