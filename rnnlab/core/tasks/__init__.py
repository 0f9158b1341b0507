"""Tasks: each gives sequences to learn and says what is right.

A new task is one new file in this folder: a module whose ``TASK`` is a class with the methods of
`Task` and the constructor ``(vocabulary, order)``. Its file name is its name in experiments. What else its
constructor asks for (a delay) is taken from the experiment's field of that name.

Two things a task may have besides: vectors of its own for its symbols (`Coded`), and questions that the net
reads to the end instead of writing on (`Reading`).
"""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from inspect import signature
from typing import Any, Literal, NamedTuple, Protocol, runtime_checkable

from rnnlab.core.batch import Batch
from rnnlab.core.names import Names
from rnnlab.core.net import Codes
from rnnlab.core.problems import Problem
from rnnlab.core.vocabulary import Vocabulary

__all__ = [
    "Assignment",
    "Coded",
    "Example",
    "OneHot",
    "Order",
    "Reading",
    "Task",
    "TaskMaker",
    "by_name",
    "example_of",
    "names",
    "names_of",
    "task_of",
]

Order = Literal["forward", "reversed"]


class Task(Protocol):
    """What a net is asked to learn."""

    @property
    def vocabulary(self) -> Vocabulary:
        """Symbols that go in and come out."""
        ...

    @property
    def input_size(self) -> int:
        """Size of the one-hot input vectors, X."""
        ...

    @property
    def output_size(self) -> int:
        """Number of possible answers, V."""
        ...

    @property
    def sequence(self) -> tuple[int, ...]:
        """The whole sequence, as indices: what the stage shows when nothing else is asked."""
        ...

    def batch(self) -> Batch:
        """Return the sequences to train on."""
        ...

    def expected(self, prefix: Sequence[int]) -> int | None:
        """Return the right answer after a prefix (indices); None if there is none."""
        ...


class OneHot:
    """A task whose symbols go into the net one-hot, and whose answers are the same symbols."""

    vocabulary: Vocabulary

    @property
    def input_size(self) -> int:
        """One input for each symbol."""
        return self.vocabulary.size

    @property
    def output_size(self) -> int:
        """One answer for each symbol."""
        return self.vocabulary.size


@runtime_checkable
class Coded(Protocol):
    """What a task has besides if its symbols do not go into the net one-hot."""

    @property
    def codes(self) -> Codes:
        """The vector that each symbol stands for, (S, X)."""
        ...

    @property
    def entries(self) -> tuple[str, ...]:
        """What the entries of those vectors are called (X,)."""
        ...

    @property
    def answers(self) -> Vocabulary:
        """What comes out: symbols of their own (V,)."""
        ...


class Example(NamedTuple):
    """One sequence with its right answers.

    Attributes
    ----------
    inputs
        Symbols the net reads (T,).
    targets
        The answer asked for at every step (T,); `NO_TARGET` where none is.
    """

    inputs: tuple[int, ...]
    targets: tuple[int, ...]


@runtime_checkable
class Reading(Protocol):
    """What a task has besides if the net reads a whole question and its own answers are not fed back."""

    @property
    def example(self) -> Example:
        """What the stage shows when nothing else is asked."""
        ...

    def pose(self, text: str) -> Example:
        """Return a typed question as a sequence.

        Raises
        ------
        Problem
            At ``"prefix"``, if it is none of this task.
        """
        ...


class TaskMaker(Protocol):
    """Makes a task: the class in a task's file."""

    def __call__(self, vocabulary: Vocabulary, order: Order, **further: Any) -> Task:  # noqa: ANN401
        """Make the task for a vocabulary in an order, with the further settings it has."""
        ...


class Assignment(Protocol):
    """The fields of an experiment that say what its task is."""

    @property
    def task(self) -> str:
        """Name of the task."""
        ...

    @property
    def order(self) -> Order:
        """Direction of the sequence."""
        ...

    @property
    def vocabulary_text(self) -> str:
        """Vocabulary as typed."""
        ...

    @property
    def delay(self) -> int:
        """Time steps between what is heard and its echo."""
        ...

    @property
    def bits(self) -> int:
        """Of each number to be added."""
        ...

    @property
    def span(self) -> int:
        """How many symbols are to be remembered."""
        ...

    @property
    def phrases(self) -> str:
        """Phrase book as typed."""
        ...


def task_of(experiment: Assignment) -> Task:
    """Make the task of an experiment.

    Raises
    ------
    Problem
        At ``"task"`` or ``"vocabulary"``.
    """
    maker = by_name(experiment.task)
    names_further = list(signature(maker).parameters)[2:]
    further: dict[str, Any] = {name: getattr(experiment, name) for name in names_further}
    return maker(Vocabulary.parse(experiment.vocabulary_text), experiment.order, **further)


def example_of(task: Task) -> Example:
    """Return the sequence the stage shows: a task's own, or every symbol asking for the one after it."""
    if isinstance(task, Reading):
        return task.example
    sequence = tuple(task.sequence)
    return Example(sequence[:-1], sequence[1:])


def names_of(task: Task) -> Names:
    """Return what a task's symbols, input entries and answers look like on screen."""
    symbols = _shown(task.vocabulary)
    if isinstance(task, Coded):
        return Names(symbols, task.entries, _shown(task.answers))
    return Names.of(symbols)


def _shown(vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(vocabulary.display(symbol) for symbol in vocabulary.symbols)


@lru_cache(maxsize=1)
def names() -> tuple[str, ...]:
    """Return the names of all tasks."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def by_name(name: str) -> TaskMaker:
    """Return the task in the file of this name.

    Raises
    ------
    Problem
        ``experiment.choice`` at ``"task"``.
    """
    if name not in names():
        raise Problem("experiment.choice", "task", value=name, choices=", ".join(names()))
    maker: TaskMaker = import_module(f"{__name__}.{name}").TASK
    return maker
