"""The inspector of Captions: it speaks of words, and says where features are in a number."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from rnnlab.core.cells.formula import plain
from rnnlab.qt.i18n import language
from rnnlab.qt.scenes.caption.decoder_inspector import DecoderInspector
from rnnlab.qt.scenes.caption.scene import CaptionScene
from rnnlab.scene.target import Target


@pytest.fixture
def inspector(scene: CaptionScene, qtbot: QtBot) -> DecoderInspector:
    """Give the inspector at the first word."""
    found = scene.pages.decoder
    qtbot.waitUntil(lambda: found.explanation() is not None, timeout=10_000)
    scene.player.seek(1, 0)
    return found


def labels(inspector: DecoderInspector) -> list[str]:
    return [plain(line.label) for line in inspector.parts.rows.lines()]


def test_a_column_says_that_the_features_are_in_it(inspector: DecoderInspector) -> None:
    assert any("<START> + features]" in label for label in labels(inspector))
    picture = inspector.parts.products[0].picture()
    assert picture is not None
    assert "+features" in plain(picture.header).replace(" ", "")
    assert "<START> + features" in picture.remark
    inspector.show_target(Target("input", t=0))
    assert "features together" in inspector.parts.remark.text()
    assert "One-hot" not in inspector.parts.remark.text()


def test_a_matrix_times_every_x_does_not_pass_for_what_was_learnt(inspector: DecoderInspector) -> None:
    inspector.show_target(Target("parameter", "W_xh"))
    assert inspector.parts.title.text() == "W_xh times every x"
    assert "a column for every word" in inspector.parts.subtitle.text()
    assert "features together" in inspector.parts.remark.text()
    inspector.show_target(Target("parameter", "W_hh"))
    assert inspector.parts.title.text() == "W_hh: learnt in training"


def test_features_that_come_first_are_in_no_other_column(scene: CaptionScene, qtbot: QtBot) -> None:
    view, settings = scene.session.view, scene.session.settings
    scene.session.start_over(replace(settings, handover="first"))
    qtbot.waitUntil(lambda: view.content is not None, timeout=10_000)
    content, inspector = view.content, scene.pages.decoder
    assert content is not None
    inspector.show_caption(content)
    assert not any("features" in label for label in labels(inspector))
    inspector.show_target(Target("input", t=1))
    assert "x is the word’s vector." in inspector.parts.remark.text()


@pytest.mark.parametrize(
    "target",
    [
        Target("input", t=1),
        Target("probability", "", 0, 1),
        Target("loss", "", 0, 1),
        Target("parameter", "W_xh"),
        Target("quantity", "h", t=-1),
        None,
    ],
)
def test_what_goes_in_is_called_a_word(
    inspector: DecoderInspector, target: Target | None, qtbot: QtBot
) -> None:
    parts = inspector.parts
    inspector.show_target(target)
    assert "symbol" not in parts.hint_words.text() + parts.remark.text()
    language.choose("ko")
    qtbot.waitUntil(lambda: parts.hint_title.text() == "직접 해 보기")
    assert "글자" not in parts.hint_words.text() + parts.remark.text()
    if target is None:
        assert "<START> + 특징]" in " ".join(labels(inspector))
        assert "어느 낱말부터 틀립니까?" in parts.hint_words.text()
