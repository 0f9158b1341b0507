"""What the inspector shows, and what it says of what is pointed at."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.formula import Reference, plain
from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.sequence.inspector_panel import InspectorPanel
from rnnlab.qt.widgets import Panel
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


NO_LOSS = "No right answer is known here, so there is no loss."


def test_a_number_that_no_loss_comes_after_has_no_slope(panel: InspectorPanel) -> None:
    for t, has_loss in ((2, True), (3, False)):
        panel.show_target(Target("quantity", "h", 1, t, (0,)))
        assert panel.parts.slope.isVisible() == has_loss
        assert panel.parts.slope_words.isVisible()
        assert (panel.parts.slope_words.text() == NO_LOSS) != has_loss


@pytest.mark.parametrize("target", [Target("parameter", "W_hh", 1), Target("loss")])
def test_without_any_right_answer_nothing_has_a_slope(panel: InspectorPanel, target: Target) -> None:
    panel.show_target(target)
    assert panel.parts.remark.text() != NO_LOSS
    panel.set_content(content_of(targets=(-1, -1, -1, -1)))
    assert panel.parts.remark.text() == NO_LOSS
    assert sum(product.isVisible() for product in panel.parts.products) == (target.kind == "parameter")


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
    assert panel.parts.title.text() == "h₃의 계산"
    assert panel.parts.rows.lines()[-2].label.items[0].text == "합"  # type: ignore[union-attr]
    assert panel.parts.hold.text() == "0으로 고정"


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
