"""Points, curves and who is in front."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.game.points import LeadChange, form, lead_changes, points_of, streaks


@pytest.mark.parametrize(
    "strengths, points",
    [
        ((1.0,), 100),
        ((0.0,), 50),
        ((None,), 0),
        ((1.0, None), 50),
        ((0.5, 0.5, None), 50),
        ((2.0,), 100),
        ((), 0),
    ],
)
def test_points_of_a_round(strengths: tuple[float | None, ...], points: int) -> None:
    assert points_of(strengths) == points


@given(st.lists(st.integers(0, 100), min_size=1, max_size=20))
def test_the_curve_is_the_mean_of_the_last_three(points: list[int]) -> None:
    curve = form(points)
    assert len(curve) == len(points)
    for number, value in enumerate(curve):
        last = [points[n] for n in range(number + 1) if n > number - 3]
        assert value == pytest.approx(sum(last) / len(last))


def test_overtaking() -> None:
    you, net = (90.0, 90.0, 80.0, 80.0, 95.0), (0.0, 90.0, 80.0, 85.0, 90.0)
    assert lead_changes((you, net)) == (LeadChange(1, 0), LeadChange(4, 1), LeadChange(5, 0))
    assert lead_changes(((50.0, 50.0), (50.0, 50.0))) == ()
    assert lead_changes(((50.0, 60.0), (50.0, 40.0), (10.0, 60.1))) == (LeadChange(2, 2),)
    assert lead_changes(((), ())) == ()


@given(st.lists(st.tuples(*[st.floats(0, 100, width=16)] * 3), max_size=20))
def test_the_leader_is_never_behind(values: list[tuple[float, float, float]]) -> None:
    curves = tuple(zip(*values, strict=True)) if values else ((), (), ())
    changes = {change.round: change.leader for change in lead_changes(curves)}
    leader = None
    for number, row in enumerate(values, start=1):
        if number in changes:
            assert changes[number] != leader
            leader = changes[number]
            assert row.count(row[leader]) == 1
        if leader is not None and row.count(max(row)) == 1:
            assert row[leader] == max(row)


@given(st.lists(st.booleans(), max_size=30))
def test_streaks(right: list[bool]) -> None:
    now, longest = streaks(right)
    text = "".join("x" if one else " " for one in right)
    assert longest == max(map(len, text.split()), default=0)
    assert now == len(text) - len(text.rstrip("x"))
