"""Signs at a picture's points: a ring where somebody has noted something, a triangle where the audit asks something.

A sign is a copy of the layer of the points, so it stands where they stand and follows every filter.
"""

from __future__ import annotations

from math import pi, sqrt
from typing import Any

import altair as alt
import pandas as pd

from charts.palette import Palette
from frames import ASKED, OPEN

SIGN = 14  # pixels
BORROWED = {"begins": "value"}  # what a stacked bar is placed by, and what it shows
PLACED_BY = ("x", "y", "yOffset", "color")


def noted(layer: alt.Chart, palette: Palette) -> alt.Chart:
    """A ring around each figure of the layer that somebody has noted something of; the note is its words."""
    ring = _bare(layer, "isValid(datum.noted)")
    ring = ring.mark_point(size=300, strokeWidth=2.5, opacity=1, fill="transparent", stroke=palette.worse)
    return ring.encode(tooltip=alt.Tooltip("noted:N", title="※"), description="noted:N")


def asked(layer: alt.Chart, frame: pd.DataFrame, palette: Palette) -> list[alt.Chart]:
    """A triangle beside each figure of the layer that the audit asks about, hollow where all has been explained."""
    across, up = _beside(layer)
    return [
        _bare(layer, f"isValid(datum.{ASKED}{field})")
        .transform_calculate(sign=f"datum.{OPEN}{field} ? '▲' : '△'")
        .mark_text(dx=across, dy=up, fontSize=SIGN, color=palette.worse, stroke=palette.worse, strokeWidth=0.8)
        .encode(text="sign:N", tooltip=alt.Tooltip(f"{ASKED}{field}:N", title="▲"), description=f"{ASKED}{field}:N")
        for field in _fields(layer)
        if ASKED + field in frame
    ]


def _bare(layer: alt.Chart, test: str) -> alt.Chart:
    """A copy of the layer for the figures that pass a test, with its places and without its looks."""
    copy = layer.copy(deep=True).transform_filter(test)
    for channel in ("x2", "color", "shape", "size", "order", "opacity", "detail"):
        setattr(copy.encoding, channel, alt.Undefined)
    copy.data = layer.data  # one and the same, told once
    return copy


def _fields(layer: alt.Chart) -> list[str]:
    """The fields that a layer draws."""
    channels = (getattr(layer.encoding, name, alt.Undefined) for name in PLACED_BY)
    named = (_field(channel) for channel in channels if channel is not alt.Undefined)
    return list(dict.fromkeys(BORROWED.get(name, name) for name in named if name))


def _field(channel: Any) -> str:
    shorthand = getattr(channel, "shorthand", alt.Undefined)
    return shorthand.split(":")[0] if isinstance(shorthand, str) else ""


def _beside(layer: alt.Chart) -> tuple[float, Any]:
    """How far from its figure a sign stands, so that it covers neither the figure nor the words after it."""
    mark: Any = layer.mark
    if mark.type == "point":
        return 0, -sqrt((mark.size if mark.size is not alt.Undefined else 170) / pi) - SIGN / 2
    if mark.type == "bar" and _field(layer.encoding.x) in BORROWED:
        return SIGN * 0.7, alt.ExprRef("-bandwidth('y') / 2 - 6")
    return 0, -SIGN + 2
