"""Ctrl-C that loses nothing: the first one asks for an end, a second one ends the program."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stopped_by_hand(request_stop: Callable[[], None]) -> Iterator[None]:
    """Let Ctrl-C call something in place of ending the program, the first time.

    Parameters
    ----------
    request_stop
        Asks the work in hand to end soon.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    asked = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        del number, frame
        if asked:
            raise KeyboardInterrupt
        asked = True
        request_stop()

    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
