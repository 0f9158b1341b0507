"""The Complete scene's state: typing, suggestions, the book, two beginnings, files."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from rnnlab.core.experiment import Experiment, OptimizerSettings, StopRule
from rnnlab.core.phrases.search import Continuation, Outlook
from rnnlab.core.problems import Problem
from rnnlab.session.complete import TYPED_LIMIT, CompleteSession
from rnnlab.session.homes import scene_of
from rnnlab.session.newest import Newest
from rnnlab.session.presets import phrase_presets
from rnnlab.session.sequence import SequenceSession
from rnnlab.session.suggestions import Suggestions, Wish

BOOK = "기억 속으로\n기억 저편\n바다로\n바다로\n바다에서"


@pytest.fixture
def session() -> Iterator[CompleteSession]:
    made = CompleteSession(
        Experiment(
            task="phrases",
            phrases=BOOK,
            hidden_size=16,
            optimizer=OptimizerSettings("adam", 0.02),
            stop=StopRule("solved"),
            backend="interpreter",
        )
    )
    made.net.pace = None
    yield made
    made.close()


def wait(session: CompleteSession, done: Callable[[], bool]) -> None:
    limit = time.monotonic() + 20
    while not done():
        assert time.monotonic() < limit, "it took too long"
        session.poll()
        time.sleep(0.002)


def rest(session: CompleteSession) -> None:
    wait(session, lambda: not session.is_active)


def learn(session: CompleteSession) -> None:
    session.net.train()
    rest(session)
    assert session.net.status == "solved"


def unknown(session: CompleteSession) -> tuple[str, int] | None:
    """Return the unknown letter and its place."""
    return None if session.unknown is None else (session.unknown.symbol, session.unknown.place)


def wrong_line(session: CompleteSession) -> int | None:
    """Return the line of the draft that cannot be read."""
    return None if session.draft_problem is None else session.draft_problem.args["line"]


def test_what_is_typed_is_completed_from_the_first_step_on(session: CompleteSession) -> None:
    session.type("기")
    rest(session)
    outlook = session.suggestions.outlook
    assert outlook is not None
    assert outlook.prefix == session.prefix == (session.task.end, session.task.vocabulary.index("기"))
    nonsense = session.completion
    learn(session)
    assert session.completion in ("억 속으로", "억 저편")
    assert session.completion_ends
    assert session.completion != nonsense


def test_an_empty_box_has_candidates(session: CompleteSession) -> None:
    learn(session)
    assert session.prefix == (session.task.end,)
    assert session.completion in BOOK.split("\n")


def test_taking_types_the_rest(session: CompleteSession) -> None:
    learn(session)
    session.type("바")
    rest(session)
    session.accept()
    assert session.typed == "바다로"
    rest(session)
    assert (session.completion, session.completion_ends) == ("", True)
    session.accept()
    assert session.typed == "바다로"


def test_another_continuation_is_chosen_and_stays_chosen_while_typing_rests(session: CompleteSession) -> None:
    learn(session)
    session.type("기억")
    rest(session)
    other = next(
        n for n in range(5) if n != session.suggestions.chosen and session.suggestions.choices[n].ended
    )
    session.choose(other)
    chosen = session.completion
    content = session.net.exhibit.content
    assert content is not None
    letters = session.task.vocabulary.decode(content.trace.inputs.tolist())
    assert "".join(letters[1:]) == "기억" + chosen
    assert content.given == 3
    session.net.exhibit.refresh()
    rest(session)
    assert session.completion == chosen
    session.type("기억 ")
    rest(session)
    assert session.suggestions.outlook is not None
    assert session.suggestions.choice == session.suggestions.outlook.greedy


def test_only_what_is_decidable_is_marked_right_on_the_stage(session: CompleteSession) -> None:
    learn(session)
    session.type("바다로")
    rest(session)
    content = session.net.exhibit.content
    assert content is not None
    wanted = [
        None if target < 0 else session.task.vocabulary.symbols[target] for target in content.trace.targets
    ]
    assert wanted == [None, "다", None, "\n"]


def test_unknown_letters_are_found_dropped_or_learnt(session: CompleteSession) -> None:
    session.type("기뷁억")
    assert unknown(session) == ("뷁", 1)
    rest(session)
    assert session.completion == ""
    assert session.prefix == (session.task.end, session.task.vocabulary.index("기"))
    session.drop_unknown()
    assert session.typed == "기억"
    assert unknown(session) is None
    session.type("뷁뷁")
    session.add_phrase()
    assert session.draft.split("\n")[-2] == "뷁뷁"
    assert unknown(session) is None
    assert len(session.task.book.phrases) == 6


def test_too_much_is_said_and_the_first_letters_are_read(session: CompleteSession) -> None:
    session.type("기" * (TYPED_LIMIT + 1))
    assert session.problem == Problem("prefix.too_long", "prefix", limit=TYPED_LIMIT)
    assert len(session.prefix) == TYPED_LIMIT + 1
    session.type("기")
    assert session.problem is None


def test_a_syllable_being_composed_is_read_once_it_is_one_of_the_book_s(session: CompleteSession) -> None:
    learn(session)
    session.type("", "ㄱ")
    assert unknown(session) is None
    assert session.symbols == ()
    rest(session)
    assert session.completion == ""
    session.type("", "기")
    rest(session)
    assert session.completion.startswith("억")
    before = session.suggestions.outlook
    session.type("기")
    rest(session)
    assert session.prefix == (session.task.end, session.task.vocabulary.index("기"))
    assert session.completion.startswith("억")
    assert before is not None


def test_a_book_that_cannot_be_read_stays_as_draft_beside_the_old_net(session: CompleteSession) -> None:
    learn(session)
    run = session.net.run
    bad = BOOK + "\n" + "가" * 61
    assert not session.edit(bad)
    assert session.draft == bad
    assert session.net.run is run
    assert session.net.dirty
    assert wrong_line(session) == 6
    session.net.change(seed=3)
    assert session.draft == bad
    assert wrong_line(session) == 6
    assert session.edit(BOOK + "\n가")
    assert wrong_line(session) is None
    assert len(session.task.book.phrases) == 6


def test_undo_brings_the_book_back_with_the_size_that_fitted_it(session: CompleteSession) -> None:
    assert session.edit("\n".join(f"여름밤의 {chr(0xAC00 + n)} 편지" for n in range(60)))
    assert session.net.experiment.hidden_size == 32
    session.net.undo()
    assert (session.draft, session.net.experiment.hidden_size) == (BOOK, 16)
    session.net.redo()
    assert session.draft != BOOK
    session.net.change(hidden_size=20)
    session.edit(BOOK)
    assert session.net.experiment.hidden_size == 20


def test_an_edited_book_is_learnt_anew(session: CompleteSession) -> None:
    learn(session)
    session.type("가")
    assert unknown(session) == ("가", 0)
    session.edit(BOOK + "\n가나다")
    assert unknown(session) is None
    rest(session)
    assert session.net.status == "solved"
    assert session.completion == "나다"


def test_the_judgement_follows_what_is_shown_and_touched(session: CompleteSession) -> None:
    learn(session)
    judgement = session.judgement
    assert judgement is not None
    assert judgement.is_learnt
    session.net.exhibit.show_step(0)
    rest(session)
    assert session.judgement is not None
    assert session.judgement.right < judgement.decidable
    session.net.exhibit.show_step(None)
    rest(session)
    assert session.judgement == judgement
    session.net.exhibit.edit_parameter("b_y", (0,), 40.0)
    rest(session)
    assert session.judgement is not None
    assert session.judgement.right < judgement.decidable
    session.net.exhibit.restore_trained()
    rest(session)
    assert session.judgement == judgement


def test_reset_gives_the_same_initial_weights_and_keeps_what_is_typed(session: CompleteSession) -> None:
    first = session.net.run.newest_parameters.copy()
    session.type("바")
    learn(session)
    session.net.reset()
    rest(session)
    np.testing.assert_array_equal(session.net.run.newest_parameters, first)
    content = session.net.exhibit.content
    assert content is not None
    assert content.given == 2
    assert tuple(content.trace.inputs[:2]) == session.prefix


def test_two_beginnings_of_the_book_or_one_pinned(session: CompleteSession) -> None:
    learn(session)
    first, second = session.readings()
    assert (first.prefix, second.prefix) == (session.pair.pairs[0].first, session.pair.pairs[0].second)
    assert first.states.shape == (len(first.prefix), 16)
    session.type("기억")
    session.pin(pinned=True)
    session.type("바다")
    first, second = session.readings()
    assert session.task.vocabulary.decode(first.prefix[1:]) == ("기", "억")
    assert second.prefix == session.prefix
    session.edit("바다\n산")
    assert session.pair.pinned is None
    session.type("산")
    first, second = session.readings()
    assert second.prefix == session.prefix


def test_files_of_the_other_scene_are_not_taken(session: CompleteSession, tmp_path: Path) -> None:
    path = tmp_path / "mine.rnnlab"
    found: list[Problem | None] = []
    learn(session)
    session.net.save(path, found.append)
    wait(session, lambda: len(found) == 1)
    other = SequenceSession()
    limit = time.monotonic() + 10
    other.open(path, found.append)
    while len(found) < 2 and time.monotonic() < limit:
        other.poll()
    other.close()
    assert found[1] is not None
    assert (found[1].code, found[1].args["scene"]) == ("file.other_scene", "complete")
    assert other.experiment.task == "completion"
    session.start_over(phrase_presets()[0].experiment)
    session.net.open(path, found.append)
    wait(session, lambda: len(found) == 3)
    assert found[2] is None
    assert session.draft == BOOK
    rest(session)
    assert session.judgement is not None
    assert session.judgement.is_learnt
    assert (scene_of("phrases"), scene_of("completion")) == ("complete", "sequence")


@pytest.mark.parametrize("number", range(len(phrase_presets())))
def test_every_example_is_a_book_with_a_beginning_and_a_size_that_fits(number: int) -> None:
    from rnnlab.core.tasks import task_of
    from rnnlab.core.tasks.phrases import Phrases, fitting_size

    preset = phrase_presets()[number]
    task = task_of(preset.experiment)
    assert isinstance(task, Phrases)
    assert preset.experiment.hidden_size == fitting_size(task.book)
    assert any("".join(phrase).startswith(preset.prefix) for phrase in task.book.phrases)
    assert preset.title.ko
    assert preset.sentence.en


def outlook(prefix: tuple[int, ...], *found: tuple[tuple[int, ...], float], greedy: int = 0) -> Outlook:
    continuations = tuple(Continuation(symbols, probability) for symbols, probability in found)
    return Outlook(prefix, np.ones(2) / 2, continuations[greedy], continuations, is_exact=True)


def test_a_choice_made_by_hand_survives_new_weights_but_not_new_letters() -> None:
    answers = {
        1: outlook((1,), ((2,), 0.5), ((3,), 0.3)),
        2: outlook((1,), ((3,), 0.6), ((2,), 0.2)),
        3: outlook((1, 2), ((3,), 0.6), ((2,), 0.2)),
    }
    suggestions = Suggestions(lambda wish: answers[wish.step])
    shape = Experiment().shape()
    wish = Wish(shape, np.zeros(shape.parameter_count, np.float32), (1,), 0, 5)

    def ask(step: int) -> None:
        suggestions.ask(replace(wish, step=step))
        limit = time.monotonic() + 10
        while not suggestions.poll() and time.monotonic() < limit:
            time.sleep(0.001)

    ask(1)
    assert suggestions.chosen == 0
    assert suggestions.choose(9)
    assert not suggestions.choose(1)
    ask(2)
    choice = suggestions.choice
    assert choice == Continuation((3,), 0.6)
    suggestions.choose(1)
    ask(3)
    assert suggestions.choices[suggestions.chosen] == Continuation((3,), 0.6)
    suggestions.forget()
    assert suggestions.choices == ()
    suggestions.close()


def test_a_worker_forgets_what_is_out_of_date() -> None:
    worker: Newest[int, int] = Newest(lambda number: number * 2, "double")
    assert worker.poll() is None
    worker.request(1)
    worker.request(2)
    limit = time.monotonic() + 10
    done = None
    while done is None and time.monotonic() < limit:
        done = worker.poll()
    assert done == (2, 4)
    assert not worker.is_busy
    worker.request(3)
    worker.forget()
    assert not worker.is_busy
    worker.close()
    assert worker.poll() is None
