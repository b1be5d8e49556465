"""The rules that a school added to the audit: appended, by whom and when; taking one back is a version too."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from schema import Dataset, Identity, OwnRule
from store.engine import Store, newest_of
from store.tables import own_rule


@dataclass(frozen=True)
class Added:
    """The newest version of a rule: who said it, and when; `withdrawn` where it holds no more."""

    rule: OwnRule
    made_at: datetime
    made_by: str
    withdrawn: bool


def add(store: Store, rule: OwnRule, made_by: str) -> None:
    """Let the rule hold from now on: a new one, or one that was withdrawn."""
    _append(store, rule, made_by, withdrawn=False)


def withdraw(store: Store, rule: OwnRule, made_by: str) -> None:
    """Let the rule hold no more; `add` brings it back."""
    _append(store, rule, made_by, withdrawn=True)


def own_rules(store: Store) -> list[Added]:
    """The newest version of every rule, in the order in which they were first said, the withdrawn ones too."""
    with store.reading() as connection:
        if not sa.inspect(connection).has_table(own_rule.name):
            return []
        query = sa.select(own_rule).where(own_rule.c.school == store.school).order_by(own_rule.c.id)
        rows = connection.execute(query).mappings().all()
    return list({row["rule"]: _added(row) for row in rows}.values())


def newest_rule(store: Store) -> int:
    """The number of the last rule that was added or withdrawn; 0 before the first."""
    return newest_of(store, own_rule)


def own_identities(store: Store, datasets: Sequence[Dataset]) -> tuple[Identity, ...]:
    """What the school's own rules demand of its figures; a rule of columns that are no more declared waits."""
    standing = (one.rule for one in own_rules(store) if not one.withdrawn)
    return tuple(rule.identity for rule in standing if rule.holds_of(datasets))


def _append(store: Store, rule: OwnRule, made_by: str, *, withdrawn: bool) -> None:
    values = {
        "school": store.school,
        "rule": rule.id,
        "kind": rule.kind,
        "terms": json.dumps(rule.terms, ensure_ascii=False),
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "made_by": made_by,
        "withdrawn": withdrawn,
    }
    with store.writing() as connection:
        connection.execute(sa.insert(own_rule).values(values))


def _added(row: sa.RowMapping) -> Added:
    rule = OwnRule(row["kind"], tuple(json.loads(row["terms"])), row["rule"])
    return Added(rule, datetime.fromisoformat(row["made_at"]), row["made_by"], row["withdrawn"])
