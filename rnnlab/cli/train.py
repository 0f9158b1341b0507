"""``rnnlab train``: training without a window."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rnnlab.cli.output import print_json, short, table
from rnnlab.cli.parser import Parser, number
from rnnlab.cli.phrases import judged, judgement_content, judgement_words
from rnnlab.cli.sums import sums_content, sums_lines
from rnnlab.cli.task_options import TASK_FIELDS, add_task_options
from rnnlab.cli.training import Training
from rnnlab.cli.words import say
from rnnlab.core import store
from rnnlab.core.cells import catalogue
from rnnlab.core.experiment import Experiment, StopRule
from rnnlab.core.net import initialise
from rnnlab.core.phrases.book import PhraseBook
from rnnlab.core.phrases.files import read_text
from rnnlab.core.problems import Problem
from rnnlab.core.store import Saved
from rnnlab.core.tasks.phrases import fitting_size
from rnnlab.core.training_state import TrainingState
from rnnlab.session.presets import all_presets, load_preset, phrase_presets
from rnnlab.session.sentences import sentence

UNTIL_SOLVED_LIMIT = 100_000
UNSOLVED, DIVERGED, INTERRUPTED = 1, 2, 130
_CURVE_POINTS = 1000
# Options and the fields they set; the net's own cannot change when a file is resumed.
_NET = {
    "vocabulary": "vocabulary_text",
    **TASK_FIELDS,
    "order": "order",
    "cell": "cell",
    "hidden": "hidden_size",
    "layers": "layers",
    "seed": "seed",
}
_OPTIMIZER = {"optimizer": "kind", "lr": "learning_rate", "momentum": "momentum", "clip": "clip_norm"}
_MACHINE = {"backend": "backend", "device": "device"}


def run(arguments: Sequence[str], language: str) -> int:
    """Train, report, save."""
    values = _parser(language).read(arguments)
    begun = _begin(values, language)
    output = Path(values.output) if values.output else None
    if output is not None and not output.absolute().parent.is_dir():
        folder = str(output.absolute().parent)
        raise Problem("file.no_folder", "file", name=output.name, folder=folder)
    for notice in begun.experiment.vocabulary().notices:
        print(sentence(notice, language), file=sys.stderr)
    # a phrase book is learnt until the shares are right, unless steps are counted
    until_solved = values.until_solved or (begun.experiment.phrases != "" and values.steps is None)
    training = Training(begun, _last_step(values, begun, until_solved), until_solved=until_solved)
    training.run(language)
    if output is not None:
        experiment = begun.experiment
        store.save(output, experiment, training.state, training.history, training.curve, cell=begun.cell)
    if values.json:
        print_json(_content(training, output) | sums_content(training))
    else:
        print(_summary(training, output, language))
        for line in sums_lines(training, language):
            print(line)
    return _code(training, values, language)


def _parser(language: str) -> Parser:
    presets = [(preset.id, preset.title.text(language)) for preset in all_presets()]
    listed = "\n".join(f"  {line}" for line in table(presets).splitlines())
    parser = Parser("train", language, f"{say('train.presets', language)}\n{listed}\n\n")
    option, default = parser.options.add_argument, Experiment()

    def words(name: str, value: object = None, **more: object) -> str:
        return say(f"train.{name}", language, default=value, **more)

    option("--preset", metavar="NAME", help=words("preset"))
    option("--phrases", metavar="FILE", help=words("phrases"))
    option("--resume", metavar="FILE", help=words("resume"))
    option("--vocabulary", metavar="TEXT", help=words("vocabulary", default.vocabulary_text))
    option("--order", metavar="ORDER", help=words("order", default.order))
    add_task_options(parser, language)
    cells = ", ".join(catalogue.names())
    option("--cell", metavar="NAME", help=words("cell", default.cell, choices=cells))
    for name, kind, value in (
        ("hidden", int, default.hidden_size),
        ("layers", int, default.layers),
        ("lr", float, default.optimizer.learning_rate),
        ("momentum", float, default.optimizer.momentum),
        ("clip", float, default.optimizer.clip_norm),
        ("seed", int, default.seed),
    ):
        metavar = "N" if kind is int else "X"
        option(f"--{name}", metavar=metavar, type=number(f"--{name}", kind), help=words(name, value))
    option("--optimizer", metavar="NAME", help=words("optimizer", default.optimizer.kind))
    steps = words("steps", default.stop.steps, limit=UNTIL_SOLVED_LIMIT)
    option("--steps", metavar="N", type=number("--steps", int), help=steps)
    option("--until-solved", action="store_true", help=words("until_solved"))
    option("--backend", metavar="NAME", help=words("backend", default.backend))
    option("--device", metavar="NAME", help=words("device", default.device))
    option("-o", "--output", metavar="FILE", help=words("output"))
    option("--json", action="store_true", help=say("json", language))
    return parser


def _begin(values: argparse.Namespace, language: str) -> Saved:
    """Return what training begins with: a fresh net, or the one in a file."""
    given = {name: value for name, value in vars(values).items() if value is not None}
    if "resume" not in given:
        start = _start(given, language)
        experiment = _changed(start, given, {**_NET, **_MACHINE}).validated()
        shape = experiment.shape()
        state = TrainingState.fresh(initialise(shape, experiment.seed))
        return Saved.fresh(experiment, shape.cell, state)
    if fixed := next((name for name in ("preset", "phrases", *_NET) if name in given), None):
        raise Problem("command.not_with_resume", "command", option=f"--{fixed}")
    saved = store.load(Path(given["resume"]))
    experiment = _changed(saved.experiment, given, _MACHINE).validated(saved.cell)
    if experiment.optimizer.kind != saved.experiment.optimizer.kind:
        saved.state.forget()
    return replace(saved, experiment=experiment)


def _start(given: dict[str, Any], language: str) -> Experiment:
    """Return what is trained where nothing else is said: a phrase book, an example or the usual vocabulary.

    Raises
    ------
    Problem
        ``command.not_together``, or what is wrong with the file of phrases.
    """
    if "phrases" not in given:
        return load_preset(given["preset"]).experiment if "preset" in given else Experiment()
    if other := next((name for name in ("preset", "vocabulary", "order") if name in given), None):
        raise Problem("command.not_together", "command", option="--phrases", other=f"--{other}")
    found = read_text(Path(given["phrases"]))
    for notice in found.notices:
        print(sentence(notice, language), file=sys.stderr)
    size = fitting_size(PhraseBook.parse(found.text))
    return replace(phrase_presets()[0].experiment, phrases=found.text, hidden_size=size)


def _changed(experiment: Experiment, given: dict[str, Any], fields: dict[str, str]) -> Experiment:
    """Return an experiment with the options that were given."""
    changes = {field: given[name] for name, field in fields.items() if name in given}
    optimizer = {field: given[name] for name, field in _OPTIMIZER.items() if name in given}
    stop = experiment.stop
    if given["until_solved"]:
        stop = StopRule("solved", given.get("steps", stop.steps))
    elif "steps" in given:
        stop = StopRule("steps", given["steps"])
    return replace(experiment, optimizer=replace(experiment.optimizer, **optimizer), stop=stop, **changes)


def _last_step(values: argparse.Namespace, begun: Saved, until_solved: bool) -> int:
    """Return the training step at which training ends; ``--steps`` counts from where it begins."""
    usual = UNTIL_SOLVED_LIMIT if until_solved else begun.experiment.stop.steps
    return begun.state.step + (usual if values.steps is None else int(values.steps))


def _code(training: Training, values: argparse.Namespace, language: str) -> int:
    if training.status == "diverged":
        problem = Problem("training.diverged", "learning_rate", step=training.diverged_step)
        print(f"rnnlab: {sentence(problem, language)}", file=sys.stderr)
        return DIVERGED
    if training.interrupted:
        return INTERRUPTED
    return UNSOLVED if values.until_solved and not training.is_solved else 0


def _summary(training: Training, output: Path | None, language: str) -> str:
    lines = [
        say("train.interrupted", language) if training.interrupted else "",
        _outcome(training, language) if training.evaluation.total else "",
        say(
            "train.summary",
            language,
            steps=f"{training.state.step - training.first_step:,}",
            seconds=f"{training.seconds:.2f}",
            backend=training.choice.name,
            device=training.choice.device,
            loss=f"{training.evaluation.loss:.4g}",
        ),
        say("train.saved", language, name=output) if output else say("train.not_saved", language),
    ]
    return "\n".join(line for line in lines if line)


def _outcome(training: Training, language: str) -> str:
    judgement = judged(training.task, training.begun.shape, training.state.parameters)
    if judgement is not None:
        return judgement_words(judgement, training.state.step, language)
    key = "unsolved" if training.solved_step is None else "solved" if training.is_solved else "lost"
    return say(
        f"train.{key}",
        language,
        step=training.solved_step,
        correct=training.evaluation.correct,
        total=training.evaluation.total,
    )


def _content(training: Training, output: Path | None) -> dict[str, Any]:
    evaluation, experiment = training.evaluation, training.begun.experiment
    steps, values = training.curve.thinned(_CURVE_POINTS)
    judgement = judged(training.task, training.begun.shape, training.state.parameters)
    return {
        **({} if judgement is None else {"judgement": judgement_content(judgement)}),
        "status": training.status,
        "interrupted": training.interrupted,
        "solved": training.is_solved,
        "solved_step": training.solved_step,
        "step": training.state.step,
        "loss": short(evaluation.loss),
        "correct": evaluation.correct,
        "total": evaluation.total,
        "accuracy": evaluation.correct / max(evaluation.total, 1),
        "seconds": round(training.seconds, 6),
        "backend": training.choice.name,
        "device": training.choice.device,
        "backend_reason": training.choice.reason,
        "file": None if output is None else str(output),
        "vocabulary": list(experiment.vocabulary().symbols),
        "experiment": experiment.to_json(),
        "curve": {
            "steps": steps.tolist(),
            "losses": [short(value) for value in values[:, 0]],
            "accuracies": [short(value) for value in values[:, 1]],
        },
    }
