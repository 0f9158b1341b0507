"""When a window was painted, and how long that took."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

__all__ = ["FrameWatch"]


class FrameWatch(QObject):
    """Notes every picture of a window: when it was begun and when it was done.

    A window of widgets is painted inside one event (`QEvent.UpdateRequest`), all changed widgets together.

    Attributes
    ----------
    begun, done
        Seconds of `time.perf_counter`, one of each a picture.
    moments
        What `moment` gave at each picture.
    moment
        Tells how far what moves has moved.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.begun: list[float] = []
        self.done: list[float] = []
        self.moments: list[float] = []
        self.moment: Callable[[], float] = float
        self.listener: Callable[[], None] | None = None
        self._inside = False
        window.installEventFilter(self)

    def clear(self) -> None:
        """Forget the pictures so far."""
        self.begun.clear()
        self.done.clear()
        self.moments.clear()

    @property
    def intervals(self) -> list[float]:
        """Seconds from each picture to the next one."""
        return [after - before for before, after in pairwise(self.done)]

    @property
    def motion_intervals(self) -> list[float]:
        """Seconds from each picture in which something had moved to the next such picture."""
        moments = zip(self.done, self.moments, strict=True)
        moved = [now for (_, before), (now, after) in pairwise(moments) if after != before]
        return [after - before for before, after in pairwise(moved)]

    @property
    def paint_times(self) -> list[float]:
        """Seconds that each picture took."""
        return [done - begun for begun, done in zip(self.begun, self.done, strict=True)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the window handle its painting in here, so that its end is noticed."""
        if event.type() != QEvent.Type.UpdateRequest or self._inside:
            return False
        self._inside = True
        self.begun.append(time.perf_counter())
        try:
            handled = watched.event(event)
        finally:
            self.done.append(time.perf_counter())
            self.moments.append(self.moment())
            self._inside = False
        if self.listener is not None:
            self.listener()
        return handled
