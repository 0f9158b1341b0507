"""Timing several contestants fairly, and writing down times."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median

Work = Callable[[int], None]
"""Does something so many times."""

_LONGEST_TRIAL = 1 << 20


def interleaved(contestants: Mapping[str, Work], seconds: float = 0.02, rounds: int = 9) -> dict[str, float]:
    """Time contestants in turns.

    Parameters
    ----------
    contestants
        By name.
    seconds
        About how long each is given each time.
    rounds
        How often each has its turn.

    Returns
    -------
    dict
        By name the median of the seconds for doing it once.
    """
    counts = {name: _count(work, seconds) for name, work in contestants.items()}
    times: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, work in contestants.items():
            times[name].append(_time(work, counts[name]) / counts[name])
    return {name: median(found) for name, found in times.items()}


def _time(work: Work, count: int) -> float:
    started = time.perf_counter()
    work(count)
    return time.perf_counter() - started


def _count(work: Work, seconds: float) -> int:
    """Find how often something can be done in the time; also warms it up."""
    work(1)
    count = 1
    while count < _LONGEST_TRIAL and (spent := _time(work, count)) < seconds:
        count = max(count + 1, min(10 * count, int(count * seconds / max(spent, 1e-9))))
    return count


def duration(seconds: float) -> str:
    """Write a time with a fitting unit."""
    for unit, factor in (("s", 1.0), ("ms", 1e3), ("µs", 1e6)):
        if seconds * factor >= 1 or unit == "µs":
            value = seconds * factor
            return f"{value:.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"
    raise AssertionError


def table(rows: Sequence[Sequence[str]]) -> list[str]:
    """Line up columns: the first to the left, the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        others = (text.rjust(width) for text, width in zip(row[1:], widths[1:], strict=True))
        lines.append("  ".join((row[0].ljust(widths[0]), *others)).rstrip())
    return lines
