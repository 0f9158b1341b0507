"""What ``complete`` and ``trace`` need of a file: the net at a moment, its task, and a prefix."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from rnnlab.cli.parser import Parser, number
from rnnlab.cli.words import say
from rnnlab.core import store
from rnnlab.core.batch import NO_TARGET
from rnnlab.core.names import Names
from rnnlab.core.net import Float32Array, NetShape
from rnnlab.core.phrases.book import spell
from rnnlab.core.problems import Problem
from rnnlab.core.store import Saved
from rnnlab.core.tasks import Example, Reading, Task, names_of, task_of
from rnnlab.core.tasks.phrases import Phrases


@dataclass(frozen=True, eq=False)
class Loaded:
    """A net from a file.

    Attributes
    ----------
    saved
        The whole file.
    shape, parameters, step
        The net as it was at a training step (P,).
    task
        What it was trained on.
    """

    saved: Saved
    shape: NetShape
    parameters: Float32Array
    step: int
    task: Task

    def prefix(self, text: str) -> tuple[int, ...]:
        """Return the symbols of a typed prefix; raises Problem at ``"prefix"``.

        A beginning of a phrase is read letter by letter, after the end symbol with which phrases begin.
        """
        if isinstance(self.task, Phrases):
            return (self.task.end, *self.task.vocabulary.encode(spell(text)))
        indices = self.task.vocabulary.encode(text)
        if not indices:
            raise Problem("prefix.empty", "prefix")
        return indices

    def shown(self, index: int | None) -> str | None:
        """Return a symbol that the net reads as a person sees it."""
        return None if index is None else self.names.symbol(index)

    def answer(self, index: int | None) -> str | None:
        """Return an answer of the net as a person sees it."""
        return None if index is None else self.names.answer(index)

    @cached_property
    def names(self) -> Names:
        """What symbols and answers look like."""
        return names_of(self.task)

    def question(self, text: str) -> Example:
        """Return a typed prefix with the answers that are right at every step, as far as they are known.

        Raises
        ------
        Problem
            At ``"prefix"``.
        """
        if isinstance(self.task, Reading) and text.strip():
            return self.task.pose(text)
        prefix = self.prefix(text)
        last = self.task.expected(prefix)
        return Example(prefix, (*prefix[1:], NO_TARGET if last is None else last))


def add_arguments(parser: Parser, language: str) -> None:
    """Add what both commands take."""
    parser.positionals.add_argument("file", metavar="FILE", help=say("file", language))
    parser.positionals.add_argument("prefix", metavar="PREFIX", help=say("prefix", language))
    parser.options.add_argument(
        "--step", metavar="N", type=number("--step", int), help=say("at_step", language)
    )
    parser.options.add_argument("--json", action="store_true", help=say("json", language))


def load(file: str, step: int | None) -> Loaded:
    """Read a file; the newest weights, or those nearest to a training step."""
    saved = store.load(Path(file))
    newest, parameters = saved.state.step, saved.state.parameters
    if step is not None and step < newest and len(saved.history):
        newest, parameters = saved.history.nearest(step)
    return Loaded(saved, saved.shape, parameters, newest, task_of(saved.experiment))
