"""The best scores: one small JSON file, read strictly and never lost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from rnnlab.core.game.settings import GameSettings
from rnnlab.core.problems import Problem
from rnnlab.core.vocabulary import Vocabulary

__all__ = ["BEST", "BestScores", "Score", "key_of", "read_table"]

VERSION = 1
BEST = 5
"""So many scores are kept for every kind of game."""
MOST_KINDS = 500
LARGEST_FILE = 2 * 2**20


@dataclass(frozen=True)
class Score:
    """One game's result.

    Attributes
    ----------
    points
        Of all rounds.
    net_points
        The net's.
    streak
        Most rounds right in a row.
    seed
        Of the game, so that it can be played again.
    day
        When, as ``YYYY-MM-DD``.
    """

    points: int
    net_points: int
    streak: int
    seed: int
    day: str


def key_of(settings: GameSettings) -> str:
    """Return the name of the kind of game whose scores can be compared."""
    row = settings.material
    if row == "own":
        symbols = "\0".join(Vocabulary.parse(settings.own_text).symbols)
        row_name = "own-" + hashlib.sha256(symbols.encode()).hexdigest()[:16]
    else:
        row_name = row
    time = "relaxed" if settings.relaxed else "usual"
    parts = (row_name, settings.pattern, settings.mode, settings.difficulty, str(settings.rounds), time)
    return ".".join(parts)


@dataclass(frozen=True)
class BestScores:
    """All kinds of games and their best scores, each list best first."""

    lists: Mapping[str, tuple[Score, ...]] = field(default_factory=dict)

    def of(self, settings: GameSettings) -> tuple[Score, ...]:
        """Return the best scores of this kind of game."""
        return self.lists.get(key_of(settings), ())

    def place_of(self, settings: GameSettings, score: Score) -> int | None:
        """Return the place (from 1) a score would have, None if it is not among the best."""
        place = 1 + sum(other.points >= score.points for other in self.of(settings))
        return place if place <= BEST and score.points > 0 else None

    def with_score(self, settings: GameSettings, score: Score) -> BestScores:
        """Return the scores with one more; the oldest kind of game goes where there are too many."""
        place = self.place_of(settings, score)
        if place is None:
            return self
        key = key_of(settings)
        before = self.of(settings)
        lists = {name: scores for name, scores in self.lists.items() if name != key}
        while len(lists) >= MOST_KINDS:
            lists.pop(next(iter(lists)))
        lists[key] = (*before[: place - 1], score, *before[place - 1 :])[:BEST]
        return BestScores(lists)

    def merged(self, other: BestScores) -> BestScores:
        """Return the best of both: another window may have written the file meanwhile."""
        lists = dict(other.lists)
        for key, scores in self.lists.items():
            both = dict.fromkeys((*lists.pop(key, ()), *scores))
            lists[key] = tuple(sorted(both, key=lambda score: -score.points)[:BEST])
        return BestScores(lists)

    def to_text(self) -> str:
        """Return the file's text."""
        lists = {key: [asdict(score) for score in scores] for key, scores in self.lists.items()}
        return json.dumps({"version": VERSION, "scores": lists}, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> BestScores:
        """Make the scores from the file's table.

        Raises
        ------
        ValueError
            If anything in it is not as this program writes it.
        """
        lists = table.get("scores")
        if not isinstance(lists, Mapping):
            raise ValueError("no scores")  # noqa: TRY004 - wrong contents, whatever their type
        return cls({str(key): tuple(map(_score, scores)) for key, scores in lists.items()})


def _score(content: object) -> Score:
    if not isinstance(content, Mapping) or set(content) != set(Score.__dataclass_fields__):
        raise ValueError("not a score")
    numbers = [content[name] for name in ("points", "net_points", "streak", "seed")]
    if any(not isinstance(number, int) or isinstance(number, bool) or number < 0 for number in numbers):
        raise ValueError("not a number")
    if not isinstance(content["day"], str) or len(content["day"]) > 20:
        raise ValueError("not a day")
    return Score(**content)


def read_table(path: Path) -> dict[str, Any] | None:
    """Read one of the game's files; None if there is none.

    Raises
    ------
    Problem
        ``file.permission`` or ``file.unreadable`` if it cannot be opened; ``ValueError`` if it holds
        something else than a table of this version.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ValueError("too large")
        table = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise Problem("file.permission", "file", name=path.name) from error
    except OSError as error:
        raise Problem("file.unreadable", "file", name=path.name, reason=error.strerror or "") from error
    except RecursionError as error:
        raise ValueError("too deep") from error
    if not isinstance(table, dict) or table.get("version") != VERSION:
        raise ValueError("not a table of this version")
    return table
