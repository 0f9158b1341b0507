"""How logits, probabilities and the loss come about: the output layer, which no cell contains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from rnnlab.core.cells.formula import Fenced, Fraction, Operator, Reference, Row, Symbol, number, row
from rnnlab.core.cells.render import ALL, FormulaWriter
from rnnlab.core.explanation import Dot, Explanation, MatrixProduct, Strip, Term
from rnnlab.core.names import Names
from rnnlab.core.net import OUTPUT_BIAS, OUTPUT_MATRIX, FloatArray
from rnnlab.core.trace import Trace

LARGEST_PLAIN_LOGIT = 30.0
"""Above it exp would leave the range of float32 in sight: the largest logit is then taken off first."""


def explain_logits(trace: Trace, reference: Reference, labels: Sequence[str] | Names) -> Explanation:
    """Explain the logits, or one of them; see :func:`rnnlab.core.explain.explain`."""
    t = reference.t
    assert t is not None
    shape = trace.shape
    writer = FormulaWriter(shape, shape.layers, t, labels)
    matrix, bias = shape.view(trace.parameters, OUTPUT_MATRIX), shape.view(trace.parameters, OUTPUT_BIAS)
    top = writer.quantity(shape.cell.output)
    output = trace.values[shape.key(shape.cell.output, shape.layers)][t]  # (H,)
    weights, offset = writer.output_parameter(OUTPUT_MATRIX), writer.output_parameter(OUTPUT_BIAS)
    assert weights.reference is not None
    product = MatrixProduct(weights, row(top), weights.reference, top.reference, matrix, output, None)
    explanation = Explanation(
        reference=reference,
        name=writer.logits(),
        shape=(shape.output_size,),
        values=trace.logits[t],
        gradients=trace.logits_gradient[t],
        formula=writer.logits_equation(),
        products=(product,),
        strips=(
            Strip("", row(weights, top), np.dot(matrix, output)),
            Strip("+", row(offset), bias, offset.reference),
            Strip("=", row(writer.logits()), trace.logits[t], writer.logits().reference),
        ),
    )
    if not reference.index:
        return explanation
    term = _logit_term(trace, writer, t, reference.index[0])
    return _with_entry(explanation, trace.logits[t], trace.logits_gradient[t], term)


def _logit_term(trace: Trace, writer: FormulaWriter, t: int, symbol: int) -> Term:
    shape, label = trace.shape, writer.answer(symbol)
    matrix, bias = shape.view(trace.parameters, OUTPUT_MATRIX), shape.view(trace.parameters, OUTPUT_BIAS)
    top = writer.quantity(shape.cell.output)
    output = trace.values[shape.key(shape.cell.output, shape.layers)][t]  # (H,)
    weights = writer.output_parameter(OUTPUT_MATRIX, label, ALL, index=(symbol,))
    products = matrix[symbol] * output  # (H,)
    assert weights.reference is not None
    dot = Dot(weights.reference, row(top), top.reference, matrix[symbol], output, products)
    total = float(products.sum())
    first = Term("dot", row(weights, Operator("·"), top), total, reference=top.reference, dot=dot)
    offset = writer.output_parameter(OUTPUT_BIAS, label, index=(symbol,))
    second = Term("leaf", row(offset), float(bias[symbol]), reference=offset.reference)
    formula = row(first.formula, Operator("+"), second.formula)
    return Term("sum", formula, total + float(bias[symbol]), (first, second), (1, 1))


def _with_entry(
    explanation: Explanation, values: FloatArray, gradients: FloatArray | None, term: Term
) -> Explanation:
    index = explanation.reference.index[0]
    gradient = None if gradients is None else float(gradients[index])
    return replace(explanation, value=float(values[index]), gradient=gradient, term=term)


def explain_probability(trace: Trace, reference: Reference, labels: Sequence[str] | Names) -> Explanation:
    """Explain the softmax output, or one probability; see :func:`rnnlab.core.explain.explain`."""
    t = reference.t
    assert t is not None
    writer = FormulaWriter(trace.shape, trace.shape.layers, t, labels)
    probabilities = trace.probabilities[t]  # (V,)
    explanation = Explanation(
        reference=reference,
        name=writer.probability(),
        shape=probabilities.shape,
        values=probabilities,
        formula=writer.probability_equation(),
        strips=(
            Strip("", row(writer.logits()), trace.logits[t], writer.logits().reference),
            Strip("softmax", row(writer.probability()), probabilities, writer.probability().reference),
        ),
    )
    if not reference.index:
        return explanation
    return _with_entry(explanation, probabilities, None, _softmax_term(trace, writer, t, reference.index[0]))


def _softmax_term(trace: Trace, writer: FormulaWriter, t: int, symbol: int) -> Term:
    exponential, total = _exponentials(trace, writer, t, symbol)
    formula = row(Fraction(exponential.formula, total.formula))
    return Term("quotient", formula, float(trace.probabilities[t, symbol]), (exponential, total))


def _exponentials(trace: Trace, writer: FormulaWriter, t: int, symbol: int) -> tuple[Term, Term]:
    """Return exp of one logit and the sum over all, with the largest logit taken off if that is large."""
    logits = trace.logits[t]  # (V,)
    largest = float(logits.max())
    shift = largest if float(np.abs(logits).max()) > LARGEST_PLAIN_LOGIT else 0.0
    letter = writer.logits(symbol)
    leaf = Term("leaf", row(letter), float(logits[symbol]), reference=letter.reference)
    argument, any_logit = leaf, row(replace(writer.logits(), entry=("j",)))
    if shift:
        taken = Term("leaf", row(number(round(abs(shift), 3))), abs(shift))
        sign = -1 if shift > 0 else 1
        minus = Operator("−" if shift > 0 else "+")
        formula = row(leaf.formula, minus, taken.formula)
        argument = Term("sum", formula, leaf.value - shift, (leaf, taken), (1, sign))
        any_logit = row(any_logit, minus, taken.formula)
    exponentials = np.exp(logits - shift)  # (V,)
    exp = Symbol("exp", upright=True)
    first = Term(
        "function",
        row(exp, Fenced(argument.formula)),
        float(exponentials[symbol]),
        (argument,),
        function="exp",
    )
    total_formula = row(Symbol("Σ", upright=True, subscript="j"), row(exp, Fenced(any_logit)))
    whole = replace(writer.logits(), entry=()).reference
    total = Term("total", total_formula, float(exponentials.sum()), reference=whole, values=exponentials)
    return first, total


def explain_loss(trace: Trace, reference: Reference, labels: Sequence[str] | Names) -> Explanation:
    """Explain one step's loss; see :func:`rnnlab.core.explain.explain`."""
    t = reference.t
    assert t is not None
    writer = FormulaWriter(trace.shape, trace.shape.layers, t, labels)
    target = int(trace.targets[t])
    formula = writer.loss_equation(target if target >= 0 else None)
    explanation = Explanation(reference, writer.loss(), (), formula=formula)
    if target < 0:
        return explanation
    term = _cross_entropy_term(trace, writer, t, target)
    return replace(explanation, value=float(trace.losses[t]), term=term)


