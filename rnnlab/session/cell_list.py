"""The list of cells as the Cells scene shows it: the lab's own by families, and a person's."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from rnnlab.core.cells import catalogue
from rnnlab.core.cells.cell_file import UNSAID
from rnnlab.core.cells.graph import Localised
from rnnlab.core.problems import Problem
from rnnlab.session.cell_drafts import NEW, CellDrafts, Draft
from rnnlab.session.cell_shelf import CellShelf


@dataclass(frozen=True)
class Entry:
    """A line in the list of cells.

    Attributes
    ----------
    key
        What `CellsSession.select` takes.
    title, source
        What it is called, and where it comes from.
    own
        Whether a person may change it.
    problem
        Why it cannot be used, None if it can.
    unsaved
        Whether there are changes that are not in its file.
    """

    key: str
    title: Localised
    source: Localised = UNSAID
    own: bool = False
    problem: Problem | None = None
    unsaved: bool = False


def families() -> tuple[tuple[Entry, ...], ...]:
    """Return the lab's own cells by families."""
    built_in = catalogue.built_in()
    found = []
    for names in catalogue.groups():
        cells = [catalogue.load(name) for name in names if name in built_in]
        found.append(tuple(Entry(cell.name, cell.title, cell.source) for cell in cells))
    return tuple(family for family in found if family)


def own(shelf: CellShelf, drafts: CellDrafts) -> tuple[Entry, ...]:
    """Return a person's cells: saved ones by name, then those never saved."""
    saved = [_saved(name, shelf, drafts) for name in shelf.names()]
    keys = drafts.keys()
    new = [(key, drafts.get(key)) for key in keys if key.startswith(NEW)]
    unsaved = [Entry(key, title_of(draft), own=True, unsaved=True) for key, draft in new if draft is not None]
    return (*saved, *unsaved)


def _saved(name: str, shelf: CellShelf, drafts: CellDrafts) -> Entry:
    problem = shelf.problem(name)
    title = Localised(name, name)
    if problem is None:
        with suppress(Problem):  # deleted a moment ago
            title = catalogue.load(name).title
    return Entry(name, title, own=True, problem=problem, unsaved=drafts.get(name) is not None)


def title_of(draft: Draft) -> Localised:
    """Return what a draft is called: its name where it has no title."""
    return Localised(draft.text.title.ko or draft.name, draft.text.title.en or draft.name)
