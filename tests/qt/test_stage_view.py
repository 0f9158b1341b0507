"""The stage as a widget: what it shows, says and asks for."""

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu
from pytestqt.qtbot import QtBot

from rnnlab.core.cells.interpreter import Clamp
from rnnlab.qt.stage_cells import number
from rnnlab.qt.stage_painter import StagePainter
from rnnlab.qt.stage_view import StageView
from rnnlab.qt.stage_words import html, plain, tool_tip
from rnnlab.qt.theme import theme
from rnnlab.scene.content import Content
from rnnlab.scene.drawing import Box, CellGrid, Line, Mark, Primitive, Rect, Text
from rnnlab.scene.position import Position
from rnnlab.scene.sequence.reading import read
from rnnlab.scene.target import Target
from tests.scene.contents import content

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[StageView]:
    made = StageView()
    qtbot.addWidget(made)
    made.resize(790, 560)
    made.show()
    yield made
    made.close()


def show(view: StageView, shown: Content, t: int) -> None:
    view.set_content(shown)
    view.set_position(Position(t, len(read(shown).phases) - 1, 1.0))


def unit(view: StageView, target: Target) -> QPoint:
    """Return the middle of a cell on the view."""
    for primitive in view.drawn():
        if isinstance(primitive, CellGrid) and primitive.target == target.whole:
            x, y = primitive.cell(target.index).center
            return QPoint(int(x), int(y))
    raise AssertionError(f"{target} is not on the stage")


def mouse(view: StageView, kind: QEvent.Type, point: QPoint, button: Qt.MouseButton) -> None:
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
    event = QMouseEvent(
        kind, QPointF(point), view.mapToGlobal(QPointF(point)), button, held, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view, event)


def drag(view: StageView, start: QPoint, *points: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    mouse(view, QEvent.Type.MouseButtonPress, start, left)
    for point in points:
        mouse(view, QEvent.Type.MouseMove, point, left)
    mouse(view, QEvent.Type.MouseButtonRelease, points[-1], left)


def test_an_empty_stage_says_what_to_do(view: StageView) -> None:
    assert view.drawn() == ()
    assert "Train" in view.accessibleDescription()
    assert not view.grab().isNull()


def test_it_tells_those_who_cannot_see_where_it_is(view: StageView) -> None:
    shown = content("rnn", symbols=6)
    show(view, shown, 2)
    told = view.accessibleDescription()
    assert "Step 3 of 5" in told
    assert shown.label(2) in told
    assert shown.label(shown.predicted(2)) in told
    view.set_position(Position(2, 1, 0.5))
    assert "Wxhx3" in view.accessibleDescription()


def test_hovering_tells_what_is_under_the_pointer_and_lights_it(view: StageView, qtbot: QtBot) -> None:
    shown = content("lstm", symbols=6, hidden=5)
    show(view, shown, 3)
    target = Target("quantity", "f", 1, 3, (2,))
    with qtbot.waitSignal(view.target_hovered) as heard:
        QTest.mouseMove(view, unit(view, target))
    assert heard.args == [target]
    assert target in view.highlight()
    with qtbot.waitSignal(view.target_hovered) as heard:
        QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert heard.args == [None]
    assert view.highlight() == frozenset()


def test_what_is_pointed_at_elsewhere_is_lit(view: StageView) -> None:
    shown = content("rnn", symbols=6)
    show(view, shown, 3)
    before = len(view.drawn())
    view.set_highlight(frozenset({Target("parameter", "W_hh", 1)}))
    assert len(view.drawn()) > before
    view.set_highlight(frozenset())
    assert len(view.drawn()) == before


def test_clicking_a_value_of_the_step_in_focus(view: StageView, qtbot: QtBot) -> None:
    show(view, content("rnn", symbols=6, hidden=5), 3)
    target = Target("quantity", "h", 1, 3, (1,))
    with qtbot.waitSignal(view.target_clicked) as heard:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=unit(view, target))
    assert heard.args == [target]
    with qtbot.waitSignal(view.target_clicked) as heard:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert heard.args == [None]


def test_clicking_another_step_asks_for_it(view: StageView, qtbot: QtBot) -> None:
    show(view, content("rnn", symbols=6, hidden=5), 3)
    with qtbot.assertNotEmitted(view.target_clicked), qtbot.waitSignal(view.step_requested) as heard:
        place = unit(view, Target("quantity", "h", 1, 1, (1,)))
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert heard.args == [1]


