"""One measure over its members: how many rose and fell and which most; in one year, who stands where."""

from __future__ import annotations

import pandas as pd

from frames import changes, period_of
from insights.numbers import change, quantity
from insights.phrases import Told, Years, moved, of_history, space, span, subject, together, way
from insights.series import facts, history
from schema import Label, Language, Measure

FEW = 2  # members that are each spoken of
LEAST_RECORDS = 5  # years that a member must stand out of to be counted among the highest or the lowest


def movement(
    measure: Measure, frame: pd.DataFrame, asked: list[int], language: Language, noun: Label, *, brief: bool = False
) -> list[Told]:
    """The clauses of a measure. A whole is named beside its members, never among them; in brief it speaks for them.

    Members are compared with themselves only; who lacks one of the two years is left out. `noun` is what one is called.
    """
    period = period_of(frame, asked)
    if period is None:
        return []
    pairs = changes(frame, asked)
    pairs = pairs[(pairs["now"] == period.now) & (pairs["before"] == period.before)]
    if pairs.empty:
        return level(measure, frame, period.now, language, noun, brief=brief)
    years = (int(pairs["before"].iloc[0]), period.now)
    members, wholes = pairs[~pairs["whole"]], pairs[pairs["whole"]]
    each = [wholes] if len(members) > FEW else [wholes, members]
    several = len(wholes) > 1 and len(members) > FEW
    told = [
        Told(
            moved(str(name), row, measure, language),
            years,
            _history(str(name), frame, years, measure, language),
            several,
        )
        for part in each
        for name, row in part.iterrows()
    ]
    if brief and len(wholes):
        return told[: len(wholes)]
    if len(members) == 1 or (len(members) <= FEW and not brief):
        return told
    extremes = _extremes(members, frame, years, measure, language)
    counted = Told(_count(members, measure, language, noun), years)
    if brief:
        return [counted, *extremes[:1]]
    if several:
        return [counted, *extremes, *told]
    return [*told, counted, *extremes, *_records(members, frame, years, language)]


def _history(name: str, frame: pd.DataFrame, years: Years, measure: Measure, language: Language) -> str:
    """The weightiest thing that a member's own history says of its last figure."""
    found = facts(history(frame[frame["member"] == name], years[-1]))
    if len(years) > 1 and years[0] != years[1] - 1:  # of another change than the one that is told
        found = [one for one in found if one.kind != "leap"]
    return of_history(found[0], measure, language) if found else ""


def _count(members: pd.DataFrame, measure: Measure, language: Language, noun: Label) -> str:
    moves = members["change"]
    label, total = measure.label.text(language), len(members)
    ways = _RANK_WAYS if measure.kind == "rank" else _WAYS
    numbers = (int((moves > 0).sum()), int((moves < 0).sum()), int((moves == 0).sum()))
    if language == "en":
        counts = ", ".join(f"{n} {way.en}" for n, way in zip(numbers, ways, strict=True) if n)
        return f"{label} in {total} {noun.en.lower()}s: {counts}"
    if total in numbers:
        return f"{total}个{noun.zh}的{label}全部{ways[numbers.index(total)].zh}"
    counts = "、".join(f"{n}个{way.zh}" for n, way in zip(numbers, ways, strict=True) if n)
    return f"{total}个{noun.zh}的{label}{counts}"


_WAYS = (Label("上升", "up"), Label("下降", "down"), Label("持平", "unchanged"))
_RANK_WAYS = (Label("后移", "down"), Label("前移", "up"), Label("不变", "unchanged"))


def _extremes(
    members: pd.DataFrame, frame: pd.DataFrame, years: Years, measure: Measure, language: Language
) -> list[Told]:
    """The largest rise and the largest fall, the larger of them first; nothing where all moved alike."""
    if members["change"].nunique() == 1:
        one = members.iloc[0]
        by = change(one["change"], measure, language)
        return [Told(f"都是{by}" if language == "zh" else f"each by {by}", years)] if one["change"] else []
    found = []
    for sign in (1, -1):
        most = (members["change"] * sign).max()
        held = members[members["change"] * sign == most]
        if most > 0:
            found.append((most, Told(*_most(held, sign, frame, years, measure, language), optional=True)))
    ordered = [one for _, one in sorted(found, key=lambda pair: -pair[0])]
    return [Told(ordered[0].text, years, ordered[0].more), *ordered[1:]]


