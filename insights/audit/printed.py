"""Rules of what a table prints beside its figures: changes and totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from insights.audit.book import MOST_ADDENDS, Book, Members, Printed, Row, Value, cell, figure, named_by, total_of
from insights.audit.rates import outside
from insights.audit.saying import gap, sentence, written
from insights.findings import Finding, Place, Statement, of_section
from insights.fits import fit
from insights.numbers import LANGUAGES, MINUS, quantity
from schema import POINTS, YUAN_A_MONTH, Dataset, Evidence, Label, Measure

PLAIN = str.maketrans("－−–—＋％，．０１２３４５６７８９", "----+%,.0123456789")
NUMBER = re.compile(r"(?P<sign>[+-]?)\s*(?P<digits>\d[\d,]*(?:\.\d+)?|\.\d+)\s*(?P<unit>%|个?百分点)?")
DOWN = re.compile("减少|下降|降低|减|降|下滑|↓|▼")
GROWTH = re.compile("增长|增幅|增速|增加率|同比|growth|%|％", re.IGNORECASE)
PER_HEAD = ("生均", "人均", "师均", "每生", "平均")
YEARS = re.compile(r"\d{4}")
SUDDEN = 1.0  # a change of so much of the smaller year's figure is sooner a slip than a change


def number_of(text: str) -> float | None:
    """The number that a printed cell says; None where it says none, or more than one."""
    found = NUMBER.fullmatch(DOWN.sub("", text.translate(PLAIN)).strip().rstrip("人元个项名所家万亿次册分年"))
    if found is None:
        return None
    value = float(found["digits"].replace(",", ""))
    return -value if found["sign"] == "-" or DOWN.search(text) else value


def changes(table: Printed, book: Book) -> Iterator[Finding]:
    """A printed change is what the two years come to, in its own unit."""
    for one in table.of("change"):
        printed = number_of(one.text)
        if printed is None or one.year is None or not one.column_id:
            continue
        pair = _both_years(one, table, book)
        if pair is not None:
            yield from change(one, printed, table.dataset, pair)


def _both_years(one: Evidence, table: Printed, book: Book) -> tuple[Row, Row] | None:
    """The rows of the year that a printed change speaks of and of the table's year before it."""
    assert one.year is not None
    earlier = {
        other.year
        for other in table.of("figure")
        if other.column_id == one.column_id and (other.year or 9999) < one.year
    }
    before = max((year for year in earlier if year is not None), default=one.year - 1)
    rows = [
        book.stating(Place(table.dataset.id, one.column_id, year, dated(table.dataset, one.members, year)), one.section)
        for year in (before, one.year)
    ]
    return (rows[0], rows[1]) if rows[0] is not None and rows[1] is not None else None


def dated(dataset: Dataset, members: Members, year: int) -> Members:
    """Members of another year: a term's name begins with its year."""
    return tuple((key, YEARS.sub(str(year), value) if dataset.key(key).endings else value) for key, value in members)


def undated(dataset: Dataset, members: Members) -> Members:
    """Members without the year that a term's name begins with."""
    return tuple((key, YEARS.sub("", value) if dataset.key(key).endings else value) for key, value in members)


def change(one: Evidence, printed: float, dataset: Dataset, pair: tuple[Row, Row]) -> Iterator[Finding]:
    measure = dataset.measure(one.column_id)
    before, after = (figure(dataset, measure.id, row) for row in pair)
    difference = round(after - before, 6)
    growth = round(difference / before * 100, 6) if before else None
    in_percent = one.unit == "%" or "%" in one.text.translate(PLAIN)
    headed = bool(GROWTH.search("".join(one.path)))
    as_growth = growth is not None and (headed or in_percent) and fit(printed, growth) is not None
    as_difference = fit(printed, difference) is not None
    told = _printed_change(one, dataset, pair[1])
    if as_growth or (as_difference and not in_percent):
        if "百分点" in one.text + one.unit and not measure.unit.is_rate:
            yield _unit_of_change(told, measure, pair, difference)
    elif as_difference and measure.unit.is_rate:
        yield _unit_of_change(told, measure, pair, difference)
    else:
        relative = growth if (headed or in_percent) and (headed or not measure.unit.is_rate) else None
        found = _wrong_change(told, printed, difference, relative, measure, pair)
        yield replace(found, mends=_mends(dataset, printed, relative is not None, measure, pair))


def _printed_change(one: Evidence, dataset: Dataset, row: Row) -> Statement:
    measure = dataset.measure(one.column_id)
    named = named_by(dataset, one.members, measure)
    label = Label(f"{named.zh}的变化（印出）", f"change of {named.en[0].lower() + named.en[1:]}, as printed")
    return replace(cell(dataset, measure.id, row), label=label, value=one.text, english=one.text, printed=(one,))


