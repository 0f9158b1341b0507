"""The board: everything fits, nothing overlaps, whatever the room."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.scene.drawing import Box, Mark, Rect, Text
from rnnlab.scene.game.content import Board, Choice, Result, Side, Tile
from rnnlab.scene.game.frame import frame, row_of_results, row_of_tiles
from rnnlab.scene.game.layout import BoardLayout, layout, width_of


def offered(label: str, count: int) -> tuple[Choice, ...]:
    return tuple(Choice(label, str(place), place) for place in range(count))


def board(given_: int, blanks: int, sides: int, choices: int, label: str = "하") -> Board:
    return Board(
        given=(label,) * given_,
        blanks=(Tile("", "next"), *(Tile("", "empty") for _ in range(blanks - 1))),
        net=tuple(Tile("?", "hidden") for _ in range(blanks)),
        net_name="Net",
        net_words="training step 7",
        sides=tuple(
            Side(player, "team" if sides > 1 else "", "hidden", offered(label, choices))
            for player in range(sides)
        ),
        message="go on",
        time_left=0.4,
        time_words="7 s",
    )


BOARDS = st.builds(
    board,
    st.integers(1, 6),
    st.integers(1, 3),
    st.integers(0, 2),
    st.integers(4, 6),
    st.sampled_from(["하", "A", "September", "do"]),
)
ROOMS = st.tuples(st.floats(300, 1900), st.floats(240, 1000), st.floats(0.8, 2.0))


def boxes(plan: BoardLayout) -> list[Box]:
    return [
        *plan.given,
        *plan.blanks,
        *plan.net,
        *(box for side in plan.choices for box in side),
        plan.message,
    ]


def apart(one: Box, other: Box) -> bool:
    slack = 0.01
    return (
        one.right <= other.x + slack
        or other.right <= one.x + slack
        or one.bottom <= other.y + slack
        or other.bottom <= one.y + slack
    )


@given(BOARDS, ROOMS)
def test_everything_has_its_place(made: Board, room: tuple[float, float, float]) -> None:
    width, height, scale = room
    plan = layout(made, width, height, scale)
    for box in boxes(plan):
        assert box.x >= -0.01
        assert box.right <= width + 0.01
        assert box.y >= plan.time.bottom - 0.01
        assert box.bottom <= height + 0.01
    assert all(apart(one, other) for one, other in combinations(boxes(plan), 2))
    for side, row in enumerate(plan.choices):
        for place, box in enumerate(row):
            assert plan.choice_at(*box.center) == (side, place)
    assert plan.choice_at(-5, -5) is None


@given(BOARDS, ROOMS)
def test_what_is_drawn_stays_inside(made: Board, room: tuple[float, float, float]) -> None:
    width, height, scale = room
    drawn = frame(made, layout(made, width, height, scale), {}, (0, 1))
    for primitive in drawn:
        if isinstance(primitive, Rect):
            assert primitive.box.x >= -1
            assert primitive.box.right <= width + 1
    texts = [primitive.text for primitive in drawn if isinstance(primitive, Text)]
    for label in (*made.given, made.message, made.time_words, made.net_name):
        assert label in texts


@pytest.mark.parametrize("size", [(830.0, 560.0), (1100.0, 600.0), (730.0, 500.0)])
def test_the_question_can_be_read_from_the_back_row(size: tuple[float, float]) -> None:
    made = board(6, 2, 1, 6)
    drawn = frame(made, layout(made, *size, 1.0), {}, None)
    letters = [one.size for one in drawn if isinstance(one, Text) and one.text == "하"]
    assert max(letters) >= 62


def test_a_pause_hides_the_question() -> None:
    made = replace(board(3, 2, 1, 6), cover=("Paused", "Space goes on"))
    drawn = frame(made, layout(made, 800, 500, 1.0), {}, None)
    texts = {one.text for one in drawn if isinstance(one, Text)}
    assert texts == {"Paused", "Space goes on", "7 s"}


def test_right_and_wrong_are_signs_not_colours_alone() -> None:
    tiles = (Tile("아", "right"), Tile("자", "wrong", answer="사"), Tile("", "missed", answer="바"))
    made = replace(board(3, 3, 0, 0), blanks=tiles, results=(Result("You", "hidden", "+33", False, "2 s"),))
    drawn = frame(made, layout(made, 900, 600, 1.0), {}, None)
    signs = [one.sign for one in drawn if isinstance(one, Mark)]
    assert signs == ["right", "wrong", "wrong"]
    texts = [one.text for one in drawn if isinstance(one, Text)]
    assert {"사", "바", "+33", "2 s"} <= set(texts)


def test_the_net_shows_how_sure_it_is() -> None:
    tiles = (Tile("아", "right", "output", confidence=0.25), Tile("바", "wrong", "output", confidence=0.5))
    made = replace(board(2, 2, 0, 0), net=tiles)
    plan = layout(made, 900, 600, 1.0)
    bars = [
        one.box.width for one in frame(made, plan, {}, None) if isinstance(one, Rect) and one.fill == "output"
    ]
    assert bars == pytest.approx([0.25 * plan.net[0].width, 0.5 * plan.net[1].width])


def test_what_is_new_appears_and_then_rests() -> None:
    made = replace(board(2, 1, 0, 0), blanks=(Tile("아", "filled", "hidden"),))
    plan = layout(made, 900, 600, 1.0)
    moving = frame(made, plan, {("blank", 0): 0.05}, None)
    at_rest = frame(made, plan, {("blank", 0): 9.0}, None)
    assert moving != at_rest
    assert at_rest == frame(made, plan, {}, None)


def test_rows_by_themselves() -> None:
    room = Box(0, 0, 500, 90)
    tiles = row_of_tiles([Tile("하", "given")] * 6 + [Tile("", "next")] * 2, room, 84, 1.0)
    rects = [one.box for one in tiles if isinstance(one, Rect)]
    assert rects[0].x >= 0
    assert rects[-1].right <= 500
    assert row_of_tiles([], room, 84, 1.0) == ()
    results = row_of_results(
        (Result("A", "hidden", "5", None), Result("Net", "output", "9", None)), room, 1.0
    )
    assert [one for one in results if isinstance(one, Mark)] == []


def test_wide_scripts_are_wide() -> None:
    assert width_of("하") > width_of("A")
    assert width_of("e\u0301") == width_of("e")
