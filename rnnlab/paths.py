"""The one place that knows where things lie: the resources, and the person's own files.

Nothing but the standard library is imported here, so that every layer may ask. The per-person folders follow
each system's habit (XDG, ``%APPDATA%``, ``~/Library``); ``RNNLAB_HOME`` puts them all under one folder, for
tests and for a lab on a memory stick.
"""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["resources", "user_cache", "user_config", "user_data"]

_APPLICATION = "rnnlab"


def resources() -> Path:
    """Return the folder of cells, lessons, icons, translations and themes.

    Returns
    -------
    Path
        ``resources/`` beside the package in a source tree, inside it in an installed wheel, and beside the
        unpacked program in a frozen one.

    Raises
    ------
    FileNotFoundError
        If the installation is damaged and there is no such folder.
    """
    package = Path(__file__).resolve().parent
    places = [package / "resources", package.parent / "resources"]
    if frozen := getattr(sys, "_MEIPASS", None):
        places.insert(0, Path(frozen) / "resources")
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"no resources folder at {' or '.join(map(str, places))}")


def user_data() -> Path:
    """Return the folder for what a person makes and would miss: own cells, recovered work.

    The folder is made if it can be; writing there fails with an ``OSError`` of its own if it could not.
    """
    return _made(_folder("data", os.environ, sys.platform))


def user_config() -> Path:
    """Return the folder for settings; made if it can be, like `user_data`."""
    return _made(_folder("config", os.environ, sys.platform))


def user_cache() -> Path:
    """Return the folder for what can be computed again; made if it can be, like `user_data`."""
    return _made(_folder("cache", os.environ, sys.platform))


def _made(folder: Path) -> Path:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return folder
    return folder


def _folder(purpose: str, environment: Mapping[str, str], platform: str) -> Path:
    if home := environment.get("RNNLAB_HOME"):
        return Path(home).expanduser().absolute() / purpose
    if platform == "win32":
        return _on_windows(purpose, environment)
    if platform == "darwin":
        library = Path.home() / "Library"
        if purpose == "cache":
            return library / "Caches" / _APPLICATION
        return library / "Application Support" / _APPLICATION / purpose
    variable, usual = {
        "data": ("XDG_DATA_HOME", Path(".local", "share")),
        "config": ("XDG_CONFIG_HOME", Path(".config")),
        "cache": ("XDG_CACHE_HOME", Path(".cache")),
    }[purpose]
    chosen = Path(environment.get(variable, ""))
    # The XDG specification: "all paths must be absolute; a relative one is to be ignored".
    return (chosen if chosen.is_absolute() else Path.home() / usual) / _APPLICATION


def _on_windows(purpose: str, environment: Mapping[str, str]) -> Path:
    roams = purpose == "config"
    variable, usual = ("APPDATA", "Roaming") if roams else ("LOCALAPPDATA", "Local")
    chosen = environment.get(variable)
    base = Path(chosen) if chosen else Path.home() / "AppData" / usual
    return base / _APPLICATION / purpose
