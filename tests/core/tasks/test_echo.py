"""Echo asks once, at the end, for what was heard at the beginning."""

from __future__ import annotations

import json

import pytest

from rnnlab.core.batch import NO_TARGET
from rnnlab.core.experiment import DELAY_LIMIT, Experiment
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import example_of, names, task_of
from rnnlab.core.tasks.echo import Echo
from rnnlab.core.vocabulary import Vocabulary


def echo(text: str = "A-C", delay: int = 4) -> Echo:
    return Echo(Vocabulary.parse(text), "forward", delay)


def test_the_blank_is_one_more_symbol() -> None:
    task = echo()
    assert task.vocabulary.symbols == ("A", "B", "C", " ")
    assert (task.input_size, task.output_size, task.blank) == (4, 4, 3)
    assert task.sequence == (0, 3, 3, 3, 3, 0)
    assert Echo(Vocabulary.parse("A-C"), "reversed", 1).sequence == (2, 3, 2)


def test_a_vocabulary_with_a_blank_keeps_it() -> None:
    task = echo("␣ A B")
    assert task.vocabulary.symbols == (" ", "A", "B")
    assert task.heard == (1, 2)


def test_the_batch_asks_every_symbol_once() -> None:
    batch = echo().batch()
    assert (batch.steps, batch.size, batch.total) == (5, 3, 3)
    assert batch.inputs[0].tolist() == [0, 1, 2]
    assert (batch.inputs[1:] == 3).all()
    assert (batch.targets[:-1] == NO_TARGET).all()
    assert batch.targets[-1].tolist() == [0, 1, 2]


def test_what_is_expected() -> None:
    task = echo(delay=2)
    assert task.expected((1, 3, 3)) == 1
    for prefix in ((), (1,), (1, 3), (3, 3, 3), (1, 3, 0), (1, 3, 3, 3), (9, 3, 3)):
        assert task.expected(prefix) is None


def test_the_delay_is_a_setting_of_the_experiment() -> None:
    assert "echo" in names()
    experiment = Experiment("A-C", task="echo", delay=7)
    assert len(task_of(experiment).sequence) == 9
    assert Experiment.from_json(json.loads(json.dumps(experiment.to_json()))) == experiment
    assert Experiment.from_json({"task": "echo"}).delay == Experiment().delay
    assert experiment.shape().input_size == 4


@pytest.mark.parametrize("delay", [0, -1, DELAY_LIMIT + 1])
def test_a_delay_outside_its_limits_is_a_problem_at_its_field(delay: int) -> None:
    with pytest.raises(Problem) as caught:
        Experiment("A-C", task="echo", delay=delay).validated()
    assert (caught.value.code, caught.value.field) == ("experiment.range", "delay")
    assert Experiment("A-C", task="echo", delay=DELAY_LIMIT).problems() == {}


def test_the_stage_shows_what_is_asked() -> None:
    task = echo(delay=2)
    assert example_of(task) == task.pose("A")
    assert task.pose("C") == ((2, 3, 3), (NO_TARGET, NO_TARGET, 2))
    for text in ("", "A B", "␣"):
        with pytest.raises(Problem) as caught:
            task.pose(text)
        assert caught.value == Problem("echo.one_symbol", "prefix")
