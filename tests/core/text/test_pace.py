"""Whether help pays is found out while training goes on."""

from __future__ import annotations

from itertools import pairwise

from rnnlab.core.text.pace import LATEST, SOONEST, Pace


def choices(pace: Pace, alone: float, helped: float, steps: int) -> list[bool]:
    """Do steps that take so long; return which were done with help."""
    found = []
    for _ in range(steps):
        with_help = pace.next()
        pace.note(helped if with_help else alone, with_help=with_help)
        found.append(with_help)
    return found


def test_both_ways_are_tried_first_and_the_faster_one_is_taken() -> None:
    for alone, helped, best in ((1.0, 0.6, True), (1.0, 0.99, False), (1.0, 5.0, False)):
        pace = Pace()
        assert sorted(choices(pace, alone, helped, 4)) == [False, False, True, True]
        assert set(choices(pace, alone, helped, SOONEST - 1)) == {best}


def test_the_other_way_is_tried_less_and_less() -> None:
    pace = Pace()
    found = choices(pace, 1.0, 0.6, 1000)
    tries = [step for step, with_help in enumerate(found) if not with_help and step >= 4]
    between = [second - first for first, second in pairwise(tries)]
    assert between == sorted(between)
    assert between[-1] == LATEST
    assert len(tries) < 25


def test_a_busy_computer_is_noticed_and_a_free_one_again() -> None:
    pace = Pace()
    choices(pace, 1.0, 0.6, 200)
    slow = choices(pace, 1.0, 3.0, 100)
    assert slow[:3] == [True, True, True]
    assert sum(slow[10:]) <= 10
    assert sum(choices(pace, 1.0, 0.6, 1000)[-100:]) >= 95
