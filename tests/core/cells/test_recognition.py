"""Cells that are torch's RNN, LSTM or GRU are found by what they compute, however they are written."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Cell
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.cells.recognition import Gate, recognise

KNOWN = {"rnn": "RNN", "rnn-relu": "RNN", "lstm": "LSTM", "lstm-np": "LSTM", "gru-torch": "GRU"}


@pytest.mark.parametrize("name", catalogue.names())
def test_the_catalogue(name: str) -> None:
    recognition = recognise(catalogue.load(name))
    assert (recognition.kind if recognition else None) == KNOWN.get(name)


def test_the_gates_of_an_lstm_come_in_torchs_order() -> None:
    recognition = recognise(catalogue.load("lstm"))
    assert recognition is not None
    assert recognition.gates == tuple(Gate(f"W_x{g}", f"W_h{g}", f"b_{g}") for g in "ifgo")


def test_the_gates_of_a_gru_come_in_torchs_order() -> None:
    recognition = recognise(catalogue.load("gru-torch"))
    assert recognition is not None
    assert [gate.input_matrix for gate in recognition.gates] == ["W_xr", "W_xz", "W_xn"]
    # in the candidate the two biases are not the same: one is multiplied with r
    assert recognition.gates[2] == Gate("W_xn", "W_hn", "b_xn", "b_hn")


def renamed(cell: Cell, data: st.DataObject) -> Cell:
    """Give everything in a cell other names (states and parameters keep their kinds)."""
    names = [quantity.name for quantity in cell.quantities] + [p.name for p in cell.parameters]
    fresh = data.draw(st.permutations(range(len(names))))
    table = {
        name: f"{name[:2] if name[1:2] == '_' and name[0] in 'Wbp' else 'q'}{number}"
        for name, number in zip(names, fresh, strict=True)
    }
    equations = re.sub(r"[A-Za-z_]\w*", lambda match: table.get(match[0], match[0]), cell.equations)
    return parse_cell("renamed", [table[state] for state in cell.states], equations)


def reordered(cell: Cell, data: st.DataObject) -> Cell:
    """Turn the terms of every sum in brackets around, and mix equations that do not read each other."""
    lines = cell.equations.split("\n")
    movable = [line for line in lines if "@" in line and " r *" not in line]
    fixed = [line for line in lines if line not in movable]

    def turned(match: re.Match[str]) -> str:
        terms = match[1].split(" + ")
        return f"({' + '.join(data.draw(st.permutations(terms)))})"

    mixed = [re.sub(r"\(([^()]*)\)", turned, line) for line in data.draw(st.permutations(movable))]
    return parse_cell("reordered", cell.states, "\n".join([*mixed, *fixed]))


@given(st.data())
def test_names_and_order_do_not_matter(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(KNOWN)))
    cell = renamed(reordered(catalogue.load(name), data), data)
    recognition = recognise(cell)
    assert recognition is not None
    assert recognition.kind == KNOWN[name]
    found = sorted(parameter for gate in recognition.gates for parameter in gate.names)
    assert found == sorted(parameter.name for parameter in cell.parameters)


GATES = """
i = sigmoid(W_xi @ x + W_hi @ h + b_i)
f = sigmoid(W_xf @ x + W_hf @ h + b_f)
o = sigmoid(W_xo @ x + W_ho @ h + b_o)
g = tanh(W_xg @ x + W_hg @ h + b_g)
"""
GRU = """
r = sigmoid(W_xr @ x + W_hr @ h + b_r)
z = sigmoid(W_xz @ x + W_hz @ h + b_z)
n = tanh(W_xn @ x + b_n + r * (W_hn @ h + b_m))
"""
WRITTEN_OTHERWISE = [
    (("h",), "h = relu(W_hh @ h - (-(W_xh @ x)) + b_1 + b_2)", "RNN"),
    (("h",), "h = tanh(W_hh @ h + W_xh @ x)", "RNN"),
    (("h",), "h = tanh(1 * (W_hh @ h) + W_xh @ x + 0)", "RNN"),
    (("h",), "e = W_xh @ x + b\nh = tanh(W_hh @ h + e)".replace("b\n", "b_e\n"), "RNN"),
    (("h", "c"), GATES + "c = g * i + c * f\nh = tanh(c) * o", "LSTM"),
    (("h", "c"), GATES + "m = i * g\nk = f * c\nc = m + k\nt = tanh(c)\nh = o * t", "LSTM"),
    (("h", "c"), GATES + "c = -(-f * c) + i * g\nh = o * tanh(c)", "LSTM"),
    (("h",), GRU + "h = n + z * (h - n)", "GRU"),
    (("h",), GRU + "h = z * h - (z * n - n)", "GRU"),
    (
        ("h",),
        GRU.replace("r * (W_hn @ h + b_m)", "r * (W_hn @ h) + b_m * r") + "h = (1 - z) * n + h * z",
        "GRU",
    ),
    (("h",), GRU.replace(" + b_m", "").replace(" + b_n", "") + "h = (1 - z) * n + z * h", "GRU"),
    (("h",), "unused = W_q @ x\nh = tanh(W_hh @ h + W_xh @ x)", "RNN"),
]


@pytest.mark.parametrize("states, equations, kind", WRITTEN_OTHERWISE, ids=range(len(WRITTEN_OTHERWISE)))
def test_the_same_written_otherwise(states: tuple[str, ...], equations: str, kind: str) -> None:
    recognition = recognise(parse_cell("cell", states, equations))
    assert recognition is not None
    assert recognition.kind == kind


SOMETHING_ELSE = [
    (("h",), "h = sigmoid(W_hh @ h + W_xh @ x)"),
    (("h",), "h = tanh(W_hh @ h + 2 * (W_xh @ x))"),
    (("h",), "h = tanh(W_hh @ h - W_xh @ x)"),
    (("h",), "h = tanh(W_hh @ h + W_xh @ x + b_1 + b_2 + b_3)"),
    (("h",), "h = tanh(W_hh @ h + W_xh @ x + b_1 + b_1)"),
    (("h",), "h = tanh(W_hh @ h + W_xh @ x + 1)"),
    (("h",), "h = tanh(W_hh @ h)"),
    (("h",), "h = tanh(W_xh @ x)"),
    (("h",), "h = tanh(W_hh @ h + W_xh @ tanh(x))"),
    (("h",), "h = tanh(W_hh @ h + W_hh @ tanh(W_xh @ x))"),
    (("h",), "h = 0.5 * tanh(W_hh @ h + W_xh @ x)"),
    (("h",), "h = tanh(W_hh @ h + W_xh @ x) + h"),
    (("h", "c"), "c = tanh(W_hh @ h + W_xh @ x)\nh = c"),
    # the memory is read before it is renewed
    (("h", "c"), GATES + "h = o * tanh(c)\nc = f * c + i * g"),
    (("h", "c"), GATES + "c = f * c - i * g\nh = o * tanh(c)"),
    (("h", "c"), GATES + "c = f * c + (1 - f) * g + 0 * i\nh = o * tanh(c)"),
    (("h", "c"), GATES + "c = f * c + i * g\nh = o * c"),
    (("h", "c"), GATES + "c = f * c + i * g\nh = o * sigmoid(c)"),
    (("h", "c"), GATES + "c = f * h + i * g\nh = o * tanh(c)"),
    (("h", "c"), GATES + "c = f * c + i * g\nh = i * tanh(c) + 0 * o"),
    (("c", "h"), GATES + "c = f * c + i * g\nh = o * tanh(c)"),
    (("h", "c"), GATES.replace("b_f)", "b_f + p_f * c)") + "c = f * c + i * g\nh = o * tanh(c)"),
    (("h",), GRU + "h = z * n + (1 - z) * h"),
    (("h",), GRU + "h = (1 - r) * n + r * h + 0 * z"),
    (("h",), GRU.replace("r * (W_hn @ h + b_m)", "r * (W_hn @ h) + z * b_m") + "h = (1 - z) * n + z * h"),
    (("h",), GRU.replace("r * (W_hn @ h + b_m)", "W_hn @ (r * h)") + "h = (1 - z) * n + z * h"),
    # torch's gates share nothing
    (("h",), GRU.replace("b_z", "b_r") + "h = (1 - z) * n + z * h"),
    (("h", "c"), GATES.replace("W_xf", "W_xi") + "c = f * c + i * g\nh = o * tanh(c)"),
]


@pytest.mark.parametrize("states, equations", SOMETHING_ELSE, ids=range(len(SOMETHING_ELSE)))
def test_something_else(states: tuple[str, ...], equations: str) -> None:
    assert recognise(parse_cell("cell", states, equations)) is None


def test_huge_products_are_left_alone() -> None:
    sums = " * ".join(f"(b_{i} + p_{i} + h)" for i in range(30))
    assert recognise(parse_cell("cell", ("h",), f"h = tanh(W_xh @ x + {sums})")) is None
