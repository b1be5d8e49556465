"""Charts that an office program draws itself, apart from a workbook: for a slide or a document."""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from lxml import etree

from exports.drawing.blocks import write
from exports.drawing.forms import Size, chart
from exports.drawing.plots import Plot
from schema import Language

CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
CHART_PART = re.compile(r"xl/charts/chart\d+\.xml")
LATIN = re.compile(r'(<a:latin typeface="([^"]*)"[^>]*/>)')
LABELS = re.compile(r"<c:(dLbls|dLbl)>(.*?)</c:\1>", re.DOTALL)
PRINTED = re.compile("<c:printSettings>.*?</c:printSettings>", re.DOTALL)
NAMES_AXIS = re.compile(r"(<c:catAx>(?:(?!</c:catAx>).)*?<c:txPr>)<a:bodyPr[^>]*/>", re.DOTALL)
UNSMOOTHED = re.compile(r"(<c:marker>(?:(?!</c:ser>).)*</c:(?:yVal|val)>)</c:ser>", re.DOTALL)
FLAGS = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")


@dataclass(frozen=True)
class Native:
    """A chart outside a workbook: its XML, and the workbook that holds its figures."""

    xml: bytes
    workbook: bytes


def native(plot: Plot, size: Size, language: Language) -> Native:
    """The plot's chart and its workbook, for a slide or a document."""
    with_chart, without = io.BytesIO(), io.BytesIO()
    for out, drawn in ((with_chart, True), (without, False)):
        with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
            sheet = book.add_worksheet("Sheet1")
            block = write(book, sheet, plot, language)
            if drawn:
                sheet.insert_chart("A1", chart(book, plot, block, size))
    with zipfile.ZipFile(with_chart) as package:
        xml = PRINTED.sub("", finished(package.read("xl/charts/chart1.xml").decode()))
    return Native(_evened(xml) if "<c:scatterChart>" in xml else xml.encode(), without.getvalue())


def _evened(xml: str) -> bytes:
    """The XY chart with every series as long as the longest, its last known point repeated in what is kept of its
    cells: LibreOffice draws no line of a series that is shorter, where the cells themselves are not at hand."""
    root = etree.fromstring(xml.encode())
    both = [tuple(_cache(one, axis) for axis in ("xVal", "yVal")) for one in root.iter(f"{CHART}ser")]
    length = max(_length(x) for x, _ in both)
    for x, y in both:
        points = [{point.get("idx"): point for point in cache.iter(f"{CHART}pt")} for cache in (x, y)]
        known = [place for place in points[0] if place in points[1]]
        for cache, own in zip((x, y), points, strict=True):
            for place in range(_length(cache), length) if known else []:
                again = deepcopy(own[known[-1]])
                again.set("idx", str(place))
                cache.append(again)
            cache.find(f"{CHART}ptCount").set("val", str(length))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _cache(series: Any, axis: str) -> Any:
    """What is kept of the cells of a series' x or y."""
    return series.find(f"{CHART}{axis}//{CHART}numCache")


def _length(cache: Any) -> int:
    return int(cache.find(f"{CHART}ptCount").get("val"))


def finished(xml: str) -> str:
    """A chart's XML with its typeface for Chinese too, and every label's parts named: programs differ in what they
    take for granted where nothing is said."""
    xml = LATIN.sub(r'\1<a:ea typeface="\2"/>', xml)
    xml = UNSMOOTHED.sub(r'\1<c:smooth val="0"/></c:ser>', xml)
    xml = NAMES_AXIS.sub(r'\1<a:bodyPr rot="0" vert="horz"/>', xml)
    xml = xml.replace('<c:plotVisOnly val="1"/>', '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/>')
    return LABELS.sub(_with_flags, xml)


def _with_flags(found: re.Match[str]) -> str:
    tag, inside = found[1], found[2].replace("<a:bodyPr/>", '<a:bodyPr wrap="none"/>')
    if tag == "dLbls" and "<c:dLbl>" in inside:
        ends = inside.rindex("</c:dLbl>") + len("</c:dLbl>")
        return f"<c:dLbls>{LABELS.sub(_with_flags, inside[:ends])}{_flagged(inside[ends:])}</c:dLbls>"
    return f"<c:{tag}>{inside if '<c:delete' in inside else _flagged(inside)}</c:{tag}>"


def _flagged(inside: str) -> str:
    shown = {flag for flag in FLAGS if f'<c:{flag} val="1"/>' in inside}
    bare = re.sub(rf'<c:(?:{"|".join(FLAGS)}) val="[01]"/>', "", inside)
    return bare + "".join(f'<c:{flag} val="{int(flag in shown)}"/>' for flag in FLAGS)
