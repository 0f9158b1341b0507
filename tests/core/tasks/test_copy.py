"""Copying asks for a whole word, after blanks and a mark."""

from __future__ import annotations

import numpy as np
import pytest

from rnnlab.core.batch import NO_TARGET
from rnnlab.core.experiment import SPAN_LIMIT, Experiment
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import Reading, example_of, task_of
from rnnlab.core.tasks.copy import EVERY_WORD, Copy


def copying(text: str = "A-D", order: str = "forward", delay: int = 3, span: int = 2) -> Copy:
    settings = {"order": order, "delay": delay, "span": span}
    task = task_of(Experiment(text, task="copy", **settings))  # type: ignore[arg-type]
    assert isinstance(task, Copy)
    return task


def test_the_word_the_blanks_the_mark_and_silence() -> None:
    task = copying()
    assert isinstance(task, Reading)
    assert task.vocabulary.symbols == ("A", "B", "C", "D", " ", "▶")
    assert (task.input_size, task.output_size, task.blank, task.now) == (6, 6, 4, 5)
    inputs, targets = task.remembering((3, 0))
    assert inputs == (3, 0, 4, 4, 4, 5, 4)
    assert targets == (*[NO_TARGET] * 5, 3, 0)
    assert copying(order="reversed").remembering((3, 0)).targets[-2:] == (0, 3)


def test_the_batch_holds_every_word() -> None:
    batch = copying(span=3, delay=100).batch()
    assert (batch.steps, batch.size, batch.total) == (3 + 100 + 3, 64, 64 * 3)
    words = {tuple(word) for word in batch.inputs[:3].T.tolist()}
    assert len(words) == 64
    np.testing.assert_array_equal(batch.targets[-3:], batch.inputs[:3])
    assert (batch.targets[:-3] == NO_TARGET).all()


def test_of_many_words_a_choice() -> None:
    batch, again = copying(span=SPAN_LIMIT).batch(), copying(span=SPAN_LIMIT).batch()
    assert batch.size == EVERY_WORD
    assert len(np.unique(batch.inputs, axis=1).T) == EVERY_WORD
    np.testing.assert_array_equal(batch.inputs, again.inputs)


@pytest.mark.parametrize("order", ["forward", "reversed"])
def test_every_target_is_what_is_expected(order: str) -> None:
    task = copying(order=order)
    inputs, targets = task.remembering((1, 2))
    for t, target in enumerate(targets):
        assert task.expected(inputs[: t + 1]) == (None if target == NO_TARGET else target)
    for prefix in ((), (1,), (1, 4, 4), (4, 1), (*inputs, 4), (1, 2, 4, 4, 5)):
        assert task.expected(prefix) is None


def test_a_question_is_a_word() -> None:
    task = copying()
    assert task.pose("D A") == task.remembering((3, 0))
    for text, count in (("A", 1), ("", 0), ("A B C", 3)):
        with pytest.raises(Problem) as caught:
            task.pose(text)
        assert caught.value == Problem("copy.span", "prefix", span=2, count=count)
    with pytest.raises(Problem) as caught:
        task.pose("X")
    assert caught.value.code == "prefix.unknown"


def test_a_short_vocabulary_begins_again_in_the_example() -> None:
    assert example_of(copying("A B", span=5)).inputs[:5] == (0, 1, 0, 1, 0)


def test_the_span_has_limits() -> None:
    for span in (0, SPAN_LIMIT + 1):
        with pytest.raises(Problem) as caught:
            Experiment("A-D", task="copy", span=span).validated()
        assert (caught.value.code, caught.value.field) == ("experiment.range", "span")
