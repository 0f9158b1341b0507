"""Trunks in a channel: they keep apart, and values that swap their heights find a way."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from rnnlab.scene.cells.channels import NEAR, Channel, channel, trunk


def routed(*ways: tuple[float, tuple[float, ...]]) -> Channel:
    trunks = [trunk(value, left, right) for value, (left, right) in enumerate(ways)]
    taken = [y for left, right in ways for y in (left, *right)]
    return channel([one for one in trunks if one is not None], taken)


def pieces(found: Channel) -> list[tuple[int, float, float, float]]:
    """Return the level pieces of all values: value, height, from and to."""
    level = []
    for one, x in zip(found.trunks, found.levels, strict=True):
        if one.left is not None:
            before = [
                place
                for other, place in zip(found.trunks, found.levels, strict=True)
                if other.value == one.value and one.left in other.right
            ]
            level.append((one.value, one.left, float(before[0]) if before else -1.0, float(x)))
        bent = {other.left for other in found.trunks if other.value == one.value}
        level += [(one.value, y, float(x), float(found.width)) for y in one.right if y not in bent]
    return level


def check(found: Channel) -> None:
    for (one, first), (other, second) in combinations(zip(found.trunks, found.levels, strict=True), 2):
        if first == second and one.value != other.value:
            assert one.high + NEAR <= other.low or other.high + NEAR <= one.low
    for (value, y, start, end), (against, height, begin, stop) in combinations(pieces(found), 2):
        if value != against and abs(y - height) < NEAR:
            assert min(end, stop) <= max(start, begin)


def test_a_value_that_goes_straight_on_needs_no_trunk() -> None:
    assert trunk(0, 10.0, [10.0]) is None
    assert trunk(0, None, [10.0], [90.0]) is not None


def test_swapped_heights_are_untangled() -> None:
    found = routed((0.0, (40.0,)), (40.0, (0.0,)))
    check(found)
    assert len(found.trunks) == 3


def test_values_turned_round_in_a_ring_are_untangled() -> None:
    check(routed((0.0, (40.0,)), (40.0, (80.0,)), (80.0, (0.0,))))


def test_nested_ways_cross_nothing() -> None:
    found = routed((0.0, (100.0,)), (20.0, (120.0,)))
    order = [one.value for one in found.trunks]
    assert order == [1, 0]


@given(st.permutations(range(5)), st.integers(1, 5))
def test_any_permutation_is_routed(goals: list[int], count: int) -> None:
    check(routed(*((place * 20.0, (goals[place] * 20.0,)) for place in range(count))))
