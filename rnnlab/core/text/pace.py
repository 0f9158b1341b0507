"""Whether help makes training faster, found out while it goes on.

Several processors that share a step wait for each other, so on a computer with other things to do they may be
slower than one. What is computed does not depend on it, so both ways are tried again and again.
"""

from __future__ import annotations

from collections import deque
from statistics import median

LEAST_GAIN = 0.9
"""Help is taken where a step with it takes less than this share of the time without."""
KEPT = 5
"""Steps of each kind that are remembered."""
SOONEST, LATEST = 16, 64
"""After how many steps the other way is tried once more; the longer, the longer nothing has changed."""


class Pace:
    """Remembers how long steps took with help and without."""

    def __init__(self) -> None:
        self._seconds: dict[bool, deque[float]] = {flag: deque(maxlen=KEPT) for flag in (True, False)}
        self._with_help = True
        self._interval = self._left = SOONEST

    def next(self) -> bool:
        """Tell whether the next step is to be done with help."""
        unknown = [flag for flag, known in self._seconds.items() if len(known) < 2]
        if unknown:
            return unknown[0]
        self._left -= 1
        if self._left > 0:
            return self._with_help
        self._left = self._interval = min(2 * self._interval, LATEST)
        return not self._with_help

    def note(self, seconds: float, *, with_help: bool) -> None:
        """Remember how long a step took."""
        self._seconds[with_help].append(seconds)
        if any(len(known) < 2 for known in self._seconds.values()):
            return
        is_faster = median(self._seconds[True]) < LEAST_GAIN * median(self._seconds[False])
        if is_faster != self._with_help:
            self._with_help = is_faster
            self._left = self._interval = SOONEST
