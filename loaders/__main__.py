"""`python -m loaders`: the command line of the store."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import catalogue
from command_line import until_unread, user
from loaders import (
    Answers,
    Choices,
    Doubt,
    Preview,
    Problem,
    Reading,
    Refused,
    Unanswered,
    load,
    load_in_bulk,
    next_year,
    read_file,
    take,
    template_files,
)
from loaders.deciding import bulk
from loaders.deciding.commit import every_doubt, held_against
from loaders.deciding.doubts import KINDS, bounded, only_said
from loaders.deciding.progress import bars
from loaders.files import read
from loaders.files.text import quoted, visible
from loaders.problem import bounded as listed
from loaders.reading.check import NO_CHOICES
from loaders.reading.notation import YEARS
from loaders.reading.offered import unknown_ids
from loaders.reading.remarks import remarks
from loaders.reading.sentences import Offer
from loaders.reading.table import Slot
from schema import Label, Language
from store import STORE_ERRORS, Accepted, Store, UndoRefused, attach, open_store, store_url
from store.aliases import aliases
from store.releases import releases, taken_along, undo
from store.rows import rows

DATA = Path(__file__).parent.parent / "data"
MOST_REMARKS = 10


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
    checking = command("check", _check, "say what files were understood to hold; change nothing")
    loading = command("load", _load, "check files and store them, all or none")
    for reading in (checking, loading):
        reading.add_argument("files", nargs="+", metavar="FILE")
        reading.add_argument(
            "--offered",
            type=_listed,
            default=frozenset(),
            metavar="ID,…|all",
            help="figures of a document's running text that are confirmed, by the ids that check prints",
        )
    in_bulk = command("bulk", _bulk, "check and store one large CSV in the template's form, in bounded memory")
    in_bulk.add_argument("file", metavar="FILE")
    for asking in (checking, loading, in_bulk):
        _add_answers(asking)
    for of_sheets in (checking, loading):
        of_sheets.add_argument(
            "--leave-out",
            action="append",
            default=[],
            metavar="COLUMN",
            help="a column, by its heading or letter; a sheet or a document's table, by its name",
        )
    undoing = command("undo", _undo, "take a release back")
    undoing.add_argument("release", type=int, metavar="RELEASE")
    undoing.add_argument("--along", action="store_true", help="with the later releases that touched the same rows")
    for parser_of_change in (loading, in_bulk, undoing):
        parser_of_change.add_argument("--by", type=visible, metavar="NAME", default=user(), help="who does it (you)")
    command("releases", _releases, "list the releases, newest first")
    filling = command("template", _template, "print the CSV to fill in for a dataset, or write it as a workbook")
    filling.add_argument("dataset", choices=[dataset.id for dataset in catalogue.datasets()])
    filling.add_argument("--year", type=_year, help="the year to fill in (the one after the newest stored)")
    filling.add_argument("--xlsx", metavar="FILE", type=Path, help="write a workbook with ranges and help to FILE")
    return parser


def _listed(text: str) -> frozenset[str]:
    return frozenset(filter(None, (part.strip() for part in text.split(","))))


def _add_answers(asking: argparse.ArgumentParser) -> None:
    """How doubts are answered: by their ids, or all of a kind."""
    kinds = ", ".join(KINDS)
    asking.add_argument(
        "--accept", type=_listed, action="extend", default=[], metavar="ID,…", help=f"doubts accepted: {kinds}, or all"
    )
    asking.add_argument(
        "--instead", type=_listed, action="extend", default=[], metavar="ID,…", help="doubts that have the other answer"
    )
    asking.add_argument("--new-names", action="append_const", const="name", dest="accept", help="as --accept name")
    asking.add_argument(
        "--earlier",
        choices=("file", "stored"),
        help="which figure stands where one of an earlier year differs from the stored one: as --accept or --instead",
    )


def _answers(asked: argparse.Namespace) -> Answers:
    of_earlier = {"file": asked.accept, "stored": asked.instead}
    if asked.earlier:
        of_earlier[asked.earlier].append("earlier")
    return Answers(frozenset(asked.accept), frozenset(asked.instead))


def _year(text: str) -> int:
    if text.isdecimal() and int(text) in YEARS:
        return int(text)
    raise argparse.ArgumentTypeError("a year of four digits is expected, as 2021")


def _store() -> Store:
    return open_store(store_url(), catalogue.datasets())


def _readings(files: Sequence[str], store: Store | None = None, default: Choices = NO_CHOICES) -> list[Reading]:
    """The files as they are read; by the aliases that the store remembers, where one is given."""
    known = aliases(store) if store else {}
    return [reading for file in files for reading in _of_file(file, known, default)]


def _of_file(file: str, known: Mapping[tuple[str, str], str], default: Choices) -> list[Reading]:
    try:
        return read_file(file, _content(file, read.MAX_BYTES), catalogue.datasets(), aliases=known, default=default)
    except OSError as error:
        return [Reading(file, b"", problems=(_not_opened(file, error),))]


def _content(file: str, most: int) -> bytes:
    """The file's bytes, and one more than `most` of a file without end. Raises: OSError."""
    with Path(file).open("rb") as opened:
        return opened.read(most + 1)


