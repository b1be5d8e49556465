"""A notebook as one HTML file that works offline: charts with filters and tooltips, nothing fetched, nothing run that
is not ours. What a user wrote is escaped text; the policy in the file lets no other script run, whatever it holds."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

import vl_convert

from exports import words
from exports.content import About, Content
from exports.grids import Grid, Number, text_of
from exports.markdown import Paragraph, paragraphs
from exports.pictures import VEGA_LITE, spec_of
from exports.subjects import Picture
from schema import Language

Told = Callable[[int, int], None]
FOLDER = Path(__file__).parent
NAMES = {"zh": "zh-CN", "en": "en"}


@cache
def library() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script."""
    return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version=VEGA_LITE)


def as_html(contents: Sequence[Content], about: About, language: Language, told: Told) -> bytes:
    """One page. `told` hears how many cells are made, of how many."""
    sections = []
    for place, one in enumerate(contents, start=1):
        sections.append(_section(one, about, language, place))
        told(place, len(contents))
    links = "".join(
        f'<li><a href="#cell-{place}">{escape(one.title or about.title)}</a></li>'
        for place, one in enumerate(contents, start=1)
    )
    scripts = [_inert(library()), (FOLDER / "page.js").read_text(encoding="utf-8")]
    style = (FOLDER / "page.css").read_text(encoding="utf-8")
    page = (
        f'<!DOCTYPE html>\n<html lang="{NAMES[language]}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy(scripts))}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(about.title)}</title>\n<style>{style}</style>\n</head>\n<body>\n<main>\n"
        f"<header><h1>{escape(about.title)}</h1><p class=quiet>{escape(about.line(language))}</p></header>\n"
        f"<nav><ol>{links}</ol></nav>\n{''.join(sections)}</main>\n"
        + "".join(f"<script>{script}</script>\n" for script in scripts)
        + "</body>\n</html>\n"
    )
    return page.encode()


def policy(scripts: Sequence[str]) -> str:
    """Only these very scripts run; nothing is fetched, framed or sent anywhere."""
    hashes = " ".join(f"'sha256-{base64.b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _inert(script: str) -> str:
    """The script without what would end its element."""
    return script.replace("</script", "<\\/script")


def _section(one: Content, about: About, language: Language, place: int) -> str:
    parts = [f'<section id="cell-{place}"><h2>{escape(one.title or about.title)}</h2>']
    parts.append(as_markup(paragraphs(one.words)))
    if one.picture is not None:
        parts.append(_chart(one, one.picture, language, place))
    elif one.grid is not None:
        parts.append(_table(one.grid, language))
    if one.note:
        parts.append(f"<p class=quiet>{escape(one.note)}</p>")
    if one.picture is not None and one.grid is not None:
        parts.append(f"<details><summary>{words.DATA.text(language)}</summary>{_table(one.grid, language)}</details>")
    if one.below:
        parts.append(f"<p class=quiet>{escape(one.below)}</p>")
    return "".join([*parts, "</section>\n"])


def _chart(one: Content, picture: Picture, language: Language, place: int) -> str:
    """The chart's place, its filter, and its specification as data that no script tag can end."""
    specification = json.dumps(spec_of(picture, language), ensure_ascii=False).replace("<", "\\u003c")
    return (
        f"{_filter(picture, language)}"
        f'<figure class=chart role=img aria-label="{escape(one.said)}" data-spec="spec-{place}"></figure>'
        f'<script type="application/json" id="spec-{place}">{specification}</script>'
    )


def _filter(picture: Picture, language: Language) -> str:
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


def _table(grid: Grid, language: Language) -> str:
    figures = [any(isinstance(row[at], Number) for row in grid.rows) for at in range(len(grid.headings))]

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
