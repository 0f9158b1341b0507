"""The diagram as a widget: what it shows, says and asks for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnlab.core.cells import catalogue
from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.cells.diagram_view import DiagramView
from rnnlab.qt.scenes.cells.diagram_words import tool_tip
from rnnlab.qt.theme import theme
from rnnlab.scene.cells.layout import DiagramLayout
from rnnlab.scene.cells.moment import Placement
from rnnlab.scene.drawing import Box, CellGrid, Rect, Text
from rnnlab.scene.sequence.phases import phases
from rnnlab.scene.target import Target
from rnnlab.session.playback import Playback
from tests.scene.contents import content

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[DiagramView]:
    made = DiagramView()
    qtbot.addWidget(made)
    made.resize(520, 560)
    made.set_cell(catalogue.load("lstm"))
    made.show()
    yield made
    made.close()


def layout(view: DiagramView) -> DiagramLayout:
    found = view.diagram()
    assert found is not None
    return found


def placement(view: DiagramView) -> Placement:
    return view.placement(layout(view))


def box(view: DiagramView, quantity: str) -> Box:
    """Return where the part of a quantity stands on the view."""
    found = layout(view)
    node = found.cell.quantity_nodes[quantity]
    (placed,) = (
        one for one in found.parts if one.part.node == node and one.part.kind in ("gate", "operator")
    )
    return placement(view).box(placed.box)


def point(view: DiagramView, quantity: str) -> QPoint:
    part = box(view, quantity)
    return QPoint(int(part.x + 5), int(part.center_y))


def mouse(
    view: DiagramView, kind: QEvent.Type, where: QPoint, held: Qt.MouseButton = Qt.MouseButton.NoButton
) -> None:
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    event = QMouseEvent(
        kind, QPointF(where), view.mapToGlobal(QPointF(where)), button, held, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view, event)


def wheel(view: DiagramView, where: QPoint, turns: int, keys: Qt.KeyboardModifier) -> bool:
    event = QWheelEvent(
        QPointF(where),
        view.mapToGlobal(QPointF(where)),
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    event.ignore()
    QApplication.sendEvent(view, event)
    return event.isAccepted()


def strips(view: DiagramView) -> set[int]:
    return {one.target.node for one in view.drawn() if isinstance(one, CellGrid) and one.target}


def ring(view: DiagramView) -> list[Rect]:
    return [one for one in view.drawn() if isinstance(one, Rect) and one.stroke == "ink"]


def test_it_shows_the_cell(view: DiagramView) -> None:
    texts = {one.text for one in view.drawn() if isinstance(one, Text)}
    assert {"σ", "tanh", "⊙", "+", "i", "f", "g", "c_{t−1}", "h_{t}", "x_{t}"} <= texts
    assert view.accessibleName() == "Diagram of the cell"


@pytest.mark.parametrize("cell_name", catalogue.names())
def test_every_cell_fits_and_is_painted(view: DiagramView, cell_name: str) -> None:
    view.set_cell(catalogue.load(cell_name))
    whole = Box(0.0, 0.0, view.width(), view.height())
    for placed in layout(view).parts:
        part = placement(view).box(placed.box)
        assert whole.contains(part.x, part.y)
        assert whole.contains(part.right, part.bottom)
    image = QImage(view.size(), QImage.Format.Format_RGB32)
    with QPainter(image) as painter:
        view.render(painter, QPoint())
    assert len({image.pixel(x, view.height() // 2) for x in range(view.width())}) > 2


def test_playback_drives_it(view: DiagramView) -> None:
    shown = content("lstm")
    cell = shown.trace.shape.cell
    found = phases(cell, 1)
    playback = Playback()
    playback.set_timeline(shown.steps, len(found), [phase.duration for phase in found])
    playback.position_changed.connect(lambda now: view.set_moment(now.t, now.phase + now.fraction))
    view.set_content(shown)
    playback.seek(1, found.index(next(phase for phase in found if phase.label.startswith("f"))))
    named = {quantity.name: quantity.node in strips(view) for quantity in cell.quantities}
    assert named == {"i": True, "f": True, "o": False, "g": False, "c": False, "h": False}
    playback.seek(1)
    assert {quantity.node for quantity in cell.quantities} <= strips(view)
    texts = {one.text for one in view.drawn() if isinstance(one, Text)}
    assert {"c_{1}", "h_{2}"} <= texts
    view.set_content(None)
    assert strips(view) == set()


def test_hovering_says_which_nodes_and_lights_them(view: DiagramView, qtbot: QtBot) -> None:
    cell = layout(view).cell
    node = cell.quantity_nodes["f"]
    with qtbot.waitSignal(view.node_hovered) as said:
        mouse(view, QEvent.Type.MouseMove, point(view, "f"))
    assert node in said.args[0]
    assert {cell.nodes[index].kind for index in said.args[0]} == {"function", "add", "matvec", "parameter"}
    assert len(ring(view)) == 1
    with qtbot.waitSignal(view.node_hovered) as said:
        mouse(view, QEvent.Type.MouseMove, QPoint(2, view.height() - 2))
    assert said.args[0] == frozenset()
    assert ring(view) == []


def test_leaving_forgets_what_was_hovered(view: DiagramView, qtbot: QtBot) -> None:
    mouse(view, QEvent.Type.MouseMove, point(view, "f"))
    with qtbot.waitSignal(view.node_hovered) as said:
        QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert said.args[0] == frozenset()


def test_nodes_lit_elsewhere_are_ringed(view: DiagramView) -> None:
    view.set_highlight(frozenset((layout(view).cell.quantity_nodes["o"],)))
    (one,) = ring(view)
    assert one.box.center == pytest.approx(box(view, "o").center)
    view.set_highlight(frozenset())
    assert ring(view) == []


def test_a_click_names_its_nodes(view: DiagramView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(view.node_clicked) as said:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=point(view, "g"))
    assert layout(view).cell.quantity_nodes["g"] in said.args[0]
    with qtbot.waitSignal(view.node_clicked) as said:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=QPoint(2, view.height() - 2))
    assert said.args[0] == frozenset()


def test_keys_walk_through_the_parts(view: DiagramView, qtbot: QtBot) -> None:
    view.set_content(content("lstm"))
    view.set_moment(1, 99.0)
    with qtbot.waitSignal(view.node_hovered) as said:
        QTest.keyClick(view, Qt.Key.Key_Right)
    first = said.args[0]
    assert first
    with qtbot.waitSignal(view.node_hovered) as said:
        QTest.keyClick(view, Qt.Key.Key_Right)
    assert said.args[0] != first
    assert "[" in view.accessibleDescription()
    with qtbot.waitSignal(view.node_clicked) as clicked:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert clicked.args[0] == said.args[0]
    with qtbot.waitSignal(view.node_hovered) as said:
        QTest.keyClick(view, Qt.Key.Key_Escape)
    assert said.args[0] == frozenset()
    assert "arrow keys" in view.accessibleDescription()


def test_ctrl_and_the_wheel_zoom_at_the_pointer(view: DiagramView) -> None:
    before, where = placement(view), point(view, "o")
    held = (where.x() - before.x) / before.scale, (where.y() - before.y) / before.scale
    assert wheel(view, where, 3, Qt.KeyboardModifier.ControlModifier)
    after = placement(view)
    assert after.scale > before.scale * 1.5
    assert after.point(held) == pytest.approx((where.x(), where.y()), abs=3.0)
    view.set_content(None)
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, pos=where)
    assert placement(view) == before


def test_a_diagram_that_fits_leaves_the_wheel_to_others(view: DiagramView) -> None:
    assert not wheel(view, QPoint(100, 100), 1, Qt.KeyboardModifier.NoModifier)
    wheel(view, QPoint(260, 280), 4, Qt.KeyboardModifier.ControlModifier)
    assert wheel(view, QPoint(100, 100), 1, Qt.KeyboardModifier.NoModifier)


def test_dragging_pushes_a_large_diagram_and_is_no_click(view: DiagramView, qtbot: QtBot) -> None:
    wheel(view, QPoint(260, 280), 4, Qt.KeyboardModifier.ControlModifier)
    before = placement(view)
    left = Qt.MouseButton.LeftButton
    with qtbot.assertNotEmitted(view.node_clicked):
        mouse(view, QEvent.Type.MouseButtonPress, QPoint(200, 200), left)
        mouse(view, QEvent.Type.MouseMove, QPoint(230, 190), left)
        mouse(view, QEvent.Type.MouseButtonRelease, QPoint(230, 190))
    after = placement(view)
    assert (after.x - before.x, after.y - before.y) == pytest.approx((30.0, -10.0))


def test_keys_zoom_and_show_all_again(view: DiagramView) -> None:
    before = placement(view)
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert placement(view).scale > before.scale
    QTest.keyClick(view, Qt.Key.Key_0)
    assert placement(view) == before


def test_walking_brings_a_part_into_view(view: DiagramView) -> None:
    wheel(view, QPoint(500, 100), 8, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_Left)
    whole = Box(0.0, 0.0, view.width(), view.height())
    (one,) = ring(view)
    assert whole.contains(*one.box.center)


def test_tool_tips_tell_the_formula_and_the_numbers(view: DiagramView) -> None:
    found = layout(view)
    target = Target("term", node=found.cell.quantity_nodes["c"])
    assert tool_tip(found, target, None, 0, 1) == (
        "<b>c<sub>t</sub> = f<sub>t</sub>⊙c<sub>t−1</sub>+i<sub>t</sub>⊙g<sub>t</sub></b>"
    )
    words = tool_tip(found, target, content("lstm"), 2, 1)
    assert "c<sub>3</sub>" in words
    assert words.count("[") == 1


def test_without_a_cell_it_says_why_it_is_empty(view: DiagramView) -> None:
    view.set_cell(None)
    assert view.drawn() == ()
    assert "equations" in view.accessibleDescription()
    language.choose("ko")
    QApplication.processEvents()
    assert view.accessibleName() == "셀의 그림"
    view.grab()


def test_another_theme_and_zoom_lay_it_out_again(view: DiagramView) -> None:
    shown = content("lstm")
    view.set_content(shown)
    before = view.drawn()
    theme.set_zoom(1.5)
    assert view.drawn() != before
    theme.set_mode("dark")
    view.grab()
    assert view.content() is shown


def test_the_caption_follows_the_pointer(view: DiagramView) -> None:
    view.set_content(content("lstm"))
    view.set_moment(1, 99.0)
    mouse(view, QEvent.Type.MouseMove, point(view, "i"))
    captions = [
        one.text for one in view.drawn() if isinstance(one, Text) and one.text.startswith("i_{2} = σ")
    ]
    assert len(captions) == 1
