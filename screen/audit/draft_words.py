"""The words of the page on which a draft is checked before it is signed."""

from schema import Label

DRAFT = Label("签发前核对", "Check before signing")
INTRO = Label(
    "放入还没定稿的报告：它前后说的数、表和正文、今年和库里的往年，互相核对一遍。什么都不存入。",
    "Drop the draft of a report: its figures are held against each other, in tables and text, and against the stored "
    "years. Nothing is stored.",
)
DROP = Label("Word（.docx）、Excel（.xlsx）或 CSV，一个文件", "One Word (.docx), Excel (.xlsx) or CSV file")
CHECKING = Label("正在核对 {name} …", "Checking {name} …")
SAID = Label(
    "读到 {figures} 处数，{found} 处对不上，其中 {open} 处还没有说明。",
    "{figures} figures were read; {found} findings, {open} of them open.",
)
NOTHING = Label("读到 {figures} 处数，没有发现对不上的。", "{figures} figures were read, and all of them fit.")
NONE_READ = Label("没有读到认识的数，无从核对。", "No figure known here was read; there is nothing to check.")
UNREAD = Label("没能读懂的地方，没有参加核对：", "What could not be read took no part in the check:")
WHERE = Label("在稿子里：", "In the draft:")
MORE = Label("等 {count} 处", "and {count} more places")
COMMENTED = Label("下载带批注的 Word 稿", "Download the draft with comments")
COMMENTING = Label("批注加在稿子原处，正文不改动。", "Comments are put at their places; the text is not changed.")
TOO_LARGE = Label("稿子太大，不能加批注，请看下面的清单。", "The draft is too large for comments: see the list below.")
EXPLAINED = Label("已说明", "Explained")
TO_DRAFT = Label("报告还没定稿？签发前先核对", "A report not signed yet? Check it first")
