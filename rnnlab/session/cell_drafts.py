"""What a person has written in the cell editor and not saved: kept in a file, so that nothing is lost."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from rnnlab import paths
from rnnlab.core.cells.cell_file import CellText
from rnnlab.core.cells.graph import Localised
from rnnlab.core.problems import Problem
from rnnlab.core.writing import write_text

FILE = "cell-drafts.json"
LARGEST_FILE = 4 * 1024 * 1024
MOST = 64
LONGEST_EQUATIONS = 100_000
NEW = "+"
"""Begins the keys of drafts that were never saved; no cell's name begins so."""


@dataclass(frozen=True)
class Draft:
    """A cell being written.

    Attributes
    ----------
    name
        The name it shall have.
    text
        What is written.
    origin
        The name of the file it was read from; empty if it was never saved.
    """

    name: str
    text: CellText
    origin: str = ""


class CellDrafts:
    """Unsaved drafts by key: the name of the file they change, or ``+1``, ``+2`` … for new ones.

    Parameters
    ----------
    path
        Where they are kept; by default in the person's data folder.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or paths.user_data() / FILE
        self._drafts = _read(self._path)
        self._written = dict(self._drafts)

    def keys(self) -> tuple[str, ...]:
        """Return the keys, oldest first."""
        return tuple(self._drafts)

    def names(self) -> frozenset[str]:
        """Return the names that the drafts shall have."""
        return frozenset(draft.name for draft in self._drafts.values())

    def get(self, key: str) -> Draft | None:
        """Return a draft, None if there is none."""
        return self._drafts.get(key)

    def new_key(self) -> str:
        """Return a key for a new draft."""
        return next(key for number in range(1, MOST + 2) if (key := f"{NEW}{number}") not in self._drafts)

    def put(self, key: str, draft: Draft) -> None:
        """Keep a draft.

        Raises
        ------
        Problem
            ``cell_name.too_many_drafts`` if there are too many.
        """
        if key not in self._drafts and len(self._drafts) >= MOST:
            raise Problem("cell_name.too_many_drafts", "cell_name", limit=MOST)
        self._drafts[key] = draft

    def drop(self, key: str) -> Draft | None:
        """Forget a draft; returns it."""
        return self._drafts.pop(key, None)

    @property
    def is_written(self) -> bool:
        """Whether the file holds all drafts as they are."""
        return self._drafts == self._written

    def write(self) -> None:
        """Write the file; raises Problem. May be called in a thread, but in one at a time."""
        drafts = dict(self._drafts)
        content = {"version": 1, "drafts": [{"key": key, **asdict(draft)} for key, draft in drafts.items()]}
        write_text(self._path, json.dumps(content, ensure_ascii=True, indent=1) + "\n")
        self._written = drafts


def _read(path: Path) -> dict[str, Draft]:
    """Return the drafts in a file; what cannot be read is put aside and not overwritten."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise ValueError("too large")
        content = json.loads(path.read_text(encoding="utf-8"))
        return dict(_draft(entry) for entry in content["drafts"][:MOST])
    except OSError:
        return {}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        with suppress(OSError):
            path.replace(path.with_name(path.name + ".broken"))
        return {}


def _draft(entry: dict[str, Any]) -> tuple[str, Draft]:
    key, name, origin = (_text(entry[field]) for field in ("key", "name", "origin"))
    said = entry["text"]
    title, source, look_at = (
        Localised(_text(said[part]["ko"]), _text(said[part]["en"])) for part in ("title", "source", "look_at")
    )
    states = tuple(_text(state) for state in said["states"])
    text = CellText(states, _text(said["equations"])[:LONGEST_EQUATIONS], title, source, look_at)
    order = said.get("order")
    return key, Draft(name, replace(text, order=order if isinstance(order, int) else None), origin)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(type(value).__name__)
    return value
