"""A rate's change in people, and what of it came from within the groups and what from their mix.

Which rates have head counts follows from what is declared: a quotient names the indicator or the column that its value
is a part of. Nothing is said where a count is not stored.

The split is Kitagawa's (*Components of a difference between two rates*, Journal of the American Statistical Association
50, 1955): each group's change by its mean share is within, each share's change by the group's mean rate is mix. The two
add up to the change of the whole. A group of one year alone is mix.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

import frames
from insights.numbers import change, number, quantity
from schema import Dataset, Identity, Indicator, Label, Language, Measure, Quotient, RowQuotient

IN_PEOPLE = Label(
    "{label}{by}（{before}→{now}年），按{now}年{whole}{base}算约合{count}",
    "{label}: {by} from {before} to {now}, about {few} of {base} ({whole}, {now})",
)
SPLIT = Label(
    "{label}按{weight}合计{by}（{before}→{now}年）：各{noun}自身变化带来{within}，构成变化带来{mix}",
    "{label} weighted by {weight}: {by} from {before} to {now}, {within} within each {noun}, {mix} from their mix",
)


@dataclass(frozen=True)
class Split:
    """A whole's rate in two years, and its change as what came from within the groups and from their mix."""

    first: float
    last: float
    within: float
    mix: float


def split(before: Mapping[str, tuple[float, float]], now: Mapping[str, tuple[float, float]]) -> Split:
    """The change of a whole rate, from each group's (rate, heads) in two years. Both years have some heads."""
    heads = [sum(count for _, count in year.values()) for year in (before, now)]
    first, last = (sum(rate * count for rate, count in year.values()) for year in (before, now))
    within = mix = 0.0
    for group in {**before, **now}:
        (rate, count), (later, more) = before.get(group, (None, 0.0)), now.get(group, (None, 0.0))
        rates = [one for one in (rate, later) if one is not None]
        share, shared = count / heads[0], more / heads[1]
        within += (rates[-1] - rates[0]) * (share + shared) / 2
        mix += (shared - share) * sum(rates) / len(rates)
    return Split(first / heads[0], last / heads[1], within, mix)


def counted(
    identities: Sequence[Identity],
    datasets: Sequence[Dataset],
    dataset: Dataset,
    columns: Collection[str],
    rows: pd.DataFrame,
    asked: Sequence[int],
    language: Language,
) -> list[str]:
    """A sentence for each rate among these columns of a dataset whose heads are stored.

    `rows` are the dataset's, of the members that are shown; `datasets` declare the indicators of other chapters.
    """
    counts = {each.id: each for declaring in (*datasets, dataset) for each in declaring.indicators}
    found = []
    for one in identities:
        if isinstance(one, Quotient) and dataset.indicators and isinstance(one.under, str) and one.value in columns:
            told = frames.stated_once(dataset, rows)
            found.append(_of_indicator(dataset, str(one.value), counts.get(one.under), told, asked, language))
        elif isinstance(one, RowQuotient) and one.dataset == dataset.id and one.value in columns:
            found.append(_of_groups(one, dataset, rows, asked, language))
    return [text for text in found if text]


def _of_indicator(
    dataset: Dataset,
    name: str,
    whole: Indicator | None,
    rows: pd.DataFrame,
    asked: Sequence[int],
    language: Language,
) -> str:
    """A single rate's change as so many of those it is counted of."""
    rate = dataset.measure(name)
    if whole is None or not rate.unit.is_rate or not whole.is_whole_number:
        return ""
    told = rows.dropna(subset=["value"])
    rates, heads = (told[told["indicator"] == each.id].set_index("year")["value"] for each in (rate, whole))
    period = _period(dataset, (rate.id,), set(rates.index), asked)
    if period is None or period[1] not in heads.index:
        return ""
    before, now = period
    return _in_people(rate, whole, (rates[before], rates[now]), heads[now], period, language)


def _of_groups(one: RowQuotient, dataset: Dataset, rows: pd.DataFrame, asked: Sequence[int], language: Language) -> str:
    """A rate of the groups together: its change split, and in people where it is a rate of people."""
    rate, heads = dataset.measure(one.value), dataset.measure(one.under)
    keys = [key.id for key in dataset.keys]
    wholes = pd.concat([rows[key.id].isin(key.wholes) for key in dataset.keys], axis=1).any(axis=1)
    groups = rows[~wholes]
    lacking = set(groups.loc[groups[[one.value, one.under]].isna().any(axis=1), "year"])
    known = groups[~groups["year"].isin(lacking) & (groups[one.under] > 0)]
    of_year = {
        int(str(year)): {
            frames.JOINT.join(map(str, names)): (float(value), float(count))
            for names, value, count in zip(own[keys].to_numpy(), own[one.value], own[one.under], strict=True)
        }
        for year, own in known.groupby("year")
    }
    held = {year for year, own in of_year.items() if len(own) > 1}
    period = _period(dataset, (one.value, one.under), held, asked)
    if period is None:
        return ""
    parts = split(of_year[period[0]], of_year[period[1]])
    shown = round(parts.last - parts.first, rate.decimals[1])
    within = round(parts.within, rate.decimals[1])
    text = SPLIT.text(language).format(
        label=rate.label.text(language),
        weight=heads.label.text(language) if language == "zh" else heads.label.en.lower(),
        noun=dataset.keys[-1].label.text(language) if language == "zh" else dataset.keys[-1].label.en.lower(),
        by=change(shown, rate, language),
        before=period[0],
        now=period[1],
        within=change(within, rate, language),
        mix=change(round(shown - within, rate.decimals[1]), rate, language),
    )
    if not rate.unit.is_rate or not heads.is_whole_number:
        return text
    total = sum(count for _, count in of_year[period[1]].values())
    people = _in_people(rate, heads, (parts.first, parts.last), total, period, language)
    return f"{text}；{people}" if language == "zh" else f"{text}; {people}"


def _in_people(
    rate: Measure,
    heads: Measure,
    ends: tuple[float, float],
    base: float,
    period: tuple[int, int],
    language: Language,
) -> str:
    moved = round(ends[1] - ends[0], rate.decimals[1])
    return IN_PEOPLE.text(language).format(
        label=rate.label.text(language),
        by=change(moved, rate, language),
        before=period[0],
        now=period[1],
        whole=heads.label.text(language),
        base=quantity(base, heads, language),
        count=quantity(round(abs(moved) * base / 100), heads, language),
        few=number(round(abs(moved) * base / 100), heads, language),
    )


def _period(
    dataset: Dataset, names: tuple[str, ...], held: Collection[int], asked: Sequence[int]
) -> tuple[int, int] | None:
    """The two years that are compared, of those that have the figures."""
    found = frames.period_between({int(year): dataset.stretch(names, int(year)) for year in held}, asked)
    return None if found is None or found.before is None else (found.before, found.now)
