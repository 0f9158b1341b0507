"""The text scene's session.

`TextSession` is what widgets look at; everything it does in the background is brought in by
`TextSession.poll`, which a timer calls, and every signal is emitted there or by the method that was called,
on the main thread.

==================  =================================================================================
what                where
==================  =================================================================================
settings            ``settings``, ``change(...)``, ``undo()``, ``redo()``, ``problems``, ``take_preset``
corpus              ``choose_corpus(choice)``, ``corpus``, ``corpus_progress``, ``cancel_corpus()``,
                    ``retry_corpus()``
training            ``train()``, ``pause()``, ``toggle_training()``, ``start_anew()``, ``status``, ``step``,
                    ``is_another_net``
how it goes         ``training``: ``characters_per_second``, ``remaining_seconds``, ``trials``, ``plan``,
                    ``last_step``, ``diverged_step``
past                ``record``: ``curve``, ``validations``, ``diary``, ``baseline``, ``shelf``, ``best``,
                    ``best_weights``, ``overfitting_since``; pages follow ``settings.diary_temperature``
which weights       ``show_step(step)``, ``shown_step``: the training axis; ``use_weights(best=...)``,
                    ``prefers_best``, ``best_step``, ``weights()``
writing             ``write(prime, length, sampling)`` gives a ``Stream`` (``text``, ``status``);
                    ``streams``, ``stop_writing()``, ``clear_streams()``
inside              ``look_inside(text)``, ``inside``, ``likeliest(place)``
a letter            ``show_letter(place)``, ``letter``: ``content`` (for the stage), ``focus``, ``clamp(...)``
files               ``save(path)``, ``open(path)``, ``saved_path``, ``autosaved``, ``busy_with_file``
==================  =================================================================================
"""

from rnnlab.session.text.looking import InsideView
from rnnlab.session.text.presets import TextPreset, text_presets
from rnnlab.session.text.session import TextSession
from rnnlab.session.text.streams import Stream

__all__ = ["InsideView", "Stream", "TextPreset", "TextSession", "text_presets"]
