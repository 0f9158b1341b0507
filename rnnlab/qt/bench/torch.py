"""Loading torch behind a moving picture: the longest time without a new one."""

from __future__ import annotations

import sys
from dataclasses import replace

from rnnlab.core.experiment import Experiment
from rnnlab.qt.bench.figures import Figure
from rnnlab.qt.bench.frames import BY_HAND
from rnnlab.qt.bench.watch import Subject

__all__ = ["TITLE", "measure"]

TITLE = "loading torch while training and playing"
BAR = 0.1


def measure(*, long: bool = False) -> list[Figure]:
    """Play, train, and let the window load torch."""
    del long
    subject = Subject()
    assert "torch" not in sys.modules, "something has imported torch before it was wanted"
    subject.begin(replace(Experiment(), stop=BY_HAND))
    subject.session.train(by_hand=False)
    subject.play_forever()
    subject.wait(1.0)
    subject.frames.clear()
    subject.wait(2.0)
    before = max(subject.frames.motion_intervals)
    subject.frames.clear()
    errors: list[Exception | None] = []
    subject.scene.context.loader.when_ready("torch", errors.append)
    subject.wait_until(lambda: bool(errors))
    assert errors == [None]
    intervals = list(subject.frames.motion_intervals)
    subject.frames.clear()
    subject.wait(2.0)
    after = max(subject.frames.motion_intervals)
    subject.end()
    return [
        Figure("longest gap while torch is loaded", max(intervals), "s", BAR, remark=f"of {len(intervals)}"),
        Figure("time to load it", sum(intervals)),
        Figure("longest gap in two seconds before", before),
        Figure("longest gap in two seconds after", after),
    ]
