"""The training axis: what a drag, a key or a double click asks for."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnlab.core.history import LossCurve
from rnnlab.qt.scenes.sequence.curve_view import CurveView


@pytest.fixture
def view(dressed: QApplication, qtbot: QtBot) -> CurveView:
    del dressed
    made = CurveView()
    qtbot.addWidget(made)
    made.resize(220, 116)
    made.show()
    curve = LossCurve()
    curve.extend(0, np.linspace(3, 0.1, 401), np.linspace(0, 1, 401))
    made.set_curve(curve, 400, 19)
    return made


def _chosen(view: CurveView) -> list[int | None]:
    steps: list[int | None] = []
    view.step_chosen.connect(steps.append)
    return steps


def test_a_click_in_the_middle_asks_for_an_early_step_and_the_right_end_for_the_newest(
    view: CurveView,
) -> None:
    steps = _chosen(view)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(110, 50))
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(219, 50))
    assert len(steps) == 2
    assert steps[0] is not None
    assert 20 < steps[0] < 200
    assert steps[1] is None


def test_a_click_on_the_mark_of_a_step_chooses_that_step(view: CurveView) -> None:
    steps = _chosen(view)
    for step in (0, 5, 19, 100, 300):
        QTest.mouseClick(
            view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(round(view._x(step)), 50)
        )
        assert steps[-1] is not None
        assert abs(steps[-1] - step) <= 1 + step // 40


def test_a_drag_asks_again_and_again(view: CurveView) -> None:
    steps = _chosen(view)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(150, 40))
    for x in (120, 90, 60):
        QTest.mouseMove(view, QPoint(x, 40))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(60, 40))
    known = [step for step in steps if step is not None]
    assert known == sorted(known, reverse=True)
    assert view.shown() == known[-1]


def test_the_keyboard_reaches_every_step(view: CurveView) -> None:
    steps = _chosen(view)
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Right, Qt.Key.Key_Home):
        QTest.keyClick(view, key)
    assert steps == [399, 398, 388, 389, 0]
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.shown() is None


def test_a_double_click_follows_live_again(view: CurveView) -> None:
    view.set_shown(30)
    steps = _chosen(view)
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(100, 40))
    assert steps[-1] is None


def test_nothing_is_asked_before_training(dressed: QApplication, qtbot: QtBot) -> None:
    del dressed
    view = CurveView()
    qtbot.addWidget(view)
    steps = _chosen(view)
    view.set_curve(LossCurve(), 0, None)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(50, 40))
    QTest.keyClick(view, Qt.Key.Key_Left)
    assert steps == []


def test_the_numbers_below_the_axis_do_not_overlap(view: CurveView) -> None:
    for newest in (1, 3, 57, 400, 12_345, 9_876_543):
        view.set_curve(LossCurve(), newest, None)
        ticks = view._ticks()
        assert ticks[0] == 0
        assert ticks[-1] == newest
        places = [view._x(step) for step in ticks]
        assert min(np.diff(places), default=99) > 10
