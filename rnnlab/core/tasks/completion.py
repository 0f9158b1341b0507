"""Completion: after every symbol, the next one of the vocabulary's order (the lecture's task).

The batch holds *all suffixes* of the sequence, each from a zero state, so that the net learns to
start anywhere: trained on windows of one fixed length it looks solved and fails on other prefixes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rnnlab.core.batch import Batch
from rnnlab.core.tasks import OneHot, Order
from rnnlab.core.vocabulary import Vocabulary

OUTPUT_LIMIT = 2**24
"""Most logits (T·B·V) of a batch; one float32 array of them is 64 MiB."""


@dataclass(frozen=True)
class Completion(OneHot):
    """Continue the vocabulary's own order, forwards or backwards.

    Attributes
    ----------
    vocabulary
        At least two symbols.
    order
        ``"forward"`` or ``"reversed"``.
    """

    vocabulary: Vocabulary
    order: Order

    @cached_property
    def sequence(self) -> tuple[int, ...]:
        """Indices of all symbols in the order to be learnt."""
        forward = range(self.vocabulary.size)
        return tuple(reversed(forward)) if self.order == "reversed" else tuple(forward)

    def batch(self) -> Batch:
        """Return all suffixes of the sequence, longest first, each asking for the next symbol."""
        return Batch.of(suffixes([self.sequence], self.vocabulary.size))

    def expected(self, prefix: Sequence[int]) -> int | None:
        """Return what follows a piece of the sequence; None at its end and for anything else."""
        return following([self.sequence], prefix)


def suffixes(rows: Sequence[tuple[int, ...]], size: int) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Return all suffixes of some rows of symbols without their last one, each with what is to follow.

    Beyond 256 symbols all suffixes together would not fit into memory (`OUTPUT_LIMIT`); then as many evenly
    spaced ones as do.

    Parameters
    ----------
    rows
        The longest one first.
    size
        Symbols in all, V.
    """
    pieces = [(row, start) for row in rows for start in range(len(row) - 1)]
    fitting = max(OUTPUT_LIMIT // (size * max(len(rows[0]) - 1, 1)), 1)
    count = min(len(pieces), fitting)
    chosen = (pieces[number * len(pieces) // count] for number in range(count))
    return [(row[start:-1], row[start + 1 :]) for row, start in chosen]


def following(rows: Sequence[tuple[int, ...]], prefix: Sequence[int]) -> int | None:
    """Return what follows a piece of one of the rows; None at its end and for anything else."""
    for row in rows:
        if prefix and prefix[-1] in row[:-1]:
            end = row.index(prefix[-1]) + 1
            if tuple(prefix) == row[max(end - len(prefix), 0) : end]:
                return row[end]
    return None


TASK = Completion
