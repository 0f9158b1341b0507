"""The questions of a game: a piece of the row, blanks after it, letters to choose from, time.

All are drawn before the game begins, from its seed alone. Later rounds show less, ask for more and leave a
little less time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rnnlab.core.game.settings import GameSettings
from rnnlab.core.tasks import Task

__all__ = ["CHOICES", "Question", "draw_questions", "rows"]

CHOICES = {"single": 6, "teams": 4, "spectator": 0}
MOST_BLANKS = 3
LONGEST_SHOWN = 6
FIRST_SECONDS, LAST_SECONDS = 12.0, 8.0
"""Time for one blank in the first round, and in the last."""
FURTHER_SECONDS = 4.0
"""Time for every further blank."""
NEAR = 3
_AVOIDED = 3


@dataclass(frozen=True)
class Question:
    """One round's question.

    Attributes
    ----------
    given
        The beginning that is shown, as symbol indices.
    answer
        What belongs into the blanks.
    choices
        For every blank the symbols to choose from, in the order they are shown.
    seconds
        Time allowed.
    """

    given: tuple[int, ...]
    answer: tuple[int, ...]
    choices: tuple[tuple[int, ...], ...]
    seconds: float


def rows(task: Task) -> tuple[tuple[int, ...], ...]:
    """Return every row that the task continues from its first symbol to its last, longest first."""
    following = {symbol: task.expected((symbol,)) for symbol in range(task.vocabulary.size)}
    begins = set(following) - set(following.values())
    found = []
    for symbol in sorted(begins):
        row = [symbol]
        while (after := following[row[-1]]) is not None:
            row.append(after)
        found.append(tuple(row))
    return tuple(sorted(found, key=len, reverse=True))


def draw_questions(settings: GameSettings, task: Task) -> tuple[Question, ...]:
    """Draw all questions of a game; the same settings give the same ones."""
    generator = np.random.Generator(np.random.PCG64(settings.seed))
    all_rows = rows(task)
    asked: list[int] = []
    questions = []
    for number in range(settings.rounds):
        progress = number / max(settings.rounds - 1, 1)
        given, answer = _piece(generator, all_rows, progress, asked[-_AVOIDED:])
        asked.append(answer[0])
        count = min(CHOICES[settings.mode], task.vocabulary.size)
        choices = tuple(_choices(generator, task.vocabulary.size, symbol, given, count) for symbol in answer)
        seconds = _seconds(progress, len(answer)) * (2 if settings.relaxed else 1)
        questions.append(Question(given, answer, choices, seconds))
    return tuple(questions)


def _seconds(progress: float, blanks: int) -> float:
    first = FIRST_SECONDS + (LAST_SECONDS - FIRST_SECONDS) * progress
    return round(first + FURTHER_SECONDS * (blanks - 1), 1)


def _piece(
    generator: np.random.Generator,
    all_rows: Sequence[tuple[int, ...]],
    progress: float,
    avoided: Sequence[int],
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Draw how much is shown and asked, then where in the rows; not what was asked a moment ago."""
    longest = len(all_rows[0])
    blanks = min(1 + int(MOST_BLANKS * progress), MOST_BLANKS, longest - 1)
    if blanks > 1 and generator.random() < 0.3:
        blanks -= 1
    most = min(LONGEST_SHOWN - round(2 * progress), longest - blanks)
    least = min(3 - round(2 * progress), most)
    shown = int(generator.integers(least, most + 1))
    pieces = [
        row[start : start + shown + blanks]
        for row in all_rows
        for start in range(len(row) - shown - blanks + 1)
    ]
    fresh = [piece for piece in pieces if piece[shown] not in avoided]
    pool = fresh or pieces
    piece = pool[int(generator.integers(len(pool)))]
    return piece[:shown], piece[shown:]


def _choices(
    generator: np.random.Generator, size: int, right: int, given: Sequence[int], count: int
) -> tuple[int, ...]:
    """Draw wrong symbols, half of them from the neighbourhood of the right one, and shuffle."""
    if not count:
        return ()
    others = [symbol for symbol in range(size) if symbol != right]
    drawn = [others[place] for place in generator.permutation(len(others))]
    near = [symbol for symbol in drawn if abs(symbol - right) <= NEAR and symbol not in given]
    hidden = [symbol for symbol in drawn if symbol not in given]
    wanted = dict.fromkeys([*near[: count // 2], *hidden, *drawn])
    chosen = [right, *list(wanted)[: count - 1]]
    return tuple(chosen[place] for place in generator.permutation(len(chosen)))
