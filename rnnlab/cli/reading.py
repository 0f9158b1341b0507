"""``rnnlab complete`` for tasks whose question the net reads to its end: sums, echoes, copies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rnnlab.cli.loaded import Loaded
from rnnlab.cli.output import short
from rnnlab.core.batch import NO_TARGET
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import Example, Reading, names_of
from rnnlab.core.tasks.addition import Addition, parse_sum
from rnnlab.core.trace import Trace, record


@dataclass(frozen=True, eq=False)
class Answered:
    """What a net answered to a question.

    Attributes
    ----------
    example
        What it read, and what was asked.
    trace
        Everything that happened.
    """

    example: Example
    trace: Trace

    @property
    def asked(self) -> tuple[int, ...]:
        """Time steps at which an answer is asked for, from 0."""
        return tuple(t for t, target in enumerate(self.example.targets) if target != NO_TARGET)

    @property
    def answers(self) -> tuple[int, ...]:
        """The likeliest answer at each of those steps."""
        return tuple(int(self.trace.logits[t].argmax()) for t in self.asked)

    @property
    def is_right(self) -> bool:
        """Whether all of them are right."""
        return self.answers == tuple(self.example.targets[t] for t in self.asked)


def answered(loaded: Loaded, text: str) -> Answered | None:
    """Put a typed question to a net; None if its task has no questions of this kind.

    Raises
    ------
    Problem
        At ``"prefix"`` if it cannot be read.
    """
    task = loaded.task
    if not isinstance(task, Reading):
        return None
    if not text.strip():
        raise Problem("prefix.empty", "prefix")
    example = task.pose(text)
    return Answered(example, record(loaded.shape, loaded.parameters, example.inputs, example.targets))


def value_of(bits: tuple[int, ...]) -> int:
    """Return the number that bits mean, the lowest first."""
    return sum(bit << place for place, bit in enumerate(bits))


def line_of(loaded: Loaded, found: Answered, text: str) -> str:
    """Return the answer as it is printed: ``13 + 9 = 22``, or the symbols said."""
    if isinstance(loaded.task, Addition):
        first, second = parse_sum(text)
        mark = "✓" if found.is_right else f"✗ ({first + second})"
        return f"{first} + {second} = {value_of(found.answers)} {mark}"
    names = names_of(loaded.task)
    return " ".join(names.answer(answer) for answer in found.answers)


def content_of(loaded: Loaded, found: Answered) -> dict[str, Any]:
    """Return the answer for JSON: what was read, and every answer asked for with its probability."""
    names, example = names_of(loaded.task), found.example
    content: dict[str, Any] = {
        "inputs": [names.symbol(symbol) for symbol in example.inputs],
        "answers": [names.answer(answer) for answer in found.answers],
        "expected": [names.answer(example.targets[t]) for t in found.asked],
        "probabilities": [
            short(found.trace.probabilities[t, answer])
            for t, answer in zip(found.asked, found.answers, strict=True)
        ],
        "right": found.is_right,
        "training_step": loaded.step,
    }
    if isinstance(loaded.task, Addition):
        wanted = tuple(example.targets[t] for t in found.asked)
        content |= {"sum": value_of(found.answers), "expected_sum": value_of(wanted)}
    return content
