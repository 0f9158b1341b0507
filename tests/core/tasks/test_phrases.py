"""Phrases as a task: its batch, what it expects, and that nets learn it."""

from __future__ import annotations

import numpy as np
import pytest

from rnnlab.core.backends import BackendSelector
from rnnlab.core.batch import NO_TARGET, Batch
from rnnlab.core.experiment import Experiment, OptimizerSettings, StopRule
from rnnlab.core.net import initialise
from rnnlab.core.phrases.book import PhraseBook
from rnnlab.core.phrases.judge import TOLERANCE
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import task_of
from rnnlab.core.tasks.phrases import Phrases, fitting_size
from rnnlab.core.training import Controls, Goal, Report, train
from rnnlab.core.training_state import TrainingState

TEXT = "기억 속으로\n기억 저편\n바다로\n바다로\n바다에서"


def phrases(text: str = TEXT) -> Phrases:
    task = task_of(Experiment(task="phrases", phrases=text))
    assert isinstance(task, Phrases)
    return task


def test_every_phrase_is_asked_from_its_first_letter_to_its_end() -> None:
    task = phrases()
    batch = task.batch()
    assert (batch.size, batch.steps) == (5, 7)
    assert task.end == task.input_size - 1 == task.output_size - 1
    assert (batch.inputs[0] == task.end).all()
    assert batch.targets[6, 0] == task.end
    assert task.vocabulary.decode(task.sequence) == ("\n", *"기억 속으로", "\n")


def test_only_what_is_decidable_is_expected() -> None:
    task = phrases()

    def expected(text: str) -> str | None:
        found = task.expected((task.end, *task.vocabulary.encode(list(text))))
        return None if found is None else task.vocabulary.symbols[found]

    assert (expected("기"), expected("기억"), expected("바다로")) == ("억", " ", "\n")
    assert (expected(""), expected("기억 "), expected("바다"), expected("로")) == (None, None, None, None)


def test_attainable_is_what_an_oracle_gets_right() -> None:
    task = phrases()
    batch = task.batch()
    assert batch.attainable == sum(max(b.counts.values()) for b in task.tree.branchings) < batch.total


def test_attainable_counts_alike_beginnings_only() -> None:
    batch = Batch.of([((0, 1), (1, 2)), ((0, 1), (1, 2)), ((0, 2), (2, 1)), ((1,), (NO_TARGET,))])
    assert (batch.total, batch.attainable) == (6, 5)
    assert Batch.of([]).attainable == 0


def test_an_experiment_tells_what_is_wrong_with_its_book() -> None:
    problems = Experiment(task="phrases", phrases="").problems()
    assert problems["phrases"].code == "phrases.empty"
    with pytest.raises(Problem, match=r"phrases\.empty"):
        Experiment(task="phrases").validated()
    assert Experiment(task="phrases", phrases="가").validated().vocabulary().symbols == ("가", "\n")


def run(experiment: Experiment) -> list[Report]:
    task, shape = task_of(experiment), experiment.shape()
    state = TrainingState.fresh(initialise(shape, experiment.seed))
    controls = Controls(experiment.optimizer, experiment.stop, goal=Goal.of(task, shape))
    selector = BackendSelector(shape, task.batch(), "interpreter")
    return list(train(state, controls, selector))


def test_training_ends_when_the_shares_are_right_and_always_at_the_same_step() -> None:
    experiment = Experiment(
        task="phrases",
        phrases=TEXT,
        hidden_size=16,
        optimizer=OptimizerSettings("adam", 0.02),
        stop=StopRule("solved"),
    )
    last = run(experiment)[-1]
    task = phrases()
    judgement = task.judge.judge(experiment.shape(), last.parameters)
    assert last.status == "solved"
    assert last.step % 20 == 0
    assert judgement.is_learnt
    assert judgement.right == judgement.decidable
    assert judgement.furthest_share is not None
    assert judgement.furthest_share.size <= TOLERANCE
    again = run(experiment)[-1]
    assert again.step == last.step
    np.testing.assert_array_equal(again.parameters, last.parameters)


def test_larger_books_get_larger_nets() -> None:
    sizes = [
        fitting_size(
            PhraseBook.parse("\n".join(["가나다라마"[: n % 5 + 1] + chr(0xAC00 + n) for n in range(count)]))
        )
        for count in (1, 10, 100, 900)
    ]
    assert sizes == sorted(sizes)
    assert sizes[0] == 8
    assert fitting_size(PhraseBook.parse("기억 속으로")) == 8
