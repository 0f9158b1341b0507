"""Generated programs run as they stand and compute what the interpreter computes."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlab.core import store
from rnnlab.core.batch import Batch
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.builder import MAXIMUM_NODES
from rnnlab.core.cells.code_equations import free_name, number_code
from rnnlab.core.cells.generated_code import CodeKind, generated_code
from rnnlab.core.cells.graph import Cell
from rnnlab.core.cells.interpreter import NetInterpreter
from rnnlab.core.cells.language import parse_cell
from rnnlab.core.experiment import Experiment
from rnnlab.core.net import FloatArray, NetShape, initialise
from rnnlab.core.training_state import TrainingState
from tests.core.cells.strategies import cells, random_parameters

KINDS: tuple[CodeKind, ...] = ("torch", "numpy")
SEQUENCES = ((0, 3, 1, 1, 4, 2), (2, 2, 0, 4, 3, 1))


def net_of(cell: Cell, layers: int) -> NetShape:
    return NetShape(cell, 5, 4, layers, 3)


def namespace(code: str) -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "generated"}
    exec(compile(code, "generated", "exec"), names)
    return names


def true_logits(shape: NetShape, parameters: FloatArray) -> FloatArray:
    batch = Batch.of([(sequence, [0] * len(sequence)) for sequence in SEQUENCES])
    return NetInterpreter(shape, parameters, batch.inputs, batch.targets).forward().logits.copy()  # (T, B, V)


def numpy_logits(shape: NetShape, parameters: FloatArray) -> FloatArray:
    net = namespace(generated_code("numpy", shape))["net"]
    weights = shape.views(parameters)
    return np.stack([net(sequence, weights) for sequence in SEQUENCES], axis=1)


def torch_net(shape: NetShape, parameters: FloatArray) -> torch.nn.Module:
    net: torch.nn.Module = namespace(generated_code("torch", shape))["Net"]().double()
    own = dict(net.named_parameters())
    assert sum(value.numel() for value in own.values()) == shape.parameter_count
    with torch.no_grad():
        for entry in shape.parameters:
            key = f"layers.{entry.layer - 1}.{entry.name}" if entry.layer else entry.name
            own[key].copy_(torch.from_numpy(shape.view(parameters, entry.key)))
    return net


def check(shape: NetShape) -> None:
    parameters = random_parameters(shape)
    expected = true_logits(shape, parameters)
    np.testing.assert_allclose(numpy_logits(shape, parameters), expected, rtol=1e-12, atol=1e-12)
    net = torch_net(shape, parameters)
    with torch.no_grad():
        logits = net(torch.tensor(SEQUENCES).T)  # (T, B, V)
        alone = net(torch.tensor(SEQUENCES[1]))  # (T, V)
    np.testing.assert_allclose(logits.numpy(), expected, rtol=1e-6, atol=1e-6)
    np.testing.assert_allclose(alone.numpy(), expected[:, 1], rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("layers", [1, 2])
@pytest.mark.parametrize("name", catalogue.names())
def test_every_cell_of_the_catalogue(name: str, layers: int) -> None:
    check(net_of(catalogue.load(name), layers))


@pytest.mark.parametrize("name", catalogue.names())
def test_every_cell_with_codes(name: str) -> None:
    codes = ((0.0, 1.0), (0.5, 0.0), (1.0, 1.0), (-2.0, 0.25), (0.0, 0.0))
    shape = NetShape(catalogue.load(name), 2, 4, 2, 3, codes)
    check(shape)
    assert "len(CODES)" in generated_code("numpy", shape)
    assert "one_hot" not in generated_code("torch", shape)


@settings(deadline=None, max_examples=60)
@given(cells(most_states=2), st.integers(1, 2))
def test_any_cell(cell: Cell, layers: int) -> None:
    check(net_of(cell, layers))


@pytest.mark.parametrize(
    "equations",
    [
        "h = tanh(h)",  # nothing is learnt
        "h = b_h",  # the same in every sequence
        "h = W_a @ tanh(b_h) + p_h",
        "h = tanh(p_a * (W_a @ (W_b @ x) * b_h) - (W_b @ x - (b_h - h)))",
        "h = tanh(-(b_h * h) + -1 * (W_a @ x) - -0.5)",
        "e = x * tanh(x) - 0.25\nh = sigmoid(W_a @ e + W_h @ h)",
        "q = W_a @ x\nr = q\nh = relu(r * (W_h @ q)) - (1 - h)",
    ],
)
def test_brackets_copies_and_what_is_the_same_for_all(equations: str) -> None:
    for layers in (1, 2):
        check(net_of(parse_cell("written", ["h"], equations), layers))


@pytest.mark.parametrize("sign", ["+", "-", "*"])
def test_chains_as_long_as_the_language_allows(sign: str) -> None:
    chain = f" {sign} ".join(["b_a", *["h"] * (MAXIMUM_NODES - 10)])
    check(net_of(parse_cell("written", ["h"], f"h = tanh(0.001 * ({chain}) + W_a @ x)"), 2))


def test_names_that_python_or_the_program_use() -> None:
    names = re.findall(
        r"\w+",
        "self self_ torch nn np net step learnt Layer Net X H V T B SHAPES ENDINGS states inputs outputs"
        " match case type print len range super zipfile symbols weights one_hot LAYERS",
    )
    lines = [f"{name} = tanh(W_{number} @ x + 0.5 * h)" for number, name in enumerate(names)]
    lines.append(f"h = tanh({' + '.join(names)})")
    cell = parse_cell("written", ["h", "self"], "\n".join(lines))
    check(net_of(cell, 2))
    assert "self__ = tanh(x @ self.W_0.T" in generated_code("torch", net_of(cell, 1))


def test_a_name_is_changed_until_it_is_free() -> None:
    assert free_name("h", frozenset({"self"})) == "h"
    assert free_name("lambda", frozenset({"lambda_"})) == "lambda__"


@pytest.mark.parametrize("value, text", [(1.0, "1"), (0.5, "0.5"), (-2.0, "-2"), (1e-7, "1e-07")])
def test_numbers_are_short(value: float, text: str) -> None:
    assert number_code(value) == text
    assert float(text) == value


@pytest.mark.parametrize("kind", KINDS)
def test_equations_stand_as_they_were_written(kind: CodeKind) -> None:
    code = generated_code(kind, net_of(catalogue.load("lstm"), 1))
    assert "c = f * c + i * g" in code
    assert "h = o * tanh(c)" in code
    product = (
        "x @ self.W_xi.T + h @ self.W_hi.T + self.b_i" if kind == "torch" else "W_xi @ x + W_hi @ h + b_i"
    )
    assert f"i = sigmoid({product})" in code


@pytest.mark.parametrize("kind", KINDS)
def test_texts_of_a_person_stay_texts(kind: CodeKind) -> None:
    hostile = 'a"""\nraise SystemExit\r\u2028import os\x00 $H \\'
    symbols = [hostile, "'", '"', "\\", "가", "$X", *"abcdefghijklmnop"]
    shape = net_of(catalogue.load("rnn"), 1)
    code = generated_code(kind, shape, symbols=symbols, file=hostile, title=hostile)
    names = namespace(code)
    assert names["SYMBOLS"] == symbols
    plain = generated_code(kind, shape, symbols=["가"], file="a", title="b")
    assert len(ast.parse(code).body) == len(ast.parse(plain).body)
    texts = {node.value for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant)}
    assert hostile in texts


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("layers", [1, 2])
def test_it_reads_a_file_and_runs_alone(kind: CodeKind, layers: int, tmp_path: Path) -> None:
    experiment = Experiment(cell="gru", layers=layers, vocabulary_text="A-E", hidden_size=3)
    shape = experiment.shape()
    weights = initialise(shape, 5)
    store.save(tmp_path / "net.rnnlab", experiment, TrainingState.fresh(weights))
    program = tmp_path / "program.py"
    program.write_text(generated_code(kind, shape, symbols=list("ABCDE"), file="net.rnnlab"), "utf-8")
    numbers = printed_numbers(program)
    batch = Batch.of([(range(5), [0] * 5)])
    run = NetInterpreter(shape, weights, batch.inputs, batch.targets).forward()
    np.testing.assert_allclose(numbers, run.probabilities.ravel(), atol=6e-5)  # torch prints four digits


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_file_it_runs_with_fresh_weights(kind: CodeKind, tmp_path: Path) -> None:
    shape = net_of(catalogue.load("lstm"), 2)
    program = tmp_path / "program.py"
    program.write_text(generated_code(kind, shape), "utf-8")
    numbers = np.array(printed_numbers(program)).reshape(shape.input_size, shape.output_size)
    np.testing.assert_allclose(numbers.sum(axis=1), 1, atol=2e-4)
    fresh = namespace(generated_code("numpy", shape))["fresh"]()
    assert {key: value.shape for key, value in fresh.items()} == {
        entry.key: entry.shape for entry in shape.parameters
    }
    values = np.concatenate([value.ravel() for value in fresh.values()])
    assert 0.3 < np.abs(values).max() <= shape.hidden_size**-0.5


def printed_numbers(program: Path) -> list[float]:
    """Run a program alone, in its own folder, and return the numbers it prints."""
    result = subprocess.run(
        [sys.executable, "-I", program.name],
        cwd=program.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert result.returncode == 0, result.stderr
    return [float(number) for number in re.findall(r"\d+\.\d*(?:e-\d+)?", result.stdout)]
