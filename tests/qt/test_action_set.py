import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QPushButton, QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from rnnlab.qt.action_set import ActionSet
from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.base import ActionState
from rnnlab.session.actions import ACTIONS, GROUPS

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def actions(qtbot: QtBot) -> ActionSet:
    return ActionSet()


def test_every_action_of_the_table_has_words_and_valid_keys(actions: ActionSet) -> None:
    for entry in ACTIONS:
        assert actions.text(entry.id)
        written = [key for key in entry.shortcut.split("; ") if key]
        assert [key.toString() for key in actions[entry.id].shortcuts()] == [
            QKeySequence(key).toString() for key in written
        ]
        assert all(key.toString() for key in actions[entry.id].shortcuts()), entry.id


def test_words_outside_menus_do_not_show_the_menu_key(actions: ActionSet) -> None:
    language.choose("ko")
    actions.retranslate()
    assert actions["view.presentation"].text().endswith("(&P)")
    assert actions.text("view.presentation") == "발표 모드"


def test_the_hint_names_the_first_key(actions: ActionSet) -> None:
    assert actions.hint("play.toggle") == "Play  (Space)"
    assert actions.hint("theme.light") == "Light"


def test_menus_hold_the_table(actions: ActionSet, qtbot: QtBot) -> None:
    for group in GROUPS:
        menu = QMenu()
        qtbot.addWidget(menu)
        actions.fill(menu, group)
        shown = [entry.objectName() for entry in menu.actions() if not entry.isSeparator()]
        assert shown == [entry.id for entry in ACTIONS if entry.group == group and entry.in_menu]


def test_a_button_looks_and_works_as_its_action(actions: ActionSet, qtbot: QtBot) -> None:
    done: list[object] = []
    actions.serve({"training.toggle": ActionState(lambda: done.append("train"), enabled=False)})
    button = QPushButton()
    qtbot.addWidget(button)
    button.show()
    actions.attach(button, "training.toggle", words=True)
    assert not button.isEnabled()
    assert button.text() == "Train"
    actions.serve({"training.toggle": ActionState(lambda: done.append("train"))})
    assert button.isEnabled()
    actions.set_text("training.toggle", "Pause", button)
    assert button.text() == "Pause"
    assert button.toolTip().startswith("Pause")
    button.click()
    assert done == ["train"]


def test_a_checkable_button_follows_and_leads(actions: ActionSet, qtbot: QtBot) -> None:
    told: list[bool] = []
    state = ActionState(told.append)
    actions.serve({"play.loop": state})
    button = QPushButton()
    qtbot.addWidget(button)
    actions.attach(button, "play.loop")
    button.click()
    assert told == [True]
    assert button.isChecked()
    assert state.checked
    state.checked = False
    actions.refresh("play.loop")
    assert not button.isChecked()
    assert told == [True]


def test_a_button_may_die_before_its_action(actions: ActionSet, qtbot: QtBot) -> None:
    from shiboken6 import Shiboken

    button = QPushButton()
    actions.attach(button, "play.loop")
    Shiboken.delete(button)
    actions.serve({"play.loop": ActionState(lambda on: None)})
    actions.set_text("play.loop", "Again", button)


def test_an_unknown_id_is_a_mistake(actions: ActionSet) -> None:
    assert "no.such" not in actions
    with pytest.raises(KeyError):
        actions["no.such"]
    with pytest.raises(KeyError):
        actions.handle("no.such", print)


def test_the_words_are_those_of_the_widget_in_front(actions: ActionSet, qtbot: QtBot) -> None:
    pages = QStackedWidget()
    qtbot.addWidget(pages)
    diary, stage = QWidget(), QWidget()
    pages.addWidget(diary)
    pages.addWidget(stage)
    actions.set_text("play.toggle", "Play through the diary", diary)
    actions.set_text("play.toggle", "Play the sequence", stage)
    assert actions.text("play.toggle") == "Play through the diary"
    pages.setCurrentWidget(stage)
    actions.refresh("play.toggle")
    assert actions["play.toggle"].text() == "Play the sequence"
    pages.removeWidget(stage)
    stage.hide()
    diary.hide()
    actions.serve({})
    assert actions.text("play.toggle") == "Play"
