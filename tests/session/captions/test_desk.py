"""The desk: the newest request waits, what has begun is handed over, what is cancelled is not."""

import threading
from collections.abc import Callable, Iterator

import pytest

from rnnlab.core.problems import Problem
from rnnlab.session.captions.desk import Desk

PATIENCE = 20.0


class Gate:
    """Work that waits until it may go on."""

    def __init__(self) -> None:
        self.begun, self.may_end = threading.Event(), threading.Event()

    def work(self) -> str:
        """Return once it may."""
        self.begun.set()
        assert self.may_end.wait(PATIENCE)
        return "slow"


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk(("first", "second"))
    yield made
    made.close()


def after(desk: Desk, lane: str) -> threading.Event:
    """Return what is set once everything asked for before has been worked on."""
    reached = threading.Event()
    desk.ask(lane, reached.set, lambda _: None)
    return reached


def put(found: list[str]) -> Callable[[str], None]:
    return found.append


def test_what_has_begun_is_handed_over_and_what_waits_gives_way(desk: Desk) -> None:
    found: list[str] = []
    gate = Gate()
    desk.ask("first", gate.work, put(found))
    assert gate.begun.wait(PATIENCE)
    for name in ("dropped", "newest"):
        desk.ask("first", lambda name=name: name, put(found))  # type: ignore[misc]
    last = after(desk, "second")
    gate.may_end.set()
    assert last.wait(PATIENCE)
    desk.poll()
    assert found == ["slow", "newest"]


def test_nothing_comes_of_what_was_cancelled(desk: Desk) -> None:
    found: list[str] = []
    gate = Gate()
    desk.ask("first", gate.work, put(found))
    assert gate.begun.wait(PATIENCE)
    desk.cancel("first")
    assert not desk.is_busy("first")
    last = after(desk, "second")
    gate.may_end.set()
    assert last.wait(PATIENCE)
    desk.poll()
    assert found == []


def test_what_is_finished_but_not_fetched_can_be_cancelled_too(desk: Desk) -> None:
    found: list[str] = []
    desk.ask("first", lambda: "done", put(found))
    assert after(desk, "second").wait(PATIENCE)
    desk.cancel("first")
    desk.poll()
    assert found == []


def test_a_problem_is_told(desk: Desk) -> None:
    def fail() -> str:
        raise Problem("captions.cell", "cell", name="x")

    desk.ask("first", fail, put([]))
    assert after(desk, "second").wait(PATIENCE)
    problem = desk.poll()
    assert problem is not None
    assert problem.code == "captions.cell"
    desk.ask("first", lambda: str(1 // 0), put([]))
    assert after(desk, "second").wait(PATIENCE)
    problem = desk.poll()
    assert problem is not None
    assert problem.code == "captions.failed"
