"""The inspector as a person touches it: by clicking, dragging and typing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnlab.core.cells.formula import Reference, plain
from rnnlab.core.cells.interpreter import Clamp
from rnnlab.core.trace import record
from rnnlab.qt.scenes.sequence.inspector_panel import InspectorPanel
from rnnlab.scene.target import Target
from tests.qt.scenes.sequence.inspecting import (
    LEFT,
    Heard,
    content_of,
    middle_of_line,
    shown,
    shown_panel,
)

pytestmark = pytest.mark.usefixtures("dressed")


@pytest.fixture
def panel(qtbot: QtBot) -> InspectorPanel:
    made = shown_panel()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def heard(panel: InspectorPanel) -> Heard:
    return Heard(panel)


# choosing


def test_choosing_a_unit_follows_it_through_time(panel: InspectorPanel, heard: Heard) -> None:
    strips = panel.parts.strips
    QTest.mouseClick(strips, LEFT, pos=QPoint(strips.width() - 3, 10))
    assert shown(panel).index == (4,)
    panel.set_position(3)
    assert shown(panel) == Reference("quantity", "h", 1, 3, (4,))
    assert heard.clicked == []


def test_choosing_another_unit_of_a_pinned_one_moves_the_pin(panel: InspectorPanel, heard: Heard) -> None:
    panel.show_target(Target("quantity", "h", 1, 1, (2,)), pinned=True)
    panel.parts.strips.setFocus()
    QTest.keyClick(panel.parts.strips, Qt.Key.Key_Right)
    assert shown(panel).index == (3,)
    assert heard.clicked == [Target("quantity", "h", 1, 1, (3,))]


def test_a_click_on_a_term_leads_there_and_back(panel: InspectorPanel, heard: Heard) -> None:
    first, before = Target("quantity", "h", 1, 2, (0,)), Target("quantity", "h", 1, 1)
    panel.show_target(first, pinned=True)
    place = panel.parts.formula.spot_centre(Reference("quantity", "h", 1, 1))
    assert place is not None
    QTest.mouseClick(panel.parts.formula, LEFT, pos=place.toPoint())
    assert heard.clicked == [before]
    panel.show_target(before, pinned=True)
    assert not panel.parts.back.isHidden()
    panel.parts.back.click()
    assert heard.clicked == [before, first]
    panel.show_target(first, pinned=True)
    assert panel.parts.back.isHidden()


def test_letting_go_asks_for_nothing_pinned(panel: InspectorPanel, heard: Heard) -> None:
    panel.show_target(Target("quantity", "h", 1, 1), pinned=True)
    panel.parts.unpin.click()
    assert heard.clicked == [None]
    panel.show_target(None)
    assert shown(panel).t == 2


def test_choosing_a_step_of_a_loss_goes_there(panel: InspectorPanel, heard: Heard) -> None:
    panel.show_target(Target("loss", "", 0, 2), pinned=True)
    QTest.keyClick(panel.parts.strips, Qt.Key.Key_Left)
    assert heard.clicked == [Target("loss", "", 0, 1)]


# touching


def test_dragging_a_cell_edits_the_weight(panel: InspectorPanel, heard: Heard) -> None:
    matrix = panel.parts.products[1].matrix
    before = float(matrix.values()[1, 2])
    start = matrix.cell_rect(1, 2).center().toPoint()
    QTest.mousePress(matrix, LEFT, pos=start)
    QTest.mouseMove(matrix, start + QPoint(0, 20))
    QApplication.processEvents()
    QTest.mouseRelease(matrix, LEFT, pos=start + QPoint(0, 20))
    key, index, value = heard.edited[-1]
    assert (key, index) == ("W_hh", (1, 2))
    assert value == pytest.approx(before - 0.4, abs=1e-3)
    assert not panel.parts.editor.isHidden()
    assert shown(panel).index == (1,)


def choose_bias(panel: InspectorPanel) -> None:
    QTest.mouseClick(panel.parts.rows, LEFT, pos=middle_of_line(panel, 2))


def test_typing_a_number_edits_a_bias(panel: InspectorPanel, heard: Heard) -> None:
    choose_bias(panel)
    field = panel.parts.editor.field
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "-1,25")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard.edited == [("b_h", (0,), -1.25)]


@pytest.mark.parametrize("text", ["nan", "inf", "1e9", "abc", "--2", "1e999"])
def test_numbers_without_sense_are_refused_at_their_place(
    panel: InspectorPanel, heard: Heard, text: str
) -> None:
    choose_bias(panel)
    field = panel.parts.editor.field
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard.edited == []
    assert field.property("wrong") == "true"
    assert panel.parts.editor.notice.message.text()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.property("wrong") == "false"
    assert panel.parts.editor.notice.isHidden()


def test_the_keys_change_a_number(panel: InspectorPanel, heard: Heard) -> None:
    choose_bias(panel)
    before = panel.parts.editor.value()
    QTest.keyClick(panel.parts.editor.field, Qt.Key.Key_Up)
    QTest.keyClick(panel.parts.editor.field, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert [value for _, _, value in heard.edited] == pytest.approx([before + 0.1, before + 0.09], abs=1e-3)


def test_a_changed_number_can_go_back_to_what_was_learnt(panel: InspectorPanel, heard: Heard) -> None:
    content = content_of()
    changed = content.trace.parameters.copy()
    content.trace.shape.view(changed, "b_h")[0] += 1
    trace = record(content.trace.shape, changed, content.trace.inputs, content.trace.targets)
    target = Target("parameter", "b_h", 1, None, (0,))
    panel.set_content(
        replace(
            content, trace=trace, touched=frozenset({target}), trained_parameters=content.trace.parameters
        )
    )
    choose_bias(panel)
    assert not panel.parts.trained.isHidden()
    panel.parts.trained.click()
    learnt = float(content.trace.shape.view(content.trace.parameters, "b_h")[0])
    key, index, value = heard.edited[-1]
    assert (key, index) == ("b_h", (0,))
    assert value == pytest.approx(learnt)
    panel.parts.restore.click()
    assert heard.restored == 1


def test_back_to_trained_is_offered_only_after_a_touch(panel: InspectorPanel) -> None:
    assert panel.parts.restore.isHidden()
    panel.set_content(content_of(clamps=(Clamp(1, "h", 1, 0.0),)))
    assert not panel.parts.restore.isHidden()


def test_a_unit_is_held_moved_and_let_go(panel: InspectorPanel, heard: Heard) -> None:
    target = Target("quantity", "h", 1, 2, (0,))
    panel.parts.hold.click()
    assert heard.clamped == [(target, 0.0)]
    panel.set_content(content_of(clamps=(Clamp(1, "h", 0, 0.0),)))
    assert panel.parts.hold.isHidden()
    assert not panel.parts.holder.isHidden()
    panel.parts.holder.slider.setValue(200)
    panel.parts.release.click()
    assert heard.clamped == [(target, 0.0), (target, 0.5), (target, None)]


@pytest.mark.parametrize(
    "target", [Target("logits", "", 0, 1), Target("parameter", "W_hh"), Target("quantity", "h", 1, -1)]
)
def test_only_a_unit_can_be_held(panel: InspectorPanel, target: Target) -> None:
    panel.show_target(target, pinned=True)
    assert panel.parts.hold.isHidden()


def test_the_entry_chosen_stays_chosen_when_something_else_is_looked_at(panel: InspectorPanel) -> None:
    choose_bias(panel)
    panel.show_target(Target("probability", "", 0, 1))
    assert panel.parts.editor.isHidden()
    panel.show_target(None)
    assert not panel.parts.editor.isHidden()
    assert plain(panel.parts.editor.name.formula()) == "b_h[1]"
    panel.parts.editor.done.click()
    assert panel.parts.editor.isHidden()


def test_typing_on_a_matrix_begins_a_number(panel: InspectorPanel, heard: Heard) -> None:
    matrix = panel.parts.products[0].matrix
    QTest.mouseClick(matrix, LEFT, pos=matrix.cell_rect(2, 3).center().toPoint())
    QTest.keyClick(matrix, Qt.Key.Key_2)
    field = panel.parts.editor.field
    assert field.text() == "2"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard.edited == [("W_xh", (2, 3), 2.0)]


def test_the_gradient_matrix_is_only_shown(panel: InspectorPanel, heard: Heard) -> None:
    panel.show_target(Target("parameter", "W_hh", 1, None, (1, 1)), pinned=True)
    matrix = panel.parts.products[1].matrix
    start = matrix.cell_rect(3, 3).center().toPoint()
    QTest.mousePress(matrix, LEFT, pos=start)
    QTest.mouseMove(matrix, start + QPoint(0, 20))
    QApplication.processEvents()
    QTest.mouseRelease(matrix, LEFT, pos=start)
    assert heard.edited == []
    assert shown(panel).index == (3, 3)


def test_a_large_net_is_shown(panel: InspectorPanel) -> None:
    panel.set_content(content_of("lstm", hidden=300, size=900))
    for target in (
        None,
        Target("logits", "", 0, 1, (700,)),
        Target("parameter", "W_hy", 0, None, (700, 250)),
    ):
        panel.show_target(target, pinned=target is not None)
        assert not panel.grab().isNull()
    assert np.isfinite(panel.parts.products[0].matrix.values()).all()
