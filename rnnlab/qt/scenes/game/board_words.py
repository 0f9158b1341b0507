"""Makes the board of a moment: the symbols, and every sentence on it in the language in force."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import ceil

from PySide6.QtCore import QCoreApplication

from rnnlab.core.game.play import EMPTY, Entry
from rnnlab.core.problems import Problem
from rnnlab.qt.scenes.game.words import TEAM_KEYS, player_names, points_written
from rnnlab.scene.game.content import PLAYER_ROLES, Board, Choice, Result, Side, Tile
from rnnlab.session.game.running import RunningGame

__all__ = ["board_of"]

NUMBER_KEYS = "123456789"


def board_of(game: RunningGame, sentence: Callable[[Problem], str]) -> Board:
    """Return what is to be seen of a game now.

    Parameters
    ----------
    game
        In hand.
    sentence
        What a Problem says.
    """
    state, rules = game.state, game.rules
    question = rules.question(state)
    message, role = _message(game, sentence)
    limited = rules.players > 0 and state.phase == "asking"
    left = rules.allowed(state) - state.elapsed
    return Board(
        given=tuple(game.labels[symbol] for symbol in question.given),
        blanks=_blanks(game),
        net=_net_tiles(game),
        net_name=player_names(game.settings.mode)[-1] if rules.players else "",
        net_words=_net_words(game),
        sides=_sides(game) if state.is_open else (),
        results=_results(game) if state.phase in ("revealed", "over") else (),
        message=message,
        message_role=role,
        time_left=rules.share_left(state) if limited else None,
        time_words=QCoreApplication.translate("GameBoard", "{0} s").format(ceil(left)) if limited else "",
        cover=_cover(game) if state.paused else None,
    )


def _cover(game: RunningGame) -> tuple[str, str]:
    words = QCoreApplication.translate("GameBoard", "Space goes on; no time is lost.")
    if not game.rules.players:
        words = QCoreApplication.translate("GameBoard", "Space goes on.")
    return QCoreApplication.translate("GameBoard", "Paused"), words


def _blanks(game: RunningGame) -> tuple[Tile, ...]:
    """Return the persons' tiles; a spectator sees the net's answer there."""
    state, rules, labels = game.state, game.rules, game.labels
    question = rules.question(state)
    done = state.phase in ("revealed", "over")
    if not rules.players:
        return _watched(game, done=done)
    roles, names = PLAYER_ROLES[rules.players], player_names(game.settings.mode)
    tiles = []
    for place, right in enumerate(question.answer):
        entry = state.entries[place] if place < len(state.entries) else None
        if entry is None:
            is_next = place == len(state.entries) and state.is_open
            tiles.append(Tile(game.typed.text if is_next else "", "next" if is_next else "empty"))
        elif done or rules.players > 1:
            owner = names[entry.player] if rules.players > 1 and entry.player >= 0 else ""
            tiles.append(replace(_judged(entry, right, labels), owner=owner, role=roles[entry.player]))
        else:
            tiles.append(Tile(labels[entry.symbol] if entry.symbol != EMPTY else "", "filled", roles[0]))
    return tuple(tiles)


def _judged(entry: Entry, right: int, labels: tuple[str, ...]) -> Tile:
    if entry.symbol == EMPTY:
        return Tile("", "missed", answer=labels[right])
    if entry.symbol == right:
        return Tile(labels[entry.symbol], "right")
    return Tile(labels[entry.symbol], "wrong", answer=labels[right])


def _watched(game: RunningGame, *, done: bool) -> tuple[Tile, ...]:
    answer = game.rules.question(game.state).answer
    guess = game.state.guess
    if guess is None or not done:
        return tuple(Tile("?", "hidden") for _ in answer)
    return tuple(
        Tile(
            game.labels[symbol],
            "right" if symbol == right else "wrong",
            answer="" if symbol == right else game.labels[right],
        )
        for symbol, right in zip(guess.symbols, answer, strict=True)
    )


def _net_tiles(game: RunningGame) -> tuple[Tile, ...]:
    state = game.state
    answer = game.rules.question(state).answer
    guess = state.guess
    if guess is None or state.phase not in ("revealed", "over"):
        return tuple(Tile("?", "hidden") for _ in answer)
    looks = (
        "right" if symbol == right else "wrong" for symbol, right in zip(guess.symbols, answer, strict=True)
    )
    if not game.rules.players:
        # above stand the same symbols already
        return tuple(Tile("", "hidden", confidence=confidence) for confidence in guess.confidences)
    return tuple(
        Tile(game.labels[symbol], "right" if look == "right" else "wrong", "output", confidence=confidence)
        for symbol, confidence, look in zip(guess.symbols, guess.confidences, looks, strict=True)
    )


def _net_words(game: RunningGame) -> str:
    state, step = game.state, f"{game.learner.step:,}"
    if state.guess is None:
        return QCoreApplication.translate("GameBoard", "learning … training step {0}").format(step)
    if state.phase not in ("revealed", "over"):
        return QCoreApplication.translate(
            "GameBoard", "has answered, still covered · training step {0}"
        ).format(step)
    return QCoreApplication.translate("GameBoard", "training step {0}").format(f"{state.guess.step:,}")


def _sides(game: RunningGame) -> tuple[Side, ...]:
    players, labels = game.rules.players, game.labels
    roles = PLAYER_ROLES[players]
    single_keys = "" if game.keyboard.digits_are_symbols else NUMBER_KEYS
    keys = TEAM_KEYS if players > 1 else (single_keys,)
    names = player_names(game.settings.mode)
    sides = []
    for player in range(players):
        choices = tuple(
            Choice(labels[symbol], keys[player][place : place + 1], place)
            for place, symbol in enumerate(game.choices)
        )
        out = ""
        if player in game.state.out:
            out = QCoreApplication.translate("GameBoard", "✗ out for this blank")
        sides.append(Side(player, names[player] if players > 1 else "", roles[player], choices, out))
    return tuple(sides)


def _results(game: RunningGame) -> tuple[Result, ...]:
    rules, history = game.rules, game.state.history
    roles, names = PLAYER_ROLES[rules.players], player_names(game.settings.mode)
    points, right = rules.points(history), rules.right(history)
    guess, done = history[-1].guess, history[-1]
    results = []
    for player, (name, role) in enumerate(zip(names, roles, strict=True)):
        if player == rules.players:
            mean = sum(guess.confidences) / len(guess.confidences)
            remark = QCoreApplication.translate("GameBoard", "confidence {0}").format(f"{mean:.0%}")
        else:
            remark = QCoreApplication.translate("GameBoard", "{0} s").format(f"{done.seconds:.1f}")
        results.append(Result(name, role, points_written(points[player][-1]), right[player][-1], remark))
    return tuple(results)


def _message(game: RunningGame, sentence: Callable[[Problem], str]) -> tuple[str, str]:
    """Return what is to be said now, and its colour."""
    state = game.state
    if state.phase == "asking":
        if game.remark is not None:
            return sentence(game.remark), "loss_text"
        if game.typed.text:
            return _pending(game), "muted"
        return _invitation(game), "muted"
    if state.phase == "waiting":
        if not game.rules.players:
            return _net_words(game), "muted"
        return QCoreApplication.translate("GameBoard", "The net is writing its answer …"), "output_text"
    changes = game.lead_changes
    if len(changes) > 1 and changes[-1].round == len(state.history):
        name = player_names(game.settings.mode)[changes[-1].leader]
        role = PLAYER_ROLES[game.rules.players][changes[-1].leader]
        words = QCoreApplication.translate("GameBoard", "Round {0}: {1} has overtaken!")
        return words.format(changes[-1].round, name), f"{role}_text"
    return _verdict(game), "ink"


def _pending(game: RunningGame) -> str:
    """Say what becomes of the letters typed so far."""
    symbol = game.finish_typing()
    if symbol is not None:
        return QCoreApplication.translate("GameBoard", "Return takes “{0}”; others begin like it.").format(
            game.labels[symbol]
        )
    return QCoreApplication.translate("GameBoard", "Several symbols begin with “{0}”: go on.").format(
        game.typed.text
    )


def _invitation(game: RunningGame) -> str:
    if not game.rules.players:
        return _net_words(game)
    if game.rules.players > 1:
        return QCoreApplication.translate(
            "GameBoard", "The first right answer has the blank; a wrong one is out for it."
        )
    if game.keyboard.digits_are_symbols:
        return QCoreApplication.translate("GameBoard", "Type what comes next, or click it.")
    return QCoreApplication.translate("GameBoard", "Type what comes next, or press its number.")


def _verdict(game: RunningGame) -> str:
    history = game.state.history
    *persons, net = (own[-1] for own in game.rules.right(history))
    if not persons:
        if net:
            return QCoreApplication.translate("GameBoard", "All right.")
        return QCoreApplication.translate("GameBoard", "Not yet: above stands what is right.")
    if len(persons) > 1:
        return ""
    if any(entry.symbol == EMPTY for entry in history[-1].entries):
        return _unanswered(game, net_is_right=net)
    table = {
        (True, True): QCoreApplication.translate("GameBoard", "You are both right."),
        (True, False): QCoreApplication.translate(
            "GameBoard", "You are right; the net does not know it yet."
        ),
        (False, True): QCoreApplication.translate("GameBoard", "This time only the net was right."),
        (False, False): QCoreApplication.translate("GameBoard", "Neither of you was right."),
    }
    return table[persons[0], net]


def _unanswered(game: RunningGame, *, net_is_right: bool) -> str:
    """Say why a person's blanks stayed empty, and whether the net knew them."""
    timed_out = game.state.elapsed >= game.rules.allowed(game.state)
    table = {
        (True, True): QCoreApplication.translate("GameBoard", "Time is over, and the net knew it."),
        (True, False): QCoreApplication.translate(
            "GameBoard", "Time is over – and the net does not know it either."
        ),
        (False, True): QCoreApplication.translate("GameBoard", "Given up, and the net knew it."),
        (False, False): QCoreApplication.translate(
            "GameBoard", "Given up – and the net does not know it either."
        ),
    }
    return table[timed_out, net_is_right]
