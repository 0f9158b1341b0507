"""Every second symbol: two strands, each asked to its end."""

from __future__ import annotations

import pytest

from rnnlab.core.batch import NO_TARGET
from rnnlab.core.experiment import Experiment
from rnnlab.core.tasks import names, task_of
from rnnlab.core.tasks.every_second import EverySecond
from rnnlab.core.vocabulary import Vocabulary


def task(text: str, order: str = "forward") -> EverySecond:
    return EverySecond(Vocabulary.parse(text), "reversed" if order == "reversed" else "forward")


def test_both_strands_in_both_directions() -> None:
    made = task("A-G")
    assert made.strands == ((0, 2, 4, 6), (1, 3, 5))
    assert made.sequence == (0, 2, 4, 6)
    assert task("A-G", "reversed").strands == ((6, 4, 2, 0), (5, 3, 1))
    assert "every_second" in names()


def test_every_transition_is_asked_and_right() -> None:
    made = task("A-H")
    batch = made.batch()
    asked = set()
    for column in range(batch.size):
        for step in range(int(batch.lengths[column])):
            prefix = batch.inputs[: step + 1, column].tolist()
            target = int(batch.targets[step, column])
            assert target != NO_TARGET
            assert made.expected(prefix) == target == prefix[-1] + 2
            asked.add(prefix[-1])
    assert asked == set(range(6))


def test_what_is_expected() -> None:
    made = task("A-G")
    assert made.expected((0,)) == 2
    assert made.expected((1, 3)) == 5
    for prefix in ((), (6,), (5,), (0, 1), (2, 0), (0, 2, 5), (9,)):
        assert made.expected(prefix) is None


@pytest.mark.parametrize("text", ["A B", "A B C"])
def test_the_shortest_rows_can_be_trained(text: str) -> None:
    made = task(text)
    assert made.batch().total >= 1
    assert len(made.sequence) > 1
    assert task_of(Experiment(text, task="every_second")).vocabulary.size == made.vocabulary.size
