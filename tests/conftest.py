"""What every test stands on: no screen, a home of its own, and nothing left behind."""

import contextlib
import gc
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

# Before anything may import Qt or ask for a folder.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
_home = tempfile.mkdtemp(prefix="rnnlab-tests-")
os.environ["RNNLAB_HOME"] = _home

hypothesis.settings.register_profile("rnnlab", deadline=None, database=None)
# A shared check must not fail by the luck of the draw; whoever develops draws anew every time.
hypothesis.settings.register_profile("ci", deadline=None, database=None, derandomize=True)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "rnnlab")

_FROZEN_LIMIT = 40_000  # objects
_frozen = {"count": 0}
_PATIENCE = 2.0  # seconds that a thread which was told to end may take to do so


def pytest_unconfigure() -> None:
    """Remove the home folder that the whole run shared."""
    shutil.rmtree(_home, ignore_errors=True)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give one test an empty home folder of its own."""
    folder = tmp_path / "home"
    monkeypatch.setenv("RNNLAB_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """Fail a test after which a top-level widget, an active timer or a thread lives on."""
    threads = set(threading.enumerate())
    widgets, timers = _qt_leftovers()
    before = {id(thing) for thing in (*widgets, *timers)}
    del widgets, timers
    yield
    left = [f"thread {thread.name}" for thread in _still_running(threads)]
    _flush_qt()
    widgets, timers = _qt_leftovers()
    left += [f"top-level widget {widget!r}" for widget in widgets if id(widget) not in before]
    left += [f"active timer {timer!r}" for timer in timers if id(timer) not in before]
    _collect_frozen()
    if left:
        _close(widgets, timers, before)
        pytest.fail("left behind: " + ", ".join(left), pytrace=False)


def _collect_frozen() -> None:
    """Collect what the program's loader froze: it does so once a window, and here there are hundreds of them.

    Frozen windows that nobody holds would stay, and every look at all widgets would take longer.
    """
    count = gc.get_freeze_count()
    if count > _frozen["count"] + _FROZEN_LIMIT:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        _frozen["count"] = gc.get_freeze_count()


def _still_running(known: set[threading.Thread]) -> list[threading.Thread]:
    started = [thread for thread in threading.enumerate() if thread not in known]
    for thread in started:
        # A dummy thread (one that another library started) cannot be joined.
        with contextlib.suppress(RuntimeError, AssertionError):
            thread.join(_PATIENCE)
    return [thread for thread in started if thread.is_alive()]


def _flush_qt() -> None:
    """Deliver what deleteLater asked for: without an event loop nobody else does."""
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEvent

    if QCoreApplication.instance() is None:
        return
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete))


def _qt_leftovers() -> tuple[list[object], list[object]]:
    """Return the top-level widgets and the active timers that there are now."""
    if "PySide6.QtWidgets" not in sys.modules:
        return [], []
    from PySide6.QtCore import QThread, QTimer
    from PySide6.QtWidgets import QApplication
    from shiboken6 import Shiboken

    if QApplication.instance() is None:
        return [], []
    wrapped = Shiboken.getAllValidWrappers()
    timers = [thing for thing in wrapped if isinstance(thing, QTimer) and thing.isActive()]
    workers = [
        thing
        for thing in wrapped
        if isinstance(thing, QThread) and thing.isRunning() and not thing.isCurrentThread()
    ]
    return list(QApplication.topLevelWidgets()), [*timers, *workers]


def _close(widgets: list[object], timers: list[object], before: set[int]) -> None:
    """Clear away what a failed test left, so that only that test fails."""
    if not (widgets or timers):
        return
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QWidget

    for thing in (*timers, *widgets):
        if id(thing) in before:
            continue
        if isinstance(thing, QTimer):
            thing.stop()
        if isinstance(thing, QWidget):
            thing.close()
            thing.deleteLater()
    _flush_qt()
