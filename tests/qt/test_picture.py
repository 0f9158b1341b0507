"""A picture of the window: which scene it shows, what is opened in it, and what is said where that fails."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from rnnlab.cli import main
from rnnlab.core.captions import pictures
from rnnlab.core.problems import Problem
from rnnlab.qt import picture
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.picture import PictureWish, take_picture
from rnnlab.qt.scenes import discover
from rnnlab.qt.scenes.base import Done, SceneDescription
from rnnlab.session.settings import Settings
from tests.qt.specimen import PLAIN, SPECIMEN, Specimen

pytestmark = pytest.mark.usefixtures("dressed", "home")
Made = list[MainWindow]


class Restless(Specimen):
    """Rests only after it was looked at a few times, and not before its file is read."""

    looks = 0

    def file_ending(self) -> str:
        return ".restless"

    def is_at_rest(self) -> bool:
        self.looks += 1
        return self.looks > 4 and not self.pending

    def pose(self, question: str, time_step: int) -> None:
        self.notes.append((question, time_step, self.looks))


RESTLESS = SceneDescription("restless", lambda: "Restless", 30, Restless, file_ending=".restless")
SCENES = (SPECIMEN, PLAIN, RESTLESS)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """Let pictures be taken in an application that is dressed already; give the windows they show."""
    windows: Made = []

    class Window(MainWindow):
        def __init__(self, settings: Settings, scenes: tuple[SceneDescription, ...] | None = None) -> None:
            super().__init__(settings, scenes)
            windows.append(self)

    monkeypatch.setattr(picture, "prepare", lambda *_: None)
    monkeypatch.setattr(picture, "MainWindow", Window)
    return windows


@pytest.fixture
def specimens(made: Made, monkeypatch: pytest.MonkeyPatch) -> Made:
    """Let the window have the scenes for tests."""
    window = picture.__dict__["MainWindow"]
    monkeypatch.setattr(picture, "discover", lambda: SCENES)
    monkeypatch.setattr(picture, "MainWindow", lambda settings: window(settings, SCENES))
    return made


@pytest.fixture
def wish(tmp_path: Path) -> Callable[..., PictureWish]:
    return lambda **values: PictureWish(tmp_path / "x.png", width=800, height=600, **values)


def front(windows: Made) -> str:
    scene = windows[0].scene()
    assert scene is not None
    return scene.objectName()


@pytest.mark.parametrize("scene", ["plain", "restless", "specimen"])
def test_the_scene_that_is_wished_for_is_shown_and_no_other_one_made(
    specimens: Made, wish: Callable[..., PictureWish], scene: str
) -> None:
    wished = wish(scene=scene)
    take_picture(wished)
    assert front(specimens) == scene
    assert len(specimens[0].scenes()) == 1
    image = QImage(str(wished.target))
    ratio = specimens[0].devicePixelRatioF()
    assert (image.width(), image.height()) == (round(800 * ratio), round(600 * ratio))


def test_without_a_wish_the_first_scene_is_shown(specimens: Made, wish: Callable[..., PictureWish]) -> None:
    take_picture(wish())
    assert front(specimens) == "specimen"


def test_a_file_is_opened_in_the_scene_of_its_ending(
    specimens: Made, wish: Callable[..., PictureWish], tmp_path: Path
) -> None:
    take_picture(wish(file=tmp_path / "My net.Restless"))
    assert front(specimens) == "restless"
    scene = specimens[0].scene()
    assert isinstance(scene, Restless)
    assert ("open", "My net.Restless") in scene.notes


def test_the_picture_waits_until_the_scene_rests_and_is_posed(
    specimens: Made, wish: Callable[..., PictureWish]
) -> None:
    take_picture(wish(scene="restless", question="하 파", time_step=2))
    scene = specimens[0].scene()
    assert isinstance(scene, Restless)
    assert [note for note in scene.notes if isinstance(note, tuple) and len(note) == 3] == [("하 파", 2, 5)]


def test_a_scene_that_never_rests_leaves_no_picture(
    specimens: Made, wish: Callable[..., PictureWish], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Restless, "is_at_rest", lambda _: False)
    monkeypatch.setattr(picture, "PATIENCE_MILLISECONDS", 90)
    wished = wish(scene="restless")
    with pytest.raises(Problem) as caught:
        take_picture(wished)
    assert caught.value.code == "picture.unready"
    assert not wished.target.exists()
    assert "shut down" in specimens[0].scene().notes  # type: ignore[union-attr]


def test_a_scene_that_is_not_there_is_told(specimens: Made, wish: Callable[..., PictureWish]) -> None:
    with pytest.raises(Problem) as caught:
        take_picture(wish(scene="nowhere"))
    assert caught.value == Problem(
        "picture.scene", "command", name="nowhere", known="specimen, plain, restless"
    )
    assert specimens == []


@pytest.mark.parametrize("scene", ["plain", "specimen"])
def test_a_file_of_another_scene_than_the_wished_one_leaves_no_picture(
    specimens: Made, wish: Callable[..., PictureWish], tmp_path: Path, scene: str
) -> None:
    wished = wish(scene=scene, file=tmp_path / "net.restless")
    with pytest.raises(Problem) as caught:
        take_picture(wished)
    args = {"name": "net.restless", "scene": scene, "home": "restless"}
    assert caught.value == Problem("picture.other_scene", "file", **args)
    assert front(specimens) == scene
    assert not wished.target.exists()


@pytest.mark.parametrize("scene", ["", "specimen"])
def test_a_file_that_says_that_it_is_another_scenes_goes_there_unless_one_was_wished_for(
    specimens: Made,
    wish: Callable[..., PictureWish],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    scene: str,
) -> None:
    problem = Problem("file.other_scene", "file", name="net.rnnlab", task="", scene="restless")

    def refuse(specimen: Specimen, path: Path, done: Done) -> None:
        specimen.notes.append(("open", path.name))
        done(problem if specimen.objectName() == "specimen" else None)

    monkeypatch.setattr(Specimen, "open_document", refuse)
    wished = wish(scene=scene, file=tmp_path / "net.rnnlab")
    if scene:
        with pytest.raises(Problem) as caught:
            take_picture(wished)
        assert caught.value == problem
    else:
        take_picture(wished)
    assert front(specimens) == (scene or "restless")
    assert wished.target.exists() == (not scene)
    assert all("shut down" in made.notes for made in specimens[0].scenes())  # type: ignore[attr-defined]


def test_a_file_that_cannot_be_read_leaves_no_picture(
    made: Made, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RNNLAB_LANG", "en")
    target = tmp_path / "x.png"
    assert main(["picture", str(tmp_path / "lost.rnntext"), "-o", str(target)]) == 2
    assert "lost.rnntext" in capsys.readouterr().err
    assert front(made) == "text"
    assert not target.exists()


def test_a_caption_net_is_shown_in_its_scene(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures.DrawnPictures.__init__, "__defaults__", (3, 6))
    sizes = {"channels": 2, "blocks": 2, "features": 5, "embedding": 3, "hidden": 6, "batch": 4, "steps": 2}
    small = [part for name, value in sizes.items() for part in (f"--{name}", str(value))]
    net, target = tmp_path / "net.rnncaption", tmp_path / "x.png"
    assert main(["caption", "train", *small, "-o", str(net)]) == 0
    assert main(["picture", str(net), "-o", str(target)]) == 0
    assert front(made) == "caption"
    scene = made[0].scene()
    assert scene is not None
    assert scene.document_path() == net
    assert QImage(str(target)).width() >= 1440


def test_the_help_names_every_scene(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["picture", "--help"])
    words = capsys.readouterr().out.replace("(", " ").replace(")", " ").replace(",", " ").split()
    assert {scene.id for scene in discover()} <= set(words)