def _computed_change(measure: Measure, value: float, relative: bool) -> tuple[str, str]:
    digits = (f"{value:+.2f}" if relative else f"{value:+,.10g}").replace("-", MINUS)
    if relative:
        return f"{digits}%", f"{digits}%"
    unit = measure.unit.change
    return digits + unit.zh, f"{digits} {unit.en}".strip()


def _wrong_change(
    told: Statement, printed: float, difference: float, growth: float | None, measure: Measure, pair: tuple[Row, Row]
) -> Finding:
    value = difference if growth is None else growth
    zh, en = _computed_change(measure, value, growth is not None)
    name, english = told.label.zh.removesuffix("的变化（印出）"), told.label.en.removesuffix(", as printed")
    years, ends = [int(row["year"]) for row in pair], _ends(measure, pair)
    numbers = [float(row["value" if "indicator" in row else measure.id]) for row in pair]
    made = replace(told, label=Label(f"{name}的变化（计算）", f"{english}, computed"), value=zh, english=en)
    where = of_section(told.section)
    said = sentence(
        f"{name}从 {years[0]} 年的 {ends[0]} 到 {years[1]} 年的 {ends[1]}，变化应为 {zh}，"
        f"{where.zh}印的是 {told.value}：变化应由两年的数算出。",
        f"The {english} from {ends[2]} in {years[0]} to {ends[3]} in {years[1]} is {en}, but {where.en} prints"
        f" {told.value}: a change follows from its two years.",
    )
    if printed == -value or fit(-printed, value):
        cause = Label("数值相同、符号相反：正负号印反了", "the number is right, its sign is the wrong way round")
    elif abs(difference) >= SUDDEN * min(map(abs, numbers)):
        cause = Label(
            f"两年的数相差太大，多半是其中一个填错；请先核对 {ends[0]} 和 {ends[1]}",
            f"the two years are too far apart: one is most likely mistyped; check {ends[2]} and {ends[3]} first",
        )
    else:
        cause = Label(
            f"多半是算错，或改了一年的数而没有重算；请改为 {zh}，或核对两年的数",
            f"most likely it was not computed anew after one of the years changed; print {en}, or check the two years",
        )
    apart = f"{abs(printed - value):,.2f}"
    return Finding("change", years[1], told, made, said, cause, apart)


def _mends(
    dataset: Dataset, printed: float, is_growth: bool, measure: Measure, pair: tuple[Row, Row]
) -> tuple[tuple[Place, float], ...]:
    """The values of either year that the printed change would follow from."""
    [before], [after] = (cell(dataset, measure.id, row).places for row in pair)
    began, ended = (figure(dataset, measure.id, row) for row in pair)
    if is_growth:
        return ((after, began * (1 + printed / 100)), (before, ended / (1 + printed / 100 or 1)))
    return ((after, began + printed), (before, ended - printed))


def _unit_of_change(told: Statement, measure: Measure, pair: tuple[Row, Row], value: float) -> Finding:
    zh, en = _computed_change(measure, value, relative=False)
    name, english = told.label.zh.removesuffix("的变化（印出）"), told.label.en.removesuffix(", as printed")
    ends, where = _ends(measure, pair), of_section(told.section)
    made = replace(told, label=Label(f"{name}的变化（计算）", f"{english}, computed"), value=zh, english=en)
    said = sentence(
        f"{name}从 {ends[0]} 到 {ends[1]}，变化是 {zh}，{where.zh}印成 {told.value}：两个比率之差的单位是百分点。",
        f"The {english} from {ends[2]} to {ends[3]} is {en}, but {where.en} prints {told.value}:"
        " the difference of two rates is in percentage points.",
    )
    if not measure.unit.is_rate:
        said = sentence(
            f"{name}的变化是 {zh}，{where.zh}印成 {told.value}：只有比率之差才用百分点。",
            f"The {english} is {en}, but {where.en} prints {told.value}: only rates differ by percentage points.",
        )
    cause = Label(f"数值没有错，改写成“{zh}”即可", f"the number is right; write “{en}”")
    year = int(pair[1]["year"])
    trouble = ("change_unit", year, told.section)
    return Finding("change_unit", year, told, made, said, cause, "", 1, trouble)


def _ends(measure: Measure, pair: tuple[Row, Row]) -> list[str]:
    name = "value" if "indicator" in pair[0] else measure.id
    return [quantity(float(row[name]), measure, language) for language in LANGUAGES for row in pair]


@dataclass(frozen=True)
class Sum:
    """One number of a printed total, and the key values that it keeps."""

    evidence: Evidence
    number: float
    members: Members


def totals(table: Printed, book: Book) -> Iterator[Finding]:
    """A printed total is what its rows come to: over years, members or both; a mean lies among them."""
    if table.dataset.indicators:
        return
    for one in table.of("total"):
        years = table.years if one.year is None else (one.year,)
        for measure in (measure for measure in table.dataset.stored_measures if measure.id == one.column_id):
            for part in _sums(one, table, book):
                if rows := _added_rows(part, measure.id, years, table.dataset, book):
                    yield from _total(part, measure, rows, table)


