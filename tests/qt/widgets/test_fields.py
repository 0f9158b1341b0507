import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from rnnlab.qt.widgets import NumberField, Select, Switch, TextField

pytestmark = pytest.mark.usefixtures("dressed")


def _compose(field: TextField, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(field, event)


@pytest.fixture
def field(qtbot: QtBot) -> TextField:
    made = TextField()
    qtbot.addWidget(made)
    made.resize(200, 36)
    made.show()
    return made


def test_a_half_made_syllable_is_not_told(field: TextField) -> None:
    told: list[str] = []
    field.settled.connect(told.append)
    _compose(field, "ㅎ")
    _compose(field, "하")
    assert told == []
    _compose(field, "", "하")
    assert told == ["하"]
    field.setText("하파")
    assert told == ["하", "하파"]


def test_a_new_syllable_that_replaces_the_old_one_is_told_when_settled(field: TextField) -> None:
    told: list[str] = []
    field.settled.connect(told.append)
    _compose(field, "파", "하")
    assert told == []
    _compose(field, "", "파")
    assert told == ["하파"]


def test_the_remark_leaves_room_for_the_text(field: TextField) -> None:
    field.set_remark("14 symbols")
    assert field.remark.isVisible()
    assert field.textMargins().right() >= field.remark.width()
    assert field.rect().contains(field.remark.geometry())
    field.set_remark("")
    assert not field.remark.isVisible()
    assert field.textMargins().right() == 0


def test_wrong_text_gets_a_red_edge(field: TextField) -> None:
    field.set_wrong(wrong=True)
    assert field.property("wrong") == "true"
    field.set_wrong(wrong=False)
    assert field.property("wrong") == "false"


def test_escape_leaves_the_box(field: TextField) -> None:
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.hasFocus()


def test_return_finishes_the_syllable_first(field: TextField, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    class Method:
        def commit(self) -> None:
            asked.append(True)
            _compose(field, "", "하")

    monkeypatch.setattr(QGuiApplication, "inputMethod", Method)
    heard: list[str] = []
    field.returnPressed.connect(lambda: heard.append(field.text()))
    _compose(field, "하")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert asked == [True]
    assert heard == ["하", "하"]


def test_select_by_key(qtbot: QtBot) -> None:
    select = Select()
    qtbot.addWidget(select)
    select.set_options([("adam", "Adam"), ("sgd", "SGD")])
    chosen: list[str] = []
    select.chosen.connect(chosen.append)
    select.set_key("sgd")
    select.set_key("nothing")
    assert (select.key(), chosen) == ("sgd", [])
    select.set_options([("adam", "아담"), ("sgd", "에스지디")])
    assert (select.key(), select.currentText()) == ("sgd", "에스지디")
    QTest.keyClick(select, Qt.Key.Key_Up)
    assert chosen == ["adam"]


@pytest.mark.parametrize("kind", [Select, NumberField])
def test_the_wheel_scrolls_the_panel_not_a_field_at_rest(kind: type[QWidget], qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    made = kind()
    QVBoxLayout(holder).addWidget(made)
    holder.show()
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(made.mapToGlobal(QPoint(5, 5))),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    made.clearFocus()
    made.wheelEvent(wheel)
    assert not wheel.isAccepted()


def test_the_wheel_never_changes_what_was_chosen(qtbot: QtBot) -> None:
    select = Select()
    qtbot.addWidget(select)
    select.set_options([("adam", "Adam"), ("sgd", "SGD")])
    select.show()
    select.setFocus()
    here, nowhere = QPointF(5, 5), Qt.MouseButton.NoButton
    down, plain = QPoint(0, -120), Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(here, here, QPoint(), down, nowhere, plain, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(select, wheel)
    assert select.key() == "adam"
    assert not wheel.isAccepted()


def test_switch(qtbot: QtBot) -> None:
    switch = Switch("Retrain at once")
    qtbot.addWidget(switch)
    switch.show()
    with qtbot.waitSignal(switch.toggled):
        QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert switch.isChecked()
    QTest.keyClick(switch, Qt.Key.Key_Space)
    assert not switch.isChecked()
    assert switch.sizeHint().width() > switch.fontMetrics().horizontalAdvance("Retrain at once")
