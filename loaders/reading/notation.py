"""How the report writes figures, and what they mean (the notation table of the dictionary).

Each reader takes the text of one cell and gives its meaning, or raises `NotUnderstood` with what was expected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from loaders.files.text import folded
from loaders.reading import units
from loaders.reading.folding import chinese_number, marked, same, tidy, with_arabic_years
from schema import Label, Measure

YEARS = range(1949, 3000)
MISSING = {"", "/", "—", "-", "--", "——", "–", "−", "无", "//", "\\", "…", "……", "..."}
NOT_TOLD = {
    "n/a", "na", "n.a.", "nil", "none", "not available", "未统计", "未填", "未填报", "未填写", "未报", "未上报",
    "未公布", "无数据", "无统计", "没有数据", "没有统计", "暂无", "暂无数据", "暂缺", "暂未统计", "缺", "缺失", "空缺",
    "空白", "待定", "待统计", "待补", "待补充", "不详", "不适用", "不统计", "未开展",
}  # fmt: skip
TOTALS = {
    "合计", "总计", "小计", "共计", "总和", "总数", "累计", "全市", "全校", "全省", "平均", "平均值", "平均数", "均值",
    "总平均", "total", "subtotal", "grandtotal", "sum", "average", "mean", "overall",
}  # fmt: skip
ENDS_OF_TOTALS = ("合计", "总计", "小计", "共计", "累计", "平均", "平均值", "均值")
SHARES = {"占比", "比例", "比重", "百分比", "所占比例", "所占比重", "占比例", "share", "percentage"}
WHOLE_NUMBERS = ("总数", "总人数", "总人次", "总额")
BEFORE = (
    "大约|约为|约|将近|接近|近|超过|超|逾|不低于|不少于|不小于|至少|最少|不超过|不高于|不多于|不大于|至多|最多|不足|不到"
    "|高于|低于|多于|少于|大于|小于|>=|<=|≥|≤|≧|≦|>|<|≈|~"
)
AFTER = "余|多|以上|以下|以内|左右|上下"
QUALIFIERS = re.compile(rf"^({BEFORE})\s*|\s*({AFTER})$")
DASHES = str.maketrans(dict.fromkeys("−–—", "-"))
NUMBER = re.compile(r"[+-]?\s*([0-9]{1,3}([, ][0-9]{3})+|[0-9]+)(\.[0-9]+)?(E[+-][0-9]{1,3})?")
FIGURE = re.compile(rf"({NUMBER.pattern})\s*({AFTER})?\s*(.*)", re.DOTALL)
MOST = 1e15  # from here on a float does not hold every whole number
LONGEST_NAME = 100
TOTAL = re.compile(r"^(?P<label>.*)合计:\s*", re.DOTALL)
REMARK = re.compile(r"([^()]+)\((.+)\)")
DATE = re.compile(
    r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日)( .*)?"
    r"|\d{1,2}月\d{1,2}日|\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}|\d{1,2}:\d{2}:\d{2}",
    re.ASCII,
)
EXCEL_ERROR = re.compile(r"#(REF|N/A|VALUE|DIV/0|NAME\?|NULL|NUM)!?.*")
YEAR = re.compile(r"([0-9]{4})(\.0+)?(年度?)?|([0-9]{2})年度?")
YEARS_IN_TEXT = re.compile(r"(?<!\d)(?:((?:19|20)\d{2})(?:\.0(?!\d))?(?:年度|年|(?!\d))|(\d{2})年度?)", re.ASCII)
SCHOOL_YEAR = re.compile(r"(?:\d{2,4}年?\s*[-–—~～至/]\s*)?\d{2,4}年?\s*学年度?")
NO_SCHOOL_YEAR = Label("应为自然年，如 2020；学年不能当作年份", "a calendar year is expected; a school year is not one")
CUT = Label("表格软件可能省去了末几位", "a spreadsheet may have cut digits")


class NotUnderstood(Exception):
    """The cell's text is no such figure; `expected` says what is, and how to mend it."""

    def __init__(self, expected: Label) -> None:
        super().__init__(expected)
        self.expected = expected


@dataclass(frozen=True)
class Figure:
    """A cell's meaning: its value (None where missing), and the words to keep where the cell says more than that."""

    value: float | None
    words: str = ""


def is_missing(text: str) -> bool:
    """Whether a cell of figures says that there is none."""
    written = folded(text)
    return written in MISSING or same(written) in NOT_TOLD or written.casefold() in NOT_TOLD


