"""The chart of a game: every round has its place, and overtaking is marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.game.points import form, lead_changes
from rnnlab.scene.drawing import Line, Mark, Rect, Text
from rnnlab.scene.game.chart import chart_frame, chart_plan
from rnnlab.scene.game.content import PLAYER_ROLES, Chart


def chart(points: tuple[tuple[int, ...], ...], rounds: int = 10, pointed: int = 0) -> Chart:
    curves = tuple(form(own) for own in points)
    changes = lead_changes(curves)[1:]
    names = ("You", "Net") if len(points) == 2 else ("A", "B", "Net")
    right = tuple(tuple(value > 0 for value in own) for own in points)
    overtaken = tuple((change.round, change.leader) for change in changes)
    return Chart(names, PLAYER_ROLES[len(points) - 1], points, curves, right, rounds, overtaken, pointed)


@given(
    st.integers(0, 20).flatmap(
        lambda done: st.tuples(*[st.lists(st.integers(0, 100), min_size=done, max_size=done)] * 2)
    ),
    st.floats(150, 900),
    st.floats(120, 400),
)
def test_every_round_has_its_place(points: tuple[list[int], list[int]], width: float, height: float) -> None:
    made = chart((tuple(points[0]), tuple(points[1])), rounds=20)
    plan = chart_plan(made, width, height, 1.0)
    for number in range(1, 21):
        assert plan.round_at(plan.x(number), plan.box.center_y) == number
    assert plan.round_at(0.0, plan.box.center_y) == 0
    drawn = chart_frame(made, plan)
    marks = [one for one in drawn if isinstance(one, Mark)]
    assert len(marks) == 2 * made.done
    assert [one.sign for one in marks] == ["right" if value else "wrong" for own in points for value in own]
    for one in drawn:
        if isinstance(one, Mark):
            assert one.y + one.size / 2 <= height
        if isinstance(one, Line):
            assert all(-0.5 <= y <= height + 0.5 for _, y in one.points)


def test_the_higher_the_better() -> None:
    made = chart(((100, 100, 100), (0, 0, 0)))
    plan = chart_plan(made, 400, 200, 1.0)
    assert plan.y(100) == pytest.approx(plan.box.y)
    assert plan.y(0) == pytest.approx(plan.box.bottom)


def test_overtaking_is_written_at_its_round() -> None:
    made = chart(((90, 90, 0, 0, 0), (0, 0, 90, 90, 90)))
    plan = chart_plan(made, 400, 200, 1.0)
    drawn = chart_frame(made, plan)
    assert made.overtaken == ((4, 1),)
    assert "Net ▲ 4" in [one.text for one in drawn if isinstance(one, Text)]
    upright = [one for one in drawn if isinstance(one, Line) and one.points[0][0] == one.points[1][0]]
    assert [one.points[0][0] for one in upright] == [plan.x(4)]


def test_three_players_and_the_round_under_the_pointer() -> None:
    made = chart(((90, 0), (0, 90), (50, 50)), pointed=2)
    plan = chart_plan(made, 300, 200, 1.0)
    drawn = chart_frame(made, plan)
    assert next(one.fill for one in drawn if isinstance(one, Rect)) == "hover"
    assert len([one for one in drawn if isinstance(one, Mark)]) == 6
