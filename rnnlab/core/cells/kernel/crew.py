"""Parts of a batch and who works on them; see `sharing_code` for how they share.

The core starts no threads: whoever has some lets them run `Crew.serve`, which returns when the crew is
dismissed.
"""

from __future__ import annotations

import contextlib
import ctypes
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from rnnlab.core.cells.kernel.machine import Library
from rnnlab.core.cells.kernel.rows import Int64Array
from rnnlab.core.cells.kernel.sharing_code import CREW

Hire = Callable[[Callable[[], None]], Callable[[], None]]
"""Runs a function in a thread of its own; returns what waits for its end."""


def _python(name: str, result: type | None, *arguments: type) -> tuple[Callable[..., int], int]:
    """Give one of Python's own functions: to be called, and its address."""
    function = getattr(ctypes.pythonapi, name)
    function.restype, function.argtypes = result, arguments
    return function, int(ctypes.cast(function, ctypes.c_void_p).value or 0)


_allocate, _ = _python("PyThread_allocate_lock", ctypes.c_void_p)
_free, _ = _python("PyThread_free_lock", None, ctypes.c_void_p)
_acquire, _ACQUIRE = _python("PyThread_acquire_lock", ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_release, _RELEASE = _python("PyThread_release_lock", None, ctypes.c_void_p)


class Crew:
    """Does parts of the same kind, with the help of whoever serves.

    Parameters
    ----------
    library : Library
        The code all cells share.
    tables : sequence of int
        Addresses of the parts' tables.
    """

    def __init__(self, library: Library, tables: Sequence[int]) -> None:
        self._library = library
        self._locks: list[int] = []
        self._waits: list[Callable[[], None]] = []
        self._lists: dict[str, Int64Array] = {}
        self._numbers = np.zeros(len(CREW), np.int64)
        self._set("count", len(tables))
        self._set("acquire", _ACQUIRE)
        self._set("release", _RELEASE)
        self._put("tables", tables)
        self._put("own", [0] * len(tables))
        self._put("done", [self._closed_lock() for _ in tables])

    def _set(self, name: str, value: int) -> None:
        self._numbers[CREW.index(name)] = value

    def _put(self, name: str, entries: Sequence[int]) -> None:
        self._lists[name] = np.array(entries, np.int64)
        self._set(name, self._lists[name].ctypes.data)

    def _closed_lock(self) -> int:
        lock = int(_allocate())
        _acquire(lock, 0)
        self._locks.append(lock)
        return lock

    @property
    def address(self) -> int:
        """Where compiled code finds the crew."""
        return int(self._numbers.ctypes.data)

    @property
    def helpers(self) -> int:
        """How many there are to help."""
        return len(self._waits)

    def ask(self, *, for_help: bool) -> None:
        """Say whether those who can help shall; what is computed stays the same."""
        self._set("helpers", self.helpers if for_help else 0)

    def prepare(self, work: str) -> None:
        """Say which function of the library is done with every table."""
        self._set("work", self._library.address(work))

    def share(self, work: str) -> None:
        """Have a function done with every table."""
        self.prepare(work)
        self._library.entry("share")(self.address)

    @contextmanager
    def helped(self, hire: Hire, count: int) -> Iterator[None]:
        """Have helpers, no more than there is work for, until the block is left."""
        wanted = max(min(count, len(self._lists["tables"]) - 1), 0)
        self._set("quit", 0)
        self._set("next", len(self._lists["tables"]))
        self._put("idle", [0] * wanted)
        self._put("start", [self._closed_lock() for _ in range(wanted)])
        try:
            for number in range(wanted):
                self._waits.append(hire(self._service(number)))
            self.ask(for_help=True)
            yield
        finally:
            self.ask(for_help=True)
            self._library.entry("dismiss")(self.address)
            for wait in self._waits:
                wait()
            self._waits.clear()
            self._set("helpers", 0)

    def _service(self, number: int) -> Callable[[], None]:
        argument = np.array([self.address, number], np.int64)

        def serve() -> None:
            self._library.entry("serve")(argument.ctypes.data)

        return serve

    def __del__(self) -> None:
        for lock in self._locks:
            with contextlib.suppress(TypeError):  # Python is at its end and has taken the function away
                _free(lock)
