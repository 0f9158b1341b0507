"""Training on a text beside the window, as a share of the same training alone.

The window shows the diary. Both train the same net from its first weights for the same time, in turns, tests
and pages of the diary counted in; alone means in a thread like the window's, while the window's own thread
sleeps. The medians are compared. How smooth the window is shows in a clock that ticks once a picture.
"""

from __future__ import annotations

import time
from dataclasses import replace
from itertools import pairwise
from statistics import median

from PySide6.QtCore import QElapsedTimer, Qt, QTimer

from rnnlab.core.text.record import Record
from rnnlab.core.text.settings import TextSettings
from rnnlab.core.text.training import Controls, TextRun, take, train
from rnnlab.qt.bench.figures import Figure, percentile
from rnnlab.qt.bench.watch import Subject
from rnnlab.qt.scenes.text.scene import TextScene
from rnnlab.session.hired import hire
from rnnlab.session.job import step_back

__all__ = ["TITLE", "measure"]

TITLE = "training on a text beside the window, as a share of the same training alone"
SHARE, FRAME = 0.90, 0.025
_ROUNDS = 5
_SECONDS = 4.0
_WARM_UP = 1.0
_PATIENCE = 300.0
"""Seconds; the first time torch has to be loaded."""
_PICTURE_MILLISECONDS = 16
SIZES = ((128, 1, 50, 50), (256, 2, 100, 32), (64, 1, 50, 32))
"""H, L, T and B."""


def measure(*, long: bool = False) -> list[Figure]:
    """Compare the sizes."""
    subject = Subject()
    subject.window.show_scene("text")
    scene = subject.window.scene()
    assert isinstance(scene, TextScene)
    subject.wait_until(lambda: scene.session.corpus is not None)
    figures: list[Figure] = []
    for hidden, layers, steps, sequences in SIZES:
        settings = replace(
            scene.session.settings,
            hidden_size=hidden,
            layers=layers,
            sequence_length=steps,
            batch_size=sequences,
            backend="compiled",
        )
        name = f"H{hidden} L{layers} T{steps} B{sequences}"
        figures += _compare(subject, scene, settings, name, _ROUNDS * (3 if long else 1))
    scene.session.forget_net()
    subject.end()
    return figures


def _compare(
    subject: Subject, scene: TextScene, settings: TextSettings, name: str, rounds: int
) -> list[Figure]:
    changes = {field: getattr(settings, field) for field in settings.to_json() if field != "corpus"}
    scene.session.change(**changes)
    alone, beside, ticks = [], [], list[list[float]]()
    for _ in range(rounds):
        scene.session.start_anew()
        subject.wait_until(lambda: scene.session.status == "running", _PATIENCE)
        run = scene.session.training.run if scene.session.training is not None else None
        rate, intervals = _in_window(subject, scene)
        beside.append(rate)
        ticks.append(intervals)
        scene.session.pause()
        subject.wait(0.5)
        assert run is not None
        alone.append(_alone(run))
    rate, each = median(alone), [percentile(intervals, 0.99) for intervals in ticks]
    told = ", ".join(f"{value * 1e3:.0f}" for value in sorted(each))
    speed = f"of {rate * settings.sequence_length * settings.batch_size:,.0f} characters/s alone"
    return [
        Figure(name, median(beside) / rate, "share", SHARE, True, f"{speed}, medians of {rounds}"),
        Figure(f"{name}: interval of a picture's clock, 99 %", median(each), "s", FRAME, remark=f"{told} ms"),
        Figure(f"{name}: the same, greatest", max(max(intervals) for intervals in ticks)),
    ]


def _in_window(subject: Subject, scene: TextScene) -> tuple[float, list[float]]:
    """Return steps a second beside the window, and seconds between the ticks of a clock in it."""
    subject.wait(_WARM_UP)
    timer, clock, found = QTimer(), QElapsedTimer(), list[float]()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.setInterval(_PICTURE_MILLISECONDS)
    timer.timeout.connect(lambda: found.append(clock.nsecsElapsed() * 1e-9))
    first, begun = scene.session.step, time.perf_counter()
    clock.start()
    timer.start()
    subject.wait(_SECONDS)
    rate = (scene.session.step - first) / (time.perf_counter() - begun)
    timer.stop()
    return rate, [after - before for before, after in pairwise(found)]


def _alone(run: TextRun) -> float:
    """Return steps a second in a thread as unimportant as the window's, while this one waits."""
    found: list[float] = []

    def work() -> None:
        step_back()
        found.append(_headless(run))

    hire(work)()
    return found[0]


def _headless(run: TextRun) -> float:
    """Return steps a second of this thread, as the command does them."""
    controls = Controls(run.settings.steps)
    record = Record.empty(run.shape.parameter_count)
    begun, first, step = time.perf_counter(), -1, 0
    for report in train(run, run.begin(), controls, hire=hire):
        take(record, report)
        now, step = time.perf_counter(), report.step
        if first < 0 and now - begun > _WARM_UP:
            begun, first = now, step
        elif first >= 0 and now - begun > _SECONDS:
            controls.pause_requested = True
    return (step - first) / (time.perf_counter() - begun)
