"""The prefix tree of a phrase book: what follows every beginning, and how often.

It is the oracle: a net that has learnt the book gives to every beginning the shares that stand here. A
beginning with a single continuation is *decidable*; after any other there is no right answer, only shares.
"""

from __future__ import annotations

from bisect import bisect_left
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
    """Every beginning of every phrase; single ones are looked up without the whole tree being made.

    Parameters
    ----------
    book
        The phrases.
    """

    def __init__(self, book: PhraseBook) -> None:
        self.book = book
        ordered = sorted((phrase, number) for number, phrase in enumerate(book.encoded))
        self._phrases = [phrase for phrase, _ in ordered]
        self._numbers = [number for _, number in ordered]

    def __len__(self) -> int:
        return len(self.branchings)

    @cached_property
    def branchings(self) -> tuple[Branching, ...]:
        """Every beginning once, in the order of the book."""
        root = _Node((self.book.vocabulary.size - 1,))
        nodes = [root]
        for phrase in self.book.encoded:
            _add(root, phrase, nodes)
        return tuple(_branching(node.prefix, node.counts) for node in nodes)

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
        length = len(prefix)
        first = bisect_left(self._phrases, tuple(prefix))
        last = bisect_left(self._phrases, (*prefix, self.book.vocabulary.size), first)
        if not length or prefix[0] != self.book.vocabulary.size - 1:
            return None
        counts: dict[int, int] = {}
        for number in sorted(self._numbers[first:last]):  # the first in the book come first
            phrase = self.book.encoded[number]
            if len(phrase) > length:
                counts[phrase[length]] = counts.get(phrase[length], 0) + 1
        return _branching(tuple(prefix), counts) if counts else None


def _add(root: _Node, phrase: Prefix, nodes: list[_Node]) -> None:
    """Count a phrase in the tree; new nodes are appended."""
    node = root
    for place, symbol in enumerate(phrase[1:], start=1):
        node.counts[symbol] = node.counts.get(symbol, 0) + 1
        if place == len(phrase) - 1:
            return
        if symbol not in node.children:
            node.children[symbol] = _Node(phrase[: place + 1])
            nodes.append(node.children[symbol])
        node = node.children[symbol]


def _branching(prefix: Prefix, counts: dict[int, int]) -> Branching:
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])
    return Branching(prefix, dict(ordered))
