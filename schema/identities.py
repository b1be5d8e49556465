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
class Near:
    """Two numbers that go together lie within this share of the larger one."""

    one: Term
    other: Term
    within: float = 0.02


@dataclass(frozen=True)
class Parts:
    """The parts make the whole."""

    parts: tuple[Term, ...]
    whole: Term


@dataclass(frozen=True)
class AtMost:
    """A part is no larger than its whole; not `surely` where the two may count differently."""

    part: Term
    whole: Term
    surely: bool = True


@dataclass(frozen=True)
class Groups:
    """The rows of each group, told apart by these keys, come to no more than the whole when added."""

    dataset: str
    measure: str
    by: tuple[str, ...]
    whole: Term


@dataclass(frozen=True)
class Quotient:
    """`value` is `factor` times `over` by `under` (100: a percentage).

    Where one of the two is not given, some whole number must fit in its place.
    """

    value: Term
    over: Term | None
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
    """Each rate of the dataset is one that some head count of at most `whole` gives.

    Where the rows are `groups` of the whole, apart from each other, they must find room in it together.
    """

    dataset: str
    measure: str
    whole: Term
    groups: bool = False


@dataclass(frozen=True)
class FirstPlace:
    """In each row, rank 1 goes with a measure no lower than the mean that it is held against."""

    dataset: str
    rank: str
    measure: str
    against: str


@dataclass(frozen=True)
class Listing:
    """A list kept as text has as many members as the row's count says."""

    dataset: str
    count: str
    text: str


@dataclass(frozen=True)
class PerHead:
    """An amount is its people times what the report gives each ("每人1000元"), matched by the keys both share."""

    amounts: str
    amount: str
    recipients: str
    people: str


Identity = (
    Equal
    | Near
    | Parts
    | AtMost
    | Groups
    | Quotient
    | RowQuotient
    | Shares
    | PossibleRate
    | FirstPlace
    | Listing
    | PerHead
)
