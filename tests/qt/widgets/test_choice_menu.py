"""Chips for the first choices, a menu for the rest."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rnnlab.qt.i18n import language
from rnnlab.qt.widgets import Choice, ChoiceMenu

pytestmark = pytest.mark.usefixtures("dressed")
GROUPS = (
    [Choice("a", "A"), Choice("b", "B & b", "The <second>")],
    [Choice("c", "C")],
    [Choice("d", "D"), Choice("e", "E")],
    [Choice("f", "F", "The last")],
)


@pytest.fixture
def holder(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def row(holder: QWidget) -> ChoiceMenu:
    made = ChoiceMenu(3)
    column = QVBoxLayout(holder)
    column.addWidget(made)
    column.addStretch(1)
    made.set_groups(GROUPS)
    holder.resize(400, 200)
    holder.show()
    return made


def words(row: ChoiceMenu) -> list[str]:
    return ["|" if action.isSeparator() else action.text() for action in row.menu.actions()]


def test_the_first_are_chips_and_the_rest_is_in_the_menu_by_groups(row: ChoiceMenu) -> None:
    assert row.chips() == ("a", "b", "c")
    assert row.keys() == ("a", "b", "c", "d", "e", "f")
    assert row.button("b").text() == "B && b"
    assert row.button("b").toolTip() == "<qt>The &lt;second&gt;</qt>"
    assert words(row) == ["D", "E", "|", "F"]
    assert row.action("f").toolTip() == "<qt>The last</qt>"
    assert row.more.isVisible()
    assert row.more.x() > row.button("c").geometry().right()


def test_what_is_chosen_from_the_menu_becomes_a_chip(row: ChoiceMenu) -> None:
    heard: list[str] = []
    row.changed.connect(heard.append)
    row.action("e").trigger()
    assert row.chips() == ("a", "b", "c", "e")
    assert row.key() == "e"
    assert row.action("e").isChecked()
    QTest.mouseClick(row.button("b"), Qt.MouseButton.LeftButton)
    assert row.key() == "b"
    assert row.chips() == ("a", "b", "c", "e")
    assert not row.action("e").isChecked()
    row.set_key("f")
    assert (row.key(), row.chips()) == ("f", ("a", "b", "c", "f"))
    row.set_key("nothing")
    assert row.key() == "f"
    assert heard == ["e", "b"]
    assert words(row) == ["D", "E", "|", "F"]


def test_one_more_than_there_are_chips_needs_no_menu(row: ChoiceMenu) -> None:
    row.set_key("d")
    row.set_groups((*GROUPS[:2], [Choice("d", "D")]))
    assert row.chips() == ("a", "b", "c", "d")
    assert row.key() == "d"
    assert words(row) == []
    assert not row.more.isVisible()
    row.set_groups(GROUPS)
    assert row.chips() == ("a", "b", "c")
    assert row.more.isVisible()


def test_other_words_for_the_same_keep_the_choice(row: ChoiceMenu) -> None:
    row.set_key("f")
    row.set_groups([[Choice(choice.key, choice.words * 2) for choice in group] for group in GROUPS])
    assert (row.key(), row.button("f").text()) == ("f", "FF")
    assert row.action("f").isChecked()
    assert row.action("d").text() == "DD"


def test_it_speaks_the_language(row: ChoiceMenu) -> None:
    english = row.more.text()
    language.choose("ko")
    row.retranslate()
    assert row.more.text() != english
    language.choose("en")


def test_the_keyboard_goes_through_the_chips_to_the_menu_and_on(holder: QWidget, row: ChoiceMenu) -> None:
    behind = QPushButton(holder)
    behind.show()
    row.set_key("d")
    found: list[QWidget] = [row.button("a")]
    while found[-1] is not behind:
        following = found[-1].nextInFocusChain()
        assert following is not None
        found.append(following)
        assert len(found) < 20
    shown = [
        widget for widget in found if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert shown == [*(row.button(key) for key in "abcd"), row.more, behind]
