"""Switching the theme, the language and the size of everything."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from rnnlab.qt.bench.figures import Figure
from rnnlab.qt.bench.watch import Subject
from rnnlab.qt.i18n import language
from rnnlab.qt.theme import theme

__all__ = ["TITLE", "measure"]

TITLE = "switching theme, language and size, to the picture"
_ROUNDS = 8


def measure(*, long: bool = False) -> list[Figure]:
    """Switch back and forth."""
    subject = Subject()
    rounds = _ROUNDS * (4 if long else 1)
    changes: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "theme": (partial(theme.set_mode, "dark"), partial(theme.set_mode, "light")),
        "language": (partial(language.choose, "en"), partial(language.choose, "ko")),
        "size": (partial(theme.set_zoom, 1.25), partial(theme.set_zoom, 1.0)),
    }
    figures = []
    for name, both in changes.items():
        figures.append(Figure.of(name, [_switch(subject, both[turn % 2]) for turn in range(rounds)]))
    subject.end()
    return figures


def _switch(subject: Subject, change: Callable[[], object]) -> float:
    subject.wait(0.2)
    subject.frames.clear()
    started = time.perf_counter()
    change()
    done = subject.wait_until(lambda: bool(subject.frames.done))
    return done - started
