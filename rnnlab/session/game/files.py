"""The game's two files: best scores, and the game that was left in the middle.

They are read when the scene is made, and written in the background, one after the other; what is newest
counts. A file that cannot be read is put aside, never overwritten.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rnnlab.core.game import unfinished
from rnnlab.core.game.play import Rules, State
from rnnlab.core.game.scores import BestScores, read_table
from rnnlab.core.game.settings import GameSettings
from rnnlab.core.problems import Problem
from rnnlab.core.writing import write_text
from rnnlab.session.errand import Errand

__all__ = ["GameFiles", "Unfinished"]

SCORES, UNFINISHED = "game-scores.json", "game-unfinished.json"
Unfinished = tuple[GameSettings, Rules, State]


class GameFiles:
    """Reads and writes both files of one folder.

    Parameters
    ----------
    folder
        Where they are.

    Attributes
    ----------
    problems
        What a person should be told about them; whoever tells it empties the list.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._wanted: dict[str, BestScores | Mapping[str, Any] | None] = {}
        self._locked: set[str] = set()
        self._errand: Errand[None] | None = None
        self.problems: list[Problem] = []

    def load_scores(self) -> BestScores:
        """Return the best scores; none if there is no file that can be read."""
        table = self._table(SCORES)
        try:
            return BestScores() if table is None else BestScores.from_table(table)
        except ValueError:
            self._put_aside(SCORES)
            return BestScores()

    def load_unfinished(self) -> Unfinished | None:
        """Return the game that was left in the middle, None if there is none."""
        table = self._table(UNFINISHED)
        try:
            return None if table is None else unfinished.from_table(table)
        except ValueError:
            self._put_aside(UNFINISHED)
            return None

    def _table(self, name: str) -> dict[str, Any] | None:
        try:
            return read_table(self._folder / name)
        except Problem as problem:
            self.problems.append(problem)
            self._locked.add(name)
        except ValueError:
            self._put_aside(name)
        return None

    def _put_aside(self, name: str) -> None:
        """Rename what cannot be read; if not even that can be done nothing is written over it."""
        path = self._folder / name
        names = (f"{name}.broken", *(f"{name}.broken-{number}" for number in range(2, 100)))
        kept = next((path.with_name(other) for other in names if not path.with_name(other).exists()), None)
        code = "game.scores_broken" if name == SCORES else "game.unfinished_broken"
        try:
            if kept is None:
                raise OSError("no free name")
            path.rename(kept)
        except OSError:
            self._locked.add(name)
            kept = path
        self.problems.append(Problem(code, "file", name=kept.name, folder=str(self._folder)))

    # Writing

    def save_scores(self, scores: BestScores) -> None:
        """Write the best scores soon."""
        self._want(SCORES, scores)

    def save_unfinished(self, settings: GameSettings, state: State) -> None:
        """Write the game in hand soon."""
        self._want(UNFINISHED, unfinished.to_table(settings, state))

    def forget_unfinished(self) -> None:
        """Take the file of the game in hand away soon: it is over, or another one begins."""
        self._want(UNFINISHED, None)

    def _want(self, name: str, content: BestScores | Mapping[str, Any] | None) -> None:
        if name not in self._locked:
            self._wanted[name] = content
            self._begin()

    def _begin(self) -> None:
        if self._errand is None and self._wanted:
            wanted, self._wanted = self._wanted, {}
            self._errand = Errand(lambda: self._write(wanted), self._on_written)

    def _write(self, wanted: Mapping[str, BestScores | Mapping[str, Any] | None]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for name, content in wanted.items():
            path = self._folder / name
            if content is None:
                path.unlink(missing_ok=True)
            elif isinstance(content, BestScores):
                write_text(path, self._merged(path, content).to_text())
            else:
                write_text(path, json.dumps(content, ensure_ascii=False) + "\n")

    @staticmethod
    def _merged(path: Path, scores: BestScores) -> BestScores:
        """Keep what another window has written meanwhile."""
        try:
            table = read_table(path)
            return scores if table is None else scores.merged(BestScores.from_table(table))
        except (Problem, ValueError):
            return scores

    def _on_written(self, _: None, problem: Problem | None) -> None:
        if problem is not None:
            self.problems.append(problem)

    @property
    def is_busy(self) -> bool:
        """Whether something is being written."""
        return self._errand is not None

    def poll(self) -> None:
        """Note that a file was written, and begin with the next."""
        if self._errand is not None and self._errand.poll():
            self._errand = None
            self._begin()

    def close(self) -> None:
        """Write what is wanted and wait for it."""
        while self._errand is not None:
            self._errand.wait()
            self._errand = None
            self._begin()
