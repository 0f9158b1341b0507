"""A game that was left in the middle, as a table for a JSON file and back.

The questions are drawn again from the settings and the net is trained again to the same step, so that only
what persons and net have answered needs to be kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np

from rnnlab.core.game.play import EMPTY, NOBODY, Entry, Guess, Round, Rules, State, players_of
from rnnlab.core.game.questions import Question, draw_questions
from rnnlab.core.game.scores import VERSION
from rnnlab.core.game.settings import GameSettings
from rnnlab.core.problems import Problem

__all__ = ["from_table", "rules_of", "to_table"]


def rules_of(settings: GameSettings) -> Rules:
    """Return the rules and questions of a game.

    Raises
    ------
    Problem
        At ``"vocabulary"``.
    """
    return Rules(players_of(settings.mode), draw_questions(settings, settings.task()))


def to_table(settings: GameSettings, state: State) -> dict[str, Any]:
    """Return what has to be kept of a game."""
    return {
        "version": VERSION,
        "settings": settings.to_json(),
        "history": [asdict(done) for done in state.history],
        "asking": None
        if state.phase in ("revealed", "over")
        else {
            "entries": [asdict(entry) for entry in state.entries],
            "elapsed": state.elapsed,
            "out": sorted(state.out),
        },
    }


def from_table(table: Mapping[str, Any]) -> tuple[GameSettings, Rules, State]:
    """Make the game again: paused in the round that was asked, or between two rounds.

    Raises
    ------
    ValueError
        If anything in it cannot be.
    """
    try:
        settings = GameSettings.from_json(table.get("settings"))
        if (problem := settings.problem()) is not None:
            raise problem
    except Problem as problem:
        raise ValueError(str(problem)) from problem
    rules = rules_of(settings)
    size = settings.task().vocabulary.size
    history = table.get("history")
    if not isinstance(history, list) or len(history) > rules.rounds:
        raise ValueError("not a history")
    done = tuple(
        _round(content, question, size, rules.players)
        for content, question in zip(history, rules.questions, strict=False)
    )
    asking = table.get("asking")
    if asking is None and not done:
        raise ValueError("neither asked nor done")
    if asking is None:
        return settings, rules, State((), done[-1].guess, done, "revealed")
    if len(done) >= rules.rounds or not isinstance(asking, Mapping):
        raise ValueError("no question left")
    question = rules.questions[len(done)]
    entries = _entries(asking.get("entries"), size, rules.players)
    elapsed = _number(asking.get("elapsed"), question.seconds)
    if len(entries) > len(question.answer):
        raise ValueError("too many entries")
    if len(entries) == len(question.answer):
        return settings, rules, State(entries, None, done, "waiting", elapsed=elapsed)
    out = asking.get("out")
    if not isinstance(out, list) or len(out) >= max(rules.players, 1):
        raise ValueError("nobody could answer")
    teams = frozenset(_whole(player, 0, rules.players - 1) for player in out)
    return settings, rules, State(entries, None, done, paused=True, elapsed=elapsed, out=teams)


def _round(content: object, question: Question, size: int, players: int) -> Round:
    if not isinstance(content, Mapping):
        raise ValueError("not a round")  # noqa: TRY004 - wrong contents, whatever their type
    entries, guess = _entries(content.get("entries"), size, players), _guess(content.get("guess"), size)
    if not len(entries) == len(guess.symbols) == len(guess.confidences) == len(question.answer):
        raise ValueError("another number of blanks")
    return Round(entries, guess, _number(content.get("seconds"), np.inf))


def _entries(content: object, size: int, players: int) -> tuple[Entry, ...]:
    if not isinstance(content, list) or not all(isinstance(entry, Mapping) for entry in content):
        raise ValueError("not entries")
    return tuple(
        Entry(
            _whole(entry.get("symbol"), EMPTY, size - 1),
            _whole(entry.get("player"), NOBODY, players - 1),
            _number(entry.get("left"), 1.0),
        )
        for entry in content
    )


def _guess(content: object, size: int) -> Guess:
    if not isinstance(content, Mapping):
        raise ValueError("not a guess")  # noqa: TRY004 - wrong contents, whatever their type
    symbols, confidences = content.get("symbols"), content.get("confidences")
    if not isinstance(symbols, list) or not isinstance(confidences, list):
        raise ValueError("not a guess")  # noqa: TRY004 - wrong contents, whatever their type
    return Guess(
        _whole(content.get("step"), 0, 10**9),
        tuple(_whole(symbol, 0, size - 1) for symbol in symbols),
        tuple(_number(confidence, 1.0) for confidence in confidences),
    )


def _whole(value: object, low: int, high: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise ValueError("not such a number")
    return value


def _number(value: object, high: float) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or not 0 <= value <= high:
        raise ValueError("not such a number")
    return float(value)
