"""The prefix tree of a phrase book: what follows every beginning, and how often.

It is the oracle: a net that has learnt the book gives to every beginning the shares that stand here. A
beginning with a single continuation is *decidable*; after any other there is no right answer, only shares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from rnnlab.core.phrases.book import PhraseBook

Prefix = tuple[int, ...]


@dataclass
class _Node:
    prefix: Prefix
    counts: dict[int, int] = field(default_factory=dict)
    children: dict[int, _Node] = field(default_factory=dict)


@dataclass(frozen=True)
class Branching:
    """What follows one beginning.

    Attributes
    ----------
    prefix
        Indices; the first is the end symbol, before which nothing is known.
    counts
        How many phrases go on with each symbol, the most frequent first.
    """

    prefix: Prefix
    counts: Mapping[int, int]

    @property
    def is_decidable(self) -> bool:
        """Whether the book has one continuation only."""
        return len(self.counts) == 1

    @property
    def total(self) -> int:
        """Number of phrases that begin like this."""
        return sum(self.counts.values())

    @property
    def likeliest(self) -> int:
        """The symbol that follows most often; the first in the book of equally frequent ones."""
        return next(iter(self.counts))

    def share(self, symbol: int) -> float:
        """Return how often a symbol follows, 0 to 1."""
        return self.counts.get(symbol, 0) / self.total


class PrefixTree:
    """Every beginning of every phrase.

    Parameters
    ----------
    book
        The phrases.
    """

    def __init__(self, book: PhraseBook) -> None:
        self.book = book
        self._root = _Node((book.vocabulary.size - 1,))
        self._nodes = [self._root]
        for phrase in book.encoded:
            self._add(phrase)

    def _add(self, phrase: Prefix) -> None:
        node = self._root
        for place, symbol in enumerate(phrase[1:], start=1):
            node.counts[symbol] = node.counts.get(symbol, 0) + 1
            if place == len(phrase) - 1:
                return
            if symbol not in node.children:
                node.children[symbol] = _Node(phrase[: place + 1])
                self._nodes.append(node.children[symbol])
            node = node.children[symbol]

    def __len__(self) -> int:
        return len(self._nodes)

    @cached_property
    def branchings(self) -> tuple[Branching, ...]:
        """Every beginning once, in the order of the book."""
        return tuple(_branching(node) for node in self._nodes)

    @property
    def decidable(self) -> tuple[Branching, ...]:
        """The beginnings with a single continuation."""
        return tuple(branching for branching in self.branchings if branching.is_decidable)

    @property
    def ambiguous(self) -> tuple[Branching, ...]:
        """The beginnings after which the book goes on in several ways."""
        return tuple(branching for branching in self.branchings if not branching.is_decidable)

    def after(self, prefix: Sequence[int]) -> Branching | None:
        """Return what follows a beginning (its first index being the end); None if no phrase begins so."""
        if not prefix or prefix[0] != self._root.prefix[0]:
            return None
        node = self._root
        for symbol in prefix[1:]:
            found = node.children.get(symbol)
            if found is None:
                return None
            node = found
        return _branching(node)


def _branching(node: _Node) -> Branching:
    ordered = sorted(node.counts.items(), key=lambda pair: -pair[1])
    return Branching(node.prefix, dict(ordered))
