"""The Text scene in a real window, with a tiny text and a tiny net."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rnnlab.core.text.corpora import OWN
from rnnlab.core.text.corpus import CorpusChoice
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes import discover
from rnnlab.qt.scenes.text.scene import TextScene
from rnnlab.session.settings import Settings
from tests.qt.scenes.text.tiny import LEFT, LINES, SMALL


@pytest.fixture
def text_file(tmp_path: Path) -> Path:
    path = tmp_path / "rhyme.txt"
    path.write_text(LINES, encoding="utf-8")
    return path


@pytest.fixture
def window(settings: Settings, text_file: Path) -> Iterator[MainWindow]:
    made = MainWindow(settings, tuple(scene for scene in discover() if scene.id == "text"))
    made.resize(1440, 900)
    made.show()
    made.show_first_scene()
    scene = made.scene()
    assert isinstance(scene, TextScene)
    scene.session.change(corpus=CorpusChoice(OWN, str(text_file)), **SMALL)
    yield made
    scene.session.forget_net()  # or the window would ask whether to save it
    made.close()
    made.deleteLater()


@pytest.fixture
def scene(window: MainWindow, qtbot: QtBot) -> TextScene:
    """Give the scene once its text is read and the untrained net has written."""
    made = window.scene()
    assert isinstance(made, TextScene)
    qtbot.waitUntil(lambda: made.session.corpus is not None and made.is_at_rest(), timeout=20_000)
    return made


@pytest.fixture
def trained(scene: TextScene, qtbot: QtBot) -> TextScene:
    QTest.mouseClick(scene.diary.begin, LEFT)
    qtbot.waitUntil(lambda: scene.session.status == "finished" and scene.is_at_rest(), timeout=30_000)
    return scene


@pytest.fixture
def inside(trained: TextScene, qtbot: QtBot) -> TextScene:
    trained.views.show("inside")
    QTest.mouseClick(trained.inside.source.button("corpus"), LEFT)
    qtbot.waitUntil(lambda: trained.inside.view.text().startswith("the cat"), timeout=20_000)
    return trained
