"""What cells are called in the language in force, also after their file has gone."""

from __future__ import annotations

from rnnlab.core.cells import catalogue
from rnnlab.core.problems import Problem
from rnnlab.qt.i18n import language
from rnnlab.qt.widgets import Choice

__all__ = ["cell_choices", "cell_title"]


def cell_title(name: str) -> str:
    """Return a cell's title; its name if it cannot be read any more."""
    try:
        return catalogue.load(name).title.text(language.current)
    except Problem:
        return name


def cell_choices() -> list[list[Choice]]:
    """Return all cells that can be chosen now, by families."""
    groups: list[list[Choice]] = []
    for names in catalogue.groups():
        groups.append([])
        for name in names:
            try:
                look_at = catalogue.load(name).look_at.text(language.current)
            except Problem:  # its file was changed a moment ago
                continue
            groups[-1].append(Choice(name, cell_title(name), look_at))
    return groups
