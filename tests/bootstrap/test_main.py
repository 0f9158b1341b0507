"""Tests of main.py itself, which any Python 3 must be able to read."""

import ast
import importlib.util
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
NO_PLACE = "127.0.0.1:9"  # the discard port: nobody answers there


@pytest.fixture
def main() -> ModuleType:
    spec = importlib.util.spec_from_file_location("main_of_the_lab", ROOT / "main.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_old_python_can_read_it() -> None:
    source = (ROOT / "main.py").read_text("utf-8")
    tree = ast.parse(source, feature_version=(3, 6))
    top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    names = [alias.name for node in top if isinstance(node, ast.Import) for alias in node.names]
    assert len(names) == len(top)
    assert set(names) <= {"os", "subprocess", "sys"}


def test_old_python_is_told_which_one_is_needed(
    main: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 6, 9))
    monkeypatch.setenv("PATH", "")
    assert main.main() == 1
    told = capsys.readouterr().err
    assert "needs Python 3.11 or newer. This is Python 3.6" in told
    assert "Python 3.11 이상이 필요합니다" in told


def test_newer_python_on_the_path_takes_over(
    main: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, script in (
        ("python3.13", "exit 1"),
        ("python3.12", '[ "$1" = -c ] || echo "12 ran $2 $3"; exit 0'),
    ):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    monkeypatch.setattr(sys, "argv", ["main.py", "train", "--help"])
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main.main() == 0
    assert capfd.readouterr().out == "12 ran train --help\n"


def test_start_gets_the_folder_and_the_arguments(main: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    from rnnlab import bootstrap

    monkeypatch.setattr(bootstrap, "start", lambda root, arguments: [root, arguments])
    monkeypatch.setattr(sys, "argv", ["main.py", "cells"])
    assert main.main() == [str(ROOT), ["cells"]]


@pytest.fixture(scope="module")
def bare_lab(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy what the first start consists of to a folder without an environment."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "rnnlab" / "bootstrap", folder / "rnnlab" / "bootstrap")
    for name in (
        "main.py",
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "rnnlab/__init__.py",
        "rnnlab/py.typed",
    ):
        shutil.copy(ROOT / name, folder / name)
    return folder


def really_start(folder: Path, settings: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, str(folder / "main.py"), "cells"],
        env={**kept, "LC_ALL": "C.UTF-8", "PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1", **settings},
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_really_without_a_network_and_then_without_a_package(bare_lab: Path) -> None:
    """A real venv and a real pip: what they print today is still understood."""
    alone = {"PIP_RETRIES": "1", "PIP_TIMEOUT": "1"}
    done = really_start(bare_lab, {**alone, "PIP_INDEX_URL": f"http://{NO_PLACE}/"})
    assert done.returncode == 1, done.stderr
    assert "cannot be reached" in done.stderr
    assert "연결할 수 없습니다" in done.stderr
    done = really_start(bare_lab, {**alone, "PIP_NO_INDEX": "1"})
    assert done.returncode == 1, done.stderr
    assert "There is no hatchling to install" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
