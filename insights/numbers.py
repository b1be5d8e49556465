"""Figures in words: a value with its unit, a change with its sign, in the language's own number format."""

from __future__ import annotations

import math

from babel import Locale
from babel.numbers import format_decimal

from schema import Language, Measure

LANGUAGES: tuple[Language, ...] = ("zh", "en")
LOCALES = {"zh": Locale.parse("zh_CN"), "en": Locale.parse("en_GB")}
MINUS = "−"
SINGULAR = (("people", "person"), ("ies", "y"), ("s", ""))


def pattern(measure: Measure) -> str:
    """The Unicode number pattern of a measure: grouped, with its fewest and most decimals."""
    fewest, most = measure.decimals
    return "#,##0" + ("." if most else "") + "0" * fewest + "#" * (most - fewest)


def number(value: float, measure: Measure, language: Language) -> str:
    """A value without its unit: 3,216 or 83.1; empty for a missing one."""
    if math.isnan(value):
        return ""
    return format_decimal(value, format=pattern(measure), locale=LOCALES[language]).replace("-", MINUS)


def quantity(value: float, measure: Measure, language: Language) -> str:
    """A value with its unit: 83.1%, 3,216元, 3,216 yuan, 第1名."""
    if measure.kind == "rank":
        return f"第{value:.0f}名" if language == "zh" else f"rank {value:.0f}"
    digits = number(value, measure, language)
    return digits + _after(_counted(digits, measure.unit.label.text(language)), language)


def change(value: float, measure: Measure, language: Language) -> str:
    """A signed change with its unit; a rate's is in percentage points: +11.9个百分点."""
    digits = signed(value, measure, language)
    return digits + _after(_counted(digits, measure.unit.change.text(language)), language)


def signed(value: float, measure: Measure, language: Language) -> str:
    """A signed change without its unit; zero has no sign."""
    digits = number(abs(value), measure, language)
    if not digits or round(value, measure.decimals[1]) == 0:
        return digits
    return ("+" if value > 0 else MINUS) + digits


def _counted(digits: str, unit: str) -> str:
    """A unit as it stands after a number: of an English one that counts, one is singular."""
    if digits.lstrip("+" + MINUS) != "1":
        return unit
    for plural, singular in SINGULAR:
        if unit.endswith(plural):
            return unit.removesuffix(plural) + singular
    return unit


def _after(unit: str, language: Language) -> str:
    return unit if language == "zh" or unit in ("", "%") or unit.startswith(":") else f" {unit}"
