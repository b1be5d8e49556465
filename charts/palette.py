"""The one look of every chart: colours by role, type sizes, and the Vega configuration made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FONTS = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", sans-serif'
LABEL_SIZE = 15
ROW_HEIGHT = 36


@dataclass(frozen=True)
class Palette:
    """Colours by role. `heat` shades the largest figure of a table; `parts` shade the parts of a whole, darkest first,
    with `on_parts` for the text on each."""

    ink: str
    school: str
    other: str
    better: str
    worse: str
    paper: str
    rule: str
    muted: str
    heat: str
    parts: tuple[str, ...]
    on_parts: tuple[str, ...]

    def config(self) -> dict[str, Any]:
        """The Vega-Lite `config` of this palette."""
        return {
            "background": self.paper,
            "mark": {"aria": False},  # a chart is one thing to a screen reader: its finding; the table has its figures
            "font": FONTS,
            "view": {"stroke": None},
            "axis": {
                "labelColor": self.ink,
                "labelFontSize": LABEL_SIZE,
                "labelLimit": 0,
                "labelPadding": 8,
                "titleColor": self.muted,
                "titleFontSize": LABEL_SIZE,
                "titleFontWeight": "normal",
                "titleLimit": 0,
                "titlePadding": 12,
                "domain": False,
                "ticks": False,
                "gridColor": self.rule,
            },
            "legend": {
                "labelColor": self.ink,
                "labelFontSize": LABEL_SIZE,
                "labelLimit": 0,
                "orient": "top",
                "title": None,
                "symbolSize": 140,
                "padding": 0,
                "offset": 12,
                "columnPadding": 24,
            },
            "text": {"fontSize": LABEL_SIZE, "color": self.ink},
        }


LIGHT = Palette(
    ink="#1F2933",
    school="#0B6E99",
    other="#9AA3AD",
    better="#0B6E99",
    worse="#C4622D",
    paper="#FFFFFF",
    rule="#E4E7EB",
    muted="#5B6672",
    heat="#7DB8D1",
    parts=("#0B6E99", "#7DB8D1", "#C9E1EB", "#9AA3AD", "#D5D9DE"),
    on_parts=("#FFFFFF", "#1F2933", "#1F2933", "#1F2933", "#1F2933"),
)
DARK = Palette(
    ink="#E8ECF0",
    school="#5CB8DE",
    other="#7B8794",
    better="#5CB8DE",
    worse="#E58B5A",
    paper="#14191F",
    rule="#2C353F",
    muted="#A3AEB9",
    heat="#28667F",
    parts=("#5CB8DE", "#2F7897", "#1D4A5E", "#7B8794", "#46515C"),
    on_parts=("#14191F", "#FFFFFF", "#FFFFFF", "#14191F", "#FFFFFF"),
)
