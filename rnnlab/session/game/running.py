"""One game in hand: its rules and its moment, its net, and what is being typed."""

from __future__ import annotations

from dataclasses import replace

from rnnlab.core.backends import Suppliers
from rnnlab.core.game.keyboard import Keyboard, Typed
from rnnlab.core.game.play import Rules, State
from rnnlab.core.game.points import LeadChange, form, lead_changes
from rnnlab.core.game.settings import GameSettings
from rnnlab.core.problems import Problem
from rnnlab.session.exhibit import Exhibit
from rnnlab.session.game.learner import Learner
from rnnlab.session.question import Question as Asked

__all__ = ["RunningGame"]


class RunningGame:
    """Everything about one game.

    Parameters
    ----------
    settings, rules, state
        What is played, and where it stands.
    suppliers
        What makes backends ready.

    Attributes
    ----------
    task
        What is asked.
    learner
        The net.
    typed
        What a person has typed of a symbol.
    remark
        What is wrong with what was typed last.
    """

    def __init__(
        self, settings: GameSettings, rules: Rules, state: State, suppliers: Suppliers | None = None
    ) -> None:
        self.settings, self.rules, self.state = settings, rules, state
        self.task = settings.task()
        self.learner = Learner(settings, self.task, suppliers)
        vocabulary = self.task.vocabulary
        self.labels = tuple(vocabulary.display(symbol) for symbol in vocabulary.symbols)
        self.keyboard = Keyboard(vocabulary.symbols)
        self.typed = Typed()
        self.remark: Problem | None = None
        self._exhibits: list[Exhibit] = []

    # Typing

    def hear(self, character: str) -> int | None:
        """Take one typed character; returns the symbol it completes, None for none."""
        typed, symbol, outcome = self.keyboard.hear(self.typed, character)
        self.remark = None
        if outcome == "unknown" and not character.isspace():
            written = (self.typed.text + character).strip()
            self.remark = Problem("game.unknown_symbol", "prefix", text=written)
        self.typed = typed
        return symbol

    def finish_typing(self) -> int | None:
        """Return the symbol that stands there though longer ones begin like it."""
        return self.keyboard.finish(self.typed)

    def forget_typed(self) -> None:
        """Forget what is pending, but not what is still to be passed over."""
        self.typed = replace(self.typed, text="")
        self.remark = None

    # What is to be seen

    @property
    def choices(self) -> tuple[int, ...]:
        """Symbols to choose from for the blank that is to be filled next; none if none is."""
        state = self.state
        choices = self.rules.question(state).choices
        return choices[len(state.entries)] if state.phase == "asking" and choices else ()

    @property
    def points(self) -> tuple[tuple[int, ...], ...]:
        """Points of every round done: one sequence for each player, the net's last."""
        return self.rules.points(self.state.history)

    @property
    def curves(self) -> tuple[tuple[float, ...], ...]:
        """The curves of the chart, in the same order."""
        return tuple(form(own) for own in self.points)

    @property
    def lead_changes(self) -> tuple[LeadChange, ...]:
        """When who came to the front; none where nobody plays against the net."""
        return lead_changes(self.curves) if self.rules.players else ()

    def exhibit(self, number: int) -> Exhibit:
        """Return the net as it was when it answered a round's question (from 0), with that question."""
        question, guess = self.rules.questions[number], self.state.history[number].guess
        exhibit = Exhibit(self.task, self.learner.run)
        shown = " ".join(self.labels[symbol] for symbol in question.given)
        exhibit.question = Asked(shown, question.given, len(question.answer))
        exhibit.shown_step = guess.step
        self._exhibits.append(exhibit)
        return exhibit

    def close(self) -> None:
        """Stop soon."""
        self.learner.pause()
        for exhibit in self._exhibits:
            exhibit.close()
