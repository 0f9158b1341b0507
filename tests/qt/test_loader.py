import gc
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from rnnlab.core.problems import Problem
from rnnlab.qt import loader as module
from rnnlab.qt.loader import Loader
from rnnlab.session.workshop import Workshop

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def loader(qtbot: QtBot) -> Iterator[Loader]:
    made = Loader()
    yield made
    made.close()
    gc.unfreeze()


class _Recipe:
    """A library that is loaded when the test says so."""

    def __init__(self, error: Exception | None = None) -> None:
        self.go = threading.Event()
        self.started = threading.Event()
        self.runs = 0
        self.error = error
        self.collecting: bool | None = None
        self.thread = ""

    def __call__(self, pause: module.Pause) -> None:
        self.runs += 1
        self.collecting = gc.isenabled()
        self.thread = threading.current_thread().name
        self.started.set()
        while not self.go.wait(0.005):
            pause()
        if self.error:
            raise self.error


@pytest.fixture
def recipes(monkeypatch: pytest.MonkeyPatch) -> dict[str, _Recipe]:
    made = {"one": _Recipe(), "two": _Recipe(), "broken": _Recipe(ImportError("no such library"))}
    monkeypatch.setattr(module, "RECIPES", made)
    return made


def test_nothing_is_loaded_unasked(loader: Loader, recipes: dict[str, _Recipe]) -> None:
    assert not loader.is_ready("one")
    assert not loader.is_busy()
    assert recipes["one"].runs == 0
    with pytest.raises(KeyError):
        loader.when_ready("no such library", print)


def test_a_library_is_loaded_in_a_thread_and_told_on_this_one(
    loader: Loader, recipes: dict[str, _Recipe], qtbot: QtBot
) -> None:
    told: list[tuple[object, str]] = []
    for _ in range(2):
        loader.when_ready("one", lambda error: told.append((error, threading.current_thread().name)))
    recipes["one"].started.wait(2)
    assert (told, loader.is_ready("one"), loader.is_busy()) == ([], False, True)
    recipes["one"].go.set()
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == [(None, "MainThread")] * 2
    assert recipes["one"].runs == 1
    assert recipes["one"].thread == "load-one"
    assert recipes["one"].collecting is False
    assert gc.isenabled()
    loader.when_ready("one", lambda error: told.append((error, "at once")))
    assert told[-1] == (None, "at once")
    assert not loader._timer.isActive()


def test_libraries_come_one_after_the_other(
    loader: Loader, recipes: dict[str, _Recipe], qtbot: QtBot
) -> None:
    told: list[str] = []
    loader.when_ready("one", lambda _: told.append("one"))
    loader.when_ready("two", lambda _: told.append("two"))
    assert recipes["two"].runs == 0
    for recipe in recipes.values():
        recipe.go.set()
    qtbot.waitUntil(lambda: told == ["one", "two"])


def test_a_library_that_is_missing_is_told_and_not_tried_again(
    loader: Loader, recipes: dict[str, _Recipe], qtbot: QtBot
) -> None:
    told: list[object] = []
    recipes["broken"].go.set()
    loader.when_ready("broken", told.append)
    qtbot.waitUntil(lambda: bool(told))
    loader.when_ready("broken", told.append)
    assert [str(error) for error in told] == ["no such library"] * 2
    assert recipes["broken"].runs == 1
    assert gc.isenabled()


def test_closing_stops_between_two_steps(loader: Loader, recipes: dict[str, _Recipe]) -> None:
    told: list[object] = []
    loader.when_ready("one", told.append)
    recipes["one"].started.wait(2)
    assert loader.close(patience=2)
    assert not loader.is_busy()
    loader.when_ready("two", told.append)
    assert (told, recipes["two"].runs) == ([], 0)


_SCRIPT = """
import builtins, gc, linecache, sys
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication
from rnnlab.qt.import_hook import restore_plain_imports
from rnnlab.qt.loader import Loader
from rnnlab.session.workshop import Workshop

assert restore_plain_imports()
application = QApplication([])
loader, told = Loader(), []

def look(error):
    told.append(error)
    application.quit()

loader.when_ready("torch", look)
QTimer.singleShot(120000, application.quit)
application.exec()
assert told == [None], told
assert {"torch", "torch.optim.adam"} <= sys.modules.keys()
assert gc.isenabled() and gc.get_freeze_count() > 100000
# Some that torch itself looks at; with the hook in force, all of its 1,500.
assert len([name for name in linecache.cache if "torch" in name]) < 100, "sources of torch were read"

class Sender(QObject):
    sent = Signal(int)

sender, heard = Sender(), []
sender.sent.connect(heard.append)
sender.sent.emit(3)
from PySide6.QtSvg import QSvgRenderer
assert heard == [3] and QSvgRenderer().isValid() is False
print("loaded")
"""


def test_the_real_libraries_are_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT], capture_output=True, text=True, timeout=180, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "loaded"), done.stderr


def test_a_workshop_that_wants_torch_is_served_once(loader: Loader, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Callable[[Exception | None], None]] = []
    monkeypatch.setattr(loader, "when_ready", lambda _, then: asked.append(then))
    workshop, told = Workshop(lambda: False), list[Problem]()
    loader.serve(workshop, told.append)
    assert not asked
    assert not workshop.torch_is_ready()
    for _ in range(2):
        loader.serve(workshop, told.append)
    (then,) = asked
    then(None)
    assert not told
    then(ImportError("no such library"))
    assert [problem.code for problem in told] == ["backend.unavailable"]
    workshop.close()
