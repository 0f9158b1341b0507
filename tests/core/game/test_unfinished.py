"""A game left in the middle comes back as it was, and what is no such game is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnlab.core.game.play import Rules, State
from rnnlab.core.game.settings import GameSettings
from rnnlab.core.game.unfinished import from_table, rules_of, to_table
from tests.core.game.test_play import MOVES

Move = Callable[[Rules, State], State]
KIND = GameSettings(rounds=5, mode="teams")


@settings(max_examples=60)
@given(
    st.sampled_from(["single", "teams", "spectator"]),
    st.lists(st.sampled_from([move for _, move in MOVES]), max_size=40),
)
def test_every_moment_comes_back(mode: str, moves: list[Move]) -> None:
    kind = GameSettings.from_json({"mode": mode, "rounds": 5})
    rules = rules_of(kind)
    state = rules.start()
    for move in moves:
        state = move(rules, state)
    if state.phase == "over":
        return
    read_kind, read_rules, read = from_table(json.loads(json.dumps(to_table(kind, state))))
    assert (read_kind, read_rules) == (kind, rules)
    assert read.history == state.history
    assert (read.phase, read.number, read.out) == (state.phase, state.number, state.out)
    if state.phase == "asking":
        assert read.paused
        assert (read.entries, read.elapsed) == (state.entries, state.elapsed)
    # the net is asked again: it gives the same answer to the same question
    assert read.guess is None or read.phase == "revealed"


def played() -> dict[str, Any]:
    rules = rules_of(KIND)
    state = dict(MOVES)["guess"](rules, rules.give_up(rules.start()))
    table: dict[str, Any] = json.loads(json.dumps(to_table(KIND, rules.go_on(state))))
    return table


def _set(*path: object, value: object) -> Callable[[dict[str, Any]], None]:
    def change(table: dict[str, Any]) -> None:
        place: Any = table
        for name in path[:-1]:
            place = place[name]
        place[path[-1]] = value

    return change


@pytest.mark.parametrize(
    "change",
    [
        _set("settings", value=None),
        _set("settings", "mode", value="solo"),
        _set("settings", "own_text", value="A"),
        _set("history", value={}),
        _set("history", value=[None]),
        _set("history", 0, "entries", value=[]),
        _set("history", 0, "entries", 0, "symbol", value=14),
        _set("history", 0, "entries", 0, "player", value=2),
        _set("history", 0, "entries", 0, "left", value=1.5),
        _set("history", 0, "guess", value=3),
        _set("history", 0, "guess", "symbols", value=["가"]),
        _set("history", 0, "guess", "confidences", value=None),
        _set("history", 0, "guess", "step", value=True),
        _set("history", 0, "seconds", value=-1),
        _set("asking", value=7),
        _set("asking", "elapsed", value=1e9),
        _set("asking", "entries", value=[{"symbol": 1, "player": 0, "left": 1}] * 4),
        _set("asking", "out", value=[0, 1]),
        _set("asking", "out", value=[5]),
        lambda table: table.update(history=[], asking=None),
        lambda table: table.update(history=table["history"] * 6),
        lambda table: table.update(history=table["history"] * 5),
    ],
)
def test_what_cannot_be_is_refused(change: Callable[[dict[str, Any]], None]) -> None:
    table = played()
    from_table(table)
    change(table)
    if table["settings"] and table["settings"].get("own_text") == "A":
        table["settings"]["material"] = "own"
    with pytest.raises(ValueError):  # noqa: PT011 - whatever is wrong with it
        from_table(table)


def test_own_symbols_come_back() -> None:
    kind = replace(KIND, material="own", own_text="도 레 미 파 솔 라 시")
    rules = rules_of(kind)
    assert from_table(to_table(kind, rules.start()))[1] == rules
