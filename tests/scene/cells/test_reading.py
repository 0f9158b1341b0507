"""What a cell's diagram is made of: gates with their terms, operators, joins, highways."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Cell
from rnnlab.core.cells.language import parse_cell
from rnnlab.scene.cells.parts import Part, Parts
from rnnlab.scene.cells.reading import parts_of
from tests.core.cells.strategies import cells

every_cell = pytest.mark.parametrize("cell_name", catalogue.names())


def read(equations: str, *states: str) -> Parts:
    return parts_of(parse_cell("mine", states or ("h",), equations))


def gates(parts: Parts) -> list[Part]:
    return [part for part in parts.parts if part.kind == "gate"]


def formulas(part: Part) -> list[str]:
    return [term.formula for term in part.terms]


def check(cell: Cell, parts: Parts) -> None:
    """What is computed is computed somewhere, from what it is computed from."""
    shown = frozenset().union(*(part.nodes for part in parts.parts))
    assert {quantity.node for quantity in cell.quantities} <= shown
    assert all(wire.source < wire.target for wire in parts.wires)
    assert {part.state for part in parts.parts if part.kind == "state"} == set(cell.states)
    assert sum(part.kind == "output" for part in parts.parts) == 1
    nodes = [part.node for part in parts.parts if part.kind in ("gate", "operator", "previous", "input")]
    assert len(nodes) == len(set(nodes))
    reached = {wire.source for wire in parts.wires}
    assert all(number in reached for number, part in enumerate(parts.parts) if part.kind == "input")


@every_cell
def test_every_catalogue_cell_is_read_whole(cell_name: str) -> None:
    cell = catalogue.load(cell_name)
    parts = parts_of(cell)
    check(cell, parts)
    # everything the cell computes is in a gate or an operator
    shown = frozenset().union(*(part.nodes for part in parts.parts))
    computed = {node.index for node in cell.nodes if node.kind not in ("constant", "parameter")}
    assert computed <= shown


@settings(deadline=None)
@given(cells())
def test_every_cell_is_read_whole(cell: Cell) -> None:
    check(cell, parts_of(cell))


def test_a_gate_gathers_its_products() -> None:
    (gate,) = gates(read("h = tanh(W_xh @ x + W_hh @ h + b_h)"))
    assert gate.sign == "tanh"
    assert gate.name == "h"
    assert formulas(gate) == ["W_{xh}x", "+W_{hh}h", "+b_{h}"]
    assert [term.role for term in gate.terms] == ["input", "hidden", "muted"]
    assert [term.matrix for term in gate.terms] == ["W_xh", "W_hh", ""]


def test_a_sum_without_weights_is_an_operator() -> None:
    parts = read("q = sigmoid(W_x @ x)\nh = q * h + (1 - q) * tanh(h)")
    assert [part.sign for part in parts.parts if part.kind == "operator"] == ["⊙", "1−", "⊙", "+"]
    assert [part.sign for part in gates(parts)] == ["σ", "tanh"]
    assert gates(parts)[1].terms == ()


def test_signs_of_operators_with_numbers() -> None:
    def sign(equation: str) -> str:
        (operator,) = (part for part in read(equation).parts if part.kind == "operator")
        return operator.sign

    assert sign("h = 0.5 * h") == "0.5×"
    assert sign("h = h + 2") == "+2"
    assert sign("h = h - 2") == "−2"
    assert sign("h = h + (-2)") == "−2"
    assert sign("h = 1 - h") == "1−"
    assert sign("h = -h") == "−"
    assert sign("h = h") == "="
    assert sign("h = h * h") == "²"


def test_what_is_taken_away_shows_its_sign() -> None:
    (gate,) = gates(read("h = W_x @ x - (W_h @ h + b_h)"))
    assert gate.sign == "Σ"
    assert formulas(gate) == ["W_{x}x", "−W_{h}h", "−b_{h}"]


def test_gates_that_read_the_same_share_a_join() -> None:
    parts = parts_of(catalogue.load("lstm"))
    (join,) = (number for number, part in enumerate(parts.parts) if part.kind == "join")
    read_by = [wire.target for wire in parts.wires if wire.source == join]
    assert {parts.parts[gate].name for gate in read_by} == {"i", "f", "o", "g"}
    assert {parts.parts[parts.wires[wire].source].kind for wire in parts.wires_into(join)} == {
        "input",
        "previous",
    }


def test_a_single_gate_needs_no_join() -> None:
    assert all(part.kind != "join" for part in parts_of(catalogue.load("rnn")).parts)


def test_what_is_carried_on_by_operators_alone_is_a_highway() -> None:
    lstm = parts_of(catalogue.load("lstm"))
    (way,) = lstm.tracks
    assert [lstm.parts[part].sign for part in way[1:-1]] == ["⊙", "+"]
    assert lstm.parts[way[0]].state == lstm.parts[way[-1]].state == "c"
    assert parts_of(catalogue.load("rnn")).tracks == ()


def test_the_minuend_goes_straight() -> None:
    parts = read("q = tanh(h)\nh = q - h")
    straight = [wire for wire in parts.wires if wire.straight]
    assert [parts.parts[wire.source].name for wire in straight] == ["q"]


def test_long_operands_are_left_out() -> None:
    gate = gates(read("h = tanh(W_h @ (h * sigmoid(h) * sigmoid(h)) + b_h)"))[-1]
    assert formulas(gate)[0] == "W_{h}(…)"
