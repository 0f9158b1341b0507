"""The environment beside main.py: made, filled by pip, looked over, and made anew when it is broken."""

import errno
import os
import platform
import re
import shutil
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from rnnlab.bootstrap.process import Process
from rnnlab.bootstrap.stamp import interpreter
from rnnlab.bootstrap.voice import Voice
from rnnlab.bootstrap.words import Trouble

__all__ = ["Environment", "clean_variables", "told_by_pip", "trouble_of"]

_NEEDED_GB = 2.5
_TELL_EVERY = 3.0  # seconds
# Loading these shows that what pip installed is whole. torch comes before Qt: on Windows that order is safe.
_MODULES = ("numpy", "llvmlite.binding", "torch", "safetensors", "regex", "psygnal", "rnnlab")
_QT_MODULES = ("PySide6.QtWidgets", "PySide6.QtSvg")
_EXTRA_MODULES = {"test": ("pytest", "xdist", "hypothesis")}
_LOAD = (
    "import importlib, sys\n"
    "for name in sys.argv[1:]:\n"
    "    print('file', importlib.import_module(name).__file__, flush=True)\n"
)
_HEALTH = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
# These would lead pip or Python away from the environment.
_MISLEADING = frozenset(
    (
        "PYTHONHOME",
        "PYTHONPATH",
        "PIP_USER",
        "PIP_TARGET",
        "PIP_PREFIX",
        "PIP_ROOT",
        "PIP_DRY_RUN",
        "PIP_QUIET",
    )
)

_NETWORK = re.compile(
    r"Retrying \(Retry|NewConnectionError|ConnectionError|ConnectTimeout|ReadTimeout|Read timed out|"
    r"ProxyError|Temporary failure in name resolution|getaddrinfo failed|Network is unreachable|SSLError|"
    r"CERTIFICATE_VERIFY_FAILED|Max retries exceeded|IncompleteRead|Could not fetch URL"
)
_DISK = re.compile(r"No space left on device|Errno 28|WinError 112|Disk quota exceeded|Errno 122")
_RIGHTS = re.compile(
    r"Permission denied|Errno 13|WinError 5\]|Read-only file system|Errno 30|Access is denied"
)
_NO_WHEEL = re.compile(r"No matching distribution found for (?P<package>[A-Za-z0-9_.-]+)")
_RUNTIME = re.compile(r"DLL load failed|WinError (126|1114)|Error loading .*\.dll")


def clean_variables() -> dict[str, str]:
    """Return the environment variables without those that lead pip or Python astray."""
    kept = {name: value for name, value in os.environ.items() if name not in _MISLEADING}
    return kept | {"PYTHONUTF8": "1"}


