"""The words of the pages by which figures come in: upload, review, history, correction by hand."""

from loaders.files.read import MAX_ROWS
from schema import Label
from screen.upload.held import MEGABYTE, MOST_BYTES, MOST_FILES

UPLOAD = Label("导入数据", "Upload")
INTRO = Label(
    "把表格拖进来就行：年报里的样子、导出的样子、模板都认得。存入之前，先给您看认成了什么、会改动什么；存入之后，随时可以撤销。",
    "Drop the tables as you have them: the report's own shapes, exports, templates. Before anything is stored you see "
    "what was understood and what will change; afterwards any of it can be taken back.",
)
DROP = Label(
    "CSV、Excel（.xlsx）或 Word（.docx），可以一次放多个", "CSV, Excel (.xlsx) or Word (.docx), one or several"
)
OVER = Label(
    f"没有放进来：{{names}}。一次最多放 {MOST_FILES} 个文件、合计 {MOST_BYTES // MEGABYTE} MB；"
    "请先存入或移除一些再放，或稍后再试。",
    f"Not taken: {{names}}. {MOST_FILES} files of {MOST_BYTES // MEGABYTE} MB together may wait; store or remove some "
    "first, or try again later.",
)
READING = Label("正在读取 {name} …", "Reading {name} …")
TOO_MANY_TOGETHER = (
    Label(f"和前面的文件加起来超过 {MAX_ROWS} 行", f"with the files before it more than {MAX_ROWS} rows"),
    Label("请先存入或移走前面的", "store or remove those first"),
)
WAITING = Label("前面有别人的大文件正在读取，请稍候 …", "Somebody's large file is being read; yours is next …")
HOLDING = Label("正在与库里的数据核对 …", "Comparing with what is stored …")
STORING = Label("正在存入 …", "Storing …")
REMOVE = Label("不导入这个文件", "Remove this file")
REMOVE_TABLE = Label("不导入这张表", "Leave this table out")
TAKE_TABLE = Label("还是导入这张表", "Take this table after all")
REMOVE_ALL = Label("不导入整个文件", "Remove the whole file")
DATASET = Label("这是哪张表", "Which table is this")
NOT_KNOWN = Label("请选择", "choose")
YEAR = Label("表里没写年份，请填", "The year, where the table does not say")
YEAR_OF_TITLE = Label("年份（取自标题，可改）", "The year, from the title (change it here)")
COLUMNS = Label("各列认成了什么（可在这里改）", "What each column was taken for (change it here)")
HEADING = Label("文件里的表头", "Heading in the file")
SAMPLE = Label("前几格", "First cells")
TAKEN_FOR = Label("认成", "Taken for")
ALSO = Label("年份 / 分组 / 原因", "Year, member or reason")
LEFT_OUT = Label("不导入", "leave out")
PROBLEMS = Label("{count} 处要改正。点一行，看它在表里的位置", "{count} to mend. Choose a line to see it in its place")
CELL = Label("单元格", "Cell")
COLUMN = Label("列", "Column")
FOUND = Label("文件里写的", "In the file")
EXPECTED = Label("应当怎样", "What is expected")
CORRECTED = Label("把 {cell} 改成", "Write into {cell}")
CORRECT = Label("改正", "Correct it")
IN_PLACE = Label("表里的位置", "In its place")
MENDED = Label("已改正：{cells}", "Corrected: {cells}")
ALIASED = Label("按别名读：{names}", "Read by alias: {names}")
RESTORE = Label("撤回这些改正", "Take these back")
CELLS = Label("逐格对照：写的与读作的（{count} 格）", "Cell by cell: as written, as understood ({count})")
WRITTEN = Label("写的", "As written")
UNDERSTOOD = Label("读作", "As understood")
MISSING = Label("（缺）", "(missing)")
OFFERED = Label("正文里说到的数：勾选的才导入", "Figures that the text states: those ticked are taken")
TAKE = Label("导入", "Take")
INDICATOR = Label("认成", "Taken for")
OF_YEAR = Label("年份", "Year")
VALUE = Label("数值", "Value")
SECTION = Label("章节", "Section")
SENTENCE = Label("原句（【】里是这个数）", "Sentence (the figure in 【】)")
TAKE_ALL = Label("全部勾选", "Tick all")
TAKE_NONE = Label("全部不选", "Tick none")
NOT_STORED = Label("没有入库的（{count}）", "Left out ({count})")
REASON = Label("原因", "Reason")
LINE = Label("行", "Row")
FIRST_SHOWN = Label(
    "只列出前 {count} 行；其余同样处理。", "The first {count} rows are listed; the rest is treated alike."
)
COUNTS = Label(
    "新增 {new} 行，更改 {changed} 行，未变 {unchanged} 行；库里同年有而文件没有的 {absent} 行保持不动。",
    "Rows new: {new}, changed: {changed}, unchanged: {unchanged}; stored rows of these years that are not in the file "
    "and stay as they are: {absent}.",
)
KIND = Label("改动", "Change")
KINDS = {
    "new": Label("新增", "new"),
    "changed": Label("更改", "changed"),
    "unchanged": Label("未变", "unchanged"),
    "gone": Label("移除", "gone"),
}
CHANGES = Label("会改动的行", "What will change")
ABSENT = Label("文件里没有、保持不动的 {count} 行", "{count} rows not in the file, left as they are")
UNKNOWN = Label("“{name}”是没见过的{key}。它是", "“{name}” is a {key} never seen before. It is")
AS_NEW = Label("新的，照写存入", "a new one, stored as written")
AS_ALIAS = Label("“{name}”的另一种写法", "another way of writing “{name}”")
NAMES_OPEN = Label("{count} 个没见过的名称", "{count} names never seen before")
EARLIER = Label(
    "{count} 个往年的数与库里的不同。请逐个选用哪一个。",
    "{count} figures of earlier years differ from what is stored. Choose for each which one stands.",
)
ANSWER = Label("您的回答", "Your answer")
ALL_OF = Label("都{answer}", "All: {answer}")
THIS_ONE = Label("这一处{answer}", "This one: {answer}")
REMARKS = Label("{count} 处说明（不用回答）", "{count} remarks (no answer needed)")
STORED = Label("库里的", "Stored")
IN_FILE = Label("文件里的", "In the file")
ALL_STORED = Label("都用库里的", "Stored ones for all")
ALL_FILE = Label("都用文件里的", "The file's for all")
EARLIER_OPEN = Label("{count} 个往年的数还没选", "{count} figures of earlier years not yet chosen")
WARNINGS = Label("{count} 处请再看一眼（照样可以存入）", "{count} to look at again (they may be stored as they are)")
DOUBTS = Label("存入后，数据核对会多出 {count} 处对不上", "Once stored, the audit finds {count} more that do not fit")
ACCEPT = Label("存入", "Store")
ACCEPT_COUNTS = Label("存入：新增 {new} 行，更改 {changed} 行", "Store: {new} rows new, {changed} changed")
WHO = Label("经手人", "Who")
OPEN = Label("存入之前还差：{questions}", "Before it can be stored: {questions}")
PROBLEMS_OPEN = Label("{count} 处要改正", "{count} to mend")
WHO_OPEN = Label("经手人的名字", "the name of who does it")
MOVED = Label(
    "您看预览的时候，别人存入了第 {release} 次发布。您的还没有存入；下面已按新的数据重新预览，请再看一遍。",
    "While you looked at the preview, somebody stored release {release}. Nothing of yours was stored; the preview "
    "below is made anew from the data as it is now. Look at it again.",
)
ACCEPT_PRINTED = Label(
    "存入：数字与库里相同，补记来源和所印的合计、变化",
    "Store: the figures are stored already; keep their cells and what is printed beside them",
)
PRINTED = Label(
    "已存为第 {release} 次发布（{dataset}）：数字没有变，补记了来源和所印的合计、变化。",
    "Stored as release {release} ({dataset}): no figure changed; their cells and what is printed beside them are kept.",
)
NOTHING_NEW = Label("与库里的完全相同，不需要存入。", "All of it is stored already; there is nothing to store.")
DONE = Label(
    "第 {release} 次发布：{dataset}新增 {new} 行，更改 {changed} 行，未变 {unchanged} 行。",
    "Release {release}: {dataset}, {new} rows new, {changed} changed, {unchanged} unchanged.",
)
SAME = Label("{dataset}：与库里的相同，没有改动。", "{dataset}: the same as stored; nothing was changed.")
SEE_RELEASE = Label("看这次发布（可在那里撤销）", "See this release (and undo it there)")
TARGETS = Label("有一张目标表？", "A table of targets?")
TARGETS_SAY = Label(
    "每行一个目标：指标、名称（整个指标就留空）、年份、目标值，可写怎样算达到、责任部门、说明。已有目标的，按表里的改；一处有错，整张都不存入。",
    "A target in each row: measure, name (empty for the whole measure), year and value; how it is met, office and "
    "words if wanted. A target that stands is changed to what the table says; with one fault nothing is stored.",
)
TARGETS_DROP = Label("目标表（CSV 或 XLSX）", "Table of targets (CSV or XLSX)")
TARGETS_STORE = Label("存入 {count} 个目标", "Store {count} targets")
TARGETS_MORE = Label("另有 {count} 个", "{count} more")
TARGETS_UNDO = Label("撤销这次导入", "Take this import back")
TARGETS_MEANWHILE = Label(
    "{by} 刚刚为其中一处写了目标。没有存入；请再传一次这张表。",
    "{by} has just set a target for one of these places. Nothing was stored; drop the table again.",
)
TEMPLATES = Label("没有现成的表？从模板开始", "No table at hand? Start from a template")
TEMPLATES_SAY = Label(
    "去年的名称已经填好，只填数字；没有数据写“/”。“示例”一行和没有填数的行不会入库。填好直接拖到上面。",
    "Last year's names are filled in: fill in the figures, “/” where there is none. The example line and lines without "
    "figures are not stored. Drop the file above when it is done.",
)
TEMPLATE_FOR = Label("哪张表", "Table")
TEMPLATE_YEAR = Label("年份", "Year")
DOWNLOAD = Label("下载 {kind} 模板", "Download as {kind}")
HISTORY = Label("历次发布", "Releases")
HISTORY_INTRO = Label(
    "每次存入都是一次发布：谁、何时、哪个文件、改了什么。点一行看详情；任何一次都能撤销，撤销也能再撤销。",
    "Everything stored came by a release: who, when, which file, what it changed. Choose one to see it; any can be "
    "undone, and an undo can be undone.",
)
NUMBER = Label("发布", "Release")
STATE = Label("状态", "State")
WHEN = Label("时间", "When")
FILE = Label("文件", "File")
ADDED = Label("加入行", "Rows added")
RETIRED = Label("换下行", "Rows retired")
UNDOES = Label("撤销第 {number} 次", "undoes {number}")
UNDONE_BY = Label("已由第 {number} 次撤销", "undone by {number}")
THIS_RELEASE = Label("第 {number} 次发布改动了", "What release {number} changed")
ORIGINAL = Label("下载原文件", "Download the file as it came")
LOOK_BACK = Label("按这次发布之后的数据看各页", "See every page as of this release")
UNDO = Label("撤销这次发布", "Undo this release")
ALONG = Label(
    "后来的第 {numbers} 次改过同样的行，会一并撤销", "Releases {numbers} touched the same rows and are undone with it"
)
ALONG_OK = Label("好，一并撤销", "Yes, undo them too")
UNDO_DONE = Label(
    "第 {release} 次发布：撤销了第 {undoes} 次，换下 {retired} 行，恢复 {revived} 行。",
    "Release {release}: undid {undoes}; {retired} rows retired, {revived} brought back.",
)
IS_UNDONE = Label("第 {number} 次发布已经撤销过了，没有可撤的。", "Release {number} is taken back already.")
COMPARE = Label("比较两个时点", "Compare two states")
FROM = Label("从第几次之后", "From after release")
TO = Label("到第几次之后", "To after release")
NO_DIFFERENCE = Label("没有不同。", "No difference.")
NO_RELEASES = Label("还没有发布。", "There are no releases yet.")
PAST = Label(
    "现在看到的是第 {number} 次发布之后的数据（{when}，{who}），不是最新的。",
    "You see the data as of release {number} ({when}, {who}), not the newest.",
)
TO_NEWEST = Label("回到最新", "Back to the newest")
CORRECTION = Label("更正数据", "Correct a figure")
CORRECTION_SAY = Label(
    "直接改格子里的数，写明原因；下一步会先预览，存入后是一次发布，可以撤销。",
    "Change the figure in its cell and say why. A preview comes next; it is stored as a release and can be undone.",
)
WHY = Label("更正的原因", "Why")
TO_PREVIEW = Label("去预览", "Preview it")
NOTHING_CORRECTED = Label("还没有改动任何格子。", "No cell has been changed yet.")
WHY_OPEN = Label("请写明原因。", "Say why.")
