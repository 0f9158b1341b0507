"""The Complete scene: a phrase book, a typing box, and a net that writes the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rnnlab.qt.scenes.base import SceneDescription

if TYPE_CHECKING:
    from rnnlab.qt.scenes.base import SceneContext, SceneWidget

__all__ = ["SCENE"]


def _title() -> str:
    return QCoreApplication.translate("CompleteScene", "Complete")


def _hint() -> str:
    return QCoreApplication.translate("CompleteScene", "Type, and the net writes the rest")


def _create(context: SceneContext) -> SceneWidget:
    from rnnlab.qt.scenes.complete.scene import CompleteScene

    return CompleteScene(context)


SCENE = SceneDescription(id="complete", title=_title, order=20, create=_create, hint=_hint)
