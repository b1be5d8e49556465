"""What a preview asks before it is stored, as the command line says it; the page asks the same by its controls."""

from __future__ import annotations

from loaders.preview import Change, Preview
from loaders.problem import Problem
from schema import Label


def unknown_names(one: Preview) -> list[Problem]:
    """A name that nobody has seen before is a typing error, or a new one that has to be said to be new."""
    problems = []
    for unknown in one.unknown:
        found = Label(f"没见过“{unknown.name}”", f"“{unknown.name}” was never seen before")

        expected = Label(
            f"相近的有：{'、'.join(unknown.near) or '无'}；确是新的请加 --new-names",
            f"near it: {', '.join(unknown.near) or 'none'}; if it is new, say --new-names",
        )
        problems.append(Problem(one.reading.name, 0, unknown.key.label.zh, found, expected))
    return problems


def rewritten_figures(one: Preview) -> list[Problem]:
    """A figure of an earlier year that differs from the stored one: the past is not rewritten without being asked."""
    return [_rewritten(one, change, name) for change in one.earlier for name in change.moved]


def _rewritten(one: Preview, change: Change, name: str) -> Problem:
    assert change.stored is not None
    cell = one.reading.places[change.place].get(name)
    year, new, old = change.row["year"], change.row[name], change.stored[name]
    found = Label(f"{year}年“{new}”，库里是“{old}”", f"{year}: {new}, stored is {old}")
    expected = Label("请用 --earlier file 或 stored 说明用哪个", "say which stands by --earlier file or stored")
    place = (cell.row, cell.heading) if cell else (0, name)
    return Problem(one.reading.name, *place, found, expected)