def _not_opened(file: str, error: OSError) -> Problem:
    found = Label(f"文件打不开（{error.strerror}）", f"the file cannot be opened ({error.strerror})")
    return Problem(visible(file), 0, "", found, Label("请核对文件名和位置", "check its name and place"))


def _build(asked: argparse.Namespace) -> int:
    """Load the CSVs of `data/` whose dataset has had no release: what was uploaded since is never overwritten."""
    store = _store()
    begun = {release.dataset for release in releases(store)}
    readings = _readings(sorted(map(str, DATA.glob("*.csv"))))
    waiting = [one for one in readings if one.dataset is None or one.dataset.id not in begun]
    return _stored(asked, waiting, lambda: load(store, waiting, "report"))


def _check(asked: argparse.Namespace) -> int:
    store, answers = attach(store_url()), _answers(asked)
    store = replace(store, datasets={dataset.id: dataset for dataset in catalogue.datasets()})
    readings = _readings(asked.files, store, _choices(asked, answers))
    for reading in readings:
        if not reading.problems:
            print(f"{reading.name}: {reading.summary(asked.language)}")
            for slot in reading.table.slots if reading.table else ():
                print(f"  {_meaning(slot, asked.language)}")
            _remarked(asked, reading)
            for offer in reading.offers:
                print(f"  {_offer(offer, asked.language)}")
    found = held_against(store, readings)
    for one in found:
        print(f"{one.reading.name}: {_counts(one, asked.language)}")
        _few(asked, list(one.moves))
    problems = [problem for one in readings for problem in one.problems] + unknown_ids(readings, asked.offered)
    if problems := problems + [problem for one in found for problem in one.problems]:
        return _told(asked, problems, readings)
    doubts = every_doubt(readings, found)
    _asked(asked, only_said(doubts))
    return _asked(asked, answers.left_open(doubts))


def _choices(asked: argparse.Namespace, answers: Answers) -> Choices:
    """What the command line says of every sheet."""
    return Choices(offered=asked.offered, left_out=frozenset(asked.leave_out), taken=answers.instead)


def _remarked(asked: argparse.Namespace, reading: Reading) -> None:
    """What is said of cells without being asked about; of many the first."""
    _few(asked, list(remarks(reading)))


def _few(asked: argparse.Namespace, told: Sequence[Label | Problem]) -> None:
    """The first of many lines, and how many more there are."""
    for one in told[:MOST_REMARKS]:
        print(f"  {one.text(asked.language)}")
    if len(told) > MOST_REMARKS:
        more = len(told) - MOST_REMARKS
        print(_say(asked, f"  另有 {more} 处没有列出", f"  {more} more are not listed"))


def _asked(asked: argparse.Namespace, doubts: Sequence[Doubt]) -> int:
    """Each doubt with its id and how it is answered; 1 where there is any."""
    for doubt in bounded(doubts):
        print(doubt.text(asked.language))
    return 1 if doubts else 0


def _counts(one: Preview, language: Language) -> str:
    counts = f"{one.count('new')} / {one.count('changed')} / {one.count('unchanged')} / {len(one.absent)}"
    return Label(
        f"新增 / 更改 / 未变 / 文件没有 {counts} 行", f"rows new / changed / unchanged / absent {counts}"
    ).text(language)


def _offer(one: Offer, language: Language) -> str:
    return f"{one.id} {one.year} {one.label.text(language)} {one.value:.15g} [{one.section}] {one.marked}"


def _meaning(slot: Slot, language: Language) -> str:
    if slot.column is None:
        return f"{slot.heading} → {slot.dropped.text(language) if slot.dropped else '—'}"
    parts = [slot.column.label.text(language), str(slot.year or ""), slot.member[1] if slot.member else ""]
    return f"{slot.heading} → {slot.column.id}（{' '.join(filter(None, parts))}）"


def _load(asked: argparse.Namespace) -> int:
    store, answers = _store(), _answers(asked)
    readings = _readings(asked.files, store, _choices(asked, answers))
    if problems := unknown_ids(readings, asked.offered):
        return _told(asked, [problem for one in readings for problem in one.problems] + problems)
    for reading in readings:
        _remarked(asked, reading)
    found = held_against(store, readings)
    for one in found:
        _few(asked, list(one.moves))
    _asked(asked, only_said(every_doubt(readings, found)))
    return _stored(asked, readings, lambda: take(store, readings, asked.by, answers))


def _unknown_headings(readings: Sequence[Reading]) -> list[str]:
    """The headings of columns that are not understood: the command line can leave them out."""
    slots = [slot for one in readings if one.table for slot in one.table.slots]
    return list(
        dict.fromkeys(slot.heading for slot in slots if slot.column is None and slot.dropped is None and slot.path)
    )


