"""Where backends are made ready beside the window: kernels are compiled in a thread, torch is asked for.

Compiling releases Python's lock, so a thread of its own does not disturb the window. One cell is compiled
after the other: whoever closes the workshop waits for the one in hand only. Torch must be loaded with care on
the main thread's terms, so the workshop only remembers that somebody wants it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

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
        self._compiler = ThreadPoolExecutor(max_workers=1, thread_name_prefix="compiler")
        self._orders: dict[str, Future[None]] = {}
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
            order = self._orders.get(cell.signature)
            if order is None and not self._closed:
                self._orders[cell.signature] = self._compiler.submit(kernel.prepare, cell)
        error = order.exception() if order is not None and order.done() and not order.cancelled() else None
        if error is not None:
            raise Problem("backend.unavailable", "backend", backend="compiled", detail=str(error)) from error
        return False

    def torch_is_ready(self) -> bool:
        """Return whether torch can be imported; if not, note that it is wanted."""
        if self._torch_is_loaded():
            return True
        self.torch_is_wanted = True
        return False

    def close(self) -> None:
        """Begin nothing new and wait for the cell that is being compiled."""
        with self._lock:
            self._closed = True
        self._compiler.shutdown(wait=True, cancel_futures=True)
