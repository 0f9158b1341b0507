"""Which scene a file belongs to, by the task of its experiment."""

from __future__ import annotations

from rnnlab.core.problems import Problem

__all__ = ["USUAL", "refusal", "scene_of"]

USUAL = "sequence"
_OTHERS = {"phrases": "complete"}


def scene_of(task: str) -> str:
    """Return the id of the scene that shows nets of a task."""
    return _OTHERS.get(task, USUAL)


def refusal(task: str, scene: str, name: str) -> Problem | None:
    """Return why a scene does not open the file of a task; None if it does.

    Parameters
    ----------
    task
        Of the experiment in the file.
    scene
        Id of the scene.
    name
        Of the file.
    """
    home = scene_of(task)
    return None if home == scene else Problem("file.other_scene", "file", name=name, task=task, scene=home)
