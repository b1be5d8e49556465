"""What the audit page says of its own."""

from __future__ import annotations

from schema import Label

STATE = Label("状态", "State")
OPEN = Label("未说明", "Open")
EXPLAINED_ONES = Label("已说明", "Explained")
WEIGHT = Label("轻重", "Weight")
CHAPTER = Label("章节", "Chapter")
ALL_CHAPTERS = Label("全部章节", "All chapters")
NONE_LEFT = Label("这样选，没有对不上的数。", "Nothing is left by this choice.")
PART = Label("看第几条，共 {count} 条", "Which of the {count} to show")
LOOK_AT = Label("怎么查：", "What to look at: ")
RULES = Label("本校自定的核对规则（{count}）", "Rules of our own ({count})")
RULES_ARE = Label(
    "报告里还有别的数必须对上？用几栏数写成一条规则，每年都会照它核对。",
    "Other figures must add up too? Write it as a rule of columns: every year is held against it.",
)
RULE_KINDS = {
    "parts": Label("部分相加等于总数", "Parts make a whole"),
    "at_most": Label("一个数不大于另一个", "One is at most another"),
    "quotient": Label("比率 = 分子 ÷ 分母 × 100", "A rate is over ÷ under × 100"),
}
RULE_KIND = Label("规则", "Rule")
ADD = Label("加上这条规则", "Add the rule")
CHOOSE_ALL = Label(
    "请选好每一栏，同一栏不能选两次，并写明是谁加的。", "Choose every column, none twice, and say who adds it."
)
SAME_RULE = Label("已经有这条规则。", "There is this rule already.")
WITHDRAW = Label("停用", "Withdraw")
RESTORE = Label("恢复", "Bring back")
BY = Label("{rule}　（{who}，{date}）", "{rule}　({who}, {date})")
WITHDRAWN = Label("已停用：{rule}　（{who}，{date}）", "Withdrawn: {rule}　({who}, {date})")
