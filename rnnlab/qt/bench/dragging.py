"""Dragging a slider: how long until the picture shows the net that was trained with the new value."""

from __future__ import annotations

import time
from collections.abc import Iterator

from rnnlab.core.experiment import Experiment
from rnnlab.qt.bench.figures import Figure, percentile
from rnnlab.qt.bench.watch import Subject
from rnnlab.qt.widgets import LabelledSlider

__all__ = ["TITLE", "measure"]

TITLE = "dragging a slider, to the picture of the retrained net"
BAR = 0.15
_SECONDS = 4.0
_MOVE_SECONDS = 0.016


def measure(*, long: bool = False) -> list[Figure]:
    """Move both sliders stop by stop, then drag them as fast as a hand moves."""
    subject = Subject()
    subject.begin(Experiment())
    subject.session.train(by_hand=False)
    subject.wait_until(subject.shows_solved)
    panel = subject.scene.setup_panel
    figures = []
    ranges = {
        "hidden size": (panel.hidden_size, range(4, 19)),
        "learning rate": (panel.learning_rate, range(12, 17)),
    }
    for name, (slider, stops) in ranges.items():
        order = [*stops, *reversed(stops)] * (2 if long else 1)
        times = [_move(subject, slider, stop) for stop in order]
        figures.append(Figure.of(f"{name}: changed to solved on screen", times, BAR))
        figures += _drag(subject, slider, name, list(stops))
    subject.end()
    return figures


def _move(subject: Subject, slider: LabelledSlider, stop: int) -> float:
    subject.wait(0.1)
    if slider.slider.value() == stop:
        stop += 1
    before = subject.session.run
    started = time.perf_counter()
    slider.slider.setSliderDown(True)
    slider.slider.setSliderPosition(stop)
    done = subject.wait_until(lambda: subject.session.run is not before and subject.shows_solved())
    slider.slider.setSliderDown(False)
    return done - started


def _drag(subject: Subject, slider: LabelledSlider, name: str, stops: list[int]) -> list[Figure]:
    """Move the handle back and forth at sixty events a second; return the pictures' intervals."""
    frames = subject.frames
    slider.slider.setSliderDown(True)
    frames.clear()
    begun = time.perf_counter()
    handling = []
    for stop in _back_and_forth(stops):
        moved = time.perf_counter()
        slider.slider.setSliderPosition(stop)
        handling.append(time.perf_counter() - moved)
        subject.wait(_MOVE_SECONDS)
        if moved - begun > _SECONDS:
            break
    slider.slider.setSliderDown(False)
    subject.wait_until(subject.shows_solved)
    return [
        Figure(
            f"{name}: handling one change, 99 %", percentile(handling, 0.99), remark=f"of {len(handling)}"
        ),
        Figure(f"{name}: interval between pictures, 99 %", percentile(frames.intervals, 0.99)),
    ]


def _back_and_forth(stops: list[int]) -> Iterator[int]:
    while True:
        yield from stops
        yield from reversed(stops)
