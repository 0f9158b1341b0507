"""The table of one number says what was calculated, and its numbers are the trace's."""

from __future__ import annotations

import numpy as np
import pytest

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.formula import Reference, plain, row
from rnnlab.core.cells.interpreter import Clamp
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.explain import explain
from rnnlab.core.net import NetShape, initialise
from rnnlab.core.trace import Trace, record
from rnnlab.qt.scenes.sequence.inspector_lines import (
    Line,
    Words,
    amount,
    lines_of,
    percent,
    plain_number,
    signed,
    slope,
)

LABELS = ("가", "나", "다", "라")


def trace_of(cell: str, hidden: int = 8, clamps: tuple[Clamp, ...] = ()) -> Trace:
    shape = NetShape(catalogue.load(cell), 4, hidden, 1, 4)
    parameters = initialise(shape, 3).astype(np.float64)
    return record(shape, parameters, [3, 2, 1], [2, 1, 0], clamps)


def table(trace: Trace, reference: Reference) -> tuple[Line, ...]:
    explanation = explain(trace, reference, LABELS)
    return lines_of(explanation, next(row(explanation.name).symbols()), Words())


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [plain(line.label) for line in lines]


@pytest.mark.parametrize(
    "value, text",
    [
        (0.7973, "+0.797"),
        (-2.0409, "−2.041"),
        (0.0, "0.000"),
        (-0.0001, "0.000"),
        (1234.56, "+1234.6"),
        (123456.0, "+123456"),
        (float("nan"), "?"),
        (float("-inf"), "−∞"),
    ],
)
def test_numbers_carry_their_sign(value: float, text: str) -> None:
    assert signed(value) == text


def test_slopes_keep_their_digits() -> None:
    assert [slope(value) for value in (0.0, 0.01234, -1.5, 4.56e-7, -3.2e-12)] == [
        "0",
        "+0.0123",
        "−1.500",
        "+4.56e−7",
        "−3.2e−12",
    ]


def test_probabilities_never_claim_more_than_they_are() -> None:
    assert [percent(value) for value in (1.0, 0.99999, 0.5, 0.0004, 1e-9)] == [
        "100%",
        "99.9%",
        "50.0%",
        "<0.1%",
        "0.0%",
    ]
    assert [amount(value) for value in (0.00004, 0.975, 30968.2, 2.5e9)] == [
        "4e−5",
        "0.975",
        "30968",
        "2.5e9",
    ]
    assert plain_number(0.5) == "0.500"


def test_a_sum_and_its_function() -> None:
    trace = trace_of("rnn")
    lines = table(trace, Reference("quantity", "h", 1, 1, (2,)))
    assert texts(lines) == ["W_xh[3, 다]", "W_hh[3, :] · h₁", "b_h[3]", "sum", "tanh(sum) = h₂"]
    assert [line.kind for line in lines] == ["term", "term", "term", "total", "result"]
    assert lines[-1].value == signed(float(trace.values["h"][1, 2]))
    matrix, bias = trace.shape.views(trace.parameters)["W_xh"], trace.shape.views(trace.parameters)["b_h"]
    assert (lines[0].value, lines[2].value) == (signed(matrix[2, 2]), signed(bias[2]))
    total = np.arctanh(trace.values["h"][1, 2])
    assert lines[3].value == signed(float(total))


def test_products_show_their_factors() -> None:
    trace = trace_of("gru")
    lines = table(trace, Reference("quantity", "h", 1, 2, (4,)))
    assert texts(lines) == ["z₃[5] × h₂[5]", "(1 − z₃[5]) × h̃₃[5]", "sum = h₃"]
    z, old = trace.values["z"][2, 4], trace.values["h"][1, 4]
    assert lines[0].detail == f"{plain_number(z)} × {factor(old)}"
    assert lines[1].detail.startswith(f"(1.000 − {plain_number(z)}) × ")
    assert lines[0].value == signed(float(z * old))


def factor(value: float) -> str:
    text = plain_number(value)
    return f"({text})" if value < 0 else text


def test_what_is_inside_parentheses_is_indented() -> None:
    lines = table(trace_of("gru-torch"), Reference("quantity", "n", 1, 2, (0,)))
    inner = [(plain(line.label), line.kind) for line in lines if line.depth == 1]
    assert inner == [("W_hn[1, :] · h₂", "term"), ("b_hn[1]", "term"), ("sum", "total")]
    assert "r₃[1] × sum" in texts(lines)


def test_few_products_are_written_out_and_many_are_drawn() -> None:
    few = table(trace_of("rnn", hidden=2), Reference("quantity", "h", 1, 1, (0,)))[1]
    many = table(trace_of("rnn", hidden=8), Reference("quantity", "h", 1, 1, (0,)))[1]
    assert few.detail.count("·") == 2
    assert many.detail == ""
    assert many.dot is not None
    assert float(many.dot.products.sum()) == pytest.approx(float(many.value.replace("−", "-")), abs=5e-4)


def test_a_picked_entry_is_drawn_as_no_product() -> None:
    assert table(trace_of("rnn"), Reference("quantity", "h", 1, 1, (0,)))[0].dot is None


def test_softmax_is_exp_over_sum() -> None:
    trace = trace_of("rnn")
    lines = table(trace, Reference("probability", "", 0, 1, (1,)))
    assert texts(lines)[:3] == ["y₂[나]", "exp(y₂[나])", "Σ_j exp(y₂[j])"]
    assert lines[-1].value == amount(float(trace.probabilities[1, 1]))


def test_the_loss_is_minus_the_logarithm() -> None:
    trace = trace_of("rnn")
    lines = table(trace, Reference("loss", "", 0, 1))
    assert lines[0].value == amount(float(trace.probabilities[1, 1]))
    assert lines[1].value == signed(-float(trace.losses[1]))
    assert lines[-1].value == signed(float(trace.losses[1]))


def test_a_held_unit_says_so_after_what_it_would_have_been() -> None:
    trace = trace_of("rnn", clamps=(Clamp(1, "h", 2, 0.25),))
    lines = table(trace, Reference("quantity", "h", 1, 1, (2,)))
    assert lines[-1].value == "+0.250"
    assert "held at" in plain(lines[-1].label)
    assert lines[-2].value != lines[-1].value


def test_a_sum_inside_a_negative_keeps_its_parentheses() -> None:
    shape = NetShape(parse_cell("cell", ["h"], "h = tanh(W_x @ x - (b_a + b_b) * h)"), 4, 3, 1, 4)
    trace = record(shape, initialise(shape, 0).astype(np.float64), [0, 1], [1, 2])
    lines = table(trace, Reference("quantity", "h", 1, 1, (0,)))
    assert "− (b_a[1] + b_b[1]) × h₁[1]" in texts(lines)
