import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from rnnlab.qt import scenes


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(scenes, "__path__", [str(tmp_path)])
    scenes.discover.cache_clear()
    yield tmp_path
    scenes.discover.cache_clear()
    for name in [name for name in sys.modules if name.startswith("rnnlab.qt.scenes.specimen_")]:
        del sys.modules[name]


def _add(folder: Path, name: str, order: int) -> None:
    (folder / name).mkdir()
    (folder / name / "__init__.py").write_text(
        textwrap.dedent(f"""
        from rnnlab.qt.scenes.base import SceneDescription
        SCENE = SceneDescription("{name}", lambda: "{name}", {order}, lambda context: None)
        """),
        encoding="utf-8",
    )


def test_folders_with_a_scene_are_found_in_their_order(folder: Path) -> None:
    _add(folder, "specimen_b", 20)
    _add(folder, "specimen_a", 30)
    _add(folder, "specimen_c", 10)
    (folder / "specimen_none").mkdir()
    (folder / "specimen_none" / "__init__.py").write_text("", encoding="utf-8")
    (folder / "specimen_file.py").write_text("raise SystemExit", encoding="utf-8")
    assert [scene.id for scene in scenes.discover()] == ["specimen_c", "specimen_b", "specimen_a"]
