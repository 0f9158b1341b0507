"""What a net that adds has learnt, against sums one by one and NumPy's own correlation."""

from __future__ import annotations

import numpy as np
import pytest

from rnnlab.core.adding import (
    TRIED_PAIRS,
    Follower,
    carries_of,
    correlations,
    right_sums,
    sample_sums,
    trial_lengths,
    try_sums,
)
from rnnlab.core.cells import catalogue
from rnnlab.core.cells.interpreter import Clamp
from rnnlab.core.cells.kernel import CompiledRunner
from rnnlab.core.experiment import Experiment
from rnnlab.core.net import Float32Array, NetShape, initialise
from rnnlab.core.tasks import task_of
from rnnlab.core.tasks.addition import batch_of, carries, random_pairs
from rnnlab.core.trace import record
from rnnlab.core.training_state import TrainingState

NO_STEPS = np.zeros(0, np.int64)


def trained(experiment: Experiment) -> tuple[NetShape, Float32Array]:
    shape = experiment.shape()
    state = TrainingState.fresh(initialise(shape, experiment.seed))
    runner = CompiledRunner(shape, task_of(experiment).batch())
    runner.advance(state, experiment.optimizer, experiment.stop.steps, False, NO_STEPS)
    return shape, state.parameters


@pytest.mark.parametrize("seed", range(10))
def test_with_default_settings_every_sum_of_eight_bits_is_right(seed: int) -> None:
    shape, parameters = trained(Experiment(task="addition", seed=seed))
    last = list(try_sums(shape, parameters, 8))[-1]
    assert last.is_complete
    assert last.is_all
    assert (last.right, last.total) == (65_536, 65_536)


@pytest.fixture(scope="module")
def net() -> tuple[NetShape, Float32Array]:
    return trained(Experiment(task="addition"))


def test_longer_sums_than_it_was_trained_on(net: tuple[NetShape, Float32Array]) -> None:
    results = list(try_sums(*net, 24))
    assert [result.done for result in results] == sorted({result.done for result in results})
    assert [result.is_complete for result in results] == [False] * (len(results) - 1) + [True]
    assert results[-1].total == TRIED_PAIRS
    assert not results[-1].is_all
    assert results[-1].right > 0.99 * TRIED_PAIRS


def test_sums_at_once_are_the_same_as_one_by_one() -> None:
    shape = Experiment(task="addition", cell="lstm", layers=2).shape()
    parameters = 2 * initialise(shape, 4)
    first, second = random_pairs(3, 50, 0)
    batch = batch_of(first, second, 3)
    found = right_sums(shape, parameters, first, second, 3)
    for place in range(50):
        trace = record(shape, parameters, batch.inputs[:, place], batch.targets[:, place])
        assert found[place] == (trace.logits.argmax(axis=1) == batch.targets[:, place]).all()


def test_the_carry_of_many_sums() -> None:
    batch = batch_of(*random_pairs(20, 30, 1), 20)
    expected = [carries(column.tolist()) for column in batch.inputs.T]
    np.testing.assert_array_equal(carries_of(batch.inputs).T, expected)


def test_correlations_are_pearsons() -> None:
    generator = np.random.default_rng(0)
    values = generator.standard_normal((200, 5)).astype(np.float32)
    carry = generator.integers(0, 2, 200)
    values[:, 1] = carry
    values[:, 2] = -2.5 * carry + 1
    values[:, 3] = 0.7
    found = correlations(values, carry)
    for unit in (0, 1, 2, 4):
        assert found[unit] == pytest.approx(np.corrcoef(values[:, unit], carry)[0, 1], abs=1e-6)
    assert found[3] == 0
    assert (found[1], found[2]) == (pytest.approx(1), pytest.approx(-1))


def test_a_unit_follows_the_carry(net: tuple[NetShape, Float32Array]) -> None:
    shape, parameters = net
    follower = sample_sums(shape, parameters, 8)[1]
    assert follower is not None
    assert abs(follower.correlation) > 0.9
    pairs = random_pairs(8, 40, 3)
    batch = batch_of(*pairs, 8)
    values = [record(shape, parameters, column).values["h"][:8, follower.unit] for column in batch.inputs.T]
    apart = np.corrcoef(np.concatenate(values), carries_of(batch.inputs)[:8].T.reshape(-1))[0, 1]
    assert apart == pytest.approx(follower.correlation, abs=0.05)


def test_a_sample_counts_right_sums(net: tuple[NetShape, Float32Array]) -> None:
    sample, _ = sample_sums(*net, 8)
    assert (sample.right, sample.done, sample.total) == (512, 512, 512)
    fresh = Experiment(task="addition")
    sample, _ = sample_sums(fresh.shape(), initialise(fresh.shape(), 0), 8)
    pairs = random_pairs(8, 512, 8)
    assert sample.right == right_sums(fresh.shape(), initialise(fresh.shape(), 0), *pairs, 8).sum()


def test_what_is_held_does_not_follow(net: tuple[NetShape, Float32Array]) -> None:
    shape, parameters = net
    follower = sample_sums(shape, parameters, 8)[1]
    assert follower is not None
    clamp = Clamp(1, "h", follower.unit, 0.0)
    other = sample_sums(shape, parameters, 8, [clamp])[1]
    assert other is not None
    assert other.unit != follower.unit
    assert list(try_sums(shape, parameters, 8, [clamp]))[-1].right < 65_536
    everything = [Clamp(1, "h", unit, 0.5) for unit in range(shape.hidden_size)]
    assert sample_sums(shape, parameters, 8, everything)[1] is None


@pytest.mark.parametrize("name", catalogue.names())
def test_any_cell_has_a_follower(name: str) -> None:
    shape = Experiment(task="addition", cell=name, layers=2).shape()
    follower = sample_sums(shape, initialise(shape, 0), 8)[1]
    assert isinstance(follower, Follower)
    assert follower.state in shape.cell.states
    assert -1 <= follower.correlation <= 1


def test_what_a_net_is_tried_on() -> None:
    assert trial_lengths(8) == (8, 16, 24)
    assert trial_lengths(2) == (2, 16, 24)
    assert trial_lengths(16) == (16, 32, 48)
    assert trial_lengths(24) == (24, 48, 62)
    assert trial_lengths(32) == (32, 62)
