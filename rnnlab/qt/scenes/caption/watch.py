"""Watch: picture → maps → features → words, drawn from left to right and from top to bottom, and played.

What is under way gets the room: first the picture net, then the decoder. Where the height does not suffice
for both, the picture alone stays beside the words while the decoder speaks. What is lower than even that is
meant to be scrolled.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QMimeDatabase, QSize, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from rnnlab.qt.scenes.caption.beam import BeamArea, BeamControl
from rnnlab.qt.scenes.caption.caption_strip import CaptionStrip
from rnnlab.qt.scenes.caption.film_strip import FilmStrip
from rnnlab.qt.scenes.caption.pictures import picture_image
from rnnlab.qt.scenes.caption.pipeline_view import PipelineView
from rnnlab.qt.stage_view import StageView
from rnnlab.qt.theme import theme
from rnnlab.qt.widgets import IconButton, Label, Speaks, Switch
from rnnlab.scene.captions.moment import PRELUDE, Moment, cursor_after_word, moment_of, stages_of
from rnnlab.scene.captions.wording import wording
from rnnlab.scene.motion import mix
from rnnlab.scene.sequence.reading import read
from rnnlab.session.captions.caption_content import CaptionContent
from rnnlab.session.captions.session import CaptionSession
from rnnlab.session.playback import Playback

__all__ = ["WatchPage"]

LOOKING, SPEAKING = 0.66, 0.43
"""Share of the height that the picture net has while it looks, and while the decoder speaks."""
LEAST_WAITING, LEAST_STAGE = 210, 165
"""A decoder that would have less height, in pixels at 100 %, is not drawn before it speaks, or takes room."""
LOWEST_STAGE = 140
"""Below this height of the decoder, in pixels at 100 %, the page rather scrolls."""
LEAST_PIPELINE = 84
"""A picture net that would have less height while the decoder speaks becomes its picture beside the words."""
MOST_BESIDE = 140
"""Side of that picture, at most, in pixels at 100 %: words need width."""
LOW = 480
"""Below this height, in pixels at 100 %, fewer captions of a beam are in sight at once."""

FILMS, LOW_FILMS = 40, 28
"""Height of the pictures to choose from, in pixels at 100 %, and where there is little room."""

_ENDINGS = ("png", "jpg", "jpeg", "bmp", "gif", "webp", "tif", "tiff")


class WatchPage(Speaks, QWidget):
    """The pipeline, the caption and the unrolled decoder.

    Attributes
    ----------
    example_chosen : Signal(int)
        A picture of the row was chosen, by its place in the examination.
    """

    example_chosen = Signal(int)

    def __init__(self, session: CaptionSession, player: Playback, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._player = session, player
        self._content: CaptionContent | None = None
        self._first = 0
        self._speaking = 0.0
        self.films = FilmStrip()
        self.other = IconButton("dice")
        self.open = IconButton("open")
        self.attention = Switch()
        self.attention.setChecked(True)
        self.pipeline = PipelineView()
        self.strip = CaptionStrip()
        self.wanted = Label("", "muted", wrap=True)
        self.beam = BeamControl(session.view)
        self.captions = BeamArea(session.view)
        self.stage = StageView()
        self._top, self._said = QWidget(self), QWidget(self)
        self._arrange_rows()
        self._connect()
        self.retranslate()

    def _arrange_rows(self) -> None:
        top = QHBoxLayout(self._top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(theme.px(8))
        top.addWidget(self.films, 1)
        top.addWidget(self.other)
        top.addWidget(self.open)
        top.addWidget(self.attention)
        self.attention.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        words = QHBoxLayout()
        words.setSpacing(theme.px(8))
        words.addWidget(self.wanted, 1)
        words.addWidget(self.beam)
        said = QVBoxLayout(self._said)
        said.setContentsMargins(0, 0, 0, 0)
        said.setSpacing(theme.px(2))
        said.addWidget(self.strip)
        said.addWidget(self.captions)
        said.addLayout(words)
        self.pipeline.setParent(self)
        self.stage.setParent(self)
        self.stage.hide()
        self.setAcceptDrops(True)

    def _connect(self) -> None:
        self.films.chosen.connect(self._on_film_chosen)
        self.other.clicked.connect(self._on_other_clicked)
        self.open.clicked.connect(self._on_open_clicked)
        self.attention.toggled.connect(self.pipeline.set_attention_shown)
        self.strip.word_clicked.connect(self._on_word_clicked)
        self.strip.word_hovered.connect(self.pipeline.set_preview)
        self.stage.step_requested.connect(self._on_stage_step_requested)
        self._session.view.beam_changed.connect(self._place)
        self._player.position_changed.connect(self._on_player_position_changed)
        theme.theme_changed.connect(self._place)

    def retranslate(self) -> None:
        """Set every sentence."""
        self.other.set_hint(self.tr("Other pictures"))
        self.open.set_hint(self.tr("Open a picture of your own; it can be dropped here, too"))
        self.attention.setText(self.tr("Where it looked"))
        self.attention.setToolTip(
            self.tr(
                "For every word: which pixels, if they changed, would change its probability most "
                "(the gradient ∂ log p / ∂ pixel)"
            )
        )
        self._show_films()
        self._show_words()

    def sizeHint(self) -> QSize:
        """Return a comfortable size."""
        return QSize(theme.px(780), theme.px(600))

    # What is shown

    def show_source(self) -> None:
        """Show the pictures there are."""
        self._first = 0
        self.pipeline.set_shape(None if self._session.run is None else self._session.run.shape)
        self._show_films()

    def _show_films(self) -> None:
        source = self._session.source
        self.open.setEnabled(self._session.run is not None)
        if source is None or not len(source.examination):
            self.films.set_pictures((), ())
            return
        examples = source.examination
        count = min(24, len(examples))
        rows = [(self._first + place) % len(examples) for place in range(count)]
        hints = [" ".join(source.words.decode(examples.captions[row].tolist())) for row in rows]
        self.films.set_pictures([picture_image(examples.pictures[row]) for row in rows], hints)
        self._mark_film()

    def _mark_film(self) -> None:
        view, source = self._session.view, self._session.source
        if source is None or view.picture is None or not len(source.examination):
            self.films.set_current(-1)
            return
        row = view.example
        is_example = view.drawing is None and np.shares_memory(view.picture, source.examination.pictures)
        place = (row - self._first) % len(source.examination)
        self.films.set_current(place if is_example else -1)

    def show_picture(self) -> None:
        """Show the picture at once, also while the net has not looked at it yet."""
        picture = self._session.view.picture if self._session.run is not None else None
        self.pipeline.set_picture(None if picture is None else picture_image(picture))
        self._mark_film()
        if picture is None:
            self._show_words()

    def set_content(self, content: CaptionContent | None) -> None:
        """Show another content."""
        self._content = content
        was_at_end = self._player.at_end
        if content is None:
            self.pipeline.set_look(None)
            self.stage.set_content(None)
            self._player.set_timeline(0, 1)
            self.strip.set_caption((), (), wording((), None))
        else:
            self.pipeline.set_look(content.look)
            self.pipeline.set_attention(self._session.view.attention)
            self.stage.set_content(content.stage)
            phases = read(content.stage).phases
            steps = content.stage.steps + PRELUDE
            self._player.set_timeline(steps, len(phases), [phase.duration for phase in phases])
            if was_at_end:
                self._player.seek_cursor(self._player.end)
            self._show_caption(content)
        self.captions.show_captions()
        self._place()
        self._show_moment()
        self._show_words()

    def _show_caption(self, content: CaptionContent) -> None:
        spoken = content.spoken
        labels = tuple(content.stage.labels[index] for index in spoken.indices)
        said = labels[:-1] if spoken.has_ended else labels
        wanted = None if content.wanted is None else content.wanted.split()
        probabilities = tuple(float(value) for value in np.exp(spoken.log_probabilities))
        self.strip.set_caption(labels, probabilities, wording(said, wanted))

    def show_attention(self) -> None:
        """Show where the net looked, once that is known."""
        self.pipeline.set_attention(self._session.view.attention)

    def _show_words(self) -> None:
        remark, right = self._remark(), ""
        wanted, content = self._session.view.wanted, self._content
        if wanted is not None and not (content is not None and self._has_ended() and content.is_right):
            right = self.tr("Right: {0}").format(" ".join(wanted))
        words = "  ".join(part for part in (remark, right) if part)
        if words != self.wanted.text():
            self.wanted.setText(words)
            self._place()

    def _remark(self) -> str:
        """Return what there is to say of what has been said so far."""
        content = self._content
        if self._session.run is None:
            return self.tr("Choose a folder with pictures at the left.")
        if content is None:
            return self.tr("The net is getting ready to look.")
        if content.training_step == 0:
            return self.tr("Not trained yet: the net says whatever comes.")
        if content.is_right is None or not self.strip.spoken():
            return ""
        if self._has_ended():
            return self.tr("✓ right word for word") if content.is_right else self.tr("✗ not quite")
        signs = {self.strip.sign(word) for word in range(self.strip.spoken())}
        return self.tr("✗ a wrong word") if "✗" in signs else self.tr("✓ right so far")

    def _has_ended(self) -> bool:
        """Return whether every word has been said."""
        return self._content is not None and self.strip.spoken() >= len(self._content.spoken.indices)

    # The moment

    def moment(self) -> Moment | None:
        """Return the moment shown."""
        content = self._content
        if content is None:
            return None
        stages = stages_of(len(content.look.blocks))
        words = len(content.spoken.indices)
        return moment_of(self._player.position, self._player.phases, stages, content.stage.steps, words)

    def _on_player_position_changed(self) -> None:
        self._show_moment()

    def _show_moment(self) -> None:
        moment = self.moment()
        if moment is None or not self.isVisible():
            return
        self.pipeline.set_moment(moment)
        self.stage.set_position(moment.decoder)
        self.strip.set_moment(moment.word, moment.spoken)
        self._show_words()
        if moment.speaking != self._speaking:
            self._speaking = moment.speaking
            self._place()

    def showEvent(self, event: object) -> None:
        """Show the moment, which nobody cared for meanwhile."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._show_moment()

    def _on_word_clicked(self, word: int) -> None:
        content = self._content
        if content is not None:
            steps, words = content.stage.steps, len(content.spoken.indices)
            self._player.pause()
            self._player.seek_cursor(cursor_after_word(word, self._player.phases, steps, words), glide=True)

    def _on_stage_step_requested(self, t: int) -> None:
        self._player.pause()
        self._player.seek(t + PRELUDE, glide=True)

    def _on_film_chosen(self, place: int) -> None:
        source = self._session.source
        if source is not None:
            self.example_chosen.emit((self._first + place) % len(source.examination))

    def _on_other_clicked(self) -> None:
        source = self._session.source
        if source is not None and len(source.examination):
            self._first = (self._first + self.films.count()) % len(source.examination)
            self._show_films()
            self.example_chosen.emit(self._first)

    # A picture of one's own

    def _on_open_clicked(self) -> None:
        kinds = " ".join(f"*.{ending}" for ending in _ENDINGS)
        forms = ";;".join((f"{self.tr('Pictures')} ({kinds})", f"{self.tr('All files')} (*)"))
        name, _ = QFileDialog.getOpenFileName(self, self.tr("A picture to look at"), str(Path.home()), forms)
        if name:
            self._session.view.open_picture(Path(name))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a picture file; others are for the window to take."""
        if _picture_in(event) is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at a picture file that was dropped."""
        path = _picture_in(event)
        if path is not None:
            event.acceptProposedAction()
            self._session.view.open_picture(path)

    # Layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Give everything its room; the picture net has more of it while it looks."""
        width, height, gap = self.width(), self.height(), theme.px(6)
        self.captions.set_most_rows(3 if height >= theme.px(LOW) else 2)
        y = self._place_top()
        said = self._said.heightForWidth(width)
        room = max(height - y - said - 2 * gap, 40)
        least = theme.px(LEAST_STAGE)
        is_low = room - least < theme.px(LEAST_PIPELINE)
        is_beside = is_low and self._speaking > 0.5
        self.pipeline.set_picture_only(shown=is_beside)
        if is_beside:
            self._place_beside(y)
            return
        looking = LOOKING if room * (1 - LOOKING) >= theme.px(LEAST_WAITING) else 1.0
        speaking = 1.0 if is_low else min(SPEAKING, (room - least) / room)
        share = round(room * mix(looking, speaking, self._speaking))
        self.pipeline.setGeometry(0, y, width, share)
        self._said.setGeometry(0, y + share + gap, width, said)
        self._place_stage(y + share + said + 2 * gap, shown=share < 0.85 * room)

    def _place_top(self) -> int:
        """Put the row of pictures at the top, lower where the decoder needs it; return where it ends."""
        gap, words = theme.px(6), self._beside()[1] + theme.px(4)
        for films in (FILMS, LOW_FILMS):
            self.films.setFixedHeight(theme.px(films))
            top = self._top.sizeHint().height()
            if self.height() - top - gap - words >= theme.px(LEAST_STAGE):
                break
        looking = self._said.heightForWidth(self.width()) + theme.px(LEAST_PIPELINE) + 2 * gap
        self.setMinimumHeight(top + gap + max(words + theme.px(LOWEST_STAGE), looking))
        self._top.setGeometry(0, 0, self.width(), top)
        return top + gap

    def _beside(self) -> tuple[int, int]:
        """Return the side of a picture beside the words, and how high the words are there."""
        side = min(self._said.heightForWidth(self.width() * 4 // 5), theme.px(MOST_BESIDE), self.width() // 3)
        return side, max(side, self._said.heightForWidth(self.width() - side - theme.px(10)))

    def _place_beside(self, y: int) -> None:
        """Put the picture beside the words, and the decoder below both."""
        side, said = self._beside()
        left = side + theme.px(10)
        self.pipeline.setGeometry(0, y, side, side)
        self._said.setGeometry(left, y, self.width() - left, said)
        self._place_stage(y + said + theme.px(4), shown=True)

    def _place_stage(self, y: int, *, shown: bool) -> None:
        self.stage.setGeometry(0, y, self.width(), max(self.height() - y, 10))
        self.stage.setVisible(self._content is not None and shown)


def _picture_in(event: QDropEvent) -> Path | None:
    """Return the picture file that is dragged, by its name."""
    paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    kinds = QMimeDatabase()
    named = (path for path in paths if kinds.mimeTypeForFile(path).name().startswith("image/"))
    return next(map(Path, named), None)
