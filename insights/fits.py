"""How a printed number fits a computed one: exact, rounded or truncated; and which whole numbers would make it fit."""

from __future__ import annotations

import math
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache
from typing import Literal

from schema import Label

Fit = Literal["exact", "rounded", "truncated"]
HOW: dict[Fit, Label] = {
    "rounded": Label("按四舍五入", "rounded"),
    "truncated": Label("按截去尾数", "cut off"),
    "exact": Label("恰好", "exact"),
}


def decimals(value: float) -> int:
    """The decimals a number is printed with, at least: 93.52 has two, 100 none."""
    return max(0, -int(Decimal(repr(value)).normalize().as_tuple().exponent))


def fit(printed: float, computed: float) -> Fit | None:
    """How the printed number comes from the computed one, to the decimals printed; None where it does not."""
    if math.isclose(printed, computed, rel_tol=1e-12, abs_tol=1e-12):
        return "exact"
    step = Decimal(1).scaleb(-decimals(printed))
    wanted, exact = Decimal(repr(printed)), Decimal(repr(computed))
    if exact.quantize(step, ROUND_HALF_UP) == wanted:
        return "rounded"
    if exact.quantize(step, ROUND_DOWN) == wanted:
        return "truncated"
    return None


def wholes_that_fit(printed: float, over: float, factor: float, near: float | None = None) -> list[tuple[int, Fit]]:
    """The whole denominators for which `factor * over / n` prints as given, nearest to `near` first."""
    if printed <= 0:
        return []
    middle = factor * over / printed
    reach = max(3, middle * 10 ** -decimals(printed) / printed * 2)
    tried = range(max(1, math.floor(middle - reach)), math.ceil(middle + reach) + 1)
    found = [(n, how) for n in tried if (how := fit(printed, factor * over / n)) is not None]
    return sorted(found, key=lambda pair: (pair[1] == "truncated", abs(pair[0] - (near or middle))))


def parts_that_fit(printed: float, under: float, factor: float) -> list[tuple[int, Fit]]:
    """The whole numerators for which `factor * n / under` prints as given, rounded ones first."""
    middle = printed * under / factor
    tried = range(max(0, math.floor(middle) - 2), math.ceil(middle) + 3)
    found = [(n, how) for n in tried if (how := fit(printed, factor * n / under)) is not None]
    return sorted(found, key=lambda pair: (pair[1] == "truncated", abs(pair[0] - middle)))


@cache
def least_head_count(percent: float, most: int) -> int | None:
    """The smallest head count of at most `most` that gives a rounded percentage; None where there is none."""
    step = 10 ** decimals(percent)
    printed = round(percent * step)
    low, high, scale = 2 * printed - 1, 2 * printed + 1, 200 * step  # half a unit of the last decimal either side
    for heads in range(1, most + 1):
        part = max(0, -(-heads * low // scale))
        if part <= heads and part * scale < heads * high:
            return heads
    return None
