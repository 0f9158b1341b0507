"""A project in a folder of its own, with a Python that only plays venv, pip and the libraries."""

import os
import shutil
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rnnlab import bootstrap
from rnnlab.bootstrap import environment, system

_FAKE_PYTHON = """#!/bin/sh
echo "$*" | tr '\\n' ' ' >> "$FAKE/calls"; echo >> "$FAKE/calls"
case "$*" in
  "-m venv "*) . "$FAKE/venv.sh"; mkdir -p "$3/bin"; cp "$FAKE/python" "$3/bin/python" ;;
  *"import sys, pip"*) . "$FAKE/health.sh" ;;
  *"-m pip install"*) . "$FAKE/pip.sh" ;;
  *importlib*) . "$FAKE/load.sh"
    for name in "$@"; do
      case "$name" in -*|*import*) ;; *) touch "$FAKE/$name"; echo "file $FAKE/$name" ;; esac
    done ;;
esac
"""

_PYPROJECT = """
[project]
name = "rnnlab"
dependencies = ["torch==1"]
[tool.other]
colour = "blue"
"""


class Project:
    """What a test does to the played project, and what it sees of it.

    Attributes
    ----------
    root
        Its folder, with a pyproject.toml.
    ran
        The commands that took the place of main.py, with their environment variables.
    """

    def __init__(self, root: Path, fake: Path) -> None:
        self.root = root
        self.venv = root / ".venv"
        self.ran: list[tuple[list[str], dict[str, str]]] = []
        self._fake = fake

    def play(self, what: str, script: str) -> None:
        """Let one of ``venv``, ``health``, ``pip`` and ``load`` run a piece of shell first."""
        (self._fake / f"{what}.sh").write_text(script + "\n")

    def calls(self) -> list[str]:
        """Return which of ``venv``, ``health``, ``pip`` and ``load`` were called since the last look."""
        file = self._fake / "calls"
        lines = file.read_text().splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        marks = {"-m venv": "venv", "import sys, pip": "health", "-m pip": "pip", "importlib": "load"}
        return [name for line in lines for mark, name in marks.items() if mark in line]

    def arguments(self, mark: str) -> str:
        """Return the last call that contains a mark, without forgetting the calls."""
        lines = (self._fake / "calls").read_text().splitlines()
        return next(line for line in reversed(lines) if mark in line)

    def start(self, *arguments: str) -> int:
        """Start as ``main.py`` does."""
        return bootstrap.start(str(self.root), arguments)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Give a project in which nothing is set up yet, on a system that has all libraries."""
    root, fake = tmp_path / "lab", tmp_path / "fake"
    root.mkdir()
    fake.mkdir()
    (root / "pyproject.toml").write_text(_PYPROJECT)
    python = fake / "python"
    python.write_text(_FAKE_PYTHON)
    python.chmod(python.stat().st_mode | stat.S_IXUSR)
    made = Project(root, fake)
    for what in ("venv", "health", "pip", "load"):
        made.play(what, "")

    def become(command: list[str], variables: dict[str, str]) -> int:
        made.ran.append((command, variables))
        return 0

    monkeypatch.setenv("FAKE", str(fake))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(bootstrap, "_become", become)
    monkeypatch.setattr(environment, "_base_python", lambda folder: str(python))
    monkeypatch.setattr(system, "missing_libraries", tuple)
    monkeypatch.chdir(tmp_path)
    return made


@pytest.fixture
def without_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make sure that no test opens a window on the desk of whoever runs it."""
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)


@pytest.fixture
def linux(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return a function that makes this look like a Linux with given programs and rights."""

    def look(*, programs: tuple[str, ...], root: bool) -> None:
        monkeypatch.setattr(sys, "platform", "linux")
        monkeypatch.setattr(os, "geteuid", lambda: 0 if root else 1000)
        monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}" if name in programs else None)

    return look
