"""The parts of the code generator: plans, functions on vectors, layouts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from llvmlite import ir

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.kernel import functions
from rnnlab.core.cells.kernel.emitter import INTEGER, POINTER, Emitter, Value
from rnnlab.core.cells.kernel.library_code import library_source
from rnnlab.core.cells.kernel.machine import Library, assembly, host, object_code
from rnnlab.core.cells.kernel.plan import Plan
from rnnlab.core.cells.kernel.products import emit_copy_rows, emit_transpose
from rnnlab.core.cells.language import parse_cell
from tests.core.cells.kernel_helpers import machine_with

Float32Array = npt.NDArray[np.float32]
VectorFunction = Callable[[Emitter, Value], Value]


def apply(function: VectorFunction, x: Float32Array, lanes: int) -> Float32Array:
    """Compile a function on vectors and apply it."""
    machine = machine_with(lanes)
    module = ir.Module("test")
    module.triple = machine.triple
    e = Emitter(module, machine, "apply", (POINTER,), exported=True)
    places = [e.load_scalar(e.element(e.arguments[0], i, INTEGER), INTEGER) for i in range(3)]
    source, target = (e.builder.inttoptr(place, POINTER) for place in places[:2])
    with e.loop(0, places[2], lanes) as i:
        e.store(function(e, e.load(e.at(source, i))), e.at(target, i))
    e.finish()
    library = Library(object_code(str(module), machine), ("apply",), machine)
    given = np.concatenate([x, np.zeros(-len(x) % lanes, np.float32)]).astype(np.float32)
    result = np.empty_like(given)
    table = np.array([given.ctypes.data, result.ctypes.data, len(given)], np.int64)
    library.entry("apply")(table.ctypes.data)
    return result[: len(x)]


def error(found: Float32Array, expected: npt.NDArray[np.float64]) -> float:
    """Give the largest relative error."""
    return float(np.max(np.abs(found - expected) / np.maximum(np.abs(expected), 1e-37)))


RNG = np.random.default_rng(0)
WIDE = np.concatenate([np.linspace(-87, 86, 40_001), RNG.normal(0, 1e-3, 999), RNG.normal(0, 1, 9_000)])


@pytest.mark.parametrize("lanes", [4, 8, 16])
@pytest.mark.parametrize(
    "function, exact, x",
    [
        (functions.exponential, np.exp, WIDE),
        (functions.logarithm, np.log, np.concatenate([np.exp(WIDE), 1 + RNG.uniform(0, 1e-3, 1000)])),
        (functions.FUNCTIONS["tanh"][0], np.tanh, WIDE),
        (functions.FUNCTIONS["sigmoid"][0], lambda x: 1 / (1 + np.exp(-x)), WIDE),
        (functions.FUNCTIONS["relu"][0], lambda x: np.maximum(x, 0), WIDE),
    ],
    ids=["exp", "log", "tanh", "sigmoid", "relu"],
)
def test_functions_are_exact_to_a_millionth(
    function: VectorFunction, exact: Callable[[np.ndarray], np.ndarray], x: np.ndarray, lanes: int
) -> None:
    given = x.astype(np.float32)
    assert error(apply(function, given, lanes), exact(given.astype(np.float64))) < 1e-6


@pytest.mark.parametrize("name", functions.FUNCTIONS)
def test_what_is_not_a_number_is_passed_on(name: str) -> None:
    x = np.array([np.nan, 0, np.inf, -np.inf, 1e30, -1e30], np.float32)
    found = apply(functions.FUNCTIONS[name][0], x, host().lanes)
    assert np.isnan(found[0])
    assert not np.isnan(found[1:]).any()


@pytest.mark.parametrize("lanes", [4, 8, 16])
@pytest.mark.parametrize("size", [(1, 1), (8, 8), (16, 24), (5, 9), (33, 17), (1, 40), (40, 1)])
def test_transposing_and_copying_rows(lanes: int, size: tuple[int, int]) -> None:
    machine = machine_with(lanes)
    module = ir.Module("test")
    module.triple = machine.triple
    moves = [emit_transpose(module, machine, "turn"), emit_copy_rows(module, machine, "copy")]
    for name, move in zip(("first", "second"), moves, strict=True):
        e = Emitter(module, machine, name, (POINTER,), exported=True)
        numbers = [e.load_scalar(e.element(e.arguments[0], i, INTEGER), INTEGER) for i in range(6)]
        numbers[0], numbers[4] = (e.builder.inttoptr(numbers[i], POINTER) for i in (0, 4))
        e.builder.call(move, numbers)
        e.finish()
    library = Library(object_code(str(module), machine), ("first", "second"), machine)
    rows, columns = size
    source = RNG.normal(size=(rows, columns + 3)).astype(np.float32)
    for name, expected in (("first", source[:, :columns].T), ("second", source[:, :columns])):
        target = np.full((expected.shape[0], expected.shape[1] + 2), 7, np.float32)
        numbers = [source.ctypes.data, columns + 3, rows, columns, target.ctypes.data, target.shape[1]]
        library.entry(name)(np.array(numbers, np.int64).ctypes.data)
        assert np.array_equal(target[:, : expected.shape[1]], expected)
        assert (target[:, expected.shape[1] :] == 7).all()


def names(plan: Plan) -> list[tuple[str, ...]]:
    return [product.matrices for product in plan.products]


def test_matrices_that_multiply_the_same_vector_are_one_product() -> None:
    plan = Plan(catalogue.load("lstm"), recording=False)
    assert names(plan) == [("W_xi", "W_xf", "W_xo", "W_xg"), ("W_hi", "W_hf", "W_ho", "W_hg")]
    assert [product.hoisted for product in plan.products] == [True, False]
    # both products go into the same sums, so their gradients are one buffer
    assert len({place.product for place in plan.deltas.values()}) == 1


def test_a_product_of_what_was_just_computed_comes_later() -> None:
    plan = Plan(catalogue.load("gru"), recording=False)
    assert names(plan) == [("W_xr", "W_xz", "W_xh"), ("W_hr", "W_hz"), ("W_hh",)]
    stages = [[product.matrices for product in stage.products] for stage in plan.steps]
    assert stages == [[], [("W_hr", "W_hz")], [("W_hh",)]]
    assert [(place.product, place.block) for place in plan.deltas.values()] == [(0, 0), (0, 0), (0, 2)]


def test_what_the_output_does_not_depend_on_is_left_out_of_training() -> None:
    cell = parse_cell("loose", ("h",), "h = tanh(W_x @ x + W_h @ h)\nq = sigmoid(W_q @ h)")
    assert ("W_q",) not in names(Plan(cell, recording=False))
    assert ("W_q",) in names(Plan(cell, recording=True))


def test_only_products_of_the_input_are_hoisted() -> None:
    cell = parse_cell("deep", ("h",), "a = tanh(W_a @ x)\nd = W_d @ (a * 2)\nh = tanh(d + W_h @ (d * h))")
    plan = Plan(cell, recording=False)
    hoisted = {product.matrices[0]: product.hoisted for product in plan.products}
    assert hoisted == {"W_a": True, "W_d": True, "W_h": False}


def test_the_code_is_made_of_full_vectors() -> None:
    """The products' inner loops are fused multiply-adds on the machine's widest registers."""
    machine = host()
    if not machine.is_x86 or machine.lanes < 8:
        return
    register = {16: "%zmm", 8: "%ymm"}[machine.lanes]
    text = assembly(library_source(machine), machine)
    product = text[text.index("product_rows:") : text.index("product_columns:")]
    fused = [line for line in product.splitlines() if "vfmadd" in line]
    assert len(fused) > 50
    assert all(register in line for line in fused)
