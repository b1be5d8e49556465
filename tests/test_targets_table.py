"""Targets come in as a table, on the page and the command line: all or none, each fault in a sentence, with an undo."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

import catalogue
from insights.__main__ import main
from insights.numbers import LANGUAGES
from loaders.targets import HEADINGS, Targets, read_targets, template
from store import Store
from store.rows import rows
from store.statements import statements

HEAD = "指标,名称,年份,目标值,怎样算达到,责任部门,说明\n"
GOOD = HEAD + "就业率,护理,2030,99,不低于,招就处,三年规划\n生师比,,2028,15,不高于,教务处,\n初次就业起薪,,2026,5000,,,\n"


def reading(store: Store, text: str, name: str = "目标.csv") -> Targets:
    held = {dataset.id: rows(store, dataset) for dataset in catalogue.datasets()}
    return read_targets(name, text.encode(), catalogue.datasets(), held)


def major(store: Store) -> str:
    dataset = next(one for one in catalogue.datasets() if one.id == "employment")
    return str(rows(store, dataset)["major"].iloc[0])


def good(store: Store) -> str:
    return GOOD.replace("护理", major(store))


def stored(store: Store) -> list[tuple[str, float | None]]:
    return [(one.statement.column, one.statement.value) for one in statements(store)]


def test_each_row_is_a_target_of_a_measure_or_a_member(store: Store) -> None:
    found = reading(store, good(store))
    assert found.problems == ()
    rate, ratio, salary = found.statements
    assert (rate.column, rate.members, rate.year, rate.value) == (
        "employment_rate", (("major", major(store)),), 2030, 99
    )  # fmt: skip
    assert (rate.better, rate.office, rate.text) == ("higher", "招就处", "三年规划")
    assert (ratio.dataset, ratio.column, ratio.better) == ("scorecard", "student_teacher_ratio", "lower")
    assert (salary.members, salary.better) == ((), "higher")


def test_a_workbook_in_english_is_read_as_a_csv_is(store: Store) -> None:
    book, out = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    sheet.append(["Targets of our school"])
    sheet.append([one.en for one in HEADINGS])
    sheet.append(["", "Employment rate", major(store), 2030, "99%", "at least", "", ""])
    book.save(out)
    held = {dataset.id: rows(store, dataset) for dataset in catalogue.datasets()}
    found = read_targets("targets.xlsx", out.getvalue(), catalogue.datasets(), held)
    assert found.problems == ()
    assert [(one.column, one.value) for one in found.statements] == [("employment_rate", 99)]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("就业率,,2030,120,,,", "目标.csv:2:目标值: 120% 超出了“就业率”的取值范围（0% 到 100%），请改成范围以内的数"),
        ("就业率,,2030,很高,,,", "目标.csv:2:目标值: “很高”不是数，请只写数字，例如 100"),
        ("就业率,,2030,,,,", "目标.csv:2:目标值: 请写出数值"),
        ("就业律,,2030,99,,,", "目标.csv:2:指标: 没有叫“就业律”的指标，请照指标词典里的名称写"),
        ("就业率,没有这个专业,2030,99,,,", "里没有“没有这个专业”，请照库里的名称写；整个指标就留空"),
        ("就业率,,明年,99,,,", "目标.csv:2:年份: “明年”不是年份，请写四位数字，例如 2030"),
        ("就业率,,2030,99,最好,,", "目标.csv:2:怎样算达到: “最好”没有说清方向，请写“不低于”或“不高于”"),
        ("admitted,,2030,99,,,", "目标.csv:2:指标: “admitted”在几个数据集里都有，请在“数据集”列写明是哪一个："),
    ],
)
def test_a_bad_row_has_one_sentence_with_its_place(store: Store, row: str, said: str) -> None:
    found = reading(store, HEAD + row + "\n")
    assert found.statements == ()
    assert len(found.problems) == 1
    assert said in found.problems[0].text("zh")


def test_all_problems_are_told_at_once_and_none_is_taken(store: Store) -> None:
    found = reading(store, good(store) + "就业率,,20,120,最好,,\n" + good(store).splitlines()[1] + "\n")
    assert found.statements == ()
    assert [one.row for one in found.problems] == [5, 5, 5, 6]
    assert "两个目标" in found.problems[-1].text("zh")


@pytest.mark.parametrize("text", ["", "年份,专业\n2020,护理\n", HEAD, template()])
def test_what_is_no_table_of_targets_says_so(store: Store, text: str) -> None:
    (problem,) = reading(store, text).problems
    assert all(problem.text(language) for language in LANGUAGES)


@pytest.fixture
def command(store: Store, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    monkeypatch.setenv("DATABASE_URL", store.engine.url.render_as_string(False))
    return lambda *words: main(["targets", *words])


def test_the_command_stores_them_changes_them_and_takes_them_back(
    store: Store, command: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "目标.csv"
    file.write_text(good(store), encoding="utf-8")
    assert command(str(file), "--by", "王老师") == 0
    before = stored(store)
    assert [column for column, _ in before] == ["employment_rate", "student_teacher_ratio", "starting_salary"]
    assert command(str(file)) == 0
    assert "3 个没有变化" in capsys.readouterr().out
    file.write_text(good(store).replace(",99,", ",98,"), encoding="utf-8")
    assert command(str(file), "--by", "李老师") == 0
    assert dict(stored(store))["employment_rate"] == 98
    made = capsys.readouterr().out.split("--undo ")[1].strip()
    assert command("--undo", made, "--by", "李老师") == 0
    assert stored(store) == before
    assert command("--undo", made) == 1


def test_the_command_stores_nothing_of_a_bad_file(
    store: Store, command: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "目标.csv"
    file.write_text(good(store) + "就业率,,2030,120,,,\n", encoding="utf-8")
    assert command(str(file)) == 1
    assert "取值范围" in capsys.readouterr().err
    assert command(str(tmp_path / "nothing.csv")) == 1
    assert stored(store) == []


def dropped(page: AppTest, text: str) -> AppTest:
    drop = next(one for one in page.file_uploader if "目标表" in one.label)
    return drop.set_value(("目标.csv", text.encode(), "text/csv")).run()


def errors(page: AppTest) -> Sequence[str]:
    return [one.value.replace("\\", "") for one in page.error]


def test_the_page_shows_them_stores_them_and_takes_them_back(open_page: Callable[..., AppTest], store: Store) -> None:
    page = dropped(open_page("upload", url=store.engine.url.render_as_string(False)), good(store))
    assert not page.exception and errors(page) == []
    shown = "\n".join(one.value.replace("\\", "") for one in page.markdown)
    assert "不低于99%" in shown and "✗" in shown
    page.text_input(key="targets-who").set_value("王老师")
    page = next(one for one in page.button if one.label == "存入 3 个目标").click().run()
    assert len(stored(store)) == 3
    page = page.button(key="targets-undo").click().run()
    assert not page.exception
    assert stored(store) == []


def test_the_page_says_what_is_wrong_and_offers_nothing_to_store(
    open_page: Callable[..., AppTest], store: Store
) -> None:
    page = dropped(open_page("upload", url=store.engine.url.render_as_string(False)), HEAD + "就业率,,2030,120,,,\n")
    assert len(errors(page)) == 1 and "取值范围" in errors(page)[0]
    assert not [one for one in page.button if one.label.startswith("存入")]
