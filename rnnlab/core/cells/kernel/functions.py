"""Exponential, logarithm and the cell language's functions on vectors of float32.

All are written with multiplications, additions, one division and bit tricks, so that every lane does the
same; they agree with float64 to about one unit in the last place of float32 and pass NaN on.

Sources: the exponential and the logarithm after S. L. Moshier's Cephes library (expf, logf); the rational
hyperbolic tangent after Eigen's `generic_fast_tanh_float`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rnnlab.core.cells.kernel.emitter import Emitter, Value

_LOG2_E = 1.44269504088896341
_LN2_HIGH = 0.693359375
_LN2_LOW = -2.12194440e-4
# Adding and subtracting it rounds a float32 to an integer; its bits then end in that integer.
_ROUNDING = 12582912.0

_EXP = (1.9875691500e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 0.5)
_LOG = (
    7.0376836292e-2,
    -1.1514610310e-1,
    1.1676998740e-1,
    -1.2420140846e-1,
    1.4249322787e-1,
    -1.6668057665e-1,
    2.0000714765e-1,
    -2.4999993993e-1,
    3.3333331174e-1,
)
_TANH_BOUND = 7.90531110763549805
_TANH_ABOVE = (
    -2.76076847742355e-16,
    2.00018790482477e-13,
    -8.60467152213735e-11,
    5.12229709037114e-08,
    1.48572235717979e-05,
    6.37261928875436e-04,
    4.89352455891786e-03,
)
_TANH_BELOW = (1.19825839466702e-06, 1.18534705686654e-04, 2.26843463243900e-03, 4.89352518554385e-03)


def _polynomial(e: Emitter, x: Value, coefficients: Sequence[float]) -> Value:
    """Evaluate a polynomial, highest power first, pairing terms to shorten the chain (Estrin)."""
    terms = [e.splat(c) for c in reversed(coefficients)]  # lowest power first
    power = x
    while len(terms) > 1:
        paired = [e.fma(terms[i + 1], power, terms[i]) for i in range(0, len(terms) - 1, 2)]
        if len(terms) % 2:
            paired.append(terms[-1])
        terms = paired
        power = e.builder.fmul(power, power) if len(terms) > 1 else power
    return terms[0]


def exponential(e: Emitter, x: Value) -> Value:
    """Give exp(x) for x ≤ 87; below -87 it gives about 1e-38 instead of less."""
    b = e.builder
    bounded = e.greatest(e.splat(-87.0), x)
    shifted = e.fma(bounded, e.splat(_LOG2_E), e.splat(_ROUNDING))
    whole = b.fsub(shifted, e.splat(_ROUNDING))
    rest = e.fma(whole, e.splat(-_LN2_HIGH), bounded)
    rest = e.fma(whole, e.splat(-_LN2_LOW), rest)
    value = e.fma(_polynomial(e, rest, _EXP), b.fmul(rest, rest), b.fadd(rest, e.splat(1.0)))
    exponent = b.shl(b.bitcast(shifted, e.integers), e.splat_integer(23))
    return b.bitcast(b.add(b.bitcast(value, e.integers), exponent), e.vector)


def logarithm(e: Emitter, x: Value) -> Value:
    """Give ln(x) for a positive normal x; infinity and NaN are passed on."""
    b = e.builder
    bits = b.bitcast(x, e.integers)
    # The mantissa is taken between √½ and √2.
    offset = b.sub(bits, e.splat_integer(0x3F3504F3))
    exponent = b.ashr(offset, e.splat_integer(23))
    mantissa = b.bitcast(b.sub(bits, b.shl(exponent, e.splat_integer(23))), e.vector)
    power = b.sitofp(exponent, e.vector)
    rest = b.fsub(mantissa, e.splat(1.0))
    square = b.fmul(rest, rest)
    tail = b.fmul(b.fmul(rest, square), _polynomial(e, rest, _LOG))
    tail = e.fma(power, e.splat(_LN2_LOW), tail)
    tail = e.fma(square, e.splat(-0.5), tail)
    value = e.fma(power, e.splat(_LN2_HIGH), b.fadd(rest, tail))
    finite = e.compare("<", x, e.splat(float("inf")))
    return e.choose(finite, value, x)


def _sigmoid(e: Emitter, x: Value) -> Value:
    negative = e.least(e.splat(87.0), e.builder.fneg(x))
    below = e.builder.fadd(exponential(e, negative), e.splat(1.0))
    return e.builder.fdiv(e.splat(1.0), below)


def _tanh(e: Emitter, x: Value) -> Value:
    bounded = e.least(e.splat(_TANH_BOUND), e.greatest(e.splat(-_TANH_BOUND), x))
    square = e.builder.fmul(bounded, bounded)
    above = e.builder.fmul(bounded, _polynomial(e, square, _TANH_ABOVE))
    return e.builder.fdiv(above, _polynomial(e, square, _TANH_BELOW))


def _relu(e: Emitter, x: Value) -> Value:
    return e.greatest(e.splat(0.0), x)


def _sigmoid_slope(e: Emitter, y: Value) -> Value:
    return e.builder.fmul(y, e.builder.fsub(e.splat(1.0), y))


def _tanh_slope(e: Emitter, y: Value) -> Value:
    return e.fma(e.builder.fneg(y), y, e.splat(1.0))


def _relu_slope(e: Emitter, y: Value) -> Value:
    return e.choose(e.compare(">", y, e.splat(0.0)), e.splat(1.0), e.splat(0.0))


FUNCTIONS: dict[str, tuple[Callable[[Emitter, Value], Value], Callable[[Emitter, Value], Value]]] = {
    "sigmoid": (_sigmoid, _sigmoid_slope),
    "tanh": (_tanh, _tanh_slope),
    "relu": (_relu, _relu_slope),
}
"""By name: the function, and its derivative computed from its value."""
