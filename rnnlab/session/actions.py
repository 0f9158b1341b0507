"""The one table of what a person can do by menu, key or button; without Qt, so that others can read it too.

The words are in `rnnlab.qt.action_set` (they are translated); shortcuts are written as Qt's portable text
("Ctrl+S", "Space"), several separated by "; ". Where a shortcut is a bare key (space, arrows, Home, End …)
the window keeps it from taking that key away from text boxes, sliders and lists.
"""

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["ACTIONS", "GROUPS", "Action", "action", "actions_in"]

GROUPS = ("file", "edit", "run", "view", "help")


@dataclass(frozen=True)
class Action:
    """Something a person can do.

    Parameters
    ----------
    id
        ``area.verb``; scenes connect their handlers by it.
    group
        The menu it stands in, one of `GROUPS`.
    shortcut
        Default keys.
    checkable
        Whether it is on or off.
    exclusive
        Name of the set of which exactly one is on (themes, languages); empty if it stands alone.
    by_scene
        Whether the scene in front does it; the others are the window's own.
    starts_section
        Whether a line is drawn above it in its menu.
    icon
        Stem of a file in ``resources/icons``, or empty.
    in_menu
        Whether it is shown in its menu; the others are reached by key and button.
    """

    id: str
    group: str
    shortcut: str = ""
    checkable: bool = False
    exclusive: str = ""
    by_scene: bool = False
    starts_section: bool = False
    icon: str = ""
    in_menu: bool = True


ACTIONS: tuple[Action, ...] = (
    Action("file.new", "file", "Ctrl+N", by_scene=True),
    Action("file.open", "file", "Ctrl+O", icon="open"),
    Action("file.recent", "file"),
    Action("file.save", "file", "Ctrl+S", starts_section=True, icon="save"),
    Action("file.save_as", "file", "Ctrl+Shift+S"),
    Action("file.export", "file", "Ctrl+E", by_scene=True),
    Action("file.quit", "file", "Ctrl+Q", starts_section=True),
    Action("edit.undo", "edit", "Ctrl+Z", by_scene=True, icon="undo"),
    Action("edit.redo", "edit", "Ctrl+Shift+Z; Ctrl+Y", by_scene=True, icon="redo"),
    Action("training.toggle", "run", "Ctrl+Return; F5", by_scene=True, icon="play"),
    Action("training.step", "run", "Ctrl+.; F6", by_scene=True, icon="step-forward"),
    Action("training.reset", "run", "Ctrl+Backspace; F7", by_scene=True, icon="reset"),
    Action("training.live", "run", "L", checkable=True, by_scene=True, icon="live"),
    Action("play.toggle", "run", "Space", by_scene=True, starts_section=True, icon="play"),
    Action("play.phase", "run", "Ctrl+Right; .", by_scene=True, icon="phase-forward"),
    Action("play.phase_back", "run", "Ctrl+Left; ,", by_scene=True, icon="phase-back"),
    Action("play.step", "run", "Right", by_scene=True, icon="step-forward"),
    Action("play.back", "run", "Left", by_scene=True, icon="step-back"),
    Action("play.start", "run", "Home", by_scene=True, icon="to-start"),
    Action("play.end", "run", "End", by_scene=True, icon="to-end"),
    Action("play.loop", "run", "R", checkable=True, by_scene=True, starts_section=True, icon="loop"),
    Action("play.faster", "run", "]", by_scene=True),
    Action("play.slower", "run", "[", by_scene=True),
    Action("view.inspector", "view", "F9; I", checkable=True, icon="inspector"),
    Action("view.presentation", "view", "F8", checkable=True, icon="presentation"),
    Action("view.full_screen", "view", "F11", checkable=True),
    Action("view.larger", "view", "Ctrl+=; Ctrl++", starts_section=True),
    Action("view.smaller", "view", "Ctrl+-"),
    Action("view.usual_size", "view", "Ctrl+0"),
    Action("view.motion", "view", checkable=True, starts_section=True),
    Action("theme.light", "view", checkable=True, exclusive="theme", starts_section=True, icon="sun"),
    Action("theme.dark", "view", checkable=True, exclusive="theme", icon="moon"),
    Action("theme.system", "view", checkable=True, exclusive="theme", icon="monitor"),
    Action("theme.toggle", "view", "Ctrl+Shift+L", in_menu=False),
    Action("language.ko", "view", checkable=True, exclusive="language", starts_section=True),
    Action("language.en", "view", checkable=True, exclusive="language"),
    Action("help.shortcuts", "help", "F1; Ctrl+/", icon="keyboard"),
    Action("help.about", "help", icon="info"),
)
_BY_ID = {entry.id: entry for entry in ACTIONS}


def action(id_: str) -> Action:
    """Return an action by its id.

    Raises
    ------
    KeyError
        If the table has none of that id.
    """
    return _BY_ID[id_]


def actions_in(group: str) -> Iterator[Action]:
    """Return the actions of a menu, in its order."""
    return (entry for entry in ACTIONS if entry.group == group)
