"""The command ``caption``: what it makes, and what it says of pictures and folders that are wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from rnnlab.cli import main
from rnnlab.cli.caption import UNREADABLE
from rnnlab.core.captions import grammar, photographs, pictures, store

SIZES = {
    "channels": 2,
    "blocks": 2,
    "last-channels": 4,
    "features": 5,
    "embedding": 3,
    "hidden": 6,
    "batch": 4,
    "steps": 2,
}
SMALL = [part for name, value in SIZES.items() for part in (f"--{name}", str(value))]
WRONG = 2


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    monkeypatch.setenv("RNNLAB_LANG", "en")
    monkeypatch.setattr(pictures.DrawnPictures.__init__, "__defaults__", (3, 6))


@pytest.fixture
def net(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "net.rnncaption"
    assert main(["caption", "train", *SMALL, "--shapes", "2", "-o", str(path)]) == 0
    capsys.readouterr()
    return path


def picture(path: Path) -> Path:
    Image.new("RGB", (60, 40), (200, 60, 60)).save(path)
    return path


def test_the_number_of_shapes_is_kept_in_the_file(net: Path) -> None:
    assert store.load(net).settings.most_shapes == 2


def test_a_scene_has_as_many_shapes_as_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for seed in range(8):
        arguments = ["--shapes", "1", "--seed", str(seed), "-o", str(tmp_path / "x.png")]
        assert main(["caption", "draw", *arguments]) == 0
        scene = grammar.parse(capsys.readouterr().out.split(), "en")
        assert scene is not None
        assert len(scene.things) == 1
    assert main(["caption", "draw", "--shapes", "1", "--held-out", "-o", str(tmp_path / "y.png")]) == WRONG
    assert "--held-out needs two shapes or more" in capsys.readouterr().err
    assert main(["caption", "draw", "--shapes", "9", "-o", str(tmp_path / "y.png")]) == WRONG
    assert "number of shapes" in capsys.readouterr().err
    assert not (tmp_path / "y.png").exists()


def test_a_net_is_written_as_a_program(net: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["caption", "code", str(net), "-o", str(tmp_path / "net.py")]) == 0
    assert "net.safetensors" in capsys.readouterr().err
    assert (tmp_path / "net.py").exists()
    assert main(["caption", "code", str(net)]) == WRONG
    assert "rnnlab caption --help" in capsys.readouterr().err


def test_a_picture_that_cannot_be_read_does_not_keep_the_others_from_it(
    net: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    good, broken, huge = picture(tmp_path / "a.png"), tmp_path / "b.png", tmp_path / "c.png"
    broken.write_bytes(b"\x89PNG\r\n no picture")
    monkeypatch.setattr(photographs, "MOST_PIXELS", 3000)
    Image.new("L", (100, 100)).save(huge)
    names = [str(path) for path in (broken, good, huge, tmp_path / "none.png")]
    assert main(["caption", str(net), *names, "--json"]) == UNREADABLE
    told = capsys.readouterr()
    assert [entry["picture"] for entry in json.loads(told.out)] == [str(good)]
    lines = told.err.splitlines()
    assert [line.split(": ")[0] for line in lines] == [str(broken), str(huge), str(tmp_path / "none.png")]
    for line, words in zip(lines, ("is no picture", "is larger than", "There is no picture"), strict=True):
        assert words in line
    assert main(["caption", str(net), str(good)]) == 0
    assert main(["caption", str(net), str(broken)]) == WRONG


def test_what_is_wrong_with_a_folder_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "own"
    folder.mkdir()

    def told() -> str:
        assert main(["caption", "train", *SMALL, "--folder", str(folder)]) == WRONG
        return capsys.readouterr().err

    assert "There is no CSV file" in told()
    (folder / "captions.csv").write_text("a.png,one\nb.png,two\n\nc.png\n", encoding="utf-8")
    lines = told().splitlines()
    for start in ("Line 1: there is no file “a.png”", "Line 2: there is no file", "Line 4: "):
        assert any(line.startswith(start) for line in lines)
    assert "Only 0 pictures" in lines[-1]
