"""Made once, shared by all: what belongs to a release is made by whoever asks first and looked up by everyone after.

Streamlit's own caches cost more at each hit than most of our answers (see docs/decisions/0010-computed-once.md). What
is kept here is handed out as it is, to every session: nobody changes it in place.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import CancelledError, Future
from functools import partial, wraps
from inspect import signature
from threading import Lock
from typing import Any, Generic, TypeVar, TypeVarTuple, Unpack

Given = TypeVarTuple("Given")
Made = TypeVar("Made")


class Shelf(Generic[Made]):
    """At most `most` things by their keys; the one that was asked for longest ago makes room."""

    def __init__(self, most: int) -> None:
        self.most, self.made = most, 0
        self._held: OrderedDict[Hashable, Future[Made]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, key: Hashable) -> bool:
        return key in self._held

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The thing under the key; made by one, and waited for by others who ask meanwhile.

        What could not be made is not kept: the error is told to who made it, and who waited tries anew.
        """
        while True:
            place, mine = self._place(key)
            if mine:
                return self._made(key, place, make)
            try:
                return place.result()
            except CancelledError:
                continue

    def _place(self, key: Hashable) -> tuple[Future[Made], bool]:
        """Where the thing is or will be, and whether it is for the caller to make it."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key], False
            place = self._held[key] = Future[Made]()
            if len(self._held) > self.most:
                self._held.popitem(last=False)
            return place, True

    def _made(self, key: Hashable, place: Future[Made], make: Callable[[], Made]) -> Made:
        try:
            made = make()
        except BaseException:
            with self._lock:
                if self._held.get(key) is place:
                    del self._held[key]
            place.cancel()
            raise
        self.made += 1
        place.set_result(made)
        return made


SHELVES: dict[str, Shelf[Any]] = {}  # of all functions that keep what they make, by their names


def once(most: int) -> Callable[[Callable[[Unpack[Given]], Made]], Callable[[Unpack[Given]], Made]]:
    """Keep what a function makes, by its arguments but those whose names begin with `_`: they follow from the rest."""

    def kept(make: Callable[[Unpack[Given]], Made]) -> Callable[[Unpack[Given]], Made]:
        told = [place for place, name in enumerate(signature(make).parameters) if not name.startswith("_")]
        shelf: Shelf[Made] = Shelf(most)
        SHELVES[f"{make.__module__}.{make.__name__}"] = shelf

        @wraps(make)
        def looked_up(*given: *Given) -> Made:
            return shelf.get(tuple(given[place] for place in told), partial(make, *given))

        return looked_up

    return kept
