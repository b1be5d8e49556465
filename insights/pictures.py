"""What the pictures say that show more than one measure of a member, or the parts of a whole."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from frames import changes, period_of
from insights.movement import level, movement
from insights.numbers import change, quantity
from insights.phrases import TITLE, Told, comma, space, together, wide
from schema import (
    PERCENT,
    Breakdown,
    Composition,
    Dataset,
    Label,
    Language,
    Measure,
    Pair,
    Scatter,
    Stacked,
    drawn_measure,
)

MOST_SAID = 5  # more bars than these are not spoken of one by one
MOST_PARTS = 4
ITEM = Label("项目", "item")
SHARE = Measure("share", Label("占比", "share"), PERCENT, decimals=(1, 1))


def pair(view: Pair, dataset: Dataset, frame: pd.DataFrame, asked: list[int], language: Language) -> list[Told]:
    period = period_of(frame, asked)
    rows = pd.DataFrame() if period is None else frame[frame["year"] == period.now].dropna(subset=["difference"])
    if period is None or rows.empty:
        return []
    school = dataset.measure(view.school)
    ahead, total = int((rows["difference"] > 0).sum()), len(rows)
    top = rows.sort_values("difference").iloc[-1]
    lead = change(top["difference"], school, language)
    if language == "zh":
        how = f"全部{total}项都高于全市" if ahead == total else f"{total}项中{ahead}项高于全市"
        best = f"{top['member']}领先最多（{lead}）" if ahead else f"{top['member']}相差最少（{lead}）"
    else:
        how = (
            f"Above the city in all {total} tests" if ahead == total else f"Above the city in {ahead} of {total} tests"
        )
        best = f"{top['member']} {'leads by most' if ahead else 'is nearest'} ({lead})"
    return [Told(f"{how}{comma(language)}{best}", (period.now,))]


def scatter(view: Scatter, dataset: Dataset, frame: pd.DataFrame, asked: list[int], language: Language) -> list[Told]:
    period = period_of(frame, asked)
    if period is None:
        return []
    rows = frame[(frame["year"] == period.now) & ~frame["whole"].astype(bool)].dropna(subset=["x", "y"])
    if rows.empty:
        return []
    x, y = dataset.measure(view.x), dataset.measure(view.y)
    both = rows[(rows["x"] >= rows["x"].median()) & (rows["y"] >= rows["y"].median())]
    names = together(list(both.sort_values("x", ascending=False)["member"]), language, most=4)
    if language == "zh":
        head = f"{x.label.zh}与{y.label.zh}"
        text = f"{head}都在中位数以上的有{len(both)}个：{names}" if len(both) else f"{head}没有同时居前的"
    else:
        head = f"{x.label.en} and {y.label.en.lower()}"
        text = f"{head} both at or above the median: {names}" if len(both) else f"{head}: none is high in both"
    return [Told(text, (period.now,))]


def stacked(view: Stacked, dataset: Dataset, frame: pd.DataFrame, asked: list[int], language: Language) -> list[Told]:
    measure = _named(view, dataset, language)
    if not view.keys:
        return shares(measure, frame, asked, language)
    known = frame.dropna(subset=["value"]).sort_values(["order", "year"], kind="stable")
    told = ["year", "member", "whole", "stretch"]
    totals = known.groupby(told, sort=False)["value"].sum().reset_index()
    period = period_of(totals, asked)
    if period is None:
        return []
    last = totals[totals["year"] == period.now]
    if period.before is not None and set(last["member"]) & set(totals.loc[totals["year"] == period.before, "member"]):
        return movement(measure, totals, asked, language, dataset.key(view.keys[-1]).label)
    drawn = totals[totals["year"].isin(period.drawn)]
    if len(drawn) > MOST_SAID:
        return level(measure, totals, period.now, language, ITEM)
    each = [
        f"{who}{space(language)}{quantity(value, measure, language)}"
        for who, value in zip(drawn["member"], drawn["value"], strict=True)
    ]
    label, years = measure.label.text(language), tuple(sorted({period.drawn[0], period.now}))
    text = f"{label}：{'，'.join(each)}" if language == "zh" else f"{label}: {', '.join(each)}"
    return [Told(text, years if drawn["year"].nunique() > 1 else (period.now,))]


def _named(view: Stacked, dataset: Dataset, language: Language) -> Measure:
    """The measure under the name of the one thing that the view keeps."""
    measure = drawn_measure(dataset, view)
    if view.where is None or len(view.where[1]) != 1:
        return measure
    key = dataset.key(view.where[0])
    label = space(language).join([key.name(view.where[1][0], language), measure.label.text(language)])
    return replace(measure, label=Label(label, label))


def composition(
    view: Composition, dataset: Dataset, frame: pd.DataFrame, asked: list[int], language: Language
) -> list[Told]:
    return shares(dataset.measure(view.whole), frame, asked, language)


def shares(whole: Measure, frame: pd.DataFrame, asked: list[int], language: Language) -> list[Told]:
    """A whole, what it is made of, and which part's share has moved most."""
    known = frame.dropna(subset=["value"]).sort_values("part_order", kind="stable")
    period = period_of(known, asked)
    if period is None:
        return []
    by_year = {year: own.groupby("part", sort=False)["value"].sum() for year, own in known.groupby("year")}
    now = by_year[period.now]
    before = by_year.get(period.before) if period.before is not None else None
    years = (period.now,) if before is None or period.before is None else (period.before, period.now)
    total = quantity(now.sum(), whole, language)
    if before is not None:
        by = change(now.sum() - before.sum(), whole, language)
        total += f"（{by}）" if language == "zh" else f" ({by})"
    label = whole.label.text(language)
    for most in range(MOST_PARTS, 1, -1):
        each = _largest(now, most, language)
        of = "其中" if language == "zh" else "of which "
        text = (
            f"{label}{total}，{of}{'，'.join(each)}" if language == "zh" else f"{label}: {total}, {of}{', '.join(each)}"
        )
        if wide(text) <= TITLE:
            break
    return [Told(text if each else f"{label}{space(language)}{total}", years), *_shifted(now, before, years, language)]


