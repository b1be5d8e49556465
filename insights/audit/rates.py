"""Rules of rates: a rate and the counts it is made of, rates that no head count gives, shares, ranks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from insights.audit.book import Book, Row, Value, cell, figure
from insights.audit.saying import is_slip, named, says, sentence, written
from insights.findings import Finding, Place, Statement, Weight, of_section
from insights.fits import HOW, Fit, decimals, fit, least_head_count, parts_that_fit, wholes_that_fit
from insights.numbers import LANGUAGES, quantity
from schema import Dataset, FirstPlace, Label, Measure, PossibleRate, Quotient, RowQuotient, Shares

PLAUSIBLE = 0.1  # a count that lies further than this from the stored one is no repair
MOST_HEADS = 100_000
MOST_MENDS = 12  # counts that would make a rate true


def quotient(rule: Quotient, book: Book, year: int) -> Iterator[Finding]:
    """A rate is its numerator by its denominator; where one of them is not given, some whole number must fit."""
    top = book.value(rule.over, year) if rule.over is not None else None
    bottom = book.value(rule.under, year) if rule.under is not None else None
    if (rule.over is not None and top is None) or (rule.under is not None and bottom is None):
        return
    told = list({value.number: value for value in reversed(book.values(rule.value, year))}.values())
    if top and bottom:
        if bottom.number and told:
            computed = rule.factor * top.number / bottom.number
            nearest = min(told, key=lambda value: abs(value.number - computed))  # the others are said twice
            how = fit(nearest.number, computed)
            if how not in ("exact", "rounded"):
                yield _off(nearest, (top, bottom), computed, rule.factor, year)
    elif given := top or bottom:
        for value in told:
            yield from _no_whole(value, given, rule, year)


def row_quotient(rule: RowQuotient, book: Book) -> Iterator[Finding]:
    """In each row a rate is its numerator by its denominator."""
    dataset = book.datasets[rule.dataset]
    for row in book.records[rule.dataset]:
        values = [_cell(dataset, name, row) for name in (rule.value, rule.over, rule.under)]
        if any(pd.isna(value.number) for value in values) or not values[2].number:
            continue
        computed = rule.factor * values[1].number / values[2].number
        if fit(values[0].number, computed) is None:
            yield _off(values[0], (values[1], values[2]), computed, rule.factor, int(row["year"]))


def possible_rate(rule: PossibleRate, book: Book, year: int) -> Iterator[Finding]:
    """Each rate is one that some head count gives; and where the rows are groups of one whole, all of them together."""
    dataset, whole = book.datasets[rule.dataset], book.value(rule.whole, year)
    if whole is None:
        return
    held: list[tuple[Value, int]] = []
    for row in book.of_year(dataset, year):
        value = _cell(dataset, rule.measure, row)
        if pd.isna(value.number):
            continue
        least = least_head_count(value.number, MOST_HEADS)
        if least is None or least > whole.number:
            yield _impossible(value, least, whole, year)
        elif not any(row[key.id] in key.wholes for key in dataset.keys):
            held.append((value, least))
    if rule.groups and sum(least for _, least in held) > whole.number:
        yield _jointly(held, whole, year)


def shares(rule: Shares, book: Book) -> Iterator[Finding]:
    """Shares make 100, give or take half a unit of the last decimal for each."""
    dataset = book.datasets[rule.dataset]
    most = max(dataset.measure(name).decimals[1] for name in rule.measures)
    for row in book.records[rule.dataset]:
        total = sum(float(row[name]) for name in rule.measures)
        apart = abs(total - 100)
        if pd.isna(apart) or apart <= len(rule.measures) * 0.5 * 10**-most + 1e-9:
            continue
        cells = [cell(dataset, name, row) for name in rule.measures]
        added = Label("各项之和", "their sum")
        places = tuple(place for one in cells for place in one.places)
        sum_said = Statement(added, f"{total:.2f}%", row["section"], row["words"], places=places)
        listed = Label(
            "、".join(f"{one.label.zh} {one.value}" for one in cells),
            ", ".join(f"{one.label.en} {one.value}" for one in cells),
        )
        where = of_section(row["section"])
        said = sentence(
            f"{where.zh}的{listed.zh}，相加是 {total:.2f}%：各项占比之和应为 100%。",
            f"In {where.en} {listed.en} make {total:.2f}%: shares of one whole make 100%.",
        )
        cause = Label(
            f"差 {apart:.2f} 个百分点，四舍五入解释不了，多半有一项填错；请核对这几项",
            f"{apart:.2f} points are more than rounding explains; most likely one share is mistyped: check them",
        )
        yield Finding("shares", int(row["year"]), cells[0], sum_said, said, cause, f"{apart:.2f}")


def between(dataset: Dataset, book: Book) -> Iterator[Finding]:
    """The rate of a whole lies between the lowest and the highest rate of its groups."""
    rates = [measure for measure in dataset.stored_measures if measure.unit.is_rate]
    for key in (key for key in dataset.keys if key.wholes and rates):
        others = [one.id for one in dataset.keys if one.id != key.id]
        held: dict[tuple[object, ...], list[Row]] = {}
        for row in book.records[dataset.id]:
            held.setdefault((row["year"], *(row[name] for name in others)), []).append(row)
        for rows in held.values():
            for measure in rates:
                known = [row for row in rows if pd.notna(row[measure.id])]
                members = [row for row in known if row[key.id] not in key.wholes]
                for whole in (row for row in known if row[key.id] in key.wholes):
                    if len(members) > 1:
                        yield from outside(dataset, measure, _cell(dataset, measure.id, whole), members)


def outside(dataset: Dataset, measure: Measure, whole: Value, members: Sequence[Row]) -> Iterator[Finding]:
    """A whole's rate or mean that lies outside its members'."""
    nearest = min(members, key=lambda row: abs(row[measure.id] - whole.number))
    low, high = (pick(row[measure.id] for row in members) for pick in (min, max))
    if low <= whole.number <= high:
        return
    one, other = says(whole.statement), named(cell(dataset, measure.id, nearest))
    bounds = [quantity(value, measure, language) for language in LANGUAGES for value in (low, high)]
    said = sentence(
        f"{one.zh}，而各组都在 {bounds[0]} 与 {bounds[1]} 之间：总体不会高于最高的组，也不会低于最低的组。",
        f"{one.en}, but its groups lie between {bounds[2]} and {bounds[3]}: a whole is never above its highest group"
        " nor below its lowest.",
    )
    cause = Label(
        f"多半是总体或某一组填错，或少列了一组；最接近的是{other.zh}",
        f"most likely the whole or a group is mistyped, or a group is missing; the nearest is {other.en}",
    )
    apart = written(round(abs(whole.number - nearest[measure.id]), 6))
    year = int(nearest["year"])
    yield Finding("between", year, whole.statement, cell(dataset, measure.id, nearest), said, cause, apart)


def first_place(rule: FirstPlace, book: Book) -> Iterator[Finding]:
    """Who is first of all has no lower mean than all together."""
    dataset = book.datasets[rule.dataset]
    for row in book.records[rule.dataset]:
        if row[rule.rank] != 1 or not row[rule.measure] < row[rule.against]:
            continue
        ranked, mean, all_told = (cell(dataset, name, row) for name in (rule.rank, rule.measure, rule.against))
        said = sentence(
            f"{says(ranked).zh}，但{mean.label.zh} {mean.shown('zh')}，低于{all_told.label.zh} {all_told.shown('zh')}："
            "排第一的不会低于总体平均。",
            f"{says(ranked).en}, but {mean.label.en} is {mean.shown('en')}, below {all_told.label.en}"
            f" {all_told.shown('en')}: the first of all is never below the mean of all.",
        )
        cause = Label(
            "名次或两个均分之一填错；请核对成绩单", "the rank or one of the means is mistyped; check the results"
        )
        apart = written(round(row[rule.against] - row[rule.measure], 6))
        yield Finding(
            "rank", int(row["year"]), ranked, replace(mean, places=(*mean.places, *all_told.places)), said, cause, apart
        )


def _cell(dataset: Dataset, name: str, row: Row) -> Value:
    return Value(figure(dataset, name, row), dataset.measure(name), cell(dataset, name, row))


def _printed_as(value: Value, computed: float) -> tuple[str, str]:
    """A computed rate in the printed one's decimals and unit, in both languages."""
    digits = round(computed, max(decimals(value.number), 1 if computed < 1000 else 0))
    if value.measure is None:
        return written(digits), written(digits)
    shown = replace(
        value.measure, decimals=(value.measure.decimals[0], max(value.measure.decimals[1], 1)), kind="number"
    )
    return quantity(digits, shown, "zh"), quantity(digits, shown, "en")


