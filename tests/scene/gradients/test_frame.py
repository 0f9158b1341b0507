"""Frames of the Gradients scene: what was measured is what is drawn, at every size."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from rnnlab.core.experiment import Experiment
from rnnlab.core.initial_conditions import InitialConditions, conditioned
from rnnlab.core.tasks import task_of
from rnnlab.scene.drawing import CellGrid, Line, Primitive, Rect, Text
from rnnlab.scene.gradients.chart import log_range, series_of
from rnnlab.scene.gradients.content import LANE_ROLES, VIEWS, GradientContent, Lane, View
from rnnlab.scene.gradients.frame import Words, frame
from rnnlab.scene.gradients.layout import layout
from rnnlab.scene.gradients.numbers import decades, power, ticks, written
from rnnlab.scene.gradients.unrolled import thickness
from rnnlab.session.surveyor import SurveyRequest, survey

WORDS = Words(
    "×{0} a step", {view: f"title {view}" for view in VIEWS}, "dashed", "thin", "median", "untrained"
)
SIZES = [(1440, 900), (520, 440), (1300, 760)]


@lru_cache
def lane(cell: str, steps: int = 12, clip: float = 1.0, radius: float | None = None) -> Lane:
    experiment = Experiment("A-D", task="echo", delay=steps - 1, cell=cell, hidden_size=6)
    shape = experiment.shape()
    flat = conditioned(shape, 0, InitialConditions(radius, 3.0))
    found = survey(SurveyRequest(1, shape, flat, task_of(experiment).batch(), 0))
    return Lane(
        *(
            shape.cell.title.en,
            found.flow,
            found.gradient_norm,
            clip,
            found.loss,
            found.correct,
            found.total,
            0,
        ),
        curve_steps=np.zeros(0),
        curve_losses=np.zeros(0),
    )


def content(*cells: str, steps: int = 12) -> GradientContent:
    return GradientContent(tuple(lane(cell, steps) for cell in cells), "A")


def drawn(shown: GradientContent, view: View = "norms", cursor: float = 11.0) -> tuple[Primitive, ...]:
    return frame(shown, layout(shown, 900, 560, 1.0), view, cursor, WORDS).all


def texts(primitives: tuple[Primitive, ...]) -> list[str]:
    return [primitive.text for primitive in primitives if isinstance(primitive, Text)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("cells", [("rnn",), ("rnn", "lstm"), ("rnn", "gru", "lstm", "mgu")])
def test_nothing_overlaps_and_nothing_leaves_the_stage(cells: tuple[str, ...], size: tuple[int, int]) -> None:
    plan = layout(content(*cells), *size, 1.0)
    for above, below in zip(plan.rows, plan.rows[1:], strict=False):
        assert above.bottom <= below.y
    assert plan.rows[-1].bottom < plan.chart.y
    assert plan.chart.bottom < size[1]
    assert plan.chart.height > 80
    assert (plan.x(0), plan.x(plan.steps - 1)) == (plan.left, plan.right)
    for t in range(plan.steps):
        assert plan.step_at(plan.x(t)) == t


@pytest.mark.parametrize("steps", [2, 12, 200])
@pytest.mark.parametrize("view", VIEWS)
def test_every_view_stays_inside(view: View, steps: int) -> None:
    shown = content("rnn", "lstm", steps=steps)
    for cursor in (0.0, 0.4, steps - 1.0):
        for primitive in drawn(shown, view, cursor):
            if isinstance(primitive, Rect | CellGrid):
                assert -0.5 <= primitive.box.y <= primitive.box.bottom <= 560.5
            elif isinstance(primitive, Line):
                assert all(-0.5 <= x <= 900.5 and -0.5 <= y <= 560.5 for x, y in primitive.points)


def test_the_bands_are_as_thick_as_the_gradient() -> None:
    shown = lane("rnn")
    wide, over = thickness(shown, "h", 100.0, 24.0)
    norms = shown.flow.norms["h"]
    assert not over.any()
    np.testing.assert_allclose(wide, 24.0 * norms / norms[-1], atol=1.0)
    wide, over = thickness(shown, "h", 20.0, 24.0)
    assert over[-1] == 1
    assert wide[-1] <= 20


def test_the_bands_grow_with_the_cursor() -> None:
    shown = content("gru")
    plan = layout(shown, 900, 560, 1.0)

    def left_end(cursor: float) -> float:
        moving = frame(shown, plan, "norms", cursor, WORDS).moving
        bands = [one for one in moving if isinstance(one, Rect) and one.opacity == 0.9]
        return min((band.box.x for band in bands), default=plan.right)

    assert left_end(0.0) == plan.right
    assert left_end(4.5) == pytest.approx(plan.x(11 - 4.5))
    assert left_end(11.0) == pytest.approx(plan.x(0))


def test_the_lines_are_the_numbers_measured() -> None:
    shown = content("rnn", "lstm")
    series = series_of(shown, "norms")
    assert [one.label for one in series if one.label] == ["RNN", "LSTM h", "LSTM c"]
    np.testing.assert_array_equal(series[0].values, shown.lanes[0].flow.norms["h"])
    dashed = [one for one in series if one.dashed]
    assert len(dashed) == 1
    np.testing.assert_array_equal(dashed[0].values, shown.lanes[0].flow.bound("h"))
    singular = series_of(shown, "singular")
    np.testing.assert_array_equal(singular[0].values, shown.lanes[0].flow.singular_values["h"][:, 0])


def test_clipping_shows_both_lines_and_says_so() -> None:
    clipped = replace(content("rnn"), lanes=(lane("rnn", clip=0.25),), clip_norm=0.1)
    series = [one for one in series_of(clipped, "norms") if not one.dashed]
    np.testing.assert_allclose(series[0].values, 0.25 * series[1].values)
    assert "dashed · thin" in texts(drawn(clipped))
    assert "dashed" in texts(drawn(content("rnn")))
    assert "median · dashed" in texts(drawn(content("rnn"), "singular"))
    assert not {"dashed", "thin"} & set(texts(drawn(content("lstm"))))


def test_a_net_that_was_never_trained_says_what_to_do() -> None:
    assert "untrained" in texts(drawn(content("rnn"), "training"))
    learnt = replace(lane("rnn"), curve_steps=np.arange(5.0), curve_losses=np.array([2, 1.5, np.inf, 1, 0.5]))
    shown = replace(content("rnn"), lanes=(learnt,))
    primitives = drawn(shown, "training")
    assert "untrained" not in texts(primitives)
    assert "2.00" in texts(primitives)


def test_saturation_strips_hold_the_shares() -> None:
    shown = content("lstm")
    grids = [primitive for primitive in drawn(shown, "saturation") if isinstance(primitive, CellGrid)]
    shares = list(shown.lanes[0].flow.saturation.values())
    assert len(grids) == len(shares)
    for grid, share in zip(grids, shares, strict=True):
        np.testing.assert_array_equal(grid.values[0], share)


def test_every_cell_has_a_colour_and_its_name() -> None:
    primitives = drawn(content("rnn", "gru", "lstm", "mgu"))
    for title, role in zip(("RNN", "GRU", "LSTM", "MGU"), LANE_ROLES, strict=True):
        assert any(isinstance(p, Text) and p.text == title and p.role == f"{role}_text" for p in primitives)


def test_the_axis_holds_what_is_measured_and_survives_nothing() -> None:
    low, high = log_range(series_of(content("rnn"), "norms"))
    norms = np.log10(content("rnn").lanes[0].flow.norms["h"])
    assert low <= norms.min()
    assert norms.max() <= high
    assert log_range(()) == (-1.0, 1.0)


def test_numbers_over_many_orders() -> None:
    assert [written(value) for value in (0.0, 0.41, 12.34, 1234.0, 6.6e-14, 9.99e-5, float("inf"))] == [
        *("0", "0.410", "12.3", "1234", "6.6×10⁻¹⁴", "1.0×10⁻⁴", "∞"),
    ]
    assert (power(0), power(1), power(-12)) == ("1", "10", "10⁻¹²")
    assert decades(-6, 0, 7) == (-6, -5, -4, -3, -2, -1, 0)
    assert len(decades(-30, 0, 8)) <= 8
    assert ticks(50, 12) == (1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50)
    assert ticks(2, 10) == (1, 2)
    assert ticks(1, 10) == (1,)


def test_a_frame_takes_over_what_stays_still() -> None:
    shown = content("rnn", "lstm")
    plan = layout(shown, 900, 560, 1.0)
    first = frame(shown, plan, "norms", 3.0, WORDS)
    second = frame(shown, plan, "norms", 7.5, WORDS, first)
    assert second.still is first.still
    assert second.lines is first.lines
    assert second.reveal == pytest.approx(plan.x(11 - 7.5))
    assert second.moving == frame(shown, plan, "norms", 7.5, WORDS).moving
    assert second.moving != first.moving
