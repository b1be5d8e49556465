"""Rules that hold for any file of a dataset, from its rows and the words they came from alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pandas as pd

from insights.findings import Finding, Statement
from insights.fits import fit
from insights.numbers import quantity
from schema import PERCENT, Dataset, Indicator, Label, Measure, PerHead

COUNTS = dict(zip("两二三四五六七八九十", (2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True))
ITEM = r"[^、，。；：:（）()\d]{1,16}"
ENUMERATION = re.compile(rf"((?:{ITEM}、)+{ITEM}?(?:和{ITEM}?)?)(等)?(\d+|[两二三四五六七八九十])(?:个|项|门|大|位|种)")
DASHES = str.maketrans({"－": "-", "−": "-", "–": "-", "＋": "+", "％": "%"})


def findings(dataset: Dataset, rows: pd.DataFrame) -> Iterator[Finding]:
    """What the dataset's rows contradict of themselves."""
    if rows.empty:
        return
    yield from _caption(dataset, rows)
    yield from _between(dataset, rows)
    yield from _total_rows(dataset, rows)
    yield from _enumerations(dataset, rows)
    if dataset.indicators:
        for indicator in dataset.indicators:
            own = rows[rows["indicator"] == indicator.id]
            yield from _sections(indicator, own)
            yield from _printed_changes(indicator, own)
            yield from _per_student(indicator, own)


def cell(dataset: Dataset, name: str, row: pd.Series) -> Statement:
    """A row's figure as a statement; its label names the row's members."""
    measure = dataset.measure(name)
    zh = " ".join(key.name(row[key.id], "zh") for key in dataset.keys)
    en = " ".join(key.name(row[key.id], "en") for key in dataset.keys)
    label = Label(f"{zh} {measure.label.zh}", f"{en} {measure.label.en.lower()}")
    zh, en = quantity(float(row[name]), measure, "zh"), quantity(float(row[name]), measure, "en")
    return Statement(label, zh, row["section"], row["words"], en)


def _stated(measure: Measure, row: pd.Series) -> Statement:
    zh, en = quantity(float(row["value"]), measure, "zh"), quantity(float(row["value"]), measure, "en")
    return Statement(measure.label, zh, row["section"], row["words"], en)


def _sections(indicator: Indicator, rows: pd.DataFrame) -> Iterator[Finding]:
    """One thing has one value, wherever it is said; a rounder one may stand beside an exact one."""
    home = rows.assign(away=rows["section"] != indicator.section).sort_values("away", kind="stable")
    for year, held in home.dropna(subset=["value"]).groupby("year"):
        first = held.iloc[0]
        for _, other in held.iloc[1:].iterrows():
            values = float(first["value"]), float(other["value"])
            if fit(*values) in ("exact", "rounded") or fit(*values[::-1]) in ("exact", "rounded"):
                continue
            apart = f"{abs(values[0] - values[1]):,.10g}"
            reconcile = Label(
                f"同一指标两处相差 {apart}；核实后统一，或说明口径不同",
                f"one thing, {apart} apart in two sections; mend one, or say what each counts",
            )
            yield Finding(
                "sections", int(str(year)), _stated(indicator, first), _stated(indicator, other), apart, reconcile,
                (indicator.id,),
            )  # fmt: skip


def _printed_changes(indicator: Indicator, rows: pd.DataFrame) -> Iterator[Finding]:
    """A table's row that prints two years and their change: the change is what the years come to, in its own unit."""
    for _, row in rows.dropna(subset=["value"]).iterrows():
        printed = row["words"].split()
        before = rows[(rows["year"] == row["year"] - 1) & (rows["section"] == row["section"])]
        if len(printed) < 3 or before.empty or pd.isna(before["value"].iloc[0]):
            continue
        shown = re.fullmatch(r"([+-]?\d+(?:\.\d+)?)(%?)", printed[-1].translate(DASHES))
        if shown is None:
            continue
        first, last = float(before["value"].iloc[0]), float(row["value"])
        relative = "增长情况%" in row["words"] or "增长率" in row["words"]
        computed = (last - first) / first * 100 if relative else last - first
        yield from _change(indicator, row, float(shown[1]), shown[2], (round(computed, 6), relative))


