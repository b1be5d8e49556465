"""What the school says of its figures, as the panel changes it: each change is a version in the store."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from insights.targets import standing, told_of
from schema import Language, Statement
from screen.figure import figure_words as said
from screen.figure.place import Place
from screen.shell import data
from store import statements as store_statements
from store.statements import AlreadySaid, Said, SaidMeanwhile


def of_place(place: Place) -> tuple[list[Said], list[Said]]:
    """What stands of the place's column, of its members or of all, and what was withdrawn."""
    store = data.attached()
    found = (store_statements.statements(store), store_statements.statements(store, withdrawn=True))
    standing_now, withdrawn = ([one for one in own if _is_of(one.statement, place)] for own in found)
    return standing_now, withdrawn


def _is_of(one: Statement, place: Place) -> bool:
    named = dict(place.named)
    same = (one.dataset, one.column) == (place.dataset.id, place.column)
    return same and all(named.get(key, value) == value for key, value in one.members)


def say(one: Statement, made_by: str, seen: int | None, speech: Language) -> str:
    """Store it; the sentence that says why it was not stored, empty where it was."""
    return _done(lambda: store_statements.say(data.attached(), one, made_by, seen), speech)


def withdraw(one: Said, made_by: str, speech: Language) -> str:
    store = data.attached()
    return _done(lambda: store_statements.withdraw(store, one.statement.id, made_by, one.version), speech)


def undo(statement_id: str, made_by: str, speech: Language) -> str:
    return _done(lambda: store_statements.undo(data.attached(), statement_id, made_by), speech)


def _done(change: Callable[[], int], speech: Language) -> str:
    try:
        change()
    except AlreadySaid as refused:
        text = in_short(refused.standing.statement)
        return said.ALREADY.text(speech).format(by=refused.standing.made_by, text=text)
    except SaidMeanwhile as refused:
        text = in_short(refused.newest.statement)
        return said.MEANWHILE.text(speech).format(by=refused.newest.made_by, text=text)
    data.look()
    return ""


def in_short(one: Statement) -> str:
    """A statement without its figures: its year, its value, its words."""
    return " ".join(filter(None, (str(one.year or ""), "" if one.value is None else f"{one.value:g}", one.text)))


def in_words(one: Statement, place: Place, rows: pd.DataFrame, speech: Language) -> str:
    """A statement as it stands under pictures, with its status."""
    dataset = place.dataset.hearing([one])
    told = told_of(dataset, [one.column], rows, speech)
    return told[0] if told else standing(one, dataset, rows, speech).text(speech)
