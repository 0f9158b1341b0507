"""Memory while a net is trained at full speed and the stage plays: it must not grow."""

from __future__ import annotations

import os
import resource
import sys
from dataclasses import replace
from pathlib import Path

from rnnlab.core.experiment import Experiment
from rnnlab.qt.bench.figures import Figure
from rnnlab.qt.bench.frames import BY_HAND
from rnnlab.qt.bench.watch import Subject

__all__ = ["TITLE", "measure", "resident_bytes"]

TITLE = "memory while training and playing"
_MINUTES = (1, 2, 3, 4)
_LONG_MINUTES = (1, 2, 3, 5, 10, 20, 30, 40, 50, 60)
GROWTH = 8e6
"""Bytes that memory may grow from the second look to the last one; until then caches fill up."""


def measure(*, long: bool = False) -> list[Figure]:
    """Look at the memory every minute."""
    subject = Subject()
    subject.begin(replace(Experiment(), stop=BY_HAND))
    subject.session.train(by_hand=False)
    subject.play_forever()
    figures, found, passed = [], [], 0
    for minutes in _LONG_MINUTES if long else _MINUTES:
        subject.wait((minutes - passed) * 60)
        passed = minutes
        found.append(resident_bytes())
        run = subject.session.run
        kept = f"{len(run.history):,} weights and {len(run.curve):,} points kept"
        figures.append(
            Figure(f"after {minutes} min", found[-1], "B", remark=f"{run.newest_step:,} steps, {kept}")
        )
    run = subject.session.run
    figures.append(Figure("growth since the second look", found[-1] - found[1], "B", GROWTH))
    figures.append(Figure("weights kept", len(run.history), "count", run.history.capacity))
    subject.end()
    return figures


def resident_bytes() -> float:
    """Return the memory of this process that is in use; where the system cannot say, the most there was."""
    status = Path("/proc/self/statm")
    if status.exists():
        return float(status.read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    greatest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(greatest if sys.platform == "darwin" else greatest * 1024)
