"""Watch: a picture goes through the net, stage by stage and word by word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QScrollArea
from pytestqt.qtbot import QtBot

from rnnlab.core.captions.canvas import Drawing
from rnnlab.core.captions.photographs import write_picture
from rnnlab.core.problems import Problem
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes.caption.scene import CaptionScene
from rnnlab.qt.scenes.caption.watch import LEAST_STAGE, LOWEST_STAGE, WatchPage
from rnnlab.qt.theme import theme
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
    for shown in (watch.films, watch.other, watch.open, watch.attention):
        assert shown.isVisible()
        assert watch.rect().contains(shown.geometry())
    assert watch.stage.isVisible()
    assert watch.stage.height() >= theme.px(LEAST_STAGE)


def test_where_the_height_does_not_suffice_the_picture_stays_beside_the_words(
    scene: CaptionScene, window: MainWindow
) -> None:
    window.resize(1024, 768)
    watch = scene.pages.watch
    watch.beam.field.setValue(3)
    scene.player.seek_cursor(scene.player.end)
    QApplication.processEvents()
    assert watch.pipeline.plan() is None  # nothing but the picture
    assert watch.pipeline.height() >= theme.px(100)
    assert watch.pipeline.geometry().right() < watch._said.geometry().left()
    assert watch.stage.isVisible()
    assert watch.stage.height() >= theme.px(LEAST_STAGE)
    assert watch.stage.geometry().top() >= watch._said.geometry().bottom()
    scene.player.seek_cursor(0.0)
    assert watch.pipeline.plan() is not None
    assert watch.pipeline.width() == watch.width()


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("size", [(1024, 768), (1440, 900)])
@pytest.mark.parametrize("beam", [1, 5])
def test_other_pictures_and_the_decoder_stay_in_reach(
    scene: CaptionScene, window: MainWindow, size: tuple[int, int], zoom: float, beam: int
) -> None:
    watch = scene.pages.watch
    theme.set_zoom(zoom)
    window.resize(*size)
    watch.beam.field.setValue(beam)
    scene.player.seek_cursor(scene.player.end)
    QApplication.processEvents()
    view = watch.parentWidget()
    assert view is not None
    for shown in (watch.films, watch.other, watch.open, watch.attention):
        assert not shown.visibleRegion().isEmpty()
    assert watch.films.count() > 0
    if watch.height() > view.height():
        area = view.parentWidget()
        assert isinstance(area, QScrollArea)
        assert area.verticalScrollBar().maximum() == watch.height() - view.height()
    assert watch.stage.isVisible()
    assert watch.stage.height() >= theme.px(LOWEST_STAGE)
    assert watch.rect().contains(watch.stage.geometry())


def test_what_has_been_said_is_judged_word_by_word(trained: CaptionScene, qtbot: QtBot) -> None:
    watch, view, player = trained.pages.watch, trained.session.view, trained.player
    content = view.content
    assert content is not None
    view.draw(Drawing())  # nobody knows what is right of an empty sheet
    qtbot.waitUntil(lambda: view.content is not None and view.content is not content, timeout=10_000)
    player.seek_cursor(player.end)
    assert watch.wanted.text() == ""
    assert view.content is not None
    said = view.content.text.split()
    watch.set_content(replace(view.content, wanted=" ".join([*said, "dot"]), is_right=False))
    player.seek_cursor(0.0)
    assert "✗" not in watch.wanted.text()
    assert "✓" not in watch.wanted.text()
    player.seek_cursor(player.phases * 2.0)
    assert watch.wanted.text().startswith("✓ right so far")
    player.seek_cursor(player.end)
    assert watch.wanted.text().startswith("✗ not quite")
    watch.set_content(replace(view.content, wanted=" ".join(["dot", *said[1:]]), is_right=False))
    player.seek_cursor(player.phases * 2.0)
    assert watch.wanted.text().startswith("✗ a wrong word")


def dropped(path: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


def drop(watch: WatchPage, path: Path) -> bool:
    """Drag a file over the page and let it go there, if it is welcome."""
    data, where = dropped(path), QPoint(20, 20)
    copy = Qt.DropAction.CopyAction
    over = QDragEnterEvent(where, copy, data, LEFT, NONE)
    watch.dragEnterEvent(over)  # sent by the application, it would go on to the window
    if over.isAccepted():
        watch.dropEvent(QDropEvent(QPointF(where), copy, data, LEFT, NONE))
    return over.isAccepted()


def test_a_picture_of_ones_own_can_be_opened(
    scene: CaptionScene, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch, view = scene.pages.watch, scene.session.view
    picture = np.full((48, 48, 3), (200, 30, 30), np.uint8)
    path = tmp_path / "red.png"
    write_picture(path, picture)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    watch.open.click()
    qtbot.waitUntil(
        lambda: view.content is not None and np.array_equal(view.content.look.picture, picture),
        timeout=20_000,
    )
    assert watch.films.current() == -1
    assert view.wanted is None


def test_a_file_that_is_no_picture_is_named_and_what_is_shown_stays(
    scene: CaptionScene, qtbot: QtBot, tmp_path: Path
) -> None:
    view, problems = scene.session.view, list[Problem]()
    scene.session.problem_raised.connect(problems.append)
    before = view.picture
    path = tmp_path / "notes.png"
    path.write_text("no picture")
    assert drop(scene.pages.watch, path)
    qtbot.waitUntil(lambda: bool(problems), timeout=20_000)
    assert problems[0].code == "picture.broken"
    assert view.picture is before
    document = tmp_path / "net.rnncaption"
    document.write_text("a document")
    assert not drop(scene.pages.watch, document)  # the window opens it
