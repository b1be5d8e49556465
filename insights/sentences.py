"""Computed sentences: what a view shows, and what a chapter's year was like.

Members are compared with themselves in another year only; a whole is named beside its members, never among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

import frames
from insights.numbers import change, quantity
from schema import (
    NOTE,
    Bars,
    Breakdown,
    Chapter,
    Composition,
    Dataset,
    Figures,
    Label,
    Language,
    Measure,
    MeasureView,
    Pair,
    Ranks,
    Scatter,
    Stacked,
    View,
    drawn_measure,
)

MOST_SAID = 5  # more indicators than these are not spoken of one by one


@dataclass(frozen=True)
class Period:
    """The chosen years that the rows have: `first` is None where there is only one."""

    first: int | None
    last: int

    @classmethod
    def of(cls, rows: pd.DataFrame, years: list[int]) -> Period | None:
        """The period of the rows within these years; None where the rows have none of them."""
        held = sorted(set(years) & set(rows["year"]))
        return cls(held[0] if len(held) > 1 else None, held[-1]) if held else None


def changes(frame: pd.DataFrame, period: Period) -> pd.DataFrame:
    """Each member's whole, first, last and change; members without both years are left out. Index: member."""
    first, last = (_of_year(frame, year) for year in (period.first, period.last))
    pair = first.join(last["value"].rename("last"), how="inner").rename(columns={"value": "first"})
    return pair.assign(change=(pair["last"] - pair["first"]).round(6))


def _of_year(frame: pd.DataFrame, year: int | None) -> pd.DataFrame:
    held = frame[(frame["year"] == year) & frame["value"].notna()]
    return held.drop_duplicates("member").set_index("member")[["whole", "value"]]


def sentence(
    view: View, dataset: Dataset, frame: pd.DataFrame, years: list[int], language: Language, *, brief: bool = False
) -> str:
    """The finding of a view for the chosen years; `frame` is `frames.of_view` of it. Empty where there is no figure."""
    period = Period.of(frame, years)
    if period is None:
        return ""
    match view:
        case Pair():
            return _pair(view, dataset, frame, period, language)
        case Scatter():
            return _scatter(view, dataset, frame, period, language)
        case Stacked():
            return _stacked(view, dataset, frame, period, language)
        case Breakdown():
            return _breakdown(view, dataset, frame, period, language)
        case Composition():
            return _composition(view, dataset, frame, period, language)
        case Figures():
            return ""
        case Ranks():
            return _ranks(drawn_measure(dataset, view), frame, period, language)
        case MeasureView() if dataset.indicators:
            return _each(dataset, drawn_measure(dataset, view), frame, period, language)
        case MeasureView():
            noun = dataset.key(view.keys[-1]).label if len(view.keys) == 1 else Label("项目", "item")
            return movement(drawn_measure(dataset, view), frame, period, language, noun, brief=brief)
        case _:
            raise TypeError(type(view).__name__)


def _each(dataset: Dataset, drawn: Measure, frame: pd.DataFrame, period: Period, language: Language) -> str:
    """Indicators have nothing in common but their page: each speaks for itself, in the order declared."""
    if frame["member"].nunique() > MOST_SAID and period.first is None:
        return _level(drawn, frame, period, language)
    said = []
    for _, own in frame.sort_values("order").groupby("order", sort=False):
        measure = next(one for one in dataset.indicators if one.label.text(language) == own["member"].iloc[0])
        said.append(movement(measure, own, period, language, measure.label))
    return _joined(list(filter(None, said)), language)


def movement(
    measure: Measure, frame: pd.DataFrame, period: Period, language: Language, noun: Label, *, brief: bool = False
) -> str:
    """How many members rose and fell, and which moved most; in one year, which is highest and lowest.

    The period itself is not named: the page says it once. `noun` is what one member is called. In brief, a whole
    speaks for its members, and only the largest movement is named.
    """
    pairs = changes(frame, period)
    if pairs.empty:
        return _level(measure, frame, period, language)
    whole = pairs["whole"].astype(bool)
    members, wholes = pairs[~whole], pairs[whole]
    clauses = [moved(str(name), row, measure, language) for name, row in wholes.iterrows()]
    if len(members) == 1:
        clauses += [moved(str(name), row, measure, language) for name, row in members.iterrows()]
    elif len(members) and not (brief and clauses):
        extremes = _extremes(members, measure, language)
        clauses += [_count(members, measure, language, noun), *(extremes[:1] if brief else extremes)]
    return _joined(clauses, language)


