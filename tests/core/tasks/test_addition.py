"""Addition, against Python's own sums."""

from __future__ import annotations

import json
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rnnlab.core.experiment import BITS_LIMIT, Experiment
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import Coded, Reading, example_of, names_of, task_of
from rnnlab.core.tasks.addition import (
    PAIRS,
    QUESTION_BITS,
    Addition,
    batch_of,
    carries,
    every_pair,
    parse_number,
    parse_sum,
    random_pairs,
)


def addition(bits: int = 8) -> Addition:
    task = task_of(Experiment(task="addition", bits=bits))
    assert isinstance(task, Addition)
    return task


def number(bits: tuple[int, ...]) -> int:
    return int("".join(map(str, reversed(bits))), 2)


def test_two_bits_go_in_and_one_comes_out() -> None:
    task = addition()
    assert isinstance(task, Coded)
    assert isinstance(task, Reading)
    assert (task.input_size, task.output_size) == (2, 2)
    for index, code in enumerate(task.codes):
        assert task.vocabulary.symbols[index] == "".join(str(int(bit)) for bit in code)
    shape = Experiment(task="addition").shape()
    assert (shape.symbols, shape.input_size, shape.codes) == (4, 2, task.codes)
    names = names_of(task)
    assert (names.symbols, names.entries, names.answers) == (("00", "01", "10", "11"), ("a", "b"), ("0", "1"))


@given(st.integers(1, 32), st.integers(0, 2**64 - 1), st.integers(0, 2**64 - 1))
@example(8, 255, 255)
@example(1, 0, 0)
def test_a_sum_as_a_sequence(bits: int, first: int, second: int) -> None:
    task = addition(bits)
    inputs, targets = task.adding(first, second)
    assert len(inputs) == max(bits, first.bit_length(), second.bit_length()) + 1
    assert number(tuple(symbol >> 1 for symbol in inputs)) == first
    assert number(tuple(symbol & 1 for symbol in inputs)) == second
    assert number(targets) == first + second
    for t, carry in enumerate(carries(inputs)):
        low = 2 ** (t + 1)
        assert carry == (first % low + second % low) // low
        assert task.expected(inputs[: t + 1]) == targets[t]
    assert carries(inputs)[-1] == 0
    assert task.expected(()) is None


@pytest.mark.parametrize("bits", range(1, BITS_LIMIT + 1))
def test_the_batch_holds_sums(bits: int) -> None:
    batch = addition(bits).batch()
    assert (batch.steps, batch.size) == (bits + 1, min(4**bits, PAIRS))
    weights = 2 ** np.arange(bits + 1, dtype=np.int64)[:, None]
    first, second = ((batch.inputs >> shift & 1) for shift in (1, 0))
    total = (batch.targets * weights).sum(axis=0)
    np.testing.assert_array_equal((first * weights + second * weights).sum(axis=0), total)
    if bits <= 5:
        assert len(np.unique(batch.inputs, axis=1).T) == 4**bits


def test_the_batch_is_the_same_every_time() -> None:
    np.testing.assert_array_equal(addition().batch().inputs, addition().batch().inputs)
    assert not np.array_equal(batch_of(*random_pairs(8, PAIRS, 1), 8).inputs, addition().batch().inputs)


def test_all_pairs() -> None:
    first, second = every_pair(3)
    assert sorted(zip(first.tolist(), second.tolist(), strict=True)) == [
        (a, b) for a in range(8) for b in range(8)
    ]


@pytest.mark.parametrize("bits", [1, 2, 4, 8, 16, 32])
def test_the_example_has_a_carry(bits: int) -> None:
    inputs, targets = example_of(addition(bits))
    assert len(inputs) == len(targets) == bits + 1
    assert any(carries(inputs))


@pytest.mark.parametrize(
    "text, expected",
    [
        ("13 + 9", (13, 9)),
        ("13+9", (13, 9)),
        ("  13   9 ", (13, 9)),
        ("0b1101 + 0B1001", (13, 9)),
        ("007 + 1,000", (7, 1000)),
        (f"{2**64 - 1} + 0", (2**64 - 1, 0)),
    ],
)
def test_sums_as_people_type_them(text: str, expected: tuple[int, int]) -> None:
    assert parse_sum(text) == expected


@pytest.mark.parametrize(
    "text, code",
    [
        ("", "sum.two_numbers"),
        ("13", "sum.two_numbers"),
        ("13 +", "sum.two_numbers"),
        ("1 + 2 + 3", "sum.two_numbers"),
        ("-1 + 2", "sum.number"),
        ("1.5 + 2", "sum.number"),
        ("가 + 2", "sum.number"),
        ("² + x", "sum.number"),
        ("0b12 + 1", "sum.bit"),
        ("0b + 1", "sum.bit"),
        (f"{2**QUESTION_BITS} + 0", "sum.too_long"),
        ("9" * 5000 + " + 1", "sum.too_long"),
    ],
)
def test_what_is_no_sum(text: str, code: str) -> None:
    with pytest.raises(Problem) as caught:
        addition().pose(text)
    assert (caught.value.code, caught.value.field) == (code, "prefix")


@given(st.text())
def test_any_text_is_a_sum_or_a_problem(text: str) -> None:
    with suppress(Problem):
        first, second = parse_sum(text)
        assert 0 <= first < 2**QUESTION_BITS
        assert 0 <= second < 2**QUESTION_BITS


def test_numbers_in_base_two() -> None:
    assert parse_number("1101", 2) == 13
    with pytest.raises(Problem) as caught:
        parse_number("13", 2)
    assert caught.value.code == "sum.bit"
    with pytest.raises(Problem) as caught:
        parse_number(" ")
    assert caught.value.code == "sum.empty"


def test_the_bits_are_a_setting_of_the_experiment() -> None:
    experiment = Experiment(task="addition", bits=32).validated()
    assert Experiment.from_json(json.loads(json.dumps(experiment.to_json()))) == experiment
    for bits in (0, BITS_LIMIT + 1):
        with pytest.raises(Problem) as caught:
            Experiment(task="addition", bits=bits).validated()
        assert (caught.value.code, caught.value.field) == ("experiment.range", "bits")
