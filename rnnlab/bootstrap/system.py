"""The system libraries that Qt needs on Linux, and the packages that bring them.

Qt's own wheels carry everything but a few libraries of the system. Whether one is there is asked of the
loader itself, by its soname: a package may have another name, and a library may have come another way.
"""

import ctypes
import importlib
import importlib.util
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rnnlab.bootstrap.process import Process
from rnnlab.bootstrap.voice import Voice
from rnnlab.bootstrap.words import Trouble

__all__ = ["LIBRARIES", "SCREENS", "Library", "missing_libraries", "prepare_system"]

SCREENS = frozenset({"offscreen", "wayland", "x11"})


@dataclass(frozen=True)
class Library:
    """One library of the system.

    Attributes
    ----------
    soname
        What the loader looks for.
    packages
        Debian's names for the package that has it, newest first.
    screen
        ``"offscreen"`` if Qt needs it always, ``"x11"`` or ``"wayland"`` if only such a window does.
    """

    soname: str
    packages: tuple[str, ...]
    screen: str


LIBRARIES = (
    Library("libGL.so.1", ("libgl1",), "offscreen"),
    Library("libEGL.so.1", ("libegl1",), "offscreen"),
    Library("libxkbcommon.so.0", ("libxkbcommon0",), "offscreen"),
    Library("libfontconfig.so.1", ("libfontconfig1",), "offscreen"),
    Library("libglib-2.0.so.0", ("libglib2.0-0t64", "libglib2.0-0"), "offscreen"),
    Library("libdbus-1.so.3", ("libdbus-1-3",), "offscreen"),
    Library("libxkbcommon-x11.so.0", ("libxkbcommon-x11-0",), "x11"),
    Library("libxcb-cursor.so.0", ("libxcb-cursor0",), "x11"),
    Library("libxcb-icccm.so.4", ("libxcb-icccm4",), "x11"),
    Library("libxcb-keysyms.so.1", ("libxcb-keysyms1",), "x11"),
    Library("libxcb-shape.so.0", ("libxcb-shape0",), "x11"),
    Library("libwayland-cursor.so.0", ("libwayland-cursor0",), "wayland"),
    Library("libwayland-egl.so.1", ("libwayland-egl1",), "wayland"),
)


def missing_libraries() -> tuple[Library, ...]:
    """Return those of `LIBRARIES` that the loader does not find; none but on Linux."""
    if sys.platform != "linux":
        return ()
    return tuple(library for library in LIBRARIES if not _loads(library.soname))


def prepare_system(voice: Voice, *, screen: str | None, new_environment: bool, log: Path) -> frozenset[str]:
    """Install what the system lacks, or say the one command that does.

    Parameters
    ----------
    voice
        Says what is installed.
    screen
        What the start needs: one of `SCREENS`, or None.
    new_environment
        Whether an environment is about to be made, which takes Python's ``venv`` and ``ensurepip``.
    log
        Takes the package manager's output.

    Returns
    -------
    frozenset of str
        Those of `SCREENS` for which everything is there.

    Raises
    ------
    Trouble
        ``trouble.venv`` or ``trouble.libraries``, with the command, if the start needs what is still missing.
    """
    libraries = missing_libraries()
    lacks_venv = new_environment and not _has_venv()
    packages = _packages(libraries, lacks_venv=lacks_venv)
    if packages and (rights := _apt_rights()) is not None:
        _apt_install(voice, packages, rights, log)
        libraries = missing_libraries()
        lacks_venv = new_environment and not _has_venv()
    if lacks_venv:
        raise _venv_trouble(_packages(libraries, lacks_venv=True))
    needed = [library for library in libraries if library.screen in {"offscreen", screen}]
    if needed and screen is not None:
        names = ", ".join(library.soname for library in needed)
        raise Trouble("trouble.libraries", names=names, command=install_command(needed))
    lacking = {library.screen for library in libraries}
    return frozenset() if "offscreen" in lacking else SCREENS - lacking


def install_command(libraries: Iterable[Library]) -> str:
    """Return the one command that installs libraries on this system."""
    libraries = tuple(libraries)
    if shutil.which("apt-get"):
        return _apt_command(_packages(libraries, lacks_venv=False))
    provided = [f"{library.soname}()(64bit)" for library in libraries]
    for manager in ("dnf", "zypper"):
        if shutil.which(manager):
            return shlex.join([*_sudo(), manager, "install", *provided])
    sonames = [library.soname for library in libraries]
    if shutil.which("pacman"):
        # Arch has one package for most of these, and a database of files to ask.
        arch = "libglvnd libxkbcommon libxkbcommon-x11 fontconfig glib2 dbus xcb-util-cursor xcb-util-wm"
        return shlex.join([*_sudo(), "pacman", "-S", "--needed", *arch.split(), "xcb-util-keysyms", "libxcb"])
    return " ".join(sonames)


def _loads(soname: str) -> bool:
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def _has_venv() -> bool:
    importlib.invalidate_caches()
    return all(importlib.util.find_spec(module) is not None for module in ("venv", "ensurepip"))


def _venv_trouble(packages: Sequence[str]) -> Trouble:
    if shutil.which("apt-get") and sys.executable.startswith("/usr/bin/"):
        return Trouble("trouble.venv", command=_apt_command(packages))
    return Trouble("trouble.venv_python", python=sys.executable)


def _packages(libraries: Iterable[Library], *, lacks_venv: bool) -> list[str]:
    names = [f"python3.{sys.version_info.minor}-venv"] if lacks_venv else []
    return names + [_known_package(library.packages) for library in libraries]


def _known_package(names: Sequence[str]) -> str:
    """Return the first name that this release has; the last one where nobody can tell."""
    if shutil.which("apt-cache"):
        for name in names[:-1]:
            asked = subprocess.run(["apt-cache", "show", name], capture_output=True, check=False)
            if asked.returncode == 0:
                return name
    return names[-1]


def _apt_command(packages: Sequence[str]) -> str:
    update, install = [*_sudo(), "apt-get", "update"], [*_sudo(), "apt-get", "install", "-y", *packages]
    return f"{shlex.join(update)} && {shlex.join(install)}"


def _sudo() -> list[str]:
    return [] if os.name == "posix" and os.geteuid() == 0 else ["sudo"]


def _apt_rights() -> list[str] | None:
    """Return what must stand before apt-get to install without asking; None if nothing helps."""
    if sys.platform != "linux" or not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        if asked.returncode == 0:
            return ["sudo", "-n"]
    return None


def _apt_install(voice: Voice, packages: Sequence[str], rights: Sequence[str], log: Path) -> None:
    """Install packages; a failure shows in what is missing afterwards."""
    voice.say("step.system", packages=" ".join(packages))
    quiet = [*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120"]
    # Where the lists are empty or old, no name is found without an update; an update that fails is no harm.
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        process = Process([*quiet, *arguments], environment=os.environ, folder=Path("/"), log=log)
        for line in process.lines():
            if isinstance(line, float):
                voice.progress("progress.still", seconds=round(line))
            elif line.startswith("E: ") or _finished(line) in packages:
                voice.detail(line)


def _finished(line: str) -> str:
    """Return the package of a line such as ``Setting up libgl1:amd64 (1.6.0-1) ...``."""
    done = line.removeprefix("Setting up ")
    return "" if done == line else done.partition(" ")[0].partition(":")[0]
