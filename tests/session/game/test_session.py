"""The game session: a net that learns while one plays, a clock from outside, files that lose nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from rnnlab.core.cells.graph import Cell
from rnnlab.core.game.play import State
from rnnlab.core.game.settings import GameSettings
from rnnlab.core.problems import Problem
from rnnlab.session.game.session import LONGEST_TICK, GameSession
from rnnlab.session.training_run import TrainingRun


class Clock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Broken:
    """Cannot compile anything."""

    def kernel_is_ready(self, cell: Cell) -> bool:
        raise Problem("backend.unavailable", "backend", backend="compiled", detail="no compiler")

    def torch_is_ready(self) -> bool:
        return False


Make = Callable[..., GameSession]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def make(tmp_path: Path, clock: Clock) -> Iterator[Make]:
    made: list[GameSession] = []

    def build(**further: object) -> GameSession:
        session = GameSession(tmp_path / "game", clock=clock, today=lambda: "2026-01-02", **further)  # type: ignore[arg-type]
        made.append(session)
        session.settings = GameSettings(rounds=5)
        return session

    yield build
    for session in made:
        session.close()


def state(session: GameSession) -> State:
    assert session.game is not None
    return session.game.state


def wait(session: GameSession, until: Callable[[], bool]) -> None:
    limit = time.monotonic() + 20
    while not until():
        session.poll()
        time.sleep(0.002)
        assert time.monotonic() < limit, "it never came"


def code(problem: Problem | None) -> str:
    return "" if problem is None else problem.code


def can_go_on(session: GameSession) -> bool:
    return session.unfinished is not None


def right(session: GameSession) -> int:
    game = session.game
    assert game is not None
    return game.rules.question(game.state).answer[len(game.state.entries)]


def play_round(session: GameSession, *, rightly: bool = True) -> None:
    while state(session).phase == "asking":
        session.answer(0, right(session) if rightly else (right(session) + 1) % 14)
    wait(session, lambda: state(session).phase == "revealed")


def play_on(session: GameSession) -> None:
    while state(session).phase != "over":
        play_round(session)
        session.go_on()


def test_a_whole_game_alone(make: Make) -> None:
    session = make()
    assert session.start()
    play_on(session)
    game = session.game
    assert game is not None
    steps = [done.guess.step for done in game.state.history]
    assert steps == [game.learner.steps_per_round * n for n in range(1, 6)]
    assert game.points[0] == (100,) * 5
    assert session.placed == 1
    assert session.scores.of(session.settings)[0].points == 500
    assert session.unfinished is None
    assert game.learner.accuracy is not None
    assert game.learner.accuracy > game.learner.run.curve.accuracies[0]


def test_the_nets_answer_is_its_own(make: Make) -> None:
    """An independent oracle: the same net trained by itself to the same step says the same."""
    session = make()
    session.start()
    play_round(session)
    game = session.game
    assert game is not None
    done, question = game.state.history[0], game.rules.questions[0]
    shape, (step, parameters) = game.learner.run.shape, game.learner.run.parameters_at(done.guess.step)
    assert step == done.guess.step
    weights = shape.views(parameters.astype(np.float64))
    known, h = list(question.given), np.zeros(shape.hidden_size)
    for symbol in known:
        h = np.tanh(weights["W_xh"][:, symbol] + weights["W_hh"] @ h + weights["b_h"])  # (H,)
    logits = weights["W_hy"] @ h + weights["b_y"]  # (V,)
    shares = np.exp(logits - logits.max()) / np.exp(logits - logits.max()).sum()  # (V,)
    assert done.guess.symbols[0] == int(shares.argmax())
    assert done.guess.confidences[0] == pytest.approx(float(shares.max()), rel=1e-4)


def test_the_same_seed_is_the_same_game(make: Make) -> None:
    one, other = make(), make()
    for session in (one, other):
        session.start()
        play_on(session)
    assert one.game is not None
    assert other.game is not None
    pairs = zip(one.game.state.history, other.game.state.history, strict=True)
    assert all(a.guess.symbols == b.guess.symbols for a, b in pairs)
    one.again(other_seed=True)
    assert one.settings.seed == 1
    assert one.game is not None
    assert one.game.rules.questions != other.game.rules.questions


def test_time_comes_from_the_clock_and_never_in_jumps(make: Make, clock: Clock) -> None:
    session = make()
    session.start()
    clock.now += 0.1
    session.poll()
    assert state(session).elapsed == pytest.approx(0.1)
    clock.now += 500.0
    session.poll()
    assert state(session).elapsed == pytest.approx(0.1 + LONGEST_TICK)
    session.pause()
    clock.now += 500.0
    session.poll()
    session.resume()
    session.poll()
    assert state(session).elapsed == pytest.approx(0.1 + LONGEST_TICK)
    while state(session).phase == "asking":
        clock.now += LONGEST_TICK
        session.poll()
    wait(session, lambda: state(session).phase == "revealed")
    assert session.game is not None
    assert session.game.points[0] == (0,)


def test_typing(make: Make) -> None:
    session = make()
    session.start()
    game = session.game
    assert game is not None
    session.type("!")
    assert code(game.remark) == "game.unknown_symbol"
    assert not state(session).entries
    session.type(game.labels[right(session)])
    wait(session, lambda: state(session).phase == "revealed")
    assert game.points[0] == (100,)
    assert code(game.remark) == ""
    session.type("아")
    session.choose(0, 0)
    session.give_up()
    assert len(state(session).history) == 1


def test_half_typed_symbols_can_be_finished_or_forgotten(make: Make) -> None:
    session = make()
    session.settings = GameSettings(material="own", own_text="d do re mi fa sol", pattern="forward", rounds=5)
    session.start()
    game = session.game
    assert game is not None
    session.type("d")
    assert (game.typed.text, state(session).entries) == ("d", ())
    session.take_back()
    assert game.typed.text == ""
    session.type("d")
    session.finish_typing()
    wait(session, lambda: state(session).phase == "revealed")
    entry = state(session).history[0].entries[0]
    assert game.labels[entry.symbol] == "d"


def test_choices_and_teams(make: Make) -> None:
    session = make()
    session.change(mode="teams")
    session.start()
    game = session.game
    assert game is not None
    places = {symbol: place for place, symbol in enumerate(game.choices)}
    wrong = next(place for symbol, place in places.items() if symbol != right(session))
    session.type("아")
    session.choose(1, wrong)
    assert state(session).out == {1}
    session.choose(1, places[right(session)])
    session.choose(0, 99)
    assert not state(session).entries
    session.choose(0, places[right(session)])
    wait(session, lambda: state(session).phase == "revealed")
    assert (game.points[0], game.points[1]) == ((100,), (0,))


def test_a_spectator_watches_to_the_end(make: Make, clock: Clock) -> None:
    session = make()
    session.change(mode="spectator")
    session.start()

    def over() -> bool:
        clock.now += LONGEST_TICK
        return state(session).phase == "over"

    wait(session, over)
    assert session.placed is None
    assert session.scores.of(session.settings) == ()
    assert session.game is not None
    assert session.game.lead_changes == ()


def test_left_in_the_middle_and_gone_on_with_after_a_restart(make: Make) -> None:
    session = make()
    session.start()
    for _ in range(2):
        play_round(session)
        session.go_on()
    before = state(session).history
    session.close()
    assert session.game is None
    again = make()
    assert again.unfinished is not None
    again.go_on_with_unfinished()
    assert state(again).history == before
    assert not state(again).paused
    play_on(again)
    game = again.game
    assert game is not None
    assert [done.guess.step for done in game.state.history] == [
        game.learner.steps_per_round * n for n in range(1, 6)
    ]
    again.close()
    assert make().unfinished is None
    assert len(make().scores.of(game.settings)) == 1


def test_leaving_and_beginning_anew(make: Make) -> None:
    session = make()
    session.start()
    play_round(session)
    session.leave()
    assert session.game is None
    assert can_go_on(session)
    session.start()
    assert not can_go_on(session)
    assert state(session).history == ()
    session.leave()
    session.leave()
    session.go_on_with_unfinished()
    assert state(session).number == 0


def test_own_symbols_are_checked_before_the_game(make: Make) -> None:
    session = make()
    session.change(material="own", own_text="가 나")
    assert code(session.problem) == "game.too_few"
    assert not session.start()
    assert session.game is None
    session.change(own_text="도 레 미 파 솔")
    assert code(session.problem) == ""
    assert session.start()


def test_corrupt_files_are_put_aside_and_told_of(make: Make, tmp_path: Path) -> None:
    folder = tmp_path / "game"
    folder.mkdir()
    for name in ("game-scores.json", "game-unfinished.json"):
        (folder / name).write_text("{ no json", encoding="utf-8")
        (folder / f"{name}.broken").write_text("older", encoding="utf-8")
    session = make()
    told: list[Problem] = []
    session.problem_raised.connect(told.append)
    session.poll()
    assert {problem.code for problem in told} == {"game.scores_broken", "game.unfinished_broken"}
    assert (folder / "game-scores.json.broken").read_text() == "older"
    assert (folder / "game-scores.json.broken-2").read_text() == "{ no json"
    session.start()
    play_on(session)
    session.close()
    assert len(make().scores.of(GameSettings(rounds=5))) == 1


def test_two_windows_keep_each_others_scores(make: Make) -> None:
    one, other = make(), make()
    other.settings = GameSettings(rounds=5, seed=1)
    for session in (one, other):
        session.start()
        play_on(session)
        wait(session, lambda session=session: not session.is_active)  # type: ignore[misc]
    assert {score.seed for score in make().scores.of(GameSettings(rounds=5))} == {0, 1}


def test_a_folder_that_cannot_be_written_stops_no_game(make: Make, tmp_path: Path) -> None:
    (tmp_path / "game").write_text("a file in the way", encoding="utf-8")
    session = make()
    told: list[Problem] = []
    session.problem_raised.connect(told.append)
    session.start()
    play_on(session)
    wait(session, lambda: not session.is_active)
    session.poll()
    assert told
    assert session.scores.of(session.settings)[0].points == 500


def test_without_a_compiler_the_net_still_learns(make: Make) -> None:
    session = make(suppliers=Broken())
    session.start()
    play_on(session)
    assert session.game is not None
    assert session.game.learner.run.choice.name == "interpreter"


def test_the_net_of_a_round_is_shown_as_it_was(make: Make) -> None:
    session = make()
    session.start()
    play_on(session)
    game = session.game
    assert game is not None
    for number in (0, 3):
        exhibit = game.exhibit(number)
        exhibit.refresh()
        content, guess = exhibit.content, game.state.history[number].guess
        assert content is not None
        assert content.training_step == guess.step
        assert (
            tuple(int(symbol) for symbol in content.trace.inputs[: content.given])
            == game.rules.questions[number].given
        )
        shown = [content.predicted(t) for t in range(content.given - 1, content.steps)]
        assert tuple(shown) == guess.symbols
        shares = content.trace.probabilities[content.given - 1 :].max(axis=1)  # (blanks,)
        assert shares == pytest.approx(np.array(guess.confidences), rel=1e-4)


def test_a_net_that_diverges_ends_no_game(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    session = make()
    session.start()

    def diverges(run: TrainingRun) -> tuple[bool, None]:
        run.status = "diverged"
        return True, None

    monkeypatch.setattr(TrainingRun, "poll", diverges)
    play_on(session)
    assert state(session).phase == "over"
