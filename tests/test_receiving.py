"""What waits to be stored: on the disk, within bounds, and only of those who have the upload page open."""

from __future__ import annotations

from threading import Event, Thread

import pytest
from streamlit.runtime import memory_uploaded_file_manager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

import server
from loaders import Reading
from loaders.files.sheet import Line
from screen.upload import held
from screen.upload.held import LARGE, MOST_BYTES, MOST_FILES, Remembered, Spooled, has_room, turn
from screen.upload.receiving import OnDisk


def received(content: bytes, number: int = 1) -> UploadedFileRec:
    return UploadedFileRec(str(number), f"{number}.csv", "text/csv", content)


def test_the_server_keeps_what_it_receives_on_the_disk() -> None:
    assert server.app is not None
    assert memory_uploaded_file_manager.MemoryUploadedFileManager is OnDisk


def test_a_received_file_is_given_once_and_is_gone_when_it_is_taken() -> None:
    manager = OnDisk("/upload")
    manager.add_file("a", received(b"content"))
    assert [one.data for one in manager.get_files("a", ["1", "2"])] == [b"content"]
    assert manager.get_files("b", ["1"]) == []
    taken = manager.take("a", "1")
    assert taken is not None
    assert taken.spooled is not None
    assert taken.spooled.read() == b"content"
    assert manager.get_files("a", ["1"]) == []


def test_what_a_session_was_sent_goes_with_it() -> None:
    manager = OnDisk("/upload")
    manager.add_file("a", received(b"content"))
    manager.remove_session_files("a")
    assert manager.get_files("a", ["1"]) == []


def test_one_visitor_holds_so_many_files_and_bytes_and_the_next_is_let_go() -> None:
    manager = OnDisk("/upload")
    for number in range(MOST_FILES + 1):
        manager.add_file("a", received(b"x", number))
    last = manager.take("a", str(MOST_FILES))
    assert last is not None
    assert last.spooled is None
    assert not has_room([Spooled(b"x")], MOST_BYTES)
    assert has_room([Spooled(b"x")], MOST_BYTES - 1)


def test_all_visitors_together_hold_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(held, "MOST_IN_ALL", 1000)
    others = Spooled(b"x" * 900)
    assert not has_room([], 200)
    del others
    assert has_room([], 200)


def reading(cells: int) -> list[Reading]:
    return [Reading("x.csv", b"", sheet_lines=(Line(1, ("x",) * cells),))]


def test_readings_are_made_once_while_there_is_room_and_let_go_with_their_file() -> None:
    made: list[str] = []
    remembered = Remembered(100)

    def ask(file: str, cells: int) -> None:
        def make() -> list[Reading]:
            made.append(file)
            return reading(cells)

        remembered.get(file, "", make)

    for file in ("a", "a", "b", "a"):
        ask(file, 40)
    assert made == ["a", "b"]
    ask("c", 40)
    ask("b", 40)
    assert made == ["a", "b", "c", "b"]
    remembered.forget(["b"])
    ask("b", 40)
    assert made[-1] == "b"
    ask("large", 101)
    ask("large", 101)
    assert made[-2:] == ["large", "large"]


def test_room_is_made_before_a_large_file_is_read() -> None:
    remembered = Remembered(100)
    remembered.get("a", "", lambda: reading(40))
    remembered.get("b", "", lambda: reading(40), True)
    assert remembered.get("b", "", lambda: reading(1))[0].sheet_lines != reading(1)[0].sheet_lines
    assert remembered.get("a", "", lambda: reading(1))[0].sheet_lines == reading(1)[0].sheet_lines


def test_large_files_are_gone_through_one_visitor_at_a_time_and_small_ones_do_not_wait() -> None:
    entered = Event()

    def other(size: int) -> None:
        with turn(size):
            entered.set()

    with turn(LARGE):
        small, large = Thread(target=other, args=(LARGE - 1,)), Thread(target=other, args=(LARGE,))
        small.start()
        small.join()
        assert entered.is_set()
        entered.clear()
        large.start()
        assert not entered.wait(0.2)
    large.join()
    assert entered.is_set()
