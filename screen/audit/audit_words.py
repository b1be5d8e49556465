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
LOOK_AT = Label("怎么查：", "What to look at: ")
