"""What is shown of a net: at which training step, for which sequence, with which touches.

An exhibit is a pure view of a training run: it never trains. It turns (parameters, touches, question) into
one immutable :class:`~rnnlab.scene.content.Content`, from which the stage and the inspector draw.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from psygnal import Signal

from rnnlab.core.adding import Follower
from rnnlab.core.generate import Written
from rnnlab.core.net import Float32Array
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import Coded, Reading, Task, example_of, names_of
from rnnlab.core.tasks.addition import Addition, carries
from rnnlab.core.trace import Trace
from rnnlab.scene.content import Content
from rnnlab.session.question import LARGEST_TEMPERATURE, LONGEST_ANSWER, Question
from rnnlab.session.touch import Touch, Touchable
from rnnlab.session.tracer import Tracer, TraceRequest
from rnnlab.session.training_run import TrainingRun


@dataclass(frozen=True, eq=False)
class _Token:
    """What a trace was asked for with."""

    run: TrainingRun
    step: int
    trained: Float32Array
    given: int


class Exhibit(Touchable):
    """What is shown, and what may be done with it without training.

    Attributes
    ----------
    shown_step
        The training step asked for; None follows the newest.
    question, answer
        What was asked and what the net wrote; None and () while the whole sequence is shown.
    prefix_problem
        Why the last question could not be read.
    content
        What there is to draw; None before the first trace.
    reread
        Reads a question again for another task; None if it cannot be.
    """

    content_changed = Signal()
    answer_changed = Signal()
    shown_step_changed = Signal()

    def __init__(self, task: Task, run: TrainingRun) -> None:
        super().__init__()
        self._task = task
        self._run = run
        self._names = names_of(task)
        self._follower: Follower | None = None
        self._tracer = Tracer()
        self.shown_step: int | None = None
        self.question: Question | None = None
        self.answer: tuple[Written, ...] = ()
        self.prefix_problem: Problem | None = None
        self.content: Content | None = None
        self.reread: Callable[[Question, Task], Question | None] = _reread

    def present(self, task: Task, run: TrainingRun) -> None:
        """Show another net: its newest weights, untouched; the question stays if it can still be read."""
        self._task, self._run, self._names = task, run, names_of(task)
        self._follower = None
        self.answer = ()
        self.prefix_problem = None
        if self.question is not None:
            self.question = self.reread(self.question, task)
        if self.shown_step is not None:
            self.shown_step = None
            self.shown_step_changed.emit()
        if self.touch:
            self.touch = Touch()
            self.touch_changed.emit()

    def follow(self, follower: Follower | None) -> None:
        """Mark the unit that follows the carry of a sum; it stays marked until another one is found."""
        if follower != self._follower:
            self._follower = follower
            if self.content is not None:
                self.content = replace(self.content, follower=follower)
                self.content_changed.emit()

    def forget_question(self) -> None:
        """Go back to the whole sequence without computing anything yet."""
        self.question = None
        self.answer = ()
        self.prefix_problem = None
        self.answer_changed.emit()

    def poll(self) -> None:
        """Show a trace that was made in the background."""
        late = self._tracer.poll()
        if late is not None:
            self._show(*late)

    def close(self) -> None:
        """End the background thread."""
        self._tracer.close()

    def show_step(self, step: int | None) -> None:
        """Show the net as it was at a training step; None follows the newest."""
        if step is not None and step >= self._run.newest_step and self._run.status != "running":
            step = None
        if step != self.shown_step:
            self.shown_step = step
            self.shown_step_changed.emit()
            self.refresh()

    def ask(self, text: str, length: int | None = None, temperature: float = 0.0) -> bool:
        """Let the net continue a prefix; an empty text goes back to the whole sequence.

        Returns
        -------
        bool
            False if the prefix cannot be read: ``prefix_problem`` says why.
        """
        self.prefix_problem = None
        try:
            if isinstance(self._task, Reading):
                return self._pose(Question.read(text, self._task.pose(text)) if text.strip() else None)
            prefix = tuple(self._task.vocabulary.encode(text)) if text.strip() else ()
            if temperature < 0 or temperature > LARGEST_TEMPERATURE:
                raise Problem("prefix.temperature", "prefix", limit=LARGEST_TEMPERATURE)
        except Problem as problem:
            self.prefix_problem = problem
            self.answer_changed.emit()
            return False
        wanted = length if length is not None else self._rest_of_sequence(prefix)
        wanted = min(max(wanted, 1), LONGEST_ANSWER)
        return self._pose(Question(text, prefix, wanted, temperature) if prefix else None)

    def _pose(self, question: Question | None) -> bool:
        self.question = question
        self.answer = ()
        self.refresh()
        if question is None:
            self.answer_changed.emit()
        return True

    def put(self, question: Question) -> None:
        """Put a question that somebody else has read."""
        self.question, self.prefix_problem = question, None
        self.refresh()

    def ask_again(self) -> None:
        """Draw another answer to the same question."""
        if self.question is not None:
            self.question = self.question.again()
            self.refresh()

    def _rest_of_sequence(self, prefix: tuple[int, ...]) -> int:
        """Return how many symbols the sequence still has after a prefix."""
        symbols, count = list(prefix), 0
        while symbols and count < LONGEST_ANSWER:
            expected = self._task.expected(symbols)
            if expected is None:
                break
            symbols.append(expected)
            count += 1
        return count

    def refresh(self) -> None:
        """Compute what is shown anew: parameters with the touch on top, the answer, the trace."""
        step, trained = self._run.parameters_at(self.shown_step)
        parameters = self.touch.applied(self._run.shape, trained)
        inputs, targets, given = self._sequence_to_show(parameters)
        token = _Token(self._run, step, trained, given)
        request = TraceRequest(self._run.shape, parameters, inputs, targets, self.touch.clamp_list, token)
        result = self._tracer.request(request)
        if result is not None:
            self._show(*result)

    def _sequence_to_show(self, parameters: Float32Array) -> tuple[tuple[int, ...], tuple[int, ...], int]:
        question = self.question
        if question is None:
            example = example_of(self._task)
            return *example, len(example.inputs)
        if question.is_read:
            return question.prefix, question.targets, len(question.prefix)
        self.answer = question.answer(self._run.shape, parameters, self.touch.clamp_list)
        written = tuple(symbol.symbol for symbol in self.answer)
        inputs = question.prefix + written[:-1]
        targets: list[int] = []
        # a chosen continuation is one of several: what was typed is not what had to follow
        typed = len(question.prefix) if question.continuation is None else 0
        for t in range(len(inputs)):
            known = inputs[t + 1] if t + 1 < typed else self._task.expected(inputs[: t + 1])
            targets.append(-1 if known is None else known)
        self.answer_changed.emit()
        return inputs, tuple(targets), len(question.prefix)

    def _show(self, request: TraceRequest, trace: Trace) -> None:
        token = request.token
        if not isinstance(token, _Token) or token.run is not self._run:
            return
        self.content = Content(
            trace=trace,
            labels=self._names.symbols,
            given=token.given,
            training_step=token.step,
            touched=self.touch.targets(self._run.shape),
            trained_parameters=token.trained,
            follower=self._follower,
            **self._remarks(trace),
        )
        if self.question is not None and self.question.is_read:
            self.answer = _read_off(self.content)
            self.answer_changed.emit()
        self.content_changed.emit()

    def _remarks(self, trace: Trace) -> dict[str, Any]:
        """Return what a task has to say about its steps besides the numbers."""
        found: dict[str, Any] = {"own_names": self._names} if isinstance(self._task, Coded) else {}
        if isinstance(self._task, Addition):
            inputs = [int(symbol) for symbol in trace.inputs]
            powers = tuple("2" + str(t).translate(_RAISED) for t in range(len(inputs)))
            found |= {"carries": carries(inputs), "places": powers}
        return found


def _reread(question: Question, task: Task) -> Question | None:
    try:
        if isinstance(task, Reading):
            return Question.read(question.text, task.pose(question.text))
        return replace(question, prefix=tuple(task.vocabulary.encode(question.text)), targets=())
    except Problem:
        return None


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def _read_off(content: Content) -> tuple[Written, ...]:
    """Return what the net answered at every step at which an answer is asked for."""
    asked = (t for t in range(content.steps) if content.asks(t))
    return tuple(Written(content.predicted(t), content.trace.probabilities[t]) for t in asked)
