"""A made-up chapter takes one page file and one CSV: no list is edited, and everything else follows."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = '''"""Made up for a test: meals by canteen."""

from schema import PERCENT, Bars, Chapter, Dataset, Dumbbell, Key, Label, Measure
from screen.chapter.chapter import show

CANTEEN = Dataset(
    "canteen",
    Label("食堂满意度", "Canteen satisfaction"),
    section="9.9",
    keys=(Key("hall", Label("食堂", "Canteen"), names={"东食堂": "East hall", "西食堂": "West hall"}),),
    measures=(
        Measure(
            "satisfied",
            Label("满意率", "Satisfied"),
            PERCENT,
            minimum=0,
            maximum=100,
            decimals=(1, 1),
            better="higher",
        ),
    ),
)

CHAPTER = Chapter(
    "canteen",
    Label("食堂", "Canteens"),
    section="2.9",
    datasets=(CANTEEN,),
    main_key="hall",
    headline=("satisfied",),
    views=(Dumbbell("satisfied", by="hall"), Bars("satisfied", by="hall")),
)

if __name__ == "__main__":
    show(CHAPTER)
'''
CSV = "年份,食堂,满意率\n2019,东食堂,80.0\n2020,东食堂,82.5\n2019,西食堂,90.0\n2020,西食堂,85.0\n"
VISIT = """
from streamlit.testing.v1 import AppTest
for language in ("zh", "en"):
    app = AppTest.from_file("app.py", default_timeout=60).switch_page("pages/canteen.py")
    app.query_params["lang"] = language
    app.run()
    assert not app.exception and not app.error
    print(app.title[0].value, len(app.get("vega_lite_chart")), app.markdown[0].value.replace("\\\\", ""))
import catalogue
from loaders import (read_file, template_files)
from store import open_store, store_url
from store.rows import rows
canteen = next(dataset for dataset in catalogue.datasets() if dataset.id == "canteen")
stored = rows(open_store(store_url(), catalogue.datasets()), canteen)
print(template_files(canteen, stored, 2021, "zh").csv.decode("utf-8-sig").strip())
bad = "年份,食堂,满意率\\n2020,东食堂,120\\n"
print(read_file("bad.csv", bad.encode(), catalogue.datasets())[0].problems[0].text("zh"))
from schema import columns_of
print([column.label.en for _, column in columns_of(canteen)])
"""


def test_one_page_and_one_csv_make_a_chapter(tmp_path: Path) -> None:
    left_out = shutil.ignore_patterns(".venv", ".git", "*.db*", "__pycache__", "tests", ".mypy_cache", ".ruff_cache")
    project = Path(shutil.copytree(ROOT, tmp_path / "project", ignore=left_out))
    (project / "pages" / "canteen.py").write_text(PAGE, encoding="utf-8")
    (project / "data" / "canteen.csv").write_text(CSV, encoding="utf-8")
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path / 'school.db'}", "PYTHONUTF8": "1"}

    def run(*arguments: str) -> str:
        command = [sys.executable, *arguments]
        done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "食堂满意度，4 行，2019、2020 年" in run("-m", "loaders", "build")
    assert run("-c", VISIT).splitlines() == [
        "食堂 2 #### 2020年与2019年相比，2个食堂的满意率1个上升、1个下降，"
        "西食堂降幅最大（−5.0个百分点，90.0%→85.0%）。",
        "Canteens 2 #### From 2019 to 2020: Satisfied in 2 canteens: 1 up, 1 down, "
        "West hall fell most (−5.0 percentage points, 90.0% → 85.0%).",
        "年份,食堂,满意率（%）,备注,报告章节,报告原文",
        "示例（2020年，不入库）,东食堂,82.5,,9.9,",
        "2021,东食堂,,,9.9,",
        "2021,西食堂,,,9.9,",
        "bad.csv:2:满意率: “120”，应在 0 到 100 之间",
        "['Canteen', 'Satisfied']",
    ]
