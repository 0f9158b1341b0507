import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnlab.qt.widgets import LabelledSlider, logarithmic, steps

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def hidden_size(qtbot: QtBot) -> LabelledSlider:
    slider = LabelledSlider(steps(1, 64), show=lambda value: str(int(value)), limits=(1, 512), whole=True)
    slider.set_name("Hidden size", "How many numbers the net remembers")
    slider.set_value(16)
    slider.resize(240, 60)
    qtbot.addWidget(slider)
    slider.show()
    return slider


def _listen(slider: LabelledSlider) -> tuple[list[float], list[float]]:
    changed: list[float] = []
    committed: list[float] = []
    slider.changed.connect(changed.append)
    slider.committed.connect(committed.append)
    return changed, committed


def test_stops() -> None:
    assert steps(1, 4) == (1, 2, 3, 4)
    assert logarithmic(0.01, 0.1) == (0.01, 0.015, 0.02, 0.03, 0.05, 0.07, 0.1)
    rates = logarithmic(1e-4, 1)
    assert rates[0] == 1e-4
    assert rates[-1] == 1.0
    assert list(rates) == sorted(set(rates))


def test_showing_a_value_is_silent(hidden_size: LabelledSlider) -> None:
    changed, committed = _listen(hidden_size)
    hidden_size.set_value(32)
    assert (hidden_size.value(), hidden_size.number.text()) == (32, "32")
    assert (changed, committed) == ([], [])


def test_the_wheel_moves_only_a_slider_that_has_the_keyboard(hidden_size: LabelledSlider) -> None:
    slider = hidden_size.slider
    here, nowhere = QPointF(5, 5), Qt.MouseButton.NoButton
    down, plain = QPoint(0, -120), Qt.KeyboardModifier.NoModifier
    where = QPointF(slider.mapToGlobal(QPoint(5, 5)))
    wheel = QWheelEvent(here, where, QPoint(), down, nowhere, plain, Qt.ScrollPhase.NoScrollPhase, False)
    slider.clearFocus()
    QApplication.sendEvent(slider, wheel)
    assert (hidden_size.value(), wheel.isAccepted()) == (16, False)
    assert slider.focusPolicy() == Qt.FocusPolicy.StrongFocus
    hidden_size.activateWindow()
    slider.setFocus()
    QApplication.sendEvent(slider, wheel)
    assert hidden_size.value() < 16


def test_dragging_tells_all_the_way_and_commits_once(hidden_size: LabelledSlider) -> None:
    changed, committed = _listen(hidden_size)
    slider = hidden_size.slider
    middle = slider.height() // 2
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(60, middle))
    QTest.mouseMove(slider, QPoint(120, middle))
    QTest.mouseMove(slider, QPoint(slider.width() - 1, middle))
    assert committed == []
    assert len(changed) >= 2
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 1, middle))
    assert changed[-1] == 64
    assert committed == [64]


def test_arrow_keys_step_and_commit(hidden_size: LabelledSlider, qtbot: QtBot) -> None:
    changed, committed = _listen(hidden_size)
    QTest.keyClick(hidden_size.slider, Qt.Key.Key_Right)
    QTest.keyClick(hidden_size.slider, Qt.Key.Key_End)
    assert changed == committed == [17, 64]


def test_a_value_can_be_typed_also_beyond_the_slider(hidden_size: LabelledSlider, qtbot: QtBot) -> None:
    changed, committed = _listen(hidden_size)
    hidden_size.number.selectAll()
    QTest.keyClicks(hidden_size.number, "300")
    QTest.keyClick(hidden_size.number, Qt.Key.Key_Return)
    assert changed == committed == [300]
    assert hidden_size.slider.value() == hidden_size.slider.maximum()
    assert hidden_size.value() == 300


@pytest.mark.parametrize("typed", ["0", "513", "2.5", "many", "", "1e9", "nan"])
def test_a_wrong_value_is_marked_and_taken_back(
    hidden_size: LabelledSlider, qtbot: QtBot, typed: str
) -> None:
    changed, committed = _listen(hidden_size)
    hidden_size.number.setText("")
    hidden_size.number.setModified(True)
    if typed:
        QTest.keyClicks(hidden_size.number, typed)
        assert hidden_size.number.property("wrong") == "true"
    QTest.keyClick(hidden_size.number, Qt.Key.Key_Return)
    assert hidden_size.number.text() == "16"
    assert hidden_size.number.property("wrong") == "false"
    assert (changed, committed) == ([], [])


def test_a_decimal_comma_is_understood(qtbot: QtBot) -> None:
    slider = LabelledSlider(logarithmic(0.001, 1))
    qtbot.addWidget(slider)
    slider.number.selectAll()
    QTest.keyClicks(slider.number, "0,025")
    QTest.keyClick(slider.number, Qt.Key.Key_Return)
    assert slider.value() == 0.025


def test_names_are_read_aloud(hidden_size: LabelledSlider) -> None:
    assert hidden_size.slider.accessibleName() == "Hidden size"
    assert hidden_size.toolTip() == "How many numbers the net remembers"
