"""The rules: whatever happens in whatever order, nothing counts twice, nothing is lost, there is a way on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlab.core.game.play import EMPTY, LOOKING_SECONDS, NOBODY, Guess, Round, Rules, State
from rnnlab.core.game.questions import draw_questions
from rnnlab.core.game.settings import GameSettings
from rnnlab.core.game.unfinished import rules_of

Move = Callable[[Rules, State], State]


def rules(mode: str = "single", rounds: int = 5, seed: int = 0) -> Rules:
    return rules_of(GameSettings.from_json({"mode": mode, "rounds": rounds, "seed": seed}))


def guess(made: Rules, state: State, *, right: bool = True, confidence: float = 0.8) -> Guess:
    answer = made.question(state).answer
    symbols = answer if right else tuple((symbol + 1) % 14 for symbol in answer)
    return Guess(7, symbols, (confidence,) * len(answer))


def answered(made: Rules, state: State) -> State:
    """Fill every blank of the round rightly."""
    while state.phase == "asking":
        state = made.answer(state, 0, made.question(state).answer[len(state.entries)])
    return state


def wanted(made: Rules, state: State) -> int:
    """Return what belongs into the next blank, or into the last one."""
    answer = made.question(state).answer
    return answer[min(len(state.entries), len(answer) - 1)]


MOVES: tuple[tuple[str, Move], ...] = (
    ("right", lambda made, s: made.answer(s, 0, wanted(made, s))),
    ("wrong", lambda made, s: made.answer(s, 0, (made.question(s).answer[0] + 1) % 14)),
    ("other right", lambda made, s: made.answer(s, 1, wanted(made, s))),
    ("other wrong", lambda made, s: made.answer(s, 1, (made.question(s).answer[0] + 5) % 14)),
    ("nobody", lambda made, s: made.answer(s, 7, 0)),
    ("back", lambda made, s: made.take_back(s)),
    ("give up", lambda made, s: made.give_up(s)),
    ("tick", lambda made, s: made.tick(s, 0.7)),
    ("long tick", lambda made, s: made.tick(s, 30.0)),
    ("pause", lambda made, s: made.pause(s)),
    ("resume", lambda made, s: made.resume(s)),
    ("guess", lambda made, s: made.guessed(s, guess(made, s))),
    ("wrong guess", lambda made, s: made.guessed(s, guess(made, s, right=False))),
    ("go on", lambda made, s: made.go_on(s)),
)  # fmt: skip


@settings(max_examples=150)
@given(
    st.sampled_from(["single", "teams", "spectator"]),
    st.lists(st.sampled_from([move for _, move in MOVES]), max_size=120),
)
def test_whatever_happens(mode: str, moves: list[Move]) -> None:
    made = rules(mode)
    state = made.start()
    for move in moves:
        before, state = state, move(made, state)
        totals = [sum(own) for own in made.points(before.history)]
        assert [sum(own) for own in made.points(state.history)] >= totals
        assert state.history[: len(before.history)] == before.history
        assert len(state.history) - len(before.history) in (0, 1)
        if before.paused and state.paused:
            assert state.elapsed == before.elapsed
        if state.number == before.number:
            assert state.elapsed >= before.elapsed
        blanks = len(made.question(state).answer)
        assert len(state.entries) <= blanks
        assert len(state.out) < max(made.players, 1)
        if state.phase in ("waiting", "revealed", "over"):
            assert len(state.entries) == blanks
        assert state.elapsed <= made.allowed(state) + 1e-9
    assert_there_is_a_way_to_the_end(made, state)


def assert_there_is_a_way_to_the_end(made: Rules, state: State) -> None:
    for _ in range(3 * made.rounds + 3):
        state = made.resume(state)
        state = made.give_up(state)
        state = made.guessed(state, guess(made, state))
        state = made.go_on(state)
    assert state.phase == "over"
    assert len(state.history) == made.rounds


def test_a_round_alone() -> None:
    made = rules()
    state = made.start()
    state = made.guessed(state, guess(made, state))
    assert state.phase == "asking"
    state = made.tick(state, 3.0)
    state = answered(made, state)
    assert state.phase == "revealed"
    assert made.points(state.history) == ((88,), (90,))
    assert made.right(state.history) == ((True,), (True,))
    assert made.answer(state, 0, 3) == state
    assert made.guessed(state, guess(made, state, right=False)) == state
    assert made.go_on(state).number == 1


def test_the_net_is_waited_for() -> None:
    made = rules()
    state = answered(made, made.start())
    assert state.phase == "waiting"
    assert made.go_on(state) == made.tick(state, 5.0) == made.pause(state) == state
    assert made.guessed(state, guess(made, state)).phase == "revealed"


def test_a_blank_is_taken_back_until_the_last_is_filled() -> None:
    made = rules(rounds=10, seed=3)
    number = next(n for n, question in enumerate(made.questions) if len(question.answer) > 1)
    state = State((), None, (made_round(made),) * number)
    wrong = made.answer(state, 0, (made.question(state).answer[0] + 1) % 14)
    assert made.take_back(wrong) == state
    assert made.take_back(state) == state
    done = answered(made, wrong)
    assert made.take_back(done) == done


def made_round(made: Rules) -> Round:
    state = made.start()
    state = made.guessed(made.give_up(state), guess(made, state))
    return state.history[0]


def test_time_runs_out() -> None:
    made = rules()
    state = made.tick(made.start(), 1000.0)
    assert state.phase == "waiting"
    assert [(entry.symbol, entry.player) for entry in state.entries] == [(EMPTY, NOBODY)]
    state = made.guessed(state, guess(made, state, right=False))
    assert made.points(state.history) == ((0,), (0,))
    assert state.history[0].seconds == made.questions[0].seconds


def test_a_pause_takes_no_time() -> None:
    made = rules()
    state = made.pause(made.tick(made.start(), 2.0))
    assert made.answer(state, 0, made.question(state).answer[0]) == state
    later = made.resume(made.tick(state, 60.0))
    assert later == made.resume(state)
    assert later.elapsed == 2.0


def test_two_teams_contend_for_a_blank() -> None:
    made = rules("teams")
    right = made.questions[0].answer[0]
    state = made.answer(made.start(), 1, (right + 1) % 14)
    assert state.out == {1}
    assert made.answer(state, 1, right) == state
    won = made.answer(made.tick(state, 6.0), 0, right)
    assert [entry.player for entry in won.entries] == [0]
    won = made.guessed(won, guess(made, won))
    assert made.points(won.history) == ((75,), (0,), (90,))
    assert made.right(won.history) == ((True,), (False,), (True,))
    lost = made.answer(state, 0, (right + 1) % 14)
    assert lost.phase == "waiting"
    assert lost.entries[0].player == NOBODY
    assert made.take_back(state) == state


def test_a_spectators_rounds_go_by_themselves() -> None:
    made = rules("spectator")
    state = made.tick(made.start(), 10.0)
    assert state.phase == "waiting"
    state = made.guessed(state, guess(made, state))
    assert made.tick(made.pause(state), 100.0) == made.pause(state)
    assert made.tick(state, LOOKING_SECONDS / 2).phase == "revealed"
    assert made.tick(state, LOOKING_SECONDS).number == 1
    assert made.points(state.history) == ((90,),)


@pytest.mark.parametrize("mode", ["single", "teams", "spectator"])
def test_rules_of_a_kind_of_game(mode: str) -> None:
    kind = GameSettings.from_json({"mode": mode})
    made = rules_of(kind)
    assert made.questions == draw_questions(kind, kind.task())
    assert made.players == {"single": 1, "teams": 2, "spectator": 0}[mode]