def _repairs(
    value: Value, terms: tuple[Value, Value], factor: float
) -> tuple[list[tuple[int, Fit]], list[tuple[int, Fit]]]:
    """The counts near the stored ones that would make the rate true: denominators, numerators."""
    top, bottom = terms
    wholes = wholes_that_fit(value.number, top.number, factor, bottom.number)
    near_wholes = [one for one in wholes if abs(one[0] - bottom.number) <= PLAUSIBLE * bottom.number]
    tops = parts_that_fit(value.number, bottom.number, factor)
    return near_wholes[:1], [one for one in tops if abs(one[0] - top.number) <= PLAUSIBLE * top.number][:1]


def _mends(value: Value, terms: tuple[Value, Value], computed: float, factor: float) -> tuple[tuple[Place, float], ...]:
    """The values of rate, numerator and denominator that would make the rate true."""
    top, bottom = terms
    wholes = wholes_that_fit(value.number, top.number, factor, bottom.number)
    tops = parts_that_fit(value.number, bottom.number, factor)
    rates = [round(computed, decimals(value.number))]
    found = ((value, rates), (bottom, [n for n, _ in wholes]), (top, [n for n, _ in tops]))
    return tuple(
        (place, float(number))
        for term, numbers in found
        for place in term.statement.places
        if len(term.statement.places) == 1
        for number in numbers[:MOST_MENDS]
    )


