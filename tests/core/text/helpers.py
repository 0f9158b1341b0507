"""Small texts and runs, so that tests are fast."""

from __future__ import annotations

from dataclasses import replace

from rnnlab.core.cells import catalogue
from rnnlab.core.text.corpus import Corpus, CorpusChoice, Kind, gathered
from rnnlab.core.text.engines import EnginePlan
from rnnlab.core.text.record import Record, TextState
from rnnlab.core.text.settings import TextSettings
from rnnlab.core.text.training import Controls, TextReport, TextRun, take, train

COMPILED, TORCH = EnginePlan("compiled"), EnginePlan("torch")
SMALL = TextSettings(
    hidden_size=8, sequence_length=10, batch_size=4, steps=30, warmup_steps=3, learning_rate=0.02
)


def corpus(text: str = "the cat sat on the mat. a hat for the rat!\n" * 30, kind: Kind = "prose") -> Corpus:
    return gathered(text, CorpusChoice("own", "here.txt"), "here.txt", kind)


def run(settings: TextSettings = SMALL, text: Corpus | None = None) -> TextRun:
    return TextRun(settings, text or corpus(), catalogue.load(settings.cell))


def trained(
    which: TextRun, plan: EnginePlan = COMPILED, steps: int | None = None, state: TextState | None = None
) -> tuple[TextState, Record, list[TextReport]]:
    """Train to a step; returns where it stands, its past and all reports."""
    state = state or which.begin()
    record = Record.empty(which.shape.parameter_count)
    reports = []
    for report in train(which, state, Controls(steps or which.settings.steps), plan):
        take(record, report)
        reports.append(report)
    return state, record, reports


def changed(**settings: object) -> TextSettings:
    return replace(SMALL, **settings)  # type: ignore[arg-type]
