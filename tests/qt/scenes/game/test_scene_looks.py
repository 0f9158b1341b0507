"""The Game scene at every size, in both languages and themes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.game.scene import GameScene
from rnnlab.qt.theme import theme
from tests.qt.scenes.game.playing import (
    begin,
    board,
    play_round,
    words,
)

pytestmark = pytest.mark.usefixtures("guarded", "home")


@pytest.mark.parametrize("size", [(800, 560), (1024, 768), (1440, 900), (1920, 1080)])
@pytest.mark.parametrize("code", ["en", "ko"])
def test_it_fits_at_every_size(scene: GameScene, qtbot: QtBot, size: tuple[int, int], code: str) -> None:
    language.choose(code)
    scene.window().resize(*size)
    begin(scene)
    QApplication.processEvents()
    board(scene)
    plan = scene.board.plan()
    assert plan is not None
    assert plan.blanks[-1].right <= scene.board.width()
    assert max(box.bottom for box in plan.choices[0]) <= scene.board.height()
    assert (scene.window().width(), scene.window().height()) == size
    bar = scene.control_bar
    for button in (bar.leave, bar.trace, bar.next):
        qtbot.waitUntil(lambda one=button: one.width() >= one.minimumSizeHint().width(), timeout=10_000)  # type: ignore[misc]
    assert not scene.window().grab().isNull()


def test_another_language_and_theme_in_the_middle(scene: GameScene, qtbot: QtBot) -> None:
    begin(scene)
    language.choose("ko")
    qtbot.waitUntil(lambda: "다음 글자를 입력하거나" in words(scene), timeout=10_000)
    theme.set_mode("dark")
    theme.set_motion(on=True)
    play_round(scene, qtbot)
    assert [result.name for result in board(scene).results] == ["여러분", "신경망"]
    assert not scene.window().grab().isNull()
