"""Sums, echoes and copies: the net reads a whole question, and its own answers are not fed back."""

from collections.abc import Iterator

import pytest

from rnnlab.core.experiment import Experiment
from rnnlab.core.problems import Problem
from rnnlab.core.tasks.addition import carries
from rnnlab.session.changes import NET_FIELDS
from rnnlab.session.sequence import SequenceSession

ADDITION = Experiment(task="addition", bits=4, backend="interpreter")


@pytest.fixture
def session() -> Iterator[SequenceSession]:
    made = SequenceSession(ADDITION)
    made.exhibit.refresh()
    yield made
    made.close()


def test_the_example_is_shown_first(session: SequenceSession) -> None:
    content = session.exhibit.content
    assert content is not None
    assert content.given == content.steps == 5
    assert content.carries == carries(content.trace.inputs.tolist())
    assert content.places == ("2⁰", "2¹", "2²", "2³", "2⁴")
    assert content.names.entries == ("a", "b")
    assert content.names.answers == ("0", "1")
    assert (content.label(2), content.hot(0)) == ("10", (0, 1))


def test_a_sum_is_asked_and_read_off(session: SequenceSession) -> None:
    assert session.exhibit.ask("9 + 3")
    content, question = session.exhibit.content, session.exhibit.question
    assert content is not None
    assert question is not None
    assert question.is_read
    assert content.trace.inputs.tolist() == [3, 1, 0, 2, 0]
    assert content.trace.targets.tolist() == [0, 0, 1, 1, 0]
    assert [one.symbol for one in session.exhibit.answer] == [content.predicted(t) for t in range(5)]
    assert session.exhibit.ask("")
    assert session.exhibit.question is None


def test_longer_numbers_have_more_steps(session: SequenceSession) -> None:
    assert session.exhibit.ask("1000 + 1")
    content = session.exhibit.content
    assert content is not None
    assert content.steps == 11
    assert content.places[-1] == "2¹⁰"


def test_what_is_no_sum_stays_a_problem_until_another_is_asked(session: SequenceSession) -> None:
    assert not session.exhibit.ask("9 + x")
    assert session.exhibit.prefix_problem == Problem("sum.number", "prefix", value="x")
    assert session.exhibit.ask("9 + 1")
    assert session.exhibit.prefix_problem is None


def test_the_question_goes_along_to_other_bits_and_is_dropped_by_other_tasks(
    session: SequenceSession,
) -> None:
    session.exhibit.ask("9 + 3")
    assert session.change(bits=6)
    content = session.exhibit.content
    assert content is not None
    assert content.steps == 7
    assert session.change(task="completion")
    assert session.exhibit.question is None


def test_an_echo_is_asked_at_its_last_step_only() -> None:
    session = SequenceSession(Experiment("A-C", task="echo", delay=3, backend="interpreter"))
    assert session.exhibit.ask("B")
    content = session.exhibit.content
    assert content is not None
    assert [content.asks(t) for t in range(content.steps)] == [False, False, False, True]
    assert len(session.exhibit.answer) == 1
    assert content.own_names is None
    assert content.carries == ()
    session.close()


def test_every_number_of_a_task_makes_another_net(session: SequenceSession) -> None:
    assert {"task", "delay", "bits", "span"} <= set(NET_FIELDS)
    before = session.run
    assert session.change(bits=5)
    assert session.run is not before
    assert session.shape.codes is not None
    session.undo()
    assert session.experiment.bits == 4
