"""Charts as pictures, drawn without a browser."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import vl_convert

from charts import LIGHT, SEPARATOR, Palette, specification
from exports.content.subjects import Picture
from schema import Language

VEGA_LITE = "6.4"
WIDTH = 1000
FONT_FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path("/System/Library/Fonts"),
    Path("/Library/Fonts"),
    Path("C:/Windows/Fonts"),
    Path.home() / ".fonts",
    Path.home() / ".local/share/fonts",
)
CHINESE_FACES = ("notosanscjk", "notosanssc", "sourcehansans", "msyh", "pingfang", "simhei", "wqy")


class NoChineseFont(Exception):
    """This machine has no face that draws Chinese: a picture would show boxes."""


@cache
def has_chinese_font(folders: Iterable[Path] = FONT_FOLDERS) -> bool:
    """Whether a face of those that the charts ask for is installed."""
    files = (
        file.name.casefold().replace("-", "") for folder in folders if folder.is_dir() for file in folder.rglob("*")
    )
    return any(name.startswith(CHINESE_FACES) for name in files)


def spec_of(picture: Picture, language: Language, *, picked: bool = True, palette: Palette = LIGHT) -> dict[str, Any]:
    """The Vega-Lite specification of a notebook's picture: all its figures, filtered by itself to what is chosen.

    What is not picked is drawn faint where `picked`: on paper nobody can bring it back.
    """
    drawn = specification(picture.view, picture.dataset, picture.frame, list(picture.years), language, palette)
    for parameter in drawn["params"]:
        if parameter["name"] == "shown":
            parameter["value"] = SEPARATOR.join(picture.shown)
        elif parameter["name"] == "pick" and picture.pick and picked:
            parameter["value"] = [{"key": picture.pick}]
    return drawn


def as_svg(spec: dict[str, Any], width: int = WIDTH) -> str:
    """Raises: NoChineseFont."""
    return vl_convert.vegalite_to_svg(_printed(spec, width), vl_version=VEGA_LITE)


def as_png(spec: dict[str, Any]) -> bytes:
    """At twice the size of the screen. Raises: NoChineseFont."""
    return vl_convert.vegalite_to_png(_printed(spec, WIDTH), vl_version=VEGA_LITE, scale=2)


def _printed(spec: dict[str, Any], width: int) -> dict[str, Any]:
    """The chart at a width of its own, on its first choice of years, without the controls of a page."""
    if not has_chinese_font():
        raise NoChineseFont
    printed = json.loads(json.dumps(spec))
    for parameter in printed.get("params", []):
        parameter.pop("bind", None)
    return printed | {"width": width, "autosize": {"type": "pad", "contains": "padding"}}
