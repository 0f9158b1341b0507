"""The Complete scene in the real window, with the lecture's phrase learnt."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes import discover
from rnnlab.qt.scenes.complete.scene import CompleteScene
from rnnlab.qt.widgets import QuestionDialog
from rnnlab.session.settings import Settings
from tests.qt.scenes.complete.using import rest


@pytest.fixture
def window(qtbot: QtBot, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setattr(QuestionDialog, "ask", lambda _: "discard")
    wanted = ("complete", "sequence")
    made = MainWindow(settings, tuple(scene for scene in discover() if scene.id in wanted))
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.show_scene("complete")
    yield made
    for scene in made.scenes():
        scene.shut_down()


@pytest.fixture
def scene(window: MainWindow, qtbot: QtBot) -> CompleteScene:
    """Give the scene once the lecture's phrase has been learnt."""
    made = window.scene()
    assert isinstance(made, CompleteScene)
    made.session.pace = None
    rest(made, qtbot)
    return made
