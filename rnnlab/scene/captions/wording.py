"""A caption beside the right one: which words are right, which are wrong, and which are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class Wording:
    """What was said, beside what would be right.

    Attributes
    ----------
    words
        What was said.
    is_right
        By word, whether it belongs there; None where nobody knows.
    missing
        How many words of the right caption were not said.
    """

    words: tuple[str, ...]
    is_right: tuple[bool | None, ...]
    missing: int

    @property
    def all_right(self) -> bool | None:
        """Whether it is the right caption, word for word; None where nobody knows."""
        if None in self.is_right or self.missing < 0:
            return None
        return self.missing == 0 and all(self.is_right)


def wording(said: Sequence[str], wanted: Sequence[str] | None) -> Wording:
    """Compare a caption with the right one: words of the longest common parts are right."""
    words = tuple(said)
    if wanted is None:
        return Wording(words, (None,) * len(words), -1)
    right = [False] * len(words)
    matcher = SequenceMatcher(None, words, tuple(wanted), autojunk=False)
    for start, _, size in matcher.get_matching_blocks():
        right[start : start + size] = [True] * size
    return Wording(words, tuple(right), len(wanted) - sum(right))


GAP = "…"
"""Stands for words that need not be written again."""


@dataclass(frozen=True)
class Alternative:
    """One of several captions of a picture.

    Attributes
    ----------
    words
        What it says.
    probability
        Of the whole caption, 0 to 1.
    is_other
        By word, whether the likeliest caption has another one there; never for the likeliest itself.
    """

    words: tuple[str, ...]
    probability: float
    is_other: tuple[bool, ...]

    @property
    def pairs(self) -> tuple[tuple[str, bool], ...]:
        """Every word, and whether the likeliest caption has another one there."""
        return tuple(zip(self.words, self.is_other, strict=True))

    @property
    def short_pairs(self) -> tuple[tuple[str, bool], ...]:
        """The same with a gap for words that the likeliest caption has, too; those beside others are kept."""
        if not any(self.is_other):
            return self.pairs
        near = [any(self.is_other[max(place - 1, 0) : place + 2]) for place in range(len(self.words))]
        short: list[tuple[str, bool]] = []
        for pair, is_near in zip(self.pairs, near, strict=True):
            if is_near:
                short.append(pair)
            elif not short or short[-1] != (GAP, False):
                short.append((GAP, False))
        return tuple(short)


def alternatives(found: Sequence[tuple[tuple[str, ...], float]]) -> tuple[Alternative, ...]:
    """Compare captions, each with its probability, with the first one, which is the likeliest."""
    made = []
    for place, (words, probability) in enumerate(found):
        is_same = wording(words, found[0][0]).is_right
        made.append(Alternative(words, probability, tuple(place > 0 and not same for same in is_same)))
    return tuple(made)
