from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from rnnlab.qt.matrix_view import MatrixView

pytestmark = pytest.mark.usefixtures("dressed")
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def view(qtbot: QtBot) -> MatrixView:
    made = MatrixView()
    qtbot.addWidget(made)
    made.set_values(np.arange(-16, 16, dtype=np.float32).reshape(4, 8))
    made.setFixedSize(160, 80)
    made.set_editable(True)
    made.show()
    return made


def centre(view: MatrixView, row: int, column: int) -> QPoint:
    return view.cell_rect(row, column).center().toPoint()


def test_a_click_chooses_a_cell(view: MatrixView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.chosen) as chosen:
        QTest.mouseClick(view, LEFT, pos=centre(view, 2, 5))
    assert chosen.args == [2, 5]
    assert view.cursor_cell() == (2, 5)


def test_pointing_tells_the_cell_and_leaving_none(view: MatrixView, qtbot: QtBot) -> None:
    pointed: list[object] = []
    view.pointed.connect(pointed.append)
    QTest.mouseMove(view, centre(view, 1, 1))
    qtbot.waitUntil(lambda: pointed == [(1, 1)])
    view.leaveEvent(None)  # type: ignore[arg-type]
    assert pointed == [(1, 1), None]


def test_dragging_up_makes_a_value_larger(view: MatrixView, qtbot: QtBot) -> None:
    dragged: list[tuple[int, int, float]] = []
    view.dragged.connect(lambda *values: dragged.append(values))
    start = centre(view, 2, 0)
    QTest.mousePress(view, LEFT, pos=start)
    QTest.mouseMove(view, start - QPoint(0, 25))
    qtbot.waitUntil(lambda: bool(dragged))
    QTest.mouseRelease(view, LEFT, pos=start - QPoint(0, 25))
    row, column, value = dragged[-1]
    assert (row, column) == (2, 0)
    assert value == pytest.approx(0.0 + 25 * 0.02)


def test_a_matrix_that_is_only_shown_cannot_be_dragged(view: MatrixView, qtbot: QtBot) -> None:
    view.set_editable(False)
    with qtbot.assertNotEmitted(view.dragged):
        QTest.mousePress(view, LEFT, pos=centre(view, 2, 0))
        QTest.mouseMove(view, centre(view, 0, 0))
        qtbot.wait(20)
        QTest.mouseRelease(view, LEFT, pos=centre(view, 0, 0))


def test_the_keys_walk_and_begin_a_number(view: MatrixView, qtbot: QtBot) -> None:
    view.set_cursor((0, 0))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_End):
        QTest.keyClick(view, key)
    assert view.cursor_cell() == (1, 7)
    with qtbot.waitSignal(view.typed) as typed:
        QTest.keyClick(view, Qt.Key.Key_Minus)
    assert typed.args == ["-"]


def test_small_cells_are_magnified_around_the_mark(view: MatrixView) -> None:
    view.set_values(np.zeros((128, 128), np.float32))
    view.set_marks(row=100)
    assert not view.numbers_fit()
    whole = view.cell_rect(100, 0)
    assert whole.height() < 1
    view.set_magnified(True)
    cell = view.cell_rect(100, 0)
    assert cell.height() > 15
    assert view.rect().contains(cell.center().toPoint())
    view.set_marks(row=3)
    assert view.rect().contains(view.cell_rect(3, 0).center().toPoint())


def turn(view: MatrixView, degrees: int) -> bool:
    """Turn the wheel and say whether it was for the matrix."""
    middle = QPointF(view.rect().center())
    event = QWheelEvent(
        middle,
        middle,
        QPoint(),
        QPoint(0, degrees),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    view.wheelEvent(event)
    return event.isAccepted()


def test_the_wheel_moves_what_is_magnified_and_else_the_panel(view: MatrixView) -> None:
    view.set_values(np.zeros((128, 128), np.float32))
    assert not turn(view, -120)
    view.set_magnified(True)
    before = view.cell_rect(10, 0).y()
    for _ in range(12):
        assert turn(view, -10)
    assert view.cell_rect(10, 0).y() < before
    view.set_cursor((127, 0))
    turn(view, -120)
    assert not turn(view, -120)


def test_every_cell_of_a_large_matrix_can_be_reached(view: MatrixView) -> None:
    view.set_values(np.zeros((512, 2000), np.float32))
    assert view.cell_at(QPointF(0, 0)) == (0, 0)
    assert view.cell_at(QPointF(159.99, 79.99)) == (511, 1999)
    view.set_magnified(True)
    view.set_cursor((511, 1999))
    assert view.rect().contains(view.cell_rect(511, 1999).center().toPoint())


@pytest.mark.parametrize("shape", [(1, 1), (3, 1), (600, 3), (40, 2000)])
def test_any_shape_and_any_number_is_painted(view: MatrixView, shape: tuple[int, int]) -> None:
    values = np.full(shape, np.nan, np.float32)
    values[0, 0] = np.inf
    view.set_values(values)
    view.set_marks(row=shape[0] - 1)
    assert not view.grab().isNull()
