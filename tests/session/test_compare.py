"""The race: settings with undo, results kept by what they are results of, standings."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from rnnlab.core.experiment import Experiment, OptimizerSettings
from rnnlab.core.problems import Problem
from rnnlab.session.compare import CompareSession
from rnnlab.session.comparison import MOST_SETUPS, Comparison, Span, first_comparison
from rnnlab.session.success_map import SuccessMap

GOOD = Experiment("가-마", hidden_size=8, optimizer=OptimizerSettings("adam", 0.05))
BAD = replace(GOOD, optimizer=OptimizerSettings("sgd", 1e-6))


@pytest.fixture
def session() -> Iterator[CompareSession]:
    made = CompareSession(Comparison((BAD, GOOD), seeds=7, steps=60))
    yield made
    made.close()


def until(done: Callable[[], bool], poll: Callable[[], None]) -> None:
    limit = time.monotonic() + 20
    while not done():
        assert time.monotonic() < limit
        poll()
        time.sleep(0.002)


def finish(session: CompareSession) -> None:
    until(lambda: not session.is_active, session.poll)


def test_the_better_set_up_stands_first(session: CompareSession) -> None:
    assert session.status == "idle"
    session.start()
    finish(session)
    assert session.status == "finished"
    assert session.progress == (14, 14)
    first, second = session.ranking()
    assert (first.experiment, second.experiment) == (GOOD, BAD)
    assert first.summary is not None
    assert (first.summary.solved, first.summary.seeds) == (7, 7)
    assert second.summary is not None
    assert second.summary.solved == 0
    assert len(first.bands) == 61
    assert first.bands.accuracies[1][-1] == 1.0


def test_differences_are_found(session: CompareSession) -> None:
    assert set(session.differing()) == {"learning_rate", "optimizer"}
    session.select(1)
    session.change(kind="sgd", learning_rate=1e-6, hidden_size=4)
    assert session.differing() == ("hidden_size",)


def test_results_come_back_with_undo(session: CompareSession) -> None:
    session.start()
    finish(session)
    before = session.standings()[0].summary
    session.change(learning_rate=0.1)
    finish(session)
    assert session.status == "finished"  # a changed set-up races at once
    session.undo()
    assert session.standings()[0].summary is before
    assert session.can_redo
    session.redo()
    assert session.comparison.chosen.optimizer.learning_rate == 0.1


def test_more_seeds_train_only_what_is_missing(session: CompareSession) -> None:
    session.start()
    finish(session)
    session.change(seeds=9)
    finish(session)
    assert session.progress == (18, 18)
    session.change(seeds=3)
    finish(session)
    assert [s.summary.seeds for s in session.standings() if s.summary] == [3, 3]


def test_up_to_eight_and_never_none(session: CompareSession) -> None:
    session.duplicate()
    assert session.comparison.setups == (BAD, GOOD, BAD)
    assert session.comparison.selected == 2
    for _ in range(2 * MOST_SETUPS):
        session.add()
    assert len(session.comparison.setups) == MOST_SETUPS
    for _ in range(2 * MOST_SETUPS):
        session.remove()
    assert len(session.comparison.setups) == 1


def test_the_task_is_the_same_for_all(session: CompareSession) -> None:
    assert session.change(vocabulary_text="A-E", order="forward")
    assert {setup.vocabulary_text for setup in session.comparison.setups} == {"A-E"}
    assert {setup.order for setup in session.comparison.setups} == {"forward"}


def test_sums_can_be_raced(session: CompareSession) -> None:
    assert session.change(task="addition", bits=2)
    assert session.change(steps=150)
    assert {(setup.task, setup.bits) for setup in session.comparison.setups} == {("addition", 2)}
    session.start()
    finish(session)
    assert all(standing.summary is not None for standing in session.ranking())
    session.undo()
    session.undo()
    assert {setup.task for setup in session.comparison.setups} == {"completion"}


def test_what_is_wrong_changes_nothing(session: CompareSession) -> None:
    before = session.comparison
    assert not session.change(vocabulary_text="")
    assert "vocabulary" in session.problems
    assert not session.change(hidden_size=0)
    assert "hidden_size" in session.problems
    assert not session.change(seeds=0)
    assert session.comparison is before
    assert session.change(hidden_size=5)
    assert session.problems == {}


def test_stopping_keeps_what_is_there_and_starting_goes_on(session: CompareSession) -> None:
    session.change(steps=20_000)
    session.start()
    session.stop()
    assert session.status in ("stopped", "finished")
    finish(session)
    done = session.progress[0]
    session.change(steps=60)
    finish(session)
    assert session.progress[0] == 14 >= done


def test_comparisons_survive_json() -> None:
    comparison = replace(first_comparison(), x=Span.usual("cell"), seeds=3)
    assert Comparison.from_json(comparison.to_json()) == comparison
    for wrong in (None, {}, {**comparison.to_json(), "setups": []}, {**comparison.to_json(), "selected": 9}):
        with pytest.raises(Problem):
            Comparison.from_json(wrong)


@pytest.fixture
def success_map() -> Iterator[SuccessMap]:
    made = SuccessMap()
    yield made
    made.close()


def test_a_map_is_filled_and_knows_its_experiments(success_map: SuccessMap) -> None:
    comparison = Comparison(
        (GOOD,), seeds=2, steps=60, x=Span("hidden_size", 2, 9), y=Span.usual("optimizer"), edge=4
    )
    assert success_map.start(comparison) is None
    assert success_map.status == "running"
    until(lambda: not success_map.is_active, success_map.poll)
    assert success_map.status == "finished"
    assert success_map.progress == (12, 12)
    experiment = success_map.experiment_at(3, 1)
    assert experiment.hidden_size == success_map.x.values[3] == 9
    assert experiment.optimizer.kind == success_map.y.values[1]
    summary = success_map.cells[3, 0].summary
    assert summary is not None
    assert summary.seeds == 2


def test_a_map_needs_two_different_axes(success_map: SuccessMap) -> None:
    same = Comparison((GOOD,), x=Span.usual("layers"), y=Span.usual("layers"))
    problem = success_map.start(same)
    assert problem is not None
    assert problem.code == "sweep.twice"
    assert success_map.status == "idle"


def test_a_stopped_map_keeps_its_cells(success_map: SuccessMap) -> None:
    success_map.start(Comparison((BAD,), seeds=4, steps=20_000, edge=10))
    success_map.stop()
    until(lambda: not success_map.is_active, success_map.poll)
    assert success_map.status == "stopped"
    assert success_map.progress[0] < success_map.progress[1] == 100
