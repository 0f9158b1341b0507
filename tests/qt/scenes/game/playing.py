"""Playing the game in tests: by keys, mouse and input method."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnlab.core.game.play import State
from rnnlab.qt.scenes.game.scene import GameScene
from rnnlab.scene.drawing import Text
from rnnlab.scene.game.content import Board
from rnnlab.session.game.running import RunningGame


def game(scene: GameScene) -> RunningGame:
    assert scene.session.game is not None
    return scene.session.game


def state(scene: GameScene) -> State:
    return game(scene).state


def board(scene: GameScene) -> Board:
    scene.board.show_moment()
    shown = scene.board.board()
    assert shown is not None
    return shown


def press(scene: GameScene, key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget() or scene, key)


def begin(scene: GameScene) -> None:
    scene.setFocus()
    press(scene, Qt.Key.Key_Return)
    assert scene.pages.currentWidget() is scene.board


def right(scene: GameScene) -> int:
    return game(scene).rules.question(state(scene)).answer[len(state(scene).entries)]


def number_key(scene: GameScene, *, rightly: bool = True, keys: str = "123456") -> Qt.Key:
    places = game(scene).choices
    place = places.index(right(scene))
    return Qt.Key(ord(keys[place if rightly else (place + 1) % len(places)]))


def play_round(scene: GameScene, qtbot: QtBot) -> None:
    while state(scene).phase == "asking":
        press(scene, number_key(scene))
    qtbot.waitUntil(lambda: state(scene).phase == "revealed", timeout=10_000)


def play_out(scene: GameScene, qtbot: QtBot) -> None:
    while state(scene).phase != "over":
        play_round(scene, qtbot)
        press(scene, Qt.Key.Key_Return)


def compose(scene: GameScene, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(scene.board, event)


def words(scene: GameScene) -> str:
    return "\n".join(one.text for one in scene.board.drawn() if isinstance(one, Text))