def trouble_of(error: OSError, folder: Path) -> Trouble:
    """Return what a failed file operation means to a person."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return _disk_trouble(folder)
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Trouble("trouble.rights", path=error.filename or folder)
    return Trouble("trouble.unexpected", detail=str(error), folder=folder)


class Environment:
    """A virtual environment of this project.

    Parameters
    ----------
    root
        The source tree.
    voice
        Says what is done.
    log
        Takes the output of pip and of the last check.
    """

    def __init__(self, root: Path, voice: Voice, log: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.python = interpreter(self.folder)
        self._voice = voice
        self._log = log
        self._told_at = time.monotonic()

    def healthy(self) -> bool:
        """Return whether its Python starts, is new enough, and has pip."""
        process = self._process([str(self.python), "-I", "-c", _HEALTH])
        try:
            return process.run() == 0
        except OSError:
            return False

    def build(self, extras: Sequence[str], *, sound: bool, with_qt: bool) -> list[str]:
        """Make or mend it and install everything.

        Parameters
        ----------
        extras
            Optional parts of the project to install.
        sound
            Whether what is there can be built upon, as `healthy` tells.
        with_qt
            Whether the system has what Qt needs, so that loading it shows something.

        Returns
        -------
        list of str
            One file of each library.

        Raises
        ------
        Trouble
            If it cannot be made, filled or loaded.
        """
        self._voice.say("setup.again" if sound else "setup.first")
        if not sound:
            if self.folder.exists() or self.folder.is_symlink():
                self._remove()
            self._create()
        try:
            return self._fill(extras, with_qt=with_qt)
        except Trouble as trouble:
            if not sound or trouble.key not in {"trouble.install", "trouble.broken"}:
                raise
        # What an interrupted installation left cannot always be mended in place.
        self._remove()
        self._create()
        return self._fill(extras, with_qt=with_qt)

    def _fill(self, extras: Sequence[str], *, with_qt: bool) -> list[str]:
        self._install(extras)
        self._voice.say("step.check")
        modules = [*_MODULES, *(name for extra in extras for name in _EXTRA_MODULES.get(extra, ()))]
        return self._load([*modules, *(_QT_MODULES if with_qt else ())])

    def _remove(self) -> None:
        self._voice.say("step.repair", folder=self.folder)
        try:
            if self.folder.is_dir() and not self.folder.is_symlink():
                shutil.rmtree(self.folder)
            else:
                self.folder.unlink()
        except OSError as error:
            if os.name == "nt":
                raise Trouble("trouble.in_use", folder=self.folder, detail=error) from error
            raise trouble_of(error, self.folder) from error

    def _create(self) -> None:
        free = shutil.disk_usage(self.root).free
        if free < _NEEDED_GB * 1e9:
            raise _disk_trouble(self.root)
        self._voice.say("step.environment", folder=self.folder)
        process = self._process([_base_python(self.folder), "-m", "venv", str(self.folder)])
        self._follow(process)
        if process.code != 0:
            raise self._told(process.output) or self._failed("trouble.install", process.output)

    def _install(self, extras: Sequence[str]) -> None:
        self._voice.say("step.libraries")
        what = f".[{','.join(extras)}]" if extras else "."
        options = ["--no-input", "--disable-pip-version-check", "--no-warn-script-location"]
        if self._pip_version() >= (24, 1):
            options.append("--progress-bar=raw")
        process = self._process([str(self.python), "-m", "pip", "install", *options, "--editable", what])
        self._follow(process, self._pip_line)
        if process.code != 0:
            raise self._told(process.output) or self._failed("trouble.install", process.output)

    def _load(self, modules: Sequence[str]) -> list[str]:
        process = self._process([str(self.python), "-I", "-c", _LOAD, *modules])
        self._follow(process)
        if process.code != 0:
            if any(_RUNTIME.search(line) for line in process.output):
                raise Trouble("trouble.runtime", detail=process.output[-1])
            raise self._failed("trouble.broken", process.output)
        return [line.removeprefix("file ") for line in process.output if line.startswith("file ")]

    def _process(self, command: Sequence[str]) -> Process:
        return Process(command, environment=clean_variables(), folder=self.root, log=self._log)

    def _follow(self, process: Process, tell: Callable[[str], None] | None = None) -> None:
        for line in process.lines():
            if isinstance(line, float):
                self._voice.progress("progress.still", seconds=round(line))
            elif tell is not None:
                tell(line)

    def _pip_version(self) -> tuple[int, ...]:
        for pattern in ("lib/python*/site-packages/pip-*.dist-info", "Lib/site-packages/pip-*.dist-info"):
            for folder in self.folder.glob(pattern):
                return tuple(
                    int(part) for part in re.findall(r"\d+", folder.name.removesuffix(".dist-info"))[:2]
                )
        return (0,)

    def _pip_line(self, line: str) -> None:
        """Tell what a line of pip means to somebody waiting."""
        if found := re.match(
            r"\s*(?:Downloading|Using cached|Processing) (?P<file>\S+\.whl)(?!\S)(?P<size> \([\d.]+ \w?B\))?",
            line,
        ):
            name = found["file"].rpartition("/")[2].partition("-")[0]
            self._voice.detail(f"{name}{found['size'] or ''}")
        elif found := re.match(r"Progress (?P<done>\d+) of (?P<total>\d+)", line):
            self._downloaded(int(found["done"]), int(found["total"]))
        elif line.startswith("Installing collected packages:"):
            self._voice.progress("progress.place", count=line.count(",") + 1)

    def _downloaded(self, done: int, total: int) -> None:
        """Tell how far a long download is, every few seconds."""
        now = time.monotonic()
        if now - self._told_at >= _TELL_EVERY and done < total:
            self._told_at = now
            self._voice.detail(f"    {done / 1e6:.0f} / {total / 1e6:.0f} MB")

    def _told(self, output: Sequence[str]) -> Trouble | None:
        return told_by_pip(output, self.folder)

    def _failed(self, key: str, output: Sequence[str]) -> Trouble:
        """Return a trouble that quotes the line most likely to say why."""
        errors = [line for line in output if re.match(r"(ERROR|error|\w*Error)\b", line.strip())]
        detail = (errors or [line for line in output if line] or ["?"])[-1].strip()
        return Trouble(key, detail=detail, folder=self.folder, log=self._log)


def told_by_pip(output: Sequence[str], folder: Path) -> Trouble | None:
    """Return what pip's output says went wrong, where it is one of the usual causes.

    A missing network comes before a missing package: without the one, pip reports the other too.
    """
    text = "\n".join(output)
    if _DISK.search(text):
        return _disk_trouble(folder)
    if _NETWORK.search(text):
        return Trouble("trouble.network")
    if found := _RIGHTS.search(text):
        line = next(line for line in output if found.group() in line)
        named = re.search(r"'([^']+)'", line)
        return Trouble("trouble.rights", path=named.group(1) if named else folder)
    if found := _NO_WHEEL.search(text):
        version = platform.python_version()
        system = f"{platform.system()} {platform.machine()}"
        return Trouble("trouble.no_wheel", package=found["package"], system=system, version=version)
    return None


def _disk_trouble(folder: Path) -> Trouble:
    place = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(place).free / 1e9
    return Trouble("trouble.disk", folder=place, needed=_NEEDED_GB, free=f"{free:.1f}")


def _base_python(environment: Path) -> str:
    """Return a Python that does not lie in an environment about to be made."""
    inside = Path(sys.prefix).resolve() == environment.resolve()
    base: str = getattr(sys, "_base_executable", "") if inside else ""
    return base or sys.executable
