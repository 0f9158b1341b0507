"""Which scene a file belongs to, by the task of its experiment."""

from __future__ import annotations

__all__ = ["USUAL", "scene_of"]

USUAL = "sequence"
_OTHERS = {"phrases": "complete"}


def scene_of(task: str) -> str:
    """Return the id of the scene that shows nets of a task."""
    return _OTHERS.get(task, USUAL)
