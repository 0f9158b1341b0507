"""The inspector as a person uses it: by pointing, clicking, dragging and typing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.formula import Reference, plain
from rnnlab.core.cells.interpreter import Clamp
from rnnlab.core.net import NetShape, initialise
from rnnlab.core.trace import record
from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.sequence.inspector_panel import InspectorPanel
from rnnlab.qt.widgets import Panel
from rnnlab.scene.content import Content
from rnnlab.scene.target import Target

pytestmark = pytest.mark.usefixtures("dressed")
LEFT = Qt.MouseButton.LeftButton
LABELS = tuple("가나다라마바")


def content_of(
    cell: str = "rnn", hidden: int = 5, layers: int = 1, clamps: tuple[Clamp, ...] = (), size: int = 6
) -> Content:
    shape = NetShape(catalogue.load(cell), size, hidden, layers, size)
    labels = LABELS if size <= len(LABELS) else tuple(f"w{number}" for number in range(size))
    trace = record(shape, initialise(shape, 1) * 2, [5, 4, 3, 2], [4, 3, 2, -1], clamps)
    touched = frozenset(
        Target("quantity", clamp.quantity, clamp.layer, index=(clamp.unit,)) for clamp in clamps
    )
    return Content(trace, labels, 2, 10, touched)


class Heard:
    """Everything a panel said."""

    def __init__(self, panel: InspectorPanel) -> None:
        self.hovered: list[Target | None] = []
        self.clicked: list[Target | None] = []
        self.edited: list[tuple[str, tuple[int, ...], float]] = []
        self.clamped: list[tuple[Target, float | None]] = []
        self.restored = 0
        panel.target_hovered.connect(self.hovered.append)
        panel.target_clicked.connect(self.clicked.append)
        panel.parameter_edited.connect(lambda *values: self.edited.append(values))
        panel.unit_clamp_requested.connect(lambda *values: self.clamped.append(values))
        panel.restore_requested.connect(self._restore)

    def _restore(self) -> None:
        self.restored += 1


@pytest.fixture
def panel(qtbot: QtBot) -> InspectorPanel:
    made = InspectorPanel()
    qtbot.addWidget(made)
    made.resize(260, 900)
    made.set_content(content_of())
    made.set_position(2)
    made.show()
    return made


@pytest.fixture
def heard(panel: InspectorPanel) -> Heard:
    return Heard(panel)


def shown(panel: InspectorPanel) -> Reference:
    explanation = panel.explanation()
    assert explanation is not None
    return explanation.reference


def middle_of_line(panel: InspectorPanel, number: int) -> QPoint:
    rows = panel.parts.rows
    top = 0.0
    for line, placed in enumerate(rows._placed):
        if line == number:
            top = placed.top + 8
    return QPointF(20, top).toPoint()


# what is shown


def test_before_there_is_a_net_it_says_what_to_do(qtbot: QtBot) -> None:
    panel = InspectorPanel()
    qtbot.addWidget(panel)
    panel.show()
    assert "Train a net" in panel.parts.remark.text()
    assert panel.parts.hint.isHidden()
    assert panel.parts.rows.isHidden()
    panel.set_content(content_of())
    assert not panel.parts.hint.isHidden()
    assert panel.parts.remark.isHidden()


def test_with_nothing_pointed_at_it_follows_the_playback(panel: InspectorPanel) -> None:
    assert shown(panel) == Reference("quantity", "h", 1, 2, (0,))
    panel.set_position(3)
    assert shown(panel).t == 3
    assert panel.parts.title.text() == "How h₄ is computed"
    assert "라" not in panel.parts.subtitle.text()
    assert "다" in panel.parts.subtitle.text()


def test_a_pinned_target_stays_while_the_playback_goes_on(panel: InspectorPanel) -> None:
    panel.show_target(Target("quantity", "h", 1, 1, (3,)), pinned=True)
    panel.set_position(3)
    assert shown(panel) == Reference("quantity", "h", 1, 1, (3,))
    assert not panel.parts.unpin.isHidden()


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("name", catalogue.names())
def test_everything_in_every_cell_can_be_shown(panel: InspectorPanel, name: str, layers: int) -> None:
    content = content_of(name, layers=layers)
    panel.set_content(content)
    shape = content.trace.shape
    targets = [Target("input", t=1), Target("logits", "", 0, 1), Target("probability", "", 0, 1)]
    targets += [Target("loss", "", 0, 1), Target("loss", "", 0, 3), Target("loss", "", 0, None)]
    for layer in range(1, layers + 1):
        for quantity in shape.cell.quantities:
            key = shape.key(quantity.name, layer)
            targets += [Target("quantity", key, layer, t) for t in range(4)]
            targets += [Target("term", key, layer, 1, (), quantity.node)]
        targets += [Target("quantity", shape.key(shape.cell.output, layer), layer, -1)]
    for entry in shape.parameters:
        index = (0, 1)[: len(entry.shape)]
        targets += [Target("parameter", entry.key, entry.layer, None, index)]
        targets += [Target("arrow", entry.key, entry.layer, 1), Target("parameter", entry.key, entry.layer)]
    for target in targets:
        panel.show_target(target, pinned=True)
        assert panel.parts.title.text()
        if target.kind not in ("arrow", "term"):
            assert (shown(panel).kind, shown(panel).key) == (target.kind, target.key)
    assert not panel.grab().isNull()


def test_a_target_the_trace_lacks_falls_back_to_the_playback(panel: InspectorPanel) -> None:
    panel.show_target(Target("quantity", "h", 1, 3, (4,)), pinned=True)
    panel.set_content(content_of(hidden=2))
    assert shown(panel) == Reference("quantity", "h", 1, 2, (0,))
    panel.set_content(content_of("lstm", hidden=5))
    panel.show_target(Target("quantity", "z", 1, 3), pinned=True)
    assert shown(panel).key == "h"


def test_a_one_hot_input_picks_a_column(panel: InspectorPanel) -> None:
    picked, product = panel.parts.products[0], panel.parts.products[1]
    assert picked.matrix.marks() == (0, 3)
    assert picked.foot() == (None, "picks the column of “라”")
    assert picked.vector.isHidden()
    assert product.matrix.marks() == (0, -1)
    assert not product.vector.isHidden()


def test_the_table_ends_with_the_number_on_the_stage(panel: InspectorPanel) -> None:
    explanation = panel.explanation()
    assert explanation is not None
    assert explanation.value is not None
    assert panel.parts.rows.lines()[-1].value == f"{explanation.value:+.3f}".replace("-", "−")


def test_a_symbol_fed_back_is_told(panel: InspectorPanel) -> None:
    panel.show_target(Target("input", t=1), pinned=True)
    assert "itself" not in panel.parts.remark.text()
    panel.show_target(Target("input", t=2), pinned=True)
    assert "itself" in panel.parts.remark.text()
    assert not panel.parts.chips.isHidden()


def test_the_bars_show_the_likeliest_and_the_wanted(panel: InspectorPanel) -> None:
    panel.show_target(Target("probability", "", 0, 1), pinned=True)
    content = content_of()
    values = content.trace.probabilities[1]
    symbols = panel.parts.bars.symbols()
    assert 3 in symbols
    assert list(symbols) == sorted(symbols, key=lambda symbol: -values[symbol])


def test_another_language_is_spoken_at_once(panel: InspectorPanel) -> None:
    language.choose("ko")
    QApplication.processEvents()
    assert panel.parts.title.text() == "h₃ 는 어떻게 계산되나"
    assert panel.parts.rows.lines()[-2].label.items[0].text == "합"  # type: ignore[union-attr]
    assert panel.parts.hold.text() == "0 으로 고정"


@pytest.mark.parametrize("width", [190, 230, 320])
@pytest.mark.parametrize("code", ["en", "ko"])
def test_nothing_asks_for_more_width_than_there_is(panel: InspectorPanel, width: int, code: str) -> None:
    language.choose(code)
    panel.set_content(content_of("gru-torch", layers=2))
    panel.resize(width, 900)
    QApplication.processEvents()
    for target in (None, Target("quantity", "n.2", 2, 2), Target("parameter", "W_hn.1", 1, None, (1, 1))):
        panel.show_target(target, pinned=target is not None)
        QApplication.processEvents()
        for part in (panel.parts.formula, panel.parts.rows, panel.parts.strips, *panel.parts.products):
            assert part.isHidden() or part.geometry().right() <= panel.width()
        for line in panel.parts.rows._placed:
            assert line.box.width <= width


def test_matrices_are_lower_where_there_is_little_room(qtbot: QtBot) -> None:
    outer, inner = Panel(), InspectorPanel()
    qtbot.addWidget(outer)
    outer.body.addWidget(inner)
    inner.set_content(content_of())
    outer.resize(290, 1000)
    outer.show()
    QApplication.processEvents()
    roomy = inner.parts.products[1].matrix.height()
    outer.resize(290, 420)
    qtbot.waitUntil(lambda: inner.parts.products[1].matrix.height() < roomy)
    outer.resize(290, 1000)
    qtbot.waitUntil(lambda: inner.parts.products[1].matrix.height() == roomy)


# pointing


def test_pointing_at_a_term_tells_its_target(panel: InspectorPanel, heard: Heard) -> None:
    before = Reference("quantity", "h", 1, 1)
    place = panel.parts.formula.spot_centre(before)
    assert place is not None
    QTest.mouseMove(panel.parts.formula, place.toPoint())
    QApplication.processEvents()
    assert heard.hovered[-1] == Target("quantity", "h", 1, 1)
    panel.parts.formula.leaveEvent(None)  # type: ignore[arg-type]
    assert heard.hovered[-1] is None


def test_pointing_at_a_line_tells_its_target(panel: InspectorPanel, heard: Heard) -> None:
    QTest.mouseMove(panel.parts.rows, middle_of_line(panel, 0))
    QApplication.processEvents()
    assert heard.hovered[-1] == Target("parameter", "W_xh", 1, None, (0, 3))


def test_a_row_times_a_vector_is_a_cell_on_the_stage_and_leads_to_the_vector(
    panel: InspectorPanel, heard: Heard
) -> None:
    QTest.mouseMove(panel.parts.rows, middle_of_line(panel, 1))
    QApplication.processEvents()
    product = next(
        node.index for node in catalogue.load("rnn").nodes if node.kind == "matvec" and node.name == "W_hh"
    )
    assert heard.hovered[-1] == Target("term", "h", 1, 2, (0,), product)
    QTest.mouseClick(panel.parts.rows, LEFT, pos=middle_of_line(panel, 1))
    assert heard.clicked == [Target("quantity", "h", 1, 1)]


def test_pointing_at_a_cell_of_a_matrix_shows_its_number(panel: InspectorPanel, heard: Heard) -> None:
    view = panel.parts.products[1]
    QTest.mouseMove(view.matrix, view.matrix.cell_rect(2, 4).center().toPoint())
    QApplication.processEvents()
    assert heard.hovered[-1] == Target("parameter", "W_hh", 1, None, (2, 4))
    name, value = view.foot()
    assert name is not None
    assert plain(name) == "W_hh[3, 5]"
    number = float(view.matrix.values()[2, 4])
    assert value == f"= {number:+.3f}".replace("-", "−")


def test_what_is_pointed_at_on_the_stage_is_lit_here(panel: InspectorPanel) -> None:
    panel.set_highlight(frozenset({Target("quantity", "h", 1, 1, (2,))}))
    assert panel.parts.formula.lit() == (Reference("quantity", "h", 1, 1),)
    panel.set_highlight(frozenset({Target("arrow", "W_xh", 1, 2)}))
    assert panel.parts.formula.lit() == (Reference("parameter", "W_xh", 1),)
    assert panel.parts.rows.lit() == (0,)
    panel.set_highlight(frozenset())
    assert panel.parts.formula.lit() == ()


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
