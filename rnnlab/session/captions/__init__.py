"""The caption scene's session.

`CaptionSession` is what widgets look at; everything it does in the background is brought in by
`CaptionSession.poll`, which a timer calls (16 ms while `is_active`), and every signal is emitted there or by
the method that was called, on the main thread. ``close()`` ends all threads.

==================  =================================================================================
what                where
==================  =================================================================================
settings            ``settings`` (`CaptionSettings`), ``change(**fields, merge=)``, ``undo()``,
                    ``redo()``, ``problems`` by field
pictures            ``source`` (``words``, ``examination``; of a folder also ``names``, ``notices``),
                    ``is_reading_folder``, ``folder_progress``, ``read_folder_again()``, ``notices``
training            ``train()``, ``pause()``, ``toggle_training()``, ``reset()``, ``status``, ``curve``;
                    ``run`` (`CaptionRun`): ``newest_step``, ``stop_step``, ``seconds_left``,
                    ``pictures_per_second``, ``history.steps``, ``shares``, ``examination``,
                    ``examination_at(step)`` with ``confusions`` for a table, ``device``
what is shown       ``view`` (`CaptionView`): ``show_step(step)``, ``show_example(row)``,
                    ``draw(drawing)``, ``show_picture(pixels)``, ``set_beam(width)``, ``choose(place)``,
                    ``clamp(...)``, ``release_all()``; then ``content`` (`CaptionContent`) after
                    ``content_changed`` and ``attention`` after ``attention_changed``
inside              ``content.look`` (feature maps by block, feature vector), ``content.stage`` (what the
                    stage and the inspector draw), ``content.decoder``; ``view.ask_evidence(block, map)``
                    and ``view.evidence`` after ``evidence_changed``
drawing             `rnnlab.core.captions.canvas`: ``Drawing``, ``Shape``, ``Stroke``; ``view.drawing``,
                    ``view.reading`` (the right caption, and what the net has never seen),
                    `random_drawing`
diary               ``view.diary`` by training step after ``diary_changed``, ``keep_diary_of(picture)``
files               ``save(path, done)``, ``open(path, done)``, ``path``, ``dirty``
==================  =================================================================================
"""

from rnnlab.session.captions.caption_content import CaptionContent, DiaryEntry
from rnnlab.session.captions.run import CaptionRun
from rnnlab.session.captions.session import CaptionSession
from rnnlab.session.captions.view import CaptionView, random_drawing

__all__ = [
    "CaptionContent",
    "CaptionRun",
    "CaptionSession",
    "CaptionView",
    "DiaryEntry",
    "random_drawing",
]