def _count(members: pd.DataFrame, measure: Measure, language: Language, noun: Label) -> str:
    up, down = int((members["change"] > 0).sum()), int((members["change"] < 0).sum())
    same, label, total = len(members) - up - down, measure.label.text(language), len(members)
    if language == "zh":
        counts = "、".join(f"{n}个{word}" for n, word in ((up, "上升"), (down, "下降"), (same, "持平")) if n)
        if total in (up, down, same):
            return f"{total}个{noun.zh}的{label}全部{counts.removeprefix(f'{total}个')}"
        return f"{total}个{noun.zh}的{label}{counts}"
    counts = ", ".join(f"{n} {word}" for n, word in ((up, "up"), (down, "down"), (same, "unchanged")) if n)
    return f"{label} in {total} {noun.en.lower()}s: {counts}"


def _extremes(members: pd.DataFrame, measure: Measure, language: Language) -> list[str]:
    """The largest rise and the largest fall, the larger of them first."""
    words = {"zh": ("升幅最大", "降幅最大"), "en": ("rose most", "fell most")}[language]
    found = []
    ordered = members.sort_values("change", kind="stable")
    ends = [(words[0], ordered.iloc[-1], 1), (words[1], ordered.iloc[0], -1)]
    for word, row, sign in sorted(ends, key=lambda end: -abs(end[1]["change"])):
        if row["change"] * sign > 0:
            found.append(f"{row.name}{_space(language)}{word}{_span(row, measure, language)}")
    return found


def moved(name: str, row: pd.Series, measure: Measure, language: Language) -> str:
    """A member's way from `row["first"]` to `row["last"]` in a clause."""
    value = row["change"]
    first, last = (quantity(row[end], measure, language) for end in ("first", "last"))
    by = change(value, measure, language)
    subject = _subject(name, measure, language)
    if language == "zh":
        if value == 0:
            return f"{subject}仍为{last}"
        return f"{subject}由{first}{'升' if value > 0 else '降'}至{last}（{by}）"
    if value == 0:
        return f"{subject} stayed at {last}"
    return f"{subject} {'rose' if value > 0 else 'fell'} from {first} to {last} ({by})"


def _subject(name: str, measure: Measure, language: Language) -> str:
    """A member and its measure in one name; an indicator is its own name."""
    label = measure.label.text(language)
    return name if label == name else f"{name}{label}" if language == "zh" else f"{name} {label.lower()}"


def _span(row: pd.Series, measure: Measure, language: Language) -> str:
    first, last = (quantity(row[end], measure, language) for end in ("first", "last"))
    moved = change(row["change"], measure, language)
    return f"（{moved}，{first}→{last}）" if language == "zh" else f" ({moved}, {first} → {last})"


def _level(measure: Measure, frame: pd.DataFrame, period: Period, language: Language) -> str:
    rows = frame[(frame["year"] == period.last) & ~frame["whole"]].dropna(subset=["value"])
    if rows.empty:
        return ""
    label = measure.label.text(language)
    if len(rows) == 1:
        subject = _subject(str(rows["member"].iloc[0]), measure, language)
        return f"{subject}{_space(language)}{quantity(rows['value'].iloc[0], measure, language)}"
    ends = {}
    for name, value in (("most", rows["value"].max()), ("least", rows["value"].min())):
        held = list(rows.loc[rows["value"] == value, "member"])
        ends[name] = (_together(held, language), quantity(value, measure, language))
    if language == "zh":
        most, least = (f"{who}（{what}）" for who, what in (ends["most"], ends["least"]))
        return f"{label}最高的是{most}，最低的是{least}"
    most, least = (f"{who} ({what})" for who, what in (ends["most"], ends["least"]))
    return f"{label}: highest {most}, lowest {least}"


