"""`python -m loaders`: the command line of the store."""

from __future__ import annotations

import argparse
import getpass
import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import catalogue
from loaders import Problem, Reading, Refused, load, read_file, template
from loaders.read import MAX_BYTES
from loaders.shapes import Slot
from loaders.text import visible
from schema import Label, Language
from store import STORE_ERRORS, Accepted, Store, UndoRefused, open_store, store_url
from store.releases import releases, undo

DATA = Path(__file__).parent.parent / "data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Exit code 0 when all is well, 1 with one line a problem."""
    logging.disable(logging.WARNING)  # pages import Streamlit, which warns that nothing serves them
    asked = _parser().parse_args(arguments)
    try:
        return asked.run(asked)
    except STORE_ERRORS as error:
        reason = getattr(error, "orig", error)
        return _fail(_say(asked, f"数据库 {store_url()} 不可用：{reason}", f"{store_url()} cannot be used: {reason}"))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m loaders", description="Load, list and undo the notebook's data.")
    parser.add_argument("--language", choices=("zh", "en"), default="zh", help="language of messages (zh)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, run: Callable[[argparse.Namespace], int], about: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=about, description=about)
        added.set_defaults(run=run)
        return added

    command("build", _build, "make the store from data/*.csv; datasets it has already are left as they are")
    command("check", _check, "say what files were understood to hold; change nothing").add_argument(
        "files", nargs="+", metavar="FILE"
    )
    loading = command("load", _load, "check files and store them, all or none")
    loading.add_argument("files", nargs="+", metavar="FILE")
    undoing = command("undo", _undo, "take a release back")
    undoing.add_argument("release", type=int, metavar="RELEASE")
    for parser_of_change in (loading, undoing):
        parser_of_change.add_argument("--by", type=visible, metavar="NAME", default=_user(), help="who does it (you)")
    command("releases", _releases, "list the releases, newest first")
    command("template", _template, "print the CSV to fill in for a dataset").add_argument(
        "dataset", choices=[dataset.id for dataset in catalogue.datasets()]
    )
    return parser


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "—"


def _store() -> Store:
    return open_store(store_url(), catalogue.datasets())


def _readings(files: Sequence[str]) -> list[Reading]:
    return [reading for file in files for reading in _of_file(file)]


def _of_file(file: str) -> list[Reading]:
    try:
        with Path(file).open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
        return read_file(file, content, catalogue.datasets())
    except OSError as error:
        found = Label(f"文件打不开（{error.strerror}）", f"the file cannot be opened ({error.strerror})")
        expected = Label("请核对文件名和位置", "check its name and place")
        return [Reading(file, b"", problems=(Problem(file, 0, "", found, expected),))]


def _build(asked: argparse.Namespace) -> int:
    """Load the CSVs of `data/` whose dataset has had no release: what was uploaded since is never overwritten."""
    begun = {release.dataset for release in releases(_store())}
    readings = _readings(sorted(map(str, DATA.glob("*.csv"))))
    return _stored(asked, [one for one in readings if one.dataset is None or one.dataset.id not in begun], "report")


def _check(asked: argparse.Namespace) -> int:
    readings = _readings(asked.files)
    for reading in readings:
        if not reading.problems:
            print(f"{reading.name}: {reading.summary(asked.language)}")
            for slot in reading.table.slots if reading.table else ():
                print(f"  {_meaning(slot, asked.language)}")
    return _told(asked, [problem for reading in readings for problem in reading.problems])


def _meaning(slot: Slot, language: Language) -> str:
    if slot.column is None:
        return f"{slot.heading} → {slot.dropped.text(language) if slot.dropped else '—'}"
    parts = [slot.column.label.text(language), str(slot.year or ""), slot.member[1] if slot.member else ""]
    return f"{slot.heading} → {slot.column.id}（{' '.join(filter(None, parts))}）"


def _load(asked: argparse.Namespace) -> int:
    return _stored(asked, _readings(asked.files), asked.by)


def _stored(asked: argparse.Namespace, readings: list[Reading], made_by: str) -> int:
    try:
        accepted = load(_store(), readings, made_by)
    except Refused as error:
        return _told(asked, error.problems)
    for reading, outcome in zip([one for one in readings if one.dataset], accepted, strict=True):
        print(f"{reading.name}: {reading.summary(asked.language)}")
        print(f"  {_outcome(outcome, asked.language)}")
    return 0


def _outcome(accepted: Accepted, language: Language) -> str:
    if accepted.release is None:
        return Label("与库中相同，没有改动", "the same as stored; nothing was changed").text(language)
    counts = f"{accepted.new} / {accepted.changed} / {accepted.unchanged}"
    zh = f"第 {accepted.release} 次发布：新增 / 更改 / 未变 {counts} 行"
    return zh if language == "zh" else f"release {accepted.release}: new / changed / unchanged rows {counts}"


def _releases(asked: argparse.Namespace) -> int:
    for release in releases(_store()):
        what = release.file_name or _say(asked, f"撤销第 {release.undoes} 次", f"undoes {release.undoes}")
        print(f"{release.id}\t{release.made_at:%Y-%m-%d %H:%M}Z\t{release.made_by}\t{release.dataset}\t{what}"
              f"\t+{release.added} −{release.retired}")  # fmt: skip
    return 0


def _undo(asked: argparse.Namespace) -> int:
    try:
        undone = undo(_store(), asked.release, asked.by)
    except UndoRefused as error:
        if not error.later:
            return _fail(_say(asked, f"没有第 {error.asked} 次发布", f"there is no release {error.asked}"))
        later = ", ".join(map(str, reversed(error.later)))
        return _fail(_say(asked, f"请先撤销其后改过同样数据的发布：{later}", f"undo the later releases first: {later}"))
    rows = f"−{undone.retired} +{undone.revived}"
    zh = f"第 {undone.release} 次发布：撤销了第 {undone.undoes} 次，数据行 {rows}"
    print(_say(asked, zh, f"release {undone.release}: undoes {undone.undoes}, rows {rows}"))
    return 0


def _template(asked: argparse.Namespace) -> int:
    dataset = next(dataset for dataset in catalogue.datasets() if dataset.id == asked.dataset)
    sys.stdout.write(template(dataset, asked.language))
    return 0


def _say(asked: argparse.Namespace, zh: str, en: str) -> str:
    return Label(zh, en).text(asked.language)


def _told(asked: argparse.Namespace, problems: Sequence[Problem]) -> int:
    for problem in problems:
        print(problem.text(asked.language))
    return 1 if problems else 0


def _fail(line: str) -> int:
    print(line, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
