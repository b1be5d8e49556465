"""The screen's own words in both languages, and how text that comes from data is put on it."""

from __future__ import annotations

import re

from schema import Label, Language

TITLE = Label("学校质量笔记本", "School Quality Notebook")
SCHOOL = Label("衢州中等专业学校", "Quzhou Secondary Vocational School")
OPENING = Label("首页", "Opening page")
DICTIONARY = Label("指标词典", "Dictionary")
LANGUAGE = Label("语言", "Language")
CO_OPERATION = Label("校企合作与社会服务", "Co-operation and service")
GROUPS = {
    "1": Label("学校情况", "The school"),
    "2": Label("学生发展", "Student development"),
    "3": Label("质量保障", "Quality assurance"),
    "4": CO_OPERATION,
    "5": CO_OPERATION,
    "6": Label("举办者履责", "Funding"),
}
ABOUT = Label("说明", "About")
YEARS = Label("年份", "Years")
ONE = Label("看一年", "One year")
TWO = Label("比两年", "Compare two")
SEVERAL = Label("看多年", "Several")
ALL = Label("全部", "All")
CLEAR = Label("取消高亮", "Clear highlight")
SHOW_TABLE = Label("显示数据表", "Show tables")
CHANGE = Label("变化", "Change")
SOURCE = Label("来源：质量年报 {section}", "Source: quality report, {section}")
LACKING = Label("没有数据的原因——{members}", "No figure, because: {members}")
PREFACE = "前言"
RELEASE = Label("第 {releases} 次发布", "release {releases}")
WORDS_OF_REPORT = Label("报告原文", "Words of the report")
NO_YEAR = Label(
    "这份数据没有 {years} 年。请在上方换一个年份。", "There is no data for {years}. Choose another year above."
)
HIDDEN = Label("这张图的内容已被上方的筛选隐去。", "The filter above hides what this chart shows.")
NO_DATA = Label(
    "库里还没有这一章的数据。请运行 make run，或 python -m loaders build。",
    "The store has no data for this chapter yet. Run make run, or python -m loaders build.",
)
FAILED = Label(
    "这一页没能显示。数据没有改动。请刷新页面；若仍然如此，请把时间告诉维护人员。",
    "This page could not be shown. No data was changed. Reload it; if that does not help, tell who runs it the time.",
)
CHART_OF = Label("图：{columns}。数据见页面下方的数据表。", "Chart: {columns}. Its figures are in the table below.")
LOCAL = Label("仅限本机访问，未启用登录", "This computer only; no sign-in")
HOLDS = Label(
    "这本笔记收录质量年报中 {chapters} 章、{figures} 个数据，年份 {years}。每个数据都能查到报告原文。",
    "This notebook holds {figures} figures in {chapters} chapters of the quality report, for {years}. "
    "Each figure shows the words of the report it came from.",
)
OPEN_CHAPTER = Label("打开“{chapter}”", "Open “{chapter}”")
FIND = Label("查找指标", "Find an indicator")
FIND_HINT = Label("如：起薪、及格率、salary", "such as 起薪, pass rate, salary")
NOTHING_FOUND = Label("没有找到“{text}”。请换一个词。", "Nothing found for “{text}”. Try another word.")
DICTIONARY_INTRO = Label(
    "每个指标的含义、单位、取值范围和出处，取自各章的声明。",
    "What every indicator means, its unit, valid range and section, taken from the chapters' declarations.",
)
SECTION = Label("报告章节", "Report section")
IDENTIFIER = Label("代号", "Id")
NAME = Label("名称", "Name")
UNIT = Label("单位", "Unit")
RANGE = Label("取值范围", "Valid range")
BETTER = Label("好的方向", "Better")
MEANING = Label("含义", "Meaning")
DIRECTIONS = {"higher": Label("越高越好", "higher"), "lower": Label("越低越好", "lower"), None: Label("", "")}
LANGUAGES: dict[Language, str] = {"zh": "中文", "en": "English"}


def section(name: str, language: Language) -> str:
    """A section of the report as it is named on screen."""
    if language == "en":
        return "preface" if name == PREFACE else f"section {name}"
    return name if name == PREFACE else f"第 {name} 节"


def plain(text: str) -> str:
    """Text as Markdown that shows it letter for letter: no emphasis, links, HTML, formulas, icons or colours."""
    return re.sub(r"([\\`*_{}\[\]<>()#+\-.!|~$:])", r"\\\1", " ".join(text.split()))
