import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnlab.session import settings as module
from rnnlab.session.settings import RECENT_LIMIT, VERSION, Settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "configuration" / "settings.json"


def test_first_start_has_the_defaults_and_writes_nothing(path: Path) -> None:
    settings = Settings.load(path)
    assert (settings.language, settings.theme, settings.motion) == ("system", "system", True)
    assert not path.exists()


def test_what_was_saved_is_read_again(path: Path) -> None:
    settings = Settings.load(path)
    settings.language, settings.zoom = "ko", 1.25
    settings.scene_state = {"sequence": {"speed": 2}}
    settings.add_recent(path)
    assert settings.save()
    again = Settings.load(path)
    assert (again.language, again.zoom, again.scene_state) == ("ko", 1.25, {"sequence": {"speed": 2}})
    assert again.recent_files == [str(path)]
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_the_place_is_the_persons_own(home: Path) -> None:
    settings = Settings.load()
    settings.save()
    assert (home / "config" / "settings.json").exists()


@pytest.mark.parametrize(
    "text", ["", "{", "[1, 2]", "nonsense", '{"theme": ', "[" * 100_000, '"x"', "\x00\x01", "null"]
)
def test_a_corrupt_file_is_put_aside(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    assert Settings.load(path).theme == "system"
    assert (path.parent / "settings.json.broken").read_text(encoding="utf-8") == text
    assert not path.exists()


def test_bytes_that_are_no_text_are_put_aside(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"\xff\xfe{}")
    assert Settings.load(path).theme == "system"
    assert (path.parent / "settings.json.broken").exists()


@pytest.mark.parametrize(
    "name, value",
    [
        ("theme", "pink"),
        ("theme", 3),
        ("theme", ["light"]),
        ("zoom", 50),
        ("zoom", True),
        ("zoom", float("nan")),
        ("motion", "yes"),
        ("recent_files", [1, 2]),
        ("scene_state", {"sequence": 3}),
        ("window", "f" * 20_000),
    ],
)
def test_one_wrong_value_costs_only_itself(path: Path, name: str, value: object) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"version": VERSION, "language": "ko", name: value}), encoding="utf-8")
    settings = Settings.load(path)
    assert settings.language == "ko"
    assert getattr(settings, name) == getattr(Settings(), name)


def test_what_a_newer_version_wrote_is_kept(path: Path) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"version": 99, "language": "en", "hologram": [1]}), encoding="utf-8")
    settings = Settings.load(path)
    settings.save()
    table = json.loads(path.read_text(encoding="utf-8"))
    assert (settings.language, table["hologram"]) == ("en", [1])


def test_old_files_are_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def rename(table: dict[str, Any]) -> dict[str, Any]:
        return {**table, "theme": table.pop("look")}

    monkeypatch.setattr(module, "MIGRATIONS", {VERSION - 1: rename})
    path.parent.mkdir()
    path.write_text(json.dumps({"version": VERSION - 1, "look": "dark"}), encoding="utf-8")
    assert Settings.load(path).theme == "dark"


def test_a_programming_mistake_is_not_written(path: Path) -> None:
    settings = Settings.load(path)
    settings.theme = "pink"
    with pytest.raises(ValueError, match="theme"):
        settings.save()
    assert not path.exists()


def test_a_place_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert not Settings.load(tmp_path / "file" / "settings.json").save()


def test_an_interrupted_write_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings.load(path)
    settings.save()
    before = path.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    settings.theme = "dark"
    assert not settings.save()
    assert path.read_bytes() == before
    assert len(list(path.parent.iterdir())) == 1


def test_recent_files_are_few_and_each_only_once() -> None:
    settings = Settings()
    for number in range(15):
        settings.add_recent(Path(f"/{number}.rnnlab"))
    settings.add_recent(Path("/9.rnnlab"))
    assert len(settings.recent_files) == RECENT_LIMIT
    assert settings.recent_files[0] == str(Path("/9.rnnlab"))
    assert len(set(settings.recent_files)) == RECENT_LIMIT
    settings.forget_recent(Path("/9.rnnlab"))
    assert str(Path("/9.rnnlab")) not in settings.recent_files


_json = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*vars(Settings()), "version", "other"]), _json))
def test_whatever_the_file_holds_the_settings_are_valid(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, Any]
) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.json"
    path.write_text(json.dumps(table), encoding="utf-8")
    settings = Settings.load(path)
    assert settings.save()
