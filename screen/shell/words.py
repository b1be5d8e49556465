"""The screen's own words in both languages, and how text that comes from data is put on it."""

from __future__ import annotations

import re

from schema import Label, Language

TITLE = Label("学校质量笔记本", "School Quality Notebook")
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
RANGE = Label(
    "先点起始年，再点结束年；或按住拖过这几年",
    "Click the first year, then the last; or drag over them",
)
ALL = Label("全部", "All")
CLEAR = Label("取消高亮", "Clear highlight")
EXPECT = Label("画出下一年的预期范围", "Draw next year's expected range")
SHOW_TABLE = Label("显示数据表", "Show tables")
CHANGE = Label("变化", "Change")
WORDS_OF_REPORT = Label("报告原文", "Words of the report")
RELEASED = Label("发布", "Release")
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
GETTING_READY = Label("正在更新各页 …", "Getting the pages ready …")
LOCAL = Label("仅限本机访问，未启用登录", "This computer only; no sign-in")
AUDIT = Label("数据核对", "Audit")
AUDIT_SAID = Label("核对发现 {found} 处，其中 {open} 处尚未说明", "{found} findings, {open} of them not yet explained")
KIND = Label("类别", "Kind")
APART = Label("相差 {difference}", "{difference} apart")
EXPLAINED = Label("已说明", "Explained")
EXPLAIN = Label("说明这一处", "Explain this")
EXPLAIN_ANEW = Label("改写说明", "Explain anew")
TAKE_BACK = Label("撤回说明", "Take the explanation back")
WHO = Label("说明人", "Who")
WHY = Label("原因", "Why")
SAVE = Label("保存", "Save")
WHO_AND_WHY = Label("请写明说明人和原因。", "Say who explains it, and why.")
QUESTIONED = Label("▲ 数据核对 · {kind}：{item} 有疑问", "▲ Audit · {kind}: {item} is in question")
ANSWERED = Label("△ 数据核对 · {kind}：{item} 已有说明", "△ Audit · {kind}: {item} has been explained")
MORE_QUESTIONED = Label("数据核对 · 另有 {count} 处", "Audit · {count} more")
EXPLORE = Label("自助分析", "Explore")
DATASET = Label("数据集", "Dataset")
FORM = Label("图形", "Form")
FORMS = {
    "bars": Label("条形", "Bars"),
    "line": Label("折线", "Line"),
    "dumbbell": Label("变化", "Change"),
    "scatter": Label("散点", "Scatter"),
}
MEASURES = Label("指标（可多选）", "Measures (one or more)")
SPLIT = Label("分成小图", "Small multiples by")
NO_SPLIT = Label("不分", "one picture")
AGAINST = Label("纵轴指标（各表专业按别名表对应）", "Against (majors are joined by the alias list)")
CHOOSE_MEASURE = Label("请选一个指标和年份。", "Choose a measure and a year.")
CHOOSE_TWO = Label("散点图要两个指标，请再选一个。", "A scatter needs two measures; choose another.")
NO_CHINESE_FONT = Label(
    "这台电脑没有中文字体，图片里的中文会变成方块，所以不提供 PNG 和 SVG。请安装 Noto Sans CJK。",
    "This computer has no Chinese font; a picture would show boxes, so PNG and SVG are not offered. "
    "Install Noto Sans CJK.",
)
CHAPTERS = Label("各章", "Chapters")
DOES_NOT_ADD_UP = Label("数据核对", "What does not add up")
ASK = Label("可以从这些问题看起", "Questions to begin with")
SCORECARD = Label("全部指标一览", "All indicators at a glance")
MOVED = Label("{last}年与{first}年相比，变化最不寻常的", "The most unusual movements from {first} to {last}")
HOW_RANKED = Label(
    "同类变化（比率按百分点，其余按相对变化）之间比较：离中位数超过 {threshold} 个稳健标准差、"
    "且至少变动 {points} 个百分点或 {percent}% 的才列出，越不寻常越靠前；人数过少、两年不可比的不列入。",
    "Each is held against the movements of its kind (rates in points, the rest in percent). Listed is what lies more "
    "than {threshold} robust standard deviations from their median and moved by {points} points or {percent}% "
    "at least; counts of few, and what is not the same thing in both years, are left out.",
)
NOTHING_UNUSUAL = Label("没有不寻常的变化", "Nothing moved unusually")
SINCE = Label("{change}（较{year}年）", "{change} since {year}")
NEWEST = Label("最新值", "Newest")
GOOD = Label("▲ 向好", "▲ better")
BAD = Label("▼ 变差", "▼ worse")
NEUTRAL = Label("● 变化", "● moved")
DIRECTION = Label("好坏", "Direction")
TREND = Label("走势", "Trend")
CHAPTER = Label("章节", "Chapter")
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
FORMULA = Label("公式", "Formula")
ALIASES = Label("专业别名表", "Alias list of majors")
ALIASES_SAY = Label(
    "同一专业在不同表里写法不同；跨表比较时按右列对应，库里的写法不变。",
    "One trade goes by several names from table to table; across tables they are joined by the name on the right. "
    "What is stored never changes.",
)
RANGE = Label("取值范围", "Valid range")
BETTER = Label("好的方向", "Better")
MEANING = Label("含义", "Meaning")
DIRECTIONS = {"higher": Label("越高越好", "higher"), "lower": Label("越低越好", "lower"), None: Label("", "")}
LANGUAGES: dict[Language, str] = {"zh": "中文", "en": "English"}


def plain(text: str) -> str:
    """Text as Markdown that shows it letter for letter: no emphasis, links, HTML, formulas, icons or colours."""
    return re.sub(r"([\\`*_{}\[\]<>()#+\-.!|~$:])", r"\\\1", " ".join(text.split()))