def _largest(now: pd.Series, most: int, language: Language) -> list[str]:
    """The shares of the largest parts in their own order, and what the others come to."""
    if not now.sum():
        return []
    parts = now[now.rank(ascending=False, method="first") <= most]
    each = [f"{part}{space(language)}{value / now.sum():.1%}" for part, value in parts.items()]
    if len(parts) < len(now):
        rest = 1 - parts.sum() / now.sum()
        each.append(f"其余{rest:.1%}" if language == "zh" else f"the rest {rest:.1%}")
    return each


def _shifted(now: pd.Series, before: pd.Series | None, years: tuple[int, ...], language: Language) -> list[Told]:
    """The part whose share of the whole has moved most."""
    if before is None or not now.sum() or not before.sum() or len(now) < 2:
        return []
    moved = (now / now.sum() - (before / before.sum()).reindex(now.index)).dropna() * 100
    if moved.empty or moved.abs().max() < 0.05:
        return []
    is_pair = len(moved) == 2  # what one of two gains the other loses
    part = str(moved.index[0] if is_pair else moved.abs().idxmax())
    by = change(float(moved[part]), SHARE, language)
    if is_pair:
        text = f"{part}占比变化{by}" if language == "zh" else f"the share of {part} by {by}"
    else:
        text = f"{part}占比变化最大（{by}）" if language == "zh" else f"the share of {part} moved most ({by})"
    return [Told(text, years, optional=True)]


def breakdown(
    view: Breakdown, dataset: Dataset, frame: pd.DataFrame, asked: list[int], language: Language
) -> list[Told]:
    """Of parts that are shares the first one over its members; of parts that are sizes their wholes."""
    first = dataset.measure(view.measures[0])
    if first.unit.is_rate:
        return movement(first, frame[frame["part_order"] == 0], asked, language, dataset.key(view.keys[-1]).label)
    told = ["year", "member", "whole", "stretch"]
    sums = frame.dropna(subset=["value"]).groupby(told, sort=False)["value"].sum().reset_index()
    period = period_of(sums, asked)
    named = replace(first, label=dataset.label)
    return [] if period is None else movement(named, sums, asked, language, dataset.key(view.keys[-1]).label)


def ranks(measure: Measure, frame: pd.DataFrame, asked: list[int], language: Language) -> list[Told]:
    """How many hold the best place, who has moved up and who has slipped."""
    period = period_of(frame, asked)
    if period is None:
        return []
    rows = frame[frame["year"] == period.now].dropna(subset=["value"])
    best, total = rows["value"].min(), len(rows)
    held = int((rows["value"] == best).sum())
    pairs = changes(frame, asked)
    pairs = pairs[(pairs["now"] == period.now) & (pairs["before"] == period.before)]
    years = (period.now,) if pairs.empty or period.before is None else (period.before, period.now)
    place = quantity(best, measure, language)
    clauses = [f"{total}项中{held}项排名{place}" if language == "zh" else f"{held} of {total} hold {place}"]
    words = {"zh": ("名次上升", "名次下降"), "en": ("moved up", "moved down")}[language]
    for word, test in (words[0], pairs["change"] < 0), (words[1], pairs["change"] > 0):
        names = [str(name) for name in pairs.index[test]]
        if names:
            clauses.append(f"{together(names, language)}{space(language)}{word}")
    return [Told(clause, years, optional=place > 0) for place, clause in enumerate(clauses)]
