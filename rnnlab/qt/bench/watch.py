"""The real window under observation, and how to wait for what it shows."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from rnnlab.core.experiment import Experiment
from rnnlab.qt.app import prepare
from rnnlab.qt.bench.pictures import FrameWatch
from rnnlab.qt.main_window import MainWindow
from rnnlab.qt.scenes.sequence.scene import SequenceScene
from rnnlab.session.settings import Settings

__all__ = ["CELLS", "HEIGHT", "WIDTH", "Subject"]

WIDTH, HEIGHT = 1440, 900
CELLS = 4
"""How many of the catalogue's cells are measured, from the first on."""
_LOOK_MILLISECONDS = 10
_PATIENCE = 60.0  # seconds


class Subject:
    """An application with its window, the Sequence scene in front, at rest after its first example.

    Parameters
    ----------
    width, height
        Size of the window in logical pixels.
    """

    def __init__(self, width: int = WIDTH, height: int = HEIGHT) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        self.application = application
        settings = Settings(language="ko", theme="light")  # kept nowhere
        prepare(application, settings)
        self.window = MainWindow(settings)
        self.window.resize(width, height)
        self.frames = FrameWatch(self.window)
        self.window.show()
        self.wait(0.1)
        self.window.show_first_scene()
        scene = self.window.scene()
        assert isinstance(scene, SequenceScene)
        self.scene = scene
        self.session, self.player = scene.session, scene.player
        self.frames.moment = lambda: self.player.cursor
        self.wait_until(lambda: self.session.status in ("finished", "solved"))
        self.player.pause()
        self.wait(0.3)

    # Waiting

    def wait(self, seconds: float) -> None:
        """Let the window live for a while."""
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def wait_until(self, holds: Callable[[], bool], patience: float = _PATIENCE) -> float:
        """Let the window live until something is on screen; return when that picture was done.

        Raises
        ------
        TimeoutError
            If it does not come.
        """
        loop, found = QEventLoop(), list[float]()
        deadline = time.perf_counter() + patience

        def look() -> None:
            if not found and holds():
                found.append(time.perf_counter())
                loop.quit()

        def look_without_picture() -> None:
            look()
            if time.perf_counter() > deadline:
                loop.quit()

        timer = QTimer()
        timer.setInterval(500)
        timer.timeout.connect(look_without_picture)
        timer.start()
        self.frames.listener = look
        if not holds():
            loop.exec()
        self.frames.listener = None
        timer.stop()
        if not found and not holds():
            raise TimeoutError("the picture that was waited for did not come")
        return found[0] if found else time.perf_counter()

    # What can be seen

    def shows_solved(self) -> bool:
        """Whether "solved" is on screen, and the stage shows a net that has learnt it."""
        run, content = self.session.run, self.session.exhibit.content
        solved = run.solved_step
        if solved is None or content is None or content is not self.scene.stage_panel.view.content():
            return False
        on_stage = content.trace.shape == run.shape and (content.training_step or 0) >= solved
        return on_stage and self.scene.training_view.curve.solved() == solved

    # Scenes of a film

    def begin(self, experiment: Experiment) -> None:
        """Put another net in place, untrained, with nothing to lose when the window closes."""
        self.session.start_over(experiment)
        self.wait(0.2)

    def play_forever(self, *, on: bool = True) -> None:
        """Play from the start without a rest at the end, or stop."""
        player = self.player
        with suppress(ValueError, TypeError):
            player.playing_changed.disconnect(self._on_playing_changed)
        player.pause()
        if on:
            player.seek_cursor(0.0)
            player.playing_changed.connect(self._on_playing_changed)
            player.play()

    def _on_playing_changed(self, playing: bool) -> None:
        if not playing:
            QTimer.singleShot(0, self.player.play)

    def end(self) -> None:
        """Close the window and everything behind it."""
        self.play_forever(on=False)
        self.session.dirty = False
        self.window.close()
        self.application.processEvents()