def _change(
    indicator: Indicator, row: pd.Series, printed: float, sign: str, computed: tuple[float, bool]
) -> Iterator[Finding]:
    value, relative = computed
    written = Label(f"{indicator.label.zh}的变化（印出）", f"change of {indicator.label.en.lower()}, as printed")
    told = Statement(written, row["words"].split()[-1], row["section"], row["words"])
    unit = "%" if relative else indicator.unit.change.zh
    made = Label(f"{indicator.label.zh}的变化（计算）", f"change of {indicator.label.en.lower()}, computed")
    own = Statement(made, f"{value:+.4g}{unit}", row["section"], row["words"])
    year, columns = int(row["year"]), (indicator.id,)
    if fit(printed, value) is None:
        reconcile = Label(
            f"应为 {value:+.2f}{unit}", f"{value:+.2f} {indicator.unit.change.en if not relative else '%'}"
        )
        yield Finding("change", year, told, own, f"{abs(printed - value):.2f}", reconcile, columns)
    elif sign and indicator.unit == PERCENT and not relative:
        reconcile = Label(
            "比率之差是百分点，不是百分数；应写“个百分点”",
            "the difference of two rates is in percentage points, not percent",
        )
        yield Finding("change_unit", year, told, own, "0", reconcile, columns)


def _per_student(indicator: Indicator, rows: pd.DataFrame) -> Iterator[Finding]:
    """What is printed as a figure per student is declared as a count of the whole school."""
    printed = [alias for alias in indicator.aliases if alias.startswith("生均")]
    if indicator.label.zh.startswith("生均") or indicator.kind != "integer":
        return
    for _, row in rows.dropna(subset=["value"]).iterrows():
        for alias in printed:
            if alias in row["words"] and row["value"] >= 100:
                told = Statement(Label(alias, alias), f"{alias}", row["section"], row["words"])
                reconcile = Label(
                    "这是全校总数，不是生均数；改名称，或除以在校生数",
                    "this is a total of the school, not a figure per student",
                )
                yield Finding("label", int(row["year"]), told, _stated(indicator, row), "—", reconcile, (indicator.id,))


def _caption(dataset: Dataset, rows: pd.DataFrame) -> Iterator[Finding]:
    """A caption that promises a rate stands over a table that holds one."""
    if not dataset.caption.endswith("率") or any(measure.unit.is_rate for measure in dataset.stored_measures):
        return
    row = rows.iloc[-1]
    held = Label(
        "、".join(measure.label.zh for measure in dataset.stored_measures),
        ", ".join(measure.label.en for measure in dataset.stored_measures),
    )
    told = Statement(Label("表题", "caption"), dataset.caption, dataset.section, dataset.caption)
    own = Statement(Label("表中各列", "its columns"), held.zh, dataset.section, row["words"])
    reconcile = Label("表题说的是比率，表中没有比率；改表题", "the caption promises a rate, the table has none")
    columns = tuple(measure.id for measure in dataset.stored_measures)
    yield Finding("label", int(rows["year"].max()), told, own, "—", reconcile, columns)


def _between(dataset: Dataset, rows: pd.DataFrame) -> Iterator[Finding]:
    """The rate of a whole lies between the lowest and the highest rate of its groups."""
    for key in dataset.keys:
        for measure in dataset.stored_measures:
            if not key.wholes or not measure.unit.is_rate:
                continue
            for year, held in rows.dropna(subset=[measure.id]).groupby("year"):
                groups = held[~held[key.id].isin(key.wholes)]
                for _, whole in held[held[key.id].isin(key.wholes)].iterrows():
                    low, high = groups[measure.id].min(), groups[measure.id].max()
                    if len(groups) < 2 or low <= whole[measure.id] <= high:
                        continue
                    nearest = groups.loc[(groups[measure.id] - whole[measure.id]).abs().idxmin()]
                    reconcile = Label(f"应在 {low:g} 与 {high:g} 之间", f"between {low:g} and {high:g} is expected")
                    yield Finding(
                        "between", int(str(year)), cell(dataset, measure.id, whole), cell(dataset, measure.id, nearest),
                        f"{abs(whole[measure.id] - nearest[measure.id]):.2f}", reconcile, (measure.id,),
                    )  # fmt: skip


def _total_rows(dataset: Dataset, rows: pd.DataFrame) -> Iterator[Finding]:
    """A printed total row of a table of counts, kept in the words as `合计行（甲/乙） 5/18`: each side adds up."""
    pattern = re.compile(r"合计行（(?P<names>[^）]+)） (?P<totals>\S+)$")
    for keys, held in rows[rows["words"].str.contains("合计行（", regex=False)].groupby([*_others(dataset)]):
        found = pattern.search(held["words"].iloc[0])
        if found is None:
            continue
        measure = dataset.stored_measures[0]
        last = keys[-1] if isinstance(keys, tuple) else keys
        for name, total in zip(found["names"].split("/"), found["totals"].split("/"), strict=False):
            own = held[held[dataset.keys[0].id] == name]
            added = float(own[measure.id].sum())
            if not total.isdigit() or own.empty or float(total) == added:
                continue
            label = Label(f"合计 {name} {last}", f"total, {dataset.keys[0].name(name, 'en')}, {last}")
            told = Statement(label, quantity(float(total), measure, "zh"), dataset.section, held["words"].iloc[0])
            years = "+".join(f"{row.year}年 {getattr(row, measure.id):g}" for row in own.itertuples())
            parts = Statement(Label(years, years), quantity(added, measure, "zh"), dataset.section, _told(own))
            apart = f"{abs(float(total) - added):g}"
            reconcile = Label(
                f"各年之和为 {added:g}；核实合计行或缺少的年份",
                f"the years add to {added:g}; mend the total or add a year",
            )
            yield Finding("total_row", int(own["year"].max()), told, parts, apart, reconcile, (measure.id,))


