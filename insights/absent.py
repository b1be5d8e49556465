"""What a picture does not show, and why: years without a figure, members without one, reasons that the report gives."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from frames import period_of
from insights.phrases import listed, semicolon, space, together
from schema import NOTE, Dataset, Label, Language

MOST_NAMED = 6
NO_YEAR = Label("{years}年没有数据", "No figures for {years}")
NO_FIGURE = Label(
    "{year}年没有数据、未作比较的：{members}", "Without a figure for {year}, and so not compared: {members}"
)


def absent(frame: pd.DataFrame, asked: Sequence[int], language: Language) -> list[str]:
    """The years asked for that a view's frame has no figure of, and the members that lack one of the two compared."""
    period = period_of(frame, asked)
    if period is None:
        return []
    said = []
    if period.missing:
        years = listed([str(year) for year in period.missing], language)
        said.append(NO_YEAR.text(language).format(years=years))
    if period.before is None or "value" not in frame or "part" in frame:
        return said
    known = frame.dropna(subset=["value"])
    by_year = {year: set(known.loc[known["year"] == year, "member"]) for year in (period.before, period.now)}
    either = [name for name in known["member"].drop_duplicates() if any(name in own for own in by_year.values())]
    if not by_year[period.before] & by_year[period.now]:
        return said
    for year, own in by_year.items():
        if names := [str(name) for name in either if name not in own]:
            members = together(names, language, most=MOST_NAMED)
            said.append(NO_FIGURE.text(language).format(year=year, members=members))
    return said


def missing(dataset: Dataset, rows: pd.DataFrame, measures: tuple[str, ...], language: Language) -> str:
    """The members whose figure is missing for a reason that the report names, by reason and year; empty if none is."""
    said: dict[str, list[str]] = {}
    for name in measures:
        for reason in dataset.measure(name).reasons:
            held = rows[rows[name].isna() & rows[NOTE.id].str.contains(reason, regex=False)]
            for year, part in held.groupby("year"):
                named = [dataset.keys[0].name(value, language) for value in part[dataset.keys[0].id]]
                said.setdefault(reason, []).append(f"{year}{space(language)}{listed(named, language)}")
    joint = semicolon(language)
    return joint.join(f"{reason}：{joint.join(years)}" for reason, years in said.items())
