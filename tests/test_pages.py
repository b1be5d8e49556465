"""Every page in both languages, as Streamlit runs it."""

from collections.abc import Callable
from pathlib import Path

import altair as alt
import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import catalogue
import frames
from charts import LIGHT, draw
from loaders import load, read_file, template_files
from schema import Chapter, Language, history_of
from store import Store
from store.rows import rows

Open = Callable[..., AppTest]
FIRST_SENTENCES = {
    ("employment", "zh"): "10个专业的对口就业率7个上升、3个下降，工业与民用建筑升幅最大（+11.9个百分点，73.6%→85.5%",
    ("exams", "zh"): "3个项目的领先分数1个上升、2个下降，高二 数学降幅最大（−0.96分，11.41分→10.45分）",
    ("fitness", "zh"): "全校情况及格率由95.67%降至92.90%（−2.77个百分点）",
    ("funding", "zh"): "2020年，总经费10,127.45万元；财政拨款收入8,244.56万元。",
    ("enrolment", "zh"): "在校生由4,852人升至4,902人（+50人）；招生由1,691人降至1,566人（−125人）",
    ("employment", "en"): "Matched employment rate in 10 majors: 7 up, 3 down, Industrial and civil building rose most"
    " (+11.9 percentage points, 73.6% → 85.5%)",
    ("exams", "en"): "5 of 6 hold rank 1, Grade 11 Chinese moved up",
    ("fitness", "en"): "Whole school good rate fell from 34.94% to 28.70% (−6.24 percentage points)",
    ("funding", "en"): "In 2020: Total funding 10,127.45 ×10,000 yuan",
    ("enrolment", "en"): "New students fell from 1,691 people to 1,566 people (−125 people)",
    ("teachers", "zh"): "“双师型”比例由92.25%降至84.28%（−7.97个百分点）",
    ("facilities", "zh"): "生均教学仪器设备值由8,019元升至8,091元（+72元）",
    ("competitions", "zh"): "衢州市 三等奖获奖数由13项降至3项（−10项）",
    (
        "certification",
        "zh",
    ): "2020年与2019年相比，5个专业的中级工合格率2个上升、3个下降，护理降幅最大（−2.33个百分点，98.82%→96.49%）",
    ("satisfaction", "zh"): "2020年，满意最高的是校园安全（91.21%），最低的是实习实训（87.52%）；用人单位满意率95.9%",
    (
        "aid",
        "zh",
    ): "2020年，补助金额最高的是2020年秋季学期 免学费（8,485,000元），最低的是2020年秋季学期 国家助学金（145,000元）。",
    ("progression", "zh"): "2020年，升学人数967人；升学比例65.65%；本科上线130人。",
    ("curriculum", "zh"): "2020年，必修公共课8门；实践性教学学时比例50%。",
    ("programmes", "zh"): "2020年，专业13个；学制种类4个。",
    ("research", "zh"): "2020年，课题立项11项；发表论文42篇；获奖论文66篇。",
    ("clubs", "zh"): "2020年，学生社团34个；发展团员230人。",
    ("internships", "zh"): "2020年，顶岗实习学生525人；本地就业率60%。",
    ("service", "zh"): "2020年，家政培训1,052人次；授权专利10项。",
    (
        "teachers",
        "en",
    ): "From 2019 to 2020: Student–teacher ratio rose from 16.25:1 to 16.7:1 (+0.45); Dual-qualified ",
    (
        "facilities",
        "en",
    ): "From 2019 to 2020: Teaching equipment per student rose from 8,019 yuan to 8,091 yuan (+72 yuan)",
    (
        "competitions",
        "en",
    ): "From 2019 to 2020: The whole city First prize awards fell from 1 item to 0 items (−1 item), T",
    (
        "certification",
        "en",
    ): "From 2019 to 2020: Intermediate worker pass rate in 5 majors: 2 up, 3 down, Nursing fell most (",
    (
        "satisfaction",
        "en",
    ): "In 2020: Satisfied: highest Safety on campus (91.21%), lowest Internship and training (87.52%);",
    ("aid", "en"): "In 2020: Amount: highest 2020 autumn Fee waiver (8,485,000 yuan), lowest 2020 autumn National g",
    (
        "progression",
        "en",
    ): "In 2020: Went on to college 967 people; Progression rate 65.65%; Admitted to degree courses 130",
    ("curriculum", "en"): "In 2020: Required common courses 8 courses; Practice, share of hours 50%.",
    ("programmes", "en"): "In 2020: Majors 13; Kinds of tracks 4.",
    ("research", "en"): "In 2020: Projects approved 11 items; Papers published 42 papers; Papers awarded 66 papers.",
    ("clubs", "en"): "In 2020: Student clubs 34 clubs; New league members 230 people.",
    ("internships", "en"): "In 2020: Interns 525 people; Local rate 60%.",
    ("service", "en"): "In 2020: Trained in domestic service 1,052 attendances; Patents granted 10 items.",
}


