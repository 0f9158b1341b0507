"""Nets that have learnt come back with their settings."""

from pathlib import Path

from rnnlab.core.problems import Problem
from rnnlab.session.captions import CaptionSession
from rnnlab.session.captions.kept_nets import MOST
from tests.session.captions.using import rest, until


def test_a_net_that_has_learnt_comes_back_with_its_settings(session: CaptionSession, tmp_path: Path) -> None:
    told: list[bool] = []
    session.net_kept.connect(lambda: told.append(True))
    first, cell = session.run, session.settings.cell
    session.change(hidden_size=session.settings.hidden_size + 1)
    assert session.run is not first
    assert not told, "nothing was learnt yet"
    session.undo()
    session.train()
    rest(session)
    outcomes: list[Problem | None] = []
    session.save(tmp_path / "net.rnncaption", outcomes.append)
    until(session, lambda: outcomes)
    learnt, path = session.run, session.path
    assert learnt is not None
    session.change(cell="gru" if cell != "gru" else "lstm")
    assert session.run is not None
    assert session.run.newest_step == 0
    assert (session.path, session.dirty) == (None, False), "its file is the other net's"
    assert told == [True]
    session.undo()
    assert session.run is learnt
    assert (session.path, session.dirty) == (path, False)
    rest(session)
    assert session.view.content is not None
    assert session.view.content.training_step == learnt.newest_step
    session.change(most_shapes=1 if session.settings.most_shapes != 1 else 2)  # other pictures, too
    assert session.run is not learnt
    session.undo()
    assert session.run is learnt
    assert told == [True, True]
    session.train()
    rest(session)
    assert learnt.newest_step == 2 * learnt.settings.steps


def test_a_net_in_training_that_is_left_comes_back_paused(session: CaptionSession) -> None:
    session.change(steps=100_000)
    session.train()
    until(session, lambda: session.run is not None and session.run.newest_step > 0)
    learnt = session.run
    session.change(seed=77)
    session.undo()
    assert session.run is learnt
    assert session.status == "paused"
    rest(session)
    session.train()
    assert session.status == "running"
    session.pause()


def test_only_the_last_few_nets_are_kept(session: CaptionSession) -> None:
    session.change(steps=1)
    seeds = range(MOST + 2)
    for seed in seeds:
        session.change(seed=100 + seed)
        session.train()
        rest(session)
    session.change(seed=99)
    steps = []
    for seed in seeds:
        session.change(seed=100 + seed)
        assert session.run is not None
        steps.append(session.run.newest_step)
    assert steps == [0, 0, *[1] * MOST]
