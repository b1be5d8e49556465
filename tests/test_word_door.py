"""A Word document comes in by the command line and by the page; what its text states only when it is confirmed."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from store import Store
from store.releases import releases
from tests.conftest import ROOT, serving
from tests.documents import of_blocks
from tests.visits import settled, visiting

TEXT = ("2031年毕业生数1480人，毕业率为97.2%。", "2031年招生1600人。", "2031年教职工301人。")
FITNESS = [["测评对象", "2031年及格率", "2031年优良率"], ["高一", "96.55%", "39.71%"], ["高二", "95.85%", "33.64%"]]
Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "draft.docx"
    path.write_bytes(of_blocks("1.概况", "1.1规模", *TEXT, "1.2体质测评合格率", FITNESS))
    return str(path)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def command(*arguments: str) -> tuple[int, list[str]]:
        url = f"sqlite:///{tmp_path / 'school.db'}"
        done = subprocess.run(
            [sys.executable, "-m", "loaders", *arguments],
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": url, "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr == ""
        return done.returncode, done.stdout.splitlines()

    return command


def offered(lines: list[str]) -> dict[str, str]:
    """The ids of the offers by what they were taken for."""
    found = (re.fullmatch(r"  ([0-9a-f]{8}) 2031 (\S+) .*", line) for line in lines)
    return {told[2]: told[1] for told in found if told}


def test_check_lists_what_the_text_states_with_its_figure_marked(run: Run, file: str) -> None:
    code, lines = run("check", file)
    assert code == 0
    assert set(offered(lines)) == {"毕业生", "毕业率", "招生", "教职工"}
    assert any(line.endswith("毕业率 97.2 [1.1] 2031年毕业生数1480人，毕业率为【97.2%】") for line in lines)


def test_load_takes_the_tables_and_no_figure_of_the_text_unasked(run: Run, file: str) -> None:
    code, lines = run("load", file)
    assert code == 0
    assert any(line.endswith("［正文］: 正文里有 4 个数可以导入，未确认的不入库") for line in lines)
    assert [line.split("\t")[3] for line in run("releases")[1]] == ["fitness"]


def test_load_takes_the_figures_that_are_confirmed(run: Run, file: str) -> None:
    ids = offered(run("check", file)[1])
    code, lines = run("load", file, "--offered", f"{ids['毕业率']},{ids['招生']}")
    assert code == 0
    assert any("正文：年度指标］: 年度指标，2 行，2031 年" in line for line in lines)
    run("load", file, "--offered", "all")
    assert [line.split("\t")[3] for line in run("releases")[1]] == ["scorecard", "scorecard", "fitness"]


def test_a_table_is_left_out_by_its_name(run: Run, file: str) -> None:
    code, _ = run("load", file, "--leave-out", "1.2体质测评合格率")
    assert code == 0
    assert run("releases")[1] == []


def test_an_id_that_was_not_offered_stores_nothing(run: Run, file: str) -> None:
    code, lines = run("load", file, "--offered", "12345678")
    assert (code, lines) == (1, ["--offered:12345678: 没有这个代号的数，代号见 check 列出的清单"])
    assert run("releases")[1] == []


def test_the_page_lists_the_offers_and_stores_those_that_are_ticked(browser: Browser, store: Store, file: str) -> None:
    with serving(str(store.engine.url)) as address, visiting(browser, address) as visit:
        page = visit.open("upload?lang=zh")
        page.locator("input[type=file]").set_input_files(file)
        expect(page.get_by_text("正文里说到的数：勾选的才导入")).to_be_visible()
        expect(page.get_by_text("正文里有 4 个数可以导入，未确认的不入库")).to_be_visible()
        settled(page)
        page.get_by_role("button", name="全部勾选").click()
        expect(page.get_by_text("draft.docx［正文：年度指标］")).to_be_visible()
        settled(page)
        page.get_by_label("经手人").fill("王老师")
        page.get_by_label("经手人").press("Enter")
        accept = page.get_by_role("button", name=re.compile("^存入：新增 6 行"))
        expect(accept).to_be_enabled()
        settled(page)
        accept.click()
        expect(page.get_by_text(re.compile("次发布：年度指标"))).to_be_visible()
    made = [(one.dataset, one.file_name, one.added) for one in releases(store)][:2]
    assert sorted(made) == [("fitness", "draft.docx", 2), ("scorecard", "draft.docx", 4)]
