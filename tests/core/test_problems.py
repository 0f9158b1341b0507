"""Problems carry a code, a place and placeholders, and compare by value."""

from __future__ import annotations

import copy
import pickle

import pytest

from rnnlab.core.problems import Problem


def test_a_problem_names_its_code_place_and_placeholders() -> None:
    problem = Problem("prefix.unknown", "prefix", symbol="힣", position=3)
    assert problem.code == "prefix.unknown"
    assert problem.field == "prefix"
    assert problem.args == {"symbol": "힣", "position": 3}
    assert str(problem) == "prefix.unknown at prefix (symbol='힣', position=3)"


def test_a_problem_without_a_place() -> None:
    assert str(Problem("training.diverged")) == "training.diverged"
    assert Problem("training.diverged").field == ""


def test_problems_compare_by_value() -> None:
    assert Problem("a.b", "c", n=1) == Problem("a.b", "c", n=1)
    assert hash(Problem("a.b", "c", n=1)) == hash(Problem("a.b", "c", n=1))
    assert Problem("a.b", "c", n=1) != Problem("a.b", "c", n=2)
    assert Problem("a.b", "c") != Problem("a.b", "d")
    assert Problem("a.b", "c") != "a.b"


def test_problems_survive_copies_and_pickles() -> None:
    problem = Problem("a.b", "c", n=[1])
    for other in (copy.copy(problem), copy.deepcopy(problem), pickle.loads(pickle.dumps(problem))):
        assert other == problem
        assert other.args == {"n": [1]}


def test_problems_can_be_raised_and_caught() -> None:
    with pytest.raises(Problem) as caught:
        raise Problem("vocabulary.empty", "vocabulary")
    assert caught.value.code == "vocabulary.empty"
    assert repr(caught.value) == "Problem('vocabulary.empty', 'vocabulary')"
