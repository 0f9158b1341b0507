"""The scenes, one folder each; a folder that exports ``SCENE`` gets a tab (see `rnnlab.qt.scenes.base`)."""

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rnnlab.qt.scenes.base import SceneDescription

__all__ = ["discover", "scene_ids"]


def scene_ids() -> tuple[str, ...]:
    """Return the ids of the scenes there are, by the alphabet; imports none of them."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if module.ispkg))


@cache
def discover() -> "tuple[SceneDescription, ...]":
    """Return the scenes there are, in the order of their tabs.

    A scene's folder should import no more than its description needs; what is heavy belongs into ``create``.
    """
    found = []
    for id_ in scene_ids():
        package = importlib.import_module(f"{__name__}.{id_}")
        if (scene := getattr(package, "SCENE", None)) is not None:
            found.append(scene)
    return tuple(sorted(found, key=lambda scene: scene.order))
