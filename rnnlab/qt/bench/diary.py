"""Frames while a text is learnt with its diary open, in both of its forms."""

from __future__ import annotations

import time
from itertools import pairwise
from statistics import median

from PySide6.QtCore import Qt, QTimer

from rnnlab.qt.bench.figures import Figure, percentile
from rnnlab.qt.bench.watch import HEIGHT, WIDTH, Subject
from rnnlab.qt.scenes.text.diary_page import FORMS
from rnnlab.qt.scenes.text.scene import TextScene

__all__ = ["TITLE", "measure"]

TITLE = f"frames while a text is learnt with its diary open at {WIDTH}×{HEIGHT}"
BAR = 0.025
TAKES = 5
_SECONDS = 4.0
_BEAT_MILLISECONDS = 4
_FIRST_STEP = 30
"""Pages from which on there are more than fit side by side."""
_PATIENCE = 120.0


def measure(*, long: bool = False) -> list[Figure]:
    """Learn the first text with the first preset, and look on."""
    subject = Subject()
    subject.window.show_scene("text")
    scene = subject.window.scene()
    assert isinstance(scene, TextScene)
    session = scene.session
    session.change(steps=10_000_000)
    subject.wait_until(lambda: session.corpus is not None and scene.diary.entries() != (), _PATIENCE)
    scene.toggle_training()
    subject.wait_until(lambda: session.step > _FIRST_STEP, _PATIENCE)
    figures: list[Figure] = []
    for form in FORMS:
        scene.diary.set_form(form)
        subject.wait(0.5)
        figures += _film(subject, scene, form, _SECONDS * (4 if long else 1))
    session.pause()
    session.forget_net()
    subject.end()
    return figures


def _film(subject: Subject, scene: TextScene, name: str, seconds: float) -> list[Figure]:
    """Return how late the window's own beat came, and what painting took."""
    gaps: list[float] = []
    paints: list[float] = []
    greatest, speeds = 0.0, []
    for _ in range(TAKES):
        beats: list[float] = []
        timer = QTimer()
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.setInterval(_BEAT_MILLISECONDS)
        timer.timeout.connect(lambda beats=beats: beats.append(time.perf_counter()))
        subject.frames.clear()
        first = scene.session.step
        timer.start()
        subject.wait(seconds)
        timer.stop()
        found = [after - before for before, after in pairwise(beats)]
        gaps.append(percentile(found, 0.99))
        greatest = max(greatest, *found)
        paints += subject.frames.paint_times
        speeds.append((scene.session.step - first) / seconds)
    told = ", ".join(f"{gap * 1e3:.0f}" for gap in sorted(gaps))
    remark = f"in {TAKES} takes: {told} ms; {median(speeds):,.0f} steps/s"
    return [
        Figure(f"{name}: between two beats of the window, 99 %", median(gaps), "s", BAR, remark=remark),
        Figure(f"{name}: the same, greatest", greatest),
        Figure(f"{name}: painting, median", median(paints)),
        Figure(f"{name}: painting, 99 %", percentile(paints, 0.99), remark=f"of {len(paints)}"),
    ]
