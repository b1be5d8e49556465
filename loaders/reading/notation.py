"""How the report writes figures, and what they mean (the notation table of the dictionary).

Each reader takes the text of one cell and gives its meaning, or raises `NotUnderstood` with what was expected.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.files.text import folded
from schema import PERCENT, Label, Measure, Unit

YEARS = range(1949, 3000)
MISSING = {"", "/", "—", "-", "--", "——", "–", "−", "无"}
TOTALS = {"合计", "小计", "总计", "全市"}
QUALIFIERS = re.compile(r"^(约|超过|超)|(余|以上|多)$")
DASHES = str.maketrans(dict.fromkeys("−–—", "-"))
DIGITS = {"零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
NUMBER = re.compile(r"[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
MOST = 1e15  # from here on a float does not hold every whole number
LONGEST_NAME = 100
UNITS = (
    "元/月", "万元", "亿元", "人次", "批次", "个百分点", "学时", "小时",
    "元", "人", "个", "册", "分", "名", "项", "篇", "家", "台", "亩", "所", "场", "门", "位", "%",
)  # fmt: skip
TOTAL = re.compile(r"^.*合计:\s*")
DATE = re.compile(
    r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日)( .*)?"
    r"|\d{1,2}月\d{1,2}日|\d{1,2}-[A-Z][a-z]{2}|[A-Z][a-z]{2}-\d{2}|\d{1,2}:\d{2}:\d{2}",
    re.ASCII,
)
EXCEL_ERROR = re.compile(r"#(REF|N/A|VALUE|DIV/0|NAME\?|NULL|NUM)!?.*")


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


def figure(text: str, measure: Measure) -> Figure:
    """The meaning of a cell in a measure's column.

    Raises: NotUnderstood. The valid range is not looked at here.
    """
    written = TOTAL.sub("", folded(text))
    if written in MISSING:
        return Figure(None)
    if text.strip() in measure.reasons or written in measure.reasons:
        return Figure(None, text.strip())
    _typed(written, Label("数值", "a number"))
    match measure.kind:
        case "rank":
            return Figure(_rank(written))
        case "ratio":
            return Figure(_ratio(written))
        case _:
            return _number(written, measure)


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
    number, _ = _split_unit(folded(text))
    number = number.translate(DASHES).replace(" ", "")
    return bool(NUMBER.fullmatch(number)) and not re.fullmatch(r"(19|20)\d{2}", folded(text).removesuffix("年"))


def _number(written: str, measure: Measure) -> Figure:
    words = ""
    if together := re.fullmatch(r"([0-9]+)\+([0-9]+)", written):
        return Figure(_value(together[1]) + _value(together[2]), written)
    if remark := re.fullmatch(r"([^()]+)\((.+)\)", written):
        written, words = remark[1].strip(), written
    if QUALIFIERS.search(written):
        words = words or written
        written = QUALIFIERS.sub("", written).strip()
    number, unit = _split_unit(written)
    if QUALIFIERS.search(number):
        words = words or written
        number = QUALIFIERS.sub("", number).strip()
    number = number.translate(DASHES).replace(" ", "")
    if not NUMBER.fullmatch(number):
        raise NotUnderstood(_expected(measure))
    if unit and not _fits(unit, measure.unit):
        wanted = measure.unit.in_header
        raise NotUnderstood(Label(f"单位应为“{wanted.zh}”", f"the unit expected is “{wanted.en or 'none'}”"))
    value = _value(number)
    if measure.kind == "integer" and value != int(value):
        raise NotUnderstood(Label("应为整数", "a whole number is expected"))
    return Figure(value, words)


def _value(number: str) -> float:
    """Raises: NotUnderstood where it has more digits than can be kept."""
    value = float(number.replace(",", ""))
    if abs(value) >= MOST:
        raise NotUnderstood(Label("应为不超过 15 位的数", "a number of no more than 15 digits is expected"))
    return value + 0.0  # which makes no minus nought


def _split_unit(written: str) -> tuple[str, str]:
    for unit in UNITS:
        if written.endswith(unit) and len(written) > len(unit):
            return written[: -len(unit)].strip(), unit
    return written, ""


def unit_in(written: str) -> str:
    """The unit that a cell states and nothing else: 单位：万元, (%), 元; empty where it says more, or no unit."""
    told = re.sub(r"^(计量)?单位\s*:\s*", "", folded(written).strip("()[] "))
    return told if told in UNITS else ""


def printed_unit(written: str) -> str:
    """The unit that a printed change ends with, or its heading has; empty where none is written."""
    _, unit = _split_unit(folded(written).rstrip(")"))
    return unit


def _fits(written: str, unit: Unit) -> bool:
    """Whether a written unit may stand in a column of this unit; counting words (个, 名) fit any count."""
    if written == "%":
        return unit is PERCENT or unit == PERCENT
    if written in ("元", "万元", "亿元", "元/月", "分"):
        return written in (unit.label.zh, unit.in_header.zh)
    return not unit.is_rate


def _expected(measure: Measure) -> Label:
    unit = measure.unit.in_header
    zh, en = f"（{unit.zh}）" if unit.zh else "", f" ({unit.en})" if unit.en else ""
    return Label(f"应为数字{zh}，没有数据请写“/”", f"a number{en} is expected; write “/” where there is none")


def _rank(written: str) -> float:
    name = written.removeprefix("第").removesuffix("名").strip()
    if name.isascii() and name.isdigit():
        return _value(name)
    value = _chinese_number(name)
    if value is None:
        raise NotUnderstood(Label("应为名次，如 3 或 第三名", "a rank is expected, as 3 or 第三名"))
    return float(value)


def _chinese_number(name: str) -> int | None:
    """一 to 九十九; None for anything else."""
    tens, ten, ones = name.rpartition("十")
    if not ten:
        return DIGITS.get(name)
    if tens not in ("", *DIGITS) or ones not in ("", *DIGITS):
        return None
    return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)


def _ratio(written: str) -> float:
    expected = Label("应为比值，如 16.25:1", "a ratio is expected, as 16.25:1")
    found = re.fullmatch(r"([0-9]+(\.[0-9]+)?)\s*[:∶]\s*([0-9]+(\.[0-9]+)?)", written)
    if found is None:
        if re.fullmatch(r"[0-9]+(\.[0-9]+)?", written):
            return _value(written)
        raise NotUnderstood(expected)
    if float(found[3]) != 1:
        raise NotUnderstood(Label(f"{expected.zh}；不能写成倒过来的比", f"{expected.en}; this one is upside down"))
    return _value(found[1])


def year(text: str) -> int:
    """A calendar year: 2019, 2019年, 2019年度, 19年. A school year is another thing, and a bare 19 is asked about.

    Raises: NotUnderstood.
    """
    written = folded(text)
    if "学年" in written:
        raise NotUnderstood(
            Label("应为自然年，如 2020；学年不能当作年份", "a calendar year is expected; a school year is not one")
        )
    found = re.fullmatch(r"([0-9]{4})(\.0)?(年度?)?|([0-9]{2})年度?", written)
    if found is None:
        raise NotUnderstood(Label("应为四位年份，如 2020", "a year of four digits is expected, as 2020"))
    return int(found[1]) if found[1] else 2000 + int(found[4])


def text(written: str) -> str:
    """A cell of words that belong to the figures; empty where they are missing.

    Raises: NotUnderstood for a formula, its error, or a date.
    """
    if folded(written) in MISSING:
        return ""
    _typed(folded(written), Label("文字，如 5、7", "text, as 5、7,"))
    return written.strip()


def member(text: str) -> str:
    """A key's value as the report writes it, less its leading list number: “12. 数控技术应用” is 数控技术应用."""
    return re.sub(r"^\d+\s*[.．、]\s*(?!\d)", "", text.replace("\u3000", " ").strip()).strip()


def is_total(text: str) -> bool:
    """Whether a name stands for a total or a whole of the others."""
    return member(folded(text)) in TOTALS


def name(written: str) -> str:
    """A key's value, as `member` gives it; empty where it is missing.

    Raises: NotUnderstood for a formula, its error, a date, or more than a name.
    """
    if folded(written) in MISSING:
        return ""
    _typed(folded(written), Label("名称", "a name"))
    if len(value := member(written)) > LONGEST_NAME:
        raise NotUnderstood(
            Label(f"应为不超过 {LONGEST_NAME} 字的名称", f"a name of {LONGEST_NAME} characters at most is expected")
        )
    return value
