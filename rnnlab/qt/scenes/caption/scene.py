"""The Captions scene put together: the session and the playback below, the panels around.

It carries what is chosen from one view to the other, and knows which page is in front.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QSizePolicy, QWidget

from rnnlab.core.captions.settings import CaptionSettings
from rnnlab.core.net import NetShape
from rnnlab.core.problems import Problem
from rnnlab.qt.scenes.base import SceneContext
from rnnlab.qt.scenes.caption.bar import CaptionBar
from rnnlab.qt.scenes.caption.beam import WIDEST
from rnnlab.qt.scenes.caption.pages import PAGES, Pages
from rnnlab.qt.scenes.caption.pipeline_view import MapPlace
from rnnlab.qt.scenes.caption.setup import CaptionSetup
from rnnlab.qt.scenes.caption.skeleton import CaptionSkeleton
from rnnlab.qt.scenes.caption.training import CaptionTraining
from rnnlab.qt.scenes.playback_actions import playback_actions
from rnnlab.qt.scenes.pointing import Pointing
from rnnlab.qt.widgets import SegmentedControl
from rnnlab.scene.captions.moment import PRELUDE
from rnnlab.scene.target import Target
from rnnlab.session.captions.caption_content import CaptionContent

__all__ = ["CaptionScene"]


class CaptionScene(CaptionSkeleton):
    """See the module."""

    def __init__(self, context: SceneContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.pages = Pages(self.session, self.gallery, self.player, context, self)
        self.views = SegmentedControl()
        self.setup_panel = CaptionSetup(self.session, context)
        self.training = CaptionTraining(self.session, self.gallery, context)
        self.bar = CaptionBar(self.player, context)
        self.pointing = Pointing(self.pages.watch.stage, self.pages.decoder, self._shape, self)
        self._inspected: CaptionContent | None = None
        self._is_watch_old = False
        self._arrange_panels()
        self._connect_actions()
        self._connect_session()
        self._connect_views()
        self.pages.watch.show_source()
        self.pages.watch.show_picture()
        self.retranslate()

    def retranslate(self) -> None:
        """Set every sentence of the scene itself."""
        self.stage.set_title(self.tr("Picture → features → words"))
        names = (self.tr("Watch"), self.tr("Draw"), self.tr("Test"), self.tr("Diary"))
        self.views.set_options(
            list(zip(PAGES, names, strict=True)),
            [
                self.tr("Follow a picture through the net, stage by stage and word by word"),
                self.tr("Draw a picture; the net says what it sees meanwhile"),
                self.tr("Pictures the net never learnt from, and what it mistakes for what"),
                self.tr("What the net said of one picture along its training"),
            ],
        )
        self._show_status()
        self._show_hint()

    def _show_hint(self) -> None:
        self.hint_changed.emit(self.tr("Click a feature map to see what excites it; F1 shows all keys."))

    # Putting together

    def _arrange_panels(self) -> None:
        self.setup.body.addWidget(self.setup_panel)
        self.setup.add_footer(self.training)
        self.views.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.stage.header.addWidget(self.views)
        self.stage.body.addWidget(self.pages.stack, 1)
        self.playback.body.addWidget(self.bar)
        for inspector in self.pages.inspectors:
            self.inspector.body.addWidget(inspector)

    def _connect_actions(self) -> None:
        handlers: dict[str, Callable[..., object]] = {
            "training.toggle": self.toggle_training,
            "training.reset": self.begin_anew,
            "training.live": self._on_live_triggered,
            "edit.undo": self._on_undo_triggered,
            "edit.redo": self._on_redo_triggered,
            **playback_actions(self.player),
            "play.loop": self._on_loop_triggered,
            "file.new": self.new_document,
            "file.export": self.export,
        }
        for id_, handler in handlers.items():
            self.connect_action(id_, handler)

    def _connect_session(self) -> None:
        session, view = self.session, self.session.view
        session.status_changed.connect(self._on_status_changed)
        session.progress_changed.connect(self._on_progress_changed)
        session.settings_changed.connect(self._on_settings_changed)
        session.source_changed.connect(self._on_source_changed)
        session.dirty_changed.connect(self.document_changed.emit)
        session.problem_raised.connect(self._on_problem_raised)
        session.net_kept.connect(self._on_net_kept)
        self.gallery.problem_raised.connect(self._on_problem_raised)
        view.content_changed.connect(self._on_content_changed)
        view.attention_changed.connect(self.pages.watch.show_attention)
        view.picture_changed.connect(self._on_picture_changed)
        view.shown_step_changed.connect(self._on_shown_step_changed)
        self.context.compute.changed.connect(self._on_compute_changed)

    def _connect_views(self) -> None:
        pages = self.pages
        self.pointing.pinned.connect(self._on_pointing_pinned)
        self.pointing.clamp_wanted.connect(self.session.view.clamp)
        pages.decoder.parameter_edited.connect(self._on_parameter_edited)
        pages.decoder.restore_requested.connect(self.session.view.release_all)
        pages.watch.example_chosen.connect(self._on_example_chosen)
        pages.test.example_chosen.connect(self._on_example_chosen)
        pages.watch.pipeline.map_chosen.connect(self._on_map_chosen)
        pages.map.closed.connect(self._on_map_closed)
        pages.draw.undo_changed.connect(self._show_undo)
        pages.draw.watch_wanted.connect(partial(self._watch, from_start=True))
        pages.diary.step_chosen.connect(self.session.view.show_step)
        pages.changed.connect(self._on_page_changed)
        self.training.step_chosen.connect(self.session.view.show_step)
        self.views.changed.connect(pages.go)
        self.player.position_changed.connect(self._on_player_position_changed)
        self.player.playing_changed.connect(self._pulse.hurry)

    # Coming, going, ending

    def save_state(self) -> dict[str, Any]:
        """Return what is as a person left it."""
        return {
            "settings": self.session.settings.to_json(),
            "page": self.pages.key(),
            "speed": self.player.speed,
            "more_open": self.setup_panel.more.is_open(),
            "attention": self.pages.watch.attention.isChecked(),
            "beam": self.session.view.beam,
        }

    def restore_state(self, state: dict[str, Any]) -> None:
        """Take what `save_state` returned."""
        try:
            settings = CaptionSettings.from_json(state.get("settings"))
        except Problem:
            settings = self.session.settings
        if settings.source == "drawn" and not settings.problems():
            self.session.start_over(settings)
        speed, page = state.get("speed"), state.get("page")
        if isinstance(speed, int | float) and not isinstance(speed, bool):
            self.player.speed = float(speed)
        if isinstance(page, str) and page in PAGES:
            self.views.set_key(page)
            self.pages.go(page)
        self.setup_panel.more.set_open(state.get("more_open") is True)
        self.pages.watch.attention.setChecked(state.get("attention") is not False)
        beam = state.get("beam")
        if isinstance(beam, int) and not isinstance(beam, bool) and 1 <= beam <= WIDEST:
            self.session.view.set_beam(beam)

    # What is shown

    def _on_settings_changed(self) -> None:
        self._show_undo()
        self._on_source_changed()
        self.document_changed.emit()

    def _on_source_changed(self) -> None:
        self._pulse.hurry()
        self.pages.watch.show_source()
        self.pages.watch.show_picture()
        if self._content() is None:
            self._on_content_changed()

    def _on_picture_changed(self) -> None:
        self._pulse.hurry()  # its caption is on its way
        self.pages.watch.show_picture()

    def _content(self) -> CaptionContent | None:
        """Return what there is to draw; nothing while a folder is being read."""
        return self.session.view.content if self.session.run is not None else None

    def _on_content_changed(self) -> None:
        content = self._content()
        if content is not None and self.pages.key() != "watch":
            self._is_watch_old = True  # a drawing that is dragged need not wait for what is not to be seen
            return
        self._is_watch_old = False
        self.pages.decoder.setEnabled(content is not None)
        self.pages.watch.set_content(content)
        if content is None:
            self.bar.set_content(None)
            return
        self.bar.set_caption(content.stage, len(content.look.blocks))
        self._show_in_inspector()

    def _show_in_inspector(self) -> None:
        content = self.session.view.content
        if content is not None and content is not self._inspected and self.inspector_shown():
            self._inspected = content
            self.pages.decoder.show_caption(content)

    def _on_player_position_changed(self) -> None:
        self._pulse.hurry()
        self._show_in_inspector()
        self.pages.decoder.set_position(max(self.player.position.t - PRELUDE, 0))

    def _on_page_changed(self, key: str) -> None:
        self.views.set_key(key)
        self.playback.setVisible(key == "watch")
        if key != "watch":
            self.player.pause()
        if key == "watch" and self._is_watch_old:
            self._on_content_changed()
        if key == "draw" and self.session.view.drawing is not self.pages.draw.drawing():
            self.pages.draw.begin()
        self._show_undo()
        self._pulse.hurry()

    def _watch(self, *, from_start: bool) -> None:
        """Watch the picture shown."""
        self.pages.go("watch")
        if from_start:
            self.player.seek_cursor(0.0)
            self.player.play()

    def _on_example_chosen(self, row: int) -> None:
        self.session.view.show_example(row)
        self._watch(from_start=self.pages.key() != "watch" or self.player.playing)

    def _on_map_chosen(self, place: MapPlace | None) -> None:
        self.pages.map.set_place(place)
        self.pages.show_inspector()
        if place is not None and not self.inspector_shown():
            self.show_inspector(shown=True)
        self._pulse.hurry()

    def _on_map_closed(self) -> None:
        self.pages.watch.pipeline.set_chosen(None)
        self._on_map_chosen(None)

    def activated(self) -> None:
        """Come to the front."""
        self._show_hint()
        super().activated()

    def look(self) -> None:
        """Look after the panels: the test is made anew where it is to be seen."""
        super().look()
        if self.pages.key() in ("draw", "diary") and not self.session.view.is_busy:
            self._show_in_inspector()
        if self.pages.key() == "test":
            self.gallery.refresh()
        if self.session.is_reading_folder:
            self.setup_panel.folder.show_progress()

    def shown_widget(self) -> QWidget:
        """Return the page in front."""
        return self.pages.page()

    def begin_anew(self) -> None:
        """Return to the first weights; a net that has not been saved is asked about."""
        self.context.after_saving(self.session.reset)

    # Undo

    def _on_undo_triggered(self) -> None:
        (self.pages.draw if self.pages.key() == "draw" else self.session).undo()

    def _on_redo_triggered(self) -> None:
        (self.pages.draw if self.pages.key() == "draw" else self.session).redo()

    def _show_undo(self) -> None:
        owner = self.pages.draw if self.pages.key() == "draw" else self.session
        self.set_action("edit.undo", enabled=owner.can_undo)
        self.set_action("edit.redo", enabled=owner.can_redo)

    def _on_net_kept(self) -> None:
        words = self.tr("Another net begins. The one before is kept: its settings bring it back.")
        self.context.notify(words, "info", (self.tr("Undo"), self.session.undo))

    # From view to view

    def _on_pointing_pinned(self, target: Target | None) -> None:
        if target is not None and self.pages.watch.pipeline.chosen() is not None:
            self._on_map_closed()

    def _shape(self) -> NetShape | None:
        return self.session.run.shape.decoder if self.session.run is not None else None

    def _on_parameter_edited(self) -> None:
        self.context.notify(self.tr("Weights stay as trained here. Hold a hidden unit at a value instead."))

    def _on_loop_triggered(self, checked: bool) -> None:
        self.player.loop = checked