def test_dragging_a_unit_asks_to_hold_it(view: StageView, qtbot: QtBot) -> None:
    shown = content("rnn", symbols=6, hidden=5)
    show(view, shown, 3)
    target = Target("quantity", "h", 1, 3, (1,))
    place = unit(view, target)
    wanted: list[tuple[Target, float]] = []
    view.unit_clamp_requested.connect(lambda found, value: wanted.append((found, value)))
    with qtbot.assertNotEmitted(view.target_clicked):
        drag(view, place, place - QPoint(0, 2), place - QPoint(0, 7), place + QPoint(0, 700))
    value = float(shown.trace.values["h"][3][1])
    assert {found for found, _ in wanted} == {target}
    assert wanted[0][1] == pytest.approx(value + 0.1, abs=0.011)
    assert wanted[-1][1] == -1.0


def test_the_menu_of_a_unit_holds_and_releases_it(view: StageView, qtbot: QtBot) -> None:
    show(view, content("rnn", symbols=6, hidden=5, clamps=(Clamp(1, "h", 1, 0.5),)), 3)
    target = Target("quantity", "h", 1, 3, (1,))
    menu = view.menu_for(target)
    assert menu is not None
    actions = {action.text(): action for action in menu.actions()}
    wanted: list[tuple[Target, float | None]] = []
    view.unit_clamp_requested.connect(lambda found, value: wanted.append((found, value)))
    actions["Hold at 0"].trigger()
    actions["Let it go"].trigger()
    assert wanted == [(target, 0.0), (target, None)]
    free = view.menu_for(target.at(0))
    assert free is not None
    assert not next(action for action in free.actions() if action.text() == "Let it go").isEnabled()
    assert view.menu_for(Target("parameter", "W_hh", 1, None, (0, 0))) is None
    assert view.menu_for(None) is None


def test_another_value_can_be_typed(view: StageView, qtbot: QtBot) -> None:
    show(view, content("rnn", symbols=6, hidden=5), 3)
    target = Target("quantity", "h", 1, 3, (1,))
    menu = view.menu_for(target)
    assert menu is not None
    others = next(action.menu() for action in menu.actions() if action.text() == "Hold at")
    assert isinstance(others, QMenu)
    others.actions()[-1].trigger()
    dialog = view.findChild(QInputDialog)
    assert isinstance(dialog, QInputDialog)
    with qtbot.waitSignal(view.unit_clamp_requested) as heard:
        dialog.setDoubleValue(0.25)
        dialog.accept()
    assert heard.args == [target, 0.25]


def test_the_context_menu_opens_on_units_only(view: StageView) -> None:
    show(view, content("rnn", symbols=6, hidden=5), 3)
    place = unit(view, Target("quantity", "h", 1, 3, (1,)))
    for point, opened in ((place, True), (QPoint(2, 2), False)):
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, view.mapToGlobal(point))
        QApplication.sendEvent(view, event)
        menu = QApplication.activePopupWidget()
        assert (menu is not None) == opened
        if menu is not None:
            menu.close()


def wheel(view: StageView, x: int, y: int = 0) -> None:
    event = QWheelEvent(
        *(QPointF(300, 300), view.mapToGlobal(QPointF(300, 300)), QPoint(x, y), QPoint(x, y)),
        *(Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False),
    )
    QApplication.sendEvent(view, event)


def first_step(view: StageView) -> int:
    steps = [
        primitive.target.t
        for primitive in view.drawn()
        if isinstance(primitive, Rect) and primitive.target and primitive.target.kind == "input"
    ]
    return min(step for step in steps if step is not None)


def test_long_sequences_are_pushed_aside_and_come_back_with_the_focus(view: StageView) -> None:
    shown = content("rnn", symbols=6, steps=120)
    show(view, shown, 60)
    resting = first_step(view)
    wheel(view, 300)
    assert first_step(view) < resting
    wheel(view, -100_000)
    assert first_step(view) > 60
    view.set_position(Position(61, 0, 0.3))
    view.set_position(Position(61, 0, 1.0))
    assert first_step(view) == resting + 1
    drag(view, QPoint(300, 4), QPoint(320, 4), QPoint(600, 4))
    assert first_step(view) < resting


def test_short_sequences_stay(view: StageView) -> None:
    show(view, content("rnn", symbols=6), 2)
    before = view.drawn()
    wheel(view, 300)
    assert view.drawn() == before


