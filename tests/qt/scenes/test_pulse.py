"""The three speeds of a scene's looks."""

import time

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from rnnlab.qt.scenes.pulse import (
    BEHIND_MILLISECONDS,
    CALM_MILLISECONDS,
    FAST_MILLISECONDS,
    LONGEST,
    Pulse,
)


def test_it_beats_fast_then_as_fast_as_is_asked_for(qtbot: QtBot) -> None:
    owner = QObject()
    pulse = Pulse(owner)
    beats: list[float] = []
    pulse.beat.connect(beats.append)
    pulse.hurry()
    assert pulse.interval == 0
    pulse.start()
    assert pulse.interval == FAST_MILLISECONDS
    qtbot.waitUntil(lambda: len(beats) > 2)
    assert all(0 < seconds <= LONGEST for seconds in beats[1:])
    pulse.keep_pace(moving=False)
    assert pulse.interval == CALM_MILLISECONDS
    pulse.hurry()
    assert pulse.interval == FAST_MILLISECONDS
    pulse.keep_pace(moving=False)
    pulse.keep_pace(moving=True)
    assert pulse.interval == FAST_MILLISECONDS
    pulse.fall_behind()
    assert pulse.interval == BEHIND_MILLISECONDS
    pulse.keep_pace(moving=False, awaited=True)
    assert FAST_MILLISECONDS < pulse.interval < CALM_MILLISECONDS
    pulse.keep_pace(moving=True, awaited=True)
    assert pulse.interval == FAST_MILLISECONDS
    pulse.stop()
    assert pulse.interval == 0


def test_what_was_held_up_goes_on_where_it_was(qtbot: QtBot) -> None:
    owner = QObject()
    pulse = Pulse(owner, fast=5)
    beats: list[float] = []
    pulse.beat.connect(beats.append)
    pulse.start()
    time.sleep(LONGEST * 2)  # as a window that is busy with something else
    qtbot.waitUntil(lambda: bool(beats))
    pulse.stop()
    assert beats[0] == LONGEST
