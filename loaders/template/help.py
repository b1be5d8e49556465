"""The second sheet of a template: what each column means, its unit and range, and how it may be written."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.template.lines import Template
from loaders.template.rules import missing, valid_range
from schema import NOTE, PERCENT, SECTION, WORDS, YEAR, Column, Dataset, Indicator, Key, Label, Language, Measure

SHEET = Label("填写说明", "Help")  # the reader knows the sheet by this name, and leaves it out
TITLE = Label("{dataset}：填写说明", "{dataset}: how to fill it in")
NAMES = Label(
    "已有的名称（新的名称可以直接填写，导入时会问一句）",
    "Names so far (a new one may be written; it is asked about once)",
)
HEADINGS = (
    Label("列", "Column"),
    Label("单位", "Unit"),
    Label("取值范围", "Valid range"),
    Label("含义", "Meaning"),
    Label("没有数据时", "Where there is none"),
    Label("也认得的写法", "Also understood"),
    Label("报告章节", "Report section"),
)
BY_KIND = {"rank": ("第一", "第三名"), "ratio": ("16.25:1", "16.7∶1")}
BY_UNIT = {"%": ("97.76%", "92.25％"), "元": ("8019元",), "万元": ("约3127万元",), "册": ("64.7册",)}
COUNTED = ("129+1", "1（省一国二）")
MEANINGS = {
    YEAR: Label("自然年，四位；学年不能当作年份", "The calendar year in four digits; a school year is not one"),
    NOTE: Label("对这一行数字的说明，如“约”", "What is to be said of the line's figures"),
    SECTION: Label("数字出自报告的哪一节", "The section of the report that gives the figures"),
    WORDS: Label("报告里的原话，便于查证", "The report's own words, so that a figure can be traced"),
}


def ways(template: Template) -> Iterator[str]:
    """How the template is filled in, a sentence each."""
    for sentence in _ways(template):
        yield sentence.text(template.language)


def _ways(template: Template) -> Iterator[Label]:
    dataset, source = template.dataset, template.source
    if template.lines and source:
        yield Label(
            f"名称已按 {source} 年填好，只需填数字；不再有的行可以删去或空着。",
            f"The names are those of {source}: fill in the figures; a line that is no more may go or stay blank.",
        )
    if template.example:
        yield Label("“示例”一行不入库，可以留着，也可以删去。", "The example is not stored: leave it, or delete it.")
    yield Label(
        "整行没有填数的不入库。没有数据请写“/”（“—”或“无”也可以），不要写 0。",
        "A line without any figure is left out. Where there is no figure write “/”, never 0.",
    )
    if any(measure.unit == PERCENT for measure in (*dataset.measures, *dataset.indicators)):
        yield Label("百分数直接写数：97.76 就是 97.76%。", "Percents are plain numbers: 97.76 is 97.76%.")


def entries(template: Template) -> Iterator[list[str]]:
    """A row of cells a column of the template, and one an indicator, under HEADINGS."""
    for column in (*template.dataset.file_columns, *template.dataset.stored_indicators):
        yield _entry(column, template.dataset, template.language)


def _entry(column: Column, dataset: Dataset, language: Language) -> list[str]:
    measure = column if isinstance(column, Measure) else None
    section = column.section if isinstance(column, Indicator) else dataset.section
    is_own = column in dataset.stored or measure is not None
    return [
        measure.title(language) if measure else column.label.text(language),
        measure.unit.in_header.text(language) if measure else "",
        valid_range(column).text(language),
        _meaning(column, dataset).text(language),
        missing(column, dataset).text(language),
        written(column, dataset),
        section if is_own and not (dataset.indicators and not isinstance(column, Indicator)) else "",
    ]


def _meaning(column: Column, dataset: Dataset) -> Label:
    if column.definition is not None:
        return column.definition
    if dataset.indicators and column in dataset.measures:
        return Label("各指标的数值，单位在指标名后的括号里", "The figure, in the unit behind the indicator's name")
    if isinstance(column, Key):
        return Label("写法与往年一致才能比较", "Written as in the years before, so that years compare")
    return MEANINGS.get(column, Label("", ""))


def written(column: Column, dataset: Dataset) -> str:
    """Ways of the report to write such a cell, as the notation of the dictionary has them."""
    if column == YEAR:
        examples: tuple[str, ...] = ("2019年", "19年", "2019年度")
    elif column in dataset.texts:
        examples = ("5、7",)
    elif not isinstance(column, Measure):
        examples = ()
    elif column.kind in BY_KIND:
        examples = BY_KIND[column.kind]
    else:
        unit = column.unit.label.zh
        is_count = column.kind == "integer" and unit not in BY_UNIT
        examples = BY_UNIT.get(unit, ()) + (COUNTED if is_count else ())
    return " ｜ ".join(examples)
