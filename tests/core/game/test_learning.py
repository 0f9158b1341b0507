"""On the usual difficulty a typical net comes to the front in the middle of the game: measured, not told."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import numpy as np
import pytest

from rnnlab.core.cells import kernel
from rnnlab.core.cells.kernel import CompiledRunner
from rnnlab.core.game.points import form, points_of
from rnnlab.core.game.questions import draw_questions
from rnnlab.core.game.settings import GameSettings
from rnnlab.core.generate import write
from rnnlab.core.net import initialise
from rnnlab.core.training_state import TrainingState

PERSON = 70
"""Points a round of a person who is always right and uses three fifths of the time."""
SEEDS = 10


def net_points(kind: GameSettings) -> list[int]:
    """Return what the net gets in every round of a game."""
    task, shape = kind.task(), kind.experiment.shape()
    kernel.prepare(shape.cell)
    runner = CompiledRunner(shape, task.batch())
    state = TrainingState.fresh(initialise(shape, kind.seed))
    points = []
    for question in draw_questions(kind, task):
        runner.advance(state, kind.experiment.optimizer, kind.steps_per_round, False, np.zeros(0, np.int64))
        written = islice(write(shape, state.parameters, question.given), len(question.answer))
        pairs = zip(written, question.answer, strict=True)
        points.append(points_of([one.probability if one.symbol == right else None for one, right in pairs]))
    return points


def in_front(kind: GameSettings) -> float:
    """Return the median round, over some seeds, from which the net is better than a person."""
    found = []
    for seed in range(SEEDS):
        curve = form(net_points(replace(kind, seed=seed)))
        found.append(next((n for n, value in enumerate(curve, start=1) if value > PERSON), 99))
    return float(np.median(found))


@pytest.mark.parametrize("material, pattern", [("hangul", "reversed"), ("alphabet", "second")])
def test_the_usual_net_comes_to_the_front_between_rounds_5_and_8(material: str, pattern: str) -> None:
    kind = GameSettings.from_json({"material": material, "pattern": pattern})
    assert 5 <= in_front(kind) <= 8


def test_difficulties_are_different() -> None:
    easy, normal, hard = (
        in_front(GameSettings.from_json({"difficulty": name})) for name in ("easy", "normal", "hard")
    )
    assert hard < normal < easy


def test_seeds_give_different_games_and_the_same_seed_the_same() -> None:
    kind = GameSettings(seed=4)
    assert net_points(kind) == net_points(kind)
    assert net_points(kind) != net_points(replace(kind, seed=5))
