"""``rnnlab text``: training on a text, listing texts, printing a diary."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import get_args

from rnnlab.cli.output import table
from rnnlab.cli.parser import Parser, number
from rnnlab.cli.text_training import TextTraining, page_heading, read_corpus
from rnnlab.cli.words import say
from rnnlab.core.cells import catalogue
from rnnlab.core.problems import Problem
from rnnlab.core.text import corpora, settings, store
from rnnlab.core.text.corpus import CorpusChoice
from rnnlab.core.text.record import Record
from rnnlab.core.text.settings import TextSettings
from rnnlab.core.text.store import SavedText
from rnnlab.core.text.training import TextRun
from rnnlab.session.text.presets import load_text_preset, text_presets

ACTIONS = ("train", "corpora", "diary")
DIVERGED, INTERRUPTED = 2, 130
# Options and the fields they set; the net's own cannot change when a file is resumed.
_NET = {
    "cell": "cell",
    "hidden": "hidden_size",
    "layers": "layers",
    "length": "sequence_length",
    "batch": "batch_size",
    "validation": "validation_share",
    "seed": "seed",
}
_TRAINING = {
    "dropout": "dropout",
    "lr": "learning_rate",
    "schedule": "schedule",
    "warmup": "warmup_steps",
    "clip": "clip_norm",
    "steps": "steps",
    "temperature": "diary_temperature",
    "backend": "backend",
    "precision": "precision",
    "device": "device",
    "threads": "threads",
}
_CHOICES = {
    "schedule": get_args(settings.Schedule),
    "backend": get_args(settings.Backend),
    "precision": get_args(settings.Precision),
    "device": get_args(settings.Device),
}


def run(arguments: Sequence[str], language: str) -> int:
    """Do what the first argument says."""
    values = _parser(language).read(arguments)
    if values.action == "corpora":
        rows = [
            [entry.id, entry.title.text(language), entry.sentence.text(language)]
            for entry in corpora.all_entries()
        ]
        print(table(rows))
        return 0
    if values.action == "diary":
        return _print_diary(values, language)
    if values.action != "train":
        raise Problem(
            "command.choice", "command", option="ACTION", value=values.action, known=", ".join(ACTIONS)
        )
    return _train(values, language)


def _parser(language: str) -> Parser:
    presets = [(preset.id, preset.sentence.text(language)) for preset in text_presets()]
    listed = "\n".join(f"  {line}" for line in table(presets).splitlines())
    parser = Parser("text", language, f"{say('text.presets', language)}\n{listed}\n\n")
    option, default = parser.options.add_argument, TextSettings()
    known = ", ".join(entry.id for entry in corpora.all_entries())
    parser.positionals.add_argument("action", metavar="ACTION", help=say("text.action", language))
    what = say("text.what", language, choices=known)
    parser.positionals.add_argument("what", metavar="CORPUS", nargs="?", help=what)
    for name in ("preset", "resume", "corpus"):
        metavar = "NAME" if name == "preset" else "FILE"
        option(f"--{name}", metavar=metavar, help=say(f"text.{name}", language))
    seed = say("text.corpus_seed", language, default=default.corpus.seed)
    option("--corpus-seed", metavar="N", type=number("--corpus-seed", int), help=seed)
    for name, field in {**_NET, **_TRAINING}.items():
        value = getattr(default, field)
        choices = ", ".join(catalogue.names() if name == "cell" else _CHOICES.get(name, ()))
        words = say(f"text.{name}", language, default=value, choices=choices)
        if isinstance(value, str):
            option(f"--{name}", metavar="NAME", help=words)
        else:
            kind = type(value)
            metavar = "N" if kind is int else "X"
            option(f"--{name}", metavar=metavar, type=number(f"--{name}", kind), help=words)
    option("-o", "--output", metavar="FILE", help=say("text.output", language))
    option("--diary", action="store_true", help=say("text.with_diary", language))
    return parser


def _train(values: argparse.Namespace, language: str) -> int:
    output = Path(values.output) if values.output else None
    if output is not None and not output.absolute().parent.is_dir():
        folder = str(output.absolute().parent)
        raise Problem("file.no_folder", "file", name=output.name, folder=folder)
    begun = _begin(values, language)
    training = TextTraining(begun, output, shows_diary=values.diary)
    training.run(language)
    print(training.summary(language))
    if training.diverged_step is not None:
        print(say("text.diverged", language, step=training.diverged_step), file=sys.stderr)
        return DIVERGED
    return INTERRUPTED if training.interrupted else 0


def _begin(values: argparse.Namespace, language: str) -> SavedText:
    """Return what training begins with: a fresh net, or the one in a file."""
    given = {name: value for name, value in vars(values).items() if value is not None}
    if "resume" in given:
        return _resumed(given, language)
    if "what" not in given:
        known = ", ".join(entry.id for entry in corpora.all_entries())
        raise Problem("command.missing", "command", command="rnnlab text train", detail=known)
    start = TextSettings()
    if "preset" in given:
        start = load_text_preset(given["preset"]).applied(start)
    changed = _changed(start, given, {**_NET, **_TRAINING})
    choice = _choice(given["what"], given.get("corpus_seed", 0))
    now = replace(changed, corpus=choice).validated()
    cell = catalogue.load(now.cell)
    corpus = read_corpus(choice, language)
    run_ = TextRun(now, corpus, cell)
    record = Record.empty(run_.shape.parameter_count)
    return SavedText(run_, run_.begin(), record, None, corpus.fingerprint)


def _resumed(given: dict[str, str], language: str) -> SavedText:
    if fixed := next((name for name in ("preset", *_NET) if name in given), None):
        raise Problem("command.not_with_resume", "command", option=f"--{fixed}")
    saved = store.load(Path(given["resume"]))
    if not saved.has_corpus:
        choice = saved.run.settings.corpus
        if "corpus" in given:
            choice = _choice(given["corpus"], choice.seed)
        saved = saved.with_corpus(read_corpus(choice, language))
    now = _changed(saved.run.settings, given, _TRAINING).validated()
    plan = saved.plan
    if any(name in given for name in ("backend", "precision", "device", "threads")):
        plan = None
    return replace(saved, run=replace(saved.run, settings=now), plan=plan)


def _changed(start: TextSettings, given: dict[str, str], fields: dict[str, str]) -> TextSettings:
    return replace(start, **{field: given[name] for name, field in fields.items() if name in given})  # type: ignore[arg-type]


def _choice(what: str, seed: int | str) -> CorpusChoice:
    """Return the corpus a word names: one on the list, else a file or folder."""
    if what in [entry.id for entry in corpora.all_entries()]:
        return CorpusChoice(what, seed=int(seed))
    return CorpusChoice(corpora.OWN, str(Path(what).resolve()))


def _print_diary(values: argparse.Namespace, language: str) -> int:
    if not values.what:
        raise Problem("command.missing", "command", command="rnnlab text diary", detail="FILE")
    for entry in store.load(Path(values.what)).record.diary:
        print(page_heading(entry, language))
        print(entry.text, end="\n\n")
    return 0
