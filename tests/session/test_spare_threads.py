"""Helpers: everything is done once, in whatever order, and nothing is left behind."""

import threading

import pytest

from rnnlab.session.spare_threads import SpareThreads


@pytest.mark.parametrize("count", [0, 1, 3])
def test_results_come_in_the_order_of_the_works(count: int) -> None:
    done: list[int] = []

    def work(place: int) -> int:
        done.append(place)
        return place * place

    with SpareThreads(count) as spread:
        found = spread([lambda place=place: work(place) for place in range(20)])  # type: ignore[misc]
        assert spread([]) == []
    assert found == [place * place for place in range(20)]
    assert sorted(done) == list(range(20))


def test_helpers_help() -> None:
    met = threading.Barrier(2, timeout=20)
    with SpareThreads(1, "aid") as spread:
        names = spread([lambda: (met.wait(), threading.current_thread().name)[1]] * 2)
    assert names[0] == threading.current_thread().name
    assert names[1].startswith("aid")


def test_nobody_waits_for_a_helper_that_has_not_begun() -> None:
    go = threading.Event()
    with SpareThreads(1) as spread:
        assert spread._pool is not None
        busy = spread._pool.submit(go.wait, 20)
        assert spread([threading.get_ident] * 3) == [threading.get_ident()] * 3
        assert not busy.done()
        go.set()


@pytest.mark.parametrize("place", [0, 2])
def test_what_one_raises_is_raised_when_all_have_ended(place: int) -> None:
    running: list[int] = []

    def work(number: int) -> int:
        if number == place:
            raise ValueError("broken")
        running.append(number)
        running.remove(number)
        return number

    with SpareThreads(1) as spread:
        with pytest.raises(ValueError, match="broken"):
            spread([lambda number=number: work(number) for number in range(3)])  # type: ignore[misc]
        assert not running
        assert spread([lambda: 1, lambda: 2]) == [1, 2]
