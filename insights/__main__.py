"""`python -m insights`: the audit on the command line."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pandas as pd

import catalogue
from command_line import until_unread
from exports.office.comments import TooLarge, commented
from insights.audit import audit
from insights.findings import KINDS, WEIGHTS, Finding
from insights.former import answers
from insights.remarks import QUOTED, Remark
from loaders import targets
from loaders.deciding.draft import draft
from loaders.files.document import is_document
from schema import Identity, Label, Language
from store import STORE_ERRORS, Store, open_store, store_url
from store.aliases import aliases
from store.engine import school_name
from store.evidence import evidence
from store.explanations import Explanation, explain, explanations
from store.own_rules import own_identities
from store.rows import rows
from store.statements import say_all, statements, undo_all

UNDO = Label("撤销：python -m insights targets", "To undo: python -m insights targets")


def main(arguments: Sequence[str] | None = None) -> int:
    """`audit` prints the findings, one a line, and exits 1 while any is unexplained; `explain` answers one."""
    logging.disable(logging.WARNING)  # pages import Streamlit, which warns that nothing serves them
    parser = argparse.ArgumentParser(prog="python -m insights", description="Hold the report against itself.")
    parser.add_argument("--language", choices=("zh", "en"), default="zh", help="language of messages (zh)")
    commands = parser.add_subparsers(required=True, dest="command", metavar="COMMAND")
    auditing = commands.add_parser("audit", help="print every finding; exit 1 while any is unexplained")
    auditing.add_argument("--file", metavar="DRAFT", help="check a draft before it is signed; nothing is stored")
    auditing.add_argument("--comments", metavar="DOCX", help="write the draft with the findings as its comments")
    explaining = commands.add_parser("explain", help="say why a finding stands")
    explaining.add_argument("finding", help="the id that audit prints first")
    explaining.add_argument("--by", required=True, metavar="NAME")
    explaining.add_argument("--why", required=True, metavar="REASON")
    stating = commands.add_parser("targets", help="store the targets of a table, all or none, or take them back")
    what = stating.add_mutually_exclusive_group(required=True)
    what.add_argument("file", nargs="?", metavar="FILE")
    what.add_argument("--undo", metavar="VERSION,…", help="the versions that storing them printed")
    what.add_argument("--template", action="store_true", help="print the headings of such a table")
    stating.add_argument("--by", metavar="NAME", default="—")
    asked = parser.parse_args(arguments)
    try:
        return _run(asked)
    except STORE_ERRORS as error:
        print(f"{store_url()}: {getattr(error, 'orig', error)}", file=sys.stderr)
        return 1


def _run(asked: argparse.Namespace) -> int:
    store = open_store(store_url(), catalogue.datasets())
    if asked.command == "targets":
        return _targets(asked, store)
    held = {dataset.id: rows(store, dataset) for dataset in catalogue.datasets()}
    rules = (*catalogue.identities(), *own_identities(store, catalogue.datasets()))
    if asked.command == "audit" and asked.file:
        return _draft(asked, store, held, rules)
    found = audit(catalogue.datasets(), rules, held, evidence(store))
    if asked.command == "explain":
        if asked.finding not in {one.id for one in found}:
            print(f"{asked.finding}: 没有这条 / no such finding", file=sys.stderr)
            return 1
        explain(store, asked.finding, asked.by, asked.why)
        return 0
    said = answers(found, explanations(store))
    for one in found:
        print(line(one, said.get(one.id), asked.language))
    return 1 if any(one.id not in said for one in found) else 0


def _targets(asked: argparse.Namespace, store: Store) -> int:
    """Store a table of targets, or take back what was stored of one; one line a problem."""
    if asked.template:
        print(targets.template().strip())
        return 0
    if asked.undo:
        made = [int(one) for one in asked.undo.split(",") if one.strip().isdecimal()]
        count = undo_all(store, made, asked.by)
        print(targets.TAKEN_BACK.text(asked.language).format(count=count))
        return 0 if count else 1
    try:
        content = Path(asked.file).read_bytes()
    except OSError as error:
        print(f"{asked.file}: {error.strerror}", file=sys.stderr)
        return 1
    held = {dataset.id: rows(store, dataset) for dataset in catalogue.datasets()}
    found = targets.read_targets(asked.file, content, catalogue.datasets(), held)
    for problem in found.problems:
        print(problem.text(asked.language), file=sys.stderr)
    if found.problems:
        return 1
    said = [one.statement for one in statements(store)]
    made = say_all(store, targets.same_place(found.statements, said), asked.by)
    told = targets.STORED.text(asked.language).format(count=len(made), same=len(found.statements) - len(made))
    print(f"{told} {UNDO.text(asked.language)} --undo {','.join(map(str, made))}" if made else told)
    return 0


def _draft(asked: argparse.Namespace, store: Store, held: Mapping[str, pd.DataFrame], rules: Sequence[Identity]) -> int:
    """What is found of a draft, with its places; exits 1 while any is open, or a table could not be read."""
    try:
        content = Path(asked.file).read_bytes()
    except OSError as error:
        print(f"{asked.file}: {error.strerror}", file=sys.stderr)
        return 1
    checked = draft(
        asked.file, content, catalogue.datasets(), rules, held, school_name(store), evidence(store), aliases(store)
    )
    said = answers([one.finding for one in (*checked.remarks, *checked.quoted)], explanations(store))
    for problem in checked.problems:
        print(problem.text(asked.language))
    for left in checked.left_out:
        print(left.text(asked.language))
    for one in checked.remarks:
        _remarked(asked, one, said.get(one.finding.id))
    if checked.quoted:
        print(QUOTED.text(asked.language))
    for one in checked.quoted:
        _remarked(asked, one, said.get(one.finding.id))
    open_ones = [one for one in checked.remarks if one.finding.id not in said]
    if asked.comments and not _commented(asked, content, open_ones):
        return 1
    return 1 if open_ones or checked.problems else 0


def _remarked(asked: argparse.Namespace, one: Remark, said: Explanation | None) -> None:
    """A finding of a draft, and below it its places."""
    print(line(one.finding, said, asked.language))
    for spot in one.spots:
        print(f"  {spot.where.text(asked.language)}: {spot.words}")


def _commented(asked: argparse.Namespace, content: bytes, remarks: Sequence[Remark]) -> bool:
    """Write the draft with its comments; whether that was possible."""
    if not is_document(content):
        print(
            Label("只有 Word 文档（.docx）能加批注", "only a .docx takes comments").text(asked.language),
            file=sys.stderr,
        )
        return False
    try:
        Path(asked.comments).write_bytes(commented(content, remarks, asked.language))
    except TooLarge:
        print(
            Label("文档太大，不能加批注", "the document is too large for comments").text(asked.language),
            file=sys.stderr,
        )
        return False
    except OSError as error:
        print(f"{asked.comments}: {error.strerror}", file=sys.stderr)
        return False
    return True


def line(finding: Finding, said: Explanation | None, language: Language) -> str:
    """A finding on one line: id, weight, kind, what is wrong, what to look at, the numbers with their sections."""
    parts = [finding.id, str(finding.year), WEIGHTS[finding.weight].text(language), KINDS[finding.kind].text(language)]
    parts += [finding.said.text(language), finding.reconcile.text(language)]
    parts += [
        " ≠ ".join(f"{side.shown(language)} [{side.section}]" for side in (one.one, one.other))
        for one in (finding, *finding.doubles)
    ]
    if said is not None:
        parts.append(f"✓ {said.made_by}: {said.reason}")
    return "\t".join(" ".join(part.split()) for part in parts)


if __name__ == "__main__":
    sys.exit(until_unread(main))
