"""The scenes, one folder each; a folder that exports ``SCENE`` gets a tab (see `rnnlab.qt.scenes.base`)."""

import importlib
import pkgutil
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rnnlab.qt.scenes.base import SceneDescription

__all__ = ["discover"]


@cache
def discover() -> "tuple[SceneDescription, ...]":
    """Return the scenes there are, in the order of their tabs.

    A scene's folder should import no more than its description needs; what is heavy belongs into ``create``.
    """
    found = []
    for module in pkgutil.iter_modules(__path__):
        if module.ispkg:
            package = importlib.import_module(f"{__name__}.{module.name}")
            if (scene := getattr(package, "SCENE", None)) is not None:
                found.append(scene)
    return tuple(sorted(found, key=lambda scene: scene.order))
