"""What a page and a slide show share as HTML: words, tables, filters, specifications. Every letter is escaped."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from typing import Any

from exports.content import words
from exports.content.grids import Grid, text_of
from exports.content.markdown import Paragraph
from exports.content.subjects import Picture
from schema import Language


def as_data(specification: dict[str, Any], name: str) -> str:
    """A specification as data that no script tag can end."""
    text = json.dumps(specification, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/json" id="{name}">{text}</script>'


def filter_of(picture: Picture, language: Language) -> str:
    """A button a year, and a box a member where the chart knows its members by the chapter's key."""
    years = sorted({int(year) for year in picture.frame["year"]})
    buttons = "".join(
        f'<button type=button data-year="{year}" aria-pressed="{str(year in picture.years).lower()}">{year}</button>'
        for year in years
    )
    named = ""
    if "key" in picture.frame:
        keys = list(dict.fromkeys(picture.frame["key"].dropna()))
        boxes = "".join(
            f'<label><input type=checkbox value="{escape(value)}"{" checked" if value in picture.shown else ""}>'
            f"{escape(picture.name_of(value, language))}</label>"
            for value in keys
        )
        named = f"<details><summary>{words.SHOWN.text(language)}</summary><div class=members>{boxes}</div></details>"
    return f"<div class=filter role=group aria-label={words.YEAR.text(language)}>{buttons}{named}</div>"


def table_of(grid: Grid, language: Language) -> str:
    figures = grid.has_figures

    def cells(texts: Sequence[str], tag: str) -> str:
        shown = (
            f"<{tag}{' class=figure' if is_figure else ''}>{escape(text)}</{tag}>"
            for text, is_figure in zip(texts, figures, strict=True)
        )
        return f"<tr>{''.join(shown)}</tr>"

    body = "".join(cells([text_of(value, language) for value in row], "td") for row in grid.rows)
    return f"<div class=wide><table><thead>{cells(grid.headings, 'th')}</thead><tbody>{body}</tbody></table></div>"


def as_markup(said: Sequence[Paragraph]) -> str:
    """Words as HTML: every letter of theirs escaped."""
    return "".join(_paragraph(one) for one in said)


def _paragraph(one: Paragraph) -> str:
    inside = "".join(
        f"{'<strong>' if run.bold else ''}{'<em>' if run.italic else ''}{escape(run.text).replace(chr(10), '<br>')}"
        f"{'</em>' if run.italic else ''}{'</strong>' if run.bold else ''}"
        for run in one.runs
    )
    if one.heading:
        return f"<h3>{inside}</h3>"
    if not one.level:
        return f"<p>{inside}</p>"
    return f'<p class="item level-{min(one.level, 4)}"><span class=mark>{escape(one.mark)}</span> {inside}</p>'
