"""The Game scene in the real window, with a home of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes import discover
from rnnlab.qt.scenes.game.scene import GameScene
from rnnlab.session.settings import Settings

Make = Callable[[], GameScene]


@pytest.fixture
def make(qtbot: QtBot, settings: Settings) -> Iterator[Make]:
    windows: list[MainWindow] = []

    def build() -> GameScene:
        window = MainWindow(
            settings, tuple(scene for scene in discover() if scene.id in ("game", "gradients"))
        )
        qtbot.addWidget(window)
        windows.append(window)
        window.resize(1440, 900)
        window.show()
        window.show_scene("game")
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        scene = window.scene()
        assert isinstance(scene, GameScene)
        return scene

    yield build
    for window in windows:
        for scene in window.scenes():
            scene.shut_down()


@pytest.fixture
def scene(make: Make) -> GameScene:
    made = make()
    made.session.change(rounds=5)
    return made
