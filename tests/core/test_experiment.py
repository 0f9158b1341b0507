"""Experiments say what is wrong at which field, and survive JSON."""

from __future__ import annotations

import json
import math
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.experiment import Experiment, OptimizerSettings, StopRule
from rnnlab.core.problems import Problem

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def changed(**settings: object) -> Experiment:
    """The defaults with changes, those of the optimiser and the stop rule by their own names."""
    optimizer = {item.name for item in fields(OptimizerSettings)} - {"kind"}
    experiment: Any = Experiment()
    for name, value in settings.items():
        if name in optimizer:
            experiment = replace(experiment, optimizer=replace(experiment.optimizer, **{name: value}))
        elif name == "steps":
            experiment = replace(experiment, stop=replace(experiment.stop, steps=value))
        else:
            experiment = replace(experiment, **{name: value})
    checked: Experiment = experiment
    return checked


def test_the_defaults_are_valid() -> None:
    experiment = Experiment()
    assert experiment.validated() is experiment
    shape = experiment.shape()
    assert (shape.input_size, shape.hidden_size, shape.layers, shape.output_size) == (14, 8, 1, 14)
    assert experiment.vocabulary().size == 14


@pytest.mark.parametrize(
    "name, value, code",
    [
        ("hidden_size", 0, "experiment.range"),
        ("hidden_size", 1025, "experiment.range"),
        ("layers", 0, "experiment.range"),
        ("layers", 5, "experiment.range"),
        ("seed", -1, "experiment.range"),
        ("seed", 2**32, "experiment.range"),
        ("learning_rate", 0.0, "experiment.above"),
        ("learning_rate", -1.0, "experiment.above"),
        ("learning_rate", 10.5, "experiment.above"),
        ("learning_rate", math.nan, "experiment.above"),
        ("momentum", 1.0, "experiment.below"),
        ("momentum", -0.1, "experiment.below"),
        ("clip_norm", -1.0, "experiment.below"),
        ("clip_norm", math.inf, "experiment.below"),
        ("steps", 0, "experiment.range"),
        ("order", "sideways", "experiment.choice"),
        ("backend", "abacus", "experiment.choice"),
        ("device", "tpu", "experiment.choice"),
        ("task", "nothing", "experiment.choice"),
        ("cell", "no-such-cell", "cell.unknown"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(name: str, value: object, code: str) -> None:
    experiment = changed(**{name: value})
    problems = experiment.problems()
    assert {field: problem.code for field, problem in problems.items()} == {name: code}
    with pytest.raises(Problem) as caught:
        experiment.validated()
    assert caught.value is not None
    assert (caught.value.field, caught.value.code) == (name, code)


@pytest.mark.parametrize(
    "name, value",
    [
        ("hidden_size", 1),
        ("hidden_size", 1024),
        ("layers", 4),
        ("seed", 2**32 - 1),
        ("learning_rate", 10.0),
        ("learning_rate", 1e-9),
        ("momentum", 0.0),
        ("clip_norm", 0.0),
        ("clip_norm", 1e6),
        ("steps", 1),
    ],
)
def test_the_limits_themselves_are_allowed(name: str, value: object) -> None:
    assert changed(**{name: value}).problems() == {}


def test_a_vocabulary_problem_and_several_at_once() -> None:
    problems = changed(vocabulary_text="가-Z", hidden_size=0, learning_rate=0.0).problems()
    assert set(problems) == {"vocabulary", "hidden_size", "learning_rate"}
    assert problems["vocabulary"].code == "vocabulary.range"


def test_optimizer_and_stop_kinds() -> None:
    unknown: Any = "magic"
    assert set(replace(Experiment(), optimizer=OptimizerSettings(unknown)).problems()) == {"optimizer"}
    assert set(replace(Experiment(), stop=StopRule(unknown)).problems()) == {"stop"}


def test_a_net_that_does_not_fit_into_memory() -> None:
    problems = changed(vocabulary_text="1-256", hidden_size=1024, layers=4).problems()
    assert problems["hidden_size"].code == "experiment.too_large"
    assert problems["hidden_size"].args["gigabytes"] > problems["hidden_size"].args["limit"]


def test_json_there_and_back() -> None:
    experiment = replace(
        Experiment("A-Z", cell="gru", hidden_size=32, seed=2**32 - 1),
        optimizer=OptimizerSettings("sgd", 0.5, 0.8, 1.0),
        stop=StopRule("solved", 3),
    )
    assert Experiment.from_json(json.loads(json.dumps(experiment.to_json()))) == experiment


def test_json_leaves_defaults_and_unknown_names() -> None:
    assert Experiment.from_json({}) == Experiment()
    assert Experiment.from_json({"future": 1, "seed": 5}) == Experiment(seed=5)
    whole = Experiment.from_json({"optimizer": {"learning_rate": 1}})
    assert whole.optimizer.learning_rate == 1.0
    assert isinstance(whole.optimizer.learning_rate, float)


@pytest.mark.parametrize(
    "content, field",
    [
        (None, "experiment"),
        ([], "experiment"),
        ({"seed": "5"}, "seed"),
        ({"seed": 5.0}, "seed"),
        ({"seed": True}, "seed"),
        ({"hidden_size": None}, "hidden_size"),
        ({"vocabulary_text": 5}, "vocabulary_text"),
        ({"optimizer": 5}, "optimizer"),
        ({"optimizer": {"learning_rate": "fast"}}, "learning_rate"),
        ({"optimizer": {"learning_rate": 10**400}}, "learning_rate"),
        ({"stop": {"steps": [1]}}, "steps"),
    ],
)
def test_json_of_another_kind_is_refused(content: object, field: str) -> None:
    with pytest.raises(Problem) as caught:
        Experiment.from_json(content)
    assert (caught.value.code, caught.value.field) == ("experiment.type", field)


@given(st.dictionaries(st.sampled_from([item.name for item in fields(Experiment)]), JSON_VALUES))
def test_any_json_is_an_experiment_or_a_problem(content: dict[str, Any]) -> None:
    try:
        problems = Experiment.from_json(content).problems()
    except Problem as problem:
        problems = {problem.field: problem}
    assert all(field == problem.field for field, problem in problems.items())
