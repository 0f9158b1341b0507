"""What is played: the row of symbols, who plays, how fast the net learns, how many rounds.

The net is a real one and learns by the same training as everywhere: nothing says when it shall be better
than a person. A difficulty only fixes the learning rate (`LEARNING_RATES`); how many training steps the net
does in a game follows from the length of the row (`STEPS`). Both were chosen by measurement.

Notes
-----
Measured with 20 seeds for each of 12 rows (four vocabularies, three orders), ten rounds, compiled backend.
"In front" is the round from which the mean of the net's last three rounds is above 70 points, which is what
a person gets who is always right and uses three fifths of the time: median of 240 games, with the tenth and
ninetieth percentile. Rounds wholly right are those of 하 파 타 … (가–하 reversed), in percent, from the first
to the tenth.

=========  ==============================  ==========================================
difficulty in front                        rounds wholly right
=========  ==============================  ==========================================
easy       10 (9–never; never in 47 %)     30 25 45 45 70 75 65 75 70 80
normal     7 (6–8; 5 to 8 in 95 %)         35 45 70 70 80 90 95 95 95 100
hard       4 (3–5)                         60 75 100 100 95 100 100 100 100 100
=========  ==============================  ==========================================

Medians by row lie at 6 to 7 on normal and at 3 to 4 on hard.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal, get_args

from rnnlab.core.experiment import Experiment, OptimizerSettings, StopRule
from rnnlab.core.problems import Problem
from rnnlab.core.tasks import Order, Task, task_of
from rnnlab.core.vocabulary import Vocabulary

__all__ = ["LEARNING_RATES", "MATERIALS", "ROUNDS", "GameSettings"]

Material = Literal["hangul", "alphabet", "months", "month_names", "own"]
Pattern = Literal["forward", "reversed", "second"]
Mode = Literal["single", "teams", "spectator"]
Difficulty = Literal["easy", "normal", "hard"]

MATERIALS: Mapping[Material, str] = {
    "hangul": "가-하",
    "alphabet": "A-Z",
    "months": "1월-12월",
    "month_names": "Jan-Dec",
}
"""Vocabularies as typed; one's own comes from `GameSettings.own_text`."""
PATTERNS: Mapping[Pattern, tuple[str, Order]] = {
    "forward": ("completion", "forward"),
    "reversed": ("completion", "reversed"),
    "second": ("every_second", "forward"),
}
"""Name of the task and its order."""
ROUNDS = (5, 10, 15, 20)
LONGEST_ROW = 100
"""Most symbols: more neither fit on the screen nor are learnt in a breath."""
SHORTEST_ROW: Mapping[Pattern, int] = {"forward": 5, "reversed": 5, "second": 8}
SEED_LIMIT = 2**31 - 1
HIDDEN_SIZE = 16
MOST_TEXT = 20_000


LEARNING_RATES: Mapping[Difficulty, float] = {"easy": 0.003, "normal": 0.005, "hard": 0.012}
"""Learning rate of Adam: all that a difficulty changes."""
STEPS = 20.0
"""Training steps in a whole game, for every root of a symbol in the row: a longer row takes more of them."""


@dataclass(frozen=True)
class GameSettings:
    """Everything that is chosen before a game.

    Attributes
    ----------
    material
        A key of `MATERIALS`, or ``"own"``.
    own_text
        One's own vocabulary as typed.
    pattern
        ``"forward"``, ``"reversed"`` or ``"second"`` (every second symbol).
    mode
        ``"single"``, ``"teams"`` (two on one keyboard) or ``"spectator"``.
    difficulty
        ``"easy"``, ``"normal"`` or ``"hard"``: how fast the net learns.
    rounds
        One of `ROUNDS`.
    relaxed
        Twice the time.
    seed
        Of the questions and of the net's initial weights.
    """

    material: Material = "hangul"
    own_text: str = ""
    pattern: Pattern = "reversed"
    mode: Mode = "single"
    difficulty: Difficulty = "normal"
    rounds: int = 10
    relaxed: bool = False
    seed: int = 0

    @property
    def text(self) -> str:
        """The vocabulary as typed."""
        return self.own_text if self.material == "own" else MATERIALS[self.material]

    @property
    def steps_per_round(self) -> int:
        """Training steps the net does in every round.

        Raises
        ------
        Problem
            At ``"vocabulary"``.
        """
        size = Vocabulary.parse(self.text).size
        return max(round(STEPS * math.sqrt(size) / self.rounds), 1)

    @property
    def experiment(self) -> Experiment:
        """The net, its task and how it is trained."""
        task, order = PATTERNS[self.pattern]
        return Experiment(
            vocabulary_text=self.text,
            task=task,
            order=order,
            hidden_size=HIDDEN_SIZE,
            optimizer=OptimizerSettings(learning_rate=LEARNING_RATES[self.difficulty]),
            seed=self.seed,
            stop=StopRule("steps", self.steps_per_round * self.rounds),
        )

    def task(self) -> Task:
        """Return what is asked.

        Raises
        ------
        Problem
            At ``"vocabulary"``.
        """
        return task_of(self.experiment)

    def problem(self) -> Problem | None:
        """Return what is wrong with one's own vocabulary, None if nothing is."""
        try:
            size = Vocabulary.parse(self.text).size
        except Problem as problem:
            return problem
        least = SHORTEST_ROW[self.pattern]
        if size < least:
            return Problem("game.too_few", "vocabulary", count=size, least=least)
        if size > LONGEST_ROW:
            return Problem("game.too_many", "vocabulary", count=size, limit=LONGEST_ROW)
        return None

    def to_json(self) -> dict[str, Any]:
        """Return plain values for a JSON file."""
        return asdict(self)

    @classmethod
    def from_json(cls, content: object) -> GameSettings:
        """Make settings from a JSON file's values; what it does not say stays as usual.

        Raises
        ------
        Problem
            ``game.settings`` with the ``name`` of what cannot be.
        """
        if not isinstance(content, Mapping):
            raise Problem("game.settings", "file", name="settings")
        known = {item.name for item in fields(cls)}
        found = {name: value for name, value in content.items() if name in known}
        for name, value in found.items():
            if not _fits(name, value):
                raise Problem("game.settings", "file", name=name)
        return replace(cls(), **found)


_CHOICES: Mapping[str, tuple[str, ...]] = {
    "material": get_args(Material),
    "pattern": get_args(Pattern),
    "mode": get_args(Mode),
    "difficulty": get_args(Difficulty),
}


def _fits(name: str, value: object) -> bool:
    if name in _CHOICES:
        return value in _CHOICES[name]
    if name == "own_text":
        return isinstance(value, str) and len(value) <= MOST_TEXT
    if name == "relaxed":
        return isinstance(value, bool)
    if not isinstance(value, int) or isinstance(value, bool):
        return False
    return value in ROUNDS if name == "rounds" else 0 <= value <= SEED_LIMIT
