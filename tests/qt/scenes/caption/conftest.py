"""The Captions scene in the real window, with a tiny net and a handful of pictures."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from rnnlab.core.captions.grammar import MOST_THINGS, Language
from rnnlab.core.captions.pictures import DrawnPictures
from rnnlab.core.captions.settings import CaptionSettings
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes import discover
from rnnlab.qt.scenes.caption.scene import CaptionScene
from rnnlab.session.captions import training
from rnnlab.session.settings import Settings

TINY = CaptionSettings(
    language="en",
    channels=2,
    blocks=2,
    last_channels=4,
    feature_size=6,
    embedding_size=4,
    hidden_size=8,
    batch_size=4,
    steps=20,
    learning_rate=0.01,
)


class FewPictures(DrawnPictures):
    """An examination of a dozen pictures."""

    def __init__(self, language: Language, seed: int, most_shapes: int = MOST_THINGS) -> None:
        super().__init__(language, seed, most_shapes, count=12)


def give_up(window: MainWindow) -> None:
    """Forget what would be asked about when the window closes."""
    for scene in window.scenes():
        assert isinstance(scene, CaptionScene)
        scene.session.dirty = False


@pytest.fixture
def window(
    qtbot: QtBot, settings: Settings, monkeypatch: pytest.MonkeyPatch, dressed: object
) -> Iterator[MainWindow]:
    del dressed
    monkeypatch.setattr(training, "DrawnPictures", FewPictures)
    settings.scene_state["caption"] = {"settings": TINY.to_json()}
    made = MainWindow(settings, tuple(scene for scene in discover() if scene.id == "caption"))
    qtbot.addWidget(made, before_close_func=give_up)
    made.resize(1440, 900)
    made.show()
    made.show_first_scene()
    yield made
    for scene in made.scenes():
        scene.shut_down()
    made.loader.close()


@pytest.fixture
def scene(window: MainWindow, qtbot: QtBot) -> CaptionScene:
    """Give the scene once the untrained net has looked at the first picture."""
    made = window.scene()
    assert isinstance(made, CaptionScene)
    qtbot.waitUntil(lambda: made.session.view.attention is not None, timeout=60_000)
    made.player.pause()
    return made


@pytest.fixture
def trained(scene: CaptionScene, qtbot: QtBot) -> CaptionScene:
    """Give the scene with a net that went through its schedule."""
    scene.context.actions["training.toggle"].trigger()
    qtbot.waitUntil(lambda: scene.session.status == "finished", timeout=60_000)
    qtbot.waitUntil(scene.is_at_rest, timeout=60_000)
    return scene
