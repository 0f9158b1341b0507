"""History and curve stay within their bounds, cover every range and lose no extreme."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlab.core.history import ROWS_LEAST, ROWS_LIMIT, History, LossCurve


def weights(step: int, count: int = 3) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.full(count, step, np.float32)


def trained(steps: int, chunk: int, capacity: int = 64, solved: int | None = None) -> History:
    """A history fed as training feeds it: the wanted steps of every chunk, and its end now and then."""
    history = History(3, 12 * capacity)
    history.add(0, weights(0))
    for first in range(0, steps, chunk):
        for step in history.wanted(first, min(first + chunk, steps) - 1):
            history.add(int(step), weights(int(step)))
        if solved is not None and first <= solved < first + chunk:
            history.add(solved, weights(solved), pinned=True)
    history.add(steps, weights(steps))
    return history


def test_the_first_steps_are_all_kept() -> None:
    history = trained(400, 7, capacity=ROWS_LIMIT)
    assert history.steps.tolist() == list(range(401))
    assert history.nearest(123)[0] == 123
    np.testing.assert_array_equal(history.nearest(123)[1], weights(123))


@given(st.integers(1, 30_000), st.integers(1, 3_000), st.integers(ROWS_LEAST, 200))
@settings(max_examples=40)
def test_memory_is_bounded_and_every_range_covered(steps: int, chunk: int, capacity: int) -> None:
    history = trained(steps, chunk, capacity)
    kept = history.steps
    assert len(history) <= capacity
    assert kept[0] == 0
    assert kept[-1] == steps
    assert (np.diff(kept) > 0).all()
    if capacity >= 64:
        gaps = np.diff(kept) / np.maximum(kept[1:], 1)
        assert gaps[kept[1:] > 8].max(initial=0) <= 0.5
    for step in (0, steps // 3, steps):
        found, row = history.nearest(step)
        np.testing.assert_array_equal(row, weights(found))
        assert abs(found - step) == np.abs(kept - step).min()


def test_an_hour_at_full_speed_is_covered_down_to_a_hundredth() -> None:
    history = History(1000)
    first = 0
    while first < 180_000_000:
        last = 2 * first + 2_000_000
        for step in history.wanted(first, last):
            history.add(int(step), np.zeros(1000))
        first = last + 1
    kept = history.steps
    assert len(kept) <= ROWS_LIMIT
    assert np.diff(kept).max() < 0.01 * kept[-1]
    assert kept[:100].tolist() == list(range(100))


def test_the_solved_step_stays() -> None:
    assert 1237 in trained(100_000, 1000, solved=1237).steps
    assert 1237 not in trained(100_000, 1000).steps
    history = trained(2_000, 100)
    kept = int(history.steps[-5]) | 1
    history.add(kept, weights(kept))
    history.pin(kept)
    history.pin(999_999)
    assert history.pinned == (kept,)
    for step in history.wanted(2_001, 10**6):
        history.add(int(step), weights(int(step)))
    assert kept in history.steps


def test_a_net_too_large_for_the_bound_still_has_a_few_moments() -> None:
    history = History(10, bound_bytes=1)
    for step in range(100):
        history.add(step, weights(step, 10), pinned=step == 37)
    assert len(history) <= ROWS_LEAST
    assert {0, 37, 99} <= set(history.steps.tolist())


def test_adding_a_step_again_replaces_it_and_copies() -> None:
    history = History(3)
    row = weights(1)
    history.add(5, row)
    row[:] = 9
    np.testing.assert_array_equal(history.nearest(5)[1], weights(1))
    history.add(5, weights(2))
    history.add(3, weights(3))
    assert history.steps.tolist() == [3, 5]
    np.testing.assert_array_equal(history.nearest(5)[1], weights(2))


def test_misuse_of_a_history() -> None:
    history = History(3)
    with pytest.raises(LookupError):
        history.nearest(0)
    with pytest.raises(ValueError, match="shape"):
        history.add(0, np.zeros(4))


def test_a_history_can_be_made_again() -> None:
    history = trained(5_000, 100, solved=1237)
    steps, rows = history.arrays()
    again = History.from_arrays(steps, rows, history.pinned)
    assert again.steps.tolist() == steps.tolist()
    assert again.pinned == (1237,)
    np.testing.assert_array_equal(again.arrays()[1], rows)
    assert rows.dtype == np.float32
    empty = History(4).arrays()
    assert empty[1].shape == (0, 4)


def noise(count: int, seed: int = 0) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.random.default_rng(seed).random(count).astype(np.float32)


def test_a_short_curve_is_kept_whole() -> None:
    curve = LossCurve()
    losses = noise(250)
    for first in range(0, 250, 50):
        curve.extend(first, losses[first : first + 50], 1 - losses[first : first + 50])
    np.testing.assert_array_equal(curve.steps, np.arange(250))
    np.testing.assert_array_equal(curve.losses, losses)
    np.testing.assert_array_equal(curve.accuracies, 1 - losses)


@given(st.lists(st.integers(1, 4000), min_size=1, max_size=20), st.sampled_from([16, 64]))
@settings(max_examples=40)
def test_a_long_curve_is_bounded_and_keeps_the_extremes(chunks: list[int], stretches: int) -> None:
    curve = LossCurve(stretches)
    losses, accuracies = noise(sum(chunks), 1), noise(sum(chunks), 2)
    first = 0
    for chunk in chunks:
        curve.extend(first, losses[first : first + chunk], accuracies[first : first + chunk])
        first += chunk
    assert len(curve) <= 5 * (stretches + stretches // 4 * 18)
    assert (np.diff(curve.steps) > 0).all()
    assert (curve.steps[0], curve.steps[-1]) == (0, first - 1)
    np.testing.assert_array_equal(curve.losses, losses[curve.steps])
    np.testing.assert_array_equal(curve.accuracies, accuracies[curve.steps])
    assert curve.losses.min() == losses.min()
    assert curve.losses.max() == losses.max()
    assert curve.accuracies.min() == accuracies.min()
    assert curve.accuracies.max() == accuracies.max()
    assert np.diff(curve.steps).max(initial=0) <= max(4 * first / stretches, 1)


def test_a_spike_survives_hours() -> None:
    curve = LossCurve()
    for first in range(0, 10_000_000, 500_000):
        losses = np.zeros(500_000, np.float32)
        losses[1234] = 100 if first == 1_000_000 else 0
        curve.extend(first, losses, losses)
    assert len(curve) < 10_000
    assert 1_001_234 in curve.steps
    thin, values = curve.thinned(200)
    assert len(thin) <= 200
    assert 1_001_234 in thin
    assert values[:, 0].max() == 100


def test_a_part_of_the_curve() -> None:
    curve = LossCurve()
    curve.extend(0, noise(200), noise(200))
    steps, values = curve.thinned(1000, 50, 59)
    assert steps.tolist() == list(range(50, 60))
    np.testing.assert_array_equal(values[:, 0], noise(200)[50:60])
    assert len(curve.thinned(8, 500)[0]) == 0


def test_going_back_replaces_what_came_after() -> None:
    curve = LossCurve()
    curve.extend(0, noise(100), noise(100))
    curve.extend(50, np.full(10, 7.0), np.full(10, 1.0))
    assert curve.steps.tolist() == list(range(60))
    assert (curve.losses[50:] == 7).all()


def test_what_is_not_finite_is_left_out() -> None:
    curve = LossCurve()
    curve.extend(0, np.array([1.0, np.inf, np.nan, 2.0]), np.zeros(4))
    assert curve.steps.tolist() == [0, 3]
    curve.extend(4, np.array([np.nan]), np.zeros(1))
    curve.extend(4, np.zeros(0), np.zeros(0))
    assert curve.steps.tolist() == [0, 3]


def test_a_curve_can_be_made_again_and_goes_on() -> None:
    curve = LossCurve(64)
    curve.extend(0, noise(5000), noise(5000))
    again = LossCurve.from_arrays(*curve.arrays())
    np.testing.assert_array_equal(again.steps, curve.steps)
    again.extend(5000, noise(10), noise(10))
    assert again.steps[-1] == 5009
    assert len(LossCurve.from_arrays(*LossCurve().arrays())) == 0


def test_the_arrays_of_a_curve_cannot_be_changed() -> None:
    curve = LossCurve()
    curve.extend(0, noise(5), noise(5))
    with pytest.raises(ValueError, match="read-only"):
        curve.losses[0] = 1
