"""The Sequence scene's session: settings, training, both time axes, questions, touches and files."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from rnnlab import paths
from rnnlab.core.cells import catalogue
from rnnlab.core.experiment import Experiment, OptimizerSettings, StopRule
from rnnlab.core.problems import Problem
from rnnlab.session.sentences import sentence
from rnnlab.session.sequence import SequenceSession

FAST = OptimizerSettings(learning_rate=0.1)


@pytest.fixture
def session() -> Iterator[SequenceSession]:
    made = SequenceSession(Experiment(backend="interpreter", optimizer=FAST, stop=StopRule("steps", 60)))
    yield made
    made.close()


def until(session: SequenceSession, condition: Callable[[], bool], seconds: float = 20) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "waited in vain"
        session.poll()
        time.sleep(0.002)


def trained(session: SequenceSession) -> None:
    session.train()
    until(session, lambda: not session.is_active)


def symbols(session: SequenceSession) -> list[str]:
    return [session.vocabulary.symbols[written.symbol] for written in session.exhibit.answer]


def test_the_lecture_s_question_is_answered(session: SequenceSession) -> None:
    trained(session)
    assert session.status == "finished"
    assert session.run.solved_step is not None
    assert session.run.measured_at(None)[1] == 1.0
    assert session.exhibit.ask("하 파 타 카 차 자", 2)
    assert symbols(session) == ["아", "사"]
    content = session.exhibit.content
    assert content is not None
    assert content.given == 6
    assert len(content.trace) == 7
    assert np.array_equal(content.trace.targets[-2:], [7, 6])


def test_at_a_slow_pace_single_steps_are_seen(session: SequenceSession) -> None:
    session.pace = 20.0
    session.train()
    until(session, lambda: session.run.newest_step > 0)
    assert session.run.newest_step < 30, "the first look came after half of the training"
    assert session.run.controls.chunk_limit == 1
    session.pace = None
    until(session, lambda: not session.is_active)
    assert session.run.newest_step == 60


def test_a_question_without_a_length_goes_to_the_end_of_the_sequence(session: SequenceSession) -> None:
    trained(session)
    session.exhibit.ask("마 라")
    assert symbols(session) == ["다", "나", "가"]
    session.exhibit.ask("")
    assert session.exhibit.question is None
    assert session.exhibit.content is not None
    assert session.exhibit.content.given == len(session.task.sequence) - 1


def test_a_prefix_that_cannot_be_read_leaves_what_is_shown(session: SequenceSession) -> None:
    session.exhibit.ask("하 파")
    before = session.exhibit.content
    assert not session.exhibit.ask("하 Q")
    assert session.exhibit.prefix_problem is not None
    assert session.exhibit.prefix_problem.field == "prefix"
    assert session.exhibit.content is before


def test_the_answer_follows_the_net_while_it_learns(session: SequenceSession) -> None:
    session.exhibit.ask("하 파 타", 1)
    untrained = session.exhibit.answer[0].probability
    trained(session)
    assert symbols(session) == ["카"]
    assert session.exhibit.answer[0].probability > untrained


def test_any_training_step_can_be_shown_again(session: SequenceSession) -> None:
    trained(session)
    newest = session.exhibit.content
    session.exhibit.show_step(0)
    first = session.exhibit.content
    assert first is not None
    assert newest is not None
    assert first.training_step == 0
    assert first.trace.loss > newest.trace.loss
    session.exhibit.show_step(None)
    assert session.exhibit.content is not None
    assert session.exhibit.content.training_step == 60


def test_reset_gives_the_same_weights_and_the_same_run(session: SequenceSession) -> None:
    initial = session.run.newest_parameters.copy()
    trained(session)
    first_losses = session.curve.losses.copy()
    session.reset()
    assert session.status == "idle"
    assert np.array_equal(session.run.newest_parameters, initial)
    trained(session)
    assert np.array_equal(session.curve.losses, first_losses)


def test_step_trains_exactly_that_far(session: SequenceSession) -> None:
    for expected in (1, 2, 3):
        session.step()
        until(session, lambda: not session.is_active)
        assert session.run.newest_step == expected


def test_training_on_goes_beyond_the_stop(session: SequenceSession) -> None:
    trained(session)
    trained(session)
    assert session.run.newest_step == 120


def test_a_changed_setting_of_a_trained_tiny_net_trains_the_new_one_at_once(session: SequenceSession) -> None:
    trained(session)
    assert session.change(cell=catalogue.names()[1])
    assert session.status == "running"
    until(session, lambda: not session.is_active)
    assert session.shape.cell.name == catalogue.names()[1]
    assert session.run.newest_step == 60


def test_an_untrained_net_does_not_start_by_itself(session: SequenceSession) -> None:
    session.change(hidden_size=5)
    assert session.status == "idle"
    assert session.shape.hidden_size == 5


def test_the_learning_rate_changes_while_running_without_a_new_net() -> None:
    session = SequenceSession(Experiment(backend="interpreter", stop=StopRule("hand")))
    session.train()
    until(session, lambda: session.run.newest_step > 5)
    run = session.run
    session.change(learning_rate=0.07)
    assert session.run is run
    assert run.controls.optimizer.learning_rate == 0.07
    session.pause()
    until(session, lambda: not session.is_active)
    assert session.status == "paused"
    session.close()


def test_wrong_settings_are_said_at_their_place_and_change_nothing(session: SequenceSession) -> None:
    before = session.experiment
    assert not session.change(vocabulary_text="가-Z")
    assert set(session.problems) == {"vocabulary"}
    assert not session.change(hidden_size=0)
    assert "hidden_size" in session.problems
    assert session.experiment == before
    assert session.change(vocabulary_text="A-E")
    assert not session.problems


def test_undo_and_redo_over_settings_with_a_drag_as_one_change(session: SequenceSession) -> None:
    session.change(hidden_size=6)
    for size in (7, 8, 9):
        session.change(merge=True, hidden_size=size)
    assert session.shape.hidden_size == 9
    session.undo()
    assert session.shape.hidden_size == 8
    session.redo()
    assert session.shape.hidden_size == 9
    assert not session.can_redo


def test_touch_changes_what_is_shown_but_not_the_net(session: SequenceSession) -> None:
    trained(session)
    before = session.run.newest_parameters.copy()
    output = session.shape.cell.output
    session.exhibit.clamp(1, output, 0, 0.0)
    session.exhibit.edit_parameter("b_y", (3,), 40.0)
    content = session.exhibit.content
    assert content is not None
    assert np.all(content.trace.values[output][:, 0] == 0)
    assert content.predicted(0) == 3
    assert len(content.touched) == 2
    assert np.array_equal(session.run.newest_parameters, before)
    session.exhibit.restore_trained()
    assert session.exhibit.content is not None
    assert not session.exhibit.content.touched


def test_absurd_touches_are_refused_with_a_message(session: SequenceSession) -> None:
    said: list[Problem] = []
    session.exhibit.problem_raised.connect(said.append)
    session.exhibit.edit_parameter("b_y", (0,), float("nan"))
    assert [problem.code for problem in said] == ["touch.not_finite"]
    assert not session.exhibit.touch


EXPLODING = '''
states = ["h"]
equations = """
h = W_xh @ x + W_hh @ h + b_h
"""
'''


@pytest.mark.filterwarnings("ignore:overflow", "ignore:invalid value")
def test_a_rate_that_breaks_the_net_ends_in_a_message_and_keeps_good_weights(home: Path) -> None:
    del home
    folder = paths.user_data() / "cells"
    folder.mkdir(parents=True)
    (folder / "exploding.toml").write_text(EXPLODING, encoding="utf-8")
    optimizer = OptimizerSettings(kind="sgd", learning_rate=10.0, momentum=0.99)
    session = SequenceSession(
        Experiment(backend="interpreter", cell="exploding", optimizer=optimizer, stop=StopRule("hand"))
    )
    session.train()
    until(session, lambda: not session.is_active)
    assert session.status == "diverged"
    assert session.run.diverged_step is not None
    assert np.all(np.isfinite(session.run.newest_parameters))
    session.train()
    assert session.status == "diverged"
    session.reset()
    assert session.status == "idle"
    session.close()


def test_save_and_open_give_back_everything(session: SequenceSession, tmp_path: Path) -> None:
    trained(session)
    path = tmp_path / "net.rnnlab"
    outcomes: list[Problem | None] = []
    dirty = [session.dirty]
    session.save(path, outcomes.append)
    until(session, lambda: bool(outcomes))
    assert outcomes == [None]
    assert [*dirty, session.dirty] == [True, False]
    other = SequenceSession()
    other.open(path, outcomes.append)
    until(other, lambda: len(outcomes) == 2)
    assert outcomes == [None, None]
    assert other.experiment == session.experiment
    assert other.run.newest_step == 60
    assert other.run.solved_step == session.run.solved_step
    assert np.array_equal(other.run.newest_parameters, session.run.newest_parameters)
    assert np.array_equal(other.curve.losses, session.curve.losses)
    other.exhibit.show_step(3)
    assert other.exhibit.content is not None
    assert other.exhibit.content.training_step == 3
    other.close()


def test_saving_while_training_keeps_on_training(tmp_path: Path) -> None:
    session = SequenceSession(Experiment(backend="interpreter", stop=StopRule("hand")))
    session.train()
    until(session, lambda: session.run.newest_step > 3)
    outcomes: list[Problem | None] = []
    session.save(tmp_path / "a.rnnlab", outcomes.append)
    until(session, lambda: bool(outcomes))
    step = session.run.newest_step
    until(session, lambda: session.run.newest_step > step)
    assert session.status == "running"
    session.close()


def test_a_file_that_is_none_changes_nothing(session: SequenceSession, tmp_path: Path) -> None:
    path = tmp_path / "foreign.rnnlab"
    outcomes: list[Problem | None] = []
    path.write_bytes(b"not a zip at all")
    before = session.experiment
    session.open(path, outcomes.append)
    until(session, lambda: bool(outcomes))
    assert isinstance(outcomes[0], Problem)
    assert outcomes[0].code.startswith("file.")
    assert "saved by RNN Lab as a .rnnlab file" in sentence(outcomes[0])
    assert session.experiment == before


def test_closing_in_the_middle_of_everything_leaves_no_thread(tmp_path: Path) -> None:
    session = SequenceSession(Experiment(backend="interpreter", stop=StopRule("hand")))
    session.train()
    for size in (5, 6, 7, 8):
        session.change(hidden_size=size)
        session.train()
    session.save(tmp_path / "late.rnnlab", lambda problem: None)
    session.close()
    assert (tmp_path / "late.rnnlab").exists()
