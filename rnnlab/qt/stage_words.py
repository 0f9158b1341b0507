"""What the stage says in words: its labels, its tool tips, and what is read to those who cannot see it."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import QCoreApplication

from rnnlab.scene.content import Content
from rnnlab.scene.facts import Fact, fact, is_state_unit
from rnnlab.scene.notation import percent, signed
from rnnlab.scene.position import Position
from rnnlab.scene.sequence.expressions import at_time
from rnnlab.scene.sequence.labels import Labels
from rnnlab.scene.sequence.phases import Phase
from rnnlab.scene.target import Target

_MARKUP = re.compile(r"([_^])\{([^}]*)\}")


def labels() -> Labels:
    """Return the words on the stage, in the language in force."""
    translate = QCoreApplication.translate
    return Labels(
        softmax=translate("StageView", "softmax"),
        one_hot=translate("StageView", "one-hot “{0}”"),
        answer=translate("StageView", "answer"),
        loss=translate("StageView", "loss"),
        written=translate("StageView", "its own “{0}”"),
        carry=translate("StageView", "carry"),
        sum=translate("StageView", "{0} + {1} + carry {2} = {3}"),
    )


def html(formula: str) -> str:
    """Return a formula as rich text."""
    tags = {"_": "sub", "^": "sup"}
    return _MARKUP.sub(
        lambda found: f"<{tags[found[1]]}>{found[2]}</{tags[found[1]]}>", escape(formula, quote=False)
    )


def plain(formula: str) -> str:
    """Return a formula as plain text: ``h_{6}`` becomes ``h6``."""
    return _MARKUP.sub(lambda found: found[2], formula)


def phase_name(phase: Phase, t: int) -> str:
    """Return what a phase is called: words, or its formula as plain text."""
    return phase_words(phase) or plain(at_time(phase.label, t))


def phase_words(phase: Phase) -> str:
    """Return the words for a phase; empty where its formula says it."""
    translate = QCoreApplication.translate
    if phase.kind == "input":
        return translate("StageView", "input")
    if phase.kind == "sum":
        return translate("StageView", "sum")
    if phase.kind == "logits":
        return translate("StageView", "output")
    if phase.kind == "softmax":
        return translate("StageView", "softmax")
    if phase.kind == "loss":
        return translate("StageView", "loss")
    return ""


def tool_tip(content: Content, target: Target) -> str:
    """Return a tool tip as rich text; empty if there is nothing to say."""
    found = fact(content, target)
    if found is None:
        return ""
    lines = [f"<b>{_headline(found, target)}</b>"]
    kind = _kind(target, one_hot=content.trace.shape.is_one_hot)
    size = " × ".join(map(str, found.shape)) if len(found.shape) > 1 else ", ".join(map(str, found.shape))
    if found.shape:
        size = f"({size})" if len(found.shape) > 1 else f"({size}, 1)"
    lines.append(" ".join(part for part in (kind, size) if part))
    hint = _hint(content, target)
    if hint:
        lines.append(f"<i>{hint}</i>")
    return "<br>".join(lines)


def spoken(content: Content, target: Target) -> str:
    """Return a target as plain text, to be read aloud."""
    found = fact(content, target)
    if found is None:
        return ""
    return re.sub("<[^>]*>", "", _headline(found, target))


def _headline(found: Fact, target: Target) -> str:
    headline = html(found.formula)
    if found.index:
        headline += f" [{escape(found.index)}]"
    if found.value is None:
        return headline
    if target.kind == "probability":
        return f"{headline} = {percent(found.value)}"
    decimals = 3 if abs(found.value) < 100 else 1
    text = f"{found.value:.4f}" if target.kind == "loss" else signed(found.value, decimals)
    return f"{headline} = {text}"


def _kind(target: Target, *, one_hot: bool) -> str:
    translate = QCoreApplication.translate
    return {
        "input": translate("StageView", "one-hot input") if one_hot else translate("StageView", "input"),
        "quantity": translate("StageView", "value of this step"),
        "term": translate("StageView", "part of the sum"),
        "parameter": translate("StageView", "learnt, the same at every step"),
        "arrow": translate("StageView", "on its way"),
        "logits": translate("StageView", "output before softmax"),
        "probability": translate("StageView", "probability after softmax"),
        "loss": translate("StageView", "loss of this step"),
    }[target.kind]


def _hint(content: Content, target: Target) -> str:
    translate = QCoreApplication.translate
    if is_state_unit(content, target):
        return translate("StageView", "Click: how it came about. Drag up or down, or right-click: hold it.")
    if target.kind == "arrow" and target.key in content.trace.shape.entries:
        return translate("StageView", "The same matrix at every step.")
    return ""


def describe(content: Content, position: Position, phases: tuple[Phase, ...]) -> str:
    """Return where playback stands, to be read aloud."""
    translate = QCoreApplication.translate
    t = position.t
    words = translate("StageView", "Step {0} of {1}, input {2}, phase {3}.")
    symbol = content.label(int(content.trace.inputs[t]))
    text = words.format(t + 1, content.steps, symbol, phase_name(phases[position.phase], t))
    kinds = [phase.kind for phase in phases]
    done = position.phase if position.fraction < 1 else position.phase + 1
    if done > kinds.index("softmax"):
        best = content.predicted(t)
        guess = percent(float(content.trace.probabilities[t][best]))
        told = translate("StageView", "The net expects {0} with {1}.")
        text += " " + told.format(content.answer(best), guess)
        wanted = content.target(t)
        if wanted is not None:
            right = translate("StageView", "That is right.")
            wrong = translate("StageView", "The answer is {0}.").format(content.answer(wanted))
            text += " " + (right if wanted == best else wrong)
    return text
