"""How far a long task is, as a bar on the terminal; nothing where standard error is no terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Never

from tqdm import tqdm

from loaders.deciding.bulk import Task, Told
from schema import Label, Language

TASKS: dict[Task, Label] = {"check": Label("检查", "checking"), "store": Label("入库", "storing")}
UNIT = Label(" 行", " rows")


@contextmanager
def bars(language: Language) -> Iterator[Told]:
    """A bar for each task that is heard of, left standing when the next begins."""
    begun: dict[Task, tqdm[Never]] = {}
    with ExitStack() as open_bars:

        def told(task: Task, done: int, every: int) -> None:
            if task not in begun:
                open_bars.close()
                bar = tqdm(total=every, desc=TASKS[task].text(language), unit=UNIT.text(language), disable=None)
                begun[task] = open_bars.enter_context(bar)
            begun[task].update(done)

        yield told