def test_keys_walk_over_the_values(view: StageView, qtbot: QtBot) -> None:
    shown = content("rnn", symbols=6, hidden=5)
    show(view, shown, 3)
    hovered: list[Target | None] = []
    view.target_hovered.connect(hovered.append)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert hovered == [
        Target("input", t=3),
        Target("input", t=3, index=(0,)),
        Target("input", t=3, index=(1,)),
    ]
    assert "x4" in view.accessibleDescription()
    with qtbot.waitSignal(view.target_clicked) as heard:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert heard.args == [hovered[-1]]
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert hovered[-1] is None
    assert "Step 4 of 5" in view.accessibleDescription()


def test_a_shorter_content_keeps_the_view_sound(view: StageView) -> None:
    show(view, content("rnn", symbols=30), 25)
    view.set_content(content("lstm", symbols=4))
    assert view.position().t == 2
    assert view.drawn()
    view.set_content(None)
    assert view.drawn() == ()


def test_the_same_content_and_moment_is_not_laid_out_again(view: StageView) -> None:
    show(view, content("rnn", symbols=6), 2)
    first = view.drawn()
    view.set_position(view.position())
    view.set_highlight(frozenset())
    assert view.drawn() is first
    view.resize(900, 600)
    assert view.drawn() is not first


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_everything_can_be_painted(mode: str, ratio: float, view: StageView) -> None:
    theme.set_mode(mode)
    shown = content("lstm", symbols=9, hidden=6, given=4, clamps=(Clamp(1, "h", 1, 0.5),))
    view.set_content(shown)
    painter = StagePainter()
    phases = len(read(shown).phases)
    seen: set[type[Primitive]] = set()
    for phase in range(phases):
        view.set_position(Position(5, phase, 0.4))
        image = QImage(int(790 * ratio), int(560 * ratio), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(theme.color("card"))
        before = image.copy()
        with QPainter(image) as canvas:
            painter.paint(canvas, view.drawn(), ratio)
        assert image != before
        seen |= {type(primitive) for primitive in view.drawn()}
    assert {Rect, CellGrid, Text, Line, Mark} <= seen


def test_cells_have_the_colours_of_their_values() -> None:
    values = np.array([-1.0, 0.0, 1.0], np.float32)
    grid = CellGrid(Box(0, 0, 10, 30), values, 3, 1)
    image = QImage(10, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    with QPainter(image) as canvas:
        StagePainter().paint(canvas, (grid,), 1.0)
    table = theme.diverging_table()
    for row, place in enumerate((0, 128, 255)):
        color = image.pixelColor(5, 5 + 10 * row)
        assert (color.red(), color.green(), color.blue()) == tuple(int(channel) for channel in table[place])


def test_cells_come_row_by_row() -> None:
    grid = CellGrid(Box(0, 0, 10, 40), np.ones(4, np.float32), 4, 1, reveal=0.5)
    image = QImage(10, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    with QPainter(image) as canvas:
        StagePainter().paint(canvas, (grid,), 1.0)
    assert image.pixelColor(5, 10) != image.pixelColor(5, 30)


def test_not_every_value_is_finite() -> None:
    values = np.array([np.nan, np.inf, -np.inf, 1234.5], np.float32)
    grid = CellGrid(Box(0, 0, 60, 80), values, 4, 1, number_size=11.0)
    image = QImage(60, 80, QImage.Format.Format_RGB32)
    with QPainter(image) as canvas:
        StagePainter().paint(canvas, (grid,), 1.0)
    assert [number(float(value)) for value in values] == ["?", "∞", "−∞", "+1234"]


def test_tool_tips_say_name_shape_and_value() -> None:
    shown = content("rnn", symbols=6, hidden=5)
    text = tool_tip(shown, Target("quantity", "h", 1, 3, (1,)))
    assert "h<sub>4</sub> [2] = " in text
    assert "(5, 1)" in text
    assert "hold" in text
    assert "W<sub>hh</sub>" in tool_tip(shown, Target("arrow", "W_hh", 1, 2))
    assert tool_tip(shown, Target("quantity", "h", 1, 99)) == ""
    assert html("a<b_{t}^{(2)}") == "a&lt;b<sub>t</sub><sup>(2)</sup>"
    assert plain("W_{xh}x_{6}") == "Wxhx6"