def _pair(view: Pair, dataset: Dataset, frame: pd.DataFrame, period: Period, language: Language) -> str:
    rows = frame[frame["year"] == period.last].dropna(subset=["difference"])
    if rows.empty:
        return ""
    school = dataset.measure(view.school)
    ahead, total = int((rows["difference"] > 0).sum()), len(rows)
    top = rows.sort_values("difference").iloc[-1]
    lead = change(top["difference"], school, language)
    if language == "zh":
        how = f"全部{total}项都高于全市" if ahead == total else f"{total}项中{ahead}项高于全市"
        return f"{how}，{top['member']}领先最多（{lead}）"
    how = f"above the city in all {total} tests" if ahead == total else f"above the city in {ahead} of {total} tests"
    return f"{how[0].upper()}{how[1:]}; {top['member']} leads by most ({lead})"


def _scatter(view: Scatter, dataset: Dataset, frame: pd.DataFrame, period: Period, language: Language) -> str:
    rows = frame[(frame["year"] == period.last) & ~frame["whole"]].dropna(subset=["x", "y"])
    if rows.empty:
        return ""
    x, y = dataset.measure(view.x), dataset.measure(view.y)
    both = rows[(rows["x"] >= rows["x"].median()) & (rows["y"] >= rows["y"].median())]
    names = _together(list(both.sort_values("x", ascending=False)["member"]), language, most=4)
    if language == "zh":
        head = f"{x.label.zh}与{y.label.zh}"
        return f"{head}都在中位数以上的有{len(both)}个：{names}" if len(both) else f"{head}没有同时居前的"
    head = f"{x.label.en} and {y.label.en.lower()}"
    return f"{head} both at or above the median: {names}" if len(both) else f"{head}: none is high in both"


def _stacked(view: Stacked, dataset: Dataset, frame: pd.DataFrame, period: Period, language: Language) -> str:
    measure = drawn_measure(dataset, view)
    rows = frame[frame["year"].between(period.first or period.last, period.last)].dropna(subset=["value"])
    totals = rows.sort_values("order").groupby("member", sort=False)["value"].sum()
    label = measure.label.text(language)
    if view.where is not None and len(view.where[1]) == 1:
        key = dataset.key(view.where[0])
        label = _space(language).join([*(key.name(value, language) for value in view.where[1]), label])
    if not view.keys:
        named = replace(measure, label=Label(label, label))
        return _shares(named, rows[rows["year"] == period.last], period, language)
    if len(totals) > MOST_SAID:
        sums = totals.rename("value").reset_index().assign(year=period.last, whole=False)
        return _level(measure, sums, period, language)
    each = [f"{who}{_space(language)}{quantity(value, measure, language)}" for who, value in totals.items()]
    return f"{label}：{'，'.join(each)}" if language == "zh" else f"{label}: {', '.join(each)}"


def _composition(view: Composition, dataset: Dataset, frame: pd.DataFrame, period: Period, language: Language) -> str:
    return _shares(dataset.measure(view.whole), frame[frame["year"] == period.last], period, language)


def _shares(whole: Measure, rows: pd.DataFrame, period: Period, language: Language) -> str:
    rows = rows.sort_values("part_order")
    total = rows["value"].sum()
    shares = zip(rows["part"], rows["value"] / total, strict=True)
    each = [f"{part}{_space(language)}{share:.1%}" for part, share in shares]
    shown = quantity(total, whole, language)
    if language == "zh":
        return f"{period.last}年{whole.label.zh}{shown}，其中{'，'.join(each)}"
    return f"{whole.label.en} in {period.last}: {shown}, of which {', '.join(each)}"


