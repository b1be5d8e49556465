"""Views as Altair charts. `draw` is the one door; nobody else styles a chart."""

from charts.controls import SEPARATOR
from charts.draw import draw
from charts.palette import DARK, LIGHT, Palette

__all__ = ["DARK", "LIGHT", "SEPARATOR", "Palette", "draw"]
