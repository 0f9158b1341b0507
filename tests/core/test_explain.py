from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlab.core.cells import catalogue, interpreter
from rnnlab.core.cells.formula import Reference, plain
from rnnlab.core.cells.graph import FUNCTIONS, Cell
from rnnlab.core.cells.interpreter import Clamp
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.explain import explain, is_known
from rnnlab.core.explanation import Explanation, Term
from rnnlab.core.net import FloatArray, NetShape, initialise
from rnnlab.core.step_values import StepValues, node_values
from rnnlab.core.trace import Trace, record
from tests.core.cells.strategies import cells, random_parameters

LABELS = ("가", "나", "다", "라", "마")
FUNCTION_OF = {rule.symbol: rule.value for rule in FUNCTIONS.values()}


def trace_of(
    cell: Cell, layers: int = 1, seed: int = 0, scale: float = 2.0, clamps: tuple[Clamp, ...] = ()
) -> Trace:
    shape = NetShape(cell, 5, 3, layers, 5)
    parameters = initialise(shape, seed).astype(np.float64) * scale
    return record(shape, parameters, [4, 3, 2, 1], [3, -1, 1, 4], clamps)


def close_to(number: float | None) -> object:
    assert number is not None
    return pytest.approx(number, rel=1e-9, abs=1e-11)


def re_added(term: Term) -> float:
    """Compute a term again from the numbers at its leaves."""
    parts = [re_added(operand) for operand in term.operands]
    if term.kind == "leaf":
        return term.value
    if term.kind == "dot":
        assert term.dot is not None
        np.testing.assert_allclose(term.dot.products, term.dot.weights * term.dot.entries)
        if term.dot.pick is not None:
            assert term.dot.entries[term.dot.pick] == 1
            assert np.count_nonzero(term.dot.entries) == 1
            return float(term.dot.weights[term.dot.pick])
        return float(term.dot.products.sum())
    if term.kind == "sum":
        return sum(sign * part for sign, part in zip(term.signs, parts, strict=True))
    if term.kind == "product":
        return float(np.prod(parts))
    if term.kind == "quotient":
        return parts[0] / parts[1]
    if term.kind in ("total", "mean"):
        assert term.values is not None
        return float(term.values.sum() if term.kind == "total" else term.values.mean())
    if term.function in ("exp", "ln"):
        return float({"exp": np.exp, "ln": np.log}[term.function](parts[0]))
    return float(FUNCTION_OF[term.function](np.asarray(parts[0])))


def check_adds_up(explanation: Explanation) -> None:
    assert explanation.term is not None
    assert explanation.value is not None
    wanted = explanation.value
    if explanation.held is not None:
        assert explanation.held == explanation.value
    else:
        assert re_added(explanation.term) == close_to(wanted)
        assert explanation.term.value == close_to(wanted)


def check_every_unit(trace: Trace) -> None:
    shape = trace.shape
    for layer in range(1, shape.layers + 1):
        for quantity in shape.cell.quantities:
            key = shape.key(quantity.name, layer)
            for t in range(len(trace)):
                for unit in range(trace.values[key].shape[1]):
                    explanation = explain(trace, Reference("quantity", key, layer, t, (unit,)), LABELS)
                    assert explanation.value == trace.values[key][t, unit]
                    assert explanation.gradient == trace.gradients[key][t, unit]
                    check_adds_up(explanation)
                    check_strips(explanation)


def check_strips(explanation: Explanation) -> None:
    """Put the whole vectors together again by their signs: products bind tighter than sums."""
    *parts, result = explanation.strips
    total: FloatArray = np.zeros(1)
    product: FloatArray = np.ones(1)
    sign = 1.0
    for strip in parts:
        if strip.sign in ("⊙", "·"):
            product = product * strip.values
        else:
            total = total + sign * product if strip is not parts[0] else total
            product, sign = np.asarray(strip.values), -1.0 if strip.sign == "−" else 1.0
    total = total + sign * product
    if result.sign != "=":
        total = FUNCTION_OF[result.sign](total)
    assert explanation.values is not None
    if explanation.held is None:
        index = explanation.reference.index[0]
        assert np.broadcast_to(total, explanation.shape)[index] == close_to(explanation.value)


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("name", catalogue.names())
def test_every_unit_of_the_catalogue_adds_up(name: str, layers: int) -> None:
    check_every_unit(trace_of(catalogue.load(name), layers))


