"""The Sequence scene: type a vocabulary, train a net, and watch it think step by step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from rnnlab.qt.scenes.base import SUFFIX, SceneDescription

if TYPE_CHECKING:
    from rnnlab.qt.scenes.base import SceneContext, SceneWidget

__all__ = ["SCENE"]


def _title() -> str:
    return QCoreApplication.translate("SequenceScene", "Sequence")


def _hint() -> str:
    return QCoreApplication.translate("SequenceScene", "Learn a sequence and complete it")


def _create(context: SceneContext) -> SceneWidget:
    from rnnlab.qt.scenes.sequence.scene import SequenceScene

    return SequenceScene(context)


SCENE = SceneDescription(
    id="sequence",
    title=_title,
    order=10,
    create=_create,
    hint=_hint,
    begins_with_experiments=True,
    file_ending=SUFFIX,
)
