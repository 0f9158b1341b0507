from __future__ import annotations

from dataclasses import replace

import pytest

from rnnlab.core.cells import catalogue
from rnnlab.core.problems import Problem
from rnnlab.core.text.corpus import CorpusChoice
from rnnlab.core.text.settings import COSINE_END, TextSettings, memory_needed, out_of_memory, smaller


def test_settings_survive_json() -> None:
    settings = TextSettings(
        CorpusChoice("own", "/somewhere", 3), hidden_size=64, dropout=0.5, schedule="halving"
    )
    assert TextSettings.from_json(settings.to_json()) == settings
    assert TextSettings.from_json({"hidden_size": 32, "unknown": 1}).hidden_size == 32


@pytest.mark.parametrize(
    "content", [[], {"hidden_size": "many"}, {"hidden_size": True}, {"corpus": 1}, {"corpus": {"path": 1}}]
)
def test_json_of_another_kind_is_refused(content: object) -> None:
    with pytest.raises(Problem, match=r"experiment\.type"):
        TextSettings.from_json(content)


@pytest.mark.parametrize(
    "field, value",
    [
        ("hidden_size", 2000),
        ("layers", 4),
        ("dropout", 1.0),
        ("learning_rate", 0.0),
        ("learning_rate", float("nan")),
        ("schedule", "magic"),
        ("cell", "magic"),
        ("device", "abacus"),
        ("threads", 10_000),
        ("diary_temperature", -0.1),
        ("diary_temperature", 5.1),
    ],
)
def test_what_is_wrong_is_told_at_its_field(field: str, value: object) -> None:
    wrong = replace(TextSettings(), **{field: value})  # type: ignore[arg-type]
    assert set(wrong.problems()) == {field}
    with pytest.raises(Problem):
        wrong.validated()


def test_the_learning_rate_climbs_and_falls() -> None:
    settings = TextSettings(learning_rate=0.1, warmup_steps=10, steps=110, schedule="cosine")
    rates = [settings.rate_at(step) for step in range(111)]
    assert rates[0] == pytest.approx(0.1 / 11)
    assert rates[:11] == sorted(rates[:11])
    assert rates[10] == pytest.approx(0.1)
    assert rates[60] == pytest.approx(0.1 * (1 + COSINE_END) / 2)
    assert rates[110] == pytest.approx(0.1 * COSINE_END)
    halving = replace(settings, schedule="halving")
    assert [halving.rate_at(step) for step in (59, 60, 67, 109, 500)] == pytest.approx(
        [0.1, 0.05, 0.025, 0.1 / 256, 0.1 / 256]
    )
    assert {replace(settings, schedule="constant").rate_at(step) for step in (10, 50, 500)} == {0.1}


def test_the_default_cell_has_a_memory_of_its_own() -> None:
    assert len(catalogue.load(TextSettings().cell).states) > 1


def test_smaller_settings_need_less_memory_until_nothing_is_left() -> None:
    settings = TextSettings(hidden_size=1024, layers=3, batch_size=256, sequence_length=400)
    needed = memory_needed(settings, 100)
    for _ in range(40):
        settings = smaller(settings)
        assert settings.validated() == settings
        assert memory_needed(settings, 100) <= needed
        needed = memory_needed(settings, 100)
    assert settings.hidden_size == 4
    problem = out_of_memory(TextSettings(batch_size=64))
    assert (problem.code, problem.field) == ("text.memory", "batch_size")
    assert problem.args == {"value": 64, "proposal": 32}
