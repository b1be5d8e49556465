"""The words of the notebook pages: pinning, the list, the editor, the exports."""

from schema import Label

NOTEBOOKS = Label("会议笔记", "Notebooks")
INTRO = Label(
    "把各页的图、表和句子收进来，写上自己的话，开会时直接演示，会后留下 PPT、Word 等文件。",
    "Pin charts, tables and sentences from any page, write your own words beside them, present them live, and leave "
    "slides and handouts behind.",
)
PIN = Label("收入笔记", "Pin")
PIN_ROWS = Label("把选中的行收入笔记", "Pin the chosen rows")
PINNED = Label("已收入“{title}”", "Pinned to “{title}”")
UNTITLED = Label("会议笔记 {date}", "Notebook {date}")
DRAFT = Label("为这一年起草", "Draft for this year")
DRAFT_YEAR = Label("年份", "Year")
DRAFTING = Label("正在起草 …", "Drafting …")
NEW = Label("新建空白笔记", "New notebook")
NONE = Label(
    "还没有笔记。可以起草一份，或在任何一页点“收入笔记”。",
    "No notebooks yet. Draft one, or pin something from any page.",
)
CELLS = Label("{count} 格 · {when} · {who}", "{count} cells · {when} · {who}")
OPEN = Label("打开", "Open")
COPY = Label("复制", "Duplicate")
COPY_OF = Label("{title}（副本）", "{title} (copy)")
REMOVE = Label("移除", "Remove")
REMOVED = Label("已移除“{title}”。", "“{title}” was removed.")
BRING_BACK = Label("恢复", "Bring it back")
ALL = Label("全部笔记", "All notebooks")
TITLE = Label("标题", "Title")
PRESENT = Label("演示", "Present")
UNDO = Label("撤销上一步", "Undo")
NOT_FOUND = Label("没有这份笔记。", "There is no such notebook.")
CHANGED = Label(
    "别人刚改过这份笔记，您的这一步没有存入。现在看到的是新的样子，请再改一次。",
    "Somebody changed this notebook meanwhile; your last change was not stored. You see it as it is now: do it again.",
)
EDIT = Label("编辑", "Edit")
CELL_TITLE = Label("这一格的标题（留空则用算出来的句子）", "Title of this cell (blank: the sentence computed)")
WORDS = Label("旁边的话（可用 **粗体** 和 - 列表）", "Words beside it (**bold** and - lists)")
NOTES = Label("讲稿（演示时按 N 看，也进 PPT 备注）", "Speaker notes (N while presenting; notes in the slides)")
UP = Label("上移", "Up")
DOWN = Label("下移", "Down")
FREEZE = Label("冻结在现在的数据", "Freeze at the data as it is now")
ADD_TEXT = Label("加一格文字", "Add a text cell")
NEW_TEXT = Label("在这里写", "Write here")
TOO_LONG = Label(
    "话太多：一屏约放 {room} 字，现在 {count} 字，演示时字会变小。",
    "Too many words: about {room} characters fit a screen, there are {count}; they will be small when presented.",
)
TOO_MANY = Label(
    "这一格有 {count} 行，一屏约放 {room} 行，演示时字会变小；请用筛选减少。",
    "This cell has {count} rows, about {room} fit a screen; it will be small when presented. Filter it.",
)
EXPORT = Label("导出", "Export")
MAKING = Label("正在制作 {kind}：{done} / {all} 格", "Making {kind}: {done} of {all} cells")
SAVE_FILE = Label("下载 {name}", "Download {name}")
NO_FONT = Label(
    "这台电脑没有中文字体，做不了 {kind}。请安装 Noto Sans CJK。",
    "This computer has no Chinese font, so {kind} cannot be made. Install Noto Sans CJK.",
)
EXPORTS = {
    "pptx": Label("PPT（图表可编辑）", "Slides (editable charts)"),
    "docx": Label("Word 讲义", "Handout (Word)"),
    "xlsx": Label("Excel 数据", "Data (Excel)"),
    "html": Label("网页（离线可用）", "Web page (offline)"),
    "pdf": Label("PDF", "PDF"),
}
