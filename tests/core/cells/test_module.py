"""The torch backend against the interpreter in float64: values, gradients, and its plan."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rnnlab.core.batch import Batch
from rnnlab.core.cells import catalogue, interpreter, module
from rnnlab.core.cells.graph import FUNCTIONS, Cell, Node
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.cells.module import TorchRunner
from rnnlab.core.cells.module_plan import Plan, Product, Sum
from rnnlab.core.cells.recognition import recognise
from rnnlab.core.net import NetShape
from tests.core.cells.strategies import batches, cells, near_a_corner, random_parameters, shapes

BATCH = Batch.of([([0, 3, 1, 2, 0], [1, 2, 0, 3, 1]), ([2, 2, 0], [-1, 1, 3]), ([1], [2])])


def assert_agrees(shape: NetShape, batch: Batch, seed: int = 0) -> None:
    """Compare loss, right answers and all gradients with the interpreter's in float64."""
    parameters = random_parameters(shape, seed).astype(np.float32)  # (P,)
    run = interpreter.forward(shape, parameters.astype(np.float64), batch.inputs, batch.targets)
    expected = interpreter.backward(run)  # (P,)
    runner = TorchRunner(shape, batch)
    loss, gradient = runner.gradient(parameters)
    assert loss == pytest.approx(run.loss, rel=1e-4, abs=1e-5)
    tolerance = 1e-4 * (1 + np.abs(expected).max())
    np.testing.assert_allclose(gradient, expected, rtol=1e-3, atol=tolerance)
    evaluation = runner.evaluate(parameters)
    assert evaluation.loss == pytest.approx(run.loss, rel=1e-4, abs=1e-5)
    assert evaluation.total == batch.attainable
    logits = np.sort(run.logits[batch.targets >= 0], axis=-1)  # (N, V)
    if np.all(logits[:, -1] - logits[:, -2] > 1e-4):
        assert evaluation.correct == run.correct


@pytest.mark.parametrize("layers", [1, 3])
@pytest.mark.parametrize("name", catalogue.names())
def test_the_catalogue(name: str, layers: int) -> None:
    assert_agrees(NetShape(catalogue.load(name), 4, 5, layers, 4), BATCH)


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("name", catalogue.names())
def test_the_catalogue_without_torchs_own_layers(
    name: str, layers: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "recognise", lambda cell: None)
    assert_agrees(NetShape(catalogue.load(name), 4, 5, layers, 4), BATCH)


@settings(max_examples=60)
@given(st.data())
def test_any_cell(data: st.DataObject) -> None:
    shape = data.draw(shapes())
    batch, seed = data.draw(batches(shape)), data.draw(st.integers(0, 5))
    run = interpreter.forward(shape, random_parameters(shape, seed), batch.inputs, batch.targets)
    assume(not near_a_corner(run))
    assert_agrees(shape, batch, seed)


GRU = """
r = sigmoid(W_xr @ x + W_hr @ h + b_r)
z = sigmoid(W_xz @ x + W_hz @ h)
n = tanh(W_xn @ x + r * (W_hn @ h + b_m))
h = n + z * (h - n)
"""


@pytest.mark.parametrize(
    "states, equations, is_fused",
    [
        # biases missing here and there stay 0 in torch's layer
        (("h",), GRU, True),
        (("h",), "h = relu(W_hh @ h + W_xh @ x)", True),
        (("h",), "h = tanh(b_2 + W_hh @ h + W_xh @ x + b_1)\nunused = W_q @ h + b_q", True),
        # a matrix that is used twice is not stacked with others
        (("h",), "h = tanh(W_a @ x + W_h @ h + W_h @ tanh(h) + W_b @ x)", False),
        # states that do not depend on the step before, or on nothing at all
        (("h", "c"), "h = tanh(W_a @ c + W_b @ x)\nc = tanh(W_c @ x)", False),
        (("h", "c"), "h = tanh(W_a @ c + W_b @ x)\nc = b_c", False),
        (("h",), "h = tanh(W_a @ x)", False),
        (("h",), "h = b_h", False),
        (("h",), "h = W_a @ b_h - b_g", False),
        # x read by more than matrices; matrices that lead back to its size
        (("h",), "e = x - tanh(x) * b_x\nh = tanh(W_a @ e + W_b @ x - W_h @ h)", False),
        (("h",), "e = W_e @ h\nh = tanh(W_u @ (e * x) + W_v @ e - 1 + h)", False),
        # sums that know nothing or everything beforehand
        (("h",), "h = -h - tanh(W_a @ h) - (b_a - W_x @ x)", False),
        (("h", "c"), "h = c - (0.5 - W_x @ x)\nc = -(-(W_c @ h)) + 0.1", False),
    ],
)
@pytest.mark.parametrize("layers", [1, 2])
def test_odd_cells(states: tuple[str, ...], equations: str, is_fused: bool, layers: int) -> None:
    cell = parse_cell("cell", states, equations)
    assert (recognise(cell) is not None) is is_fused
    assert_agrees(NetShape(cell, 4, 3, layers, 4), BATCH)


