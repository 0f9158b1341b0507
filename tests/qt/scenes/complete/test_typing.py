"""Typing in the Complete scene: keys, clicks and input methods."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes.complete.scene import CompleteScene
from tests.qt.scenes.complete.using import BOOK, compose, learn, rest

pytestmark = pytest.mark.usefixtures("dressed")
LEFT = Qt.MouseButton.LeftButton


def test_tab_and_right_take_the_grey_letters(scene: CompleteScene, qtbot: QtBot) -> None:
    box = scene.typing_panel.box
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Right):
        scene.complete.type("기")
        rest(scene, qtbot)
        box.setFocus()
        QTest.keyClick(box, key)
        assert box.text() == "기억 속으로"
        assert box.hasFocus()
    rest(scene, qtbot)
    assert box.rest() == ""
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert not box.hasFocus()


def test_right_inside_the_text_moves_the_cursor_only(scene: CompleteScene, qtbot: QtBot) -> None:
    box = scene.typing_panel.box
    scene.complete.type("기억")
    rest(scene, qtbot)
    box.setFocus()
    box.setCursorPosition(0)
    assert box.rest() == ""
    QTest.keyClick(box, Qt.Key.Key_Right)
    assert (box.text(), box.cursorPosition()) == ("기억", 1)
    QTest.keyClick(box, Qt.Key.Key_Right)
    assert box.rest() == " 속으로"


def test_escape_hides_what_is_suggested_until_something_is_typed(scene: CompleteScene, qtbot: QtBot) -> None:
    box = scene.typing_panel.box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.rest() == ""
    assert box.hasFocus()
    compose(box, "", "억")
    rest(scene, qtbot)
    assert box.rest() == " 속으로"


def test_arrows_choose_among_whole_continuations_and_return_takes(scene: CompleteScene, qtbot: QtBot) -> None:
    learn(scene, qtbot)
    panel = scene.typing_panel
    scene.complete.type("여름")
    rest(scene, qtbot)
    panel.box.setFocus()
    rows = [row.rest for row in panel.continuations.rows()]
    assert {"날의 바다", "밤"} <= set(rows)
    chosen = panel.continuations.chosen()
    QTest.keyClick(panel.box, Qt.Key.Key_Down if chosen == 0 else Qt.Key.Key_Up)
    assert panel.continuations.chosen() != chosen
    wanted = rows[panel.continuations.chosen()]
    assert panel.box.rest() == wanted
    QTest.keyClick(panel.box, Qt.Key.Key_Return)
    assert panel.box.text() == "여름" + wanted


def test_a_click_takes_a_continuation_or_types_a_letter(scene: CompleteScene, qtbot: QtBot) -> None:
    learn(scene, qtbot)
    panel = scene.typing_panel
    QTest.mouseClick(panel.clear, LEFT)
    rest(scene, qtbot)
    assert panel.box.text() == ""
    assert panel.box.rest() in BOOK.split("\n")
    first = panel.next_symbols.symbols()[0][0]
    QTest.mouseClick(panel.next_symbols, LEFT, pos=panel.next_symbols.row_box(0).center().toPoint())
    assert panel.box.text() == first
    rest(scene, qtbot)
    row = panel.continuations.rows()[1]
    QTest.mouseClick(panel.continuations, LEFT, pos=panel.continuations.row_box(1).center().toPoint())
    assert panel.box.text() == row.typed + row.rest
    assert not scene.player.playing


def test_the_stage_follows_what_is_typed(scene: CompleteScene, qtbot: QtBot) -> None:
    learn(scene, qtbot)
    box = scene.typing_panel.box
    box.setFocus()
    box.selectAll()
    for syllable in "여름밤":
        compose(box, syllable)
        compose(box, "", syllable)
    rest(scene, qtbot)
    content = scene.stage_panel.view.content()
    assert content is not None
    assert content.given == 4
    assert scene.player.position.t == 3
    assert not scene.player.playing


def test_a_syllable_being_composed_is_completed_behind_it(scene: CompleteScene, qtbot: QtBot) -> None:
    box = scene.typing_panel.box
    box.setFocus()
    box.clear()
    compose(box, "ㄱ")
    rest(scene, qtbot)
    assert (box.rest(), scene.complete.unknown) == ("", None)
    compose(box, "기")
    rest(scene, qtbot)
    assert (box.text(), box.rest()) == ("", "억 속으로")
    compose(box, "깅")
    rest(scene, qtbot)
    assert box.rest() == ""
    compose(box, "어", "기")
    compose(box, "", "억")
    rest(scene, qtbot)
    assert (box.text(), box.rest()) == ("기억", " 속으로")


def test_an_unknown_letter_is_explained_and_can_be_learnt(scene: CompleteScene, qtbot: QtBot) -> None:
    panel = scene.typing_panel
    panel.box.setText("기뷁")
    assert panel.explanation.isVisible()
    assert "뷁" in panel.explanation.text()
    QTest.mouseClick(panel.drop, LEFT)
    assert panel.box.text() == "기"
    assert panel.next_symbols.isVisible()
    panel.box.setText("기뷁")
    QTest.mouseClick(panel.add, LEFT)
    assert scene.setup_panel.editor.toPlainText() == "기억 속으로\n기뷁\n"
    rest(scene, qtbot)
    assert not panel.explanation.isVisible()
    assert scene.training_view.right.text() == "7 / 7"
    assert scene.training_view.share.isVisible()
    assert panel.next_symbols.symbols()[0][0] == "⏎"
    scene.complete.type("기" * 101)
    assert panel.explanation.isVisible()
    assert not panel.drop.isVisible()


@pytest.mark.parametrize("width, height", [(1440, 900), (1024, 768), (1024, 600)])
def test_everything_in_the_typing_card_has_its_room(
    window: MainWindow, scene: CompleteScene, qtbot: QtBot, width: int, height: int
) -> None:
    window.resize(width, height)
    QApplication.processEvents()
    panel = scene.typing_panel
    assert panel.box.height() >= 40
    for rows in (panel.next_symbols, panel.continuations):
        assert rows.height() == rows.sizeHint().height()
        bottom = rows.mapTo(scene.typing_card, rows.rect().bottomLeft()).y()
        assert bottom < scene.typing_card.height()
    assert scene.stage.height() >= 160
    assert isinstance(panel.box, QLineEdit)
