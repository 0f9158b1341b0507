"""The Captions scene as a person uses it: training, views, files."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from rnnlab.core.captions import grammar
from rnnlab.core.problems import Problem
from rnnlab.qt.i18n import language
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes.caption.scene import CaptionScene
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import Button
from rnnlab.qt.widgets.notices import Toast
from rnnlab.session.captions.caption_content import CaptionContent

LEFT = Qt.MouseButton.LeftButton


def toasts(window: MainWindow) -> list[Toast]:
    return [toast for toast in window.findChildren(Toast) if toast.isVisible()]


def content_of(scene: CaptionScene) -> CaptionContent:
    found = scene.session.view.content
    assert found is not None
    return found


def test_it_begins_alive(scene: CaptionScene, qtbot: QtBot) -> None:
    """Pictures and the right caption are there, and what the untrained net says of it."""
    watch, run = scene.pages.watch, scene.session.run
    assert run is not None
    assert watch.films.count() == 12
    wanted = run.source.words.decode(run.source.examination.captions[0].tolist())
    assert watch.wanted.text().endswith("Right: " + " ".join(wanted))
    assert "Not trained yet" in watch.wanted.text()
    assert watch.pipeline.look() is not None
    qtbot.waitUntil(lambda: scene.gallery.seconds_to_train is not None, timeout=30_000)
    qtbot.waitUntil(lambda: scene.training.pace.text().startswith("Takes about "), timeout=10_000)
    assert scene.training.train.text() == "Train"
    assert not scene.is_dirty()


def test_training_shows_what_came_of_it_and_can_be_rewound(trained: CaptionScene, qtbot: QtBot) -> None:
    training, run = trained.training, trained.session.run
    assert run is not None
    assert training.train.text() == "Train on"
    assert training.curve.examinations() == run.shares
    assert max(run.shares) == 20
    assert training.right.text() == f"{run.shares[20]:.1%}"
    assert training.moment.text() == "Step 20 of 20"
    assert content_of(trained).training_step == 20
    assert trained.is_dirty()
    step_back_and_forth(trained, qtbot)
    asked: list[Callable[[], object]] = []
    trained.context.after_saving = asked.append
    trained.context.actions["training.reset"].trigger()
    assert trained.session.run is run, "what is not saved is asked about"
    asked[0]()
    run = trained.session.run
    assert run is not None
    assert (run.newest_step, trained.session.status) == (0, "idle")
    qtbot.waitUntil(lambda: trained.session.view.content is not None, timeout=10_000)
    assert content_of(trained).training_step == 0
    trained.session._set_dirty(False)


def step_back_and_forth(trained: CaptionScene, qtbot: QtBot) -> None:
    """See the net as it was at the first step, then as it is now."""
    trained.training.curve.setFocus()
    QTest.keyClick(trained.training.curve, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: content_of(trained).training_step == 0, timeout=10_000)
    assert trained.training.moment.text() == "Rewound: step 0 of 20"
    QTest.mouseClick(trained.training.live, LEFT)
    qtbot.waitUntil(lambda: content_of(trained).training_step == 20, timeout=10_000)


def test_the_test_marks_wrong_words_and_counts_them(trained: CaptionScene, qtbot: QtBot) -> None:
    QTest.mouseClick(trained.views.button("test"), LEFT)
    qtbot.waitUntil(lambda: trained.gallery.examination is not None, timeout=10_000)
    page, examination = trained.pages.test, trained.gallery.examination
    assert examination is not None
    qtbot.waitUntil(lambda: len(page.area.view.exhibits()) == 12, timeout=10_000)
    for exhibit, is_right in zip(page.area.view.exhibits(), examination.is_right, strict=True):
        assert exhibit.wording is not None
        assert exhibit.wording.all_right is bool(is_right)
    assert page.sum.text().startswith(f"{examination.right} of 12 right")
    QTest.mouseClick(page.filter.button("wrong"), LEFT)
    assert len(page.area.view.exhibits()) == 12 - examination.right
    panel, confusion = trained.pages.confusion, examination.confusions["color"]
    assert panel.isVisible()
    assert panel.sentence.text().startswith(f"{confusion.right} of {confusion.total} right")
    QTest.mouseClick(panel.attribute.button("relation"), LEFT)
    place = examination.confusions["relation"]
    assert panel.sentence.text().startswith(f"{place.right} of {place.total} right")
    QTest.mouseClick(page.filter.button("all"), LEFT)
    page.area.view.setFocus()
    QTest.keyClick(page.area.view, Qt.Key.Key_Down)
    QTest.keyClick(page.area.view, Qt.Key.Key_Return)
    assert trained.pages.key() == "watch"
    assert trained.session.view.example == 1
    look_into_the_diary(trained, qtbot)
    trained.session._set_dirty(False)


def look_into_the_diary(trained: CaptionScene, qtbot: QtBot) -> None:
    """The diary goes from the first step to the last, and each entry leads to its net."""
    QTest.mouseClick(trained.views.button("diary"), LEFT)
    steps = set(map(int, trained.session.run.history.steps if trained.session.run else ()))
    qtbot.waitUntil(lambda: set(trained.session.view.diary) == steps, timeout=20_000)
    lines = trained.pages.diary.list.lines()
    assert (lines[0].first, lines[-1].last) == (0, 20)
    assert all(before.wording.words != after.wording.words for before, after in itertools.pairwise(lines))
    trained.pages.diary.list.setFocus()
    for _ in lines:
        QTest.keyClick(trained.pages.diary.list, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: content_of(trained).training_step == 0, timeout=10_000)


def test_the_diary_explains_no_other_picture(scene: CaptionScene, qtbot: QtBot) -> None:
    pages, view = scene.pages, scene.session.view
    view.show_example(0)
    QTest.mouseClick(scene.views.button("diary"), LEFT)
    assert pages.decoder.isVisible()
    assert not pages.diary.keep.isEnabled()
    QTest.mouseClick(scene.views.button("draw"), LEFT)
    QTest.mouseClick(scene.views.button("diary"), LEFT)
    assert not pages.decoder.isVisible()
    assert pages.diary.elsewhere.isVisible()
    assert "another picture" in pages.diary.elsewhere.text()
    QTest.mouseClick(pages.diary.keep, LEFT)
    assert pages.decoder.isVisible()
    assert not pages.diary.elsewhere.isVisible()
    drawn = view.picture
    assert drawn is not None

    def is_explained() -> bool:
        shown = scene._inspected
        return shown is not None and np.array_equal(shown.look.picture, drawn)

    qtbot.waitUntil(is_explained, timeout=10_000)


def test_a_file_brings_everything_back(
    trained: CaptionScene, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    before, path = content_of(trained).text, tmp_path / "net.rnncaption"
    told: list[Problem | None] = []
    trained.save_document(path, told.append)
    qtbot.waitUntil(lambda: bool(told), timeout=10_000)
    assert told == [None]
    assert not trained.is_dirty()
    assert trained.document_path() == path
    trained.new_document()
    assert trained.session.status == "idle"
    window.desk.open_path(path)
    qtbot.waitUntil(lambda: trained.session.path == path, timeout=10_000)
    qtbot.waitUntil(lambda: trained.session.view.content is not None, timeout=10_000)
    qtbot.waitUntil(trained.is_at_rest, timeout=10_000)
    assert content_of(trained).text == before
    assert trained.training.curve.examinations()


def test_settings_make_other_nets(scene: CaptionScene, qtbot: QtBot) -> None:
    QTest.mouseClick(scene.setup_panel.handover.button("first"), LEFT)
    qtbot.waitUntil(lambda: scene.session.view.content is not None, timeout=10_000)
    content = content_of(scene)
    assert content.stage.steps == len(content.spoken.indices) + 1
    QTest.mouseClick(scene.setup_panel.language.button("ko"), LEFT)
    source = scene.session.source
    assert source is not None
    assert source.words == grammar.word_table("ko")
    scene.context.actions["edit.undo"].trigger()
    scene.context.actions["edit.undo"].trigger()
    assert scene.session.settings.handover == "every"
    assert scene.setup_panel.handover.key() == "every"


def test_own_pictures_with_errors_by_line(scene: CaptionScene, qtbot: QtBot, tmp_path: Path) -> None:
    generator = np.random.Generator(np.random.PCG64(1))
    lines = ["file,caption"]
    for number in range(6):
        pixels = generator.integers(0, 256, (20, 30, 3), dtype=np.uint8)
        Image.fromarray(pixels).save(tmp_path / f"{number}.png")
        lines.append(f"{number}.png,a cat number {number % 2}")
    lines.append("missing.png,a dog")
    (tmp_path / "captions.csv").write_text("\n".join(lines), "utf-8")
    QTest.mouseClick(scene.setup_panel.source.button("folder"), LEFT)
    box = scene.setup_panel.folder
    assert box.isVisible()
    box.path.setFocus()
    box.path.setText(str(tmp_path))
    QTest.keyClick(box.path, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: scene.session.run is not None, timeout=10_000)
    assert "8" in box.lines.toPlainText()
    assert "missing.png" in box.lines.toPlainText()
    assert "pictures to learn from" in box.count.text()
    QTest.mouseClick(scene.setup_panel.source.button("drawn"), LEFT)
    assert scene.session.settings.source == "drawn"


def test_an_empty_folder_says_what_is_wrong(
    scene: CaptionScene, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    scene.session.change(source="folder", folder=str(tmp_path))
    qtbot.waitUntil(lambda: "folder" in scene.session.problems, timeout=10_000)
    assert scene.setup_panel.folder.notice.text()
    assert scene.pages.watch.stage.isHidden()
    assert scene.pages.watch.wanted.text() == "Choose a folder with pictures at the left."
    assert not scene.pages.decoder.isEnabled()
    assert not scene.training.train.isEnabled()
    assert len(toasts(window)) == 0, "it is said where the folder is"


def test_own_pictures_want_a_folder_before_training(scene: CaptionScene, qtbot: QtBot) -> None:
    QTest.mouseClick(scene.setup_panel.source.button("folder"), LEFT)
    assert scene.setup_panel.folder.notice.text().startswith("No folder is given.")
    assert not scene.training.train.isEnabled()
    QTest.mouseClick(scene.setup_panel.source.button("drawn"), LEFT)
    assert scene.training.train.isEnabled()


def test_another_cell_keeps_the_net_that_has_learnt(
    trained: CaptionScene, window: MainWindow, qtbot: QtBot
) -> None:
    learnt = trained.session.run
    trained.session.change(cell="gru" if trained.session.settings.cell != "gru" else "lstm")
    assert trained.session.run is not learnt
    toast = toasts(window)[-1]
    assert "is kept" in toast.message.text()
    button = next(one for one in toast.findChildren(Button) if one.text() == "Undo")
    QTest.mouseClick(button, LEFT)
    assert trained.session.run is learnt
    assert trained.training.moment.text() == "Step 20 of 20"
    assert trained.is_dirty()
    trained.session._set_dirty(False)


@pytest.mark.parametrize("size", [(1024, 768), (1920, 1080)])
def test_both_languages_and_themes_fit(
    scene: CaptionScene, window: MainWindow, qtbot: QtBot, size: tuple[int, int]
) -> None:
    window.resize(*size)
    for mode, spoken in (("dark", "ko"), ("light", "en")):
        theme.set_mode(mode)
        language.choose(spoken)
        for key in ("draw", "test", "diary", "watch"):
            QTest.mouseClick(scene.views.button(key), LEFT)
            qtbot.wait(1)
            assert scene.width() <= size[0]
            window.grab()
    assert "Right: " in scene.pages.watch.wanted.text()


def exported(scene: CaptionScene, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Export to a file, as if its name had been typed."""
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    scene.context.actions["file.export"].trigger()