def _off(value: Value, terms: tuple[Value, Value], computed: float, factor: float, year: int) -> Finding:
    top, bottom = (term.statement for term in terms)
    label = Label(
        f"{top.label.zh} {top.shown('zh')} ÷ {bottom.label.zh} {bottom.shown('zh')}",
        f"{top.label.en} {top.shown('en')} ÷ {bottom.label.en} {bottom.shown('en')}",
    )
    digits = 4 if abs(computed) < 1000 else 2
    made = Statement(label, f"{computed:,.{digits}f}", top.section, top.words, places=(*top.places, *bottom.places))
    zh, en = _printed_as(value, computed)
    said_value = says(value.statement)
    said = sentence(
        f"{said_value.zh}，而按{label.zh} 算出的是 {zh}：比率应等于它的分子除以分母。",
        f"{said_value.en}, but {label.en} gives {en}: a rate is its numerator by its denominator.",
    )
    denominators, numerators = _repairs(value, terms, factor)
    fits = [(bottom, n, how) for n, how in denominators] + [(top, n, how) for n, how in numerators]
    if fit(value.number, computed) == "truncated":
        cause = Label(
            "印出的数是截去尾数得来的，应四舍五入", "the printed number was cut off where it should be rounded"
        )
    elif fits:
        cause = Label(
            "若"
            + "，或".join(f"{one.label.zh}为 {n:,}（{HOW[how].zh}）" for one, n, how in fits)
            + "，印出的比率就成立；多半是算比率时用了另一个数，请核对这几个数",
            "it holds if "
            + ", or if ".join(f"{one.label.en} is {n:,} ({HOW[how].en})" for one, n, how in fits)
            + "; most likely the rate was computed from another count: check them",
        )
    elif is_slip(value.number, round(computed, decimals(value.number))):
        cause = Label(
            f"多半是比率有一个数字填错，应为 {zh}；请核对",
            f"most likely one digit of the rate is mistyped, and {en} is right: check it",
        )
    else:
        cause = Label(
            "相近的整数都不能使它成立：多半是比率和分子、分母不是同一口径，或比率本身填错；请写明用什么除以什么",
            "no nearby whole number makes it true: most likely they differ in scope, or the rate itself is mistyped;"
            " say what is divided by what",
        )
    trouble = ("count", year, bottom.places, denominators[0][0]) if denominators else ()
    weight: Weight = 1 if fit(value.number, computed) == "truncated" else 3 if fits else 2
    apart = f"{abs(value.number - computed):,.2f}"
    return Finding(
        "quotient",
        year,
        value.statement,
        made,
        said,
        cause,
        apart,
        weight,
        trouble,
        Label(zh, en),
        mends=_mends(value, terms, computed, factor),
    )


