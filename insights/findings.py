"""What the audit finds: two numbers that do not fit, each with its section and the report's words."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from schema import Label, Language

KINDS = {
    "parts": Label("部分之和与总数", "Parts and their whole"),
    "quotient": Label("比率与其分子分母", "A rate and its parts"),
    "change": Label("印出的变化", "A printed change"),
    "change_unit": Label("变化的单位", "The unit of a change"),
    "sections": Label("两处说法", "Said in two sections"),
    "shares": Label("各项占比之和", "Shares of a whole"),
    "between": Label("总体与各组", "A whole among its groups"),
    "head_count": Label("不可能的比率", "A rate no head count gives"),
    "listing": Label("列举与个数", "A list and its count"),
    "label": Label("名称与数值", "A label and its value"),
    "total_row": Label("合计行", "A total row"),
    "at_most": Label("部分大于总体", "A part above its whole"),
}


@dataclass(frozen=True)
class Statement:
    """One number as the report states it, and where; `english` is the value where its unit has an English name."""

    label: Label
    value: str
    section: str
    words: str
    english: str = ""

    def shown(self, language: Language) -> str:
        return self.english if language == "en" and self.english else self.value


@dataclass(frozen=True)
class Finding:
    """Two statements that do not fit, or one and what its own parts come to.

    `difference` is how far they are apart, `reconcile` what would make them fit; `columns` are the measures and
    indicators in question, each as `dataset.column`, for the marks on their charts.
    """

    kind: str
    year: int
    one: Statement
    other: Statement
    difference: str
    reconcile: Label
    columns: tuple[str, ...]

    @property
    def id(self) -> str:
        """The same for the same numbers in the same places: an explanation stands until one of them changes."""
        told = (self.kind, self.year, self.one.value, self.one.section, self.other.value, self.other.section)
        return sha256(repr((*told, self.one.label.zh, self.other.label.zh)).encode()).hexdigest()[:12]