def _cross_entropy_term(trace: Trace, writer: FormulaWriter, t: int, target: int) -> Term:
    logarithm = Symbol("ln", upright=True)
    probability = float(trace.probabilities[t, target])
    loss = float(trace.losses[t])
    if probability > 0:
        letter = writer.probability(target)
        leaf = Term("leaf", row(letter), probability, reference=letter.reference)
        inner = Term("function", row(logarithm, leaf.formula), -loss, (leaf,), function="ln")
        return Term("sum", row(Operator("−"), inner.formula), loss, (inner,), (-1,))
    # too improbable to be written as a number: the loss still is, from the logits
    exponential, total = _exponentials(trace, writer, t, target)
    inner = Term(
        "function", row(logarithm, Fenced(total.formula)), float(np.log(total.value)), (total,), function="ln"
    )
    argument = exponential.operands[0]
    formula = row(inner.formula, Operator("−"), Fenced(argument.formula))
    return Term("sum", formula, loss, (inner, argument), (1, -1))


def explain_mean_loss(trace: Trace, reference: Reference, labels: Sequence[str] | Names) -> Explanation:
    """Explain the sequence's loss, the mean over its targets; see :func:`rnnlab.core.explain.explain`."""
    writer = FormulaWriter(trace.shape, trace.shape.layers, None, labels)
    wanted = trace.losses[trace.targets >= 0]  # (targets,)
    symbol = Symbol("L", "loss", reference=reference)
    each = row(Symbol("Σ", upright=True, subscript="t"), writer.loss())
    mean = row(Fraction(each, row(number(float(max(len(wanted), 1))))))
    term = Term("mean", mean, trace.loss, values=wanted) if len(wanted) else None
    formula = Row((symbol, Operator("="), *mean.items))
    return Explanation(reference, symbol, (), trace.losses, value=trace.loss, formula=formula, term=term)
