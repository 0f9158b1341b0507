"""Threads that help with work the core has cut in parts."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self, TypeVar

from rnnlab.core.captions.parts import in_turn

Result = TypeVar("Result")

MOST = 3


class SpareThreads:
    """Does several things at once: the first ones here, what helpers have begun by then there.

    Nobody waits for a helper that has not begun, so a busy computer only makes help rarer. A context manager:
    the threads end with it.

    Parameters
    ----------
    count
        How many helpers; with 0 everything is done here. None for one for every further processor, 3 at most.
    name
        What the threads are called.
    """

    def __init__(self, count: int | None = None, name: str = "helper") -> None:
        if count is None:
            count = min((os.cpu_count() or 1) - 1, MOST)
        self._pool = ThreadPoolExecutor(count, thread_name_prefix=name) if count > 0 else None

    def __call__(self, works: Sequence[Callable[[], Result]]) -> list[Result]:
        """Return what came of each, in their order.

        Raises
        ------
        Exception
            What the first of them raised that failed, once nothing is at work any more.
        """
        if self._pool is None or len(works) < 2:
            return in_turn(works)
        # helpers begin at the end of the row, so that the two meet
        futures = {place: self._pool.submit(works[place]) for place in range(len(works) - 1, 0, -1)}
        found: dict[int, Result] = {}
        try:
            for place, work in enumerate(works):
                if place == 0 or futures[place].cancel():
                    found[place] = work()
        finally:
            for future in futures.values():
                future.cancel()
            begun = {place: future for place, future in futures.items() if not future.cancelled()}
            failures = [failure for future in begun.values() if (failure := future.exception()) is not None]
        if failures:
            raise failures[0]
        return [found[place] if place in found else futures[place].result() for place in range(len(works))]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown()
