"""The Gradients session: nets side by side, before and after training; presets that keep their word."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rnnlab.core.problems import Problem
from rnnlab.scene.gradients.content import GradientContent
from rnnlab.session.gradient_settings import AS_DRAWN, GradientSettings, gradient_presets, offered_cells
from rnnlab.session.gradients import GradientSession

SMALL = GradientSettings(cells=("rnn", "lstm"), length=6, hidden_size=4, steps=8)
Make = Callable[[GradientSettings], GradientSession]


@pytest.fixture
def make() -> Iterator[Make]:
    made: list[GradientSession] = []

    def build(settings: GradientSettings) -> GradientSession:
        made.append(GradientSession(settings))
        made[-1].pace = None
        return made[-1]

    yield build
    for session in made:
        session.close()


def rest(session: GradientSession, seconds: float = 20.0) -> GradientContent:
    limit = time.monotonic() + seconds
    while session.is_active:
        session.poll()
        time.sleep(0.002)
        assert time.monotonic() < limit, "the session never came to rest"
    assert session.content is not None
    return session.content


def preset(name: str) -> GradientSettings:
    return next(preset.settings for preset in gradient_presets() if preset.id == name)


def test_nothing_is_shown_before_it_is_measured(make: Make) -> None:
    session = make(SMALL)
    assert session.content is None
    content = rest(session)
    assert [lane.title for lane in content.lanes] == ["RNN", "LSTM"]
    assert [lane.states for lane in content.lanes] == [("h",), ("h", "c")]
    assert (content.steps, content.symbol) == (6, "A")


def test_before_while_and_after_training(make: Make) -> None:
    session = make(SMALL)
    first = rest(session)
    session.train()
    assert session.status == "running"
    after = rest(session)
    assert session.status == "finished"
    assert [lane.step for lane in after.lanes] == [8, 8]
    assert not np.array_equal(after.lanes[0].flow.norms["h"], first.lanes[0].flow.norms["h"])
    assert len(after.lanes[0].curve_losses) == 9
    session.show_before(before=True)
    again = rest(session)
    assert [lane.step for lane in again.lanes] == [0, 0]
    np.testing.assert_array_equal(again.lanes[0].flow.norms["h"], first.lanes[0].flow.norms["h"])


def test_reset_gives_the_same_weights_and_a_seed_others(make: Make) -> None:
    session = make(SMALL)
    first = rest(session).lanes[0].flow.trace.parameters
    session.step(3)
    rest(session)
    session.reset()
    np.testing.assert_array_equal(rest(session).lanes[0].flow.trace.parameters, first)
    session.change(seed=1)
    assert not np.array_equal(rest(session).lanes[0].flow.trace.parameters, first)


def test_clipping_changes_what_is_shown_and_not_the_net(make: Make) -> None:
    session = make(SMALL)
    before = rest(session)
    runs = session.runs
    session.change(clip_norm=0.01)
    after = rest(session)
    assert session.runs == runs
    assert runs[0].controls.optimizer.clip_norm == 0.01
    lane = after.lanes[0]
    assert lane.clip_factor == pytest.approx(0.01 / lane.gradient_norm, rel=1e-3)
    np.testing.assert_array_equal(lane.flow.norms["h"], before.lanes[0].flow.norms["h"])
    np.testing.assert_allclose(lane.passed_on("h"), lane.flow.norms["h"] * lane.clip_factor)


def test_every_change_is_one_undo(make: Make) -> None:
    session = make(SMALL)
    session.change(length=9)
    session.change(length=10, merge=True)
    assert rest(session).steps == 10
    session.undo()
    assert rest(session).steps == 6
    session.redo()
    assert rest(session).steps == 10


@pytest.mark.parametrize(
    "change, field",
    [
        ({"cells": ()}, "cell"),
        ({"cells": ("rnn", "rnn")}, "cell"),
        ({"cells": ("no-such-cell",)}, "cell"),
        ({"length": 1}, "length"),
        ({"length": 201}, "length"),
        ({"hidden_size": 0}, "hidden_size"),
        ({"hidden_size": 65}, "hidden_size"),
        ({"spectral_radius": float("nan")}, "spectral_radius"),
        ({"clip_norm": -1.0}, "clip_norm"),
    ],
)
def test_what_is_wrong_changes_nothing(make: Make, change: dict[str, Any], field: str) -> None:
    session = make(SMALL)
    assert not session.change(**change)
    assert set(session.problems) == {field}
    assert session.settings == SMALL
    assert session.change(length=7)
    assert session.problems == {}


def test_every_cell_of_the_catalogue_can_be_looked_at(make: Make) -> None:
    names = offered_cells()
    for start in range(0, len(names), 4):
        session = make(replace(SMALL, cells=names[start : start + 4], spectral_radius=1.2, forget_bias=1.0))
        for lane in rest(session).lanes:
            for key in lane.states:
                assert np.isfinite(lane.flow.norms[key]).all()
                assert np.isfinite(lane.flow.singular_values[key]).all()


def test_settings_survive_json_and_refuse_nonsense() -> None:
    assert GradientSettings.from_json(SMALL.to_json()) == SMALL
    nonsense: list[object] = [None, [], {"cells": "rnn"}, {"length": "5"}, {"cells": ["rnn"], "seed": True}]
    nonsense.append({"cells": ["rnn"], "optimizer": "magic"})
    for wrong in nonsense:
        with pytest.raises(Problem):
            GradientSettings.from_json(wrong)
    assert SMALL.conditions.spectral_radius is None
    assert replace(SMALL, spectral_radius=0.0, forget_bias=AS_DRAWN).conditions.spectral_radius == 0.0


def test_vanishing_keeps_its_word(make: Make) -> None:
    """Measured: of the RNN's gradient 1e-13 arrives, of the LSTM's along c a tenth or more."""
    plain, gated = rest(make(preset("vanishing"))).lanes
    assert plain.flow.norms["h"][0] / plain.flow.norms["h"][-1] < 1e-9
    assert gated.flow.norms["c"][0] / gated.flow.norms["c"][-1] > 0.1


def test_exploding_keeps_its_word_and_clipping_tames_it(make: Make) -> None:
    """Measured: without clipping the RNN ends at chance (loss ln 4), clipped to 1 it solves the task."""
    session = make(preset("exploding"))
    lane = rest(session).lanes[0]
    assert lane.flow.norms["h"][0] / lane.flow.norms["h"][-1] > 1e3
    results = []
    for clip in (0.0, 1.0):
        session.change(clip_norm=clip)
        session.reset()
        session.train()
        results.append(rest(session).lanes[0])
    assert results[0].correct == 1
    assert results[0].loss == pytest.approx(np.log(4), abs=0.02)
    assert (results[1].correct, results[1].total) == (4, 4)
    assert results[1].loss < 0.1
