"""The floors: imports go down only, Streamlit stays upstairs, SQL in the store; and the floors under the versions."""

import ast
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FLOORS = {
    "schema": 1,
    "frames": 2,
    "store": 3,
    "insights": 3,
    "charts": 3,
    "loaders": 4,
    "exports": 4,
    "screen": 5,
    "pages": 6,
    "catalogue": 7,
    "command_line": 1,
    "app": 8,
    "server": 8,
}
ENTRY = 9  # a command line stands above everything it asks


def sources() -> list[Path]:
    return [path for name in FLOORS for path in (*ROOT.glob(f"{name}.py"), *(ROOT / name).rglob("*.py"))]


def package(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down_only(path: Path) -> None:
    own = package(path)
    floor = ENTRY if path.name == "__main__.py" else FLOORS[own]
    wrong = [name for name in imported(path) if name in FLOORS and name != own and FLOORS[name] >= floor]
    assert wrong == []


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_streamlit_sql_and_frames_keep_to_their_floors(path: Path) -> None:
    names = set(imported(path))
    if package(path) not in ("screen", "app", "server"):
        assert "streamlit" not in names
    if package(path) != "store":
        assert not {"sqlalchemy", "sqlite3", "alembic"} & names
    if package(path) == "schema":
        assert "pandas" not in names


def test_no_page_allows_html() -> None:
    for path in sources():
        assert not re.search(r"unsafe_allow_html|unsafe_allow_javascript", path.read_text(encoding="utf-8")), path


@pytest.mark.parametrize(
    ("package_name", "least"),
    [("streamlit", (1, 54)), ("starlette", (1, 3)), ("altair", (6, 0)), ("sqlalchemy", (2, 1))],
)
def test_versions_are_not_below_the_safe_ones(package_name: str, least: tuple[int, int]) -> None:
    installed = tuple(int(part) for part in re.findall(r"\d+", version(package_name))[:2])
    assert installed >= least
