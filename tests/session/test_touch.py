"""Touches are an overlay: applied to a copy, refused when they make no sense, gone without a trace."""

import math

import numpy as np
import pytest

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.interpreter import Clamp
from rnnlab.core.net import NetShape, initialise
from rnnlab.core.problems import Problem
from rnnlab.session.touch import LARGEST_WEIGHT, Touch

SHAPE = NetShape(catalogue.load(catalogue.names()[0]), 3, 2, 1, 3)


def test_nothing_touched_changes_nothing() -> None:
    parameters = initialise(SHAPE, 0)
    assert not Touch()
    assert Touch().applied(SHAPE, parameters) is parameters


def test_an_edit_shows_in_a_copy_only() -> None:
    parameters = initialise(SHAPE, 0)
    before = parameters.copy()
    touch = Touch().with_edit("W_hy", (2, 1), 1.5).with_edit("b_y", (0,), -2.0)
    edited = touch.applied(SHAPE, parameters)
    assert SHAPE.view(edited, "W_hy")[2, 1] == 1.5
    assert SHAPE.view(edited, "b_y")[0] == -2.0
    assert np.count_nonzero(edited != before) == 2
    assert np.array_equal(parameters, before)


def test_clamps_come_and_go() -> None:
    state = SHAPE.cell.output
    touch = Touch().with_clamp(1, state, 0, 0.0).with_clamp(1, state, 1, 0.5)
    assert touch.clamp_list == (Clamp(1, state, 0, 0.0), Clamp(1, state, 1, 0.5))
    touch = touch.with_clamp(1, state, 0, None).with_clamp(1, state, 1, None)
    assert not touch


@pytest.mark.parametrize(
    "value, code",
    [
        (math.nan, "touch.not_finite"),
        (math.inf, "touch.not_finite"),
        (2 * LARGEST_WEIGHT, "touch.too_large"),
        (-2 * LARGEST_WEIGHT, "touch.too_large"),
    ],
)
def test_absurd_values_are_refused(value: float, code: str) -> None:
    with pytest.raises(Problem) as caught:
        Touch().with_edit("W_hy", (0, 0), value)
    assert caught.value.code == code
    with pytest.raises(Problem):
        Touch().with_clamp(1, SHAPE.cell.output, 0, value)
