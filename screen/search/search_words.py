"""The words of the search, in both languages."""

from __future__ import annotations

from schema import Label

SEARCH = Label("搜索", "Search")
HINT = Label("搜索：33.33、工资、生师比、电子商务、报告里的词", "Search: 33.33, salary, a major, a word of the report")
GROUPS = {
    "measure": Label("指标", "Measures"),
    "figure": Label("数据", "Figures"),
    "member": Label("专业、年级与各项", "Majors, grades and items"),
    "page": Label("页面", "Pages"),
    "notebook": Label("会议笔记", "Notebooks"),
    "finding": Label("数据核对", "Audit"),
    "words": Label("报告原文", "Words of the report"),
}
MORE = Label("另有 {count} 条，再写一个词就能缩小范围。", "{count} more; another word narrows them down.")
NOTHING = Label("没有找到“{asked}”。", "Nothing found for “{asked}”.")
TRY_ANOTHER = Label("请换一个词，或写一个数。", "Try another word, or a number.")
NEAR = Label("相近的名称：", "Names that are near:")
LOOSELY = Label("没有全部符合“{asked}”的，其中说到的有：", "Nothing fits all of “{asked}”; it speaks of:")
OF_YEAR = Label("{value}（{year}年）", "{value} ({year})")
SECTION_OF = Label("第 {section} 节", "section {section}")
