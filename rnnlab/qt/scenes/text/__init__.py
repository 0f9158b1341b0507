"""The Text scene: a net learns a text letter by letter, from gibberish to something like Shakespeare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rnnlab.qt.scenes.base import SceneDescription

if TYPE_CHECKING:
    from rnnlab.qt.scenes.base import SceneContext, SceneWidget

__all__ = ["SCENE"]


def _title() -> str:
    return QCoreApplication.translate("TextScene", "Text")


def _hint() -> str:
    return QCoreApplication.translate("TextScene", "Watch a net learn to write, letter by letter")


def _create(context: SceneContext) -> SceneWidget:
    from rnnlab.qt.scenes.text.scene import TextScene

    return TextScene(context)


SCENE = SceneDescription(
    id="text", title=_title, order=40, create=_create, hint=_hint, file_ending=".rnntext"
)
