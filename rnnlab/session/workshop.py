"""Where backends are made ready beside the window: kernels are compiled in a thread, torch is asked for.

Compiling releases Python's lock, so a thread of its own does not disturb the window. Torch must be loaded
with care on the main thread's terms, so the workshop only remembers that somebody wants it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from rnnlab.core.cells import kernel
from rnnlab.core.cells.graph import Cell
from rnnlab.core.problems import Problem


class Workshop:
    """Makes kernels and remembers what was asked for.

    Parameters
    ----------
    torch_is_loaded
        Whether torch can be imported at no cost.

    Attributes
    ----------
    torch_is_wanted
        Somebody needs torch; whoever owns the workshop has it loaded.
    """

    def __init__(self, torch_is_loaded: Callable[[], bool] = lambda: True) -> None:
        self._torch_is_loaded = torch_is_loaded
        self._lock = threading.Lock()
        self._failed: dict[str, Exception] = {}
        self._threads: dict[str, threading.Thread] = {}
        self._closed = False
        self.torch_is_wanted = False

    def kernel_is_ready(self, cell: Cell) -> bool:
        """Return whether the cell's code can be used; if not, begin to compile it.

        Raises
        ------
        Problem
            ``backend.unavailable`` if it could not be compiled.
        """
        if kernel.is_ready(cell):
            return True
        with self._lock:
            if cell.signature in self._failed:
                detail = str(self._failed[cell.signature])
                raise Problem("backend.unavailable", "backend", backend="compiled", detail=detail)
            thread = self._threads.get(cell.signature)
            if (thread is None or not thread.is_alive()) and not self._closed:
                thread = threading.Thread(target=self._prepare, args=(cell,), name="compiler", daemon=True)
                self._threads[cell.signature] = thread
                thread.start()
        return False

    def _prepare(self, cell: Cell) -> None:
        try:
            kernel.prepare(cell)
        except Exception as error:
            with self._lock:
                self._failed[cell.signature] = error

    def torch_is_ready(self) -> bool:
        """Return whether torch can be imported; if not, note that it is wanted."""
        if self._torch_is_loaded():
            return True
        self.torch_is_wanted = True
        return False

    def close(self) -> None:
        """Begin nothing new and wait for what is being compiled."""
        with self._lock:
            self._closed = True
            threads = list(self._threads.values())
        for thread in threads:
            thread.join()
