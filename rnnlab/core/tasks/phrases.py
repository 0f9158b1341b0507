"""Phrases: complete what somebody begins to type (the lecture's ``기`` → ``기억 속으로``).

The batch holds every phrase of the book, from its first symbol to the end symbol. A phrase that stands in the
book twice is there twice: so the net learns after every beginning the shares that the book has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rnnlab.core.batch import Batch
from rnnlab.core.net import FloatArray, NetShape
from rnnlab.core.phrases.book import PhraseBook
from rnnlab.core.phrases.judge import Judge
from rnnlab.core.phrases.tree import PrefixTree
from rnnlab.core.tasks import OneHot, Order
from rnnlab.core.vocabulary import Vocabulary

_FITTING = ((8, 12), (16, 80), (32, 600), (64, 5000))
_LARGEST = 128


@dataclass(frozen=True)
class Phrases(OneHot):
    """Continue the phrases of a book.

    Attributes
    ----------
    vocabulary
        The book's symbols and its end symbol, whatever vocabulary was given.
    order
        Phrases are read forwards only; it changes nothing.
    phrases
        The book as typed, see `rnnlab.core.phrases.book`.
    """

    vocabulary: Vocabulary
    order: Order
    phrases: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "vocabulary", self.book.vocabulary)

    @cached_property
    def book(self) -> PhraseBook:
        """The phrases; raises Problem at ``"phrases"``."""
        return PhraseBook.parse(self.phrases)

    @cached_property
    def tree(self) -> PrefixTree:
        """What follows every beginning."""
        return PrefixTree(self.book)

    @cached_property
    def judge(self) -> Judge:
        """What finds out how well a net knows the book."""
        return Judge(self.tree)

    @property
    def end(self) -> int:
        """Index of the symbol with which phrases begin and end."""
        return self.vocabulary.size - 1

    @property
    def sequence(self) -> tuple[int, ...]:
        """The first phrase of the book, between two ends."""
        return self.book.encoded[0]

    def batch(self) -> Batch:
        """Return every phrase, longest first, each asking for the next symbol."""
        return Batch.of([(phrase[:-1], phrase[1:]) for phrase in self.book.encoded])

    def is_learnt(self, shape: NetShape, parameters: FloatArray) -> bool:
        """Return whether all of a net's probabilities are near to the shares in the book."""
        return self.judge.judge(shape, parameters).is_learnt

    def expected(self, prefix: Sequence[int]) -> int | None:
        """Return what follows a beginning if the book leaves no choice; None for anything else."""
        branching = self.tree.after(prefix)
        return branching.likeliest if branching is not None and branching.is_decidable else None


def fitting_size(book: PhraseBook) -> int:
    """Return a hidden size at which a net learns a book soon: by the number of its letters, as measured."""
    letters = sum(map(len, set(book.phrases)))
    return next((size for size, most in _FITTING if letters <= most), _LARGEST)


TASK = Phrases
