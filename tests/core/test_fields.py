"""Checks of fields, apart from the settings that have them."""

import math
from dataclasses import dataclass, field

import pytest

from rnnlab.core.fields import OpenEnd, field_problems, from_mapping, problem_of, range_problem
from rnnlab.core.problems import Problem


@dataclass(frozen=True)
class Inner:
    rate: float = 0.5


@dataclass(frozen=True)
class Outer:
    name: str = "a"
    count: int = 1
    words: tuple[str, ...] = ()
    inner: Inner = field(default_factory=Inner)


@pytest.mark.parametrize(
    "value, open_end, code",
    [
        (0, None, None),
        (1, None, None),
        (1.5, None, "experiment.range"),
        (math.nan, None, "experiment.range"),
        (0, "above", "experiment.above"),
        (1, "above", None),
        (2, "above", "experiment.above"),
        (0, "below", None),
        (1, "below", "experiment.below"),
        (-1, "below", "experiment.below"),
    ],
)
def test_numbers_between_0_and_1(value: float, open_end: OpenEnd | None, code: str | None) -> None:
    problem = range_problem("count", value, 0, 1, open_end)
    assert (problem.code if problem else None) == code


def test_everything_that_is_wrong_is_told_by_field() -> None:
    values = {"name": "z", "count": 0, "rate": 1.0}
    limits = {"count": (1, 2), "rate": (0, 1)}
    assert field_problems(values.__getitem__, {"name": ("a", "b")}, limits, {"rate": "below"}) == {
        "name": Problem("experiment.choice", "name", value="z", choices="a, b"),
        "count": Problem("experiment.range", "count", value=0, low=1, high=2),
        "rate": Problem("experiment.below", "rate", value=1.0, low=0, high=1),
    }


def test_a_json_object_becomes_the_dataclass_and_unknown_names_are_left_out() -> None:
    content = {"count": 3, "words": ["x", "y"], "inner": {"rate": 1, "new": 0}, "other": None}
    assert from_mapping(Outer(), content) == Outer("a", 3, ("x", "y"), Inner(1.0))


@pytest.mark.parametrize(
    "content, place, kind",
    [
        ([], "experiment", "list"),
        ({"inner": 1}, "inner", "int"),
        ({"inner": {"rate": True}}, "rate", "bool"),
        ({"inner": {"rate": 2**60}}, "rate", "int"),
        ({"count": 1.0}, "count", "float"),
        ({"name": None}, "name", "NoneType"),
        ({"words": [1]}, "words", "list"),
    ],
)
def test_values_of_another_kind_are_told_at_their_field(content: object, place: str, kind: str) -> None:
    assert problem_of(lambda: from_mapping(Outer(), content)) == Problem("experiment.type", place, value=kind)
