"""The best scores: kept in order, read strictly, told apart by kind of game."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.game.scores import BEST, LARGEST_FILE, MOST_KINDS, BestScores, Score, key_of, read_table
from rnnlab.core.game.settings import GameSettings
from rnnlab.core.problems import Problem

KIND = GameSettings()


def score(points: int, seed: int = 0) -> Score:
    return Score(points, 500, 3, seed, "2026-01-02")


ONE = BestScores().with_score(KIND, score(700)).to_text()


@given(st.lists(st.integers(0, 1000), max_size=12))
def test_the_best_come_first_and_the_earlier_stays_ahead(points: list[int]) -> None:
    best = BestScores()
    for number, value in enumerate(points):
        place = best.place_of(KIND, score(value, number))
        best = best.with_score(KIND, score(value, number))
        if place is not None:
            assert best.of(KIND)[place - 1] == score(value, number)
    expected = sorted((-value, number) for number, value in enumerate(points) if value)[:BEST]
    assert [(-one.points, one.seed) for one in best.of(KIND)] == expected
    assert BestScores.from_table(json.loads(best.to_text())) == best


def test_kinds_of_games_are_told_apart() -> None:
    kinds = [
        KIND,
        replace(KIND, difficulty="hard"),
        replace(KIND, mode="teams"),
        replace(KIND, rounds=5),
        replace(KIND, relaxed=True),
        replace(KIND, pattern="second"),
        replace(KIND, material="own", own_text="A B C D E"),
        replace(KIND, material="own", own_text="A B C D F"),
    ]
    assert len({key_of(kind) for kind in kinds}) == len(kinds)
    assert key_of(replace(KIND, seed=9)) == key_of(KIND)
    typed = [replace(KIND, material="own", own_text=text) for text in ("A-E", "A, B, C D E")]
    assert key_of(typed[0]) == key_of(typed[1])


def test_too_many_kinds_push_out_the_oldest() -> None:
    lists = {f"kind-{number}": (score(10),) for number in range(MOST_KINDS)}
    best = BestScores(lists).with_score(KIND, score(5))
    assert len(best.lists) == MOST_KINDS
    assert "kind-0" not in best.lists
    assert best.of(KIND) == (score(5),)


def test_two_windows_lose_nothing() -> None:
    one = BestScores().with_score(KIND, score(700)).with_score(KIND, score(300))
    other = BestScores().with_score(KIND, score(700)).with_score(replace(KIND, rounds=5), score(100))
    both = one.merged(other)
    assert both.of(KIND) == (score(700), score(300))
    assert both.of(replace(KIND, rounds=5)) == (score(100),)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"version": 2, "scores": {}}',
        "[" * 100_000,
        '{"version": 1, "scores": []}',
        '{"version": 1, "scores": {"a": [{"points": 1}]}}',
        ONE.replace("700", "-1"),
        ONE.replace("700", "true"),
        ONE.replace('"2026-01-02"', "4"),
        "x" * (LARGEST_FILE + 1),
    ],
)
def test_what_is_no_list_of_scores_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "scores.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong with it
        BestScores.from_table(read_table(path) or {})


def test_a_missing_file_and_one_that_cannot_be_opened(tmp_path: Path) -> None:
    assert read_table(tmp_path / "none.json") is None
    with pytest.raises(Problem) as caught:
        read_table(tmp_path)
    assert caught.value.code in ("file.unreadable", "file.permission")