def test_the_net_and_its_picture_can_be_exported(
    scene: CaptionScene, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    exported(scene, tmp_path / "page.png", monkeypatch)
    assert not QImage(str(tmp_path / "page.png")).isNull()
    exported(scene, tmp_path / "page.svg", monkeypatch)
    assert QSvgRenderer(str(tmp_path / "page.svg")).isValid()
    exported(scene, tmp_path / "net", monkeypatch)  # no ending: the first form
    qtbot.waitUntil((tmp_path / "net.py").exists, timeout=20_000)
    assert (tmp_path / "net.safetensors").exists()
    told: list[str] = []
    monkeypatch.setattr(scene.context, "notify", lambda text, *_: told.append(text))
    exported(scene, tmp_path / "none" / "page.png", monkeypatch)
    assert len(told) == 1
    assert "page.png" in told[0]


def test_what_is_wrong_with_a_folder_stands_below_it(
    scene: CaptionScene, qtbot: QtBot, tmp_path: Path
) -> None:
    box = scene.setup_panel.folder
    QTest.mouseClick(scene.setup_panel.source.button("folder"), LEFT)
    box.path.setText(str(tmp_path))
    box.path.editingFinished.emit()
    qtbot.waitUntil(lambda: "There is no CSV file" in box.notice.text(), timeout=10_000)
    assert box.lines.isHidden()
    (tmp_path / "captions.csv").write_text("a.png,one\nb.png,two\n", encoding="utf-8")
    box.again.click()
    qtbot.waitUntil(lambda: "Only 0 pictures" in box.notice.text(), timeout=10_000)
    assert box.lines.toPlainText().splitlines() == [
        f"Line {number}: there is no file “{name}” in the folder."
        for number, name in ((1, "a.png"), (2, "b.png"))
    ]
    assert not box.lines.isHidden()
