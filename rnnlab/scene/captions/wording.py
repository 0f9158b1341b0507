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
