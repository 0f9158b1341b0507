"""Watch: a picture goes through the net, stage by stage and word by word."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes.caption.scene import CaptionScene
from rnnlab.scene.target import Target

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


def test_playing_goes_from_the_picture_to_the_last_word(scene: CaptionScene) -> None:
    watch, player, content = scene.pages.watch, scene.player, scene.session.view.content
    assert content is not None
    player.seek_cursor(0.0)
    moment = watch.moment()
    assert moment is not None
    assert (moment.looked, moment.word) == (0.0, -1)
    assert watch.strip.text() == ""
    assert watch.pipeline.attention_word() is None
    words = [content.stage.labels[index] for index in content.spoken.indices]
    player.seek_cursor(player.phases * 3.0)
    assert watch.strip.text() == " ".join(words[:2])
    assert watch.pipeline.attention_word() == 1
    player.seek_cursor(player.end)
    assert watch.strip.text() == " ".join(words)
    assert watch.stage.position().t == content.stage.steps - 1


def test_the_bar_names_the_stages_and_goes_to_them(scene: CaptionScene) -> None:
    bar, player = scene.bar, scene.player
    player.seek_cursor(0.0)
    middle = bar.phases.place_of(2).center().toPoint()
    QTest.mouseClick(bar.phases, LEFT, NONE, middle)
    moment = scene.pages.watch.moment()
    assert moment is not None
    assert abs(moment.looked - 3.0) < 1e-6
    player.seek(1)
    assert bar.phases.place_of(5).width() > 0


def test_a_word_can_be_clicked(scene: CaptionScene) -> None:
    strip = scene.pages.watch.strip
    scene.player.seek_cursor(0.0)
    QTest.mouseClick(strip, LEFT, NONE, strip.chips()[1].center().toPoint())
    moment = scene.pages.watch.moment()
    assert moment is not None
    assert (moment.word, moment.spoken) == (1, 2)


def test_where_it_looked_can_be_left_out(scene: CaptionScene) -> None:
    scene.player.seek(1)
    assert scene.pages.watch.pipeline.attention_word() == 0
    scene.pages.watch.attention.click()
    assert scene.pages.watch.pipeline.attention_word() is None


def test_a_map_shows_what_excites_it(scene: CaptionScene, qtbot: QtBot) -> None:
    pipeline = scene.pages.watch.pipeline
    plan = pipeline.plan()
    assert plan is not None
    x, y = plan.blocks[1].tile(0).center
    QTest.mouseClick(pipeline, LEFT, NONE, QPoint(round(x), round(y)))
    assert pipeline.chosen() == (1, 0)
    assert scene.pages.map.isVisible()
    qtbot.waitUntil(lambda: (1, 0) in scene.session.view.evidence, timeout=20_000)
    evidence = scene.session.view.evidence[1, 0]
    assert scene.pages.map.pieces.count() == len(evidence.pieces)
    pipeline.setFocus()
    QTest.keyClick(pipeline, Qt.Key.Key_PageDown)
    assert pipeline.chosen() == (0, 0)
    QTest.keyClick(pipeline, Qt.Key.Key_Escape)
    assert pipeline.chosen() is None
    assert scene.pages.decoder.isVisible()


def test_another_picture_is_another_caption(scene: CaptionScene, qtbot: QtBot) -> None:
    films, view = scene.pages.watch.films, scene.session.view
    QTest.mouseClick(films, LEFT, NONE, films.place(3).center().toPoint())
    assert view.example == films.current() == 3
    source = scene.session.source
    assert source is not None
    qtbot.waitUntil(
        lambda: (
            view.content is not None
            and np.array_equal(view.content.look.picture, source.examination.pictures[3])
        ),
        timeout=10_000,
    )
    films.setFocus()
    QTest.keyClick(films, Qt.Key.Key_Down)
    assert view.example == 4


def test_holding_a_unit_changes_what_is_said(scene: CaptionScene, qtbot: QtBot) -> None:
    view = scene.session.view
    content = view.content
    assert content is not None
    cell = content.stage.trace.shape.cell
    view.clamp(1, cell.output, 0, 3.0)
    qtbot.waitUntil(lambda: view.content is not content, timeout=10_000)
    assert view.content is not None
    assert view.content.stage.trace.clamps
    view.release_all()
    qtbot.waitUntil(lambda: view.content is not None and not view.content.stage.trace.clamps, timeout=10_000)
    assert view.content.text == content.text


def test_what_is_pinned_on_the_stage_takes_the_place_of_a_map_and_can_be_held(scene: CaptionScene) -> None:
    watch, view, decoder = scene.pages.watch, scene.session.view, scene.pages.decoder
    plan, content = watch.pipeline.plan(), view.content
    assert plan is not None
    assert content is not None
    x, y = plan.blocks[1].tile(0).center
    QTest.mouseClick(watch.pipeline, LEFT, NONE, QPoint(round(x), round(y)))
    shape = content.stage.trace.shape
    unit = Target("quantity", shape.key(shape.cell.output, 1), 1, 2, (3,))
    watch.stage.target_clicked.emit(unit)
    assert watch.pipeline.chosen() is None
    assert decoder.isVisible()
    watch.stage.target_hovered.emit(replace(unit, t=1))
    explanation = decoder.explanation()
    assert explanation is not None
    assert explanation.reference.t == 2
    decoder.unit_clamp_requested.emit(unit, 0.5)
    assert dict(view.touch.clamps) == {(1, shape.cell.output, 3): 0.5}


def test_the_captions_of_a_beam_are_shown_and_can_be_chosen(scene: CaptionScene, qtbot: QtBot) -> None:
    watch, view = scene.pages.watch, scene.session.view
    assert watch.captions.isHidden()
    watch.beam.field.setValue(3)
    qtbot.waitUntil(lambda: len(watch.captions.list.rows()) == 3, timeout=10_000)
    assert not watch.captions.isHidden()
    assert scene.pages.draw.beam.field.value() == 3
    rows, content = watch.captions.list.rows(), view.content
    assert content is not None
    chances = [row.probability for row in rows]
    assert chances == pytest.approx([float(np.exp(spoken.score)) for spoken in content.captions])
    assert watch.captions.list.current() == 0
    QTest.mouseClick(watch.captions.list, LEFT, NONE, watch.captions.list.row(1).center().toPoint())
    qtbot.waitUntil(lambda: watch.captions.list.current() == 1, timeout=10_000)
    said = content.captions[1].indices
    qtbot.waitUntil(lambda: view.content is not None and view.content.spoken.indices == said, timeout=10_000)
    QTest.keyClick(watch.captions.list, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: watch.captions.list.current() == 0, timeout=10_000)
    watch.beam.field.setValue(1)
    assert watch.captions.isHidden()


def test_nothing_is_cut_off_in_a_small_window(scene: CaptionScene, window: MainWindow) -> None:
    window.resize(1024, 768)
    watch = scene.pages.watch
    words = "Right: a small yellow triangle right of a large green circle and a small red triangle inside it"
    watch.wanted.setText(words)
    watch._place()
    QApplication.processEvents()
    assert watch.wanted.height() >= watch.wanted.heightForWidth(watch.wanted.width())
    assert watch.wanted.geometry().right() <= watch.width()
    assert not watch.films.isVisible()
    assert watch.other.isVisible()
