"""Panes and phases of every cell, read from its graph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.graph import Cell
from rnnlab.core.cells.language import parse_cell
from rnnlab.scene.sequence.expressions import at_time
from rnnlab.scene.sequence.phases import phase_of_pane, phases
from rnnlab.scene.sequence.plan import Source, plan
from tests.core.cells.strategies import cells


def labels(cell: Cell, layers: int = 1) -> list[str]:
    return [at_time(phase.label, 5) or phase.kind for phase in phases(cell, layers)]


def single(equation: str) -> Cell:
    return parse_cell("single", ["h"], equation)


def test_a_cell_with_one_equation_is_taken_apart() -> None:
    assert labels(catalogue.load("rnn")) == [
        *("input", "W_{xh}x_{6}", "W_{hh}h_{5}", "Σ", "tanh", "logits", "softmax", "loss")
    ]
    kinds = [pane.kind for pane in plan(catalogue.load("rnn")).panes]
    assert kinds == ["term", "term", "bias", "sum", "quantity"]


def test_a_cell_with_several_equations_has_a_phase_for_each() -> None:
    assert labels(catalogue.load("lstm"))[1:7] == [f"{name}_{{6}}" for name in "ifogch"]
    assert labels(catalogue.load("gru"))[1:5] == ["r_{6}", "z_{6}", "h̃_{6}", "h_{6}"]


def test_layers_come_one_after_another_and_are_named() -> None:
    found = phases(catalogue.load("rnn"), 2)
    assert [phase.layer for phase in found] == [0, 1, 1, 1, 1, 2, 2, 2, 2, 0, 0, 0]
    assert at_time(found[5].label, 0) == "W^{(2)}_{xh}h^{(1)}_{1}"


@pytest.mark.parametrize(
    "equation, panes",
    [
        ("h = W_a @ x", ["h_{6}"]),
        ("h = h", ["h_{6}"]),
        ("h = tanh(W_a @ x)", ["W_{a}x_{6}", "h_{6}"]),
        ("h = W_a @ x + W_b @ h", ["W_{a}x_{6}", "W_{b}h_{5}", "h_{6}"]),
        ("h = h * 0.5 + tanh(W_a @ x)", ["h_{5}⊙0.5", "tanh(W_{a}x_{6})", "h_{6}"]),
        ("h = sigmoid(W_a @ x) * h", ["h_{6}"]),
        ("h = -(W_a @ (h - W_b @ x))", ["h_{6}"]),
        ("h = tanh(W_a @ (h - W_b @ x) + 1)", ["W_{a}(h_{5}−W_{b}x_{6})", "Σ", "h_{6}"]),
    ],
)
def test_other_single_equations(equation: str, panes: list[str]) -> None:
    assert [at_time(pane.formula, 5) for pane in plan(single(equation)).panes] == panes


def test_where_values_come_from() -> None:
    panes = {pane.quantity: pane for pane in plan(catalogue.load("lstm")).panes}
    assert set(panes["i"].sources) == {
        Source("input", matrix="W_xi", direct=True),
        Source("previous", "h", matrix="W_hi", direct=True),
    }
    assert set(panes["c"].sources) == {
        *(Source("pane", pane=place) for place in (0, 1, 3)),
        Source("previous", "c"),
    }
    gru = plan(catalogue.load("gru"))
    assert Source("pane", pane=0, matrix="W_hh") in gru.panes[2].sources
    assert gru.input_matrices == ("W_xr", "W_xz", "W_xh")
    assert gru.state_matrices == ("W_hr", "W_hz", "W_hh")


def test_without_targets_there_is_no_loss() -> None:
    with_loss, without = (phases(catalogue.load("gru"), 1, targets=targets) for targets in (True, False))
    assert [phase.kind for phase in with_loss[:-1]] == [phase.kind for phase in without]
    assert with_loss[-1].kind == "loss"


@pytest.mark.parametrize("name", catalogue.names())
@pytest.mark.parametrize("layers", [1, 3])
def test_every_catalogue_cell_can_be_followed(name: str, layers: int) -> None:
    check(catalogue.load(name), layers)


@given(cells(), st.integers(1, 3))
def test_every_cell_can_be_followed(cell: Cell, layers: int) -> None:
    check(cell, layers)


def check(cell: Cell, layers: int) -> None:
    """Check what must hold for any cell."""
    found = phases(cell, layers)
    assert len({phase.id for phase in found}) == len(found)
    assert [phase.kind for phase in found[-3:]] == ["logits", "softmax", "loss"]
    assert all(phase.duration > 0 and 0 < phase.motion <= 1 for phase in found)
    assert sum(phase.duration for phase in found) < 5.0
    for layer in range(1, layers + 1):
        cell_plan = plan(cell, layer)
        named = [pane.quantity for pane in cell_plan.panes if pane.kind == "quantity"]
        assert named == [quantity.name for quantity in cell.quantities]
        assert [cell_plan.panes[place].quantity for place in cell_plan.state_panes] == list(cell.states)
        numbers = [phase_of_pane(found, layer, place) for place in range(len(cell_plan.panes))]
        for place, pane in enumerate(cell_plan.panes):
            assert found[numbers[place]].layer == layer
            for source in pane.sources:
                if source.kind == "pane":
                    assert source.pane < place
                    assert numbers[source.pane] <= numbers[place]
                if source.matrix:
                    assert source.matrix in (*cell_plan.input_matrices, *cell_plan.state_matrices)
    assert [phase.layer for phase in found if phase.layer] == sorted(
        phase.layer for phase in found if phase.layer
    )
