"""A frame shows what has been computed so far, and nothing else; equal moments give equal frames."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlab.core.cells import catalogue
from rnnlab.scene.cells.caption import Caption
from rnnlab.scene.cells.frame import diagram_frame
from rnnlab.scene.cells.layout import DiagramLayout, diagram_layout
from rnnlab.scene.cells.moment import SMALLEST_LETTERS, DiagramMoment, Placement
from rnnlab.scene.cells.pointing import nodes_of, part_beside, part_of
from rnnlab.scene.cells.timing import timing_of
from rnnlab.scene.content import Content
from rnnlab.scene.drawing import Box, CellGrid, Frame, Line, Rect, Text
from rnnlab.scene.hit import target_at
from rnnlab.scene.sequence.phases import phases
from rnnlab.scene.target import Target
from tests.scene.contents import content

every_cell = pytest.mark.parametrize("cell_name", catalogue.names())
_PLACEMENT = Placement(1.2, 10.0, 20.0)


def made(
    cell_name: str, shown: Content | None = None, t: int = 0, progress: float = 0.0, **more: object
) -> Frame:
    layout = diagram_layout(catalogue.load(cell_name))
    return diagram_frame(layout, _PLACEMENT, shown, t, progress, **more)  # type: ignore[arg-type]


def phase_count(shown: Content) -> int:
    shape = shown.trace.shape
    return len(phases(shape.cell, shape.layers))


def strips(frame: Frame) -> dict[int, CellGrid]:
    """Return the values shown, by node; the first of a node's."""
    found: dict[int, CellGrid] = {}
    for one in frame:
        if isinstance(one, CellGrid) and one.target is not None:
            found.setdefault(one.target.node, one)
    return found


@every_cell
def test_at_the_end_every_value_is_shown_as_it_was_computed(cell_name: str) -> None:
    shown = content(cell_name)
    frame = made(cell_name, shown, 2, float(phase_count(shown)))
    cell = shown.trace.shape.cell
    values = strips(frame)
    for quantity, node in cell.quantity_nodes.items():
        expected = shown.trace.values[shown.trace.shape.key(quantity, 1)][2]
        assert np.array_equal(values[node].values, expected)
        assert values[node].reveal == 1.0


@every_cell
def test_at_the_start_nothing_is_known(cell_name: str) -> None:
    assert strips(made(cell_name, content(cell_name), 1, 0.0)) == {}


@every_cell
def test_values_appear_in_the_order_of_the_equations(cell_name: str) -> None:
    shown = content(cell_name)
    cell = shown.trace.shape.cell
    first_seen: dict[int, int] = {}
    for step in range(phase_count(shown) * 4 + 1):
        for node in strips(made(cell_name, shown, 1, step / 4)):
            first_seen.setdefault(node, step)
    seen = [first_seen[quantity.node] for quantity in cell.quantities]
    assert seen == sorted(seen)
    assert len(set(seen)) == len(seen)


def test_before_a_layer_begins_its_diagram_waits() -> None:
    shown = content("lstm", layers=2)
    middle = float(next(n for n, phase in enumerate(phases(shown.trace.shape.cell, 2)) if phase.layer == 2))
    node = shown.trace.shape.cell.quantity_nodes["h"]
    assert node in strips(made("lstm", shown, 1, middle, layer=1))
    assert node not in strips(made("lstm", shown, 1, middle, layer=2))
    done = strips(made("lstm", shown, 1, float(phase_count(shown)), layer=2))
    assert np.array_equal(done[node].values, shown.trace.values["h.2"][1])


@settings(deadline=None, max_examples=25)
@given(st.sampled_from(catalogue.names()), st.integers(0, 3), st.floats(0, 9))
def test_equal_moments_give_equal_frames(cell_name: str, t: int, progress: float) -> None:
    shown = content(cell_name)
    assert made(cell_name, shown, t, progress) == made(cell_name, shown, t, progress)


def test_something_moves_in_every_phase() -> None:
    shown = content("lstm")
    for phase in range(1, phase_count(shown) - 2):
        early, late = made("lstm", shown, 1, phase + 0.2), made("lstm", shown, 1, phase + 0.4)
        assert early != late


def test_a_content_of_another_cell_is_left_out() -> None:
    assert made("gru", content("rnn"), 0, 3.0) == made("gru")


def test_moments_outside_the_sequence_are_held_inside() -> None:
    shown = content("rnn")
    assert made("rnn", shown, 99, 99.0) == made("rnn", shown, shown.steps - 1, float(phase_count(shown)))


@every_cell
@pytest.mark.parametrize("scale", [0.5, 0.8, 1.5])
def test_letters_stay_readable(cell_name: str, scale: float) -> None:
    layout = diagram_layout(catalogue.load(cell_name))
    frame = diagram_frame(layout, Placement(scale), content(cell_name), 1, 4.0)
    sizes = [one.size for one in frame if isinstance(one, Text)]
    assert min(sizes) >= SMALLEST_LETTERS


def test_what_is_lit_is_ringed_and_its_wires_are_stronger() -> None:
    layout = diagram_layout(catalogue.load("lstm"))
    node = layout.cell.quantity_nodes["f"]
    plain = diagram_frame(layout, _PLACEMENT)
    lit = diagram_frame(layout, _PLACEMENT, highlight=frozenset((node,)))
    assert not [one for one in plain if isinstance(one, Rect) and one.stroke == "ink"]
    (ring,) = [one for one in lit if isinstance(one, Rect) and one.stroke == "ink"]
    box = _PLACEMENT.box(layout.parts[part_at(layout, node)].box)
    assert ring.box.center == pytest.approx(box.center)
    before = {one.target: one.width for one in plain if isinstance(one, Line) and one.target}
    stronger = [one for one in lit if isinstance(one, Line) and one.target and one.width > before[one.target]]
    targets = {layout.graph.wires[one.target.index[0]].target for one in stronger if one.target}
    assert part_at(layout, node) in targets


