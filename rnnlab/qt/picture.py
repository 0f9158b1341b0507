"""A picture of the window as it is: for the README, for slides, for looking at what was made.

The window is a real one, shown on whatever screen there is (also none, with Qt's offscreen platform). It
trains and is brought to the wished moment by the same session and playback that a person uses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from rnnlab.core.problems import Problem
from rnnlab.qt.app import prepare
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes import discover
from rnnlab.qt.scenes.base import SceneWidget
from rnnlab.session.settings import Settings

__all__ = ["PictureWish", "take_picture"]

LOOK_MILLISECONDS = 30
# What the panels show of the new moment, and how they then lie, comes within a few looks.
SETTLE_LOOKS = 12
PATIENCE_MILLISECONDS = 30_000


@dataclass(frozen=True)
class PictureWish:
    """What the picture shall show.

    Attributes
    ----------
    target
        PNG file to write.
    file
        A file to open, or None for what the scene begins with.
    scene
        Id of the scene; empty for the one that opens the file, or the first one there is.
    width, height
        Size of the window in logical pixels.
    theme, language
        ``light`` or ``dark``; ``ko`` or ``en``.
    question
        A beginning to ask about; empty for the whole sequence.
    time_step
        The time step in focus, from 1; 0 leaves the playback where it is.
    """

    target: Path
    file: Path | None = None
    scene: str = ""
    width: int = 1440
    height: int = 900
    theme: str = "light"
    language: str = "ko"
    question: str = ""
    time_step: int = 0


class _Photographer:
    """Opens the file, waits until everything rests, takes the picture and ends the application."""

    def __init__(self, application: QApplication, window: MainWindow, wish: PictureWish) -> None:
        self._application, self._window, self._wish = application, window, wish
        self._next: Callable[[SceneWidget], None] = self._pose
        self._waited = self._settled = 0
        self.problem: Problem | None = None
        self._timer = QTimer()
        self._timer.setInterval(LOOK_MILLISECONDS)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._timer.start()

    def _on_timer_timeout(self) -> None:
        scene = self._window.scene()
        self._waited += LOOK_MILLISECONDS
        if self.problem is not None:
            self._end()
        elif self._waited > PATIENCE_MILLISECONDS:
            self.problem = Problem("picture.unready", "picture", seconds=PATIENCE_MILLISECONDS // 1000)
            self._end()
        elif scene is not None and scene.is_at_rest():
            self._next(scene)

    def open(self, path: Path) -> None:
        """Open a file in the scene in front; where none was wished for, also in the one it belongs to."""
        scene, ending = self._window.scene(), path.suffix.lower()
        assert scene is not None
        home = self._window.home_of(ending)
        if home and not (scene.handles_documents() and scene.file_ending() == ending):
            self.problem = Problem(
                "picture.other_scene", "file", name=path.name, scene=self._wish.scene, home=home
            )
            return
        scene.open_document(path, partial(self._on_opened, path))

    def _on_opened(self, path: Path, problem: Problem | None) -> None:
        """Note why a file could not be opened."""
        if problem is not None and problem.code == "file.other_scene" and not self._wish.scene:
            self._window.show_scene(str(problem.args["scene"]))
            scene = self._window.scene()
            assert scene is not None
            scene.open_document(path, self._on_opened_elsewhere)
        else:
            self.problem = problem

    def _on_opened_elsewhere(self, problem: Problem | None) -> None:
        self.problem = problem

    def _pose(self, scene: SceneWidget) -> None:
        scene.pose(self._wish.question, self._wish.time_step)
        self._next = self._shoot

    def _shoot(self, _: SceneWidget) -> None:
        self._settled += 1
        if self._settled < SETTLE_LOOKS:
            return
        if not self._window.grab().save(str(self._wish.target), "PNG"):
            self.problem = Problem("file.write_failed", "file", name=self._wish.target.name, reason="PNG")
        self._end()

    def _end(self) -> None:
        self._timer.stop()
        for scene in self._window.scenes():
            scene.shut_down()
        self._window.hide()
        self._application.quit()


def _show_scene(window: MainWindow, wish: PictureWish) -> None:
    """Show the scene that is wished for, or the one that opens the file."""
    if wish.scene:
        window.show_scene(wish.scene)
    elif wish.file is not None:
        window.bring_home(wish.file)
    if window.scene() is None:
        window.show_first_scene()


def take_picture(wish: PictureWish) -> None:
    """Show the window, bring it to the wished moment and write the picture.

    Raises
    ------
    Problem
        ``picture.scene`` if there is no such scene, ``picture.other_scene`` if another one opens the file,
        ``picture.unready`` if training or opening took too long, ``file.*`` if something could not be read
        or written.
    """
    ids = [scene.id for scene in discover()]
    if wish.scene and wish.scene not in ids:
        raise Problem("picture.scene", "command", name=wish.scene, known=", ".join(ids))
    application = QApplication.instance() or QApplication(["rnnlab"])
    assert isinstance(application, QApplication)
    settings = Settings(language=wish.language, theme=wish.theme, motion=False)
    prepare(application, settings)
    window = MainWindow(settings)
    window.resize(wish.width, wish.height)
    window.show()
    _show_scene(window, wish)
    photographer = _Photographer(application, window, wish)
    if wish.file is not None:
        photographer.open(wish.file.absolute())
    application.exec()
    window.deleteLater()
    if photographer.problem is not None:
        raise photographer.problem
