"""The Game scene: fill the blanks of a reversed row against a net that learns while you play."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rnnlab.qt.scenes.base import SceneDescription

if TYPE_CHECKING:
    from rnnlab.qt.scenes.base import SceneContext, SceneWidget

__all__ = ["SCENE"]


def _title() -> str:
    return QCoreApplication.translate("GameScene", "Game")


def _hint() -> str:
    return QCoreApplication.translate("GameScene", "Fill the blanks against a net that learns while you play")


def _create(context: SceneContext) -> SceneWidget:
    from rnnlab.qt.scenes.game.scene import GameScene

    return GameScene(context)


SCENE = SceneDescription(
    id="game", title=_title, order=30, create=_create, hint=_hint, keeps_to_processor=True
)
