"""Binary addition: two bits go in at every step, the lowest ones first, and one bit of the sum comes out.

The sum's bit at a step depends on the two bits there and on the carry of all steps before, which the net is
never told: it has to remember it. The last step reads two zeros, so that the last carry comes out too.

This is the example of A. Trask, "Anyone Can Learn To Code an LSTM-RNN in Python" (2015): two inputs, one
output bit a step. The output bit is written as two logits with a softmax, which is the same as one sigmoid of
their difference: P(1) = σ(y₁ − y₀).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from rnnlab.core.batch import Batch
from rnnlab.core.net import Codes
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import Example, Order
from rnnlab.core.vocabulary import Vocabulary

IntArray = npt.NDArray[np.integer]

EVERY_PAIR_BITS = 5
"""Up to so many bits the batch holds every pair of numbers: 1,024 at most."""
PAIRS = 1024
"""Pairs in a batch of longer numbers. With 512 of them 28 of 30 plain cells with 8 units add all 65,536 pairs
of 8 bits after 400 steps, with 1,024 all 30 do."""
SEED = 20151115
"""Of the pairs: the same for every net, so that only the initial weights make the difference."""
QUESTION_BITS = 64
"""Longest number that may be asked for."""

_SYMBOLS = Vocabulary(("00", "01", "10", "11"))
_ANSWERS = Vocabulary(("0", "1"))
_CODES: Codes = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))


@dataclass(frozen=True)
class Addition:
    """Add two numbers bit by bit.

    Attributes
    ----------
    typed
        The vocabulary in force for other tasks; addition has its own.
    order
        Without meaning here: the lowest bits always come first, or no carry could be known in time.
    bits
        Of each number, 1 to 32; the sum has one more.
    """

    typed: Vocabulary
    order: Order
    bits: int = 8

    @property
    def vocabulary(self) -> Vocabulary:
        """The four pairs of bits: symbol number 2·a + b stands for (a, b)."""
        return _SYMBOLS

    @property
    def answers(self) -> Vocabulary:
        """The bit of the sum."""
        return _ANSWERS

    @property
    def codes(self) -> Codes:
        """Each symbol as its two bits, (4, 2)."""
        return _CODES

    @property
    def entries(self) -> tuple[str, ...]:
        """The two numbers that the bits belong to."""
        return ("a", "b")

    @property
    def input_size(self) -> int:
        """Two bits."""
        return len(self.entries)

    @property
    def output_size(self) -> int:
        """Two possible answers, 0 and 1."""
        return self.answers.size

    @cached_property
    def example(self) -> Example:
        """A sum of two numbers of this length, in which carries begin, go on and end."""
        largest = 2**self.bits - 1
        first, second = (min(round(share * 2**self.bits), largest) for share in (0.84, 0.29))
        return self.adding(first, second)

    @property
    def sequence(self) -> tuple[int, ...]:
        """The inputs of the example."""
        return self.example.inputs

    def adding(self, first: int, second: int) -> Example:
        """Return two numbers as a sequence: as many steps as the task has, more if the numbers are longer."""
        length = max(self.bits, first.bit_length(), second.bit_length()) + 1
        inputs = tuple(2 * (first >> t & 1) + (second >> t & 1) for t in range(length))
        return Example(inputs, tuple((first + second) >> t & 1 for t in range(length)))

    def pose(self, text: str) -> Example:
        """Return a typed sum as a sequence; see `parse_sum`."""
        return self.adding(*parse_sum(text))

    def batch(self) -> Batch:
        """Return every pair of numbers of up to 5 bits, of longer ones 1,024 random pairs."""
        return _batch(self.bits)

    def expected(self, prefix: Sequence[int]) -> int | None:
        """Return the sum's bit at the last step of a prefix; None for an empty one."""
        if not prefix:
            return None
        before = carries(prefix[:-1])[-1] if len(prefix) > 1 else 0
        return (_ones(prefix[-1]) + before) & 1


def _ones(symbol: int) -> int:
    return (symbol >> 1) + (symbol & 1)


def carries(inputs: Sequence[int]) -> tuple[int, ...]:
    """Return the carry out of every step of a sum (T,)."""
    found: list[int] = []
    carry = 0
    for symbol in inputs:
        carry = int(_ones(symbol) + carry > 1)
        found.append(carry)
    return tuple(found)


def batch_of(first: IntArray, second: IntArray, bits: int) -> Batch:
    """Return pairs of numbers (B,) of up to 62 bits as sequences of bits + 1 steps."""
    places = np.arange(bits + 1)[:, None]  # (T, 1)
    a, b = first.astype(np.int64), second.astype(np.int64)
    inputs = 2 * (a >> places & 1) + (b >> places & 1)  # (T, B)
    targets = (a + b) >> places & 1  # (T, B)
    lengths = np.full(len(a), bits + 1, np.int32)  # (B,)
    return Batch(inputs.astype(np.int32), targets.astype(np.int32), lengths)


def every_pair(bits: int) -> tuple[IntArray, IntArray]:
    """Return all 4^bits pairs of numbers, (4^bits,) each."""
    numbers = np.arange(4**bits)
    return numbers >> bits, numbers & (2**bits - 1)


def random_pairs(bits: int, count: int, seed: int) -> tuple[IntArray, IntArray]:
    """Return random pairs of numbers (count,), every number equally likely."""
    generator = np.random.Generator(np.random.PCG64(seed))
    first, second = generator.integers(0, 2**bits, (2, count))
    return first, second


@lru_cache(maxsize=4)
def _batch(bits: int) -> Batch:
    pairs = every_pair(bits) if bits <= EVERY_PAIR_BITS else random_pairs(bits, PAIRS, SEED)
    return batch_of(*pairs, bits)


_PARTS = re.compile(r"\s*\+\s*|\s+")


def parse_sum(text: str) -> tuple[int, int]:
    """Read two numbers: ``13 + 9``, ``13 9``, in binary ``0b1101 + 0b1001``.

    Raises
    ------
    Problem
        At ``"prefix"``: ``sum.two_numbers`` if there are not exactly two, or a problem of `parse_number`.
    """
    written = unicodedata.normalize("NFKC", text).strip()
    parts = _PARTS.split(written) if written else []
    if len(parts) != 2 or "" in parts:
        raise Problem("sum.two_numbers", "prefix")
    return parse_number(parts[0]), parse_number(parts[1])


def parse_number(text: str, base: int = 10) -> int:
    """Read one number, in base 10 or 2; ``0b`` before it always means base 2.

    Raises
    ------
    Problem
        At ``"prefix"``: ``sum.empty``, ``sum.number`` or ``sum.bit`` (what was written), ``sum.too_long``
        (limit in bits).
    """
    written = unicodedata.normalize("NFKC", text).strip().replace("_", "").replace(",", "")
    if not written:
        raise Problem("sum.empty", "prefix")
    if written[:2].lower() == "0b":
        written, base = written[2:], 2
    digits = "01" if base == 2 else "0123456789"
    if not written or set(written) - set(digits):
        raise Problem("sum.bit" if base == 2 else "sum.number", "prefix", value=text.strip()[:40])
    written = written.lstrip("0")
    # a bit is worth more than three tenths of a digit
    if len(written) > QUESTION_BITS or (number := int(written or "0", base)).bit_length() > QUESTION_BITS:
        raise Problem("sum.too_long", "prefix", limit=QUESTION_BITS)
    return number


TASK = Addition
