"""Whether there is a display on which a window could open.

Qt does not say so: it aborts. So this is asked before Qt is loaded.
"""

import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["display_message", "display_missing"]


def display_missing(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Return whether a window could open nowhere.

    Windows and macOS always have a display. Elsewhere ``QT_QPA_PLATFORM`` decides where it is set; else there
    must be a Wayland display, or an X display that answers.
    """
    if platform in {"win32", "cygwin", "darwin"} or environment.get("QT_QPA_PLATFORM"):
        return False
    if environment.get("WAYLAND_DISPLAY"):
        return False
    display = environment.get("DISPLAY", "")
    return not display or not _answers(display)


def display_message() -> str:
    """Return the sentences that say so and name the commands that need no display."""
    from rnnlab.bootstrap.words import languages, sentence

    return "\n\n".join(sentence("display.missing", language) for language in languages())


def _answers(display: str) -> bool:
    """Return whether an X server listens at a display name such as ``:0``, ``unix:1.0`` or ``host:10.0``."""
    named = re.fullmatch(r"(?P<host>.*?):(?P<number>\d+)(\.\d+)?", display)
    if named is None:
        return Path(display).exists()  # macOS's launchd names a socket file
    number = int(named["number"])
    if (host := named["host"]) not in {"", "unix"}:
        return _answers_far(host.rpartition("/")[2], 6000 + number)
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108
    return _answers_here(path) or _answers_here(f"\0{path}")


def _answers_here(address: str) -> bool:
    import socket

    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(address)
        except OSError:
            return False
    return True


def _answers_far(host: str, port: int) -> bool:
    import socket

    try:
        socket.create_connection((host, port), timeout=2.0).close()
    except OSError:
        return False
    return True
