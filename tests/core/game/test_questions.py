"""Questions: right, seeded, harder with every round."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlab.core.game.questions import CHOICES, draw_questions, rows
from rnnlab.core.game.settings import PATTERNS, ROUNDS, GameSettings

KINDS = st.builds(
    GameSettings,
    material=st.sampled_from(["hangul", "alphabet", "months", "own"]),
    own_text=st.sampled_from(["A B C D E F G H", "do re mi fa sol la ti C D", "ㄱ-ㅎ"]),
    pattern=st.sampled_from(list(PATTERNS)),
    mode=st.sampled_from(list(CHOICES)),
    rounds=st.sampled_from(ROUNDS),
    relaxed=st.booleans(),
    seed=st.integers(0, 10_000),
)


@settings(max_examples=60)
@given(KINDS)
def test_every_question_is_right_and_can_be_answered(kind: GameSettings) -> None:
    task = kind.task()
    questions = draw_questions(kind, task)
    assert len(questions) == kind.rounds
    for question in questions:
        known = list(question.given)
        assert known
        assert 1 <= len(question.answer) <= 3
        for right in question.answer:
            assert task.expected(known) == right
            known.append(right)
        assert question.seconds >= 8
        assert len(question.choices) == len(question.answer)
        for right, choices in zip(question.answer, question.choices, strict=True):
            assert len(set(choices)) == len(choices)
            assert len(choices) == min(CHOICES[kind.mode], task.vocabulary.size)
            assert right in choices or kind.mode == "spectator"
            assert set(choices) <= set(range(task.vocabulary.size))


def test_the_seed_alone_decides() -> None:
    kind = GameSettings(seed=5)
    task = kind.task()
    assert draw_questions(kind, task) == draw_questions(kind, task)
    assert draw_questions(kind, task) != draw_questions(replace(kind, seed=6), task)


def test_later_rounds_show_less_ask_more_and_leave_less_time() -> None:
    task = GameSettings().task()
    games = [draw_questions(GameSettings(seed=seed), task) for seed in range(40)]
    blanks = np.mean([[len(question.answer) for question in game] for game in games], axis=0)  # (rounds,)
    shown = np.mean([[len(question.given) for question in game] for game in games], axis=0)  # (rounds,)
    assert blanks[0] == 1
    assert blanks[-1] > 2.4
    assert shown[0] > shown[-1] + 1
    alone = [[question.seconds - 4 * (len(question.answer) - 1) for question in game] for game in games]
    assert all(np.diff(seconds).max() <= 0.01 for seconds in alone)
    assert [game[0].seconds for game in games] == [12.0] * 40


def test_starting_places_vary_and_do_not_repeat_at_once() -> None:
    task = GameSettings().task()
    asked = [question.answer[0] for question in draw_questions(GameSettings(rounds=20), task)]
    assert len(set(asked)) > 6
    assert all(asked[n] not in asked[max(n - 3, 0) : n] for n in range(len(asked)))


@pytest.mark.parametrize("pattern, expected", [("forward", [14]), ("reversed", [14]), ("second", [7, 7])])
def test_rows_are_the_tasks_own(pattern: str, expected: list[int]) -> None:
    found = rows(GameSettings.from_json({"pattern": pattern}).task())
    assert [len(row) for row in found] == expected


def test_twice_the_time() -> None:
    task = GameSettings().task()
    usual, relaxed = (draw_questions(GameSettings(relaxed=on), task) for on in (False, True))
    assert [question.seconds for question in relaxed] == [2 * question.seconds for question in usual]