def _no_whole(value: Value, given: Value, rule: Quotient, year: int) -> Iterator[Finding]:
    """A rate of which only one count is given: some whole number must make it true, rounded."""
    if rule.over is not None:
        fitting = wholes_that_fit(value.number, given.number, rule.factor)
        role = Label("分母", "denominator")
    else:
        fitting = parts_that_fit(value.number, given.number, rule.factor)
        role = Label("分子", "numerator")
    if not value.number or any(how != "truncated" for _, how in fitting):
        return
    one, other = says(value.statement), says(given.statement)
    said = sentence(
        f"{one.zh}，而{other.zh}：没有一个整数作{role.zh}能四舍五入得出这个比率。",
        f"{one.en} with {named(given.statement).en}: no whole {role.en} gives this rate, rounded.",
    )
    cause = Label("多半是其中一个数填错；请重算", "most likely one of the two is mistyped; compute it again")
    for n, _ in fitting[:1]:
        counts = (given.number, n) if rule.over is not None else (n, given.number)
        zh, en = _printed_as(value, rule.factor * counts[0] / counts[1])
        cause = Label(
            f"{role.zh}为 {n:,} 时是 {zh}，印出的数像是截去了尾数；请重算",
            f"with a {role.en} of {n:,} it is {en}: the printed number looks cut off; compute it again",
        )
    yield Finding("quotient", year, value.statement, given.statement, said, cause, weight=1 if fitting else 3)


def _impossible(value: Value, least: int | None, whole: Value, year: int) -> Finding:
    one, other = says(value.statement), says(whole.statement)
    needed = (
        Label(f"至少要 {least:,} 人", f"at least {least:,} people") if least else Label("没有人数", "no head count")
    )
    said = sentence(
        f"{one.zh}：{needed.zh}才能四舍五入得出这个比率，而{other.zh}。",
        f"{one.en}: {needed.en} can give this rate, but {other.en}.",
    )
    cause = Label(
        "多半是小数位填错，或人数、比率之一有误；请用这一组自己的人数重算",
        "most likely a decimal is mistyped; compute it again from the group's own head count",
    )
    return Finding("head_count", year, value.statement, whole.statement, said, cause)


def _jointly(held: Sequence[tuple[Value, int]], whole: Value, year: int) -> Finding:
    needed = sum(least for _, least in held)
    most = max(held, key=lambda pair: pair[1])
    places = tuple(place for value, _ in held for place in value.statement.places)
    label = Label("各组至少的人数之和", "least head counts of all groups, added")
    first = held[0][0].statement
    added = Statement(label, f"{needed:,}人", first.section, first.words, f"{needed:,} people", places)
    other, largest = says(whole.statement), named(most[0].statement)
    measure = most[0].measure
    rates = measure.label if measure else Label("比率", "rates")
    said = sentence(
        f"各组的{rates.zh}要能四舍五入得出，合计至少要 {needed:,} 人，而{other.zh}：各组之和不会多于总体。",
        f"the groups' figures of “{rates.en}” need at least {needed:,} people together, but {other.en}:"
        " groups are never more than their whole.",
    )
    cause = Label(
        f"要人数最多的是{largest.zh}，至少 {most[1]:,} 人；请核对各组的人数和比率",
        f"{largest.en}, needs the most, {most[1]:,}; check the groups' head counts and rates",
    )
    return Finding("head_count", year, added, whole.statement, said, cause, weight=2)
