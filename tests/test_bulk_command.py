"""`python -m loaders bulk`, as a person types it: what it stored, what it asks, what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import Ended
from tests.test_bulk import synthetic

ROOT = Path(__file__).parent.parent
Run = Callable[..., Ended]


@pytest.fixture
def run(typed: Callable[..., Ended]) -> Run:
    return partial(typed, "loaders")


def test_the_command_says_what_it_stored_or_what_is_wrong(run: Run, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text(synthetic(), encoding="utf-8")
    bad.write_text(synthetic().replace("９９.５", "九九", 103), encoding="utf-8")
    loaded = run("bulk", str(good), "--by", "王老师", "--accept", "jump,printed")
    assert (loaded.returncode, loaded.stderr) == (0, "")
    assert "就业质量，3000 行，1980–2029 年，编码 utf-8；合计行不入库：第 63（合计）" in loaded.stdout
    assert "第 1 次发布：新增 / 更改 / 未变 3000 / 0 / 0 行" in loaded.stdout
    assert "王老师\temployment\tgood.csv\t+3000 −0" in run("releases").stdout
    assert "与库中相同，没有改动" in run("bulk", str(good)).stdout
    good.write_text(synthetic(salary=2_001), encoding="utf-8")
    asks = run("bulk", "--accept", "jump,printed", str(good))  # 2940 salaries, and five notes of theirs
    assert asks.returncode == 1
    assert asks.stdout.endswith(
        "good.csv: 共有 2945 个往年的数与库里的不同，没有逐个列出"
        "（用文件里的请加 --accept earlier，用库里的请加 --instead earlier）\n"
    )
    assert (
        "新增 / 更改 / 未变 0 / 60 / 2940 行"
        in run("bulk", "--accept", "jump,printed", "--earlier", "stored", str(good)).stdout
    )
    refused = run("--language", "en", "bulk", str(bad))
    lines = refused.stdout.splitlines()
    assert (refused.returncode, len(lines), lines[-1]) == (1, 101, "3 more problems are not listed")
    missing = run("bulk", "nowhere.csv")
    assert (missing.returncode, missing.stdout[:16]) == (1, "nowhere.csv: 文件打")
