"""Short ways to declare the commonest indicators."""

from __future__ import annotations

from typing import Any

from schema.columns import ITEMS, PEOPLE, PERCENT, TEN_THOUSAND_YUAN, Indicator, Label, Unit


def counted(name: str, zh: str, en: str, section: str, unit: Unit = ITEMS, **more: Any) -> Indicator:
    """Whole things of a kind: prizes, companies, attendances."""
    bounds: dict[str, Any] = {"minimum": 0, "maximum": 1_000_000, "kind": "integer"} | more
    return Indicator(name, Label(zh, en), unit, section=section, **bounds)


def people(name: str, zh: str, en: str, section: str, **more: Any) -> Indicator:
    return counted(name, zh, en, section, PEOPLE, **more)


def rate(name: str, zh: str, en: str, section: str, **more: Any) -> Indicator:
    """A percentage of 0 to 100 for which higher is better, unless said otherwise."""
    bounds: dict[str, Any] = {"minimum": 0, "maximum": 100, "decimals": (0, 2), "better": "higher"} | more
    return Indicator(name, Label(zh, en), PERCENT, section=section, **bounds)


def money(name: str, zh: str, en: str, section: str, unit: Unit = TEN_THOUSAND_YUAN, **more: Any) -> Indicator:
    bounds: dict[str, Any] = {"minimum": 0, "maximum": 10_000_000, "decimals": (0, 2)} | more
    return Indicator(name, Label(zh, en), unit, section=section, **bounds)
