"""Explore: any dataset, any measures, by any key, over any years; the choice is in the URL, the result in a file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

import frames
from charts import DARK, LIGHT, specification
from exports.content import tables
from exports.content.provenance import with_origins
from exports.drawing import pictures
from insights.sentences import sentence
from schema import Bars, Cell, Dataset, Dumbbell, Language, Measure, Scatter, Trend, View
from screen.notebook import pin
from screen.shell import data, words
from screen.shell.once import once
from screen.shell.site import Site
from screen.shell.state import language, link

KINDS = ("bars", "line", "dumbbell", "scatter")
MOST_PICTURES = 12


@dataclass(frozen=True)
class Asked:
    """What the reader asks to see; all of it stands in the URL."""

    dataset: Dataset
    kind: str
    measures: tuple[str, ...]
    by: tuple[str, ...]
    split: str | None
    years: tuple[int, ...]
    other: tuple[Dataset, Measure] | None = None


def show(site: Site) -> None:
    """Draw the page."""
    speech = language()
    st.title(words.EXPLORE.text(speech), anchor=False)
    rows = data.all_rows(site, data.shown())
    asked = _asked(site, rows, speech)
    if asked is None:
        st.info(words.NO_DATA.text(speech))
        return
    _to_url(asked)
    held = _held(asked, rows[asked.dataset.id])
    if not asked.measures or held.empty:
        st.info(words.CHOOSE_MEASURE.text(speech))
        return
    drawn = _pictures(asked, held, rows, speech)[:MOST_PICTURES]
    across = st.columns(2) if asked.split and len(drawn) > 1 else [st.container()]
    for place, (title, view, dataset, part) in enumerate(drawn):
        with across[place % len(across)]:
            _picture(place, title, view, dataset, part, asked, speech)
            if dataset in site.datasets:
                chapter = next(one.id for one in site.chapters if dataset.id in {each.id for each in one.datasets})
                cell = Cell("view", view.name, chapter, asked.years, written_at=data.shown().number)
                pin.button(cell, f"explore-{place}", speech)
    if not drawn:
        st.info(words.CHOOSE_TWO.text(speech))
    told = with_origins(asked.dataset, held, data.origins(asked.dataset, data.shown(), asked.years), speech)
    name = f"{asked.dataset.id}-{'-'.join(map(str, asked.years))}"
    with st.container(horizontal=True):
        _download(f"{name}.csv", partial(tables.as_csv, asked.dataset, told, speech), "CSV")
        _download(f"{name}.xlsx", partial(tables.as_xlsx, asked.dataset, told, speech), "XLSX")
    with st.expander(words.SHOW_TABLE.text(speech)):
        shown = told[[column.id for column in tables.columns(asked.dataset, told)]]
        st.dataframe(shown.set_axis(tables.headings(asked.dataset, told, speech), axis="columns"), hide_index=True)


def _asked(site: Site, rows: dict[str, pd.DataFrame], speech: Language) -> Asked | None:
    stored = [dataset for dataset in site.datasets if len(rows[dataset.id])]
    if not stored:
        return None
    ids = [dataset.id for dataset in stored]
    by_id = dict(zip(ids, stored, strict=True))
    first, second = st.columns([3, 2])
    with first:
        name = st.selectbox(
            words.DATASET.text(speech),
            ids,
            index=_place(ids, "dataset", default="employment"),
            format_func=lambda one: by_id[one].label.text(speech),
        )
    dataset = by_id[name]
    with second:
        kind = st.segmented_control(
            words.FORM.text(speech),
            KINDS,
            default=_named("form", KINDS, "bars"),
            required=True,
            format_func=lambda one: words.FORMS[one].text(speech),
        )
    measures = _measures(dataset, speech)
    years = sorted({int(year) for year in rows[dataset.id]["year"]})
    in_url = [int(year) for year in _many("years") if year.isdigit() and int(year) in years]
    with second:
        chosen = st.pills(
            words.YEARS.text(speech),
            years,
            selection_mode="multi",
            default=in_url or frames.by_default(years),
            key=f"years-{name}",
        )
    by, split = _keys(dataset, speech)
    other = _other(stored, dataset, speech) if kind == "scatter" else None
    return Asked(dataset, kind, measures, by, split, tuple(sorted(chosen)) or frames.by_default(years), other)


def _measures(dataset: Dataset, speech: Language) -> tuple[str, ...]:
    offered = {one.id: one for one in (dataset.indicators or dataset.measures)}
    in_url = [name for name in _many("measure") if name in offered]
    return tuple(
        st.multiselect(
            words.MEASURES.text(speech),
            list(offered),
            default=in_url or list(offered)[:1],
            format_func=lambda one: offered[one].title(speech),
            key=f"measures-{dataset.id}",
        )
    )


def _keys(dataset: Dataset, speech: Language) -> tuple[tuple[str, ...], str | None]:
    """The keys whose members are the rows of a picture, and the key with a picture for each of its members."""
    keys = [key.id for key in dataset.keys]
    if len(keys) == 1:
        return (keys[0],), None
    names = {key.id: key.label.text(speech) for key in dataset.keys}
    in_url = next((name for name in _many("split") if name in keys), None)
    split = st.selectbox(
        words.SPLIT.text(speech),
        keys,
        index=keys.index(in_url) if in_url else None,
        format_func=names.__getitem__,
        placeholder=words.NO_SPLIT.text(speech),
        key=f"split-{dataset.id}",
    )
    return tuple(key for key in keys if key != split), split


def _other(stored: list[Dataset], dataset: Dataset, speech: Language) -> tuple[Dataset, Measure] | None:
    """A measure of another dataset that shares a key with an alias list: the other axis of a scatter."""
    if not any(key.trades for key in dataset.keys):
        return None
    offered = {
        f"{one.id}.{measure.id}": (one, measure)
        for one in stored
        if any(key.trades for key in one.keys)
        for measure in one.measures
    }
    names = list(offered)
    name = st.selectbox(
        words.AGAINST.text(speech),
        names,
        index=_place(names, "against"),
        format_func=lambda one: f"{offered[one][0].label.text(speech)} · {offered[one][1].title(speech)}",
        key=f"against-{dataset.id}",
    )
    return offered[name]


def _many(name: str) -> list[str]:
    return [part for text in st.query_params.get_all(name) for part in text.split(",")]


def _named(name: str, offered: tuple[str, ...], default: str) -> str:
    return next((one for one in _many(name) if one in offered), default)


def _place(offered: list[str], name: str, default: str = "") -> int:
    wanted = next((one for one in _many(name) if one in offered), default)
    return offered.index(wanted) if wanted in offered else 0


def _to_url(asked: Asked) -> None:
    wanted = {
        **link(),
        "dataset": asked.dataset.id,
        "form": asked.kind,
        "measure": ",".join(asked.measures),
        "years": ",".join(map(str, asked.years)),
    }
    wanted |= {"split": asked.split} if asked.split else {}
    wanted |= {"against": f"{asked.other[0].id}.{asked.other[1].id}"} if asked.other else {}
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def _held(asked: Asked, rows: pd.DataFrame) -> pd.DataFrame:
    held = rows[rows["year"].isin(asked.years)]
    return held[held["indicator"].isin(asked.measures)] if asked.dataset.indicators else held


Picture = tuple[str, View, Dataset, pd.DataFrame]


def _pictures(asked: Asked, held: pd.DataFrame, rows: dict[str, pd.DataFrame], speech: Language) -> list[Picture]:
    """What is drawn: a picture for each measure, and for each member of the key that splits them."""
    dataset = asked.dataset
    if asked.kind == "scatter":
        return _scatters(asked, held, rows)
    kind = {"bars": Bars, "line": Trend, "dumbbell": Dumbbell}[asked.kind]
    if dataset.indicators:
        return [
            ("", kind("value", "indicator", where=("indicator", (name,))), dataset, held) for name in asked.measures
        ]
    found: list[Picture] = []
    for measure in asked.measures:
        if asked.split is None:
            found.append(("", kind(measure, asked.by), dataset, held))
            continue
        key = dataset.key(asked.split)
        for value in map(str, dict.fromkeys(held[asked.split])):
            view = kind(measure, asked.by, where=(asked.split, (value,)))
            found.append((key.name(value, speech), view, dataset, held))
    return found


def _scatters(asked: Asked, held: pd.DataFrame, rows: dict[str, pd.DataFrame]) -> list[Picture]:
    """Two measures against each other: of one dataset, or of two that an alias list joins."""
    dataset = asked.dataset
    if asked.other is not None and asked.measures:
        other, measure = asked.other
        around = rows[other.id]
        joined, both = frames.joined_by_trade(
            (dataset, dataset.measure(asked.measures[0]), held),
            (other, measure, around[around["year"].isin(asked.years)]),
        )
        return [("", Scatter("x", "y", joined.keys[0].id), joined, both)]
    if len(asked.measures) < 2 or dataset.indicators:
        return []
    return [("", Scatter(asked.measures[0], asked.measures[1], asked.by[0]), dataset, held)]


def _picture(
    place: int, title: str, view: View, dataset: Dataset, rows: pd.DataFrame, asked: Asked, speech: Language
) -> None:
    dark = st.context.theme.type == "dark"
    stored = [asked.dataset, *(other for other, _ in filter(None, [asked.other]))]
    standing = data.standing(data.shown(), stored)
    told_apart = (*(one.id for one in stored), *asked.measures, *map(str, asked.years))
    drawn = _drawn(standing, told_apart, view, speech, dark, dataset, rows, asked.years)
    if drawn is None:
        st.info(words.plain(words.NO_YEAR.text(speech).format(years=", ".join(map(str, asked.years)))))
        return
    said, spec = drawn
    st.subheader(words.plain(f"{title}：{said}" if title and said else title or said), anchor=False)
    st.vega_lite_chart(spec=spec, theme=None, width="stretch", key=f"explore-{place}", alt=said or title)
    if not pictures.has_chinese_font():
        st.caption(words.plain(words.NO_CHINESE_FONT.text(speech)))
        return
    with st.container(horizontal=True):
        _download(f"{asked.dataset.id}-{place + 1}.png", partial(pictures.as_png, spec), "PNG")
        _download(f"{asked.dataset.id}-{place + 1}.svg", partial(pictures.as_svg, spec), "SVG")


@once(most=200)
def _drawn(
    release: data.Release,
    told_apart: tuple[str, ...],
    view: View,
    speech: Language,
    dark: bool,
    _dataset: Dataset,
    _rows: pd.DataFrame,
    _years: tuple[int, ...],
) -> tuple[str, dict[str, Any]] | None:
    """The finding and the chart; None where the chosen years have no figure."""
    frame = frames.of_view(view, _dataset, _rows, speech)
    if frame[[name for name in ("value", "x", "y") if name in frame]].dropna().empty:
        return None
    said = sentence(view, _dataset, frame, list(_years), speech)
    return said, specification(view, _dataset, frame, list(_years), speech, DARK if dark else LIGHT)


def _download(name: str, content: Any, label: str) -> None:
    st.download_button(label, content, file_name=name, on_click="ignore", key=f"download-{name}")