def figure(text: str, measure: Measure, unit: str = "") -> Figure:
    """The meaning of a cell in a measure's column, whose heading or line may state its unit.

    Raises: NotUnderstood. The valid range is not looked at here.
    """
    written, remark = _without_label(folded(text))
    if is_missing(written):
        return Figure(None, "" if written in MISSING else written)
    for reason in measure.reasons:
        if same(written) == same(reason):
            return Figure(None, reason)
    _typed(written, Label("数值", "a number"))
    bare, mark = marked(written)
    match measure.kind:
        case "rank":
            read = Figure(_rank(bare))
        case "ratio":
            read = Figure(_ratio(bare))
        case _:
            read = _number(bare, measure, unit)
    words = written if mark else read.words
    return Figure(read.value, "；".join(filter(None, (remark, words))))


def _without_label(written: str) -> tuple[str, str]:
    """A figure without the label before it, and the remark in the label: 补助金额（每人1000元）合计：208000元."""
    found = TOTAL.match(written)
    if found is None:
        return written, ""
    remark = REMARK.fullmatch(found["label"].strip())
    return written[found.end() :], remark[2] if remark else ""


def _typed(written: str, wanted: Label) -> None:
    """Raises: NotUnderstood for what a spreadsheet makes of a cell: a formula, its error, a date."""
    if EXCEL_ERROR.fullmatch(written) or written.startswith("="):
        raise NotUnderstood(
            Label(
                f"应为{wanted.zh}；这是公式或公式出错，请粘贴为数值",
                f"{wanted.en} is expected; this is a formula or its error: paste it as a value",
            )
        )
    if DATE.fullmatch(written):
        raise NotUnderstood(
            Label(
                f"应为{wanted.zh}；这是日期，表格软件可能把“5、7”或“3/2”改成了日期，请设为文本后重填",
                f"{wanted.en} is expected; this is a date, perhaps made of “3/2” by a spreadsheet: make the cell text",
            )
        )


def is_figure(text: str) -> bool:
    """Whether a cell is a plain figure, as no heading is; a year of four digits may be a heading."""
    written = QUALIFIERS.sub("", marked(folded(text))[0]).translate(DASHES)
    if re.fullmatch(r"(19|20)\d{2}(\.0)?年?", written):
        return False
    if re.fullmatch(r"[0-9.]+\s*[:∶]\s*[0-9.]+|[0-9]{1,3}/[0-9]{1,3}|[0-9]+\+[0-9]+", written):
        return True
    found = FIGURE.fullmatch(written)
    return found is not None and (not found[7] or found[7] in units.STATED)


def _number(written: str, measure: Measure, stated: str) -> Figure:
    if together := re.fullmatch(r"([0-9]+)\+([0-9]+)", written):
        return Figure(_value(together[1]) + _value(together[2]), written)
    words = ""
    if remark := REMARK.fullmatch(written):
        written, words = remark[1].strip(), written
    if QUALIFIERS.search(written):
        words = words or written
        written = QUALIFIERS.sub("", written)
    found = FIGURE.fullmatch(written.translate(DASHES))
    if found is None:
        raise NotUnderstood(_expected(measure))
    number, exponent, more, unit = found[1], found[5], found[6], found[7] or stated
    if unit and not units.fits(unit, measure):
        raise NotUnderstood(units.wrong(measure) if _is_unit(unit) else _expected(measure))
    value = _value(number)
    if measure.kind == "integer" and value != int(value):
        raise NotUnderstood(Label("应为整数", "a whole number is expected"))
    if exponent:
        words = words or f"{written}（{CUT.zh}）"
    return Figure(value, words or (written if more else ""))


def _is_unit(text: str) -> bool:
    return not re.search(r"[\d:=+]", text) and len(text) <= 6


def _value(number: str) -> float:
    """Raises: NotUnderstood where it has more digits than can be kept."""
    value = float(re.sub(r"[, ]", "", number))
    if abs(value) >= MOST:
        raise NotUnderstood(Label("应为不超过 15 位的数", "a number of no more than 15 digits is expected"))
    return value + 0.0  # which makes no minus nought


def printed_unit(written: str) -> str:
    """The unit that a printed change ends with, or its heading has; empty where none is written."""
    found = re.search(r"(%|个?百分点)\)?$", folded(written))
    return found[1] if found else ""


def _expected(measure: Measure) -> Label:
    unit = measure.unit.in_header
    zh, en = f"（{unit.zh}）" if unit.zh else "", f" ({unit.en})" if unit.en else ""
    return Label(f"应为数字{zh}，没有数据请写“/”", f"a number{en} is expected; write “/” where there is none")


