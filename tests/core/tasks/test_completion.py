"""Completion asks for the next symbol after every suffix of the sequence."""

from __future__ import annotations

from typing import cast

import pytest

from rnnlab.core.batch import NO_TARGET
from rnnlab.core.experiment import Experiment
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import Order, by_name, names, task_of
from rnnlab.core.tasks.completion import OUTPUT_LIMIT, Completion
from rnnlab.core.vocabulary import Vocabulary


def completion(text: str, order: str = "forward") -> Completion:
    return Completion(Vocabulary.parse(text), cast("Order", order))


def symbols(task: Completion, indices: tuple[int, ...]) -> str:
    return "".join(task.vocabulary.decode(indices))


def test_the_sequence_runs_in_the_asked_direction() -> None:
    assert symbols(completion("가-하"), completion("가-하").sequence) == "가나다라마바사아자차카타파하"
    backwards = completion("가-하", "reversed")
    assert symbols(backwards, backwards.sequence) == "하파타카차자아사바마라다나가"


@pytest.mark.parametrize("order", ["forward", "reversed"])
def test_the_batch_holds_all_suffixes(order: str) -> None:
    task = completion("A-E", order)
    batch = task.batch()
    assert (batch.steps, batch.size, batch.total) == (4, 4, 10)
    sequence = task.sequence
    for column, length in enumerate(batch.lengths):
        start = len(sequence) - 1 - length
        assert batch.inputs[:length, column].tolist() == list(sequence[start:-1])
        assert batch.targets[:length, column].tolist() == list(sequence[start + 1 :])
        assert (batch.targets[length:, column] == NO_TARGET).all()


def test_what_is_expected_after_a_prefix() -> None:
    task = completion("가-하", "reversed")
    encode = task.vocabulary.encode

    def expected(text: str) -> str | None:
        index = task.expected(encode(text))
        return None if index is None else task.vocabulary.symbols[index]

    assert expected("하 파 타 카 차 자") == "아"
    assert expected("차") == "자"
    assert expected("나") == "가"
    assert expected("가") is None
    assert expected("하 타") is None
    assert expected("가 하 파") is None
    assert expected("") is None


def test_every_target_of_the_batch_is_what_is_expected() -> None:
    task = completion("A-H", "reversed")
    batch = task.batch()
    for column, length in enumerate(batch.lengths):
        for step in range(length):
            prefix = batch.inputs[: step + 1, column].tolist()
            assert task.expected(prefix) == batch.targets[step, column]


@pytest.mark.parametrize("size", [2, 256, 257, 300, 2000])
def test_a_large_vocabulary_stays_within_memory(size: int) -> None:
    task = completion(f"1-{size}")
    batch = task.batch()
    assert batch.steps == size - 1
    assert batch.steps * batch.size * size <= OUTPUT_LIMIT
    assert len(set(batch.lengths.tolist())) == batch.size
    assert batch.size == size - 1 or size > 256


def test_tasks_are_found_by_their_file() -> None:
    assert "completion" in names()
    assert by_name("completion") is Completion
    assert task_of(Experiment()) == completion("가-하", "reversed")
    with pytest.raises(Problem) as caught:
        by_name("../completion")
    assert (caught.value.code, caught.value.field) == ("experiment.choice", "task")
