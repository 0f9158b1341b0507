"""The text session: everything through its own API, polled as a window does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from rnnlab.core.problems import Problem
from rnnlab.core.text.corpus import CorpusChoice
from rnnlab.core.text.sampling import SamplingSettings
from rnnlab.session.text import TextSession, text_presets
from rnnlab.session.text import streams as streams_module
from tests.session.text.using import SMALL, newest, train, until, written


def title(session: TextSession) -> str | None:
    return None if session.corpus is None else session.corpus.title


def test_a_net_learns_and_everything_is_told(session: TextSession) -> None:
    heard = []
    session.record_changed.connect(lambda: heard.append(session.step))
    assert (session.status, session.step, session.record) == ("empty", 0, None)
    train(session)
    assert session.step == 40
    assert [entry.step for entry in session.record.diary] == [0, 10, 20, 40]  # type: ignore[union-attr]
    assert heard == sorted(heard)
    assert session.training is not None
    assert session.training.plan is not None
    assert not session.is_active


def test_pausing_and_going_on_is_as_not_having_paused(session: TextSession) -> None:
    train(session)
    expected = newest(session)
    session.start_anew()
    until(session, lambda: session.step >= 10)
    session.pause()
    assert session.status in ("paused", "finished")
    until(session, lambda: not session.is_active)
    train(session)
    np.testing.assert_array_equal(newest(session), expected)


def test_a_finished_net_goes_on_for_as_long_again(session: TextSession) -> None:
    train(session)
    train(session)
    assert session.step == 80


def test_other_settings_of_the_same_net_train_on(session: TextSession) -> None:
    train(session)
    assert session.change(learning_rate=0.001, steps=60)
    assert not session.is_another_net
    train(session)
    assert session.step == 60
    assert session.training.run.settings.learning_rate == 0.001  # type: ignore[union-attr]


def test_another_net_begins_anew_and_the_old_one_stays_until_then(session: TextSession) -> None:
    train(session)
    session.change(hidden_size=6)
    assert session.is_another_net
    assert session.changed_fields == ("hidden_size",)
    assert session.step == 40
    train(session)
    assert session.training.run.shape.hidden_size == 6  # type: ignore[union-attr]
    session.undo()
    assert session.is_another_net
    session.redo()
    assert not session.is_another_net


def test_wrong_settings_are_refused_at_their_field(session: TextSession) -> None:
    assert not session.change(dropout=3.0)
    assert set(session.problems) == {"dropout"}
    assert session.settings == SMALL
    assert session.change(dropout=0.5)
    assert session.problems == {}


def test_presets_set_sizes_only(session: TextSession) -> None:
    session.change(seed=5)
    for preset in text_presets():
        session.take_preset(preset)
        assert preset.fits(session.settings)
        assert session.settings.validated().seed == 5
    assert [preset.id for preset in text_presets()] == ["one-minute", "ten-minutes", "gpu"]


def test_another_text(session: TextSession, tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("나의 글입니다. 짧지만 배울 수 있습니다.\n" * 20, "utf-8")
    assert session.choose_corpus(CorpusChoice("own", str(path)))
    until(session, lambda: title(session) == "mine.txt")
    train(session)
    assert written(session, session.write("나의 글", 30, SamplingSettings()))
    session.undo()
    assert title(session) == "Shakespeare's sonnets"


def test_a_text_that_cannot_be_read_is_a_problem_and_another_one_helps(session: TextSession) -> None:
    raised: list[Problem] = []
    session.problem_raised.connect(raised.append)
    session.choose_corpus(CorpusChoice("own", "/no/such/file.txt"))
    session.train()
    assert session.status == "waiting"
    until(session, lambda: raised)
    assert raised[0].code == "corpus.missing"
    assert session.problems["corpus"] == raised[0]
    assert session.status == "empty"
    session.cancel_corpus()
    until(session, lambda: session.corpus is not None)
    assert session.settings.corpus == SMALL.corpus


def test_training_waits_for_the_text(session: TextSession) -> None:
    session.choose_corpus(CorpusChoice("latex"))
    session.train()
    until(session, lambda: session.corpus_progress is not None and session.corpus_progress.done > 0)
    session.choose_corpus(SMALL.corpus)
    until(session, lambda: session.status == "finished")
    assert session.training.run.corpus.kind == "prose"  # type: ignore[union-attr]


class Slow:
    """Torch is not loaded yet."""

    ready = False

    def torch_is_ready(self) -> bool:
        return self.ready

    def kernel_is_ready(self, cell: object) -> bool:
        return True


def test_training_waits_for_torch(home: Path) -> None:
    suppliers = Slow()
    session = TextSession(SMALL, suppliers)
    try:
        until(session, lambda: session.corpus is not None)
        session.train()
        session.poll()
        assert session.status == "waiting"
        suppliers.ready = True
        until(session, lambda: session.status == "finished")
    finally:
        session.close()


def test_several_streams_side_by_side(session: TextSession) -> None:
    train(session)
    streams = [session.write("Shall", 200, SamplingSettings(t)) for t in (0.0, 0.5, 1.0)]
    texts = [written(session, stream) for stream in streams]
    assert [len(text) for text in texts] == [200] * 3
    assert len(set(texts)) == 3
    assert session.streams == tuple(streams)
    assert all(
        stream.beginning == "Shall" and stream.characters_per_second > 0 for stream in streams if stream
    )
    session.clear_streams()
    assert session.streams == ()


def test_writing_stops_at_once_and_keeps_what_was_written(session: TextSession) -> None:
    train(session)
    stream = session.write("a", 1_000_000, SamplingSettings(), pace=100.0)
    assert stream is not None
    until(session, lambda: stream.text)
    session.stop_writing()
    length = len(stream.text)
    assert (stream.status, stream.is_running) == ("stopped", False)
    session.poll()
    assert 0 < len(stream.text) == length < 1000


def test_old_streams_make_room(session: TextSession) -> None:
    train(session)
    for seed in range(12):
        session.write("a", 5, SamplingSettings(seed=seed))
    assert len(session.streams) == 8


def test_a_stream_that_fails_says_why(session: TextSession, monkeypatch: pytest.MonkeyPatch) -> None:
    train(session)

    def broken(*_: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(streams_module, "write", broken)
    stream = session.write("a", 5, SamplingSettings())
    assert stream is not None
    until(session, lambda: not stream.is_running)
    assert stream.status == "failed"
    assert stream.problem is not None


def test_what_cannot_be_written_is_told_at_its_field(session: TextSession) -> None:
    assert session.write("a", 10, SamplingSettings()) is None
    assert session.problems["prime"].code == "text.no_net"
    train(session)
    assert session.write("a", 10, SamplingSettings(temperature=-1)) is None
    assert "temperature" in session.problems
    assert session.write("a", 0, SamplingSettings()) is None
    assert "length" in session.problems
    stream = session.write("Shall 한글", 10, SamplingSettings())
    assert written(session, stream)
    assert session.problems["prime"].args == {"characters": "한글"}
    assert stream.beginning == "Shall "  # type: ignore[union-attr]


def test_looking_inside(session: TextSession) -> None:
    assert not session.look_inside("before there is a net")
    assert session.problems["inside"].code == "text.no_net"
    train(session)
    assert not session.look_inside("한글")
    assert session.problems["inside"].code == "text.nothing_known"
    assert session.look_inside("Shall I compare한 thee\nto a day?")
    until(session, lambda: session.inside is not None)
    view = session.inside
    assert view is not None
    assert (view.text, view.missing, view.step) == ("Shall I compare thee\nto a day?", "한", 40)
    assert view.inside.states.shape == (1, 2, len(view.text), 8)
    letters = session.likeliest(4)
    assert len(letters) == 5
    assert [share for _, share in letters] == sorted((share for _, share in letters), reverse=True)
    assert all(letter in session.corpus.symbols for letter, _ in letters)  # type: ignore[union-attr]
    session.show_letter(25)
    letter = session.letter
    until(session, lambda: letter.content is not None)
    content = letter.content
    assert content is not None
    assert content.trace.inputs[letter.focus] == view.inside.symbols[25]
    assert content.trace.initial
    # reading the text anew takes nothing away from whoever is at a letter
    assert session.look_inside("Shall I compare thee\nto a day?")
    assert session.look_inside("Shall I compare")
    session.show_letter(5)
    until(session, lambda: session.inside is not view and letter.content is not content)
    assert letter.content is not None
    # another net has nothing to do with this text
    session.change(seed=9)
    train(session)
    assert session.inside is None
    assert letter.content is None


def test_a_letter_is_touched_and_what_follows_is_another_text(session: TextSession) -> None:
    train(session)
    session.look_inside("Shall I compare thee to a summer's day?")
    until(session, lambda: session.inside is not None)
    letter = session.letter
    session.show_letter(20)
    until(session, lambda: letter.content is not None)
    trained = letter.content
    assert trained is not None
    assert len(letter.writes_on) == 60
    assert letter.writes_on == letter.wrote_on
    output = trained.trace.shape.cell.output
    key = trained.trace.shape.key(output, 1)
    letter.clamp(1, output, 3, 40.0)
    until(session, lambda: letter.content is not trained)
    held = letter.content
    assert held is not None
    assert (held.trace.values[key][:, 3] == 40.0).all()
    assert held.touched
    assert not np.allclose(held.trace.probabilities, trained.trace.probabilities)
    assert letter.writes_on != letter.wrote_on
    letter.restore_trained()
    until(session, lambda: letter.content is not held)
    assert letter.writes_on == letter.wrote_on
    np.testing.assert_array_equal(letter.content.trace.logits, trained.trace.logits)  # type: ignore[union-attr]
    raised: list[Problem] = []
    letter.problem_raised.connect(raised.append)
    letter.clamp(1, output, 3, float("nan"))
    assert [problem.code for problem in raised] == ["touch.not_finite"]


def test_closing_in_the_midst_of_everything(session: TextSession) -> None:
    train(session)
    session.write("a", 10**7, SamplingSettings())
    session.look_inside("Shall I compare thee")
    session.choose_corpus(CorpusChoice("latex"))
    session.change(corpus=SMALL.corpus, steps=10**6)
    session.train()
    session.poll()
