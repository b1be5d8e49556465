"""Rules that a school adds in the app: an identity of its own, in words and columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from schema.columns import DeclarationError, Label, Measure
from schema.datasets import Dataset
from schema.identities import AtMost, Identity, Parts, Quotient, Term, Total
from schema.notebooks import new_id

RuleKind = Literal["parts", "at_most", "quotient"]
ROLES: dict[RuleKind, tuple[Label, ...]] = {
    "parts": (Label("总数", "Whole"), Label("部分", "Parts")),
    "at_most": (Label("较小的", "Smaller"), Label("较大的", "Larger")),
    "quotient": (Label("比率（%）", "Rate (%)"), Label("分子", "Numerator"), Label("分母", "Denominator")),
}


@dataclass(frozen=True)
class OwnRule:
    """An identity by columns: `terms` are the whole and its parts, the smaller and the larger, or a rate, its numerator
    and its denominator. A term is an indicator's id, or `dataset.column` for a column of a table, added."""

    kind: RuleKind
    terms: tuple[str, ...]
    id: str = field(default_factory=new_id, compare=False)

    def __post_init__(self) -> None:
        if self.kind not in ROLES:
            raise DeclarationError(f"{self.kind!r} is no kind of rule")
        least = len(ROLES[self.kind])
        if len(self.terms) < least or (self.kind != "parts" and len(self.terms) > least):
            raise DeclarationError(f"a rule of kind {self.kind} has {least} terms")
        if len(set(self.terms)) < len(self.terms):
            raise DeclarationError("a rule names a column twice")

    @property
    def identity(self) -> Identity:
        first, *others = (_term(name) for name in self.terms)
        if self.kind == "parts":
            return Parts(tuple(others), first)
        if self.kind == "at_most":
            return AtMost(first, others[0])
        return Quotient(first, others[0], others[1])

    def holds_of(self, datasets: Sequence[Dataset]) -> bool:
        """Whether every column that it names is still declared."""
        return set(self.terms) <= terms_of(datasets).keys()

    def in_words(self, datasets: Sequence[Dataset]) -> Label:
        """The rule as a line: 在校生 = 升学班 + 就业班."""
        named = terms_of(datasets)
        labels = [named.get(name, Label(name, name)) for name in self.terms]
        return Label(*(_line(self.kind, [one.text(language) for one in labels]) for language in ("zh", "en")))


def terms_of(datasets: Sequence[Dataset]) -> dict[str, Label]:
    """What a rule may name, with its words: every stored indicator, and every column of a table that can be added."""
    found: dict[str, Label] = {}
    for dataset in datasets:
        for indicator in dataset.stored_indicators:
            found[indicator.id] = Label(
                f"{indicator.label.zh}（{indicator.section}）", f"{indicator.label.en} ({indicator.section})"
            )
        for measure in dataset.stored_measures if not dataset.indicators else ():
            if _can_be_added(measure):
                zh, en = f"{dataset.label.zh}·{measure.label.zh}之和", f"{dataset.label.en}: {measure.label.en}, added"
                found[f"{dataset.id}.{measure.id}"] = Label(zh, en)
    return found


def _can_be_added(measure: Measure) -> bool:
    return measure.kind in ("number", "integer") and not measure.unit.is_rate


def _term(name: str) -> Term:
    dataset, _, column = name.rpartition(".")
    return Total(dataset, column) if dataset else name


def _line(kind: RuleKind, names: Sequence[str]) -> str:
    first, *others = names
    if kind == "parts":
        return f"{first} = {' + '.join(others)}"
    if kind == "at_most":
        return f"{first} ≤ {others[0]}"
    return f"{first} = {others[0]} ÷ {others[1]} × 100"