def _breakdown(view: Breakdown, dataset: Dataset, frame: pd.DataFrame, period: Period, language: Language) -> str:
    """Of parts that are shares the first one's extremes; of parts that are sizes the largest whole."""
    first = dataset.measure(view.measures[0])
    if first.unit.is_rate:
        return _level(first, frame[frame["part_order"] == 0], period, language)
    rows = frame[frame["year"] == period.last]
    sums = rows.groupby("member", sort=False).agg({"value": "sum", "whole": "first"}).reset_index()
    return _level(replace(first, label=dataset.label), sums.assign(year=period.last), period, language)


def missing(dataset: Dataset, rows: pd.DataFrame, measures: tuple[str, ...], language: Language) -> str:
    """The members whose figure is missing for a reason that the report names, by reason and year; empty if none is."""
    said: dict[str, list[str]] = {}
    for name in measures:
        for reason in dataset.measure(name).reasons:
            held = rows[rows[name].isna() & rows[NOTE.id].str.contains(reason, regex=False)]
            for year, part in held.groupby("year"):
                named = [dataset.keys[0].name(value, language) for value in part[dataset.keys[0].id]]
                said.setdefault(reason, []).append(f"{year}{_space(language)}{_listed(named, language)}")
    joint = "；" if language == "zh" else "; "
    return joint.join(f"{reason}：{joint.join(years)}" for reason, years in said.items())


def _listed(names: list[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(names)


def _ranks(measure: Measure, frame: pd.DataFrame, period: Period, language: Language) -> str:
    rows = frame[frame["year"] == period.last].dropna(subset=["value"])
    if rows.empty:
        return ""
    best = rows["value"].min()
    held, total = int((rows["value"] == best).sum()), len(rows)
    moved = changes(frame, period)
    clauses = [
        f"{total}项中{held}项排名{quantity(best, measure, 'zh')}"
        if language == "zh"
        else f"{held} of {total} tests hold {quantity(best, measure, 'en')}"
    ]
    for word, test in (_RANK_WORDS[language][0], moved["change"] < 0), (_RANK_WORDS[language][1], moved["change"] > 0):
        names = list(moved.index[test])
        if names:
            clauses.append(f"{_together(names, language)}{_space(language)}{word}")
    return _joined(clauses, language)


_RANK_WORDS = {"zh": ("名次上升", "名次下降"), "en": ("moved up", "moved down")}


def headline(chapter: Chapter, rows: Mapping[str, pd.DataFrame], years: list[int], language: Language) -> str:
    """The page's first sentence: a clause for each measure of the chapter's headline; `rows` by dataset id."""
    said, drawn = [], []
    for name in chapter.headline:
        dataset = chapter.dataset_of(name)
        view = _told_by(dataset, name)
        frame = frames.of_view(view, dataset, rows[dataset.id], language)
        said.append(sentence(view, dataset, frame, years, language, brief=True))
        drawn.append(frame.dropna(subset=["value"])[["year"]])
    told = list(filter(None, said))
    period = Period.of(pd.concat(drawn), years)
    if not told or period is None:
        return ""
    if language == "zh":
        when = f"{period.last}年与{period.first}年相比" if period.first else f"{period.last}年"
        return f"{when}，{'；'.join(told)}。"
    when = f"From {period.first} to {period.last}" if period.first else f"In {period.last}"
    return f"{when}: {'; '.join(told)}."


def _told_by(dataset: Dataset, name: str) -> MeasureView:
    if dataset.indicators:
        return Bars("value", by="indicator", where=("indicator", (name,)))
    keys = tuple(key.id for key in dataset.keys)
    return Ranks(name, keys) if dataset.measure(name).kind == "rank" else Bars(name, keys)


def _together(names: list[str], language: Language, most: int = 3) -> str:
    if len(names) > most:
        some = ("、" if language == "zh" else ", ").join(names[:most])
        return f"{some}等{len(names)}个" if language == "zh" else f"{some} and {len(names) - most} more"
    return ("、" if language == "zh" else ", ").join(names)


def _joined(clauses: list[str], language: Language) -> str:
    return ("，" if language == "zh" else ", ").join(clauses)


def _space(language: Language) -> str:
    return "" if language == "zh" else " "