def _bulk(asked: argparse.Namespace) -> int:
    try:
        content = _content(asked.file, bulk.MAX_BYTES)
    except OSError as error:
        return _told(asked, [_not_opened(asked.file, error)])
    with bars(asked.language) as told:
        done = load_in_bulk(_store(), asked.file, content, catalogue.datasets(), asked.by, told, _answers(asked))
    if done.accepted is None:
        for problem in done.problems:  # the first of them
            print(problem.text(asked.language))
        _asked(asked, done.doubts)
        if done.more:
            print(_say(asked, f"另有 {done.more} 处问题没有列出", f"{done.more} more problems are not listed"))
        return 1
    print(f"{done.file}: {done.summary(asked.language)}")
    for said in done.printed:
        print(f"  {said.text(asked.language)}")
    print(f"  {_outcome(done.accepted, asked.language)}")
    return 0


def _stored(asked: argparse.Namespace, readings: Sequence[Reading], storing: Callable[[], list[Accepted]]) -> int:
    try:
        accepted = storing()
    except Refused as error:
        return _told(asked, error.problems, readings)
    except Unanswered as error:
        return _asked(asked, error.doubts)
    for text in (one for one in readings if one.offers and one.left_out):
        print(f"{text.name}: {text.summary(asked.language)}")
    for reading, outcome in zip([one for one in readings if one.dataset], accepted, strict=True):
        print(f"{reading.name}: {reading.summary(asked.language)}")
        print(f"  {_outcome(outcome, asked.language)}")
    return 0


ONLY_PRINTED = Label(
    "；数字没有变，补记了来源和所印的合计、变化",
    "; no figure changed, their cells and what is printed beside them are kept",
)


def _outcome(accepted: Accepted, language: Language) -> str:
    if not accepted.new + accepted.changed + accepted.unchanged:
        return Label("没有可入库的行，没有改动", "no row to store; nothing was changed").text(language)
    if accepted.release is None:
        return Label("与库中相同，没有改动", "the same as stored; nothing was changed").text(language)
    counts = f"{accepted.new} / {accepted.changed} / {accepted.unchanged}"
    zh = f"第 {accepted.release} 次发布：新增 / 更改 / 未变 {counts} 行"
    told = Label(zh, f"release {accepted.release}: new / changed / unchanged rows {counts}").text(language)
    return told if accepted.new + accepted.changed else f"{told}{ONLY_PRINTED.text(language)}"


def _releases(asked: argparse.Namespace) -> int:
    for release in releases(_store()):
        what = release.file_name or _say(asked, f"撤销第 {release.undoes} 次", f"undoes {release.undoes}")
        print(f"{release.id}\t{release.made_at:%Y-%m-%d %H:%M}Z\t{release.made_by}\t{release.dataset}\t{what}"
              f"\t+{release.added} −{release.retired}")  # fmt: skip
    return 0


def _undo(asked: argparse.Namespace) -> int:
    store = _store()
    try:
        along = taken_along(store, asked.release) if asked.along else []
        undone = undo(store, asked.release, asked.by, along=along)
    except UndoRefused as error:
        return _fail(_refusal(error).text(asked.language))
    moved = f"−{undone.retired} +{undone.revived}"
    zh = f"第 {undone.release} 次发布：撤销了第 {undone.undoes} 次，数据行 {moved}"
    print(_say(asked, zh, f"release {undone.release}: undoes {undone.undoes}, rows {moved}"))
    return 0


def _refusal(error: UndoRefused) -> Label:
    if error.is_undone:
        return Label(f"第 {error.asked} 次发布已经撤销过了", f"release {error.asked} is taken back already")
    if not error.later:
        return Label(f"没有第 {error.asked} 次发布", f"there is no release {error.asked}")
    later = ", ".join(map(str, error.later))
    return Label(
        f"其后的第 {later} 次改过同样的数据；加 --along 一并撤销",
        f"releases {later} touched the same rows; say --along to undo them too",
    )


def _template(asked: argparse.Namespace) -> int:
    dataset = next(dataset for dataset in catalogue.datasets() if dataset.id == asked.dataset)
    stored = rows(_store(), dataset)
    files = template_files(dataset, stored, asked.year or next_year(stored), asked.language)
    if asked.xlsx is None:
        sys.stdout.buffer.write(files.csv)
        return 0
    try:
        asked.xlsx.write_bytes(files.xlsx)
    except OSError as error:
        reason = error.strerror
        return _fail(_say(asked, f"{asked.xlsx} 不能写入：{reason}", f"{asked.xlsx} cannot be written: {reason}"))
    return 0


def _say(asked: argparse.Namespace, zh: str, en: str) -> str:
    return Label(zh, en).text(asked.language)


def _told(asked: argparse.Namespace, problems: Sequence[Problem], readings: Sequence[Reading] = ()) -> int:
    for problem in listed(problems):
        print(problem.text(asked.language))
    if names := "、".join(map(quoted, _unknown_headings(readings))):
        print(_say(asked, f"不需要的列可加 --leave-out {names}", f"a column that is not wanted: --leave-out {names}"))
    return 1 if problems else 0


def _fail(line: str) -> int:
    print(line, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(until_unread(main))
