"""A caption beside the right one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from rnnlab.scene.captions.wording import alternatives, wording

WORDS = some.lists(some.sampled_from("abcd"), max_size=8)


def test_a_wrong_word_is_marked_and_the_others_are_not() -> None:
    found = wording(["a", "small", "red", "circle"], ["a", "small", "blue", "circle"])
    assert found.is_right == (True, True, False, True)
    assert (found.missing, found.all_right) == (1, False)


def test_words_behind_one_too_many_are_still_right() -> None:
    found = wording(["a", "big", "red", "red", "star"], ["a", "big", "red", "star"])
    assert sum(right is True for right in found.is_right) == 4
    assert found.all_right is False


def test_what_is_missing_makes_it_wrong() -> None:
    found = wording(["a"], ["a", "star"])
    assert (found.is_right, found.missing, found.all_right) == ((True,), 1, False)
    assert wording([], []).all_right is True


def test_nobody_knows() -> None:
    found = wording(["a", "heart"], None)
    assert found.is_right == (None, None)
    assert found.all_right is None


@given(WORDS, WORDS)
def test_it_is_right_exactly_if_it_is_the_same(said: list[str], wanted: list[str]) -> None:
    found = wording(said, wanted)
    assert found.all_right is (said == wanted)
    right = [word for word, is_right in zip(said, found.is_right, strict=True) if is_right]
    rest = iter(wanted)
    assert all(word in rest for word in right)  # the right words stand in the wanted caption in that order


def test_alternatives_show_where_they_part_from_the_likeliest() -> None:
    found = alternatives([(("a", "b", "c", "d", "e", "f"), 0.5), (("a", "b", "c", "d", "x", "f"), 0.25)])
    assert [one.probability for one in found] == [0.5, 0.25]
    assert not any(found[0].is_other)
    assert found[1].is_other == (False, False, False, False, True, False)
    assert found[1].pairs[4] == ("x", True)
    assert found[1].short_pairs == (("…", False), ("d", False), ("x", True), ("f", False))
    assert found[0].short_pairs == found[0].pairs
    assert alternatives([]) == ()
