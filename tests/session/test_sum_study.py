"""What a net that adds has learnt is found out beside the window, for the weights shown, and no others."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from rnnlab.core.adding import sample_sums
from rnnlab.core.experiment import Experiment, StopRule
from rnnlab.core.net import initialise
from rnnlab.session.sequence import SequenceSession
from rnnlab.session.sum_study import Findings, SumQuestion, SumStudy, study

EXPERIMENT = Experiment(task="addition", bits=4, backend="compiled", stop=StopRule("steps", 300))


@pytest.fixture
def session() -> Iterator[SequenceSession]:
    made = SequenceSession(EXPERIMENT)
    yield made
    made.close()


@pytest.fixture
def watched(session: SequenceSession) -> Iterator[SumStudy]:
    made = SumStudy(session)
    session.exhibit.refresh()
    yield made
    made.close()


def until(session: SequenceSession, watched: SumStudy, condition: Callable[[], bool]) -> None:
    limit = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < limit, "waited in vain"
        session.poll()
        watched.poll()
        time.sleep(0.002)


def found(watched: SumStudy) -> Findings | None:
    return watched.findings


def at_rest(session: SequenceSession, watched: SumStudy) -> None:
    until(session, watched, lambda: not session.is_active and not watched.is_active)


def test_the_quickest_things_come_first() -> None:
    shape = EXPERIMENT.shape()
    question = SumQuestion(shape, initialise(shape, 0), (), 4, thorough=True)
    found = list(study(question))
    assert found[0].results == ()
    assert (found[0].sample, found[0].follower) == sample_sums(shape, initialise(shape, 0), 4)
    assert [result.bits for result in found[-1].results] == [4, 16, 24]
    assert all(result.is_complete for result in found[-1].results)
    counts = [sum(result.done for result in findings.results) for findings in found]
    assert counts == sorted(counts)
    assert len(list(study(SumQuestion(shape, initialise(shape, 0), (), 4, thorough=False)))) == 1


def test_a_trained_net_is_right_and_a_unit_follows_the_carry(
    session: SequenceSession, watched: SumStudy
) -> None:
    session.train()
    at_rest(session, watched)
    findings = watched.findings
    assert findings is not None
    assert (findings.results[0].bits, findings.results[0].right, findings.results[0].total) == (4, 256, 256)
    assert findings.follower is not None
    content = session.exhibit.content
    assert content is not None
    assert content.follower == findings.follower
    assert abs(findings.follower.correlation) > 0.8


def test_an_earlier_step_and_a_held_unit_are_studied_anew(
    session: SequenceSession, watched: SumStudy
) -> None:
    session.train()
    at_rest(session, watched)
    newest = watched.findings
    assert newest is not None
    assert newest.follower is not None
    session.exhibit.show_step(0)
    at_rest(session, watched)
    assert watched.findings is not None
    assert watched.findings.results[0].right < 256
    session.exhibit.show_step(None)
    session.exhibit.clamp(newest.follower.layer, newest.follower.state, newest.follower.unit, 0.0)
    at_rest(session, watched)
    assert watched.findings.results[0].right < 256
    session.exhibit.restore_trained()
    at_rest(session, watched)
    assert watched.findings == newest


def test_another_question_to_the_same_weights_is_no_news(session: SequenceSession, watched: SumStudy) -> None:
    at_rest(session, watched)
    seen: list[None] = []
    watched.changed.connect(lambda: seen.append(None))
    assert session.exhibit.ask("3 + 5")
    at_rest(session, watched)
    assert seen == []


def test_another_task_is_not_studied(session: SequenceSession, watched: SumStudy) -> None:
    at_rest(session, watched)
    assert watched.findings is not None
    assert session.change(task="completion")
    at_rest(session, watched)
    assert found(watched) is None
    content = session.exhibit.content
    assert content is not None
    assert content.follower is None
    assert content.carries == ()


def test_closing_ends_a_study_in_the_middle(session: SequenceSession) -> None:
    session.change(bits=8, hidden_size=256)
    watched = SumStudy(session)
    session.exhibit.refresh()
    assert watched.is_active
    watched.close()
    assert "sum study" not in {thread.name for thread in threading.enumerate()}
    session.exhibit.ask("1 + 2")
    assert "sum study" not in {thread.name for thread in threading.enumerate()}
