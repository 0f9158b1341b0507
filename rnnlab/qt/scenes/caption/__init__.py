"""The Captions scene: a picture net looks at a small scene, a recurrent net says it word by word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rnnlab.qt.scenes.base import SceneDescription

if TYPE_CHECKING:
    from rnnlab.qt.scenes.base import SceneContext, SceneWidget

__all__ = ["SCENE"]


def _title() -> str:
    return QCoreApplication.translate("CaptionScene", "Captions")


def _hint() -> str:
    return QCoreApplication.translate("CaptionScene", "A net looks at a picture and says what is there")


def _create(context: SceneContext) -> SceneWidget:
    from rnnlab.qt.scenes.caption.scene import CaptionScene

    return CaptionScene(context)


SCENE = SceneDescription(
    id="caption", title=_title, order=50, create=_create, hint=_hint, file_ending=".rnncaption"
)