def _others(dataset: Dataset) -> list[str]:
    return [key.id for key in dataset.keys[1:]] or [dataset.keys[0].id]


def _told(rows: pd.DataFrame) -> str:
    return "；".join(dict.fromkeys(rows["words"]))


def _enumerations(dataset: Dataset, rows: pd.DataFrame) -> Iterator[Finding]:
    """A list in the words has as many members as the words say; one that ends in 等 may name fewer, never more."""
    for words in dict.fromkeys(rows["words"]):
        for found in ENUMERATION.finditer(words):
            members = [part for part in re.split("[、和]", found[1]) if part]
            said = int(found[3]) if found[3].isdigit() else COUNTS[found[3]]
            if len(members) == said or (found[2] and len(members) < said) or not found[2]:
                continue
            row = rows[rows["words"] == words].iloc[0]
            listed = Statement(Label("列举", "listed"), str(len(members)), row["section"], found[0])
            counted = Statement(Label("文中个数", "said"), str(said), row["section"], words)
            reconcile = Label(f"列出了 {len(members)} 个：{'、'.join(members)}", f"{len(members)} are listed")
            yield Finding(
                "listing", int(row["year"]), listed, counted, str(abs(len(members) - said)), reconcile,
                (row.get("indicator", dataset.stored_measures[0].id),),
            )  # fmt: skip


def shares(dataset: Dataset, measures: tuple[str, ...], row: pd.Series) -> Iterator[Finding]:
    """Shares make 100, give or take half a unit of the last decimal for each."""
    values = [float(row[name]) for name in measures]
    most = max(dataset.measure(name).decimals[1] for name in measures)
    apart = abs(sum(values) - 100)
    if pd.isna(apart) or apart <= len(values) * 0.5 * 10**-most + 1e-9:
        return
    first = cell(dataset, measures[0], row)
    total = Statement(Label("各项之和", "their sum"), f"{sum(values):.2f}%", row["section"], row["words"])
    reconcile = Label("各项占比之和应为 100%", "the shares should make 100%")
    yield Finding("shares", int(row["year"]), first, total, f"{apart:.2f}", reconcile, measures)


def listing(dataset: Dataset, count: str, text: str, row: pd.Series) -> Iterator[Finding]:
    """A list kept as text beside its count."""
    members = [part for part in re.split(r"[、,，/\s]+", row[text]) if part]
    said = 0 if pd.isna(row[count]) else int(row[count])
    if len(members) == said:
        return
    column = next(column for column in dataset.texts if column.id == text)
    listed = Statement(column.label, row[text] or "—", row["section"], row["words"])
    reconcile = Label(f"列出了 {len(members)} 个", f"{len(members)} are listed")
    told = Statement(dataset.measure(count).label, str(said), row["section"], row["words"])
    yield Finding("listing", int(row["year"]), told, listed, str(abs(len(members) - said)), reconcile, (count,))


def per_head(identity: PerHead, datasets: Mapping[str, Dataset], rows: Mapping[str, pd.DataFrame]) -> Iterator[Finding]:
    """An amount is its people times what each is given, where the words name that ("每人1000元")."""
    amounts, people = rows[identity.amounts], rows[identity.recipients]
    dataset = datasets[identity.amounts]
    keys = ["year", *(key.id for key in dataset.keys)]
    heads = people.groupby(keys)[identity.people].sum()
    for _, row in amounts.iterrows():
        each = re.search(r"每人(\d+)元", row["words"] + row["note"])
        at = tuple(row[name] for name in keys)
        if each is None or at not in heads.index or heads[at] * int(each[1]) == row[identity.amount]:
            continue
        made = Statement(
            Label(f"{heads[at]:,.0f} 人 × {each[1]} 元", f"{heads[at]:,.0f} people × {each[1]} yuan"),
            f"{heads[at] * int(each[1]):,.0f}", row["section"], row["words"],
        )  # fmt: skip
        apart = f"{abs(heads[at] * int(each[1]) - row[identity.amount]):,.0f}"
        reconcile = Label("人数、标准与金额核实其一", "mend the people, the rate or the amount")
        yield Finding(
            "parts", int(row["year"]), cell(dataset, identity.amount, row), made, apart, reconcile, (identity.amount,)
        )
