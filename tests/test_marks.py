"""Marks of the audit: at the points of a picture, said of it in words, hollow once they are explained."""

from __future__ import annotations

import re
from typing import Any

import pytest

import catalogue
from charts import LIGHT, specification
from exports.content.library import Library
from exports.content.subjects import found
from exports.drawing.pictures import as_svg, spec_of
from frames import ASKED, OPEN, Mark, asked_of, marked, of_view
from insights.findings import KINDS, Finding
from insights.marks import marks
from schema import Bars, Breakdown, Cell, Chapter, Dataset, Figures, Label, Pair, Stacked, View
from screen.chapter.picture import drawn
from screen.shell import data
from screen.shell.site import Site
from store import Store
from store.explanations import explain
from store.rows import rows

SAID = Label("两处说法", "Said twice")


def library_of(store: Store) -> Library:
    return Library(store, catalogue.chapters(), catalogue.datasets(), catalogue.identities())


def pictures() -> list[tuple[Chapter, View, Dataset]]:
    return [
        (chapter, view, chapter.dataset_of(*view.columns))
        for chapter in catalogue.chapters()
        for view in chapter.views
        if not isinstance(view, Figures)
    ]


def signs(spec: dict[str, Any]) -> int:
    """How many signs a picture draws."""
    return len(re.findall("[▲△]", as_svg(spec)))


@pytest.fixture
def questioned(store: Store) -> tuple[Library, Cell, Finding]:
    """A picture with a figure that some finding speaks of by itself."""
    library = library_of(store)
    for chapter, view, dataset in pictures():
        held = library.rows(dataset.id, library.latest)
        frame = of_view(view, dataset, held, "zh", chapter.main_key)
        for one in library.findings(library.latest):
            if asked_of(view, dataset, held, frame, marks([one], {})):
                return library, Cell("view", view.name, chapter.id), one
    raise AssertionError("no picture has a mark")


def test_a_mark_stands_at_its_own_point_and_at_no_other(store: Store) -> None:
    for chapter, view, dataset in pictures():
        if not isinstance(view, Bars) or dataset.indicators:
            continue
        held = rows(store, dataset)
        row = held.dropna(subset=[one.id for one in dataset.stored_measures][:1]).iloc[0]
        members = tuple((key.id, row[key.id]) for key in dataset.keys)
        frame = of_view(view, dataset, held, "zh", chapter.main_key)
        for measure in dataset.stored_measures:
            mark = Mark(dataset.id, measure.id, int(row["year"]), members, SAID)
            drawn = marked(view, dataset, held, frame, [mark], "zh")
            if ASKED + "value" in drawn:
                at = drawn[drawn[ASKED + "value"].notna()]
                assert len(at) == 1, (chapter.id, view.name)
                assert at.iloc[0]["year"] == row["year"]


def test_each_side_of_a_pair_has_its_own_mark(store: Store) -> None:
    chapter, view, dataset = next(one for one in pictures() if isinstance(one[1], Pair))
    assert isinstance(view, Pair)
    held = rows(store, dataset).dropna(subset=[view.school, view.other])
    frame = of_view(view, dataset, held, "zh", chapter.main_key)
    members = tuple((key.id, held.iloc[0][key.id]) for key in dataset.keys)
    mark = Mark(dataset.id, view.other, int(held.iloc[0]["year"]), members, SAID)
    drawn = marked(view, dataset, held, frame, [mark], "zh")
    assert ASKED + "other" in drawn and ASKED + "school" not in drawn
    assert signs(specification(view, dataset, drawn, sorted(set(drawn["year"])), "zh", LIGHT)) == 1


@pytest.mark.parametrize("kind", [Stacked, Breakdown])
def test_a_part_of_a_bar_has_its_own_mark(store: Store, kind: type[View]) -> None:
    chapter, view, dataset = next(one for one in pictures() if isinstance(one[1], kind))
    held = rows(store, dataset)
    frame = of_view(view, dataset, held, "zh", chapter.main_key)
    measure = view.columns[0]
    frame = frame.dropna(subset=["value"])
    row = held.loc[frame.index].iloc[-1]
    mark = Mark(dataset.id, measure, int(row["year"]), tuple((key.id, row[key.id]) for key in dataset.keys), SAID)
    drawn = marked(view, dataset, held, frame, [mark], "zh")
    assert drawn[ASKED + "value"].notna().sum() == 1


def test_a_figure_with_one_open_question_is_open(store: Store) -> None:
    chapter, view, dataset = next(one for one in pictures() if isinstance(one[1], Bars) and not one[2].indicators)
    assert isinstance(view, Bars)
    held = rows(store, dataset)
    row = held.iloc[0]
    at = (
        dataset.id,
        dataset.stored_measures[0].id,
        int(row["year"]),
        tuple((key.id, row[key.id]) for key in dataset.keys),
    )
    asked = [Mark(*at, SAID, "抄自原表"), Mark(*at, Label("比率", "A rate"))]
    frame = of_view(Bars(at[1], view.by), dataset, held, "zh", chapter.main_key)
    drawn = marked(Bars(at[1], view.by), dataset, held, frame, asked, "zh")
    told = drawn.dropna(subset=[ASKED + "value"]).iloc[0]
    assert told[OPEN + "value"]
    assert "抄自原表" in told[ASKED + "value"] and "▲ 比率" in told[ASKED + "value"]


def test_an_explained_mark_stays_hollow_in_every_file(questioned: tuple[Library, Cell, Finding], store: Store) -> None:
    library, cell, finding = questioned
    before = found(library, cell, library.latest, "zh")
    assert before.picture is not None
    assert "▲" in as_svg(spec_of(before.picture, "zh"))
    assert finding.said.zh in before.note
    for one in library.findings(library.latest):
        explain(store, one.id, "王老师", "统计时点不同")
    after = found(library_of(store), cell, library.latest, "zh")
    assert after.picture is not None
    assert signs(spec_of(after.picture, "zh")) == signs(spec_of(before.picture, "zh"))
    assert "▲" not in as_svg(spec_of(after.picture, "zh"))
    assert "已说明：统计时点不同" in after.note


def test_a_sum_of_many_figures_marks_none_of_them(store: Store) -> None:
    library = library_of(store)
    many = [one for one in library.findings(library.latest) if len(one.one.places) > 3]
    assert many
    for one in many:
        at = {(mark.dataset, mark.column, mark.year, mark.members) for mark in marks([one], {})}
        assert not at & {(place.dataset, place.column, place.year, place.members) for place in one.one.places}


def test_a_picture_tells_its_marks_to_those_who_do_not_see_them(
    questioned: tuple[Library, Cell, Finding], store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    library, cell, finding = questioned
    monkeypatch.setenv("DATABASE_URL", store.engine.url.render_as_string(False))
    site = Site(library.chapters, library.datasets, library.identities, {})
    chapter = library.chapter(cell.chapter)
    assert chapter is not None
    place = [one.name for one in chapter.views].index(cell.subject)

    def told() -> str:
        release = data.newest_of(store.engine.url.render_as_string(False))
        made = drawn(chapter, release, place, "zh", False, data.marks_of(site, chapter, release))
        assert made is not None
        return made.alt

    assert f"▲ {KINDS[finding.kind].zh}：{finding.said.zh}" in told()
    for one in library.findings(library.latest):
        explain(store, one.id, "王老师", "统计时点不同")
    assert "▲" not in told()
    assert "已说明：统计时点不同" in told()
