"""Views as Altair charts. `draw` and `specification` are the doors; nobody else styles a chart."""

from charts.controls import SEPARATOR
from charts.draw import draw, specification
from charts.palette import DARK, LIGHT, Palette

__all__ = ["DARK", "LIGHT", "SEPARATOR", "Palette", "draw", "specification"]
