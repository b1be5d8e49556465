"""The audit page: each finding with both numbers, their sections and words, and a place to explain it."""

from __future__ import annotations

import streamlit as st

from exports.content.words import section
from insights.findings import KINDS, Finding, Statement
from schema import Cell, Language
from screen.notebook import pin
from screen.shell import data, words
from screen.shell.site import Site
from screen.shell.state import language, link, to_url
from store.explanations import Explanation


def show(site: Site) -> None:
    """Draw the audit page."""
    speech = language()
    wanted = st.query_params.get("finding")
    to_url(finding=wanted)
    st.title(words.plain(words.AUDIT.text(speech)), anchor=False)
    found = data.findings(site, data.shown())
    said = data.explained()
    open_ones = [one for one in found if one.id not in said]
    summary = words.AUDIT_SAID.text(speech).format(found=len(found), open=len(open_ones))
    st.markdown(f"#### {words.plain(summary)}")
    kinds = [kind for kind in KINDS if any(one.kind == kind for one in found)]
    chosen = st.pills(
        words.KIND.text(speech),
        kinds,
        selection_mode="multi",
        format_func=lambda kind: f"{KINDS[kind].text(speech)} {sum(one.kind == kind for one in found)}",
        key="audit-kinds",
    )
    ordered = sorted(found, key=lambda one: (one.id != wanted, kinds.index(one.kind)))
    for finding in ordered:
        if not chosen or finding.kind in chosen:
            _finding(site, finding, said.get(finding.id), speech)


def _finding(site: Site, finding: Finding, said: Explanation | None, speech: Language) -> None:
    with st.container(border=True, key=f"finding-{finding.id}"):
        st.caption(words.plain(f"{KINDS[finding.kind].text(speech)} · {finding.year}"))
        for column, statement in zip(st.columns(2), (finding.one, finding.other), strict=True):
            with column:
                _statement(statement, speech)
        apart = words.APART.text(speech).format(difference=finding.difference)
        st.markdown(words.plain(f"{apart} · {finding.reconcile.text(speech)}"))
        _links(site, finding, speech)
        cell = Cell("finding", finding.id, years=(finding.year,), written_at=data.shown().number)
        pin.button(cell, f"finding-{finding.id}", speech)
        if said is not None:
            st.success(words.plain(f"{words.EXPLAINED.text(speech)} · {said.made_by}：{said.reason}"))
        with st.expander((words.EXPLAIN if said is None else words.EXPLAIN_ANEW).text(speech)):
            _form(finding, said, speech)


def _statement(statement: Statement, speech: Language) -> None:
    st.markdown(
        f"**{words.plain(statement.shown(speech))}**　{words.plain(statement.label.text(speech))}",
    )
    st.caption(words.plain(f"{section(statement.section, speech)} · “{statement.words}”"))


def _links(site: Site, finding: Finding, speech: Language) -> None:
    for chapter in site.chapters:
        for place, view in enumerate(chapter.views):
            if finding.columns[0] in data.drawn_columns(chapter, view):
                label = words.OPEN_CHAPTER.text(speech).format(chapter=chapter.label.text(speech))
                query = link(view=str(place))
                st.page_link(site.pages[chapter.id], label=words.plain(label), query_params=query)
                return


def _form(finding: Finding, said: Explanation | None, speech: Language) -> None:
    with st.form(f"explain-{finding.id}", border=False):
        who = st.text_input(words.WHO.text(speech), max_chars=80, key=f"who-{finding.id}")
        why = st.text_area(words.WHY.text(speech), max_chars=1000, key=f"why-{finding.id}")
        if st.form_submit_button(words.SAVE.text(speech)):
            if not who.strip() or not why.strip():
                st.warning(words.WHO_AND_WHY.text(speech))
                return
            data.explain(finding.id, who.strip(), why.strip())
            st.rerun()
    if said is not None and st.button(words.TAKE_BACK.text(speech), key=f"back-{finding.id}"):
        data.explain(finding.id, said.made_by, "")
        st.rerun()
