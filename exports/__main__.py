"""`python -m exports`: drafts of notebooks, and notebooks as files."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import catalogue
from command_line import until_unread, user
from exports.content.content import about, contents
from exports.content.draft import NoSuchYear, draft
from exports.content.library import Library
from exports.drawing.pictures import NoChineseFont
from exports.exporters import EXPORTERS
from schema import Label
from store import STORE_ERRORS, open_store, store_url
from store.notebooks import NoNotebook, notebooks, read, save

ABOUT = {
    "pptx": "slides with native charts",
    "docx": "a handout with native charts",
    "xlsx": "a workbook with native charts",
    "html": "one page that works offline",
    "pdf": "pages to print",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit code 0 when all is well, 1 with one sentence that says what is not."""
    logging.disable(logging.WARNING)  # pages import Streamlit, which warns that nothing serves them
    asked = _parser().parse_args(arguments)
    try:
        return asked.run(asked)
    except STORE_ERRORS as error:
        reason = getattr(error, "orig", error)
        return _fail(asked, f"数据库 {store_url()} 不可用：{reason}", f"{store_url()} cannot be used: {reason}")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m exports", description="Draft notebooks and write them to files.")
    commands = parser.add_subparsers(required=True, dest="command", metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], about: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=about, description=about)
        added.set_defaults(run=run)
        added.add_argument("--language", choices=("zh", "en"), default="zh", help="language of the result (zh)")
        return added

    drafting = command("draft", _draft, "make a first draft for a year, store it and print its id")
    drafting.add_argument("--year", type=int, required=True, metavar="YEAR")
    drafting.add_argument("--by", metavar="NAME", default=user(), help="who does it (you)")
    command("list", _list, "list the notebooks, the last saved first")
    for name in EXPORTERS:
        writing = command(name, _write, f"write a notebook as {ABOUT[name]}")
        writing.add_argument("notebook", metavar="NOTEBOOK", help="the id that draft and list print")
        writing.add_argument("file", metavar="FILE")
    return parser


def _library() -> Library:
    store = open_store(store_url(), catalogue.datasets())
    return Library(store, catalogue.chapters(), catalogue.datasets(), catalogue.identities())


def _draft(asked: argparse.Namespace) -> int:
    library = _library()
    try:
        made = draft(library, asked.year, asked.language)
    except NoSuchYear as error:
        held = ", ".join(map(str, error.args[1]))
        zh = f"库中没有 {asked.year} 年的数据，有的年份：{held or '无'}"
        return _fail(asked, zh, f"the store has no figures of {asked.year}; it has {held or 'none'}")
    save(library.store, made, asked.by)
    print(made.id)
    return 0


def _list(asked: argparse.Namespace) -> int:
    for kept in notebooks(_library().store):
        one = kept.notebook
        print(f"{one.id}\t{kept.made_at:%Y-%m-%d %H:%M}Z\t{kept.made_by}\t{len(one.cells)}\t{one.title}")
    return 0


def _write(asked: argparse.Namespace) -> int:
    library = _library()
    try:
        notebook = read(library.store, asked.notebook).notebook
    except NoNotebook:
        return _fail(asked, f"没有笔记本 {asked.notebook}", f"there is no notebook {asked.notebook}")
    shown = contents(library, notebook, asked.language)
    told = about(library, notebook, datetime.now(UTC))
    try:
        made = EXPORTERS[asked.command](shown, told, asked.language, _progress)
    except NoChineseFont:
        zh = "这台电脑没有中文字体，PDF 里的中文会变成方块；请安装 Noto Sans CJK，或改用 docx、html"
        en = (
            "this computer has no Chinese font and a PDF would show boxes; install Noto Sans CJK, or write docx or html"
        )
        return _fail(asked, zh, en)
    try:
        Path(asked.file).write_bytes(made)
    except OSError as error:
        zh = f"{asked.file} 写不进去（{error.strerror}）"
        return _fail(asked, zh, f"{asked.file} cannot be written ({error.strerror})")
    return 0


def _progress(done: int, total: int) -> None:
    end = "\n" if done == total else ""
    print(f"\r{done}/{total}", end=end, file=sys.stderr, flush=True)


def _fail(asked: argparse.Namespace, zh: str, en: str) -> int:
    print(Label(zh, en).text(asked.language), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(until_unread(main))
