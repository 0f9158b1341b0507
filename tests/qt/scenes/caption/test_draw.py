"""Draw: shapes by mouse and keyboard, a pen, undo; the caption follows."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from rnnlab.core.captions.canvas import Drawing, Shape, Stroke
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes.caption.draw import DrawPage
from rnnlab.qt.scenes.caption.scene import CaptionScene
from rnnlab.qt.theme import theme

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
RED = Shape("circle", "red", 14.0, 14.0, 5.0)


@pytest.fixture
def page(scene: CaptionScene) -> DrawPage:
    QTest.mouseClick(scene.views.button("draw"), LEFT)
    scene.pages.draw.set_drawing(Drawing((RED,)))
    return scene.pages.draw


def drag(page: DrawPage, start: QPoint, end: QPoint) -> None:
    canvas = page.canvas
    QTest.mousePress(canvas, LEFT, NONE, start)
    for share in (0.25, 0.5, 0.75, 1.0):
        QTest.mouseMove(canvas, start + (end - start) * share)
    QTest.mouseRelease(canvas, LEFT, NONE, end)


def spot(page: DrawPage, x: float, y: float) -> QPoint:
    return page.canvas.to_widget(x, y).toPoint()


def test_the_caption_follows_the_drawing(page: DrawPage, scene: CaptionScene, qtbot: QtBot) -> None:
    view = scene.session.view
    assert page.wanted.text() == "Right: a small red circle"
    qtbot.waitUntil(
        lambda: (
            view.content is not None and np.array_equal(view.content.look.picture, page.drawing().picture)
        ),
        timeout=10_000,
    )
    assert view.content is not None
    assert page.strip.text() == " ".join(view.content.stage.labels[i] for i in view.content.spoken.indices)


def test_a_drag_moves_a_shape_and_is_one_change(page: DrawPage) -> None:
    drag(page, spot(page, 14, 14), spot(page, 34, 24))
    moved = page.drawing().shapes[0]
    assert (moved.x, moved.y) == pytest.approx((34, 24), abs=0.3)
    page.undo()
    assert page.drawing().shapes == (RED,)
    page.redo()
    assert page.drawing().shapes == (moved,)


def test_the_corner_resizes(page: DrawPage) -> None:
    page.canvas.choose(0)
    handle = page.canvas.handle()
    assert handle is not None
    corner = handle.center().toPoint()
    drag(page, corner, spot(page, 14 + 10 * 1.2 + 0.6, 14 + 10 * 1.2 + 0.6))
    assert page.drawing().shapes[0].radius == pytest.approx(10, abs=0.3)


def test_by_keyboard_alone(page: DrawPage) -> None:
    canvas = page.canvas
    QTest.mouseClick(page.tools.kinds["square"], LEFT)
    assert [shape.kind for shape in page.drawing().shapes] == ["circle", "square"]
    QTest.mouseClick(page.tools.colors["blue"], LEFT)
    before = page.drawing().shapes[1]
    assert before.color == "blue"
    QTest.keyClick(canvas, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    after = page.drawing().shapes[1]
    assert (after.x - before.x, after.radius - before.radius) == pytest.approx((3.0, 0.5))
    QTest.keyClick(canvas, Qt.Key.Key_N)
    assert canvas.chosen() == 0
    QTest.keyClick(canvas, Qt.Key.Key_Delete)
    assert [shape.kind for shape in page.drawing().shapes] == ["square"]


def test_what_the_net_never_saw_is_said_so(page: DrawPage) -> None:
    QTest.mouseClick(page.tools.kinds["heart"], LEFT)
    assert page.drawing().shapes[1].kind == "heart"
    assert "heart" in page.notice.text()
    assert page.wanted.isHidden()
    QTest.mouseClick(page.tools.colors["cyan"], LEFT)
    assert "light blue" in page.notice.text()
    page.undo()
    page.undo()
    assert not page.wanted.isHidden()


def test_the_pen_draws_lines(page: DrawPage) -> None:
    page.pen.click()
    drag(page, spot(page, 5, 40), spot(page, 40, 40))
    stroke = page.drawing().items[1]
    assert isinstance(stroke, Stroke)
    assert len(stroke.points) > 2
    page.undo()
    assert page.drawing().items == (RED,)


def test_ctrl_z_undoes_the_drawing_and_not_the_settings(page: DrawPage, scene: CaptionScene) -> None:
    before = scene.session.settings
    page.clear.click()
    assert page.drawing().items == ()
    scene.context.actions["edit.undo"].trigger()
    assert page.drawing().items == (RED,)
    assert scene.session.settings == before


def test_the_drawing_can_be_watched(page: DrawPage, scene: CaptionScene) -> None:
    page.watch.click()
    assert scene.pages.key() == "watch"
    assert scene.session.view.drawing == page.drawing()
    assert scene.player.playing
    scene.player.pause()


def test_four_shapes_are_said_to_be_too_many(page: DrawPage) -> None:
    for kind in ("square", "star", "triangle"):
        QTest.mouseClick(page.tools.kinds[kind], LEFT)
    assert page.notice.text().startswith("There are 4 shapes. The net has only seen up to 3")
    assert page.wanted.isHidden()


def test_a_drawing_that_nobody_touched_has_no_more_shapes_than_the_net_learns(scene: CaptionScene) -> None:
    QTest.mouseClick(scene.setup_panel.shapes.button("1"), LEFT)
    assert scene.session.settings.most_shapes == 1
    QTest.mouseClick(scene.views.button("draw"), LEFT)
    assert len(scene.pages.draw.drawing().shapes) == 1


def is_whole(shown: QWidget) -> bool:
    """Return whether nothing of a widget is cut off."""
    return shown.visibleRegion().boundingRect() == shown.rect()


def side_by_side(widgets: Iterable[QWidget]) -> bool:
    return len({widget.mapToGlobal(QPoint()).y() for widget in widgets}) == 1


@pytest.mark.parametrize(
    "size, zoom, beam", [((1440, 900), 1.5, 1), ((1024, 768), 1.3, 1), ((1440, 900), 1.0, 5)]
)
def test_every_tool_is_in_sight_in_a_low_window(
    page: DrawPage, window: MainWindow, qtbot: QtBot, size: tuple[int, int], zoom: float, beam: int
) -> None:
    theme.set_zoom(zoom)
    window.resize(*size)
    page.beam.field.setValue(beam)
    buttons = (page.pen, page.sample, page.clear, page.remove, page.undo_button, page.redo_button, page.watch)
    tools = (*buttons, *page.tools.kinds.values(), *page.tools.colors.values())
    qtbot.waitUntil(lambda: all(map(is_whole, tools)) and side_by_side(page.tools.kinds.values()))
    assert side_by_side(page.tools.colors.values())


def test_pen_and_undo_come_first_where_not_even_close_tools_fit(
    page: DrawPage, window: MainWindow, qtbot: QtBot
) -> None:
    theme.set_zoom(1.5)
    window.resize(1024, 768)
    tools = (page.pen, page.remove, page.undo_button, page.redo_button)
    qtbot.waitUntil(lambda: page.width() < 1024 and all(map(is_whole, tools)))
