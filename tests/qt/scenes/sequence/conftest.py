"""The Sequence scene in the real window, for tests of what a person sees and does there."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes import discover
from rnnlab.qt.scenes.sequence.scene import SequenceScene
from rnnlab.qt.widgets import QuestionDialog
from rnnlab.session.settings import Settings


@pytest.fixture
def window(qtbot: QtBot, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(QuestionDialog, "ask", lambda _: "discard")
    made = MainWindow(settings, tuple(scene for scene in discover() if scene.id == "sequence"))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.show_first_scene()
    yield made
    scene = made.scene()
    assert scene is not None
    scene.shut_down()


@pytest.fixture
def scene(window: MainWindow, qtbot: QtBot) -> SequenceScene:
    """Give the scene once its first example has been learnt."""
    made = window.scene()
    assert isinstance(made, SequenceScene)
    qtbot.waitUntil(made.is_at_rest, timeout=20_000)
    return made
