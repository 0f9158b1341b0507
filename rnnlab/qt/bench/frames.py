"""Frames while a net is trained by hand at full speed and the stage plays."""

from __future__ import annotations

from dataclasses import replace
from statistics import median

from rnnlab.core.experiment import Experiment, StopRule
from rnnlab.qt.bench.figures import Figure, percentile
from rnnlab.qt.bench.watch import HEIGHT, WIDTH, Subject

__all__ = ["TITLE", "film", "measure"]

TITLE = f"frames while training and playing at {WIDTH}×{HEIGHT}"
BAR = 0.025
_SECONDS = 10.0
BY_HAND = StopRule("hand")


def measure(*, long: bool = False) -> list[Figure]:
    """Film the default net, untrained playing, and at rest."""
    subject = Subject()
    seconds = _SECONDS * (6 if long else 1)
    figures = film(subject, replace(Experiment(), stop=BY_HAND), "training and playing", seconds, BAR)
    subject.session.pause()
    subject.play_forever()
    subject.wait(0.3)
    subject.frames.clear()
    subject.wait(seconds / 2)
    figures.append(_p99("playing only: interval, 99 %", subject.frames.motion_intervals, BAR))
    subject.play_forever(on=False)
    subject.session.train(by_hand=False)
    subject.wait(0.3)
    subject.frames.clear()
    subject.wait(seconds / 2)
    figures.append(_p99("training only: interval, 99 %", subject.frames.intervals, None))
    figures.append(_p99("training only: painting, 99 %", subject.frames.paint_times, None))
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
        How long to look.
    bar
        Greatest interval at 99 %, in seconds.
    """
    subject.begin(experiment)
    subject.session.train(by_hand=False)
    subject.play_forever()
    subject.wait(1.5)
    subject.frames.clear()
    first = subject.session.run.newest_step
    subject.wait(seconds)
    frames = subject.frames
    steps = (subject.session.run.newest_step - first) / seconds
    intervals, paints = frames.motion_intervals, frames.paint_times
    remark = f"{steps:,.0f} steps/s, {subject.session.run.choice.name}"
    return [
        Figure(f"{name}: pictures with motion", len(intervals) / seconds, "/s", remark=remark),
        Figure(f"{name}: all pictures", len(paints) / seconds, "/s"),
        Figure(f"{name}: interval, median", median(intervals)),
        _p99(f"{name}: interval, 99 %", intervals, bar),
        Figure(f"{name}: interval, greatest", max(intervals)),
        Figure(f"{name}: painting, median", median(paints)),
        _p99(f"{name}: painting, 99 %", paints, None),
        Figure(f"{name}: painting, greatest", max(paints)),
    ]


def _p99(name: str, values: list[float], bar: float | None) -> Figure:
    return Figure(name, percentile(values, 0.99), "s", bar, remark=f"of {len(values)}")
