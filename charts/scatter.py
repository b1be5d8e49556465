"""One measure against another: a point a member, named beside it, with its way from the first chosen year."""

from __future__ import annotations

from typing import Literal

import altair as alt
import pandas as pd
from altair.vegalite.v6.schema.core import FieldName

from charts import axes
from charts.controls import ONE_YEAR, compared, faded, roles, year_colour
from charts.palette import LABEL_SIZE, Palette
from schema import Language, Measure

HEIGHT = 480
NOMINAL_WIDTH = 700
SIDES: dict[str, tuple[Literal["left", "right", "center"], int, int]] = {
    "right": ("left", 12, 0),
    "left": ("right", -12, 0),
    "above": ("center", 0, -16),
    "below": ("center", 0, 18),
}


def scatter(frame: pd.DataFrame, x: Measure, y: Measure, language: Language, palette: Palette) -> list[alt.Chart]:
    x_low, _, x_ticks = axes.window(frame["x"], x)
    y_low, _, y_ticks = axes.window(frame["y"], y)
    frame = frame.assign(side=sides(frame, (x_ticks[0], x_ticks[-1]), (y_ticks[0], y_ticks[-1])))
    across = alt.Scale(domain=[x_ticks[0], x_ticks[-1]], nice=False, zero=False)
    up = alt.Scale(domain=[y_ticks[0], y_ticks[-1]], nice=False, zero=False)
    x_axis = alt.Axis(values=x_ticks, title=axes.title(x, language, x_low), format=axes.number_format(x))
    y_axis = alt.Axis(values=y_ticks, title=axes.title(y, language, y_low), format=axes.number_format(y))
    base = compared(alt.Chart(frame, height=HEIGHT), frame)
    ways = (
        base.transform_calculate(
            **{
                f"{name}_{field}": f"datum.year == {year} ? datum.{field} : null"
                for name, year in (("first", "before"), ("last", "now"))
                for field in ("x", "y")
            }
        )
        .transform_aggregate(
            x0="max(first_x)", y0="max(first_y)", x1="max(last_x)", y1="max(last_y)", groupby=_groups(frame)
        )
        .transform_filter(f"!({ONE_YEAR}) && isValid(datum.x0) && isValid(datum.x1)")
        .mark_rule(strokeWidth=2)
        .encode(
            x=alt.X("x0:Q", scale=across, axis=x_axis),
            y=alt.Y("y0:Q", scale=up, axis=y_axis),
            x2="x1:Q",
            y2="y1:Q",
            color=alt.value(palette.other),
            opacity=faded(frame, 0.7),
        )
    )
    points = roles(base).encode(
        x=alt.X("x:Q", scale=across, axis=x_axis), y=alt.Y("y:Q", scale=up, axis=y_axis), opacity=faded(frame)
    )
    last = points.transform_filter("datum.year == now")
    dots = points.mark_point(filled=True, opacity=1, cursor="pointer").encode(
        color=year_colour(palette),
        size=alt.condition("datum.year == now", alt.value(170), alt.value(50)),
        order=alt.Order("year:Q"),
        tooltip=axes.tooltip(language, ("x", x), ("y", y)),
    )
    words = [
        last.transform_filter(f"datum.side == '{side}'")
        .mark_text(align=align, dx=dx, dy=dy, baseline="middle")
        .encode(text="member:N")
        for side, (align, dx, dy) in SIDES.items()
        if (frame["side"] == side).any()
    ]
    return [ways, dots, *words]


def _groups(frame: pd.DataFrame) -> list[str | FieldName]:
    return ["member", "key"] if "key" in frame else ["member"]


def sides(frame: pd.DataFrame, across: tuple[float, float], up: tuple[float, float]) -> pd.Series:
    """For each row, the side of its point where its name covers least of the other names and points of that year."""
    sides = pd.Series("right", index=frame.index)
    known = frame.dropna(subset=["x", "y"])
    placed = pd.DataFrame(
        {
            "year": known["year"],
            "member": known["member"],
            "left": (known["x"] - across[0]) / (across[1] - across[0]) * NOMINAL_WIDTH,
            "top": (up[1] - known["y"]) / (up[1] - up[0]) * HEIGHT,
        }
    ).sort_values("left", ascending=False)
    for _, year in placed.groupby("year"):
        points = list(zip(year["left"].astype(float), year["top"].astype(float), strict=True))
        taken = [(x - 8, y - 8, x + 8, y + 8) for x, y in points]
        for row, (x, y), name in zip(year.index, points, year["member"].astype(str), strict=True):
            boxes = {side: _box(x, y, name, side) for side in SIDES}
            price = {side: _outside(box) + sum(_overlap(box, one) for one in taken) for side, box in boxes.items()}
            best = min(price, key=price.__getitem__)
            sides.loc[row] = best
            taken.append(boxes[best])
    return sides


Box = tuple[float, float, float, float]


def _box(x: float, y: float, name: str, side: str) -> Box:
    width = sum(1.0 if ord(letter) > 0x2E7F else 0.56 for letter in name) * LABEL_SIZE
    align, dx, dy = SIDES[side]
    left = x + dx - {"left": 0, "right": width, "center": width / 2}[align]
    return left, y + dy - LABEL_SIZE / 2, left + width, y + dy + LABEL_SIZE / 2


def _overlap(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _outside(box: Box) -> float:
    """A price for a name that leaves the picture, higher than any overlap."""
    return 1e4 if box[0] < 0 or box[2] > NOMINAL_WIDTH + 40 else 0.0
