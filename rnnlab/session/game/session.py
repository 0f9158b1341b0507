"""The Game scene's state: what is chosen, the game in hand, the net in it, the best scores.

All of it lives on the main thread. The rules are pure functions (`rnnlab.core.game.play`); this object gives
them time from a clock, answers from persons, and the net's guess once its training is done. `poll` is called
by a timer.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from psygnal import Signal

from rnnlab.core.backends import Suppliers
from rnnlab.core.game.play import Rules, State
from rnnlab.core.game.scores import Score
from rnnlab.core.game.settings import SEED_LIMIT, GameSettings
from rnnlab.core.game.unfinished import rules_of
from rnnlab.core.problems import Problem
from rnnlab.session.game.files import GameFiles
from rnnlab.session.game.running import RunningGame

__all__ = ["GameSession"]

LONGEST_TICK = 0.25
"""A stalled window costs nobody more time than this at once, in seconds."""


def _today() -> str:
    return datetime.now().astimezone().date().isoformat()


class GameSession:
    """The one object that the Game scene's widgets look at.

    Parameters
    ----------
    folder
        Where scores and the game in hand are kept.
    suppliers
        What makes backends ready.
    clock
        Gives seconds.
    today
        Gives the day, for the scores.

    Attributes
    ----------
    settings
        What the next game is like.
    problem
        What is wrong with one's own vocabulary.
    game
        The game on the screen, None before the first and after it was left.
    unfinished
        A game that can be gone on with.
    scores
        The best ones.
    placed
        The place the last game's score took among the best, None for none.
    """

    settings_changed = Signal()
    state_changed = Signal()
    progress_changed = Signal()
    scores_changed = Signal()
    problem_raised = Signal(object)

    def __init__(
        self,
        folder: Path,
        suppliers: Suppliers | None = None,
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], str] = _today,
    ) -> None:
        self._suppliers, self._clock, self._today = suppliers, clock, today
        self._files = GameFiles(folder)
        self._retired: list[RunningGame] = []
        self._looked_at = clock()
        self.settings = GameSettings()
        self.problem: Problem | None = None
        self.game: RunningGame | None = None
        self.scores = self._files.load_scores()
        self.unfinished = self._files.load_unfinished()
        self.placed: int | None = None

    # What is chosen

    def change(self, **settings: object) -> None:
        """Change the settings of the next game by field name."""
        changed = replace(self.settings, **settings)  # type: ignore[arg-type]
        if changed != self.settings:
            self.settings = changed
            self.problem = changed.problem()
            self.settings_changed.emit()

    # The game as a whole

    def start(self) -> bool:
        """Begin a new game with the settings; False if they cannot be played."""
        self.problem = self.settings.problem()
        if self.problem is not None:
            self.settings_changed.emit()
            return False
        rules = rules_of(self.settings)
        self._begin(RunningGame(self.settings, rules, rules.start(), self._suppliers))
        return True

    def again(self, *, other_seed: bool) -> None:
        """Play the kind of game that was just played again."""
        if self.game is not None:
            self.settings = self.game.settings
        if other_seed:
            self.settings = replace(self.settings, seed=(self.settings.seed + 1) % (SEED_LIMIT + 1))
        self.settings_changed.emit()
        self.start()

    def go_on_with_unfinished(self) -> None:
        """Take up the game that was left in the middle."""
        if self.unfinished is None:
            return
        settings, rules, state = self.unfinished
        self.settings, self.problem = settings, None
        self.settings_changed.emit()
        self._begin(RunningGame(settings, rules, state, self._suppliers))
        self.resume()

    def leave(self) -> None:
        """Put the game aside; unless it is over it can be gone on with."""
        if self.game is None:
            return
        self.pause()
        if self.game.state.phase != "over":
            self.unfinished = (self.game.settings, self.game.rules, self.game.state)
            self._files.save_unfinished(self.game.settings, self.game.state)
        self._retire()
        self.state_changed.emit()

    def _begin(self, game: RunningGame) -> None:
        self._retire()
        self.game, self.unfinished, self.placed = game, None, None
        self._looked_at = self._clock()
        game.learner.learn_for(game.state.number + 1)
        self._files.save_unfinished(game.settings, game.state)
        self.state_changed.emit()

    def _retire(self) -> None:
        """Let go of the game; its thread ends by itself."""
        if self.game is not None:
            self.game.close()
            self._retired.append(self.game)
            self.game = None

    # Moves

    def move(self, make: Callable[[Rules, State], State]) -> None:
        """Let the rules make the next moment."""
        game = self.game
        if game is None:
            return
        before = game.state
        game.state = make(game.rules, before)
        if game.state != before:
            self._follow(game, before)

    def _follow(self, game: RunningGame, before: State) -> None:
        """Do what belongs to a new moment, then tell of it."""
        now = game.state
        if now.number != before.number or now.phase != before.phase:
            game.forget_typed()
        game.learner.hurried = now.phase == "waiting"
        if now.phase == "over":
            self._finish(game)
        elif now.number != before.number:
            game.learner.learn_for(now.number + 1)
        if now.phase != "over" and (now.phase != before.phase or now.paused != before.paused):
            self._files.save_unfinished(game.settings, now)
        if replace(now, elapsed=0.0, looked=0.0) != replace(before, elapsed=0.0, looked=0.0):
            self.state_changed.emit()

    def _finish(self, game: RunningGame) -> None:
        """Write down the best player's score."""
        self._files.forget_unfinished()
        history = game.state.history
        points = game.rules.points(history)
        totals = [sum(own) for own in points[:-1]]
        if not totals:
            return
        best = totals.index(max(totals))
        streak = game.rules.streaks(history, best)[1]
        score = Score(totals[best], sum(points[-1]), streak, game.settings.seed, self._today())
        self.placed = self.scores.place_of(game.settings, score)
        if self.placed is not None:
            self.scores = self.scores.with_score(game.settings, score)
            self._files.save_scores(self.scores)
            self.scores_changed.emit()

    def answer(self, player: int, symbol: int) -> None:
        """Let a player put a symbol into the next blank."""
        if self.game is not None:
            self.game.forget_typed()
        self.move(lambda rules, state: rules.answer(state, player, symbol))

    def choose(self, player: int, place: int) -> None:
        """Let a player take one of the symbols to choose from, by its place (from 0)."""
        game = self.game
        if game is not None and game.state.is_open:
            choices = game.choices
            if 0 <= place < len(choices):
                self.answer(player, choices[place])

    def type(self, text: str) -> None:
        """Take what a person alone types: characters, or strokes of an input method."""
        game = self.game
        if game is None or not game.state.is_open or game.rules.players != 1:
            return
        for character in text:
            symbol = game.hear(character)
            if symbol is not None:
                self.move(lambda rules, state, symbol=symbol: rules.answer(state, 0, symbol))  # type: ignore[misc]
        self.state_changed.emit()

    def finish_typing(self) -> None:
        """Take the symbol that is typed to its end though others begin like it."""
        game = self.game
        if game is not None and game.state.is_open and (symbol := game.finish_typing()) is not None:
            self.answer(0, symbol)

    def take_back(self) -> None:
        """Forget what is typed of a symbol, or else empty the blank that was filled last."""
        game = self.game
        if game is None or not game.state.is_open:
            return
        if game.typed.text:
            game.forget_typed()
            self.state_changed.emit()
        else:
            game.forget_typed()
            self.move(lambda rules, state: rules.take_back(state))

    def give_up(self) -> None:
        """Leave the rest of this round's blanks empty."""
        self.move(lambda rules, state: rules.give_up(state))

    def go_on(self) -> None:
        """Ask the next question, or show the result after the last."""
        self.move(lambda rules, state: rules.go_on(state))

    def pause(self) -> None:
        """Stop the clock and hide the question."""
        self._tick()
        self.move(lambda rules, state: rules.pause(state))

    def resume(self) -> None:
        """Let the clock run again."""
        self._looked_at = self._clock()
        self.move(lambda rules, state: rules.resume(state))

    # Time

    def poll(self) -> None:
        """Let time pass and bring in what the background has done."""
        self._tick()
        self._retired = [game for game in self._retired if game.learner.run.is_busy]
        game = self.game
        if game is not None and game.learner.poll():
            self.progress_changed.emit()
        if game is not None and game.state.phase in ("asking", "waiting"):
            self._bring_guess(game)
        self._files.poll()
        while self._files.problems:
            self.problem_raised.emit(self._files.problems.pop(0))

    def _tick(self) -> None:
        now = self._clock()
        seconds, self._looked_at = min(now - self._looked_at, LONGEST_TICK), now
        self.move(lambda rules, state: rules.tick(state, seconds))

    def _bring_guess(self, game: RunningGame) -> None:
        number = game.state.number
        if game.state.guess is None and game.learner.rounds > number:
            guess = game.learner.guess(game.rules.question(game.state), number)
            self.move(lambda rules, state: rules.guessed(state, guess))

    @property
    def is_active(self) -> bool:
        """Whether anything moves or may arrive at the next poll."""
        if self._files.is_busy or self._retired:
            return True
        game = self.game
        if game is None:
            return False
        running = game.state.phase in ("asking", "waiting") or (
            game.state.phase == "revealed" and not game.rules.players
        )
        return game.learner.is_active or (running and not game.state.paused)

    def close(self) -> None:
        """Keep the game in hand, then stop every thread and wait for it."""
        game = self.game
        self.leave()
        for one in (*self._retired, *([game] if game else [])):
            one.learner.join()
        self._retired.clear()
        self._files.close()
