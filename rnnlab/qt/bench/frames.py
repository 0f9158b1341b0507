"""Frames while a net is trained by hand at full speed and the stage plays.

Everything is filmed in several takes, and the medians over the takes are reported, so that what else the
computer does for a moment counts in one take only; the greatest value is the greatest of all takes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import median

from rnnlab.core.experiment import Experiment, StopRule
from rnnlab.qt.bench.figures import Figure, percentile
from rnnlab.qt.bench.watch import HEIGHT, WIDTH, Subject

__all__ = ["BY_HAND", "TITLE", "film", "measure"]

TITLE = f"frames while training and playing at {WIDTH}×{HEIGHT}"
BAR = 0.025
BY_HAND = StopRule("hand")
TAKES = 5
_SECONDS = 4.0


@dataclass(frozen=True)
class Take:
    """What was seen in one stretch of time: intervals between pictures and what painting took, in seconds."""

    intervals: list[float]
    paints: list[float]
    steps: float


def measure(*, long: bool = False) -> list[Figure]:
    """Film the default net in training and playing, then only playing, only training, and at rest."""
    subject = Subject()
    seconds = _SECONDS * (4 if long else 1)
    figures = film(subject, replace(Experiment(), stop=BY_HAND), "training and playing", seconds, BAR)
    subject.session.pause()
    subject.play_forever()
    figures.append(_p99("playing only: interval, 99 %", takes(subject, seconds / 2), _intervals, BAR))
    subject.play_forever(on=False)
    subject.session.train(by_hand=False)
    resting = takes(subject, seconds / 2)
    figures.append(_p99("training only: painting, 99 %", resting, _paints, None))
    subject.session.pause()
    subject.wait(0.5)
    subject.frames.clear()
    subject.wait(2.0)
    figures.append(Figure("pictures a second at rest", len(subject.frames.done) / 2.0, "count", 0.0))
    subject.end()
    return figures


def film(
    subject: Subject, experiment: Experiment, name: str, seconds: float, bar: float | None
) -> list[Figure]:
    """Train a net by hand and play; return intervals between pictures and what painting took.

    Parameters
    ----------
    subject
        The window.
    experiment
        The net; its stop rule should be by hand.
    name
        What to call it.
    seconds
        How long each take is.
    bar
        Greatest interval at 99 %, in seconds.
    """
    subject.begin(experiment)
    subject.session.train(by_hand=False)
    subject.play_forever()
    subject.wait(1.5)
    found = takes(subject, seconds)
    steps = median(take.steps for take in found)
    pictures = median(len(take.intervals) / seconds for take in found)
    backend = subject.session.run.choice.name
    remark = f"{steps:,.0f} steps/s, {backend}" if steps >= 1 else backend
    return [
        Figure(f"{name}: pictures with motion", pictures, "/s", remark=remark),
        Figure(f"{name}: all pictures", median(len(take.paints) / seconds for take in found), "/s"),
        Figure(f"{name}: interval, median", median(median(take.intervals) for take in found)),
        _p99(f"{name}: interval, 99 %", found, _intervals, bar),
        Figure(f"{name}: interval, greatest", max(max(take.intervals) for take in found)),
        Figure(f"{name}: painting, median", median(median(take.paints) for take in found)),
        _p99(f"{name}: painting, 99 %", found, _paints, None),
        Figure(f"{name}: painting, greatest", max(max(take.paints) for take in found)),
    ]


def takes(subject: Subject, seconds: float) -> list[Take]:
    """Look on several times."""
    subject.wait(0.3)
    found = []
    for _ in range(TAKES):
        subject.frames.clear()
        first = subject.session.run.newest_step
        subject.wait(seconds)
        steps = (subject.session.run.newest_step - first) / seconds
        found.append(Take(subject.frames.motion_intervals, subject.frames.paint_times, steps))
    return found


def _intervals(take: Take) -> list[float]:
    return take.intervals


def _paints(take: Take) -> list[float]:
    return take.paints


def _p99(name: str, found: list[Take], values: Callable[[Take], list[float]], bar: float | None) -> Figure:
    each = [percentile(values(take), 0.99) for take in found]
    count = sum(len(values(take)) for take in found)
    told = ", ".join(f"{value * 1e3:.0f}" for value in sorted(each))
    return Figure(name, median(each), "s", bar, remark=f"of {count} in {len(found)} takes: {told} ms")
