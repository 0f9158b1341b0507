"""A stage and an inspector connected: what is pointed at, pinned or held in one is so in the other."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from rnnlab.core.net import NetShape
from rnnlab.qt.scenes.sequence.inspector_panel import InspectorPanel
from rnnlab.qt.stage_view import StageView
from rnnlab.scene.target import Target

__all__ = ["Pointing"]


class Pointing(QObject):
    """See the module.

    Parameters
    ----------
    stage, inspector
        The two.
    shape
        Gives the shape of the net on the stage; None while there is none.

    Attributes
    ----------
    pinned : Signal(object)
        A person has pinned a `Target`, or let it go (None); the inspector shows it next.
    clamp_wanted : Signal(int, str, int, object)
        A unit is to be held: its layer, quantity and number, and the value; None to release it.
    """

    pinned = Signal(object)
    clamp_wanted = Signal(int, str, int, object)

    def __init__(
        self,
        stage: StageView,
        inspector: InspectorPanel,
        shape: Callable[[], NetShape | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._stage, self._inspector, self._shape = stage, inspector, shape
        self._pinned: Target | None = None
        stage.target_hovered.connect(self._on_stage_target_hovered)
        inspector.target_hovered.connect(self._on_inspector_target_hovered)
        for one in (stage, inspector):
            one.target_clicked.connect(self._on_target_clicked)
            one.unit_clamp_requested.connect(self._on_unit_clamp_requested)

    def forget(self) -> None:
        """Pin nothing any more."""
        self._pinned = None

    def _on_stage_target_hovered(self, target: Target | None) -> None:
        self._inspector.set_highlight(frozenset() if target is None else frozenset({target}))
        if self._pinned is None:
            self._inspector.show_target(target, pinned=False)

    def _on_inspector_target_hovered(self, target: Target | None) -> None:
        self._stage.set_highlight(frozenset() if target is None else frozenset({target}))

    def _on_target_clicked(self, target: Target | None) -> None:
        self._pinned = None if target == self._pinned else target
        self.pinned.emit(self._pinned)
        self._inspector.show_target(self._pinned, pinned=self._pinned is not None)

    def _on_unit_clamp_requested(self, target: Target, value: float | None) -> None:
        shape = self._shape()
        if shape is None or not target.index:
            return
        name = next((q for q in shape.cell.quantity_nodes if shape.key(q, target.layer) == target.key), None)
        if name is not None:
            self.clamp_wanted.emit(target.layer, name, target.index[0], value)
