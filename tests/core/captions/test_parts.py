"""Batches in parts: the same pictures and the same run, whoever does the parts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.captions.examination import features_of
from rnnlab.core.captions.module import loaded
from rnnlab.core.captions.parts import SMALLEST, Spread, in_turn, parts_of
from rnnlab.core.captions.pictures import DrawnPictures, joined
from rnnlab.core.captions.shape import CaptionShape, initial
from rnnlab.core.captions.training import CaptionTrainer
from rnnlab.core.training_state import TrainingState
from tests.core.captions.tiny import TINY

Result = TypeVar("Result")
PICTURES = DrawnPictures("ko", 3, count=140)
SIZE = 2 * SMALLEST + 7


def backwards(works: Sequence[Callable[[], Result]]) -> list[Result]:
    """Do the last one first."""
    return [work() for work in reversed(works)][::-1]


@given(st.integers(1, 600))
def test_every_row_is_in_one_part(size: int) -> None:
    parts = parts_of(size)
    assert [row for part in parts for row in part] == list(range(size))
    assert all(0 < len(part) <= SMALLEST for part in parts)


def test_a_batch_is_its_parts() -> None:
    whole = PICTURES.batch(5, SIZE)
    parts = joined([PICTURES.batch(5, SIZE, rows) for rows in parts_of(SIZE)])
    np.testing.assert_array_equal(whole.pictures, parts.pictures)
    np.testing.assert_array_equal(whole.captions, parts.captions)
    assert whole.scenes is not None
    assert parts.scenes is not None
    np.testing.assert_array_equal(whole.scenes.relations, parts.scenes.relations)
    assert len({picture.tobytes() for picture in whole.pictures}) == SIZE


def _trained(spread: Spread) -> TrainingState:
    settings = replace(TINY, batch_size=SIZE)
    shape = CaptionShape.of(settings, PICTURES.words.size)
    state = TrainingState.fresh(initial(shape, 1))
    CaptionTrainer(shape, settings, PICTURES).advance(state, 3, np.zeros(0, np.int64), spread)
    return state


def test_a_run_does_not_depend_on_who_does_the_parts() -> None:
    one, other = _trained(in_turn), _trained(backwards)
    np.testing.assert_array_equal(one.parameters, other.parameters)
    np.testing.assert_array_equal(one.first_moment, other.first_moment)


def test_the_parts_of_a_step_are_the_step() -> None:
    settings = replace(TINY, batch_size=SIZE)
    shape = CaptionShape.of(settings, PICTURES.words.size)
    trainer = CaptionTrainer(shape, settings, PICTURES)
    state = TrainingState.fresh(initial(shape, 1))
    report = trainer.advance(state, 1, np.zeros(0, np.int64))
    words, right, loss = 0.0, 0.0, 0.0
    fresh = CaptionTrainer(shape, settings, PICTURES)
    for packed in fresh.module.packed():
        packed.load(initial(shape, 1), packed.parameter.data)
    for rows in parts_of(SIZE):
        figures = fresh._part(0, rows).figures.tolist()
        loss, right, words = loss + figures[0], right + figures[1], words + figures[2]
    assert words == (PICTURES.batch(0, SIZE).captions >= 0).sum()
    np.testing.assert_allclose(report.losses, [loss / words], rtol=1e-5)
    np.testing.assert_allclose(report.accuracies, [right / words], rtol=1e-5)


def test_features_do_not_depend_on_who_looks() -> None:
    shape = CaptionShape.of(TINY, PICTURES.words.size)
    module = loaded(shape, initial(shape, 2))
    pictures = PICTURES.examination.pictures
    found = features_of(module, pictures, backwards)
    np.testing.assert_array_equal(found, features_of(module, pictures))
    assert found.shape == (140, TINY.feature_size)
