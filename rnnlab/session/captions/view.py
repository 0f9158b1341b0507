"""What is shown of a caption net: at which training step, for which picture, with which units held.

A view never trains. It turns (weights, picture) into one immutable `CaptionContent`, in the background and
newest request first, so that the caption follows a picture while it is being drawn. Where the net looked for
each word, the diary and what excites a map come a moment later, each with a signal of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from psygnal import Signal

from rnnlab.core.captions import grammar
from rnnlab.core.captions.canvas import Drawing, Reading, read, sampled
from rnnlab.core.captions.decoding import WIDEST_BEAM
from rnnlab.core.captions.drawing import Pictures
from rnnlab.core.captions.sampling import Portion, generator_of, sample, shares_up_to
from rnnlab.core.net import Float32Array
from rnnlab.core.problems import Problem
from rnnlab.session.captions.caption_content import CaptionContent, DiaryEntry
from rnnlab.session.captions.desk import Desk
from rnnlab.session.captions.run import CaptionRun
from rnnlab.session.touch import Touch

if TYPE_CHECKING:
    from rnnlab.core.captions.inside import Evidence
    from rnnlab.core.captions.net import Attention, CaptionNet

CAPTION, PICTURE, ATTENTION, EVIDENCE, DIARY = "caption", "picture", "attention", "evidence", "diary"
LANES = (CAPTION, PICTURE, ATTENTION, EVIDENCE, DIARY)
CALM = 0.15
"""Seconds without another caption after which all else is looked at."""
DIARY_PORTION = 4
"""Diary entries that are made at a time, so that a caption never waits for many."""


class CaptionView:
    """What is shown, and what may be done with it without training.

    Parameters
    ----------
    is_ready
        Whether torch is there; until then nothing is computed. Call `refresh` once it is.

    Attributes
    ----------
    picture
        RGB (48, 48, 3), what the net looks at.
    drawing
        What it was drawn from, if it can be changed; None for a photograph or an example of a folder.
    reading
        What a caption would say of the drawing, and what in it the net has never seen.
    wanted
        The right caption's words; None if that is not known.
    shown_step
        The training step asked for; None follows the newest.
    beam
        How many captions are looked for.
    content, attention
        What there is to draw; None before it has been computed. Attention belongs to content, or is None.
    evidence
        By (block, map) what excites a feature map; for the weights shown.
    diary
        What the net said of the diary's picture, by training step.
    """

    content_changed = Signal()
    attention_changed = Signal()
    picture_changed = Signal()
    shown_step_changed = Signal()
    touch_changed = Signal()
    beam_changed = Signal()
    diary_changed = Signal()
    evidence_changed = Signal()
    problem_raised = Signal(object)

    def __init__(self, is_ready: Callable[[], bool] = lambda: True) -> None:
        self._is_ready = is_ready
        self._desk = Desk(LANES, CALM)
        self._run: CaptionRun | None = None
        self._net: tuple[CaptionRun, int, CaptionNet] | None = None
        self._row = 0
        self._is_example = False
        self.picture: Pictures | None = None
        self.drawing: Drawing | None = None
        self.reading: Reading | None = None
        self.wanted: tuple[str, ...] | None = None
        self.shown_step: int | None = None
        self.beam = 1
        self.chosen = 0
        self.touch = Touch()
        self.content: CaptionContent | None = None
        self.attention: Attention | None = None
        self.evidence: dict[tuple[int, int], Evidence] = {}
        self.diary: dict[int, DiaryEntry] = {}
        self._diary_picture: Pictures | None = None
        self._diary_wanted: tuple[str, ...] | None = None
        self._diary_failed = False

    # What is shown ---------------------------------------------------------------------------------------

    def present(self, run: CaptionRun | None) -> None:
        """Show another net; a picture of one's own stays, an example becomes one of the new net's."""
        self._run = run
        for lane in LANES:
            self._desk.cancel(lane)
        self.content = self.attention = None
        self.evidence = {}
        self.chosen = 0
        if self.shown_step is not None:
            self.shown_step = None
            self.shown_step_changed.emit()
        if self.touch:
            self.touch = Touch()
            self.touch_changed.emit()
        if run is None:
            if self._is_example:  # it goes with its net
                self.picture = self.wanted = None
            self.picture_changed.emit()
            return
        if self.drawing is not None and not self._is_example:
            self.draw(self.drawing)
        elif self.picture is not None and not self._is_example:
            self.show_picture(self.picture)
        else:
            self.show_example(0)
        if self.picture is not None:
            self.keep_diary_of(self.picture, self.wanted)

    def show_step(self, step: int | None) -> None:
        """Show the net as it was at a training step; None follows the newest."""
        run = self._run
        if run is not None and step is not None and step >= run.newest_step and run.status != "running":
            step = None
        if step != self.shown_step:
            self.shown_step = step
            self.evidence = {}
            self.shown_step_changed.emit()
            self.evidence_changed.emit()
            self.refresh()

    def show_example(self, row: int) -> None:
        """Show a picture of the examination, by its place (any whole number; they come again)."""
        if self._run is None:
            return
        examples = self._run.source.examination
        self._row = row % max(len(examples), 1)
        if not len(examples):
            return
        words = self._run.source.words
        wanted = words.decode(examples.captions[self._row].tolist())
        self._set_picture(examples.pictures[self._row], wanted, None, None, is_example=True)

    @property
    def example(self) -> int:
        """The place of the example shown last."""
        return self._row

    def draw(self, drawing: Drawing) -> None:
        """Show a drawing; its caption follows."""
        if self._run is None:
            return
        settings = self._run.settings
        if settings.source != "drawn":  # what its pictures have, nobody but their owner knows
            strange = Reading(None, False, (Problem("drawing.own_pictures", "drawing"),))
            self._set_picture(drawing.picture, None, drawing, strange)
            return
        reading = read(drawing, settings.most_shapes)
        wanted = None if reading.scene is None else grammar.caption(reading.scene, settings.language)
        self._set_picture(drawing.picture, wanted, drawing, reading)

    def show_picture(self, picture: Pictures) -> None:
        """Show any picture (48, 48, 3), such as one read from a file."""
        self._set_picture(picture, None, None, None)

    def open_picture(self, path: Path) -> None:
        """Read a picture file of any size and show it; what is shown stays if it cannot be read."""

        def work() -> Pictures | Problem:
            from rnnlab.core.captions.photographs import read_picture

            try:
                return read_picture(path)
            except Problem as problem:
                return problem

        def done(found: Pictures | Problem) -> None:
            if isinstance(found, Problem):
                self.problem_raised.emit(found)
            else:
                self.show_picture(found)

        self._desk.ask(PICTURE, work, done)

    def _set_picture(
        self,
        picture: Pictures,
        wanted: tuple[str, ...] | None,
        drawing: Drawing | None,
        reading: Reading | None,
        *,
        is_example: bool = False,
    ) -> None:
        self._is_example = is_example
        self.picture, self.wanted, self.drawing, self.reading = picture, wanted, drawing, reading
        self.chosen = 0
        self.picture_changed.emit()
        self.refresh()

    def set_beam(self, width: int) -> None:
        """Look for so many captions at once; 1 says the likeliest word each time."""
        width = min(max(width, 1), WIDEST_BEAM)
        if width != self.beam:
            self.beam = width
            self.chosen = 0
            self.beam_changed.emit()
            self.refresh()

    def choose(self, place: int) -> None:
        """Show another one of the captions found word by word."""
        if self.content is not None and 0 <= place < len(self.content.captions):
            self.chosen = place
            self.refresh()

    def clamp(self, layer: int, quantity: str, unit: int, value: float | None) -> None:
        """Hold a unit of the decoder at a value, or release it (None)."""
        try:
            self.touch = self.touch.with_clamp(layer, quantity, unit, value)
        except Problem as problem:
            self.problem_raised.emit(problem)
            return
        self.touch_changed.emit()
        self.refresh()

    def release_all(self) -> None:
        """Hold no unit any more."""
        if self.touch:
            self.touch = Touch()
            self.touch_changed.emit()
            self.refresh()

    # What is computed ------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Compute what is shown anew."""
        run, picture = self._run, self.picture
        if run is None or picture is None or not self._is_ready():
            return
        step, parameters = run.parameters_at(self.shown_step)
        clamps, beam, chosen, wanted = self.touch.clamp_list, self.beam, self.chosen, self.wanted

        def work() -> CaptionContent:
            from rnnlab.session.captions.contents import make_content

            net = self._net_at(run, step, parameters)
            return make_content(net, picture, step, beam, chosen, wanted, clamps)

        self._desk.ask(CAPTION, work, self._show)

    def _show(self, content: CaptionContent) -> None:
        before = self.content
        self.content = content
        is_same_picture = before is not None and before.look.picture is content.look.picture
        if not (is_same_picture and self.attention is not None):
            self.attention = None
        self.content_changed.emit()
        run, picture, indices = self._run, content.look.picture, content.spoken.indices
        if run is None or not indices:
            return
        step, parameters = run.parameters_at(content.training_step)

        def work() -> Attention:
            return self._net_at(run, step, parameters).attention(picture, indices)

        self._desk.ask(ATTENTION, work, self._show_attention)

    def _show_attention(self, attention: Attention) -> None:
        self.attention = attention
        self.attention_changed.emit()

    def _net_at(self, run: CaptionRun, step: int, parameters: Float32Array) -> CaptionNet:
        """Return the net with some weights; called in the desk's thread only."""
        from rnnlab.core.captions.net import CaptionNet

        known = self._net
        if known is not None and known[0] is run and known[1] == step:
            return known[2]
        net = CaptionNet(run.shape, parameters, run.source.words, run.settings.language)
        self._net = (run, step, net)
        return net

    def ask_evidence(self, block: int, feature_map: int) -> None:
        """Find out what excites a feature map: `evidence` has it after `evidence_changed`."""
        run = self._run
        if run is None or (block, feature_map) in self.evidence or not self._is_ready():
            return
        step, parameters = run.parameters_at(self.shown_step)
        examples = run.source.examination

        def work() -> Evidence:
            from rnnlab.core.captions.inside import strongest

            return strongest(self._net_at(run, step, parameters), examples.pictures, block, feature_map)

        def done(found: Evidence) -> None:
            self.evidence = {**self.evidence, (block, feature_map): found}
            self.evidence_changed.emit()

        self._desk.ask(EVIDENCE, work, done)

    # The diary -------------------------------------------------------------------------------------------

    def keep_diary_of(self, picture: Pictures, wanted: Sequence[str] | None = None) -> None:
        """Follow what the net says of one picture over the whole of its training."""
        self._diary_picture = picture
        self._diary_wanted = None if wanted is None else tuple(wanted)
        self._diary_failed = False
        self.diary = {}
        self._desk.cancel(DIARY)
        self.diary_changed.emit()
        self._write_diary()

    @property
    def diary_picture(self) -> Pictures | None:
        """The picture that the diary is about."""
        return self._diary_picture

    @property
    def diary_wanted(self) -> tuple[str, ...] | None:
        """The right caption of that picture; None if it is not known."""
        return self._diary_wanted

    def _write_diary(self) -> None:
        """Have the entries made that are missing, a few at a time."""
        run, picture, wanted = self._run, self._diary_picture, self._diary_wanted
        if run is None or picture is None or self._diary_failed or self._desk.is_busy(DIARY):
            return
        if not self._is_ready():
            return
        kept = {int(step) for step in run.history.steps}
        if gone := self.diary.keys() - kept:  # thinned out of the history
            self.diary = {step: entry for step, entry in self.diary.items() if step not in gone}
        missing = sorted(kept - self.diary.keys())[:DIARY_PORTION]
        if not missing:
            return
        weights = [(step, run.history.nearest(step)[1]) for step in missing]

        def work() -> list[DiaryEntry]:
            from rnnlab.core.captions.net import CaptionNet

            entries = []
            for step, parameters in weights:
                net = CaptionNet(run.shape, parameters, run.source.words, run.settings.language)
                said = net.words.decode(net.say(net.look(picture).features)[0].indices)
                entries.append(DiaryEntry(step, " ".join(said), None if wanted is None else said == wanted))
            return entries

        def done(entries: list[DiaryEntry]) -> None:
            self.diary = dict(sorted({**self.diary, **{entry.step: entry for entry in entries}}.items()))
            self.diary_changed.emit()

        self._desk.ask(DIARY, work, done)

    # Time ------------------------------------------------------------------------------------------------

    def poll(self) -> None:
        """Bring in what was computed; called by a timer."""
        problem = self._desk.poll()
        if problem is not None:
            self._diary_failed = True
            self.problem_raised.emit(problem)
        self._write_diary()

    @property
    def is_busy(self) -> bool:
        """Whether something is still to come."""
        return self._desk.is_busy()

    def close(self) -> None:
        """End the background thread."""
        self._desk.close()


def random_drawing(seed: int, portion: Portion = "all", most_shapes: int = grammar.MOST_THINGS) -> Drawing:
    """Return a drawing of a scene by lot that a person can go on with.

    Parameters
    ----------
    seed
        The same seed gives the same drawing.
    portion
        Scenes like those of training, scenes with a combination that is held out, or any.
    most_shapes
        In the scene, 1 to 3.
    """
    scenes = sample(1, portion, generator_of(seed), shares_up_to(most_shapes))
    return sampled(scenes, seed)[0]
