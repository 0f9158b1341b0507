"""Holding a unit by hand: the menu on a unit, and the drag that sets its value."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QPointF
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from rnnlab.qt.stage_words import plain
from rnnlab.scene.content import Content
from rnnlab.scene.facts import fact
from rnnlab.scene.notation import signed
from rnnlab.scene.target import Target

DRAG_PER_PIXEL = 1 / 70
THRESHOLD = 5.0
_OFFERED = (-1.0, -0.5, 0.5, 1.0)
_LARGEST = 1000.0

Hold = Callable[[Target, float | None], None]


class UnitDrag:
    """A drag on a unit, from the press to the release."""

    def __init__(self, target: Target, value: float, start: QPointF) -> None:
        self.target = target
        self._value = value
        self._start = start
        self.active = False

    def value_at(self, point: QPointF) -> float | None:
        """Return the value for the pointer's place; None until it has moved far enough."""
        moved = self._start.y() - point.y()
        if not self.active and abs(moved) < THRESHOLD:
            return None
        self.active = True
        return round(min(max(self._value + moved * DRAG_PER_PIXEL, -1.0), 1.0), 2)


def unit_value(content: Content, target: Target) -> float:
    """Return a unit's value now."""
    found = fact(content, target)
    return 0.0 if found is None or found.value is None else found.value


def is_held(content: Content, target: Target) -> bool:
    """Return whether a unit is held by hand."""
    key = content.trace.shape.key
    return any(
        key(clamp.quantity, clamp.layer) == target.key and clamp.unit == target.index[0]
        for clamp in content.trace.clamps
    )


def unit_menu(parent: QWidget, content: Content, target: Target, hold: Hold) -> QMenu:
    """Return the menu of a unit: hold it at 0, at another value, or let it go.

    Parameters
    ----------
    parent
        The view.
    content
        What is shown.
    target
        The unit.
    hold
        Called with the unit and the value, None to let it go.
    """
    translate = QCoreApplication.translate
    menu = QMenu(parent)
    found = fact(content, target)
    title = "" if found is None else f"{plain(found.formula)} [{found.index}]"
    menu.addSection(title)
    menu.addAction(translate("StageView", "Hold at 0")).triggered.connect(partial(_hold, hold, target, 0.0))
    others = menu.addMenu(translate("StageView", "Hold at"))
    for value in _OFFERED:
        others.addAction(signed(value, 1)).triggered.connect(partial(_hold, hold, target, value))
    others.addSeparator()
    another = others.addAction(translate("StageView", "Another value…"))
    another.triggered.connect(partial(_ask, parent, content, target, hold))
    menu.addSeparator()
    release = menu.addAction(translate("StageView", "Let it go"))
    release.setEnabled(is_held(content, target))
    release.triggered.connect(partial(_hold, hold, target, None))
    return menu


def _hold(hold: Hold, target: Target, value: float | None, checked: bool = False) -> None:
    del checked
    hold(target, value)


def _ask(parent: QWidget, content: Content, target: Target, hold: Hold, checked: bool = False) -> None:
    del checked
    translate = QCoreApplication.translate
    dialog = QInputDialog(parent)
    dialog.setInputMode(QInputDialog.InputMode.DoubleInput)
    dialog.setWindowTitle(translate("StageView", "Hold a unit"))
    dialog.setLabelText(translate("StageView", "The unit keeps this value at every step."))
    dialog.setDoubleDecimals(2)
    dialog.setDoubleRange(-_LARGEST, _LARGEST)
    dialog.setDoubleStep(0.1)
    dialog.setDoubleValue(round(unit_value(content, target), 2))
    dialog.doubleValueSelected.connect(partial(hold, target))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
