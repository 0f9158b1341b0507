"""Completion: after every symbol, the next one of the vocabulary's order (the lecture's task).

The batch holds *all suffixes* of the sequence, each from a zero state, so that the net learns to
start anywhere: trained on windows of one fixed length it looks solved and fails on other prefixes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from rnnlab.core.batch import Batch
from rnnlab.core.tasks import Order
from rnnlab.core.vocabulary import Vocabulary

OUTPUT_LIMIT = 2**24
"""Most logits (T·B·V) of a batch; one float32 array of them is 64 MiB."""


@dataclass(frozen=True)
class Completion:
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

    @property
    def input_size(self) -> int:
        """One input for each symbol."""
        return self.vocabulary.size

    @property
    def output_size(self) -> int:
        """One answer for each symbol."""
        return self.vocabulary.size

    @cached_property
    def sequence(self) -> tuple[int, ...]:
        """Indices of all symbols in the order to be learnt."""
        forward = range(self.vocabulary.size)
        return tuple(reversed(forward)) if self.order == "reversed" else tuple(forward)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Places in the sequence at which the batch's sequences begin.

        Every place but the last. Beyond 256 symbols all suffixes together would not fit into
        memory (`OUTPUT_LIMIT`); then as many evenly spaced ones as do.
        """
        size = self.vocabulary.size
        fitting = max(OUTPUT_LIMIT // (size * (size - 1)), 1)
        count = min(size - 1, fitting)
        return tuple(number * (size - 1) // count for number in range(count))

    def batch(self) -> Batch:
        """Return all suffixes of the sequence, longest first, each asking for the next symbol."""
        sequence = self.sequence
        return Batch.of([(sequence[start:-1], sequence[start + 1 :]) for start in self.starts])

    def expected(self, prefix: Sequence[int]) -> int | None:
        """Return what follows a piece of the sequence; None at its end and for anything else."""
        if not prefix or prefix[-1] not in self.sequence[:-1]:
            return None
        end = self.sequence.index(prefix[-1]) + 1
        is_piece = tuple(prefix) == self.sequence[max(end - len(prefix), 0) : end]
        return self.sequence[end] if is_piece else None


TASK = Completion
