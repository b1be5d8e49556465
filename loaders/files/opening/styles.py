"""A workbook's styles, as far as they change what a cell says: its number format, and whether it is struck out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .date_format import BUILT_IN as DATES
from .number_format import GENERAL
from .xml import ON, Elements, attribute

BUILT_IN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0', 7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: '#,##0;-#,##0;"-"', 42: '"¥"#,##0;"¥"-#,##0;"-"', 43: '#,##0.00;-#,##0.00;"-"',
    44: '"¥"#,##0.00;"¥"-#,##0.00;"-"', 48: "##0.0E+0", 49: "@",
} | DATES  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell is dressed."""

    format: str = GENERAL
    is_struck: bool = False


PLAIN = Style()


class Styles(Elements):
    """The styles in the order in which cells name them. Fills, borders and the like are passed over, sound or not."""

    def __init__(self) -> None:
        self.formats: dict[int, str] = dict(BUILT_IN)
        self._struck: list[bool] = []
        self._cells: list[tuple[int, int]] = []
        self._inside: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        above = self._inside[-1] if self._inside else ""
        self._inside.append(name)
        match above, name:
            case "numFmts", "numFmt":
                self.formats[_number(attributes, "numFmtId")] = attribute(attributes, "formatCode")
            case "fonts", "font":
                self._struck.append(False)
            case "font", "strike" if "fonts" in self._inside:
                self._struck[-1] = (attribute(attributes, "val") or "1") in ON
            case "cellXfs", "xf":
                self._cells.append((_number(attributes, "numFmtId"), _number(attributes, "fontId")))

    def end(self, name: str, text: str) -> None:
        self._inside.pop()

    @property
    def of_cells(self) -> list[Style]:
        return [Style(self.formats.get(number, GENERAL), self._font(font)) for number, font in self._cells]

    def _font(self, place: int) -> bool:
        return 0 <= place < len(self._struck) and self._struck[place]


def _number(attributes: Mapping[str, str], name: str) -> int:
    told = attribute(attributes, name)
    return int(told) if told.isascii() and told.isdigit() else 0