def _speech(language: str) -> Language:
    return "en" if language == "en" else "zh"


def said(app: AppTest) -> str:
    """All text of the page, without the marks that keep it from being Markdown."""
    texts = [element.value for kind in (app.title, app.markdown, app.subheader, app.caption) for element in kind]
    return "\n".join(texts).replace("\\", "")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("chapter", catalogue.chapters(), ids=lambda chapter: chapter.id)
def test_a_chapter_says_what_happened_and_where_it_is_from(open_page: Open, chapter: Chapter, language: str) -> None:
    app = open_page(chapter.id, lang=language)
    assert not app.exception
    assert not app.error
    assert app.title[0].value == chapter.label.text(_speech(language))
    assert FIRST_SENTENCES[chapter.id, language] in said(app)
    pictures = len(app.get("vega_lite_chart"))
    assert pictures >= 1
    sources = [caption.value for caption in app.caption if ("来源" if language == "zh" else "Source") in caption.value]
    assert len(sources) >= pictures


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_opening_page_leads_to_every_chapter(open_page: Open, language: str) -> None:
    app = open_page(lang=language)
    assert not app.exception
    assert "503" in said(app)
    labels = [link.proto.label.replace("\\", "") for link in app.get("page_link")]
    assert {f"**{chapter.label.text(_speech(language))}**" for chapter in catalogue.chapters()} <= set(labels)


def test_an_indicator_that_is_computed_stands_beside_its_national_line_and_is_never_stored(open_page: Open) -> None:
    app = open_page("facilities")
    assert "生均占地58.5平方米" in said(app)  # 430 mu of 2000/3 m² for 4,902 students
    assert "生均建筑面积28.3平方米" in said(app)  # 138,500 m²
    scorecard = next(dataset for dataset in catalogue.datasets() if dataset.indicators)
    assert "生均占地" not in template_files(scorecard, None, 2021, "zh").csv.decode()


def test_one_year_changes_the_sentence_and_compares_nothing(open_page: Open) -> None:
    text = said(open_page("employment", years="2019"))
    assert "2019年，对口就业率最高的是数控技术应用（99.4%），最低的是工业与民用建筑（73.6%）" in text
    assert "2020" not in text


def test_a_filter_by_major_speaks_of_that_major_only(open_page: Open) -> None:
    text = said(open_page("employment", major="电子商务"))
    assert "电子商务对口就业率由92.6%升至96.7%（+4.1个百分点）" in text
    assert "工业与民用建筑" not in text


def test_the_table_shows_both_years_and_the_change_in_percentage_points(open_page: Open) -> None:
    app = open_page("employment", table="1")
    table = app.dataframe[0].value
    row = table[table["专业", ""] == "工业与民用建筑"].iloc[0]
    title = "对口就业率（%）"
    assert [row[title, "2019"], row[title, "2020"], row[title, "变化（个百分点）"]] == ["73.6", "85.5", "+11.9"]
    words = app.dataframe[1].value
    assert words["报告原文"].str.contains("工业与民用建筑 99.1 99.95 73.6 85.5 3260 3285").sum() == 2


def test_a_test_of_one_year_has_no_change(open_page: Open) -> None:
    table = open_page("exams", table="1").dataframe[0].value
    english = table[(table["学段", ""] == "高一") & (table["学科", ""] == "英语")].iloc[0]
    assert english["校平均分（分）", "2020"] == "79.28"
    assert english["校平均分（分）", "2019"] == ""
    assert ("校平均分（分）", "变化") not in english  # the means of two different papers
    assert english["领先分数（分）", "变化"] == ""


def test_a_nonsense_link_opens_the_page_all_the_same(open_page: Open) -> None:
    app = open_page("employment", lang="xx", years="<script>,9999", major="nobody", pick="'")
    assert not app.exception
    assert FIRST_SENTENCES["employment", "zh"] in said(app)
    assert app.query_params["years"] in ("2019,2020", ["2019,2020"])


