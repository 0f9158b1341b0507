"""How the window performs on this computer: what `rnnlab bench window` prints beside the bars it must reach.

Everything is measured in the real window with the real scenes, most of it with the Sequence scene. Each
measurement has a process of its own, so that what one has loaded does not help or hinder the next, and the
caller needs no Qt. Where there is no display Qt's offscreen platform is used; every report says which
platform it was.

One file a measurement; each has a function that returns the figures.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rnnlab.bootstrap import display_missing
from rnnlab.core.problems import Problem
from rnnlab.qt.bench.figures import Figure, table

__all__ = ["LARGEST_PATIENCE", "NAMES", "PREFIX", "run"]

Emit = Callable[[str], None]

PREFIX = "window"
NAMES = (
    "start",
    "solved",
    "frames",
    "large",
    "share",
    "text",
    "torch",
    "closing",
    "memory",
    "dragging",
    "theme",
    "diary",
)
"""In the order in which they run."""
LARGEST_PATIENCE = 600.0
"""Seconds after which a measurement is given up; an hour more for long ones."""
_LONG_PATIENCE = 3_900.0


def run(names: Sequence[str], emit: Emit, *, long: bool = False) -> dict[str, Any]:
    """Measure.

    Parameters
    ----------
    names
        Which of `NAMES`; none means all.
    emit
        Gets every line of the report as soon as it is known.
    long
        Whether memory is watched for an hour instead of three minutes.

    Returns
    -------
    dict
        By name the platform and the figures, as plain values.

    Raises
    ------
    Problem
        ``bench.unknown`` for another name, ``bench.failed`` if a measurement did not come to an end.
    """
    for name in names:
        if name not in NAMES:
            raise Problem("bench.unknown", "names", name=name, known=", ".join(NAMES))
    results: dict[str, Any] = {}
    for name in NAMES:
        if names and name not in names:
            continue
        measured = _measure(name, long=long)
        figures = [Figure.from_json(content) for content in measured["figures"]]
        busy = measured["others"]
        others = "" if busy is None else f"; others kept {busy:.1f} processors busy"
        emit(f"The window: {measured['title']} ({measured['platform']}{others})")
        for line in table(figures):
            emit(line)
        emit("")
        results[name] = measured
    return results


def _measure(name: str, *, long: bool) -> dict[str, Any]:
    """Measure one thing in a process of its own."""
    command = [sys.executable, "-m", __name__, name, *(["--long"] if long else [])]
    patience = _LONG_PATIENCE if long else LARGEST_PATIENCE
    try:
        done = subprocess.run(
            command, env=environment(os.environ), capture_output=True, timeout=patience, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Problem("bench.failed", "names", name=f"{PREFIX}.{name}", detail=str(error)) from error
    if done.returncode:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        detail = last[0] if last else f"exit code {done.returncode}"
        raise Problem("bench.failed", "names", name=f"{PREFIX}.{name}", detail=detail)
    content: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return content


def environment(present: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a measurement: Qt's offscreen platform where there is no display."""
    wanted = dict(present)
    if display_missing():
        wanted.setdefault("QT_QPA_PLATFORM", "offscreen")
    return wanted
