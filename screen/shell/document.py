"""What Streamlit's own frame leaves undone, mended in the browser: see `document.js` and docs/accessibility.md."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from streamlit.components.v2 import component

from schema import Label, Language

SKIP = Label("跳到正文", "Skip to the page")
# The words that Streamlit writes itself, as it writes them.
FRAME = {
    "No results": "没有找到",
    "Page not found": "没有这一页",
    "You have requested page ": "您要看的页面 ",
    "Choose options": "请选择",
    "Choose an option": "请选择",
    "Select all": "全选",
    "Clear all": "全部清除",
    "Clear value": "清除",
    "open": "打开",
    "Close": "关闭",
    "Dismiss": "关闭",
    "Fullscreen": "全屏",
    "Close fullscreen": "退出全屏",
    "Show/hide columns": "显示或隐藏列",
    "Search": "搜索",
    "Download as CSV": "下载 CSV",
    "Copy to clipboard": "复制",
    "Copied": "已复制",
    "Copied!": "已复制",
    "Pin column": "固定此列",
    "Unpin column": "取消固定",
    "Hide column": "隐藏此列",
    "Autosize": "自动列宽",
    "Sort ascending": "升序排列",
    "Sort descending": "降序排列",
    "Format": "格式",
    "Statistics": "统计",
    "Add row": "添加一行",
    "Delete row(s)": "删除行",
    "Link to heading": "此标题的链接",
    "Collapse sidebar": "收起菜单",
    "Expand sidebar": "展开菜单",
    "Main menu": "主菜单",
    "Rerun": "重新运行",
    "Print": "打印",
    "Settings": "设置",
    "Running...": "正在运行",
    "Stop": "停止",
    "Press Enter to apply": "按回车键生效",
    "Press Enter to submit form": "按回车键提交",
    "Save as SVG": "存为 SVG",
    "Save as PNG": "存为 PNG",
    "Show data": "显示数据",
    "Show chart": "显示图形",
    "Click to view actions": "图形菜单",
    "Connection error": "连接中断",
    "Connecting": "正在连接",
    "CONNECTING": "正在连接",
    "Error": "出错了",
    "View more": "显示更多",
    "View less": "收起",
    "view more": "显示更多",
    "view less": "收起",
}


def describe(language: Language) -> None:
    """Tell the document its language, give it a way past the menu, and the frame's own words the reader's language."""
    words = FRAME if language == "zh" else {chinese: english for english, chinese in FRAME.items()}
    data = {"language": language, "skip": SKIP.text(language), "words": words}
    _component()(key="document", data=data)


@cache
def _component() -> Any:
    js = (Path(__file__).parent / "document.js").read_text(encoding="utf-8")
    return component("document", html="<span></span>", js=js, isolate_styles=False)
