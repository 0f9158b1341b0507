"""Beginnings worth laying side by side: those that show how the state remembers what was read before.

Two kinds tell most. *The same ending*: two beginnings end in the same letters and still go on differently, so
that only the state can know which of them was read. *A fork*: one beginning that goes on in two ways, each a
letter further.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rnnlab.core.phrases.tree import Branching, Prefix, PrefixTree

__all__ = ["LOOKED_AT", "Pair", "shared", "worth_comparing"]

LOOKED_AT = 4000
"""Beginnings of a large book that are looked at; more would take longer than a frame."""


@dataclass(frozen=True)
class Pair:
    """Two beginnings.

    Attributes
    ----------
    first, second
        Indices, the end symbol first.
    kind
        ``"ending"`` or ``"fork"``.
    alike
        How many letters they have in common, at the end or at the beginning.
    """

    first: Prefix
    second: Prefix
    kind: Literal["ending", "fork"]
    alike: int


def shared(first: Prefix, second: Prefix) -> int:
    """Return how many symbols two beginnings have in common from their start, the end symbol counted."""
    pairs = zip(first, second, strict=False)
    return next((place for place, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def worth_comparing(tree: PrefixTree, count: int = 8) -> tuple[Pair, ...]:
    """Choose pairs from a book: half of each kind where there are as many, the most telling first.

    Parameters
    ----------
    tree
        The book's beginnings.
    count
        Most pairs.
    """
    branchings = tree.branchings[:LOOKED_AT]
    endings, forks = _endings(branchings), _forks(branchings)
    of_endings = endings[: max(count // 2, count - len(forks))]
    return (*of_endings, *forks[: count - len(of_endings)])


def _endings(branchings: tuple[Branching, ...]) -> list[Pair]:
    """Pairs that end alike and go on with different symbols, the longest common ending first."""
    begun = [branching for branching in branchings if len(branching.prefix) > 2]
    # read from the end, those with the longest common ending are neighbours
    backwards = sorted(begun, key=lambda branching: branching.prefix[:0:-1])
    found: list[Pair] = []
    for one, other in pairwise(backwards):
        alike = shared(one.prefix[:0:-1], other.prefix[:0:-1])
        apart = one.counts.keys().isdisjoint(other.counts)
        nested = alike >= min(len(one.prefix), len(other.prefix)) - 1
        if alike and apart and not nested:
            found.append(Pair(one.prefix, other.prefix, "ending", alike))
    found.sort(key=lambda pair: -pair.alike)
    return _unlike(found)


def _unlike(pairs: list[Pair]) -> list[Pair]:
    """Leave out pairs whose common ending another pair has already."""
    seen: set[Prefix] = set()
    kept = []
    for pair in pairs:
        endings = {pair.first[-length:] for length in range(1, pair.alike + 1)}
        if not endings & seen:
            kept.append(pair)
        seen.add(pair.first[-pair.alike :])
    return kept


def _forks(branchings: tuple[Branching, ...]) -> list[Pair]:
    """Beginnings that go on with a letter in two ways, the longest first."""
    found: list[Pair] = []
    for branching in branchings:
        letters = [symbol for symbol in branching.counts if symbol != branching.prefix[0]]
        if len(letters) > 1 and len(branching.prefix) > 1:
            first, second = ((*branching.prefix, letter) for letter in letters[:2])
            found.append(Pair(first, second, "fork", len(branching.prefix) - 1))
    return sorted(found, key=lambda pair: -pair.alike)
