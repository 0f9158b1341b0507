"""What a person does in the Complete scene: type through an input method, edit the book, wait."""

from __future__ import annotations

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from rnnlab.qt.scenes.complete.scene import CompleteScene

BOOK = "봄날의 노래\n여름날의 바다\n여름밤"


def rest(scene: CompleteScene, qtbot: QtBot) -> None:
    qtbot.waitUntil(scene.is_at_rest, timeout=20_000)


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def learn(scene: CompleteScene, qtbot: QtBot, text: str = BOOK) -> None:
    scene.setup_panel.editor.setPlainText(text)
    scene.setup_panel.editor.settle()
    rest(scene, qtbot)
