"""Tests of where things lie: the resources, and the person's own files on each system."""

import sys
from pathlib import Path

import pytest

from rnnlab import paths


def test_resources_of_the_source_tree() -> None:
    assert paths.resources() == Path(__file__).resolve().parent.parent / "resources"
    assert (paths.resources() / "cells").is_dir()


def test_resources_of_an_installed_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rnnlab" / "resources").mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "rnnlab" / "paths.py"))
    assert paths.resources() == tmp_path / "rnnlab" / "resources"


def test_resources_of_a_frozen_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "resources").mkdir()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"


def test_damaged_installation_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "rnnlab" / "paths.py"))
    with pytest.raises(FileNotFoundError, match="resources"):
        paths.resources()


def test_one_variable_moves_everything(home: Path) -> None:
    places = [paths.user_data(), paths.user_config(), paths.user_cache()]
    assert places == [home / "data", home / "config", home / "cache"]
    assert all(place.is_dir() for place in places)


def test_folder_that_cannot_be_made_is_still_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.touch()
    monkeypatch.setenv("RNNLAB_HOME", str(file))
    assert paths.user_data() == file / "data"


def test_relative_home_is_made_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RNNLAB_HOME", "stick")
    assert paths.user_cache() == tmp_path / "stick" / "cache"


@pytest.mark.parametrize(
    "platform, environment, expected",
    [
        ("linux", {}, ["~/.local/share/rnnlab", "~/.config/rnnlab", "~/.cache/rnnlab"]),
        (
            "linux",
            {"XDG_DATA_HOME": "/d", "XDG_CONFIG_HOME": "/c", "XDG_CACHE_HOME": "/x"},
            ["/d/rnnlab", "/c/rnnlab", "/x/rnnlab"],
        ),
        (
            "linux",
            {"XDG_CACHE_HOME": "relative"},
            ["~/.local/share/rnnlab", "~/.config/rnnlab", "~/.cache/rnnlab"],
        ),
        (
            "darwin",
            {},
            [
                "~/Library/Application Support/rnnlab/data",
                "~/Library/Application Support/rnnlab/config",
                "~/Library/Caches/rnnlab",
            ],
        ),
        (
            "win32",
            {"APPDATA": "/r", "LOCALAPPDATA": "/l"},
            ["/l/rnnlab/data", "/r/rnnlab/config", "/l/rnnlab/cache"],
        ),
        (
            "win32",
            {},
            [
                "~/AppData/Local/rnnlab/data",
                "~/AppData/Roaming/rnnlab/config",
                "~/AppData/Local/rnnlab/cache",
            ],
        ),
    ],
)
def test_each_system_has_its_own_habit(
    platform: str, environment: dict[str, str], expected: list[str]
) -> None:
    places = [paths._folder(purpose, environment, platform) for purpose in ("data", "config", "cache")]
    assert places == [Path(place).expanduser() for place in expected]
