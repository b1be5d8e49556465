"""The words of the exports in both languages."""

from __future__ import annotations

import re
from collections.abc import Collection

from schema import Label, Language

SCHOOL = Label("衢州中等专业学校", "Quzhou Secondary Vocational School")
APP = Label("质量年报笔记本", "School Quality Notebook")
SOURCE = Label("来源：质量年报{section}", "Source: quality report, {section}")
RELEASE = Label("第 {releases} 次发布", "release {releases}")
EMPTY_RELEASE = Label("库中尚无发布", "no release yet")
LIVE = Label("实时，截至{release}（{date}）", "live, as of {release} ({date})")
FROZEN = Label("冻结于{release}（{date}）", "frozen at {release} ({date})")
MADE = Label(
    "{school} · {app} · {date} 导出 · 数据截至{release}", "{school} · {app} · exported {date} · data as of {release}"
)
MOVED = Label("写下文字之后，数字有变：{changes}", "Figures have moved since the words were written: {changes}")
FINDINGS_MOVED = Label(
    "写下文字之后，核对结果有变：{before} 处 → {after} 处",
    "The audit has changed since the words were written: {before} findings → {after}",
)
GONE = Label("写下文字时的这条核对结果，数据改动后已不成立", "This finding no longer stands: the figures have changed")
AND_MORE = Label("等 {count} 处", "{count} in all")
MISSING = Label("无", "none")
NAME = Label("名称", "Name")
YEAR = Label("年份", "Year")
CHANGE = Label("变化", "Change")
NOTE = Label("备注", "Note")
KIND = Label("类别", "Kind")
APART = Label("相差", "Apart")
RECONCILE = Label("怎样才对得上", "What would reconcile them")
STATED = Label("一处", "One place")
AGAINST = Label("另一处", "The other")
DATA = Label("数据", "Data")
CONTENTS = Label("目录", "Contents")
SHOWN = Label("只看", "Show")
EARLIER = Label("（较早一年）", "(earlier year)")
HELPERS = Label("作图用", "for the chart")
EXPECTED = Label("预期（最可能、向下、向上）", "Expected (likely, down, up)")
LACKING = Label("没有数据的原因——{members}", "No figure, because: {members}")
AT_A_GLANCE = Label("{year}年一览", "{year} at a glance")
OF_YEAR = Label("{label}，{year}年", "{label}, {year}")
FINDINGS = Label("数据核对：{count} 处对不上", "Audit: {count} findings")
NO_FINDING = Label("数据核对：没有对不上的数", "Audit: nothing that does not add up")
LOST = Label("这一格所指的内容已不在", "What this cell was pinned from is no more")
NO_FIGURE = Label("所选年份没有数据", "No figure for the chosen years")
TOO_FEW_YEARS = Label("满 {years} 年数据后才画这张图", "This chart is drawn once there are {years} years")
ROWS_LEFT = Label("还有 {count} 行，见 XLSX 或 HTML", "{count} more rows: see the XLSX or HTML")
STARTS_AT = Label("{title}，坐标从 {start} 起", "{title}, axis starts at {start}")
BEST_IS_ONE = Label("{title}（1 为最好）", "{title} (1 is best)")
ROWS_MORE = Label("还有 {count} 行放不下", "{count} more rows do not fit")
PREVIOUS = Label("上一张（←）", "Previous (←)")
NEXT = Label("下一张（→ 或空格）", "Next (→ or space)")
NOTES = Label("讲稿（N）", "Speaker notes (N)")
NOTES_SIGN = Label("讲稿", "Notes")
FULL = Label("全屏（F）", "Full screen (F)")
FULL_SIGN = Label("全屏", "Full screen")
END = Label("结束（Esc）", "End (Esc)")
END_SIGN = Label("结束", "End")
PREFACE = "前言"
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def section(name: str, language: Language) -> str:
    """A section of the report as it is named in a source line."""
    return sections([name], language)


def sections(names: Collection[str], language: Language) -> str:
    """Several sections in one phrase: 第 1.2、2.4 节、前言."""
    numbers = sorted({name for name in names if name != PREFACE}, key=_place)
    told = listed(numbers, language)
    plural = "s" if len(numbers) > 1 else ""
    told = f"section{plural} {told}" if language == "en" else f"第 {told} 节"
    preface = [PREFACE if language == "zh" else "preface"] if PREFACE in names else []
    return listed([*([told] if numbers else []), *preface], language)


def _place(name: str) -> tuple[list[int], str]:
    return [int(part) for part in re.findall(r"\d+", name)], name


def printable(text: str) -> str:
    """The text without what no document can hold: control characters and half characters."""
    return CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def listed(items: list[str], language: Language) -> str:
    return ("、" if language == "zh" else ", ").join(items)
