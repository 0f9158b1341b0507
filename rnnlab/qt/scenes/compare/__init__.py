"""The Compare scene: set-ups race on one task, and a map shows where a set-up succeeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rnnlab.qt.scenes.base import SceneDescription

if TYPE_CHECKING:
    from rnnlab.qt.scenes.base import SceneContext, SceneWidget

__all__ = ["SCENE"]


def _title() -> str:
    return QCoreApplication.translate("CompareScene", "Compare")


def _hint() -> str:
    return QCoreApplication.translate("CompareScene", "Which set-up learns it, how surely and how fast")


def _create(context: SceneContext) -> SceneWidget:
    from rnnlab.qt.scenes.compare.scene import CompareScene

    return CompareScene(context)


SCENE = SceneDescription(
    id="compare", title=_title, order=70, create=_create, hint=_hint, keeps_to_processor=True
)
