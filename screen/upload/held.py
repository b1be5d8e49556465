"""What waits to be stored, within bounds for one visitor and for all: the bytes on the disk, in files without a name
that are gone with whoever holds them; what was read of them in memory, as long as there is room."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from tempfile import TemporaryFile
from threading import Lock
from weakref import WeakSet

from loaders import Reading

MEGABYTE = 1024 * 1024
MOST_FILES = 20  # of one visitor
MOST_BYTES = 40 * MEGABYTE
MOST_IN_ALL = 1000 * MEGABYTE
LARGE = MEGABYTE // 10  # from this size on, a visitor's files together are gone through one visitor at a time
MOST_READ = 500_000  # cells of all readings kept: some 50 MB


class Spooled:
    """Bytes on the disk."""

    def __init__(self, content: bytes) -> None:
        self.size = len(content)
        self.digest = sha256(content).hexdigest()
        self._file = TemporaryFile()  # noqa: SIM115 - it is open as long as this is held, and gone with it
        self._file.write(content)
        self._lock = Lock()
        _all.add(self)

    def read(self) -> bytes:
        with self._lock:
            self._file.seek(0)
            return self._file.read()


_all: WeakSet[Spooled] = WeakSet()


def has_room(own: Iterable[Spooled], size: int) -> bool:
    """Whether so many bytes more may wait, beside those that the same visitor has there already."""
    sizes = [one.size for one in own]
    in_all = sum(one.size for one in list(_all))
    return len(sizes) < MOST_FILES and sum(sizes) + size <= MOST_BYTES and in_all + size <= MOST_IN_ALL


class Remembered:
    """Readings by the file and what was said of it; together no more cells than `most`, those looked at last."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._held: OrderedDict[tuple[str, Hashable], tuple[int, list[Reading]]] = OrderedDict()
        self._lock = Lock()

    def get(
        self, file: str, said: Hashable, make: Callable[[], list[Reading]], is_large: bool = False
    ) -> list[Reading]:
        """What was read of the file; for a large one that is yet to be read, room is made before."""
        key = file, said
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key][1]
            if is_large:
                self._held.clear()
        made = make()
        with self._lock:
            self._held[key] = (_cells(made), made)
            while sum(cells for cells, _ in self._held.values()) > self.most:
                self._held.popitem(last=False)
        return made

    def forget(self, files: Iterable[str]) -> None:
        """Let go of what was read of these files."""
        gone = set(files)
        with self._lock:
            for key in [key for key in self._held if key[0] in gone]:
                del self._held[key]


def _cells(readings: Iterable[Reading]) -> int:
    """How much the readings hold: each cell as it is written, and again as it was understood, with its place."""
    return sum(sum(len(line.cells) for line in one.sheet_lines) + 4 * len(one.cells) for one in readings)


remembered = Remembered(MOST_READ)
_turn = Lock()


@contextmanager
def turn(size: int) -> Iterator[None]:
    """For a visitor whose files have so many bytes together: alone with them, where these are large."""
    if size < LARGE:
        yield
        return
    with _turn:
        yield
