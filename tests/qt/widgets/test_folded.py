"""What lies behind a fold is out of sight until the fold is opened, by mouse or by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from rnnlab.qt.widgets import Folded

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def folded(qtbot: QtBot) -> Folded:
    made = Folded()
    column = QVBoxLayout(made)
    column.addWidget(made.fold)
    column.addWidget(made.body)
    made.set_open(False)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_click_opens_and_closes_it(folded: Folded) -> None:
    assert not folded.is_open()
    QTest.mouseClick(folded.fold, Qt.MouseButton.LeftButton)
    assert folded.is_open()
    assert folded.body.isVisible()
    QTest.mouseClick(folded.fold, Qt.MouseButton.LeftButton)
    assert not folded.is_open()
    assert not folded.body.isVisible()


def test_the_keyboard_opens_it(folded: Folded) -> None:
    folded.fold.setFocus()
    QTest.keyClick(folded.fold, Qt.Key.Key_Space)
    assert folded.body.isVisible()