@pytest.mark.parametrize("name", catalogue.names())
def test_units_held_at_a_value_are_told(name: str) -> None:
    cell = catalogue.load(name)
    clamps = (Clamp(1, cell.quantities[0].name, 1, 0.5), Clamp(1, cell.output, 2, 0.0))
    trace = trace_of(cell, clamps=clamps)
    check_every_unit(trace)
    for clamp in clamps:
        explanation = explain(trace, Reference("quantity", clamp.quantity, 1, 3, (clamp.unit,)))
        assert explanation.held == clamp.value
        assert explanation.term is not None


@settings(max_examples=40)
@given(cells(), st.integers(1, 2), st.booleans(), st.integers(0, 99))
def test_every_unit_of_generated_cells_adds_up(cell: Cell, layers: int, held: bool, seed: int) -> None:
    clamps = (Clamp(1, cell.quantities[0].name, 0, 0.25), Clamp(layers, "h", 1, -1.0)) if held else ()
    shape = NetShape(cell, 3, 2, layers, 3)
    trace = record(shape, random_parameters(shape, seed), [2, 0, 1], [1, -1, 2], clamps)
    check_every_unit(trace)
    check_parameters(trace)


def check_parameters(trace: Trace) -> None:
    for entry in trace.shape.parameters:
        for index in np.ndindex(entry.shape):
            explanation = explain(trace, Reference("parameter", entry.key, entry.layer, None, index), LABELS)
            gradient = trace.shape.view(trace.parameters_gradient, entry.key)[index]
            assert explanation.value == trace.shape.view(trace.parameters, entry.key)[index]
            assert explanation.gradient == gradient
            total = sum(float(use.contributions.sum()) for use in explanation.uses)
            assert total == pytest.approx(gradient, rel=1e-7, abs=1e-10)
            for use in explanation.uses:
                np.testing.assert_allclose(use.deltas * use.entries, use.contributions, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("name", catalogue.names())
def test_every_step_pulls_at_a_parameter(name: str, layers: int) -> None:
    cell = catalogue.load(name)
    check_parameters(trace_of(cell, layers))
    check_parameters(trace_of(cell, layers, clamps=(Clamp(1, cell.output, 1, 0.3),)))


def test_a_vector_parameter_times_a_vector_is_a_peephole() -> None:
    check_parameters(trace_of(parse_cell("p", ["h"], "h = tanh(W_x @ x + p_h * h - b_h)")))


@pytest.mark.parametrize("name", catalogue.names())
def test_node_values_are_the_interpreters(name: str) -> None:
    cell = catalogue.load(name)
    clamps = (Clamp(1, cell.output, 1, 0.3),)
    trace = trace_of(cell, 2, clamps=clamps)
    run = interpreter.forward(
        trace.shape, trace.parameters, trace.inputs[:, None], trace.targets[:, None], clamps
    )
    every = node_values(trace)
    assert node_values(trace) is every
    for layer_run in run.layers:
        for node in cell.nodes:
            value = layer_run.values[node.index]
            if value is None or node.kind in ("parameter", "constant"):
                continue
            np.testing.assert_allclose(every[layer_run.layer][node.index], value[:, 0], rtol=1e-12)
            for t in range(len(trace)):
                step = StepValues(trace, layer_run.layer, t).value(node.index)
                np.testing.assert_allclose(step, value[t, 0], rtol=1e-12)


def test_gradients_of_nameless_nodes_are_slopes_of_the_loss() -> None:
    cell = parse_cell("plain", ["h"], "h = tanh(W_x @ x + W_h @ h + b_h)")
    named = parse_cell("named", ["h"], "a = W_x @ x\ns = a + W_h @ h\nu = s + b_h\nh = tanh(u)")
    trace, spelt_out = trace_of(cell, 2), trace_of(named, 2)
    for layer in (1, 2):
        values = StepValues(trace, layer)
        for quantity, node in zip(("a", "s"), _sums(cell), strict=True):
            wanted = spelt_out.gradients[f"{quantity}.{layer}"]
            np.testing.assert_allclose(values.gradient(node), wanted, rtol=1e-9)


def _sums(cell: Cell) -> list[int]:
    first_product = next(node.index for node in cell.nodes if node.kind == "matvec")
    first_sum = next(node.index for node in cell.nodes if node.kind == "add")
    return [first_product, first_sum]


def test_a_one_hot_product_picks_a_column() -> None:
    trace = trace_of(catalogue.load("rnn"))
    explanation = explain(trace, Reference("quantity", "h", 1, 2, (2,)), LABELS)
    product = explanation.products[0]
    assert (product.pick, product.entries) == (2, None)
    assert explanation.term is not None
    dot = explanation.term.operands[0].operands[0].dot
    assert dot is not None
    assert dot.pick == 2
    assert plain(explanation.term.formula) == "tanh(W_xh[3, 다] + W_hh[3, :] · h₂ + b_h[3])"


def test_an_unnamed_part_of_an_equation_is_explained() -> None:
    trace = trace_of(catalogue.load("gru"))
    node = next(node for node in trace.shape.cell.nodes if node.kind == "matvec" and node.name == "W_hh")
    explanation = explain(trace, Reference("term", "h_tilde", 1, 3, (1,), node.index), LABELS)
    assert plain(explanation.name) == "W_hh (r₄ ⊙ h₃)"
    assert explanation.formula is not None
    assert plain(explanation.formula).startswith("h̃₄ = ")
    check_adds_up(explanation)


@pytest.mark.parametrize("scale", [1.0, 60.0])
def test_the_output_layer_adds_up(scale: float) -> None:
    trace = trace_of(catalogue.load("lstm"), scale=scale)
    for t in range(len(trace)):
        for symbol in range(5):
            for kind in ("logits", "probability"):
                explanation = explain(trace, Reference(kind, "", 0, t, (symbol,)), LABELS)
                check_adds_up(explanation)
        loss = explain(trace, Reference("loss", "", 0, t), LABELS)
        if trace.targets[t] < 0:
            assert loss.term is None
            assert loss.value is None
        else:
            check_adds_up(loss)
    check_adds_up(explain(trace, Reference("loss"), LABELS))


def test_a_probability_too_small_to_write_still_has_its_loss() -> None:
    trace = trace_of(catalogue.load("rnn"), scale=2000.0)
    assert (trace.probabilities == 0).any()
    for t in np.flatnonzero(trace.targets >= 0):
        check_adds_up(explain(trace, Reference("loss", "", 0, int(t)), LABELS))


def test_before_the_first_step_the_state_is_zero() -> None:
    trace = trace_of(catalogue.load("lstm"))
    explanation = explain(trace, Reference("quantity", "c", 1, -1, (2,)))
    assert explanation.value == 0
    assert plain(explanation.name) == "c₀"
    assert explanation.term is None


@pytest.mark.parametrize(
    "reference",
    [
        Reference("quantity", "nothing", 1, 0),
        Reference("quantity", "h", 1, 4),
        Reference("quantity", "h", 1, None),
        Reference("quantity", "h", 1, 0, (3,)),
        Reference("quantity", "i", 1, -1),
        Reference("term", "h", 1, 0, (), 400),
        Reference("parameter", "W_xi", 1, None, (0, 5)),
        Reference("parameter", "W_zz"),
        Reference("logits", "", 0, 2, (5,)),
        Reference("probability", "", 0, None),
        Reference("input", "", 1, 0, (0, 0)),
        Reference("loss", "", 0, 9),
    ],
)
def test_what_a_trace_does_not_hold_is_refused(reference: Reference) -> None:
    trace = trace_of(catalogue.load("lstm"))
    assert not is_known(trace, reference)
    with pytest.raises(LookupError):
        explain(trace, reference)
