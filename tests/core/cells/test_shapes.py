"""Shape inference: sizes that must be equal are joined, and a contradiction is found."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from rnnlab.core.cells.shapes import Dimensions


def test_equal_sizes_are_joined() -> None:
    dimensions = Dimensions()
    assert dimensions.unify("a", "b")
    assert dimensions.unify("c", "d")
    assert dimensions.unify("b", "c")
    assert dimensions.unify("d", "X")
    assert [dimensions.resolve(name) for name in "abcd"] == ["X"] * 4


def test_what_nothing_determines_is_the_hidden_size() -> None:
    assert Dimensions().resolve("W_a.rows") == "H"


def test_a_contradiction_is_found() -> None:
    dimensions = Dimensions()
    assert dimensions.unify("a", "X")
    assert dimensions.unify("b", "H")
    assert not dimensions.unify("a", "b")
    assert not dimensions.unify("1", "X")
    assert dimensions.unify("a", "X")
    assert (dimensions.resolve("a"), dimensions.resolve("b")) == ("X", "H")


def test_numbers() -> None:
    dimensions = Dimensions()
    assert dimensions.is_scalar("1")
    assert not dimensions.is_scalar("a")
    dimensions.unify("a", "1")
    assert dimensions.is_scalar("a")


@given(st.permutations("abcdefgh"), st.integers(0, 7))
def test_a_chain_has_one_size_in_whatever_order(names: list[str], place: int) -> None:
    dimensions = Dimensions()
    for first, second in pairwise(names):
        assert dimensions.unify(first, second)
    assert dimensions.unify(names[place], "X")
    assert {dimensions.resolve(name) for name in names} == {"X"}
