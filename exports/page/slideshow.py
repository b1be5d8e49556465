"""A notebook as a slide show in the browser: one cell a screen, all of them loaded at once, so that it needs no network
after its start. Its scripts and style are files of the server's own (`FILES`), as its policy wants them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape

from charts import DARK, LIGHT
from exports.content import words
from exports.content.content import About, Content
from exports.content.markdown import paragraphs, plain
from exports.drawing.pictures import spec_of
from exports.page.markup import as_data, as_markup, filter_of, table_of
from exports.page.page import NAMES, library, own_file
from schema import Language

# What fits a screen at a size that is read from the back of a room: characters beside a chart or table, characters of
# a cell of words, and rows of a chart or table.
ROOM_BESIDE, ROOM_ALONE, ROOM_ROWS = 90, 330, 12


@dataclass(frozen=True)
class TooMuch:
    """What does not fit a screen in large type: `count` characters or rows, where there is room for so many."""

    is_words: bool
    count: int
    room: int


def too_much(one: Content) -> TooMuch | None:
    """What the editor warns of before a meeting: the slide fits all the same, in smaller type."""
    written = len(plain(one.words).replace("\n", ""))
    room = ROOM_ALONE if one.picture is None and one.grid is None else ROOM_BESIDE
    if written > room:
        return TooMuch(True, written, room)
    rows = one.picture.kept["member"].nunique() if one.picture is not None and "member" in one.picture.kept else 0
    rows = rows or (len(one.grid.rows) if one.grid is not None else 0)
    return TooMuch(False, rows, ROOM_ROWS) if rows > ROOM_ROWS else None


@cache
def files() -> Mapping[str, tuple[str, str]]:
    """The slide show's own files: their text and media type, by name."""
    scripts = {"vega.js": library(), "filter.js": own_file("filter.js"), "slideshow.js": own_file("slideshow.js")}
    return {name: (text, "text/javascript") for name, text in scripts.items()} | {
        "slideshow.css": (own_file("slideshow.css"), "text/css")
    }


def as_slideshow(
    contents: Sequence[Content], about: About, language: Language, *, dark: bool, place: str, back: str
) -> str:
    """The slide show; `place` is the address of its files, `back` where it ends."""
    slides = "".join(_slide(one, about, language, number, dark) for number, one in enumerate(contents, start=1))
    buttons = "".join(
        f'<button type=button data-does="{name}" title="{escape(label.text(language))}" '
        f'aria-label="{escape(label.text(language))}">{sign}</button>'
        for name, sign, label in (
            ("previous", "←", words.PREVIOUS),
            ("next", "→", words.NEXT),
            ("notes", words.NOTES_SIGN.text(language), words.NOTES),
            ("full", words.FULL_SIGN.text(language), words.FULL),
            ("end", words.END_SIGN.text(language), words.END),
        )
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{NAMES[language]}" class="{"dark" if dark else "light"}">\n<head>\n'
        f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escape(about.title)}</title>\n<link rel="stylesheet" href="{place}/slideshow.css">\n'
        f'<link rel="icon" href="data:,">\n</head>\n'
        f'<body data-back="{escape(back)}" data-more="{escape(words.ROWS_MORE.text(language))}">\n'
        f"<main>{slides}</main>\n<aside id=notes hidden tabindex=-1></aside>\n"
        f"<footer><span id=title>{escape(about.title)}</span><span id=counter role=status></span>{buttons}</footer>\n"
        f'<script src="{place}/vega.js"></script>\n<script src="{place}/filter.js"></script>\n'
        f'<script type="module" src="{place}/slideshow.js"></script>\n'
        "</body>\n</html>\n"
    )


def _slide(one: Content, about: About, language: Language, number: int, dark: bool) -> str:
    title = one.title or about.title
    parts = [f'<section class="slide {_kind(one)}" id="slide-{number}" aria-label="{escape(title)}">']
    parts.append(f"<h1>{escape(title)}</h1>")
    if one.words.strip():
        parts.append(f"<div class=words>{as_markup(paragraphs(one.words))}</div>")
    if one.picture is not None:
        spec = spec_of(one.picture, language, palette=DARK if dark else LIGHT)
        parts.append(filter_of(one.picture, language))
        parts.append(f'<div class=stage><figure role=img aria-label="{escape(one.said)}"></figure></div>')
        parts.append(as_data(spec, f"spec-{number}"))
    elif one.grid is not None:
        parts.append(f"<div class=stage>{table_of(one.grid, language)}</div>")
    below = " · ".join(filter(None, (one.note, one.below)))
    parts.append(f"<p class=source>{escape(below)}</p>")
    parts.append(f"<template class=notes>{as_markup(paragraphs(one.notes))}</template></section>\n")
    return "".join(parts)


def _kind(one: Content) -> str:
    if one.picture is not None:
        return "picture"
    return "table" if one.grid is not None else "said"
