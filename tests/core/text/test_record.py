from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.text import record as module
from rnnlab.core.text.record import Curve, Record, Shelf


@given(st.lists(st.integers(0, 90), max_size=12))
def test_a_long_curve_is_averaged_and_forgets_nothing(sizes: list[int]) -> None:
    module_points, module.CURVE_POINTS = module.CURVE_POINTS, 16
    try:
        curve, every = Curve(), np.zeros(0, np.float32)
        for size in sizes:
            losses = np.arange(len(every), len(every) + size).astype(np.float32)
            curve.extend(losses)
            every = np.concatenate([every, losses])
    finally:
        module.CURVE_POINTS = module_points
    assert len(curve) <= 16
    whole = len(curve) * curve.bucket
    assert whole + len(curve.rest) == len(every)
    np.testing.assert_allclose(curve.losses, every[:whole].reshape(-1, curve.bucket).mean(axis=1))
    np.testing.assert_allclose(curve.steps, curve.losses)  # because each loss is its step
    assert curve.bucket * curve.losses.sum() + curve.rest.sum() == pytest.approx(every.sum())


def test_the_recent_loss() -> None:
    curve = Curve()
    assert curve.recent() is None
    curve.extend(np.array([9, 9, 1, 3], np.float32))
    assert curve.recent(2) == pytest.approx(2.0)


def test_a_shelf_keeps_the_ends_and_steps_at_doublings() -> None:
    shelf = Shelf(1, bound=4 * 6)
    for step in [0, *(10 * 2**n for n in range(12))]:
        shelf.add(step, np.full(1, step, np.float32))
    assert len(shelf) == 6
    assert (shelf.steps[0], shelf.steps[-1]) == (0, 10 * 2**11)
    assert shelf.nearest(10**9)[0] == 10 * 2**11
    step, parameters = shelf.nearest(3)
    assert parameters[0] == step == 0
    with pytest.raises(LookupError):
        Shelf(1).nearest(0)


def record(losses: list[float]) -> Record:
    made = Record.empty(1)
    made.validations = [(10 * n, loss) for n, loss in enumerate(losses)]
    return made


@pytest.mark.parametrize(
    "losses, since",
    [
        ([], None),
        ([5, 4, 3], None),
        ([5, 3, 3.5], None),
        ([5, 3, 3.5, 3.5, 3.6], 10),
        ([5, 3, 3.5, 3.01, 3.6, 3.6], None),
        ([5, 3, 3.5, 3.5, 3.6, 2.9], None),
        ([5, 3, 3.01, 3.02, 3.01, 3.0], None),
    ],
)
def test_overfitting_is_a_test_loss_that_stays_above_its_lowest(
    losses: list[float], since: int | None
) -> None:
    assert record(losses).overfitting_since == since


def test_a_copy_stays_as_it_is() -> None:
    first = record([3, 2])
    first.curve.extend(np.ones(3, np.float32))
    second = first.copy()
    first.validations.append((99, 1.0))
    first.curve.extend(np.ones(3, np.float32))
    first.shelf.add(1, np.zeros(1, np.float32))
    assert (len(second.validations), len(second.curve), len(second.shelf)) == (2, 3, 0)
    assert second.best == (10, 2)


def best_of(made: Record) -> tuple[int, float, float] | None:
    """Return the best weights' step and loss, and the only one of them."""
    best = made.best_weights
    return None if best is None else (best.step, best.loss, float(best.parameters[0]))


def test_the_best_weights_are_those_of_the_lowest_test_loss() -> None:
    made = record([3, 2, 2, 2.5])
    weights = {step: np.full(1, step, np.float32) for step, _ in made.validations}
    for step, loss in made.validations:
        made.keep_best(step, loss, weights[step])
    assert best_of(made) == (10, 2, 10)
    assert made.copy().best_weights is made.best_weights
    assert made.best == (10, 2)


def test_of_an_older_run_the_best_weights_are_the_best_on_the_shelf() -> None:
    made = record([3, 2, 2.2, 2.5])
    made.keep_best_of_shelf()
    assert best_of(made) is None
    for step in (0, 20, 30):
        made.shelf.add(step, np.full(1, step, np.float32))
    made.keep_best_of_shelf()
    assert best_of(made) == (20, 2.2, 20)


def test_the_best_weights_are_near_steps_too() -> None:
    made = record([3, 2])
    made.shelf.add(0, np.zeros(1, np.float32))
    made.shelf.add(40, np.full(1, 40, np.float32))
    assert made.weights_near(12)[0] == 0
    made.keep_best(10, 2, np.full(1, 10, np.float32))
    assert [made.weights_near(step)[0] for step in (0, 4, 6, 12, 24, 26)] == [0, 0, 10, 10, 10, 40]
    assert made.weights_near(12)[1][0] == 10


def test_a_loss_is_that_of_the_steps_before() -> None:
    made = record([])
    nothing = made.loss_at(5)
    assert nothing is None
    made.curve.extend(np.arange(100, dtype=np.float32))
    assert made.loss_at(0) == 0
    assert made.loss_at(50, 3) == pytest.approx(49)