def _rank(written: str) -> float:
    name = written.removeprefix("第").removesuffix("名").strip()
    if name.isascii() and name.isdigit():
        return _value(name)
    value = chinese_number(name)
    if value is None:
        raise NotUnderstood(Label("应为名次，如 3 或 第三名", "a rank is expected, as 3 or 第三名"))
    return float(value)


def _ratio(written: str) -> float:
    expected = Label("应为比值，如 16.25:1", "a ratio is expected, as 16.25:1")
    found = re.fullmatch(r"([0-9]+(\.[0-9]+)?)\s*[:∶]\s*([0-9]+(\.[0-9]+)?)", written)
    if found is None:
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?", written):
            return _value(written)
        raise NotUnderstood(expected)
    if float(found[3]) == 1:
        return _value(found[1])
    zh, en = f"{expected.zh}；不能写成倒过来的比", f"{expected.en}; this one is upside down"
    if turned := upside_down(written):
        zh, en = f"{zh}，倒过来是 {turned}", f"{en}, the other way it is {turned}"
    raise NotUnderstood(Label(zh, en))


def upside_down(text: str) -> str:
    """A ratio the other way round: 20:1 for 1:20; empty where it is none."""
    found = re.fullmatch(r"1(?:\.0+)?\s*[:∶]\s*([0-9]+(?:\.[0-9]+)?)", folded(text))
    return f"{found[1]}:1" if found else ""


def year(text: str) -> int:
    """A calendar year: 2019, 2019年, 2019年度, 19年, 二〇一九年. A school year is none; a bare 19 is asked about.

    Raises: NotUnderstood.
    """
    written = with_arabic_years(re.sub(r"\s+", "", folded(text)))
    if "学年" in written:
        raise NotUnderstood(NO_SCHOOL_YEAR)
    found = YEAR.fullmatch(written)
    if found is None:
        raise NotUnderstood(Label("应为四位年份，如 2020", "a year of four digits is expected, as 2020"))
    return int(found[1]) if found[1] else 2000 + int(found[4])


def years_in(text: str) -> list[int]:
    """The calendar years that a text names."""
    written = with_arabic_years(re.sub(r"\s+", "", folded(text)))
    return [int(four) if four else 2000 + int(two) for four, two in YEARS_IN_TEXT.findall(written)]


def only_year(titles: Iterable[str]) -> int | None:
    """The one calendar year that titles name; None where there is none, or several, or a school year."""
    years = {year for title in titles if "学年" not in title for year in years_in(folded(title))}
    return next(iter(years)) if len(years) == 1 else None


def without_years(text: str) -> str:
    """The text less the calendar years that it names."""
    return YEARS_IN_TEXT.sub("", with_arabic_years(re.sub(r"(?<=\d)\s+(?=年)", "", folded(text)))).strip()


def text(written: str) -> str:
    """A cell of words that belong to the figures; empty where they are missing.

    Raises: NotUnderstood for a formula, its error, or a date.
    """
    if folded(written) in MISSING:
        return ""
    _typed(folded(written), Label("文字，如 5、7", "text, as 5、7,"))
    return tidy(written)


def member(text: str) -> str:
    """A key's value as the report writes it, less its leading list number and the blanks inside Chinese words:
    “12. 数控 技术应用” is 数控技术应用."""
    return re.sub(r"^\d+\s*[.．、]\s*(?!\d)", "", tidy(text)).strip()


@lru_cache(maxsize=50_000)
def is_total(text: str) -> bool:
    """Whether a name stands for a total, a mean or a whole of the others: 合　计, 全校, 机电学部小计, Total."""
    value = same(re.sub(r"\(.*\)$|[:：]$", "", folded(text)))
    return value in TOTALS or value.endswith(ENDS_OF_TOTALS)


def is_mean(text: str) -> bool:
    """Whether a name stands for a mean of the others, which no sum has to come to."""
    return bool(re.search("平均|均值|average|mean", same(text)))


def name(written: str) -> str:
    """A key's value, as `member` gives it; empty where it is missing.

    Raises: NotUnderstood for a formula, its error, a date, or more than a name.
    """
    if folded(written) in MISSING:
        return ""
    _typed(folded(written), Label("名称", "a name"))
    if len(value := marked(member(written))[0]) > LONGEST_NAME:
        raise NotUnderstood(
            Label(f"应为不超过 {LONGEST_NAME} 字的名称", f"a name of {LONGEST_NAME} characters at most is expected")
        )
    return value
