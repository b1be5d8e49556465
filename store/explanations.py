"""What people say of the audit's findings: appended, never changed; the last word on a finding counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from store.engine import Store, newest_of
from store.tables import explanation


@dataclass(frozen=True)
class Explanation:
    """Why a finding stands, who said so and when; an empty reason takes the words before it back."""

    finding: str
    made_at: datetime
    made_by: str
    reason: str


def explain(store: Store, finding: str, made_by: str, reason: str) -> None:
    """Add an explanation of a finding, by the finding's id."""
    made_at = datetime.now(UTC).isoformat(timespec="seconds")
    values = {"school": store.school, "finding": finding, "made_at": made_at, "made_by": made_by, "reason": reason}
    with store.writing() as connection:
        connection.execute(sa.insert(explanation).values(values))


def newest_answer(store: Store) -> int:
    """The number of the last explanation or taking back; 0 before the first."""
    return newest_of(store, explanation)


def explanations(store: Store) -> dict[str, Explanation]:
    """The explanation that stands of each explained finding, by the finding's id."""
    query = sa.select(explanation).where(explanation.c.school == store.school).order_by(explanation.c.id)
    with store.reading() as connection:
        if not sa.inspect(connection).has_table(explanation.name):
            return {}
        rows = connection.execute(query).mappings().all()
    last = {
        row["finding"]: Explanation(
            row["finding"], datetime.fromisoformat(row["made_at"]), row["made_by"], row["reason"]
        )
        for row in rows
    }
    return {finding: one for finding, one in last.items() if one.reason}
