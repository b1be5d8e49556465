"""Identities: what a report's figures must satisfy among themselves. The audit runs them on whatever is stored.

A term is an indicator's id, or what a dataset's rows of a year come to.
"""

from __future__ import annotations

from dataclasses import dataclass

Where = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Total:
    """The sum of a measure over a year's rows (wholes left out) that hold these key values."""

    dataset: str
    measure: str
    where: Where = ()


@dataclass(frozen=True)
class Count:
    """How many different values of a key a year's rows have."""

    dataset: str
    key: str
    where: Where = ()


Term = str | Total | Count


@dataclass(frozen=True)
class Equal:
    """Two places of the report speak of one thing."""

    one: Term
    other: Term


@dataclass(frozen=True)
class Parts:
    """The parts make the whole."""

    parts: tuple[Term, ...]
    whole: Term


@dataclass(frozen=True)
class AtMost:
    """A part is no larger than its whole."""

    part: Term
    whole: Term


@dataclass(frozen=True)
class Quotient:
    """`value` is `factor` times `over` by `under` (100: a percentage). Without `under`, some whole number must fit."""

    value: Term
    over: Term
    under: Term | None = None
    factor: float = 100


@dataclass(frozen=True)
class RowQuotient:
    """In each row of the dataset `value` is `factor` times `over` by `under`."""

    dataset: str
    value: str
    over: str
    under: str
    factor: float = 100


@dataclass(frozen=True)
class Shares:
    """In each row of the dataset these measures make 100, give or take what rounding explains."""

    dataset: str
    measures: tuple[str, ...]


@dataclass(frozen=True)
class PossibleRate:
    """Each rate of the dataset is one that some head count of at most `whole` gives."""

    dataset: str
    measure: str
    whole: Term


@dataclass(frozen=True)
class Listing:
    """A list kept as text has as many members as the row's count says."""

    dataset: str
    count: str
    text: str


@dataclass(frozen=True)
class PerHead:
    """An amount is its people times what its row's words give each ("每人1000元"), matched by the keys both share."""

    amounts: str
    amount: str
    recipients: str
    people: str


Identity = Equal | Parts | AtMost | Quotient | RowQuotient | Shares | PossibleRate | Listing | PerHead
