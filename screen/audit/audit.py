"""The audit page: each finding in a sentence, the surest first, with its numbers and a place to explain it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from exports.content.provenance import in_words
from exports.content.words import section
from insights.findings import KINDS, WEIGHTS, Finding, Statement
from insights.former import names
from schema import SECTION, YEAR, Cell, Language
from screen.audit import audit_words as said
from screen.audit import by_chapter, draft
from screen.audit.own_rules import own_rules
from screen.notebook import pin
from screen.shell import data, words
from screen.shell.site import Site
from screen.shell.state import language, link, to_url
from store.explanations import Explanation

MOST_AT_ONCE = 30  # findings on the page; hundreds would take seconds to draw
MOST_ORIGINS = 4  # cells named below a statement
STATES = {"open": said.OPEN, "explained": said.EXPLAINED_ONES}


def show(site: Site) -> None:
    """Draw the audit page."""
    speech = language()
    wanted = st.query_params.get("finding")
    to_url(finding=wanted)
    st.title(words.plain(words.AUDIT.text(speech)), anchor=False)
    found = data.findings(site, data.shown())
    explained = data.explained(found)
    count = sum(one.id not in explained for one in found)
    st.markdown(f"#### {words.plain(words.AUDIT_SAID.text(speech).format(found=len(found), open=count))}")
    draft.way(site, speech)
    chosen = _chosen(site, found, explained, speech)
    if wanted is not None:
        named = [one for one in found if wanted in names(one)]
        chosen = [*named, *(one for one in chosen if one not in named)]
    if found and not chosen:
        st.info(said.NONE_LEFT.text(speech))
    own_rules(site, speech)
    for finding in _of_page(chosen, speech):
        _finding(site, finding, explained.get(finding.id), speech)


def _of_page(chosen: Sequence[Finding], speech: Language) -> Sequence[Finding]:
    """The findings that are drawn: as many as one reads at a sitting, with the way to the others."""
    if len(chosen) <= MOST_AT_ONCE:
        return chosen
    starts = list(range(0, len(chosen), MOST_AT_ONCE))
    start = st.selectbox(
        said.PART.text(speech).format(count=len(chosen)), starts, key=f"audit-part-{len(chosen)}",
        format_func=lambda first: f"{first + 1}–{min(first + MOST_AT_ONCE, len(chosen))}",
    )  # fmt: skip
    return chosen[start : start + MOST_AT_ONCE]


def _chosen(
    site: Site, found: Sequence[Finding], explained: Mapping[str, Explanation], speech: Language
) -> list[Finding]:
    """The findings that are left by the reader's choice of state, weight and chapter."""
    weights = [weight for weight in WEIGHTS if any(one.weight == weight for one in found)]
    state, chapter = st.columns(2)
    with state:
        of_state = st.pills(
            said.STATE.text(speech), list(STATES), selection_mode="multi", key="audit-states",
            format_func=lambda name: f"{STATES[name].text(speech)} {_of_state(found, explained, name)}",
        )  # fmt: skip
    with chapter:
        of_chapter = by_chapter.chosen(site, found, "audit-chapter", speech)
    of_weight = st.pills(
        said.WEIGHT.text(speech), weights, selection_mode="multi", key="audit-weights",
        format_func=lambda one: f"{WEIGHTS[one].text(speech)} {sum(each.weight == one for each in found)}",
    )  # fmt: skip
    return [
        one
        for one in of_chapter
        if (not of_state or ("explained" if one.id in explained else "open") in of_state)
        and (not of_weight or one.weight in of_weight)
    ]


def _of_state(found: Sequence[Finding], explained: Mapping[str, Explanation], state: str) -> int:
    return sum((one.id in explained) == (state == "explained") for one in found)


def _finding(site: Site, finding: Finding, explained: Explanation | None, speech: Language) -> None:
    with st.container(border=True, key=f"finding-{finding.id}"):
        about = (WEIGHTS[finding.weight].text(speech), KINDS[finding.kind].text(speech), str(finding.year))
        st.caption(words.plain(" · ".join(about)))
        st.markdown(f"**{words.plain(finding.said.text(speech))}**")
        st.markdown(words.plain(f"{said.LOOK_AT.text(speech)}{finding.reconcile.text(speech)}"))
        for one in (finding, *finding.doubles):
            for column, statement in zip(st.columns(2), (one.one, one.other), strict=True):
                with column:
                    _statement(site, statement, speech)
        _links(site, finding, speech)
        cell = Cell("finding", finding.id, years=(finding.year,), written_at=data.shown().number)
        pin.button(cell, f"finding-{finding.id}", speech)
        if explained is not None:
            st.success(words.plain(f"{words.EXPLAINED.text(speech)} · {explained.made_by}：{explained.reason}"))
        with st.expander((words.EXPLAIN if explained is None else words.EXPLAIN_ANEW).text(speech)):
            _form(finding, explained, speech)


def _statement(site: Site, statement: Statement, speech: Language) -> None:
    st.markdown(f"{words.plain(statement.label.text(speech))}　**{words.plain(statement.shown(speech))}**")
    told = [f"“{statement.words}”"] if statement.words else origins_of(site, statement, speech)
    st.caption(words.plain(" · ".join(filter(None, (section(statement.section, speech), *told)))))


def origins_of(site: Site, statement: Statement, speech: Language) -> list[str]:
    """Where the figures of a statement came from, where no words of a report say it."""
    by_id = {dataset.id: dataset for dataset in site.datasets}
    found = []
    for place in statement.places[:MOST_ORIGINS]:
        dataset = by_id[place.dataset]
        told = {YEAR.id: place.year, SECTION.id: statement.section, **dict(place.members)}
        column = place.column
        if dataset.indicators:
            told["indicator"], column = place.column, dataset.stored_measures[0].id
        key = [told.get(name, "") for name in dataset.row_key]
        if (origin := data.origins(dataset, data.shown(), [place.year]).of(key, column)) is not None:
            found.append(in_words(origin, speech))
    return list(dict.fromkeys(found))


def _links(site: Site, finding: Finding, speech: Language) -> None:
    """The first picture that draws a figure in question; the chapter's page where none does."""
    for chapter in site.chapters:
        for place, view in enumerate(chapter.views):
            if set(finding.columns) & data.drawn_columns(chapter, view):
                label = words.OPEN_CHAPTER.text(speech).format(chapter=chapter.label.text(speech))
                query = link(view=str(place))
                st.page_link(site.pages[chapter.id], label=words.plain(label), query_params=query)
                return


def _form(finding: Finding, explained: Explanation | None, speech: Language) -> None:
    with st.form(f"explain-{finding.id}", border=False):
        who = st.text_input(words.WHO.text(speech), max_chars=80, key=f"who-{finding.id}")
        why = st.text_area(words.WHY.text(speech), max_chars=1000, key=f"why-{finding.id}")
        if st.form_submit_button(words.SAVE.text(speech)):
            if not who.strip() or not why.strip():
                st.warning(words.WHO_AND_WHY.text(speech))
                return
            data.explain(finding, who.strip(), why.strip())
            st.rerun()
    if explained is not None and st.button(words.TAKE_BACK.text(speech), key=f"back-{finding.id}"):
        data.take_back(finding, explained.made_by)
        st.rerun()