def part_at(layout: DiagramLayout, node: int) -> int:
    found = part_of(layout, node)
    assert found is not None
    return found


@every_cell
def test_every_part_can_be_hit(cell_name: str) -> None:
    layout = diagram_layout(catalogue.load(cell_name))
    frame = diagram_frame(layout, _PLACEMENT)
    for placed in layout.parts:
        if placed.part.kind == "join":
            continue
        box = _PLACEMENT.box(placed.box)
        target = target_at(frame, box.x + 3.0, box.center_y)
        assert target is not None
        assert placed.part.node in nodes_of(layout, target)


def test_terms_and_wires_can_be_hit() -> None:
    layout = diagram_layout(catalogue.load("rnn"))
    frame = diagram_frame(layout, _PLACEMENT)
    (text,) = (one for one in frame if isinstance(one, Text) and one.text.endswith("W_{hh}h"))
    product = next(node for node in layout.cell.nodes if node.name == "W_hh")
    assert product.index in nodes_of(layout, target_at(frame, text.x + 4.0, text.y))
    assert layout.cell.quantity_nodes["h"] not in nodes_of(layout, target_at(frame, text.x + 4.0, text.y))
    wire = next(one for one in layout.wires if layout.parts[one.wire.source].part.kind == "input")
    x, y = _PLACEMENT.point(wire.points[0])
    state = next(node.index for node in layout.cell.nodes if node.kind == "input")
    assert nodes_of(layout, target_at(frame, x, y - 6.0)) == frozenset((state,))
    assert nodes_of(layout, None) == frozenset()


def test_a_join_carries_all_that_meets_in_it() -> None:
    layout = diagram_layout(catalogue.load("lstm"))
    number = next(
        n for n, one in enumerate(layout.wires) if layout.parts[one.wire.source].part.kind == "join"
    )
    kinds = {layout.cell.nodes[node].kind for node in nodes_of(layout, Target("arrow", index=(number,)))}
    assert kinds == {"input", "previous"}


@every_cell
def test_arrow_keys_reach_every_part(cell_name: str) -> None:
    layout = diagram_layout(catalogue.load(cell_name))
    start = part_beside(layout, None, "right")
    reached, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        for direction in ("left", "right", "up", "down"):
            there = part_beside(layout, here, direction)
            if there not in reached:
                reached.add(there)
                waiting.append(there)
    assert reached == {n for n, part in enumerate(layout.graph.parts) if part.kind != "join"}


@every_cell
def test_slots_follow_what_they_need(cell_name: str) -> None:
    layout = diagram_layout(catalogue.load(cell_name))
    timing = timing_of(layout.cell, 1, 1)
    for wire in layout.graph.wires:
        source, target = timing.parts[wire.source], timing.parts[wire.target]
        if layout.graph.parts[wire.target].kind != "join":
            assert (source.phase, source.end) <= (target.phase, target.start)


def told(cell_name: str, node: int | None, unit: int, progress: float) -> list[str]:
    shown = content(cell_name)
    caption = Caption(Box(0.0, 5000.0, 600.0, 40.0), 1.0, node, unit)
    frame = made(cell_name, shown, 1, progress, caption=caption)
    return [one.text for one in frame if isinstance(one, Text) and one.y > 5000.0]


def test_the_caption_puts_the_numbers_in() -> None:
    shown = content("lstm")
    cell = shown.trace.shape.cell
    formula, numbers = told("lstm", cell.quantity_nodes["c"], 2, float(phase_count(shown)))
    assert formula == "c_{2} = f_{2}⊙c_{1}+i_{2}⊙g_{2}"
    layout = diagram_layout(cell)
    moment = DiagramMoment.of(layout, _PLACEMENT, shown, 1, 0.0, frozenset(), 1)
    assert moment.numbers is not None
    root = cell.nodes[cell.quantity_nodes["c"]]
    first, second, value = (float(moment.numbers.value(node, 1)[2]) for node in (*root.operands, root.index))

    def written(number: float) -> str:
        return f"{number:.2f}".replace("-", "−")

    bracketed = f"({written(second)})" if second < 0 else written(second)
    assert numbers == f"[3]  {written(first)} + {bracketed} = {written(value)}"


def test_the_caption_follows_what_is_computed() -> None:
    shown = content("gru")
    assert told("gru", None, 0, 0.5) == []
    cell = shown.trace.shape.cell
    for phase, quantity in enumerate(cell.quantities, start=1):
        formula, numbers = told("gru", None, 0, phase + 0.95)
        assert formula.startswith({"h_tilde": "h̃"}.get(quantity.name, quantity.name) + "_{2} = ")
        assert " = " in numbers


def test_a_gate_tells_all_its_terms() -> None:
    shown = content("rnn")
    _, numbers = told("rnn", None, 0, float(phase_count(shown)))
    assert numbers.startswith("[1]  tanh(")
    assert numbers.count("+") + numbers.count("−") >= 2


def test_what_rests_is_the_same_from_frame_to_frame() -> None:
    shown = content("lstm")
    first, second = made("lstm", shown, 1, 2.30), made("lstm", shown, 1, 2.34)
    assert first != second
    assert first.resting == second.resting > 40
    assert all(
        one is other for one, other in zip(first[: first.resting], second[: second.resting], strict=True)
    )
