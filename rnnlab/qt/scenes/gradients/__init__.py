"""The Gradients scene: see how the loss of the last step flows back through time, vanishes or explodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rnnlab.qt.scenes.base import SceneDescription

if TYPE_CHECKING:
    from rnnlab.qt.scenes.base import SceneContext, SceneWidget

__all__ = ["SCENE"]


def _title() -> str:
    return QCoreApplication.translate("GradientScene", "Gradients")


def _hint() -> str:
    return QCoreApplication.translate("GradientScene", "Watch gradients vanish, explode or flow through time")


def _create(context: SceneContext) -> SceneWidget:
    from rnnlab.qt.scenes.gradients.scene import GradientScene

    return GradientScene(context)


SCENE = SceneDescription(
    id="gradients", title=_title, order=60, create=_create, hint=_hint, keeps_to_processor=True
)