def _sums(one: Evidence, table: Printed, book: Book) -> Iterator[Sum]:
    """The numbers of a printed total: one, or 5/18 for the two sides of a table that has two."""
    parts = [part.strip() for part in re.split("[/／|]", one.text)]
    numbers = [number for part in parts if (number := number_of(part)) is not None]
    if len(numbers) < len(parts):
        return
    if len(parts) == 1:
        yield Sum(one, numbers[0], one.members)
        return
    fixed = dict(one.members)
    for key in (key for key in table.dataset.keys if key.id not in fixed):
        names = list(dict.fromkeys(row[key.id] for year in table.years for row in book.of_year(table.dataset, year)))
        if len(names) == len(parts):
            for name, number in zip(names, numbers, strict=True):
                yield Sum(one, number, ((key.id, name), *one.members))
            return


def _added_rows(part: Sum, measure: str, years: Sequence[int], dataset: Dataset, book: Book) -> list[Row]:
    fixed = dict(part.members)
    loose = [key for key in dataset.keys if key.id not in fixed]
    return [
        row
        for year in years
        for row in book.of_year(dataset, year)
        if all(row[key] == value for key, value in fixed.items())
        and not any(row[key.id] in key.wholes for key in loose)
        and pd.notna(row[measure])
    ]


def is_additive(measure: Measure) -> bool:
    """Whether a measure's rows make a total: counts and amounts do, rates, ranks, means and figures per head do not."""
    averaged = measure.unit in (POINTS, YUAN_A_MONTH) or any(word in measure.label.zh for word in PER_HEAD)
    return not (measure.unit.is_rate or measure.kind in ("rank", "ratio") or averaged)


def _total(part: Sum, measure: Measure, rows: Sequence[Row], table: Printed) -> Iterator[Finding]:
    dataset, printed = table.dataset, part.number
    named = named_by(dataset, part.members, measure)
    label = Label(f"合计 {named.zh}", f"total, {named.en[0].lower() + named.en[1:]}")
    zh, en = (quantity(printed, measure, language) for language in LANGUAGES)
    section, words = rows[0]["section"], part.evidence.text
    told = Statement(label, zh, section, words, en, printed=(part.evidence,))
    if not is_additive(measure):
        if len(rows) > 1 and measure.kind != "rank":
            yield from outside(dataset, measure, Value(printed, measure, told), rows)
        return
    added = total_of(dataset, measure.id, rows)
    if fit(printed, added.number) is not None:
        return
    zh, en = _addends(dataset, part, rows, measure)
    made = replace(added.statement, label=Label(zh, en))
    year = table.last if part.evidence.year is None else part.evidence.year
    said = sentence(
        f"{of_section(section).zh}的合计行写{named.zh} {told.shown('zh')}，而表中 {zh}，合起来是 {made.shown('zh')}："
        "合计应等于各行之和。",
        f"The row of totals in {of_section(section).en} has {told.shown('en')} for"
        f" {named.en[0].lower() + named.en[1:]}, but {en} make {made.shown('en')}: a total is the sum of its rows.",
    )
    cause = gap(abs(printed - added.number), (printed, added.number), added.addends)
    if part.evidence.year is None:
        cause = Label(
            "合计行多半还含表中没有列出的年份，或沿用了旧数；请补列年份，或重算合计",
            "the totals most likely include a year that the table leaves out, or are old: add the year, or add anew",
        )
    trouble = ("total_row", year, dataset.id, part.evidence.release, part.evidence.sheet)
    apart = written(abs(round(printed - added.number, 6)))
    yield Finding("total_row", year, told, made, said, cause, apart, 3, trouble)


def _addends(dataset: Dataset, part: Sum, rows: Sequence[Row], measure: Measure) -> tuple[str, str]:
    """The rows that a total adds, each by what tells it from the others."""
    loose = [key for key in dataset.keys if key.id not in dict(part.members)]
    over_years = len({row["year"] for row in rows}) > 1
    zh, en = [], []
    for row in rows[:MOST_ADDENDS]:
        year = str(row["year"]) if over_years or not loose else ""
        keys = [key for key in loose if row[key.id]]
        value = written(float(row[measure.id]))
        zh.append("".join([f"{year}年" if year else "", *(row[key.id] for key in keys)]) + f" {value}")
        english = filter(None, [year, *(key.name(row[key.id], "en") for key in keys)])
        en.append(f"{' '.join(english)}: {value}")
    if len(rows) > MOST_ADDENDS:
        zh.append(f"…（共 {len(rows)} 行）")
        en.append(f"… ({len(rows)} rows)")
    return "、".join(zh), ", ".join(en)
