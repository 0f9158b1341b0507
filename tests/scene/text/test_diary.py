import itertools

from hypothesis import given
from hypothesis import strategies as st

from rnnlab.scene.text.diary import (
    Sizes,
    column_count,
    place_on_axis,
    rows,
    side_by_side,
    total_height,
)

SIZES = Sizes(line=20, margin=10, least=60, gap=8, few=4, many=12)


def test_the_chosen_page_is_shown_in_full_the_others_begin() -> None:
    placed = rows([30, 30, 2], 1, SIZES)
    assert [row.lines for row in placed] == [4, 12, 2]
    assert [row.is_cut for row in placed] == [True, True, False]
    assert placed[0].height == 4 * 20 + 20
    assert placed[2].height == 60
    assert total_height(placed) == placed[2].bottom
    assert total_height(()) == 0


@given(st.lists(st.integers(1, 50), min_size=1, max_size=20), st.integers(-1, 20))
def test_pages_stand_one_below_the_other(counts: list[int], chosen: int) -> None:
    placed = rows(counts, chosen, SIZES)
    assert len(placed) == len(counts)
    assert placed[0].top == 0
    for before, after in itertools.pairwise(placed):
        assert after.top == before.bottom + SIZES.gap


def test_as_many_pages_stand_side_by_side_as_can_be_read() -> None:
    assert column_count(1000, 240, 150) == 4
    assert column_count(600, 240, 150) == 3
    assert column_count(400, 240, 150) == 2
    assert column_count(50, 240, 150) == 1


def test_pages_between_the_first_and_the_chosen_one_are_spread_evenly() -> None:
    assert side_by_side(2, 1, 3) == (0, 1)
    assert side_by_side(9, 1, 3) == (0, 1, 2)
    assert side_by_side(9, 8, 3) == (0, 4, 8)
    assert side_by_side(9, 6, 4) == (0, 2, 4, 6)
    assert side_by_side(9, 5, 1) == (5,)
    assert side_by_side(0, 0, 3) == ()


@given(st.integers(1, 40), st.integers(0, 39), st.integers(1, 8))
def test_the_chosen_page_is_always_seen(pages: int, chosen: int, count: int) -> None:
    chosen = min(chosen, pages - 1)
    numbers = side_by_side(pages, chosen, count)
    assert chosen in numbers
    assert len(numbers) == min(pages, count)
    assert list(numbers) == sorted(set(numbers))
    assert count == 1 or numbers[0] == 0


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=12, unique=True), st.integers(0, 10**6))
def test_a_step_lies_between_the_pages_around_it(steps: list[int], step: int) -> None:
    steps.sort()
    place = place_on_axis(step, steps)
    assert 0 <= place <= len(steps) - 1
    for number, other in enumerate(steps):
        assert (place >= number) == (step >= other) or number == 0
