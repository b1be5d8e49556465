"""A notebook as one HTML file that works offline: charts with filters and tooltips, nothing fetched, nothing run that
is not ours. What a user wrote is escaped text; the policy in the file lets no other script run, whatever it holds."""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

import vl_convert

from exports.content import words
from exports.content.content import About, Content
from exports.content.markdown import paragraphs
from exports.content.subjects import Picture
from exports.drawing.pictures import VEGA_LITE, spec_of
from exports.page.markup import as_data, as_markup, filter_of, table_of
from schema import Language

Told = Callable[[int, int], None]
FOLDER = Path(__file__).parent
NAMES = {"zh": "zh-CN", "en": "en"}


@cache
def library() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script."""
    return vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version=VEGA_LITE)


@cache
def own_file(name: str) -> str:
    """A script or style that lies beside this module."""
    return (FOLDER / name).read_text(encoding="utf-8")


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
    scripts = [_inert(library()), own_file("filter.js"), own_file("page.js")]
    style = own_file("page.css")
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
        parts.append(table_of(one.grid, language))
    if one.note:
        parts.append(f"<p class=quiet>{escape(one.note)}</p>")
    if one.picture is not None and one.grid is not None:
        parts.append(f"<details><summary>{words.DATA.text(language)}</summary>{table_of(one.grid, language)}</details>")
    if one.below:
        parts.append(f"<p class=quiet>{escape(one.below)}</p>")
    return "".join([*parts, "</section>\n"])


def _chart(one: Content, picture: Picture, language: Language, place: int) -> str:
    """The chart's place, its filter, and its specification as data that no script tag can end."""
    return (
        f"{filter_of(picture, language)}"
        f'<figure class=chart role=img aria-label="{escape(one.said)}" data-spec="spec-{place}"></figure>'
        f"{as_data(spec_of(picture, language), f'spec-{place}')}"
    )
