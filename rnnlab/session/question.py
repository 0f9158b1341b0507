"""A question put to the net: a prefix to write on from, or a whole sequence with its right answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from rnnlab.core.cells.interpreter import Clamp
from rnnlab.core.generate import Written, follow, write
from rnnlab.core.net import Float32Array, NetShape
from rnnlab.core.tasks import Example

LONGEST_ANSWER = 100
LARGEST_TEMPERATURE = 5.0


@dataclass(frozen=True)
class Question:
    """What a person asked.

    Attributes
    ----------
    text
        As typed.
    prefix
        Symbol indices.
    length
        How many symbols the net shall write.
    temperature
        0 for the likeliest symbol at every step.
    draw
        Another number is another draw.
    continuation
        What the net shall write, where somebody has chosen it; None lets the net choose.
    targets
        Where the net reads the whole question and does not write on: the answer asked for at every step of
        ``prefix``; `NO_TARGET` where none is.
    """

    text: str
    prefix: tuple[int, ...]
    length: int
    temperature: float = 0.0
    draw: int = 0
    continuation: tuple[int, ...] | None = None
    targets: tuple[int, ...] = ()

    @classmethod
    def read(cls, text: str, example: Example) -> Question:
        """Return a question that the net reads to its end."""
        return cls(text, example.inputs, 1, targets=example.targets)

    @property
    def is_read(self) -> bool:
        """Whether the net reads the whole question instead of writing on."""
        return bool(self.targets)

    def again(self) -> Question:
        """Return the same question with another draw."""
        return replace(self, draw=self.draw + 1)

    def answer(
        self, shape: NetShape, parameters: Float32Array, clamps: Sequence[Clamp]
    ) -> tuple[Written, ...]:
        """Let the net write; the same question to the same net gives the same answer."""
        if self.continuation is not None:
            return tuple(follow(shape, parameters, self.prefix, self.continuation, clamps))
        generator = np.random.Generator(np.random.PCG64(self.draw))
        writing = write(
            shape,
            parameters,
            self.prefix,
            temperature=self.temperature,
            generator=generator,
            clamps=clamps,
        )
        return tuple(islice(writing, self.length))
