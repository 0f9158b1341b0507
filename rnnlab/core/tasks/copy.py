"""Copying: hear a few symbols, wait through blanks, then say all of them in the same order.

After the copying memory problem of Hochreiter & Schmidhuber (1997) in the form of Arjovsky, Shah & Bengio
(2016): symbols, blanks, a mark that means "now", and blanks again while the symbols are repeated. Asked are
only the steps of the repetition, so that an answer that is always blank is worth nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product

import numpy as np

from rnnlab.core.batch import NO_TARGET, Batch
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import Example, OneHot, Order
from rnnlab.core.tasks.echo import BLANK, with_signs
from rnnlab.core.vocabulary import Vocabulary

NOW = "▶"
EVERY_WORD = 256
"""Up to so many different words the batch holds every one, of more a random choice of as many."""
SEED = 1997
"""Of that choice: the same for every net."""


@dataclass(frozen=True)
class Copy(OneHot):
    """Repeat a few symbols after a delay.

    Attributes
    ----------
    vocabulary
        The symbols that may be heard; the blank and the mark are added at the end if they are missing.
    order
        ``"forward"`` or ``"reversed"``: whether they are to be said as heard, or the last one first.
    delay
        Number of blanks between the last symbol and the mark.
    span
        How many symbols are heard, n.
    """

    vocabulary: Vocabulary
    order: Order
    delay: int = 10
    span: int = 3

    def __post_init__(self) -> None:
        object.__setattr__(self, "vocabulary", with_signs(self.vocabulary, BLANK, NOW))

    @cached_property
    def blank(self) -> int:
        """Index of the blank."""
        return self.vocabulary.symbols.index(BLANK)

    @cached_property
    def now(self) -> int:
        """Index of the mark."""
        return self.vocabulary.symbols.index(NOW)

    @cached_property
    def heard(self) -> tuple[int, ...]:
        """Indices of the symbols that may be heard."""
        return tuple(index for index in range(self.vocabulary.size) if index not in (self.blank, self.now))

    @property
    def example(self) -> Example:
        """The first symbols of the vocabulary; they begin again if there are too few."""
        return self.remembering([self.heard[place % len(self.heard)] for place in range(self.span)])

    @property
    def sequence(self) -> tuple[int, ...]:
        """The inputs of the example."""
        return self.example.inputs

    def remembering(self, word: Sequence[int]) -> Example:
        """Return a word of `span` symbols as a sequence: word, blanks, mark, blanks."""
        said = tuple(word) if self.order == "forward" else tuple(reversed(word))
        silence = [self.blank] * (len(word) - 1)
        inputs = (*word, *([self.blank] * self.delay), self.now, *silence)
        return Example(inputs, (*([NO_TARGET] * (len(word) + self.delay)), *said))

    def pose(self, text: str) -> Example:
        """Return the sequence for the symbols typed.

        Raises
        ------
        Problem
            At ``"prefix"``: ``prefix.unknown``, or ``copy.span`` if there are more or fewer than the net
            has learnt to remember.
        """
        word = [symbol for symbol in self.vocabulary.encode(text) if symbol in self.heard]
        if len(word) != self.span:
            raise Problem("copy.span", "prefix", span=self.span, count=len(word))
        return self.remembering(word)

    def batch(self) -> Batch:
        """Return every word, or a random choice of 256 where there are more."""
        return Batch.of([self.remembering(word) for word in _words(self.heard, self.span)])

    def expected(self, prefix: Sequence[int]) -> int | None:
        """Return what is to be said after the mark; None before it and for anything that is no sequence."""
        if len(prefix) < self.span or any(symbol not in self.heard for symbol in prefix[: self.span]):
            return None
        asked = self.remembering(prefix[: self.span])
        if tuple(prefix) != asked.inputs[: len(prefix)] or len(prefix) > len(asked.inputs):
            return None
        target = asked.targets[len(prefix) - 1]
        return None if target == NO_TARGET else target


@lru_cache(maxsize=4)
def _words(symbols: tuple[int, ...], span: int) -> tuple[tuple[int, ...], ...]:
    if len(symbols) ** span <= EVERY_WORD:
        return tuple(product(symbols, repeat=span))
    generator = np.random.Generator(np.random.PCG64(SEED))
    drawn: dict[tuple[int, ...], None] = {}
    while len(drawn) < EVERY_WORD:
        drawn[tuple(int(symbol) for symbol in generator.choice(symbols, span))] = None
    return tuple(drawn)


TASK = Copy
