"""Tasks: each gives sequences to learn and says what is right.

A new task is one new file in this folder: a module whose ``TASK`` is a class with the methods of
`Task` and the constructor ``(vocabulary, order)``. Its file name is its name in experiments. What else its
constructor asks for (a delay) is taken from the experiment's field of that name.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from inspect import signature
from typing import Any, Literal, Protocol

from rnnlab.core.batch import Batch
from rnnlab.core.problems import Problem
from rnnlab.core.vocabulary import Vocabulary

__all__ = ["Assignment", "Order", "Task", "TaskMaker", "by_name", "names", "task_of"]

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
