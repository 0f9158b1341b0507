"""Which scene a file belongs to, by the task of its experiment."""

from __future__ import annotations

from pathlib import Path

from rnnlab.core.problems import Problem

__all__ = ["USUAL", "refusal", "scene_of"]

USUAL = "sequence"
_OTHERS = {"phrases": "complete"}


def scene_of(task: str) -> str:
    """Return the id of the scene that shows nets of a task."""
    return _OTHERS.get(task, USUAL)


def refusal(task: str, path: Path, scene: str) -> Problem | None:
    """Return why a scene does not take a file of a task; None if it does."""
    home = scene_of(task)
    if home == scene:
        return None
    return Problem("file.other_scene", "file", name=path.name, task=task, scene=home)