def test_the_dictionary_finds_an_indicator_in_either_language(monkeypatch: pytest.MonkeyPatch, built_url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", built_url)
    found = AppTest.from_function(_dictionary).run()
    found.text_input[0].set_value("salary").run()
    assert list(found.dataframe[0].value["代号"]) == ["employment.starting_salary"]
    found.text_input[0].set_value("起薪").run()
    assert list(found.dataframe[0].value["名称"]) == ["初次就业起薪"]


def _dictionary() -> None:
    """Run from its source alone, as a page of its own: so its imports stand in it."""
    import catalogue  # noqa: PLC0415
    from screen.explore import dictionary  # noqa: PLC0415
    from screen.shell.site import Site  # noqa: PLC0415

    dictionary.show(Site(catalogue.chapters(), catalogue.datasets(), catalogue.identities(), {}))


def test_text_from_a_file_is_shown_letter_for_letter(open_page: Open, store: Store) -> None:
    name = "<b>粗</b> **x** [l](http://a.b) $y$ :red[z]"
    text = "年份,专业,就业率,对口就业率,初次就业起薪\n"
    lines = f'2019,"{name}",1,1,600\n2020,"{name}",100,100,40000\n'
    load(store, read_file("x.csv", (text + lines).encode(), catalogue.datasets()), "tester")
    app = open_page("employment", url=str(store.engine.url))
    assert name in said(app)
    shown = " ".join(element.value for element in (*app.markdown, *app.subheader))
    assert "**x**" not in shown
    assert "<b>" not in shown
    assert ":red[" not in shown


def test_an_empty_store_says_what_to_do(open_page: Open, tmp_path: Path) -> None:
    app = open_page("fitness", url=f"sqlite:///{tmp_path / 'empty.db'}")
    assert not app.exception
    assert "make run" in app.info[0].value


def test_twenty_synthetic_years_and_a_gap(open_page: Open, store: Store) -> None:
    """Synthetic: 2001 to 2020 without 2010, invented for this test only."""
    years = [year for year in range(2001, 2019) if year != 2010]
    lines = [f"{year},电子商务,{60 + year % 40},{50 + year % 50},{2000 + year % 100}" for year in years]
    text = "\n".join(["年份,专业,就业率,对口就业率,初次就业起薪", *lines])
    load(store, read_file("synthetic.csv", text.encode(), catalogue.datasets()), "tester")
    app = open_page("employment", url=str(store.engine.url), years=",".join(map(str, (*years, 2019, 2020))))
    assert not app.exception
    assert "2020年与2001年相比" in said(app)
    assert len(app.get("vega_lite_chart")) == 7  # four pictures, and the lines that lead three of them


def test_a_trend_has_a_gap_where_a_year_is_missing(store: Store) -> None:
    """Synthetic: 2017 and 2018 without 电子商务 in 2018, invented for this test only."""
    text = "年份,专业,对口就业率\n2017,电子商务,90\n2017,学前教育,91\n2018,学前教育,92\n"
    load(store, read_file("synthetic.csv", text.encode(), catalogue.datasets()), "tester")
    chapter = next(chapter for chapter in catalogue.chapters() if chapter.id == "employment")
    view, dataset = history_of(chapter.views[0]), chapter.datasets[0]
    assert view is not None
    frame = frames.of_view(view, dataset, rows(store, dataset), "zh", "major")
    drawn = draw(view, dataset, frame, [2017, 2018, 2019, 2020], "zh", LIGHT)
    drawn_rows = pd.concat([layer.data for layer in drawn.layer] if drawn.data is alt.Undefined else [drawn.data])
    gap = drawn_rows[(drawn_rows["year"] == 2018) & (drawn_rows["key"] == "电子商务")]["value"]
    assert len(gap) > 0
    assert gap.isna().all()


def test_a_year_that_one_dataset_lacks_is_said(open_page: Open, store: Store) -> None:
    text = "年份,学期,资助项目,补助金额\n2021,2021年春季学期,国家助学金（合成）,1000\n"
    load(store, read_file("synthetic.csv", text.encode(), catalogue.datasets()), "tester")
    app = open_page("aid", url=str(store.engine.url), years="2021")
    assert not app.exception
    assert any("2021年没有数据" in caption.value for caption in app.caption)
    assert "2020年" in app.subheader[0].value
