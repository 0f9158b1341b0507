"""The Cells scene: every cell as equations, diagram and code; and an editor for one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rnnlab.qt.scenes.base import SceneDescription

if TYPE_CHECKING:
    from rnnlab.qt.scenes.base import SceneContext, SceneWidget

__all__ = ["SCENE"]


def _title() -> str:
    return QCoreApplication.translate("CellsScene", "Cells")


def _hint() -> str:
    return QCoreApplication.translate("CellsScene", "Look into every cell, and write your own")


def _create(context: SceneContext) -> SceneWidget:
    from rnnlab.qt.scenes.cells.scene import CellsScene

    return CellsScene(context)


SCENE = SceneDescription(
    id="cells", title=_title, order=80, create=_create, hint=_hint, keeps_to_processor=True
)
