"""Rules of names: titles and labels against what they stand at, and lines that compare unlike things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import pandas as pd

from insights.audit.book import Book, Members, Printed, Row, cell
from insights.audit.printed import PER_HEAD, undated
from insights.audit.saying import sentence
from insights.findings import Finding, Place, Statement, of_section
from insights.numbers import LANGUAGES
from schema import Dataset, Evidence, Label, Measure

LARGE = 100  # a count of the school, where a figure per head would be small
BRACKETS = re.compile(r"[（(][^（）()]*[）)]")


def captions(table: Printed, book: Book) -> Iterator[Finding]:
    """A title that promises a rate stands over a table that holds one."""
    named = {one.column_id for one in table.of("figure")}
    known = table.dataset.stored_indicators or table.dataset.stored_measures
    shown = [measure for measure in known if measure.id in named or not named]
    if any(measure.unit.is_rate or "率" in measure.label.zh for measure in shown):
        return
    rows = book.of_year(table.dataset, table.last)
    for one in table.of("caption"):
        title = BRACKETS.sub("", one.text).strip()
        if title.endswith("率") and shown and rows:
            yield _caption(one, title, shown, rows, table)


def _caption(one: Evidence, title: str, shown: Sequence[Measure], rows: Sequence[Row], table: Printed) -> Finding:
    held = Label(
        "、".join(measure.label.zh for measure in shown), ", ".join(measure.label.en.lower() for measure in shown)
    )
    section = rows[-1]["section"]
    places = tuple(place for row in rows for measure in shown for place in cell(table.dataset, measure.id, row).places)
    told = Statement(Label("表题", "caption"), title, section, one.text, printed=(one,))
    own = Statement(Label("表中各列", "its columns"), held.zh, section, rows[-1]["words"], held.en, places)
    said = sentence(
        f"{of_section(section).zh}的表题是“{title}”，表中却只有{held.zh}：表题说的是比率，表里没有比率。",
        f"The table in {of_section(section).en} is titled “{title}” (a rate), but holds {held.en}: it has no rate.",
    )
    cause = Label(
        "表题多半是沿用旧表；请改表题，或补上比率", "the title is most likely an old one: change it, or add the rate"
    )
    return Finding("label", table.last, told, own, said, cause, weight=2)


def per_head_labels(dataset: Dataset, book: Book) -> Iterator[Finding]:
    """What is printed as a figure per head is no count of the whole school."""
    lines: dict[tuple[object, ...], list[tuple[str, Row]]] = {}
    labels = _printed_labels(dataset, book)
    for indicator in dataset.stored_indicators:
        if indicator.kind != "integer" or indicator.label.zh.startswith(PER_HEAD):
            continue
        aliases = [alias for alias in indicator.aliases if alias.startswith(PER_HEAD)]
        for year in book.years():
            for value in book.values(indicator.id, year):
                row = book.stating(value.statement.places[0], value.statement.section)
                line, label = labels.get((*value.statement.places, value.statement.section), (("",), ""))
                quoted = next((alias for alias in aliases if alias in value.statement.words), "")
                if (label or quoted) and value.number >= LARGE and row is not None:
                    at = line if label else (row["words"],)
                    lines.setdefault((indicator.id, value.statement.section, *at), []).append((label or quoted, row))
    for (name, *_), held in lines.items():
        yield _per_head(dataset, str(name), held)


def _printed_labels(dataset: Dataset, book: Book) -> dict[tuple[object, ...], tuple[tuple[object, ...], str]]:
    """The labels per head that stand at figures, by the figure's place and section, each with its printed line."""
    found: dict[tuple[object, ...], tuple[tuple[object, ...], str]] = {}
    for table in book.tables:
        for one in table.of("figure") if table.dataset.id == dataset.id else ():
            label = next((name.strip() for name in one.path if name.strip().startswith(PER_HEAD)), "")
            if label and one.year is not None:
                place = Place(dataset.id, one.column_id, one.year, one.members)
                found.setdefault((place, one.section), ((one.release, one.sheet, one.row), label))
    return found


def _per_head(dataset: Dataset, name: str, held: Sequence[tuple[str, Row]]) -> Finding:
    label, row = max(held, key=lambda pair: pair[1]["year"])
    ones = [cell(dataset, name, row) for _, row in sorted(held, key=lambda pair: pair[1]["year"])]
    own = replace(ones[-1], places=tuple(place for one in ones for place in one.places))
    told = Statement(Label("印出的名称", "label as printed"), label, own.section, own.words)
    zh, en = (" → ".join(one.shown(language) for one in ones) for language in LANGUAGES)
    said = sentence(
        f"{of_section(own.section).zh}把 {zh} 称作“{label}”：这么大的数只能是全校总数，不是每生的数。",
        f"{of_section(own.section).en.capitalize()} calls {en} “{label}” (a figure per head):"
        " so large a number is the school's total.",
    )
    cause = Label(
        "名称写错；改成总数的名称，或除以在校生数", "the label is wrong: name it a total, or divide it by the students"
    )
    return Finding("label", int(row["year"]), told, own, said, cause, weight=2)


def unlike_lines(dataset: Dataset, book: Book) -> Iterator[Finding]:
    """One printed line that gives two years compares one thing with itself."""
    if dataset.indicators:
        return
    lines: dict[tuple[object, ...], dict[int, set[Members]]] = {}
    for table in book.tables:
        for one in table.of("figure") if table.dataset.id == dataset.id else ():
            if one.year is not None:
                at = (table.evidence[0].release, one.sheet, one.row)
                lines.setdefault(at, {}).setdefault(one.year, set()).add(undated(dataset, one.members))
    for row in book.records[dataset.id]:
        if row["words"]:
            members = undated(dataset, tuple((key.id, row[key.id] or "") for key in dataset.keys))
            lines.setdefault((row["words"],), {}).setdefault(int(row["year"]), set()).add(members)
    for years in lines.values():
        held = [(year, next(iter(members))) for year, members in sorted(years.items()) if len(members) == 1]
        for (first, before), (last, after) in pairwise(held):
            if len(set(before) ^ set(after)) == 2:
                yield from _unlike(dataset, book, (first, before), (last, after))


def _unlike(dataset: Dataset, book: Book, before: tuple[int, Members], after: tuple[int, Members]) -> Iterator[Finding]:
    pair = []
    for year, members in (before, after):
        rows = [row for row in book.of_year(dataset, year) if {(key, row[key]) for key, _ in members} == set(members)]
        stated = [
            cell(dataset, measure.id, row)
            for row in rows
            for measure in dataset.stored_measures
            if pd.notna(row[measure.id])
        ]
        pair += stated[:1]
    if len(pair) < 2:
        return
    key = next(key for (key, _), other in zip(before[1], after[1], strict=True) if (key, _) != other)
    names = [
        dataset.key(key).name(dict(members)[key], language) for language in LANGUAGES for _, members in (before, after)
    ]
    one, other = pair
    kind, where = dataset.key(key).label, of_section(one.section)
    said = sentence(
        f"{where.zh}的表在同一行里，{before[0]} 年填的是{names[0]}，{after[0]} 年填的是{names[1]}："
        f"两个{kind.zh}不能当作同一项比较。",
        f"One line of the table in {where.en} has {names[2]} for {before[0]} and {names[3]} for {after[0]}:"
        f" two values of “{kind.en.lower()}” are not one thing to compare.",
    )
    cause = Label(
        f"请把两个{kind.zh}分行排列，并在没有数据的年份留空",
        "give each its own line, and leave the year blank that has no figure",
    )
    yield Finding("unlike", after[0], one, other, said, cause, weight=1)
