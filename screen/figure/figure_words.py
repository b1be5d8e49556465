"""The words of the figure's panel in both languages."""

from schema import Label, StatementKind

OPEN = Label("查一个数：出处、目标、备注", "Look into a figure: source, targets, notes")
PANEL = Label("这个数", "This figure")
CLOSE = Label("关闭", "Close")
COLUMN = Label("指标", "Measure")
EVERY = Label("全部（整个指标）", "All (the whole measure)")
YEAR = Label("年份", "Year")
NONE_STORED = Label("库里没有这个数。", "The store has no such figure.")
CHOOSE_MEMBER = Label("选一个名称，就看到它的数。", "Choose a name to see its figure.")
RELEASED = Label("第 {number} 次发布 · {by} · {file}", "release {number} · {by} · {file}")
HISTORY = Label("历年的数", "This figure over the years")
SAID = Label("目标、标准线、备注", "Targets, lines, notes")
NOTHING_SAID = Label("还没有人为它写过什么。", "Nobody has said anything of it yet.")
KINDS: dict[StatementKind, Label] = {
    "target": Label("添加目标", "Add a target"),
    "line": Label("添加标准线", "Add a line"),
    "note": Label("添加备注", "Add a note"),
    "break": Label("添加口径变化", "Add a break"),
}
BY = Label("{by} · {date}", "{by} · {date}")
CHANGE = Label("修改", "Change")
WITHDRAW = Label("撤回", "Withdraw")
UNDO = Label("撤销上一步", "Undo the last step")
BRING_BACK = Label("恢复", "Bring back")
WITHDRAWN = Label("已撤回的", "Withdrawn")
SAVE = Label("保存", "Save")
WHO = Label("经手人", "Who")
WHO_OPEN = Label("请写明经手人。", "Say who you are.")
VALUE = Label("数值（{unit}）", "Value ({unit})")
VALUE_ALONE = Label("数值", "Value")
DIRECTION = Label("怎样算达到", "Met by")
DIRECTIONS = {"higher": Label("不低于", "at least"), "lower": Label("不高于", "at most")}
OFFICE = Label("责任部门", "Responsible office")
REASON = Label("说明（可不填）", "Words (optional)")
LINE_NAME = Label("名称，如“省定标准”", "Name, such as “provincial standard”")
SOURCE = Label("来源", "Source")
SCOPE = Label("适用范围", "Scope")
CERTAIN = Label("来源确定", "The source is certain")
NOTE_TEXT = Label("备注，如“疫情停课”", "Note, such as “closed by the epidemic”")
BREAK_TEXT = Label("口径怎样变了，为什么", "What changed in the definition, and why")
TARGET_YEAR = Label("哪一年达到", "By which year")
FROM_YEAR = Label("从哪一年起", "From which year on")
LINE_YEAR = Label("从哪一年起（可不填）", "From which year on (optional)")
ALREADY = Label(
    "{by} 已为同一处写过：{text}。请在上面修改它，不必另写一条。",
    "{by} has said this of the same place already: {text}. Change it above instead.",
)
MEANWHILE = Label(
    "{by} 刚刚改过这一条，现在是：{text}。您的改动没有存入；看过之后请再改一次。",
    "{by} has just changed this; it now says: {text}. Your change was not stored; look at it and change it again.",
)
BAD_YEAR = Label("“{text}”不是年份。请写四位数字，例如 2030。", "“{text}” is no year. Write four digits, such as 2030.")
PAST = Label("现在看的是过去的数据；回到最新才能添加和修改。", "This is the past; return to the newest to change it.")
BREAK_OF_ALL = Label("口径变化对整个指标有效。", "A break holds for the whole measure.")
