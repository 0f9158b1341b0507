"""Nothing in a diagram overlaps, whatever the cell; and what belongs together stands together."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Cell
from rnnlab.core.cells.language import parse_cell
from rnnlab.scene.cells.layout import DiagramLayout, diagram_layout
from rnnlab.scene.drawing import Box
from tests.core.cells.strategies import cells
from tests.scene.cells import geometry

every_cell = pytest.mark.parametrize("cell_name", catalogue.names())
_APART = 6.0


def drawn(cell_name: str) -> DiagramLayout:
    return diagram_layout(catalogue.load(cell_name))


def check(layout: DiagramLayout) -> None:
    assert geometry.meeting_parts(layout) == []
    assert geometry.wires_through_parts(layout) == []
    assert geometry.wires_through_their_own(layout) == []
    assert geometry.wires_upon_wires(layout, _APART) == []
    assert geometry.slanted(layout) == []
    assert geometry.loose_ends(layout) == []


@every_cell
def test_nothing_overlaps(cell_name: str) -> None:
    check(drawn(cell_name))


@settings(deadline=None, max_examples=120)
@given(cells())
def test_nothing_overlaps_in_any_cell(cell: Cell) -> None:
    check(diagram_layout.__wrapped__(cell))


@every_cell
def test_names_have_room(cell_name: str) -> None:
    layout = drawn(cell_name)
    named = list(geometry.names(layout))
    for (one, first), (other, second) in combinations(named, 2):
        assert not geometry.meet(first, second), (one, other)
    for number, name in named:
        for part, placed in enumerate(layout.parts):
            assert not geometry.meet(name, placed.box), (number, part)
            if part != number:
                assert not geometry.meet(name, placed.strip), (number, part)
        for wire in layout.wires:
            for piece in zip(wire.points, wire.points[1:], strict=False):
                assert not geometry.through(piece, name), (number, wire.wire)


@every_cell
def test_everything_is_inside(cell_name: str) -> None:
    layout = drawn(cell_name)
    whole = Box(0.0, 0.0, layout.width, layout.height).grown(0.01)
    for placed in layout.parts:
        assert whole.contains(placed.box.x, placed.box.y)
        assert whole.contains(placed.box.right, placed.box.bottom)
        inside = layout.body.contains(*placed.box.center)
        assert inside == (placed.part.kind in ("gate", "operator", "join"))
    for wire in layout.wires:
        assert all(whole.contains(*point) for point in wire.points)


@every_cell
def test_states_run_from_left_to_right(cell_name: str) -> None:
    layout = drawn(cell_name)
    for way in layout.graph.tracks:
        heights = {round(layout.parts[part].box.center_y, 3) for part in way}
        assert len(heights) == 1
        lefts = [layout.parts[part].box.x for part in way]
        assert lefts == sorted(lefts)


def test_the_cell_state_runs_above_the_hidden_one() -> None:
    layout = drawn("lstm")
    height = {
        (placed.part.kind, placed.part.state): placed.box.center_y
        for placed in layout.parts
        if placed.part.state
    }
    assert height["previous", "c"] == height["state", "c"] < height["previous", "h"] == height["state", "h"]


@every_cell
def test_the_input_enters_from_below_and_the_output_leaves_above(cell_name: str) -> None:
    layout = drawn(cell_name)
    for placed in layout.parts:
        if placed.part.kind == "input":
            assert placed.box.y > layout.body.bottom
        if placed.part.kind == "output":
            assert placed.box.bottom < layout.body.y


def test_a_cell_without_input_and_one_without_states_read_are_drawn() -> None:
    for equations in ("h = tanh(b_h)", "h = tanh(W_hh @ h)", "h = h", "h = -h * h + 0.5 * h"):
        check(diagram_layout(parse_cell("odd", ("h",), equations)))


def test_values_that_swap_their_heights_do_not_run_upon_each_other() -> None:
    equations = "c = h + 0.5 * tanh(c)\nh = c + 0.5 * tanh(h)"
    check(diagram_layout(parse_cell("swap", ("h", "c"), equations)))


def test_a_large_cell_is_drawn_too() -> None:
    lines = [f"q{number} = sigmoid(W_x{number} @ x + W_h{number} @ h)" for number in range(12)]
    lines += ["h = tanh(" + " + ".join(f"q{number} * q{number + 1}" for number in range(11)) + ")"]
    check(diagram_layout(parse_cell("large", ("h",), "\n".join(lines))))


def test_the_same_cell_has_one_layout() -> None:
    assert drawn("gru") is drawn("gru")
