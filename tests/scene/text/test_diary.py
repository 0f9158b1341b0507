import itertools

from hypothesis import given
from hypothesis import strategies as st

from rnnlab.scene.text.diary import Sizes, rows, total_height

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
