"""What may be chosen, and what comes of it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.game.settings import MATERIALS, PATTERNS, ROUNDS, SEED_LIMIT, GameSettings
from rnnlab.core.problems import Problem

OWN = GameSettings(material="own", own_text="do re mi fa sol")


@pytest.mark.parametrize("material", MATERIALS)
@pytest.mark.parametrize("pattern", PATTERNS)
def test_every_row_can_be_played(material: str, pattern: str) -> None:
    settings = GameSettings.from_json({"material": material, "pattern": pattern})
    assert settings.problem() is None
    settings.experiment.validated()


def test_the_whole_game_trains_as_much_however_many_rounds() -> None:
    steps = [replace(GameSettings(), rounds=rounds).steps_per_round * rounds for rounds in ROUNDS]
    assert max(steps) - min(steps) <= max(ROUNDS)
    longer = GameSettings(material="alphabet")
    assert longer.steps_per_round > GameSettings().steps_per_round


@pytest.mark.parametrize(
    "changes, code",
    [
        ({"own_text": ""}, "vocabulary.empty"),
        ({"own_text": "가"}, "vocabulary.one_symbol"),
        ({"own_text": "가 나 다"}, "game.too_few"),
        ({"pattern": "second"}, "game.too_few"),
        ({"own_text": "가-하 A-Z a-z α-ω А-Я"}, "game.too_many"),
    ],
)
def test_own_symbols_that_cannot_be_played(changes: dict[str, str], code: str) -> None:
    problem = GameSettings.from_json(OWN.to_json() | changes).problem()
    assert problem is not None
    assert (problem.code, problem.field) == (code, "vocabulary")
    assert OWN.problem() is None


@given(
    st.builds(
        GameSettings,
        material=st.sampled_from(["hangul", "own"]),
        own_text=st.text(max_size=30),
        pattern=st.sampled_from(["forward", "second"]),
        mode=st.sampled_from(["single", "teams", "spectator"]),
        rounds=st.sampled_from(ROUNDS),
        relaxed=st.booleans(),
        seed=st.integers(0, SEED_LIMIT),
    )
)
def test_a_file_gives_back_what_was_chosen(settings: GameSettings) -> None:
    assert GameSettings.from_json(json.loads(json.dumps(settings.to_json()))) == settings


@pytest.mark.parametrize(
    "name, value",
    [
        ("material", "klingon"),
        ("mode", 3),
        ("rounds", 7),
        ("rounds", True),
        ("seed", -1),
        ("seed", 1.5),
        ("relaxed", "yes"),
        ("own_text", None),
    ],
)
def test_what_cannot_be_is_named(name: str, value: object) -> None:
    with pytest.raises(Problem) as caught:
        GameSettings.from_json({name: value})
    assert caught.value.args["name"] == name
    with pytest.raises(Problem):
        GameSettings.from_json([])
