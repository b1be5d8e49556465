"""The school's own rules, on the audit page: each in words, who added it, and a form for another."""

from __future__ import annotations

import streamlit as st

from schema import ROLES, Language, OwnRule, RuleKind, terms_of
from screen.audit import audit_words as said
from screen.shell import data, words
from screen.shell.site import Site
from store.own_rules import Added


def own_rules(site: Site, speech: Language) -> None:
    """Draw the rules that stand and those that were withdrawn, and the form."""
    added = data.own_rules()
    count = sum(not one.withdrawn for one in added)
    with st.expander(said.RULES.text(speech).format(count=count)):
        st.markdown(words.plain(said.RULES_ARE.text(speech)))
        for one in added:
            _rule(site, one, speech)
        _form(site, added, speech)


def _rule(site: Site, one: Added, speech: Language) -> None:
    line, button = st.columns([5, 1], vertical_alignment="center")
    label = said.WITHDRAWN if one.withdrawn else said.BY
    rule = one.rule.in_words(site.datasets).text(speech)
    line.markdown(words.plain(label.text(speech).format(rule=rule, who=one.made_by, date=f"{one.made_at:%Y-%m-%d}")))
    text = (said.RESTORE if one.withdrawn else said.WITHDRAW).text(speech)
    if button.button(text, key=f"rule-{one.rule.id}"):
        data.set_own_rule(one.rule, one.made_by, withdrawn=not one.withdrawn)
        st.rerun()


def _form(site: Site, added: list[Added], speech: Language) -> None:
    kinds: list[RuleKind] = list(ROLES)
    kind = st.selectbox(
        said.RULE_KIND.text(speech),
        kinds,
        format_func=lambda name: said.RULE_KINDS[name].text(speech),
        key="rule-kind",
    )
    named = {name: label.text(speech) for name, label in terms_of(site.datasets).items()}
    with st.form("own-rule", border=False):
        terms: list[str] = []
        for place, role in enumerate(ROLES[kind]):
            key = f"rule-{kind}-{place}"
            if kind == "parts" and place:
                terms += st.multiselect(role.text(speech), list(named), format_func=named.__getitem__, key=key)
            else:
                chosen = st.selectbox(
                    role.text(speech), list(named), index=None, format_func=named.__getitem__, key=key
                )
                terms += [chosen] if chosen else []
        who = st.text_input(words.WHO.text(speech), max_chars=80, key="rule-who")
        if st.form_submit_button(said.ADD.text(speech)):
            _add(kind, tuple(terms), who.strip(), added, speech)


def _add(kind: RuleKind, terms: tuple[str, ...], who: str, added: list[Added], speech: Language) -> None:
    if len(terms) < len(ROLES[kind]) or len(set(terms)) < len(terms) or not who:
        st.warning(said.CHOOSE_ALL.text(speech))
        return
    rule = OwnRule(kind, terms)
    if any(one.rule == rule and not one.withdrawn for one in added):
        st.warning(said.SAME_RULE.text(speech))
        return
    data.set_own_rule(next((one.rule for one in added if one.rule == rule), rule), who, withdrawn=False)
    st.rerun()
