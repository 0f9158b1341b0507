"""The rules: a frozen state, and functions that make the next one. No clock, no net, no screen.

A round is asked until every blank is settled or the time is over; then the net is waited for, if it has not
answered yet; then both are shown. What does not belong to a moment (a late answer, a second one, an answer by
a team that is out) changes nothing.

Alone, a person fills the blanks in order and may take back what is not the last one. Two teams contend for
one blank after the other: the first right answer has it, a wrong one puts the team out until the next blank,
and if both were wrong nobody has it. A spectator only watches: the rounds go by themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from rnnlab.core.game.points import points_of, streaks
from rnnlab.core.game.questions import Question

__all__ = ["Entry", "Guess", "Round", "Rules", "State", "players_of"]

Phase = Literal["asking", "waiting", "revealed", "over"]

THINKING_SECONDS = 1.5
"""A spectator sees the question for so long before the net answers,"""
LOOKING_SECONDS = 3.0
"""and the answer for so long before the next one."""
NOBODY = -1
EMPTY = -1


def players_of(mode: str) -> int:
    """Return how many persons or teams play in a mode."""
    return {"single": 1, "teams": 2}.get(mode, 0)


@dataclass(frozen=True)
class Entry:
    """One blank as it was settled by persons.

    Attributes
    ----------
    symbol
        What was put in, `EMPTY` for nothing.
    player
        Who has it; `NOBODY` if both teams were wrong or the time was over.
    left
        Share of the time that was left, 0 … 1.
    """

    symbol: int
    player: int
    left: float


@dataclass(frozen=True)
class Guess:
    """What the net wrote.

    Attributes
    ----------
    step
        How many training steps it had done.
    symbols
        One a blank, its own output read again for the next one.
    confidences
        The softmax of each.
    """

    step: int
    symbols: tuple[int, ...]
    confidences: tuple[float, ...]


@dataclass(frozen=True)
class Round:
    """A round that is done.

    Attributes
    ----------
    entries
        One a blank.
    guess
        The net's answer.
    seconds
        Time used.
    """

    entries: tuple[Entry, ...]
    guess: Guess
    seconds: float


@dataclass(frozen=True)
class Rules:
    """What stays the same during a game.

    Attributes
    ----------
    players
        0 (spectator), 1 or 2.
    questions
        One a round.
    """

    players: int
    questions: tuple[Question, ...]

    @property
    def rounds(self) -> int:
        """Number of rounds."""
        return len(self.questions)

    def player_strengths(self, number: int, done: Round, player: int) -> tuple[float | None, ...]:
        """Return for every blank of a round (from 0) what a player gets for it, None for nothing."""
        pairs = zip(done.entries, self.questions[number].answer, strict=True)
        return tuple(
            entry.left if entry.player == player and entry.symbol == right else None for entry, right in pairs
        )

    def net_strengths(self, number: int, done: Round) -> tuple[float | None, ...]:
        """Return the same for the net."""
        guess = done.guess
        triples = zip(guess.symbols, guess.confidences, self.questions[number].answer, strict=True)
        return tuple(confidence if symbol == right else None for symbol, confidence, right in triples)

    def points(self, history: Sequence[Round]) -> tuple[tuple[int, ...], ...]:
        """Return the points of every round: one sequence for each player, the net's last."""
        return (
            *(
                tuple(points_of(self.player_strengths(n, done, player)) for n, done in enumerate(history))
                for player in range(self.players)
            ),
            tuple(points_of(self.net_strengths(n, done)) for n, done in enumerate(history)),
        )

    def right(self, history: Sequence[Round]) -> tuple[tuple[bool, ...], ...]:
        """Return which rounds were wholly right: one sequence for each player, the net's last.

        Of two teams who contend for every blank each is right that has one of them.
        """
        needed = any if self.players > 1 else all
        return (
            *(
                tuple(
                    needed(one is not None for one in self.player_strengths(number, done, player))
                    for number, done in enumerate(history)
                )
                for player in range(self.players)
            ),
            tuple(None not in self.net_strengths(number, done) for number, done in enumerate(history)),
        )

    def streaks(self, history: Sequence[Round], player: int) -> tuple[int, int]:
        """Return a player's rounds right in a row: now, and the most there were."""
        return streaks(self.right(history)[player])

    # What may happen

    def start(self) -> State:
        """Return the first moment of a game."""
        return State(entries=(), guess=None)

    def answer(self, state: State, player: int, symbol: int) -> State:
        """Let a player put a symbol into the next blank."""
        if not state.is_open or player in state.out or not 0 <= player < self.players:
            return state
        entry = Entry(symbol, player, self.share_left(state))
        wrong = symbol != self._wanted(state)
        if self.players > 1 and wrong:
            if len(state.out) + 1 < self.players:
                return replace(state, out=state.out | {player})
            entry = Entry(EMPTY, NOBODY, 0.0)
        return self._settled(replace(state, entries=(*state.entries, entry), out=frozenset()))

    def take_back(self, state: State) -> State:
        """Empty the blank that was filled last, if the round still runs and a person plays alone."""
        if not state.is_open or self.players != 1 or not state.entries:
            return state
        return replace(state, entries=state.entries[:-1])

    def give_up(self, state: State) -> State:
        """Leave the rest of the blanks empty."""
        return self._closed(state) if state.is_open else state

    def guessed(self, state: State, guess: Guess) -> State:
        """Take the net's answer to this round; it is shown once the round is done."""
        if state.guess is not None or state.phase not in ("asking", "waiting"):
            return state
        return self._revealed(replace(state, guess=guess))

    def tick(self, state: State, seconds: float) -> State:
        """Let time pass; none passes while the game is paused or nobody is asked."""
        if state.paused or seconds <= 0:
            return state
        if state.phase == "asking":
            used = min(state.elapsed + seconds, self.allowed(state))
            state = replace(state, elapsed=used)
            return self._closed(state) if used >= self.allowed(state) else state
        if state.phase == "revealed" and not self.players:
            state = replace(state, looked=state.looked + seconds)
            return self.go_on(state) if state.looked >= LOOKING_SECONDS else state
        return state

    def pause(self, state: State) -> State:
        """Stop the clock and hide the question; also where a spectator's rounds would go on."""
        stops = state.phase == "asking" or (state.phase in ("waiting", "revealed") and not self.players)
        return replace(state, paused=True) if stops else state

    def resume(self, state: State) -> State:
        """Go on where it was paused."""
        return replace(state, paused=False)

    def go_on(self, state: State) -> State:
        """Ask the next question, or end the game after the last."""
        if state.phase != "revealed":
            return state
        if len(state.history) >= self.rounds:
            return replace(state, phase="over", paused=False)
        return State(entries=(), guess=None, history=state.history)

    # What a moment is like

    def question(self, state: State) -> Question:
        """Return the question of the round that is asked or was just done."""
        return self.questions[min(state.number, self.rounds - 1)]

    def allowed(self, state: State) -> float:
        """Return the time for this round, in seconds."""
        return self.question(state).seconds if self.players else THINKING_SECONDS

    def share_left(self, state: State) -> float:
        """Return the share of the time that is left, 0 … 1."""
        return max(1.0 - state.elapsed / self.allowed(state), 0.0)

    def _wanted(self, state: State) -> int:
        return self.question(state).answer[len(state.entries)]

    def _settled(self, state: State) -> State:
        """Close the round if no blank is left."""
        return self._closed(state) if len(state.entries) == len(self.question(state).answer) else state

    def _closed(self, state: State) -> State:
        missing = len(self.question(state).answer) - len(state.entries)
        entries = (*state.entries, *([Entry(EMPTY, NOBODY, 0.0)] * missing))
        closed = replace(state, entries=entries, out=frozenset(), phase="waiting")
        return self._revealed(closed)

    def _revealed(self, state: State) -> State:
        """Show both answers if both are there."""
        if state.phase != "waiting" or state.guess is None:
            return state
        done = Round(state.entries, state.guess, state.elapsed)
        return replace(state, phase="revealed", history=(*state.history, done))


@dataclass(frozen=True)
class State:
    """One moment of a game.

    Attributes
    ----------
    entries
        Blanks of this round that are settled.
    guess
        The net's answer to this round, None while it has none.
    history
        The rounds done; in the phase ``revealed`` this one is among them.
    phase
        ``asking``, ``waiting`` (for the net), ``revealed`` or ``over``.
    paused
        Whether the clock stands and the question is hidden.
    elapsed
        Seconds of this round that were used.
    looked
        Seconds a spectator has seen the answer.
    out
        Teams that were wrong about this blank.
    """

    entries: tuple[Entry, ...]
    guess: Guess | None
    history: tuple[Round, ...] = ()
    phase: Phase = "asking"
    paused: bool = False
    elapsed: float = 0.0
    looked: float = 0.0
    out: frozenset[int] = frozenset()

    @property
    def number(self) -> int:
        """The round, from 0."""
        return len(self.history) - (self.phase in ("revealed", "over"))

    @property
    def is_open(self) -> bool:
        """Whether an answer counts now."""
        return self.phase == "asking" and not self.paused
