"""The text scene's session.

`TextSession` is what widgets look at; everything it does in the background is brought in by
`TextSession.poll`, which a timer calls, and every signal is emitted there or by the method that was called,
on the main thread.

==================  =================================================================================
what                where
==================  =================================================================================
settings            ``settings``, ``change(...)``, ``undo()``, ``redo()``, ``problems``, ``take_preset``
corpus              ``choose_corpus(choice)``, ``corpus``, ``corpus_progress``, ``cancel_corpus()``
training            ``train()``, ``pause()``, ``toggle_training()``, ``start_anew()``, ``status``, ``step``,
                    ``characters_per_second``, ``remaining_seconds``, ``trials``, ``plan``
past                ``record`` (curve, validations, diary, shelf), ``overfitting_since``
which weights       ``show_step(step)``, ``shown_step``, ``weights()``: the training axis
writing             ``write(prime, length, sampling)`` → ``Stream`` (``text``, ``status``), ``stop_writing()``
inside              ``look_inside(text)``, ``inside``, ``InsideView``; ``show_letter(place)``, ``content``
files               ``save(path)``, ``open(path)``, ``autosaved``, ``restore_autosaved()``, ``busy_with_file``
==================  =================================================================================
"""

from rnnlab.session.text.looking import InsideView
from rnnlab.session.text.presets import TextPreset, text_presets
from rnnlab.session.text.session import TextSession
from rnnlab.session.text.streams import Stream

__all__ = ["InsideView", "Stream", "TextPreset", "TextSession", "text_presets"]