def _most(
    held: pd.DataFrame, sign: int, frame: pd.DataFrame, years: Years, measure: Measure, language: Language
) -> tuple[str, Years, str]:
    """Who moved most one way, and what their history says of it; several who moved alike share the clause."""
    verb = way(measure, sign > 0)
    names, first = [str(name) for name in held.index], held.iloc[0]
    who = together(names, language)
    words = f"{verb.zh}幅最大" if language == "zh" and measure.kind != "rank" else f"{verb.zh}最多"
    words = words if language == "zh" else f"{verb.en} most"
    if len(held) == 1:
        return (
            f"{who}{space(language)}{words}{span(first, measure, language)}",
            years,
            _history(names[0], frame, years, measure, language),
        )
    by = change(first["change"], measure, language)
    return f"{who}{space(language)}{words}（{by}）" if language == "zh" else f"{who} {words} ({by})", years, ""


def _records(members: pd.DataFrame, frame: pd.DataFrame, years: Years, language: Language) -> list[Told]:
    """How many members stand higher or lower than in all of their years."""
    own = [history(frame[frame["member"] == name], years[-1]) for name in members.index]
    long = [told for told in own if len(told) >= LEAST_RECORDS and told[0][0] == int(frame["year"].min())]
    if len(long) < len(members):
        return []
    highest = sum(all(value < told[-1][1] for _, value in told[:-1]) for told in long)
    lowest = sum(all(value > told[-1][1] for _, value in told[:-1]) for told in long)
    first = min(told[0][0] for told in long)
    if language == "zh":
        parts = [f"{n}个为{first}年以来{word}" for n, word in ((highest, "最高"), (lowest, "最低")) if n]
        return [Told("、".join(parts), years, optional=True)] if parts else []
    parts = [f"{n} at their {word} since {first}" for n, word in ((highest, "highest"), (lowest, "lowest")) if n]
    return [Told(" and ".join(parts), years, optional=True)] if parts else []


def level(
    measure: Measure, frame: pd.DataFrame, now: int, language: Language, noun: Label, *, brief: bool = False
) -> list[Told]:
    """Where the members stand in one year: the highest and the lowest, or two against each other."""
    rows = frame[frame["year"] == now].dropna(subset=["value"])
    members, wholes = rows[~rows["whole"].astype(bool)], rows[rows["whole"].astype(bool)]
    several = len(wholes) > 1 and len(members) > FEW
    told = [Told(*_stands(row, frame, now, measure, language), several) for _, row in wholes.iterrows()]
    if brief and told:
        return told[:1]
    if len(members) == 1:
        return [*told, Told(*_stands(members.iloc[0], frame, now, measure, language))]
    if len(members) == FEW:
        return [*told, Told(_against(members.sort_values("value"), measure, language), (now,))]
    return [*told, Told(_ends(members, measure, language), (now,))] if len(members) else told


def _stands(
    row: pd.Series, frame: pd.DataFrame, now: int, measure: Measure, language: Language
) -> tuple[str, Years, str]:
    name = str(row["member"])
    said = f"{subject(name, measure, language)}{space(language)}{quantity(row['value'], measure, language)}"
    return said, (now,), _history(name, frame, (now,), measure, language)


def _against(pair: pd.DataFrame, measure: Measure, language: Language) -> str:
    """Two members of one year, the higher first."""
    low, high = pair.iloc[0], pair.iloc[1]
    one, other = (quantity(row["value"], measure, language) for row in (high, low))
    if measure.kind == "rank" or one == other:
        both = [f"{row['member']}{space(language)}{quantity(row['value'], measure, language)}" for row in (low, high)]
        label = measure.label.text(language)
        return f"{label}：{'，'.join(both)}" if language == "zh" else f"{label}: {', '.join(both)}"
    apart = change(high["value"] - low["value"], measure, language).lstrip("+")
    if language == "zh":
        return f"{high['member']}的{measure.label.zh}比{low['member']}高{apart}（{one}对{other}）"
    return f"{measure.label.en}: {high['member']} is {apart} above {low['member']} ({one} against {other})"


def _ends(members: pd.DataFrame, measure: Measure, language: Language) -> str:
    """The highest and the lowest of many."""
    label, ends = measure.label.text(language), []
    for value in (members["value"].max(), members["value"].min()):
        held = [str(name) for name in members.loc[members["value"] == value, "member"]]
        ends.append((together(held, language), quantity(value, measure, language)))
    if measure.kind == "rank":
        ends.reverse()
    if members["value"].nunique() == 1:
        count, what = len(members), ends[0][1]
        return f"{count}项的{label}都是{what}" if language == "zh" else f"{label}: all {count} at {what}"
    is_rank = measure.kind == "rank"
    if language == "zh":
        most, least = (f"{who}（{what}）" for who, what in ends)
        return f"{label}最{'前' if is_rank else '高'}的是{most}，最{'后' if is_rank else '低'}的是{least}"
    most, least = (f"{who} ({what})" for who, what in ends)
    return f"{label}: {'best' if is_rank else 'highest'} {most}, {'last' if is_rank else 'lowest'} {least}"