def test_more_symbols_than_hidden_units_are_picked() -> None:
    cell = parse_cell("cell", ("h",), "h = sigmoid(W_a @ x + W_h @ h)")
    sequences = [(list(range(20)), list(range(1, 21)))]
    assert_agrees(NetShape(cell, 21, 2, 2, 21), Batch.of(sequences))


def test_without_targets_there_is_no_loss() -> None:
    batch = Batch.of([([0, 1], [-1, -1])])
    for name in catalogue.names():
        shape = NetShape(catalogue.load(name), 4, 3, 1, 4)
        runner = TorchRunner(shape, batch)
        loss, gradient = runner.gradient(random_parameters(shape).astype(np.float32))
        assert loss == 0
        np.testing.assert_array_equal(gradient, 0)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_torch_has_every_function(name: str) -> None:
    x = np.linspace(-4, 4, 33)
    y = getattr(torch, name)(torch.tensor(x)).numpy()
    np.testing.assert_allclose(y, FUNCTIONS[name].value(x), atol=1e-12)


# The plan: few and large operations.


def operations(plan: Plan) -> list[str]:
    return [step.kind if isinstance(step, Node) else type(step).__name__ for step in plan.during]


def test_gates_on_the_same_vector_are_one_product() -> None:
    plan = Plan(catalogue.load("lstm"))
    (before,) = [operation for operation in plan.before if isinstance(operation, Product)]
    assert len(before.members) == 4
    assert plan.before == (before,)
    (during,) = [operation for operation in plan.during if isinstance(operation, Product)]
    assert len(during.members) == 4
    # what is known of each gate goes into the product, so only one sum is left of three a gate
    assert [len(terms) for terms in during.known] == [2, 2, 2, 2]
    assert operations(plan).count("add") == 0
    sums = [operation for operation in plan.during if isinstance(operation, Sum) and len(operation.terms) > 1]
    assert len(sums) == 1


def test_what_no_state_reads_is_left_out() -> None:
    plan = Plan(parse_cell("cell", ("h",), "unused = tanh(W_q @ h + b_q)\nh = tanh(W_a @ x)"))
    assert plan.during == ()
    assert plan.vectors == ()


@given(cells())
def test_everything_a_state_reads_is_computed_once(cell: Cell) -> None:
    plan = Plan(cell)
    computed: list[int] = []
    for operation in (*plan.before, *plan.during):
        if isinstance(operation, Product):
            computed.extend(operation.members)
        else:
            computed.append(operation.index if isinstance(operation, Node) else operation.node)
    assert len(computed) == len(set(computed))
    output = cell.quantity_nodes[cell.output]
    assert output in computed
    leaves = {
        node.index for node in cell.nodes if node.kind in ("input", "parameter", "constant", "previous")
    }
    available = set(computed) | leaves
    for operation in plan.during:
        if isinstance(operation, Sum):
            assert available.issuperset(index for _, index in (*operation.terms, *operation.known))
        elif isinstance(operation, Node):
            assert available.issuperset(operation.operands)
        else:
            assert operation.operand in available


# Manners.


def test_importing_it_changes_nothing() -> None:
    code = (
        "import torch; before = torch.get_num_threads(); import rnnlab.core.cells.module; "
        "assert torch.get_num_threads() == before"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


def test_torch_is_not_imported_by_the_rest_of_the_core() -> None:
    code = (
        "import sys; import rnnlab.core.cells.interpreter_runner, rnnlab.core.cells.recognition; "
        "import rnnlab.core.cells.module_plan, rnnlab.core.trace; assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


@pytest.mark.parametrize("hidden_size, threads", [(3, 1), (300, 3)])
def test_small_nets_use_one_thread(hidden_size: int, threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "THREADS", 3)
    every = torch.get_num_threads()
    try:
        shape = NetShape(catalogue.load("gru"), 4, hidden_size, 1, 4)
        TorchRunner(shape, BATCH).evaluate(random_parameters(shape).astype(np.float32))
        assert torch.get_num_threads() == threads
    finally:
        torch.set_num_threads(every)
