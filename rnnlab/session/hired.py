"""Threads that the core borrows for a while: it starts none itself."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable

_numbers = itertools.count(1)


def hire(work: Callable[[], None]) -> Callable[[], None]:
    """Run a function in a thread of its own; returns what waits for its end.

    The thread is as important as the one that asks for it.
    """
    thread = threading.Thread(target=work, name=f"helper-{next(_numbers)}", daemon=True)
    thread.start()
    return thread.join
