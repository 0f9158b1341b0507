"""The playback cursor: which moment of the sequence is on the stage.

The cursor counts phases: at a whole number n exactly n phases are done, at n + 0.3 the next one is 30 % on
its way. So a moment is one number, seeking is setting it, and a frame never depends on how the cursor got
there.

Pressing "one phase" or "one step" lets the cursor glide to its goal, and so does a click on the scrubber;
with ``motion`` off it jumps, and playing goes from whole phase to whole phase. Nothing here keeps time:
whoever draws frames calls :meth:`Playback.advance` with the seconds since the last one, and only while
:attr:`Playback.moving`.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor

from psygnal import Signal

from rnnlab.scene.position import Position

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0)
PHASE_SECONDS = 0.3
# However far a glide goes, it takes no longer.
_LONGEST_GLIDE = 0.55
_FIRST_PHASE_WEIGHT = 3.0
_REST_AT_END = 1.2
_TINY = 1e-9


class Playback:
    """Plays through the phases of all time steps.

    Attributes
    ----------
    steps, phases
        Length of the sequence T, and phases of one step.
    cursor
        Phases done, from 0 to ``steps * phases``.
    playing
        Whether it runs by itself.
    """

    position_changed = Signal(object)
    playing_changed = Signal(bool)
    timeline_changed = Signal()
    settings_changed = Signal()

    def __init__(self) -> None:
        self.steps = 0
        self.phases = 1
        self.cursor = 0.0
        self.playing = False
        self._durations: tuple[float, ...] = (PHASE_SECONDS,)
        self._loop = False
        self._speed = 1.0
        self._motion = True
        self._goal: float | None = None
        self._glide_speed = 0.0
        self._rested = 0.0

    # What it is about

    def set_timeline(self, steps: int, phases: int, durations: Sequence[float] | None = None) -> None:
        """Set the sequence's length and the phases of a step.

        The moment stays as far as it still exists: the same step, and the end of the step if it was there.

        Parameters
        ----------
        steps
            Time steps; 0 for nothing to play.
        phases
            Phases of one step, at least 1.
        durations
            Seconds of each phase at normal speed; ``PHASE_SECONDS`` each if missing.
        """
        if steps < 0 or phases < 1:
            raise ValueError("a timeline has at least no steps and one phase")
        times = tuple(durations) if durations is not None else (PHASE_SECONDS,) * phases
        if len(times) != phases or min(times) <= 0:
            raise ValueError("every phase needs a duration above zero")
        if (steps, phases, times) == (self.steps, self.phases, self._durations):
            return
        before = self.position
        at_end = before.phase == self.phases - 1 and before.fraction >= 1.0
        changed_phases = phases != self.phases
        self.steps, self.phases, self._durations = steps, phases, times
        self._goal = None
        if changed_phases:
            done = phases if at_end else min(before.phase + before.fraction, phases)
            self.cursor = before.t * phases + (done if self.cursor > 0 else 0.0)
        self.cursor = min(self.cursor, self.end)
        if self.playing and self.cursor >= self.end and not self.loop:
            self._set_playing(playing=False)
        self.timeline_changed.emit()
        self.position_changed.emit(self.position)

    @property
    def end(self) -> float:
        """The last cursor position."""
        return float(self.steps * self.phases)

    @property
    def position(self) -> Position:
        """The moment under the cursor: at a whole number the phase before it, just done."""
        cursor = self.cursor if self._motion else ceil(self.cursor - _TINY)
        if cursor <= 0:
            return Position(0, 0, 0.0)
        number = max(ceil(cursor - _TINY) - 1, 0)
        fraction = min(max(cursor - number, 0.0), 1.0)
        if fraction > 1.0 - _TINY:
            fraction = 1.0
        return Position(number // self.phases, number % self.phases, fraction)

    @property
    def durations(self) -> tuple[float, ...]:
        """Seconds of each phase at normal speed."""
        return self._durations

    @property
    def moving(self) -> bool:
        """Whether time has to be fed in: it plays, or glides to a goal."""
        return self.playing or self._goal is not None

    @property
    def at_start(self) -> bool:
        """Whether there is nothing before the cursor."""
        return self._resting <= 0

    @property
    def at_end(self) -> bool:
        """Whether there is nothing after the cursor."""
        return self._resting >= self.end

    @property
    def _resting(self) -> float:
        """Where the cursor is, or is gliding to."""
        return self.cursor if self._goal is None else self._goal

    # How it plays

    @property
    def loop(self) -> bool:
        """Whether it starts again at the end."""
        return self._loop

    @loop.setter
    def loop(self, on: bool) -> None:
        if on != self._loop:
            self._loop = on
            self.settings_changed.emit()

    @property
    def speed(self) -> float:
        """How many times faster than normal, 0.25 … 4."""
        return self._speed

    @speed.setter
    def speed(self, speed: float) -> None:
        speed = min(max(float(speed), SPEEDS[0]), SPEEDS[-1])
        if speed != self._speed:
            self._speed = speed
            self.settings_changed.emit()

    @property
    def motion(self) -> bool:
        """Whether things move; if not, every phase appears at once."""
        return self._motion

    @motion.setter
    def motion(self, on: bool) -> None:
        if on != self._motion:
            self._motion = on
            if self._goal is not None:
                self._jump(self._goal)
            self.settings_changed.emit()
            self.position_changed.emit(self.position)

    def faster(self) -> None:
        """Take the next higher speed."""
        self.speed = next((speed for speed in SPEEDS if speed > self._speed), SPEEDS[-1])

    def slower(self) -> None:
        """Take the next lower speed."""
        self.speed = next((speed for speed in reversed(SPEEDS) if speed < self._speed), SPEEDS[0])

    # Buttons

    def play(self) -> None:
        """Run by itself; from the start if it stands at the end."""
        if self.playing or self.end <= 0:
            return
        if self._goal is not None:
            self._jump(self._goal)
        if self.cursor >= self.end:
            self._jump(0.0)
        self._rested = 0.0
        self._set_playing(playing=True)

    def pause(self) -> None:
        """Stop where it is."""
        if self.playing:
            self._set_playing(playing=False)

    def toggle(self) -> None:
        """Play or pause."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def phase_forward(self) -> None:
        """Finish this phase, or do the next one."""
        self._glide(floor(self._resting + _TINY) + 1.0, PHASE_SECONDS)

    def phase_back(self) -> None:
        """Undo this phase."""
        self._glide(ceil(self._resting - _TINY) - 1.0, PHASE_SECONDS * 0.7)

    def step_forward(self) -> None:
        """Go on to where this step is done, or the next one if it is."""
        self._glide((floor(self._resting / self.phases + _TINY) + 1.0) * self.phases, _LONGEST_GLIDE)

    def step_back(self) -> None:
        """Go back to where the step before is done."""
        self._glide((ceil(self._resting / self.phases - _TINY) - 1.0) * self.phases, _LONGEST_GLIDE * 0.8)

    def seek(self, t: int, phase: int | None = None, *, glide: bool = False) -> None:
        """Go to where a phase of a step (0-based) is done; without a phase, where the whole step is.

        Parameters
        ----------
        t
            Time step; held inside the sequence.
        phase
            Phase; None for all of them.
        glide
            Whether to move there instead of jumping.
        """
        t = min(max(t, 0), max(self.steps - 1, 0))
        done = self.phases if phase is None else min(max(phase, 0), self.phases - 1) + 1
        self.seek_cursor(t * self.phases + done, glide=glide)

    def seek_cursor(self, cursor: float, *, glide: bool = False) -> None:
        """Go to a cursor position."""
        if glide:
            self._glide(cursor, _LONGEST_GLIDE)
        else:
            self._rested = 0.0
            self._jump(cursor)

    def to_start(self) -> None:
        """Go to where nothing is done yet."""
        self._glide(0.0, _LONGEST_GLIDE)

    def to_end(self) -> None:
        """Go to where all is done."""
        self._glide(self.end, _LONGEST_GLIDE)

    # Time

    def advance(self, seconds: float) -> bool:
        """Let time pass; return whether the moment changed."""
        if seconds <= 0 or not self.moving:
            return False
        before = self.cursor
        if self._goal is not None:
            self._advance_glide(seconds)
        else:
            self._advance_play(seconds * self._speed)
        changed = self.cursor != before
        if changed:
            self.position_changed.emit(self.position)
        return changed

    def _advance_glide(self, seconds: float) -> None:
        goal = self._goal
        assert goal is not None
        reach = self._glide_speed * seconds
        while reach > 0:
            forward = goal > self.cursor
            number = floor(self.cursor + _TINY) if forward else ceil(self.cursor - _TINY) - 1
            weight = self._glide_weight(number)
            border = min(number + 1.0, goal) if forward else max(float(number), goal)
            needed = abs(border - self.cursor) * weight
            if reach < needed:
                self.cursor += reach / weight if forward else -reach / weight
                return
            self.cursor = border
            reach -= needed
            if border == goal:
                self._goal = None
                return

    def _advance_play(self, seconds: float) -> None:
        while seconds > _TINY and self.playing:
            if self.cursor >= self.end:
                seconds = self._rest_at_end(seconds)
                continue
            number = floor(self.cursor + _TINY)
            duration = self._durations[number % self.phases]
            left = (number + 1 - self.cursor) * duration
            if seconds < left:
                self.cursor += seconds / duration
                return
            self.cursor = float(number + 1)
            seconds -= left
            if self.cursor >= self.end and not self._loop:
                self._set_playing(playing=False)

    def _rest_at_end(self, seconds: float) -> float:
        """Pause before the next round; return the seconds that are left."""
        if not self._loop:
            self._set_playing(playing=False)
            return 0.0
        self._rested += seconds
        if self._rested < _REST_AT_END:
            return 0.0
        left, self._rested = self._rested - _REST_AT_END, 0.0
        self.cursor = 0.0
        # a stall must not make it race through whole rounds
        return min(left, sum(self._durations) * max(self.steps, 1) * 0.5)

    def _glide(self, goal: float, seconds: float) -> None:
        goal = min(max(goal, 0.0), self.end)
        self.pause()
        if self._goal is not None:
            self._jump(self._goal)
        if not self._motion or goal == self.cursor:
            self._jump(goal)
            return
        low, high = min(goal, self.cursor), max(goal, self.cursor)
        numbers = range(floor(low + _TINY), ceil(high - _TINY))
        way = sum((min(high, n + 1) - max(low, n)) * self._glide_weight(n) for n in numbers)
        self._glide_speed = way / max(seconds * min(high - low, 1.0), 0.08)
        self._goal = goal
        self.position_changed.emit(self.position)

    def _glide_weight(self, number: int) -> float:
        """Return how long a glide stays in a phase: longer where the stage moves on to another step."""
        return _FIRST_PHASE_WEIGHT if number % self.phases == 0 else 1.0

    def _jump(self, cursor: float) -> None:
        cursor = min(max(cursor, 0.0), self.end)
        changed = cursor != self.cursor or self._goal is not None
        self.cursor, self._goal = cursor, None
        if changed:
            self.position_changed.emit(self.position)

    def _set_playing(self, *, playing: bool) -> None:
        self.playing = playing
        self.playing_changed.emit(playing)
