"""One piece of file work at a time in the background; its outcome is handed over on the main thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from rnnlab.core.problems import Problem

Result = TypeVar("Result")


class Errand(Generic[Result]):
    """A function run in a thread.

    Parameters
    ----------
    work
        What to do, in the thread.
    done
        Called by :meth:`poll`, on its thread: with the result and None, or with None and the problem.
    """

    def __init__(
        self, work: Callable[[], Result], done: Callable[[Result | None, Problem | None], None]
    ) -> None:
        self._work = work
        self._done = done
        self._result: Result | None = None
        self._problem: Problem | None = None
        self._thread = threading.Thread(target=self._run, name="errand")
        self._thread.start()

    def _run(self) -> None:
        try:
            self._result = self._work()
        except Problem as problem:
            self._problem = problem
        except Exception as error:
            self._problem = Problem("file.failed", "file", detail=f"{type(error).__name__}: {error}")

    def poll(self) -> bool:
        """Hand the outcome over if there is one; True if so."""
        if self._thread.is_alive():
            return False
        self._thread.join()
        self._done(self._result, self._problem)
        return True

    def wait(self) -> None:
        """Wait for the work to end, then hand the outcome over."""
        self._thread.join()
        self.poll()
