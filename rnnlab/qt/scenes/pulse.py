"""When a scene looks at its session and moves its pictures: often while something moves, else calmly.

A scene that has something going on while another is in front looks at it now and then.
"""

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

__all__ = ["AWAITING_MILLISECONDS", "BEHIND_MILLISECONDS", "CALM_MILLISECONDS", "FAST_MILLISECONDS", "Pulse"]

FAST_MILLISECONDS, CALM_MILLISECONDS, BEHIND_MILLISECONDS = 16, 120, 400
AWAITING_MILLISECONDS = 40
"""Looking oftener takes time from what is waited for, which shares the interpreter."""
LONGEST = 0.1


class Pulse(QObject):
    """A timer with three speeds.

    Parameters
    ----------
    parent
        The scene.
    fast
        Milliseconds between two beats while something moves.

    Attributes
    ----------
    beat
        Carries the seconds since the beat before, at most 0.1: what was held up goes on where it was.
    """

    beat = Signal(float)

    def __init__(self, parent: QObject, fast: int = FAST_MILLISECONDS) -> None:
        super().__init__(parent)
        self._fast = fast
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timer_timeout)

    @property
    def interval(self) -> int:
        """Milliseconds between two beats; 0 while it stands still."""
        return self._timer.interval() if self._timer.isActive() else 0

    def start(self) -> None:
        """Beat fast from now on."""
        self._clock.start()
        self._timer.start(self._fast)

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()

    def hurry(self) -> None:
        """Beat fast again: something moves. Nothing happens where it stands still."""
        if self._timer.isActive() and self._timer.interval() != self._fast:
            self._clock.restart()
            self._timer.setInterval(self._fast)

    def keep_pace(self, moving: bool, *, awaited: bool = False) -> None:
        """Beat as fast as what was just seen asks for.

        Parameters
        ----------
        moving
            Whether a picture moves.
        awaited
            Whether something is on its way, and nothing moves until it comes.
        """
        resting = AWAITING_MILLISECONDS if awaited else CALM_MILLISECONDS
        self._set_interval(self._fast if moving else resting)

    def fall_behind(self) -> None:
        """Beat now and then: another scene is in front."""
        self._set_interval(BEHIND_MILLISECONDS)

    def _set_interval(self, interval: int) -> None:
        if self._timer.interval() != interval:
            self._timer.setInterval(interval)

    def _on_timer_timeout(self) -> None:
        self.beat.emit(min(self._clock.restart() / 1000, LONGEST))
